"""The stream of numbers and the codes of residues that the compiled reader writes, taken apart."""

from __future__ import annotations

from collections.abc import Iterator

from tidewaiter.typed import Any

A_PIECE, NOTHING_HANGS, A_RESIDUE = range(3)  # kinds of note
VERDICT, NOTE = 4, 8  # numbers a verdict and a note: VERDICT_WIDTH and NOTE_WIDTH of native/judge.hpp
# the marks of a row: see native/row.hpp
DOUBTFUL, NAMED, READ_OFF, POSITIONAL, CLASSES, SETTLED, SALT, LACKS = (1 << place for place in range(8))


def rows(told: list[int]) -> Iterator[tuple[int, tuple[int, ...], int]]:
    """Of each row of a stream (see ``Screen::settle``) its number, its head and where the rest begins."""
    at, stop = 0, len(told)
    while at < stop:
        row, size = told[at], told[at + 1]
        rest = at + 3 + size
        yield row, tuple(told[at + 2 : at + 2 + size]), rest
        at = rest + told[rest - 1]


Atom = tuple[int, int, bool, int]  # atomic number, charge, aromatic, hydrogens of an aromatic hetero atom


def atom_of(two: bytes) -> Atom:
    """An atom of a residue's code.

    >>> atom_of(bytes([7, 1 | 1 << 1 | 4 << 4]))  # of pyrrole
    (7, 0, True, 1)
    """
    return two[0], (two[1] >> 4) - 4, bool(two[1] & 1), two[1] >> 1 & 7


def taken_apart(code: bytes) -> tuple[int, tuple[Atom, ...], tuple[tuple[int, int, int], ...]]:
    """A residue's code (see ``Judge::code``): on how many atoms it hangs, its own, and the bonds, by the places of both."""
    end = 2 + 2 * code[1]
    atoms = tuple(atom_of(code[i : i + 2]) for i in range(2, end, 2))
    bonds = tuple((code[i], code[i + 1], code[i + 2]) for i in range(end, len(code), 3))
    return code[0], atoms, bonds


def name_of(code: bytes) -> str:
    """The name of a residue from its code: RDKit writes what has none.

    >>> name_of(bytes([1, 2, 6, 4 << 4, 8, 4 << 4, 1, 0, 1, 1, 2, 2]))
    'formyl'
    """
    from tidewaiter.classes.naming import atom_made, name_made

    end = 2 + 2 * code[1]
    atoms = [atom_made(0)] * code[0]
    for at in range(2, end, 2):
        two = code[at : at + 2]
        atom = _MADE.get(two)
        if atom is None:
            atom = _MADE[two] = atom_made(*atom_of(two))
        atoms.append(atom)
    return name_made(atoms, zip(code[end::3], code[end + 1 :: 3], code[end + 2 :: 3], strict=True))


_MADE: dict[bytes, Any] = {}  # RDKit's atoms, by how a code tells them


def codes_of(told: list[int], codes: bytes) -> Iterator[bytes]:
    """The codes of all residues that a stream names, where it tells of classes alone."""
    for _, _, rest in rows(told):
        at, end = rest, rest + told[rest - 1]
        while at < end:
            for place in range(at + VERDICT, at + VERDICT + NOTE * told[at + 1], NOTE):
                if told[place + 3] == A_RESIDUE:
                    yield codes[told[place + 4] : told[place + 4] + told[place + 5]]
            at += VERDICT + NOTE * told[at + 1]
