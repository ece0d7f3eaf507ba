"""From a question to an answer: every way the unknown facts may turn out, the range, the questions, and the
two totals.

*Assessed* is what is charged on that day for the entry as declared: a claim that is not made is not granted
(19 CFR 10, 181). *Owed* is what the law, as it is known now, required: duties of a measure that a court
struck down are not owed. *Range* runs over the unknown facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain, combinations
from typing import Any, NamedTuple

from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.children import over_children
from tidewaiter.duty.evaluate import Component, Entry, Evaluation, Result, Scenario
from tidewaiter.duty.parcels import with_parcels
from tidewaiter.duty.records import Fact
from tidewaiter.duty.result import Answer, Question, Range, Total, bound
from tidewaiter.duty.rules import ONE, ZERO
from tidewaiter.duty.schedule import Column, Line, dotted, find_lines, open_columns
from tidewaiter.duty.sentence import cents
from tidewaiter.errors import BadAmount, BadDay, QuestionError, UnknownTerritory

MOST_FACTS = 6  # beyond this, unknown facts are tried one by one and all together
MOST_CHILDREN = 500


def assess(book: DutyBook, entry: Entry) -> Answer:
    """Answer one entry.

    Raises :class:`QuestionError` (unknown code, origin, day, claim; negative value) and
    :class:`LawbookError` where two measures of the lawbook contradict each other.

    >>> from datetime import date
    >>> book = DutyBook.load()
    >>> answer = assess(book, Entry("2841610000", "CN", date(2025, 4, 20)))
    >>> answer.assessed.percent, answer.owed.percent
    (Decimal('175'), Decimal('30'))
    """
    check_question(book, entry)
    lines = find_lines(book, entry.code, entry.on, entry.to)
    if len(lines) > MOST_CHILDREN:
        raise QuestionError(
            f"{dotted(entry.code)} has {len(lines)} lines below it.", "Give at least six digits."
        )
    answers = [_assess_line(book, entry, line) for line in lines]
    return with_parcels(book, entry, answers[0] if len(answers) == 1 else over_children(entry, answers))


def check_question(book: DutyBook, entry: Entry) -> None:
    """Refuse what cannot be answered, saying why and what would mend it."""
    tables = book.tables
    first, last = tables.settings["first_day"], tables.settings["horizon"]
    if not first <= str(entry.on) <= last:
        side = "before the first day" if str(entry.on) < first else "past the horizon"
        raise BadDay(f"{entry.on} lies {side} of the duty tables.", f"Ask for a day from {first} to {last}.")
    if entry.origin not in tables.territories:
        raise UnknownTerritory(
            f"{entry.origin!r} is not an origin.", "Write an ISO code of two letters, for example CN."
        )
    if entry.to not in tables.served:
        raise UnknownTerritory(
            f"No duties of {entry.to!r} are held.", f"Destinations held: {', '.join(tables.served)}."
        )
    if entry.value is not None and entry.value < 0:
        raise BadAmount(f"The value {entry.value} is negative.", "A customs value is zero or more.")
    if entry.loaded is not None and entry.loaded > entry.on:
        raise BadDay(
            f"The goods cannot be loaded on {entry.loaded} and entered on {entry.on}.", "Check the two days."
        )
    for name, share in entry.contents.items():
        if not ZERO <= share <= ONE:
            raise BadAmount(
                f"A {name} content of {share * 100} % is none.", "Give a share between 0 and 100 %."
            )
        if name not in tables.facts or tables.facts[name].kind != "content":
            held = ", ".join(f.id for f in tables.facts.values() if f.kind == "content")
            raise QuestionError(f"{name!r} is not a content that a duty turns on.", f"Known: {held}.")
    if sum((entry.contents.get(name, ZERO) for name in tables.contents), ZERO) > ONE:
        raise BadAmount(
            "The metal contents add up to more than the whole value.",
            "Give shares that add up to 100 % at most.",
        )
    _check_claims(book, entry)


def _check_claims(book: DutyBook, entry: Entry) -> None:
    programs = {p.claim: p for p in book.tables.programs}
    for name, claimed in entry.facts.items():
        if name not in book.tables.facts and name not in programs:
            known = ", ".join(sorted({*book.tables.facts, *programs}))
            raise QuestionError(f"{name!r} is not a claim or fact that a duty turns on.", f"Known: {known}.")
        program = programs.get(name)
        if claimed and program and program.origins and entry.origin not in program.origins:
            raise QuestionError(
                f"{name} cannot be claimed for goods of {entry.origin}.",
                f"It is open to goods of {', '.join(program.origins)}.",
            )


# one line ------------------------------------------------------------------------------------------------


class _Turn(NamedTuple):
    """One scenario and what it comes to."""

    scenario: Scenario
    result: Result
    low: Decimal | None
    high: Decimal | None
    amount: Decimal | None
    added: Decimal  # at most, without column 1


def _assess_line(book: DutyBook, entry: Entry, line: Line) -> Answer:
    turns, questions = _all_turns(book, entry, line)
    base = turns[0]
    components = _components(book, entry, base, turns)
    refundable = _refundable(book, entry)
    assessed = _total(entry, base.result)
    owed = _total(entry, _without(base.result, refundable))
    highs, lows = [t.high for t in turns], [t.low for t in turns]
    amounts = [t.amount for t in turns]
    spread = Range(bound(min, lows), bound(max, highs), bound(min, amounts), bound(max, amounts))
    order = _order(book)
    trace = sorted((c for c in base.result.considered), key=lambda c: (order(c.authority), c.measure))
    notices = tuple(
        f"{n.title}: {n.text} ({n.cite})"
        for n in book.tables.notices
        if any(line.code.startswith(c) for c in n.codes)
        and (not n.origins or entry.origin in n.origins)
        and n.since <= entry.on
    )
    beside = Range(min(t.added for t in turns), max(t.added for t in turns), None, None)
    return Answer(
        entry,
        line,
        components,
        assessed,
        owed,
        _additional(entry, base.result),
        spread,
        beside,
        tuple(questions),
        tuple(trace),
        notices,
        _notes(book, entry, line),
    )


def _all_turns(book: DutyBook, entry: Entry, line: Line) -> tuple[list[_Turn], list[Question]]:
    facts = _askable(book, entry)
    trial = _Trial(book, entry, line)
    # The entry as declared: a claim that is not stated is not made; the value that is left counts once.
    [base] = trial.turns([Scenario(dict(entry.facts), dict(entry.contents))])
    contents = dict(entry.contents)
    for name in trial.contents:
        contents[name] = ZERO if len(contents) > len(entry.contents) else trial.unstated
    base = base._replace(scenario=Scenario(base.scenario.facts, contents))
    turns = [base]
    tried = {_key(base.scenario)}
    open_facts: list[str] = []
    while True:  # a fact that turns out true may make another one matter
        new = [name for name in sorted(trial.asked & set(facts)) if name not in open_facts]
        if not new and open_facts:
            break
        open_facts += new
        fresh: dict[Any, Scenario] = {}
        for scenario in _scenarios(base.scenario, open_facts, trial):
            if _key(scenario) not in tried:
                fresh.setdefault(_key(scenario), scenario)
        tried.update(fresh)
        turns += trial.turns(list(fresh.values()))
        if not fresh or not new:
            break
    return turns, _questions(trial, facts, open_facts, turns)


class _Trial:
    """One entry on one line, tried in one way after another; it notes what the law asked for."""

    def __init__(self, book: DutyBook, entry: Entry, line: Line) -> None:
        self.tables, self.entry, self.line = book.tables, entry, line
        self.lists = book.lists_of(line.code)
        self.asked: set[str] = set()  # unknown facts
        self.contents: list[str] = []  # of unknown share
        self.unstated = ONE - sum((entry.contents.get(name, ZERO) for name in book.tables.contents), ZERO)

    def turns(self, scenarios: list[Scenario]) -> list[_Turn]:
        """What some scenarios come to, evaluated together."""
        if not scenarios:
            return []
        found = Evaluation(self.tables, self.entry, self.line, self.lists, scenarios)
        self.asked |= found.asked
        self.contents += [name for name in found.contents if name not in self.contents]
        return [_turn(self.entry, *pair) for pair in zip(scenarios, found.results, strict=True)]


def _askable(book: DutyBook, entry: Entry) -> dict[str, Fact]:
    if entry.no_claims:
        return {}
    return {
        f.id: f
        for f in book.tables.facts.values()
        if f.ask
        and f.kind != "content"
        and f.id not in entry.facts
        and f.kind != "parcel"
        and not (entry.loaded and book.tables.by_loading(f.id))
    }


def _programs_open(trial: _Trial, column: Column) -> list[str]:
    """Preferences that this origin may claim on this line and that would lower its rate."""
    entry, programs = trial.entry, [p for p in trial.tables.programs if p.territory == trial.entry.to]
    claimed = any(entry.facts.get(p.claim) for p in programs)
    if entry.no_claims or claimed or column.sentence is None or column.sentence.free:
        return []
    columns = open_columns(trial.tables, entry.to, entry.origin, entry.on)
    rates = [rate for column in columns if column.programs for rate in trial.line.of(column.key)]
    letters = {letter for _, group in rates for letter in group}
    return [
        p.claim
        for p in programs
        if (entry.origin in p.origins or p.question)
        and letters & set(p.letters)
        and p.claim not in entry.facts
    ]


def _turn(entry: Entry, scenario: Scenario, result: Result) -> _Turn:
    column = result.column.percent
    added = [c for c in result.considered if c.charged]
    low = high = None
    if column is not None:
        low = column + sum((c.percent if c.percent is not None else ZERO for c in added), ZERO)
        high = column + sum((c.percent if c.percent is not None else c.most for c in added), ZERO)
    most = sum((c.most for c in added), ZERO)
    return _Turn(scenario, result, low, high, _total(entry, result).amount, most)


def _scenarios(base: Scenario, facts: list[str], trial: _Trial) -> Iterator[Scenario]:
    if len(facts) <= MOST_FACTS:
        chosen = chain.from_iterable(combinations(facts, n) for n in range(len(facts) + 1))
    else:
        chosen = chain([()], ((f,) for f in facts), [tuple(facts)])
    none = {**base.contents, **dict.fromkeys(trial.contents, ZERO)}
    for names in chosen:
        settled = {**base.facts, **dict.fromkeys(names, True)}
        yield Scenario(settled, base.contents)
        if trial.contents:
            yield Scenario(settled, none)
            for name in trial.contents:
                yield Scenario(settled, {**none, name: trial.unstated})


def _key(scenario: Scenario) -> tuple[frozenset[str], tuple[tuple[str, Decimal], ...]]:
    return frozenset(f for f, v in scenario.facts.items() if v), tuple(sorted(scenario.contents.items()))


def _questions(trial: _Trial, facts: dict[str, Fact], names: list[str], turns: list[_Turn]) -> list[Question]:
    base, entry = turns[0], trial.entry
    column = base.result.column
    found: list[Question] = []
    for name in names:
        alone = [t for t in turns if t.scenario.facts.get(name)]
        if any(_differs(t, base) for t in alone):
            found.append(_question(name, facts[name].question, alone))
    claims = _programs_open(trial, column)
    claimed = [base.scenario._replace(facts={**base.scenario.facts, claim: True}) for claim in claims]
    for claim, turn in zip(claims, trial.turns(claimed), strict=True):
        turns.append(turn)
        if claim not in names:
            asked = next((p.question for p in trial.tables.programs if p.claim == claim), "")
            usual = f"Is the preference '{claim}' claimed, and do the goods qualify?"
            found.append(_question(claim, asked or usual, [turn]))
    for name in trial.contents:
        others = [t for t in turns if t.scenario.contents.get(name) != base.scenario.contents.get(name)]
        if any(_differs(t, base) for t in others):
            found.append(_question(name, trial.tables.facts[name].question, others))
    if column.sentence is not None and column.percent is None:
        found += [
            Question("quantity", f"How many {unit} are there (--quantity)?", None, None)
            for unit in column.sentence.units
            if all(q.to(unit) is None for q in entry.quantities)
        ]
        if entry.value is None:
            found.append(Question("value", "What is the customs value (--value)?", None, None))
    return found


def _question(name: str, text: str, turns: list[_Turn]) -> Question:
    return Question(name, text, bound(min, [t.low for t in turns]), bound(max, [t.high for t in turns]))


def _differs(one: _Turn, other: _Turn) -> bool:
    def charges(turn: _Turn) -> list[tuple[str, str, Decimal | None, Decimal]]:
        return [(c.measure, c.heading, c.percent, c.share) for c in turn.result.considered if c.charged]

    return (one.low, one.high, one.amount) != (other.low, other.high, other.amount) or charges(
        one
    ) != charges(other)


# totals and components -----------------------------------------------------------------------------------


def _refundable(book: DutyBook, entry: Entry) -> frozenset[str]:
    """Measures that a ruling known to the asker struck down."""
    return frozenset(
        m.id
        for m in book.tables.measures.values()
        if m.refund and (entry.known_on is None or book.tables.rulings[m.refund].decided <= entry.known_on)
    )


def _without(result: Result, measures: frozenset[str]) -> Result:
    return result._replace(considered=tuple(c for c in result.considered if c.measure not in measures))


def _column_amount(entry: Entry, column: Column) -> Decimal | None:
    if entry.value is None or column.sentence is None:
        return None
    owed = column.sentence.amount(entry.value, entry.quantities)
    return None if owed is None else cents(owed)


def _share(entry: Entry, percent: Decimal | None) -> Decimal | None:
    """A percentage of the value in money."""
    return None if entry.value is None or percent is None else cents(entry.value * percent / 100)


def _sum(parts: list[Decimal | None]) -> Decimal | None:
    """The sum; None where a part is not known."""
    known = [part for part in parts if part is not None]
    return sum(known, ZERO) if len(known) == len(parts) else None


def _total(entry: Entry, result: Result) -> Total:
    charged = [c.percent for c in result.considered if c.charged]
    percent = _sum([result.column.percent, *charged])
    amount = _sum([_column_amount(entry, result.column), *(_share(entry, p) for p in charged)])
    if percent is None and amount is not None and entry.value:
        percent = (amount / entry.value * 100).quantize(Decimal("0.0001"))
    return Total(_tidy(percent), amount)


def _additional(entry: Entry, result: Result) -> Total:
    charged = [c.percent for c in result.considered if c.charged]
    amount = None if entry.value is None else _sum([_share(entry, p) for p in charged])
    return Total(_tidy(_sum(charged)), amount)


def _components(book: DutyBook, entry: Entry, base: _Turn, turns: list[_Turn]) -> tuple[Component, ...]:
    order = _order(book)
    found: list[Component] = []
    refundable = _refundable(book, entry)
    for at, considered in enumerate(base.result.considered):
        turned = [(turn, turn.result.considered[at]) for turn in turns]
        depends = _depends(base, considered, turned)
        struck = considered.measure in refundable
        if considered.outcome in ("applies", "exempt", "suspended", "never_in_force"):
            found.append(_component(entry, considered, struck, depends))
        other = next((c for _, c in turned if c.charged), None)
        if other is not None and not considered.charged:
            made = _component(entry, other, struck, depends)
            why = f"turns on what is not known: {', '.join(depends)}"
            found.append(made._replace(outcome="cannot_tell", amount=None, percent=None, because=why))
    found.sort(key=lambda c: (order(c.authority), c.measure, c.outcome == "cannot_tell"))
    return (*found, _column_component(book, entry, base.result.column))


def _depends(base: _Turn, considered: Component, turned: list[tuple[_Turn, Component]]) -> tuple[str, ...]:
    """The facts whose turning changes what the measure does."""
    names: dict[str, None] = {}
    smallest: dict[str, int] = {}
    for turn, other in turned:
        if (other.outcome, other.percent, other.heading) == (
            considered.outcome,
            considered.percent,
            considered.heading,
        ):
            continue
        changed = [f for f, v in turn.scenario.facts.items() if v and not base.scenario.facts.get(f)]
        changed += [c for c, s in turn.scenario.contents.items() if base.scenario.contents.get(c) != s]
        for name in changed:
            smallest[name] = min(smallest.get(name, 99), len(changed))
    for name, size in smallest.items():
        if size == min(smallest.values()):
            names[name] = None
    return tuple(names)


def _component(entry: Entry, c: Component, refundable: bool, depends: tuple[str, ...]) -> Component:
    unknown = c.charged and (c.percent is None or not c.share)
    return c._replace(
        rate=c.rate if c.charged else "0%",
        percent=_tidy(c.percent),
        amount=_share(entry, c.percent),
        outcome="cannot_tell" if unknown else c.outcome,
        depends_on=depends,
        refundable=refundable and c.charged,
    )


def _column_component(book: DutyBook, entry: Entry, column: Column) -> Component:
    tariff = book.tables.tariffs.get(entry.to)
    rate = column.sentence.text if column.sentence else ""
    amount = _column_amount(entry, column)
    percent = column.percent
    known = column.sentence is not None and (percent is not None or amount is not None)
    because = f"{column.name} of the schedule" + (f", claimed under {column.claim}" if column.claim else "")
    if column.sentence is None:
        because = "no schedule is held that gives the rate of this line"
    elif column.sentence.reference:
        because = "the schedule points elsewhere for the rate"
    elif not known:
        units = ", ".join(column.sentence.units) or "the unit of the rate"
        because = f"a quantity in {units} and a value are needed"
    return Component(
        f"{entry.to.lower()}/column",
        column.name,
        "mfn",
        "applies" if known else "cannot_tell",
        because,
        column.heading or dotted(entry.code),
        rate,
        _tidy(percent),
        amount=amount,
        cite=column.cite or (tariff.cite if tariff else ""),
    )


def _order(book: DutyBook):  # type: ignore[no-untyped-def]
    ranks = {name: i for i, name in enumerate(book.tables.settings.get("report_order", "").split())}
    return lambda authority: ranks.get(authority, len(ranks))


def _tidy(number: Decimal | None) -> Decimal | None:
    if number is None:
        return None
    plain = number.normalize()
    return (
        plain
        if plain == plain.to_integral_value() and plain.as_tuple().exponent == 0
        else Decimal(f"{plain:f}")
    )


def _notes(book: DutyBook, entry: Entry, line: Line) -> tuple[str, ...]:
    tariff = book.tables.tariffs.get(entry.to)
    notes = [line.note] if line.note else []
    notes += tariff.says if tariff and line.rates else ()
    read = max(str(i.verified_through) for i in book.tables.instruments.values())
    if str(entry.on) > read:
        notes.append(f"the law was last read on {read}: what was enacted since is not in this answer")
    return tuple(notes)
