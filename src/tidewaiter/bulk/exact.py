"""Deciding one row with the code of ``check``: whatever is not dropped or settled natively.

The prefilter may tell which steps cannot reach anything (see :class:`Steps`); the steps that remain are those of
:mod:`tidewaiter.reach`, on the same normal form, so that leaving steps out can change the cost but not the answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tidewaiter.book import Book
from tidewaiter.bulk.steps import Steps
from tidewaiter.determine import binding, may_bind
from tidewaiter.errors import QuestionError
from tidewaiter.lawbook.records import Entry
from tidewaiter.question import Question
from tidewaiter.reach.listed import by_its_base
from tidewaiter.reach.listings import Listings, Part
from tidewaiter.reached import Reach, listed_reaches
from tidewaiter.substance.structures.whole import never_silent

if TYPE_CHECKING:
    from tidewaiter.classes import Matcher

HIT, NO_HIT, CANNOT_TELL, UNREADABLE = "hit", "no_hit", "cannot_tell", "unreadable"
STATUSES = (NO_HIT, HIT, CANNOT_TELL, UNREADABLE)
NOT_ASSESSED = "not assessed"


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to one row. ``measures`` apply; ``doubts`` may apply; both are ids of entries of the lawbook."""

    status: str
    measures: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    basis: str = ""
    reason: str = ""


NOTHING = Decision(NO_HIT)


class Decider:
    """Decides rows for one question."""

    def __init__(self, book: Book, question: Question) -> None:
        self.book = book
        self.store = book.store
        self.question = question

    @cached_property
    def matcher(self) -> Matcher:
        """The class definitions, read when the first row needs them."""
        return self.book.matcher

    @cached_property
    def definitions(self) -> tuple[str, ...]:
        """The definitions that any listing in force refers to."""
        return tuple(key for key in self.matcher.ids if self.live(self.store.listings(key)))

    def live(self, entries: Iterable[Entry]) -> bool:
        """Whether any of some listings binds on the question's day in one of its territories."""
        return any(may_bind(entry, self.question, self.store) for entry in entries)

    def structure(self, text: str, steps: Steps | None = None) -> Decision:
        """Decide a SMILES, InChI or MOL block; ``steps`` as the prefilter left them."""
        steps = steps or Steps()
        native = steps.native
        drawings = native.drawings(text) if native is not None else None
        if native is None or drawings is None:
            return self._read(text, steps)
        known: Decision | None = native.decided(drawings, text)
        if known is None:
            known = self._known(native.known(drawings)) or self._read(text, steps)
            native.note_decided(drawings, text, known)
        return known

    def _read(self, text: str, steps: Steps) -> Decision:
        """Decide what RDKit must read."""
        from tidewaiter.bulk.narrow import Chosen, reached_by  # only here RDKit is needed

        matcher = Chosen(self.matcher, self.definitions, steps.possible, steps.plain)
        try:
            found, structure = reached_by(text, steps, self.store, matcher)
        except QuestionError as why:
            return Decision(UNREADABLE, reason=f"{why}")
        bound = binding(found, self.question, self.store)
        if structure.lacking and not bound:
            return Decision(UNREADABLE, reason=f"{structure.why_lacking()}")
        return self.decision(bound)

    def _known(self, found: list[Reach] | None) -> Decision | None:
        """The decision on what is drawn as the law draws it; None for any other, and where a class is the reason, whose words
        follow the order in which atoms are drawn."""
        if found is None:
            return None
        decision = self.decision(binding(found, self.question, self.store))
        return None if decision.basis == "class" else decision

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
        from tidewaiter.bulk.narrow import Chosen
        from tidewaiter.reach.drawn import reaches
        from tidewaiter.substance.structures.structure import read_structure

        matcher = Chosen(self.matcher, self.definitions, None, False)
        return reaches(read_structure(smiles), self.store, matcher)

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
