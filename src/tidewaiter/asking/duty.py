"""Questions of duty: what an entry owes, with the controls beside it; the total through time; the measures held."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from tidewaiter.asking.books import Books, Question, Told
from tidewaiter.asking.code import code
from tidewaiter.codes.answer import NO_CHEMICAL
from tidewaiter.dates import parse_day
from tidewaiter.duty.answer import assess
from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.entry import read_entry
from tidewaiter.duty.evaluate import Entry
from tidewaiter.duty.result import Answer
from tidewaiter.duty.schedule import SIX, dotted, find_lines
from tidewaiter.duty.whatif import changed_book
from tidewaiter.errors import QuestionError, TidewaiterError, Uninstalled, Unresolved
from tidewaiter.plain import picked
from tidewaiter.report.duty import as_json, difference, measures_json

if TYPE_CHECKING:
    from tidewaiter.contract.duty import DocumentOf, DutyAnswer, StepOf, StepsAnswer, WhatIfAnswer
    from tidewaiter.contract.words import LawbookOf
    from tidewaiter.duty.steps import Step


class Change(NamedTuple):
    """What an entry would owe under another law."""

    words: str
    owed: Answer
    book: DutyBook


class Duty(NamedTuple):
    """What an entry owes, the controls that stand beside it and what is said of their search."""

    owed: Answer
    book: DutyBook
    documents: list[DocumentOf]
    note: str
    change: Change | None = None

    def to_json(self) -> DutyAnswer | WhatIfAnswer:
        """As plain data: one answer or, with ``what_if``, two and their difference."""
        before = as_json(self.owed, self.book, self.documents, self.note)
        if self.change is None:
            return cast("DutyAnswer", before)
        return {
            "what_if": self.change.words,
            "before": before,
            "after": as_json(self.change.owed, self.change.book, self.documents, self.note),
            "difference": difference(self.owed, self.change.owed),
        }


def duty(books: Books, question: Question) -> Duty:
    """``code`` or ``what``, ``origin``, ``on``; see :func:`read_entry`; ``substance``; ``what_if``."""
    book = books.duties
    told = ""
    if question.get("what"):
        question, told = with_code(books, question)
    substance = question.get("substance") or ""
    entry = read_entry(book, {"cas": _numbers(books, substance), **question})
    owed = assess(book, entry)
    documents, note = documents_beside(books, entry, substance)
    note = "; ".join(part for part in (note, told) if part)
    change = None
    if words := question.get("what_if"):
        other = changed_book(book, words)
        change = Change(words, assess(other, entry), other)
    return Duty(owed, book, documents, note, change)


def _numbers(books: Books, substance: str) -> list[str]:
    """The number of a substance that is named, where it can only be one: tariffs free some by it."""
    if not substance:
        return []
    found = {candidate.cas for candidate in books.law.identify(substance).candidates}
    return sorted(found) if len(found) == 1 else []


def with_code(books: Books, question: Question) -> tuple[Question, str]:
    """The question with the code that its ``what`` has, and a sentence on it; a code that was given stays.

    Raises :class:`QuestionError` where the structure alone does not lead to six digits at least.
    """
    asked = {
        "query": question["what"],
        "to": question.get("to") or "US",
        "on": question.get("on"),
        "declared": question.get("code"),
    }
    try:
        found = code(books, asked)
    except Unresolved as why:
        raise _to_choose(question["what"], ()) or why from why
    told = found.to_json()
    if not question.get("code") and len(found.coded.code) < SIX:
        if NO_CHEMICAL in found.coded.missing:
            names = [candidate.name for candidate in found.identity.candidates]
            if offered := _to_choose(question["what"], names):
                raise offered
        raise QuestionError(
            f"No code of {question['what']!r} is certain: {told['summary']}",
            "Give the commodity code, 4 to 10 digits."
            if NO_CHEMICAL in found.coded.missing
            else "State the use, or give the commodity code.",
        )
    declared = told["declared"]
    said = (
        declared["why"]
        if declared and declared["agrees"] is False
        else f"code by structure: {told['summary']}"
    )
    given = {
        "code": question.get("code") or found.coded.code,
        "substance": question.get("substance") or question["what"],
    }
    return {**question, **given}, said


def _to_choose(what: str, names: Sequence[str]) -> QuestionError | None:
    """What is said of goods that no structure gives a code: the headings that their words could mean, to choose from."""
    from tidewaiter.duty.headings import headings_meant, in_one_line

    offered = headings_meant(what, names)
    if not offered:
        return None
    why = QuestionError(
        f"The code of {what!r} must be chosen: only of chemicals is it told by their structure.",
        f"Headings with these words: {in_one_line(offered)}. Give one, or a line below it, as the code.",
    )
    why.suggestions = tuple(one.code for one in offered)
    return why


_BY_CODE = "those of all substances recorded under this code; name the substance to see its own"
_NONE = "no listed substance is recorded under this code, which clears nothing: it covers many goods"


def documents_beside(books: Books, entry: Entry, substance: str) -> tuple[list[DocumentOf], str]:
    """The controls that stand beside a duty: what ``check`` finds under the code, at either end of the way.

    Returns them, and what must be said of the search itself: a fault in the lists of substances does not
    take the duty away, but it is never passed over in silence.
    """
    try:
        found = books.law.check(
            substance or dotted(entry.code[:6]), on=entry.on, origin=entry.origin, destination=entry.to
        )
    except QuestionError as why:
        if substance or isinstance(why, Uninstalled):
            raise
        return [], _NONE
    except TidewaiterError as why:
        return [], f"the lists of controlled substances could not be read: {why.message}"
    note = f"those of {substance}" if substance else _BY_CODE
    names = ("jurisdiction", "instrument", "clause", "list", "kind", "outcome", "since", "obligations")
    every: list[dict[str, Any]] = [
        {**{name: control[name] for name in names}, "substance": None}  # type: ignore[literal-required]
        for control in found.to_json()["controls"]
    ]
    return cast("list[DocumentOf]", every), note


class Steps(NamedTuple):
    """The total of one good through time, step by step; nothing is claimed."""

    entry: Entry
    steps: list[Step]
    first: date
    until: date
    book: DutyBook
    what_if: str
    lawbook: LawbookOf

    @property
    def description(self) -> str:
        """The schedule's words for the good."""
        horizon = parse_day(self.book.tables.settings["horizon"])
        return find_lines(self.book, self.entry.code, min(self.until, horizon))[0].description

    def to_json(self) -> StepsAnswer:
        """As plain data."""
        return {
            "code": dotted(self.entry.code),
            "description": self.description,
            "origin": self.entry.origin,
            "to": self.entry.to,
            "what_if": self.what_if or None,
            "steps": [_step(step) for step in self.steps],
            "lawbook": self.lawbook,
        }


