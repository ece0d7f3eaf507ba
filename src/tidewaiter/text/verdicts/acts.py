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
from tidewaiter.text.statements.act_claims import APART, MOST, NUMBERS, numbers, of_which
from tidewaiter.text.statements.claims import Claim
from tidewaiter.text.statements.days import Window, find_days, resolve
from tidewaiter.text.statements.entities import find_entities, states_in, without
from tidewaiter.text.statements.words import patterns, state_code, words
from tidewaiter.text.verdicts.finding import Finding, lasts
from tidewaiter.text.verdicts.law import Law
from tidewaiter.text.verdicts.table import Case, fact, way_told
from tidewaiter.text.verdicts.tariffs import LISTED

# a step -> the deeds of acts that are such a step, where others made what it is done with
_RESTS = ("suspends", "prolongs")
_DEEDS: dict[str, tuple[str, ...]] = {"prolonged": ("prolongs",), "ended": ("ends",)}
_DEEDS |= dict.fromkeys(("suspended", "until", "unlimited"), _RESTS)
_OWN_END = ("ended", "until", "unlimited")  # steps that an act takes by its own last day
_OTHERS = ("suspends", "prolongs", "ends")  # deeds told by the words of the acts on which they fall
_DAY = timedelta(1)
_LONG_BEFORE = timedelta(45)  # between the day on which an act was made and its first
WORD = re.compile(r"[\u4e00-\u9fff]+|[^\W\d_\u4e00-\u9fff]+")
_LANDS = ("Canada", "China", "EU", "加拿大", "中国")  # parts of names: told, too, where it is told who acts
_STEM = 5  # letters by which a word is that of the lawbook in another form
TOLD = patterns("told")
_TERM = patterns("bound")["day_publication"]
# the others are words for the same in several languages
_ALWAYS = ("plain", "does_", "way_", "bodies", "on_publication", "own_number")
_NUMBER = re.compile(r"(?<![\d/-])\d{2,4}/\d{2,4}(?![\d/])|(?<!\d)\d{2,4} ?\(E\)")
_FIGURE = re.compile(r"\d[\d.,]*\d|\d")


