"""The limbs of the Convention's families, each both ways, on harmless published substances: what "alkyl of up to ten
carbon atoms, cyclic ones included" and "methyl, ethyl, n-propyl or isopropyl" mean is asked of esters and amides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rdkit import Chem

from tidewaiter.classes import Matcher, read_definitions

CLASSES = Path(__file__).parents[2] / "lawbook" / "classes"
BODY = """\
id: xx/{name}
title: t
instrument: xx/law
clause: c
statement: s
style: general_formula
formulas: [{{name: n, drawing: "{drawing}"}}]
where: {{R: [{term}]}}
must_match: []
must_not_match: []
"""
# acetates sold as solvents and fragrances: the alkyl of the ester is what is asked
TEN = (
    ("methyl acetate", "COC(C)=O", True),
    ("tert-butyl acetate", "CC(=O)OC(C)(C)C", True),
    ("2-ethylhexyl acetate", "CCCCC(CC)COC(C)=O", True),
    ("decyl acetate", "CCCCCCCCCCOC(C)=O", True),
    ("undecyl acetate", "CCCCCCCCCCCOC(C)=O", False),
    ("dodecyl acetate", "CCCCCCCCCCCCOC(C)=O", False),
    ("cyclohexyl acetate", "CC(=O)OC1CCCCC1", True),
    ("2-cyclohexylethyl acetate", "CC(=O)OCCC1CCCCC1", True),
    ("4-tert-butylcyclohexyl acetate", "CC(=O)OC1CCC(C(C)(C)C)CC1", True),
    ("2-tert-pentylcyclohexyl acetate", "CC(=O)OC1CCCCC1C(C)(C)CC", False),
    ("menthyl acetate", "CC(C)C1CCC(C)CC1OC(C)=O", True),
    ("isobornyl acetate", "CC(=O)OC1CC2CCC1(C)C2(C)C", True),
    ("decahydro-2-naphthyl acetate", "CC(=O)OC1CCC2CCCCC2C1", True),
    ("1-adamantyl acetate", "CC(=O)OC12CC3CC(CC(C3)C1)C2", True),
    ("cyclododecyl acetate", "CC(=O)OC1CCCCCCCCCCC1", False),
    ("allyl acetate", "C=CCOC(C)=O", False),
    ("geranyl acetate", "CC(C)=CCCC(C)=CCOC(C)=O", False),
    ("benzyl acetate", "CC(=O)OCc1ccccc1", False),
    ("2-methoxyethyl acetate", "COCCOC(C)=O", False),
    ("2-chloroethyl acetate", "CC(=O)OCCCl", False),
    ("acetic acid", "CC(=O)O", False),
)
THREE = (
    ("N-methylacetamide", "CNC(C)=O", True),
    ("N-ethylacetamide", "CCNC(C)=O", True),
    ("N-propylacetamide", "CCCNC(C)=O", True),
    ("N-isopropylacetamide", "CC(C)NC(C)=O", True),
    ("N-butylacetamide", "CCCCNC(C)=O", False),
    ("N-tert-butylacetamide", "CC(=O)NC(C)(C)C", False),
    ("N-allylacetamide", "C=CCNC(C)=O", False),
    ("N-cyclopropylacetamide", "CC(=O)NC1CC1", False),
    ("N-(2-hydroxyethyl)acetamide", "CC(=O)NCCO", False),
    ("acetamide", "CC(N)=O", False),
)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], str]:
    folder = tmp_path_factory.mktemp("classes")
    (folder / "xx").mkdir()
    for source, target in (("glossary.yml", "glossary.yml"), ("un/glossary.yml", "xx/glossary.yml")):
        text = (CLASSES / source).read_text(encoding="utf-8")
        (folder / target).write_text(text, encoding="utf-8")
    for name, drawing, term in (("ten", "CC(=O)O{R}", "alkyl_c10"), ("three", "CC(=O)N{R}", "me_et_pr")):
        (folder / "xx" / f"{name}.yml").write_text(
            BODY.format(name=name, drawing=drawing, term=term), encoding="utf-8"
        )
    matcher = Matcher(read_definitions(folder))
    return lambda name, smiles: (
        matcher.match(Chem.MolFromSmiles(smiles), [f"xx/{name}"], every=True)[0].outcome
    )


@pytest.mark.parametrize(("name", "smiles", "met"), TEN, ids=[row[0] for row in TEN])
def test_alkyl_of_up_to_ten_carbons(
    name: str, smiles: str, met: bool, ask: Callable[[str, str], str]
) -> None:
    assert (ask("ten", smiles) == "reached") is met


@pytest.mark.parametrize(("name", "smiles", "met"), THREE, ids=[row[0] for row in THREE])
def test_methyl_to_isopropyl(name: str, smiles: str, met: bool, ask: Callable[[str, str], str]) -> None:
    assert (ask("three", smiles) == "reached") is met
