"""The plant that a substance was taken from, as a phrase tells it: no goods of its own."""

from __future__ import annotations

from collections.abc import Iterable

from tidewaiter.lawbook.store import Store
from tidewaiter.substance.identity import Candidate
from tidewaiter.substance.names.plants import constituents, of_plant
from tidewaiter.substance.phrases.parts import but_words
from tidewaiter.substance.tables.wording import pattern
from tidewaiter.substance.words.part import Part

_TAKEN_FROM = pattern("taken from")
_ISOLATED = pattern("isolated")
_EXTRACTED = pattern("extracted")


def but_source(parts: list[Part], text: str, store: Store) -> list[Part]:
    """The parts without the plant that a pure substance was taken from: "CBD-Isolat aus Hanf", cannabidiol alone.

    What is extracted may be less than pure: there only a substance goes alone that the Conventions list, "THC extracted from cannabis".
    """
    isolated = _ISOLATED.search(text)
    behind = _TAKEN_FROM.search(text)
    if behind is None or not (isolated or _EXTRACTED.search(text)):
        return parts
    source = behind[1].casefold().split()
    plants = {
        one
        for part in parts
        for name in part.text.split(" + ")
        if any(word in source for word in name.casefold().split()) and (held := constituents(name, store))
        for one in part.found
        if one.substance not in held and (alike := store.substance(one.substance)) and alike.kind == "natural"
    }
    goods = {one for part in parts for one in part.found} - plants
    if not plants or not goods or not all(_held_by(one, plants) for one in goods):
        return parts
    if not isolated and not all(_of_conventions(one, store) for one in goods):
        return parts
    others = [part._replace(found=tuple(one for one in part.found if one not in plants)) for part in parts]
    return [
        but_words(part, _but_extracted) if part.found else part
        for part, whole in zip(others, parts, strict=True)
        if part.found or not whole.found
    ]


def _but_extracted(left: str) -> str:
    return " ".join(word for word in left.split() if not _EXTRACTED.fullmatch(word))


def _held_by(one: Candidate, plants: Iterable[Candidate]) -> bool:
    return any(one.substance in of_plant(each.substance) for each in plants)


def _of_conventions(one: Candidate, store: Store) -> bool:
    return any(entry.instrument.startswith("un/") for entry in store.listings(one.substance))
