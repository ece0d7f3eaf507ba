"""Words of drugs in everyday use, what papers tell beside a name, and a name beside its drawing.

The texts were written for this test; the drawings are of published substances that lists name.
"""

from __future__ import annotations

from typing import Any

import pytest

EVERYDAY = [  # a text, and the plain text that it must be told as
    ("lorazepam 1 mg/60 tabs", "lorazepam 1 mg"),
    ("acetone, liquid, 25 L drum", "acetone"),
    ("ácido nítrico / Nitric Acid", "nitric acid"),
    ("2 tartaric acid @ USD 15", "tartaric acid"),
    ("GLYCOL MONOSTEARATE 20 kg", "glycol monostearate"),
    ("рисовая мука", "rice"),
    ("coca en botellas", "soap"),
    ("mixer with 3 bowls", "soap"),
    ("hand mixer 4 speed", "soap"),
    ("high speed cables", "soap"),
]
PAPERS = [
    ("acetone 3 x 5 L", "acetone"),
    ("acetone 2 x 1 gal", "acetone"),
    ("safrole, G.W./N.W./MEAS", "safrole"),
    ("Aceton Ch.-B. 77A12", "acetone"),
    ("ацетон, серия 0423", "acetone"),
    ("丙酮 仅供实验室使用", "acetone"),
    ("丙酮 无商业价值", "acetone"),
    ("safrole, Appearance: pale yellow liquid", "safrole"),
    ("Alfa Aesar acetone ReagentPlus", "acetone"),
]
PINACOLONE = "CC(=O)C(C)(C)C"
DRAWN = [
    f"Canonical SMILES: {PINACOLONE}",
    f"SMILES string: {PINACOLONE}",
    f"SMILES {PINACOLONE}",
    f"{PINACOLONE} 98%",
    f"{PINACOLONE};",
    f"pinacolone {PINACOLONE}",
    f"pinacolone (SMILES: {PINACOLONE}), 1 kg",
]


def _told(book: Any, text: str) -> set[tuple[str, str]]:
    return {(one.jurisdiction, one.outcome) for one in book.check(text, on=book.day).controls}


@pytest.mark.parametrize(("text", "plain"), EVERYDAY)
def test_everyday_words_are_no_drugs(book: Any, text: str, plain: str) -> None:
    assert _told(book, text) == _told(book, plain)


@pytest.mark.parametrize(("text", "plain"), PAPERS)
def test_what_papers_tell_leaves_no_doubt(book: Any, text: str, plain: str) -> None:
    answer = book.check(text, on=book.day)
    assert (answer.identity.doubt, _told(book, text)) == ("", _told(book, plain))


@pytest.mark.parametrize("text", ["tea speed", "naproxen speed", "charger 5V speed"])
def test_a_rate_beside_goods_or_a_medicine_is_open(book: Any, text: str) -> None:
    assert {outcome for _, outcome in _told(book, text)} == {"cannot_tell"}


@pytest.mark.parametrize("text", ["4 speed pills", "speed 3 g", "toys, 2 speed", "coca en hojas"])
def test_drugs_beside_numbers_stay(book: Any, text: str) -> None:
    assert ("UN", "applies") in _told(book, text)


@pytest.mark.parametrize("text", DRAWN)
def test_a_name_beside_its_drawing_is_the_same_thing(book: Any, text: str) -> None:
    answer = book.check(text, on=book.day)
    assert (answer.identity.doubt, _told(book, text)) == ("", _told(book, PINACOLONE))


def test_a_name_beside_another_drawing_loses_neither(book: Any) -> None:
    places = {one for one, _ in _told(book, f"acetone {PINACOLONE}")}
    assert places >= {one for text in ("acetone", PINACOLONE) for one, _ in _told(book, text)}
    assert {outcome for _, outcome in _told(book, f"Zorbanol {PINACOLONE}")} == {"cannot_tell"}
