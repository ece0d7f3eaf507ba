"""Thresholds that count more than one line: over a shipment, and over the time that the law says.

Lines of one shipment are one transaction. Over time only what the lawbook's ``shipment/sums.yml`` says is summed,
or what a threshold itself tells by the year. A sum adds obligations that no line reaches alone; it takes none away.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from tidewaiter.amounts import Amount, reaches_limit, threshold_of
from tidewaiter.contract.shipment import Sum
from tidewaiter.errors import Uninstalled
from tidewaiter.lawbook.records import Measure
from tidewaiter.obligations import Obligation, obligations
from tidewaiter.shipment.result import Line, Met
from tidewaiter.shipment.shipment import PURE, Goods, Shipment
from tidewaiter.shipment.way import Desk, Way, question_at, way_of


class _Past(NamedTuple):
    """A line of an earlier shipment: what, when, how much, over which borders."""

    export: date
    entry: date
    origin: str
    destination: str
    substances: frozenset[str]
    goods: Goods


def summed(
    desk: Desk, way: Way, shipment: Shipment, lines: list[Line], past: tuple[Shipment, ...]
) -> tuple[tuple[Sum, ...], list[Line]]:
    """The sums of a shipment, and its lines with the obligations that only a sum reaches."""
    groups: dict[tuple[str, str, str], list[tuple[Line, Met]]] = {}
    for line in lines:
        for met in line.controls:
            if met.control.outcome == "applies":
                groups.setdefault(met.key, []).append((line, met))
    earlier = [one for shipment_ in past for one in _lines_of(desk, shipment_)]
    sums: list[Sum] = []
    added: dict[tuple[int, tuple[str, str, str]], tuple[Obligation, ...]] = {}
    for key, members in groups.items():
        found, reached = _group(desk, way, members, earlier)
        sums += found
        for line, met in members:
            alone = {item.measure.id for item in met.control.obligations if item.outcome == "applies"}
            more = tuple(item for item in reached if item.measure.id not in alone)
            if more:
                added[line.number, key] = more
    changed = [
        line._replace(
            controls=tuple(_with(met, added.get((line.number, met.key), ())) for met in line.controls)
        )
        for line in lines
    ]
    sums.sort(key=lambda one: (-one.share, one.jurisdiction, one.entry, one.role, one.over))
    return tuple(sums), changed


def _with(met: Met, more: tuple[Obligation, ...]) -> Met:
    """A control with what a sum reaches: a doubt that the sum settles is not told beside it."""
    if not more:
        return met
    settled = {item.measure.id for item in more}
    kept = tuple(item for item in met.control.obligations if item.measure.id not in settled)
    return met._replace(control=met.control.with_obligations(kept), added=more)


def _group(
    desk: Desk, way: Way, members: list[tuple[Line, Met]], earlier: list[_Past]
) -> tuple[list[Sum], list[Obligation]]:
    """The sums of one listing at one stop, a threshold and period each; and the obligations they reach."""
    met = members[0][1]
    sums: list[Sum] = []
    reached: dict[str, Obligation] = {}
    told = {line.goods.amount.dimension for line, _ in members if line.goods.amount}
    found = list(_limits(desk, way, met))
    for limit, text, measures in found:
        beside = {other.dimension for other, words, _ in found if words == text}
        if beside & told and limit.dimension not in told:
            continue  # "1,364 kg / 500 gal": the one in which the lines are told
        for over, rule in _periods(desk, met, text):
            if len(members) == 1 and over == "shipment" and "year" not in text:
                alone = members[0][0].goods.amount
                if alone is None:
                    continue
            one = _sum(desk, way, members, earlier, (limit, text, measures), over, rule)
            sums.append(one)
            if one.outcome == "reached":
                for measure in measures:
                    reached[measure.id] = Obligation(measure, "applies", ())
    return sums, list(reached.values())


def _limits(desk: Desk, way: Way, met: Met) -> Iterator[tuple[Amount, str, list[Measure]]]:
    """The amounts that measures of a listing turn on at this stop, each with its words and measures."""
    control = met.control
    found: dict[tuple[str, str], tuple[Amount, str, list[Measure]]] = {}
    for day in met.stop.days:
        question = question_at(desk, way, met.stop, day, None)
        for item in obligations(control.entry, control.instrument, question, desk.book.store):
            text, limits = threshold_of(item.measure, control.entry)
            if any(not fact.startswith("amount") for fact in item.missing):
                continue  # it turns on more than the amount
            for limit in limits:
                held = found.setdefault((text, limit.text), (limit, text, []))
                if item.measure.id not in {one.id for one in held[2]}:
                    held[2].append(item.measure)
    yield from found.values()


def _periods(desk: Desk, met: Met, text: str) -> list[tuple[str, dict[str, Any]]]:
    entry = met.control.entry
    for rule in desk.law.get("sums", ()):
        if rule["instrument"] == entry.instrument and (not rule["lists"] or entry.list in rule["lists"]):
            before = [(f"preceding {rule['over']}", rule)] if rule.get("preceding") else []
            return [(rule["over"], rule), *before]
    return [("calendar year", {})] if "year" in text else [("shipment", {})]


def _window(over: str, day: date) -> tuple[date, date]:
    if over == "calendar month":
        first = day.replace(day=1)
        return first, (first + timedelta(32)).replace(day=1) - timedelta(1)
    if over == "preceding calendar year":
        return date(day.year - 1, 1, 1), date(day.year - 1, 12, 31)
    if over == "calendar year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return day, day


class _Weight(NamedTuple):
    """What some lines weigh in one dimension: whole, and at least, counting a mixture by its content."""

    whole: float
    least: float
    unknown: bool  # a line whose amount is not told in this dimension


def _weight(lines: list[Goods], dimension: str, rule: dict[str, Any]) -> _Weight:
    whole = least = 0.0
    unknown = False
    for goods in lines:
        amount, percent = goods.amount, goods.percent
        if amount is None or amount.dimension != dimension:
            unknown = True
            continue
        mixed = percent is not None and percent < PURE and dimension == "mass"
        held = amount.value * float(percent or 100) / 100 if mixed else amount.value
        whole += held if rule.get("weighed") == "content" else amount.value
        least += held
    return _Weight(whole, least, unknown)


def _sum(
    desk: Desk, way: Way, members: list[tuple[Line, Met]], earlier: list[_Past],
    asked: tuple[Amount, str, list[Measure]], over: str, rule: dict[str, Any],
) -> Sum:  # fmt: skip
    limit, text, measures = asked
    met = members[0][1]
    control, stop = met.control, met.stop
    first, last = _window(over, way.entry if stop.role == "import" else way.export)
    past = _before(desk, met, members, earlier, (first, last), over)
    lines = [] if over.startswith("preceding") else [line.goods for line, _ in members]
    here = _weight(lines, limit.dimension, rule)
    before = _weight([one.goods for one in past], limit.dimension, rule)
    total, least = here.whole + before.whole, here.least + before.least
    outcome, missing = _outcome(least, total, limit, text, here.unknown or before.unknown)
    if outcome == "below" and over != "shipment" and not earlier:
        outcome, missing = "cannot_tell", (f"what else was moved in the {over} (give a history)",)
    unit = limit.text.partition(" ")[2]
    factor = Amount.read(f"1 {unit}").value
    return Sum(
        control.jurisdiction, stop.role, control.instrument.key, control.entry.list, control.entry.id, met.goods, text,
        limit.text, over, first, last, tuple(line.number for line, _ in members),
        len({(one.export, one.entry) for one in past}), _told(here.whole / factor, unit),
        _told(before.whole / factor, unit), _told(total / factor, unit), round(total / limit.value, 4), outcome, missing,
        rule.get("clause") or measures[0].clause, rule.get("cite") or measures[0].source.cite,
        tuple(one.id for one in measures),
    )  # fmt: skip


UNWEIGHED = {"mass": "what each of these lines weighs", "volume": "which volume each of these lines has"}
WEIGHED = "whether the mixture or its content is weighed"


def _outcome(
    least: float, total: float, limit: Amount, text: str, unknown: bool
) -> tuple[str, tuple[str, ...]]:
    """Whether a threshold is reached, or which fact is missing."""
    if reaches_limit(least, limit, text):
        return "reached", ()
    missing = [UNWEIGHED[limit.dimension]] if unknown else []
    if reaches_limit(total, limit, text):
        missing.append(WEIGHED)
    return ("cannot_tell", tuple(missing)) if missing else ("below", ())


def _told(number: float, unit: str) -> str:
    return f"{number:.6g} {unit}" if number < 1e6 else f"{number:,.0f} {unit}"


def _before(
    desk: Desk,
    met: Met,
    members: list[tuple[Line, Met]],
    earlier: list[_Past],
    window: tuple[date, date],
    over: str,
) -> list[_Past]:
    """Earlier lines of the same substance over the same border in the period."""
    from tidewaiter.question import wider

    if over == "shipment":
        return []
    mine = {
        candidate.substance or candidate.smiles
        for line, _ in members
        for candidate, _ in line.understood.candidates
    }
    inward = met.stop.role == "import"
    found = []
    for one in earlier:
        day, end = (one.entry, one.destination) if inward else (one.export, one.origin)
        there = end == met.stop.place or met.control.jurisdiction in wider(end, day, desk.book.store)
        if there and window[0] <= day <= window[1] and one.substances & mine:
            found.append(one)
    return found


def _lines_of(desk: Desk, shipment: Shipment) -> Iterator[_Past]:
    way = way_of(desk.book, shipment)
    for goods in shipment.lines:
        found = desk.reader.understand(goods)
        if unlooked := found.unlooked:  # a sum without it would be too small
            raise Uninstalled(unlooked.message, unlooked.mend)
        what = frozenset(
            candidate.substance or candidate.smiles
            for candidate, fields in found.candidates
            if fields != ("code",)
        )
        yield _Past(way.export, way.entry, way.origin, way.destination, what, found.filled(goods))
