"""From what the compiled reader tells of a text to what its parts meet, in the words of ``check``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cached_property, lru_cache

from tidewaiter.classes.verdict import CANNOT_TELL, NOT_REACHED, REACHED, Verdict
from tidewaiter.lawbook import patterns as re
from tidewaiter.memory import Memory
from tidewaiter.met.compiled import compiled
from tidewaiter.met.image import Compiled
from tidewaiter.met.library import ASK_CLASSES, ASK_MARKS, ASK_PARTS, Reader, Said
from tidewaiter.met.stream import (
    A_PIECE,
    A_RESIDUE,
    CLASSES,
    DOUBTFUL,
    LACKS,
    NOTE,
    SETTLED,
    VERDICT,
    name_of,
    rows,
)
from tidewaiter.met.told import Told
from tidewaiter.reach.listings import Listings, Seen
from tidewaiter.reached import Trace
from tidewaiter.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from tidewaiter.lawbook.store import Store
    from tidewaiter.met.known import Known
    from tidewaiter.reached import Reach

IN_A_SALT, LABELLED, ISOMER = 1, 2, 4  # flags of a part
LACKING = -1  # in the place of a head's flags
AS_SALT = -2  # likewise; behind it stands the constitution of all parts
_KINDS = ("ester", "ether")
_FITS = (False, True, None)  # not covered, covered, left open
_MOST_KEPT = 50_000  # names of residues

Asked = list[tuple[str, tuple[str, ...]]]  # of each verdict told its definition, and what is missing
Verdicts = Callable[[Asked], tuple[Seen, ...]]


class Telling:
    """What is told of rows, in the terms of a lawbook's tables."""

    def __init__(self, store: Store | None, made: Compiled, scaffolds: list[int] | None = None) -> None:
        """``scaffolds``: the number in the lawbook's tables of each that is asked about, where that is not all."""
        self._store, self.made, self._scaffolds = store, made, scaffolds
        self._names: dict[bytes, str] = Memory(_MOST_KEPT)

    @property
    def store(self) -> Store:
        """The lawbook. Of tables of definitions alone there is none."""
        assert self._store is not None
        return self._store

    def alone(self, told: list[int], codes: bytes) -> list[Verdict]:
        """The verdicts on the one row of a stream that tells of nothing else (asked: ``ASK_CLASSES``)."""
        ((_, head, rest),) = rows(told)
        return self.verdicts(self.asked(head, 4)[0], told, rest, codes)[0]

    def parts(self, head: tuple[int, ...], drawn: list[str], verdicts: Verdicts) -> list[Told]:
        """The parts that a head tells of, largest first, each drawn by its text; ``verdicts`` says what classes say of one."""
        parts: list[Told] = []
        at = 0
        while at < len(head):
            flags, group, fits, count = head[at : at + 4]
            at += 4
            same = self._group(group - 1, fits) if group else ()
            tautomer = self.made.drawing(group - 1) if group and group - 1 in self.made.tautomers else ""
            parents = []
            for place in range(at, at + 3 * count, 3):
                kind, parent, how = head[place : place + 3]
                parents += [(_KINDS[kind], key, fit) for key, fit in self._group(parent, how)]
            asked, at = self.asked(head, at + 3 * count)
            of = bool(flags & IN_A_SALT), bool(flags & LABELLED), bool(flags & ISOMER)
            own = Told(
                self.store, self.made, drawn[len(parts)], of, same, tuple(parents), verdicts(asked), tautomer
            )
            parts.append(own)
        return parts

    def asked(self, head: tuple[int, ...], at: int) -> tuple[Asked, int]:
        """Of each verdict told at a place its definition and what is missing; and where they end."""
        found: Asked = []
        definitions, strings = self.made.definitions, self.made.strings
        count, at = head[at], at + 1
        for _ in range(count):
            doubts = head[at + 1]
            stop = at + 2 + doubts
            missing = tuple([strings[number] for number in head[at + 2 : stop]]) if doubts else ()
            found.append((definitions[head[at]], missing))
            at = stop
        return found, at

    def _group(self, number: int, fits: int) -> tuple[tuple[str, bool | None], ...]:
        """The substances of a group, and how each covers what was asked; of tautomers no stereochemistry is compared."""
        group = self.made.groups[number]
        if number in self.made.tautomers:
            return tuple([(key, True) for key in group])
        return tuple([(key, _FITS[fits >> 2 * place & 3]) for place, key in enumerate(group)])

    def standing(self, verdicts: dict[str, Verdict]) -> list[Verdict]:
        """Those that yield to no other class."""
        if verdicts.keys().isdisjoint(self.made.yields):
            return list(verdicts.values())
        return [one for key, one in verdicts.items() if self._yielding(key, verdicts) != NOT_REACHED]

    def _yielding(self, key: str, verdicts: dict[str, Verdict]) -> str:
        """A definition's outcome where it yields to other classes."""
        if key not in verdicts:
            return NOT_REACHED
        if any(self._yielding(other, verdicts) == REACHED for other in self.made.yields.get(key, ())):
            return NOT_REACHED
        return verdicts[key].outcome

    # the words of one row -------------------------------------------------------------------------------------

    def verdicts(self, asked: Asked, told: list[int], at: int, codes: bytes) -> tuple[list[Verdict], int]:
        """The verdicts whose words stand at a place of a stream, and where they end."""
        found, known = {}, dict[tuple[int, ...], Trace]()
        for key, missing in asked:
            traces = self.traces(told, at, codes, known)
            core = _atoms(told[at + 2], told[at + 3])
            outcome = CANNOT_TELL if missing else REACHED
            found[key] = Verdict(key, outcome, self.scaffold(told[at]), core, traces, missing)
            at += VERDICT + NOTE * told[at + 1]
        return self.standing(found), at

    def scaffold(self, number: int) -> str:
        """The name of a scaffold that is told."""
        return self.made.names[number if self._scaffolds is None else self._scaffolds[number]]

    def traces(
        self, told: list[int], at: int, codes: bytes, known: dict[tuple[int, ...], Trace] | None = None
    ) -> tuple[Trace, ...]:
        """The notes of the verdict at a place, as :mod:`tidewaiter.classes.matcher` words them.

        ``known``: those of this part so far, for one molecule is often read by several versions of one law; None: of its
        words alone, without atoms.
        """
        strings = self.made.strings
        traces = []
        first = at + VERDICT
        for place in range(first, first + NOTE * told[at + 1], NOTE):
            limb, site, said, kind, value, length, low, high = told[place : place + NOTE]
            note = limb, site, said, kind, low, high
            if known is not None and (trace := known.get(note)) is not None:
                traces.append(trace)
                continue
            says = strings[said]
            if kind != A_PIECE:
                name = self._name(codes[value : value + length]) if kind == A_RESIDUE else "hydrogen"
                says = name if says in ("", f"({name})") else f"{name} {says}"
            trace = Trace(strings[limb], strings[site], says, () if known is None else _atoms(low, high))
            if known is not None:
                known[note] = trace
            traces.append(trace)
        return tuple(traces)

    def _name(self, code: bytes) -> str:
        name = self._names.get(code)
        if name is None:
            name = self._names[code] = self._known(code) or name_of(code)
        return name

    def _known(self, code: bytes) -> str | None:
        """The name of a residue that a listed structure has, in whatever order its atoms are told."""
        name = self.made.residues.get(code.hex())
        if name is None and "rdkit.Chem" not in sys.modules:  # once it is loaded, RDKit names one sooner
            from tidewaiter.met.shapes import shape_of

            name = self.made.shapes.get(shape_of(code))
        return name


