"""Statements on single acts put to the lawbook: which act is meant, and whether the step told was taken on the day told.

The rows: ``process.yml``. An act binds by its number, or by the words by which texts tell it (``names`` of ``acts.csv``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Any

from tidewaiter.lawbook.beside import ActOfLaw
from tidewaiter.text.statements.act_claims import APART, numbers
from tidewaiter.text.statements.claims import Claim
from tidewaiter.text.statements.days import find_days, resolve
from tidewaiter.text.statements.entities import find_entities
from tidewaiter.text.statements.words import words
from tidewaiter.text.verdicts.finding import Finding, asked
from tidewaiter.text.verdicts.table import Case, fact

# a step -> the deeds of acts that are such a step, where others made what it is done with
_RESTS = ("suspends", "prolongs")
_DEEDS = {
    "suspended": _RESTS,
    "until": _RESTS,
    "unlimited": _RESTS,
    "prolonged": ("prolongs",),
    "ended": ("ends",),
}
_DAY = timedelta(1)
_FIGURE = re.compile(r"\d[\d.,]*\d|\d")


class Step(Case):
    """An act is said to have been signed, passed, published, to bind, to rest, to end."""

    kind = "process"

    def __init__(self, claim: Claim, on: date, acts: Sequence[ActOfLaw]) -> None:
        super().__init__(claim, on)
        # of what is held from memory alone nothing is told
        self.acts = [act for act in acts if first_day(act) <= on and act.source.verified != "memory"]

    def ask(self) -> dict[str, Any]:
        """What became of which act."""
        return asked(
            self.claim, self.window, self.on, "process", jurisdiction=self.claim.actor, act=self.claim.act.split(APART)[0],
            step=self.claim.way,
        )  # fmt: skip

    def tell(self, evidence: ActOfLaw) -> dict[str, str]:
        """An act: what it does, and its days."""
        days = (("made", evidence.adopted), ("published", evidence.published), ("in force", evidence.since))
        told = [f"{word} {day}" for word, day in days if day]
        told += [f"no longer from {evidence.until}"] if evidence.until else []
        return {
            "measure": evidence.id,
            "clause": evidence.source.cite,
            "since": str(evidence.since or evidence.adopted or ""),
            "answer": f"{evidence.title}: {', '.join(told)}",
            "verified": evidence.source.verified,
            "until": str(evidence.until or ""),
        }

    @cached_property
    def bound(self) -> list[ActOfLaw]:
        """The acts that may be meant: those of a number that is told; else those told by their words."""
        claim = self.claim
        if not claim.act or not claim.way:
            return []
        told = numbers(claim.act.split(APART)[0]) or numbers(claim.act)
        if told:
            found = [act for act in self.acts if any(told.get(n) == act.territory for n in act.numbers)]
        else:
            found = [
                act for act in self.acts
                if claim.actor in ("", act.territory) and any(_named(name, claim.act) for name in act.names)
            ]  # fmt: skip
        deeds = _DEEDS.get(claim.way, ())
        if not deeds:
            return _makers(found)
        ids = {act.id for act in found}  # told by itself, or by what rests or ends; else by its own end
        fits = [act for act in found if act.does in deeds]
        fits = fits or [act for act in self.acts if act.does in deeds and ids & {*act.of}]
        fits = fits or [act for act in found if act.until and claim.way != "prolonged"]
        return fits or (found if claim.way in ("until", "unlimited") else [])

    @fact
    def act(self) -> ActOfLaw | None:
        """The one act meant: of several, the one whose day is told; without a day, none."""
        found = self.bound
        if len(found) < 2:
            return found[0] if found else None
        if self.window is None:  # the one in force on the day of the text
            fits = [
                act for act in found if (act.since or first_day(act)) <= self.on < (act.until or date.max)
            ]
        else:
            fits = [act for act in found if self._matches(act)]
        same = len({(act.does, act.adopted, act.since) for act in fits}) == 1  # made together
        return fits[0] if fits and (len(fits) == 1 or (same and fits[0].adopted)) else None

    def _days(self, act: ActOfLaw) -> list[date]:
        made = [act.adopted, act.published]
        way = self.claim.way
        ends = [act.until - _DAY, act.until] if act.until else []
        ways: dict[str, list[date | None]] = {
            "signed": [act.adopted], "adopted": [act.adopted], "published": [act.published or act.adopted],
            "in_force": [act.since], "until": [*ends], "ended": [*made, act.since] if act.does == "ends" else [*ends],
        }  # fmt: skip
        return [day for day in ways.get(way, [*made, act.since]) if day is not None]

    def _matches(self, act: ActOfLaw) -> bool:
        return self.window is not None and any(self.window.holds(day) for day in self._days(act))

    @fact
    def told_by_number(self) -> bool:
        return bool(numbers(self.claim.act.split(APART)[0]))

    @fact
    def another_day_fits(self) -> bool:
        """Whether another day of the sentence is one of the act's: which day is of which step is then not told."""
        told = (resolve(day, self.on) for day in find_days(self.claim.act.split(APART)[0]))
        return any(one is not None and any(map(one.holds, self._days(self.act))) for one in told)

    @fact
    def days_held(self) -> str:
        return ", ".join(str(day) for day in dict.fromkeys(self._days(self.act)))

    @fact
    def on_the_day_told(self) -> bool:
        return self._matches(self.act)

    @fact
    def yet_to_bind(self) -> bool:
        return self.act.since is not None and self.act.since > self.on

    @fact
    def ended_by_then(self) -> bool:
        return self.act.until is not None and self.act.until <= self.on

    @fact
    def ends_on_a_day(self) -> bool:
        return self.act.until is not None

    @fact
    def said_without_end(self) -> bool:
        return self.claim.way == "unlimited"

    @fact
    def said_to_be_made(self) -> bool:
        return self.claim.way == "made"

    @fact
    def good_not_held(self) -> str:
        """Goods of the sentence that are not what the act is about."""
        held = f"{self.act.title} {'; '.join(self.act.names)}"
        known = words().goods
        return next((one for one in self.claim.goods if one in known and not known[one].search(held)), "")

    @fact
    def said_to_bind(self) -> bool:
        return self.claim.way == "in_force"

    @fact
    def figure_not_held(self) -> str:
        """A figure of the sentence, no part of a day or number, that is none of what is held of the act."""
        text = self.claim.act.split(APART)[0]
        for day in sorted(find_days(text), key=lambda one: -one.start):
            text = text[: day.start] + " " + text[day.end :]
        text = re.sub(r"\d+(?=[日号]|[项份]公告)|\d+[/-]\d+|20\d\d年", " ", text)
        for number in numbers(text):
            for part in re.findall(r"\d+", number):
                text = text.replace(part, " ")
        held = {
            *_FIGURE.findall(
                f"{self.act.title} {self.act.note} {'; '.join(self.act.names)} {self.act.source.cite}"
            )
        }
        return next((one for one in _FIGURE.findall(text) if one not in held), "")


