"""From a file's text to shipments: JSON, YAML, CSV or a workbook, told apart by how they begin."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tidewaiter.errors import LawbookError, QuestionError, Unreadable
from tidewaiter.files.opening import delimiter_of
from tidewaiter.shipment.headings import field_of
from tidewaiter.shipment.shipment import FIELDS, Shipment, shipment_of

MAX_TEXT = 4_000_000  # characters of a shipment or a history
MAX_DEPTH = 40
MAX_UNPACKED = 64 << 20  # bytes of a workbook
_SHIPMENT_COLUMNS = ("reference", "from", "to", "via", "export", "loaded", "entry", "on", "date")


def read_shipment(given: str | bytes | Mapping[str, Any], **options: Any) -> Shipment:
    """Read one shipment from text (JSON, YAML, CSV), a workbook (XLSX, its first sheet) or plain data.

    ``options`` fill or override what it says: ``origin``, ``destination``, ``via``, ``on``, ``export``, ``loaded``,
    ``entry``. Raises :class:`tidewaiter.errors.Unreadable` for faults of the shipment itself; a fault of a line
    stays with the line (``shipment.lines[0].faults``).

    >>> read_shipment("from: CN\\nto: MX\\nlines: [4-piperidone]").lines[0].description
    '4-piperidone'
    >>> read_shipment("description,quantity,from,to\\ntoluene,20 kg,DE,IN").lines[0].quantity
    '20 kg'
    >>> read_shipment("lines: [toluene]")
    Traceback (most recent call last):
    tidewaiter.errors.Unreadable: The shipment cannot be read. field route.from: missing. Write a two-letter code. ...
    """
    if isinstance(given, Mapping):
        return shipment_of(given, **_named(options))
    text = _decoded(given)
    data = _rows(text) if _is_table(text) else _tree(text)
    if isinstance(data, list) and _is_table(text):
        data = _one_shipment(data)
    if not isinstance(data, Mapping):
        raise Unreadable("The shipment is not a block of fields.", "Write from, to, dates and lines.")
    return shipment_of(data, **_named(options))


def read_history(given: str | bytes | list[Any]) -> tuple[Shipment, ...]:
    """Read earlier shipments: a list in JSON or YAML, JSON lines, or a table with a day in every row.

    What :meth:`Assessment.to_json` gave is read as well: its ``shipment`` is taken.
    """
    if not isinstance(given, list):
        text = _decoded(given)
        if _is_table(text):
            given = [_one_shipment([row]) for row in _rows(text)]
        else:
            lines = [line for line in text.splitlines() if line.strip()]
            many = len(lines) > 1 and all(
                line.lstrip().startswith("{") and line.rstrip().endswith("}") for line in lines
            )
            data = [_tree(line) for line in lines] if many else _tree(text)
            given = data if isinstance(data, list) else [data]
    found = []
    for number, one in enumerate(given, 1):
        if not isinstance(one, Mapping):
            raise Unreadable(
                f"History, shipment {number}: not a block of fields.", "Write from, to, dates, lines."
            )
        try:
            shipment = shipment_of(one["shipment"] if isinstance(one.get("shipment"), Mapping) else one)
        except QuestionError as why:
            raise Unreadable(f"History, shipment {number}: {why.message}", why.mend) from why
        if not (shipment.dates.export or shipment.dates.entry):
            raise Unreadable(
                f"History, shipment {number}: field dates: no day.", "Write the day of export or entry."
            )
        found.append(shipment)
    return tuple(found)


def _named(options: Mapping[str, Any]) -> dict[str, Any]:
    names = {"origin": "from", "destination": "to"}
    return {names.get(key, key): value for key, value in options.items() if value}


def _workbook(given: bytes) -> str:
    """The first sheet of a workbook as CSV. A workbook that unpacks to more than is read is refused before it is opened."""
    from tidewaiter.files.tables import open_table

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "shipment.xlsx"
        place.write_bytes(given)
        try:
            with zipfile.ZipFile(place) as packed:
                left = MAX_UNPACKED
                for name in packed.namelist():
                    with packed.open(name) as part:
                        while block := part.read(1 << 16):
                            left -= len(block)
                            if left < 0:
                                raise Unreadable("The workbook is too large.", "Split it, or save it as CSV.")
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error) as why:
            raise Unreadable("The workbook cannot be opened.", "Save it as CSV, in UTF-8.") from why
        table = open_table(place)
        text = io.StringIO()
        names = list(table.names)
        rows: list[list[Any]] = []
        for batch in table.batches(range(len(names))):
            rows.extend(
                [list(row) for row in zip(*(column.to_pylist() for column in batch.columns), strict=True)]
            )
        writer = csv.writer(text)
        writer.writerow(names)
        writer.writerows(row for row in rows if any(cell not in (None, "") for cell in row))
    return text.getvalue()


def _decoded(given: str | bytes) -> str:
    if isinstance(given, bytes) and given[:4] == b"PK\x03\x04":
        given = _workbook(given)
    if isinstance(given, bytes):
        try:
            text = given.decode("utf-8-sig")
        except UnicodeDecodeError as why:
            line = given.count(b"\n", 0, why.start) + 1
            raise Unreadable(f"Line {line} of the file is not UTF-8.", "Save the file as UTF-8.") from why
    else:
        text = given.removeprefix("\ufeff")
    if not text.strip():
        raise Unreadable("The shipment is empty.", "Write from, to and at least one line.")
    if len(text) > MAX_TEXT:
        raise Unreadable(
            f"{len(text):,} characters are too many.", f"At most {MAX_TEXT:,} are read: split the file."
        )
    return text


def _is_table(text: str) -> bool:
    """Whether the first line is the header of a table: only names of columns, one of them of goods."""
    cells = {field_of(cell.strip().strip('"')) for cell in _cells(text)}
    return bool(cells & set(FIELDS)) and not any(
        ":" in cell or cell.startswith(("{", "[", "-")) for cell in cells
    )


def _cells(text: str) -> list[str]:
    first = text.lstrip().splitlines()[0][:2000]
    return first.split(delimiter_of(first))


def _rows(text: str) -> list[dict[str, Any]]:
    text = text.lstrip()
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter_of(text.splitlines()[0]), strict=True
    )
    rows: list[dict[str, Any]] = []
    try:
        header = [field_of(cell) for cell in next(reader)]
        for name in header:
            if name not in (*FIELDS, *_SHIPMENT_COLUMNS) or header.count(name) > 1:
                fault = "stands twice" if header.count(name) > 1 else "is not known"
                raise Unreadable(
                    f"Line 1 of the table: column {name!r} {fault}.",
                    f"Columns: {', '.join((*_SHIPMENT_COLUMNS, *FIELDS))}.",
                )
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                raise Unreadable(
                    f"Line {reader.line_num} of the table: {len(cells)} cells, the header has {len(header)}.",
                    "Quote a value that holds a comma; leave empty cells empty.",
                )
            rows.append({key: cell.strip() for key, cell in zip(header, cells, strict=True) if cell.strip()})
    except csv.Error as why:
        raise Unreadable(
            f"Line {reader.line_num} of the table: {why}.", "Mend the quotes of this line."
        ) from why
    return rows


def _one_shipment(rows: list[dict[str, Any]]) -> dict[str, Any]:
    top: dict[str, Any] = {}
    lines = []
    for number, row in enumerate(rows, 1):
        for key in _SHIPMENT_COLUMNS:
            if (value := row.pop(key, "")) and top.setdefault(key, value) != value:
                raise Unreadable(
                    f"Line {number}, field {key}: {value!r} here, {top[key]!r} before.",
                    "One table is one shipment: split it, or pass it as a history.",
                )
        lines.append(row)
    return {**top, "lines": lines}


def _tree(text: str) -> Any:
    """JSON where it begins so, else YAML; every scalar stays as it was written, equal keys are refused."""
    try:
        data = _json(text) if text.lstrip()[:1] in "{[" and _looks_json(text) else _yaml(text)
        _bounded(data)
    except RecursionError:
        raise Unreadable(
            "The shipment is nested too deeply.", "Write it flat: lines are a list of fields."
        ) from None
    return data


def _looks_json(text: str) -> bool:
    return '"' in text or text.strip() in ("{}", "[]")


def _json(text: str) -> Any:
    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(items)
        if len(made) < len(items):
            twice = next(key for n, (key, _) in enumerate(items) if key in dict(items[:n]))
            raise Unreadable(f"Field {twice!r} stands twice.", "Keep one of them.")
        return made

    def refuse(word: str) -> Any:
        raise Unreadable(f"{word} is not a number.", "Write the number, or leave the field out.")

    try:
        return json.loads(
            text, object_pairs_hook=pairs, parse_float=str, parse_int=str, parse_constant=refuse
        )
    except json.JSONDecodeError as why:
        raise Unreadable(
            f"Line {why.lineno} of the file is not JSON: {why.msg}.", "Mend the syntax there."
        ) from why


def _yaml(text: str) -> Any:
    from tidewaiter.lawbook.read import parse_yaml

    try:
        return parse_yaml(text, Path("shipment"))
    except LawbookError as why:
        raise Unreadable(f"Line {why.line} of the file: {why.message}", why.mend) from why


def _bounded(data: Any, depth: int = 0) -> None:
    if depth > MAX_DEPTH:
        raise RecursionError
    for item in data.values() if isinstance(data, Mapping) else data if isinstance(data, list) else ():
        _bounded(item, depth + 1)
