"""The drawings of the words, screened: of some hundred that lines ask, most cannot be in a molecule, by its atoms alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple, TypeVar

from tidewaiter.codes.language import Condition, bit_of
from tidewaiter.substance.structures.forms import Mol, pattern

MOST_KEPT = 20_000  # kinds of molecules whose screening is kept
# of cycles that are all rings of their own where none is bridged and no smaller ring than
SIZES = range(3, 8)
SIZES_FUSED = 5  # this is fused: two of five share a bond in a cycle of eight


K = TypeVar("K")
V = TypeVar("V")


class Screened(NamedTuple):
    """Of a molecule with such atoms: by word what of its drawing may be there, and the bits of the words without any."""

    may: dict[str, tuple[Mol, ...]]
    absent: int


class Drawings:
    """The drawings of all words. A list of drawings, ``[$(...),$(...)]``, is searched one by one."""

    def __init__(self, groups: Mapping[str, str], derived: Mapping[str, Condition]) -> None:
        """``groups``: the drawing of each word; ``derived``: the conditions over other words, those asked of first."""
        self.derived = derived
        parts = {word: alternatives(smarts) or [smarts] for word, smarts in groups.items()}
        numbers: dict[str, set[int]] = {}
        for one in {one for every in parts.values() for one in every}:
            for what, least in gate_of(one):
                numbers.setdefault(what, set()).add(least)
        bits = {
            one: 1 << place
            for place, one in enumerate((what, n) for what in numbers for n in sorted(numbers[what]))
        }
        # of each kind of atom, by how many there are (the last: or more), which of the numbers asked are met
        self.met = {
            what: [
                sum(bits[what, least] for least in least_of if n >= least) for n in range(max(least_of) + 1)
            ]
            for what, least_of in numbers.items()
        }
        self.asked = [
            (word, [(sum(bits[gate] for gate in gate_of(one)), pattern(one)) for one in every])
            for word, every in parts.items()
        ]
        # words of which every drawing asks for rings, each with those that it asks for
        self.ringed = [
            (bit_of(word), asked)
            for word, every in parts.items()
            if all(asked := [rings_of(one) for one in every])
        ]
        self._kept: dict[int, Screened] = {}
        self._ringless: dict[tuple[str, ...], int] = {}
        self._closed: dict[int, int] = {}

    def screened(self, held: Counter[str]) -> Screened:
        """What may be in a molecule that holds so many atoms of each element, atoms and rings."""
        met = self.met
        holds = sum([met[what][min(n, len(met[what]) - 1)] for what, n in held.items() if what in met])
        found = self._kept.get(holds)
        if found is None:
            found = keep(self._kept, holds, self._screen(holds))
        return found

    def _screen(self, holds: int) -> Screened:
        may, absent = {}, 0
        for word, parts in self.asked:
            left = [drawing for needs, drawing in parts if needs & holds == needs]
            if left:
                may[word] = tuple(left)
            else:
                absent |= bit_of(word)
        return Screened(may, absent)

    def absent(self, screened: Screened, rings: tuple[str, ...] | None) -> int:
        """The bits of the words that a molecule cannot have, those included that are made of such.

        ``rings``: the elements around each of its rings, in order; None where they do not tell all its cycles of up to seven.
        """
        drawn = screened.absent
        if rings is not None:
            ringless = self._ringless.get(rings)
            drawn |= keep(self._ringless, rings, self._without(rings)) if ringless is None else ringless
        found = self._closed.get(drawn)
        return keep(self._closed, drawn, self._with_derived(drawn)) if found is None else found

    def _without(self, rings: tuple[str, ...]) -> int:
        have = Counter([*rings, *map(size_of, rings)])
        return sum(bit for bit, asked in self.ringed if not any(needs <= have for needs in asked))

    def _with_derived(self, absent: int) -> int:
        for word, condition in self.derived.items():
            if condition.never(absent):
                absent |= bit_of(word)
        return absent


def keep(kept: dict[K, V], key: K, made: V) -> V:
    """Keep what was made for a key, within a limit."""
    if len(kept) >= MOST_KEPT:
        kept.clear()
    kept[key] = made
    return made


def size_of(cycle: str) -> str:
    """How many atoms are around a ring, as a text: of its elements, the capital letters."""
    return str(sum(map(str.isupper, cycle)))


@lru_cache(maxsize=4096)
def rings_of(smarts: str) -> Counter[str]:
    """The rings of up to seven atoms that a molecule must have to match a drawing, by their elements where all are told.

    >>> rings_of("O=C1CCC(c2ccccc2)O1"), rings_of("[#6]1~*~*~*~*~1"), rings_of("CCO")
    (Counter({'5': 1, 'CCCCO': 1, '6': 1, 'CCCCCC': 1}), Counter({'5': 1}), Counter())
    """
    from rdkit import Chem

    query = Chem.Mol(pattern(smarts))
    Chem.GetSSSR(query)
    found: Counter[str] = Counter()
    for ring in query.GetRingInfo().AtomRings():
        if len(ring) in SIZES:
            elements = [element_of(query.GetAtomWithIdx(i).GetSmarts()) for i in ring]
            found[str(len(ring))] += 1
            if all(elements):
                found[turned(elements)] += 1
    return found


def turned(elements: list[str]) -> str:
    """The elements around a ring, from wherever and whichever way round the text is first in order."""
    ways = (elements, elements[::-1])
    return min("".join(way[i:] + way[:i]) for way in ways for i in range(len(way)))


@lru_cache(maxsize=4096)
def gate_of(smarts: str) -> tuple[tuple[str, int], ...]:
    """What a molecule must at least hold to match a drawing: rings, atoms of each element, atoms.

    Taken from the drawing's own atoms; one that may be several elements asks for none, so that no match is missed. Of a
    list of drawings, ``[$(...),$(...)]``, what all of them ask.

    >>> gate_of("[#6]S(=O)(=O)[#7,#8]"), gate_of("[$(CN=O),$(NO)]")
    ((('C', 1), ('S', 1), ('O', 2), ('atoms', 5)), (('N', 1), ('O', 1), ('atoms', 2)))
    """
    query = pattern(smarts)
    if parts := alternatives(smarts):
        each = [dict(gate_of(one)) for one in parts]
        shared = {key: min(gate.get(key, 0) for gate in each) for key in each[0]}
        return tuple((key, least) for key, least in shared.items() if least)
    from rdkit import Chem

    needs: Counter[str] = Counter()
    for atom in query.GetAtoms():
        if symbol := element_of(atom.GetSmarts()):
            needs[symbol] += 1
    cycles = query.GetNumBonds() - query.GetNumAtoms() + len(Chem.GetMolFrags(query))
    rings = [("rings", cycles)] if cycles else []
    return (*rings, *needs.items(), ("atoms", query.GetNumAtoms()))


def alternatives(text: str) -> list[str]:
    """The drawings of a list of them; of any other drawing none.

    >>> alternatives("[$(CN=O),$(N(C)O)]"), alternatives("[$(CO);R]"), alternatives("CO")
    (['CN=O', 'N(C)O'], [], [])
    """
    found, depth, start = [], 0, 0
    if not (text.startswith("[$(") and text.endswith(")]")):
        return []
    for place, letter in enumerate(text[1:-1], 1):
        if letter == "(":
            depth += 1
            start = place + 1 if depth == 1 else start
        elif letter == ")":
            depth -= 1
            if depth < 0:
                return []
            if not depth:
                found.append(text[start:place])
        elif not depth and letter not in "$,":
            return []  # not only a list
    return found


_ELEMENT = re.compile(r"\[?(#\d+|Cl|Br|Si|Se|[BCNOPSFIbcnops])(?![a-z])")


def element_of(text: str) -> str:
    """The element that an atom of a drawing is: ``#7``, ``n`` and ``N`` are nitrogen; nothing where it may be several."""
    from rdkit import Chem

    found = _ELEMENT.match(text)
    if not found or "," in text.split("$")[0]:
        return ""
    one = found[1]
    return str(Chem.GetPeriodicTable().GetElementSymbol(int(one[1:]))) if one[0] == "#" else one.capitalize()
