"""Names that share what is written once, salts of names that are near a listed one, and letters that a drawing is made of by chance."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tidewaiter import Lawbook


@pytest.mark.parametrize(
    ("text", "substances"),
    [
        ("3-/4-MMC", {"3-methylmethcathinone", "mephedrone"}),
        ("3- and 4-CMC powder, 1 kg", {"3-chloromethcathinone", "4-cmc"}),
        ("JWH-018/073", {"jwh-018", "jwh-073"}),
        ("lewisite 1, 2, 3", {"lewisite-1", "lewisite-2", "lewisite-3"}),
        ("(nor)ephedrine", {"ephedrine", "norephedrine"}),
        ("hydro-/oxycodone", {"hydrocodone", "oxycodone"}),
        ("α-PVP/PHP", {"alpha-pvp", "alpha-php"}),
        ("nitrogen mustards", {"hn1", "hn2", "hn3"}),
    ],
)
def test_each_of_several_names_is_looked_at(book: Lawbook, text: str, substances: set[str]) -> None:
    assert substances <= {one.substance for one in book.identify(text).candidates}


@pytest.mark.parametrize(
    ("text", "substances"),
    [
        ("1,4-butanediol", {"1-4-butanediol"}),
        ("U-47700, 5 g", {"u-47700"}),
        ("JWH-018, 100 g", {"jwh-018"}),
        ("(S)-ketamine", {"esketamine"}),
    ],
)
def test_places_and_amounts_are_no_further_names(book: Lawbook, text: str, substances: set[str]) -> None:
    assert {one.substance for one in book.identify(text).candidates} == substances


@pytest.mark.parametrize(
    "text",
    ["miprocin HCl", "4-MA citrate", "oxazola hydrochloride", "гидрохлорид diphenidine", "anilinopiperidine hydrochloride",
     "dietil éter", "麦角酸二乙胺", "Br-PCP", "F-PBP"],
)  # fmt: skip
def test_what_is_near_a_listed_name_is_told(is_told: Callable[[str], bool], text: str) -> None:
    assert is_told(text)


@pytest.mark.parametrize(
    "text", ["DMT dimethyl terephthalate", "PCC precipitated calcium carbonate", "iso butane"]
)
def test_letters_explained_beside_them_are_what_is_explained(book: Lawbook, text: str) -> None:
    answer = book.check(text)
    assert (answer.controls, answer.identity.doubt) == ((), "")


@pytest.mark.parametrize("text", ["PC", "CPO", "OPC"])
def test_a_drawing_that_nobody_would_make_is_never_sure(book: Lawbook, text: str) -> None:
    assert {one.outcome for one in book.check(text).controls} == {"cannot_tell"}


@pytest.mark.parametrize(
    "text",
    ["SMILES: CNC(C)Cc1ccccc1", '"CNC(C)Cc1ccccc1"', "InChIKey=MYWUZJCMWCOHBA-UHFFFAOYSA-N", "inchikey: MYWUZJCMWCOHBA-UHFFFAOYSA-N"],
)  # fmt: skip
def test_a_label_before_a_structure_is_no_part_of_it(book: Lawbook, text: str) -> None:
    answer = book.check(text, jurisdictions=["US"], on="2026-11-01")
    assert {(one.list, one.outcome) for one in answer.controls} >= {("II", "applies")}
