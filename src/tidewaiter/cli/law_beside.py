"""``tidewaiter law events|indicators|parties``: what is told beside the law."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tidewaiter.asking import Books, ask
from tidewaiter.cli.printing import print_answer
from tidewaiter.report.page import safe

if TYPE_CHECKING:
    from tidewaiter.contract.law import EventRow


def _events(args: argparse.Namespace) -> int:
    question = {
        "measure": args.measure,
        "topic": args.topic,
        "jurisdictions": args.jurisdiction,
        "from": args.first,
        "to": args.second,
        "on": args.on,
    }
    found = ask(Books(args.lawbook), "events", question)
    return print_answer(args, found.to_json(), event_lines(found.rows))


def event_lines(found: Sequence[EventRow]) -> Iterator[str]:
    """Events for a terminal: never to be mistaken for listings."""
    for one in found:
        due = f", for {one.due}" if one.due else ""
        settled = f" from {one.settled}" if one.settled and str(one.settled) != one.day else ""
        yield f"{safe(one.day):12} [bold]{safe(one.title)}[/]"
        yield f"    [dim]{safe(one.id)}:[/] {safe(one.kind)}{due}; [bold]{safe(one.status)}[/]{settled}; {safe(one.issuer)}"
        if one.measures:
            yield f"    [dim]concerns {safe('; '.join(one.measures))}[/]"
        if one.answers:
            yield f"    [dim]answers {safe('; '.join(one.answers))}[/]"
        if one.answered_by:
            yield f"    [dim]answered by {safe('; '.join(one.answered_by))}[/]"
        yield f"    [dim]{safe(one.cite)} (read in: {safe(one.verified)}){safe('; ' + one.note) if one.note else ''}[/]"
    if not found:
        yield "No event in what is encoded. Events are told as far as sourced."


def _indicators(args: argparse.Namespace) -> int:
    question = {"series": args.series, "topic": args.topic, "on": args.on}
    found = ask(Books(args.lawbook), "indicators", question)

    def page() -> Iterator[str]:
        last = ""
        for one in found.rows:
            if one.series != last:
                last = one.series
                yield f"[bold]{safe(one.title)}[/] [dim]({safe(one.series)}; {safe(one.issuer)}; {safe(one.unit)})[/]"
            how = "" if one.qualifier == "exact" else f"{one.qualifier} "
            as_of = f" [dim]as of {one.as_of}[/]" if one.as_of else ""
            yield f"  {safe(one.period):18} {safe(how)}{one.value:,}{as_of} [dim]{safe(one.cite)} (read in: {safe(one.verified)})[/]"
        yield "[dim]Figures as published. They are no part of any answer.[/]"

    return print_answer(args, found.to_json(), page())


def _parties(args: argparse.Namespace) -> int:
    books = Books(args.lawbook)
    question = {
        "name": args.name,
        "jurisdictions": args.jurisdiction,
        "instrument": args.instrument,
        "on": args.on,
    }
    found = ask(books, "parties", question)

    def page() -> Iterator[str]:
        for one in found.rows:
            until = f" to {one.until}" if one.until else ""
            where = f" ({', '.join(one.countries)})" if one.countries else ""
            yield f"[bold]{safe(one.name)}[/]{safe(where)} {safe(one.list_kind)}, {safe(one.instrument)} {safe(one.list)}, from {safe(one.since)}{until}"
            if one.question:
                score = f" ({one.score} of 100)" if one.score is not None else ""
                yield f"    [yellow]{safe(one.question)}[/] [dim]{safe(one.matched)}{score}[/]"
            if one.aliases:
                yield f"    [dim]also printed: {safe('; '.join(one.aliases))}[/]"
            yield f"    [dim]{safe(one.cite)} (read in: {safe(one.verified)})[/]"
        if args.name and not any(one.match == "same name" for one in found.rows):
            yield "No party of this name in what is encoded. The lists are partial: this is not a clearance."
        for key in dict.fromkeys(one.instrument for one in found.rows):
            yield f"[dim]{safe(key)}: {safe(books.law.store.party_instruments[key].coverage)}[/]"

    return print_answer(args, found.to_json(), page())


RUNS = {
    "events": ("who announced, agreed, threatened or answered what, beside the measures", _events),
    "indicators": ("published figures beside the law: seizures, deaths, purity, shares of oil", _indicators),
    "parties": ("persons, bodies and organisations on lists", _parties),
}
