"""How the tables of the native screen are laid out: the columns that `native/*.hpp` read, and what stands in them.

The tables themselves are made by :mod:`tidewaiter.met.tables.relaxed`, :mod:`tidewaiter.met.tables.sieve`,
:mod:`tidewaiter.met.tables.imprint` and :mod:`tidewaiter.met.making`. The columns stand here alone: `hatch_build.py` writes them into
`native/made.hpp` (:mod:`tidewaiter.met.tables.header`). Nothing but the standard library is imported here.
"""

from __future__ import annotations

from tidewaiter.typed import Any

SINGLE, DOUBLE, TRIPLE, AROMATIC = 1, 2, 4, 8  # bits of a bond's possible types
ANY_TYPE = 15
YES, NOT, IGNORE = 1, 0, -1

# elements: a set of them is one word of bits, so the heavy ones share a bit, save those that definitions name
LIGHT = 60  # up to here each has the bit of its number
NAMED_HEAVY = {80: 61, 82: 62}
HEAVY = 63


def bit_of(element: int) -> int:
    """The bit that stands for an element, told by its atomic number.

    >>> bit_of(6), bit_of(80), bit_of(92)
    (6, 61, 63)
    """
    return element if element <= LIGHT else NAMED_HEAVY.get(element, HEAVY)


# patterns: what of a scaffold or a drawn group is looked at; their atoms, with hooks and the places of the options there
P_FIRST, P_SIZE, P_BONDS, P_ANCHORED, P_ELSEWHERE, P_RULES, P_RULE_COUNT, P_WIDTH = range(8)
A_ELEMENT, A_AROMATIC, A_CHARGE, A_LEAST, A_MOST, A_PARENT, A_TYPES = range(7)
A_HOOKS, A_HOOK_COUNT, A_OPEN, A_RINGS = range(7, 11)
A_EXTRA, A_EXTRA_COUNT, A_NAMES, A_FUSES, A_FEATURE, A_TWIN, A_WIDTH = range(11, 18)
H_SITE, H_TYPES, H_MUST, H_CLOSES, H_WIDTH = range(5)

# options: what may stand at a place
O_KIND, O_PATTERN, O_RING, O_CARBON, O_HETERO, O_ONE_RING = range(6)
O_AROMATIC, O_SATURATED, O_SIZE_LOW, O_SIZE_HIGH = range(6, 10)
O_RINGS_LOW, O_RINGS_HIGH, O_HETERO_LOW, O_HETERO_HIGH, O_CHAIN_LOW, O_PURE, O_ELEMENTS, O_VIA = range(10, 18)
O_ATOMS_LOW, O_ATOMS_HIGH, O_CARBONS_LOW, O_CARBONS_HIGH, O_CHAIN_HIGH, O_ON_RING = range(18, 24)
O_ON_CHAIN, O_NEEDS, O_ORDER_LOW, O_ORDER_HIGH, O_OPEN_LOW, O_WIDTH = range(24, 30)
ANYTHING, HALOGEN, RESIDUE, PATTERN = 0, 1, 2, 3
FREE = -1  # of O_ON_RING: anything may stand there; of O_ON_CHAIN: the skeleton is not looked at
OPEN = -2  # of O_ON_CHAIN: any group may stand on it

# what an option asks of the first atom and its ring
FIRST_COLUMNS = (O_KIND, O_RING, O_CARBON, O_HETERO, O_ONE_RING, O_AROMATIC, O_SATURATED, O_SIZE_LOW, O_SIZE_HIGH,
                 O_RINGS_LOW, O_RINGS_HIGH, O_HETERO_LOW, O_HETERO_HIGH, O_ELEMENTS, O_VIA)  # fmt: skip

# sets of keys of what is listed, in the order of native/tables.hpp
KEYS = (
    "outlines", "skeletons", "parents", "parent_skeletons", "positional", "isomers", "isomer_rings", "left", "excepted",
    "tautomers", "salts", "salt_skeletons",
)  # fmt: skip

# the tables of native/judge.hpp in the order of its JudgeTables: of each the letter of its columns in C++, and these
JUDGE_COLUMNS = {
    "formulas": ("F", "ATOM ATOMS STEP ANCHORED INNER HOOK HOOKS OPEN OPENS ENDS A0 X0 O0 A1 X1 O1 HEAD RULE RULES ELSEWHERE PIECE "
                      "PIECES DOUBT WORD"),
    "atoms": ("A", "ELEMENT AROMATIC LEAST MOST CHARGE"),
    "steps": ("T", "ATOM PARENT CHECK CHECKS"),
    "checks": ("B", "ATOM TYPES"),
    "hooks": ("H", "ATOM SITE ORDER"),
    "opens": ("N", "ATOM SITE"),
    "rules": ("R", "FIRST SECOND JOINED OPTION OPTIONS"),
    "pieces": ("P", "LIMB NAME SAYS ATOM ATOMS"),
    "piece_atoms": ("E", "ATOM"),
    "sites": ("S", "NAME OPTION OPTIONS HYDROGEN LIMB SAYS FUSED LEAST MOST"),
    "options": ("O", "FITTER INDEX COUNT SAYS LIMB DOUBT NOTE"),
    "primitives": ("K", "FORM LOW HIGH MASS_LOW MASS_HIGH ATOMS_LOW ATOMS_HIGH CARBONS_LOW CARBONS_HIGH CHAIN_LOW CHAIN_HIGH "
                        "SIZE_LOW SIZE_HIGH RINGS_LOW RINGS_HIGH HETERO_LOW HETERO_HIGH ELEMENTS VIA ON_IT NEEDS LEAST MOST HETERO "
                        "AROMATIC SATURATED SINGLE NONAROMATIC BEGINS BOND"),
    "definitions": ("D", "AT_LEAST MUST MUSTS DOUBT CAP GUARD GUARDS EXCEPT EXCEPTS NAMED NAMEDS"),
    "must": ("M", "LIMB"),
    "scaffolds": ("C", "DEFINITION NUMBER FORMULA"),  # formula -1: not expressed here
}  # fmt: skip
JUDGE_WIDTHS = {name: len(columns.split()) for name, (_, columns) in JUDGE_COLUMNS.items()}
BEGINS = ("any", "carbon", "halogen", "nothing")  # of K_BEGINS: see tidewaiter.classes.kinds


def asks_single(option: Any) -> bool:
    """Whether an option's residue hangs by a single bond only."""
    return bool(option[O_KIND] == RESIDUE and (option[O_CARBON] != 0 or option[O_RING] != IGNORE))
