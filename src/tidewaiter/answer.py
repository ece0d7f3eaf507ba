"""The answer: what applies, why, what was consulted. One object for Python, JSON, terminal and notebook."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property, lru_cache

from tidewaiter.declared import Declared
from tidewaiter.determine import Control
from tidewaiter.errors import tells_what_is_missing
from tidewaiter.fields import Told
from tidewaiter.obligations import Obligation, fact_words
from tidewaiter.question import Question
from tidewaiter.reached import Reach
from tidewaiter.rows import NamedTuple
from tidewaiter.silence import NOT_HELD, WATCH, Silence
from tidewaiter.substance.as_drawn import AsDrawn
from tidewaiter.substance.identity import Identity
from tidewaiter.typed import TYPE_CHECKING, Any, Generic, TypeVar, cast

if TYPE_CHECKING:
    from tidewaiter.codes.beside import Beside
    from tidewaiter.contract.check import CheckAnswer, ConsultedOf, ControlOf, FreshnessOf, ObligationOf
    from tidewaiter.lawbook.records import Instrument

NOTEBOOK: dict[str, Callable[[Any], str]] = {}  # how a notebook draws a result: filled by the public face
NO_HIT = "No hit in what was consulted"  # in these words wherever nothing was found
CAUTION = "Not legal advice. It tells what was found in what was consulted, and clears nothing."


def drawn(kind: str, result: object) -> str | None:
    """A result as a notebook shows it; None (its plain words) where the public face is not in use."""
    return NOTEBOOK[kind](result) if kind in NOTEBOOK else None


class Consulted(NamedTuple):
    """An instrument that was consulted, how complete the lawbook's copy is, and up to which day."""

    instrument: str
    title: str
    jurisdiction: str
    coverage: str
    verified_through: date

    def to_json(self) -> ConsultedOf:
        """As plain data."""
        return cast("ConsultedOf", self._asdict() | {"verified_through": self.verified_through.isoformat()})


class Freshness(NamedTuple):
    """Up to which day a territory's law was read that the answer rests on, against the day asked."""

    jurisdiction: str
    read_through: date
    days: int  # from there to the day asked
    level: str  # fresh (a quarter of a year) | dated (a year) | old
    law: str = ""  # which of its laws that was: the one read longest ago
    laws: int = 1
    latest: date | None = None  # up to which day another of them was read

    @classmethod
    @lru_cache(4096)
    def of(
        cls,
        jurisdiction: str,
        read_through: date,
        on: date,
        law: str = "",
        laws: int = 1,
        latest: date | None = None,
    ) -> Freshness:
        """How fresh a reading is for a day: of several laws, the one read longest ago.

        >>> Freshness.of("MX", date(2023, 5, 4), date(2026, 11, 26)).level
        'old'
        """
        days = max(0, (on - read_through).days)
        return cls(
            jurisdiction, read_through, days, "fresh" if days <= 92 else "dated" if days <= 366 else "old", law, laws,
            latest,
        )  # fmt: skip

    @classmethod
    def of_laws(cls, jurisdiction: str, laws: Iterable[Instrument], on: date) -> Freshness:
        """The same of the laws of a territory that were looked at."""
        read = sorted(laws, key=lambda item: item.coverage.verified_through)
        first, latest = read[0], read[-1].coverage.verified_through
        return cls.of(jurisdiction, first.coverage.verified_through, on, first.title, len(read), latest)

    @property
    def sentence(self) -> str:
        """Which law was read how far.

        >>> Freshness.of("EU", date(2021, 2, 1), date(2026, 11, 26), "Regulation 1", 11, date(2026, 5, 18)).sentence
        'of 11 laws and lists looked at, the one read longest ago is Regulation 1, to 2021-02-01; the latest was read to 2026-05-18'
        >>> Freshness.of("MX", date(2023, 5, 4), date(2026, 11, 26), "the federal law").sentence
        'the federal law was last read to 2023-05-04'
        """
        if self.laws == 1 or self.latest in (None, self.read_through):
            every = (
                f"all {self.laws} laws and lists looked at were"
                if self.laws > 1
                else f"{self.law or 'its law'} was"
            )
            return f"{every} last read to {self.read_through}"
        return (
            f"of {self.laws} laws and lists looked at, the one read longest ago is {self.law}, to {self.read_through}; "
            f"the latest was read to {self.latest}"
        )

    def to_json(self) -> FreshnessOf:
        """As plain data."""
        days = {"read_through": self.read_through, "latest": self.latest or self.read_through}
        return cast("FreshnessOf", self._asdict() | {key: day.isoformat() for key, day in days.items()})


class Advisory(NamedTuple):
    """A listed substance of similar structure. Never part of the answer: similarity decides nothing."""

    substance: str
    name: str
    similarity: float
    method: str


