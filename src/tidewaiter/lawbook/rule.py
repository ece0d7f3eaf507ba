"""What every integrity rule shares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from tidewaiter.errors import LawbookError
from tidewaiter.lawbook.whole import Records


class Rule:
    """Base of the rules. A rule's docstring says what must hold; ``faults`` yields where it does not."""

    slow: ClassVar[bool] = False

    def faults(self, book: Records) -> Iterator[LawbookError]:
        """One error for each place where the rule is broken."""
        raise NotImplementedError


def at(book: Records, key: str, message: str, mend: str) -> LawbookError:
    """A fault of a record, by its key."""
    file, line = book.where.get(key, ("lawbook", 1))
    return LawbookError(file, line, message, mend)


def place(book: Records, key: str) -> str:
    """Where another record stands, as a reader would look it up."""
    file, line = book.where.get(key, ("lawbook", 1))
    return f"{file.rpartition('/')[2]}:{line}"
