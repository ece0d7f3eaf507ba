"""What is told of a structure whose drawing lacks hydrogens or electrons: never *no hit*.

RDKit is not imported here: an answer by name or number comes by as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from tidewaiter.errors import Unreadable

HYDROGENS = "hydrogens: drawn without them"
MEND = "Draw every hydrogen: C or [CH3] for carbon, [NH+] or [NH2+] for a protonated amine; a bare [C], [#6] or [N+] has none."


class _Reach(Protocol):
    @property
    def missing(self) -> tuple[str, ...]: ...


def never_silent(reached: Iterable[_Reach], bound: Iterable[object]) -> None:
    """Raise :class:`Unreadable` where a drawing without its hydrogens reaches something, but nothing that binds."""
    if not any(True for _ in bound) and any(HYDROGENS in reach.missing for reach in reached):
        raise Unreadable("The structure is no whole molecule: hydrogens or electrons are missing.", MEND)
