"""What an assessment is made of: one object for Python, JSON, the terminal, the printed sheet and the record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, cast

from tidewaiter.answer import CAUTION, NO_HIT, Consulted, control_json, drawn, obligation_json
from tidewaiter.contract.code_beside import CodeBesideOf
from tidewaiter.contract.shipment import (
    Ask,
    AssessAnswer,
    Disagreement,
    FieldFault,
    Flag,
    LineOf,
    MetOf,
    Paper,
    Stop,
    Sum,
)
from tidewaiter.determine import Control
from tidewaiter.obligations import Obligation
from tidewaiter.plain import plain
from tidewaiter.shipment.shipment import Fault, Goods, Shipment
from tidewaiter.shipment.understanding import Understanding
from tidewaiter.silence import Silence
from tidewaiter.substance.identity import Candidate

# From the worst to the least: the shipment's status is the worst of its lines.
STATUSES = ("hit", "cannot_tell", "not_installed", "unreadable", "unresolved", "no_hit")
SENTENCES = {
    "hit": "Controlled on this route.",
    "cannot_tell": "Cannot tell: facts are missing.",
    "not_installed": "What it takes to read this line is not installed: it was not judged. This is not an answer for the line.",
    "unreadable": "A field cannot be read. This is not an answer for the line.",
    "unresolved": "Nothing that was consulted knows these goods. This is not an answer for the line.",
    "no_hit": f"{NO_HIT}. This is not a clearance.",
}


class Met(NamedTuple):
    """A control that a line meets at a stop. ``fields``: which of the line's fields name what is controlled."""

    control: Control
    stop: Stop
    goods: str  # what the line was understood as
    fields: tuple[str, ...]
    added: tuple[Obligation, ...] = ()  # obligations that only a sum over lines or time reaches

    @property
    def key(self) -> tuple[str, str, str]:
        """One control a stop: place, role, entry."""
        return (self.stop.place, self.stop.role, self.control.entry.id)

    def to_json(self) -> MetOf:
        """As plain data: a control as in :meth:`tidewaiter.answer.Answer.to_json`, with its stop."""
        made = control_json(self.control)
        made["obligations"] += [{**obligation_json(item), "by_sum": True} for item in self.added]
        days = [day.isoformat() for day in self.stop.days]
        title = self.control.instrument.lists[self.control.entry.list].title
        return {**made, "list_title": title, "at": self.stop.place, "role": self.stop.role, "days": days,
                "goods": self.goods, "named_by": list(self.fields), "entry": self.control.entry.id}  # fmt: skip


