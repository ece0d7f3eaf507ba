"""From a shipment to its assessment: every line at every stop, then the whole.

The law of the territory that the goods leave is asked on the day of export, that of the territory they enter on the
day of entry, that of a territory between on both: a control that binds on one of them only is *cannot tell* there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from tidewaiter.amounts import Amount
from tidewaiter.answer import Consulted
from tidewaiter.contract.shipment import Ask, Stop
from tidewaiter.determine import Control, determine
from tidewaiter.errors import Uninstalled, tells_what_is_missing, uninstalled
from tidewaiter.lawbook.contents import Strength, keeps_within
from tidewaiter.lawbook.store import Store
from tidewaiter.obligations import Obligation, obligations
from tidewaiter.other_law import bearing_on
from tidewaiter.question import Question
from tidewaiter.reached import Reach
from tidewaiter.shipment.codes import code_beside
from tidewaiter.shipment.duties import duty_of, why_none
from tidewaiter.shipment.flags import raised
from tidewaiter.shipment.questions import asks_of_line, asks_of_shipment
from tidewaiter.shipment.result import Assessment, Line, Met
from tidewaiter.shipment.shipment import PURE, Goods, Shipment, shipment_of
from tidewaiter.shipment.sums import WEIGHED, summed
from tidewaiter.shipment.understanding import Understanding, unlooked
from tidewaiter.shipment.way import Desk, Way, question_at, way_of
from tidewaiter.silence import Silence, silences
from tidewaiter.substance.amounts.preparation import Contents
from tidewaiter.version import __version__

if TYPE_CHECKING:
    from tidewaiter.book import Book


@tells_what_is_missing(lambda *_, **__: "an earlier shipment")
def assess(
    book: Book,
    shipment: Shipment,
    history: Sequence[Shipment | Mapping[str, Any]] = (),
    fields: Sequence[str] = (),
) -> Assessment:
    """Assess a shipment. ``history``: earlier shipments, for thresholds that the law sums over time; ``fields`` of law
    (``weapons``, ``dual use``; all, if none is given).

    Raises :class:`tidewaiter.errors.QuestionError` where the route or a day of the shipment cannot be understood. A
    line that cannot be understood is answered as such, and takes nothing from the others.

    >>> from tidewaiter import Lawbook
    >>> from tidewaiter.shipment import read_shipment
    >>> lines = [{"description": "acetic anhydride", "quantity": "10000 L"}, "no such thing"]
    >>> told = assess(Lawbook.load(), read_shipment({"from": "DE", "to": "CH", "on": "2025-06-02", "lines": lines}))
    >>> [line.status for line in told.lines], told.status
    (['hit', 'unresolved'], 'hit')
    """
    desk = Desk(book, book.fields(fields))
    way = way_of(book, shipment)
    past = tuple(
        one if isinstance(one, Shipment) else shipment_of(one.get("shipment", one)) for one in history
    )
    desk.reader.prepare(goods for one in (shipment, *past) for goods in one.lines)
    lines = [_line(desk, way, shipment, number, goods) for number, goods in enumerate(shipment.lines, 1)]
    sums, lines = summed(desk, way, shipment, lines, past)
    flags = raised(desk, way, shipment, lines, sums)
    asked = _gathered(asks_of_shipment(shipment, way, lines), lines)
    consulted, not_covered = _consulted(book, way)
    outside = tuple(desk.law.get("outside", ()))
    return Assessment(
        shipment, way.stops, tuple(lines), sums, flags, asked, consulted, not_covered, outside,
        book.version, book.sha256, __version__,
    )  # fmt: skip


def _line(desk: Desk, way: Way, shipment: Shipment, number: int, goods: Goods) -> Line:
    try:
        return _judged(desk, way, shipment, number, goods)
    except (ModuleNotFoundError, Uninstalled) as why:  # it takes nothing from the other lines
        told = why if isinstance(why, Uninstalled) else uninstalled(why, f"line {number}")
        if told is None:
            raise
        return Line(number, goods, "not_installed", unlooked(goods, told), (), (), None)


def _judged(desk: Desk, way: Way, shipment: Shipment, number: int, goods: Goods) -> Line:
    understood = desk.reader.understand(goods)
    goods = understood.filled(goods)
    controls = controls_of(desk, way, goods, understood)
    status = status_of(goods, understood, controls)
    duty, codes = duty_of(desk, way, shipment, goods, understood)
    names = _names(desk, understood)
    silent = () if status == "not_installed" else silences_of(desk, way, understood, controls)
    code = code_beside(desk, way, goods, understood)
    untold = why_none(desk, way, goods, code) if duty is None else ""
    line = Line(number, goods, status, understood, controls, (), duty, codes, names, silent, code, untold)
    return line._replace(questions=asks_of_line(line, way))


# controls ----------------------------------------------------------------------------------------------


def controls_of(desk: Desk, way: Way, goods: Goods, understood: Understanding) -> tuple[Met, ...]:
    """Every control that what the line may be meets at every stop."""
    met: dict[tuple[str, str, str], Met] = {}
    left: set[str] = set()  # a union's law, met where the goods leave, is not told again where they enter
    for candidate, fields in understood.candidates:
        found = desk.reached(candidate)
        name = candidate.name or goods.description or candidate.smiles[:80]
        only_code = fields == ("code",)
        description = understood.of("description")
        partial = fields == ("description",) and description is not None and description.partial
        for stop in way.stops:
            for control in at_stop(desk, way, stop, found, goods):
                if stop.role == "export":
                    left.add(control.entry.id)
                elif (
                    stop.role == "import" and control.jurisdiction != stop.place and control.entry.id in left
                ):
                    continue
                if only_code:
                    control = _doubted(
                        control, "substance", "recorded under this commodity code, as other goods are"
                    )
                elif partial:
                    control = _doubted(control, "what the rest of the description means", control.because)
                one = Met(control, stop, name, fields)
                held = met.get(one.key)
                if held is None or (held.control.outcome != "applies" and control.outcome == "applies"):
                    met[one.key] = one._replace(
                        fields=tuple(dict.fromkeys((*(held.fields if held else ()), *fields)))
                    )
                elif held.control.outcome == control.outcome:
                    met[one.key] = held._replace(fields=tuple(dict.fromkeys((*held.fields, *fields))))
    places = {stop: n for n, stop in enumerate(way.stops)}
    return tuple(sorted(met.values(), key=lambda m: (places[m.stop], m.control.outcome, m.control.entry.id)))


def silences_of(
    desk: Desk, way: Way, understood: Understanding, controls: Iterable[Met]
) -> tuple[Silence, ...]:
    """Why the law of each stop that shows no control shows none."""
    candidates = [candidate for candidate, _ in understood.candidates]
    if not candidates:
        return ()
    speak = {met.stop.place for met in controls}
    reached = [reach for candidate in candidates for reach in desk.reached(candidate)]
    ids = [candidate.substance for candidate in candidates if candidate.substance]
    bearing = bearing_on(" ".join(one.given for one in understood.fields), candidates, desk.book.store)
    found: dict[str, Silence] = {}
    for stop in way.stops:
        if stop.place not in speak and stop.place not in found:
            question = question_at(desk, way, stop, stop.days[0], None)
            (found[stop.place],) = silences([stop.place], reached, ids, question, desk.book.store, bearing)
    return tuple(found.values())


def _doubted(control: Control, fact: str, because: str) -> Control:
    missing = tuple(dict.fromkeys((fact, *control.missing)))
    return control._replace(outcome="cannot_tell", because=because, missing=missing)


def at_stop(desk: Desk, way: Way, stop: Stop, found: Iterable[Reach], goods: Goods) -> list[Control]:
    """The controls of one stop: on each of its days, for each amount that the law may mean, merged."""
    reached = [_contained(reach, goods, desk.book.store) for reach in found]
    variants: list[tuple[str, list[Control]]] = []
    for day in stop.days:
        for amount, doubt in _amounts(goods):
            question = question_at(desk, way, stop, day, amount)
            reason = doubt or ("the day of transit" if stop.role == "transit" else "")
            told = [_of_the_day(one, stop, way, day) for one in determine(reached, question, desk.book.store)]
            variants.append((reason, _with_transit(desk, stop, way, told, question)))
    return [_freed(control, goods) for control in _merged(variants, stop)]


def _of_the_day(control: Control, stop: Stop, way: Way, day: date) -> Control:
    """A treaty's duties on one of its days: that of the export asks nothing of an import, nor the other way round."""
    if stop.role != "treaty" or way.export == way.entry:
        return control
    other = "import" if day == way.export else "export"
    kept = tuple(item for item in control.obligations if item.measure.direction != other)
    return control.with_obligations(kept)


