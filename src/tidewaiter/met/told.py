"""A component of which the compiled reader has told what it meets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tidewaiter.classes.verdict import PositionalIsomer
from tidewaiter.dates import Period
from tidewaiter.lawbook.records import Entry
from tidewaiter.lawbook.store import Store
from tidewaiter.met.image import Compiled
from tidewaiter.reach.listed import listed_of
from tidewaiter.reach.listings import Part, Seen
from tidewaiter.typed import Any


class Told(Part):
    """Nothing is looked up in its structure: RDKit is needed only for what a tautomer is to positional isomers."""

    def __init__(
        self,
        store: Store,
        made: Compiled,
        drawn: str,
        flags: tuple[bool, bool, bool],
        same: tuple[tuple[str, bool | None], ...],
        parents: tuple[tuple[str, str, bool | None], ...],
        verdicts: tuple[Seen, ...],
        tautomer: str = "",
    ) -> None:
        """``flags``: part of a salt, isotopic form, may be a positional isomer of what is listed with them; ``tautomer``:
        how it is drawn, where it is but a tautomer of these substances."""
        self._store, self._made, self._drawn = store, made, drawn
        self._in_salt, self.isotopic, self._may_be_isomer = flags
        self._same, self._parents, self._verdicts, self._tautomer = same, parents, verdicts, tautomer
        self._listed = listed_of(store)
        self._excepted = () if tautomer else [one for one in same if one[0] in self._listed.excepted]
        self.may_be_excepted = bool(self._excepted)

    @property
    def in_salt(self) -> bool:
        """As told."""
        return self._in_salt

    @property
    def drawn(self) -> str:
        """The text that drew it."""
        return self._drawn

    def same(self) -> tuple[tuple[str, bool | None], ...]:
        """As told."""
        return self._same

    def parents(self) -> tuple[tuple[str, str, bool | None], ...]:
        """As told."""
        return self._parents

    def verdicts(self) -> tuple[Seen, ...]:
        """As told."""
        return self._verdicts

    def isomers(self) -> Iterator[tuple[str, Any]]:
        """Worked out beforehand for what is listed itself; what is not is no isomer, where it is told."""
        if not self._same or not self._may_be_isomer:
            return
        if self._tautomer:
            from tidewaiter.reach.drawn import Drawn
            from tidewaiter.substance.structures.structure import read_structure

            structure = read_structure(self._tautomer)
            yield from Drawn(structure, structure.components[0], self._store, None).isomers()
            return
        for key, outcome, because, core, missing in self._made.isomers.get(self._same[0][0], ()):
            yield key, PositionalIsomer(outcome, because, core, tuple(missing))

    def excepted(self, entry: Entry) -> Iterable[tuple[bool | None, bool, Period]]:
        """What is drawn like an exception has that among the substances of its skeleton."""
        if entry.instrument not in self._store.exceptions:
            return ()
        excepted, within = self._listed.exceptions(entry.id), self._made.within
        return [
            (fit, (entry.substance, key) in within, days)
            for key, fit in self._excepted
            for days in excepted.get(key, ())
        ]
