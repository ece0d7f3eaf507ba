"""The records of the lawbook: what a file says, once read and typed.

Everything the law does is a dated, cited record that never changes after reading. Named tuples, not dataclasses:
making sixteen dataclasses takes a tenth of the time that a cold answer has (docs/why.md).
"""

from __future__ import annotations

from datetime import date

from tidewaiter.dates import Period, Since
from tidewaiter.lawbook.contents import Strength, content_of, ingredient_of
from tidewaiter.rows import NamedTuple


class Source(NamedTuple):
    """Where a record comes from and how far that was checked."""

    cite: str  # official citation
    read: str  # what was actually read, with its address
    verified: str  # level, see vocabulary.yml: text, official, secondary, press, memory


class List(NamedTuple):
    """One list of an instrument: a schedule, table, category or annex."""

    key: str
    title: str
    kind: str  # narcotic, psychotropic, precursor, ...
    clause: str
    extensions: tuple[str, ...]  # what the list's general clause adds to each entry
    extension_clause: str
    destinations: tuple[str, ...] = ()  # it binds only goods bound for these territories; empty: any
    # lists of the territory's earlier instruments that it carries on under another key
    continues: tuple[str, ...] = ()
    apart: str = ""  # yes: it binds beside the other lists, whatever they name
    crossing: str = ""  # yes: it binds only goods that cross the border of its territory
    states: str = ""  # yes: it binds the members of a union, whose own law says what holds there
    # the list of another instrument that it goes on with, as that stood on the eve of its first day
    keeps: str = ""
    applies: str = ""  # the list of another instrument that binds here as it stands from day to day


class Coverage(NamedTuple):
    """How much of an instrument the lawbook holds, and up to which day it was checked."""

    status: str  # complete | partial
    missing: tuple[str, ...]
    verified_through: date

    def __str__(self) -> str:
        return self.status if not self.missing else f"{self.status} ({'; '.join(self.missing)})"


class Instrument(NamedTuple):
    """A text of law that lists things: an act, a regulation, a treaty, a catalogue."""

    key: str
    title: str
    citation: str
    issuer: str
    territory: str
    period: Period
    lists: dict[str, List]
    coverage: Coverage
    address: str
    note: str = ""
    not_in: tuple[str, ...] = ()  # parts of the territory in which it is no law
    # territories within the same border: goods between them and its own cross none
    border: tuple[str, ...] = ()


class Entry(NamedTuple):
    """One listing: this list names this substance (or class) from this day until that day."""

    id: str
    instrument: str
    list: str
    clause: str
    substance: str  # our substance id, or "" where the entry is a class
    class_id: str
    as_listed: str
    extensions: tuple[str, ...]
    period: Period
    announced: date | None
    threshold: str
    implements: str
    source: Source
    dates_verified: str
    note: str
    doubt: str = ""  # the open word or question that keeps the listing from being sure

    @property
    def covers(self) -> str:
        """What is listed: the substance's id or the class's."""
        return self.substance or self.class_id


OTHERS = "others"  # a kind of a reason: of goods that no list of the territory of its other kinds holds


class Reason(NamedTuple):
    """Why a territory may say nothing of a substance: its law was read for it, or is known and not held here."""

    territory: str
    why: str  # read | not_held
    substances: tuple[str, ...]  # empty: every substance of the kinds
    # of list that the law makes of which it speaks, or "any"; empty: of all; OTHERS among them: see `yields`
    kinds: tuple[str, ...]
    since: date | None
    until: date | None
    law: str  # the law that is not held
    note: str
    source: Source
    verified_through: date

    def covers(self, substances: frozenset[str], kinds: frozenset[str], day: date) -> bool:
        """Whether it speaks of any of some substances (by id, and by the kinds of the lists that they stand on anywhere)."""
        if (self.since and day < self.since) or (self.until and day >= self.until):
            return False
        if self.substances:
            speaks = not self.kinds or not kinds or not kinds.isdisjoint(self.kinds)
            return speaks and not substances.isdisjoint(self.substances)
        return "any" in self.kinds or not kinds.isdisjoint(self.kinds)

    def yields(self, own: frozenset[str]) -> bool:
        """Whether it speaks of the rest of a list alone, and the territory's own lists (by their kinds) hold the goods."""
        return OTHERS in self.kinds and not own.isdisjoint(self.kinds)


class Exception_(NamedTuple):  # noqa: N801 (the law's word; the language has taken the plain one)
    """Goods that the text takes out of a list's general clauses or classes, by name."""

    instrument: str
    lists: tuple[str, ...]  # empty: all lists of the instrument
    substance: str
    clause: str
    extensions: tuple[str, ...]
    period: Period
    source: Source
    note: str


