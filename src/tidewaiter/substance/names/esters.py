"""An ester as trade names it: a listed alcohol with the rest of an acid behind it, "boldenone undecylenate"; or a listed
acid with the name of an alcohol, "pregabalin ethyl ester", "pentyl ester of BMK glycidic acid".

Lists name steroids and reach their esters by a sentence of their own; labels name the ester. The structure is made of
both parts, so that the list's own words decide.
"""

from __future__ import annotations

from functools import partial

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.tables.table import by_word
from tidewaiter.substance.tables.wording import pattern
from tidewaiter.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from rdkit.Chem import Mol

_ALCOHOL = "[CX4;!$(C(O)=*)][OX2H]"  # no phenol, enol or acid
_ACID = "[CX3](=O)[OX2H]"
# the group that the rest of an acid, or an alcohol, stands for, as SMILES: its first atom is bound to the oxygen
_group_of = partial(by_word, words=0, meaning=1)
_OF_AN_ACID = pattern("ester of an acid")


def ester_of(name: str, store: Store) -> tuple[list[str], str]:
    """The listed alcohols that a name of an ester holds, and its acyl group; ([], "") for any other name.

    >>> from tidewaiter import Lawbook
    >>> ester_of("boldenone undecylenate", Lawbook.load().store)
    (['boldenone'], 'C(=O)CCCCCCCCC=C')
    """
    low = name.strip().casefold()
    found = re.fullmatch(r"(?P<of>\D.{3,}?)[ -]+(?P<acid>\w+?)[eo]?", low)
    found = re.fullmatch(r"(?P<acid>\w+?)[eo]? d(?:[eo]|ella|i) (?P<of>\D.{3,})", low) or found
    group = _group_of("acyls").get(found["acid"]) if found else None
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
    found = [
        (not alcohol.GetAtomWithIdx(carbon).IsInRing(), _joined(alcohol, oxygen, group))
        for carbon, oxygen in alcohol.GetSubstructMatches(Chem.MolFromSmarts(_ALCOHOL))
    ]
    return list(dict.fromkeys(text for _, text in sorted(found)))


def ester_of_an_acid(name: str, store: Store) -> tuple[list[str], str]:
    """The listed acids that a name of an ester holds, and the group of the alcohol; ([], "") for any other name.

    >>> from tidewaiter import Lawbook
    >>> ester_of_an_acid("pentyl ester of BMK glycidic acid", Lawbook.load().store)
    (['p-2-p-methyl-glycidic-acid'], 'CCCCC')
    """
    found = _OF_AN_ACID.fullmatch(name.strip())
    group = _group_of("alkyls").get((found["alkyl"] or found["alkyl2"]).casefold()) if found else None
    return (store.by_name(found["acid"] or found["acid2"]), group) if found and group else ([], "")


def esterified(smiles: str, group: str) -> list[str]:
    """The ester of an acid with an alcohol; none of what has no acid group, or several.

    >>> esterified("CC(=O)O", "CC")
    ['CCOC(C)=O']
    """
    from rdkit import Chem

    acid = Chem.MolFromSmiles(smiles)
    places = acid.GetSubstructMatches(Chem.MolFromSmarts(_ACID)) if acid is not None else ()
    return [_joined(acid, places[0][2], group)] if len(places) == 1 else []


def _joined(mol: Mol, oxygen: int, group: str) -> str:
    """A molecule with a group in place of the hydrogen of one of its oxygens."""
    from rdkit import Chem

    both = Chem.RWMol(Chem.CombineMols(mol, Chem.MolFromSmiles(group)))
    both.AddBond(oxygen, mol.GetNumAtoms(), Chem.BondType.SINGLE)
    both.GetAtomWithIdx(oxygen).SetNumExplicitHs(0)
    both.GetAtomWithIdx(mol.GetNumAtoms()).SetNoImplicit(False)
    Chem.SanitizeMol(both)
    return str(Chem.MolToSmiles(both))
