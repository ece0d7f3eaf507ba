"""A supplier's file: its own columns come back, a column a territory tells the law in words, what was accepted is told."""

from __future__ import annotations

import csv
from pathlib import Path

import polars
import pytest

from tidewaiter import Lawbook
from tidewaiter.cli import main
from tidewaiter.errors import Unreadable
from tidewaiter.files.tables import open_table

ROWS = [
    ["A-1", "437-38-7", "fentanyl", "12.50", "hit?", "lab 3"],
    ["A-2", "64-17-5", "ethanol", "=1+1", "", "lab 1"],
    ["A-3", "nonsense-0", "", "7", "", ""],
]
HEAD = ["Art", "CAS", "Trade name", "price", "status", "shelf"]


def stock(folder: Path) -> Path:
    path = folder / "stock.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([HEAD, *ROWS])
    return path


@pytest.mark.parametrize("end", [".csv", ".parquet", ".xlsx"])
def test_own_columns_come_back_beside_the_answers(tmp_path: Path, end: str) -> None:
    out = tmp_path / f"out{end}"
    assert (
        main(
            ["screen", str(stock(tmp_path)), "-o", str(out), "--id", "Art", "-j", "US", "--on", "2026-11-26"]
        )
        == 0
    )
    written = open_table(out)
    table = polars.concat(polars.from_arrow(batch) for batch in written.batches(range(len(written.names))))
    assert table["id"].to_list() == ["A-1", "A-2", "A-3"]
    assert table["status"].to_list() == ["hit", "no_hit", "unreadable"]
    assert table["status (yours)"].to_list()[0] == "hit?"
    guard = "'" if end == ".csv" else ""  # a spreadsheet would run it
    assert [str(price) for price in table["price"].to_list()][:2] == ["12.50", f"{guard}=1+1"]
    assert table["shelf"].to_list()[:2] == ["lab 3", "lab 1"]


def test_answers_alone_where_that_is_asked(tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    assert main(["screen", str(stock(tmp_path)), "-o", str(out), "-j", "US", "--answers-only"]) == 0
    assert "price" not in polars.read_parquet(out).columns


def test_a_column_a_territory(tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    asked = ["-j", "US", "-j", "FR", "--by-territory", "--on", "2026-11-26"]
    assert main(["screen", str(stock(tmp_path)), "-o", str(out), *asked]) == 0
    told = polars.read_parquet(out).select("US (law)", "FR (law)").rows()
    # 21 CFR 1308.12(c)(9); an import permit by 21 USC 952(a)
    assert told[0][0].startswith("controlled: fentanyl, Schedule II, 1308.12(c)(9)")
    assert "(drugs)" in told[0][0] and told[0][0].endswith("registration")
    assert told[1] == ("no hit", "not searched")
    assert told[2][0] == "unreadable"


def test_what_was_accepted_is_told_and_changes_nothing(tmp_path: Path) -> None:
    listed = tmp_path / "accepted.csv"
    listed.write_text("what,reason,date\na-1,under our licence,2026-01-05\n")
    out = tmp_path / "out.parquet"
    main(
        ["screen", str(stock(tmp_path)), "-o", str(out), "--id", "Art", "-j", "US", "--accepted", str(listed)]
    )
    table = polars.read_parquet(out)
    assert table["status"].to_list() == ["hit", "no_hit", "unreadable"]
    assert table["accepted"].to_list() == ["under our licence (2026-01-05)", None, None]


def test_what_was_accepted_for_one_listing_is_not_for_another(tmp_path: Path) -> None:
    listed = tmp_path / "accepted.csv"
    listed.write_text("what,reason,date,listings\n437-38-7,known,2026-01-05,un/1961/none\n")
    out = tmp_path / "out.parquet"
    main(["screen", str(stock(tmp_path)), "-o", str(out), "-j", "US", "--accepted", str(listed)])
    table = polars.read_parquet(out)
    assert (
        table["accepted"].to_list()[0]
        == f"known (2026-01-05); not accepted: {', '.join(sorted(table['measures'].to_list()[0]))}"
    )


def test_an_acceptance_without_reason_is_refused(tmp_path: Path) -> None:
    from tidewaiter.bulk.accepted import read_accepted

    listed = tmp_path / "accepted.csv"
    listed.write_text("what,reason,date\nA-1,,2026-01-05\n")
    with pytest.raises(Unreadable, match="line 2: 'A-1' has no reason"):
        read_accepted(listed)


def test_frames_keep_their_columns() -> None:
    frame = polars.DataFrame({"smiles": ["CCO"], "price": [1.5], "seen": [None]})
    found = Lawbook.load().screen(frame, jurisdictions=["US"])
    assert found.select("status", "smiles", "price").rows() == [("no_hit", "CCO", 1.5)]
