"""A document as a page: the text with its mentions underlined and its statements numbered and coloured, and beside
each the question that was put to the lawbook and the answer. No script, nothing fetched, everything escaped.

The fragment carries classes only, so that the web service's own sheet (and its strict CSP) can dress it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from tidewaiter.report.document import question_line
from tidewaiter.report.document_timeline import document_timeline
from tidewaiter.report.rendering import render
from tidewaiter.text.documents.timeline import dated
from tidewaiter.text.verdicts.finding import VERDICTS, in_a_word, in_words

if TYPE_CHECKING:
    from tidewaiter.text.documents import Document, Reading, Statement
    from tidewaiter.text.documents.folder import Related

MOST_TAGS = 40  # of one kind; more are counted
_TAGS = ("authority", "instrument", "party", "money", "rate", "quantity", "speaker")


class _Span(NamedTuple):
    start: int
    end: int
    number: int  # of a statement; 0: a mention
    look: str  # the verdict; the title of a mention


class Segment(NamedTuple):
    """A stretch of a line that is covered by the same things throughout."""

    text: str
    title: str  # of what is mentioned; empty: nothing is
    statements: list[_Span]
    begun: list[int]  # numbers of statements that begin here, or further back and are taken up by this line


class Row(NamedTuple):
    """A line of the text, with the statements that begin in it."""

    title: bool  # it is the title of its piece
    segments: list[Segment]
    notes: list[tuple[int, Statement]]


def document_html(document: Document, related: Sequence[Related] = ()) -> str:
    """The page as one file. ``related`` are documents of the same folder (:func:`tidewaiter.text.documents.folder.related`).

    >>> from tidewaiter import Lawbook
    >>> from tidewaiter.text.documents import read_text
    >>> page = document_html(read_text("<script>x</script> In 2019 China controlled fentanyls.", Lawbook.load(), "2020-01-01"))
    >>> "<script" in page, "&lt;script&gt;" in page, 'class="doc-confirmed"' in page
    (False, True, True)
    """
    title = document.readings[0].piece.title if document.readings else ""
    told = _told(document, related)
    return render("document.html", title=title or document.source or "A document", **told)


def document_fragment(document: Document, form: str = "") -> str:
    """The same without head, style and heading: what stands in a page of the web service.

    ``form``: the id of a form in which claims are corrected and added; without it there are no buttons.
    """
    return render("document_body.html", **{**_told(document, ()), "form": form})


def _told(document: Document, related: Sequence[Related]) -> dict[str, Any]:
    things = dated(document)
    pieces, number = [], 0
    for reading in document.readings:
        sentences = reading.piece.sentences
        headed = bool(sentences) and sentences[0].number == 0  # the title stands in the text itself
        pieces.append((reading.piece, headed, _rows(reading, document.text, number, headed)))
        number += len(reading.every)
    return {
        "document": document,
        "form": "",
        "tags": _tags(document),
        "most_tags": MOST_TAGS,
        "pieces": pieces,
        "things": things,
        "timeline": Markup(document_timeline(things, document.published and document.published.day)),
        "related": related,
        "verdicts": VERDICTS,
        "question_line": question_line,
        "in_words": in_words,
        "said": in_a_word,
    }


# the text -----------------------------------------------------------------------------------------


def _rows(reading: Reading, text: str, before: int, headed: bool) -> Iterator[Row]:
    spans = [_Span(s.start, s.end, before + n, s.finding.verdict) for n, s in enumerate(reading.every, 1)]
    spans += [
        _Span(m.start, m.end, 0, f"{m.kind} {m.name or m.id}: {m.rung}; {m.judged}") for m in reading.mentions
    ]
    spans.sort()
    place = waiting = 0
    open_: list[_Span] = []
    for start, end in _lines(text, reading.piece.start, reading.piece.end):
        while place < len(spans) and spans[place].start < end:
            open_.append(spans[place])
            place += 1
        open_ = [span for span in open_ if span.end > start]
        notes = []
        while waiting < len(reading.every) and reading.every[waiting].start < end:
            notes.append((before + waiting + 1, reading.every[waiting]))
            waiting += 1
        segments = list(_segments(text, start, end, open_))
        yield Row(headed and start <= reading.piece.start < end, segments, notes)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of a span that hold something."""
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if text[at:stop].strip():
            yield at, stop
        at = stop + 1


def _segments(text: str, start: int, end: int, spans: list[_Span]) -> Iterator[Segment]:
    """One line cut at every edge of a span, so that overlaps nest rightly."""
    edges = sorted({start, end, *(e for s in spans for e in (s.start, s.end) if start < e < end)})
    live: list[_Span] = []
    place = 0
    for a, b in pairwise(edges):
        while place < len(spans) and spans[place].start <= a:
            live.append(spans[place])
            place += 1
        live = [span for span in live if span.end > a]
        title = next((span.look for span in live if not span.number), "")
        states = [span for span in live if span.number]
        begun = [s.number for s in states if s.start == a or (s.start < start and a == start)]
        yield Segment(text[a:b], title, states, begun)


# beside the text ----------------------------------------------------------------------------------


def _tags(document: Document) -> list[tuple[str, Counter[str]]]:
    named = Counter(m.name or m.id for r in document.readings for m in r.mentions)
    states = Counter(e.id for r in document.readings for e in r.entities if e.kind == "state")
    groups: list[tuple[str, Counter[str]]] = [("mentions", named), ("states", states)]
    for kind in _TAGS:
        found = (" ".join(e.text.split()) for r in document.readings for e in r.entities if e.kind == kind)
        groups.append((kind, Counter(found)))
    return groups
