"""Strict reading of the lawbook's files.

YAML: every scalar stays the string that was written (an ordinary loader turns ``2903.10`` into 2903.1,
``0602`` into 386 and ``NO`` into False), equal keys are refused, and every node remembers its line.
CSV: the header must be exactly the columns expected; every row remembers its line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tidewaiter.errors import LawbookError

Node = Any  # a Mapping, a Sequence or a Text, as read below


class Text(str):
    """A scalar as written, which knows its line."""

    __slots__ = ("line",)
    line: int

    def __new__(cls, value: str, line: int) -> Text:
        """A string, with the line it stands on."""
        text = super().__new__(cls, value)
        text.line = line
        return text


class Mapping(dict[str, Node]):
    """A YAML mapping that knows its file and the line of each key."""

    def __init__(self, file: Path, line: int) -> None:
        super().__init__()
        self.file = file
        self.line = line
        self.lines: dict[str, int] = {}

    def fault(self, message: str, mend: str, key: str | None = None) -> LawbookError:
        """An error that points at ``key`` (or at the mapping itself)."""
        return LawbookError(self.file, self.lines.get(key or "", self.line), message, mend)

    def only(self, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> None:
        """Refuse unknown and missing keys: a wrong indent must not lose a citation silently."""
        for key in self:
            if key not in required and key not in optional:
                known = ", ".join((*required, *optional))
                raise self.fault(f"unknown key '{key}'.", f"Known keys here: {known}.", key)
        for key in required:
            if key not in self:
                raise self.fault(f"key '{key}' is missing.", f"Add '{key}:' to this block.")
            if self[key] == "":
                raise self.fault(f"key '{key}' is empty.", "Write its value after the colon.", key)

    def text(self, key: str, default: str = "") -> str:
        """The scalar under ``key``, or ``default`` where the key is absent or left empty."""
        value = self.get(key)
        if value is None:
            return default
        if not isinstance(value, str):
            raise self.fault(f"'{key}' must be plain text.", "Write one value, not a list or block.", key)
        return value

    def texts(self, key: str) -> list[str]:
        """The list of scalars under ``key``; a single scalar counts as a list of one."""
        value = self.get(key)
        if value is None:
            return []
        if isinstance(value, str):
            return [value] if value else []
        if isinstance(value, Sequence) and all(isinstance(item, str) for item in value):
            return list(value)
        raise self.fault(f"'{key}' must be a list of plain values.", "Write it as [a, b].", key)

    def mapping(self, key: str) -> Mapping:
        """The block under ``key``; an empty one where it is absent."""
        value = self.get(key)
        if value is None or value == "":
            return Mapping(self.file, self.lines.get(key, self.line))
        if not isinstance(value, Mapping):
            raise self.fault(f"'{key}' must be a block of keys.", "Indent its keys below it.", key)
        return value

    def mappings(self, key: str) -> list[Mapping]:
        """The list of blocks under ``key``."""
        value = self.get(key)
        if value is None or value == "":
            return []
        if isinstance(value, Sequence) and all(isinstance(item, Mapping) for item in value):
            return list(value)
        raise self.fault(f"'{key}' must be a list of blocks.", "Start each with '- '.", key)


class Sequence(list[Node]):
    """A YAML list that knows its line."""

    def __init__(self, file: Path, line: int) -> None:
        super().__init__()
        self.file = file
        self.line = line


def read_text(path: Path) -> str:
    """The text of one file of the lawbook.

    Raises :class:`LawbookError` where there is no such file, or at the first line that is not UTF-8.
    """
    try:
        data = path.read_bytes()
    except OSError as why:
        message = f"the file cannot be read ({why.strerror})."
        raise LawbookError(path, 1, message, "Put it in its place.") from why
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as why:
        line = data.count(b"\n", 0, why.start) + 1
        raise LawbookError(path, line, f"not UTF-8 ({why.reason}).", "Save the file as UTF-8.") from why


def read_yaml(path: Path) -> Mapping:
    """Read one YAML file whose top is a mapping.

    Raises :class:`LawbookError` with file and line for a syntax error, a duplicate key, an anchor, a tag.
    """
    value = parse_yaml(read_text(path), path)  # decoded first, for a clearer message than the parser's own
    if not isinstance(value, Mapping):
        message = "the top of the file must be a block of keys."
        raise LawbookError(path, 1, message, "Start with 'key: value'.")
    return value


def parse_yaml(text: str, path: Path) -> Node:
    """Read YAML of any shape by the same strict rules; ``path`` only names it in an error."""
    import yaml
    from yaml.reader import ReaderError

    loader = _loader()
    try:
        if any(sign in text for sign in "!&*"):  # composed nodes no longer tell what of these was written
            _refuse_signs(text, path)
        node = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as why:
        mark = why.problem_mark or why.context_mark
        line = mark.line + 1 if mark else 1
        raise LawbookError(path, line, f"not YAML: {why.problem}.", "Mend the syntax at this line.") from why
    except ReaderError as why:
        line = text.encode().count(b"\n", 0, why.position) + 1
        raise LawbookError(path, line, f"not YAML: {why.reason}.", "Delete the hidden character.") from why
    except yaml.YAMLError as why:
        raise LawbookError(path, 1, f"not YAML: {why}.", "Mend the syntax.") from why
    if node is None:
        raise LawbookError(path, 1, "the file is empty.", "Write at least its required keys.")
    return _plain(node, path)


def plain_yaml(text: str) -> Any:
    """YAML as plain data, each scalar a string: for files of ours, whose syntax the tests hold."""
    import yaml

    return yaml.load(text, Loader=_loader())


def _loader() -> Any:
    """The reader that takes every scalar for a string: libyaml's, where PyYAML was built with it."""
    import yaml

    return getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _refuse_signs(text: str, path: Path) -> None:
    import yaml

    for event in yaml.parse(text, Loader=_loader()):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if getattr(event, "anchor", None):
            raise LawbookError(path, line, "anchors and aliases are not used here.", "Write the value out.")
        if getattr(event, "tag", None):
            message = "tags ('!') are not used here."
            raise LawbookError(path, line, message, "Write the plain value, or quote it.")


