"""OPSIN, the reader of systematic names, as a program beside this one: started by the first name, and kept for the next.

A start of Java costs a second, a name some milliseconds. The program ends with this one, since its input does.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from threading import Lock
from typing import IO

# of Java, for a program that reads few names: two thirds of its start
_QUICK = ("-XX:+IgnoreUnrecognizedVMOptions", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
_FEW = 200  # names, up to which its start is most of the work; more are read in a run of their own, at full speed


class Unreadable(Exception):
    """OPSIN is here and could not be run."""


def is_here() -> bool:
    """Whether OPSIN and Java are installed."""
    return bool(_command())


def written(names: Sequence[str]) -> list[str]:
    """The lines that OPSIN writes of names without line breaks: warnings, and each structure with its name behind a tab.

    Raises `Unreadable` where it cannot be run.
    """
    try:
        return _run(names) if len(names) > _FEW else _kept(os.getpid()).read(names)
    except (OSError, UnicodeError, ValueError) as why:  # ValueError: its input is closed
        _kept.cache_clear()
        raise Unreadable(str(why)) from why


@cache
def _command() -> tuple[str, ...]:
    """How OPSIN is called, without options of Java; empty where it is not installed."""
    import shutil
    from importlib.util import find_spec
    from pathlib import Path

    java, package = shutil.which("java"), find_spec("py2opsin")
    jars = sorted(Path(package.origin).parent.glob("opsin*.jar")) if package and package.origin else []
    return (java, "-jar", str(jars[-1]), "-osmi", "-n") if java and jars else ()


def _run(names: Sequence[str]) -> list[str]:
    import subprocess

    asked = "\n".join(names).encode() + b"\n"
    done = subprocess.run(_command(), input=asked, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        raise OSError(f"OPSIN ended with {done.returncode}")
    return done.stdout.decode().splitlines()


@cache
def _kept(process: int) -> _Running:
    """The one that a process of ours keeps: a child of it (multiprocessing) starts its own."""
    return _Running()


class _Running:
    """OPSIN at work: a name goes in, and what it writes comes out up to the line with that name behind a tab."""

    def __init__(self) -> None:
        import subprocess

        java, *rest = _command()
        self._lock = Lock()
        self._program = subprocess.Popen(
            [java, *_QUICK, *rest], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )

    def read(self, names: Sequence[str]) -> list[str]:
        """As `written`, of few names."""
        into, out = self._program.stdin, self._program.stdout
        if into is None or out is None:
            raise OSError("OPSIN has no input or no output")
        with self._lock:
            return [line for name in names for line in self._of(name, into, out)]

    def _of(self, name: str, into: IO[bytes], out: IO[bytes]) -> list[str]:
        into.write(name.encode() + b"\n")
        into.flush()
        lines: list[str] = []
        while not lines or "\t" not in lines[-1]:
            line = out.readline()
            if not line:
                raise OSError("OPSIN ended")
            lines.append(line.decode().rstrip("\n"))
        return lines
