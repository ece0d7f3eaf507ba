"""The day of publication: given, stated by the format, printed on the page, or inferred from what the text tells.

To infer is to ask: on which days would what the text says in relative words ("late last month", "will", "by the 1st
of August") agree with the lawbook? Each statement allows some days; the days that most statements allow are taken,
and the statements are named. Where too many days remain, nothing is inferred.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from tidewaiter.text.statements.claims import Claim
from tidewaiter.text.statements.days import Phrase, find_days, resolve
from tidewaiter.text.statements.pieces import Piece
from tidewaiter.text.statements.words import patterns
from tidewaiter.text.verdicts.judge import Judge
from tidewaiter.text.verdicts.lists import acts
from tidewaiter.text.verdicts.tariffs import worths

_P = patterns("publication")
_TOLD = 20_000  # characters that are looked through
_LATER = 200  # days
_BEHIND = 90  # characters behind a day in which a verb may stand
WIDEST = 31  # days: a wider choice is no inference
_FRESH = 2  # days: how long a site's "38 minutes ago" lies behind the event it tells of
_ASKED = 24  # days of a wide choice for which a claim is asked
_REACH = 400  # days after an event in which a relative word may speak of it
_LITTLE = 14  # characters beside the day of a page
_FULL = ("iso", "num", "mdn", "zh", "dmy", "mdy")  # forms of a day, also those in figures alone


class Published(NamedTuple):
    """When a document was published: the day taken, the days it may have been, and how that is known."""

    day: date
    earliest: date
    latest: date
    how: str  # given, format, printed, inferred
    why: tuple[str, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """Days for which what a text tells is asked: its own; of a wider choice its ends, and some between them."""
        wide = (self.latest - self.earliest).days
        if wide <= WIDEST:
            return (self.day,)
        step = max(WIDEST, wide // _ASKED)
        return (*(self.earliest + timedelta(at) for at in range(0, wide, step)), self.latest)

    @classmethod
    def exactly(cls, day: date, how: str, *why: str) -> Published:
        """A day that is known."""
        return cls(day, day, day, how, why)


def printed_day(text: str, first: date, last: date) -> date | None:
    """The day that a page prints for itself: a line that holds a full date and little else, near the top or at the end.

    >>> printed_day("The duty\\nPublished: 15 July 2025\\nIt stands.", date(1961, 1, 1), date(2027, 1, 1))
    datetime.date(2025, 7, 15)
    """
    lines = text.splitlines()
    near = [*lines[:12], *lines[-6:]]
    for line in near:
        dateline = _P["dateline"].match(line[:120])
        if not (6 <= len(line.strip()) <= 90 or dateline):
            continue
        for phrase in _full_days(dateline[0] if dateline else line, _FULL):
            rest = (line[: phrase.start] + line[phrase.end :]).strip()
            little = len(_P["beside"].sub("", rest)) <= _LITTLE
            if (
                dateline
                or little
                or _P["head"].match(line)
                or _P["section"].fullmatch(rest)
                or _P["told_day"].match(line)
            ):
                found = resolve(phrase, last)
                if found is not None and first <= found.first <= last:
                    return found.first
    return None


def _full_days(text: str, kinds: tuple[str, ...] = ("iso", "zh", "dmy", "mdy")) -> Iterator[Phrase]:
    """The days of a text that are told with their year."""
    return (p for p in find_days(text) if p.kind in kinds and p.part("y") and p.part("d"))


def told_later(text: str, printed: date) -> Phrase | None:
    """A full day that a text tells of as past though it lies months after the day that is printed on it.

    >>> told_later("In force since 1 July 2024, it was said.", date(2020, 3, 27)).text
    '1 July 2024'
    """
    for phrase in _full_days(text[:_TOLD]):
        found = resolve(phrase, printed)
        before, behind = text[max(phrase.start - 60, 0) : phrase.start], text[phrase.end :][:20]
        ahead = phrase.ahead or _P["ahead"].search(before) or _P["ahead"].search(behind)
        if found is not None and found.first > printed + timedelta(_LATER) and not ahead:
            return phrase
    return None


def since_told(text: str, today: date) -> Published | None:
    """The days from the last full day that a text tells of as past to today, where no day of its own is known.

    >>> since_told("The order was signed on 9 April 2025.", date(2026, 1, 1)).earliest
    datetime.date(2025, 4, 9)
    >>> since_told("Le 1er juin 2025, le taux est passé de 10 % à 20 %.", date(2026, 1, 1)).earliest
    datetime.date(2025, 6, 1)
    >>> since_told("The order will be signed on 9 April 2025.", date(2026, 1, 1))
    """
    last: tuple[date, Phrase] | None = None
    for phrase in _full_days(text[:_TOLD]):
        begin = max(text.rfind(mark, 0, phrase.start) for mark in (". ", "\n", "。", "; ", "；")) + 1
        before, behind = text[begin : phrase.start], text[phrase.end : phrase.end + _BEHIND]
        ahead = phrase.ahead or _P["ahead"].search(before[-60:]) or _P["ahead"].search(behind[:20])
        if ahead or not (_P["done"].search(before) or _P["done_behind"].match(behind)):
            continue
        found = resolve(phrase, today)
        if found is not None and found.first <= today and (last is None or found.first > last[0]):
            last = found.first, phrase
    if last is None:
        return None
    why = f"no day is printed; {last[1].text!r} is told as past: judged is what is the same from then to {today}"
    return Published(today, last[0], today, "inferred", (why,))


def infer(
    pieces: Iterable[tuple[Piece, list[Claim]]], judge: Judge, first: date, last: date
) -> Published | None:
    """Infer the day from the claims of all pieces of a page. None where nothing fixes it."""
    votes: dict[date, int] = {}
    allowed: list[tuple[set[date], str]] = []
    for piece, claims in pieces:
        for claim in claims:
            days = {day for day in _allowed(claim, piece, judge) if first <= day <= last}
            if 0 < len(days) <= _REACH + 60:
                allowed.append((days, _told(claim, piece)))
                for day in days:
                    votes[day] = votes.get(day, 0) + 1
    if not votes:
        return None
    most = max(votes.values())
    best = sorted(day for day, number in votes.items() if number == most)
    if (best[-1] - best[0]).days > WIDEST or most < 2:
        return None
    middle = best[len(best) // 2]
    why = sorted(((len(days), told) for days, told in allowed if middle in days))
    return Published(middle, best[0], best[-1], "inferred", tuple(dict.fromkeys(told for _, told in why))[:8])


def _told(claim: Claim, piece: Piece) -> str:
    words = claim.phrase.text if claim.phrase is not None else piece.age or "told as news"
    return f"piece {piece.number}, sentence {claim.sentence}: {claim.kind}, “{words}”"


def _allowed(claim: Claim, piece: Piece, judge: Judge) -> Iterator[date]:
    """The days of publication on which a claim would agree with the lawbook."""
    anchors = {*_anchors(claim, judge)}
    if claim.kind == "deadline":
        for event, due in anchors:
            window = claim.window(event)
            if due is not None and window is not None and window.holds(due):
                yield from _days(event, due - timedelta(1))
        return
    if claim.phrase is not None and claim.phrase.relative:
        for event, due in anchors:
            end = event + timedelta(_REACH)
            if due is not None and claim.modality == "announced":
                end = min(end, due - timedelta(1))
            for day in _days(event, end):
                window = claim.window(day)
                if window is not None and window.holds(event):
                    yield day
        return
    if claim.phrase is None and piece.age:
        for event, due in anchors:
            yield from _days(event, min(event + timedelta(_FRESH), due or date.max))
    elif claim.phrase is None and claim.modality == "announced":
        for event, due in anchors:
            if due is not None:
                yield from _days(event, due - timedelta(1))


def _days(first: date, last: date) -> Iterator[date]:
    for number in range(max((last - first).days + 1, 0)):
        yield first + timedelta(number)


def _anchors(claim: Claim, judge: Judge) -> Iterator[tuple[date, date | None]]:
    """The days of the lawbook that a claim may speak of: (made known or begun, due)."""
    if claim.kind == "control" and claim.what:
        for act in acts(judge.lists.of(claim.what[0], claim.actor, judge.book.day)):
            if claim.number is None or len(act.listings) == claim.number:
                yield act.known, act.since.day if act.since.day > act.known else None
                if claim.modality != "announced":
                    yield act.since.day, None
    elif claim.kind == "duty" and claim.rate is not None and claim.actor in judge.tariffs.held:
        for origin in claim.origins or ("",):
            for span in judge.tariffs.spans(claim.actor, origin, claim.authority):
                if span.binds and span.rate == claim.rate and span.general:
                    yield span.period.since, None
    elif claim.kind in ("list", "threat", "deadline", "event", "designation"):
        wanted = {s for s in (claim.actor, *claim.origins) if s}
        kinds = {
            "list": ("announcement", "decision"), "threat": ("threat",), "event": (claim.way,),
            "designation": ("designation",), "deadline": ("threat", "announcement", "decision", "agreement"),
        }[claim.kind]  # fmt: skip
        for event in judge.book.store.events if wanted else ():
            near = len(wanted & set(event.territories)) >= min(2, len(wanted))
            if event.kind in kinds and near and (claim.kind != "list" or claim.worth in worths(event.title)):
                yield event.day.first, event.due