Relatives = tuple[tuple[Advisory, ...], str]  # and why they were not looked for
T = TypeVar("T")


class Later(Generic[T]):
    """A part of an answer that is worked out when it is first shown.

    >>> Later(lambda: "told").told
    'told'
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make

    @cached_property
    @tells_what_is_missing(lambda _: "")
    def told(self) -> T:
        """That part. Raises :class:`tidewaiter.errors.Uninstalled` where a library that it needs is not installed."""
        return self._make()


class Answer(NamedTuple):
    """What the law says, as far as the lawbook holds it."""

    query: str
    identity: Identity
    drawn: AsDrawn
    question: Question
    controls: tuple[Control, ...]
    consulted: tuple[Consulted, ...]
    version: str
    sha256: str
    not_covered: tuple[str, ...] = ()
    silent: Later[tuple[Silence, ...]] = Later(tuple)
    fresh: Later[tuple[Freshness, ...]] = Later(tuple)
    today: date | None = None  # the day on which it was asked
    # what it reaches anywhere and at any time: what its way through the lists is drawn from
    reached: tuple[Reach, ...] = ()
    by_field: Later[tuple[Told, ...]] = Later(tuple)
    code: Beside | None = None  # the commodity code, worked out where it is shown
    coded: bool = False  # whether the code was asked for: then it stands in the JSON
    declared: Declared = Declared()  # what was taken from the words of the question
    relatives: Later[Relatives] = Later(lambda: ((), ""))
    eased: Later[tuple[Silence, ...]] = Later(tuple)

    @property
    def advisories(self) -> tuple[Advisory, ...]:
        """What is listed and of similar structure, where no listing surely applies."""
        return self.relatives.told[0]

    @property
    def unadvised(self) -> str:
        """Why that was not looked for; "" where it was."""
        return self.relatives.told[1]

    @property
    def smiles(self) -> str:
        """Canonical SMILES of what was understood; worked out when it is first asked for."""
        return self.drawn.smiles

    @property
    def inchikey(self) -> str:
        """The standard InChIKey of what was asked by its structure; worked out when it is first asked for."""
        return self.drawn.inchikey

    @property
    def silences(self) -> tuple[Silence, ...]:
        """Why a territory says nothing: one each that was asked and shows no control."""
        return self.silent.told

    @property
    def left_out(self) -> tuple[Silence, ...]:
        """Laws of a territory that controls the goods which leave this preparation of them out."""
        return self.eased.told

    @property
    def freshness(self) -> tuple[Freshness, ...]:
        """How fresh what was read is: one a territory asked whose law is held."""
        return self.fresh.told

    @property
    def fields(self) -> tuple[Told, ...]:
        """One row a territory asked and field of law."""
        return self.by_field.told

    @property
    def ahead(self) -> bool:
        """Whether the day asked is still to come: the answer is then what is known to be coming."""
        return self.today is not None and self.question.on > self.today

    @property
    def unheld_beside(self) -> dict[str, str]:
        """Of territories that control the goods in one field of law, what is not held in another in which others list them."""
        found: dict[str, list[str]] = {}
        for told in self.fields:
            if told.missed:
                found.setdefault(told.jurisdiction, []).append(told.note)
        return {place: "; ".join(dict.fromkeys(notes)) for place, notes in found.items()}

    @property
    def unheld(self) -> dict[str, list[str]]:
        """What of the law bears on this question and is not held: in words, with the territories of which that is told."""
        found: dict[str, list[str]] = {}
        for item in self.silences:
            if item.why == NOT_HELD:
                found.setdefault(item.note, []).append(item.jurisdiction)
        for place, note in self.unheld_beside.items():
            found.setdefault(f"beside what is shown: {note}", []).append(place)
        return found

    @property
    def gaps(self) -> tuple[str, ...]:
        """What of the law bears on this question and was not searched, or was last read long ago; one sentence each."""
        found = [f"{', '.join(places)}: {note}" for note, places in self.unheld.items()]
        stale = [item for item in self.freshness if item.level == "old"]
        found += [f"{item.jurisdiction}: {item.sentence}" for item in stale]
        return tuple(found)

    @property
    def summary(self) -> str:
        """The answer in one sentence."""
        applies = [one for one in self.controls if one.binds and one.field != WATCH]
        watched = [one for one in self.controls if one.outcome == "applies" and one.field == WATCH]
        open_ = [control for control in self.controls if control.outcome != "applies"]
        sure = {one.jurisdiction for one in applies if one.outcome == "applies"}
        places = dict.fromkeys(control.jurisdiction for control in applies)
        where = ", ".join(
            place if place in sure else f"{place} (on one of several lists)" for place in places
        )
        day = f"{self.question.on}"
        if self.ahead:
            day += f" (a day to come: by the law known on {self.today})"
        if applies:
            beside = dict.fromkeys(one.jurisdiction for one in open_ if one.jurisdiction not in places)
            return f"Listed on {day}: {where}{'; cannot tell: ' + ', '.join(beside) if beside else ''}."
        if watched and not open_:
            where = ", ".join(dict.fromkeys(control.jurisdiction for control in watched))
            return f"On a watch list on {day}: {where}; no control was found in what was consulted. This is not a clearance."
        if open_:
            facts = list(dict.fromkeys(fact for control in open_ for fact in control.missing))
            more = f"; and {len(facts) - 1} more, each told with its clause" if len(facts) > 3 else ""
            told = ", ".join(map(fact_words, facts[: 1 if more else 3]))
            return f"Cannot tell on {day}. To decide it: {told}{more}."
        if not self.consulted:
            return "Not covered: the lawbook holds no instrument of these territories. This is no answer."
        if self.identity.doubt:
            return f"Cannot tell on {day}: not sure what is meant ({self.identity.doubt})."
        unsearched = [item.jurisdiction for item in self.silences if item.why == NOT_HELD]
        rest = f" Law not held: {', '.join(unsearched)}." if unsearched else ""
        return f"{NO_HIT} on {day}.{rest} This is not a clearance."

    def to_json(self) -> CheckAnswer:
        """The answer as plain data: :class:`tidewaiter.contract.check.CheckAnswer`."""
        first = self.identity.whole
        told: CheckAnswer = {
            "query": self.query,
            "identity": self.identity.to_json(first, self.smiles or first.smiles, self.inchikey),
            "on": self.question.on.isoformat(),
            "known_on": self.question.known_on.isoformat() if self.question.known_on else None,
            "summary": self.summary,
            "controls": [control_json(control) for control in self.controls],
            "fields": [item.to_json() for item in self.fields],
            "silences": [item.to_json() for item in self.silences],
            "left_out": [item.to_json() for item in self.left_out],
            "freshness": [item.to_json() for item in self.freshness],
            "future": self.ahead,
            "gaps": list(self.gaps),
            "advisories": [
                {
                    "name": a.name,
                    "similarity": a.similarity,
                    "method": a.method,
                    "caution": "similar structure is not a verdict",
                }
                for a in self.advisories
            ],
            "consulted": [item.to_json() for item in self.consulted],
            "not_covered": list(self.not_covered),
            "lawbook": {"version": self.version, "sha256": self.sha256},
            "caution": CAUTION,
            "code": self.code.told if self.coded and self.code else None,
            "taken": self.declared.to_json(),
        }
        if self.unadvised:
            told["advisories_missing"] = self.unadvised
        return told

    def _repr_html_(self) -> str | None:
        return drawn("answer", self)


def told_once(controls: list[Control]) -> list[Control]:
    """Of the controls of several candidates each once; a preparation that is only offered adds nothing where its list
    surely holds the goods."""
    if len({one.entry.id for one in controls if not one.reach.contents}) == len(controls):
        return controls
    sure = {(one.entry.instrument, one.entry.list) for one in controls if one.outcome == "applies"}
    told: dict[object, Control] = {}
    for one in controls:
        contents = one.reach.contents
        offered = contents is not None and bool(contents.drugs)
        if one.outcome == "applies" or not offered or (one.entry.instrument, one.entry.list) not in sure:
            told.setdefault((one.entry.id, one.outcome, one.missing, one.entry.period), one)
    return list(told.values())


def control_json(control: Control) -> ControlOf:
    """One control as plain data."""
    entry = control.entry
    return {
        "jurisdiction": control.jurisdiction,
        "instrument": control.instrument.key,
        "title": control.instrument.title,
        "clause": entry.clause,
        "list": entry.list,
        "listed_as": entry.as_listed,
        "kind": control.kind,
        "field": control.field,
        "outcome": control.outcome,
        "since": str(control.since),
        "listed_from": str(entry.period.since),
        "until": control.unbroken.until_text or None,
        "listed_until": entry.period.until_text or None,
        "basis": control.basis,
        "because": control.because,
        "missing": list(control.missing),
        "in_any_case": control.reach.in_any_case,
        "obligations": [obligation_json(item) for item in control.obligations],
        "cite": entry.source.cite,
        "read": entry.source.read,
        "verified": entry.source.verified,
        "dates_verified": entry.dates_verified,
        "note": entry.note,
    }


def obligation_json(item: Obligation) -> ObligationOf:
    """One obligation as plain data."""
    measure = item.measure
    return {
        "measure": measure.id,
        "title": measure.title,
        "effect": measure.effect,
        "direction": measure.direction,
        "document": measure.document,
        "issued_by": measure.issued_by,
        "deadline": measure.deadline,
        "threshold": measure.threshold,
        "outcome": item.outcome,
        "missing": list(item.missing),
        "clause": measure.clause,
        "cite": measure.source.cite,
        "verified": measure.source.verified,
    }
