"""Integrity rules: what the records of a lawbook must agree on with each other.

Each rule is a small class whose docstring is the rule. It yields one :class:`LawbookError` a fault, with
file, line and mend. A rule marked ``slow`` reads structures with RDKit: it runs in ``law check`` and in the
tests, not when the lawbook is compiled for an answer.

Where two sources really differ, the difference is written into ``disagreements.csv`` and the rule passes; see
:class:`DisagreementIsKnown` for the kinds.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from copy import copy

from tidewaiter.errors import LawbookError
from tidewaiter.lawbook import rules_beside, rules_identity  # noqa: F401  (their rules count too)
from tidewaiter.lawbook.names import name_key
from tidewaiter.lawbook.records import ASKED, COUNTS, EVERY, NO_PARTY, Entry
from tidewaiter.lawbook.rule import Rule, at, begins_before, ends_after, overlapping, place
from tidewaiter.lawbook.whole import Records

DISAGREEMENTS = {
    "structure": "a name, a number and a structure do not describe one molecule",
    "formula": "the formula printed is not that of the structure kept",
    "CAS number": "one number stands on several substances",
    "check digit": "the law prints a number whose check digit fails",
    "same name": "one name is used for several substances",
    "same structure": "several entries of one list are one structure",
}
CASE_ASKS = frozenset(
    {"query", "from", "to", "jurisdiction", "on", "known-on", "amount", "concentration", "field"}
    | {"code", "origin", "loaded", "value", "quantity", "claim"}
)
CASE_EXPECTS = frozenset(
    {"status", "rung", "name", "cas", "outcome", "jurisdiction", "instrument", "list", "clause", "kind"}
    | {
        "basis",
        "since",
        "listed_from",
        "until",
        "listed_until",
        "documents",
        "exit_code",
        "days",
        "missing",
        "absent",
    }
)


def check(
    records: Records, classes: Collection[str] | None = None, *, slow: bool = False
) -> list[LawbookError]:
    """Every fault of the lawbook that a rule finds, in the order of files and lines.

    ``classes`` are the ids of the class definitions, where the caller has read them; otherwise the files
    found beside the records count. ``slow`` adds the rules that need a chemistry library.
    """
    book = copy(records)
    if classes is not None:
        book.classes = frozenset(classes)
    faults = [fault for rule in RULES if slow or not rule.slow for fault in rule().faults(book)]
    return sorted(faults, key=lambda fault: (fault.file, fault.line))


def _recorded(book: Records, kind: str) -> Iterator[tuple[frozenset[str], str]]:
    for item in book.disagreements:
        if item.kind == kind:
            yield frozenset(item.substances), item.reading


def _grouped(groups: Iterable[frozenset[str]], members: Collection[str]) -> bool:
    """Whether one recorded group holds all ``members``."""
    return any(group.issuperset(members) for group in groups)


# periods ------------------------------------------------------------------------------------------


class WithinInstrument(Rule):
    """The period of an entry, exception or measure lies inside the period of its instrument."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        held = [(f"entry {item.id}", item.instrument, item.period) for item in book.entries]
        held += [(f"measure {item.id}", item.instrument, item.period) for item in book.measures]
        held += [(f"exception {n}", item.instrument, item.period) for n, item in enumerate(book.exceptions)]
        held += [(f"limit {n}", item.instrument, item.period) for n, item in enumerate(book.limits)]
        for key, name, period in held:
            whole = book.instruments[name].period
            if begins_before(period, whole):
                message = f"it begins {period.since}, {name} only {whole.since}."
                yield at(book, key, message, "Mend 'from' here or in instrument.yml.")
            if ends_after(period, whole):
                ends = f"ends {period.until}" if period.until else "is open"
                message = f"its period {ends}, but {name} ended on {whole.until}."
                yield at(book, key, message, f"Write until {whole.until} or earlier.")


def _spells(book: Records) -> Iterator[tuple[Entry, Entry]]:
    """Pairs of entries of one list and one substance or class that are in force on a common day."""
    return overlapping(((one.instrument, one.list, one.covers), one.period, one) for one in book.entries)


def _effect(entry: Entry) -> tuple[frozenset[str], str]:
    return frozenset(entry.extensions), entry.threshold


