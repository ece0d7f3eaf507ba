"""Bad input: what is refused, in which words, and what a file keeps."""

from __future__ import annotations

import json
import xml.dom.minidom
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from tidewaiter.cli import duty as command
from tidewaiter.cli.options import add_options
from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.bulk import assess_file, assess_frame
from tidewaiter.duty.importing import import_schedule
from tidewaiter.duty.result import Answer
from tidewaiter.duty.steps import steps
from tidewaiter.errors import QuestionError
from tidewaiter.report.charts import duty_svg

Ask = Callable[..., Answer]


@pytest.mark.parametrize(
    ("code", "origin", "on", "more", "message"),
    [
        ("2899.10", "CN", "2025-01-01", {}, "2899.10 is not a line of the schedule."),
        ("7701.10", "CN", "2025-01-01", {}, "7701.10 is not in the Harmonized System: it has no chapter 77."),
        (
            "2825.60.00.00",
            "CN",
            "2025-07-01",
            {},
            "2825.60.00.00 was retired on 2025-07-01 and does not stand on 2025-07-01.",
        ),
        (
            "2933.37.00.00",
            "CN",
            "2021-06-01",
            {},
            "2933.37.00.00 did not exist on 2021-06-01: it was created on 2022-01-27.",
        ),
        ("2841.61.00.00", "CN", "2027-01-01", {}, "2027-01-01 lies past the horizon of the duty tables."),
        ("2841.61.00.00", "CN", "2017-12-31", {}, "2017-12-31 lies before the first day of the duty tables."),
        ("2841.61.00.00", "CN", "2025-01-01", {"value": "-1"}, "The value -1 is negative."),
        ("2841.61.00.00", "ZZ", "2025-01-01", {}, "'ZZ' is not an origin."),
        (
            "2841.61.00.00",
            "CN",
            "2025-01-01",
            {"facts": {"usmca": True}},
            "usmca cannot be claimed for goods of CN.",
        ),
        (
            "2841.61.00.00",
            "CN",
            "2025-01-01",
            {"facts": {"luck": True}},
            "'luck' is not a claim or fact that a duty turns on.",
        ),
        (
            "2841.61.00.00",
            "CN",
            "2025-01-01",
            {"contents": {"steel": Decimal(2)}},
            "A steel content of 200 % is none.",
        ),
        (
            "2841.61.00.00",
            "CN",
            "2025-01-01",
            {"loaded": "2025-02-01"},
            "The goods cannot be loaded on 2025-02-01 and entered on 2025-01-01.",
        ),
        ("2841.61.00.00", "CN", "2025-01-01", {"to": "MX"}, "No duties of 'MX' are held."),
    ],
)
def test_refused(ask: Ask, code: str, origin: str, on: str, more: dict[str, object], message: str) -> None:
    with pytest.raises(QuestionError) as why:
        ask(code, origin, on, **more)
    assert why.value.message == message
    assert why.value.mend


def test_a_retired_code_names_its_successors(ask: Ask) -> None:
    with pytest.raises(QuestionError) as why:
        ask("2825.60.00.00", "CN", "2025-08-01")
    assert "2825.60.00.10, 2825.60.00.20, 2825.60.00.50" in why.value.mend


def test_a_short_code_gives_the_range_over_its_children(ask: Ask) -> None:
    # 2915.24.00.00 is the only line below 2915.24; lines of 2841 stand on three different lists
    assert ask("2915.24", "CN", "2025-01-15").assessed == ask("2915.24.00.00", "CN", "2025-01-15").assessed
    short = ask("2841", "CN", "2025-04-06")
    children = [total.percent for _, total in short.children]
    assert short.assessed.percent is None
    assert short.range.high_percent == max(c for c in children if c is not None)
    assert short.questions[0].fact == "code"


def test_a_chapter_without_schedule_is_not_answered_with_zero(ask: Ask) -> None:
    answer = ask("8482.10.50.44", "US", "2025-04-20", to="CN")  # of China only the counter-measures are held
    assert (answer.assessed.percent, answer.components[-1].outcome) == (None, "cannot_tell")


def test_unknown_usmca_claim_gives_range_and_question(ask: Ask) -> None:
    answer = ask("2915.21.00.00", "CA", "2025-03-20")
    assert (answer.range.low_percent, answer.range.high_percent) == (Decimal(0), Decimal("26.8"))
    assert [q.fact for q in answer.questions] == ["usmca"]


