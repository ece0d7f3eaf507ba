"""The answer: what applies, why, what was consulted. One object for Python, JSON, terminal and notebook."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from tidewaiter.determine import Control, Obligation, Question
from tidewaiter.substance.identify import Identity

CAUTION = "Not legal advice. It tells what was found in what was consulted, and clears nothing."


class Consulted(NamedTuple):
    """An instrument that was consulted, how complete the lawbook's copy is, and up to which day."""

    instrument: str
    title: str
    jurisdiction: str
    coverage: str
    verified_through: date


class Advisory(NamedTuple):
    """A listed substance of similar structure. Never part of the answer: similarity decides nothing."""

    substance: str
    name: str
    similarity: float
    method: str


class Answer(NamedTuple):
    """What the law says, as far as the lawbook holds it."""

    query: str
    identity: Identity
    smiles: str
    inchikey: str
    question: Question
    controls: tuple[Control, ...]
    consulted: tuple[Consulted, ...]
    version: str
    sha256: str
    not_covered: tuple[str, ...] = ()
    advisories: tuple[Advisory, ...] = ()

    @property
    def summary(self) -> str:
        """The answer in one sentence."""
        applies = [control for control in self.controls if control.outcome == "applies"]
        open_ = [control for control in self.controls if control.outcome != "applies"]
        where = ", ".join(dict.fromkeys(control.jurisdiction for control in applies))
        if applies:
            return f"Listed on {self.question.on}: {where}."
        if open_:
            missing = ", ".join(dict.fromkeys(fact for control in open_ for fact in control.missing))
            return f"Cannot tell on {self.question.on}: missing {missing}."
        if not self.consulted:
            return "Not covered: the lawbook holds no instrument of these territories. This is no answer."
        return f"No hit in what was consulted on {self.question.on}. This is not a clearance."

    def to_json(self) -> dict[str, Any]:
        """The answer as plain data: the keys of the published contract."""
        first = self.identity.candidates[0]
        return {
            "query": self.query,
            "identity": {
                "status": self.identity.status,
                "rung": self.identity.rung,
                "name": first.name,
                "cas": first.cas,
                "smiles": self.smiles or first.smiles,
                "inchikey": self.inchikey,
                "candidates": [
                    {"name": c.name, "cas": c.cas, "smiles": c.smiles} for c in self.identity.candidates
                ],
                "note": self.identity.note,
            },
            "on": self.question.on.isoformat(),
            "known_on": self.question.known_on.isoformat() if self.question.known_on else None,
            "summary": self.summary,
            "controls": [control_json(control) for control in self.controls],
            "advisories": [
                {
                    "name": a.name,
                    "similarity": a.similarity,
                    "method": a.method,
                    "caution": "similar structure is not a verdict",
                }
                for a in self.advisories
            ],
            "consulted": [
                {
                    "instrument": c.instrument,
                    "title": c.title,
                    "jurisdiction": c.jurisdiction,
                    "coverage": c.coverage,
                    "verified_through": c.verified_through.isoformat(),
                }
                for c in self.consulted
            ],
            "not_covered": list(self.not_covered),
            "lawbook": {"version": self.version, "sha256": self.sha256},
            "caution": CAUTION,
        }

    def _repr_html_(self) -> str:
        from tidewaiter.report.html import answer_html

        return answer_html(self)


def control_json(control: Control) -> dict[str, Any]:
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
        "outcome": control.outcome,
        "since": str(control.since),
        "listed_from": str(entry.period.since),
        "until": entry.period.until.isoformat() if entry.period.until else None,
        "basis": control.basis,
        "because": control.because,
        "missing": list(control.missing),
        "obligations": [obligation_json(item) for item in control.obligations],
        "cite": entry.source.cite,
        "read": entry.source.read,
        "verified": entry.source.verified,
        "dates_verified": entry.dates_verified,
        "note": entry.note,
    }


def obligation_json(item: Obligation) -> dict[str, Any]:
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
