"""Events, figures and parties: who vouches for each expectation stands beside it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tidewaiter import Lawbook
from tidewaiter.browse import coverage, events, indicators, parties, timeline
from tidewaiter.chronicle import party_key, status_on
from tidewaiter.cli import main
from tidewaiter.lawbook.beside import Event, Moment
from tidewaiter.lawbook.records import Source
from tidewaiter.lawbook.store import Store
from tidewaiter.reached import Reach

MID_JULY = date(2025, 7, 15)


@pytest.fixture(scope="module")
def store() -> Store:
    return Lawbook.load().store


def event(**changes: object) -> Event:
    whole = Event(
        "e", Moment.read("2025-06-20"), "x", ("CN",), "trade", "act", "t", None, "done", None, (), (), "",
        Source("c", "r", "text"), "",
    )  # fmt: skip
    return whole._replace(**changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "due", "settled", "asked", "stood"),
    [  # the definitions of vocabulary.yml, read as a table
        ("done", None, None, "2025-07-01", "done"),
        ("enacted", "2025-07-20", "2025-07-20", "2025-07-19", "announced"),
        ("enacted", "2025-07-20", "2025-07-20", "2025-07-20", "enacted"),
        ("never law", "2025-09-02", "2025-09-02", "2025-07-15", "announced"),
        ("never law", "2025-09-02", "2025-09-02", "2025-09-02", "never law"),
        ("lapsed", "2025-07-01", "2025-11-10", "2025-06-30", "announced"),
        ("lapsed", "2025-07-01", "2025-11-10", "2025-07-15", "enacted"),
        ("lapsed", "2025-07-01", "2025-11-10", "2025-11-10", "lapsed"),
        ("lapsed", None, "2025-11-10", "2025-07-15", "done"),
        ("superseded", "2025-08-08", "2025-08-06", "2025-08-01", "announced"),
        ("pending", None, None, "2025-07-15", "pending"),
    ],
)
def test_what_stood_of_an_event_on_a_day(
    status: str, due: str | None, settled: str | None, asked: str, stood: str
) -> None:
    def day(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    assert status_on(event(status=status, due=day(due), settled=day(settled)), day(asked)) == stood


def test_no_event_of_later_is_told_of_an_earlier_day(store: Store) -> None:
    told = events(store, on=MID_JULY)
    assert told
    assert all(Moment.read(one.day).first <= MID_JULY for one in told)
    assert all(one.settled is None or one.settled <= MID_JULY for one in told)
    assert all(
        by not in {e.id for e in store.events if e.day.first > MID_JULY}
        for one in told
        for by in one.answered_by
    )


@pytest.mark.parametrize(
    ("key", "status"),
    [  # the news page of mid-July 2025, in our own words: what it says of each on its day
        ("cn-fentanyl-class-2019", "enacted"),
        ("cn-two-precursors-2025", "announced"),  # "will add": listed from 20 July
        ("cn-nitazene-class-2025", "enacted"),
        ("us-fentanyl-duty-cn-20", "enacted"),  # "remain in place months later"
        ("cn-cooperation-suspended-2022", "lapsed"),  # back on track in late 2023
        ("eu-countermeasures-list-2025-07", "announced"),
        ("us-russia-threat-2025", "announced"),
        ("us-russia-bill-2025", "pending"),
    ],
)
def test_the_story_of_mid_july(store: Store, key: str, status: str) -> None:
    assert {one.id: one.status for one in events(store, on=MID_JULY)}[key] == status


def test_an_instrument_finds_what_concerns_its_measures(store: Store) -> None:
    found = {one.id for one in events(store, measures=["us/ieepa-fentanyl"])}
    assert {"us-fentanyl-duty-cn-10", "cn-duty-energy-2025", "us-ieepa-judgment-2026"} <= found
    assert "us-india-duty-2025" not in found


def test_answers_are_seen_from_both_ends(store: Store) -> None:
    by = {one.id: one for one in events(store)}
    for one in by.values():
        for key in one.answers:
            if key in by:
                assert one.id in by[key].answered_by


def test_a_timeline_tells_events_apart_from_listings(store: Store) -> None:
    listings = store.listings("4-piperidone")
    spells = timeline([Reach(entry.id, "applies", "named", "") for entry in listings], store)
    told = {spell.territory: spell.events for spell in spells}
    assert "cn-two-precursors-2025" in told["CN"]
    assert told["US"] == ()


def test_figures_are_those_of_the_day_asked(store: Store) -> None:
    # Ministry of Public Security, 2025-02-28: over 1,400 tonnes in 151 cases in 2024
    seized = indicators(store, series=["cn-precursors-seized", "cn-drug-making-cases"], on=MID_JULY)
    of_2024 = {row.series: (row.qualifier, str(row.value)) for row in seized if row.period == "2024"}
    assert of_2024 == {
        "cn-precursors-seized": ("more than", "1400"),
        "cn-drug-making-cases": ("exact", "151"),
    }
    assert indicators(store, series=["us-dea-powder-purity"], on=date(2025, 5, 14)) == []


def test_no_figure_or_event_stands_in_an_answer() -> None:
    answer = json.dumps(
        Lawbook.load().check("fentanyl", jurisdictions=["US", "CN"], on="2025-07-15").to_json()
    )
    for word in ("overdose deaths", "cn-precursors-seized", "us-fentanyl-duty-cn-20", "threat"):
        assert word not in answer


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Changgen DU", "Du Changgen"),
        ("guangzhou tengyue chemical company limited", "Guangzhou Tengyue Chemical Co., Ltd."),
        ("Cártel de Sinaloa", "Cartel de Sinaloa"),
        ("MS-13", "Mara Salvatrucha"),
    ],
)
def test_the_same_name_is_a_question(store: Store, asked: str, name: str) -> None:
    row = next(found for found in parties(store, name=asked) if found.name == name)
    assert (row.match, row.score) == ("same name", None)
    assert row.question.endswith("?")


def test_a_similar_name_is_only_offered(store: Store) -> None:
    rows = parties(store, name="Guangzhou Tengyu Chemical Co Ltd")
    assert [(row.name, row.match) for row in rows] == [
        ("Guangzhou Tengyue Chemical Co., Ltd.", "similar name")
    ]
    assert rows[0].score is not None
    assert rows[0].score < 100
    assert rows[0].question.endswith("?")


def test_a_stranger_is_not_cleared(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "parties", "Jane Q. Nobody of Nowhere"]) == 0
    printed = capsys.readouterr().out
    assert "not a clearance" in printed
    assert "cleared" not in printed


def test_a_listing_has_its_day(store: Store) -> None:
    # 90 FR 58775: effective on publication, 17 December 2025; blocked under Executive Order 14059 since 2021-12-15
    def listed(day: date) -> set[str]:
        return {row.list for row in parties(store, name="Clan del Golfo", on=day) if row.match == "same name"}

    assert listed(date(2021, 12, 14)) == set()
    assert listed(date(2025, 12, 15)) == {"ILLICIT-DRUGS-EO14059"}
    assert "FTO" in listed(date(2025, 12, 17))


def test_party_keys_keep_different_firms_apart() -> None:
    assert party_key("Yason General Machinery Co., Ltd.") != party_key(
        "Yason Electronics Technology Co., Limited"
    )


def test_coverage_counts_duties_parties_and_what_is_told(store: Store) -> None:
    from tidewaiter.duty.book import DutyBook

    tables = DutyBook.load().tables
    rows = coverage(store, tables)
    by_kind = {
        kind: {row.instrument for row in rows if row.counted == kind}
        for kind in {row.counted for row in rows}
    }
    assert by_kind["listings"] == set(store.instruments)
    assert by_kind["duties"] == set(tables.instruments)
    assert by_kind["parties"] == set(store.party_instruments)
    assert by_kind["figures"] == {f"indicators/{key}" for key in store.series}
    assert all(
        row.status == "complete" or row.missing
        for row in rows
        if row.counted in {"listings", "duties", "parties"}
    )


@pytest.mark.parametrize("what", ["events", "indicators", "parties"])
def test_json_is_a_list_of_rows(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", what, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows
    assert all({"cite", "read", "verified"} <= set(row) for row in rows)


def test_an_unknown_series_is_not_understood(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "indicators", "nothing-counted"]) == 2
    assert "us-overdose-deaths" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("us-cn-geneva-2025", "event"),
        ("cn-drug-making-cases", "series"),
        ("us/terrorist-designations", "instrument"),
    ],
)
def test_what_stands_beside_can_be_shown(key: str, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "show", key, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["kind"] == kind
