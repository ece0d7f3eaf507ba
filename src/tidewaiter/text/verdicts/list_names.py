"""Which list of the lawbook a text means by a name: "Class B", "Anlage II BtMG", "Schedule I of the 1961 Convention", 第二类精神药品.

A name is taken apart into pairs of a kind of list and its number, the words that tell an act, and the words that tell a
topic. The words stand in ``list_names.yml``; the titles are the lawbook's.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tidewaiter.lawbook.read import plain_yaml
from tidewaiter.lawbook.records import Instrument

_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_DRUGS = ("narcotic", "psychotropic", "controlled substance", "controlled drug")  # kinds of lists
_NUMBER = re.compile(r"[ivx]+|\d+[a-d]?|[a-f]|[一二三四]")


class Pair(NamedTuple):
    """A kind of list as it is written, and its number: Anlage II."""

    kind: str
    number: str


class ListName(NamedTuple):
    """A name taken apart."""

    pairs: tuple[Pair, ...]
    act: frozenset[str]
    topics: frozenset[str]


@cache
def _data() -> dict[str, Any]:
    path = Path(__file__).with_name("list_names.yml")
    raw = plain_yaml(path.read_text(encoding="utf-8"))
    words = [(re.compile(key), value) for key, value in raw["words"].items()]
    kinds = {key: frozenset(value) for key, value in raw["kinds"].items()}
    return {**raw, "words": words, "kinds": kinds, "common": frozenset(raw["common"])}


@cache
def list_name(text: str) -> ListName:
    """Take a name apart.

    >>> name = list_name("Schedule 4 Part I of the Misuse of Drugs Regulations")
    >>> [tuple(pair) for pair in name.pairs], sorted(name.act)
    ([('schedule', '4'), ('part', 'i')], ['misuse'])
    """
    data = _data()
    folded = text.lower()
    for pattern, plain in data["words"]:
        folded = pattern.sub(plain, folded)
    tokens = _TOKEN.findall(folded)
    pairs, act, topics, place = [], set(), set(), 0
    while place < len(tokens):
        token, after = tokens[place], "".join(tokens[place + 1 : place + 2])
        word = token.removesuffix("s")
        place += 1
        if word in data["topics"]:
            topics.add(word)
        elif token not in data["kinds"]:
            act |= {part for part in token.split("-") if part not in data["common"] and len(part) > 1}
        elif _NUMBER.fullmatch(after):
            pairs.append(Pair(token, after))
            place += 1
    return ListName(tuple(pairs), frozenset(act), frozenset(topics))


def meant_lists(name: str, instruments: list[Instrument]) -> list[tuple[str, str]]:
    """The lists that a name may mean, likeliest first: keys of instrument and list; none where no list is called so.

    Likeliest is what is called by the same word, then by the number as it is written: "Anlage II" is rather that than "Anlage 2".
    """
    told = list_name(name)
    unnumbered = frozenset(one for one in told.act if not one.isdigit())
    words = {one.key: _words(one.key, one.title) for one in instruments}
    ways = ([one for one in instruments if act <= words[one.key]] for act in (told.act, unnumbered))
    # an act by its number that changes others' lists is none of those that have them
    acts = next(filter(None, ways), [])
    held = [(one.key, key, _called(one, key), one.lists[key].kind) for one in acts for key in one.lists]
    if told.topics:
        held = [x for x in held if told.topics & {*x[2].topics, x[3], "any-drug" if x[3] in _DRUGS else ""}]
    for pairs in (told.pairs, tuple(pair for pair in told.pairs if pair.kind != "part")):
        found = [(rank, x[:2]) for x in held if (rank := _rank(pairs, x[2].pairs)) is not None]
        if not told.act:  # "Schedule 2" is rather a list called so than one of an act's Schedule 2
            found = [one for one in found if _rank(pairs, _own(one[1], acts)) is not None] or found
        if found and (pairs or told.act or told.topics):
            return [key for _, key in sorted(found, key=lambda one: one[0], reverse=True)]
    whole = told.act and all("annex" in _data()["kinds"][pair.kind] for pair in told.pairs)
    return [x[:2] for x in held] if whole else []  # an annex holds all its categories


def comparable(name: str, instrument: Instrument, key: str) -> bool:
    """Whether another list is surely meant: an annex holds its categories, unless its act is told or lists of its kind are held."""
    told, kinds = list_name(name), _data()["kinds"]
    annexes = [pair for pair in told.pairs if "annex" in kinds[pair.kind]]
    called = {pair.kind for pair in _called(instrument, key).pairs}
    return not annexes or bool(told.act) or any(called & kinds[pair.kind] for pair in annexes)


def _own(key: tuple[str, str], acts: list[Instrument]) -> tuple[Pair, ...]:
    """What the title of a list itself calls it."""
    return next(list_name(one.lists[key[1]].title).pairs for one in acts if one.key == key[0])


def _called(instrument: Instrument, key: str) -> ListName:
    """What a list is called; of its act what the list's own title does not say."""
    own, act = list_name(instrument.lists[key].title), list_name(instrument.title)
    kinds = {pair.kind for pair in own.pairs}
    return own._replace(pairs=(*own.pairs, *(pair for pair in act.pairs if pair.kind not in kinds)))


@cache
def _words(key: str, title: str) -> set[str]:
    return {part for token in _TOKEN.findall(f"{key} {title}".lower()) for part in token.split("-")}


def _rank(told: tuple[Pair, ...], held: tuple[Pair, ...]) -> tuple[int, int] | None:
    """How well the pairs of a title fit all that are told: how many kinds and how many numbers are written alike."""
    ranks = [max(filter(None, (_fits(one, other) for other in held)), default=None) for one in told]
    if None in ranks:
        return None
    return sum(rank[0] for rank in ranks if rank), sum(rank[1] for rank in ranks if rank)


def _fits(told: Pair, held: Pair) -> tuple[int, int] | None:
    kinds, numerals = _data()["kinds"][told.kind], _data()["numerals"]
    one, other = (numerals.get(pair.number, pair.number) for pair in (told, held))
    part = one.isdigit() and other[:-1] == one and other[-1:].isalpha()  # category 2 has 2A and 2B
    if held.kind not in kinds or not (one == other or part):
        return None
    return int(told.kind == held.kind), int(told.number == held.number)
