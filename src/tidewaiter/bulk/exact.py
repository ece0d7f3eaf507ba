"""Deciding one row with the code of ``check``: whatever is not dropped or settled natively."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from tidewaiter.book import Book
from tidewaiter.bulk.decision import CANNOT_TELL, HIT, NOTHING, UNREADABLE, Decision
from tidewaiter.bulk.remembered import Remembered
from tidewaiter.determine import binding, may_bind
from tidewaiter.errors import QuestionError
from tidewaiter.lawbook.records import Entry
from tidewaiter.met.reading import Meeting, may_be_read
from tidewaiter.question import Question
from tidewaiter.reach.listed import by_its_base
from tidewaiter.reach.listings import Listings, Part
from tidewaiter.reached import Reach, listed_reaches
from tidewaiter.substance.structures.whole import never_silent

if TYPE_CHECKING:
    from tidewaiter.classes import Matcher


class Decider:
    """Decides rows for one question."""

    def __init__(self, book: Book, question: Question) -> None:
        self.book = book
        self.store = book.store
        self.question = question

    @cached_property
    def matcher(self) -> Matcher:
        """The class definitions to which any listing in force refers."""
        every = self.book.matcher
        return every.only(key for key in every.ids if self.live(self.store.listings(key)))

    def live(self, entries: Iterable[Entry]) -> bool:
        """Whether any of some listings binds on the question's day in one of its territories."""
        return any(may_bind(entry, self.question, self.store) for entry in entries)

    def structure(self, text: str, *, natively: bool = False) -> Decision:
        """Decide a SMILES, InChI or MOL block; ``natively``: what the compiled reader knows of it is asked first."""
        meeting = self.book.meeting if natively and may_be_read(text) else None
        drawings = meeting.known.places(text) if meeting else None
        if meeting is None or drawings is None:
            return self._read(text, self.book.meeting if natively else None)
        decision = self._remembered.of(drawings, text)
        if decision is None:
            decision = self._as_listed(meeting.known.reached_by(drawings)) or self._read(text, meeting)
            self._remembered.note(drawings, text, decision)
        return decision

    @cached_property
    def _remembered(self) -> Remembered:
        assert self.book.meeting is not None
        return Remembered(self.book.meeting)

    def _as_listed(self, found: list[Reach] | None) -> Decision | None:
        """The decision on what is drawn as the law draws it; None for any other, and where a class is the reason, whose words
        follow the order in which atoms are drawn."""
        if found is None:
            return None
        decision = self.decision(binding(found, self.question, self.store))
        return None if decision.basis == "class" else decision

    def _read(self, text: str, meeting: Meeting | None) -> Decision:
        """Decide what RDKit must read."""
        from tidewaiter.reach.drawn import met  # only here RDKit is needed
        from tidewaiter.substance.structures.structure import read_structure

        try:
            structure = read_structure(text)
            found = met(structure, self.store, self.matcher, meeting.classes if meeting else None)
        except QuestionError as why:
            return Decision(UNREADABLE, reason=f"{why}")
        bound = binding(found, self.question, self.store)
        if structure.lacking and not bound:
            return Decision(UNREADABLE, reason=f"{structure.why_lacking()}")
        return self.decision(bound)

    def told(self, parts: Iterable[Part], salts: Iterable[Reach] = ()) -> Decision:
        """Decide on what is told of the components that reach anything, largest first; ``salts``: what lists them as a whole."""
        listings = Listings(self.store)
        for reach in salts:
            listings.add(reach)
        return self.decision(binding(listings.all_of(parts), self.question, self.store))

    def words(self, text: str) -> Decision:
        """Decide a name, CAS number or anything else that the identification ladder knows."""
        try:
            identity = self.book.identify(text)
            bound: list[tuple[Reach, Entry]] = []
            for candidate in identity.candidates:
                if candidate.substance:
                    found = [*listed_reaches(candidate.substance, self.store)]
                else:  # goods of no structure, shoes: no list that names them by another word reaches them
                    found = self._drawn(candidate.smiles) if candidate.smiles else []
                found = by_its_base(found, candidate.base, self.store)
                found = [reach.if_meant(candidate, self.store) for reach in found]
                bound.extend(binding(found, self.question, self.store))
                never_silent(found, bound)
        except QuestionError as why:
            return Decision(UNREADABLE, reason=f"{why}")
        if identity.doubt and not bound:
            return Decision(CANNOT_TELL, reason=f"not sure what is meant: {identity.doubt}")
        return self.decision(bound)

    def _drawn(self, smiles: str) -> list[Reach]:
        from tidewaiter.reach.drawn import reaches
        from tidewaiter.substance.structures.structure import read_structure

        return reaches(read_structure(smiles), self.store, self.matcher)

    def decision(self, bound: list[tuple[Reach, Entry]]) -> Decision:
        """What the listings that bind come to."""
        if not bound:
            return NOTHING
        sure = tuple(dict.fromkeys(entry.id for reach, entry in bound if reach.outcome == "applies"))
        open_ = tuple(dict.fromkeys(entry.id for reach, entry in bound if reach.outcome != "applies"))
        first = next((reach for reach, _ in bound if reach.outcome == "applies"), bound[0][0])
        reason = first.because
        if first.missing and not sure:
            reason += f" (missing: {', '.join(first.missing)})"
        return Decision(HIT if sure else CANNOT_TELL, sure, open_, first.basis, reason)
