"""The drawings of the words, screened: of some hundred that lines ask, most cannot be in a molecule, by its atoms alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from tidewaiter.codes.language import never_holds
from tidewaiter.substance.forms import Mol, pattern

MOST_KEPT = 20_000  # kinds of molecules whose screening is kept


class Screened(NamedTuple):
    """Of a molecule with such atoms: by word what of its drawing may be there, and the words that it cannot have."""

    may: dict[str, tuple[Mol, ...]]
    never: dict[str, bool]


class Drawings:
    """The drawings of all words. A list of drawings, ``[$(...),$(...)]``, is searched one by one."""

    def __init__(self, groups: Mapping[str, str], derived: Mapping[str, str]) -> None:
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
        self._kept: dict[int, Screened] = {}

    def screened(self, held: Counter[str]) -> Screened:
        """What may be in a molecule that holds so many atoms of each element, atoms and rings."""
        holds = sum([met[min(held[what], len(met) - 1)] for what, met in self.met.items()])
        found = self._kept.get(holds)
        if found is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            found = self._kept[holds] = self._screen(holds)
        return found

    def _screen(self, holds: int) -> Screened:
        may, never = {}, {}
        for word, parts in self.asked:
            left = [drawing for needs, drawing in parts if needs & holds == needs]
            if left:
                may[word] = tuple(left)
            else:
                never[word] = False
        for word, says in self.derived.items():
            if never_holds(says, never.__contains__):
                never[word] = False
        return Screened(may, never)


@lru_cache(maxsize=4096)
def gate_of(smarts: str) -> tuple[tuple[str, int], ...]:
    """What a molecule must at least hold to match a drawing: rings, atoms of each element, atoms.

    Taken from the drawing's own atoms; one that may be several elements asks for none, so that no match is missed. Of a
    list of drawings, ``[$(...),$(...)]``, what all of them ask.

    >>> gate_of("[#6]S(=O)(=O)[#7,#8]"), gate_of("[$(CN=O),$(NO)]")
    ((('rings', 0), ('C', 1), ('S', 1), ('O', 2), ('atoms', 5)), (('N', 1), ('O', 1), ('atoms', 2)))
    """
    query = pattern(smarts)
    if parts := alternatives(smarts):
        each = [dict(gate_of(one)) for one in parts]
        shared = {key: min(gate.get(key, 0) for gate in each) for key in each[0]}
        return tuple((key, least) for key, least in shared.items() if least)
    from rdkit import Chem

    needs: Counter[str] = Counter()
    for atom in query.GetAtoms():
        text = atom.GetSmarts()
        found = _ELEMENT.match(text)
        if found and "," not in text.split("$")[0]:
            needs[_symbol(found[1])] += 1
    cycles = query.GetNumBonds() - query.GetNumAtoms() + len(Chem.GetMolFrags(query))
    return (("rings", cycles), *needs.items(), ("atoms", query.GetNumAtoms()))


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


def _symbol(text: str) -> str:
    """The element that an atom of a drawing is: ``#7``, ``n`` and ``N`` are nitrogen."""
    from rdkit import Chem

    return (
        str(Chem.GetPeriodicTable().GetElementSymbol(int(text[1:]))) if text[0] == "#" else text.capitalize()
    )
