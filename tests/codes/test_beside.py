"""The code beside the controls: shown where asked, worked out nowhere else, and a declared code held against it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tidewaiter import Lawbook
from tidewaiter.cli import main
from tidewaiter.shipment import determination_html
from tidewaiter.shipment.page import assessment_page

BOOK = Lawbook.load()
WAY = {"from": "CN", "to": "DE", "on": "2025-06-02"}


def test_a_check_by_name_loads_no_chemistry_for_it() -> None:
    ask = "import sys; from tidewaiter.cli import main; main(['check', 'fentanyl']); sys.exit('rdkit' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert BOOK.check("fentanyl").to_json()["code"] is None


@pytest.mark.parametrize(
    ("place", "code"),
    [("DE", "2915.31.00"), ("US", "2915.31.00.00"), ("CH", "2915.31")],  # CN and HTS as of 2025; HS 2022
)
def test_a_check_tells_it_in_the_tariff_of_the_destination(place: str, code: str) -> None:
    told = BOOK.check("ethyl acetate", on="2025-06-02", destination=place, code=True)
    beside = told.to_json()["code"]
    assert beside is not None
    assert (beside["code"], beside["outcome"]) == (code, "decided")
    assert beside["rules"]


def test_asked_of_what_has_no_structure_it_says_so_and_is_not_null() -> None:
    beside = BOOK.check("insulin", on="2025-06-02", destination="DE", code=True).to_json()["code"]
    assert beside is not None
    assert (beside["code"], beside["outcome"]) == ("", "cannot_tell")
    assert beside["missing"]


def test_a_check_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "ethyl acetate", "--to", "DE", "--on", "2025-06-02", "--code"]) == 0
    assert "commodity code: 2915.31.00" in capsys.readouterr().out


def test_a_notebook_shows_it() -> None:
    page = BOOK.check("ethyl acetate", on="2025-06-02", destination="DE")._repr_html_()
    assert page is not None
    assert "2915.31.00" in page


def test_a_declared_code_that_the_structure_contradicts_is_a_finding() -> None:
    """2933.36 names 4-anilinopiperidine-based ANPP since HS 2022; 2933.39 is what is left of its group."""
    goods = {"description": "4-anilino-N-phenethylpiperidine", "code": "2933.39.99"}
    told = BOOK.assess({**WAY, "lines": [goods]})
    line = told.to_json()["lines"][0]
    declared = line["code"]["declared"]
    assert declared["agrees"] is False
    assert "2933.36" in declared["why"]
    assert "General interpretative rule" in declared["why"]
    assert any(declared["why"] in one["question"] for one in line["questions"])
    assert "declared 2933.39.99" in determination_html(told)
    assert any("declared 2933.39.99" in text for text in assessment_page(told.to_json()))


@pytest.mark.parametrize("code", ["2915.24", "2915240090", "2915 24 00", "29152499"])
def test_a_declared_code_is_held_against_six_digits(code: str) -> None:
    """What follows them may be of the tariff of where the goods leave."""
    line = BOOK.assess({**WAY, "lines": [{"description": "acetic anhydride", "code": code}]}).to_json()[
        "lines"
    ][0]
    assert line["code"]["declared"]["agrees"] is True


@pytest.mark.parametrize(
    "goods", [{"code": "2933.39"}, {"description": "no such thing at all"}, {"description": "insulin"}]
)
def test_without_a_structure_none_is_told(goods: dict[str, str]) -> None:
    line = BOOK.assess({**WAY, "lines": [goods]}).to_json()["lines"][0]
    assert line["code"] is None


def test_the_status_of_a_line_is_that_of_its_controls() -> None:
    """A wrong code is told; it makes no control of goods that are known, and takes none away."""
    same = [{"description": "aspirin"}, {"description": "aspirin", "code": "2933.39"}]
    told = BOOK.assess({**WAY, "lines": same}).to_json()["lines"]
    assert told[0]["status"] == told[1]["status"]
    assert told[1]["code"]["declared"]["agrees"] is False
