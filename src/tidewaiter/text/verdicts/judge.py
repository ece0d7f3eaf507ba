"""From a claim to a verdict: the question it puts, the lawbook's answer, and how the two compare.

The law is taken as of the day of publication; what came later stands in the note alone. Where the lawbook holds
nothing the verdict is ``outside``: silence confirms and contradicts nothing.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property

from tidewaiter.book import Book
from tidewaiter.duty.book import DutyBook
from tidewaiter.lawbook.beside import Event
from tidewaiter.text.statements.claims import Claim
from tidewaiter.text.verdicts import controls, parties, tariffs, trade
from tidewaiter.text.verdicts.finding import ANNOUNCED, CONFIRMED, DIFFERS, NOT_LAW, OUTSIDE, Finding, asked
from tidewaiter.text.verdicts.lists import Lists
from tidewaiter.text.verdicts.tariffs import Tariffs


class Judge:
    """Answers claims from one lawbook. Made once, kept, read-only."""

    def __init__(self, book: Book, duties: DutyBook) -> None:
        self.book = book
        self.duties = duties

    @cached_property
    def lists(self) -> Lists:
        """The lists, read on first use."""
        return Lists(self.book.store)

    @cached_property
    def tariffs(self) -> Tariffs:
        """The duty tables and events, read on first use."""
        return Tariffs(self.duties, self.book.store.events)

    def judge(self, claim: Claim, on: date) -> Finding:
        """The verdict on one claim of a piece published on ``on``."""
        finding = self._judge(claim, on)
        if (
            claim.modality == "opinion" and finding.verdict != NOT_LAW
        ):  # pragma: no cover (kept as kind opinion)
            finding = finding._replace(verdict=NOT_LAW)
        if claim.said_by and finding.verdict != NOT_LAW:
            finding = finding.noted(f"as told by {claim.said_by}")
        return finding

    def _judge(self, claim: Claim, on: date) -> Finding:
        match claim.kind:
            case "control":
                return controls.judge_control(claim, on, self.lists)
            case "removal":
                return controls.judge_removal(claim, on, self.lists)
            case "count":
                return controls.judge_count(claim, on, self.lists)
            case "licence":
                return controls.judge_licence(claim, on, self.lists)
            case "follow":
                return controls.judge_follow(claim, on, self.lists)
            case "duty":
                return tariffs.judge_duty(claim, on, self.tariffs)
            case "repeal" | "reduction":
                return tariffs.judge_change(claim, on, self.tariffs)
            case "exemption":
                return trade.judge_exemption(claim, on, self.tariffs)
            case "truce":
                return trade.judge_truce(claim, on, self.tariffs)
            case "list":
                return trade.judge_list(claim, on, self.tariffs)
            case "answers":
                return trade.judge_answers(claim, on, self.tariffs)
            case "deadline":
                return self._deadline(claim, on)
            case "event":
                return self._event(claim, on)
            case "designation":
                return parties.judge_designation(claim, on, self.book.store)
            case "threat":
                return self._threat(claim, on)
            case "total":
                question = asked(claim, None, on, "total", jurisdiction=claim.actor, number=claim.number)
                return Finding(
                    question, OUTSIDE, answer="how many stand on the lists in all is not asked: lists overlap"
                )
            case "penalty":
                return Finding(
                    asked(claim, None, on, "penalty", jurisdiction=claim.actor),
                    OUTSIDE,
                    answer="penalties are not in the lawbook",
                )
            case "ban":
                question = asked(
                    claim, claim.window(on), on, "ban", jurisdiction=claim.actor, party=claim.party
                )
                return Finding(question, OUTSIDE, answer="bans on firms are no matter of the lawbook")
        return Finding({}, NOT_LAW, note="no question: an opinion, a quotation or a forecast")

    # events ---------------------------------------------------------------------------------------

    def _deadline(self, claim: Claim, on: date) -> Finding:
        window = claim.window(on)
        states = {s for s in (claim.actor, *claim.origins) if s}
        question = asked(claim, window, on, "due", states=sorted(states))
        known = [
            e
            for e in self.book.store.events
            if e.due and e.day.first <= on and len(states & set(e.territories)) >= min(2, len(states))
        ]
        fits = [e for e in known if window is not None and e.due is not None and window.holds(e.due)]
        if fits:
            best = fits[-1]
            return _by_event(question, ANNOUNCED if best.due and best.due > on else CONFIRMED, best)._replace(
                since=str(best.due)
            )
        near = [
            e for e in known if e.due and window and abs((e.due - window.first).days) <= 45 and e.due > on
        ]
        if near:
            return _by_event(question, DIFFERS, near[-1]).noted(f"{window} claimed, due {near[-1].due}")
        return Finding(question, OUTSIDE, answer="nothing due on that day is held")

    def _event(self, claim: Claim, on: date) -> Finding:
        window = claim.window(on)
        states = [s for s in (claim.actor, *claim.origins) if s]
        word = claim.more[0]
        question = asked(claim, window, on, word, states=states, of="working together")
        known = [
            e
            for e in self.book.store.events
            if e.kind == word
            and e.day.first <= on
            and set(states) <= set(e.territories)
            and e.topic != "trade"
        ]
        if not known:
            return Finding(question, OUTSIDE, answer=f"no {word} between them is held")
        fits = [
            e for e in known if window is None or (window.first <= e.day.last and e.day.first <= window.last)
        ]
        if fits:
            return _by_event(question, CONFIRMED, fits[-1])
        return _by_event(question, DIFFERS, known[-1]).noted(
            f"{window} claimed, {known[-1].day} in the lawbook"
        )

    def _threat(self, claim: Claim, on: date) -> Finding:
        states = {s for s in (claim.actor, *claim.origins) if s}
        question = asked(claim, None, on, "threat", by=claim.actor, against=list(claim.origins))
        recent = [
            e
            for e in self.book.store.events
            if e.kind == "threat" and e.day.first <= on and on - e.day.first <= timedelta(30)
        ]
        near = [e for e in recent if len(states & set(e.territories)) >= 2]
        note = "a threat, no law"
        if near:
            event = near[-1]
            note += f"; event {event.id} of {event.day}, since then: {event.status}"
            return Finding(question, NOT_LAW, event.id, event.source.cite, str(event.day), event.title, note)
        return Finding(question, NOT_LAW, note=note)


def _by_event(question: dict[str, object], verdict: str, event: Event) -> Finding:
    later = f"since then: {event.status}" + (f" ({event.settled})" if event.settled else "")
    note = f"rests on {event.source.verified}" + (
        f"; {later}" if event.status not in ("done", "enacted") else ""
    )
    return Finding(question, verdict, event.id, event.source.cite, str(event.day), event.title, note)
