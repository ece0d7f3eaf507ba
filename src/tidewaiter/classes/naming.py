"""Short names for residues, so that a trace says "benzyl" and not a SMILES."""

from __future__ import annotations

from collections.abc import Sequence

from rdkit import Chem

# Names of groups, not of substances: a closed list of what traces often show. Anything else prints as SMILES.
_GROUPS = {
    "methyl": "*C",
    "ethyl": "*CC",
    "propyl": "*CCC",
    "isopropyl": "*C(C)C",
    "butyl": "*CCCC",
    "tert-butyl": "*C(C)(C)C",
    "pentyl": "*CCCCC",
    "hexyl": "*CCCCCC",
    "4-fluorobutyl": "*CCCCF",
    "5-fluoropentyl": "*CCCCCF",
    "4-cyanobutyl": "*CCCCC#N",
    "pent-4-enyl": "*CCCC=C",
    "cyclohexylmethyl": "*CC1CCCCC1",
    "benzyl": "*Cc1ccccc1",
    "4-fluorobenzyl": "*Cc1ccc(F)cc1",
    "phenethyl": "*CCc1ccccc1",
    "phenyl": "*c1ccccc1",
    "1-naphthyl": "*c1cccc2ccccc12",
    "2-fluorophenyl": "*c1ccccc1F",
    "3-fluorophenyl": "*c1cccc(F)c1",
    "4-fluorophenyl": "*c1ccc(F)cc1",
    "4-chlorophenyl": "*c1ccc(Cl)cc1",
    "4-methoxyphenyl": "*c1ccc(OC)cc1",
    "4-methylphenyl": "*c1ccc(C)cc1",
    "2-thienyl": "*c1cccs1",
    "3-thienyl": "*c1ccsc1",
    "2-furyl": "*c1ccco1",
    "cumyl": "*C(C)(C)c1ccccc1",
    "1-adamantyl": "*C12CC3CC(CC(C3)C1)C2",
    "quinolin-8-yl": "*c1cccc2cccnc12",
    "formyl": "*C=O",
    "acetyl": "*C(C)=O",
    "propionyl": "*C(=O)CC",
    "butyryl": "*C(=O)CCC",
    "isobutyryl": "*C(=O)C(C)C",
    "valeryl": "*C(=O)CCCC",
    "acryloyl": "*C(=O)C=C",
    "crotonyl": "*C(=O)C=CC",
    "benzoyl": "*C(=O)c1ccccc1",
    "methoxyacetyl": "*C(=O)COC",
    "furoyl": "*C(=O)c1ccco1",
    "cyclopropanecarbonyl": "*C(=O)C1CC1",
    "cyclopentanecarbonyl": "*C(=O)C1CCCC1",
    "tetrahydrofuroyl": "*C(=O)C1CCCO1",
    "tert-butoxycarbonyl": "*C(=O)OC(C)(C)C",
    "ethoxycarbonyl": "*C(=O)OCC",
    "methoxycarbonyl": "*C(=O)OC",
    "fluoro": "*F",
    "chloro": "*Cl",
    "bromo": "*Br",
    "iodo": "*I",
    "hydroxy": "*O",
    "methoxy": "*OC",
    "ethoxy": "*OCC",
    "nitro": "*[N+](=O)[O-]",
    "amino": "*N",
    "methylamino": "*NC",
    "dimethylamino": "*N(C)C",
    "diethylamino": "*N(CC)CC",
    "pyrrolidin-1-yl": "*N1CCCC1",
    "piperidin-1-yl": "*N1CCCCC1",
    "morpholin-4-yl": "*N1CCOCC1",
    "cyano": "*C#N",
    "trifluoromethyl": "*C(F)(F)F",
    "oxo": "*=O",
    "methoxymethyl": "*COC",
    "2-(4-morpholinyl)ethyl": "*CCN1CCOCC1",
    "cyclohexylethyl": "*CCC1CCCCC1",
    "heptyl": "*CCCCCCC",
}
_NAMES: dict[str, str] = {}


def name_residue(mol: Chem.Mol, atoms: Sequence[int]) -> str:
    """The usual name of the group that ``atoms`` make, or its SMILES with ``*`` where it hangs.

    >>> name_residue(Chem.MolFromSmiles("CCc1ccccc1"), [0, 1])
    'ethyl'
    """
    if not _NAMES:
        for name, smiles in _GROUPS.items():
            group = Chem.MolFromSmiles(smiles)
            _NAMES[residue_smiles(group, [a.GetIdx() for a in group.GetAtoms() if a.GetAtomicNum()])] = name
    smiles = residue_smiles(mol, atoms)
    return _NAMES.get(smiles, smiles)


def residue_smiles(mol: Chem.Mol, atoms: Sequence[int]) -> str:
    """Canonical SMILES of a residue, ``*`` for each atom it hangs on."""
    inside = set(atoms)
    anchors: set[int] = set()
    bonds = []
    for i in atoms:
        for bond in mol.GetAtomWithIdx(i).GetBonds():
            other = bond.GetOtherAtomIdx(i)
            if other not in inside:
                anchors.add(other)
                bonds.append(bond.GetIdx())
            elif i < other:
                bonds.append(bond.GetIdx())
    symbols = [
        "*" if atom.GetIdx() in anchors else _symbol(atom) if atom.GetIdx() in inside else ""
        for atom in mol.GetAtoms()
    ]
    chosen = sorted(inside | anchors)
    text = Chem.MolFragmentToSmiles(mol, chosen, bonds, atomSymbols=symbols, isomericSmiles=False)
    return str(text)


def _symbol(atom: Chem.Atom) -> str:
    symbol: str = atom.GetSymbol()
    charge = atom.GetFormalCharge()
    hydrogen = ""
    if atom.GetIsAromatic():
        symbol = symbol.lower()
        # The hydrogen that [nH] must show; others go without saying.
        hydrogen = "H" if atom.GetAtomicNum() != 6 and atom.GetTotalNumHs() else ""
    if not charge and not hydrogen:
        return symbol
    return f"[{symbol}{hydrogen}{'+' if charge > 0 else '-' if charge < 0 else ''}]"