class Step(Case):
    """An act is said to have been signed, passed, published, to bind, to rest, to end."""

    kind = "process"

    @cached_property
    def text(self) -> str:
        """The words that name the act, without the sentence before them."""
        return self.claim.act.split(APART)[0]

    @cached_property
    def acts(self) -> list[ActOfLaw]:
        """The acts known by the day of the text; of what is held from memory alone nothing is told."""
        return [a for a in self.store.acts if first_day(a) <= self.on and a.source.verified != "memory"]

    def ask(self) -> dict[str, Any]:
        """What became of which act."""
        told = {"jurisdiction": self.claim.actor, "act": self.text, "step": self.claim.way}
        return {**self.asked(**told), "ask": "process"}

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
        told = numbers(self.text) or numbers(claim.act)
        if told:
            found = [act for act in self.acts if any(told.get(n) == act.territory for n in act.numbers)]
        else:
            found = [
                act for act in self.acts
                if claim.actor in ("", act.territory) and any(is_named(name, claim.act, claim.actor) for name in act.names)
            ]  # fmt: skip
        deeds = _DEEDS.get(claim.way, ())
        if not told and TOLD["amending"].search(claim.act):
            found = self._amending(found) or found
        if not deeds:
            return _makers(found)
        ids = {act.id for act in found}  # told by itself, or by what rests or ends; else by its own end
        fits = [act for act in found if act.does in (*deeds, "ends" if claim.way == "suspended" else "")]
        fits = fits or [act for act in self.acts if act.does in deeds and ids & {*act.of}]
        return fits or [act for act in found if act.until and claim.way in _OWN_END]

    def _amending(self, found: Sequence[ActOfLaw]) -> list[ActOfLaw]:
        """The acts that change those found: by their ids, or by a name of them in their titles."""
        names = {part for act in found for name in act.names for part in name.split(" + ")[:1]}
        ids = {act.id for act in found}
        return [
            act for act in self.acts
            if act.does == "amends" and act.territory in {one.territory for one in found}
            and (ids & {*act.of} or any(name in f"{act.title} {' '.join(act.names)}" for name in names))
        ]  # fmt: skip

    @cached_property
    def each(self) -> list[ActOfLaw]:
        """The acts of which a sentence tells the same step and day: "both came into force on"; none where one of them is not held."""
        told = numbers(self.text)
        if len(told) < 2 or self.window is None or not TOLD["way_each"].search(self.text):
            return []
        found = [act for act in self.acts if any(told.get(number) == act.territory for number in act.numbers)]
        return found if len(found) == len(told) else []

    @fact
    def act(self) -> ActOfLaw | None:
        """The one act meant: of several, the one whose day is told; without a day, none. Of those of which the same is told the
        first of which it does not hold."""
        if self.each:
            return next((act for act in self.each if not self._matches(act)), self.each[0])
        found = self.bound
        if len(found) < 2:
            return found[0] if found else None
        on = self.on
        if self.window is None:  # the one in force on the day of the text
            fits = [act for act in found if (act.since or first_day(act)) <= on and lasts(act.until, on)]
        else:
            fits = [act for act in found if self._matches(act)]
        same = len({(act.does, act.adopted, act.since) for act in fits}) == 1  # made together
        return fits[0] if fits and (len(fits) == 1 or (same and fits[0].adopted)) else None

    def _days(self, act: ActOfLaw) -> list[date]:
        made = act.made
        ends = [act.until - _DAY, act.until] if act.until else []
        if self.claim.way == "ended":
            ends = [day for day in ends if day <= self.on]
        ways: dict[str, list[date | None]] = {
            "signed": [act.adopted], "adopted": [act.adopted], "published": [act.published], "made": [*made],
            "in_force": [act.since, *_entry(act)], "until": [*ends, act.term], "ended": [*made, act.since] if act.does == "ends" else [*ends],
            "suspended": [*made, act.since], "prolonged": [*made, act.since],
        }  # fmt: skip
        return [day for day in ways.get(self.claim.way, []) if day is not None]

    def _matches(self, act: ActOfLaw) -> bool:
        return self.window is not None and any(self.window.holds(day) for day in self._days(act))

    @fact
    def told_by_number(self) -> bool:
        return bool(numbers(self.text))

    @fact
    def another_day_fits(self) -> bool:
        """Whether another day of the sentence is one of the act's: which day is of which step is then not told.

        So too where the day told is that from which a part of it binds, as its title tells.
        """
        told = (resolve(day, self.on) for day in find_days(self.text))
        if any(one is not None and any(map(one.holds, self._days(self.act))) for one in told):
            return True
        parts = [find_days(part)[:1] for part in self.act.title.split("from ")[1:]]
        begun = (resolve(day, self.on) for days in parts for day in days if not day.start)
        window = self.window
        return window is not None and any(window.holds(one.first) for one in begun if one)

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

    said_without_end = way_told("unlimited")
    said_to_bind = way_told("in_force")

    @fact
    def good_not_held(self) -> str:
        """Goods of the sentence that are not what the act is about."""
        held = f"{self.act.title} {'; '.join(self.act.names)}"
        known = words().goods
        told = (one for one in self.claim.goods if one in known and one != LISTED)  # which, a list says
        return next((one for one in told if not known[one].search(held)), "")

    @fact
    def resting(self) -> str:
        """The act by which it rests on the day of the text, where it is said to bind on it or rested before it bound."""
        rests = [
            one for one in self.acts
            if one.does == "suspends" and self.act.id in one.of and (one.since or first_day(one)) <= self.on
            and any(lasts(more.until, self.on) for more in self.acts if more is one or one.id in more.of)
        ]  # fmt: skip
        begun = self.act.since
        return next(
            (one.id for one in rests if not self.window or (begun and one.since and one.since <= begun)), ""
        )

    @cached_property
    def held(self) -> str:
        """The words of the lawbook on the act, and on those on which it falls."""
        on = [one for one in self.acts if one.id in self.act.of and self.act.does in _OTHERS] + self.each
        told = [self.act.issuer, self.act.source.cite]
        told += [word for one in (self.act, *on) for word in (one.title, *one.names)]
        return "; ".join(told)

    @fact
    def number_not_held(self) -> str:
        """The number of another act than this, those on which it falls, and those made with it."""
        act = self.act
        near = [
            one for one in self.acts
            if one.id in (act.id, *act.of) or one in self.each or (one.does, one.adopted, one.since) == (act.does, act.adopted, act.since)
        ]  # fmt: skip
        known = {number for one in near for number in one.numbers}
        other = next((one for one in numbers(self.text) if one not in known), "")
        told = (one.replace(" ", "") for one in _NUMBER.findall(self.text))  # of acts that it changes, too
        return other or next((one for one in told if one not in f"{self.held} {' '.join(known)}"), "")

    @fact
    def state_not_held(self) -> str:
        """A state of the sentence that is none of those of which the act tells."""
        known = {self.act.territory, *states_in(self.held)}
        return next((one for one in states_in(self.text) if one not in known), "")

    @fact
    def falls_on_others(self) -> bool:
        """Whether the act names the states on which it falls, and the sentence none of them."""
        known = states_in(self.act.title) - {self.act.territory}
        return bool(known) and not known & states_in(self.text)

    @fact
    def day_not_held(self) -> str:
        """A day of the sentence that is none of those of the act."""
        act = self.act
        ends = (act.until, act.until and act.until - _DAY, act.term)
        held = [*act.days, *ends, *_entry(act)]
        on = [day for one in self.acts if one.id in act.of for day in one.days]
        for day in find_days(self._plain):
            known = held + on if of_which(self._plain, day, self.claim.way) else held
            one = resolve(day, self.on) if day.kind != "zh_year" else None
            of = f" of {day.text}"  # "the order of 2013", which the act changes
            if of in act.title and self._plain[: day.end].endswith(of):
                continue
            if one and not any(d and one.holds(d) for d in known):
                return self._plain[day.start : day.end]
        return ""

    @cached_property
    def _plain(self) -> str:
        """The text without the words that its first day is that of publication, where it is, or so many days behind it: ``terms.py``."""
        text = _TERM.sub(" ", self.text)
        same = self.act.since and self.act.since in self.act.made
        return TOLD["on_publication"].sub(" ", text) if same else text

    @fact
    def left_over(self) -> str:
        """A word of the sentence that is none of those held of the act, nor one that says nothing of it."""
        if len(self.text) >= MOST:
            return "what follows"
        text = self._plain
        for one in ("purpose", "reported", "backed"):
            text = TOLD[one].sub(" ", text)
        text = without_days(text)
        own = ("plain", f"does_{self.act.does}", f"way_{self.claim.way}")
        named = [name for name in self.act.names if is_named(name, text, self.claim.actor)]
        same = [one for key, one in TOLD.items() if not key.startswith(_ALWAYS)]
        held = [one for one in (*same, *words().goods.values()) if one.search(self.held)]
        parts = [part for name in named for part in name_parts(name)]
        known = [*NUMBERS.values(), *(TOLD[key] for key in own), *parts, *held]
        for pattern in (*known, TOLD["plain"]):  # small words last: they stand within the others
            text = pattern.sub(" ", text)
        if body := next((one[0] for one in TOLD["bodies"].finditer(text) if one[0] not in self.held), ""):
            return body  # the Bundesrat is not the Bundestag
        states = (one for one in find_entities(text) if one.kind == "state")
        text = without(text, (one[:2] for one in states if not TOLD["bodies"].search(one.text)))
        stems = {word[:_STEM].lower() for word in WORD.findall(self.held)}
        more = [word for word in WORD.findall(text) if word[:_STEM].lower() not in stems and word != "s"]
        return next((word for word in more if word.isascii() or len(word) < 2 or word not in self.held), "")

    @fact
    def figure_not_held(self) -> str:
        """A figure of the sentence, no part of a day or number, that is none of what is held of the act."""
        text = TOLD["own_number"].sub(" ", without_days(self.text))
        text = re.sub(r"\d+[时時](?:\d+分)?|\d+(?=[日号]|[项份]公告)|\d+[/-]\d+|20\d\d年", " ", text)
        for number in numbers(text):
            for part in re.findall(r"\d+", number):
                text = text.replace(part, " ")
        journal = " ".join(re.findall(r"OJ [LC]\w* [\d/]+", self.act.source.read))
        journal += " ".join(number for one in self.acts if one.id in self.act.of for number in one.numbers)
        told_of = (self.act.title, self.act.note, "; ".join(self.act.names), self.act.source.cite)
        held = {*_FIGURE.findall(" ".join([journal, *told_of]))}
        return next((one for one in _FIGURE.findall(text) if one not in held), "")


