"""The lawbook's shipments, each assessed and held against what the law says of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tidewaiter.lawbook.read import read_yaml
from tidewaiter.shipment import assess, read_history, read_shipment

CASES = {
    str(case["id"]): case
    for case in read_yaml(Path(__file__).parents[2] / "lawbook/shipment/cases.yml")["cases"]
}
KNOWN = {
    "status", "lines", "controls", "none", "documents", "no_documents", "sums", "flags", "no_flags", "duty", "asks",
    "held_in_part", "not_covered",
}  # fmt: skip


def met(wanted: dict[str, str], found: dict[str, Any]) -> bool:
    return all(
        wanted[key] == ("yes" if found[key] else "") if key == "by_sum" else str(found[key]) == value
        for key, value in wanted.items()
        if key != "line"
    )


@pytest.fixture(scope="module")
def told(book: Any) -> Any:
    kept: dict[str, Any] = {}

    def ask(key: str) -> dict[str, Any]:
        if key not in kept:
            case = CASES[key]
            history = read_history(case["history"]) if "history" in case else ()
            made = assess(book, read_shipment(case["shipment"]), history).to_json()
            assert json.loads(json.dumps(made)) == made
            kept[key] = made
        return kept[key]

    return ask


def test_every_case_says_who_vouches() -> None:
    assert len(CASES) >= 12
    for case in CASES.values():
        assert set(case) <= {"id", "shipment", "history", "expect", "says", "read"}
        assert case["says"] and case["read"] and case["expect"]
        assert set(case["expect"]) <= KNOWN, case["id"]


@pytest.mark.parametrize("key", CASES)
def test_status_and_controls(key: str, told: Any) -> None:
    wanted, answer = CASES[key]["expect"], told(key)
    if "status" in wanted:
        assert answer["status"] == wanted["status"]
    controls = [{**c, "line": line["line"]} for line in answer["lines"] for c in line["controls"]]
    for one in wanted.get("lines", ()):
        assert answer["lines"][int(one["line"]) - 1]["status"] == one["status"]
    for one in wanted.get("controls", ()):
        assert [c for c in controls if str(c["line"]) == one["line"] and met(one, c)], (one, controls)
    for one in wanted.get("none", ()):
        assert not [c for c in controls if str(c["line"]) == one["line"] and met(one, c)], one


@pytest.mark.parametrize("key", CASES)
def test_papers_and_sums(key: str, told: Any) -> None:
    wanted, answer = CASES[key]["expect"], told(key)
    for one in wanted.get("documents", ()):
        assert [d for d in answer["documents"] if met(one, d)], (one, answer["documents"])
    for one in wanted.get("no_documents", ()):
        assert not [d for d in answer["documents"] if d["measure"] == one], one
    for one in wanted.get("sums", ()):
        assert [s for s in answer["sums"] if met(one, s)], (one, answer["sums"])


@pytest.mark.parametrize("key", CASES)
def test_flags_duty_and_questions(key: str, told: Any) -> None:
    wanted, answer = CASES[key]["expect"], told(key)
    raised = {flag["id"] for flag in answer["flags"]}
    assert set(wanted.get("flags", ())) <= raised
    assert not set(wanted.get("no_flags", ())) & raised
    assert all(flag["sources"] and flag["question"].strip() for flag in answer["flags"])
    assert set(wanted.get("asks", ())) <= {one["fact"] for one in answer["questions"]}
    assert set(wanted.get("not_covered", ())) <= set(answer["not_consulted"]["territories"])
    if "duty" in wanted:
        duty = answer["lines"][int(wanted["duty"]["line"]) - 1]["duty"]
        for total in ("assessed", "owed"):
            assert str(duty[total]["ad_valorem_pct"]) == wanted["duty"][total]
    for one in wanted.get("held_in_part", ()):
        held = [c["coverage"] for c in answer["consulted"] if c["instrument"] == one["instrument"]]
        assert held and one["missing"] in held[0]
