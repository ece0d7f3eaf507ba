"""Statements on what a law lays down at large put to ``provisions.csv``: who may, must or must not do what, what a breach costs.

The rows: ``power.yml``. A provision binds by the words by which texts tell its law, in the sentence or before it. It is
confirmed where each word of the sentence is held of it, each figure stands beside what it is of, and nothing is turned round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any, NamedTuple

from tidewaiter.lawbook.beside import Provision
from tidewaiter.text.statements.act_claims import APART, NUMBERS
from tidewaiter.text.statements.days import find_days, resolve
from tidewaiter.text.statements.entities import find_entities, states_in, without
from tidewaiter.text.statements.words import number_of, patterns, words
from tidewaiter.text.verdicts.acts import TOLD, WORD, is_named, name_parts, without_days
from tidewaiter.text.verdicts.finding import lasts
from tidewaiter.text.verdicts.table import Case, fact
from tidewaiter.text.verdicts.tariffs import LISTED

_P = patterns("provisions")
_UNITS, _NORMS = patterns("provision_units"), patterns("provision_norms")
_ALWAYS = ("plain", "does_", "way_", "bodies", "on_publication", "own_number")
_STEM = 5  # letters by which a word is that of the lawbook in another form
_ENDING = 3  # letters in which its forms may differ, beyond
_FEW = 4  # words of a provision that a sentence must tell where it does not name the law
_STRICT = ("must_not", "must", "may")
_FIGURE = re.compile(r"\d[\d.,]*\d|\d")
_UNDER = {  # whose texts tell of law that is not their own
    "UN": ("US", "UK", "CA", "IN", "CN", "MX", "DE", "EU", "HK", "ES", "FR"), "EU": ("DE", "ES", "FR", "AT", "IE", "BE", "UN")
}  # fmt: skip
_BESIDE = {"after": "before", "before": "after"}
_SHARED, _LONGEST = 2, 12  # characters of Chinese that are a word


class _Told(NamedTuple):
    """How a sentence tells a provision."""

    provision: Provision
    by_name: bool  # the sentence itself names the law
    known: int  # words that are held of it
    left: str  # the first that is not


class Provisions(Case):
    """A law is said to let, make or forbid, to punish, or to be law somewhere."""

    kind = "power"

    @cached_property
    def text(self) -> str:
        """The sentence, its numbers in figures, without what only leads to it."""
        text = _P["leads_to"].sub(" ", self.claim.act.split(APART)[0])
        return _P["in_words"].sub(lambda m: str(number_of(m[0].lower()) or m[0]), text)

    @cached_property
    def bound(self) -> list[_Told]:
        """The provisions that may be meant, those first that hold all of the sentence, then those of which it tells most."""
        own = self.claim.act.split(APART)[0]
        plain, near = own.lower(), self.claim.act.lower()
        known = (
            one for one in self.store.provisions
            if _among(one, self.claim.act, near) and one.source.verified != "memory" and (one.since is None or one.since <= self.on) and lasts(one.until, self.on)
            and self._of_state(one.territory) and self._speaks_of(one)
        )  # fmt: skip
        pointed = APART in self.claim.act  # "the statute behind the tariff", named in a sentence before
        found = []
        for one in known:
            by_name = _among(one, own, plain)
            told, left = self._compared(one)
            extends = one.says == "extends" and _P["extending"].search(own)
            if extends or (
                one.says != "extends" and (by_name or (not left and (told >= _FEW or (pointed and told > 1))))
            ):
                found.append(_Told(one, by_name, told, left))
        return sorted(found, key=lambda told: (bool(told.left), *self._unfit(told.provision), -told.known))

    def _unfit(self, one: Provision) -> tuple[bool, bool, bool]:
        """What does not fit: nobody is told whom it lets or makes act, another norm is told, or a figure that it does not name."""
        return not self._acts(one), bool(self._unlike(one.says)), bool(self._figure(one))

    def _acts(self, one: Provision) -> bool:
        """Whether the sentence tells somebody whom a provision lets or makes act; of one that names none, always."""
        return not one.who or any(who.lower() in self.text.lower() for who in one.who)

    def _speaks_of(self, one: Provision) -> bool:
        """Whether the sentence tells of a penalty where the provision is one, and lets nobody act by what only explains a word."""
        if one.says == "punished":
            return _P["says_punished"].search(self.text) is not None
        if one.says == "may" and not self._acts(one) and _P["anybody"].search(self.text):
            return False  # "a person may supply": whom a law lets act is somebody
        lets = one.says == "means" and _P["says_may"].search(self.text)
        return not lets or _P["says_may"].search(one.what) is not None

    def _of_state(self, territory: str) -> bool:
        """Whether the law told may be that of a territory: of the state that acts, or of one that the text names."""
        own = {territory, "GB" if territory == "UK" else territory, *_UNDER.get(territory, ())}
        return not self._states or not own.isdisjoint(self._states)

    @cached_property
    def _states(self) -> set[str]:
        return {*filter(None, [self.claim.actor]), *states_in(self.claim.act)}

    @fact
    def act(self) -> Provision | None:
        """The one provision meant."""
        best = self.bound[0] if self.bound else None
        return best.provision if best and (best.known or best.provision.says == "extends") else None

    def ask(self) -> dict[str, Any]:
        """What of whose law."""
        return self.asked(jurisdiction=self.claim.actor, act=self.claim.act.split(APART)[0])

    def tell(self, evidence: Provision) -> dict[str, str]:
        """A provision: its words and clause."""
        who = f"{evidence.who[0]}: " if evidence.who else ""
        return {
            "measure": evidence.id, "clause": evidence.source.cite, "since": str(evidence.since or ""),
            "answer": who + evidence.what, "verified": evidence.source.verified, "until": str(evidence.until or ""),
        }  # fmt: skip

    @cached_property
    def _bare(self) -> str:
        """The sentence without days and the words that say nothing of what is laid down."""
        text = TOLD["purpose"].sub(" ", self.text)
        text = without_days(TOLD["reported"].sub(" ", text))
        states = (
            one for one in find_entities(text) if one.kind == "state" and not _P["body"].search(one.text)
        )
        return without(text, (one[:2] for one in states))

    def _compared(self, one: Provision) -> tuple[int, str]:
        """How many words of the sentence are held of a provision, and the first that is not."""
        same, own = _same(one)
        text, held = own.uncovered(self._bare)
        other = [
            m[0] for m in _P["literal"].finditer(self._bare) if m[0].lower() not in one.laid_down.lower()
        ]
        other += ["who"] if one.says == "may" and self._without_paper else []
        other += [m[0] for m in _P["deeds"].finditer(text) if not own.has(m[0])]
        other += _turned(one, self.text)
        parts = (part for name in one.names if is_named(name, text) for part in name_parts(name))
        for pattern in same:
            text, found = pattern.subn(" ", text)
            held += bool(found)
        free = self._without_paper and one.says in ("must", "must_not")
        norms = (_NORMS[one.says], _P["freely"], _NORMS["may"]) if free else (_NORMS[one.says],)
        for pattern in (*parts, *NUMBERS.values(), _P["plain"], *norms, TOLD["plain"], TOLD["does_empowers"]):
            text = pattern.sub(" ", text)
        told = [word for word in WORD.findall(text) if len(word) > 1 or word.isupper() or not word.isascii()]
        left = [word for word in told if not own.has(word)]
        known = {word[:_STEM].lower() for word in told if word not in left}
        return held + len(known), next(iter(other + left), "")

    @fact
    def left_over(self) -> str:
        """A word of the sentence that is none of those held of the provision, nor one that says nothing of it."""
        return self.bound[0].left

    @fact
    def other_norm(self) -> str:
        """What the sentence says is done by the law, where it is not what the provision does."""
        return self._unlike(self.act.says)

    def _unlike(self, says: str) -> str:
        if says not in _NORMS or says in ("punished", "extends", "means"):
            return ""
        told = {key for key in _STRICT if _P[f"says_{key}"].search(self.text)}
        if says != "may" and (says in told or _P["says_only"].search(self.text)):
            return ""
        strictest = next((key for key in _STRICT if key in told), says)
        return "" if strictest == says else strictest.replace("_", " ")

    @fact
    def freed(self) -> bool:
        """Whether what the law forbids or ties to a paper is said to be allowed without one."""
        return self.act.says in ("must", "must_not") and self._without_paper

    @cached_property
    def _without_paper(self) -> bool:
        free = _P["freely"].search(self.text) and _P["says_may"].search(self.text)
        return bool(free) and _P["says_must_not"].search(self.text) is None

    @fact
    def too_wide(self) -> str:
        """What the provision lets out, where the sentence tells it without that."""
        but = self.act.but
        own, of_but = (
            WORD.findall(TOLD["plain"].sub(" ", _P["plain"].sub(" ", one))) for one in (self.text, but)
        )
        let_out = _Words(" ".join(of_but))
        return "" if not but or any(map(let_out.has, own)) or let_out.uncovered(self.text)[1] else but

    @fact
    def another_holder(self) -> str:
        """Who is told to act, where it is somebody else than the provision names."""
        own, text = [who.lower() for who in self.act.who if _P["body"].search(who)], self.text
        if not own or self.act.says == "means":
            return ""
        found = [*_holders(self.store.provisions).finditer(text), *_P["body_named"].finditer(text)]
        first = min(found, key=lambda m: (m.start(), -len(m[0])))[0] if found else ""
        return "" if any(first.lower() in who or who in first.lower() for who in own) else first

    @fact
    def body_not_held(self) -> str:
        """A body of the sentence of which the provision does not tell."""
        found = [*_P["body_named"].finditer(self.text), *TOLD["bodies"].finditer(self.text)]
        return next(
            (m[0] for m in found if m[0] not in self.act.held and not _P["leading"].fullmatch(m[0])), ""
        )

    @fact
    def good_not_held(self) -> str:
        """Goods of the sentence that are not what the law is about."""
        known = words().goods
        told = (one for one in self.claim.goods if one in known and one != LISTED)
        return next((one for one in told if not known[one].search(self.act.held)), "")

    @fact
    def state_not_held(self) -> str:
        """A state of the sentence of which the law does not tell."""
        known = {self.act.territory, *states_in(self.act.held)}
        known |= {"GB"} if "UK" in known else set()
        return next((one for one in states_in(self.text) if one not in known), "")

    @fact
    def day_not_held(self) -> str:
        """A day of the sentence that is none of those of the law."""
        text, held = self.text, (resolve(day, self.on) for day in find_days(self.act.held))
        days = [day for day in (self.act.since, self.act.until, *(one.first for one in held if one)) if day]
        for day in find_days(text):
            one = resolve(day, self.on) if day.kind != "zh_year" else None
            if (
                one
                and not any(map(one.holds, (self.on, *days)))
                and text[day.start : day.end] not in self.act.held
            ):
                return text[day.start : day.end]
        return ""

    @fact
    def another_extent(self) -> str:
        """Where the law is law, where the sentence tells of less or more."""
        if self.act.says != "extends":
            return ""
        told = {m[0].removeprefix("the ") for m in _P["lands"].finditer(self.text)}
        return "" if told == {*_split(self.act)} else self.act.what

    def _figure(self, one: Provision) -> str:
        """A figure of the sentence that the provision does not name."""
        text = without_days(self.text)
        for number in NUMBERS.values():
            text = number.sub(lambda m: m[0] if m[0] in one.held else " # ", text)
        held = {*_FIGURE.findall(one.held)}
        return next((n for n in _FIGURE.findall(_P["enumerator"].sub(" ", text)) if n not in held), "")

    @cached_property
    def _figures(self) -> list[tuple[str, str, list[set[str]]]]:
        """Each figure told with its unit, and those that each of the parts has of which it may be told."""
        split, found = _split(self.act), []
        for unit, pattern in _UNITS.items():
            parts = [*self._parts(pattern)]
            for nth, (part, told) in enumerate(parts):
                pieces = _pieces(self.act, part)
                if (
                    len(pieces) == len(split) == len(parts)
                ):  # "they are 2 gm and 100 gm": in the order of the law
                    pieces = [split[nth]]
                found.append((unit, told, [{m["n"] for m in pattern.finditer(piece)} for piece in pieces]))
        return found

    @fact
    def another_figure(self) -> str:
        """The figure that the law has with a unit beside what is told, where the sentence has another: "for 180 days"."""
        each = ((unit, told, set[str]().union(*held)) for unit, told, held in self._figures)
        return next(
            (f"{', '.join(sorted(held))} {unit}" for unit, told, held in each if held and told not in held),
            "",
        )

    def _parts(self, pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
        """Each figure with a unit, and the words of the sentence that it is of: those since the figure before, or those up to the next."""
        found, text = [*pattern.finditer(self.text)], self.text
        if len(found) == 1:
            yield text, found[0]["n"]
        elif found:
            marks = [0, *(m.end() for m in found[:-1])], [m.start() for m in found]
            if len(_pieces(self.act, text[: marks[1][0]])) == len(
                _split(self.act)
            ):  # "14 years for supply, two for possession"
                marks = [m.end() for m in found], [*marks[1][1:], len(text)]
            yield from ((text[a:b], m["n"]) for a, b, m in zip(*marks, found, strict=True))

    @fact
    def figure_not_held(self) -> str:
        """A figure that the provision does not name, or of which it is not told whether it is that of one part or of another."""
        unclear = (told for _, told, held in self._figures if len({told in one for one in held if one}) > 1)
        return next(unclear, "") or self._figure(self.act)


def _among(one: Provision, text: str, plain: str) -> bool:
    """Whether a text, which is also given in small letters, tells the law of a provision by one of its names."""
    near = (name for name in one.names if all(part.lower() in plain for part in name.split(" + ")))
    return any(is_named(name, text) for name in near)


def _split(one: Provision) -> list[str]:
    """The parts of a provision that may have figures of their own."""
    return one.what.split("; ")


def _pieces(one: Provision, told: str) -> list[str]:
    """Of the parts of a provision those of which words tell most; all, where none is told by a word of its own."""
    told_of = {word[:_STEM].lower() for word in WORD.findall(told)}
    every = [{w[:_STEM].lower() for w in WORD.findall(piece)} for piece in _split(one)]
    shared = set.intersection(*every) if every else set()
    scores = [len((piece - shared) & told_of) for piece in every]
    return [piece for piece, score in zip(_split(one), scores, strict=True) if score == max(scores)]


class _Words:
    """The words that are held of a provision, found in any form of theirs."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.stems: dict[str, list[str]] = {}
        for word in WORD.findall(text.lower()):
            self.stems.setdefault(word[:_STEM], []).append(word)

    def has(self, word: str) -> bool:
        """Whether a word, but for its end, is one of these."""
        return any(_alike(word.lower(), one) for one in self.stems.get(word[:_STEM].lower(), ()))

    def uncovered(self, text: str) -> tuple[str, int]:
        """A text without the Chinese that is made of pieces of these words of two characters and more, and how many they are."""
        left, place, pieces = "", 0, 0
        while place < len(text):
            sizes = range(_LONGEST, _SHARED - 1, -1) if "\u4e00" <= text[place] <= "\u9fff" else ()
            size = next((n for n in sizes if text[place : place + n] in self.text), 0)
            left += " " if size else text[place]
            place, pieces = place + (size or 1), pieces + size // _SHARED
        return left, pieces


