"""A document as a page: the text with its mentions underlined and its statements numbered and coloured, and beside
each the question that was put to the lawbook and the answer. No script, nothing fetched, everything escaped.

The fragment carries classes only, so that the web service's own sheet (and its strict CSP) can dress it; the file
carries :data:`STYLE`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from tidewaiter.answer import CAUTION
from tidewaiter.report.document import question_line
from tidewaiter.report.document_timeline import document_timeline
from tidewaiter.report.visible import visible
from tidewaiter.text.documents.timeline import Dated, dated
from tidewaiter.text.verdicts.finding import VERDICTS

if TYPE_CHECKING:
    from tidewaiter.text.documents import Document, Reading, Statement
    from tidewaiter.text.documents.folder import Related

MOST_TAGS = 40  # of one kind; more are counted
_WORD = {"not_law": "not law"}
_TAGS = ("authority", "instrument", "party", "money", "rate", "quantity", "speaker")

STYLE = """*{box-sizing:border-box}body{font:16px/1.55 system-ui,sans-serif;max-width:78rem;margin:1.5rem auto;padding:0 1rem;color:#1d2226;background:#fff}
h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.2rem;margin:1.6rem 0 .4rem}h3{font-size:1rem;margin:1.2rem 0 .3rem}
.doc p,.doc li,.doc td{overflow-wrap:anywhere}.doc-soft{color:#59636b;font-size:.87rem}
.doc-row{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:0 1.6rem;border-bottom:1px solid #eee;padding:.35rem 0}
.doc-row>p{margin:.2rem 0}.doc-notes{list-style:none;margin:0;padding:0;font-size:.86rem;line-height:1.4}
.doc-note{border-left:4px solid #999;padding:.15rem 0 .15rem .6rem;margin:.25rem 0 .55rem;break-inside:avoid}
.doc-note p{margin:.1rem 0}.doc-note q{color:#444}mark{color:inherit;background:#eee;border-bottom:2px solid #999}
mark sup a{font-weight:700;text-decoration:none;color:inherit}.doc-said{font-weight:700}
.doc u{text-decoration:underline dotted 2px #555;text-underline-offset:3px}
mark.doc-confirmed{background:#e3f3e5;border-color:#2f7d32}.doc-note.doc-confirmed{border-color:#2f7d32}
mark.doc-differs{background:#fff3d6;border-color:#b07b00}.doc-note.doc-differs{border-color:#b07b00}
mark.doc-contradicted{background:#fde4e1;border-color:#b3261e}.doc-note.doc-contradicted{border-color:#b3261e}
mark.doc-announced{background:#e0f2f7;border-color:#00767a}.doc-note.doc-announced{border-color:#00767a}
mark.doc-outside,mark.doc-not_law{background:none;border-bottom:2px dotted #777}
.doc-tags{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem;padding:0;margin:.3rem 0}
.doc-tags li{border:1px solid #ccc;border-radius:1rem;padding:0 .6rem;font-size:.85rem}
.doc-scroll{overflow-x:auto}.doc-line{min-width:42rem;width:100%;height:auto}
table{border-collapse:collapse;font-size:.88rem}td,th{text-align:left;vertical-align:top;padding:.2rem .7rem .2rem 0;border-bottom:1px solid #ddd}
@media(max-width:46rem){.doc-row{grid-template-columns:minmax(0,1fr)}body{margin:.6rem auto}}
@media print{body{max-width:none;margin:0;font-size:10.5pt}mark,.doc-note{print-color-adjust:exact;-webkit-print-color-adjust:exact}.doc-line{min-width:0}a{color:inherit}}
"""


class _Span(NamedTuple):
    start: int
    end: int
    number: int  # of a statement; 0: a mention
    look: str  # the verdict; the title of a mention


def document_html(document: Document, related: Sequence[Related] = ()) -> str:
    """The page as one file. ``related`` are documents of the same folder (:func:`tidewaiter.text.documents.folder.related`).

    >>> from tidewaiter import Lawbook
    >>> from tidewaiter.text.documents import read_text
    >>> page = document_html(read_text("<script>x</script> In 2019 China controlled fentanyls.", Lawbook.load(), "2020-01-01"))
    >>> "<script" in page, "&lt;script&gt;" in page, 'class="doc-confirmed"' in page
    (False, True, True)
    """
    title = document.readings[0].piece.title if document.readings else ""
    name = escape(visible(title or document.source or "A document"))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer"><meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        f"style-src 'unsafe-inline'\"><title>{name}</title><style>{STYLE}</style></head>\n<body>\n"
        f"<h1>Read against the law</h1>\n{document_fragment(document, related)}</body></html>\n"
    )


def document_fragment(document: Document, related: Sequence[Related] = ()) -> str:
    """The same without head, style and heading: what stands in a page of the web service."""
    return "".join(_parts(document, related))


def _parts(document: Document, related: Sequence[Related]) -> Iterator[str]:
    yield '<article class="doc">\n'
    counts = ", ".join(f"{n} {_WORD.get(verdict, verdict)}" for verdict, n in document.counts.items())
    yield f"<p><b>{_safe(document.source or 'text')}</b> ({escape(document.format)}): {counts or 'no statement of law found'}.</p>\n"
    if document.published is not None:
        day = document.published
        span = f" ({day.earliest} to {day.latest})" if day.earliest != day.latest else ""
        why = f" from {'; '.join(_safe(w) for w in day.why[:4])}" if day.how == "inferred" else ""
        yield f'<p class="doc-soft">Published {day.day}{span}: {escape(day.how)}{why}. The law is told as of that day.</p>\n'
    yield from _tags(document)
    number = 0
    for reading in document.readings:
        yield from _piece(reading, document.text, number)
        number += len(reading.statements)
    if document.furniture:
        yield f'<p class="doc-soft">Left out: {len(document.furniture)} lines that are the site\'s own words.</p>\n'
    things = dated(document)
    if things:
        yield from _timeline(things, document)
    yield from _related(related)
    yield _legend(document)
    yield (
        f'<p class="doc-soft">Lawbook {escape(document.version)} {escape(document.sha256[:12])}. {escape(CAUTION)}</p>\n'
        "</article>\n"
    )


def _safe(text: object) -> str:
    """Words of the document: hidden characters shown, escaped, and kept from turning the line around them."""
    return f"<bdi>{escape(visible(str(text)))}</bdi>"


# the text -----------------------------------------------------------------------------------------


def _piece(reading: Reading, text: str, before: int) -> Iterator[str]:
    piece = reading.piece
    outlet = f' <span class="doc-soft">{_safe(piece.outlet)}</span>' if piece.outlet else ""
    headed = bool(piece.sentences) and piece.sentences[0].number == 0  # the title stands in the text itself
    yield f'<section id="piece-{piece.number}">'
    if not headed:
        yield f"<h2>{piece.number}. {_safe(piece.title or 'without a title')}{outlet}</h2>\n"
    spans = [
        _Span(s.start, s.end, before + n, s.finding.verdict) for n, s in enumerate(reading.statements, 1)
    ]
    spans += [
        _Span(m.start, m.end, 0, f"{m.kind} {m.name or m.id}: {m.rung}; {m.judged}") for m in reading.mentions
    ]
    spans.sort()
    place = waiting = 0
    open_: list[_Span] = []
    for start, end in _lines(text, piece.start, piece.end):
        while place < len(spans) and spans[place].start < end:
            open_.append(spans[place])
            place += 1
        open_ = [span for span in open_ if span.end > start]
        words = "".join(_marked(text, start, end, open_))
        if headed and start <= piece.start < end:
            yield f'<div class="doc-row"><h2 dir="auto">{piece.number}. <bdi>{words}</bdi>{outlet}</h2>'
        else:
            yield f'<div class="doc-row"><p dir="auto">{words}</p>'
        notes = []
        while waiting < len(reading.statements) and reading.statements[waiting].start < end:
            notes.append(_note(reading.statements[waiting], before + waiting + 1))
            waiting += 1
        yield f'<ol class="doc-notes">{"".join(notes)}</ol></div>\n' if notes else "</div>\n"
    yield "</section>\n"


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of a span that hold something."""
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if text[at:stop].strip():
            yield at, stop
        at = stop + 1


def _marked(text: str, start: int, end: int, spans: list[_Span]) -> Iterator[str]:
    """One line cut at every edge of a span; each part wrapped by what covers it, so that overlaps nest rightly."""
    edges = sorted({start, end, *(e for s in spans for e in (s.start, s.end) if start < e < end)})
    live: list[_Span] = []
    place = 0
    for a, b in pairwise(edges):
        while place < len(spans) and spans[place].start <= a:
            live.append(spans[place])
            place += 1
        live = [span for span in live if span.end > a]
        words = escape(visible(text[a:b]))
        named = next((span for span in live if not span.number), None)
        if named is not None:
            words = f'<u title="{escape(visible(named.look))}">{words}</u>'
        states = [span for span in live if span.number]
        if states:
            numbers = "".join(
                f'<sup id="s{s.number}"><a href="#n{s.number}">{s.number}</a></sup>'
                for s in states
                if s.start == a or (s.start < start and a == start)
            )
            words = f'<mark class="doc-{states[0].look}">{numbers}{words}</mark>'
        yield words


def _note(statement: Statement, number: int) -> str:
    f = statement.finding
    word = _WORD.get(f.verdict, f.verdict)
    flat = " ".join(statement.text.split())
    said = f"<p><q>{_safe(flat if len(flat) <= 220 else flat[:219] + '…')}</q></p>"
    who = f' <span class="doc-soft">as told by {_safe(statement.said_by)}</span>' if statement.said_by else ""
    asked = f"<p>Asked: {_safe(question_line(f.question))}</p>" if f.question else ""
    answer = f"<p>The lawbook: {_safe(f.answer)}</p>" if f.answer else ""
    where = " · ".join(_safe(part) for part in (f.measure, f.clause, f.since and f"since {f.since}") if part)
    where = f'<p class="doc-soft">{where}</p>' if where else ""
    note = f'<p class="doc-soft">{_safe(f.note)}</p>' if f.note else ""
    return (
        f'<li class="doc-note doc-{f.verdict}" id="n{number}"><a href="#s{number}">{number}</a> '
        f'<span class="doc-said">{word}</span>{who}{said}{asked}{answer}{where}{note}</li>'
    )


# beside the text ----------------------------------------------------------------------------------


def _tags(document: Document) -> Iterator[str]:
    named = Counter(m.name or m.id for r in document.readings for m in r.mentions)
    states = Counter(e.id for r in document.readings for e in r.entities if e.kind == "state")
    groups: list[tuple[str, Counter[str]]] = [("mentions", named), ("states", states)]
    for kind in _TAGS:
        found = Counter(
            " ".join(e.text.split()) for r in document.readings for e in r.entities if e.kind == kind
        )
        groups.append((kind, found))
    for label, tags in groups:
        if not tags:
            continue
        shown = "".join(
            f"<li>{_safe(tag)} {n if n > 1 else ''}</li>" for tag, n in tags.most_common(MOST_TAGS)
        )
        more = f"<li>and {len(tags) - MOST_TAGS:,} more</li>" if len(tags) > MOST_TAGS else ""
        yield f'<ul class="doc-tags" aria-label="{label}"><li class="doc-soft">{label}</li>{shown}{more}</ul>\n'


def _timeline(things: list[Dated], document: Document) -> Iterator[str]:
    published = document.published.day if document.published else None
    yield f'<h2>What is dated</h2>\n<div class="doc-scroll" tabindex="0" role="region" aria-label="Timeline">{document_timeline(things, published)}</div>\n'
    yield (
        "<details><summary>The same as a table</summary><table><thead><tr><th>day</th><th>whose</th><th>what</th>"
        "<th>told</th></tr></thead><tbody>\n"
    )
    whose = {"law": "lawbook, measure", "event": "lawbook, event", "text": "the text"}
    for thing in things[:500]:
        when = str(thing.first) if thing.first == thing.last else f"{thing.first} to {thing.last}"
        at = f'<a href="#n{thing.statement}">{thing.statement}</a> ' if thing.statement else ""
        told = thing.told if len(thing.told) <= 200 else thing.told[:199] + "…"
        yield f"<tr><td>{escape(thing.bound)}{when}</td><td>{whose[thing.side]}</td><td>{at}{_safe(thing.label)}</td><td>{_safe(told)}</td></tr>\n"
    yield "</tbody></table></details>\n"


def _related(related: Sequence[Related]) -> Iterator[str]:
    if related:
        yield "<h2>Related documents of the folder</h2>\n<ul>\n"
        for one in related:
            yield f'<li>{_safe(one.title or one.path)} <span class="doc-soft">{_safe(one.path)}</span><br>{_safe(one.reason)}</li>\n'
        yield "</ul>\n"


def _legend(document: Document) -> str:
    rows = "".join(
        f'<li><mark class="doc-{verdict}">{_WORD.get(verdict, verdict)}</mark>: {escape(VERDICTS[verdict])}</li>'
        for verdict in document.counts
    )
    return (
        f"<h3>What the verdicts mean</h3><ul>{rows}<li><u>underlined</u>: what the lawbook lists</li></ul>\n"
        if rows
        else ""
    )
