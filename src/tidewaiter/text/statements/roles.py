"""Who acts, when, and on how many: the roles in a sentence, sought in the clause, the sentence, and what was told before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from tidewaiter.text.statements.claims import Claim, Read, What
from tidewaiter.text.statements.days import Phrase, begins
from tidewaiter.text.statements.entities import Entity
from tidewaiter.text.statements.pieces import Lead
from tidewaiter.text.statements.words import find_states, patterns, words

_P = patterns("roles")
PREPOSITION = _P["preposition"]
PASSIVE = _P["passive"]
STILL = _P["still"]
_LEADS = 12  # characters in which a day at the head of a sentence begins: it is that of all its verbs
_ROW = 34  # characters in which the state before stands
_PAIR = 2  # states in one word that act upon each other
IT_BINDS = _P["it_binds"]
OFFICE = _P["office"]
PUT_ON_A_LIST = _P["put_on_a_list_zh"]


@dataclass(slots=True)
class Told:
    """What a piece has told so far: what "those", "it" and "the list" refer to."""

    actor: str = ""
    proposes: bool = False  # the piece is a proposal
    followed: bool = False  # it tells that what was advised was decided
    around: frozenset[str] = frozenset()  # the states that the piece names
    numbered: str = ""  # the one state whose acts the piece names by their numbers
    weapons: bool = False  # it speaks of chemical weapons
    explosives: bool = False  # it speaks of explosives precursors
    law: tuple[What, ...] = ()  # the acts that were last named by their number
    named: str = ""  # the sentence in which a single act was last told
    named_at: int = -1  # its number
    statute: str = ""  # the sentence that last named a law by its section, or by its name
    statutes: dict[str, None] = field(default_factory=dict)  # all such sentences, in order
    what: tuple[What, ...] = ()
    row: tuple[Lead, ...] = ()  # the lead of the lines that named them
    controlled: tuple[What, ...] = ()  # what a control was last said of
    act: tuple[Claim, ...] = ()  # what was last listed, or counted, while nothing was said of duties since
    elsewhere: str = ""  # an instrument that is not held, by which things were last said to be listed
    # instruments that bind from a day, before it is told what they list
    awaits: list[Claim] = field(default_factory=list)
    counted: Claim | None = None  # the last number of things listed that was told with its day
    ground: str = ""  # of the duties of which the last heading tells
    ends: bool = False  # the last heading tells of duties that end
    named_ground: str = ""  # of the duties of which the last sentence tells that names one
    grounds: dict[str, None] = field(default_factory=dict)  # of all duties of which it tells, each once
    charged: tuple[Claim, ...] = ()  # the duties told in one sentence, the last that tells of any
    by_ground: dict[str, Claim] = field(default_factory=dict)  # the duty last told on each ground
    # the duty last told that falls on all goods of a state, by who charges it
    whole: dict[str, Claim] = field(default_factory=dict)
    duties: list[Claim] = field(default_factory=list)  # all that were told, for the goods that each names
    last: tuple[Claim, ...] = ()  # what the last sentence that tells of duties told of them
    listed: Claim | None = None
    rest: Claim | None = None  # that duties rest, told last
    states: list[str] = field(default_factory=list)
    # the states, beside the one that acts, of the last sentence that named any: where they are two, "both countries" means them
    pair: tuple[str, ...] = ()
    headed: Phrase | None = None  # the day in brackets behind the last heading: of what stands below it
    days: list[Phrase] = field(default_factory=list)
    # by the place of a lead: what the lines below it state
    led: dict[int, list[Claim]] = field(default_factory=dict)

    @property
    def duty(self) -> Claim | None:
        """The duty that was last told."""
        return self.charged[-1] if self.charged else None

    @property
    def only_ground(self) -> str:
        """The ground of every duty told so far; "" where several were told, or none."""
        return next(iter(self.grounds), "") if len(self.grounds) == 1 else ""

    def tell_duty(self, claim: Claim) -> None:
        """Remember a duty, with those of its sentence."""
        beside = self.charged if self.charged and self.charged[0].sentence == claim.sentence else ()
        self.charged = (*beside, claim)
        if claim.authority:
            self.by_ground[claim.authority] = claim
        if claim.kind == "duty" and claim.origins and not claim.goods:
            self.whole[claim.actor] = claim

    def duty_on(self, goods: tuple[str, ...]) -> Claim | None:
        """The duty that was last told, of goods that are told the last that named some of them; none where others alone did."""
        named = [one for one in self.duties if one.goods]
        if not goods or not named:
            return self.duty
        wide = {*goods, *(words().among.get(one, one) for one in goods)}
        return next((one for one in reversed(named) if wide & {*one.goods}), None)


class Hit(NamedTuple):
    """A trigger found in a sentence: its kind, its place, and its words in the tagged text."""

    kind: str
    start: int  # in the sentence
    end: int
    words: str  # in the tagged text


def same_duty(base: Claim, duty: Claim) -> Claim:
    """ "It takes effect at once": the duty just told, from a day."""
    return duty._replace(
        start=base.start, end=base.end, sentence=base.sentence, phrase=base.phrase, said_by=base.said_by,
        begins=True, repeated=True,
    )  # fmt: skip


def day_of(hit: Hit, clause: tuple[int, int], read: Read) -> Phrase | None:
    """The phrase of a day that belongs to a trigger; none where it is one after which it happened."""
    text = read.sentence.text
    numbers = [
        p for p in read.days
        if _P["of_an_act"].match(text, p.end) or (p.kind == "year" and _P["law_made"].search(text[: p.start]))
    ]  # fmt: skip
    own = [p for p in read.days if p not in numbers and not _in_relative(p, hit, read)]
    own = [p for p in own if not (p != own[-1] and said_then(p, text))]
    own = [p for p in own if not _P["until"].search(read.sentence.text[: p.start])] or own
    inside = [p for p in own if clause[0] <= p.start < clause[1] and p.kind != "near"]
    days = inside or [p for p in own if not _claimed(p, clause, read)]
    if not days:
        return None
    first = [p for p in inside if p.start >= hit.end and begins(p, read.sentence.text)]
    if first and all(p.start < hit.start or p in first for p in days):
        days = first  # "on 12 May it was cut, effective 14 May"
    best = min(
        days, key=lambda p: min(abs(p.start - hit.start), abs(p.end - hit.start), abs(p.start - hit.end))
    )
    before = _P["counted_from"].search(best.text) and not best.part("n")
    if before and STILL.search(text[clause[0] : clause[1]]):
        return None
    led = text[clause[0] : clause[0] + 8].lstrip(" ,").lower().startswith("after")
    after = _P["after"].search(best.text) or (not inside and led and best.end <= clause[0] + 2)
    return None if after else best


def _in_relative(phrase: Phrase, hit: Hit, read: Read) -> bool:
    """Whether a day after a trigger belongs to a clause that only says which things are meant ("that were listed before 2024")."""
    text = read.sentence.text
    if _P["first_imposed"].search(text[: phrase.start]):
        return True  # "charges the duty first imposed in February"
    if hit.kind in ("reduction", "repeal", "exemption", "truce") and (
        _P["once_imposed"].search(text[hit.start : phrase.start])
        or _P["imposed_then"].match(text[phrase.end :])
    ):
        return True  # "cuts the duty first imposed in February"
    if hit.kind in ("control", "removal") and _P["issued"].search(text[: phrase.start]):
        return True  # "the regulation of 5 May": the day of the act itself
    between = text[hit.end : phrase.start]
    apart = any(_P[one].search(between) for one in ("relative", "issued", "spoke"))
    return phrase.start >= hit.end and apart


def said_then(phrase: Phrase, text: str) -> bool:
    """Whether somebody said on a day what is told behind it: "instructed on 22 February that"."""
    return _P["said_then"].search(f"{text[: phrase.start]}\n{text[phrase.end :]}") is not None


def _claimed(phrase: Phrase, clause: tuple[int, int], read: Read) -> bool:
    """Whether a phrase stands in another clause that has an act of its own."""
    other = read.clause(phrase.start)
    if other == clause:
        return False
    if other[0] < clause[0] and act_made(read.sentence.text, phrase, other[1]):
        return True  # "it published the list on a day, and the duty took effect as planned"
    if other[0] < clause[0] and _P["coordinated"].match(read.sentence.text[clause[0] :]):
        return phrase.start > _LEADS  # "A did X on a day and does Y"
    text = read.sentence.text[other[0] : other[1]]
    if _P["begins"].match(text) and other[0] >= clause[1]:
        return False
    return bool(_P["own_act"].search(text)) and other[0] > clause[0]


def act_made(text: str, phrase: Phrase, end: int) -> bool:
    """Whether the day told is that on which an act was signed, issued or published: no first day of what it orders."""
    return _P["act_made"].search(text[: phrase.start] + "\n" + text[phrase.end : end]) is not None


def with_pair(found: list[Entity], text: str, told: Told) -> list[Entity]:
    """What a sentence names, with the two states that "both countries" means."""
    both = _P["both_states"].search(text) if len(told.pair) == _PAIR else None
    if both is None or any(one.kind == "state" and one.id in told.pair for one in found):
        return found
    return [*found, *(Entity(*both.span(), both[0], "state", code) for code in told.pair)]


def codes_of(states: Iterable[Entity], but: str = "") -> tuple[str, ...]:
    """The codes of some states, each once; without one."""
    return tuple(dict.fromkeys(e.id for e in states if e.id != but))


def actor_of(hit: Hit, clause: tuple[int, int], read: Read, told: Told) -> str:
    """Who acts: the state before the trigger that no preposition governs; else "by" or "in" a state; else the last told."""
    text = read.sentence.text
    if told.actor and PUT_ON_A_LIST.search(text):
        return told.actor
    for low in (clause[0], 0):
        before = [e for e in read.of("state", low, hit.start + 1) if not governed(text, e, read.language)]
        if before:
            inside = [e for e in read.of("state", hit.start, clause[1]) if _P["by"].search(text[: e.start])]
            if len({e.id for e in before if e.start == before[-1].start}) > _PAIR:
                return ""  # "美墨加": which of them acts is not told
            passive = PASSIVE.search(text[hit.start : hit.end]) and inside
            return inside[0].id if passive else before[-1].id
        after = [
            e
            for e in read.of("state", hit.start, clause[1])
            if _P["of"].search(text[: e.start])
            or _P["own_law"].search(e.text)
            or (e.start < hit.end and not _P["towards_zh"].search(text[hit.start : e.start]))
            or _P["its_list"].match(text[e.end :])
            or (
                hit.kind in ("control", "removal")
                and read.language != "en"
                and _P["place"].search(text[: e.start])
            )
        ]
        if after:
            return after[0].id
    treaties = hit.kind in ("control", "removal") and _P["international"].search(text)
    if treaties and not _P["advised"].search(text):
        return "UN"
    for low in (clause[0], 0):  # "in X A is not listed, but B is": B in X too
        ahead = read.of("state", low, hit.start)
        inside = [e for e in ahead if _P["place"].search(text[: e.start]) or _P["own_law"].search(e.text)]
        if inside:
            return inside[-1].id
    if told.actor:
        return told.actor
    others = [e for e in read.of("state") if not governed(text, e, read.language)]
    if others:
        return others[0].id
    return "CN" if re.search(r"[\u4e00-\u9fff]{4}", text) else ""  # a notice in Chinese that names no state


def governed(text: str, state: Entity, language: str = "en") -> bool:
    """Whether a preposition or a hyphen takes a state out of the subject ("with the US", "US-China")."""
    if _P["governing_zh"].search(text[: state.start]):
        return True
    if text[state.end : state.end + 1] in ("-", "–") or text[max(state.start - 1, 0) : state.start] == "-":
        return True
    if OFFICE.search(text[: state.start]):
        return False
    own = _P.get(f"preposition_{language}", PREPOSITION)
    return bool(own.search(text[: state.start])) or _in_a_row(text, state, language)


def _in_a_row(text: str, state: Entity, language: str) -> bool:
    """Whether it is joined to a state that a preposition governs: "to the US, Mexico or Canada"."""
    low = max(state.start - _ROW, 0)
    joint = _P["row_joint"].search(text[low : state.start])
    if joint is None or not (joint["and"] or _P["row_goes_on"].match(text[state.end :])):
        return False
    before = [one for one in find_states(text[low : low + joint.start()]) if one[1] == joint.start()]
    if not before:
        return False
    start, end, code = before[-1]
    return governed(text, Entity(low + start, low + end, "", "state", code), language)


def count_of(hit: Hit, clause: tuple[int, int], read: Read, near: int) -> int | None:
    """The number that counts what stands at ``near`` (-1: the first of the clause)."""
    counts = read.of("count", *clause)
    if near >= 0:
        counts = [e for e in counts if e.start < near and near - e.end < 30]
    if near < 0:  # "two laws to control six opioids": the one that the verb holds, else the first
        counts = [e for e in counts if hit.start <= e.start < hit.end] or counts
    return int(counts[-1 if near >= 0 else 0].id) if counts else None


def joined_counts(hit: Hit, clause: tuple[int, int], read: Read) -> tuple[int, ...]:
    """The numbers that "and" joins to the first of a clause."""
    counts, text = read.of("count", *clause), read.sentence.text
    more = 1 if counts and _P["joint_one"].search(text, counts[0].end, clause[1]) else 0
    return (*(int(e.id) for e in counts[1:] if _P["joint"].search(text[: e.start])), *(1,) * more)


def pointing(text: str) -> bool:
    """Whether words point back to what was told ("these substances", "the two"); "it is proposed that" does not."""
    return _P["pointing"].search(_P["it_is_told"].sub("", text)) is not None
