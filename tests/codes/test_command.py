"""The command and the file: every row once, with the caller's own columns."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import polars
import pytest

from tidewaiter import Lawbook
from tidewaiter.cli import main
from tidewaiter.codes.integrity import faults
from tidewaiter.codes.tables import Tables


def test_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["code", "--structure", "CCOC(C)=O", "--to", "US", "--on", "2025-03-01", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["code"], told["level"], told["outcome"]) == ("2915.31.00.00", "national", "decided")
    assert [step["code"] for step in told["path"]] == ["2915", "2915.3", "2915.31", "2915.31.00.00"]
    assert all(step["cite"] for step in told["path"])


def test_a_catalogue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = tmp_path / "stock.csv", tmp_path / "codes.csv"
    rows = [("a", "CCOC(C)=O", 3), ("b", "C1CC", 4), ("c", "", 5), ("d", "Nc1ccc(cc1)S(=O)(=O)Nc1ncccn1", 6)]
    with source.open("w", newline="") as file:
        csv.writer(file).writerows([("id", "smiles", "price"), *rows])
    assert (
        main(["code", str(source), "-o", str(out), "--to", "EU", "--on", "2024-01-01", "--workers", "1"]) == 0
    )
    told = list(csv.DictReader(out.open()))
    assert [row["row"] for row in told] == ["1", "2", "3", "4"]
    assert [row["code"] for row in told] == ["2915.31.00", "", "", "2935.90.90"]
    assert [row["outcome"] for row in told] == ["decided", "unreadable", "unreadable", "decided"]
    assert [row["price"] for row in told] == ["3", "4", "5", "6"]
    assert "not a readable SMILES" in told[1]["questions"]


def test_a_file_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "stock.csv"
    source.write_text("smiles\nCCO\n")
    assert main(["code", str(source), "-o", str(source)]) == 2
    assert source.read_text() == "smiles\nCCO\n"


def test_a_frame_says_what_a_question_says() -> None:
    book = Lawbook.load()
    smiles = ["CCOC(C)=O", "c1ccc2nc3ccccc3cc2c1", "CNC(C)C(O)c1ccccc1"]
    frame = book.codes(polars.DataFrame({"smiles": smiles}), to="EU", on="2024-01-01")
    each = [book.code(structure=one, to="EU", on="2024-01-01").to_json() for one in smiles]
    assert frame["code"].to_list() == [one["code"] for one in each]
    assert frame["outcome"].to_list() == [one["outcome"] for one in each]


def test_neither_words_nor_structure_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["code", "--to", "EU"]) == 2


def test_the_tables_are_whole(tables: Tables) -> None:
    assert not list(faults(tables))


def test_a_structure_that_no_reading_gives_is_a_fault(tmp_path: Path, tables: Tables) -> None:
    folder = tmp_path / "nomenclature" / "chemicals"
    shutil.copytree(tables.place, folder)
    with (folder / "named.csv").open("a") as file:
        file.write("293090,dimethyl sulphoxide,CS(C)=O,self,test\n")
    assert ["is read as C[S+](C)[O-]" in str(one) for one in faults(Tables(tmp_path))] == [True]
