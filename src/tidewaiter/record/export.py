"""The record as a file: JSON lines, which can be verified again, or CSV for a spreadsheet."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from tidewaiter.files.writing import write_rows
from tidewaiter.record.chain import Entry


def write_jsonl(entries: Iterable[Entry], out: TextIO) -> int:
    """One entry a line, question and answer unfolded. The number of entries."""
    number = 0
    for number, entry in enumerate(entries, 1):  # noqa: B007  # the last number is the count
        out.write(json.dumps(entry.to_json(), ensure_ascii=False, sort_keys=True) + "\n")
    return number


def write_csv(entries: Iterable[Entry], out: TextIO) -> int:
    """One entry a row, question and answer as JSON; no cell is a formula. The number of entries."""
    return write_rows(out, Entry._fields, entries)
