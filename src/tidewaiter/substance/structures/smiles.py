"""Whether a text is a SMILES. RDKit is asked last, of a word alone that may be a name as well."""

from __future__ import annotations

from collections.abc import Callable

from tidewaiter.errors import Unreadable, uninstalled
from tidewaiter.lawbook import patterns as re
from tidewaiter.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from tidewaiter.substance.structures.structure import Structure

# Patterns stand as text: one that a question does not come to is never compiled, which would cost as much as an answer.
# The grammar of SMILES without its chemistry: what does not follow it is a word ("benzo[a]pyrene").
_AROMATIC = frozenset("bcnops")
_SIGNS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789@+-[]()=#$%/\\.:~*")
_ELEMENT = r"\[\d*([A-Z][a-z]?|[a-z]{1,2})[^\]]*\]|(Cl|Br|[BCNOPSFIbcnops])"
_SMILES = r"(?=.*[A-Za-z])(?:\[[^\[\]\s]+\]|Cl|Br|[BCNOPSFIbcnops]|->|<-|[-=#$:~/\\.()*]|%\d\d|\d)+\Z"


def may_be(text: str) -> bool:
    """Whether a text follows the grammar, whatever its chemistry.

    >>> may_be("CCO"), may_be("benzo[a]pyrene")
    (True, False)
    """
    return re.match(_SMILES, text) is not None


def heavy_atoms(text: str) -> frozenset[str]:
    """The elements of each part of a SMILES, hydrogen left out: alike for all drawings of one substance, charged or not.

    >>> heavy_atoms("[Hg][O][Hg]") == heavy_atoms("O([Hg])[Hg]")
    True
    >>> sorted(heavy_atoms("[O-][As]([O-])[O-].[Ca+2]"))
    ['As O O O', 'Ca']
    """
    parts = []
    for part in text.split("."):
        found = (inside or bare for inside, bare in re.findall(_ELEMENT, part))
        parts.append(" ".join(sorted(one.capitalize() for one in found if one != "H")))
    return frozenset(parts)


def must_be(text: str) -> bool:
    """Whether a text has signs that no name carries, or an extension of SMILES behind it."""
    if "|" in text and (extended := re.fullmatch(r"(\S+)\s+\|.*\|", text)):
        return may_be(extended[1])
    # Signs that no name carries: they spare the general dictionary.
    if "=" in text or "#" in text or "[C@" in text or "(C)" in text or "@]" in text:
        return _SIGNS.issuperset(text)
    return ("[" in text or "." in text or "->" in text or "c1" in text or "*" in text) and may_be(text)


def reads_as_one(text: str) -> bool:
    """Whether a word that could be a name is a SMILES after all. The last resort: it needs RDKit; without, whoever looks at
    the structure tells that it cannot be read."""
    bare = re.sub(r"\[[^\]]*\]|Cl|Br", "", text)
    if "%" not in bare:
        if text.count("(") != text.count(")") or any(bare.count(digit) % 2 for digit in "0123456789"):
            return False  # a ring, or a branch, that is not closed
        if not _AROMATIC.isdisjoint(bare) and not any(letter.isdigit() for letter in bare):
            return False  # an aromatic atom in no ring
    read_structure = reader()
    if read_structure is None:
        return True
    try:
        read_structure(text)
    except Unreadable as why:
        return "heavy atoms" in why.message  # read, but too large: that is the fault to tell
    return True


def reader() -> Callable[[str], Structure] | None:
    """What reads structures; None without RDKit."""
    try:
        from tidewaiter.substance.structures.structure import read_structure
    except ModuleNotFoundError as why:
        if uninstalled(why) is None:
            raise
        return None
    return read_structure
