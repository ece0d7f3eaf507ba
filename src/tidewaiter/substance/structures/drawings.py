"""Drawings as a chemist's tools export them, with one or more structures: SD files, RXN, CDXML and MRV, as MOL blocks.

Each structure becomes a MOL block of its own, so that all of them are read, and refused by name, as every MOL block is
(:mod:`tidewaiter.substance.structures.reading`). Of a reaction all of its parts are taken: reactants, products and what stands over the arrow.
"""

from __future__ import annotations

import re
from typing import Any

from tidewaiter.errors import Unreadable

KINDS = (".mol", ".rxn", ".cdxml", ".mrv")  # files of drawings, beside SD files
MOST = 100  # structures of one drawing
MAX_DRAWING = 4_000_000  # characters
_CTAB = re.compile(r"M  V30 BEGIN CTAB.*?M  V30 END CTAB", re.DOTALL)
_CHEMICAL = re.compile(r"<MChemicalStruct\b.*?</MChemicalStruct>", re.DOTALL)
_EXPORT = "Export it again as MOL (V2000 or V3000), SMILES or InChI."


def is_drawing(text: str) -> bool:
    """Whether a text is a drawing of one of the kinds read here, or a MOL block: never a name.

    >>> is_drawing("$RXN\\n"), is_drawing("<?xml version='1.0'?><CDXML>"), is_drawing("acetone"), is_drawing("CCO")
    (True, True, False, False)
    """
    head = text[:2000]
    return ("\n" in text.strip() and ("M  END" in text or "V2000" in head or "V3000" in head)) or (
        head.lstrip("\ufeff \n").startswith(
            ("$RXN", "<?xml", "<CDXML", "<cml", "<MDocument", "<!DOCTYPE CDXML")
        )
    )


def blocks(text: str) -> list[str]:
    """The MOL blocks of a drawing, one a structure; that of a single MOL block is the text itself.

    Raises :class:`Unreadable` for a drawing that cannot be read, holds nothing, or too much.
    """
    if len(text) > MAX_DRAWING:
        raise Unreadable(
            f"A drawing of {len(text):,} characters is not read.", f"At most {MAX_DRAWING:,} are."
        )
    head = text[:4000]
    if head.lstrip("\ufeff \n").startswith("$RXN"):
        found = _of_reaction(text)
    elif "<CDXML" in head:
        found = _of_cdxml(text)
    elif "<cml" in head or "<MDocument" in head:
        found = _of_mrv(text)
    elif head.lstrip().startswith("<"):
        raise Unreadable("The text is XML of a kind that is not read.", f"CDXML and MRV are. {_EXPORT}")
    elif "$$$$" in text:
        records = re.split(r"^\$\$\$\$.*$\n?", text, flags=re.MULTILINE)
        found = [record for record in records if record.strip()]
    else:
        return [text]
    if not found:
        raise Unreadable("The drawing holds no structure.", _EXPORT)
    if len(found) > MOST:
        raise Unreadable(
            f"The drawing holds {len(found)} structures; {MOST} are read.",
            "Give a file to `tidewaiter screen`.",
        )
    return found


def _of_reaction(text: str) -> list[str]:
    """The blocks of an RXN file: its parts stand in it as MOL blocks, or (V3000) as tables of their own."""
    if "V3000" in text[:200]:
        tables = _CTAB.findall(text)
        head = "\n  RXN\n\n  0  0  0     0  0            999 V3000\n"
        return [f"{head}{table}\nM  END\n" for table in tables]
    return re.split(r"^\$MOL[^\n]*\n", text, flags=re.MULTILINE)[1:]


def _of_cdxml(text: str) -> list[str]:
    """The structures of a CDXML drawing; one that RDKit cannot make whole refuses the drawing."""
    from rdkit import Chem

    try:
        mols = Chem.MolsFromCDXML(text, sanitize=False, removeHs=False)
    except RuntimeError:
        mols = ()
    if not mols or any(mol is None for mol in mols) or _fragments(text) > len(mols):
        raise Unreadable("The CDXML drawing cannot be read whole.", _EXPORT)
    if re.search(
        r'NodeType="(?:Generic|Element(?:List)?Nickname|ElementList|AnonymousAlternativeGroup|VariableAttachment|LinkNode|MultiAttachment)',
        text,
    ):
        raise Unreadable(
            "The CDXML drawing tells of a list, an R group or another part that is no one molecule.", _EXPORT
        )
    return [_block(mol) for mol in mols]


def _fragments(text: str) -> int:
    """How many structures stand on the page of a CDXML drawing, those within a label apart."""
    depth = most = 0
    for tag in re.findall(r"<(/?)(?:n|fragment)\b[^>]*?(/?)>", re.sub(r"<n\b[^>]*/>", "", text)):
        if tag[0]:
            depth -= 1
        elif not tag[1]:
            most += depth == 0
            depth += 1
    return most


def _of_mrv(text: str) -> list[str]:
    """The structures of a Marvin document, those of a reaction among them."""
    from rdkit import Chem
    from rdkit.Chem import rdChemReactions

    if re.search(r"<!(?:DOCTYPE|ENTITY)", text):
        raise Unreadable("The Marvin document declares entities of its own, which are not read.", _EXPORT)
    parts = _CHEMICAL.findall(text) or [text]
    mols: list[Any] = []
    for part in parts:
        document = part if part is text else f"<cml><MDocument>{part}</MDocument></cml>"
        try:
            if rdChemReactions.MrvBlockIsReaction(document):
                reaction = rdChemReactions.ReactionFromMrvBlock(document)
                mols += [*reaction.GetReactants(), *reaction.GetProducts(), *reaction.GetAgents()]
            else:
                mols.append(Chem.MolFromMrvBlock(document, sanitize=False, removeHs=False))
        except RuntimeError:
            mols.append(None)
    if any(mol is None for mol in mols):
        raise Unreadable("The Marvin document cannot be read whole.", _EXPORT)
    return [_block(mol) for mol in mols]


def _block(mol: Any) -> str:
    from rdkit import Chem

    mol.UpdatePropertyCache(strict=False)
    return str(Chem.MolToV3KMolBlock(mol, kekulize=False))
