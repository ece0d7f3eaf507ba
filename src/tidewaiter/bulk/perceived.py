"""Molecules as the compiled reader has them: what conditions ask of most, without RDKit, which reads one only where more is asked."""

from __future__ import annotations

import weakref
from collections import Counter
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import numpy as np
from rdkit import Chem

from tidewaiter.codes.compiled import COUNTED, EXCUSES, Compiled
from tidewaiter.codes.facts import Piece, cycle_of
from tidewaiter.codes.goods import Goods
from tidewaiter.codes.ions import Whole
from tidewaiter.codes.language import COUNT
from tidewaiter.codes.words import Words
from tidewaiter.met.library import library
from tidewaiter.substance.structures.forms import Mol

ROOM = 320  # bytes for the formula and the rings of one molecule
CARBON = 6


class Rings(NamedTuple):
    """What is told of all rings of a molecule, as :class:`Piece` has it."""

    rings: list[tuple[str, tuple[int, ...], bool]]
    heterocycles: list[tuple[str, tuple[int, ...], bool]]
    ring_elements: frozenset[int]
    systems: frozenset[str]
    bridged: bool


@lru_cache(maxsize=20_000)
def rings_told(told: bytes) -> Rings:
    """The rings of a text of the reader: see ``rings_of`` of ``bulk/native/drawings.hpp``.

    >>> rings_told(bytes([6, 6, 6, 6, 6, 6, 7, 0, 0, 0, 1])).heterocycles  # pyridine
    [('CCCCCN', (6, 6, 6, 6, 6, 7), False)]
    """
    rings, heterocycles, elements, bridged = [], [], set(), False
    joined: dict[int, list[str]] = {}
    at = 0
    while at < len(told):
        numbers = tuple(told[at + 1 : at + 1 + told[at]])
        at += 1 + told[at]
        fused, more, system, hetero = told[at : at + 4]
        at += 4
        ring = (cycle_of(numbers), numbers, fused > 0)
        rings.append(ring)
        bridged = bridged or more > 0
        joined.setdefault(system, []).append(ring[0])
        if hetero:
            heterocycles.append(ring)
            elements |= {*numbers} - {CARBON}
    systems = frozenset("+".join(sorted(kinds)) for kinds in joined.values())
    return Rings(rings, heterocycles, frozenset(elements), systems, bridged)


class _Read:
    """What RDKit is asked for only where it must be."""

    text: str
    mol: Mol

    def __getattr__(self, name: str) -> Any:
        if name != "mol":
            raise AttributeError(name)
        self.mol = Chem.MolFromSmiles(self.text)
        return self.mol


class Perceived(_Read, Piece):
    """A molecule of which the reader tells: of each word with a drawing, how often it is in it, its formula, its rings."""

    def __init__(
        self, text: str, words: Words, places: dict[str, int], counts: bytes, formula: str, rings: Rings
    ) -> None:
        dict.__init__(self)
        self.text, self.words, self.bound, self.labelled = text, words, frozenset(), False
        self.places, self.counts, self.formula = places, counts, formula
        self.rings, self.heterocycles, self.ring_elements, self.systems = rings[:4]
        self["bridged"] = rings.bridged

    def __missing__(self, word: str) -> Any:
        place = self.places.get(word)
        if place is None:
            return super().__missing__(word)
        count = self.counts[place]
        found = self[word] = count if word[0] == COUNT else count > 0
        return found

    @cached_property
    def held(self) -> Counter[str]:
        """Atoms of each element, all atoms, rings."""
        found = self.elements.copy()
        found["rings"] = len(self.rings)
        return found


class PerceivedWhole(_Read, Whole):
    """The same as the whole of the goods."""

    def __init__(self, piece: Perceived) -> None:
        dict.__init__(self)
        self.text, self.words, self.bound, self.labelled = piece.text, piece.words, frozenset(), False
        self.formula, self.elements = piece.formula, piece.elements
        self.organic_in = True


class PerceivedGoods(Goods):
    """Goods of one such molecule that chapter 28 does not keep."""

    def __init__(self, compound: Perceived) -> None:
        self.words = compound.words
        self.compound = compound
        self.pieces = [compound]

    @cached_property
    def whole(self) -> Whole:
        """All of it."""
        return PerceivedWhole(self.compound)


class Perceiving:
    """The compiled reader over the drawings of some words. Raises :class:`TidewaiterError` where there is none."""

    def __init__(self, words: Words, counted: frozenset[str]) -> None:
        """``counted``: the words of which conditions ask how many there are."""
        self.words = words
        drawn = {smarts: COUNTED if word in counted else 0 for word, smarts in words.groups.items()}
        drawn |= {
            smarts: drawn.get(smarts, 0) | COUNTED for word, smarts in words.groups.items() if word in counted
        }
        drawn |= {smarts: drawn.get(smarts, 0) | EXCUSES for smarts in words.excused}
        places = {smarts: place for place, smarts in enumerate(drawn)}
        self.places = {word: places[smarts] for word, smarts in words.groups.items()}
        self.places |= {COUNT + word: self.places[word] for word in counted & words.groups.keys()}
        self.drawings = len(drawn)
        self._library = library()
        numbers = np.array(Compiled(drawn).numbers, np.int32)
        self._numbers = numbers  # the reader looks into them
        self._handle: int = self._library.screen_drawings(numbers.ctypes.data)
        weakref.finalize(self, self._library.screen_drawings_close, self._handle)

    def read(self, texts: Sequence[str]) -> list[Perceived | None]:
        """The molecules of SMILES; None for what only RDKit reads, and for what is no compound of chapter 29 for sure."""
        given = [text.encode() for text in texts]
        offsets = np.zeros(len(given) + 1, np.int32)
        np.cumsum([len(text) for text in given], out=offsets[1:])
        text = np.frombuffer(b"".join(given) or b" ", np.uint8)
        width = 2 + self.drawings + ROOM
        out = np.zeros((len(given), width), np.uint8)
        self._library.screen_facts(
            self._handle, text.ctypes.data, offsets.ctypes.data, len(given), width, out.ctypes.data
        )
        every = out.tobytes()
        return [
            self._molecule(one, every, at) for one, at in zip(texts, range(0, len(every), width), strict=True)
        ]

    def _molecule(self, text: str, every: bytes, at: int) -> Perceived | None:
        if not every[at]:
            return None
        counts, behind = at + 2, at + 2 + self.drawings
        formula = every[behind : (rings := behind + every[at])].decode()
        told = rings_told(every[rings : rings + every[at + 1]])
        return Perceived(text, self.words, self.places, every[counts:behind], formula, told)
