"""``tidewaiter duty``: what an entry owes, or a file of entries, on a day, under the law or under another."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tidewaiter.cli.printing import print_answer
from tidewaiter.errors import QuestionError
from tidewaiter.report.page import safe

if TYPE_CHECKING:
    from tidewaiter.asking import Books
    from tidewaiter.asking.duty import Duty
    from tidewaiter.duty.book import DutyBook
    from tidewaiter.duty.result import Answer

_ASKED = ("what", "code", "origin", "on", "to", "loaded", "value", "quantity", "claim", "denied", "content", "known_on",
          "substance", "what_if")  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Answer and print."""
    from tidewaiter.asking import Books

    books = Books(args.lawbook)
    if args.measures:
        return _measures(books, args)
    if args.panel:
        return _panel(books.duties, args)
    if args.file:
        return _file(books.duties, args)
    if args.chart:
        return _chart(books, args)
    return _one(books, args)


def _one(books: Books, args: argparse.Namespace) -> int:
    from tidewaiter.asking import ask

    question = _question(args)
    answer = ask(books, "duty", question)
    made = answer.to_json()
    if args.keep:
        from tidewaiter.cli.record import keep

        keep(args, "duty", question, made)
    return print_answer(args, made, _page(answer, args.trace))


def _page(answer: Duty, trace: bool) -> Iterator[str]:
    from tidewaiter.report.duty import page

    before = page(answer.owed, answer.book, trace)
    if answer.change is None:
        yield from before
        yield from _document_lines(answer)
        return
    yield "[bold]Under the law[/]"
    yield from before
    yield from ("", f"[bold]What if: {answer.change.words}[/]")
    yield from page(answer.change.owed, answer.change.book, trace)
    yield ""
    yield from _difference_lines(answer.owed, answer.change.owed)


def _difference_lines(before: Answer, after: Answer) -> list[str]:
    from tidewaiter.report.duty import difference

    made = difference(before, after)
    lines = []
    for total, words in ((made["assessed"], "Assessed"), (made["owed"], "Owed")):
        percent, amount = total["ad_valorem_pct"], total["amount"]
        said = [f"{percent:+} points"] if percent is not None else []
        said += [f"{amount:+,.2f} USD"] if amount is not None else []
        lines.append(f"[bold]{words}, difference[/] {', '.join(said) or 'cannot tell'}")
    return lines


def _question(args: argparse.Namespace) -> dict[str, Any]:
    """The question as :func:`tidewaiter.asking.ask` takes it."""
    missing = [
        f"--{name}"
        for name in ("code", "origin", "on")
        if not (getattr(args, name) or (name == "code" and args.what))
    ]
    if missing:
        mend = "Write: tidewaiter duty --code HTS --origin CC --on DATE."
        raise QuestionError(f"{', '.join(missing)} not given.", mend)
    from tidewaiter.asking.books import NAMES

    return {NAMES.get(name, name): getattr(args, name) for name in _ASKED}


def _document_lines(answer: Duty) -> list[str]:
    rows = [
        f"  {d['jurisdiction']:<3} {safe(d['instrument'])}: {safe(d['list'])} ({safe(d['outcome'])})"
        for d in answer.documents
    ]
    return ["", f"[bold]Controls beside the duty[/] ({safe(answer.note)})", *dict.fromkeys(rows)]


def _file(book: DutyBook, args: argparse.Namespace) -> int:
    from tidewaiter.duty.bulk import assess_file

    if args.what_if:
        return _compare(book, args)
    if not args.out:
        raise QuestionError("no place to write to.", "Add -o OUT.parquet or -o OUT.csv.")
    tally = assess_file(book, Path(args.file), Path(args.out), args.currency, args.to.upper())
    said = {
        "rows": tally.rows,
        "status": tally.status,
        "assessed_amount": float(tally.assessed),
        "owed_amount": float(tally.owed),
        "out": args.out,
        "lawbook": {"version": book.meta("version"), "sha256": book.meta("sha256")},
    }
    status = ", ".join(f"{count:,} {name}" for name, count in sorted(tally.status.items()))
    lines = [
        f"{tally.rows:,} lines: {status}",
        f"assessed {tally.assessed:,.2f} USD, owed {tally.owed:,.2f} USD",
        f"written to {args.out}",
    ]
    return print_answer(args, said, lines)


