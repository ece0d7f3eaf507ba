"""Drawings as chemists' tools export them: each structure in them is looked at, and what is no one molecule is refused by name."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from tidewaiter.cli import main
from tidewaiter.errors import Unreadable
from tidewaiter.substance.structures.drawings import blocks

FENTANYL = "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"
ASPIRIN = "CC(=O)Oc1ccccc1C(=O)O"


def block(smiles: str, *, v3000: bool = False) -> str:
    """A MOL block, written by RDKit."""
    from rdkit import Chem

    mol = Chem.MolFromSmiles(smiles)
    return str(Chem.MolToV3KMolBlock(mol) if v3000 else Chem.MolToMolBlock(mol))


def mrv(*smiles: str) -> str:
    """A Marvin document with a structure each."""
    from rdkit import Chem

    documents = [str(Chem.MolToMrvBlock(Chem.MolFromSmiles(one))) for one in smiles]
    parts = [one[one.index("<MChemicalStruct") : one.index("</MChemicalStruct>")] for one in documents]
    return documents[0].replace(parts[0], "</MChemicalStruct>".join(parts))


def rxn(*, v3000: bool) -> str:
    """A reaction file: aspirin and fentanyl on its two sides."""
    from rdkit.Chem import rdChemReactions

    reaction = rdChemReactions.ReactionFromSmarts(f"{ASPIRIN}>>{FENTANYL}", useSmiles=True)
    write = rdChemReactions.ReactionToV3KRxnBlock if v3000 else rdChemReactions.ReactionToRxnBlock
    return str(write(reaction))


CDXML = """<?xml version="1.0" encoding="UTF-8" ?>
<!DOCTYPE CDXML SYSTEM "http://www.cambridgesoft.com/xml/cdxml.dtd" >
<CDXML BondLength="30"><page id="1">
<fragment id="2"><n id="3" p="0 0"/><n id="4" p="30 0"/><n id="5" p="60 0" Element="8"/>
<b id="6" B="3" E="4"/><b id="7" B="4" E="5"/></fragment>
<fragment id="8"><n id="9" p="0 90"/><n id="10" p="30 90"/><n id="11" p="60 90"/><n id="12" p="45 120" Element="8"/>
<b id="13" B="9" E="10"/><b id="14" B="10" E="11"/><b id="15" B="10" E="12" Order="2"/></fragment>
</page></CDXML>
"""

DRAWINGS = {
    "one MOL block": block(FENTANYL),
    "V3000": block(FENTANYL, v3000=True),
    "an SD file of two": f"{block(ASPIRIN)}$$$$\n{block(FENTANYL)}> <id>\n2\n\n$$$$\n",
    "Marvin": mrv(FENTANYL),
    "Marvin, two": mrv(ASPIRIN, FENTANYL),
    "a reaction": rxn(v3000=False),
    "a reaction, V3000": rxn(v3000=True),
}


@pytest.mark.parametrize("text", DRAWINGS.values(), ids=DRAWINGS)
def test_every_structure_of_a_drawing_is_looked_at(book: Any, text: str) -> None:
    for asked in (book.check(text, jurisdictions=["UN"]), book.check(structure=text, jurisdictions=["UN"])):
        assert {control.list for control in asked.controls} == {"I"}
        assert asked.identity.rung == "structure"


def test_cdxml(book: Any) -> None:
    """Ethanol and acetone, drawn with a text editor."""
    assert len(blocks(CDXML)) == 2
    answer = book.check(CDXML, jurisdictions=["UN"])
    assert {control.entry.as_listed.casefold() for control in answer.controls} == {"acetone"}


REFUSED = {
    "R group": CDXML.replace('<n id="3" p="0 0"/>', '<n id="3" p="0 0" NodeType="GenericNickname" GenericNickname="R"/>'),
    "cut": CDXML[: len(CDXML) // 2],
    "empty": '<?xml version="1.0"?><CDXML></CDXML>',
    "other XML": '<?xml version="1.0"?><svg></svg>',
    "entities": '<?xml version="1.0"?><!DOCTYPE cml [<!ENTITY a "b">]><cml><MDocument>&a;</MDocument></cml>',
    "reaction without parts": "$RXN\n\n\n\n  0  0\n",
    "a list of elements in a record": block(FENTANYL).replace("M  END", "M  ALS   1  2 F C   N   \nM  END") + "$$$$\n" + block(ASPIRIN) + "$$$$\n",
}  # fmt: skip


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_is_no_whole_molecule_is_refused(book: Any, text: str) -> None:
    with pytest.raises(Unreadable) as told:
        book.check(text)
    assert told.value.mend


@pytest.mark.parametrize(("name", "text"), [("a.mol", block(FENTANYL)), ("a.rxn", rxn(v3000=False)), ("a.mrv", mrv(ASPIRIN, FENTANYL)), ("a.cdxml", CDXML)])  # fmt: skip
def test_files_of_drawings_are_screened(book: Any, tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    out = tmp_path / "out.csv"
    assert main(["screen", str(path), "--out", str(out), "-j", "UN", "--workers", "1"]) in (0, None)
    with out.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len(blocks(text)) and "hit" in [row["status"] for row in rows]
