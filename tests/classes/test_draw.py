"""The drawing shows scaffold and limbs in colours, and the clause under it."""

import re

from rdkit import Chem

from tidewaiter.classes import Matcher
from tidewaiter.classes.draw import draw

OCFENTANIL = "COCC(=O)N(c1ccccc1F)C1CCN(CCc2ccccc2)CC1"


def test_drawing_has_one_colour_a_limb_and_the_words(matcher: Matcher) -> None:
    mol = Chem.MolFromSmiles(OCFENTANIL)
    [verdict] = matcher.match(mol, ["cn/fentanyl"])
    svg = draw(mol, verdict, "Fentanyl class <1>")
    assert "Fentanyl class &lt;1&gt;" in svg
    assert "limb (i): methoxyacetyl in place of propionyl" in svg
    assert len(set(re.findall(r"<rect x='12'[^>]*fill='(rgb[^']*)'", svg))) == 2
    assert svg._repr_svg_() == svg


def test_every_atom_belongs_to_the_scaffold_or_to_one_residue(matcher: Matcher) -> None:
    mol = Chem.MolFromSmiles(OCFENTANIL)
    [verdict] = matcher.match(mol, ["cn/fentanyl"])
    parts = [set(verdict.core), *(set(trace.atoms) for trace in verdict.traces)]
    assert sum(map(len, parts)) == len(set().union(*parts)) == mol.GetNumAtoms()


def test_a_script_of_any_kind_may_stand_under_it(matcher: Matcher) -> None:
    mol = Chem.MolFromSmiles(OCFENTANIL)
    svg = draw(mol, matcher.match(mol, ["cn/fentanyl"])[0], "芬太尼类物质")
    assert svg.startswith("<?xml version='1.0' encoding='utf-8'?>")
    assert "芬太尼类物质" in svg
