"""Files of listings and hostile input: bounded, whole, and told where they cannot be read."""

from __future__ import annotations

import csv
import gzip
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tidewaiter import Lawbook
from tidewaiter.cli import main
from tidewaiter.errors import Unreadable
from tidewaiter.text import find_mentions, read_listings
from tidewaiter.text.listings.files import read_rows


@pytest.fixture(scope="module")
def book() -> Lawbook:
    return Lawbook.load()


def run(folder: Path, name: str, content: bytes | str, *more: str) -> tuple[int, Path]:
    source = folder / name
    source.write_bytes(content.encode() if isinstance(content, str) else content)
    out = folder / "out.jsonl"
    return main(["read", "--listings", str(source), "-o", str(out), "-j", "US", *more]), out


def statuses(out: Path) -> list[str]:
    return [json.loads(line)["status"] for line in out.read_text(encoding="utf-8").splitlines()]


def test_csv_in_every_form_out(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text(
        'sku,title,price\n1,"ketamine, 1 kg",100\n2,sugar,1\n3,=HYPERLINK(1),1\n4,,\n', encoding="utf-8"
    )
    for end in (".csv", ".jsonl", ".parquet"):
        out = tmp_path / f"out{end}"
        assert main(["read", "--listings", str(source), "-o", str(out), "-j", "US"]) == 0
        if end == ".csv":
            with out.open(encoding="utf-8", newline="") as stream:
                found = [(row["row"], row["id"], row["status"]) for row in csv.DictReader(stream)]
        elif end == ".jsonl":
            found = [
                (str(r["row"]), r["id"], r["status"]) for r in map(json.loads, out.read_text().splitlines())
            ]
        else:
            import polars

            found = [(str(r["row"]), r["id"], r["status"]) for r in polars.read_parquet(out).to_dicts()]
        assert found == [
            ("1", "1", "hit"),
            ("2", "2", "no_hit"),
            ("3", "3", "no_hit"),
            ("4", "4", "unreadable"),
        ]


def test_json_without_a_file_prints_the_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "a", "text": "ketamine in stock"}\nnot json\n[1]\n', encoding="utf-8")
    assert main(["read", "--listings", str(source), "--json", "-j", "US"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(r["id"], r["status"]) for r in rows] == [
        ("a", "hit"),
        (None, "unreadable"),
        (None, "unreadable"),
    ]
    assert rows[0]["mentions"][0]["span"] == [0, 8]


def test_gzip_and_bytes_that_are_no_text(tmp_path: Path) -> None:
    code, out = run(
        tmp_path, "in.csv.gz", gzip.compress(b"title\nketamine in stock\n\xff\xfe\xe9\nsugar\n", mtime=0)
    )
    assert code == 0
    assert statuses(out) == ["hit", "unreadable", "no_hit"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("in.csv", b"", "is empty"),
        ("in.xyz", b"a", "not read"),
        ("in.parquet", b"PAR1 no", "cannot be read"),
        ("in.csv.gz", gzip.compress(b"title\nketamine\n" * 999, mtime=0)[:60], "cut short"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    source = tmp_path / name
    source.write_bytes(content)
    with pytest.raises(Unreadable, match=said):
        list(read_rows(source))


def test_a_column_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = run(tmp_path, "in.csv", "title\nx\n", "--text", "body")
    assert code == 2
    assert "no column 'body'" in capsys.readouterr().err
    assert not out.exists()


def test_nothing_to_read() -> None:
    assert main(["read"]) == 2


HOSTILE = {
    "only emoji": "😀👍🏽🏳️‍🌈" * 50,
    "right-to-left overrides": "\u202elynatnef\u202c " * 50,
    "NULs": "\x00" * 500,
    "lone combining marks": "\u0301" * 500,
    "the wall itself": "keta\x1emine " * 20,
    "Greek alone": "α" * 500,
    "ligatures that unfold": "ﷺ" * 200,
    "brackets": "([{-" * 500 + "yl",
    "hyphens": "-" * 5000,
    "figures": "1-2-3 " * 500 + "9" * 2000,
    "formula": "=cmd|' /C calc'!A0",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_rows_are_answered(book: Lawbook, name: str) -> None:
    begun = time.process_time()
    row = read_listings(book, [HOSTILE[name]])[0]
    assert row.status in ("no_hit", "unreadable", "cannot_tell")
    assert time.process_time() - begun < 10


def test_ten_thousand_mentions(book: Lawbook) -> None:
    begun = time.process_time()
    found = find_mentions("ketamine and 437-38-7; " * 5_000, book)
    assert [m.id for m in found] == ["ketamine", "fentanyl"] * 5_000
    assert time.process_time() - begun < 60


# In a process of its own: what other tests held in this one would count as well.
FIFTY_MEGABYTES = """
import random, re, time
from pathlib import Path
from tidewaiter import Lawbook
from tidewaiter.text import find_mentions

book = Lawbook.load()
draw = random.Random(0)
letters = "abcdefghijklmnopqrstuvwxyz"
words = ["".join(draw.choices(letters, k=draw.randint(3, 14))) for _ in range(400_000)]
text = " ".join(draw.choices(words, k=5_200_000)) + " ketamine in stock"
assert len(text) > 45_000_000
begun = time.process_time()
found = find_mentions(text, book)
seconds = time.process_time() - begun
assert found[-1].id == "ketamine" and text[found[-1].start : found[-1].end] == "ketamine"
status = Path("/proc/self/status").read_text()  # of this program alone: what getrusage tells counts its parent too
print(seconds, re.search(r"VmHWM:\\s*(\\d+)", status)[1])  # seconds, kilobytes
"""


@pytest.mark.whole
def test_fifty_megabytes() -> None:
    run = subprocess.run([sys.executable, "-c", FIFTY_MEGABYTES], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    seconds, kilobytes = map(float, run.stdout.split())
    assert seconds < 400
    assert kilobytes < 1_500_000
