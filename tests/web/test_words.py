"""Words on the pages: those of trade and customs, no id or type expression where a person reads."""

import re

import pytest
from fastapi.testclient import TestClient

from tidewaiter import Lawbook
from tidewaiter.report.reasons import group, reason

TYPES = re.compile(r"any_group|acyl_by_carbon|on_ring|open_\w+\(|hydrocarbyl\(|\*C|n propionyl|read from")


@pytest.mark.parametrize("name", ["isotonitazene", "valerylfentanyl", "bromazolam", "4-fluoroamphetamine"])
def test_a_reason_names_groups_and_places(client: TestClient, name: str) -> None:
    page = client.get("/check", params={"q": name}).text
    told = re.findall(r"<dt>Because</dt><dd>(.*?)</dd>", page, re.S)
    assert any("within the class, built on" in words for words in told)
    assert not [words for words in told if TYPES.search(words)]


def test_the_json_keeps_the_words_of_the_matcher(client: TestClient) -> None:
    told = client.get("/check.json", params={"q": "isotonitazene", "jurisdiction": "CA"}).json()
    assert "(any_group" in told["controls"][0]["because"]


def test_no_group_of_a_reason_is_lost() -> None:
    """As many groups as the matcher named, in its order."""
    answer = Lawbook.load().check("isotonitazene", jurisdictions=["CA"])
    words = reason(answer.controls[0].because)
    places = [words.index(one) for one in ("diethylamino", "4-isopropoxybenzyl", "nitro")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("smiles", "name"),
    [  # IUPAC names of acyl and alkyl groups, worked by hand: the carbon of C=O counts
        ("*C(=O)CCCCC", "hexanoyl"), ("*C(=O)CCCCCC", "heptanoyl"), ("*C(=O)C", "acetyl"), ("*C(=O)CC", "propionyl"),
        ("*C(=O)C1CCCC1", "cyclopentanecarbonyl"), ("*CCCCCCCC", "octyl"), ("*OCCCC", "butoxy"),
        ("*OCCCCC", "pentyloxy"), ("*c1ccccc1Br", "2-bromophenyl"), ("*c1cccc(C)c1", "3-methylphenyl"),
    ],
)  # fmt: skip
def test_groups_have_their_usual_names(smiles: str, name: str) -> None:
    assert group(smiles) == name


def test_a_form_says_which_field_by_its_label(client: TestClient) -> None:
    page = client.get("/duty", params={"code": "2841.61"}).text
    assert "Please fill in: goods of (country of origin)." in page
    assert "field required" not in page


def test_a_duty_is_told_of_a_chemical_by_its_name_on_today(client: TestClient) -> None:
    page = client.get("/duty", params={"code": "citric acid", "origin": "CN"}).text
    assert "2918.14" in page and "Assessed on that day" in page


def test_a_duty_is_asked_as_the_other_pages_ask(client: TestClient) -> None:
    asked, named = (client.get(f"/duty?{key}=acetone&origin=CN").text for key in ("q", "code"))
    assert asked == named and "2914" in asked


ODD = (
    "Hand in", "Handed in", "Fetch all", "Reckon<", "Told beside the law", "Questions of the guides", "Readings of ours",
    "Turning on what is not known", "What it obliges to", "Treaty and followers", "no page without errors",
)  # fmt: skip
PAGES = ("/", "/check?q=fentanyl", "/law/lag", "/law/events", "/law/readings", "/duty", "/catalogue", "/read")


@pytest.mark.parametrize("path", PAGES)
def test_plain_words(client: TestClient, path: str) -> None:
    page = client.get(path).text
    assert not [words for words in ODD if words in page]


def test_an_offer_keeps_the_rest_of_the_question(client: TestClient) -> None:
    page = client.get(
        "/check", params={"q": "acetic anhidride", "on": "2020-01-01", "to": "MX", "amount": "5 kg"}
    )
    assert page.status_code == 422
    address = re.search(r'href="(/check\?q=acetic%20anhydride[^"]*)"', page.text)
    assert address
    answer = client.get(address[1].replace("&amp;", "&"))
    assert answer.status_code == 200
    assert 'value="2020-01-01"' in answer.text
    assert "Route: anywhere to Mexico; amount: 5 kg" in answer.text


def test_the_terminal_offers_a_command_that_answers(capsys: pytest.CaptureFixture[str]) -> None:
    from shlex import split

    from tidewaiter.cli import main

    assert main(["check", "acetic anhidride", "-j", "UN"]) == 2
    command = capsys.readouterr().err.split("Did you mean")[1].splitlines()[1].strip()
    assert main(split(command)[1:]) == 0
    assert "acetic anhydride" in capsys.readouterr().out


SHIPMENT = """from: CN
to: %s
entry: 2026-03-02
lines:
  - {description: potassium permanganate, code: 2841.61.00.00, quantity: 500 kg, value: 9000 USD}
  - {description: toluene, code: 2902.30.00.00, value: 1000 USD}
  - {description: table salt}
"""


def test_a_shipment_shows_the_antidumping_note_and_its_total(client: TestClient) -> None:
    page = client.post("/shipment", data={"shipment": SHIPMENT % "US"}).text
    assert "A-570-001" in page
    total = re.search(r'id="total">(.*?)</p>', page, re.S)
    assert total
    # 9000 + 1000; 5 + 25 + 10 % of 9000 is 3600, toluene: what its own line says
    assert "value 10,000.00 USD" in total[1]
    assert "Incomplete" in total[1] and "of line 3 the duty is not known" in total[1]


def test_a_tariff_that_is_not_held_is_said(client: TestClient) -> None:
    page = client.post("/shipment", data={"shipment": SHIPMENT % "MX"}).text
    assert "the tariff of Mexico is not held" in page
    assert 'id="total"' not in page


def test_the_commodity_code_is_told_once(client: TestClient) -> None:
    page = client.get("/check", params={"q": "acetone"}).text
    told = re.search(r'<p id="code">.*?</p>', page, re.S)
    assert told and told[0].count("2914.11") == 1  # WCO, HS 2022: acetone
