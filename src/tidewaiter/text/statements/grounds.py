"""The rates that a clause tells of a duty, and the ground on which it rests, by the words beside it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from decimal import Decimal

from tidewaiter.text.statements.claims import Read
from tidewaiter.text.statements.entities import Entity
from tidewaiter.text.statements.words import patterns, words

_P = patterns("grounds")
_NEAR = 40  # characters beside a rate
NO_TARIFF = _P["no_tariff"]
DUTY, LAW, SECTIONS = _P["duty_word"], _P["law"], _P["sections"]


def rates_in(clause: tuple[int, int], read: Read) -> tuple[Decimal | None, Decimal | None]:
    """The rate that a clause tells, and the one that was before it, where it tells that."""
    rates, text = read.of("rate", *clause), read.sentence.text
    if not rates:
        return None, None
    every = read.of(
        "rate", clause[0]
    )  # the one before may stand in the clause behind: "which would come on top of the 10 %"
    for one, two in itertools.pairwise(every[: len(rates) + 1]):
        if _adds_to(text, one, two):
            return Decimal(one.id) + Decimal(two.id), Decimal(two.id)
    for one, two in itertools.pairwise(rates):
        if _P["own_rate"].search(text, one.end, two.start):
            continue  # "25 % on X's goods and up to 20 % on Y's"
        if _P["instead"].search(text[one.end : two.start]):
            return Decimal(one.id), Decimal(two.id)
        if _P["rate_from"].search(text[: one.start]) and _P["rate_to"].search(text[: two.start]):
            return Decimal(two.id), Decimal(one.id)
        if _P["to"].search(text[: one.start]) and _P["from"].search(text[: two.start]):
            return Decimal(one.id), Decimal(two.id)
        if _P["to_rate"].search(text[: two.start]) and not _P["to_rate"].search(text[: one.start]):
            return Decimal(two.id), Decimal(one.id)  # "reduces the 20 % duty to 10 %"
    rate = Decimal(rates[0].id)
    if _P["halved"].search(text, *clause) and not _P["to_rate"].search(text[: rates[0].start]):
        return rate / 2, rate  # "the 20 % duty was halved"
    return rate, None


def _adds_to(text: str, one: Entity, two: Entity) -> bool:
    """Whether a rate comes on top of one that was charged before: "a further 10 % on top of the 10 % imposed in February"."""
    between, near = (
        text[one.end : two.start],
        f"{text[one.end : two.start][-_NEAR:]} {text[two.end : two.end + _NEAR]}",
    )
    further = _P["further"].search(text[max(one.start - _NEAR, 0) : one.start] + " " + between[:_NEAR])
    return bool(
        further and _P["added_to"].search(between) and _P["charged_then"].search(near)
    ) and not ground_of(between)


def ground_in(read: Read, clause: tuple[int, int]) -> str:
    """The ground of a duty that the words beside it name: of several sections the last before its rate."""
    text = read.sentence.text[clause[0] : clause[1]]
    rate = next((e.start for e in read.of("rate", *clause)), 0)
    named = [m[0] for m in _P["by_section"].finditer(read.sentence.text, clause[0], max(rate, clause[0]))]
    grounds = _keys(named)
    if len({*grounds}) > 1:
        return grounds[-1]
    by_law = {*_keys(m[0] for m in _P["by_law"].finditer(text))}
    if len(by_law) == 1 and "ieepa" not in by_law:
        # "the Section 301 tariffs on steel": the section, and not what the goods call to mind
        return by_law.pop()
    behind = _keys(m[0] for m in _P["by_section"].finditer(text))
    return ground_of(text) or next(iter((*grounds, *behind)), "")


def _keys(named: Iterable[str]) -> list[str]:
    return [key for one in named for key, known in words().duties.items() if known.search(one)]


def unknown_sections(text: str) -> list[str]:
    """The sections of laws by which a text tells duties, of which no ground of duties is known.

    >>> unknown_sections("the Section 201 tariffs and the Section 232 tariffs")
    ['Section 201 tariffs']
    """
    return [m[0] for m in _P["by_law"].finditer(text) if not _keys([m[0]])]


def all_in(text: str) -> list[str]:
    """The grounds of duties that a text names, each once.

    >>> all_in("Section 232 and 301 duties and the fentanyl tariffs stay")
    ['s232', 's301', 'ieepa_fentanyl']
    """
    numbers = (number for m in _P["sections"].finditer(text) for number in re.findall(r"\d{3}", m[0]))
    named = [f"section {number}" for number in numbers]
    beside = [ground_of(part) for part in _P["joint"].split(text)]
    by_law = _keys(m[0] for m in _P["law"].finditer(text))
    found = dict.fromkeys(key for key in (*_keys(named), *beside, *by_law, ground_of(text)) if key)
    # "IEEPA fentanyl"
    return [key for key in found if not any(other.startswith(f"{key}_") for other in found)]


def named_last(text: str) -> str:
    """The ground that a sentence names last, by its section or beside a word for a duty."""
    return (_keys(m[0] for m in _P["by_section"].finditer(text)) or [ground_of(text)])[-1]


def ground_of(text: str) -> str:
    """The ground of a duty by the words beside it."""
    for match in _P["duty_word"].finditer(text):
        before = text[max(match.start() - 40, 0) : match.start()].rsplit(",", 1)[-1]
        beside = before + "|" + text[match.end() : match.end() + 60]
        if ground := first_ground(beside):
            return ground
        if cause := _P["cause"].search(text, match.end()):
            return first_ground(cause["why"])
    return ""


def first_ground(text: str) -> str:
    """The first ground of duties of which words tell, in the order of ``words.yml``."""
    return next((key for key, one in words().duties.items() if one.search(text)), "")


def names_it(ground: str, clause: tuple[int, int], read: Read) -> bool:
    """Whether the ground stands between a rate and the word for the duty: that of the duty itself."""
    text = read.sentence.text
    if _P["by_law"].search(text, *clause):
        return True  # "the India IEEPA tariffs"
    behind = (_P["rated"].match(text, e.end) for e in read.of("rate", *clause))
    return any(m is not None and ground_of(m[0]) == ground for m in behind)
