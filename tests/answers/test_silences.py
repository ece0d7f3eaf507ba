"""A silence is told with its reason, and a bound is no day: asked of the small lawbook of invented law
(tests/lawbook/base, without its class), changed for each test. What must come out follows from the rows written here.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tidewaiter import Lawbook
from tidewaiter.answer import Answer
from tidewaiter.errors import LawbookFaults
from tidewaiter.gaps import gaps

BASE = Path(__file__).parents[1] / "lawbook" / "base"
ENTRIES = "instruments/xx/act/entries.csv"
CLASS = "B,Sch. B no. 1,,xx/xanthines,Xanthines,,,2005-01-01,,,,,Gazette 2005 no. 1,the gazette,text,text,\n"
HEAD = "why,substance,kinds,from,until,law,note,cite,read,verified,verified_through\n"
ALANINE = "L-Alanine,,,2001-02-03,"

Make = Callable[..., Lawbook]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """The base lawbook with pieces of its files replaced, and reasons for its silences."""

    def made(*swaps: tuple[str, str], silences: str = "", lists: str = "") -> Lawbook:
        folder = tmp_path / "lawbook"
        shutil.copytree(BASE, folder)
        shutil.rmtree(folder / "classes" / "xx")
        text = (folder / ENTRIES).read_text(encoding="utf-8").replace(CLASS, "")
        for old, new in swaps:
            assert old in text
            text = text.replace(old, new)
        (folder / ENTRIES).write_text(text, encoding="utf-8")
        if silences:
            (folder / "silences").mkdir()
            (folder / "silences" / "XX.csv").write_text(HEAD + silences, encoding="utf-8")
        if lists:
            path = folder / "instruments/xx/act/instrument.yml"
            yml = path.read_text(encoding="utf-8")
            path.write_text(
                yml.replace("    extensions: [salts]\n", f"    extensions: [salts]\n{lists}"), "utf-8"
            )
        return Lawbook.load(folder)

    return made


def outcomes(answer: Answer) -> list[str]:
    """The outcomes of an answer's controls."""
    return [control.outcome for control in answer.controls]


def only(answer: Answer) -> tuple[str, str]:
    """Why the one silent territory is silent, and the note."""
    (silence,) = answer.silences
    return silence.why, silence.note


# bounds --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("1989-12-31", []),  # the act itself is of 1990-01-01
        ("1990-01-01", ["cannot_tell"]),
        ("1995-05-31", ["cannot_tell"]),
        ("1995-06-01", ["applies"]),
        ("2020-01-01", ["applies"]),
    ],
)
def test_before_a_bounded_first_day_it_cannot_be_told(make: Make, day: str, expected: list[str]) -> None:
    answer = make().check("caffeine", on=day, jurisdictions=["XX"])
    assert outcomes(answer) == expected
    if expected == ["cannot_tell"]:
        assert "on or before 1995-06-01" in answer.controls[0].missing[0]
        assert "1990-01-01" in answer.controls[0].because


@pytest.mark.parametrize(
    ("written", "day", "expected"),
    [
        ("1992-01-01..1995-06-01", "1991-12-31", []),
        ("1992-01-01..1995-06-01", "1992-01-01", ["cannot_tell"]),
        ("1992-01-01..1995-06-01", "1995-06-01", ["applies"]),
        (">=1995-06-01", "1995-05-31", []),
        (">=1995-06-01", "1995-06-01", ["cannot_tell"]),
        (">=1995-06-01", "2026-11-01", ["applies"]),  # the day up to which the act was read
    ],
)
def test_a_window_and_a_first_day_not_before(make: Make, written: str, day: str, expected: list[str]) -> None:
    answer = make(("<=1995-06-01", written)).check("caffeine", on=day, jurisdictions=["XX"])
    assert outcomes(answer) == expected
    if not expected:
        assert only(answer)[0] == "read"  # the row itself says that it was not there before


