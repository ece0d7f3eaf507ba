"""``tidewaiter law``: browse, compare and check the lawbook."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from tidewaiter.asking import Books, ask
from tidewaiter.cli import law_beside, law_gaps, law_import
from tidewaiter.cli.printing import print_answer
from tidewaiter.errors import LawbookError
from tidewaiter.lawbook.store import Store
from tidewaiter.report.page import safe


def _show(args: argparse.Namespace) -> int:
    record = ask(Books(args.lawbook), "show", {"key": args.query}).to_json()

    def page(value: Any, indent: str = "") -> Iterator[str]:
        for key, item in value.items():
            if isinstance(item, list) and item and isinstance(item[0], dict):
                yield f"{indent}[bold]{safe(key)}[/]"
                for one in item:
                    yield f"{indent}  - " + safe(
                        "; ".join(f"{k}: {v}" for k, v in one.items() if v not in ("", []))
                    )
            elif item not in ("", [], None):
                text = ", ".join(map(str, item)) if isinstance(item, list) else str(item)
                yield f"{indent}[bold]{safe(key)}[/]: {safe(text)}"

    return print_answer(args, record, page(record))


def _diff(args: argparse.Namespace) -> int:
    question = {"from": args.first, "to": args.second, "jurisdictions": args.jurisdiction}
    books = Books(args.lawbook)
    found = ask(books, "diff", question)
    changes = found.rows
    if args.svg:
        from tidewaiter.report.charts import changes_svg

        book = books.law
        source = f"lawbook of {book.version}, {book.sha256[:12]}"
        names = book.store.vocabulary["territories"]
        drawn = changes_svg(changes, args.first, args.second, names, source)
        Path(args.svg).write_text(drawn, encoding="utf-8")
    colour = {"added": "red", "removed": "green", "moved": "yellow", "re-enacted": "dim"}

    def page() -> Iterator[str]:
        for one in changes:
            where = (
                f"{', '.join(one.before)} → {', '.join(one.after)}".strip(" →")
                if one.before
                else ", ".join(one.after)
            )
            yield f"[{colour[one.change]}]{one.change:10}[/] {one.territory:3} {one.day or ''!s:10} {safe(one.name)} [dim]{safe(where)}; {safe(one.cite)}[/]"
        counts = {word: sum(one.change == word for one in changes) for word in colour}
        yield f"[bold]{args.first} to {args.second}:[/] " + ", ".join(
            f"{n} {word}" for word, n in counts.items()
        )

    return print_answer(args, found.to_json(), page())


def _lag(args: argparse.Namespace) -> int:
    from tidewaiter.browse import lag_summaries

    question = {"name": args.query, "jurisdictions": args.jurisdiction}
    found = ask(Books(args.lawbook), "lag", question)
    rows = found.rows

    def page() -> Iterator[str]:
        last = None
        for row in rows:
            if (row.name, row.treaty) != last:
                last = (row.name, row.treaty)
                decided = f"decided {row.decided}, " if row.decided else ""
                yield f"[bold]{safe(row.name)}[/] {safe(row.treaty)}: {decided}binding {safe(row.binds)} [dim]{safe(row.decision)}[/]"
            if row.since is None:
                yield f"  {row.territory:3} [dim]no listing found in what is encoded[/]"
            else:
                after = (
                    ""
                    if row.days_after_decision is None
                    else f"{row.days_after_decision:+6d} days after the decision, "
                )
                bound = "" if row.exact else " [yellow](a bound: counted in no median)[/]"
                yield f"  {row.territory:3} {row.since!s:12} {after}{row.days_after_binding:+6d} after it bound{bound}"
        for one in lag_summaries(rows):
            middle = f"median {one.median} days, " if one.median is not None else ""
            yield (
                f"[bold]{one.territory:3}[/] {middle}{one.exact} exact, {one.bounded} only bounded (left out), "
                f"{one.missing} not found"
            )

    return print_answer(args, found.to_json(), page())


def _timeline(args: argparse.Namespace) -> int:
    books = Books(args.lawbook)
    found = ask(books, "timeline", {"query": args.query})
    spells = found.spells
    if args.svg:
        from tidewaiter.report.charts import timeline_svg

        drawn = timeline_svg(found.name, spells, books.law.store, books.law.day, found.events)
        Path(args.svg).write_text(drawn, encoding="utf-8")

    def page() -> Iterator[str]:
        yield f"[bold]{safe(found.name)}[/] [dim]({found.identity.rung})[/]"
        if not spells:
            yield "No listing found in what is encoded. This is not a clearance."
        for one in spells:
            until = str(one.until or "now")
            doubt = "" if one.outcome == "applies" else " [yellow](cannot tell)[/]"
            yield (
                f"  {one.territory:3} {one.since!s:12} to {until:10} {safe(one.instrument)} {safe(one.list)} "
                f"[dim]{safe(one.basis)}; {safe(one.clause)}; {safe(one.cite)}[/]{doubt}"
            )
        if found.events:
            yield "Background events (not law), deciding nothing:"
            yield from law_beside.event_lines(found.events)

    return print_answer(args, found.to_json()["spells"], page())


def unheld(store: Store, on: date) -> dict[str, list[str]]:
    """The fields of law of which nothing is held, by territory."""
    from tidewaiter.silence import held_fields

    fields = dict.fromkeys(store.vocabulary.get("fields", {}).values())
    places = sorted(set(store.territories) - {"UN"})
    found = {place: [one for one in fields if one not in held_fields(place, on, store)] for place in places}
    return {place: missing for place, missing in found.items() if missing}


def _coverage(args: argparse.Namespace) -> int:
    books = Books(args.lawbook)
    found = ask(books, "coverage", {})
    rows = found.rows

    def page() -> Iterator[str]:
        for row in rows:
            through = f", checked through {row.verified_through}" if row.verified_through else ""
            count = (
                f"{row.entries} {row.counted}"
                if row.current is None
                else f"{row.current} in force, {row.entries} in all"
            )
            yield f"[bold]{safe(row.instrument)}[/] {safe(row.title)}: {count}; [bold]{row.status}[/]{through}"
            levels = ", ".join(f"{n} {level}" for level, n in sorted(row.levels.items()))
            days = ", ".join(f"{n} {level}" for level, n in sorted(row.day_levels.items()))
            told = [f"{row.counted} read in: {levels}"] if levels else []
            told += [f"day read in: {days}; {row.bounded} first days only bounded"] if days else []
            if told:
                yield f"    [dim]{'; '.join(told)}[/]"
            for text in row.missing:
                yield f"    [yellow]missing: {safe(text)}[/]"
        yield "[bold]Fields of law that are not held[/]"
        for place, fields in unheld(books.law.store, books.law.today).items():
            yield f"    {safe(place)}: {safe(', '.join(fields))}"
        for name, what in books.law.store.vocabulary.get("bodies of law not held", {}).items():
            yield f"    everywhere: {safe(name)} ({safe(what)})"

    return print_answer(args, found.to_json(), page())


def _check(args: argparse.Namespace) -> int:
    from tidewaiter.classes import read_definitions
    from tidewaiter.lawbook.load import load
    from tidewaiter.lawbook.place import lawbook_folder
    from tidewaiter.lawbook.rules import RULES, check

    folder = lawbook_folder(args.lawbook)
    book = load(folder)
    faults = check(book, {definition.id for definition in read_definitions(folder / "classes")}, slow=True)
    faults += [*_duty_faults(folder), *_code_faults(folder)]
    if not faults:
        faults += law_gaps.faults_of(folder)
    lines = [f"[red]{safe(fault)}[/]" for fault in faults]
    lines.append(
        f"{len(book.entries)} entries, {len(book.substances)} substances, {len(RULES)} rules: {len(faults)} faults"
    )
    print_answer(args, [asdict_fault(fault) for fault in faults], lines)
    return 1 if faults else 0


def _code_faults(folder: Any) -> list[LawbookError]:
    """The faults of the tables of commodity codes."""
    from tidewaiter.codes.integrity import faults
    from tidewaiter.codes.tables import Tables

    tables = Tables(folder)
    return list(faults(tables)) if tables.place.is_dir() else []


def _duty_faults(folder: Any) -> list[LawbookError]:
    """The faults of the duty tables, told like all others."""
    from tidewaiter.duty.book import DutyBook
    from tidewaiter.duty.integrity import faults

    found = faults(DutyBook.load(folder))
    return [
        LawbookError(f"duty {one.measure}", 0, f"{one.rule}: {one.message}", "See docs/duty.md.")
        for one in found
    ]


def asdict_fault(fault: Any) -> dict[str, Any]:
    """A fault as plain data."""
    return {"file": fault.file, "line": fault.line, "message": fault.message, "mend": fault.mend}


RUNS = {
    "show": ("one record: an instrument, substance, entry, measure, class or assumption", _show),
    "diff": ("what the lists say on one day and not on another", _diff),
    "lag": ("the treaty's day and each territory's, with the days between", _lag),
    "timeline": ("a substance through all lists and all time", _timeline),
    "coverage": ("what is encoded, from what, up to which day, and what is missing", _coverage),
    "gaps": ("where the lawbook is silent, and what explains each silence", law_gaps.run),
    **law_beside.RUNS,
    "import": ("import a whole tariff schedule (USITC CSV or JSON export)", law_import.run),
    "check": ("read the files afresh and apply every integrity rule", _check),
}
