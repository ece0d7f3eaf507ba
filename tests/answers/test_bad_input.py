"""What cannot be understood is said so, with a mend and exit code 2: never a traceback, never "not controlled"."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tidewaiter.answer import NO_HIT
from tidewaiter.cli import main

BAD = {
    "wrong check digit": (["437-38-8"], "check digit"),
    "CAS number nobody knows": (["999999-99-4"], "knows the CAS number"),
    "unparsable SMILES": (["C1CC(=O"], "not a readable SMILES"),
    "impossible valence": (["C(C)(C)(C)(C)(C)C"], "not a readable SMILES"),
    "InChI cut short": (["InChI=1S/C22H28N2O/c1-2-22(25"], "not a readable InChI"),
    "empty line": (["   "], "empty"),
    "only zero-width characters": (["\u200b\u200b"], "empty"),
    "1,000 atoms": (["C" * 1000], "1000 heavy atoms"),
    "a name of 10,000 characters": (["fentanyl " * 1111], "characters"),
    "mixed scripts": (["фен太nil芬"], "knows the name"),
    "emoji": (["💊"], "knows the name"),
    "a misspelt name": (["fentnyl citrat"], "knows the name"),
    "an open formula": (["*c1ccccc1"], "open positions"),
    "an open formula that is no aromatic": (["CC(*)C"], "open positions"),
    "a date in 1850": (["fentanyl", "--on", "1850-01-01"], "before 1961-01-01"),
    "a date in 2999": (["fentanyl", "--on", "2999-01-01"], "beyond"),
    "no date": (["fentanyl", "--on", "1 July 2025"], "not a day"),
    "30 February": (["fentanyl", "--on", "2025-02-30"], "not a day"),
    "unknown territory": (["fentanyl", "--jurisdiction", "ZZ"], "not a territory"),
    "unknown destination": (["fentanyl", "--to", "Atlantis"], "not a territory"),
    "no amount": (["fentanyl", "--amount", "a lot"], "not an amount"),
    "a unit nobody knows": (["fentanyl", "--amount", "3 barrels"], "not an amount"),
    "a code nothing stands under": (["9999.99"], "commodity code"),
    "an unknown InChIKey": (["AAAAAAAAAAAAAA-UHFFFAOYSA-N"], "InChIKey"),
    "bytes of no text": (["\udce8\udcaa"], "no text in UTF-8"),
    "a name with a byte of no text": (["aspirin \udce8"], "no text in UTF-8"),
    "a structure with a byte of no text": (["--structure", "CCO\udce8"], "no text in UTF-8"),
    "NUL byte": (["fent\x00anyl CCO"], "knows the name"),
}


@pytest.mark.parametrize("words, said", BAD.values(), ids=BAD.keys())
def test_bad_question(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert "Traceback" not in err
    assert "not controlled" not in err.lower()
    assert NO_HIT not in err
    assert "This is not an answer" in err


@pytest.mark.parametrize("words, said", BAD.values(), ids=BAD.keys())
def test_bad_question_as_json(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *words, "--json"]) == 2
    answer = json.loads(capsys.readouterr().out)
    assert said in answer["error"]["message"] + answer["error"]["mend"]
    assert answer["error"]["mend"]
    assert "controls" not in answer


def test_a_misspelt_name_is_offered_never_assumed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "carfentanill", "--json"]) == 2
    answer = json.loads(capsys.readouterr().out)
    assert answer["identity"] == {"status": "unresolved"}
    assert "carfentanil" in [name.lower() for name in answer["error"]["did_you_mean"]]


@pytest.mark.parametrize("name", ["aspirin", "caffeine", "toluene", "ibuprofen", "sodium chloride"])
def test_names_reach_beyond_the_lists(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", name, "--json", "-j", "UN", "--on", "2025-01-01"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["identity"]["status"] == "resolved"
    listed = name == "toluene"  # Table II of 1988
    assert bool(answer["controls"]) == listed
    assert ("not a clearance" in answer["summary"]) != listed


def test_a_territory_without_instruments_is_not_covered(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "fentanyl", "-j", "BR", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["not_covered"] == ["BR"]
    assert answer["consulted"] == []
    assert answer["summary"].startswith("Not covered")


def test_what_was_not_yet_known_is_ignored(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["check", "4-piperidone", "-j", "CN", "--on", "2025-07-21", "--json", "--known-on"]
    assert main([*asked, "2025-06-19"]) == 0
    assert json.loads(capsys.readouterr().out)["controls"] == []
    assert main([*asked, "2025-06-20"]) == 0
    assert len(json.loads(capsys.readouterr().out)["controls"]) == 1


def test_all_spellings_of_a_number_and_a_name_are_one() -> None:
    from tidewaiter import Lawbook

    book = Lawbook.load()
    asked = [
        "437-38-7",
        "CAS 437-38-7",
        "437–38–7",
        "４３７-３８-７",
        "fentanyl",
        "FENTANYL",
        "Fentanyl",
        "芬太尼",
    ]
    assert {book.identify(text).candidates[0].substance for text in asked} == {"fentanyl"}
    assert book.identify("PJMPHNIQZUBGLI-UHFFFAOYSA-N").candidates[0].substance == "fentanyl"


@pytest.mark.parametrize(
    "name", ["chlorine trifluoride", "bromine trifluoride", "iodine heptafluoride", "13863-41-7"]
)
def test_a_name_whose_drawing_cannot_be_read_is_still_a_name(book: Any, name: str) -> None:
    """Halogens bound to each other break the valences that the reader knows; the goods are known all the same."""
    assert book.check(name, jurisdictions=["US"]).identity.status == "resolved"
