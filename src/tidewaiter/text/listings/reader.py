"""Listings: each row once, with what it offers and what the law says of it in these places on this day."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from tidewaiter.book import Book
from tidewaiter.determine import determine
from tidewaiter.files.columns import place_of, usual_places
from tidewaiter.files.frames import from_frame, is_frame
from tidewaiter.files.tables import as_text
from tidewaiter.files.writing import BETWEEN
from tidewaiter.lawbook.records import Entry
from tidewaiter.plain import picked
from tidewaiter.question import Question
from tidewaiter.reached import listed_reaches
from tidewaiter.text.mentions import Mention
from tidewaiter.text.mentions.finder import PIECE, finder

HIT, CANNOT_TELL, NO_HIT, UNREADABLE = "hit", "cannot_tell", "no_hit", "unreadable"
TEXTS = (
    "text", "title", "name", "product", "product name", "description", "details", "listing", "offer", "body",
    "content", "summary", "subject", "message", "标题", "名称", "品名", "商品名称", "产品名称", "描述", "详情", "内容", "简介",
)  # fmt: skip
IDS = ("id", "listing id", "sku", "offer id", "item id", "url", "编号")
ROWS = 2_000  # rows that are read at once
_JOINT = "\n\n"  # between the columns of one row


class Row(NamedTuple):
    """One listing as it came in: its texts by column. ``fault``: why it cannot be read, or ""."""

    id: str | None
    texts: tuple[tuple[str, str], ...]  # column, text
    fault: str = ""


class Placed(NamedTuple):
    """A mention with the column it stands in; its span counts characters of that column's text."""

    column: str
    mention: Mention

    def to_json(self) -> dict[str, Any]:
        """The mention as plain data."""
        m = self.mention
        return picked("column span text kind id rung judged why name", self, m, span=[m.start, m.end])


class Listing(NamedTuple):
    """One listing, answered.

    ``measures`` are keys of the lawbook's entries: of a hit those that apply, otherwise those in question.
    """

    row: int
    id: str | None
    status: str
    mentions: tuple[Placed, ...]
    measures: tuple[str, ...]
    reason: str

    @property
    def cells(self) -> tuple[Any, ...]:
        """The listing as the cells of a table: the mentions as JSON."""
        mentions = json.dumps([one.to_json() for one in self.mentions], ensure_ascii=False)
        return self.row, self.id, self.status, mentions, BETWEEN.join(self.measures), self.reason

    def to_json(self) -> dict[str, Any]:
        """The listing as plain data."""
        return {
            **self._asdict(),
            "mentions": [m.to_json() for m in self.mentions],
            "measures": list(self.measures),
        }


