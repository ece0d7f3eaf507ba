"""The compiled lawbook: one SQLite file that answers a question without parsing the sources.

Written once by :mod:`tidewaiter.lawbook.writer`; opened read-only. Records are kept as JSON and typed on first use.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from functools import cached_property, lru_cache
from itertools import count, groupby
from operator import itemgetter
from pathlib import Path

from tidewaiter.dates import Period
from tidewaiter.lawbook.codec import Reader
from tidewaiter.lawbook.connection import Connections
from tidewaiter.lawbook.names import name_key
from tidewaiter.lawbook.packing import unpacked
from tidewaiter.lawbook.records import (
    Assumption,
    Case,
    Decision,
    Entry,
    Exception_,
    Instrument,
    Limit,
    Measure,
    Membership,
    Reason,
    State,
    Substance,
)
from tidewaiter.memory import Memory
from tidewaiter.typed import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from tidewaiter.lawbook.beside import ActOfLaw, Event, Party, PartyInstrument, Point, Provision, Series

FORMAT = "62"  # raise it when the tables or the records change: older caches are then ignored

_KEPT = 20_000
_ASKED_SINGLY = 2_000  # names, before all are read at once: that takes as long
T = TypeVar("T")
_ENTRY, _INSTRUMENT, _EXCEPTION = Reader(Entry), Reader(Instrument), Reader(Exception_)
_MEASURE, _REASON, _MEMBERSHIP = Reader(Measure), Reader(Reason), Reader(Membership)
_SUBSTANCE, _DECISION, _LIMIT, _STATE = Reader(Substance), Reader(Decision), Reader(Limit), Reader(State)


def carriers_of(field: str, vocabulary: dict[str, dict[str, str]]) -> frozenset[str]:
    """The fields of law in which what is listed in a field is sought: itself alone where the vocabulary tells none."""
    told = vocabulary.get("carriers", {}).get(field, field)
    return frozenset(one.strip() for one in told.split(";"))


class Store:
    """Read access to a compiled lawbook. Cheap to open; records are read when asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connections = Connections(path)
        self._entries: dict[str, Entry] = {}
        self._listings: dict[str, tuple[Entry, ...]] = {}
        self._substances: dict[str, Substance] = {}
        self._measures: dict[str, tuple[Measure, ...]] = {}
        self._measured: dict[str, frozenset[str]] = {}
        # of a territory and kind: all, and by the substance that they name ("": those of every substance), numbered
        self._reasons: dict[tuple[str, str], tuple[list[Reason], dict[str, list[tuple[int, Reason]]]]] = {}
        self.routes: dict[Any, Any] = {}  # kept by tidewaiter.obligations
        self.reached: dict[tuple[str, bool], Any] = {}  # kept by tidewaiter.reached
        self.held: dict[str, Any] = {}  # the same
        self.prints: dict[str, Any] = {}  # kept by tidewaiter.advise
        self.isomers: Any = None  # kept by tidewaiter.reach
        self.listed: Any = None  # the same
        self._once, self._of_text = Memory(_KEPT), Memory(_KEPT)

    def reopen(self) -> None:
        """Open the file once more, in a process that was forked: no connection may be shared, what was read stays."""
        self._connections.reopen()

    @property
    def _connection(self) -> sqlite3.Connection:
        return self._connections.here()

    def _all(self, sql: str, *values: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, values).fetchall()

    def once(self, key: tuple[Any, ...], made: Callable[[], T]) -> T:
        """What follows from the lawbook and a key alone, when it is first asked for; :data:`_KEPT` are kept, then all are forgotten."""
        return self._once.recalled(key, made)

    def of_text(self, key: tuple[Any, ...], made: Callable[[], T]) -> T:
        """The same of what somebody typed, kept apart: many texts push out nothing that is asked of every one of them."""
        return self._of_text.recalled(key, made)

    def meta(self, key: str) -> str:
        """One value of the index's own record: ``version``, ``sha256``, ``day``."""
        found = self._all("SELECT value FROM meta WHERE key = ?", key)
        return str(found[0][0]) if found else ""

    def records(self, kind: str) -> Iterator[list[Any]]:
        """All records of a kind, untyped."""
        found = self._all("SELECT value FROM record WHERE kind = ?", kind)
        yield from json.loads(f"[{','.join([value for (value,) in found])}]")

    def record(self, kind: str, key: str) -> Any:
        """One record by its key, untyped; None where there is none."""
        found = self._all("SELECT value FROM record WHERE kind = ? AND id = ?", kind, key)
        return json.loads(found[0][0]) if found else None

    # typed records -------------------------------------------------------------------------------

    @cached_property
    def instruments(self) -> dict[str, Instrument]:
        """Instruments by key."""
        return {item.key: item for item in map(_INSTRUMENT, self.records("instrument"))}

    @cached_property
    def territories(self) -> list[str]:
        """Whose law the lawbook holds any of, in the order of the instruments."""
        return list(dict.fromkeys(item.territory for item in self.instruments.values()))

    def excepted(self) -> frozenset[str]:
        """The substances that any law takes out by name."""
        sql = "SELECT DISTINCT json_extract(value, ?) FROM record WHERE kind = 'exception'"
        return frozenset([one for (one,) in self._all(sql, f"$[{Exception_._fields.index('substance')}]")])

    @cached_property
    def exceptions(self) -> dict[str, list[Exception_]]:
        """Exceptions by instrument."""
        out: dict[str, list[Exception_]] = {}
        for item in map(_EXCEPTION, self.records("exception")):
            out.setdefault(item.instrument, []).append(item)
        return out

    @cached_property
    def limits(self) -> dict[str, tuple[Limit, ...]]:
        """By instrument, the contents up to which its lists leave preparations out, in the order of the file."""
        return {key: tuple(map(_LIMIT, rows)) for key, rows in (self.record("limits", "all") or {}).items()}

    @cached_property
    def beside(self) -> frozenset[str]:
        """The ingredients that limits of preparations ask for, as the limits name them."""
        rows = (one for limits in self.limits.values() for one in limits)
        return frozenset(name.casefold() for one in rows for name, *_ in one.ingredients)

    @cached_property
    def chemical(self) -> frozenset[str]:
        """Instruments that list molecules or classes of them, not plants or preparations alone."""
        return frozenset(self.record("chemical", "all") or ())

    @cached_property
    def weighed(self) -> frozenset[str]:
        """Substances that a list weighs by their purity: antimony trioxide in China."""
        return frozenset(self.record("weighed", "all") or ())

    def field_of(self, entry: Entry) -> str:
        """The field of law of a listing (drugs, precursors, watch); preparations belong to that of the other lists."""
        return self.fields_by_list[entry.instrument, entry.list]

    def kinds_of(self, fields: Collection[str]) -> frozenset[str]:
        """The kinds of list that some fields of law have."""
        return frozenset(kind for kind, field in self.vocabulary.get("fields", {}).items() if field in fields)

    def carriers(self, field: str) -> frozenset[str]:
        """The fields of national law in which what is listed in a field is sought."""
        return carriers_of(field, self.vocabulary)

    @cached_property
    def drug_law(self) -> frozenset[str]:
        """The fields of law that are one body with that of drugs."""
        return self.carriers("drugs")

    def fields(self, instrument: Instrument) -> frozenset[str]:
        """The fields of law of all lists of an instrument."""
        lists, key = self.fields_by_list, instrument.key
        return self.once((key, "fields"), lambda: frozenset(lists[key, one] for one in instrument.lists))

    @cached_property
    def fields_by_list(self) -> dict[tuple[str, str], str]:
        """The field of law of each list of each instrument."""
        fields, found = self.vocabulary.get("fields", {}), {}
        for instrument in self.instruments.values():
            for listed, own in instrument.lists.items():
                beside = (fields[one.kind] for one in instrument.lists.values() if one.kind in fields)
                found[instrument.key, listed] = fields.get(own.kind) or next(beside, own.kind)
        return found

    @cached_property
    def regimes(self) -> dict[tuple[str, str], tuple[str, str]]:
        """By instrument and list, the territory and regime of which its listings are a part: the control of drugs goes on where
        a substance is moved from precursors to drugs, that of a pollutant is no part of it."""
        regimes = self.vocabulary.get("regimes", {})
        return {
            (held.key, listed): (held.territory, regimes.get(own.kind, own.kind))
            for held in self.instruments.values()
            for listed, own in held.lists.items()
        }

    def reasons(self, territory: str, substances: frozenset[str] | None = None) -> list[Reason]:
        """Why a territory may say nothing; with ``substances``, what is said of all or of one of these by its id."""
        kind = "reasons" if substances is None or substances else "reasons of all"
        every, index = self._reasons_of(territory, kind)
        return every if substances is None else _of_any(("", *substances), index)

    def naming(self, territory: str, substances: frozenset[str]) -> list[Reason]:
        """Of these reasons those that name one of some substances, by its id."""
        if not substances:
            return []
        _, index = self._reasons_of(territory, "reasons")
        return [] if index.keys().isdisjoint(substances) else _of_any(substances, index)

    def _reasons_of(
        self, territory: str, kind: str
    ) -> tuple[list[Reason], dict[str, list[tuple[int, Reason]]]]:
        if (territory, kind) not in self._reasons:
            index: dict[str, list[tuple[int, Reason]]] = {}
            every = [_REASON(row) for row in self.record(kind, territory) or ()]
            for number, item in enumerate(every):
                for one in item.substances or ("",):
                    index.setdefault(one, []).append((number, item))
            self._reasons[territory, kind] = every, index
        return self._reasons[territory, kind]

    def last_change(self, on: date) -> str:
        """The last day up to ``on`` on which any listing began or ended: from then on all listings stand alike."""
        days: list[str] = self.record("days", "all") or []
        place = bisect_right(days, on.isoformat())
        return days[place - 1] if place else ""

    def measures_of(self, instrument: str) -> tuple[Measure, ...]:
        """An instrument's obligations."""
        if instrument not in self._measures:
            found = self._all("SELECT value FROM record WHERE kind = 'measures' AND id = ?", instrument)
            self._measures[instrument] = tuple(_MEASURE(v) for (text,) in found for v in json.loads(text))
        return self._measures[instrument]

    def measured(self, instrument: str) -> frozenset[str]:
        """The substances that an instrument's obligations name, each by itself."""
        if instrument not in self._measured:
            named = (one for measure in self.measures_of(instrument) for one in measure.substances)
            self._measured[instrument] = frozenset(named)
        return self._measured[instrument]

    @cached_property
    def decisions(self) -> list[Decision]:
        """Treaty decisions."""
        return [_DECISION(item) for item in self.records("decision")]

    @cached_property
    def events(self) -> list[Event]:
        """What was said, agreed or threatened, oldest first: told beside the measures, deciding nothing."""
        from tidewaiter.lawbook.beside import event_of

        return sorted(map(event_of, self.records("event")), key=lambda item: (item.day.first, item.id))

    @cached_property
    def acts(self) -> list[ActOfLaw]:
        """Single acts by which law was made, changed or ended."""
        from tidewaiter.lawbook.beside import act_of

        return [act_of(item) for item in self.records("act")]

    @cached_property
    def provisions(self) -> list[Provision]:
        """What laws lay down at large: who may, must or must not do what."""
        from tidewaiter.lawbook.beside import provision_of

        return [provision_of(item) for item in self.records("provision")]

    @cached_property
    def series(self) -> dict[str, Series]:
        """Series of published figures by id."""
        from tidewaiter.lawbook.beside import Series

        return {item[0]: Series(*item) for item in self.records("series")}

    @cached_property
    def points(self) -> list[Point]:
        """Published figures, in the order of series and period."""
        from tidewaiter.lawbook.beside import point_of

        return sorted(
            map(point_of, self.records("point")), key=lambda item: (item.series, item.last, item.first)
        )

    @cached_property
    def party_instruments(self) -> dict[str, PartyInstrument]:
        """Texts that list parties, by key."""
        from tidewaiter.lawbook.beside import party_instrument_of

        return {item.key: item for item in map(party_instrument_of, self.records("party instrument"))}

    @cached_property
    def parties(self) -> list[Party]:
        """Listed parties."""
        from tidewaiter.lawbook.beside import party_of

        return [party_of(item) for item in self.records("party")]

    @cached_property
    def assumptions(self) -> list[Assumption]:
        """Readings of ours."""
        return [Assumption(*item) for item in self.records("assumption")]

    @cached_property
    def cases(self) -> list[Case]:
        """Situations with the expected answer."""
        return [Case(*item) for item in self.records("case")]

    @cached_property
    def yields(self) -> dict[str, dict[str, bool]]:
        """Class -> the instruments whose listings come before it, and whether their classes do too, not only their names."""
        return dict(self.records("yields"))

    @cached_property
    def vocabulary(self) -> dict[str, dict[str, str]]:
        """Closed lists of terms."""
        return {item[0]: item[1] for item in self.records("vocabulary")}

    @cached_property
    def memberships(self) -> dict[str, list[tuple[str, Period]]]:
        """Territory -> the wider territories whose law it is under, each with its period."""
        out: dict[str, list[tuple[str, Period]]] = {}
        for item in map(_MEMBERSHIP, self.records("membership")):
            out.setdefault(item.part, []).append((item.whole, item.period))
        return out

    @cached_property
    def states(self) -> dict[str, dict[str, list[State]]]:
        """By treaty and state, since when it is Party, or that it is known to be none."""
        out: dict[str, dict[str, list[State]]] = {}
        for item in map(_STATE, self.records("state")):
            out.setdefault(item.instrument, {}).setdefault(item.state, []).append(item)
        return out

    def substance(self, key: str) -> Substance | None:
        """One substance by its id."""
        if key not in self._substances:
            found = self._all("SELECT value FROM record WHERE kind = 'substance' AND id = ?", key)
            if not found:
                return None
            self._substances[key] = _SUBSTANCE(json.loads(found[0][0]))
        return self._substances[key]

    def substances(self) -> Iterator[Substance]:
        """All substances."""
        for (key,) in self._all("SELECT id FROM record WHERE kind = 'substance'"):
            if found := self.substance(key):
                yield found

    @cached_property
    def mixtures(self) -> dict[str, str]:
        """The names of listed preparations by their ids."""
        return self.record("mixtures", "all") or {}

    def entry(self, key: str) -> Entry:
        """One entry by its id."""
        if key not in self._entries:
            self.read_entries((key,))
        return self._entries[key]

    def read_entries(self, keys: Iterable[str]) -> None:
        """Read some entries by their ids, all that are not yet read at once."""
        if wanted := [key for key in keys if key not in self._entries]:
            sql = "SELECT value FROM record WHERE kind = 'entry' AND id IN (SELECT value FROM json_each(?))"
            self._keep(value for (value,) in self._all(sql, json.dumps(wanted)))

    def _keep(self, values: Iterable[str]) -> None:
        self._entries.update((row[0], _ENTRY(row)) for row in json.loads(f"[{','.join(values)}]"))

    def of_territories(self, key: str, places: Collection[str]) -> bool:
        """Whether an entry, by its id, is of the law of some territories; of none named, of any."""
        return not places or self.instruments[self.entry(key).instrument].territory in places

    def entries(self) -> Iterator[Entry]:
        """All entries."""
        for (key,) in self._all("SELECT id FROM record WHERE kind = 'entry'"):
            yield self.entry(key)

    def listings(self, covers: str) -> tuple[Entry, ...]:
        """All entries that list a substance or class, in any territory and at any time."""
        if covers not in self._listings:
            of = "FROM listing CROSS JOIN record ON kind = 'entry' AND id = entry WHERE covers = ?"
            rows = self._all(f"SELECT id, value {of}", covers)
            self._keep(value for key, value in rows if key not in self._entries)
            self._listings[covers] = tuple([self._entries[key] for key, _ in rows])
        return self._listings[covers]

    # look-ups ------------------------------------------------------------------------------------

    def by_name(self, name: str) -> list[str]:
        """Substances that a name (in any spelling its key allows) names."""
        return list(self._under(name_key(name)))

    @cached_property
    def _under(self) -> Callable[[str], tuple[str, ...]]:
        # a text is cut in many ways, and its pieces are asked again; who asks of many goes on, and has all names read at once
        sql, asked = "SELECT substance FROM name WHERE key = ?", count()

        def under(key: str) -> tuple[str, ...]:
            if next(asked) < _ASKED_SINGLY:
                return tuple([row[0] for row in self._all(sql, key)])
            return self._by_key.get(key, ())

        return lru_cache(maxsize=_KEPT)(under)

    @cached_property
    def _by_key(self) -> dict[str, tuple[str, ...]]:
        rows = groupby(self._all("SELECT key, substance FROM name ORDER BY key, substance"), itemgetter(0))
        return {key: tuple([substance for _, substance in found]) for key, found in rows}

    def products_from(self, name: str) -> list[str]:
        """The names of products that go on behind a name."""
        key = name_key(name)
        sql = "SELECT json_extract(value, '$[0]') FROM record WHERE kind = 'product' AND id > ? AND id < ?"
        return [name for (name,) in self._all(sql, key, f"{key}\U0010ffff")]

    def by_print(self, text: str) -> list[str]:
        """The substance that a list prints under a text that is no other name: ``as_listed`` of its entries."""
        return [row[0] for row in self._all("SELECT substance FROM printed WHERE key = ?", name_key(text))]

    def by_cas(self, cas: str) -> list[str]:
        """Substances under a CAS number."""
        return [row[0] for row in self._all("SELECT substance FROM number WHERE cas = ?", cas)]

    def by_skeleton(self, key: str) -> list[str]:
        """Substances under a structural key."""
        return list(self._of_skeleton(key))

    @cached_property
    def _of_skeleton(self) -> Callable[[str], tuple[str, ...]]:
        """The same, remembered: the formula of one part is asked for again and again."""
        sql = "SELECT substance FROM skeleton WHERE key = ?"
        return lru_cache(maxsize=_KEPT)(lambda key: tuple([row[0] for row in self._all(sql, key)]))

    def by_code(self, code: str) -> list[tuple[str, str, str, str, str]]:
        """Substances named under a commodity code: (substance, nomenclature, code, source, until)."""
        sql = "SELECT substance, nomenclature, code, source, until FROM code WHERE code LIKE ? || '%'"
        return self._all(sql, code)

    def codes_of(self, substance: str) -> list[tuple[str, str, str, str, str]]:
        """Codes under which a substance is named: (nomenclature, code, since, until, source)."""
        sql = "SELECT nomenclature, code, since, until, source FROM code WHERE substance = ?"
        return self._all(sql, substance)

    def names_of(self, substance: str) -> list[tuple[str, str]]:
        """Every name of a substance, with its language."""
        return self._all("SELECT name, language FROM name WHERE substance = ?", substance)

    def all_names(self) -> list[tuple[str, str]]:
        """Every name with one substance that bears it."""
        return self._all("SELECT name, substance FROM name")

    def all_spellings(self) -> list[tuple[str, str]]:
        """Every key that spellings of languages share, with the substances under it, between spaces."""
        return self._all("SELECT key, substances FROM spelling")

    def by_spelling(self, *keys: str) -> dict[str, list[str]]:
        """Substances under those of some keys that spellings of languages share (:mod:`tidewaiter.substance.tables.spelt`)."""
        sql = "SELECT key, substances FROM spelling WHERE key IN (SELECT value FROM json_each(?))"
        return {key: found.split() for key, found in self._all(sql, json.dumps(keys))}

    @cached_property
    def name_keys(self) -> list[str]:
        """The keys of all names, then those of products, each once: what is suggested is near one of them."""
        keys = self._all("SELECT key FROM name UNION ALL SELECT id FROM record WHERE kind = 'product'")
        return list(dict.fromkeys(key for (key,) in keys))

    def named(self, key: str) -> list[tuple[str, str]]:
        """Every name under a key with the substance that bears it, a product's as ``product NAME``."""
        found = self._all("SELECT name, substance FROM name WHERE key = ?", key)
        product = self.record("product", key)
        return [*found, (product[0], f"product {product[0]}")] if product else found

    def reaches(self, substance: str, *, drawn: bool = False) -> list[list[Any]]:
        """What was determined at compile time for a listed substance: asked by its name, or ``drawn``."""
        by_entry = {}
        for as_drawn, as_named in self._all("SELECT drawn, named FROM reach WHERE substance = ?", substance):
            told = [*unpacked(as_drawn), *(() if drawn else unpacked(as_named))]
            by_entry = {reach[0]: reach for reach in told}
        return list(by_entry.values())

    def fingerprints(self, least: int, most: int) -> list[tuple[str, bytes]]:
        """The fingerprints, as bytes, of the listed molecules whose counts add up to between two bounds."""
        sql = "SELECT substance, value FROM fingerprint WHERE total BETWEEN ? AND ?"
        return self._connection.execute(sql, (least, most)).fetchall()

    def close(self) -> None:
        """Close the file."""
        self._connections.close()


def _of_any(substances: Iterable[str], index: dict[str, list[tuple[int, Reason]]]) -> list[Reason]:
    """What an index has under any of some ids, once each, in the order of the files."""
    found = dict(pair for one in substances for pair in index.get(one, ()))
    return [found[number] for number in sorted(found)]