def _with_transit(
    desk: Desk, stop: Stop, way: Way, controls: list[Control], question: Question
) -> list[Control]:
    """The treaties speak of transit as well where the goods pass through a third territory."""
    if stop.role != "treaty" or not any(one.role == "transit" for one in way.stops):
        return controls
    open_route = question._replace(origin="", destination="")
    told = []
    for control in controls:
        every = obligations(control.entry, control.instrument, open_route, desk.book.store)
        passing = tuple(item for item in every if item.measure.direction == "transit")
        told.append(control.with_obligations((*control.obligations, *passing)))
    return told


def _contained(reach: Reach, goods: Goods, store: Store) -> Reach:
    """A reach with the content that a line states in per cent, where the law of another field than drugs may turn on it."""
    entry = store.entry(reach.entry)
    field = store.field_of(entry)
    if goods.percent is None or reach.contents is not None or field in store.drug_law:
        return reach
    return reach._replace(contents=Contents("", goods.share, whole=False))


def _amounts(goods: Goods) -> list[tuple[Amount | None, str]]:
    """The amount as stated and, for a mixture told in per cent, that of its content: the law may mean either."""
    amount, percent = goods.amount, goods.percent
    if amount is None or percent is None or percent >= PURE or amount.dimension != "mass":
        return [(amount, "")]
    content = Amount(amount.value * float(percent) / 100, amount.dimension, f"{percent} % of {amount.text}")
    return [(amount, ""), (content, WEIGHED)]


