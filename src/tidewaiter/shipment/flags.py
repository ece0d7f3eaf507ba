"""Red flags: what published guides ask of goods and routes like these. A flag is a question, never an accusation.

Which flags there are, what they ask and on whose word stands in the lawbook (``shipment/flags.yml``); here stands
only how each is noticed. A trigger yields what it saw, and for which lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tidewaiter.amounts import Amount
from tidewaiter.chronicle import parties
from tidewaiter.contract.shipment import Flag, Sum
from tidewaiter.duty.schedule import dotted
from tidewaiter.errors import QuestionError
from tidewaiter.lawbook.names import name_key
from tidewaiter.shipment.result import Line
from tidewaiter.shipment.shipment import Shipment
from tidewaiter.shipment.way import Desk, Way

_Seen = Iterator[tuple[str, tuple[int, ...]]]


class _Case(NamedTuple):
    """All that a trigger may look at."""

    desk: Desk
    way: Way
    shipment: Shipment
    lines: list[Line]
    sums: tuple[Sum, ...]
    settings: dict[str, list[str]]

    def number(self, key: str, default: float) -> float:
        """A setting of the flag that is a number."""
        return float((self.settings.get(key) or [str(default)])[0])


def raised(
    desk: Desk, way: Way, shipment: Shipment, lines: list[Line], sums: tuple[Sum, ...]
) -> tuple[Flag, ...]:
    """The flags that a shipment raises, each with what was seen and its source."""
    found = []
    for flag in desk.law.get("flags", ()):
        case = _Case(desk, way, shipment, lines, sums, flag["settings"])
        for because, numbers in _TRIGGERS[flag["trigger"]](case):
            found.append(
                Flag(flag["id"], flag["title"], flag["question"], because, numbers, tuple(flag["sources"]))
            )
    return tuple(found)


def _controlled(line: Line) -> bool:
    return any(met.control.outcome == "applies" for met in line.controls)


# what the goods are ------------------------------------------------------------------------------------


def _names_disagree(case: _Case) -> _Seen:
    for line in case.lines:
        for pair in line.understood.disagreements:
            told = []
            for field in pair:
                one = line.understood.of(field)
                names = [c.name or c.cas or c.smiles[:60] for c in one.candidates[:3]] if one else []
                told.append(f"the {field} says {', '.join(names)}")
            yield f"{'; '.join(told)}", (line.number,)


def _own_codes(case: _Case, line: Line) -> list[dict[str, str]]:
    """Codes of one's own of what the line was understood as, in force on the day of entry."""
    return [one for one in line.codes if one["own"]]


def _residual_code(case: _Case) -> _Seen:
    """The declared code is a residual one, while a code of its own stands for the substance on that day."""
    ending = case.settings.get("ending") or ["9"]
    for line in case.lines:
        six = re.sub(r"\D", "", line.goods.code)[:6]
        own = [one["code"] for one in _own_codes(case, line)]
        if len(six) == 6 and six[-1] in ending and own and six not in {code[:6] for code in own}:
            yield (
                f"declared under {dotted(six)}, a residual subheading; {line.name} has "
                f"{', '.join(dotted(code) for code in own)} of its own on {case.way.entry}",
                (line.number,),
            )


def _other_own_code(case: _Case) -> _Seen:
    """The declared code is of one's own to another substance, or another than the one recorded for this one."""
    ending = case.settings.get("ending") or ["9"]
    day = case.way.entry.isoformat()
    for line in case.lines:
        six = re.sub(r"\D", "", line.goods.code)[:6]
        named = {c.substance for c, fields in line.understood.candidates if fields != ("code",)}
        if len(six) < 6 or not named:
            continue
        owners = {
            row["substance"] for row in case.desk.law.get("own_codes", ())
            if row["code"] == six and row["from"].lstrip("<>=") <= day and (not row["until"] or day < row["until"])
        }  # fmt: skip
        own = {one["code"][:6] for one in _own_codes(case, line)}
        if owners and not owners & named:
            names = ", ".join(sorted(_name(case, key) for key in owners))
            yield (
                f"{dotted(six)} is the code of {names}; the goods were understood as {line.name}",
                (line.number,),
            )
        elif own and six not in own and six[-1] not in ending:
            yield (
                f"declared under {dotted(six)}; {line.name} has {', '.join(map(dotted, sorted(own)))}",
                (line.number,),
            )


def _name(case: _Case, key: str) -> str:
    found = case.desk.book.store.substance(key)
    return found.name if found else key


def _vague(case: _Case) -> _Seen:
    words = {name_key(word) for word in case.desk.law.get("words", {}).get("vague", ())}
    for line in case.lines:
        text = line.goods.description
        if text and name_key(re.sub(r"[\d.,%]+", " ", text)) in words:
            yield f"the goods are described as {text[:80]!r}", (line.number,)


def _quantity_use(case: _Case) -> _Seen:
    for line in case.lines:
        amount = line.goods.amount
        if amount is None or not line.goods.use:
            continue
        for rule in case.desk.law.get("words", {}).get("small", ()):
            word = next((w for w in rule["words"] if _says(line.goods.use, w)), "")
            most = Amount.read(rule["most"], ".")
            if (
                word and amount.value > most.value
            ):  # a litre counts as a kilogram here: an order of size is asked
                yield (
                    f"{line.goods.quantity} for {line.goods.use[:80]!r}; more than {rule['most']} is asked about",
                    (line.number,),
                )
                break