@pytest.mark.parametrize(
    ("until", "day", "expected"),
    [
        (">=2010-01-01", "2009-12-31", ["applies"]),
        (">=2010-01-01", "2010-01-01", ["cannot_tell"]),
        (">=2010-01-01", "2026-01-01", ["cannot_tell"]),
        ("<=2010-01-01", "2009-12-31", ["cannot_tell"]),
        ("<=2010-01-01", "2010-01-01", []),
        ("2010-01-01..2012-01-01", "2009-12-31", ["applies"]),
        ("2010-01-01..2012-01-01", "2011-12-31", ["cannot_tell"]),
        ("2010-01-01..2012-01-01", "2012-01-01", []),
    ],
)
def test_an_end_may_be_bounded(make: Make, until: str, day: str, expected: list[str]) -> None:
    answer = make((ALANINE, f"L-Alanine,,,2001-02-03,{until}")).check(
        "L-alanine", on=day, jurisdictions=["XX"]
    )
    assert outcomes(answer) == expected
    if not expected:
        why, note = only(answer)
        assert why == "read" and "listed until" in note


def test_an_instrument_whose_own_day_is_a_bound_leaves_all_earlier_days_open(
    make: Make, tmp_path: Path
) -> None:
    make()
    path = tmp_path / "lawbook/instruments/xx/act/instrument.yml"
    path.write_text(path.read_text("utf-8").replace('from: "1990-01-01"', 'from: "<=1990-01-01"', 1), "utf-8")
    answer = Lawbook.load(tmp_path / "lawbook").check("caffeine", on="1970-01-01", jurisdictions=["XX"])
    assert outcomes(answer) == ["cannot_tell"]


def test_a_doubt_of_the_law_is_told(make: Make) -> None:
    answer = make((ALANINE, 'L-Alanine,,"whether a food is a thing in the chest",2001-02-03,')).check(
        "L-alanine", on="2010-01-01", jurisdictions=["XX"]
    )
    assert outcomes(answer) == ["cannot_tell"]
    assert answer.controls[0].missing == ("whether a food is a thing in the chest",)


@pytest.mark.parametrize(
    ("route", "expected"),
    [
        ({"origin": "XX", "destination": "NO"}, ["applies"]),
        ({"origin": "XX", "destination": "AT"}, []),
        ({"jurisdictions": ["XX"]}, ["cannot_tell"]),
    ],
)
def test_a_list_binds_only_goods_bound_for_its_destinations(
    make: Make, route: dict[str, str], expected: list[str]
) -> None:
    answer = make(lists='    destinations: ["NO"]\n').check("L-alanine", on="2010-01-01", **route)
    assert outcomes(answer) == expected
    if not expected:
        found = {silence.jurisdiction: silence for silence in answer.silences}
        assert found["XX"].why == "read" and "bound for NO" in found["XX"].note


# reasons -------------------------------------------------------------------------------------------------


def test_an_ordinary_silence_says_what_was_searched_and_how_far(make: Make) -> None:
    answer = make().check("water", on="2026-11-01", jurisdictions=["XX"])
    (silence,) = answer.silences
    assert (silence.why, silence.verified_through) == ("not_found", date(2026, 11, 1))
    assert "Act on things in the medicine chest" in silence.note


def test_a_territory_without_law_is_not_searched(make: Make) -> None:
    answer = make().check("caffeine", on="2010-01-01", jurisdictions=["NO", "XX"])
    assert [(s.jurisdiction, s.why) for s in answer.silences] == [("NO", "not_held")]


def test_a_day_before_the_oldest_law_is_law_not_held(make: Make) -> None:
    assert only(make().check("aspirin", on="1980-01-01", jurisdictions=["XX"]))[0] == "not_held"


def test_a_day_before_a_known_first_day_was_read(make: Make) -> None:
    why, note = only(make().check("L-alanine", on="1995-01-01", jurisdictions=["XX"]))
    assert why == "read" and "2001-02-03" in note


READ = "read,caffeine,,,1994-01-01,,looked for under all its names,Gazette 1990 no. 1,the gazette,text,1993-12-31\n"
UNHELD = "not_held,,precursor,,,Medicines Order,its annex was not found,Order of 1991,a list of laws,text,2026-11-01\n"


