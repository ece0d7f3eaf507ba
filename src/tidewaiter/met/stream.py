"""The stream of numbers and the codes of residues that the compiled reader writes, taken apart."""

from __future__ import annotations

from collections.abc import Iterator

A_PIECE, NOTHING_HANGS, A_RESIDUE = range(3)  # kinds of note
VERDICT, NOTE = 3, 7  # numbers a verdict and a note: VERDICT_WIDTH and NOTE_WIDTH of native/judge.hpp


def rows(told: list[int]) -> Iterator[tuple[int, tuple[int, ...], int]]:
    """Of each row of a stream (see ``Screen::settle``) its number, its head and where the rest begins."""
    at, stop = 0, len(told)
    while at < stop:
        row, size = told[at], told[at + 1]
        rest = at + 3 + size
        yield row, tuple(told[at + 2 : at + 2 + size]), rest
        at = rest + told[rest - 1]


Atom = tuple[int, int, bool, int]  # atomic number, charge, aromatic, hydrogens of an aromatic hetero atom


def taken_apart(code: bytes) -> tuple[int, tuple[Atom, ...], tuple[tuple[int, int, int], ...]]:
    """A residue's code (see ``Judge::code``): on how many atoms it hangs, its own, and the bonds, by the places of both."""
    end = 2 + 2 * code[1]
    atoms = tuple(
        (code[i], (code[i + 1] >> 4) - 4, bool(code[i + 1] & 1), code[i + 1] >> 1 & 7)
        for i in range(2, end, 2)
    )
    bonds = tuple((code[i], code[i + 1], code[i + 2]) for i in range(end, len(code), 3))
    return code[0], atoms, bonds


def name_of(code: bytes) -> str:
    """The name of a residue from its code: RDKit writes what has none."""
    from tidewaiter.classes.naming import name_alone

    return name_alone(*taken_apart(code))


def codes_of(told: list[int], codes: bytes) -> Iterator[bytes]:
    """The codes of all residues that a stream names, where it tells of classes alone."""
    for _, _, rest in rows(told):
        at, end = rest, rest + told[rest - 1]
        while at < end:
            for place in range(at + VERDICT, at + VERDICT + NOTE * told[at + 1], NOTE):
                if told[place + 3] == A_RESIDUE:
                    yield codes[told[place + 4] : told[place + 4] + told[place + 5]]
            at += VERDICT + NOTE * told[at + 1]
