"""The lawbook's own cases, each asked through the command as a user would."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tidewaiter.cli import main
from tidewaiter.lawbook.load import load
from tidewaiter.lawbook.records import Case

ROOT = Path(__file__).parents[2]
CASES = load(ROOT / "lawbook").cases


def ask(case: Case, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict]:
    words = ["check", case.ask["query"], "--json"]
    for key, value in case.ask.items():
        if key != "query":
            words += [f"--{key}", value]
    code = main(words)
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_case_of_the_lawbook(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = ask(case, capsys)
    assert code == 0, case.says
    wanted = dict(case.expect)
    outcome = wanted.pop("outcome")
    if outcome == "none":
        assert answer["controls"] == [], case.says
        return
    if outcome in ("read", "not_held", "not_found"):  # a silence, with its reason
        place = wanted["jurisdiction"]
        assert [c for c in answer["controls"] if c["jurisdiction"] == place] == [], case.says
        assert {s["jurisdiction"]: s["why"] for s in answer["silences"]}[place] == outcome, case.says
        return
    documents, days = wanted.pop("documents", None), wanted.pop("days", None)
    missing = wanted.pop("missing", "")
    absent = wanted.pop("absent", None)
    spoken = {f"{control['instrument']} {control['list']} " for control in answer["controls"]}
    assert not (absent and any(name.startswith(f"{absent} ") for name in spoken)), (case.says, spoken)
    met = [
        control
        for control in answer["controls"]
        if control["outcome"] == outcome and all(control[key] == value for key, value in wanted.items())
    ]
    assert met, (case.says, answer["controls"])
    if outcome == "cannot_tell":
        assert all(control["outcome"] == "cannot_tell" for control in answer["controls"])
        assert met[0]["missing"] and missing in "; ".join(met[0]["missing"])
    if documents:
        assert any(documents in item["effect"] for control in met for item in control["obligations"]), answer
    if days:
        assert main(["law", "lag", case.ask["query"], "-j", case.ask["jurisdiction"], "--json"]) == 0
        rows = json.loads(capsys.readouterr().out)
        assert [row["days_after_binding"] for row in rows] == [int(days)]
        assert date.fromisoformat(rows[0]["since"]) == date.fromisoformat(wanted["since"])
