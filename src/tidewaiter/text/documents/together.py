"""The statements of one piece beside each other: a sentence is sure whole or not at all, and what a text tells as to come
takes with it what the text says of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tidewaiter.text.statements.act_claims import APART, MADE, step
from tidewaiter.text.statements.claims import UNREAD, Claim
from tidewaiter.text.statements.days import Window, find_days
from tidewaiter.text.statements.entities import goods_of, traded
from tidewaiter.text.statements.grounds import DUTY
from tidewaiter.text.statements.list_claims import HELD
from tidewaiter.text.statements.modality import asks
from tidewaiter.text.statements.pieces import Piece
from tidewaiter.text.statements.triggers import DUTY_KINDS
from tidewaiter.text.statements.words import find_states, patterns, words
from tidewaiter.text.verdicts.finding import (
    ANNOUNCED,
    CONFIRMED,
    CONTRADICTED,
    DIFFERS,
    NOT_JUDGED,
    NOT_LAW,
    OUTSIDE,
    Finding,
)

BY_HAND, BY_MODEL = "a person", "a proposing model"  # who claims, where the text is not read by us
_WITH_IT = "in a text that tells of this as to come; its words are not compared"
_TOLD_SO = "told as to come in this text; whether it came is not held"
_PROPOSED = "told as a proposal; the proposal itself is not held"
_NEVER_ASKED = ("penalty", "other")  # kinds of statements that no list or duty tells of
_OF_ANY_KIND = (UNREAD, "process", "ban", "licence", "power")  # what an act of any kind may make law
_LATELY = timedelta(31)  # so long before the text was made, or began, that of which it tells as new
_AT_LARGE = (
    "power",
    "ban",
    "penalty",
    "other",
    "process",
    "licence",
    "total",
    "control",
    UNREAD,
)  # kinds that tell what a law lays down
_BEFORE = 5  # sentences before one that may name its law
_ROW = 3  # substances
_SPAN = re.compile(r"\b\d+ (?:hours|days|months|years)\b")
_P, _TERM = patterns("together"), patterns("bound")["day_publication"]
_SURE = (CONFIRMED, DIFFERS, CONTRADICTED)
_OWED = patterns("claims")["owed"]
_PAST = patterns("carried")["past"]


class _Coming(NamedTuple):
    """What a piece tells as to come: the claim, and what is held of it."""

    claim: Claim
    finding: Finding
    place: str  # the territory whose law it is

    @property
    def states(self) -> set[str]:
        """The states of which what goes with it may tell; what states propose to a treaty body is the body's, too."""
        place = "GB" if self.place == "UK" else self.place
        return {self.place, place, *self.claim.origins, *(() if self.finding.measure else ("UN",))}

    @property
    def charges(self) -> bool:
        """Whether it is a single act on duties of a state whose duties are not held."""
        return self.claim.kind == "process" and DUTY.search(self.finding.answer) is not None


def _row(claim: Claim) -> tuple[int, str, str, bool, str]:
    """What makes claims the parts of one statement: the sentence, the kind, who acts, whether it is denied, who says it."""
    return (
        claim.sentence,
        "control" if claim.kind == "count" else claim.kind,
        claim.actor,
        claim.negated,
        claim.said_by,
    )


def _gist(claim: Claim) -> tuple[object, ...]:
    """What of a claim that is to come decides on what goes with it."""
    return (
        claim.kind,
        claim.actor,
        claim.origins,
        claim.goods,
        claim.authority,
        claim.what,
        claim.sentence <= 1,
    )


