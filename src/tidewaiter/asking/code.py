"""The question for a commodity code: what the goods are, the lines that take them, what must still be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tidewaiter.answer import CAUTION
from tidewaiter.asking.books import Books, Question
from tidewaiter.codes.answer import NO_CHEMICAL, Coded, Coder, code_of, dotted
from tidewaiter.codes.told import declared_of, summary_of
from tidewaiter.errors import QuestionError
from tidewaiter.substance.identify import as_structure

if TYPE_CHECKING:
    from tidewaiter.contract.code import AlternativeOf, CodeAnswer
    from tidewaiter.contract.words import LawbookOf
    from tidewaiter.substance.identity import Identity


class Code(NamedTuple):
    """The code of what was asked, in one tariff on one day."""

    query: str
    identity: Identity
    coder: Coder
    coded: Coded
    declared: str
    lawbook: LawbookOf

    @property
    def summary(self) -> str:
        """The answer in one sentence."""
        return summary_of(self.coder, self.coded)

    def to_json(self) -> CodeAnswer:
        """As plain data: :class:`tidewaiter.contract.code.CodeAnswer`."""
        first, coded, notes = self.identity.candidates[0], self.coded, self.coder.tables.notes
        taken = coded.walk.steps[0].code if coded.walk.steps else ""
        usual = self.coder.tables.usual
        return {
            "query": self.query,
            "identity": self.identity.to_json(first, first.smiles),
            "to": self.coder.to,
            "edition": self.coder.title,
            "on": self.coder.on.isoformat(),
            "summary": self.summary,
            "code": dotted(coded.code),
            "level": coded.level,
            "outcome": coded.outcome,
            "path": [
                {
                    "code": dotted(step.code), "text": step.label,
                    "rule": notes[step.rule].says if step.rule in notes else step.rule,
                    "cite": notes[step.rule].cite if step.rule in notes else step.rule,
                    "verified": notes[step.rule].verified if step.rule in notes else "text",
                }
                for step in coded.walk.steps
            ],
            "alternatives": self._by_words() or [
                {"code": dotted(code), "text": label, "why_not": f"{dotted(taken)} goes before it: {self._why()}"}
                for code, label in coded.alternatives
            ],
            "questions": [
                {"id": one.id, "ask": one.ask, "then": {"yes": dotted(one.yes), "no": dotted(one.no)}}
                for one in coded.questions
            ],
            "missing": list(coded.missing),
            "assumed": [text for key, text in self.coder.tables.questions.items() if key in usual and key not in self.coder.answers],
            "declared": declared_of(self.coder, self.coded, self.declared),
            "lawbook": self.lawbook,
            "caution": CAUTION,
        }  # fmt: skip

    def _by_words(self) -> list[AlternativeOf]:
        """For goods that are no chemical: the headings that their words could mean."""
        if NO_CHEMICAL not in self.coded.missing:
            return []
        from tidewaiter.duty.headings import headings_meant

        found = headings_meant(self.query, [one.name for one in self.identity.candidates])
        return [
            {"code": one.code, "text": one.text, "why_not": "its words are met; no rule was applied"}
            for one in found
        ]

    def _why(self) -> str:
        note = self.coder.tables.notes.get(self.coded.walk.steps[0].rule) if self.coded.walk.steps else None
        return note.cite if note else ""


def code(books: Books, question: Question) -> Code:
    """``query`` or ``structure``; ``to``; ``on``, ``facts`` (names of questions, a minus before those denied), ``declared``,
    ``rules_only`` where given."""
    book = books.law
    query, structure = question.get("query") or "", question.get("structure") or ""
    if bool(query) == bool(structure):
        raise QuestionError("Give words or a structure.", "Just one of the two: each is an answer.")
    identity = as_structure(structure) if structure else book.identify(query)
    coder = book.coder(question.get("to") or "HS", question.get("on"), question.get("facts") or ())
    coded = code_of(coder, identity, only=bool(question.get("rules_only")))
    return Code(query or structure, identity, coder, coded, question.get("declared") or "", books.lawbook)
