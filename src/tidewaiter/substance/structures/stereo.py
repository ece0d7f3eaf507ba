"""Whether one drawing covers another by its stereochemistry."""

from __future__ import annotations

from functools import lru_cache

from rdkit import Chem

from tidewaiter.substance.structures.forms import Mol


def covers(listed: Mol, asked: Mol) -> bool | None:
    """Whether a listed drawing covers what was asked, both of one skeleton, by stereochemistry.

    True: every centre that the listed drawing fixes is fixed alike in what was asked. None: what was asked
    leaves a centre open that the law fixes, so it could be the listed isomer. False: another isomer.

    >>> levo = Chem.MolFromSmiles("C[C@@H](N)Cc1ccccc1"); flat = Chem.MolFromSmiles("CC(N)Cc1ccccc1")
    >>> covers(flat, levo), covers(levo, flat), covers(levo, Chem.MolFromSmiles("C[C@H](N)Cc1ccccc1"))
    (True, None, False)
    """
    if asked.HasSubstructMatch(listed, useChirality=True):
        return True
    if listed.HasSubstructMatch(asked, useChirality=True):
        return None
    return None if _compatible(listed, asked) else False


def mirrored(mol: Mol) -> Mol:
    """The mirror image of a molecule.

    >>> Chem.MolToSmiles(mirrored(Chem.MolFromSmiles("C[C@@H](N)Cc1ccccc1")))
    'C[C@H](N)Cc1ccccc1'
    """
    found = Chem.Mol(mol)
    for atom in found.GetAtoms():
        atom.InvertChirality()
    Chem.AssignStereochemistry(found, cleanIt=True, force=True)
    return found


def _compatible(listed: Mol, asked: Mol) -> bool:
    """Whether some completion of ``asked`` is a completion of ``listed`` (each may leave centres open)."""
    if not _leaves_open(asked):
        return False  # it is its only completion
    from rdkit.Chem.EnumerateStereoisomers import EnumerateStereoisomers, StereoEnumerationOptions

    options = StereoEnumerationOptions(onlyUnassigned=True, maxIsomers=64)
    return any(
        isomer.HasSubstructMatch(listed, useChirality=True)
        for isomer in EnumerateStereoisomers(asked, options)
    )


@lru_cache(maxsize=4)  # one molecule is held against several listed isomers
def _leaves_open(mol: Mol) -> bool:
    """Whether any centre or double bond of a molecule is drawn without its stereochemistry."""
    elements = Chem.FindPotentialStereo(Chem.Mol(mol))
    specified = Chem.StereoSpecified.Specified
    return bool(mol.GetStereoGroups()) or any(one.specified != specified for one in elements)
