"""The answer as a page: who lists it, since when, by which clause, why, and what it obliges to."""

from __future__ import annotations

from collections.abc import Iterator

from tidewaiter.answer import CAUTION, Answer, Freshness
from tidewaiter.declared import taken_words
from tidewaiter.determine import Control
from tidewaiter.obligations import fact_words
from tidewaiter.report.page import safe, searched
from tidewaiter.report.reasons import reason
from tidewaiter.report.words import unverified
from tidewaiter.silence import NOT_HELD, SILENCES, WATCH

_COLOUR = {"applies": "red", "cannot_tell": "yellow"}
_WORD = {"applies": "controlled", "cannot_tell": "cannot tell"}


def answer_page(answer: Answer, *, wide: bool = False) -> Iterator[str]:
    """The lines of an answer. ``wide`` adds citations, what was read, and coverage in full."""
    yield from _identity(answer)
    yield f"[bold]{safe(answer.summary)}[/]"
    if taken := taken_words(answer.declared.to_json()):
        yield f"[dim]{safe(taken)}[/]"
    if answer.coded and answer.code:
        yield f"commodity code: {safe(answer.code.told['summary'])}"
    if answer.ahead:
        yield "[yellow]This day is still to come: told is what is known to be coming.[/]"
    fresh = {item.jurisdiction: item for item in answer.freshness}
    fields = controls_by_field(answer)
    for field, own in fields.items():
        if len(fields) > 1:
            yield ""
            yield f"[bold]── {safe(field)} ──[/]"
        for place in dict.fromkeys(control.jurisdiction for control in own):
            yield ""
            yield f"[bold]{safe(place)}[/]{_read_to(fresh.get(place))}"
            for control in own:
                if control.jurisdiction == place:
                    yield from _control(control, wide)
    yield from _silences(answer, fresh, wide)
    yield from _beside(answer)
    if not answer.controls or answer.question.fields:
        yield from _unheld(answer)
    for advisory in answer.advisories[:3]:
        yield f"[dim]near: {safe(advisory.name)} ({advisory.method} {advisory.similarity:.2f}); similarity is no verdict[/]"
    if answer.unadvised:
        yield f"[dim]{safe(answer.unadvised)}[/]"
    yield ""
    yield from _consulted(answer, wide)
    yield f"[dim]lawbook {answer.version} {answer.sha256[:12]}. {CAUTION}[/]"


def controls_by_field(answer: Answer) -> dict[str, list[Control]]:
    """The controls by field of law, in the order in which fields are told; watch lists last."""
    order = list(dict.fromkeys(told.field for told in answer.fields))
    found: dict[str, list[Control]] = {field: [] for field in order}
    for control in answer.controls:
        found.setdefault(control.field, []).append(control)
    return {field: own for field, own in found.items() if own}


def _beside(answer: Answer) -> Iterator[str]:
    """Of territories that control the goods, which of their laws leave this preparation out, and what of their law is not held."""
    rows = [(one.jurisdiction, one.why, one.note) for one in answer.left_out]
    rows += [(place, NOT_HELD, note) for place, note in answer.unheld_beside.items()]
    if rows:
        yield ""
        yield "[bold]Beside what is shown[/]"
    for place, why, note in rows:
        yield f"  [bold]{safe(place)}[/] [{_SILENT[why]}]{SILENCES[why]}[/]: {safe(note)}"


def _unheld(answer: Answer) -> Iterator[str]:
    """The fields of law of which nothing is held of a territory that was asked."""
    missing: dict[str, list[str]] = {}
    for told in answer.fields:
        if told.outcome == NOT_HELD:
            missing.setdefault(told.jurisdiction, []).append(told.field)
    if missing:
        words = "; ".join(f"{place}: {', '.join(fields)}" for place, fields in missing.items())
        yield f"[dim]fields of law that are not held: {safe(words)}[/]"


def _identity(answer: Answer) -> Iterator[str]:
    found = answer.identity
    for candidate in found.candidates[:8]:
        parts = [
            candidate.name or "structure as drawn",
            candidate.cas and f"CAS {candidate.cas}",
            candidate.smiles[:90],
        ]
        yield f"[bold cyan]{safe(' · '.join(part for part in parts if part))}[/] [dim]({found.rung})[/]"
    if len(found.candidates) > 8:
        yield f"[dim]and {len(found.candidates) - 8} more[/]"
    parts_of_one = found.rung in ("product", "phrase")
    if found.status == "ambiguous" and len(found.candidates) > 1 and not parts_of_one:
        yield "[yellow]More than one thing is meant by this; each was evaluated.[/]"
    if found.doubt:
        yield f"[yellow]not sure what is meant:[/] {safe(found.doubt)}"
    if found.note:
        yield f"[dim]{safe(found.note)}[/]"


