"""The footnotes that the USITC prints at the lines of its schedule (revision 10 of 2026), against the lists of
Section 301: each line that is alive agrees with its footnote, and stands on one list of the programme.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.panel import Panel

LISTS = ("us/s301-list-1", "us/s301-list-2", "us/s301-list-3", "us/s301-list-4a")
# lines whose footnote says less than the note, or names the rate of some goods of the line only
KNOWN = {
    "04032050": "stands in note 20(s) without a footnote",
    "63079098": "masks and respirators of the line are of note 31(h), by statistical number",
    "85076000": "note 31(g) has the whole line since 2026; the footnote of List 4A was left",
}


def charged(book: DutyBook, codes: Iterable[str], day: date) -> dict[str, dict[str, str]]:
    """What Section 301 charges on goods of China, by code: measure and heading."""
    panel = Panel(book, codes, ["CN"])
    found: dict[str, dict[str, str]] = {code: {} for code in panel.line_class}
    for charge in panel.on(day):
        if charge.measure in (*LISTS, "us/s301-review"):
            for code, line in panel.line_class.items():
                if (at := charge.piece[0, line]) >= 0:
                    found[code][charge.measure] = charge.pieces[at].heading
    return found


def test_each_line_agrees_with_its_footnote(duties: DutyBook, sets: Callable[[str], Path]) -> None:
    with sets("hts-footnotes.csv").open(encoding="utf-8") as stream:
        printed = {row["code"]: set(row["headings"].split()) for row in csv.DictReader(stream)}
    assert len(printed) > 11_000
    assert sum(1 for headings in printed.values() if headings) > 9_500
    ours = charged(duties, printed, date(2026, 6, 8))
    differing = {
        code: (set(ours[code].values()), said)
        for code, said in printed.items()
        if set(ours[code].values()) != said
    }
    assert set(differing) == set(KNOWN), {c: d for c, d in differing.items() if c not in KNOWN}


def test_a_line_stands_on_one_list(duties: DutyBook) -> None:
    for day in (date(2020, 6, 1), date(2024, 9, 26), date(2026, 6, 8)):
        ours = charged(duties, duties.codes("US"), day)
        assert {code: on for code, on in ours.items() if len(on) > 1} == {}


def test_list_4b_was_never_collected(duties: DutyBook) -> None:
    listed = {code for name, code, *_ in duties.all_products() if name == "us/s301-china#list-4b"}
    assert len(listed) == 546  # note 20(u): 538 lines, and 8 in part
    whole = {
        code
        for name, code, _, _, part in duties.all_products()
        if name == "us/s301-china#list-4b" and not part
    }
    assert not any(charged(duties, whole, date(2024, 3, 1)).values())