def _step(step: Step) -> StepOf:
    names = "measure title authority percent"
    parts = [picked(names, part, percent=part.percent or 0) for part in step.parts]
    given = {"assessed_pct": step.total, "owed_pct": step.owed, "parts": parts}
    return cast("StepOf", picked("since until assessed_pct owed_pct changed parts", step, **given))


def steps(books: Books, question: Question) -> Steps:
    """``code``, ``origin`` and the facts of an entry; ``from`` and ``until`` (the tables' own, unless given); ``what_if``."""
    from tidewaiter.duty.steps import steps as drawn

    book, settings = books.duties, books.duties.tables.settings
    first = parse_day(question.get("from") or settings["first_day"])
    until = parse_day(question.get("until") or settings["horizon"])
    if until <= first:
        raise QuestionError(f"{until} is not after {first}.", "Give a first day and a later one.")
    words = question.get("what_if") or ""
    if words:
        book = changed_book(book, words)
    entry = replace(read_entry(book, {**question, "on": str(first)}), no_claims=True)
    found = drawn(book, entry.code, entry.origin, first, until, entry)
    return Steps(entry, found, first, until, book, words, books.lawbook)


def measures(books: Books, question: Question) -> Told:
    """The duty measures held, with their periods."""
    return Told(measures_json(books.duties))


KINDS: dict[str, Callable[[Books, Question], Any]] = {"duty": duty, "steps": steps, "measures": measures}