def _plain(node: Any, path: Path) -> Node:
    line = node.start_mark.line + 1
    if node.id == "scalar":
        return Text(node.value, line)
    if node.id == "sequence":
        items = Sequence(path, line)
        items.extend(_plain(child, path) for child in node.value)
        return items
    block = Mapping(path, line)
    for key_node, child in node.value:
        if key_node.id != "scalar":
            raise LawbookError(path, line, "a key must be plain text.", "Quote the key.")
        key = key_node.value
        key_line = key_node.start_mark.line + 1
        if key in block:
            first = block.lines[key]
            raise LawbookError(
                path, key_line, f"key '{key}' stands twice (first on line {first}).", "Keep one of them."
            )
        block[key] = _plain(child, path)
        block.lines[key] = key_line
    return block


@dataclass(frozen=True, slots=True)
class Row:
    """One CSV row: its values by column, and where it stands."""

    file: Path
    line: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def fault(self, message: str, mend: str) -> LawbookError:
        """An error that points at this row."""
        return LawbookError(self.file, self.line, message, mend)


def read_csv(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """Read a CSV file whose header is exactly ``columns``; blank lines are passed over.

    Raises :class:`LawbookError` for another header, a row of another length, or bytes that are not UTF-8.
    """
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    start = 1
    try:
        header = tuple(next(reader, ()))
        if header != columns:
            raise LawbookError(
                path, 1, f"the header is {','.join(header)!r}.", f"It must be {','.join(columns)}."
            )
        start = reader.line_num + 1
        for cells in reader:
            line, start = start, reader.line_num + 1
            if not cells:
                continue
            if len(cells) != len(columns):
                raise LawbookError(
                    path,
                    line,
                    f"the row has {len(cells)} cells, the header {len(columns)}.",
                    "Quote a value that holds a comma; leave empty cells empty.",
                )
            yield Row(path, line, dict(zip(columns, (cell.strip() for cell in cells), strict=True)))
    except csv.Error as why:
        raise LawbookError(path, start, f"not CSV: {why}.", "Mend the quotes of this row.") from why
