"""A page for the terminal, built once as marked-up lines: rich draws it, a pipe gets plain text.

Importing rich costs more than answering a question by structure, so it is imported only for a terminal.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from tidewaiter.lawbook import patterns as re

_MARK = re.compile(r"(?<!\\)\[/?[a-z][a-z0-9 #_]*\]|(?<!\\)\[/\]")


def safe(text: object) -> str:
    """Text that may hold brackets, made safe to stand in marked-up lines; control characters become blanks.

    >>> safe("[bold]\\x1b[31m")
    '\\\\[bold] \\\\[31m'
    """
    plain = str(text)
    if not plain.isprintable():
        plain = "".join(c if c.isprintable() else " " for c in plain)
    return plain.replace("[", "\\[")


def plain(line: str) -> str:
    """A marked-up line without its marks.

    >>> plain("[bold]CAS[/] " + safe("[x]"))
    'CAS [x]'
    """
    return _MARK.sub("", line).replace("\\[", "[")


def show(lines: Iterable[str], *, error: bool = False) -> None:
    """Print a page: in colour on a terminal, plainly elsewhere."""
    stream = sys.stderr if error else sys.stdout
    if stream.isatty():
        from rich.console import Console

        console = Console(stderr=error, highlight=False)
        for line in lines:
            console.print(line)
    else:
        stream.write("".join(plain(line) + "\n" for line in lines))


def searched(instruments: int) -> str:
    """How many instruments an answer looked through, at its foot."""
    return (
        f"[dim]searched {instruments} instruments; `tidewaiter law coverage` says what each of them lacks[/]"
    )
