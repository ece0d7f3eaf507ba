"""Regular expressions that stay compiled from one run to the next, as Python keeps byte code: imported ``as re``.

Python compiles a pattern in Python: those of a phrase cost three times what its answer costs, in each process anew. What
comes of it is a list of numbers for the matcher. :func:`keep` writes it into the cache folder, under the very text of the
pattern and for this very Python, once it has proved equal to what :func:`re.compile` made; the next process hands it to the
matcher. Where nothing is kept, or nothing can be, a pattern is compiled as ever: the matcher is the same either way.

For patterns that are fixed in the code or the lawbook: one with a part of a question in it belongs to the module re itself.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from array import array
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from itertools import accumulate
from mmap import ACCESS_READ, mmap
from pathlib import Path
from re import Match, Pattern, escape
from zlib import crc32

from tidewaiter.lawbook.place import cache_folder
from tidewaiter.typed import Any, cast

__all__ = ["IGNORECASE", "Match", "Pattern", "compile", "escape", "findall", "fullmatch", "keep", "made", "match", "search", "split", "sub"]  # fmt: skip

IGNORECASE = int(re.IGNORECASE)  # a number: a member of an enumeration is dear to look up
_MOST = 16_000_000  # bytes: a file that grew beyond them, by older lawbooks, begins anew
_Key = tuple[int, int]  # of a pattern: the check sum of its text, its flags
# what is kept of it, behind a check sum: its text, code, flags, groups and their names
_Part = bytes | memoryview
_compiled: dict[tuple[str, int], Pattern[str]] = {}  # by this process, since they were last kept


class _Later:
    """A pattern that is made when it is first used: most modules hold some that a question never comes to.

    It has the methods of one, and is none to the module re: ``p.sub(...)``, not ``re.sub(p, ...)``.
    """

    def __init__(self, pattern: str, flags: int) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # what copying and pickling look for before there is anything given
            raise AttributeError(name)
        found = self.__dict__[name] = getattr(made(*self._given), name)  # from now on without this detour
        return found


def compile(pattern: str, flags: int = 0) -> Pattern[str]:
    """What :func:`made` makes, when it is first used.

    >>> compile("[a-z]+", IGNORECASE).fullmatch("Aa")
    <re.Match object; span=(0, 2), match='Aa'>
    """
    return cast("Pattern[str]", _Later(pattern, flags))


@cache
def made(pattern: str, flags: int = 0) -> Pattern[str]:
    """The same as :func:`re.compile`.

    >>> made("[a-z]+", IGNORECASE) == re.compile("[a-z]+", re.IGNORECASE)
    True
    """
    if part := _kept().get(_key(pattern, flags)):
        with suppress(Exception):  # a damaged file, another matcher than that of CPython
            return _pattern_of(pattern, part)
    return _compiled.setdefault((pattern, flags), re.compile(pattern, flags))


def search(pattern: str, string: str, flags: int = 0) -> Match[str] | None:
    """The same as :func:`re.search`."""
    return made(pattern, flags).search(string)


def match(pattern: str, string: str, flags: int = 0) -> Match[str] | None:
    """The same as :func:`re.match`."""
    return made(pattern, flags).match(string)


def fullmatch(pattern: str, string: str, flags: int = 0) -> Match[str] | None:
    """The same as :func:`re.fullmatch`."""
    return made(pattern, flags).fullmatch(string)


def findall(pattern: str, string: str, flags: int = 0) -> list[Any]:
    """The same as :func:`re.findall`."""
    return made(pattern, flags).findall(string)


def split(pattern: str, string: str, maxsplit: int = 0, flags: int = 0) -> list[Any]:
    """The same as :func:`re.split`."""
    return made(pattern, flags).split(string, maxsplit)


def sub(
    pattern: str, repl: str | Callable[[Match[str]], str], string: str, count: int = 0, flags: int = 0
) -> str:
    """The same as :func:`re.sub`."""
    return made(pattern, flags).sub(repl, string, count)


def keep() -> None:
    """Keep what was compiled since for the next process; where the folder cannot be written, nothing is."""
    if not _compiled:
        return
    new = dict(_compiled)
    _compiled.clear()
    with suppress(Exception):  # what is not kept is compiled again
        parts = {one: _part(*one) for one in new}
        path = _file()
        every = {} if path.exists() and path.stat().st_size > _MOST else dict(_read(path))
        every.update(
            (_key(*one), part) for one, part in parts.items() if _pattern_of(one[0], part) == new[one]
        )
        ends = accumulate(map(len, every.values()))
        contents = _checked({key: (end - len(every[key]), end) for key, end in zip(every, ends, strict=True)})
        stage = path.with_suffix(f".{os.getpid()}")
        stage.write_bytes(b"".join((len(contents).to_bytes(4, "big"), contents, *every.values())))
        stage.replace(path)


@cache
def _kept() -> dict[_Key, _Part]:
    return _read(_file())


def _file() -> Path:
    return cache_folder() / f"patterns-{sys.implementation.cache_tag}-{sys.hexversion:x}-{sys.byteorder}.bin"


def _read(path: Path) -> dict[_Key, _Part]:
    """What is kept, each part to be read when it is looked up; nothing where the file is not whole."""
    try:
        with path.open("rb") as file:
            held = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
        behind = 4 + int.from_bytes(held[:4], "big")
        places = _whole(held[4:behind])
        return {key: held[behind + start : behind + end] for key, (start, end) in places.items()}
    except (OSError, ValueError, EOFError, TypeError):
        return {}


def _key(pattern: str, flags: int) -> _Key:
    return crc32(pattern.encode("utf-8", "surrogatepass")), flags


def _checked(value: Any) -> bytes:
    written = marshal.dumps(value)
    return crc32(written).to_bytes(4, "big") + written


def _whole(part: _Part) -> Any:
    """What was written behind a check sum. Raises :class:`ValueError` where it is not that."""
    if crc32(part[4:]) != int.from_bytes(part[:4], "big"):
        raise ValueError("not what was written")
    return marshal.loads(part[4:])


def _part(pattern: str, flags: int) -> bytes:
    """What CPython compiles of a pattern."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(pattern, flags)
    state = parsed.state
    code = array("I", _compiler._code(parsed, flags)).tobytes()
    return _checked((pattern, code, flags | state.flags, state.groups - 1, state.groupdict))


def _pattern_of(pattern: str, part: _Part) -> Pattern[str]:
    """The matcher of it, which checks the code that it is given. Raises :class:`ValueError` where it is of another pattern."""
    import _sre  # type: ignore[import-not-found]

    text, code, flags, groups, names = _whole(part)
    if text != pattern:
        raise ValueError("another pattern")
    order: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        order[number] = name
    made: Pattern[str] = _sre.compile(pattern, flags, array("I", code).tolist(), groups, names, tuple(order))
    return made
