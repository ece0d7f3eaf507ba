"""``--keep`` and ``tidewaiter record`` on the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tidewaiter.cli import main


@pytest.fixture(autouse=True)
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "record.sqlite"
    monkeypatch.setenv("TIDEWAITER_RECORD", str(path))
    monkeypatch.setenv("TIDEWAITER_WHO", "tester")
    return path


def run(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    assert main(list(words)) == code
    return capsys.readouterr().out


def test_every_kind_of_answer_is_kept_and_found(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    shipment = tmp_path / "shipment.yml"
    shipment.write_text("from: CN\nto: MX\non: 2026-03-02\nlines: [4-piperidone]\n", encoding="utf-8")
    catalogue = tmp_path / "stock.csv"
    catalogue.write_text("id,smiles\na,CCO\n", encoding="utf-8")
    checked = json.loads(
        run(capsys, "check", "fentanyl", "-j", "UN", "--on", "2020-01-01", "--keep", "--json")
    )
    run(
        capsys,
        "duty",
        "--code",
        "2841.61",
        "--origin",
        "CN",
        "--on",
        "2025-04-20",
        "--keep",
        "--who",
        "broker",
    )
    run(capsys, "assess", str(shipment), "--keep")
    run(capsys, "screen", str(catalogue), "-o", str(tmp_path / "out.csv"), "--keep", "--workers", "1")
    rows = json.loads(run(capsys, "record", "list", "--json"))
    assert [(row["kind"], row["who"]) for row in rows] == [
        ("check", "tester"), ("duty", "broker"), ("assess", "tester"), ("screen", "tester"),
    ]  # fmt: skip
    shown = json.loads(run(capsys, "record", "show", "1"))
    assert shown["answer"] == checked
    assert shown["question"] == {"query": "fentanyl", "on": "2020-01-01", "jurisdictions": ["UN"]}
    assert shown["lawbook_sha256"] == checked["lawbook"]["sha256"]
    assert "4 entries, chain unbroken" in run(capsys, "record", "verify")
    assert "0 answers would now differ" in run(capsys, "record", "recheck")


def test_anchor_export_and_retention(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, record: Path
) -> None:
    for query in ("fentanyl", "aspirin"):
        run(capsys, "check", query, "--keep")
    (tmp_path / "elsewhere").mkdir()
    anchors = tmp_path / "elsewhere" / "anchors.txt"
    run(capsys, "record", "anchor", "-o", str(anchors))
    assert "2 entries written" in run(capsys, "record", "export", "-o", str(tmp_path / "all.jsonl"))
    run(capsys, "record", "verify", str(tmp_path / "all.jsonl"), "--anchor", str(anchors))
    assert "of 2 entries removed" in run(capsys, "record", "retain", "--days", "0")
    told = run(capsys, "record", "verify", "--anchor", str(anchors))
    assert "entry 3: 2 contents removed by tester" in told
    assert "3 entries, chain unbroken" in told
    record.unlink()
    assert not run(capsys, "record", "verify", "--anchor", str(anchors), code=3)
    assert not record.exists()


@pytest.mark.parametrize("words", [
    ["record", "show", "7"], ["record", "export", "-o", "x.pdf"], ["record", "verify", "--anchor", "x"],
    ["record", "list", "--since", "yesterday"], ["record", "list", "--record", "mysql://x"],
])  # fmt: skip
def test_what_is_not_understood(words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["check", "fentanyl", "--keep"]) == 0
    assert main(words) == 2


def test_a_check_that_is_not_kept_loads_nothing_of_the_record() -> None:
    code = (
        "import sys; from tidewaiter.cli import main; main(['check', 'fentanyl']); "
        "sys.exit(bool({'sqlalchemy', 'alembic', 'tidewaiter.record', 'tidewaiter.cli.record'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
