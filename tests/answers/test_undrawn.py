"""Drawings without stereochemistry, of a mirror image, or of a salt listed as such: which lists bind, and which do not."""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook

CODEINE = "COc1ccc2c3c1OC1C(O)C=CC4C(C2)N(C)CCC341"
CODEINE_MIRRORED = "COc1ccc2c3c1O[C@@H]1[C@H](O)C=C[C@@H]4[C@H](C2)N(C)CC[C@]341"
COCAINE = "COC(=O)C1C(OC(=O)c2ccccc2)CC2CCC1N2C"
ETORPHINE = "CCC[C@@](C)(O)[C@H]1C[C@@]23C=C[C@]1(OC)[C@@H]1Oc4c(O)ccc5c4[C@@]12CCN(C)[C@@H]3C5"


def lists(book: Lawbook, text: str, place: str, on: str = "2026-06-01") -> dict[str, str]:
    """List -> outcome, of one territory's lists of drugs and precursors."""
    answer = book.check(text, jurisdictions=[place], on=on)
    return {control.entry.list: control.outcome for control in answer.controls}


@pytest.mark.parametrize("drawing", [CODEINE, CODEINE_MIRRORED])
def test_an_isomer_of_codeine_is_no_ether_of_morphine(book: Lawbook, drawing: str) -> None:
    """Misuse of Drugs Act 1971, Sch. 2 Part I para. 3: not what Part II specifies, whose para. 2 takes in stereoisomers."""
    assert "A" not in lists(book, drawing, "UK")
    assert lists(book, drawing, "UK")["B"] == "applies"
    assert lists(book, drawing, "UN") == {
        "II": "applies"
    }  # 1961, Schedule I: ethers unless in another Schedule


def test_what_may_be_cocaine_is_told_beside_the_esters_of_ecgonine(book: Lawbook) -> None:
    """BtMG: cocaine stands in Anlage III; other esters of ecgonine in Anlage II."""
    assert lists(book, COCAINE, "DE") == {"II": "applies", "III": "cannot_tell"}


@pytest.mark.parametrize(
    "drawing",
    ["CC(N)Cc1ccccc1", "CC(N)Cc1ccccc1.OS(=O)(=O)O", "CCC(=O)C(CC(C)N(C)C)(c1ccccc1)c1ccccc1", "COC(=O)C(c1ccccc1)C1CCCCN1"],
)  # fmt: skip
def test_where_every_isomer_is_listed_it_is_controlled_whichever_it_is(book: Lawbook, drawing: str) -> None:
    """BtMG: amphetamine, methadone and methylphenidate stand in Anlagen II and III by all their isomers; no NpSG beside."""
    assert lists(book, drawing, "DE") == {"II": "applies", "III": "applies"}


def test_where_an_isomer_is_on_no_list_it_stays_open(book: Lawbook) -> None:
    """Dextromethorphan is on no list of the BtMG, levomethorphan is in Anlage II."""
    assert "applies" not in lists(book, "CN1CCC23CCCCC2C1Cc1ccc(OC)cc13", "DE").values()


def test_a_salt_listed_as_such_is_no_salt_of_its_base(book: Lawbook) -> None:
    """21 CFR 1308.11(c): etorphine except its hydrochloride, which is Schedule II; of another salt nothing is excepted."""
    assert lists(book, ETORPHINE + ".Cl", "US") == {"II": "applies"}
    assert lists(book, ETORPHINE + ".Br", "US")["I"] == "applies"


@pytest.mark.parametrize("drawing", ["CN[C@@H](C)[C@@H](O)c1ccccc1", "CN[C@H](C)[C@H](O)c1ccccc1",
                                     "CN[C@H](C)[C@@H](O)c1ccccc1", "CNC(C)C(O)c1ccccc1"])  # fmt: skip
def test_erythro_and_threo_alone_take_in_both_optical_forms(book: Lawbook, drawing: str) -> None:
    """CDSA Schedule VI items 4 and 16: erythro- and threo-2-(methylamino)-1-phenylpropan-1-ol."""
    assert lists(book, drawing, "CA", "2024-01-01") == {"VI": "applies", "A": "applies"}