class NoOverlap(Rule):
    """Two spells of one substance in one list never overlap."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        for first, second in _spells(book):
            if _effect(first) == _effect(second):
                spell = f"{first.period.since} until {first.period.until or 'today'}"
                stands = place(book, f"entry {first.id}")
                message = f"'{second.covers}' stands in list {second.list} from {spell} already ({stands})."
                yield at(book, f"entry {second.id}", message, "End the first spell where this one begins.")


class NoContradiction(Rule):
    """Entries of one list and one substance in force together have one effect: never last one wins."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        for first, second in _spells(book):
            if _effect(first) != _effect(second):
                same = set(first.extensions) == set(second.extensions)
                differ = "another threshold" if same else "other extensions"
                message = (
                    f"'{second.covers}' has {differ} in list {second.list} at the same time "
                    f"({place(book, f'entry {first.id}')})."
                )
                mend = "Keep the one that the law prints, or end one where the other begins."
                yield at(book, f"entry {second.id}", message, mend)


_AMOUNT = re.compile(r"(?i)\d\s*(?:µg|ug|mg|kg|g|t|lb|ml|litres?|l|gal)\b")


class ThresholdSaysHow(Rule):
    """A threshold with an amount says whether the amount itself counts: "at least" or "more than"."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        held = [(f"entry {item.id}", item.threshold) for item in book.entries]
        held += [(f"measure {item.id}", item.threshold) for item in book.measures]
        for key, threshold in held:
            for part in threshold.split(";"):
                if _AMOUNT.search(part) and "at least" not in part and "more than" not in part:
                    message = f"the threshold '{part.strip()}' does not say whether the amount itself counts."
                    yield at(book, key, message, "Write 'at least' or 'more than', as the text has it.")


class AnnouncedFirst(Rule):
    """A text is announced no later than it binds, unless the note calls it retroactive."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        for item in book.entries:
            since = item.period.since
            late = item.announced is not None and since.exact and item.announced > since.day
            if late and "retroactive" not in item.note.casefold():
                message = f"announced on {item.announced}, after it began to bind on {since}."
                mend = "Mend the day, or say 'retroactive' in the note."
                yield at(book, f"entry {item.id}", message, mend)


class DecisionBindsLater(Rule):
    """A treaty decision binds no earlier than it was taken."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        for item in book.decisions:
            binds = item.binds_from
            if binds is not None and binds.bound != "<=" and binds.day < item.decided:
                message = f"it binds from {binds}, before it was decided on {item.decided}."
                yield at(book, f"decision {item.id}", message, "Mend 'decided' or 'binds_from'.")


class OneMembership(Rule):
    """The spells in which one territory belongs to another never overlap."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        spells = (((one.part, one.whole), one.period, number) for number, one in enumerate(book.memberships))
        for first, second in overlapping(spells):
            one = book.memberships[second]
            message = f"{one.part} belongs to {one.whole} already ({place(book, f'membership {first}')})."
            mend = "End the first spell where this one begins."
            yield at(book, f"membership {second}", message, mend)


# what is named exists -----------------------------------------------------------------------------


class ClassesKnown(Rule):
    """The class that an entry names exists."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        for item in book.entries:
            if item.class_id and item.class_id not in book.classes:
                message = f"class '{item.class_id}' is unknown."
                mend = f"Write classes/{item.class_id}.yml or mend the id."
                yield at(book, f"entry {item.id}", message, mend)


class SubstancesKnown(Rule):
    """Every substance that an entry, name, exception, limit, commodity code, measure or decision points at exists."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        named: list[tuple[str, tuple[str, ...]]]
        named = [(f"entry {item.id}", (item.substance,)) for item in book.entries]
        named += [(f"name {item.substance} {item.name}", (item.substance,)) for item in book.names]
        named += [(f"exception {n}", (item.substance,)) for n, item in enumerate(book.exceptions)]
        named += [(f"code {n}", (item.substance,)) for n, item in enumerate(book.codes)]
        for n, one in enumerate(book.limits):
            drugs = (key for key in one.substances if key not in book.classes and key != EVERY)
            constituent = "" if one.counted in COUNTS else one.counted.removesuffix(ASKED)
            named.append((f"limit {n}", (*drugs, constituent, one.preparation)))
        named += [(f"silence {n}", item.substances) for n, item in enumerate(book.reasons)]
        for item in book.measures:
            named.append((f"measure {item.id}", tuple(x for x in item.substances if x not in book.classes)))
        named += [(f"decision {item.id}", item.substances) for item in book.decisions]
        for key, substances in named:
            for substance in substances:
                if substance and substance not in book.substances:
                    message = f"substance '{substance}' is unknown."
                    yield at(book, key, message, "Add it to substances.csv or mend the id.")


