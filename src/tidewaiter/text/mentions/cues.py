"""The cues that stand in ``cues.yml`` and beside it, read once: street words, class words, and what tells an offer from a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tidewaiter.lawbook.read import Mapping, Sequence, Text, read_yaml
from tidewaiter.substance.tables.goods import STREET
from tidewaiter.text.mentions.cache import kept, mark_of
from tidewaiter.text.mentions.folding import fold


class Word(NamedTuple):
    """A word that means a listed substance without being its name in a list."""

    word: str
    means: str  # a name that the lawbook knows
    strong: bool  # False: the word has other meanings


class ClassWords(NamedTuple):
    """The words for a whole class, and the definitions that the states have of it."""

    key: str
    classes: tuple[str, ...]
    words: tuple[str, ...]


class Namesakes(NamedTuple):
    """Goods that are called like a drug: the words (none: whatever the name), and the group of cues that tells of the goods."""

    words: frozenset[str]
    group: str


class Cues:
    """All of ``cues.yml``, ``street.yml`` and ``stances.yml``, typed."""

    def __init__(self, data: Mapping) -> None:
        self.words = (*_words(data), *_street(data["street"]))
        self.classes = tuple(
            ClassWords(item.text("id"), tuple(item.texts("classes")), tuple(item.texts("words")))
            for item in data["classes"]
        )
        self.stems = tuple((tuple(item.texts("ends")), item.text("class")) for item in data["stems"])
        self.misspelt = tuple(fold(word).text for word in data.texts("misspelt"))
        self.everyday = folded_words(data.texts("everyday"))
        self.shop_words = folded_words(data.texts("shop_words"))
        self.food_seeds = frozenset(data.texts("food_seeds"))
        self.persons = folded_words(data.texts("persons"))
        self.hemp_names = tuple(folded_words(data.texts("hemp_names")))
        self.hemp_seeds = frozenset(data.texts("hemp_seeds"))
        self.sown_names = tuple(fold(word).text for word in data.texts("sown_names"))
        self.asked_of_shops = folded_words(data.texts("asked_of_shops"))
        self.han_apart = folded_words(data.texts("han_apart"))
        beside = data.mapping("han_beside")
        self.han_beside = {side: tuple(beside.texts(side)) for side in ("before", "after")}
        self.antidotes = frozenset(data.texts("antidotes"))
        self.staples = frozenset(data.texts("staples"))
        self.powder_metals = frozenset(data.texts("powder_metals"))
        self.longer_words = tuple(sorted(folded_words(data.texts("longer_words"))))
        self.chemicals = frozenset(data.texts("everyday_chemicals"))
        self.ambiguous = frozenset(data.texts("ambiguous"))
        self.sure = frozenset(data.texts("sure"))
        self.namesakes = tuple(
            Namesakes(folded_words(row.texts("words")), f"goods {number}")
            for number, row in enumerate(data["namesakes"])
        )
        self.groups = {group: _words_at(data, places) for group, places in _GROUPS.items()}
        self.groups |= {
            row.group: tuple(one.texts("beside"))
            for row, one in zip(self.namesakes, data["namesakes"], strict=True)
        }
        self.salts = frozenset(data.texts("salts"))
        self.joins = frozenset(fold(word).text for word in data.texts("joins"))
        self.german_forms = tuple(data.texts("german_forms"))
        self.zh_salts = tuple(data.texts("zh_salts"))
        self.shapes = tuple(data.texts("shapes"))
        self.parts = {item[0]: item[1:] for item in data.texts("parts")}
        longer = data.mapping("zh_longer")
        self.zh_before = frozenset(longer.text("before"))
        self.zh_after = frozenset(longer.text("after"))
        self.zh_after_not = tuple(longer.texts("after_not"))
        self.zh_words = tuple(longer.texts("before_not"))
        self.zh_free = frozenset(longer.text("free"))
        self.zh_free_words = tuple(longer.texts("free_words"))
        labels = data.mapping("labels")
        self.labels = {key: tuple(labels.texts(key)) for key in ("cas", "code", "other")}


_GROUPS = {  # group of cues -> the lists of its words, the finds of the first groups first
    "elsewhere": "elsewhere", "chemical": "chemical", "drug": "drug", "private": "private", "request": "request asks",
    "food": "foods", "sort": "sorts_of_foods", "sown": "sown", "hemp goods": "hemp_goods", "powder": "powder",
    "offer+": "offer.strong", "offer": "offer.weak", "illicit": "illicit.*", "lawful": "lawful.*", "papers": "papers",
    "about!": "about.decisive", "kit": "kits", "about+": "about.strong", "about": "about.weak",
    "not before": "negated.before", "not after": "negated.after", "not sold before": "not_sold.before",
    "not sold after": "not_sold.after", "thing after": "thing_after", "thing before": "thing_before",
    "forbids": "forbids.surely", "denies": "forbids.denies", "forbids perhaps": "forbids.perhaps", "sells": "sells",
    "trade request": "trade_requests", "antidote for": "antidote_for",
}  # fmt: skip


def _words_at(data: Mapping, places: str) -> tuple[str, ...]:
    """The words of some lists: by their keys, by key and key within it, or all that stand under a key (``*``)."""
    out: list[str] = []
    for place in places.split():
        head, _, key = place.partition(".")
        held = data.mapping(head) if key else data
        for one in held if key == "*" else (key or head,):
            out += held.texts(one)
    return tuple(out)


def folded_words(words: Iterable[str]) -> frozenset[str]:
    """Words as folded texts have them; Cyrillic capitals fold otherwise."""
    forms = (
        case
        for word in words
        for form in _inflected(word)
        for case in (form, form.capitalize(), form.upper())
    )
    return frozenset(fold(form).text.strip() for form in forms)


_ENDINGS = {"а": ("а", "у", "ы", "и", "е", "ой"), "я": ("я", "ю", "и", "е", "ей")}
# to a short word that ends in a consonant; of longer ones any ending is read
_ADDED = ("", "а", "у", "ом", "ем")
_CONSONANTS, _SHORT = "бвгджзклмнпрстфхцчшщ", 5


def _inflected(word: str) -> list[str]:
    """A Russian noun of one word with its commonest endings; any other word as it is."""
    if not word.isalpha() or len(word) < len("меф"):
        return [word]
    if word[-1] in _CONSONANTS and len(word) <= _SHORT:
        return [word + end for end in _ADDED]
    return [word[:-1] + end for end in _ENDINGS.get(word[-1], ())] or [word]


def _words(data: Mapping) -> Iterator[Word]:
    for item in data["words"]:
        if item.text("means"):
            for word in item.texts("word"):
                yield Word(word, item.text("means"), item.text("strong") == "yes")


def _street(items: Sequence) -> Iterator[Word]:
    for item in items:
        for key, strong in (("strong", True), ("weak", False)):
            for word in item.texts(key) if key in item else ():
                yield from (Word(form, item.text("means"), strong) for form in _inflected(word))


@cache
def cues() -> Cues:
    """The cues that are shipped.

    >>> "ether" in cues().ambiguous
    True
    """
    path, *beside = (Path(__file__).with_name("cues.yml"), STREET, Path(__file__).with_name("stances.yml"))
    data = kept(
        "cues",
        mark_of(path, *beside),
        lambda: {k: v for p in (path, *beside) for k, v in read_yaml(p).items()},
    )
    return Cues(_mapping(data, path))


@cache
def _patterns() -> Mapping:
    return read_yaml(Path(__file__).with_name("patterns.yml"))


class Patterns(NamedTuple):
    """What one module looks for: expressions, and lists of words."""

    patterns: dict[str, re.Pattern[str]]
    words: dict[str, frozenset[str]]


def patterns(module: str) -> Patterns:
    """What ``patterns.yml`` has for a module."""
    data = _patterns().mapping(module)
    lists = {key: frozenset(data.texts(key)) for key, value in data.items() if isinstance(value, list)}
    return Patterns({key: re.compile(data.text(key)) for key in data if key not in lists}, lists)


def _mapping(data: dict[str, Any], path: Path) -> Mapping:
    """What was kept as plain data, as the reader of YAML gives it."""
    out = Mapping(path, 1)
    for key, value in data.items():
        if isinstance(value, dict):
            out[key] = _mapping(value, path)
        elif isinstance(value, list):
            out[key] = Sequence(path, 1)
            out[key].extend(
                _mapping(item, path) if isinstance(item, dict) else Text(item, 1) for item in value
            )
        else:
            out[key] = Text(value, 1)
    return out