def without_days(text: str) -> str:
    """A text without the days that it tells."""
    return without(text, (day[:2] for day in find_days(text)))


def first_day(act: ActOfLaw) -> date:
    """The first day on which a text can tell of an act."""
    return min(day for day in (*act.days, act.until) if day)


def _makers(found: list[ActOfLaw]) -> list[ActOfLaw]:
    """Of acts told by one name those that made what it names; the others change it."""
    ids = {act.id for act in found}
    return [act for act in found if act.does == "imposes" or not ids & {*act.of}]


def of_duty(claim: Claim, on: date, law: Law) -> Finding | None:
    """A duty of a state whose duties are not held, told by its rate, whose goods, and its first day or the worth of the goods:
    the one act that imposed it."""
    window = claim.window(on)
    if (
        claim.rate is None
        or claim.authority in words().duty_states  # a ground that no title of an act tells
        or not claim.origins
        or claim.modality not in ("fact", "announced")
        or claim.negated
    ):
        return None
    piece = re.compile(rf"(?<![\d.]){claim.rate.normalize():f} %(?:(?!\d[\d.]* %).)*")
    found = [
        act for act in law.book.store.acts
        if act.territory == claim.actor and act.since and (act.does == "imposes" or (claim.made_known and act.does == "amends"))
        and (_told_then(act, claim, window) if window else claim.money and act.since <= on)
        and {*claim.origins} <= states_in(act.title) and lasts(act.until, on)
        and any(_same_goods(one, claim) for one in piece.findall(act.title))
    ]  # fmt: skip
    if len(found) != 1 or not found[0].numbers:
        return None
    way = "in_force" if window is None or (found[0].since and window.holds(found[0].since)) else "made"
    return Step(claim._replace(kind="process", act=found[0].source.cite, way=way), on, law).finding()