class LimitsDecide(Rule):
    """The drugs of a limit stand on its lists, and the preparation that it names on a list of the same instrument."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        lists: dict[tuple[str, str], set[str]] = defaultdict(set)
        for item in book.entries:
            lists[item.instrument, item.covers].add(item.list)
        for number, limit in enumerate(book.limits):
            for key in limit.substances:
                if key != EVERY and lists[limit.instrument, key].isdisjoint(limit.lists):
                    message = (
                        f"'{key}' stands on none of the lists {', '.join(limit.lists)} of {limit.instrument}."
                    )
                    yield at(book, f"limit {number}", message, "Mend 'lists' or 'substance'.")
            if limit.preparation and not lists[limit.instrument, limit.preparation]:
                message = f"'{limit.preparation}' stands on no list of {limit.instrument}."
                yield at(book, f"limit {number}", message, "Add its entry, or leave 'preparation' empty.")


class ImplementsKnown(Rule):
    """The treaty decision that an entry implements exists."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        known = {item.id for item in book.decisions}
        for item in book.entries:
            for decision in filter(None, (part.strip() for part in item.implements.split(";"))):
                if decision not in known:
                    message = f"decision '{decision}' is unknown."
                    yield at(book, f"entry {item.id}", message, "Add it to a decisions.csv or mend the id.")


class PartiesKnown(Rule):
    """A treaty whose Parties a measure asks for says who they are."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        held = {one.instrument for one in book.states}
        for item in book.measures:
            for named in (*item.origin, *item.destination):
                key = named.removeprefix(NO_PARTY)
                if key != named and key not in held and key not in book.vocabulary["territories"]:
                    message = f"'{key}' is no territory and has no states.csv."
                    mend = "Name a territory, or a treaty whose Parties are held."
                    yield at(book, f"measure {item.id}", message, mend)


class DisagreementIsKnown(Rule):
    """A recorded disagreement is of a known kind and speaks of substances that exist."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        for number, item in enumerate(book.disagreements):
            key = f"disagreement {number}"
            if item.kind not in DISAGREEMENTS:
                message = f"'{item.kind}' is no kind of disagreement."
                yield at(book, key, message, f"Use one of: {', '.join(DISAGREEMENTS)}.")
            for substance in item.substances:
                if substance not in book.substances:
                    message = f"substance '{substance}' is unknown."
                    yield at(book, key, message, "Add it to substances.csv, or delete this row.")


class CaseKeysKnown(Rule):
    """A case asks with the options of the command and expects keys of its answer."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        for item in book.cases:
            for part, given, known in (
                ("ask", item.ask, CASE_ASKS),
                ("expect", item.expect, CASE_EXPECTS),
            ):
                for key in given:
                    if key not in known:
                        message = f"'{part}' does not know the key '{key}'."
                        yield at(book, f"case {item.id}", message, f"Use: {', '.join(sorted(known))}.")


class LevelsAgree(Rule):
    """Dates cannot be verified by the text where the entry itself stands on memory."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        for item in book.entries:
            if item.source.verified == "memory" and item.dates_verified == "text":
                message = "verified from memory, yet its dates by the text."
                yield at(book, f"entry {item.id}", message, "Give both the level of what was read.")


# identity -----------------------------------------------------------------------------------------