def _says(text: str, word: str) -> bool:
    if word.isascii():
        return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None
    return word in text


# thresholds --------------------------------------------------------------------------------------------


def _under_threshold(case: _Case) -> _Seen:
    """A sum lies just below a threshold of the law."""
    least = case.number("share", 0.8)
    for one in case.sums:
        if least <= one.share < 1:
            yield (
                f"{one.total} of {one.name} is {one.share:.0%} of the threshold of {one.limit} "
                f"({one.jurisdiction}, {one.role}, {one.clause})",
                one.lines,
            )


def _split(case: _Case) -> _Seen:
    """Parts that each stay below a threshold reach it together: lines of one shipment, or shipments in time."""
    for one in case.sums:
        if one.outcome != "reached" or one.over.startswith("preceding"):
            continue
        limit = Amount.read(one.limit, ".")
        here = [line.goods.amount for line in case.lines if line.number in one.lines]
        parts = [amount.value for amount in here if amount and amount.dimension == limit.dimension]
        if one.shipments + len(parts) > 1 and all(part < limit.value for part in parts):
            told = f"{one.shipments} earlier shipments" if one.shipments else f"{len(parts)} lines"
            yield (
                f"{one.name}: this shipment holds {one.here}, {told} bring it to {one.total} in the {one.over}, "
                f"and the threshold is {one.limit} ({one.jurisdiction}, {one.role}, {one.clause})",
                one.lines,
            )


# whom and where ----------------------------------------------------------------------------------------


def _no_end_use(case: _Case) -> _Seen:
    """Controlled goods without use or user: lines that lack the same are asked about together."""
    told = any(_role(party.role) == "end user" for party in case.shipment.parties)
    lacking: dict[str, list[Line]] = {}
    for line in case.lines:
        missing = ["use"] * (not line.goods.use) + ["end user"] * (not line.goods.end_user and not told)
        if missing and _controlled(line):
            lacking.setdefault(f"no {' and no '.join(missing)}", []).append(line)
    for words, lines in lacking.items():
        names = ", ".join(dict.fromkeys(line.name for line in lines))
        yield f"{words} is stated for {names}", tuple(line.number for line in lines)


def _role(text: str) -> str:
    return text.casefold().replace("_", " ")


def _elsewhere(case: _Case) -> _Seen:
    """Consignee, importer or end user sit in another territory than the one the goods go to."""
    lines = tuple(line.number for line in case.lines if _controlled(line))
    for party in case.shipment.parties if lines else ():
        if _role(party.role) not in ("consignee", "importer", "end user") or not party.country:
            continue
        try:
            country = case.desk.book.territory(party.country)
        except QuestionError:
            continue
        if country != case.way.destination:
            yield f"the {party.role} is in {country}, the goods go to {case.way.destination}", lines


def _detour(case: _Case) -> _Seen:
    """The way comes back to where it began or ends where it passed: the route is not the plain one."""
    lines = tuple(line.number for line in case.lines if _controlled(line))
    most = case.number("stops", 2)
    via = [code.strip().upper() for code in case.shipment.route.via]
    if lines and (len(set(via)) < len(via) or {case.way.origin, case.way.destination} & set(via)):
        yield (
            f"the route passes a territory twice: {case.way.origin} - {' - '.join(via)} - {case.way.destination}",
            lines,
        )
    elif lines and len(via) > most:
        yield f"the route passes {len(via)} territories between: {', '.join(via)}", lines


def _box(case: _Case) -> _Seen:
    lines = tuple(line.number for line in case.lines if _controlled(line))
    words = case.desk.law.get("words", {}).get("boxes", ())
    for party in case.shipment.parties if lines else ():
        text = f"{party.name} {party.address}"
        if any(_says(text, word) for word in words):
            yield (
                f"the address of {party.name or party.role} is a box: {party.address[:80] or party.name[:80]!r}",
                lines,
            )


def _listed_party(case: _Case) -> _Seen:
    """A party bears a name that stands on a list of parties, or one like it. Whether it is the same is asked."""
    named: dict[tuple[str, str], tuple[int, ...]] = {
        (p.name, p.role): () for p in case.shipment.parties if p.name
    }
    for line in case.lines:
        if line.goods.end_user:
            key = (line.goods.end_user, "end user")
            named[key] = (*named.get(key, ()), line.number)
    for (name, role), lines in named.items():
        for day in dict.fromkeys((case.way.export, case.way.entry)):
            rows = parties(case.desk.book.store, name=name[:300], on=day)
            if not rows:
                continue
            on_lists = "; ".join(
                f"{row.matched} ({row.kind}, {', '.join(row.countries)}; {row.instrument} {row.list} since {row.since}; "
                f"{row.cite})"
                for row in rows
            )
            like = "bears the name of" if rows[0].match == "same name" else "has a name like that of"
            yield f"{name[:80]!r} ({role or 'party'}) {like} a listed party: {on_lists}", lines
            break


_TRIGGERS: dict[str, Callable[[_Case], _Seen]] = {
    "names-disagree": _names_disagree,
    "residual-code": _residual_code,
    "other-own-code": _other_own_code,
    "vague": _vague,
    "quantity-use": _quantity_use,
    "under-threshold": _under_threshold,
    "split": _split,
    "no-end-use": _no_end_use,
    "elsewhere": _elsewhere,
    "detour": _detour,
    "box": _box,
    "listed-party": _listed_party,
}
