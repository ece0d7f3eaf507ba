"""The one evaluator of the tables in ``tables/``: the first row whose facts hold decides, its remarks say more.

A fact is a method of a :class:`Case`; a row names it with blanks for its underscores. What facts and columns there
are, and how a row is added, stands in ``README.md`` of this folder.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from tidewaiter.contract.claims import ClaimOf
from tidewaiter.lawbook.read import plain_yaml
from tidewaiter.lawbook.store import Store
from tidewaiter.text.statements.claims import Claim
from tidewaiter.text.statements.days import Window
from tidewaiter.text.verdicts.finding import VERDICTS, Finding
from tidewaiter.text.verdicts.law import Law
from tidewaiter.text.verdicts.lists import Lists
from tidewaiter.text.verdicts.tariffs import Tariffs

FOLDER = Path(__file__).with_name("tables")


class Fact(cached_property[Any]):
    """Something a row may ask for by name: what was found, or nothing (None, False, an empty list)."""


def fact(method: Callable[[Any], Any]) -> Any:
    """Marks a method of a :class:`Case` as one that rows may name; worked out once, when a row first asks."""
    return Fact(method)


def of_claim(field: str) -> Any:
    """A fact: whether a field of the claim is told."""
    return Fact(
        lambda case: (value := getattr(case.claim, field)) is not False and value not in (None, "", ())
    )


def way_told(*ways: str) -> Any:
    """A fact: whether what is said to have been done is one of some ways."""
    return Fact(lambda case: case.claim.way in ways)


class Row(NamedTuple):
    """One line of a table: where all of ``says`` and ``law`` hold, this verdict; a remark ``turns`` one found into another."""

    name: str
    says: tuple[str, ...]  # facts of the statement; "not x": must not hold
    law: tuple[str, ...]  # facts of the lawbook
    verdict: str
    rests_on: str  # the fact that the finding shows: its measure, clause, since and answer
    since: str
    answer: str
    note: tuple[str, ...]
    missing: tuple[str, ...]  # fields of a claim that would have to be told
    differs: dict[str, str]  # field of a claim -> what the lawbook has
    remarks: str  # the list of remarks that follow
    examples: tuple[dict[str, Any], ...]
    turns: dict[str, str]


class Table(NamedTuple):
    """The rows for one kind of claim, in order, and the lists of remarks that they name."""

    facts: dict[str, str]  # what each means
    rows: tuple[Row, ...]
    remarks: dict[str, tuple[Row, ...]]


_TEXTS, _LISTS = (
    ("row", "verdict", "rests_on", "since", "answer", "remarks"),
    ("says", "law", "note", "missing"),
)


@cache
def table(name: str) -> Table:
    """One file of ``tables/``. Raises ValueError with file and row where a column, fact or verdict is unknown."""
    raw = plain_yaml((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    known = {**dict.fromkeys(Case.facts(), ""), **raw.get("facts", {})}
    made = {
        key: tuple(Row(*_columns(one, name, known)) for one in items)
        for key, items in {**raw.get("remarks", {}), "": raw["rows"]}.items()
    }
    return Table(known, made.pop(""), made)


def _columns(raw: dict[str, Any], table: str, facts: dict[str, str]) -> tuple[Any, ...]:
    where = f"{table}.yml, row {raw.get('row', '?')!r}"
    unknown = set(raw) - {*_TEXTS, *_LISTS, "differs", "turns", "examples"}
    if unknown or "row" not in raw:
        raise ValueError(f"{where}: no such column: {', '.join(sorted(unknown)) or 'a row needs `row`'}")
    for verdict in (*raw.get("turns", {}).values(), *((raw["verdict"],) if "verdict" in raw else ())):
        if verdict not in VERDICTS:
            raise ValueError(f"{where}: no verdict {verdict!r}; verdicts: {', '.join(VERDICTS)}")
    for asked_for in (*raw.get("says", ()), *raw.get("law", ()), *filter(None, [raw.get("rests_on")])):
        if asked_for.removeprefix("not ") not in facts:
            raise ValueError(f"{where}: fact {asked_for!r} is not explained under `facts`")
    name, verdict, rests_on, since, answer, remarks = (raw.get(key, "") for key in _TEXTS)
    says, law, note, missing = (tuple(raw.get(key, ())) for key in _LISTS)
    differs, examples = dict(raw.get("differs", {})), tuple(raw.get("examples", ()))
    if strange := [key for key in (*missing, *differs) if key not in ClaimOf.__annotations__]:
        raise ValueError(f"{where}: a claim has no field {strange[0]!r}")
    turns = dict(raw.get("turns", {}))
    return name, says, law, verdict, rests_on, since, answer, note, missing, differs, remarks, examples, turns


class Case:
    """One claim before the lawbook: its question, and the facts that its table asks for."""

    kind: ClassVar[str]  # the table
    dated: ClassVar[bool] = True  # whether its question tells the days

    def __init__(self, claim: Claim, on: date, law: Law, origin: str = "") -> None:
        self.claim = claim
        self.on = on
        self.law = law
        self.origin = origin  # of goods, where each is asked apart
        self.window: Window | None = claim.window(on)
        self.it: Any = None  # what the finding rests on, once a row has decided
        self.question = self.ask()

    def ask(self) -> dict[str, Any]:
        """The question that the claim puts, in plain data."""
        return self.asked(jurisdiction=self.claim.actor)

    def asked(self, **more: Any) -> dict[str, Any]:
        """A question in plain data: what is asked, whose law, what day is claimed, as of which day."""
        question: dict[str, Any] = {"ask": self.kind}
        question.update({key: value for key, value in more.items() if value not in (None, "", [], ())})
        if self.window is not None and self.dated:
            question["claimed"] = str(self.window)
        if self.claim.negated:
            question["negated"] = True
        question["on"] = self.on.isoformat()
        return question

    def tell(self, evidence: Any) -> dict[str, str]:
        """What is shown of what was found: measure, clause, since, answer, and words for notes."""
        return {}

    @property
    def store(self) -> Store:
        return self.law.book.store

    @property
    def lists(self) -> Lists:
        return self.law.lists

    @property
    def tariffs(self) -> Tariffs:
        return self.law.tariffs

    negated = of_claim("negated")
    still = of_claim("still")
    act_told = of_claim("act")

    @fact
    def announced(self) -> bool:
        return self.claim.modality in ("announced", "proposed")

    @fact
    def proposed(self) -> bool:
        return self.claim.modality == "proposed"

    @fact
    def day_told(self) -> bool:
        return self.window is not None

    @fact
    def day_ahead(self) -> bool:
        return self.window is not None and self.window.first > self.on

    @fact
    def looks_ahead(self) -> bool:
        return bool(self.announced or self.day_ahead)

    number_told = of_claim("number")
    rate_told = of_claim("rate")

    def fact(self, name: str) -> Any:
        """What was found for a fact, by the name that rows use."""
        return getattr(self, name.replace(" ", "_"))

    @classmethod
    def facts(cls) -> set[str]:
        """The names that rows of this kind may use."""
        found = (key for one in cls.__mro__ for key, value in vars(one).items() if isinstance(value, Fact))
        return {key.replace("_", " ") for key in found}

    def meets(self, names: tuple[str, ...]) -> bool:
        """Whether every fact named holds (with "not ", does not hold)."""
        return all(
            not self.fact(name[4:]) if name.startswith("not ") else bool(self.fact(name)) for name in names
        )

    def finding(self) -> Finding:
        """The verdict of the first row that holds, with its remarks."""
        known = table(self.kind)
        row = next(row for row in known.rows if self.meets(row.says) and self.meets(row.law))
        self.it = self.fact(row.rests_on) if row.rests_on else None
        words = _Words(self, self.tell(self.it) if self.it else {})
        finding = Finding(
            self.question,
            row.verdict,
            words.told.get("measure", ""),
            words.told.get("clause", ""),
            words.fill(row.since) or words.told.get("since", ""),
            words.fill(row.answer) or words.told.get("answer", ""),
            differs=words.differs(row.differs),
            missing=row.missing,
            rows=(f"{self.kind}: {row.name}",),
        ).noted(*map(words.fill, row.note))
        for remark in known.remarks[row.remarks] if row.remarks else ():
            if self.meets(remark.says) and self.meets(remark.law):
                verdict = remark.turns.get(finding.verdict, finding.verdict)
                name = f"{self.kind}: {row.remarks}: {remark.name}"
                differs = (*finding.differs, *words.differs(remark.differs))
                finding = finding._replace(verdict=verdict, differs=differs, rows=(*finding.rows, name))
                finding = finding.noted(*map(words.fill, remark.note))
        return finding


class _Words(dict[str, Any]):
    """What the brackets of an answer or note stand for: words of the evidence, the claim, else a fact."""

    def __init__(self, case: Case, told: dict[str, str]) -> None:
        super().__init__(told, on=case.on, claimed=case.window)
        self.case, self.told = case, told

    def __missing__(self, key: str) -> Any:
        return getattr(self.case.claim, key) if key in Claim._fields else self.case.fact(key)

    def fill(self, template: str) -> str:
        return template.format_map(self)

    def differs(self, fields: dict[str, str]) -> tuple[tuple[str, str], ...]:
        return tuple((key, self.fill(held)) for key, held in fields.items())
