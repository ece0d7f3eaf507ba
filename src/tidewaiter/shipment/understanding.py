"""What a line was understood as: each field climbs the ladder by itself, and disagreements are told.

A description is read as every question is (:mod:`tidewaiter.substance.identify`), so that `check` and a shipment
understand the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from tidewaiter.contract.shipment import FieldOf
from tidewaiter.declared import Declared, declared_in
from tidewaiter.errors import QuestionError, Uninstalled, Unresolved, tells_what_is_missing
from tidewaiter.lawbook.names import MAX_NAME
from tidewaiter.met.library import constitution
from tidewaiter.plain import picked
from tidewaiter.shipment.headings import plain_amount
from tidewaiter.shipment.shipment import Goods
from tidewaiter.substance.english import as_english
from tidewaiter.substance.identify import as_structure
from tidewaiter.substance.identity import Candidate, Identity
from tidewaiter.substance.names.systematic import Systematic, glossed, read_systematic_names
from tidewaiter.substance.words.words import Words

if TYPE_CHECKING:
    from tidewaiter.book import Book

FIELDS = ("structure", "cas", "description", "code")  # from the surest to the widest


_MOST = 12  # candidates that are told


class Understood(NamedTuple):
    """One field of a line, and what it means by itself."""

    field: str
    given: str
    status: str  # resolved | ambiguous | unresolved | unreadable | not_installed
    rung: str = ""
    candidates: tuple[Candidate, ...] = ()
    note: str = ""
    message: str = ""
    mend: str = ""
    suggestions: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()  # words of form in a description: tablets, solution, standard
    partial: bool = False  # only a part of the description was understood
    doubt: str = ""  # why something else may be meant than what was looked at

    def to_json(self) -> FieldOf:
        """As plain data."""
        names = "field given status rung as more note message mend did_you_mean forms partial doubt"
        given: dict[str, Any] = {
            "given": self.given[:500],
            "as": [picked("name cas smiles", one) for one in self.candidates[:_MOST]],
            "more": max(0, len(self.candidates) - _MOST),
            "did_you_mean": list(self.suggestions),
        }
        return cast("FieldOf", picked(names, self, **given))


class Understanding(NamedTuple):
    """A line's fields together: what to evaluate, and where the fields contradict each other."""

    fields: tuple[Understood, ...]
    candidates: tuple[tuple[Candidate, tuple[str, ...]], ...]  # with the fields that name it
    disagreements: tuple[tuple[str, str], ...]  # pairs of fields that name different things
    declared: Declared = Declared()  # what the description tells besides, where no field of its own does

    @property
    def unlooked(self) -> Understood | None:
        """A field that was not looked at for want of a library."""
        return next((one for one in self.fields if one.status == "not_installed"), None)

    def of(self, field: str) -> Understood | None:
        """One field's own meaning."""
        return next((one for one in self.fields if one.field == field), None)

    def filled(self, goods: Goods) -> Goods:
        """The line with the quantity and concentration that only its description tells."""
        told = {"quantity": plain_amount(self.declared.quantity), "concentration": self.declared.share}
        return goods.model_copy(update={key: value for key, value in told.items() if value})