def test_a_file_keeps_every_row(duties: DutyBook, tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text(
        "id,hts,country,entry_date,value,currency\n"
        "1,2841.61.00.00,CN,2025-04-20,1000,USD\n"
        "2,,CN,2025-04-20,1000,USD\n"
        "3,2841.61.00.00,Nowhere,2025-04-20,1000,USD\n"
        "4,2841.61.00.00,CN,yesterday,1000,USD\n"
        "5,2841.61.00.00,CN,2025-04-20,-1,USD\n"
        "6,2841.61.00.00,CN,2025-04-20,1000,\n"
        "7,2841.61.00.00,CN,2025-04-20,1000,EUR\n"
        "8,2841,CN,2025-04-20,1000,USD\n"
        "9,2933.37.00.00,RU,2025-04-20,1000,USD\n"
        "10,2841.61.00.00,CN,2031-01-01,1000,USD\n"
    )
    out = tmp_path / "out.csv"
    tally = assess_file(duties, source, out)
    rows = pl.read_csv(out)
    assert (tally.rows, rows["id"].to_list()) == (10, list(range(1, 11)))
    assert rows["status"].to_list() == [
        "assessed",
        *["unreadable"] * 6,
        "cannot_tell",
        "cannot_tell",
        "unreadable",
    ]
    assert rows["reason"].to_list()[1:7] == [
        "not a tariff code of 4, 6, 8 or 10 digits",
        "the origin is no ISO code",
        "no day of entry (YYYY-MM-DD)",
        "the value is negative",
        "the currency is missing",
        "the value is not in US dollars",
    ]
    assert rows.row(0, named=True)["assessed_amount"] == 1750.0


def test_a_file_without_currency_is_refused(duties: DutyBook) -> None:
    frame = pl.DataFrame({"code": ["2841610000"], "origin": ["CN"], "on": ["2025-01-01"], "value": ["5"]})
    with pytest.raises(QuestionError) as why:
        assess_frame(duties, frame)
    assert why.value.message == "the file has values without a currency."
    assert assess_frame(duties, frame, "USD")["assessed_amount"].to_list() == [1.5]


def test_parquet_keeps_leading_noughts_and_matches_csv(whole: DutyBook, tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "code": ["0102294062"],
            "origin": ["CN"],
            "on": [date(2026, 10, 9)],
            "value_usd": [100000.0],
            "quantity": [21000],
            "unit": ["kg"],
        }
    )
    frame.write_parquet(tmp_path / "in.parquet")
    frame.write_csv(tmp_path / "in.csv")
    amounts = []
    for name in ("in.parquet", "in.csv"):
        assess_file(whole, tmp_path / name, tmp_path / "out.parquet")
        amounts.append(pl.read_parquet(tmp_path / "out.parquet")["assessed_amount"].to_list())
    assert amounts == [[20210.0], [20210.0]]


@pytest.mark.parametrize(
    "column",
    [
        pl.Series("claim", [None, None]),
        pl.Series("claim", ["", None], dtype=pl.Categorical),
        pl.Series("origin", ["CN", "cn "], dtype=pl.String),
        pl.Series("origin", ["CN", "CN"], dtype=pl.Categorical),
        pl.Series("on", [date(2025, 4, 20), date(2025, 4, 20)]),
        pl.Series("code", [2841610000, 28416100]),
        pl.Series("currency", ["USD", "usd"]),
    ],
    ids=lambda column: f"{column.name}-{column.dtype}",
)
def test_a_column_of_any_kind_is_read_as_its_text(duties: DutyBook, column: pl.Series) -> None:
    plain = {"code": ["2841610000"] * 2, "origin": ["CN"] * 2, "on": ["2025-04-20"] * 2}
    frame = pl.DataFrame({**plain, "value_usd": [1000, 1000]}).with_columns(column)
    assert assess_frame(duties, frame)["assessed_amount"].to_list() == [1750.0, 1750.0]


def test_chart_names_each_step(duties: DutyBook) -> None:
    found = steps(duties, "2841610000", "CN", date(2018, 1, 1), date(2026, 12, 31))
    assert [(str(s.since), str(s.total)) for s in found] == [
        ("2018-01-01", "5"),
        ("2018-09-24", "15"),
        ("2019-05-10", "30"),
        ("2025-02-04", "40"),
        ("2025-03-04", "50"),
        ("2025-04-05", "60"),
        ("2025-04-09", "134"),
        ("2025-04-10", "175"),
        ("2025-05-14", "60"),
        ("2025-11-10", "50"),
        ("2026-02-24", "40"),
        ("2026-07-24", "42.5"),
    ]
    drawing = duty_svg(found, "Permanganate & <China>", "lawbook")
    words = [
        node.firstChild.data for node in xml.dom.minidom.parseString(drawing).getElementsByTagName("text")
    ]
    for step in found:
        assert set(step.changed) <= set(words)


def test_import_refuses_what_is_no_schedule(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong-2025.csv"
    wrong.write_text("a,b\n1,2\n")
    with pytest.raises(QuestionError) as why:
        import_schedule(wrong)
    assert why.value.message == "wrong-2025.csv holds no line with a rate."


def test_json_has_the_keys_of_the_design(capsys: pytest.CaptureFixture[str]) -> None:
    import argparse

    parser = argparse.ArgumentParser()
    add_options(parser, "duty")
    asked = [
        "--code",
        "2841.61.00.00",
        "--origin",
        "CN",
        "--on",
        "2025-04-20",
        "--value",
        "1000 USD",
        "--json",
    ]
    assert command.run(parser.parse_args(asked)) == 0
    answer = json.loads(capsys.readouterr().out)
    assert {"components", "assessed", "owed", "range", "questions", "documents", "lawbook"} <= set(answer)
    assert {"measure", "authority", "heading", "rate", "base", "amount", "cite", "outcome"} <= set(
        answer["components"][0]
    )
    assert answer["assessed"] == {"ad_valorem_pct": 175, "amount": 1750}
    assert answer["owed"] == {"ad_valorem_pct": 30, "amount": 300}
