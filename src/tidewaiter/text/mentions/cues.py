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
        self.groups = {**_groups(data), **_stances(data)}
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


def _groups(data: Mapping) -> dict[str, tuple[str, ...]]:
    """The words of each group of cues."""
    return {
        "elsewhere": tuple(data.texts("elsewhere")),
        "chemical": tuple(data.texts("chemical")),
        "drug": tuple(data.texts("drug")),
        "private": tuple(data.texts("private")),
        "request": (*data.texts("request"), *data.texts("asks")),
        "food": tuple(data.texts("foods")),
        "sort": tuple(data.texts("sorts_of_foods")),
        "sown": tuple(data.texts("sown")),
        "hemp goods": tuple(data.texts("hemp_goods")),
        "powder": tuple(data.texts("powder")),
        "offer+": tuple(data.mapping("offer").texts("strong")),
        "offer": tuple(data.mapping("offer").texts("weak")),
        "illicit": tuple(
            word for key in data.mapping("illicit") for word in data.mapping("illicit").texts(key)
        ),
        "lawful": tuple(word for key in data.mapping("lawful") for word in data.mapping("lawful").texts(key)),
        "papers": tuple(data.texts("papers")),
        "about!": tuple(data.mapping("about").texts("decisive")),
        "kit": tuple(data.texts("kits")),
        "about+": tuple(data.mapping("about").texts("strong")),
        "about": tuple(data.mapping("about").texts("weak")),
        "not before": tuple(data.mapping("negated").texts("before")),
        "not after": tuple(data.mapping("negated").texts("after")),
        "not sold before": tuple(data.mapping("not_sold").texts("before")),
        "not sold after": tuple(data.mapping("not_sold").texts("after")),
        "thing after": tuple(data.texts("thing_after")),
        "thing before": tuple(data.texts("thing_before")),
    }


def _stances(data: Mapping) -> dict[str, tuple[str, ...]]:
    """The groups of cues that tell what a short text does as a whole."""
    forbids = data.mapping("forbids")
    return {
        "forbids": tuple(forbids.texts("surely")),
        "forbids perhaps": tuple(forbids.texts("perhaps")),
        "sells": tuple(data.texts("sells")),
        "trade request": tuple(data.texts("trade_requests")),
        "antidote for": tuple(data.texts("antidote_for")),
        **{f"goods {number}": tuple(row.texts("beside")) for number, row in enumerate(data["namesakes"])},
    }


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
_ADDED = (
    "",
    "а",
    "у",
    "ом",
    "ем",
)  # to a short word that ends in a consonant; of longer ones any ending is read
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
        for strong in (True, False):
            for word in (
                item.texts("strong" if strong else "weak") if ("strong" if strong else "weak") in item else ()
            ):
                for form in _inflected(word):
                    yield Word(form, item.text("means"), strong)


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


class NameParts(NamedTuple):
    """Parts of chemical names that one module looks for."""

    patterns: dict[str, re.Pattern[str]]
    words: dict[str, frozenset[str]]


def name_parts(module: str) -> NameParts:
    """What ``name_parts.yml`` has for a module."""
    data = read_yaml(Path(__file__).with_name("name_parts.yml")).mapping(module)
    lists = {key: frozenset(data.texts(key)) for key, value in data.items() if isinstance(value, list)}
    return NameParts({key: re.compile(data.text(key)) for key in data if key not in lists}, lists)


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
