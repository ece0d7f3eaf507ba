"""``tidewaiter record``: the answers that were kept, and the chain that shows when one was touched."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tidewaiter.cli.printing import print_answer, print_json
from tidewaiter.report.page import safe

if TYPE_CHECKING:
    from tidewaiter.record import Entry, Head, Look, Problem, Record


# keeping: what `check`, `duty`, `assess` and `screen` do with --keep --------------------------------------


def keep(args: argparse.Namespace, kind: str, question: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
    """Keep an answer, and say on the error stream where."""
    given = {key: value for key, value in question.items() if value not in (None, "", [], ())}
    with _open(args, make=True) as record:
        entry = record.keep(kind, given, answer, who=who_asks(args.who), at=datetime.now(UTC))
    sys.stderr.write(f"Kept as entry {entry.seq}, {entry.hash}.\n")


def who_asks(given: str | None) -> str:
    """Who asks: the name given, ``TIDEWAITER_WHO``, or the user of this machine."""
    import getpass
    import os

    return given or os.environ.get("TIDEWAITER_WHO") or getpass.getuser()


def _open(args: argparse.Namespace, *, make: bool = False) -> Record:
    try:
        from tidewaiter.record import Record
    except ModuleNotFoundError as why:
        from tidewaiter.errors import TidewaiterError

        raise TidewaiterError(f"Records need {why.name}.", "Install tidewaiter[record].") from why
    return Record.open(args.record, make=make)


# the subcommands -----------------------------------------------------------------------------------------


def _chosen(args: argparse.Namespace, record: Record, last: int = 0) -> Iterator[Entry]:
    from tidewaiter.dates import parse_day

    for day in (args.since, args.until):
        if day:
            parse_day(day)
    return record.entries(
        kinds=tuple(args.kind), since=args.since or "", until=args.until or "", who=args.by, last=max(last, 0)
    )


def _asked(entry: Entry) -> str:
    """The question in a few words."""
    if not entry.kept:
        return entry.note or ""
    question = json.loads(entry.question or "{}")
    words = [
        str(question[key])
        for key in ("query", "code", "origin", "from", "to", "on", "days")
        if question.get(key)
    ]
    if entry.kind == "assess":
        shipment = question.get("shipment", {})
        words = [str(shipment.get("reference", "")), f"{len(shipment.get('lines', ()))} lines"]
    if entry.kind == "screen":
        words = [str(question.get("file", ""))]
    return " ".join(words)[:100]


def _list(args: argparse.Namespace) -> int:
    with _open(args) as record:
        found = list(_chosen(args, record, args.last))
        plain = [
            {"seq": e.seq, "at": e.at, "kind": e.kind, "who": e.who, "asked": _asked(e), "hash": e.hash,
             "lawbook": e.lawbook_version, "kept": e.kept}
            for e in found
        ]  # fmt: skip
        lines = (
            f"{e.seq:>7}  {e.at[:19]}Z  {e.kind:<9} {safe(e.who or '-'):<14} {safe(_asked(e))}" for e in found
        )
        return print_answer(args, plain, lines)


def _show(args: argparse.Namespace) -> int:
    with _open(args) as record:
        print_json(record.get(args.seq).to_json())
    return 0


def _anchors(words: list[str]) -> dict[Head, str]:
    """The anchors given, each with its time stamp or "" ."""
    from tidewaiter.record import Head
    from tidewaiter.record.anchors import git_notes

    found: dict[Head, str] = {}
    for word in words:
        if word.startswith("git:"):
            text = git_notes(Path(word.removeprefix("git:")))
        else:
            text = Path(word).read_text(encoding="utf-8") if Path(word).is_file() else word
        for line in filter(str.strip, text.splitlines()):
            anchor, stamp = Head.read(line), (line.split()[2:3] or [""])[0]
            found[anchor] = stamp or found.get(anchor, "")
    return found


def _stamps(args: argparse.Namespace, anchors: dict[Head, str], problems: list[Problem]) -> dict[int, str]:
    """When each stamped anchor was stamped, by its entry; "" where no certificates are given to check it by."""
    from tidewaiter.errors import RecordFault
    from tidewaiter.record import Problem

    stamped = {anchor: stamp for anchor, stamp in anchors.items() if stamp}
    if not args.authority:
        return {anchor.seq: "" for anchor in stamped}
    from tidewaiter.record.stamps import read_authority, stamped_at

    trusted = read_authority(args.authority)
    if not stamped:
        problems.append(Problem(0, "no anchor carries a time stamp"))
    found = {}
    for anchor, stamp in stamped.items():
        try:
            found[anchor.seq] = stamped_at(anchor, stamp, trusted).isoformat()
        except RecordFault as why:
            problems.append(Problem(anchor.seq, why.message))
    return found


def _verify(args: argparse.Namespace) -> int:
    from tidewaiter.record import Problem, look_over

    policy = None
    if args.policy:
        from tidewaiter.record.retention import read_policy

        policy = read_policy(args.policy)
    anchors = _anchors(args.anchor)
    if args.file:
        from tidewaiter.record.export import read_export

        look = look_over(read_export(args.file), None, list(anchors), policy)
        place = str(args.file)
    else:
        with _open(args) as record:
            look, place = record.look_over(list(anchors), policy), record.shown
    stamps = _stamps(args, anchors, look.problems)
    if not look.entries and not look.problems:
        from tidewaiter.errors import RecordFault

        raise RecordFault(f"{place} is empty: there is nothing to verify.", "Is it the right one?")
    if args.expect and not _expected(args.expect, look.last):
        look.problems.append(
            Problem(0, f"it ends at entry {look.last[0]} {look.last[1]}; {args.expect} was expected")
        )
    plain = {
        "problems": [one._asdict() for one in look.problems],
        "entries": look.entries,
        "head": {"seq": look.last[0], "hash": look.last[1]},
        "removals": [
            {"seq": one.seq, "at": one.at, "who": one.who, "days": one.days, "kinds": list(one.kinds),
             "removed": [list(span) for span in one.spans]}
            for one in look.removals
        ],
        "stamps": [{"seq": seq, "at": at or None} for seq, at in stamps.items()],
    }  # fmt: skip
    print_answer(args, plain, _verified(look, place, stamps))
    return 1 if look.problems else 0


def _verified(look: Look, place: str, stamps: Mapping[int, str]) -> Iterator[str]:
    for one in look.problems:
        yield f"[red]entry {one.seq}[/]: {safe(one.what)}" if one.seq else f"[red]{safe(one.what)}[/]"
    for gone in look.removals:
        number = sum(final - first + 1 for first, final in gone.spans)
        yield (
            f"entry {gone.seq}: {number} contents removed by {safe(gone.who)} on {gone.at[:10]}, "
            f"kept {gone.days} days: {safe(', '.join(gone.kinds)) or 'every kind'}"
        )
    for seq, at in stamps.items():
        yield (
            f"entry {seq}: anchor stamped at {at}"
            if at
            else (f"entry {seq}: the anchor's time stamp was not checked; give --authority")
        )
    anchor = f"{look.last[0]} {look.last[1]}"
    if look.problems:
        yield f"{safe(place)}: {len(look.problems)} problems in {look.entries} entries. Last: {anchor}"
    else:
        yield f"{look.entries} entries, chain unbroken. Anchor: {anchor}"


def _expected(words: str, last: tuple[int, str]) -> bool:
    """Whether the chain ends where it must: N, or N and hash."""
    from tidewaiter.record import Head

    if words.strip().isdigit():
        return int(words) == last[0]
    return tuple(Head.read(words)) == last


def _anchor(args: argparse.Namespace) -> int:
    from tidewaiter.record.anchors import add_git_note, append_to

    with _open(args) as record:
        head, place = record.head(), record.file
    if not head.seq:
        from tidewaiter.errors import RecordFault

        raise RecordFault("The record is empty: there is nothing to anchor.", "Keep an answer first.")
    stamp, line = "", str(head)
    if args.stamp:
        from tidewaiter.record import stamps

        stamp = stamps.stamp(head, args.stamp, args.authority and stamps.read_authority(args.authority))
        line += f" {stamp}"
    if args.out:
        append_to(args.out, line, place)
    if args.git_note:
        add_git_note(args.git_note, line)
    plain = {"seq": head.seq, "hash": head.hash} | ({"stamp": stamp} if stamp else {})
    return print_answer(args, plain, iter([line]))


def _export(args: argparse.Namespace) -> int:
    from tidewaiter.errors import Unreadable
    from tidewaiter.record import export
    from tidewaiter.staging import staged

    write = {".jsonl": export.write_jsonl, ".csv": export.write_csv}.get(args.out.suffix.lower())
    if write is None:
        raise Unreadable(
            f"{args.out.name}: a record is not written in this form.", "End its name with .jsonl or .csv."
        )
    with (
        staged(args.out) as stage,
        _open(args) as record,
        stage.open("w", encoding="utf-8", newline="") as stream,
    ):
        number = write(_chosen(args, record), stream)
    return print_answer(
        args, {"entries": number, "out": str(args.out)}, iter([f"{number} entries written to {args.out}"])
    )


def _recheck(args: argparse.Namespace) -> int:
    from tidewaiter.asking import Books
    from tidewaiter.record.recheck import recheck

    books = Books(args.lawbook)
    with _open(args) as record:
        found = list(recheck(record, books, on=args.on))
    shown = [one for one in found if args.all or not one.words_only]

    def lines() -> Iterator[str]:
        for one in shown:
            yield f"[bold]entry {one.entry.seq}[/] {one.entry.kind} {safe(_asked(one.entry))} [dim](lawbook of {one.entry.lawbook_version})[/]"
            for sign, words in (
                ("[red]+[/]", one.came),
                ("[green]-[/]", one.went),
                ("[yellow]~[/]", one.changed),
            ):
                yield from (f"  {sign} {safe(text)}" for text in words)
            if one.refused:
                yield f"  [red]cannot be asked any more[/]: {safe(one.refused)}"
            elif one.words_only:
                yield "  only wording, citations or coverage differ"
        words_only = sum(one.words_only for one in found)
        yield f"{len(found) - words_only} answers would now differ; {words_only} only in wording, citations or coverage."

    plain = {
        "differ": [one.to_json() for one in shown],
        "lawbook": {"version": books.law.version, "sha256": books.law.sha256},
    }
    return print_answer(args, plain, lines())


def _retain(args: argparse.Namespace) -> int:
    from tidewaiter.errors import QuestionError

    if (args.days is None) == (args.policy is None) or (args.policy and args.kind):
        raise QuestionError(
            "How long are contents kept?", "Give --days (with --kind) or --policy, one of them."
        )
    now, who, dry = datetime.now(UTC), who_asks(args.who), args.dry_run
    with _open(args) as record:
        if args.policy:
            from tidewaiter.record.retention import apply, read_policy

            gone = apply(record, read_policy(args.policy), who=who, at=now, dry=dry)
        else:
            gone = record.retain(args.days, kinds=tuple(args.kind), who=who, at=now, dry=dry)
    verb = "would be removed" if args.dry_run else "removed"
    lines = iter([f"The contents of {len(gone)} entries {verb}; their hashes stay."])
    return print_answer(args, {"entries": gone, "dry_run": args.dry_run}, lines)


RUNS = {
    "list": ("the entries, the latest last", _list),
    "show": ("one entry with its question and answer", _show),
    "verify": ("look over the whole chain", _verify),
    "anchor": ("print the last entry's number and hash, to be kept elsewhere", _anchor),
    "export": ("write the entries to a file", _export),
    "recheck": ("ask every kept question again and list the answers that would now differ", _recheck),
    "retain": ("remove the contents of old entries; the chain still verifies", _retain),
}
