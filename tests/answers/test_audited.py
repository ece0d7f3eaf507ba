"""The answers that outside audits of November 2026 named as wrong, each asked again through the command.

``audited.tsv``: a question, a territory, a day, what may be told (several where the audit leaves it open: never a plain
silence) and the place of the audit, which gives the text of law (docs/readings.md and the cases of the lawbook give it too).
``doubt`` stands for an answer that says what it was not sure of, ``not_held`` for a silence that says which law is not held.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tidewaiter.cli import main

with (Path(__file__).parent / "audited.tsv").open(encoding="utf-8") as table:
    ROWS = [tuple(row.values()) for row in csv.DictReader(table, delimiter="\t")]


@pytest.mark.parametrize(
    ("question", "territory", "day", "told", "audit"), ROWS, ids=[f"{r[0]} {r[1]} {r[2]}" for r in ROWS]
)
def test_audited_answer(
    question: str, territory: str, day: str, told: str, audit: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", question, "-j", territory, "--on", day, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    outcomes = {control["outcome"] for control in answer["controls"] if control["jurisdiction"] == territory}
    doubt = "doubt" if answer["identity"]["doubt"] else ""
    silence = next((one["why"] for one in answer["silences"] if one["why"] == "not_held"), "") or "none"
    found = next((one for one in ("applies", "cannot_tell") if one in outcomes), doubt or silence)
    assert found in told.split("|"), (audit, found, answer["summary"])