class Piecewise:
    """The findings on the claims of one piece, weighed with each other."""

    def __init__(
        self, judged: dict[Claim, Finding], piece: Piece, on: date, ask: Callable[[Claim], Finding]
    ) -> None:
        self.judged, self.on, self.ask = judged, on, ask
        self.sentences = {one.number: one for one in piece.sentences}
        for claim in [
            one for one, found in judged.items() if one.kind == "count" and found.verdict == OUTSIDE
        ]:
            if day := self._day_of_its_act(claim):
                judged[claim] = ask(claim._replace(days=Window(day, day)))
        for claim, found in [*judged.items()]:
            judged[claim] = self._at_large(claim, found)
        held = [(c, f) for c, f in judged.items() if f.verdict == ANNOUNCED and f.measure]
        told = [_Coming(c, f, f.measure.split("/")[0].upper()) for c, f in held] or self._by_itself()
        unlike = {(one.place, one.finding.measure, *_gist(one.claim)): one for one in reversed(told)}
        self.coming: list[_Coming] = [*unlike.values()][::-1]
        sure = (CONFIRMED, ANNOUNCED, NOT_LAW)
        self.doubted = {_row(claim) for claim, finding in judged.items() if finding.verdict not in sure}
        self.to_come = {_row(claim) for claim, _ in held}

    def _at_large(self, claim: Claim, finding: Finding) -> Finding:
        """The finding on a claim that is not sure, or that on what a law lays down at large, where its sentence tells that."""
        if claim.kind == "licence" and finding.verdict == CONFIRMED and not claim.said_by:
            found = self._laid_down(claim)  # another body gives the paper, another figure
            gives = _P["gives"].search(self.sentences[claim.sentence].text)
            of_another = any(row.endswith(("given to another", "of another body")) for row in found.rows)
            told = found.verdict == DIFFERS or (gives and of_another)
            return finding.unsure(found.note, "act") if told else finding
        unsure = finding.verdict in (OUTSIDE, NOT_JUDGED) or (
            claim.kind == "licence" and finding.verdict == DIFFERS
        )
        if not unsure or claim.kind not in _AT_LARGE or claim.modality != "fact" or claim.said_by:
            return finding
        found = self._laid_down(claim)
        ours = found.verdict in _SURE or (claim.kind == "power" and found.measure)
        return found if found.verdict == CONFIRMED or (ours and not finding.measure) else finding

    def _laid_down(self, claim: Claim) -> Finding:
        """What is held of what a sentence says that a law lays down: of all of it, or else of each of its parts, one by one."""
        whole = self._provision(claim)
        found, own = self.ask(whole), whole.act.split(APART)[0]
        parts = [part for part in _P["parts"].split(own) if part]
        if found.verdict in _SURE or len(parts) < 2:
            return found
        every = [self.ask(whole._replace(act=APART.join((part, whole.act)))) for part in parts]
        return every[0] if all(one.verdict == CONFIRMED for one in every) else found

    def untold(self, claims: Sequence[Claim]) -> Iterator[tuple[Claim, Finding]]:
        """What sentences say that a law lays down, of which no claim but an opinion was made, where that is sure."""
        told = {one.sentence for one in claims if one.kind not in (UNREAD, "opinion") or one.said_by}
        for one in self.sentences.values():
            if one.number not in told and not asks(one.text):
                claim = Claim("power", one.start, one.end, one.number)
                if (found := self._laid_down(claim)).verdict in _SURE:
                    yield self._provision(claim), found

    def _provision(self, claim: Claim) -> Claim:
        """What the whole sentence of a claim says that a law lays down; behind it the sentences before, which may name the law."""
        number = claim.sentence
        before = (
            self.sentences[n].text
            for n in (0, *range(max(1, number - _BEFORE), number))
            if n in self.sentences and n != number
        )
        text = self.sentences[number].text + APART + " ".join(before)
        bare = Claim("power", claim.start, claim.end, number, actor=claim.actor, goods=claim.goods)
        return bare._replace(act=text)

    def _day_of_its_act(self, claim: Claim) -> date | None:
        """The one day of the act by which the other numbers of a sentence are confirmed: "15 in Class A, four in Class B"."""
        same = [
            f for c, f in self.judged.items() if c.kind == "count" and _row(c) == _row(claim) and c != claim
        ]
        days = {one.begins for one in same if one.verdict == CONFIRMED}
        return days.pop() if len(days) == 1 and not claim.phrase else None

    def _by_itself(self) -> list[_Coming]:
        """What the text itself says is proposed, or begins on a day ahead, of a state whose law is held in part."""
        out = []
        for claim, finding in self.judged.items():
            window = claim.window(self.on)
            ahead = window is not None and window.first == window.last > self.on
            told = claim.modality == "proposed" or (ahead and _P["begins"].search(self._words(claim)))
            if told and claim.modality != "opinion" and HELD.fullmatch(claim.actor):
                bare = Finding(finding.question, ANNOUNCED)
                out.append(_Coming(claim, bare, claim.actor))
        return out

    def _words(self, claim: Claim) -> str:
        whole = self.sentences[claim.sentence]
        return whole.text[claim.start - whole.start : claim.end - whole.start]

    def settle(self, claim: Claim, finding: Finding) -> tuple[Claim, Finding]:
        """A claim, and the finding on it, in the light of the others."""
        if finding.verdict == CONFIRMED:
            ahead = (one for one in self.coming if one.finding.measure and _is_told_by(one.claim, claim))
            finding = next((one.finding for one in ahead), finding)
        if finding.verdict in (CONFIRMED, CONTRADICTED) and self._beside_what_comes(claim, finding):
            return claim, finding.unsure("the sentence tells of what is to come beside it", "day")
        if finding.verdict in _SURE and self._is_of_a_duty(claim):
            return claim, finding.unsure("which duty or listing is meant is not told", "what")
        if finding.verdict == CONFIRMED and self._in_doubt(claim):
            return claim, finding.unsure("the sentence tells more, and not all of it is confirmed", "what")
        if finding.verdict not in (OUTSIDE, NOT_JUDGED) or claim.kind in _NEVER_ASKED:
            return claim, finding
        if self._passed(claim, finding):
            return claim, finding._replace(verdict=ANNOUNCED)
        if otherwise := self._deadline(claim, finding) or self._not_of_its_act(claim, finding):
            return claim, otherwise
        held = finding.measure and claim.kind != "duty"
        of_kind = claim.what and all(
            what.kind == "group" for what in claim.what
        )  # which of them, is not told
        if claim.modality == "proposed" and claim.actor and (of_kind or not held):
            return claim, finding._replace(verdict=ANNOUNCED).noted(_PROPOSED)
        with_it = self._with(claim, finding) if self.coming else None
        if with_it is None:
            return claim, finding
        if with_it.charges and self._on_another_day(claim, with_it.finding):
            note = f"{claim.window(self.on)} claimed, from {with_it.finding.since} in the lawbook"
            return claim, with_it.finding._replace(verdict=DIFFERS, differs=(("day", note),), note=note)
        if term := _TERM.search(self._words(claim)):
            asked = self.ask(with_it.claim._replace(beside=(("day", term[0]),)))
            if asked.verdict == DIFFERS:
                return claim, asked
        kind = "process" if claim.kind == UNREAD else claim.kind
        note = _WITH_IT if with_it.finding.measure else _TOLD_SO
        found = with_it.finding._replace(answer="", differs=(), note=note)
        return claim._replace(kind=kind, modality="announced"), found

    def _passed(self, claim: Claim, finding: Finding) -> bool:
        """Whether it is told that what lists a thing from a later day was passed or made: the day may be another than that held."""
        begins = finding.begins if claim.kind == "control" and finding.verdict == OUTSIDE else None
        if begins is None or begins <= self.on or claim.negated:
            return False
        done = step(self.sentences[claim.sentence].text)
        return done is not None and done.way in MADE and claim.modality in ("fact", "announced")

    def _deadline(self, claim: Claim, finding: Finding) -> Finding | None:
        """That a time is told in which something must be done, and what was found has another of that unit: "within 72 hours"."""
        told = {word for field, word in claim.beside if field == "deadline"}
        held = {*_SPAN.findall(finding.answer)}
        units = {word.split()[1] for word in told} & {word.split()[1] for word in held}
        if not units or told & held:
            return None
        note = f"{', '.join(sorted(told))} claimed, {', '.join(sorted(held))} in the lawbook"
        return finding._replace(verdict=DIFFERS, missing=(), note=note, differs=(("deadline", note),))

    def _not_of_its_act(self, claim: Claim, finding: Finding) -> Finding | None:
        """That a substance of a row is none of those that an act lists, which lists the others and as many as are told."""
        row = [c for c in self.judged if c.kind == claim.kind == "control" and _row(c) == _row(claim)]
        if len(row) < _ROW or any(len(c.what) != 1 or c.what[0].kind != "substance" for c in row):
            return None
        others = [self.judged[c] for c in row if c != claim]
        acts = {(f.measure.rpartition("/")[0], f.since) for f in others}
        exact = len(acts) == 1 and all(f.verdict in (CONFIRMED, ANNOUNCED) and f.measure for f in others)
        day = others[0].begins
        if not exact or day is None:
            return None
        bare = claim._replace(kind="count", what=(), list="", phrase=None, days=Window(day, day))
        count = self.ask(bare._replace(number=len(row)))
        if count.verdict not in (CONFIRMED, ANNOUNCED):
            return None
        note = f"{len(row)} are listed from {day}, and this is none of them"
        return finding._replace(verdict=DIFFERS, missing=(), differs=(("what", note),)).noted(note)

    def _on_another_day(self, claim: Claim, ahead: Finding) -> bool:
        """Whether a first day is told that is not that of the act to come."""
        window = claim.window(self.on) if claim.begins else None
        if window is None or not window.first == window.last > self.on or ahead.begins is None:
            return False
        return not window.holds(ahead.begins)

    def _in_doubt(self, claim: Claim) -> bool:
        """Whether another part of the same row is neither confirmed nor announced."""
        own_question = claim.said_by in (BY_HAND, BY_MODEL)
        return not own_question and _row(claim) in self.doubted

    def _is_of_a_duty(self, claim: Claim) -> bool:
        """Whether a listing is read in a sentence on a duty that names nothing that is listed, or a duty denied where one is only not
        added to another: "the surcharge is not added to duties under Section 232"."""
        if claim.kind == "duty" and claim.negated and not claim.said_by:
            return _P["stacked"].search(self.sentences[claim.sentence].text) is not None
        own = self.sentences[claim.sentence].text if claim.kind == "control" and not claim.said_by else ""
        return DUTY.search(own) is not None and not any(what.text in own for what in claim.what)

    def _beside_what_comes(self, claim: Claim, finding: Finding) -> bool:
        """Whether a listing without a day of its own, not confirmed and of late, is told in one row with one that is to come."""
        own_question = claim.kind != "control" or claim.phrase or claim.said_by in (BY_HAND, BY_MODEL)
        begun = finding.begins if finding.verdict == CONFIRMED else None
        of_late = begun is not None and self.on - _LATELY <= begun <= self.on
        return not own_question and not of_late and _row(claim) in self.to_come

    def _with(self, claim: Claim, finding: Finding) -> _Coming | None:
        """What is to come with which a claim goes of which nothing is held: it looks ahead, or tells of the same states and of
        nothing that is past or stands already; what is said to stand, or is another's, goes with none."""
        held = finding.measure or any(one.finding.measure and not one.charges for one in self.coming)
        unheld = claim.kind == "duty" and not held
        own = self._words(claim)
        ahead = words().cues["future"].search(own) is not None
        still = claim.still and not unheld and not (ahead and claim.kind in _OF_ANY_KIND)
        if still or claim.negated or claim.number is not None or claim.way == "content":
            return None  # what stands on a list to come is its own question
        stood = _P["before"].search(self.sentences[claim.sentence].text) or any(self._past(own))
        if (
            _P["provides"].match(self.sentences[claim.sentence].text)
            or _P["provides"].search(own)
            or (stood and not ahead and not self._made_lately(own))
        ):
            return None
        understood = ahead and claim.kind not in (UNREAD, "process")
        bare = _P["pact"].sub(" ", own)
        states = {code for *_, code in find_states(bare)}
        goods = {*claim.goods, *goods_of(bare), *traded(bare)} - {"usmca"}
        duty = DUTY.search(_OWED.sub(" ", own)) is not None
        for one in self.coming:
            same = understood or states <= one.states
            told = claim._replace(kind="process") if unheld and one.charges else claim
            if ahead and claim.kind in DUTY_KINDS and one.claim.kind in DUTY_KINDS and not one.claim.goods:
                told = claim._replace(kind=one.claim.kind)  # what rises, falls and ends by one deal
            if same and not (
                _other_law(one, finding) or _of_another(one.claim, told, goods, duty=duty and not one.charges)
            ):
                return one
        return None

    def _past(self, own: str) -> Iterator[bool]:
        """Whether words tell of what is past."""
        yield _PAST.search(own) is not None
        windows = [Claim("", 0, 0, 0, phrase=day).window(self.on) for day in find_days(own)]
        yield any(one is not None and one.last <= self.on for one in windows)

    def _made_lately(self, own: str) -> bool:
        """Whether words tell that what is to come was made of late: "the decree was published today"."""
        done = step(own)
        if done is None or done.way not in MADE or _P["stands"].search(own):
            return False
        windows = [Claim("", 0, 0, 0, phrase=day).window(self.on) for day in find_days(own)]
        told = [one for one in windows if one is not None]
        return bool(told) and all(one.last > self.on - _LATELY for one in told)


