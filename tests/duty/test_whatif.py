"""What if: the sentence, the difference on one line and over a file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tidewaiter.duty.answer import assess
from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.compare import compare_file
from tidewaiter.duty.evaluate import Entry
from tidewaiter.duty.whatif import changed_book
from tidewaiter.errors import QuestionError


@pytest.mark.parametrize(
    ("change", "on", "percent"),
    [
        ("lift us/ieepa-fentanyl-cn from 2025-07-15", "2025-07-14", "60"),
        ("lift us/ieepa-fentanyl-cn from 2025-07-15", "2025-07-15", "40"),
        ("lift us/ieepa-fentanyl-cn from 2025-07-15 until 2025-08-01", "2025-08-01", "60"),
        ("lift us/ieepa-fentanyl", "2025-03-10", "30"),
        ("re-rate us/ieepa-fentanyl-cn to 5% from 2025-05-01", "2025-05-20", "45"),
        ("re-date us/ieepa-fentanyl-cn from 2025-03-04 to 2025-04-01", "2025-03-10", "40"),
        ("add 50% on goods of CN lines 2841.61 from 2025-07-01", "2025-07-15", "110"),
        ("add 50% on goods of CN lines 2841.70 from 2025-07-01", "2025-07-15", "60"),
        ("add 50% on goods of DE, FR from 2025-07-01", "2025-07-15", "60"),
    ],
)
def test_one_line(duties: DutyBook, change: str, on: str, percent: str) -> None:
    entry = Entry("2841610000", "CN", date.fromisoformat(on))
    assert assess(changed_book(duties, change), entry).assessed.percent == Decimal(percent)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("abolish it", "'abolish it' is not a change of the lawbook."),
        ("lift us/fentanyl", "There is no measure 'us/fentanyl'."),
        ("lift us/ieepa-fentanyl-cn from 2025-13-01", "'2025-13-01' is not a day."),
        (
            "lift us/ieepa-fentanyl-cn from 2027-01-01",
            "'lift us/ieepa-fentanyl-cn from 2027-01-01' changes nothing.",
        ),
        ("add 5% on goods of XX from 2025-01-01", "'XX' is not an origin."),
        ("add 5% on goods of CN", "The added duty has no first day."),
    ],
)
def test_bad_sentences(duties: DutyBook, change: str, message: str) -> None:
    with pytest.raises(QuestionError) as why:
        changed_book(duties, change)
    assert why.value.message == message


def test_over_a_file(duties: DutyBook, tmp_path: Path) -> None:
    # the package deal of the news story on three entries: 20 % of 1,000 and of 500 is not assessed
    file = tmp_path / "lines.csv"
    file.write_text(
        "hts,country,entry_date,value_usd\n"
        "2841.61.00.00,CN,2025-08-01,1000\n2841.61.00.00,CN,2025-07-01,1000\n2915.24.00.00,HK,2025-09-01,500\n"
    )
    sums, rows = compare_file(duties, changed_book(duties, "lift us/ieepa-fentanyl-cn from 2025-07-15"), file)
    assert sums["difference"] == -300.0
    assert [(r["origin"], r["difference"]) for r in sums["by_origin"]] == [("CN", -200.0), ("HK", -100.0)]
    assert [(r["month"], r["difference"]) for r in sums["by_month"]] == [
        ("2025-07", 0.0),
        ("2025-08", -200.0),
        ("2025-09", -100.0),
    ]
    assert [(r["chapter"], r["difference"]) for r in sums["by_chapter"]] == [("28", -200.0), ("29", -100.0)]
    assert rows["difference"].to_list() == [-200.0, 0.0, -100.0]
