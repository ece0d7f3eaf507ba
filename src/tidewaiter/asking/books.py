"""What every question is put to: the controls and the duties of one lawbook."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property

from tidewaiter.book import Book
from tidewaiter.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tidewaiter.contract.words import LawbookOf
    from tidewaiter.duty.book import DutyBook

Question = Mapping[str, Any]
NAMES = {  # of an option, an address or a form -> of a question
    "q": "query",
    "jurisdiction": "jurisdictions",
    "field": "fields",
    "quantity": "quantities",
    "claim": "claims",
    "content": "contents",
}


class Books:
    """The controls and the duties of one lawbook, each opened on first use."""

    def __init__(self, folder: str | os.PathLike[str] | None = None, law: Book | None = None) -> None:
        """``law``: what is controlled, where it is open already."""
        self.folder = folder
        if law is not None:
            self.law = law

    @cached_property
    def law(self) -> Book:
        """What is controlled."""
        return Book.load(self.folder)

    @cached_property
    def duties(self) -> DutyBook:
        """What is owed."""
        from tidewaiter.duty.book import DutyBook

        return DutyBook.load(self.folder)

    @property
    def lawbook(self) -> LawbookOf:
        """Which lawbook answers."""
        return {"version": self.law.version, "sha256": self.law.sha256}


class Told:
    """An answer that is plain data already."""

    def __init__(self, data: Any) -> None:
        self.data = data

    def to_json(self) -> Any:
        """The data."""
        return self.data
