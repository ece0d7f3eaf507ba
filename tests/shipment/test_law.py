"""The lawbook's files for shipments: read strictly, cited throughout, and every trigger is a flag's."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tidewaiter.errors import LawbookError
from tidewaiter.lawbook.read import read_csv
from tidewaiter.lawbook.shipping import TRIGGERS, read_shipping
from tidewaiter.shipment.flags import _TRIGGERS
from tidewaiter.substance.identity import candidate

LAWBOOK = Path(__file__).parents[2] / "lawbook"


@pytest.fixture(scope="module")
def law() -> dict[str, Any]:
    return read_shipping(LAWBOOK)


def test_every_flag_asks_and_cites(law: dict[str, Any]) -> None:
    for flag in law["flags"]:
        assert "?" in flag["question"]
        for source in flag["sources"]:
            assert (
                source["address"].startswith("https://")
                and source["read"]
                and source["place"]
                and source["says"]
            )
            assert source["verified"] in ("text", "official", "secondary", "press")
    accusing = ("criminal", "illegal", "guilty", "smuggl", "traffick")
    assert not [
        w for flag in law["flags"] for w in accusing if w in (flag["question"] + flag["title"]).lower()
    ]


def test_every_trigger_is_a_flag_s_and_is_written(law: dict[str, Any]) -> None:
    assert {flag["trigger"] for flag in law["flags"]} == TRIGGERS == set(_TRIGGERS)


def test_own_codes_name_substances_and_stand_in_the_harmonized_system(
    law: dict[str, Any], book: Any, sets: Callable[[str], Path]
) -> None:
    columns = ("hscode", "description")
    described = {row["hscode"]: row["description"] for row in read_csv(sets("hs-2022.csv"), columns)}
    for row in law["own_codes"]:
        name = candidate(book.store, row["substance"]).name
        assert row["code"][:6] in described, (row["code"], name)
    assert "ANPP" in described["293336"] and "acetic anhydride" in described["291524"]


def test_sums_belong_to_instruments_and_lists(law: dict[str, Any], book: Any) -> None:
    for rule in law["sums"]:
        assert set(rule["lists"]) <= set(book.store.instruments[rule["instrument"]].lists)


BROKEN = {
    "an unknown trigger": ("flags.yml", "trigger: vague", "trigger: hunch", "no such trigger"),
    "an unknown source": ("flags.yml", "source: cbp-vague", "source: hearsay", "no such source above"),
    "a flag without a source": ("flags.yml", "    sources:\n      - source: incb-2017\n        place: \"para. 9\"\n        says: \"newly", "    origin:\n      - source: incb-2017\n        place: \"para. 9\"\n        says: \"newly", "unknown key"),
    "a period nobody counts": ("sums.yml", "    over: calendar month", "    over: fortnight", "no such word for 'over'"),
    "a code from a day that is none": ("own-codes.csv", "HS,toluene,<=2022-01-01", "HS,toluene,2022", "is not a day"),
    "a key nobody knows": ("words.yml", "\nvague:", "\nvagueness:", "unknown key"),
}  # fmt: skip


@pytest.mark.parametrize("file, old, new, said", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_refused(file: str, old: str, new: str, said: str, tmp_path: Path) -> None:
    shutil.copytree(LAWBOOK / "shipment", tmp_path / "shipment")
    text = (tmp_path / "shipment" / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "shipment" / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LawbookError, match=said) as why:
        read_shipping(tmp_path)
    assert why.value.file.endswith(file) and why.value.line > 1


def test_a_lawbook_without_the_folder_raises_no_flags(tmp_path: Path) -> None:
    assert read_shipping(tmp_path) == {}
