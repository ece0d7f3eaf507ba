"""What stands in each column of the files beside the law: events, indicators, lists of parties."""

from __future__ import annotations

from tidewaiter.lawbook.beside import ActOfLaw, Event, Party, PartyList, Point, Series
from tidewaiter.lawbook.columns import ADDRESS, FROM, NOTE, SOURCE, UNTIL, Column, Table

C = Column

EVENTS = Table(
    "events.csv",
    Event,
    (
        C("id", "our key", required=True),
        C(
            "day",
            "`YYYY-MM-DD`, `YYYY-MM`, `YYYY`, or a bound: as exact as the source",
            required=True,
        ),
        C("issuer", "who", required=True),
        C("territories", "the territories concerned", terms="territories"),
        C("topic", "drug control, trade ...", required=True, terms="topics"),
        C("kind", "announcement, threat, bill, act, judgment ...", required=True, terms="event kinds"),
        C("title", "what happened, in our own words", required=True),
        C("due", "the day for which it was announced or threatened"),
        C(
            "status",
            "what became of it in the end: `enacted`, `lapsed`, `suspended`, `superseded`, `never law`, `pending`, "
            "`done`",
            required=True,
            terms="event statuses",
        ),
        C("settled", "the first day on which `status` is so; empty: from its own day"),
        C(
            "measures",
            "what it concerns: ids of entries, classes, substances, decisions, measures, duties or instruments; "
            "`instrument@day` is what that instrument lists from that day",
        ),
        C("answers", "the events, measures or instruments that it answers"),
        SOURCE[0],
        ADDRESS,
        *SOURCE[1:],
        NOTE,
    ),
)
ACTS = Table(
    "acts.csv",
    ActOfLaw,
    (
        C("id", "our key", required=True),
        C("territory", "whose act it is", required=True, terms="territories"),
        C("issuer", "who made it", required=True),
        C("numbers", "its numbers, as texts cite it"),
        C("names", "words by which texts tell it, in any language; `a + b`: both stand in the sentence"),
        C("does", "`imposes`, `amends`, `suspends`, `prolongs` or `ends`", required=True, terms="deeds"),
        C("of", "the acts that it changes"),
        C("title", "what it does, in our own words; figures told of it are looked for here", required=True),
        C("adopted", "the day on which it was passed, signed or made"),
        C("published", "the day on which it was published"),
        C("since", "its first day in force"),
        C("until", "the first day on which it no longer binds"),
        SOURCE[0],
        ADDRESS,
        *SOURCE[1:],
        NOTE,
    ),
)
SERIES = Table(
    "indicators/index.csv",
    Series,
    (
        C("id", "our key, the name of the file", required=True),
        C("title", "what is counted", required=True),
        C("issuer", "who publishes it", required=True),
        C("territory", "where", required=True, terms="territories"),
        C("topic", "drug control, trade ...", required=True, terms="topics"),
        C("unit", "in what it is counted", required=True),
        NOTE,
    ),
)
POINTS = Table(
    "indicators/<id>.csv",
    Point,
    (
        C(
            "period",
            "`2024`, `FY2024` for October to September, `2024-05`, `2023-10..2024-09`",
            required=True,
        ),
        C(
            "qualifier",
            "exact, more than, about, provisional, predicted ...",
            required=True,
            terms="qualifiers",
        ),
        C("value", "digits, a point, no separators", required=True),
        C("as_of", "when it was published so"),
        SOURCE[0],
        ADDRESS,
        *SOURCE[1:],
        NOTE,
    ),
)
PARTY_LISTS = Table(
    "instrument.yml: lists of parties",
    PartyList,
    (
        C("title", "what the list is called", required=True),
        C("kind", "what kind of list it is", required=True, terms="party list kinds"),
        C("clause", "the clause that makes it", required=True),
        C("effect", "what being on it means, in our own words", required=True),
    ),
)
PARTIES = Table(
    "parties.csv",
    Party,
    (
        C("list", "one of the lists of `instrument.yml`", required=True),
        C("name", "exactly as printed in what was read", required=True),
        C("aliases", "other names printed, separated by `;`"),
        C("kind", "person, entity or organisation", required=True, terms="party kinds"),
        C("country", "territories", terms="territories", field="countries"),
        FROM,
        UNTIL,
        SOURCE[0],
        ADDRESS,
        *SOURCE[1:],
        NOTE,
    ),
)