def _compare(book: DutyBook, args: argparse.Namespace) -> int:
    from tidewaiter.duty.bulk import KINDS_OUT, write_frames
    from tidewaiter.duty.compare import compare_file
    from tidewaiter.duty.whatif import changed_book
    from tidewaiter.files.writing import check_out

    sums, rows = compare_file(book, changed_book(book, args.what_if), Path(args.file), args.currency)
    if args.out:
        out = Path(args.out)
        check_out(out, KINDS_OUT)
        write_frames(out, iter([rows.to_arrow()]))
    lines = [
        f"[bold]What if: {args.what_if}[/]",
        f"{sums['rows']:,} lines: {sums['status']}",
        f"assessed {sums['before']:,.2f} USD, would be {sums['after']:,.2f} USD: {sums['difference']:+,.2f} "
        "USD",
    ]
    for by in ("origin", "chapter", "month"):
        lines += ["", f"[bold]By {by}[/]"]
        lines += [
            f"  {r[by] or '-':<8} {r['rows']:>10,} lines {r['before']:>18,.2f} {r['after']:>18,.2f} "
            f"{r['difference']:>+18,.2f}"
            for r in sums[f"by_{by}"]
        ]
    return print_answer(args, {"what_if": args.what_if, **sums}, lines)


def _chart(books: Books, args: argparse.Namespace) -> int:
    from tidewaiter.asking import ask
    from tidewaiter.duty.schedule import dotted
    from tidewaiter.report.charts import duty_svg

    settings = books.duties.tables.settings
    args.on = args.on or args.until or settings["horizon"]
    found = ask(books, "steps", {**_question(args), "from": args.first, "until": args.until})
    book, entry = found.book, found.entry
    name = book.tables.territories.get(entry.origin, entry.origin)
    title = f"{dotted(entry.code)} {found.description[:60]} of {name}"
    if found.what_if:
        title += f", what if: {found.what_if}"
    lawbook = (
        f"Tidewaiter, lawbook of {book.meta('version')}, {book.meta('sha256')[:12]}. Nothing is claimed."
    )
    Path(args.chart).write_text(duty_svg(found.steps, title, lawbook), encoding="utf-8")
    lines = [f"{s.since}  {float(s.total):>7g} %  {'; '.join(s.changed)}" for s in found.steps]
    lines.append(f"drawn to {args.chart}")
    return print_answer(args, {"chart": args.chart, **found.to_json()}, lines)


def _panel(book: DutyBook, args: argparse.Namespace) -> int:
    from tidewaiter.dates import parse_day
    from tidewaiter.duty.intervals import write_intervals

    settings, tariff = book.tables.settings, book.tables.tariffs.get(args.to.upper())
    begun = (tariff and tariff.rates_read_from) or settings["first_day"]
    first, until = (parse_day(d) for d in (args.first or begun, args.until or settings["horizon"]))
    made = write_intervals(book, Path(args.panel), first, until, args.to.upper())
    said = {name: getattr(made, name) for name in ("rows", "lines", "origins", "days")}
    line = (
        f"{made.lines:,} lines x {made.origins} origins, {made.days} days of change: {made.rows:,} "
        f"intervals in {made.path}"
    )
    return print_answer(args, {**said, "out": str(made.path)}, [line])


def _measures(books: Books, args: argparse.Namespace) -> int:
    from tidewaiter.asking import ask

    lines = []
    for m in books.duties.tables.measures.values():
        status = f" ({m.status.replace('_', ' ')})" if m.status else ""
        lines.append(f"[bold]{m.id}[/] {m.title}{status}")
        by_country = len(m.periods) >= 30
        spans = {(str(p.since), str(p.until or "open")): p for p in m.periods}
        for (since, until), p in sorted(spans.items()):
            said = "rates by country" if by_country else f"{p.rate} {p.heading} {p.status}"
            lines.append(f"  {since} to {until:<10}  {said}")
    return print_answer(args, ask(books, "measures", {}).to_json(), lines)
