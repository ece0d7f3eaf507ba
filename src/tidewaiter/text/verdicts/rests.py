"""Duties are said to rest until a day, or for so long: put to the acts that suspend duties, or prolong that. The rows: ``rest.yml``."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from tidewaiter.lawbook.beside import ActOfLaw
from tidewaiter.text.statements.claims import Claim
from tidewaiter.text.statements.entities import states_in
from tidewaiter.text.statements.words import patterns, words
from tidewaiter.text.verdicts.acts import Step, first_day
from tidewaiter.text.verdicts.finding import OUTSIDE, Finding, last, worst
from tidewaiter.text.verdicts.law import Law
from tidewaiter.text.verdicts.table import fact, way_told

_P = patterns("pauses")
_WAYS = ("suspended", "prolonged", "until")
_DAYS = {c: days for some, days in (("djt天日", 1), ("ws", 7), ("m月", 30), ("ya年", 365)) for c in some}
_ABOUT = 3  # days: months have unlike lengths


class Rest(Step):
    """Duties of a state on goods of one origin, on the ground told, are said to rest."""

    kind = "rest"

    def tell(self, evidence: ActOfLaw) -> dict[str, str]:
        """An act, and the first of the duties that rest by it."""
        of = {evidence.id, *evidence.of}
        cited = [number for one in self.acts if one.id in of for number in one.numbers]
        origins = ("", self.origin)
        resting = (
            m.id for m in self.tariffs.tables.measures.values()
            if m.territory == evidence.territory and (not m.origins or {*origins} & {*m.origins})
            and any(re.search(rf"{re.escape(n)}(?!\d)", p.cite) for p in m.periods for n in cited)
        )  # fmt: skip
        return {**super().tell(evidence), "measure": next(resting, evidence.id)}

    def ask(self) -> dict[str, Any]:
        """Whose duties, on whose goods, on what ground."""
        return self.asked(jurisdiction=self.claim.actor, origin=self.origin, ground=self.claim.authority)

    @cached_property
    def bound(self) -> list[ActOfLaw]:
        """The acts that suspend such duties, or prolong that, known by the day of the text."""
        found = (a for a in self.acts if a.does in ("suspends", "prolongs") or "points rest" in a.title)
        return [act for act in found if self.claim.actor in ("", act.territory) and self._such(act)]

    def _about(self, act: ActOfLaw) -> str:
        """The words of an act, and of those on which it falls."""
        on = [one for one in self.acts if one.id in act.of]
        on += [one for more in on for one in self.acts if one.id in more.of and more.does == "suspends"]
        return "; ".join(one.title for one in (act, *on))

    def _such(self, act: ActOfLaw) -> bool:
        about, ground = self._about(act), self.claim.authority
        if ground and (ground not in words().duties or not words().duties[ground].search(about)):
            return False
        rate = self.claim.rate
        if rate is not None and not re.search(
            rf"(?<![\d.]){rate.normalize():f} (?:%|points)(?! stay)", about
        ):
            return False
        by_country = "by country" in act.title
        named = states_in(act.title if by_country else about)
        if not self.origin:
            return by_country
        return (self.origin in named) is not by_country

    @fact
    def suspension(self) -> ActOfLaw | None:
        return last(self.bound)

    @fact
    def fits(self) -> ActOfLaw | None:
        """One whose end, length and day are as told."""
        return last(filter(self._as_told, self.bound))

    def _ends(self, act: ActOfLaw) -> list[date]:
        days = [day for day in (act.term or act.until,) if day]
        return [*days, *(day - timedelta(1) for day in days)]

    def _as_told(self, act: ActOfLaw) -> bool:
        window, claim = self.window, self.claim
        made = claim._replace(phrase=claim.made, days=None).window(self.on) if claim.made else None
        if claim.way == "until":
            told = window is not None and any(map(self._is_told, self._ends(act)))
        else:
            told = window is None or any(map(window.holds, act.days))
        return told and (made is None or any(map(made.holds, act.days))) and self._so_long(act)

    def _is_told(self, end: date) -> bool:
        """Whether a day is the one told; where no year is told, that day and month."""
        window, phrase = self.window, self.claim.phrase
        if window is None or window.holds(end):
            return window is not None
        plain = phrase is not None and re.search(r"20\d\d", phrase.text) is None
        day = window.first if window.first == window.last else None
        return plain and day is not None and (day.month, day.day) == (end.month, end.day)

    def _so_long(self, act: ActOfLaw) -> bool:
        """Whether it lasts as long as is told, if that is told."""
        told, end = days_told(self.claim.act), act.term or act.until
        return told is None or (end is not None and about((end - (act.since or first_day(act))).days, told))

    @fact
    def begins_later(self) -> bool:
        return bool(self.fits.since and self.fits.since > self.on)

    said_until = way_told("until")

    @fact
    def ends_held(self) -> str:
        """The days until which such duties rested, where each of the acts has one and none is the one told."""
        if any(self._is_told(end) for act in self.bound for end in self._ends(act)):
            return ""
        ends = [act.term or act.until for act in self.bound]
        return ", ".join(dict.fromkeys(str(end) for end in ends)) if all(ends) else ""


def days_told(text: str) -> int | None:
    """For how many days something is said to be.

    >>> days_told("for 90 days"), days_told("pour six mois"), days_told("暂停一年")
    (90, 180, 365)
    """
    found = _P["length"].search(text)
    if found is None:
        return None
    number, unit = found["n"] or found["nz"], (found["unit"] or found["unitz"] or "month").lower()
    return (int(number) if number.isdecimal() else words().counts.get(number.lower(), 1)) * _unit(unit)


def about(days: int, told: int) -> bool:
    """Whether so many days are those told: months have unlike lengths."""
    return abs(days - told) <= (_ABOUT if told > 1 else 0)


def _unit(word: str) -> int:
    """The days of a unit: "jour" and "jahr", "mes" and "semana" begin alike."""
    return 365 if word.startswith(("jahr", "an", "añ")) else _DAYS[word[0]]


def judge(claim: Claim, on: date, law: Law) -> Finding | None:
    """The verdict on duties said to rest, each origin apart; none where no act is held that may be meant."""
    if claim.way not in _WAYS or not claim.act or not (claim.origins or claim.authority):
        return None
    found = worst([Rest(claim, on, law, one).finding() for one in sorted(claim.origins) or ("",)])
    return None if found.verdict == OUTSIDE and claim.way != "until" else found
