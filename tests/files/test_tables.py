"""Every table comes in by one room: kinds, packing, delimiters, encodings, columns, faults; for all three readers."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
import xlsxwriter

from tidewaiter.bulk.reading import read_file
from tidewaiter.duty.bulk import read_chunks
from tidewaiter.errors import Unreadable
from tidewaiter.files.tables import open_table
from tidewaiter.files.writing import check_out
from tidewaiter.text.listings.files import read_rows

HEAD, ROWS = ["sku", "smiles", "note"], [["A-1", "CCO", "first; of two"], ["A-2", "CC=O", "-5"]]
FORMS = (
    "a.csv",
    "semicolon.csv",
    "a.tsv",
    "a.csv.gz",
    "utf16.csv",
    "cr.csv",
    "a.xlsx",
    "a.jsonl",
    "a.parquet",
)


def table(folder: Path, name: str) -> Path:
    """The same two rows in a file of the kind that the name says."""
    path = folder / name
    if path.suffix == ".xlsx":
        book = xlsxwriter.Workbook(str(path))
        sheet = book.add_worksheet()
        for line, cells in enumerate([HEAD, *ROWS]):
            sheet.write_row(line, 0, cells)
        book.close()
    elif path.suffix == ".jsonl":
        path.write_text(
            '{"sku": "A-1", "smiles": "CCO", "note": "first; of two"}\n\n'
            '{"note": "-5", "sku": "A-2", "smiles": "CC=O"}\n'
        )
    elif path.suffix == ".parquet":
        import polars

        polars.DataFrame(ROWS, schema=HEAD, orient="row").write_parquet(path)
    else:
        comma = {"a.tsv": "\t", "semicolon.csv": ";"}.get(name, ",")
        end = "\r" if name == "cr.csv" else "\n"
        text = end.join(comma.join(f'"{cell}"' for cell in cells) for cells in [HEAD, *ROWS]) + end
        content = text.encode("utf-16" if name == "utf16.csv" else "utf-8")
        path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    return path


@pytest.mark.parametrize("name", FORMS)
def test_the_same_rows_in_every_form(tmp_path: Path, name: str) -> None:
    found = open_table(table(tmp_path, name))
    assert found.names == HEAD
    rows = [list(row.values()) for batch in found.batches([0, 1, 2]) for row in batch.to_pylist()]
    assert rows == ROWS
    assert [row["note"] for batch in found.batches([2]) for row in batch.to_pylist()] == [
        "first; of two",
        "-5",
    ]


@pytest.mark.parametrize("name", FORMS)
def test_screen_listings_and_duty_read_every_form(tmp_path: Path, name: str) -> None:
    path = table(tmp_path, name)
    screened = [row for batch in read_file(path) for row in batch.to_pylist()]
    assert [(row["id"], row["text"]) for row in screened] == [("A-1", "CCO"), ("A-2", "CC=O")]
    assert [frame.rows() for frame in read_chunks(path)] == [[tuple(row) for row in ROWS]]
    listings = list(read_rows(path, ["note"]))
    assert [(row.id, row.texts[0][1]) for row in listings] == [("A-1", "first; of two"), ("A-2", "-5")]


def test_two_columns_of_one_name_are_both_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("code,note,note\n1,a,b\n")
    (frame,) = read_chunks(path)
    assert frame.to_dicts() == [{"code": "1", "note": "a", "note_3": "b"}]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"smiles,id\nCCO\n", "cannot be read"),
        ("a.csv", b"smiles\n\xff\xfe\n", "Save the file as UTF-8"),
        ("a.csv.gz", gzip.compress(b"smiles\n" + b"CCO\n" * 999, mtime=0)[:40], "fetch it again"),
        ("a.xlsx", b"no workbook", "no readable workbook"),
        ("a.parquet", b"PAR1", "cannot be read"),
        ("a.jsonl", b'{"smiles": "CCO"}\n[1]\n', "line 2, is no JSON object"),
        ("a.docx", b"x", "Give CSV"),
        ("a.csv", b"", "is empty"),
    ],
)
def test_what_cannot_be_read_whole_is_told(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=said):
        list(read_file(path))


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="End its name"):
        check_out(tmp_path / "out.txt", (".csv",))
    with pytest.raises(Unreadable, match="no folder"):
        check_out(tmp_path / "nowhere" / "out.csv", (".csv",))
