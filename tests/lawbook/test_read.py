"""Strict reading: what was written stays what was written, and knows its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidewaiter.errors import LawbookError
from tidewaiter.lawbook.load import load
from tidewaiter.lawbook.read import read_csv, read_yaml

BASE = Path(__file__).parent / "base"


def yaml(folder: Path, text: str) -> Path:
    path = folder / "file.yml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "scalar",
    ["2903.10", "0602", "NO", "yes", "1E001", "2025-07-01", "12:30", "~", "null", "0x1F", "1_000", "<<"],
)
def test_a_scalar_stays_as_written(scalar: str, tmp_path: Path) -> None:
    found = read_yaml(yaml(tmp_path, f"code: {scalar}\nlist: [{scalar}]\n"))
    assert found.text("code") == scalar
    assert found.texts("list") == [scalar]


def test_every_node_knows_its_line(tmp_path: Path) -> None:
    found = read_yaml(yaml(tmp_path, "# why\na: x\n\nb:\n  - c: 1\n    d: 2\n  - e: 3\n"))
    assert found.lines == {"a": 2, "b": 4}
    assert [(block.line, block.lines) for block in found.mappings("b")] == [
        (5, {"c": 5, "d": 6}),
        (7, {"e": 7}),
    ]
    assert found["a"].line == 2


def test_an_absent_key_has_its_default(tmp_path: Path) -> None:
    found = read_yaml(yaml(tmp_path, "a: x\n"))
    assert (found.text("z", "none"), found.texts("z"), found.mappings("z"), dict(found.mapping("z"))) == (
        "none", [], [], {},
    )  # fmt: skip
    assert found.texts("a") == ["x"]


@pytest.mark.parametrize("quoted", ["'!x'", '"!x"', "a!b", "'a: b' # wow!"])
def test_an_exclamation_mark_inside_a_text_is_no_tag(quoted: str, tmp_path: Path) -> None:
    found = read_yaml(yaml(tmp_path, f"a: {quoted}\n"))
    assert found.text("a") == {"'a: b' # wow!": "a: b"}.get(quoted, quoted.strip("'\""))


@pytest.mark.parametrize(
    "text", ["a: &x 1\nb: *x\n", "a: &x {b: 1}\nc:\n  <<: *x\n", "a: !!str 1\n", "a: !x 1\n"]
)
def test_indirections_are_refused_at_their_line(text: str, tmp_path: Path) -> None:
    with pytest.raises(LawbookError) as why:
        read_yaml(yaml(tmp_path, text))
    assert why.value.line == 1


def test_a_csv_row_knows_the_line_on_which_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(b'a,b\r\n1,"two\r\nlines"\r\n\r\n 3 ,4\r\n')
    rows = list(read_csv(path, ("a", "b")))
    assert [(row.line, row["a"], row["b"]) for row in rows] == [(2, "1", "two\r\nlines"), (5, "3", "4")]


CELL = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\n\0"), max_size=8)


@given(st.lists(st.tuples(CELL, CELL), max_size=5))
def test_what_a_csv_writer_wrote_reads_back(tmp_path_factory: pytest.TempPathFactory, cells) -> None:
    import csv

    path = tmp_path_factory.mktemp("csv") / "file.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("a", "b"), *cells])
    found = [(row["a"], row["b"]) for row in read_csv(path, ("a", "b"))]
    assert found == [(first.strip(), second.strip()) for first, second in cells]


def test_the_base_keeps_its_strings() -> None:
    records = load(BASE)
    (measure,) = records.measures
    assert measure.destination == ("NO",)
    assert records.cases[0].ask["to"] == "NO"


def test_a_code_with_a_leading_zero_stays_whole(tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "lawbook"
    shutil.copytree(BASE, folder)
    with (folder / "codes.csv").open("a", encoding="utf-8") as stream:
        stream.write("0602,HS,caffeine,1988-01-01,,HS convention\n")
    assert [code[0] for code in load(folder).codes] == ["293930", "0602"]


def test_an_entry_takes_the_extensions_of_its_list_unless_it_has_its_own() -> None:
    by_clause = {entry.clause: entry.extensions for entry in load(BASE).entries}
    assert by_clause == {
        "Sch. A no. 1": ("salts",),
        "Sch. A no. 2": ("salts",),
        "Sch. A no. 3": ("salts",),
        "Sch. A no. 4": ("salts",),
        "Sch. B no. 1": (),
    }
