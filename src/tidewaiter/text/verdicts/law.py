"""The law that claims are put to: the lists and the duty tables of one lawbook, as texts mean them."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from tidewaiter.book import Book
from tidewaiter.duty.book import DutyBook
from tidewaiter.silence import Silence
from tidewaiter.text.verdicts.lists import Lists
from tidewaiter.text.verdicts.tariffs import Tariffs


class Law:
    """One lawbook. Made once, kept, read-only."""

    def __init__(self, book: Book, duties: DutyBook) -> None:
        self.book = book
        self.duties = duties

    @cached_property
    def lists(self) -> Lists:
        """The lists, read on first use."""
        return Lists(self.book.store, self._silence)

    def _silence(self, substance: str, place: str, on: date) -> Silence | None:
        """Why the law of a place says nothing of a substance on a day; None where it says something."""
        held = self.book.store.substance(substance)
        told = self.book.check(held.name, jurisdictions=[place], on=on).silences if held else ()
        return next((one for one in told if one.jurisdiction == place), None)

    @cached_property
    def tariffs(self) -> Tariffs:
        """The duty tables and events, read on first use."""
        return Tariffs(self.duties, self.book.store.events, self.book.store.acts)
