"""The closed set of what can go wrong, each with the sentence that mends it.

A :class:`QuestionError` is the asker's to mend (exit code 2), a :class:`LawbookError` is a fault in a
file of the lawbook (file, line, mend), anything else is ours (exit code 1).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path

from tidewaiter.typed import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def error_of(code: str, message: str, mend: str = "", hints: Sequence[str] = ()) -> dict[str, Any]:
    """An error in the one shape that every surface gives it.

    >>> error_of("busy", "Too many connections.", "Try again.")
    {'code': 'busy', 'message': 'Too many connections.', 'mend': 'Try again.', 'did_you_mean': []}
    """
    return {"code": code, "message": message, "mend": mend, "did_you_mean": list(hints)}


class TidewaiterError(Exception):
    """Base of every error that Tidewaiter raises on purpose."""

    exit_code = 1

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend

    def __str__(self) -> str:
        return f"{self.message} {self.mend}".strip()


class RecordFault(TidewaiterError):
    """A record, or an export of one, that is not there, is empty or was cut short: nothing that could be verified."""

    exit_code = 3


class QuestionError(TidewaiterError):
    """The question could not be understood. Never to be read as "not controlled"."""

    exit_code = 2
    code = "question"
    status = "error"
    suggestions: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The error, as plain data."""
        return error_of(self.code, self.message, self.mend, self.suggestions)

    def answer(self, query: str | None) -> dict[str, Any]:
        """What stands in place of an answer, as plain data."""
        return {"query": query, "identity": {"status": self.status}, "error": self.to_json()}


class Unreadable(QuestionError):
    """A structure, number or file that cannot be read as what it claims to be."""

    code = "unreadable"


class Unresolved(QuestionError):
    """Nothing that was consulted knows this name or number."""

    code = status = "unresolved"

    def __init__(self, message: str, mend: str = "", suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message, mend)
        self.suggestions = suggestions


class UnknownTerritory(QuestionError):
    """Not a territory code that the vocabulary knows."""

    code = "unknown_territory"


class UnknownField(QuestionError):
    """Not a field of law that the vocabulary knows."""

    code = "unknown_field"


class BadDay(QuestionError):
    """Not a day, or a day outside the lawbook's horizon."""

    code = "bad_day"


class BadAmount(QuestionError):
    """Not a quantity with a unit."""

    code = "bad_amount"


class Uninstalled(QuestionError):
    """What was asked needs the chemistry library, which a plain installation goes without: nothing was judged."""

    code = "not_installed"


_EXTRAS = {"rdkit": "structures", "numpy": "structures"}


def uninstalled(why: ModuleNotFoundError, asked: str = "") -> Uninstalled | None:
    """The error for a library that a plain installation goes without; None for any other module.

    ``asked``: the text of the question, where there is one.

    >>> print(uninstalled(ModuleNotFoundError(name="rdkit.Chem"), "InChI=1S/CH4/h1H4"))
    RDKit is needed to read the InChI 'InChI=1S/CH4/h1H4', and is not installed: nothing was judged. Install it: pip install 'tidewaiter[structures]'
    """
    library = (why.name or "").partition(".")[0]
    if library not in _EXTRAS:
        return None
    told = repr(asked if len(asked) <= 60 else asked[:57] + "...")
    kind = f"the InChI {told}" if asked.startswith("InChI=") else f"{told}"
    kind = "the drawing (MOL, RXN, CDXML or MRV)" if "\n" in asked.strip() or asked[:1] == "<" else kind
    message = (
        f"RDKit is needed to read {kind}, and is not installed: nothing was judged."
        if asked
        else "RDKit is needed for this, and is not installed: nothing was done."
    )
    return Uninstalled(message, f"Install it: pip install 'tidewaiter[{_EXTRAS[library]}]'")


def tells_what_is_missing(text: Callable[..., str]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Makes a function tell a library that is not installed as :class:`Uninstalled`; ``text``: what of its question was to
    be read. Put where no rung of the ladder passes over an error: what could not be looked at is never left out."""

    def made(ask: Callable[P, R]) -> Callable[P, R]:
        @wraps(ask)
        def asked(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return ask(*args, **kwargs)
            except ModuleNotFoundError as why:
                if (told := uninstalled(why, text(*args, **kwargs))) is None:
                    raise
                raise told from why

        return asked

    return made


class LawbookError(TidewaiterError):
    """A fault in the lawbook itself: where it stands, what is wrong, how to mend it."""

    def __init__(self, file: Path | str, line: int, message: str, mend: str) -> None:
        super().__init__(message, mend)
        self.file = str(file)
        self.line = line

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message} {self.mend}".strip()


class LawbookFaults(TidewaiterError):
    """All faults found in one reading of the lawbook, so that they can be mended in one go."""

    def __init__(self, faults: list[LawbookError]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults
