"""Claims about the law put to the lawbook: what a person, a model or our own finder says that a text states."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from tidewaiter.answer import CAUTION
from tidewaiter.asking.books import Books, Question
from tidewaiter.dates import HORIZON_DAYS, asked_day
from tidewaiter.errors import QuestionError
from tidewaiter.text.statements.given import claim_json, claim_of, claims_in
from tidewaiter.text.verdicts.finding import counted, in_words
from tidewaiter.text.verdicts.judge import Judge

if TYPE_CHECKING:
    from tidewaiter.contract.claims import ClaimOf, VerdictOf, VerifyAnswer
    from tidewaiter.contract.words import LawbookOf
    from tidewaiter.text.verdicts.finding import Finding


class Verified(NamedTuple):
    """Claims and the findings on them, in the order in which they were given."""

    on: date
    claims: tuple[tuple[ClaimOf, Finding], ...]
    lawbook: LawbookOf

    @property
    def counts(self) -> dict[str, int]:
        """How many have each verdict."""
        return counted(finding for _, finding in self.claims)

    @property
    def summary(self) -> str:
        """The answer in one sentence."""
        return f"{len(self.claims)} claim{'s' * (len(self.claims) != 1)}: {in_words(self.counts)}."

    def to_json(self) -> VerifyAnswer:
        """As plain data: :class:`tidewaiter.contract.claims.VerifyAnswer`."""
        return {
            "on": self.on.isoformat(), "claims": [verdict_json(claim, finding) for claim, finding in self.claims],
            "verdicts": self.counts, "summary": self.summary, "lawbook": self.lawbook, "caution": CAUTION,
        }  # fmt: skip


def verdict_json(claim: ClaimOf, f: Finding) -> VerdictOf:
    """One verdict as plain data."""
    told = {
        key: ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        for key, value in claim.items()
    }
    return {
        "claim": claim, "verdict": f.verdict, "measure": f.measure, "clause": f.clause, "since": f.since, "answer": f.answer,
        "differs": [{"what": key, "claimed": told.get(key, ""), "held": held} for key, held in f.differs],
        "missing": list(f.missing), "note": f.note, "rows": list(f.rows),
    }  # fmt: skip


def verify(books: Books, question: Question) -> Verified:
    """``claims``: a list of claims, or whatever :func:`claims_in` reads; ``on``: the day of their text, where they have none of
    their own."""
    given, day = claims_in(question.get("claims"))
    book = books.law
    last = max(book.day, book.today) + timedelta(HORIZON_DAYS)
    on = asked_day(str(question.get("on") or day or book.today), last)
    judge, made = Judge(book, books.duties), []
    for place, one in enumerate(given, 1):
        try:
            claim, when = claim_of(one, book, on)
        except QuestionError as why:
            why.message = f"Claim {place} of {len(given)}: {why.message}"
            raise
        told = claim_json(claim, when, str(one.get("text") or ""))
        if one.get("id"):
            told["id"] = str(one["id"])
        made.append((told, judge.judge(claim, when)))
    return Verified(on, tuple(made), books.lawbook)