def _is_told_by(ahead: Claim, claim: Claim) -> bool:
    """Whether a claim without a day tells of what one that looks ahead does: the title of its text, of the same listing; a rate
    kept in the sentence of a truce to come."""
    if claim.phrase:
        return False
    if claim.kind == "control" and claim.sentence <= 1 and not claim.still:
        return (ahead.kind, ahead.actor, ahead.what) == (claim.kind, claim.actor, claim.what)
    kept = claim.kind == "duty" and ahead.kind == "truce" and ahead.sentence == claim.sentence
    return kept and (ahead.actor, ahead.origins) == (claim.actor, claim.origins)


def _other_law(ahead: _Coming, finding: Finding) -> bool:
    """Whether what was found for a claim is of another instrument than what is to come."""
    return bool(finding.measure) and finding.measure.split("/")[:2] != ahead.finding.measure.split("/")[:2]


def _of_another(ahead: Claim, claim: Claim, goods: set[str], *, duty: bool) -> bool:
    """Whether a claim is of another kind than one that looks ahead, or of goods or a substance that one does not name.

    ``goods``, ``duty``: those that its words name, and whether they name a duty.
    """
    if claim.kind not in (ahead.kind, *_OF_ANY_KIND):
        return True
    if claim.what and claim.kind == ahead.kind:
        named = {what for what in ahead.what if what.kind == "substance"}
        things = {what for what in claim.what if what.kind == "substance"}
        return bool(named and things) and not things & named
    if ahead.kind not in DUTY_KINDS:
        return duty
    same = claim.phrase and claim.authority and claim.authority == ahead.authority  # another line of one list
    if same or not ahead.goods:
        return False  # a duty on all goods is on these too
    return not goods <= {*ahead.goods}
