"""The tariff schedule: from a code and a day to the line that carries its rates, or to the lines below it.

Rates stand at eight digits (a legal line) and hold for the ten-digit statistical numbers below. A code that
is too short is its children.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tidewaiter.duty.book import DutyBook
from tidewaiter.duty.sentence import Sentence, read, read_special
from tidewaiter.errors import QuestionError, Unreadable, Unresolved


class UnknownCode(Unresolved):
    """Not a code of the tariff on that day."""

    code = "unknown_code"


@dataclass(frozen=True, slots=True)
class Line:
    """One code with the rates that hold for it. Sentences are None where no schedule of its chapter is
    held.
    """

    code: str  # digits only
    description: str
    unit: str
    general: Sentence | None
    special: tuple[tuple[Sentence, tuple[str, ...]], ...]
    column_2: Sentence | None
    edition: str
    note: str = ""  # what of the rate was taken on trust


def dotted(code: str) -> str:
    """A code as a tariff prints it.

    >>> dotted("2841610000")
    '2841.61.00.00'
    """
    parts = [code[:4], *(code[i : i + 2] for i in range(4, len(code), 2))]
    return ".".join(part for part in parts if part)


def read_code(text: str) -> str:
    """The digits of a code as a person writes it.

    >>> read_code("2841.61.00.00"), read_code(" 2841 61 ")
    ('2841610000', '284161')
    >>> read_code("28416")
    Traceback (most recent call last):
    tidewaiter.errors.QuestionError: '28416' is not a tariff code. Write 4, 6, 8 or 10 digits, ...
    """
    code = text.strip().replace(".", "").replace(" ", "")
    if not code.isdigit() or len(code) not in (4, 6, 8, 10):
        raise QuestionError(
            f"{text!r} is not a tariff code.", "Write 4, 6, 8 or 10 digits, with dots or without."
        )
    return code


def find_lines(book: DutyBook, code: str, day: date) -> list[Line]:
    """The line of ``code`` on ``day``; the lines below it where it is too short to carry one rate.

    Raises :class:`UnknownCode` for a code that no schedule held on that day.
    """
    rows = book.lines_at(code)
    edition = _edition_for(book, rows, day)
    if edition is None:
        return [_without_rates(book, code)]
    rows = [r for r in rows if r[0] == edition]
    there = [r for r in rows if _alive(r, day)]
    below = {r[1]: r for r in there if len(r[1]) > len(code)}
    exact = next((r for r in there if r[1] == code), None)
    if exact is None and not below:
        raise _unknown(book, code, day, rows)
    if exact is not None and (len(code) == 10 or not below):
        return [_line(book, exact, there, day)]
    leaves = [r for c, r in sorted(below.items()) if not any(o != c and o.startswith(c) for o in below)]
    lines = [_line(book, r, there, day) for r in leaves]
    return [line for line in lines if line.general is not None] or lines


def _edition_for(book: DutyBook, rows: list[tuple[str, ...]], day: date) -> str | None:
    # The latest edition known on that day; the shipped one dates its lines and so speaks for every day.
    held = {r[0] for r in rows}
    usable = [
        (since, name)
        for name, since, shipped in book.editions
        if name in held and (shipped or since <= str(day))
    ]
    if usable:
        return max(usable)[1]
    later = [(since, name) for name, since, _ in book.editions if name in held]
    return min(later)[1] if later else None


def _alive(row: tuple[str, ...], day: date) -> bool:
    since, until = row[2], row[3]
    return (not since or since <= str(day)) and (not until or str(day) < until)


def _without_rates(book: DutyBook, code: str) -> Line:
    chapter = code[:2]
    if chapter in book.chapters():
        raise _unknown(book, code, None, [])
    if not "01" <= chapter <= "97" or chapter == "77":
        raise UnknownCode(
            f"{dotted(code)} is not in the Harmonized System: it has no chapter {chapter}.", "Check the code."
        )
    note = f"no schedule of chapter {chapter} is held; import one with 'tidewaiter law import hts FILE'"
    return Line(code, "", "", None, (), None, "", note)


def _unknown(book: DutyBook, code: str, day: date | None, rows: list[tuple[str, ...]]) -> UnknownCode:
    dead = [r for r in rows if r[1] == code or (r[1].startswith(code) and len(r[1]) > len(code))]
    if dead and day is not None:
        since, until = dead[0][2], dead[0][3]
        around = {r[1] for r in book.lines_at(code[:8]) if _alive(r, day) and len(r[1]) == 10} - {code}
        instead = (
            f" On that day the line is divided into {', '.join(dotted(c) for c in sorted(around)[:6])}."
            if around
            else ""
        )
        if until and until <= str(day):
            return UnknownCode(
                f"{dotted(code)} was retired on {until} and does not stand on {day}.",
                f"Use a code in force on that day.{instead}",
            )
        if since and since > str(day):
            return UnknownCode(
                f"{dotted(code)} did not exist on {day}: it was created on {since}.",
                f"Use the code of that day.{instead}",
            )
    near: list[str] = []
    for length in (8, 6, 4):
        near = sorted({r[1] for r in book.lines_at(code[:length]) if r[1] != code and len(r[1]) > length})[:5]
        if near:
            break
    mend = "Check the digits."
    if near:
        mend += f" Nearest lines: {', '.join(dotted(c) for c in near)}."
    return UnknownCode(f"{dotted(code)} is not a line of the schedule.", mend, tuple(near))


def _line(book: DutyBook, row: tuple[str, ...], rows: list[tuple[str, ...]], day: date) -> Line:
    edition, code, _, _, description, unit, general, special, column_2 = row
    note = ""
    if not general:
        parent = next(
            (r for r in sorted(rows, key=lambda r: -len(r[1])) if code.startswith(r[1]) and r[6]), None
        )
        if parent is None:
            parent = next(
                (r for r in book.lines_at(code) if r[0] == edition and code.startswith(r[1]) and r[6]), None
            )
        if parent is not None:
            general, special, column_2 = parent[6], parent[7], parent[8]
            description = (
                description if description and description != "Other" else f"{parent[4]}: {description}"
            )
    first = next(since for name, since, _ in book.editions if name == edition)
    shipped = next(s for name, _, s in book.editions if name == edition)
    if shipped and str(day) < book.tables.settings.get("rates_read_from", ""):
        note = (
            "the rate of the 2025 edition is taken as unchanged since; the edition of that year was not read"
        )
    elif not shipped and str(day) < first:
        note = f"the rate of the imported edition of {first} is taken for an earlier day"
    return Line(
        code,
        description,
        unit,
        sentence_or_reference(general),
        _special(special),
        sentence_or_reference(column_2),
        edition,
        note,
    )


@lru_cache(maxsize=8192)
def sentence_or_reference(text: str) -> Sentence | None:
    """Read a rate of an edition; what the grammar does not know is kept as a reference that cannot be
    computed.
    """
    if not text:
        return None
    try:
        return read(text)
    except Unreadable:
        return Sentence(text, (), text)


@lru_cache(maxsize=1024)
def _special(text: str) -> tuple[tuple[Sentence, tuple[str, ...]], ...]:
    try:
        return read_special(text)
    except Unreadable:
        return ()
