"""The tariff schedule: from a code and a day to the line that carries its rates, or to the lines below it; and
which of its columns gives the rate. The columns are what the lawbook says of the tariff (``duties.yml``).

Rates stand at eight digits (a legal line) and hold for the ten-digit statistical numbers below. A code that
is too short is its children.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from tidewaiter.duty.book import BETWEEN_RATES, DutyBook
from tidewaiter.duty.headings import heading
from tidewaiter.duty.reading import digits
from tidewaiter.duty.records import HOME, Tables, Tariff, TariffColumn, members
from tidewaiter.duty.sentence import Sentence, read, read_special
from tidewaiter.errors import QuestionError, Unreadable, Unresolved

SIX = 6  # digits of the Harmonized System
_FEW_WORDS = 4  # of a line: it is told with its subheading's

# of one column: each with the letters it is open to
Rates = tuple[tuple[Sentence | None, tuple[str, ...]], ...]


class UnknownCode(Unresolved):
    """Not a code of the tariff on that day."""

    code = "unknown_code"


class Line(NamedTuple):
    """One code with the rates that hold for it, by the keys of the tariff's columns; none where no schedule of
    its chapter is held.
    """

    code: str  # digits only
    description: str = ""
    unit: str = ""
    rates: tuple[tuple[str, Rates], ...] = ()
    note: str = ""  # what of the rate was taken on trust

    def of(self, key: str) -> Rates:
        """The rates of one column."""
        return next((rates for name, rates in self.rates if name == key), ())


class Column(NamedTuple):
    """The duty of the schedule itself: the column that gives the rate of the goods."""

    name: str
    sentence: Sentence | None
    claim: str = ""
    heading: str = ""  # where the rate is reported elsewhere than under the line
    cite: str = ""

    @property
    def percent(self) -> Decimal | None:
        """The rate as a percentage of the value, where it is one."""
        return None if self.sentence is None else self.sentence.percent


def open_columns(tables: Tables, territory: str, origin: str, day: date) -> tuple[TariffColumn, ...]:
    """The columns that goods of an origin may come under, the one that is open to every line without a claim last."""
    tariff, found = tables.tariffs.get(territory), []
    for column in reversed(tariff.columns) if tariff else ():
        if not column.origins or origin in members(tables, column.origins, day):
            found.append(column)
            if not column.products and not column.programs:
                break
    return tuple(found)


def column_of(
    tables: Tables, columns: tuple[TariffColumn, ...], territory: str, line: Line, claims: Collection[str]
) -> Column:
    """The first of the columns that is open to the goods: by a programme that is claimed, or without a claim."""
    for column in columns:
        if not column.programs:
            sentence = next((sentence for sentence, _ in line.of(column.key)), None)
            if sentence is not None or column.in_file:
                return Column(column.name, sentence, heading=column.heading, cite=column.cite)
        for program in tables.programs if claims else ():
            if program.territory == territory and program.claim in claims:
                for sentence, letters in line.of(column.key):
                    if set(letters) & set(program.letters):
                        return Column(column.name, sentence, program.claim)
    return Column("the tariff's own duty", None)  # of some territories only the counter-measures are held


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


def find_lines(book: DutyBook, code: str, day: date, territory: str = HOME) -> list[Line]:
    """The line of ``code`` on ``day``; the lines below it where it is too short to carry one rate.

    Raises :class:`UnknownCode` for a code that no schedule held on that day.
    """
    tariff = book.tables.tariffs.get(territory)
    if tariff is None:
        return [Line(code)]
    if len(code) > tariff.digits:
        above = find_lines(book, code[: tariff.digits], day, territory)
        return [line._replace(code=code) for line in above]
    rows = book.lines_at(code, territory)
    edition = _edition_for(book, tariff, rows, day)
    if edition is None:
        return [_without_rates(book, tariff, code)]
    rows = [r for r in rows if r[0] == edition]
    there = [r for r in rows if _alive(r, day)]
    below = {r[1]: r for r in there if len(r[1]) > len(code)}
    exact = next((r for r in there if r[1] == code), None)
    if exact is None and not below:
        raise _unknown(book, tariff, code, day, rows)
    if exact is not None and (len(code) == 10 or not below):
        return [_line(book, tariff, exact, there, day)]
    leaves = [r for c, r in sorted(below.items()) if not any(o != c and o.startswith(c) for o in below)]
    lines = [_line(book, tariff, r, there, day) for r in leaves]
    return [line for line in lines if line.of(tariff.columns[0].key)] or lines


def words_of_line(book: DutyBook, code: str, day: date, territory: str = HOME) -> str:
    """The words of a line, behind those of its subheading where they say little by themselves; "" where none are held."""
    try:
        own = find_lines(book, digits(code), day, territory)[0].description
    except UnknownCode:
        return ""
    above = heading(digits(code)[:SIX])
    return f"{above}: {own}" if above and len(own.split()) <= _FEW_WORDS else own


def _edition_for(book: DutyBook, tariff: Tariff, rows: list[tuple[str, ...]], day: date) -> str | None:
    # The latest edition known on that day; the shipped one dates its lines and so speaks for every day.
    held = {r[0] for r in rows}
    editions = [book.editions(tariff.territory)[name] for name in held]
    usable = [(since, name) for name, since, shipped in editions if shipped or since <= str(day)]
    if usable:
        return max(usable)[1]
    later = [(since, name) for name, since, _ in editions]
    return min(later)[1] if later else None


def _alive(row: tuple[str, ...], day: date) -> bool:
    since, until = row[2], row[3]
    return (not since or since <= str(day)) and (not until or str(day) < until)


def _without_rates(book: DutyBook, tariff: Tariff, code: str) -> Line:
    chapter = code[:2]
    if chapter in book.chapters(tariff.territory):
        raise _unknown(book, tariff, code, None, [])
    if not "01" <= chapter <= "97" or chapter == "77":
        raise UnknownCode(
            f"{dotted(code)} is not in the Harmonized System: it has no chapter {chapter}.", "Check the code."
        )
    obtain = f"; {tariff.obtain}" if tariff.obtain else ""
    return Line(code, note=f"no schedule of chapter {chapter} is held{obtain}")


def _unknown(
    book: DutyBook, tariff: Tariff, code: str, day: date | None, rows: list[tuple[str, ...]]
) -> UnknownCode:
    def at(start: str) -> list[tuple[str, ...]]:
        return book.lines_at(start, tariff.territory)

    dead = [r for r in rows if r[1] == code or (r[1].startswith(code) and len(r[1]) > len(code))]
    if dead and day is not None:
        since, until = dead[0][2], dead[0][3]
        around = {r[1] for r in at(code[:8]) if _alive(r, day) and len(r[1]) == 10} - {code}
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
        near = sorted({r[1] for r in at(code[:length]) if r[1] != code and len(r[1]) > length})[:5]
        if near:
            break
    mend = "Check the digits."
    if near:
        mend += f" Nearest lines: {', '.join(dotted(c) for c in near)}."
    return UnknownCode(f"{dotted(code)} is not a line of the schedule.", mend, tuple(near))


def _line(
    book: DutyBook, tariff: Tariff, row: tuple[str, ...], rows: list[tuple[str, ...]], day: date
) -> Line:
    edition, code, _, _, description, unit, rates = row
    if not _carries(row):
        parent = _parent(code, sorted(rows, key=lambda r: -len(r[1]))) or _parent(
            code, [r for r in book.lines_at(code, tariff.territory) if r[0] == edition]
        )
        if parent is not None:
            rates = parent[6]
            if not description or description == "Other":
                description = f"{parent[4]}: {description}"
    _, since, shipped = book.editions(tariff.territory)[edition]
    note = ""
    if shipped and str(day) < tariff.rates_read_from:
        note = tariff.before_read
    elif not shipped and str(day) < since:
        note = f"the rate of the imported edition of {since} is taken for an earlier day"
    return Line(code, description, unit, _rates(tariff.in_file, rates) + _listed(book, tariff, code), note)


def _parent(code: str, rows: list[tuple[str, ...]]) -> tuple[str, ...] | None:
    return next((r for r in rows if code.startswith(r[1]) and _carries(r)), None)


def _carries(row: tuple[str, ...]) -> bool:
    """Whether a line has a rate of its own in the first column, that of all goods."""
    return row[6].partition(BETWEEN_RATES)[0] != ""


def _rates(columns: tuple[TariffColumn, ...], text: str) -> tuple[tuple[str, Rates], ...]:
    found: list[tuple[str, Rates]] = []
    for column, words in zip(columns, text.split(BETWEEN_RATES), strict=True):
        if words:
            found.append((column.key, _column_rates(column, words)))
    return tuple(found)


def _listed(book: DutyBook, tariff: Tariff, code: str) -> tuple[tuple[str, Rates], ...]:
    """The rates of the columns that have one rate for every line, or for those on lists."""
    return tuple(
        (column.key, _column_rates(column, column.rate))
        for column in tariff.columns
        if column.rate
        and (
            not column.products
            or any(code[:n] in book.columns_of_lists[name] for name in column.products for n in (4, 6, 8, 10))
        )
    )


def _column_rates(column: TariffColumn, words: str) -> Rates:
    return _special(words) if column.programs else ((sentence_or_reference(words), ()),)


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
def _special(text: str) -> Rates:
    try:
        return read_special(text)
    except Unreadable:
        return ()