class Reader:
    """Answers listings for one question. Made once, used for any number of rows."""

    def __init__(self, book: Book, question: Question) -> None:
        self.book = book
        self.question = question
        self._finder = finder(book)
        self.controls = lru_cache(maxsize=50_000)(self._controls)

    def read(self, rows: Iterable[Row], first: int = 1) -> Iterator[Listing]:
        """Answer rows in order, holding no more of them than a batch.

        >>> book = Book.load()
        >>> reader = Reader(book, book.question(on="2026-01-01", jurisdictions=["US"]))
        >>> [item.status for item in reader.read([Row("a", (("title", "Ketamine HCl 99 %, 1 kg, in stock"),))])]
        ['hit']
        """
        batch: list[Row] = []
        size = 0
        for row in rows:
            length = sum(len(text) for _, text in row.texts)
            if batch and (size + length > PIECE or len(batch) >= ROWS):
                yield from self._batch(batch, first)
                first, batch, size = first + len(batch), [], 0
            batch.append(row)
            size += length
        yield from self._batch(batch, first)

    def _batch(self, rows: list[Row], first: int) -> Iterator[Listing]:
        texts = ["" if row.fault else _JOINT.join(text for _, text in row.texts) for row in rows]
        for number, (row, mentions) in enumerate(
            zip(rows, self._finder.find_rows(texts), strict=True), first
        ):
            yield self._answer(number, row, mentions)

    def _answer(self, number: int, row: Row, mentions: list[Mention]) -> Listing:
        if row.fault or not any(text.strip() for _, text in row.texts):
            return Listing(number, row.id, UNREADABLE, (), (), row.fault or "no text in the row")
        sure: dict[str, str] = {}
        open_: dict[str, str] = {}
        for mention in mentions:
            if mention.judged not in ("offer", "unclear"):
                continue
            applies, doubts = self.controls(mention.kind, mention.id)
            told = f"{'offer' if mention.judged == 'offer' else 'perhaps an offer'} of {mention.name}"
            for key in applies:
                (sure if mention.judged == "offer" else open_).setdefault(key, told)
            for key in doubts:
                open_.setdefault(key, told)
        placed = tuple(_placed(row, mention) for mention in mentions)
        if sure:
            return Listing(number, row.id, HIT, placed, tuple(sure), _told(sure.values()))
        if open_:
            return Listing(number, row.id, CANNOT_TELL, placed, tuple(open_), _told(open_.values()))
        reason = "nothing listed is offered" if mentions else "nothing listed is mentioned"
        return Listing(number, row.id, NO_HIT, placed, (), reason)

    def _controls(self, kind: str, ids: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The entries that apply, and those that may, to what a mention means."""
        keys = (
            list(self._finder.numbers.substances(ids, self.question.on.isoformat()))
            if kind == "code"
            else ids.split("; ")
        )
        each = [self._listed(key) for key in keys]
        sure = dict.fromkeys(key for applies, _ in each for key in applies)
        open_ = dict.fromkeys(key for _, doubts in each for key in doubts)
        # A code covers other goods too; of a name of several substances none may be controlled here.
        if kind == "code" or (kind in ("substance", "cas") and not all(applies for applies, _ in each)):
            open_.update(sure)
            sure = {}
        return tuple(sure), tuple(key for key in open_ if key not in sure)

    def _listed(self, key: str) -> tuple[list[str], list[str]]:
        store, question = self.book.store, self.question
        if store.substance(key) is None:  # a class
            entries = [
                entry.id
                for entry in store.listings(key)
                if question.on in entry.period
                and store.instruments[entry.instrument].territory in question.jurisdictions
            ]
            return entries, []
        controls = determine(listed_reaches(key, store), question, store)
        sure = [c.entry.id for c in controls if c.outcome == "applies" and not self._at_border(c.entry)]
        return sure, [c.entry.id for c in controls if c.entry.id not in sure]

    def _at_border(self, entry: Entry) -> bool:
        """Whether its list binds only goods that cross a border, and no way is told: an offer alone tells of none."""
        crossing = self.book.store.instruments[entry.instrument].lists[entry.list].crossing
        return bool(crossing) and not (self.question.origin or self.question.destination)


def _placed(row: Row, mention: Mention) -> Placed:
    at = 0
    for column, text in row.texts:
        if mention.start < at + len(text):
            start, end = mention.start - at, min(mention.end - at, len(text))
            return Placed(column, mention._replace(start=start, end=end, text=text[start:end]))
        at += len(text) + len(_JOINT)
    return Placed(row.texts[-1][0], mention)


def _told(reasons: Iterable[str]) -> str:
    return "; ".join(list(dict.fromkeys(reasons))[:6])


# tables and iterables ------------------------------------------------------------------------------------


def choose(names: Sequence[str], text: Sequence[str], id_: str, where: str) -> tuple[list[int], int]:
    """The places of the text columns and of the id (-1: none).

    Raises :class:`tidewaiter.errors.Unreadable` where a column asked for is not there.
    """
    one = place_of(names, id_, where) if id_ else next(iter(usual_places(names, IDS)), -1)
    if text:
        return [place_of(names, name, where) for name in text], one
    usual = [place for place in sorted(usual_places(names, TEXTS)) if place != one]
    return usual or [i for i in range(len(names)) if i != one] or list(range(len(names))), one


def read_listings(
    book: Book,
    table: Any,
    *,
    text: Sequence[str] | str = (),
    id: str = "",
    on: str | date | None = None,
    jurisdictions: Sequence[str] = (),
    known_on: str | date | None = None,
) -> Any:
    """Answer a table or an iterable of listings.

    A polars, pandas or Arrow table gives the same kind of table with the columns ``row``, ``id``, ``status``,
    ``mentions`` (JSON), ``measures`` (``; `` between keys) and ``reason``; an iterable of strings or mappings
    gives a list of :class:`Listing`. ``text`` names the text columns (without it the usual names, else all).

    >>> two = ["Acetone-free nail polish remover", "Acetone, 20 drums, for sale"]
    >>> [item.status for item in read_listings(Book.load(), two, jurisdictions=["US"])]
    ['no_hit', 'hit']
    """
    reader = Reader(book, book.question(on=on, jurisdictions=jurisdictions, known_on=known_on))
    columns = [text] if isinstance(text, str) and text else list(text)
    if is_frame(table):
        return _table(reader, table, columns, id)
    return list(reader.read(row_of(item, columns, id) for item in table))


def row_of(item: Any, columns: list[str], id_: str) -> Row:
    """A row from a string or a mapping of columns; what is neither keeps its place, with its fault."""
    if isinstance(item, Row):
        return item
    if isinstance(item, str):
        return checked(None, [("text", item)])
    if not isinstance(item, Mapping):
        return Row(None, (), "neither a text nor an object")
    names = [str(name) for name in item]
    missing = next((name for name in columns if name not in names), None)
    if missing is not None:
        return Row(_string(item.get(id_)) if id_ else None, (), f"no column {missing!r} in the row")
    places, one = choose(names, columns, id_ if id_ in names else "", "the row")
    values = list(item.values())
    key = _string(values[one]) if one >= 0 else None
    texts = [(names[i], str(values[i])) for i in places if isinstance(values[i], str | int | float)]
    return checked(key, texts)


def checked(key: str | None, texts: list[tuple[str, str]]) -> Row:
    """A row, with its fault where its bytes were no text."""
    for column, value in texts:
        if not value.isascii() and any("\ud800" <= c <= "\udfff" for c in value):
            return Row(key, (), f"column {column!r} is not valid text (UTF-8)")
    return Row(key, tuple(texts))


def _string(value: Any) -> str | None:
    return None if value is None else str(value)


def _table(reader: Reader, table: Any, columns: list[str], id_: str) -> Any:
    import pyarrow as pa

    arrow, back = from_frame(table)
    places, one = choose(arrow.column_names, columns, id_, "the table")
    kinds = [(name, pa.int64() if name == "row" else pa.string()) for name in Listing._fields]
    found = [
        dict(zip(Listing._fields, item.cells, strict=True)) for item in reader.read(_rows(arrow, places, one))
    ]
    return back(pa.Table.from_pylist(found, schema=pa.schema(kinds)))


def _rows(table: Any, places: list[int], one: int) -> Iterator[Row]:
    """Rows from an Arrow table; columns that are no text are written out as text."""
    for batch in table.to_batches():
        texts = [(table.column_names[i], as_text(batch.column(i)).to_pylist()) for i in places]
        keys = as_text(batch.column(one)).to_pylist() if one >= 0 else [None] * batch.num_rows
        for i in range(batch.num_rows):
            yield checked(keys[i], [(name, values[i] or "") for name, values in texts])
