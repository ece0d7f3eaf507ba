"""A document read against the lawbook: pieces, what each mentions, what each states, and whether the law agrees.

>>> from tidewaiter import Lawbook
>>> text = "China's list of drugs\\nIn 2019 China controlled the fentanyls as a class. It was a large step.\\n"
>>> document = read_text(text, Lawbook.load(), on="2020-01-15")
>>> [(s.kind, s.finding.verdict, s.finding.since) for s in document.statements]
[('control', 'confirmed', '2019-05-01')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from tidewaiter.book import Book
from tidewaiter.contract.claims import ClaimOf
from tidewaiter.dates import FIRST_DAY, HORIZON_DAYS, asked_day
from tidewaiter.duty.book import DutyBook
from tidewaiter.errors import BadDay, QuestionError
from tidewaiter.text.documents.formats import Decoded, read_source
from tidewaiter.text.documents.publication import Published, infer, printed_day, since_told, told_later
from tidewaiter.text.documents.together import BY_HAND, BY_MODEL, Piecewise
from tidewaiter.text.mentions import Mention, find_mentions
from tidewaiter.text.mentions.given_names import as_given
from tidewaiter.text.statements.claims import UNREAD, Claim
from tidewaiter.text.statements.days import Window
from tidewaiter.text.statements.entities import Entity
from tidewaiter.text.statements.finder import Found, find_claims, within
from tidewaiter.text.statements.given import claim_json, claim_of
from tidewaiter.text.statements.pieces import Piece, cut
from tidewaiter.text.statements.proposer import Proposer
from tidewaiter.text.verdicts.finding import (
    NO_QUESTION,
    NOT_JUDGED,
    NOT_LAW,
    Finding,
    counted,
)
from tidewaiter.text.verdicts.judge import Judge

_GIVE_DAY = "Give the day on which it was written: the field of its day on the page, --on YYYY-MM-DD on the command line, on= in Python."
_NUMBER = re.compile(r"\d{1,2}[.)]\s+")  # of a line
_BLOCK = 3000  # characters searched for mentions at once


class Statement(NamedTuple):
    """One statement: where it stands, its words, how it was understood, and what the lawbook says to it."""

    start: int  # in characters of the document's text
    end: int
    text: str
    sentence: int
    kind: str
    said_by: str
    finding: Finding
    claimed: Window | None = None  # the days that it names, resolved
    claim: ClaimOf | None = None  # as ``tidewaiter verify`` takes it

    @property
    def by_hand(self) -> bool:
        """Whether a person claims it of the words: the text's own reading stands beside it."""
        return self.said_by == BY_HAND

    def to_json(self) -> dict[str, Any]:
        """The statement in plain data."""
        f = self.finding
        return {
            "span": [self.start, self.end], "text": self.text, "sentence": self.sentence, "kind": self.kind,
            "question": f.question, "verdict": f.verdict, "measure": f.measure, "clause": f.clause, "since": f.since,
            "answer": f.answer, "note": f.note, "said_by": self.said_by,
            "differs": dict(f.differs), "missing": list(f.missing), "claim": self.claim,
            "claimed": [str(self.claimed.first), str(self.claimed.last)] if self.claimed else None,
        }  # fmt: skip


