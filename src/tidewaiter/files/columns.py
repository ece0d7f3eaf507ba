"""Which column of a table is meant: the one that is asked for, else the one with a usual name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tidewaiter.errors import Unreadable


def lowered(names: Sequence[str]) -> list[str]:
    """Names of columns as they are compared: without blanks around, in small letters."""
    return [name.strip().lower().lstrip("\ufeff") for name in names]


def squeezed(name: str) -> str:
    """A name of a column by its letters and digits alone, as its usual names are compared.

    >>> squeezed(" CAS-No. "), squeezed("Product_Name")
    ('casno', 'productname')
    """
    return "".join(letter for letter in name.lower() if letter.isalnum())


def place_of(names: Sequence[str], asked: str, where: str, *, once: bool = False) -> int:
    """The place of a column asked for. ``where``: the table, in words; ``once``: no second may have its name.

    Raises :class:`Unreadable` where there is none.

    >>> place_of(["Id", "SMILES"], "smiles", "stock.csv")
    1
    """
    known, wanted = lowered(names), asked.strip().lower()
    if wanted not in known:
        raise Unreadable(f"{where} has no column {asked!r}.", f"Its columns are: {', '.join(names[:30])}.")
    if once and known.count(wanted) > 1:
        raise Unreadable(f"{where} has two columns {asked!r}.", "Give one of them another name.")
    return known.index(wanted)


@cache
def usual_names() -> dict[str, tuple[str, ...]]:
    """By what a column holds the names under which files carry it, best first: ``usual-names.tsv``.

    >>> usual_names()["structure"][:2], usual_names()["duty currency"]
    (('smiles', 'canonical smiles'), ('currency',))
    """
    lines = Path(__file__).with_name("usual-names.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if "\t" in line)
    return {what: tuple(names.split("; ")) for what, names in rows}


def usual_places(names: Sequence[str], usual: Sequence[str]) -> list[int]:
    """The places of all columns with a usual name, by the order of ``usual``, then by their own.

    >>> usual_places(["cas", "Structure", "SMILES"], ("smiles", "structure"))
    [2, 1]
    """
    known = [squeezed(name) for name in names]
    wanted = dict.fromkeys(map(squeezed, usual))
    return [place for word in wanted for place, name in enumerate(known) if name == word]
