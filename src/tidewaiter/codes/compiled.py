"""The drawings of the words as numbers, for the compiled reader: ``bulk/native/drawings.hpp`` looks for them.

RDKit takes a drawing apart into atoms and bonds; what is written of each is read here. RDKit's own search is the reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tidewaiter.codes.drawings import alternatives, gate_of, rings_of
from tidewaiter.substance.structures.forms import pattern

AND, OR, NOT, ELEMENT, AROMATIC, CONNECTIONS, DEGREE, HYDROGENS, CHARGE = range(9)
IN_RING, RINGS, RING_SIZE, RING_BONDS, WITHIN, ANY = range(9, 15)
ATOMS_HELD, RINGS_HELD, SIZES, CARBOCYCLES = 0, 127, 128, 136  # what a gate asks beside numbers of elements
# of molecules; its marked atoms make no heterocycle; how often, not only whether
ASKED, EXCUSES, COUNTED = (1, 2, 4)
SINGLE, DOUBLE, TRIPLE, AROMATIC_BOND = 1, 2, 4, 8
_BONDS = {"-": SINGLE, "=": DOUBLE, "#": TRIPLE, ":": AROMATIC_BOND, "~": 15, "": SINGLE | AROMATIC_BOND}
_COUNTS = {"X": CONNECTIONS, "D": DEGREE, "H": HYDROGENS, "R": RINGS, "r": RING_SIZE, "x": RING_BONDS}
_WRITTEN = re.compile(
    r"\$\(|#(?P<number>\d+)|(?P<count>[XDHRrx])(?P<many>\d*)(?![a-z])|(?P<charge>[+-]\d*)"
    r"|(?P<element>Cl|Br|Si|Se|[BCNOPSFI])|(?P<small>[bcnops])|(?P<any>[*aA])|:\d+"
)


class Compiled:
    """Drawings as numbers; ``numbers`` in the form that the reader takes."""

    def __init__(self, asked: dict[str, int]) -> None:
        """``asked``: the drawings, each with what is asked of it (EXCUSES, COUNTED or 0), in the order of the answers."""
        self.places = {smarts: place for place, smarts in enumerate(asked)}
        self._inner: list[str] = []
        self._tests: dict[tuple[int, ...], int] = {}
        told = [self._drawing(smarts, ASKED | how) for smarts, how in asked.items()]
        while len(told) < len(self.places):
            told.append(self._drawing(self._inner[len(told) - len(asked)], 0))
        tests = [[len(test) - 1, *test] for test in self._tests]
        every = [[len(tests)], *tests, [len(told)], *told]
        self.numbers = [number for one in every for number in one]

    def _drawing(self, smarts: str, kind: int) -> list[int]:
        gates = [_gate(one) for one in alternatives(smarts) or [smarts]]
        query = pattern(smarts)
        numbers = [kind, len(gates)]
        for gate in gates:
            numbers += [len(gate), *(number for need in gate for number in need)]
        numbers.append(query.GetNumAtoms())
        for atom in query.GetAtoms():
            before = [
                (bond.GetOtherAtomIdx(atom.GetIdx()), _bond(bond.GetSmarts()))
                for bond in atom.GetBonds()
                if bond.GetOtherAtomIdx(atom.GetIdx()) < atom.GetIdx()
            ]
            (parent, kind_of_bond), *closures = before or [(-1, 0)]
            numbers += [parent, kind_of_bond, int(bool(atom.GetAtomMapNum())), len(closures)]
            numbers += [number for closure in closures for number in closure]
            test = (int("$(" not in atom.GetSmarts()), *self._atom(atom.GetSmarts()))
            numbers.append(self._tests.setdefault(test, len(self._tests)))
        return numbers

    def _atom(self, text: str) -> list[int]:
        return self._joined(text[1:-1] if text.startswith("[") else text)

    def _joined(self, text: str) -> list[int]:
        """The test of an atom: ``;`` binds least, then ``,``, then ``&`` or nothing between two."""
        for sign, what in ((";", AND), (",", OR), ("&", AND)):
            parts = list(_split(text, sign))
            if len(parts) > 1:
                tests = [number for part in parts for number in self._joined(part)]
                return [what, len(tests), *tests]
        return self._one(text)

    def _one(self, text: str) -> list[int]:
        tests: list[int] = []
        many = 0
        while text:
            test, text = self._first(text)
            tests += test
            many += bool(test)
        return tests if many == 1 else [AND, len(tests), *tests]

    def _first(self, text: str) -> tuple[list[int], str]:
        """The first test of several side by side, and what is left."""
        if text[0] == "!":
            test, rest = self._first(text[1:])
            return [NOT, *test], rest
        found = _WRITTEN.match(text)
        if found is None:
            raise ValueError(f"{text!r} is not read here")
        rest = text[found.end() :]
        if found[0] == "$(":
            end = _closing(rest)
            return [WITHIN, self._within(rest[:end])], rest[end + 1 :]
        return _primitive(found), rest

    def _within(self, smarts: str) -> int:
        name = f"$({smarts})"
        if name not in self.places:
            self.places[name] = len(self.places)
            self._inner.append(smarts)
        return self.places[name]


def _primitive(found: re.Match[str]) -> list[int]:
    if found["number"]:
        return [ELEMENT, int(found["number"])]
    if found["count"]:
        if found["many"]:
            return [_COUNTS[found["count"]], int(found["many"])]
        return [IN_RING, 1] if found["count"] in "Rrx" else [_COUNTS[found["count"]], 1]
    if found["charge"]:
        size = int(found["charge"][1:] or 1)
        return [CHARGE, size if found["charge"][0] == "+" else -size]
    if found["any"]:
        return [ANY, 0] if found["any"] == "*" else [AROMATIC, int(found["any"] == "a")]
    symbol = found["element"] or found["small"]
    if not symbol:
        return []  # a number that the atom bears
    from rdkit import Chem

    number = Chem.GetPeriodicTable().GetAtomicNumber(symbol.capitalize())
    return [AND, 4, ELEMENT, number, AROMATIC, int(bool(found["small"]))]


def _bond(text: str) -> int:
    """The states in which a bond may be."""
    found = 0
    for one in text.split(","):
        found |= _BONDS[one]
    return found


def _gate(smarts: str) -> list[tuple[int, int]]:
    from rdkit import Chem

    number = Chem.GetPeriodicTable().GetAtomicNumber
    other = {"atoms": ATOMS_HELD, "rings": RINGS_HELD}
    held = [(other[what] if what in other else number(what), least) for what, least in gate_of(smarts)]
    rings = rings_of(smarts)
    sizes = [(SIZES + int(what), least) for what, least in rings.items() if what.isdigit()]
    carbons = [(CARBOCYCLES + len(what), least) for what, least in rings.items() if set(what) == {"C"}]
    return held + sizes + carbons


def _closing(text: str) -> int:
    depth = 1
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if not depth:
            return place
    raise ValueError(text)


def _split(text: str, sign: str) -> Iterator[str]:
    """The parts of a text between signs that stand outside brackets."""
    depth = start = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == sign and not depth:
            yield text[start:place]
            start = place + 1
    yield text[start:]
