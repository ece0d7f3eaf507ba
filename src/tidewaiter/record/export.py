"""The record as a file: JSON lines, which can be verified again, or CSV for a spreadsheet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from typing import TextIO

from tidewaiter.cells import safe_cell
from tidewaiter.record.chain import Entry


def write_jsonl(entries: Iterable[Entry], out: TextIO) -> int:
    """One entry a line, question and answer unfolded. The number of entries."""
    number = 0
    for number, entry in enumerate(entries, 1):  # noqa: B007  # the last number is the count
        out.write(json.dumps(entry.to_json(), ensure_ascii=False, sort_keys=True) + "\n")
    return number


def write_csv(entries: Iterable[Entry], out: TextIO) -> int:
    """One entry a row, question and answer as JSON; no cell is a formula. The number of entries."""
    writer = csv.writer(out)
    writer.writerow(Entry._fields)
    number = 0
    for number, entry in enumerate(entries, 1):  # noqa: B007
        writer.writerow(["" if value is None else safe_cell(value) for value in entry])
    return number
