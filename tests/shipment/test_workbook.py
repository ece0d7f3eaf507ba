"""A shipment as a workbook: the same as its CSV; a bomb and a broken file are refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tidewaiter.errors import Unreadable
from tidewaiter.shipment import read_history, read_shipment

xlsxwriter = pytest.importorskip("xlsxwriter", reason="component missing: tidewaiter[screen]")

ROWS = [
    ["description", "code", "quantity", "value", "from", "to", "entry"],
    ["potassium permanganate", "2841.61.00.00", "500 kg", "9000 USD", "CN", "US", "2026-03-02"],
    ["4-哌啶酮", "", "25 kg", "", "CN", "US", "2026-03-02"],
    ["-O=C1CCNCC1", "", "", "", "CN", "US", "2026-03-02"],
]


def workbook(rows: list[list[str]]) -> bytes:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return held.getvalue()


def test_a_workbook_is_read_like_its_csv() -> None:
    text = "\n".join(",".join(row) for row in ROWS)
    assert read_shipment(workbook(ROWS)) == read_shipment(text)
    assert read_shipment(workbook(ROWS)).lines[2].description == "-O=C1CCNCC1"  # no cell is changed


def test_a_history_may_be_a_workbook() -> None:
    text = "\n".join(",".join(row) for row in ROWS[:2])
    assert read_history(workbook(ROWS[:2])) == read_history(text)


def test_what_unpacks_too_far_is_refused() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (70 << 20))
    with pytest.raises(Unreadable, match="too large"):
        read_shipment(held.getvalue())


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 300, workbook(ROWS)[:-40]])
def test_a_broken_workbook_is_told(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_shipment(data)


def test_the_command_reads_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tidewaiter.cli import main

    place = tmp_path / "goods.xlsx"
    place.write_bytes(workbook(ROWS[:3]))
    assert main(["assess", str(place)]) == 0
    assert "A-570-001" in capsys.readouterr().out
