"""What one file of the lawbook is: its columns, and the record that a row becomes; and the columns that many files share."""

from __future__ import annotations

from typing import Any, NamedTuple


class Column(NamedTuple):
    """One column of a CSV file, or one key of a block of a YAML file."""

    name: str
    says: str  # its meaning, for the docs and for whoever left it empty
    required: bool = False
    terms: str = ""  # the part of vocabulary.yml to which each of its values belongs
    field: str = ""  # the field of the record, where it has another name


class Table(NamedTuple):
    """One kind of file (or of block in a YAML file) and the record that a row of it becomes."""

    file: str
    record: type[Any]
    columns: tuple[Column, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns, in the order of the file."""
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """The columns that may not be empty."""
        return tuple(column.name for column in self.columns if column.required)

    @property
    def optional(self) -> tuple[str, ...]:
        """The columns that may be empty, or left out of a YAML block."""
        return tuple(column.name for column in self.columns if not column.required)


FROM = Column("from", "first day; it may be bounded", required=True)
UNTIL = Column("until", "the first day on which it no longer binds; it may be bounded; empty: in force")
SOURCE = (
    Column("cite", "the official citation", required=True),
    Column("read", "what was actually read, with its address", required=True),
    Column("verified", "level of what was read", required=True, terms="levels"),
)
ADDRESS = Column("address", "where the text stands")
NOTE = Column("note", "what a reader must know, in our own words")
