"""Short names for residues, so that a trace says "benzyl" and not a SMILES."""

from __future__ import annotations

from functools import lru_cache

from rdkit import Chem

from tidewaiter.classes.atoms import AROMATIC
from tidewaiter.classes.facts import Facts, bits

# Names of groups, not of substances: a closed list of what traces often show. Anything else prints as
# SMILES. The keys are
# what name_alone writes (a test sees to it), so that nothing need be computed to look one up.
_NAMES = {
    "*C": "methyl", "*CC": "ethyl", "*CCC": "propyl", "*C(C)C": "isopropyl", "*CCCC": "butyl",
    "*C(C)(C)C": "tert-butyl", "*CCCCC": "pentyl", "*CCCCCC": "hexyl", "*CCCCF": "4-fluorobutyl",
    "*CCCCCF": "5-fluoropentyl", "*CCCCC#N": "4-cyanobutyl", "*CCCC=C": "pent-4-enyl",
    "*CC1CCCCC1": "cyclohexylmethyl", "*Cc1ccccc1": "benzyl", "*Cc1ccc(F)cc1": "4-fluorobenzyl",
    "*CCc1ccccc1": "phenethyl", "*c1ccccc1": "phenyl", "*c1cccc2ccccc12": "1-naphthyl",
    "*c1ccccc1F": "2-fluorophenyl", "*c1cccc(F)c1": "3-fluorophenyl", "*c1ccc(F)cc1": "4-fluorophenyl",
    "*c1ccc(Cl)cc1": "4-chlorophenyl", "*c1ccc(OC)cc1": "4-methoxyphenyl",
    "*c1ccc(C)cc1": "4-methylphenyl", "*c1cccs1": "2-thienyl", "*c1ccsc1": "3-thienyl",
    "*c1ccco1": "2-furyl", "*C(C)(C)c1ccccc1": "cumyl", "*C12CC3CC(CC(C3)C1)C2": "1-adamantyl",
    "*c1cccc2cccnc12": "quinolin-8-yl", "*C=O": "formyl", "*C(C)=O": "acetyl", "*C(=O)CC": "propionyl",
    "*C(=O)CCC": "butyryl", "*C(=O)C(C)C": "isobutyryl", "*C(=O)CCCC": "valeryl",
    "*C(=O)C=C": "acryloyl", "*C(=O)C=CC": "crotonyl", "*C(=O)c1ccccc1": "benzoyl",
    "*C(=O)COC": "methoxyacetyl", "*C(=O)c1ccco1": "furoyl", "*C(=O)C1CC1": "cyclopropanecarbonyl",
    "*C(=O)C1CCCC1": "cyclopentanecarbonyl", "*C(=O)C1CCCO1": "tetrahydrofuroyl",
    "*C(=O)OC(C)(C)C": "tert-butoxycarbonyl", "*C(=O)OCC": "ethoxycarbonyl",
    "*C(=O)OC": "methoxycarbonyl", "*F": "fluoro", "*Cl": "chloro", "*Br": "bromo", "*I": "iodo",
    "*O": "hydroxy", "*OC": "methoxy", "*OCC": "ethoxy", "*[N+](=O)[O-]": "nitro", "*N": "amino",
    "*NC": "methylamino", "*N(C)C": "dimethylamino", "*N(CC)CC": "diethylamino",
    "*N1CCCC1": "pyrrolidin-1-yl", "*N1CCCCC1": "piperidin-1-yl", "*N1CCOCC1": "morpholin-4-yl",
    "*C#N": "cyano", "*C(F)(F)F": "trifluoromethyl", "*=O": "oxo", "*COC": "methoxymethyl",
    "*CCN1CCOCC1": "2-(4-morpholinyl)ethyl", "*CCC1CCCCC1": "cyclohexylethyl", "*CCCCCCC": "heptyl",
}  # fmt: skip


_BONDS = {
    1: Chem.BondType.SINGLE,
    2: Chem.BondType.DOUBLE,
    3: Chem.BondType.TRIPLE,
    AROMATIC: Chem.BondType.AROMATIC,
}
_Atom = tuple[int, int, bool, int]  # atomic number, charge, aromatic, hydrogens of an aromatic hetero atom


def name_part(facts: Facts, mask: int) -> str:
    """The usual name of the group that the atoms of a mask make, or its SMILES with ``*`` where it hangs.

    >>> name_part(Facts(Chem.MolFromSmiles("CCc1ccccc1")), 0b11)
    'ethyl'
    """
    outside: dict[int, int] = {}  # atoms on which it hangs, numbered in the order in which they are met
    order: list[int] = []
    bonds = []
    edge = [x for x in bits(mask) if facts.near[x] & ~mask]
    for start in [*edge, *bits(mask)]:
        if start not in order:
            order.append(start)
            for x in order:  # grows while it is read
                order.extend(y for y in facts.bonds[x] if mask >> y & 1 and y not in order)
    for x in order:
        for y in facts.bonds[x]:
            if not mask >> y & 1:
                outside.setdefault(y, len(outside))
    place = {**outside, **{x: len(outside) + i for i, x in enumerate(order)}}
    for x in order:
        for y, kind in facts.bonds[x].items():
            if y in outside or place[x] < place[y]:
                bonds.append((place[x], place[y], kind))
    return name_alone(len(outside), tuple(_written(facts, x) for x in order), tuple(bonds))


def _written(facts: Facts, x: int) -> _Atom:
    number, aromatic = facts.numbers[x], bool(facts.aromatic >> x & 1)
    hydrogens = facts.mol.GetAtomWithIdx(x).GetTotalNumHs() if aromatic and number != 6 else 0
    return number, facts.charges[x], aromatic, hydrogens


@lru_cache(maxsize=1_000)
def _made(number: int, charge: int, aromatic: bool, hydrogens: int) -> Chem.Atom:
    """An atom to be copied into molecules: few kinds make up all residues."""
    atom = Chem.Atom(number)
    atom.SetFormalCharge(charge)
    atom.SetIsAromatic(aromatic)
    atom.SetNumExplicitHs(hydrogens)
    return atom


@lru_cache(maxsize=20_000)
def name_alone(outside: int, atoms: tuple[_Atom, ...], bonds: tuple[tuple[int, int, int], ...]) -> str:
    """The name of a residue by itself: what it hung on does not enter, so neither does which molecule came first.

    Atoms are numbered from ``outside`` on, the atoms that it hangs on before them.

    >>> name_alone(1, ((6, 0, False, 0), (8, 0, False, 0)), ((1, 0, 1), (1, 2, 2)))
    'formyl'
    """
    alone = Chem.RWMol()
    for _ in range(outside):
        alone.AddAtom(Chem.Atom(0))
    for atom in atoms:
        alone.AddAtom(_made(*atom))
    for first, second, kind in bonds:
        alone.AddBond(first, second, _BONDS.get(kind, Chem.BondType.ZERO))
    alone.UpdatePropertyCache(False)
    Chem.FastFindRings(alone)
    smiles = Chem.MolToSmiles(alone, isomericSmiles=False)
    return _NAMES.get(smiles, str(smiles))
