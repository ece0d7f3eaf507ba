"""The one door: a question of a kind, as plain data, and its answer.

The command line, the pages, the JSON routes and the record all come through here. A question is what a person writes,
every value a text or a list of texts, so that it can be kept for years and asked again; ``answer.to_json()`` is the
shape that :mod:`tidewaiter.contract` declares for the kind.

>>> answer = ask(Books(), "check", {"query": "fentanyl", "jurisdictions": ["UN"], "on": "2020-01-01"})
>>> sorted({control["list"] for control in answer.to_json()["controls"]})
['I']
"""

from __future__ import annotations

from tidewaiter.asking.books import Books, Question
from tidewaiter.errors import QuestionError, tells_what_is_missing
from tidewaiter.typed import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    from typing import Literal, Protocol

    from tidewaiter import answer
    from tidewaiter.asking.code import Code
    from tidewaiter.asking.duty import Duty, Steps
    from tidewaiter.asking.law import Listed, Timeline
    from tidewaiter.asking.verify import Verified
    from tidewaiter.shipment import Assessment

    class Answer(Protocol):
        """What every kind of answer can do."""

        def to_json(self) -> Any:
            """The answer as plain data."""


__all__ = ["KEPT", "Books", "Question", "ask"]

KEPT = ("check", "duty", "assess")  # the kinds that a record keeps and asks again
DUTY = ("duty", "steps", "measures")


@overload
def ask(books: Books, kind: Literal["check"], question: Question) -> answer.Answer: ...
@overload
def ask(books: Books, kind: Literal["assess"], question: Question) -> Assessment: ...
@overload
def ask(books: Books, kind: Literal["duty"], question: Question) -> Duty: ...
@overload
def ask(books: Books, kind: Literal["code"], question: Question) -> Code: ...
@overload
def ask(books: Books, kind: Literal["verify"], question: Question) -> Verified: ...
@overload
def ask(books: Books, kind: Literal["steps"], question: Question) -> Steps: ...
@overload
def ask(books: Books, kind: Literal["timeline"], question: Question) -> Timeline: ...
@overload
def ask(
    books: Books,
    kind: Literal["coverage", "diff", "lag", "events", "indicators", "parties"],
    question: Question,
) -> Listed: ...
@overload
def ask(books: Books, kind: str, question: Question) -> Answer: ...
@tells_what_is_missing(lambda books, kind, question: question.get("structure") or question.get("query") or "")
def ask(books: Books, kind: str, question: Question) -> Any:
    """Put a question of a kind. Raises :class:`QuestionError` for what cannot be understood."""
    if kind == "check":
        return _check(books, question)
    if kind == "assess":
        return _assess(books, question)
    if kind == "read":
        return _read(books, question)
    if kind == "code":
        from tidewaiter.asking.code import code

        return code(books, question)
    if kind == "verify":
        from tidewaiter.asking.verify import verify

        return verify(books, question)
    if kind in DUTY:
        from tidewaiter.asking import duty

        return duty.KINDS[kind](books, question)
    from tidewaiter.asking import law

    if kind in law.KINDS:
        return law.KINDS[kind](books, question)
    kinds = (*KEPT, *DUTY[1:], "code", "read", "verify", *law.KINDS)
    raise QuestionError(f"A question of the kind {kind!r} cannot be asked.", f"Kinds: {', '.join(kinds)}.")


def _check(books: Books, question: Question) -> answer.Answer:
    """``query`` or ``structure``; ``on``, ``known_on``, ``jurisdictions``, ``from``, ``to``, ``amount``, ``concentration``, ``fields``,
    ``code`` (the commodity code beside the controls) where given."""
    asked = ("structure", "on", "known_on", "jurisdictions", "amount", "concentration", "fields")
    given = {key: question[key] for key in asked if question.get(key)}
    origin, destination = question.get("from") or "", question.get("to") or ""
    coded = bool(question.get("code"))
    return books.law.check(
        question.get("query") or "", origin=origin, destination=destination, code=coded, **given
    )


def _assess(books: Books, question: Question) -> Assessment:
    """``shipment``, and ``history`` where earlier shipments count: as data, or read already; ``fields`` of law."""
    from tidewaiter.shipment import Shipment, assess, read_history, read_shipment

    given, history = question["shipment"], question.get("history") or ()
    shipment = given if isinstance(given, Shipment) else read_shipment(given)
    if history and not all(isinstance(one, Shipment) for one in history):
        history = read_history(history)
    return assess(books.law, shipment, history, question.get("fields") or ())


def _read(books: Books, question: Question) -> Answer:
    """``text``: what it mentions of what the lawbook lists."""
    from tidewaiter.asking.books import Told
    from tidewaiter.text.mentions import find_mentions

    found = [mention._asdict() for mention in find_mentions(question["text"], books.law)]
    return Told({"mentions": found, "lawbook": books.lawbook})
