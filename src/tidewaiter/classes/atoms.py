"""Atoms and bonds in letters: the features that a core and a molecule are both counted by."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rdkit import Chem

ATOM = re.compile(r"(\[[^\]]+\]|Br|Cl|[BCNOPSFI]|[bcnops])")  # of a drawing
AROMATIC = 4  # bond order code beside 1, 2, 3
BOND_NAMES = {1: "-", 2: "=", 3: "#", AROMATIC: ":", 9: "~"}


def symbol_of(atom: Chem.Atom) -> str:
    """An atom's element symbol, in small letters where it is aromatic."""
    symbol: str = atom.GetSymbol()
    return symbol.lower() if atom.GetIsAromatic() else symbol


def local_features(atom: int, symbol: str, arms: list[tuple[int, str, str]]) -> Iterator[str]:
    """The features that one atom gives: its bonds to atoms of higher number, its bond pairs.

    ``arms`` lists (neighbour, bond, symbol). A core's and a molecule's features are both counted by this
    function.

    >>> list(local_features(0, "C", [(1, "=", "O"), (2, "-", "c")]))
    ['C=O', '-c=O(C)', 'C-c']
    """
    for place, (j, bond, other) in enumerate(arms):
        if atom < j:
            yield f"{symbol}{bond}{other}" if symbol <= other else f"{other}{bond}{symbol}"
        first = bond + other
        for _, bond2, other2 in arms[place + 1 :]:
            second = bond2 + other2
            yield f"{first}{second}({symbol})" if first <= second else f"{second}{first}({symbol})"