def test_what_somebody_read_goes_before_the_law_not_held(make: Make) -> None:
    swap = ("<=1995-06-01", "1995-06-01")
    assert (
        only(make(swap, silences=READ + UNHELD).check("caffeine", on="1992-01-01", jurisdictions=["XX"]))[0]
        == "read"
    )


def test_a_law_not_held_may_speak_of_what_other_lists_of_its_kind_name(make: Make) -> None:
    book = make((ALANINE, "L-Alanine,,,2001-02-03,2010-01-01"), silences=UNHELD)
    why, note = only(book.check("water", on="2012-01-01", jurisdictions=["XX"]))
    assert why == "not_found"  # no list of that kind names water anywhere
    silent = book.check("water", on="2012-01-01", jurisdictions=["XX"]).silences
    assert "Medicines Order" not in silent[0].note and "Medicines Order" not in note


@pytest.mark.parametrize(
    ("until", "day", "why", "told"),
    [
        (
            "",
            "1995-01-01",
            "not_held",
            "listed from 2001-02-03",
        ),  # a law that goes on stands beside what was read
        ("2000-01-01", "1995-01-01", "read", "listed from 2001-02-03"),  # one that ended is its older text
        ("", "1980-01-01", "not_held", "not held: Medicines Order"),
    ],
)
def test_a_listing_that_begins_later_hides_no_other_law_of_the_day(
    make: Make, until: str, day: str, why: str, told: str
) -> None:
    row = UNHELD.replace(",precursor,,,", f",precursor,,{until},")
    found = only(make(silences=row).check("L-alanine", on=day, jurisdictions=["XX"]))
    assert found[0] == why and told in found[1]


def test_a_listing_in_a_later_act_leaves_to_be_told_what_the_earlier_one_says(
    make: Make, tmp_path: Path
) -> None:
    make()
    act = tmp_path / "lawbook/instruments/xx/act"
    new = act.with_name("new-act")
    new.mkdir()
    yml = (act / "instrument.yml").read_text("utf-8")
    later = yml.replace("xx/act", "xx/new-act").replace("Act on", "New Act on").replace("1990-01", "2020-01")
    (new / "instrument.yml").write_text(later, "utf-8")
    rows = (act / "entries.csv").read_text("utf-8").splitlines(keepends=True)
    moved = next(row for row in rows if "l-alanine" in row)
    (new / "entries.csv").write_text(rows[0] + moved.replace("2001-02-03", "2020-01-01"), "utf-8")
    (act / "entries.csv").write_text(
        "".join(row for row in rows if row != moved and "xanthines" not in row), "utf-8"
    )
    book = Lawbook.load(tmp_path / "lawbook")
    why, note = only(book.check("L-alanine", on="2010-01-01", jurisdictions=["XX"]))
    assert why == "not_found" and "listed from 2020-01-01 (New Act" in note
    assert "not found in Act on things in the medicine chest" in note
    why, note = only(book.check("L-alanine", on="1980-01-01", jurisdictions=["XX"]))
    assert why == "not_held" and "law older than Act on things" in note


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("read,,,,,,note,cite,text,text,2026-01-01\n", "named substances"),
        ("not_held,,,,,A law,note,cite,text,text,2026-01-01\n", "of what it may speak"),
        ("read,unobtainium,,,,,note,cite,text,text,2026-01-01\n", "unobtainium"),
        ("forgotten,caffeine,,,,,note,cite,text,text,2026-01-01\n", "forgotten"),
    ],
)
def test_a_reason_that_says_too_little_is_refused(make: Make, row: str, message: str) -> None:
    with pytest.raises(LawbookFaults, match=message):
        make(silences=row)


def test_a_future_day_is_told_as_such_and_how_old_the_reading_is(make: Make) -> None:
    answer = make().check("L-alanine", on="2029-01-01", jurisdictions=["XX"])
    told = answer.to_json()
    assert told["future"] and "to come" in answer.summary
    law = {"law": "Act on things in the medicine chest", "laws": 1, "latest": "2026-11-01"}
    assert told["freshness"] == [
        {"jurisdiction": "XX", "read_through": "2026-11-01", "days": 792, "level": "old", **law}
    ]


