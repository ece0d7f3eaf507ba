"""Everything in a document that has a day: what the lawbook holds, and what the text tells, kept apart."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from tidewaiter.text.statements.days import find_days, windows

if TYPE_CHECKING:
    from tidewaiter.text.documents.reader import Document

LAW, EVENT, TEXT = "law", "event", "text"
_DAY = re.compile(r"(?P<bound>[<>]=)?(?P<day>\d{4}-\d\d-\d\d)")


class Dated(NamedTuple):
    """Something with a day. ``side`` is law (a measure of the lawbook), event (of the lawbook) or text."""

    first: date
    last: date
    side: str
    label: str  # the measure's or event's id; the words of the text
    told: str  # one sentence: the lawbook's answer, or the sentence of the text
    statement: int  # the statement's number in the document, from 1; 0: none
    bound: str = ""  # "<=" or ">=" where the lawbook knows a bound only


def dated(document: Document) -> list[Dated]:
    """The dated things of a document, the earliest first; each measure once, each day of the text once a sentence.

    >>> from tidewaiter import Lawbook
    >>> from tidewaiter.text.documents import read_text
    >>> text = "China's list\\nIn 2019 China controlled the fentanyls as a class.\\n"
    >>> [(d.side, str(d.first), d.label) for d in dated(read_text(text, Lawbook.load(), on="2020-01-15"))]
    [('text', '2019-01-01', '2019'), ('law', '2019-05-01', 'cn/catalogues-2013/supplement/class fentanyl@2019-05-01')]
    """
    return sorted([*_held(document), *_told(document)], key=lambda d: (d.first, d.side, d.label))


def _held(document: Document) -> list[Dated]:
    found: dict[tuple[str, str], Dated] = {}
    for number, statement in enumerate(document.every, 1):
        f = statement.finding
        day = _DAY.match(f.since)
        if f.measure and day:
            when = date.fromisoformat(day["day"])
            side = LAW if "/" in f.measure else EVENT
            one = Dated(when, when, side, f.measure, f.answer, number, day["bound"] or "")
            found.setdefault((f.measure, f.since), one)
    return list(found.values())


def _told(document: Document) -> list[Dated]:
    if document.published is None:
        return []
    numbers: dict[tuple[int, int], int] = {}
    number = 0
    for reading in document.readings:
        for statement in reading.statements:
            number += 1
            numbers.setdefault((reading.piece.number, statement.sentence), number)
    out = []
    for reading in document.readings:
        for sentence in reading.piece.sentences:
            for phrase, window in windows(find_days(sentence.text), document.published.day):
                at = numbers.get((reading.piece.number, sentence.number), 0)
                out.append(Dated(window.first, window.last, TEXT, phrase.text, sentence.text, at))
    return out
