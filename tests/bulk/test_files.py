"""Files of every kind in and out, and files that are none: a clear error, or every row accounted for."""

from __future__ import annotations

import gzip

import polars
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook
from rdkit import Chem

from tidewaiter.bulk.frames import screen_table
from tidewaiter.bulk.job import Job
from tidewaiter.bulk.reading import Columns, read_file
from tidewaiter.errors import Unreadable
from tidewaiter.files.opening import LINE

FENTANYL = "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"


def rows(path, **columns):
    return [
        (r["id"], r["text"], r["kind"]) for b in read_file(path, Columns(**columns)) for r in b.to_pylist()
    ]


def test_csv_tsv_smi_parquet_xlsx(tmp_path):
    expected = [("a", "CCCCCCO", 0), ("b", FENTANYL, 0)]
    (tmp_path / "x.csv").write_text(f"id,smiles\na,CCCCCCO\nb,{FENTANYL}\n")
    (tmp_path / "x.tsv").write_text(f"id\tsmiles\na\tCCCCCCO\nb\t{FENTANYL}\n")
    (tmp_path / "x.smi").write_text(f"CCCCCCO a\n{FENTANYL}\tb\n")
    with gzip.open(tmp_path / "x.csv.gz", "wt") as file:
        file.write(f"id;smiles\na;CCCCCCO\nb;{FENTANYL}\n")
    pq.write_table(pa.table({"id": ["a", "b"], "smiles": ["CCCCCCO", FENTANYL]}), tmp_path / "x.parquet")
    polars.DataFrame({"id": ["a", "b"], "smiles": ["CCCCCCO", FENTANYL]}).write_excel(tmp_path / "x.xlsx")
    for name in ("x.csv", "x.tsv", "x.smi", "x.csv.gz", "x.parquet", "x.xlsx"):
        assert rows(tmp_path / name) == expected, name


def test_words_stand_in_where_there_is_no_structure(tmp_path):
    (tmp_path / "x.csv").write_text("smiles,cas,name\nCCCCCCO,,\n,50-00-0,\n,,fentanyl\n")
    assert [row[1:] for row in rows(tmp_path / "x.csv")] == [("CCCCCCO", 0), ("50-00-0", 1), ("fentanyl", 1)]


def test_sdf_with_and_without_its_last_mark(tmp_path):
    block = Chem.MolToMolBlock(Chem.MolFromSmiles("CCCCCCO"))
    (tmp_path / "x.sdf").write_text(f"{block}> <code>\nA1\n\n$$$$\n{block}")
    assert [row[0] for row in rows(tmp_path / "x.sdf", id="code")] == ["A1", None]
    assert all("M  END" in row[1] for row in rows(tmp_path / "x.sdf"))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.csv", b"", "is empty"),
        ("cut.csv.gz", gzip.compress(b"smiles\n" + b"CCCCCCO\n" * 50_000, mtime=0)[:60], "cannot be read"),
        ("latin.csv", b"name,smiles\ncaf\xe9,CCCCCCO\n", "UTF-8"),
        ("none.csv", b"colour,weight\nred,1\n", "no column"),
        ("none.parquet", b"this is no parquet file at all", "cannot be read"),
        ("none.xlsx", b"PK\x03\x04 nothing", "workbook"),
        ("ragged.csv", b"id,smiles\n1,CCCCCCO\n2,CCCCCCO,more\n", "cannot be read"),
        ("long.smi", b"C" * (LINE + 10), "longer"),
        ("what.docx", b"x", "not read"),
    ],
)
def test_files_that_are_none(tmp_path, name, content, says):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=says):
        list(read_file(path))


def test_ids_that_stand_twice_stay_two_rows(book, tmp_path):
    path, out = tmp_path / "x.csv", tmp_path / "out.parquet"
    path.write_text(f"id,smiles\na,CCCCCCO\na,{FENTANYL}\na,CCCCCCO\n")
    Job(book, book.question(), path, out, workers=1).run()
    found = pq.read_table(out).select(["row", "id", "status"]).to_pylist()
    assert [tuple(row.values()) for row in found] == [(1, "a", "no_hit"), (2, "a", "hit"), (3, "a", "no_hit")]


def test_odd_rows_are_all_there(book, tmp_path):
    """NUL bytes, mixed line ends, duplicate ids and a line of a million characters: one answer each."""
    path = tmp_path / "odd.smi"
    path.write_bytes(b"CCCCCCO a\r\nC\x00C a\nCCCCCCN a\rCCCCCCCCCCCCC\n" + b"C" * 1_000_000 + b" long\n")
    out = tmp_path / "out.parquet"
    Job(book, book.question(), path, out, workers=1).run()
    assert pq.read_table(out).column("status").to_pylist() == [
        "no_hit",
        "unreadable",
        "no_hit",
        "no_hit",
        "unreadable",
    ]


@pytest.mark.parametrize("form", ["parquet", "csv", "sdf", "xlsx"])
def test_every_form_holds_every_row(book, tmp_path, form):
    path, out = tmp_path / "x.smi", tmp_path / f"out.{form}"
    path.write_text(f"CCCCCCO a\n{FENTANYL} b\nC1CC c\n")
    Job(book, book.question(), path, out, workers=1).run()
    if form == "sdf":
        found = [
            record.split("<status>\n")[1].split("\n")[0] for record in out.read_text().split("$$$$\n")[:-1]
        ]
    elif form == "xlsx":
        found = [row[2] for row in CalamineWorkbook.from_path(str(out)).get_sheet_by_index(0).to_python()[1:]]
    else:
        found = (polars.read_parquet(out) if form == "parquet" else polars.read_csv(out))["status"].to_list()
    assert found == ["no_hit", "hit", "unreadable"]


def test_tables_in_memory(book):
    frame = polars.DataFrame({"smiles": ["CCCCCCO", FENTANYL], "code": ["a", "b"]})
    for table in (frame, frame.to_pandas(), frame.to_arrow()):
        found = screen_table(book, table, id="code")
        assert type(found).__module__.partition(".")[0] == type(table).__module__.partition(".")[0]
        assert list(
            found["status"].to_pylist() if hasattr(found["status"], "to_pylist") else found["status"]
        ) == ["no_hit", "hit"]