class Reading(NamedTuple):
    """One piece as it was read."""

    piece: Piece
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]  # spans count characters of the document
    every: tuple[Statement, ...]  # with the sentences that may state law and were not understood

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What was understood, in order."""
        return tuple(one for one in self.every if one.kind != UNREAD)

    @property
    def share(self) -> tuple[int, int]:
        """How many sentences that may state law were judged as they stand, and how many there are."""
        by: dict[int, set[str]] = {}
        for one in self.every:
            if not one.by_hand:
                by.setdefault(one.sentence, set()).add(one.finding.verdict)
        judged = sum(bool(found - {NOT_LAW, NOT_JUDGED}) for found in by.values())
        return judged, judged + sum(found == {NOT_JUDGED} for found in by.values())

    @property
    def unjudged(self) -> tuple[Statement, ...]:
        """What may state law and was not judged; why not stands in its note and in what is missing."""
        return tuple(one for one in self.every if one.finding.verdict == NOT_JUDGED)


class Document(NamedTuple):
    """A document as it was read: everything that the terminal, the page and JSON show."""

    source: str
    format: str
    text: str
    published: Published | None
    readings: tuple[Reading, ...]
    furniture: tuple[tuple[int, int], ...]
    version: str
    sha256: str

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements of all pieces that were understood, in order."""
        return tuple(statement for reading in self.readings for statement in reading.statements)

    @property
    def every(self) -> tuple[Statement, ...]:
        """These, and the sentences that may state law and were not understood: what is shown, by its numbers."""
        return tuple(statement for reading in self.readings for statement in reading.every)

    @property
    def share(self) -> tuple[int, int]:
        """How many sentences that may state law were judged, and how many there are."""
        shares = [reading.share for reading in self.readings]
        return sum(judged for judged, _ in shares), sum(of for _, of in shares)

    @property
    def told(self) -> str:
        """How much was read, in one sentence."""
        judged, of = self.share
        strange = sum(not reading.piece.language for reading in self.readings)
        not_read = f" {strange} of {len(self.readings)} pieces are in a language that is not read."
        where = not_read if strange else ""
        offered = any(m.judged == "offer" for reading in self.readings for m in reading.mentions)
        genre = " It reads like an offer: read it as a listing." if offered and not judged else ""
        return f"Judged {judged} of {of} sentence{'s' * (of != 1)} that may state law.{where}{genre}"

    @property
    def counts(self) -> dict[str, int]:
        """How many statements of the text have each verdict."""
        return self._counted(by_hand=False)

    @property
    def counts_by_hand(self) -> dict[str, int]:
        """How many claims that a person made of its words have each verdict."""
        return self._counted(by_hand=True)

    def _counted(self, *, by_hand: bool) -> dict[str, int]:
        return counted(one.finding for one in self.every if one.by_hand is by_hand)

    def to_json(self) -> dict[str, Any]:
        """The document in plain data: the keys of the published contract, and some beside them."""
        p = self.published
        return {
            "source": self.source,
            "format": self.format,
            "published": None
            if p is None
            else {
                "day": p.day.isoformat(), "earliest": p.earliest.isoformat(), "latest": p.latest.isoformat(),
                "how": p.how, "why": list(p.why),
            },
            "pieces": [self._piece(reading) for reading in self.readings],
            "furniture": [list(span) for span in self.furniture],
            "verdicts": self.counts,
            "verdicts_by_hand": self.counts_by_hand,
            "share": {"judged": self.share[0], "of": self.share[1], "told": self.told},
            "text": self.text,
            "lawbook": {"version": self.version, "sha256": self.sha256},
        }  # fmt: skip

    def _piece(self, reading: Reading) -> dict[str, Any]:
        piece = reading.piece
        keys = ("text", "kind", "id", "judged", "name")
        named = [{"span": [*m[:2]]} | {key: getattr(m, key) for key in keys} for m in reading.mentions]
        named += [{"span": [*e[:2]]} | {key: getattr(e, key) for key in keys[:3]} for e in reading.entities]
        return {
            "title": piece.title,
            "published": self.published.day.isoformat() if self.published else None,
            "span": [piece.start, piece.end],
            "outlet": piece.outlet,
            "mentions": sorted(named, key=lambda item: item["span"]),
            "language": piece.language,
            "statements": [statement.to_json() for statement in reading.every],
        }


def _blocks(piece: Piece) -> Iterable[tuple[int, int]]:
    """Sentences together in blocks of a few thousand characters: mentions are judged by the words around them."""
    start = end = piece.start
    for sentence in piece.sentences:
        if sentence.end - start > _BLOCK and end > start:
            yield start, end
            start = sentence.start
        end = sentence.end
    if end > start:
        yield start, end