class Line(NamedTuple):
    """The answer for one line."""

    number: int
    goods: Goods
    status: str
    understood: Understanding
    controls: tuple[Met, ...]
    questions: tuple[Ask, ...]
    duty: dict[str, Any] | None
    codes: tuple[dict[str, str], ...] = ()  # codes under which the lawbook records the substance
    names: tuple[tuple[str, str], ...] = ()  # (language, name) of a listed substance, one a language
    silences: tuple[Silence, ...] = ()  # one a territory on the way that shows no control
    code: CodeBesideOf | None = None  # the commodity code by structure, and what it says of the declared one
    no_duty: str = ""  # why no duty is told

    @property
    def one(self) -> Candidate | None:
        """The one thing that the line is understood as; None where it is nothing or may be several."""
        found = self.understood.candidates
        return found[0][0] if len(found) == 1 else None

    @property
    def name(self) -> str:
        """What the line is called in the answer: by its substance, or as it was declared where that is open."""
        if self.one is not None and self.one.name:
            return self.one.name
        return self.goods.description or self.goods.cas or self.goods.structure[:80] or self.goods.code

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Fields that could not be read."""
        return self.goods.faults

    def to_json(self) -> LineOf:
        """As plain data."""
        first, taken = self.one, self.understood.declared.to_json()
        disagreements: list[Disagreement] = [
            {"fields": list(pair), "text": f"{pair[0]} and {pair[1]} name different things"}
            for pair in self.understood.disagreements
        ]
        return {
            "line": self.number,
            "name": self.name,
            "cas": first.cas if first else "",
            "smiles": first.smiles if first else "",
            "names": dict(self.names) if first else {},
            "given": {key: value for key, value in self.goods.to_json().items() if not taken.get(key)},
            "taken": taken,
            "status": self.status,
            "summary": SENTENCES[self.status],
            "understood": [one.to_json() for one in self.understood.fields],
            "disagreements": disagreements,
            "controls": [one.to_json() for one in self.controls],
            "silences": [one.to_json() for one in self.silences],
            "documents": [plain(one) for one in documents_of([self])],
            "duty": self.duty,
            "no_duty": self.no_duty,
            "codes": [dict(one) for one in self.codes],
            "code": self.code,
            "questions": [plain(one) for one in self.questions],
            "faults": [cast("FieldFault", one.model_dump()) for one in self.faults],
        }


class Assessment(NamedTuple):
    """The answer for a whole shipment."""

    shipment: Shipment
    route: tuple[Stop, ...]
    lines: tuple[Line, ...]
    sums: tuple[Sum, ...]
    flags: tuple[Flag, ...]
    questions: tuple[Ask, ...]
    consulted: tuple[Consulted, ...]
    not_covered: tuple[str, ...]
    outside: tuple[str, ...]
    version: str
    sha256: str
    engine: str

    @property
    def status(self) -> str:
        """The worst status of a line."""
        return min((line.status for line in self.lines), key=STATUSES.index)

    @property
    def understood(self) -> bool:
        """Whether every line could be understood: where not, the command ends with exit code 2."""
        failed = ("unreadable", "unresolved", "not_installed")
        return not any(
            line.status in failed or line.understood.unlooked or line.faults for line in self.lines
        )

    @property
    def documents(self) -> tuple[Paper, ...]:
        """The papers that the shipment needs, or may need."""
        return documents_of(self.lines)

    @property
    def summary(self) -> str:
        """The answer in one sentence."""
        counts = {status: sum(line.status == status for line in self.lines) for status in STATUSES}
        words = {
            "hit": "controlled",
            "cannot_tell": "cannot tell",
            "not_installed": "not judged (not installed)",
            "no_hit": NO_HIT.lower(),
        }
        told = ", ".join(f"{n} {words.get(status, status)}" for status, n in counts.items() if n)
        flags = f" {len(self.flags)} red-flag question{'s' * (len(self.flags) != 1)}." if self.flags else ""
        places = {
            one.jurisdiction: None for line in self.lines for one in line.silences if one.why == "not_held"
        }
        held = f" Law not held: {', '.join(places)}." if places else ""
        return (
            f"{len(self.lines)} line{'s' * (len(self.lines) != 1)}: {told}.{held}{flags} This clears nothing."
        )

    def to_json(self) -> AssessAnswer:
        """The assessment as plain data, fit for :func:`json.dumps` and for the record."""
        return {
            "status": self.status,
            "summary": self.summary,
            "understood": self.understood,
            "shipment": self.shipment.to_json(),
            "route": [plain(stop) for stop in self.route],
            "lines": [line.to_json() for line in self.lines],
            "documents": [plain(one) for one in self.documents],
            "sums": [plain(one) for one in self.sums],
            "flags": [plain(one) for one in self.flags],
            "questions": [plain(one) for one in self.questions],
            "consulted": [one.to_json() for one in self.consulted],
            "not_consulted": {"territories": list(self.not_covered), "matters": list(self.outside)},
            "lawbook": {"version": self.version, "sha256": self.sha256},
            "engine": self.engine,
            "caution": CAUTION,
        }

    def _repr_html_(self) -> str | None:
        return drawn("assessment", self)


def documents_of(lines: Iterable[Line]) -> tuple[Paper, ...]:
    """The obligations of some lines, one a measure, place and role; sure ones before doubtful ones."""
    found: dict[tuple[str, str, str], Paper] = {}
    for line in lines:
        for met in line.controls:
            sure = met.control.outcome == "applies"
            pairs = [(item, False) for item in met.control.obligations] + [(item, True) for item in met.added]
            for item, by_sum in pairs:
                key = (met.stop.place, met.stop.role, item.measure.id)
                made = _document(met, item, line.number, sure, by_sum)
                found[key] = _joined(found[key], made) if key in found else made
    order = {"applies": 0, "cannot_tell": 1}
    return tuple(sorted(found.values(), key=lambda d: (order[d.outcome], d.jurisdiction, d.role, d.measure)))


def _document(met: Met, item: Obligation, number: int, sure: bool, by_sum: bool) -> Paper:
    measure = item.measure
    outcome = item.outcome if sure else "cannot_tell"
    missing = item.missing if sure else (*item.missing, *met.control.missing)
    return Paper(
        met.control.jurisdiction, met.stop.role, measure.effect, measure.title, measure.document, measure.issued_by,
        measure.deadline, measure.id, measure.clause, measure.source.cite, measure.source.verified, outcome,
        tuple(dict.fromkeys(missing)), (number,), by_sum,
    )  # fmt: skip


def _joined(one: Paper, other: Paper) -> Paper:
    lines = tuple(sorted({*one.lines, *other.lines}))
    sure = "applies" in (one.outcome, other.outcome)
    missing = () if sure else tuple(sorted({*one.missing, *other.missing}))
    return one._replace(
        outcome="applies" if sure else "cannot_tell",
        missing=missing,
        lines=lines,
        by_sum=one.by_sum and other.by_sum,
    )
