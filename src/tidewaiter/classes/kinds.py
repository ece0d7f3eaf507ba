"""The engine's own kinds of residue, a row each: what the Python engine, the sieve and the compiled reader know of a kind.

A word that can be drawn or said with other words is no kind but a line of a glossary. A new kind is a row here; where none
of the forms finds its skeletons, also a function of :mod:`tidewaiter.classes.residues` and one of ``bulk/native/forms.hpp``, both under
the name of the form. ``python hatch_build.py`` writes the header that the compiled reader takes the forms from.

Nothing but the standard library is imported here: the header is written before anything is installed.
"""

from __future__ import annotations

from typing import NamedTuple

ANY, CARBON, HALOGEN, NOTHING = "any", "carbon", "halogen", "nothing"
# heavy atoms, C, N, O, S, halogen, rings, aromatic atoms
Holds = tuple[int, int, int, int, int, int, int, int]


class Row(NamedTuple):
    """One kind. What is None is left open: neither asked for nor ruled out."""

    name: str
    form: str  # the function that finds its skeletons
    begins: str = ANY  # the atoms with which it may begin; NOTHING: it never hangs on one bond
    single: bool = False  # it hangs by a single bond only
    holds: Holds = (1, 0, 0, 0, 0, 0, 0, 0)  # at the very least
    sized: int = 0  # of these the first so many (heavy atoms, or heavy and carbon atoms) are no fewer than the bare size
    orders: tuple[int, int] = (0, 0)  # of a chain: its highest bond order between carbons, from and to
    in_ring: bool | None = None  # whether the atom with which it begins is one of its rings
    hetero: bool | None = None  # whether its ring system has hetero atoms
    aromatic: bool | None = None  # whether its ring system is aromatic throughout; False: not throughout
    saturated: bool = False  # its ring has single bonds only
    one_ring: bool = False
    not_aromatic: bool = False  # of what closes a ring: that ring is not aromatic


def _ring(
    name: str, *, holds: Holds = (3, 0, 0, 0, 0, 0, 1, 0), sized: int = 0, hetero: bool | None = None,
    aromatic: bool | None = None, saturated: bool = False, one_ring: bool = False,
) -> Row:  # fmt: skip
    return Row(
        name, "ring", ANY, True, holds, sized, in_ring=True, hetero=hetero, aromatic=aromatic, saturated=saturated,
        one_ring=one_ring,
    )  # fmt: skip


def _chain(name: str, *orders: int, holds: Holds = (1, 1, 0, 0, 0, 0, 0, 0), sized: int = 2) -> Row:
    return Row(name, "chain", CARBON, True, holds, sized, (orders[0], orders[-1]), in_ring=False)


_CARBOCYCLE: Holds = (3, 3, 0, 0, 0, 0, 1, 0)
_AROMATIC: Holds = (3, 0, 0, 0, 0, 0, 1, 3)
_NONE: Holds = (0, 0, 0, 0, 0, 0, 0, 0)

ROWS = (
    Row("any_group", "any_group"),
    Row("halogen", "halogen", HALOGEN, holds=(1, 0, 0, 0, 0, 1, 0, 0), in_ring=False),
    _chain("alkyl", 1),
    _chain("alkenyl", 2, holds=(2, 2, 0, 0, 0, 0, 0, 0), sized=0),
    _chain("alkynyl", 3, holds=(2, 2, 0, 0, 0, 0, 0, 0), sized=0),
    _chain("chain_hydrocarbyl", 1, 3),
    Row("hydrocarbyl", "hydrocarbyl", CARBON, True, (1, 1, 0, 0, 0, 0, 0, 0), 2),
    _ring("cycloalkyl", holds=_CARBOCYCLE, sized=2, hetero=False, saturated=True),
    _ring("cycloalkenyl", holds=_CARBOCYCLE, sized=2, hetero=False, aromatic=False),
    _ring("carbocyclyl", holds=_CARBOCYCLE, sized=2, hetero=False),
    _ring("aryl", holds=(3, 3, 0, 0, 0, 0, 1, 3), hetero=False, aromatic=True),
    _ring("heteroaryl", holds=_AROMATIC, hetero=True, aromatic=True),
    _ring("aromatic_ring", holds=_AROMATIC, aromatic=True),
    _ring("heterocyclyl", hetero=True),
    _ring("heteromonocycle", hetero=True, one_ring=True),
    _ring("aromatic_monocycle", holds=_AROMATIC, aromatic=True, one_ring=True),
    _ring("monocycle", one_ring=True),
    _ring("ring_system"),
    Row("alkylene", "alkylene", NOTHING),
    Row("ring_closure", "closed_ring", NOTHING, holds=_NONE),
    Row("nonaromatic_ring_closure", "closed_ring", NOTHING, holds=_NONE, not_aromatic=True),
    Row("saturated_ring_closure", "closed_ring", NOTHING, holds=_NONE, saturated=True),
)  # fmt: skip
KINDS = {row.name: row for row in ROWS}
# in the order in which the compiled reader counts them
FORMS = tuple(dict.fromkeys(row.form for row in ROWS))