def test_a_question_without_a_day_means_today(make: Make) -> None:
    book = make()
    assert book.check("aspirin", jurisdictions=["XX"]).question.on == date.today()


# the sweeps ----------------------------------------------------------------------------------------------


def test_the_sweep_of_bounds_asks_the_day_before_and_the_day_after(make: Make) -> None:
    book = make((ALANINE, "L-Alanine,,,2001-02-03,>=2010-01-01"))
    found = {(gap.covers, gap.on.isoformat(), gap.explained) for gap in gaps(book.store, date(2026, 11, 1))}
    assert ("caffeine", "1995-05-31", "control") in found
    assert ("l-alanine", "2010-01-01", "control") in found


def test_the_lawbook_has_no_open_gap(book: Lawbook) -> None:
    from tidewaiter.gaps import known_open, unexplained

    assert book.folder is not None
    left = {gap.key for gap in unexplained(gaps(book.store, date.today()))}
    assert left == known_open(book.folder)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2002-01-01", "A"),
        ("2002-06-01", "A, or B"),  # it stood on the one list or on the other: which one is open
        ("2003-01-01", "B"),
    ],
)
def test_what_moved_on_a_day_not_known_is_controlled_all_the_while(
    make: Make, day: str, expected: str
) -> None:
    span = "2002-02-01..2003-01-01"
    rest = ",,,,Gazette 2001 no. 2,the gazette,text,text,\n"
    moved = (
        f"A,Sch. A no. 3,l-alanine,,{ALANINE}{span}{rest}B,Sch. B no. 3,l-alanine,,L-Alanine,,,{span},{rest}"
    )
    answer = make((f"A,Sch. A no. 3,l-alanine,,{ALANINE}{rest}", moved)).check(
        "l-alanine", on=day, jurisdictions=["XX"]
    )
    [control] = answer.controls
    assert control.outcome == "applies" and not control.missing
    assert str(control.since) == "2001-02-03"  # one unbroken control
    told = control.entry.clause.partition(" (")[0].replace("Sch. ", "").replace(" no. 3", "")
    assert told == expected and ("the day is not known" in control.entry.clause) == ("or" in told)


@pytest.mark.parametrize("name", ["TNT", "гексоген", "PETN", "nitroglycerin", "acetone peroxide", "dynamite"])
def test_the_law_of_explosives_is_told_as_not_held(book: Lawbook, name: str) -> None:
    """Each of these States has a law of explosives (18 USC 841, S.I. 2014/1638, Directive 2014/28/EU ...): none is silent of them."""
    answer = book.check(name, jurisdictions=["US", "UK", "EU", "DE", "CA", "CN", "MX", "IN"])
    spoken = {one.jurisdiction for one in answer.controls}
    why = {one.jurisdiction: (one.why, "explosives" in one.note) for one in answer.silences}
    assert why == dict.fromkeys({"US", "UK", "EU", "DE", "CA", "CN", "MX", "IN"} - spoken, ("not_held", True))


@pytest.mark.parametrize("name", ["ephedrine", "acetone"])
def test_law_on_precursors_older_than_what_is_held_is_told(book: Lawbook, name: str) -> None:
    """Regulation (EEC) No 3677/90 bound from 1991-07-01; its Annex is held as it was from 1993-01-01 (Regulation (EEC) No 900/92) on."""
    answer = book.check(name, on="2004-06-01", jurisdictions=["DE"])
    assert [(one.instrument.key, one.outcome) for one in answer.controls] == [("eu/3677-90", "applies")]
    why, note = only(book.check(name, on="1992-06-01", jurisdictions=["DE"]))
    assert why == "not_held" and "law older than Regulation (EEC) No 3677/90" in note


def test_a_watch_list_that_nobody_looks_through_is_not_told_as_read(book: Lawbook) -> None:
    """The Special Surveillance List names organomagnesium halides (64 FR 25910); of them only those named as examples are held."""
    why, note = only(book.check("butylmagnesium bromide", on="2024-06-01", jurisdictions=["US"]))
    assert why == "not_found" and "Surveillance" not in note and "Listed chemicals" in note