def first_day(act: ActOfLaw) -> date:
    """The first day on which a text can tell of an act."""
    return min(day for day in (act.adopted, act.published, act.since, act.until) if day)


def _makers(found: list[ActOfLaw]) -> list[ActOfLaw]:
    """Of acts told by one name those that made what it names; the others change it."""
    ids = {act.id for act in found}
    return [act for act in found if act.does == "imposes" or not ids & {*act.of}]


def of_duty(claim: Claim, on: date, acts: Sequence[ActOfLaw]) -> Finding | None:
    """A duty of a state whose duties are not held, told by its rate, whose goods, and its first day: the one act that imposed it."""
    window = claim.window(on)
    if claim.rate is None or not claim.origins or window is None or claim.modality != "fact" or claim.negated:
        return None
    rate = re.compile(rf"(?<![\d.]){claim.rate.normalize():f} %")
    found = [
        act for act in acts
        if act.territory == claim.actor and act.does == "imposes" and act.since and window.holds(act.since)
        and rate.search(act.title) and {*claim.origins} <= {e.id for e in find_entities(act.title) if e.kind == "state"}
    ]  # fmt: skip
    if len(found) != 1 or not found[0].numbers:
        return None
    told = claim._replace(kind="process", act=found[0].source.cite, way="in_force")
    return Step(told, on, acts).finding()


@cache
def _name(name: str) -> tuple[re.Pattern[str], ...]:
    parts = (re.escape(part.strip()) for part in name.split(" + "))
    return tuple(re.compile(rf"(?<![A-Za-z]){one}" if one[:1].isascii() else one, re.I) for one in parts)


def _named(name: str, text: str) -> bool:
    return all(part.search(text) for part in _name(name))
