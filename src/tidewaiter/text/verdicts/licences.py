"""Which paper the border, or the law on those who handle goods, asks for. The rows: ``licence.yml``."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from tidewaiter.amounts import threshold_of
from tidewaiter.lawbook.records import Entry, Measure
from tidewaiter.text.statements.words import words
from tidewaiter.text.verdicts.controls import OfLists
from tidewaiter.text.verdicts.finding import RECENT, first, lasts, told_of
from tidewaiter.text.verdicts.lists import begins
from tidewaiter.text.verdicts.table import fact, of_claim, way_told

_BORDER = ("licence", "declaration", "registration", "notification")  # papers, where none is told


class Licence(OfLists):
    """A state is said to ask for a paper where listed goods leave or enter, perhaps to certain states."""

    kind = "licence"

    def ask(self) -> dict[str, Any]:
        """Which paper, for what, in which direction, to whom."""
        claim = self.claim
        what = claim.what[0].text if claim.what else ""
        return self.asked(jurisdiction=claim.actor, direction=claim.way, to=list(claim.origins), what=what)

    def tell(self, evidence: Measure) -> dict[str, str]:
        """An obligation at the border."""
        since = str(evidence.period.since)
        until = f", {evidence.deadline}" if evidence.deadline else ""
        answer = f"{evidence.title}: {evidence.effect}, from {since}{until} ({evidence.source.cite[:80]})"
        return {"measure": evidence.id, "clause": evidence.clause, "since": since, "answer": answer}

    @fact
    def a_group_told(self) -> bool:
        return all(what.kind == "group" for what in self.claim.what)

    to_other_states, states_of_a_rule = way_told("elsewhere"), way_told("destinations")

    @cached_property
    def _towards_some(self) -> list[Measure]:
        """The obligations of the state at its border that hold towards certain states only, in force."""
        own = (key for key, one in self.store.instruments.items() if one.territory in self.places)
        rules = (m for key in own if key in self.lists.border_rules for m in self.store.measures_of(key))
        kinds = {"precursor"}
        found = (m for m in rules if kinds >= {self.lists.kind(e) for e in self._on_lists_of(m)})
        return [m for m in found if m.destination and self.on in m.period]

    @fact
    def rule_of_as_many(self) -> Measure | None:
        """The one such rule that lists as many as told, none of which is on another list of the state."""
        fits = [
            m for m in self._towards_some if len({e.covers for e in self.listed_by(m)}) == self.claim.number
        ]
        if len(fits) != 1:
            return None
        mine = {e.substance for e in self.listed_by(fits[0]) if e.substance}
        others = (e for place in self.places for e in self.lists.all_of(place) if e.substance in mine)
        apart = (e for e in others if e.instrument != fits[0].instrument and self.on in e.period)
        return fits[0] if first(apart) is None else None

    @fact
    def a_rule(self) -> Measure | None:
        """The newest of such rules."""
        return max(self._towards_some, key=lambda m: m.period.since.day, default=None)

    @fact
    def states_named(self) -> str:
        """All states that such rules name."""
        return ", ".join(sorted({one for m in self._towards_some for one in m.destination}))

    @fact
    def as_many_states(self) -> bool:
        return self.claim.number == len(self.states_named.split(", "))

    @fact
    def all_states_named(self) -> bool:
        return self.as_many_states and {*self.claim.origins} <= {*self.states_named.split(", ")}

    def _asks(self, measure: Measure, paper: str) -> bool:
        wanted, period, asked_for = set(self.claim.origins), measure.period, words().papers[paper]
        ends = {*measure.destination, *measure.origin} or wanted
        way = measure.direction if self.claim.way in ("", "content") else self.claim.way
        ways = (way,) if way == "domestic" else (way, "both")  # "both" are the ways across a border
        said = f"{measure.title} {measure.threshold}".lower()
        right = measure.effect in asked_for.effects and (
            not asked_for.of or any(one in said for one in asked_for.of)
        )
        return right and measure.direction in ways and wanted <= ends and lasts(period.until, self.on)

    @cached_property
    def _told(self) -> tuple[str, ...]:
        """What is said to be asked for; where it is told of whom or of what, that alone."""
        known, told = words().papers, self.claim.papers
        apart = {effect for one in told if known[one].of for effect in known[one].effects}
        return tuple(one for one in told if known[one].of or not apart & {*known[one].effects})

    def listed_by(self, measure: Measure) -> list[Entry]:
        """What the measure's lists hold on the day of the text, or come to hold on its first day."""
        day = max(self.on, measure.period.since.day)
        held = self._on_lists_of(measure)
        return [e for e in held if begins(e).day <= day and lasts(e.period.until, day)]

    def _on_lists_of(self, measure: Measure) -> list[Entry]:
        held = self.lists.of_instrument.get(measure.instrument, ())
        listed = (e for e in held if not measure.lists or e.list in measure.lists)
        return [e for e in listed if not measure.substances or e.substance in measure.substances]

    @cached_property
    def _told_goods(self) -> list[set[str]]:
        """The entries of each thing told."""
        return [
            {e.id for place in self.places for e in self.lists.meant(what, place)} for what in self.claim.what
        ]

    def _of_the_goods(self, measure: Measure) -> bool:
        """Whether what is told is on the measure's lists, all of it; a group: whether some of it is."""
        told = (one for key, one in self.lists_told if key == measure.instrument)
        if self.claim.list and not any(not measure.lists or one in measure.lists for one in told):
            return False
        held = {e.id for e in self.listed_by(measure)}
        return all(mine & held for mine in self._told_goods)

    def _asked_for(self, papers: tuple[str, ...]) -> list[Measure]:
        """The obligations that ask for one of some papers, likeliest first."""
        store, window = self.store, self.window
        own = (key for key, one in store.instruments.items() if one.territory in self.places)
        mine = (m for key in own for m in store.measures_of(key))
        asked_for = [m for m in mine if any(self._asks(m, one) for one in papers) and self._of_the_goods(m)]
        asked_for = [m for m in asked_for if self._of_its_law(m)] or asked_for

        def rank(m: Measure) -> tuple[bool, bool, bool, bool, bool]:
            towards = bool(self.claim.origins) and bool(m.destination or m.origin)
            dated = window is not None and window.holds(m.period.since.day)
            done = any(one in m.title.lower() for one in self.claim.goods)
            return towards, dated, not self._condition(m), done, m.effect == "licence"

        return sorted(asked_for, key=rank, reverse=True)

    def _condition(self, measure: Measure) -> str:
        """The condition on which it is asked for, where nobody told it: the measure's, or that of what is told on its list."""
        of = [of for one in self._told for of in words().papers[one].of]
        if measure.destination or any(one in measure.threshold for one in of):
            return ""
        mine, lists = set[str]().union(*self._told_goods), self.claim.list and self.lists_told
        told = (e for e in self.listed_by(measure) if not mine or e.id in mine)
        told = (e for e in told if not lists or (e.instrument, e.list) in lists)
        return next(filter(None, (threshold_of(measure, e)[0] for e in told)), "")

    @fact
    def paper_on_a_condition(self) -> str:
        return self._condition(self.paper)

    @cached_property
    def _papers(self) -> list[Measure]:
        return self._asked_for(self._told or _BORDER)

    @fact
    def paper(self) -> Measure | None:
        return first(m for m in self._papers if m.period.since.day <= self.on)

    @fact
    def paper_ends(self) -> bool:
        return self.paper is not None and self.paper.period.until is not None

    @fact
    def limit_as_held(self) -> bool:
        """Whether what holds more than the share told is meant, and that share is the limit of each thing told on its list."""
        above, instrument = self.claim.rate_from, self.paper.instrument
        held = {e.substance for e in self.lists.of_instrument.get(instrument, ())}
        share = f"{above:f}".replace(".", "-") if above is not None else ""
        return bool(share) and all(f"{what.id}-at-most-{share}-percent" in held for what in self.claim.what)

    @fact
    def other_limit(self) -> str:
        """The share above which the one thing told is not for the public, where it is another than the one told; what lies above a
        higher one is not for it either."""
        above, what = self.claim.rate_from, first(self.claim.what)
        if above is None or what is None or len(self.claim.what) > 1:
            return ""
        every = (e for place in self.places for e in self.lists.all_of(place))
        own = (e for e in every if e.substance.startswith(f"{what.id}-at-most-"))
        known = (
            e for e in own if begins(e).day <= self.on + timedelta(RECENT) and lasts(e.period.until, self.on)
        )
        shares = {e.substance.split("-at-most-")[1].removesuffix("-percent").replace("-", ".") for e in known}
        told_so = self.claim.way == "content" or any(above < Decimal(one) for one in shares)
        return "" if f"{above.normalize():f}" in shares or not told_so else ", ".join(sorted(shares))

    @fact
    def every_paper(self) -> bool:
        return all(any(m.period.since.day <= self.on for m in self._asked_for((one,))) for one in self._told)

    @fact
    def paper_names_states(self) -> bool:
        return bool(self.paper.destination or self.paper.origin)

    @fact
    def paper_to_come(self) -> Measure | None:
        ahead = [m for m in self._papers if m.period.since.day > self.on]
        return first(m for m in ahead if told_of(self.window, m.period.since.day))

    @fact
    def law_to_come(self) -> bool:
        """Whether the one to come is of an act that is told, and none in force is."""
        return self._of_its_law(self.paper_to_come) and self.paper is None

    def _of_its_law(self, measure: Measure) -> bool:
        """Whether an obligation is one of an act that is told by its number."""
        told = (word for field, word in self.claim.beside if field == "act")
        return any(self.lists.asks_under(measure.id, one) for one in told)

    @fact
    def goods_told(self) -> bool:
        return bool(self.claim.what or self.lists_told)

    states_told = of_claim("origins")

    @fact
    def as_many(self) -> bool:
        return self.claim.number in (None, self.how_many)

    @fact
    def papers_told(self) -> str:
        return ", ".join(self._told)

    @fact
    def how_many(self) -> int:
        return len({e.covers for e in self.listed_by(self.paper)})

    @fact
    def paper_of_those_days(self) -> bool:
        since = self.paper.period.since
        window = self.window
        today = window is not None and window.first == window.last == self.on
        if today and self.claim.still and not self.claim.begins:
            return True  # "is on the list today"
        if window is None or window.holds(since.day) or (not since.exact and window.first <= since.day):
            return True
        if any(one.kind == "group" for one in self.claim.what):
            return False
        # asked for of these since they are listed
        begun = {e.id for e in self._on_lists_of(self.paper) if window.holds(begins(e).day)}
        return bool(self._told_goods) and all(mine & begun for mine in self._told_goods)