class Reader:
    """Reads the fields of lines. Systematic names are read together beforehand: each run of OPSIN starts Java."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.words = Words(book.store)
        self._systematic: dict[str, Systematic] = {}
        self._unread = ""  # why systematic names are not read here

    def prepare(self, lines: Iterable[Goods]) -> None:
        """Read the systematic names among the descriptions of many lines in one run."""
        asked: list[str] = []
        for text in dict.fromkeys(goods.description for goods in lines if goods.description):
            try:
                self.book.identify(text, systematic=False)
            except Unresolved:
                for name in (text, *glossed(text)):
                    asked += as_english(name, self.book.dictionary.simplified(name), self.words)
            except QuestionError:
                continue  # told where the line is read
        found, self._unread = read_systematic_names([text for text in asked if len(text) <= MAX_NAME])
        self._systematic.update(found)

    def _names(self, texts: Sequence[str]) -> tuple[dict[str, Systematic], str]:
        return {text: self._systematic[text] for text in texts if text in self._systematic}, self._unread

    def understand(self, goods: Goods) -> Understanding:
        """What every field that a line gives means, and where they disagree."""
        found = []
        for field in FIELDS:
            text = getattr(goods, field)
            if text:
                found.append(
                    self._describe(text) if field == "description" else _field(field, text, self.book)
                )
        asked = [one for one in found if one.candidates and one.field != "code"]
        named = asked or [one for one in found if one.candidates]
        candidates: dict[str, tuple[Candidate, list[str]]] = {}
        for one in named:
            for candidate in one.candidates:
                key = candidate.substance or candidate.cas or candidate.smiles
                held, fields = candidates.get(key, (candidate, []))
                told = (
                    candidate if candidate.contents and not held.contents else held
                )  # a description tells more
                candidates[key] = told, [*fields, one.field]
        pairs = [(a.field, b.field) for n, a in enumerate(asked) for b in asked[n + 1 :] if not _agree(a, b)]
        evaluated = tuple((candidate, tuple(fields)) for candidate, fields in candidates.values())
        return Understanding(tuple(found), evaluated, tuple(pairs), self._declared(goods, evaluated))

    def _declared(self, goods: Goods, evaluated: Sequence[object]) -> Declared:
        """What a field says is not taken from the description too, nor is a share where several things are named."""
        told = declared_in(goods.description, self.book.store)
        given = goods.to_json().keys()  # those that could not be read among them
        if "quantity" in given:
            told = told._replace(quantity="", told="")
        return told._replace(share="") if "concentration" in given or len(evaluated) != 1 else told

    def _describe(self, text: str) -> Understood:
        """A description: read like every question, its words of form told beside."""
        try:
            named = self.book.identify(text, systematic=self._names)
            found = _readable(_understood("description", text, named), self.book)
        except QuestionError as why:
            found = _failed("description", text, why)
        return found._replace(forms=self.words.forms(text))


def _field(field: str, text: str, book: Book) -> Understood:
    if field == "code":
        return _code(text, book)
    if field == "structure" and not re.fullmatch(r"[A-Z]{14}-[A-Z]{10}-[A-Z]", text):
        try:
            return _readable(_understood(field, text, as_structure(text)), book)
        except QuestionError as why:
            return _failed(field, text, why)
    try:
        found = book.identify(text, systematic=False)
    except QuestionError as why:
        return _failed(field, text, why)
    if field == "cas" and found.rung != "CAS number":
        message = f"{text[:80]!r} is not a CAS number."
        return Understood(field, text, "unreadable", message=message, mend="Write it as 7732-18-5.")
    return _readable(_understood(field, text, found), book)


def _readable(one: Understood, book: Book) -> Understood:
    """A structure that cannot be drawn is a fault of its field, told before anything is asked of it."""
    for candidate in one.candidates:
        if not candidate.substance and candidate.smiles and not book.is_read_natively(candidate.smiles):
            try:
                _read_whole(candidate.smiles)
            except QuestionError as why:
                return _failed(one.field, one.given, why)
    return one


@tells_what_is_missing(lambda text: text)
def _read_whole(text: str) -> None:
    """Raises :class:`QuestionError` for a structure that cannot be read, or lacks hydrogens."""
    from tidewaiter.substance.structures.structure import read_structure

    structure = read_structure(text)
    if structure.lacking:
        raise structure.why_lacking()


def unlooked(goods: Goods, why: Uninstalled) -> Understanding:
    """A line none of whose fields was looked at, for want of a library."""
    given = {field: text for field in FIELDS if (text := getattr(goods, field))}
    return Understanding(tuple(_failed(field, text, why) for field, text in given.items()), (), ())


def _code(text: str, book: Book) -> Understood:
    """A commodity code: what is recorded under it or, where it is longer than what is recorded, under its beginning."""
    digits = re.sub(r"\D", "", text)
    try:
        return _understood("code", text, book.identify(f"code {digits}", systematic=False))
    except QuestionError as why:
        return _failed("code", text, why)


def _failed(field: str, text: str, why: QuestionError) -> Understood:
    status = why.code if isinstance(why, (Unresolved, Uninstalled)) else "unreadable"
    return Understood(field, text, status, message=why.message, mend=why.mend, suggestions=why.suggestions)


def _understood(field: str, text: str, found: Identity, note: str = "") -> Understood:
    unsure = f"not sure what is meant: {found.doubt}" if found.doubt else ""
    told = "; ".join(part for part in (note, found.note, unsure) if part)
    partial = bool(found.left)
    return Understood(
        field, text, found.status, found.rung, found.candidates, told, partial=partial, doubt=found.doubt
    )


# agreement ---------------------------------------------------------------------------------------------


def _agree(one: Understood, other: Understood) -> bool:
    """Whether two fields can mean the same goods: the same substance, or one a salt or form of the other."""
    if {c.substance for c in one.candidates} & {c.substance for c in other.candidates} - {""}:
        return True
    if {c.cas for c in one.candidates} & {c.cas for c in other.candidates} - {""}:
        return True
    if _drawn(one.candidates) & _drawn(other.candidates):  # surely the same: no chemistry library is needed
        return True
    parts = [_parts(field.candidates) for field in (one, other)]
    if not all(parts):
        return False
    return bool(parts[0] & parts[1])


def _drawn(candidates: tuple[Candidate, ...]) -> set[int]:
    """The constitutions of what is meant, of molecules of one part that are read natively."""
    single = (one.smiles for one in candidates[:12] if one.smiles and "." not in one.smiles)
    return {number for text in single if (number := constitution(text)) is not None}


def _parts(candidates: tuple[Candidate, ...]) -> set[str]:
    """The components of what is meant, flat: a salt agrees with its base, an isomer drawn with one drawn flat."""
    from tidewaiter.substance.structures.structure import read_structure

    found: set[str] = set()
    for candidate in candidates[:12]:
        if candidate.smiles:
            try:
                structure = read_structure(candidate.smiles)
            except QuestionError:
                continue
            largest = structure.components[0].heavy_atoms
            # a common counter-ion is no agreement: only parts at least half as large as the largest
            found |= {part.flat for part in structure.components if part.heavy_atoms * 2 >= largest}
    return found