def _merged(variants: list[tuple[str, list[Control]]], stop: Stop) -> list[Control]:
    """One control an entry: what holds in every variant is sure, what holds in some is not."""
    if len(variants) == 1:
        return variants[0][1]
    reason = next((words for words, _ in variants if words), "")
    by_entry: dict[str, list[Control]] = {}
    for _, controls in variants:
        for control in controls:
            by_entry.setdefault(control.entry.id, []).append(control)
    merged = []
    for found in by_entry.values():
        first = next((one for one in found if one.outcome == "applies"), found[0])
        everywhere = len(found) == len(variants)
        if stop.role == "treaty":  # export and import are asked on days of their own: both count
            parts = {item.measure.id: item for one in found for item in one.obligations}
            merged.append(first.with_obligations(parts.values()))
            continue
        if not everywhere and stop.role == "transit":
            first = _doubted(first, "the day of transit", first.because)
        merged.append(first.with_obligations(_common(found, len(variants), reason)))
    return merged


def _common(found: list[Control], variants: int, reason: str) -> tuple[Obligation, ...]:
    counted: dict[str, list[Obligation]] = {}
    for control in found:
        for item in control.obligations:
            counted.setdefault(item.measure.id, []).append(item)
    told = []
    for items in counted.values():
        missing = tuple(dict.fromkeys(fact for item in items for fact in item.missing))
        if len(items) < variants:
            missing = (*missing, reason or "the day")
        told.append(Obligation(items[0].measure, "cannot_tell" if missing else "applies", missing))
    return tuple(told)


def _freed(control: Control, goods: Goods) -> Control:
    """A relief for goods up to so many per cent falls where the goods are known to hold more."""
    share = goods.share
    if share is None:
        return control
    kept = tuple(
        item for item in control.obligations
        if item.measure.effect != "relief" or not _over(item.measure.threshold, share)
    )  # fmt: skip
    return control.with_obligations(kept)


def _over(threshold: str, share: Strength) -> bool:
    limits = [float(number) for number in re.findall(r"(\d+(?:\.\d+)?)\s*%", threshold)]
    return bool(limits) and keeps_within(share.hundred, share.between, max(limits)) is False


# the whole ---------------------------------------------------------------------------------------------


def status_of(goods: Goods, understood: Understanding, controls: tuple[Met, ...]) -> str:
    """A line's status. What could not be read, or contradicts itself, is never "no hit"."""
    if any(met.control.binds for met in controls):
        return "hit"
    if controls:
        return "cannot_tell"
    failed = {one.status for one in understood.fields if not one.candidates}
    if "not_installed" in failed:
        return "not_installed"
    if goods.faults or "unreadable" in failed or not understood.fields:
        return "unreadable"
    named = [one for one in understood.fields if one.candidates and one.field != "code"]
    if not named:
        return "unresolved"
    sure = any(not one.partial and not one.doubt for one in named)
    return "no_hit" if sure and not understood.disagreements else "cannot_tell"


def _names(desk: Desk, understood: Understanding) -> tuple[tuple[str, str], ...]:
    """One name a language of what the line was understood as, for readers of either language."""
    found: dict[str, str] = {}
    if understood.candidates and understood.candidates[0][0].substance:
        for name, language in sorted(
            desk.book.names(understood.candidates[0][0].substance), key=lambda n: (len(n[0]), n)
        ):
            found.setdefault(language, name)
    return tuple(sorted(found.items()))


def _gathered(asked: list[Ask], lines: Iterable[Line]) -> tuple[Ask, ...]:
    """The questions of the shipment and its lines, each once, with the lines that ask it."""
    found: dict[tuple[str, str], list[int]] = {}
    for one in (*asked, *(one for line in lines for one in line.questions)):
        found.setdefault((one.fact, one.question), []).extend(one.lines)
    return tuple(Ask(fact, text, tuple(sorted(set(numbers)))) for (fact, text), numbers in found.items())


def _consulted(book: Book, way: Way) -> tuple[tuple[Consulted, ...], tuple[str, ...]]:
    covered = book.store.territories
    found: dict[str, Consulted] = {}
    missing: dict[str, None] = {}
    for stop in way.stops:
        for day in stop.days:
            question = book.question(on=day, jurisdictions=[stop.place])
            found.update({one.instrument: one for one in book.consulted(question)})
            if stop.place not in covered:
                missing[stop.place] = None
    return tuple(found.values()), tuple(missing)
