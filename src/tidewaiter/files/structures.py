"""Files of structures: SMILES lists and SD files, record by record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from tidewaiter.files import opening
from tidewaiter.files.columns import squeezed

Records = tuple[list[str | None], list[str]]  # names, structures as text

MOST_RECORD = 16 << 20  # characters of a record of an SD file
MOST_STRUCTURE = 1 << 20  # of the structure in it: some twenty thousand atoms; more is unreadable
_SHOWN = 1_000  # characters of such a one that are kept
_LOT = 2_000  # records of an SD file that are given at a time


def smiles_list(path: Path, heads: tuple[str, ...] = ("smiles",)) -> Iterator[Records]:
    """One structure a line, its name behind it. ``heads``: words that make a first line the names of columns."""
    first = True
    for text in opening.lots(path):
        lines = text.split("\n")
        if first and squeezed((lines[0].split() or [""])[0]) in map(squeezed, heads):
            del lines[0]
        first = False
        if any(blank in text for blank in _BLANKS) if text.isascii() else _BLANK(text):
            pairs = [words for words in (line.split(None, 1) for line in lines) if words]
            # what an extended SMILES says in bars belongs to it; all else behind it is the row's name
            texts = [" ".join(words) if words[-1][:1] == "|" else words[0] for words in pairs]
            names = [words[1].rstrip() if len(words) > 1 and words[1][:1] != "|" else None for words in pairs]
        else:
            texts = [line for line in lines if line]  # a blank line is no row
            names = [None] * len(texts)
        if texts:
            yield names, texts


_BLANK = re.compile(r"[^\S\n]").search
_BLANKS = " \t\r\v\f\x1c\x1d\x1e\x1f"  # all that this finds in ASCII


def sd_file(path: Path, tag: str = "") -> Iterator[Records]:
    """The records of an SD file. ``tag``: the field that names a record, before its first line.

    What has no end, or holds a second structure, is kept as it stands: its row is then unreadable, and told.
    """
    names: list[str | None] = []
    texts: list[str] = []
    held = 0
    for record in _records(path):
        end = next((i for i, line in enumerate(record) if line.startswith("M  END")), None)
        names.append(_field(record, tag) or record[0].strip() or None)
        if end is not None and any(map(_ANOTHER, record[end + 1 :])):
            end = None
        text = "\n".join(record[: end + 1] if end is not None else record) + "\n"
        # cut: without an end, unreadable
        texts.append(text if len(text) <= MOST_STRUCTURE else text[:_SHOWN] + "\n")
        held += len(texts[-1])
        if len(texts) == _LOT or held > opening.LINE:
            yield names, texts
            names, texts, held = [], [], 0
    if texts:
        yield names, texts


_ANOTHER = re.compile(r"M  END|.{33,}V[23]000\s*$").match  # a second structure in one record


def _records(path: Path) -> Iterator[list[str]]:
    record: list[str] = []
    size = 0
    for line in chain.from_iterable(text.split("\n") for text in opening.lots(path)):
        if line.startswith("$$$$"):
            yield _cut(record) if size > MOST_RECORD else record or [""]
            record, size = [], 0
            continue
        size += len(line) + 1
        if size <= MOST_RECORD:  # what lies beyond is read and dropped
            record.append(line)
    if size > MOST_RECORD:
        record = _cut(record)
    if any(line.strip() for line in record):
        yield record


def _cut(record: list[str]) -> list[str]:
    """A record that is too long, by its beginning: without an end, and so unreadable."""
    head = [line[:_SHOWN] for line in record[:20] if not line.startswith("M  END")]
    return head or ["longer than is read"]


def _field(record: list[str], tag: str) -> str:
    if tag:
        for i, line in enumerate(record):
            if line.startswith(">") and f"<{tag}>".lower() in line.lower() and i + 1 < len(record):
                return record[i + 1].strip()
    return ""