class Reader:
    """All that is needed to read documents with one lawbook. Made once, kept, read-only."""

    def __init__(self, book: Book, duties: DutyBook | None = None, proposer: Proposer | None = None) -> None:
        self.book = book
        self.judge = Judge(book, duties or DutyBook.load())
        self.proposer = proposer

    def read(
        self, decoded: Decoded, on: str | date | None = None, claims: Sequence[Mapping[str, Any]] = ()
    ) -> Document:
        """Read one document. ``claims``: what a person says that it states, each with its ``span``; they go before our own.

        Raises :class:`BadDay` where its day is neither given, nor printed, nor to be inferred.
        """
        text = decoded.text
        page = cut(text, decoded.title)
        blocks = (block for piece in page.pieces for block in _blocks(piece))
        every = [m for start, end in blocks for m in self._mentions(text, start, end)]
        every = as_given(text, every, self.book)  # what one block gives, all mean
        mentions = [m for m in every if m.judged != "other meaning"]
        found: list[tuple[Piece, list[Claim]]] = []
        made: dict[int, Found] = {}
        for piece in page.pieces:
            made[piece.number] = own = find_claims(piece, within(every, piece.start, piece.end))
            mine = own.claims + (self._proposed(piece, self.proposer) if self.proposer is not None else [])
            found.append((piece, [*self._given(claims, piece, on), *mine]))
        published = self._published(decoded, found, on)
        readings = tuple(
            Reading(
                piece,
                tuple(within(mentions, piece.start, piece.end)),
                tuple(made[piece.number].entities),
                tuple(self._statements(_once(mine), piece, text, published)),
            )
            for piece, mine in found
        )
        told = decoded.source, decoded.format, text, published, readings, page.furniture
        return Document(*told, self.book.version, self.book.sha256)

    def _mentions(self, text: str, start: int, end: int) -> Iterable[Mention]:
        for mention in find_mentions(text[start:end], self.book):
            at = start + mention.start
            number = _NUMBER.match(mention.text) if text[at - 1 : at] in ("", "\n") else None
            own = (
                number.end() if number else 0
            )  # "2. Phenethyl bromide": that of its line is no part of a name
            yield mention._replace(start=at + own, end=mention.end + start, text=mention.text[own:])

    def _proposed(self, piece: Piece, proposer: Proposer) -> list[Claim]:
        claims = []
        for place, sentence in enumerate(piece.sentences):
            before = [other.text for other in piece.sentences[max(place - 3, 0) : place]]
            for one in proposer.propose(sentence.text, before):
                with suppress(QuestionError):  # what cannot be understood is dropped
                    told = {"said_by": BY_MODEL, **one, "span": [sentence.start, sentence.end]}
                    claims.append(claim_of(told, self.book)[0]._replace(sentence=sentence.number))
        return claims

    def _given(self, claims: Sequence[Mapping[str, Any]], piece: Piece, on: str | date | None) -> list[Claim]:
        """The claims of a person that stand in a piece, each in its sentence."""
        out: list[Claim] = []
        for one in claims:
            day = asked_day(str(on), self._last) if on else None
            claim = claim_of({"said_by": BY_HAND, **one}, self.book, day)[0]
            own = (s for s in piece.sentences if s.start <= claim.start < s.end)
            out += [claim._replace(sentence=s.number) for s in own]
        return out

    @property
    def _last(self) -> date:
        return max(self.book.day, self.book.today) + timedelta(HORIZON_DAYS)

    def _published(
        self, decoded: Decoded, found: list[tuple[Piece, list[Claim]]], on: str | date | None
    ) -> Published | None:
        last = self.book.day + timedelta(HORIZON_DAYS)
        if on is not None:
            day = asked_day(on if isinstance(on, str) else on.isoformat(), last)
            return Published.exactly(day, "given", "as it was given")
        if decoded.published is not None:
            return Published.exactly(decoded.published, "format", "stated by the page itself")
        printed = printed_day(decoded.text, FIRST_DAY, last)
        if printed is not None:
            if (later := told_later(decoded.text, printed)) is not None:
                raise BadDay(
                    f"The page prints {printed} as its day, and tells of {later.text!r} as past.",
                    _GIVE_DAY,
                )
            return Published.exactly(printed, "printed", "printed on the page")
        inferred = infer(found, self.judge, FIRST_DAY, last) or since_told(decoded.text, self.book.today)
        kinds = {claim.kind for _, claims in found for claim in claims}
        if inferred is None and kinds - {"opinion", UNREAD}:
            raise BadDay(
                "The day of publication is not printed on the document and does not follow from what it tells.",
                _GIVE_DAY,
            )
        return inferred

    def _finding(self, claim: Claim, published: Published) -> Finding:
        """The verdict on a claim on the day of publication; where that may be many days, one that is the same on all asked for."""
        last, *others = published.days[::-1]
        found = self.judge.judge(claim, last)
        relative = claim.phrase is not None and claim.phrase.relative
        on_others = (self.judge.judge(claim, day) for day in others)  # asked until one differs
        same = ((one.verdict, one.measure) == (found.verdict, found.measure) for one in on_others)
        if not others or (not relative and all(same)):
            return found
        told = f"not the same on every day from {published.earliest} to {published.latest}"
        return Finding(found.question, NOT_JUDGED, missing=("day",)).noted(told)

    def _statements(
        self, claims: list[Claim], piece: Piece, text: str, published: Published | None
    ) -> Iterable[Statement]:
        judged = dict[Claim, Finding]()
        if published is not None:
            judged = {c: self._finding(c, published) for c in claims if c.kind != UNREAD}
        together = None
        if published is not None:
            together = Piecewise(judged, piece, published.day, lambda c: self._finding(c, published))
            at_large = dict(together.untold(claims)) if piece.language else {}
            judged |= at_large
            read = {one.sentence for one in at_large}
            claims = [*(one for one in claims if one.sentence not in read), *at_large]
        note = "not understood" if piece.language else "its language is not read"
        unread = Finding({}, NOT_JUDGED, note=note)
        for claim in sorted(claims, key=lambda c: (c.start, c.end, c.said_by == BY_HAND)):
            finding = judged.get(claim, unread if claim.kind == UNREAD else NO_QUESTION)
            if together is not None and piece.language:
                claim, finding = together.settle(claim, finding)
            own = text[claim.start : claim.end]
            claimed = claim.window(published.day) if published is not None else None
            told: ClaimOf | None = None
            if claim.kind == UNREAD:
                told = {"text": own, "span": [claim.start, claim.end]}  # for a person to fill in
            elif published is not None:
                told = claim_json(claim, published.day, own)
            yield Statement(
                claim.start, claim.end, own, claim.sentence, claim.kind, claim.said_by, finding, claimed, told
            )


def _once(claims: list[Claim]) -> list[Claim]:
    """Claims without what we did not read where a proposer did; a person's claim stands beside the text's own reading."""
    read = {one.sentence for one in claims if one.kind != UNREAD and one.said_by != BY_HAND}
    return [one for one in claims if one.kind != UNREAD or one.sentence not in read]


def read_text(text: str, book: Book, on: str | date | None = None, **options: Any) -> Document:
    """Read a text that is at hand. Options: those of :class:`Reader`."""
    return Reader(book, **options).read(Decoded(text, "text", ""), on)


def read_document(source: str | Path, book: Book, on: str | date | None = None, **options: Any) -> Document:
    """Read a file, an address or standard input (``-``). Raises :class:`Unreadable`, :class:`BadDay`."""
    return Reader(book, **options).read(read_source(source), on)