def _alike(one: str, other: str) -> bool:
    """Whether two words are forms of one: "produce", "production"; not "Bundesinstitut", "Bundesamt"."""
    shortest = min(len(one), len(other))
    same = next((n for n in range(shortest) if one[n] != other[n]), shortest)
    return same >= max(_STEM, shortest - _ENDING) or one == other


@cache
def _same(one: Provision) -> tuple[tuple[re.Pattern[str], ...], _Words]:
    """Words for the same in several languages that are held of a provision, and its own."""
    every = (*(p for key, p in TOLD.items() if not key.startswith(_ALWAYS)), *words().goods.values())
    return tuple(p for p in every if p.search(one.held)), _Words(one.held)


@cache
def _holder_words(names: frozenset[str]) -> re.Pattern[str]:
    longest = sorted(names, key=len, reverse=True)
    return re.compile(
        "|".join(rf"\b{re.escape(n)}\b" if n.isascii() else re.escape(n) for n in longest), re.I
    )


def _turned(one: Provision, text: str) -> list[str]:
    """Words of a sentence that turn round what a provision lays down: a denial that it has not, after for before."""
    held = f"{one.laid_down} {one.but}"
    turns = [] if one.says in ("must_not", "extends") or _P["denied"].search(held) else ["denied"]
    turns += [key for key in _BESIDE if _P[_BESIDE[key]].search(held) and not _P[key].search(held)]
    return [m[0] for key in turns for m in _P[key].finditer(text)]


def _holders(every: list[Provision]) -> re.Pattern[str]:
    """All bodies whom some provision lets or makes act."""
    return _holder_words(frozenset(who for one in every for who in one.who if _P["body"].search(who)))
