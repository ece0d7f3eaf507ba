"""A document as a page for the terminal: sentence, question and answer side by side, piece by piece."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tidewaiter.answer import CAUTION
from tidewaiter.report.page import safe
from tidewaiter.text.verdicts.finding import in_a_word, in_words

if TYPE_CHECKING:
    from tidewaiter.contract.claims import VerdictOf
    from tidewaiter.text.documents import Document, Reading, Statement

_COLOUR = {
    "confirmed": "green", "differs": "yellow", "contradicted": "red", "announced": "cyan", "outside": "dim", "not_judged": "dim", "not_law": "dim",
}  # fmt: skip
_LONGEST = 160
_FOR_PROGRAMS = ("ask", "id", "kind")
_LABELS = {
    "jurisdiction": "law of", "who": "law of", "what": "goods", "whose": "goods of", "origins": "goods of",
    "claimed": "claimed from", "day": "from", "modality": "told as", "ground": "by",
}  # fmt: skip
_ASKED = {  # what is done in a claim, as a question
    "control": "Is it controlled?", "duty": "Is this duty owed?", "count": "How many are listed?", "truce": "Did duties fall so?",
    "follow": "Was the treaty followed?", "licence": "Is a licence needed?", "due": "Does it bind from this day?",
    "event": "Did this happen?", "threat": "Was this threatened?", "designation": "Is this party listed?",
    "removal": "Was it taken off?", "rest": "Do these duties rest?", "small_value": "How are parcels of small value treated?",
    "standing": "Does it still stand?", "process": "Is this so of the act?", "change": "Was the duty lifted or cut?",
    "list": "Is there such a list?", "answers": "Does this duty answer another?", "exemption": "Are these goods exempted?",
}  # fmt: skip


def document_page(document: Document, *, wide: bool = False) -> Iterator[str]:
    """The lines of a document. ``wide`` also shows what states no law, what is mentioned, and how the day was found."""
    counts = in_words(document.counts)
    pieces = len(document.readings)
    yield f"[bold]{safe(document.source or 'text')}[/] ({document.format}): {pieces} piece{'s' * (pieces != 1)}; {counts or 'no statement of law'}"
    yield safe(document.told)
    yield from _published(document, wide)
    for reading in document.readings:
        yield ""
        yield from _reading(reading, document, wide)
    yield ""
    yield f"[dim]The law as of that day. lawbook {document.version} {document.sha256[:12]}. {CAUTION}[/]"


def _published(document: Document, wide: bool) -> Iterator[str]:
    day = document.published
    if day is None:
        return
    span = f" ({day.earliest} to {day.latest})" if day.earliest != day.latest else ""
    yield f"Published {day.day}{span}: {day.how}"
    if day.how == "inferred":
        for why in day.why[: None if wide else 4]:
            yield f"  [dim]from {safe(why)}[/]"


def _reading(reading: Reading, document: Document, wide: bool) -> Iterator[str]:
    piece = reading.piece
    yield f"[bold]{piece.number}  {safe(_short(piece.title or 'without a title'))}[/]" + (
        f" [dim]{safe(piece.outlet)}[/]" if piece.outlet else ""
    )
    if wide:
        yield from _mentions(reading)
    hidden = 0
    for statement in reading.every:
        if statement.finding.verdict == "not_law" and not statement.finding.measure and not wide:
            hidden += 1
            continue
        yield from _statement(statement)
    if hidden:
        yield f"  [dim]{hidden} more that state no law: opinions, quotations, forecasts (-v shows them)[/]"
    elif not reading.every:
        yield (
            "  [dim]no statement of law[/]"
            if reading.piece.language
            else "  [dim]this language is not read[/]"
        )


def _mentions(reading: Reading) -> Iterator[str]:
    found = Counter((m.kind, m.name or m.id) for m in reading.mentions)
    if found:
        parts = (f"{safe(name)} {number}" for (_, name), number in found.most_common(12))
        yield f"  [dim]mentions: {', '.join(parts)}[/]"
    states = Counter(e.id for e in reading.entities if e.kind == "state")
    if states:
        yield f"  [dim]states: {', '.join(f'{safe(code)} {number}' for code, number in states.most_common(12))}[/]"
    for kind in ("authority", "instrument", "party", "money", "rate", "quantity", "day", "speaker"):
        words = dict.fromkeys(e.text for e in reading.entities if e.kind == kind)
        if words:
            yield f"  [dim]{kind}: {', '.join(safe(word) for word in list(words)[:12])}[/]"


def _statement(statement: Statement) -> Iterator[str]:
    f = statement.finding
    word = in_a_word(f.verdict)
    yield f"  [{_COLOUR[f.verdict]}]{word:12}[/] {safe(_short(statement.text))}"
    if f.question:
        yield f"               [dim]asked[/]  {safe(question_line(f.question))}"
    if f.answer:
        where = " · ".join(part for part in (f.measure, f.clause, f.since and f"since {f.since}") if part)
        yield f"               [dim]answer[/] {safe(f.answer)}"
        if where:
            yield f"                      [dim]{safe(where)}[/]"
    if f.note and f.question:
        yield f"               [dim]note   {safe(f.note)}[/]"


def claim_lines(one: VerdictOf, *, wide: bool = False) -> Iterator[str]:
    """A claim and the verdict on it, as lines of a terminal."""
    claim = {key: value for key, value in one["claim"].items() if key not in ("text", "span", "id", "does")}
    yield ""
    verdict = in_a_word(one["verdict"])
    words = one["claim"].get("text") or question_line({"ask": one["claim"]["does"], **claim})
    yield f"[{_COLOUR[one['verdict']]}]{verdict:12}[/] {safe(_short(words))}"
    if one["answer"]:
        yield f"             {safe(one['answer'])}"
    if where := " · ".join(
        p for p in (one["measure"], one["clause"], one["since"] and f"since {one['since']}") if p
    ):
        yield f"             [dim]{safe(where)}[/]"
    for what in one["differs"]:
        yield f"             {safe(what['what'])}: {safe(what['claimed'])} claimed, {safe(what['held'])} held"
    if one["missing"]:
        yield f"             missing: {safe(', '.join(one['missing']))}"
    if one["note"]:
        yield f"             [dim]{safe(one['note'])}[/]"
    if wide and one["rows"]:
        yield f"             [dim]rows: {safe('; '.join(one['rows']))}[/]"


def question_line(question: dict[str, Any]) -> str:
    """A question in one line; what only a program needs is left out.

    >>> question_line({"ask": "control", "jurisdiction": "CN", "what": "fentanyl", "id": "fentanyl", "on": "2019-06-01"})
    'Is it controlled? law of CN, goods fentanyl, on 2019-06-01'
    """
    parts = []
    for key, value in question.items():
        if key in _FOR_PROGRAMS or value in ("", [], (), None):
            continue
        if value is True:
            parts.append(key.replace("_", " "))
            continue
        told = " ".join(str(item) for item in value) if isinstance(value, (list, tuple)) else str(value)
        parts.append(f"{_LABELS.get(key, key.replace('_', ' '))} {told.replace('_', ' ')}")
    asked = question["ask"]
    return f"{_ASKED.get(asked, asked.replace('_', ' ') + '?')} " + ", ".join(parts)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 4].rsplit(" ", 1)[0] + " ..."
