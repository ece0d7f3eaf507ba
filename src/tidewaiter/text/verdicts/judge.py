"""From a claim to a verdict: who answers which kind of claim. The verdicts themselves stand in ``tables/``.

The law is taken as of the day of publication; what came later stands in the note alone. Where the lawbook holds
nothing the verdict is ``outside``: silence confirms and contradicts nothing, but where the law was read for the substance.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tidewaiter.duty.records import Measure
from tidewaiter.lawbook import patterns as re
from tidewaiter.text.statements.bound import EVERY_GOOD
from tidewaiter.text.statements.claims import SPARED, Claim
from tidewaiter.text.statements.days import Phrase, Window, find_days, resolve
from tidewaiter.text.statements.loaded import LOADED
from tidewaiter.text.statements.low_value import SMALL
from tidewaiter.text.statements.triggers import DUTY_KINDS
from tidewaiter.text.statements.words import words
from tidewaiter.text.verdicts import (
    acts,
    changes,
    controls,
    counts,
    duties,
    events,
    licences,
    loaded,
    parties,
    provisions,
    removals,
    rests,
    small_value,
    standing,
    terms,
    trade,
)
from tidewaiter.text.verdicts.finding import (
    ANNOUNCED,
    CONFIRMED,
    CONTRADICTED,
    DIFFERS,
    NO_QUESTION,
    NOT_JUDGED,
    NOT_LAW,
    OUTSIDE,
    Finding,
    worst,
)
from tidewaiter.text.verdicts.law import Law
from tidewaiter.text.verdicts.table import Case

CASES: dict[str, type[Case]] = {  # kind of a claim -> who answers it
    "control": controls.Control, "removal": removals.Removal, "count": counts.Count, "follow": counts.Follow, "licence": licences.Licence,
    "deadline": events.Due, "event": events.Happened, "threat": events.Threat, **events.NEVER_ASKED,
    "list": trade.CounterList, "answers": trade.Answers, "exemption": trade.Exemptions, "truce": trade.Truce,
    "designation": parties.Designation, "process": acts.Step, "power": provisions.Provisions,
}  # fmt: skip
_DATED = ("duty", "reduction", "repeal")  # kinds of which the days told beside them are compared
# kinds of claims about a state and the first that is told beside it
_BETWEEN_TWO = ("list", "answers", "truce")


class Judge(Law):
    """Answers claims from one lawbook. Made once, kept, read-only."""

    def judge(self, claim: Claim, on: date) -> Finding:
        """The verdict on one claim of a piece published on ``on``."""
        finding = terms.with_term(claim, self._weighed(claim, on), self.book.store.acts)
        if claim.modality == "opinion":
            finding = finding._replace(verdict=NOT_LAW)
        excepted = any(field == "except" for field, _ in claim.beside)
        if finding.verdict == DIFFERS and excepted and claim.repeated:
            finding = finding.unsure("some of it is told to be excepted", "what")
        if finding.verdict in (CONFIRMED, CONTRADICTED) and (more := self._beside(claim, finding, on)):
            missing, told = dict.fromkeys(field for field, _ in more), dict.fromkeys(word for _, word in more)
            ends = self._ends(claim, finding, on) if {*missing} == {"end"} else ""
            if finding.verdict == CONFIRMED and ends:
                note = f"until {', '.join(told)} claimed, until {ends} in the lawbook"
                finding = finding._replace(verdict=DIFFERS, differs=(("day", ends),)).noted(note)
            else:
                fields = dict.fromkeys("day" if one in ("end", "made") else one for one in missing)
                finding = finding.unsure(f"not compared: {', '.join(told)}", *fields)
        part, listed = _part_of(claim.list), _part_of(finding.clause)
        if finding.verdict == CONFIRMED and claim.kind == "control" and part and listed not in ("", part):
            finding = finding._replace(verdict=DIFFERS, differs=(("list", finding.clause),))
        abroad = claim.kind in DUTY_KINDS and claim.actor and claim.actor not in self.tariffs.held
        if claim.assumed and finding.verdict not in (CONFIRMED, ANNOUNCED) and not abroad:
            own = ("ground",), "which of the duties told before is meant is not told"
            lacks, why = own if claim.repeated else (("who",), "whose law it is is not told")
            finding = Finding(finding.question, NOT_JUDGED, missing=lacks).noted(why)
        if claim.said_by and finding.verdict != NOT_LAW:
            finding = finding.noted(f"as told by {claim.said_by}")
        return finding

    def _is_limit(self, claim: Claim, word: str, on: date) -> bool:
        """Whether a share told beside a listing is the one above which a list of the state has the substance."""
        share = re.search(r"\d+(?:[.,]\d+)?", word) if claim.kind == "control" else None
        if share is None:
            return False
        ids = {f"{what.id}-at-most-{re.sub('[.,]', '-', share[0])}-percent" for what in claim.what}
        own = (e for every in self.lists.of_instrument.values() for e in every if e.substance in ids)
        instruments = self.book.store.instruments
        return any(instruments[e.instrument].territory == claim.actor and on in e.period for e in own)

    def _was_on(self, claim: Claim, name: str, on: date) -> bool:
        """Whether what is listed stands, or stood right before, on another list of the state too: the one it was moved from."""
        lists = self.lists.called(claim.actor, on, name)
        held = (
            [one for what in claim.what for one in self.lists.moves(what, claim.actor, on, lists)]
            if lists
            else []
        )
        return any(one.since.day <= on for one in held)

    def _is_its_day(self, claim: Claim, told: str, on: date) -> bool:
        """Whether a day told beside a duty is one on which a duty of the state on these goods began, rose, fell, ended or was made."""
        spans = [s for origin in claim.origins or ("",) for s in self.tariffs.spans(claim.actor, origin)]
        days = {
            d
            for s in spans
            for d in (s.period.since, s.period.until, s.period.announced, s.period.text_date, *s.made)
        }
        windows = (claim._replace(phrase=one, days=None).window(on) for one in find_days(told))
        return any(w and any(day and w.holds(day) for day in days) for w in windows)

    def _made_on(self, claim: Claim, day: Phrase, found: Finding, on: date) -> str:
        """The days on which the acts by which a duty binds were made, where none is the one told."""
        return acts.made_on_others(
            claim._replace(phrase=day, days=None), on, found.since, self.book.store.acts
        )

    def _is_its_term(self, claim: Claim, told: str, first: date | None, on: date) -> bool:
        """Whether a day told beside a listing is one since which, or until which, it stands."""
        bare, days = claim._replace(beside=(), days=None), find_days(told)
        windows = (bare._replace(phrase=one).window(on) for one in days)
        if first and any(one is not None and one.holds(first) for one in windows):
            return True
        ways = (
            bare._replace(phrase=one, **own)
            for one in days
            for own in ({"way": "until", "begins": False}, {"way": ""})
        )
        return any(self._judge(one, on).verdict == CONFIRMED for one in ways)

    def _ends(self, claim: Claim, found: Finding, on: date) -> str:
        """The one day until which what was found stands, where it is held: of a duty by its period, of a listing by its act."""
        measure = self.tariffs.tables.measures.get(found.measure)
        days = {p.until for p in measure.periods if str(p.since) == found.since} if measure else set()
        own = [one for one in self.book.store.acts if one.territory == claim.actor and one.since]
        if claim.kind == "control":
            days = {one.term or one.until for one in own if str(one.since) == found.since}
        last = days.pop() if len(days) == 1 else None
        by_act = any(last in (one.term, one.until) and acts.first_day(one) <= on for one in own)
        return (
            str(last) if last and (last <= on or by_act) else ""
        )  # what came otherwise later, no text could know

    def _spared(self, claim: Claim, good: str, on: date) -> bool:
        """Whether goods that a claim lets out bear no such duty, or have their own rate of it; of an end, whether they bear it still."""
        alone = claim._replace(goods=(good,), beside=(), phrase=None, way="")
        if claim.kind == "repeal":
            stands = alone._replace(kind="duty", rate=None, rate_from=None, still=True)
            return self._judge(stands, on).verdict == CONFIRMED
        free = self._judge(alone._replace(kind="exemption", rate=None, rate_from=None), on)
        return free.verdict == CONFIRMED or self._judge(alone, on).verdict == DIFFERS

    def _on_all(self, claim: Claim, measure: str) -> bool:
        """Whether a duty falls on all goods, where all are told; where some are told, all of those are meant. Acts are compared whole."""
        if (
            claim.goods
            or claim.kind not in ("duty", "reduction")
            or measure not in self.tariffs.tables.measures
        ):
            return True
        every = (self.tariffs.spans(claim.actor, one, claim.authority) for one in claim.origins or ("",))
        return any(s.measure.id == measure and not s.listed for spans in every for s in spans)

    def _beside(self, claim: Claim, found: Finding, on: date) -> list[tuple[str, str]]:
        """What stands beside a claim and is not held of its measure; a duty on goods of all states is on those of each."""
        measure, held = self.tariffs.tables.measures.get(found.measure), f"{found.answer} {found.clause}"
        whose = [p.origins or measure.origins for p in measure.periods] if measure else []
        own = {one for origins in whose for one in origins} if all(whose) else set()
        spared = {word for word in claim.goods_let_out if self._spared(claim, word, on)}
        by = self.lists.asks_under if claim.kind == "licence" else self.lists.by_act
        rates = {*map(_percent, re.findall(r"\d+(?:\.\d+)? ?(?:%|points)", held))}
        rates |= {*map(_percent, _rates_beside(measure, found.since))} if measure else set()
        ways: dict[
            str, Callable[[str], bool]
        ] = {  # whether what is told in a field is held, or is of another kind
            "except": lambda _: True,
            "act": lambda word: by(found.measure, word),
            "goods": lambda word: (
                word in spared or (bool(EVERY_GOOD.search(word)) and self._on_all(claim, found.measure))
            ),
            "rate": lambda word: _percent(word) in rates or self._is_limit(claim, word, on),
            "until": lambda word: self._lasts(measure, word, found.since, claim.window(on)),
            "end": lambda word: ways["day"](word) or _is_day(word, self._ends(claim, found, on)),
            "made": lambda word: (
                ways["day"](word) and not any(self._made_on(claim, day, found, on) for day in find_days(word))
            ),
            "list": lambda word: self._was_on(claim, word, on),
            "day": lambda word: (  # of an act by its number all days are compared
                terms.days_told(word) in terms.held(claim, found.since, self.book.store.acts)
                or self._is_its_term(claim, word, found.begins, on)
                or any(one.id == found.measure for one in self.book.store.acts)
                if claim.kind == "control"
                else claim.kind in _DATED and self._is_its_day(claim, word, on)
            ),
            "whose": lambda word: (
                word.startswith(SPARED) or (word.isupper() and not (own and word not in own))
            ),
        }
        told = [one for one in claim.beside if one[1] not in held or one[1] in words().goods]
        return [(field, word) for field, word in told if field not in ways or not ways[field](word)]

    def _lasts(self, measure: Measure | None, told: str, since: str, window: Window | None) -> bool:
        """Whether a measure, or what an act brings that binds from the same day, or the day told, lasts as long as is told: "for 150 days"."""
        days = {since, str(window.first) if window else since}
        of_acts = [
            (a.since, a.term or a.until) for a in self.book.store.acts if a.since and str(a.since) in days
        ]
        periods = [(p.since, p.until) for p in measure.periods] if measure else []
        number = rests.days_told(told)
        return number is not None and any(
            end and rests.about((end - first).days, number) for first, end in (*periods, *of_acts)
        )

    def _weighed(self, claim: Claim, on: date) -> Finding:
        """The verdict on a claim, not sure where what it lets out is charged, too; of a duty on goods of several states, that on the
        first of which it is not confirmed."""
        found = self._judge(claim, on)
        if found.verdict != CONFIRMED:
            return found
        for one in claim.states_let_out:
            if self._judge(claim._replace(origins=(one,)), on).verdict == CONFIRMED:
                return found.unsure(f"goods of {one} are told to be let out", "whose")
        told = (word for field, word in claim.beside if field == "whose" and word.isupper())
        origins = dict.fromkeys((*claim.origins, *(one for one in told if not one.startswith(SPARED))))
        several = claim.kind == "duty" and len(origins) > len(claim.origins[:1])
        every = (self._judge(claim._replace(origins=(one,)), on) for one in origins if several)
        return next((one for one in every if one.verdict != CONFIRMED), found)

    def _judge(self, claim: Claim, on: date) -> Finding:
        found, every = self._asked(claim, on), self.book.store.acts
        if claim.kind == "duty" and claim.act and found.verdict in (CONFIRMED, DIFFERS):
            told = acts.other_act(claim, f"{found.clause} {found.answer}", every)
            own = acts.of_duty(claim, on, self) if told or found.verdict == DIFFERS else None
            if own and own.verdict == CONFIRMED and not acts.other_act(claim, own.clause, every):
                return own  # what the act brought that is told, and another then changed
            if told := told or self.tariffs.heading_of_others(claim):
                return found.unsure(f"{told} is told, and not of it", "act")
        if found.verdict == ANNOUNCED and claim.modality == "proposed":
            found = acts.proposed(claim, on, self) or found
        known = claim.made or (claim.made_known and not claim.begins)
        day = claim._replace(phrase=claim.made) if claim.made else claim
        sure = claim.kind in ("duty", "reduction", "exemption") and found.verdict == CONFIRMED
        if known and sure and (made := acts.made_on_others(day, on, found.since, every)):
            return found.unsure(f"made on {made}", "day")
        unlike = claim.kind == "duty" and found.verdict == DIFFERS
        if unlike and claim.repeated and claim.authority and "day" in dict(found.differs):
            other = self._judge(claim._replace(authority="", repeated=False), on)
            return (
                other
                if other.verdict in (CONFIRMED, ANNOUNCED)
                else found.unsure("of which duty is not told", "ground")
            )
        if unlike and claim.made_known and (own := acts.of_duty(claim, on, self)):
            return own  # what was announced then came otherwise
        if unlike and acts.binds_then(claim, on, found.since, every):
            return found.unsure("another act binds from that day", "act")
        by_act = self._of_act(claim, on) if found.verdict == OUTSIDE else None
        return by_act if by_act and by_act.verdict != NOT_JUDGED else found

    def _of_act(self, claim: Claim, on: date) -> Finding | None:
        """What is held of the single act of which a claim may tell."""
        if claim.kind == "control" and claim.begins and claim.what[0].kind == "act":
            named = f"(EU) {claim.what[0].text}" if claim.actor == "EU" else claim.what[0].text
            own = acts.Step(claim._replace(kind="process", act=named, way="in_force"), on, self).finding()
            return own if own.verdict == DIFFERS else None
        if claim.kind == "duty":
            return acts.of_duty(claim, on, self)
        if claim.kind in ("process", "reduction", "repeal"):
            return None
        step = acts.Step(claim, on, self) if claim.act else None
        return step.finding() if step and step.act is not None else None

    def _asked(self, claim: Claim, on: date) -> Finding:
        kind = claim.kind
        if kind in ("duty", "reduction", "repeal") and claim.act and not claim.authority:
            claim = self.tariffs.of_its_act(claim)
        if kind == "duty":
            return duties.judge_duty(claim, on, self)
        if kind in ("repeal", "reduction"):
            return changes.judge_change(claim, on, self)
        if kind in ("control", "removal") and len(claim.what) > 1:
            return worst([self._judge(claim._replace(what=(one,)), on) for one in claim.what])
        of_act = self._of_act(claim, on) if kind == "list" and claim.way else None
        if of_act and of_act.verdict == CONFIRMED:
            return of_act  # that they rest by an act, and not of what size they are
        if kind == "truce" and (rest := rests.judge(claim, on, self)):
            return rest
        if kind not in CASES:
            return NO_QUESTION
        if kind == "exemption" and claim.goods == (SMALL,):
            return small_value.SmallValue(claim, on, self).finding()
        if kind == "exemption" and claim.goods == (LOADED,):
            return loaded.Loaded(claim, on, self).finding()
        origin = next(iter(claim.origins), "") if kind in _BETWEEN_TWO else ""
        found = CASES[kind](claim, on, self, origin).finding()
        if kind != "process" or not claim.authority:
            return found
        of_one = claim.act and not claim.what and found.verdict in (CONFIRMED, ANNOUNCED)
        return found if of_one else standing.Standing(claim, on, self).finding()


def _rates_beside(measure: Measure, since: str) -> list[str]:
    """The rates of a duty that go with the one from a day: the one before it, the one behind it, and those that some goods have."""
    ends = {str(one.until) for one in measure.periods if str(one.since) == since}
    beside = [one.rate for one in measure.periods if str(one.until) == since or str(one.since) in ends]
    return [*beside, *(one.rate for one in measure.exceptions if one.rate)]


def _part_of(text: str) -> str:
    """The part of a schedule that a text names: of "Part II of Schedule VI" and of "Sch. VI, Part 2" the same."""
    found = re.search(r"(?i)\bpart (I{1,3}|\d)\b(?!, item \D)", text)
    return str(len(found[1])) if found and found[1].upper().startswith("I") else found[1] if found else ""


def _is_day(told: str, day: str) -> bool:
    """Whether the days that words tell are one day."""
    only = date.fromisoformat(day) if day else date.max
    windows = [resolve(one, only) for one in find_days(told)] if day else []
    return bool(windows) and all(one is not None and one.first == one.last == only for one in windows)


def _percent(text: str) -> str:
    """The number of a rate, as it is written: of "25 %" and "25 percent" the same."""
    found = re.search(r"\d+(?:[.,]\d+)?", text)
    return found[0].replace(",", ".") if found else text
