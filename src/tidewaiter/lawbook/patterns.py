"""Regular expressions that stay compiled from one run to the next, as Python keeps byte code: imported ``as re``.

Python compiles a pattern in Python: those of a phrase cost three times what its answer costs, in each process anew. What
comes of it is a list of numbers for the matcher. :func:`keep` writes it into the cache folder, under the very text of the
pattern and for this very Python, once it has proved equal to what :func:`re.compile` made; :func:`compile` hands it to the
matcher. Where nothing is kept, or nothing can be, a pattern is compiled as ever: the matcher is the same either way.

For patterns that are fixed in the code or the lawbook: one with a part of a question in it belongs to the module re itself.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from array import array
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from re import Match, Pattern, escape
from typing import Any
from zlib import crc32

from tidewaiter.lawbook.place import cache_folder

__all__ = ["DOTALL", "IGNORECASE", "MULTILINE", "Match", "Pattern", "compile", "escape", "findall", "finditer",
           "fullmatch", "keep", "match", "search", "split", "sub"]  # fmt: skip

# numbers: a member of an enumeration is dear to look up
IGNORECASE, MULTILINE, DOTALL = map(int, (re.IGNORECASE, re.MULTILINE, re.DOTALL))
_MOST = 16_000_000  # bytes: a file that grew beyond them, by older lawbooks, begins anew
_Key = tuple[str, int]
_Held = tuple[bytes, int, int, dict[str, int]]  # code, flags, groups, names of groups
_compiled: dict[_Key, Pattern[str]] = {}  # by this process, since they were last kept


@cache
def compile(pattern: str, flags: int = 0) -> Pattern[str]:
    """The same as :func:`re.compile`.

    >>> compile("[a-z]+", IGNORECASE) == re.compile("[a-z]+", re.IGNORECASE)
    True
    """
    if held := _kept().get((pattern, flags)):
        with suppress(Exception):  # another matcher than that of CPython
            return _pattern_of(pattern, held)
    return _compiled.setdefault((pattern, flags), re.compile(pattern, flags))


def search(pattern: str, string: str, flags: int = 0) -> Match[str] | None:
    """The same as :func:`re.search`."""
    return compile(pattern, flags).search(string)


def match(pattern: str, string: str, flags: int = 0) -> Match[str] | None:
    """The same as :func:`re.match`."""
    return compile(pattern, flags).match(string)


def fullmatch(pattern: str, string: str, flags: int = 0) -> Match[str] | None:
    """The same as :func:`re.fullmatch`."""
    return compile(pattern, flags).fullmatch(string)


def findall(pattern: str, string: str, flags: int = 0) -> list[Any]:
    """The same as :func:`re.findall`."""
    return compile(pattern, flags).findall(string)


def finditer(pattern: str, string: str, flags: int = 0) -> Iterator[Match[str]]:
    """The same as :func:`re.finditer`."""
    return compile(pattern, flags).finditer(string)


def split(pattern: str, string: str, maxsplit: int = 0, flags: int = 0) -> list[Any]:
    """The same as :func:`re.split`."""
    return compile(pattern, flags).split(string, maxsplit)


def sub(
    pattern: str, repl: str | Callable[[Match[str]], str], string: str, count: int = 0, flags: int = 0
) -> str:
    """The same as :func:`re.sub`."""
    return compile(pattern, flags).sub(repl, string, count)


def keep() -> None:
    """Keep what was compiled since for the next process; where the folder cannot be written, nothing is."""
    if not _compiled:
        return
    new = dict(_compiled)
    _compiled.clear()
    with suppress(Exception):  # what is not kept is compiled again
        made = {key: _held(*key) for key in new}
        held = {key: one for key, one in made.items() if _pattern_of(key[0], one) == new[key]}
        path = _file()
        before = {} if path.exists() and path.stat().st_size > _MOST else _read(path)
        content = marshal.dumps(before | held)
        part = path.with_suffix(f".{os.getpid()}")
        part.write_bytes(crc32(content).to_bytes(4, "big") + content)
        part.replace(path)


@cache
def _kept() -> dict[_Key, _Held]:
    return _read(_file())


def _file() -> Path:
    return cache_folder() / f"patterns-{sys.implementation.cache_tag}-{sys.hexversion:x}-{sys.byteorder}.bin"


def _read(path: Path) -> dict[_Key, _Held]:
    try:
        written = path.read_bytes()
        whole = crc32(written[4:]).to_bytes(4, "big") == written[:4]
        return dict(marshal.loads(written[4:])) if whole else {}
    except (OSError, ValueError, EOFError, TypeError):
        return {}


def _held(pattern: str, flags: int) -> _Held:
    """What CPython compiles of a pattern."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(pattern, flags)
    state = parsed.state
    code = array("I", _compiler._code(parsed, flags)).tobytes()
    return code, flags | state.flags, state.groups - 1, state.groupdict


def _pattern_of(pattern: str, held: _Held) -> Pattern[str]:
    """The matcher of it, which checks the code it is given."""
    import _sre  # type: ignore[import-not-found]

    code, flags, groups, names = held
    order: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        order[number] = name
    made: Pattern[str] = _sre.compile(pattern, flags, array("I", code).tolist(), groups, names, tuple(order))
    return made
