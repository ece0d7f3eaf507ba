"""``tidewaiter law import hts FILE``: a whole schedule, as the USITC exports it, into the user's data
folder.

Reads the USITC's CSV export, its JSON export (a list of lines), or our own ``lines.csv``. An edition has a
first day: ``--from DATE``, or a date in the file's name (2025-01). Chapters 98 and 99 are left out: they
hold the special duties, which the lawbook writes as measures.
"""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tidewaiter.duty.book import data_folder
from tidewaiter.duty.reading import LINE_COLUMNS
from tidewaiter.duty.schedule import dotted, sentence_or_reference
from tidewaiter.errors import QuestionError, Unreadable

_SPECIAL_CHAPTERS = ("98", "99")
_RATES = ("general", "special", "column_2")  # the columns of the tariff of the United States
_NAMES = {  # column of ours -> names under which the exports carry it
    "code": ("HTS Number", "htsno", "hts", "code"),
    "description": ("Description", "description"),
    "unit": ("Unit of Quantity", "units", "unit"),
    "general": ("General Rate of Duty", "general"),
    "special": ("Special Rate of Duty", "special"),
    "column_2": ("Column 2 Rate of Duty", "other", "column_2", "column2"),
}


@dataclass(frozen=True, slots=True)
class Imported:
    """What was imported."""

    edition: str
    since: date
    lines: int
    with_rates: int
    not_computed: int  # rates that point elsewhere in words
    path: Path


def import_schedule(path: Path, since: date | None = None, name: str = "") -> Imported:
    """Import one edition. Importing it again replaces it.

    Raises :class:`QuestionError` for a file that is no schedule, or an edition without a first day.
    """
    rows = _read(path)
    since = since or _day_in(path.name)
    if since is None:
        raise QuestionError(
            f"{path.name} does not say which day its edition begins.", "Add --from YYYY-MM-DD."
        )
    lines = [line for line in map(_line, rows) if line]
    if not any(line[5] for line in lines):
        raise QuestionError(
            f"{path.name} holds no line with a rate.", "Give the CSV or JSON export of hts.usitc.gov."
        )
    edition = re.sub(r"[^A-Za-z0-9-]+", "-", name or path.stem).strip("-")
    target = data_folder() / "us-hts" / f"{since}_{edition}.csv"
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow((*LINE_COLUMNS, *_RATES))
        writer.writerows(sorted(lines))
    rated = [line for line in lines if line[5]]
    pointing = sum(1 for line in rated if (s := sentence_or_reference(line[5])) and s.reference)
    return Imported(edition, since, len(lines), len(rated), pointing, target)


def _read(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        raise QuestionError(f"there is no file {path}.", "Give the path of the schedule.")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as why:
        raise Unreadable(
            f"{path.name} is not UTF-8 text.", "Give the CSV or JSON export of hts.usitc.gov."
        ) from why
    if text.lstrip().startswith(("[", "{")):
        try:
            held = json.loads(text)
        except json.JSONDecodeError as why:
            raise Unreadable(
                f"{path.name} is not JSON: {why.msg} at line {why.lineno}.", "Download it again."
            ) from why
        return list(held) if isinstance(held, list) else list(held.get("results", []))
    return list(csv.DictReader(text.splitlines(keepends=True)))


def _line(row: dict[str, Any]) -> list[str] | None:
    code = re.sub(r"\D", "", _cell(row, "code"))
    if len(code) not in (8, 10) or code[:2] in _SPECIAL_CHAPTERS:
        return None
    return [
        dotted(code),
        "",
        "",
        *(_cell(row, key) for key in ("description", "unit", *_RATES)),
    ]


def _cell(row: dict[str, Any], key: str) -> str:
    value = next((row[name] for name in _NAMES[key] if row.get(name)), "")
    if isinstance(value, str) and value.startswith("["):
        try:
            value = json.loads(value)
        except json.JSONDecodeError:
            value = value.strip("[]")
    if isinstance(value, list):
        value = ", ".join(str(item) for item in value)
    return " ".join(str(value).split())


def _day_in(name: str) -> date | None:
    found = re.search(r"(20\d\d)(?:[-_]?(\d\d))?(?:[-_]?(\d\d))?", name)
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return date(int(found[1]), 1, 1)
