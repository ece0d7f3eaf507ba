"""The record as a file: JSON lines, which can be verified again, or CSV for a spreadsheet.

The last line of the JSON lines says how many entries the file holds and which is the last, so that one that was cut short
does not pass for a shorter record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from tidewaiter.errors import RecordFault
from tidewaiter.files.writing import write_rows
from tidewaiter.record.chain import GENESIS, Entry, canonical


def write_jsonl(entries: Iterable[Entry], out: TextIO) -> int:
    """One entry a line, question and answer unfolded, and a line that says where they end. The number of entries."""
    number, last = 0, (0, GENESIS)
    for number, entry in enumerate(entries, 1):  # noqa: B007  # the last number is the count
        last = entry.seq, entry.hash
        out.write(json.dumps(entry.to_json(), ensure_ascii=False, sort_keys=True) + "\n")
    out.write(json.dumps({"end": {"entries": number, "seq": last[0], "hash": last[1]}}) + "\n")
    return number


def write_csv(entries: Iterable[Entry], out: TextIO) -> int:
    """One entry a row, question and answer as JSON; no cell is a formula. The number of entries."""
    return write_rows(out, Entry._fields, entries)


def read_export(path: Path) -> Iterator[Entry]:
    """The entries of a file that ``record export`` wrote as JSON lines.

    Raises :class:`RecordFault` for a file that is not there, is none, or ends before its last line.
    """
    number, last, end = 0, (0, GENESIS), None
    try:
        with path.open(encoding="utf-8") as stream:
            for line in stream:
                row = json.loads(line)
                if "end" in row:
                    end = row["end"] if end is None else None
                    continue
                unfolded = ("question", "answer")
                made = {key: canonical(row[key]) if row[key] is not None else None for key in unfolded}
                entry = Entry(**{**row, **made})
                number, last = number + 1, (entry.seq, entry.hash)
                yield entry
    except OSError as why:
        raise RecordFault(
            f"{path} cannot be read: {why.strerror}.", "Check the name and the folder."
        ) from why
    except (ValueError, TypeError, KeyError, RecursionError) as why:
        raise RecordFault(
            f"{path.name}, line {number + 1}, is no entry.", "Give the whole file that `record export` wrote."
        ) from why
    if end != {"entries": number, "seq": last[0], "hash": last[1]}:
        raise RecordFault(
            f"{path.name} is cut short or was added to: {number} entries, and its last line does not say so.",
            "Export again, or fetch the file again.",
        )
