"""Listings: the status of a row, its place in the order, and tables that come back in their kind.

The expected ids are those under which the lawbook lists the names (names.csv, substances.csv; CAS numbers checked against
them by the lawbook's own rules); the judgements are our own reading of each sentence, written before it was run.
"""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook
from tidewaiter.text import read_listings


@pytest.fixture(scope="module")
def book() -> Lawbook:
    return Lawbook.load()


def test_a_code_leaves_the_substance_open(book: Lawbook) -> None:
    rows = read_listings(
        book,
        ["HS code 2915.24.00, 40 drums, FOB", "serial 2915, 24 units"],
        jurisdictions=["EU"],
        on="2026-01-01",
    )
    assert [r.status for r in rows] == [
        "cannot_tell",
        "no_hit",
    ]  # CN 2915 24 00 is acetic anhydride, Regulation 273/2004
    assert rows[0].mentions[0].mention.kind == "code"


def test_status_follows_the_day_and_the_place(book: Lawbook) -> None:
    # 4-piperidone: China lists it from 2025-07-20 (lawbook, cn/precursors); the day before, it does not
    text = ["4-piperidone, 25 kg, for sale"]
    assert read_listings(book, text, jurisdictions=["CN"], on="2025-07-20")[0].status == "hit"
    assert read_listings(book, text, jurisdictions=["CN"], on="2025-07-19")[0].status == "no_hit"


def test_a_class_word_is_a_class(book: Lawbook) -> None:
    row = read_listings(book, ["求购芬太尼类物质，公斤起订"], jurisdictions=["CN"], on="2025-08-01")[0]
    assert row.status == "hit"
    assert row.mentions[0].mention.kind == "class"
    assert "cn/fentanyl" in row.mentions[0].mention.id.split("; ")


def test_rows_keep_their_order_and_do_not_touch(book: Lawbook) -> None:
    rows = read_listings(
        book, ["fentan", "yl", "", "ketamine, in stock", {"id": "x", "title": "vanillin"}, 7]
    )
    assert [(r.row, r.status) for r in rows] == [
        (1, "no_hit"), (2, "no_hit"), (3, "unreadable"), (4, "hit"), (5, "no_hit"), (6, "unreadable"),
    ]  # fmt: skip
    assert rows[4].id == "x"


def test_spans_count_characters_of_the_column(book: Lawbook) -> None:
    row = read_listings(
        book, [{"title": "Offer", "description": "🙂🙂 ketamine, 1 kg, in stock"}], jurisdictions=["UN", "US"]
    )[0]
    placed = row.mentions[0]
    assert (placed.column, placed.mention.start, placed.mention.end) == ("description", 3, 11)


def test_tables_come_back_in_their_kind(book: Lawbook) -> None:
    import polars
    import pyarrow

    data = {"id": ["a", "b"], "title": ["ketamine, in stock", "sugar"]}
    for table in (polars.DataFrame(data), pyarrow.table(data)):
        found = read_listings(book, table, jurisdictions=["US"])
        assert type(found) is type(table)
        assert list(
            found["status"].to_pylist() if hasattr(found["status"], "to_pylist") else found["status"]
        ) == ["hit", "no_hit"]


def test_the_labelled_listings_of_the_tune_split(book: Lawbook) -> None:
    """The labels were written by another hand; docs/listings-accuracy.md has the figures of both splits."""
    import importlib.util
    from pathlib import Path

    path = Path(__file__).resolve().parents[3] / "benchmarks" / "listings.py"
    spec = importlib.util.spec_from_file_location("benchmark_listings", path)
    assert spec and spec.loader
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    tally = bench.Tally()
    for case, found in bench.run(book, "tune"):
        tally.add(book, case, found)
    count = tally.c
    assert count["offered"] / count["wanted"] > 0.95
    assert count["listing hit"] / (count["listing hit"] + count["false hit"]) > 0.97
    assert count["false open"] / count["innocent"] < 0.05


@pytest.mark.parametrize(
    ("text", "status"),
    [
        # a part of a word is no name, nor a letter that begins one; the law of several states lists the others
        ("Меф кристалл, клады по городу", "hit"), ("Набор «Кристалл», 12 предметов", "no_hit"),
        ("Как похудеть быстро", "no_hit"), ("Книга «Уголовный кодекс», 2025", "no_hit"), ("Кетамин порошок, клад в парке", "hit"),
        # a street word beside words of an unlawful sale; the same word of another thing
        ("Selling xanny bars 2mg, dm me for menu", "hit"), ("Lyrica 300 mg, sans ordonnance, envoi discret", "hit"),
        # one word of the street alone is open, beside another or a word of sale it is not
        ("Farlopa", "cannot_tell"), ("farlopa y haschisch", "hit"), ("Farlopa 60 y 110", "hit"), ("Se vende coca", "hit"),
        ("Farlopa, consulta precios", "hit"), ("Farlopa, next day tracked", "hit"), ("Гашиш, прайс-лист", "hit"),
        # a lawful shop is left open
        ("Kaliumpermanganat 25 g fürs Aquarium", "cannot_tell"), ("Toluene HPLC 2.5 L, account holders only, end-use form needed", "cannot_tell"),
    ],
)  # fmt: skip
def test_street_words_edges_of_words_and_lawful_shops(text: str, status: str, book: Lawbook) -> None:
    assert read_listings(book, [text])[0].status == status