def _told_then(act: ActOfLaw, claim: Claim, window: Window) -> bool:
    """Whether an act binds from the days told, or where that a duty was announced is told, was made or published in them."""
    return any(map(window.holds, act.days if claim.made_known else act.days[len(act.made) :]))


def proposed(claim: Claim, on: date, law: Law) -> Finding | None:
    """The one act by which, on the day that a text tells, all was proposed that it says was; a typed claim asks what came of it."""
    window, what = claim.window(on), [{one.id, one.text.casefold()} for one in claim.what if one.id]
    found = [
        act for act in law.book.store.acts
        if act.does == "proposes" and act.territory == claim.actor and act.published and act.published < on
        and window is not None and claim.phrase and window.holds(act.published) and what
        and all(any(name in act.title for name in names) for names in what)
    ]  # fmt: skip
    if len(found) != 1:
        return None
    told = claim._replace(kind="process", act=found[0].source.cite, way="published", modality="fact")
    return Step(told, on, law).finding()


def _same_goods(title: str, claim: Claim) -> bool:
    """Whether the goods told are some of those of a title, and of the worth told; where none are told, it names none."""
    told, held = claim.goods, {key for key, pattern in words().goods.items() if pattern.search(title)}
    worth = {float(one) * 10**9 for one in re.findall(r"(\d[\d.]*) billion", title)}
    if claim.money and float(claim.money.split()[1]) not in worth:
        return False
    return {*told} <= held and (bool(told) == bool(held) or bool(claim.money))


def other_act(claim: Claim, measure: str, acts: Sequence[ActOfLaw]) -> str:
    """The number of an act told beside a duty whose measure is none of it."""
    told, held = numbers(claim.act.split(APART)[0]), numbers(measure)
    own = [act for act in acts if any(number in measure or number in held for number in act.numbers)]
    near = {number for act in own for number in act.numbers}
    return next((one for one in told if one not in near and one not in measure), "")


def _entry(act: ActOfLaw) -> list[date]:
    """The twentieth day after publication, on which an act of the Union enters into force (TFEU, art. 297(1)) that applies later."""
    if act.territory != "EU" or act.published is None or act.since is None:
        return []
    day = act.published + timedelta(20)
    return [day] if day < act.since else []


def made_on_others(claim: Claim, on: date, since: str, acts: Sequence[ActOfLaw]) -> str:
    """The days on which the acts that bind from a day were made, where none is the one told, or it lies long before; else ""."""
    window = claim.window(on)
    begun = (act for act in acts if act.territory == claim.actor and str(act.since) == since)
    days = {day for act in begun for day in act.made}
    if window is None or window.first != window.last or window.first in days:
        return ""
    if not days and window.first + _LONG_BEFORE < date.fromisoformat(since):
        return "a day that is not held"
    return ", ".join(map(str, sorted(days)))


def binds_then(claim: Claim, on: date, since: str, acts: Sequence[ActOfLaw]) -> bool:
    """Whether an act of the state on such goods binds from the very day told, and not from that of the duty found: of it the text
    may tell."""
    window, known = claim.window(on), words().goods
    if window is None or window.first != window.last or not claim.begins or str(window.first) == since:
        return False
    return any(
        act.territory == claim.actor and act.since == window.first and act.does in ("imposes", "amends")
        and any(known[one].search(f"{act.title} {' '.join(act.names)}") for one in claim.goods if one in known)
        for act in acts
    )  # fmt: skip


@cache
def name_parts(name: str) -> tuple[re.Pattern[str], ...]:
    """What finds each part of a name `a + b`."""
    parts = (re.escape(part.strip()) for part in name.split(" + "))
    return tuple(re.compile(rf"(?<![A-Za-z]){one}" if one[:1].isascii() else one, re.I) for one in parts)


def is_named(name: str, text: str, actor: str = "") -> bool:
    """Whether a text tells an act by a name; a word in brackets is one of it: "the (HALT) Fentanyl Act". The state that acts need
    not be named again."""
    plain = re.sub(r"\((\w+)\)", r"\1", text)
    return all(
        one.search(text) or one.search(plain) or (part in _LANDS and state_code(part) == actor)
        for part, one in zip(name.split(" + "), name_parts(name), strict=True)
    )