class Limit(NamedTuple):
    """Up to which content a list leaves a preparation of its drug out, and what then speaks instead."""

    instrument: str
    lists: tuple[str, ...]  # whose entry of the drug leaves the preparation out
    clause: str
    substances: tuple[str, ...]  # the drugs, each by itself
    most: tuple[str, ...]  # "100 mg/unit", "1.8 g/100 ml", "2.5 %": any one of them; empty: any amount
    # base: the salt is not counted; together: the sum; both; or the constituent whose amount counts
    counted: str
    needs: tuple[str, ...]  # other | active | alone ..., see "preparation needs" of vocabulary.yml
    beside: tuple[str, ...]  # ingredients that must be in it, with the least of them: "atropine 1 %"
    forms: tuple[str, ...]  # what it must be put up as; empty: anything
    open: str  # what else the law asks, which no description tells
    border: str  # yes: the rules on import, export and transit bind such a preparation all the same
    preparation: str  # the listed preparation whose entry then binds; empty: it is left out
    period: Period
    source: Source
    note: str

    @property
    def shares(self) -> tuple[str, ...]:
        """How much it may hold in a dosage unit or a hundredth: any one of them."""
        return tuple(one for one in self.most if not one.endswith(A_PACK))

    @property
    def pack(self) -> str:
        """How much a pack may hold besides: "150 mg"; empty: the law asks nothing of the pack."""
        return next((one.removesuffix(A_PACK) for one in self.most if one.endswith(A_PACK)), "")

    @property
    def contents(self) -> tuple[Strength, ...]:
        """The contents of which any one is kept."""
        return tuple(map(content_of, self.shares))

    @property
    def ingredients(self) -> tuple[tuple[str, str], ...]:
        """The ingredients that must be in it, with the least of each."""
        return tuple(map(ingredient_of, self.beside))


class Measure(NamedTuple):
    """What a listing obliges to: a licence, a notification, a declaration, a prohibition."""

    id: str
    title: str
    effect: str
    instrument: str
    lists: tuple[str, ...]
    substances: tuple[str, ...]
    direction: str  # import | export | both | transit | domestic
    origin: tuple[str, ...]
    destination: tuple[str, ...]
    threshold: str  # none | listing | an amount
    document: str
    issued_by: str
    deadline: str
    period: Period
    clause: str
    source: Source
    note: str


class Substance(NamedTuple):
    """A thing with an identity: name, numbers, structure and where the structure came from."""

    id: str
    name: str
    kind: str  # molecule | mixture | natural | family | element
    cas: tuple[str, ...]
    smiles: str
    structure_from: str
    formula: str
    note: str


class Name(NamedTuple):
    """One more name of a substance, in any language, with its source."""

    substance: str
    name: str
    language: str
    source: str


class Member(NamedTuple):
    """What a family of substances holds by its name: a class that defines it, or a substance that is one of it."""

    family: str
    covers: str  # id of a class, or of a substance
    doubt: str  # what is open before a member of the family is within the class; empty: the class is the whole family


class Product(NamedTuple):
    """Something sold under a name of its own, with all its active substances."""

    name: str
    language: str
    actives: tuple[str, ...]  # ids of substances; names of those that are not in the lawbook
    doubt: str  # why something else may be meant
    doubt_in: tuple[str, ...]  # the territories on whose law alone the doubt turns; empty: any
    source: str
    verified: str
    note: str


class Decision(NamedTuple):
    """A treaty decision: who decided, when, and when it binds."""

    id: str
    instrument: str
    decided: date
    binds_from: Since | None
    substances: tuple[str, ...]
    source: Source
    note: str


class Assumption(NamedTuple):
    """A reading that the text leaves open: what we assumed, why, what follows."""

    id: str
    instrument: str
    question: str
    reading: str
    consequence: str
    source: str


class Membership(NamedTuple):
    """A territory that is under the law of a wider one."""

    part: str
    whole: str
    period: Period


A_PACK = "/pack"  # what an amount ends with that a pack may hold
COUNTS = frozenset({"base", "together", "base together"})  # what a limit counts, besides a constituent
ASKED = " asked"  # behind a constituent: it is asked where it is not told
EVERY = "any"  # of a limit's drugs: all that stand on its lists
PARTY, NEVER = "party", "no party"
NO_PARTY = "not "  # before a territory: one that is not under its law; before the key of a treaty: one that is no Party of it


class State(NamedTuple):
    """A state that is Party of a treaty, or is known to be none."""

    instrument: str
    state: str
    status: str  # party | no party
    period: Period
    source: Source
    note: str


class Code(NamedTuple):
    """A commodity code under which a substance is named; it covers other goods besides."""

    code: str
    nomenclature: str
    substance: str
    since: str  # as written: a day, a bound, or empty
    until: str
    source: str


class Case(NamedTuple):
    """A situation with the expected answer and who vouches for it."""

    id: str
    ask: dict[str, str]
    expect: dict[str, str]
    says: str
    read: str


class Disagreement(NamedTuple):
    """Two sources that do not say the same of a substance, recorded instead of silently resolved."""

    kind: str  # structure, formula, CAS number, same name, same structure
    substances: tuple[str, ...]
    reading: str  # what is said: a name, ``CAS 437-38-7``, a structure
    kept: str
    where: str = ""  # instrument and place of the reading
    reads_as: str = ""  # the structure that the reading gives
