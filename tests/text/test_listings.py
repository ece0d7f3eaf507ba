"""Listings: what is found, how it was found, what the context makes of it, and the status of the row.

The expected ids are those under which the lawbook lists the names (names.csv, substances.csv; CAS numbers checked against
them by the lawbook's own rules); the judgements are our own reading of each sentence, written before it was run.
"""

from __future__ import annotations

import pytest

from tidewaiter.book import Lawbook
from tidewaiter.text import find_mentions, read_listings
from tidewaiter.text.model import Mention
from tidewaiter.text.normal import fold, squeeze


@pytest.fixture(scope="module")
def book() -> Lawbook:
    return Lawbook.load()


def only(book: Lawbook, text: str, key: str) -> Mention:
    found = [m for m in find_mentions(text, book, listing=True) if key in m.id.split("; ")]
    assert len(found) == 1, found
    return found[0]


WRITTEN = [  # (text, id, part of the rung, the words as they stand in the text)
    ("buy fentanyl now", "fentanyl", "name", "fentanyl"),
    ("buy ＦＥＮＴＡＮＹＬ now", "fentanyl", "full-width", "ＦＥＮＴＡＮＹＬ"),
    ("buy fen\u200bta\u2060nyl now", "fentanyl", "zero-width", "fen\u200bta\u2060nyl"),
    ("buy fеntаnуl now", "fentanyl", "look-alike", "fеntаnуl"),
    ("buy 𝐟𝐞𝐧𝐭𝐚𝐧𝐲𝐥 now", "fentanyl", "look-alike", "𝐟𝐞𝐧𝐭𝐚𝐧𝐲𝐥"),
    ("buy f e n t a n y l now", "fentanyl", "spaced", "f e n t a n y l"),
    ("buy fen.ta.nyl now", "fentanyl", "broken", "fen.ta.nyl"),
    ("buy fenta-\nnyl now", "fentanyl", "hyphenated line end", "fenta-\nnyl"),
    ("buy f3ntanyl now", "fentanyl", "look-alike", "f3ntanyl"),
    ("buy fentanil now", "fentanyl", "", "fentanil"),
    ("buy acetic anhidride now", "acetic-anhydride", "distance 1", "acetic anhidride"),
    ("buy alpha-PVP now", "alpha-pvp", "name", "alpha-PVP"),
    ("buy α-PVP now", "alpha-pvp", "name", "α-PVP"),
    ("出售芬太尼现货", "fentanyl", "name", "芬太尼"),
    ("出售芬 太 尼现货", "fentanyl", "spaced", "芬 太 尼"),
    ("出售芬钛尼现货", "fentanyl", "same sound", "芬钛尼"),
    ("出售高錳酸鉀現貨", "potassium-permanganate", "traditional", "高錳酸鉀"),
    ("sale of CAS 437-38-7 now", "fentanyl", "cas", "437-38-7"),
    ("sale of CAS 437 – 38 – 7 now", "fentanyl", "odd marks", "437 – 38 – 7"),
    ("sale of CAS ４３７-３８-７ now", "fentanyl", "cas", "４３７-３８-７"),
    ("sale of CAS 437387 now", "fentanyl", "without marks", "437387"),
]


@pytest.mark.parametrize(
    ("text", "key", "rung", "written"), WRITTEN, ids=[w[3].replace("\u200b", "") for w in WRITTEN]
)
def test_a_name_is_found_however_it_is_written(
    book: Lawbook, text: str, key: str, rung: str, written: str
) -> None:
    found = only(book, text, key)
    assert rung in found.rung
    assert (text[found.start : found.end], found.text) == (written, written)
    assert found.judged == "offer"


JUDGED = [  # (text, id, judgement)
    ("fentanyl test strips, pack of 100, in stock", "fentanyl", "about"),
    ("acetone-free nail polish remover, in stock", "acetone", "negated"),
    ("we do not sell ketamine", "ketamine", "negated"),
    ("police said they seized 40 kg of ketamine last week", "ketamine", "about"),
    ("法院判处被告人有期徒刑，查获氯胺酮", "ketamine", "about"),
    ("不含丙酮的洗甲水，厂家直销", "acetone", "negated"),
    ("盐酸二甲双胍片 厂家现货", "hydrochloric-acid", "other meaning"),
    ("丙酮酸钙 食品级 现货", "acetone", "other meaning"),
    ("GBL league table: Rovers 3, City 2 goals", "gamma-butyrolactone", "other meaning"),
    ("ether network token, price up", "ethyl-ether", "other meaning"),
    ("Part no. 67-64-1, fan motor, in stock", "acetone", "other meaning"),
    ("methyl ethyl ketone peroxide hardener, 1 kg, in stock", "methyl-ethyl-ketone", None),
]


@pytest.mark.parametrize(("text", "key", "judged"), JUDGED, ids=[j[0][:24] for j in JUDGED])
def test_the_context_is_judged_and_told(book: Lawbook, text: str, key: str, judged: str | None) -> None:
    found = [m for m in find_mentions(text, book, listing=True) if key in m.id.split("; ")]
    if judged is None:  # a longer name that is another compound
        assert all(m.judged != "offer" for m in found)
        return
    assert [m.judged for m in found] == [judged]
    assert found[0].why


def test_a_longer_name_with_the_stem_is_not_the_substance(book: Lawbook) -> None:
    # neither word is a name of the lawbook: a name inside a word is no mention
    assert not find_mentions("apomorphine pen, triamcinolone acetonide cream, phentermines", book) or all(
        m.id not in ("morphine", "acetone")
        for m in find_mentions("apomorphine pen, triamcinolone acetonide cream", book)
    )


def test_a_systematic_name_is_read_where_opsin_is(book: Lawbook) -> None:
    shutil = pytest.importorskip("shutil")
    pytest.importorskip("py2opsin")
    if not shutil.which("java"):
        pytest.skip("no Java here")
    # the IUPAC name of ketamine without its stereodescriptor, PubChem CID 3821
    found = find_mentions(
        "restocked 2-(2-chlorophenyl)-2-(methylamino)cyclohexan-1-one, 100 g", book, listing=True
    )
    assert [m.id for m in found] == ["ketamine"]


def test_a_real_word_is_no_misspelling(book: Lawbook) -> None:
    # English words one letter from a name of the lawbook
    assert not find_mentions("mapping, morphing, heliotrope, benzine, butylene", book)


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
        book, ["fenta", "nyl", "", "ketamine, in stock", {"id": "x", "title": "vanillin"}, 7]
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


@pytest.mark.parametrize(
    "text",
    ["ｋé\u0301\u200bα", "ﬁ…№", "αβγ fentαnyl", "\u202ex\u202c", "a\x00b", "\U0001f600" * 3, "错錯", ""],
)
def test_folding_leads_back(text: str) -> None:
    folded = fold(text)
    assert folded.back is None or len(folded.back) == len(folded.text)
    for i in range(len(folded.text)):
        assert 0 <= folded.start(i) < folded.end(i + 1) <= len(text)
    squeezed = squeeze(folded.text)
    assert [folded.text[i] for i in squeezed.back] == list(squeezed.text)


def test_the_labelled_listings_of_the_tune_split(book: Lawbook) -> None:
    """The labels were written by another hand; docs/listings-accuracy.md has the figures of both splits."""
    import importlib.util
    from pathlib import Path

    path = Path(__file__).resolve().parents[2] / "benchmarks" / "listings.py"
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
