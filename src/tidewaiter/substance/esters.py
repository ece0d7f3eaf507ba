"""An ester as trade names it: a listed alcohol with the rest of an acid behind it, "boldenone undecylenate".

Lists name steroids and reach their esters by a sentence of their own; labels name the ester. The structure is made of
both parts, so that the list's own words decide.
"""

from __future__ import annotations

from functools import cache

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.goods import rows

_ALCOHOL = "[CX4;!$(C(O)=*)][OX2H]"  # no phenol, enol or acid


@cache
def acids() -> dict[str, str]:
    """The rest of an acid as names write it, and the SMILES of its acyl group (its first atom bears the oxygen)."""
    return dict(rows("acyls"))


def ester_of(name: str, store: Store) -> tuple[list[str], str]:
    """The listed alcohols that a name of an ester holds, and its acyl group; ([], "") for any other name.

    >>> from tidewaiter import Lawbook
    >>> ester_of("boldenone undecylenate", Lawbook.load().store)
    (['boldenone'], 'C(=O)CCCCCCCCC=C')
    """
    low = name.strip().casefold()
    found = re.fullmatch(r"(?P<of>\D.{3,}?)[ -]+(?P<acid>\w+?)[eo]?", low)
    found = re.fullmatch(r"(?P<acid>\w+?)[eo]? d(?:[eo]|ella|i) (?P<of>\D.{3,})", low) or found
    group = acids().get(found["acid"]) if found else None
    return (store.by_name(found["of"]), group) if found and group else ([], "")


def acylated(smiles: str, group: str) -> list[str]:
    """The esters of an alcohol with an acyl group, one for each hydroxyl that no acid, enol or phenol bears.

    >>> acylated("CCO", "C(=O)C")
    ['CCOC(C)=O']
    """
    from rdkit import Chem

    alcohol = Chem.MolFromSmiles(smiles)
    if alcohol is None:
        return []
    found = []
    for carbon, oxygen in alcohol.GetSubstructMatches(Chem.MolFromSmarts(_ALCOHOL)):
        both = Chem.RWMol(Chem.CombineMols(alcohol, Chem.MolFromSmiles(group)))
        both.AddBond(oxygen, alcohol.GetNumAtoms(), Chem.BondType.SINGLE)
        both.GetAtomWithIdx(oxygen).SetNumExplicitHs(0)
        both.GetAtomWithIdx(alcohol.GetNumAtoms()).SetNoImplicit(False)
        Chem.SanitizeMol(both)
        found.append((not alcohol.GetAtomWithIdx(carbon).IsInRing(), Chem.MolToSmiles(both)))
    return list(dict.fromkeys(text for _, text in sorted(found)))