class OneNameOneSubstance(Rule):
    """One name, in whatever spelling, names one substance only."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        recorded = defaultdict(list)
        for group, name in _recorded(book, "same name"):
            recorded[name_key(name)].append(group)
        held: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
        for substance in book.substances.values():
            held[name_key(substance.name)][substance.id] = substance.name, f"substance {substance.id}"
        for item in book.names:
            where = f"name {item.substance} {item.name}"
            held[name_key(item.name)].setdefault(item.substance, (item.name, where))
        for key, named in held.items():
            if len(named) > 1 and not _grouped(recorded[key], named):
                (_, first), *_, (name, where) = named.values()
                others = [substance for substance in named if named[substance][1] != where]
                message = f"the name '{name}' is also that of {', '.join(others)} ({place(book, first)})."
                mend = "Delete one, or record it in disagreements.csv as 'same name'."
                yield at(book, where, message, mend)
        for item in book.names:
            if not name_key(item.name):
                message = f"the name '{item.name}' holds no letter or digit."
                yield at(book, f"name {item.substance} {item.name}", message, "Delete the row.")


class CasNumberIsValid(Rule):
    """Every CAS number passes its check digit."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        from stdnum import casrn

        recorded = {(group, reading) for group, reading in _recorded(book, "check digit")}
        for item in book.substances.values():
            for cas in item.cas:
                known = (frozenset({item.id}), f"CAS {cas}") in recorded
                if not known and (not casrn.is_valid(cas) or casrn.compact(cas) != cas):
                    message = f"CAS number '{cas}' fails its check digit or form."
                    mend = "Write the law's number; if it errs itself, record it in disagreements.csv."
                    yield at(book, f"substance {item.id}", message, mend)


class OneCasOneSubstance(Rule):
    """A CAS number stands on one substance."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        recorded = defaultdict(list)
        for group, reading in _recorded(book, "CAS number"):
            recorded[reading].append(group)
        held: dict[str, list[str]] = defaultdict(list)
        for item in book.substances.values():
            for cas in dict.fromkeys(item.cas):
                held[cas].append(item.id)
        for cas, named in held.items():
            if len(named) > 1 and not _grouped(recorded[f"CAS {cas}"], named):
                first = place(book, f"substance {named[0]}")
                message = f"CAS number {cas} stands on {', '.join(named[:-1])} too ({first})."
                mend = "Keep one, or record it in disagreements.csv as 'CAS number'."
                yield at(book, f"substance {named[-1]}", message, mend)


class StructureHasSource(Rule):
    """A substance with a structure says where the structure came from."""

    def faults(self, book: Records) -> Iterator[LawbookError]:
        for item in book.substances.values():
            if item.smiles and not item.structure_from:
                message = f"nothing says where the structure of '{item.id}' came from."
                yield at(book, f"substance {item.id}", message, "Fill 'structure_from'.")


class FormulaAgrees(Rule):
    """The formula is that of the structure."""

    slow = True

    def faults(self, book: Records) -> Iterator[LawbookError]:
        from rdkit import Chem, rdBase
        from rdkit.Chem.rdMolDescriptors import CalcMolFormula

        recorded = {substance for group, _ in _recorded(book, "formula") for substance in group}
        with rdBase.BlockLogs():
            for item in book.substances.values():
                if not item.smiles:
                    continue
                mol = Chem.MolFromSmiles(item.smiles)
                key = f"substance {item.id}"
                if mol is None:
                    message = f"the structure of '{item.id}' cannot be read."
                    yield at(book, key, message, "Mend the SMILES.")
                elif item.id not in recorded and _atoms(CalcMolFormula(mol)) != _atoms(item.formula):
                    drawn = CalcMolFormula(mol)
                    message = f"the formula is {item.formula or 'empty'}, the structure's {drawn}."
                    yield at(book, key, message, "Mend one, or record it in disagreements.csv as 'formula'.")


_ELEMENT = re.compile(r"([A-Z][a-z]?)(\d*)")


def _atoms(formula: str) -> tuple[Counter[str], str]:
    """Atoms by element, and the charge, of a formula such as ``C18H19NO3+``."""
    body, charge = re.fullmatch(r"(.*?)([+-]\d*)?", formula, re.DOTALL).groups()  # type: ignore[union-attr]
    atoms: Counter[str] = Counter()
    for element, count in _ELEMENT.findall(body):
        atoms[element] += int(count or 1)
    return atoms, charge or ""


RULES = tuple(Rule.__subclasses__())  # these and those of the two files beside