class Meeting(Telling):
    """Reads one text at a time against all of a lawbook, whatever the day and the place. Threads may ask at once."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, compiled(store))
        self._idle: list[Reader] = [self._open()]

    def _open(self) -> Reader:
        return Reader(self.made.tables)

    @cached_property
    def known(self) -> Known:
        """The parts of listed drawings that are known again in any spelling."""
        from tidewaiter.met.known import Known  # few questions need them

        return Known(self.store, self.made)

    def reached(self, text: str) -> list[Reach] | None:
        """What a SMILES reaches, in every territory and at any time; None where RDKit must read it."""
        said = self._read(text, ASK_PARTS)
        if said is None:
            return None
        if said.marks & ~SETTLED:
            return self.known.reached(text)
        return self._reached(text, said.told, said.codes) if said.told else []

    def reads(self, text: str) -> bool:
        """Whether a text surely is a SMILES of whole molecules."""
        said = self._read(text, ASK_MARKS)
        return said is not None and not said.marks & (DOUBTFUL | LACKS)

    def classes(self, text: str) -> list[Seen] | None:
        """What class definitions say of a SMILES of one part, apart from all else; None where Python must judge."""
        said = self._read(text, ASK_CLASSES)
        if said is None or said.marks & (DOUBTFUL | CLASSES):
            return None
        drawn = _unlabelled(text)
        return [Seen(one, drawn) for one in self.alone(said.told, said.codes)] if said.told else []

    def _read(self, text: str, asked: int) -> Said | None:
        if not may_be_read(text):
            return None
        try:
            reader = self._idle.pop()
        except IndexError:
            reader = self._open()
        said = reader.read(text, asked)
        self._idle.append(reader)
        return said

    def _reached(self, text: str, told: list[int], codes: bytes) -> list[Reach]:
        ((_, head, rest),) = rows(told)
        place = rest + 1 + 2 * told[rest]
        spans = ((told[at], told[at + 1]) for at in range(rest + 1, place, 2))
        drawn = [_unlabelled(text[start : start + size]) for start, size in spans]
        texts = iter(drawn)

        def verdicts(asked: Asked) -> tuple[Seen, ...]:
            nonlocal place
            standing, place = self.verdicts(asked, told, place, codes)
            own = next(texts)
            return tuple(Seen(one, own) for one in standing)

        return Listings(self.store).all_of(self.parts(head, drawn, verdicts))


def may_be_read(text: str) -> bool:
    """Whether a text holds nothing but the signs that the compiled reader is given."""
    return text.isascii() and text.isprintable() and " " not in text


_LABEL = r"(?<=\[)[1-9]\d{0,2}(?=[A-Za-z])"


def _unlabelled(text: str) -> str:
    """A part as an answer draws it: without isotopes, and so without hydrogens that stand as atoms for their sake."""
    return re.sub(_LABEL, "", text) if "[" in text else text


_WORD = (1 << 64) - 1  # half of a set of atoms


@lru_cache(4096)  # several definitions, and versions of one, meet the same atoms
def _atoms(low: int, high: int) -> tuple[int, ...]:
    mask = (low & _WORD) | (high & _WORD) << 64
    found = []
    while mask:
        found.append((mask & -mask).bit_length() - 1)
        mask &= mask - 1
    return tuple(found)


def meeting_of(store: Store) -> Meeting | None:
    """The compiled reader over a lawbook; None where the library is not there: the Python engine answers alone."""
    from tidewaiter.errors import TidewaiterError

    try:
        return Meeting(store)
    except TidewaiterError:
        return None
