"""Integrity rules of what stands beside the lists: events, figures, parties."""

from __future__ import annotations

from collections.abc import Iterator

from tidewaiter.errors import LawbookError
from tidewaiter.lawbook.rule import Rule, at, begins_before, ends_after, overlapping, place
from tidewaiter.lawbook.whole import Records


class EventPointsAtKnown(Rule):
    """What an event concerns or answers exists: an entry, a class, a measure, an instrument, another event ..."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        known = {entry.id for entry in book.entries} | {measure.id for measure in book.measures}
        known |= {decision.id for decision in book.decisions}
        known |= book.classes | book.duty_ids | set(book.substances) | set(book.instruments)
        known |= set(book.party_instruments) | {party.id for party in book.parties}
        for item in book.entries:  # `instrument@day`: what it lists from that day
            known.add(f"{item.instrument}@{item.period.since.day}")
        for party in book.parties:
            known.add(f"{party.instrument}@{party.period.since.day}")
        events = {item.id for item in book.events}
        for event in book.events:
            for column, keys, those in (
                ("measures", event.measures, known),
                ("answers", event.answers, known | events),
            ):
                for key in keys:
                    if key not in those:
                        message = f"'{key}' in '{column}' is unknown."
                        mend = (
                            "Name a record by its id, or what an instrument lists from a day: instrument@day."
                        )
                        yield at(book, f"event {event.id}", message, mend)


class EventAnswersEarlier(Rule):
    """An event answers no event that came after it."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        events = {item.id: item for item in book.events}
        for event in book.events:
            for key in event.answers:
                other = events.get(key)
                if other is not None and other.day.first > event.day.last:
                    message = f"it answers '{key}', which came later ({place(book, f'event {key}')})."
                    yield at(book, f"event {event.id}", message, "Mend a day, or turn the answer round.")


class EventIsSettledLater(Rule):
    """What became of an event is settled no earlier than it happened, and nothing pending is settled."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        for event in book.events:
            if event.settled is None:
                continue
            if event.settled < event.day.first:
                message = f"settled on {event.settled}, before it happened ({event.day})."
                yield at(book, f"event {event.id}", message, "Mend 'day' or 'settled'.")
            if event.status == "pending":
                mend = "Empty 'settled', or say what became of it."
                yield at(book, f"event {event.id}", "pending, and yet settled.", mend)


class EnactedOnItsDay(Rule):
    """What was announced for a day and enacted points at records that begin on that day."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        for event in book.events:
            for key in event.measures:
                _, mark, day = key.rpartition("@")
                if mark and "/" not in day and event.due is not None and day != event.due.isoformat():
                    message = f"announced for {event.due}, but '{key}' begins on another day."
                    yield at(book, f"event {event.id}", message, "Mend 'due' or 'measures'.")


class ActInOrder(Rule):
    """An act names acts that are held, has a day, and ends after it began; no number is of two acts of a territory."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        known = {act.id for act in book.acts}
        numbered: dict[tuple[str, str], str] = {}
        for act in book.acts:
            key = f"act {act.id}"
            for other in act.of:
                if other not in known:
                    yield at(book, key, f"'{other}' in 'of' is no act.", "Name an act by its id.")
            if not act.days and not act.until:
                yield at(book, key, "it has no day.", "Fill 'adopted', 'published', 'since' or 'until'.")
            elif act.days and act.until and act.until < min(act.days):
                yield at(book, key, f"it ends on {act.until}, before it began.", "Mend 'until'.")
            for number in act.numbers:
                if (other := numbered.setdefault((act.territory, number), act.id)) != act.id:
                    yield at(book, key, f"number '{number}' is that of '{other}'.", "One number is one act.")


class ProvisionTold(Rule):
    """A provision that lets or makes somebody act names who; it ends after it began."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        for one in book.provisions:
            if one.says == "may" and not one.who:
                yield at(book, f"provision {one.id}", "it says 'may', and not who.", "Fill 'who'.")
            if one.since and one.until and one.until <= one.since:
                message = f"it ends on {one.until}, before it began."
                yield at(book, f"provision {one.id}", message, "Mend 'since' or 'until'.")


class FigureAfterItsPeriod(Rule):
    """A figure was not published before its period ended."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        for point in book.points:
            if point.as_of is not None and point.as_of < point.last:
                key = f"point {point.series} {point.period} as of {point.as_of}"
                message = f"published on {point.as_of}, but its period ends on {point.last}."
                yield at(book, key, message, "Mend 'as_of', or write the part of the period that it covers.")


class PartyWithinInstrument(Rule):
    """The period of a listed party lies inside the period of its instrument."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        for party in book.parties:
            whole = book.party_instruments[party.instrument].period
            if begins_before(party.period, whole) or ends_after(party.period, whole):
                span = f"{whole.since} until {whole.until or 'today'}"
                message = f"its period is not within that of {party.instrument} ({span})."
                yield at(book, f"party {party.id}", message, "Mend the days here or in instrument.yml.")


class PartyListedOnce(Rule):
    """Two spells of one party on one list never overlap."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        spells = (((one.instrument, one.list, one.name.casefold()), one.period, one) for one in book.parties)
        for first, second in overlapping(spells):
            message = f"'{second.name}' stands on this list already ({place(book, f'party {first.id}')})."
            yield at(book, f"party {second.id}", message, "End the first spell where this one begins.")
