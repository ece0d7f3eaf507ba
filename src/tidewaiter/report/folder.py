"""A folder of documents, and what a search in it found: for the terminal and as a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tidewaiter.answer import CAUTION
from tidewaiter.plain import picked, plain
from tidewaiter.report.page import safe
from tidewaiter.text.verdicts.finding import in_words

if TYPE_CHECKING:
    from tidewaiter.text.documents.folder import Entry, Found, Refreshed, Related


def folder_json(
    folder: Path, done: Refreshed, entries: Sequence[Entry], related: Mapping[str, Sequence[Related]]
) -> dict[str, Any]:
    """The folder in plain data."""
    documents = [
        {**one._asdict(), "related": [related_json(r) for r in related.get(one.path, ())]} for one in entries
    ]
    return picked("folder read kept removed skipped documents", done, folder=str(folder), documents=documents)


def related_json(one: Related) -> dict[str, Any]:
    """A related document in plain data."""
    return {**plain(one), "reason": one.reason}


def folder_page(
    folder: Path,
    done: Refreshed,
    entries: Sequence[Entry],
    related: Mapping[str, Sequence[Related]],
    *,
    wide: bool,
) -> Iterator[str]:
    """The lines of a folder."""
    yield (
        f"[bold]{safe(folder)}[/]: {len(entries)} document{'s' * (len(entries) != 1)} "
        f"({done.read} read, {done.kept} unchanged, {done.removed} gone, {len(done.skipped)} of other kinds passed over)"
    )
    for one in entries:
        yield ""
        when = f", {one.published} ({one.how})" if one.published else ""
        yield f"[bold]{safe(one.path)}[/] {safe(one.title)}{when}"
        yield f"  [red]{safe(one.error)}[/]" if one.error else f"  {_counts(one)}"
        for other in related.get(one.path, ())[: None if wide else 3]:
            yield f"  [dim]related: {safe(other.path)}: {safe(other.reason)}[/]"
    yield ""
    yield f"[dim]{CAUTION}[/]"


def found_page(words: str, found: Sequence[Found]) -> Iterator[str]:
    """The lines of a search."""
    yield f"{len(found)} piece{'s' * (len(found) != 1)} found" + (
        f" for [bold]{safe(words)}[/]" if words else ""
    )
    for one in found:
        yield f"[bold]{safe(one.path)}[/] {one.piece}  {safe(one.title)} [dim]{one.published}[/]"
        yield f"    {safe(one.snippet)}"


def _counts(one: Entry) -> str:
    return in_words(one.verdicts) or "no statement of law"


def folder_html(folder: Path, entries: Sequence[Entry], related: Mapping[str, Sequence[Related]]) -> str:
    """The folder as one file: every document with its verdicts and what it is related to. No script.

    >>> "<h1>" in folder_html(Path("x<y"), [], {}), "x<y" in folder_html(Path("x<y"), [], {})
    (True, False)
    """
    from tidewaiter.report.rendering import render

    title = f"{len(entries)} documents read against the law"
    places = {one.path: number for number, one in enumerate(entries, 1)}
    return render(
        "folder.html",
        title=title,
        under=folder,
        entries=entries,
        related=related,
        places=places,
        counts=_counts,
        found=(),
    )


def found_html(words: str, found: Sequence[Found]) -> str:
    """What a search found, as one file."""
    from tidewaiter.report.rendering import render

    return render("folder.html", title=f"{len(found)} pieces found", under=words, found=found, entries=())