def _spell(control: Control) -> str:
    """The days of this listing, where they are not those of the unbroken control."""
    listed = control.entry.period
    own = [f"from {listed.since}"] if str(listed.since) != str(control.since) else []
    if listed.until_text != control.unbroken.until_text:
        own.append(f"until {listed.until_text}")
    return f" (this listing {' '.join(own)})" if own else ""


def _control(control: Control, wide: bool) -> Iterator[str]:
    entry, lists = control.entry, control.instrument.lists
    colour, word = _COLOUR[control.outcome], _WORD[control.outcome]
    if control.field == WATCH and control.outcome == "applies":
        colour, word = "cyan", "watched, not controlled:"
    elif control.reach.in_any_case:
        colour, word = "red", "controlled, here or on another of these lists:"
    until = control.unbroken.until_text
    days = f"since {control.since}{f' until {until}' if until else ''}{_spell(control)}"
    yield (
        f"  [{colour}]{word}[/] {safe(lists[entry.list].title)}, "
        f"{safe(control.instrument.title)}, {safe(entry.clause)}"
    )
    yield f"    {safe(days)}; {safe(control.kind)}; because it is {safe(reason(control.because))}"
    if control.missing:
        yield f"    [yellow]to decide it: {safe(', '.join(map(fact_words, control.missing)))}[/]"
    if weak := unverified(entry.source.verified, entry.dates_verified):
        yield f"    [yellow]unverified: {weak}[/]"
    if wide:
        yield f"    [dim]{safe(entry.source.cite)}; read: {safe(entry.source.read)}[/]"
        if entry.note:
            yield f"    [dim]{safe(entry.note)}[/]"
    for item in control.obligations:
        measure = item.measure
        by = f", from {measure.issued_by}" if measure.issued_by else ""
        when = f", {measure.deadline}" if measure.deadline else ""
        doubt = (
            f" [yellow](to decide it: {safe(', '.join(map(fact_words, item.missing)))})[/]"
            if item.missing
            else ""
        )
        yield f"    → {safe(measure.title)} [dim]({DIRECTIONS.get(measure.direction, measure.direction)}{safe(by)}{safe(when)}; {safe(measure.clause)})[/]{doubt}"


DIRECTIONS = {"both": "import and export", "domestic": "inside the country"}
_FRESH = {"fresh": "dim", "dated": "yellow", "old": "bold yellow"}


_SILENT = {"read": "green", "not_held": "yellow", "not_found": "dim"}


def _read_to(item: Freshness | None) -> str:
    """Up to which day a territory's law was read, the louder the older."""
    return f" [{_FRESH[item.level]}](law read to {item.read_through})[/]" if item else ""


def _silences(answer: Answer, fresh: dict[str, Freshness], wide: bool) -> Iterator[str]:
    """Why the other territories show no control, those that were not searched first."""
    if not answer.silences:
        return
    yield ""
    unsure = answer.identity.doubt and not answer.controls
    yield "[bold]No control shown[/]" + (
        " [yellow]for what was understood, which may not be what is meant[/]" if unsure else ""
    )
    order = list(_SILENT)
    for item in sorted(answer.silences, key=lambda item: (item.why != "not_held", order.index(item.why))):
        colour, words = _SILENT[item.why], SILENCES[item.why]
        note = f": {safe(item.note)}" if wide or item.why != "not_found" else ""
        yield f"  [bold]{safe(item.jurisdiction)}[/] [{colour}]{words}[/]{note}{_read_to(fresh.get(item.jurisdiction))}"
        if wide and item.cite:
            yield f"     [dim]{safe(item.cite)}[/]"


def _consulted(answer: Answer, wide: bool) -> Iterator[str]:
    if wide:
        yield "[dim]consulted:[/]"
        for item in answer.consulted:
            yield f"[dim]  {safe(item.instrument)}: {safe(item.coverage)}, checked through {item.verified_through}[/]"
    else:
        yield searched(len(answer.consulted))
    if answer.not_covered:
        yield f"[yellow]not covered by this lawbook: {safe(', '.join(answer.not_covered))}[/]"
