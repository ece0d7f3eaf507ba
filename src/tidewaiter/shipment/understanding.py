"""What a line was understood as: each field climbs the ladder by itself, and disagreements are told.

A declaration writes a name with its grade, form and packing. What is left when those words are taken away is
asked as a name; the answer says that it was read so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from tidewaiter.contract.shipment import FieldOf
from tidewaiter.errors import QuestionError, Unresolved
from tidewaiter.lawbook.names import MAX_NAME, name_key
from tidewaiter.shipment.shipment import Goods
from tidewaiter.substance.doubt import siblings
from tidewaiter.substance.identify import (
    Systematic,
    as_structure,
    as_systematic,
    read_systematic_names,
    unresolved,
)
from tidewaiter.substance.identity import Candidate, Identity
from tidewaiter.substance.salts import salt_of

if TYPE_CHECKING:
    from tidewaiter.book import Book

FIELDS = ("structure", "cas", "description", "code")  # from the surest to the widest


class Understood(NamedTuple):
    """One field of a line, and what it means by itself."""

    field: str
    given: str
    status: str  # resolved | ambiguous | unresolved | unreadable
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
        return {
            "field": self.field,
            "given": self.given[:500],
            "status": self.status,
            "rung": self.rung,
            "as": [{"name": c.name, "cas": c.cas, "smiles": c.smiles} for c in self.candidates[:12]],
            "more": max(0, len(self.candidates) - 12),
            "note": self.note,
            "message": self.message,
            "mend": self.mend,
            "did_you_mean": list(self.suggestions),
            "forms": list(self.forms),
            "partial": self.partial,
            "doubt": self.doubt,
        }


class Understanding(NamedTuple):
    """A line's fields together: what to evaluate, and where the fields contradict each other."""

    fields: tuple[Understood, ...]
    candidates: tuple[tuple[Candidate, tuple[str, ...]], ...]  # with the fields that name it
    disagreements: tuple[tuple[str, str], ...]  # pairs of fields that name different things

    def of(self, field: str) -> Understood | None:
        """One field's own meaning."""
        return next((one for one in self.fields if one.field == field), None)


class Reader:
    """Reads the fields of lines. Systematic names are read together beforehand: each run of OPSIN starts Java."""

    def __init__(self, book: Book, words: dict[str, Any]) -> None:
        self.book = book
        self.words = words
        self.systematic: dict[str, Systematic] = {}
        self.unread = ""  # why systematic names are not read here
        drop = sorted({w for kind in ("forms", "grades") for w in words.get(kind, ())}, key=len, reverse=True)
        self._noise = re.compile("|".join(map(_word, drop)), re.IGNORECASE) if drop else None

    def prepare(self, lines: Iterable[Goods]) -> None:
        """Read the systematic names among the descriptions of many lines in one run."""
        asked: list[str] = []
        for text in dict.fromkeys(goods.description for goods in lines if goods.description):
            known = self._quick(text) or self._parts(text)
            if known is None or known.partial:
                asked += [text, self._bare(text)]
        found, self.unread = read_systematic_names([text for text in asked if len(text) <= MAX_NAME])
        self.systematic.update(found)

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
                candidates.setdefault(key, (candidate, []))[1].append(one.field)
        pairs = [(a.field, b.field) for n, a in enumerate(asked) for b in asked[n + 1 :] if not _agree(a, b)]
        evaluated = tuple((candidate, tuple(fields)) for candidate, fields in candidates.values())
        return Understanding(tuple(found), evaluated, tuple(pairs))

    # descriptions ------------------------------------------------------------------------------------

    def _describe(self, text: str) -> Understood:
        """A name as it stands; without its words of form, grade and packing; or the listed names in it."""
        forms = tuple(form for form in self.words.get("forms", ()) if _holds(text, form))
        parts = None if (found := self._quick(text)) else self._parts(text)
        if (
            found is None
        ):  # nothing but listed names come before a systematic name, a part of the words after it
            found = parts if parts and not parts.partial else self._systematic(text) or parts
        if found is None:
            why = unresolved(text, self.book.store, self.unread, hints=True)
            found = _failed("description", text, why)
        return found._replace(forms=forms)

    def _quick(self, text: str) -> Understood | None:
        """What the lists and the dictionary know. Of a number or structure that is none, the fault."""
        try:
            return _readable(_understood("description", text, self.book.identify(text, systematic=False)))
        except Unresolved:
            pass
        except QuestionError as why:
            return _failed("description", text, why)
        part = self._bare(text)
        store = self.book.store
        if (
            store.by_name(part)
            or store.record("product", name_key(part))
            or salt_of(part, store)[0]
            or (len(part) > 3 and (self.book.dictionary.by_name(part) or siblings(part, store)))
        ):
            note = f"read as {part!r}: the other words tell form, grade, quantity or packing"
            return _understood("description", text, self.book.identify(part, systematic=False), note)
        return None

    def _bare(self, text: str) -> str:
        """A description without its words of form, grade, quantity and packing."""
        kept = _CUTS.sub(" ", _NOISE.sub(" ", text))
        kept = self._noise.sub(" ", kept) if self._noise else kept
        return " ".join(kept.split()).strip(" ,.-:")

    def _systematic(self, text: str) -> Understood | None:
        for part in (text, self._bare(text)):
            if read := self.systematic.get(part):
                found = as_systematic(text, part, read, self.book.store)
                return _readable(
                    _understood("description", text, found, "" if part == text else f"read as {part!r}")
                )
        return None

    def _parts(self, text: str) -> Understood | None:
        """Listed names among the words. Where words are left over, only a part of the description is understood."""
        listed, rest = _listed_in(text, self.book)
        if not listed:
            return None
        partial = bool(name_key(self._bare(rest)))
        note = f"only {', '.join(map(repr, listed))} was understood of these words" if partial else ""
        found = [c for name in listed for c in self.book.identify(name, systematic=False).candidates]
        once = tuple(dict.fromkeys(found))
        status = "resolved" if len(once) == 1 else "ambiguous"
        return Understood("description", text, status, "listed name", once, note, partial=partial)


def _field(field: str, text: str, book: Book) -> Understood:
    if field == "code":
        return _code(text, book)
    if field == "structure" and not re.fullmatch(r"[A-Z]{14}-[A-Z]{10}-[A-Z]", text):
        try:
            return _readable(_understood(field, text, as_structure(text)))
        except QuestionError as why:
            return _failed(field, text, why)
    try:
        found = book.identify(text, systematic=False)
    except QuestionError as why:
        return _failed(field, text, why)
    if field == "cas" and found.rung != "CAS number":
        message = f"{text[:80]!r} is not a CAS number."
        return Understood(field, text, "unreadable", message=message, mend="Write it as 7732-18-5.")
    return _readable(_understood(field, text, found))


def _readable(one: Understood) -> Understood:
    """A structure that cannot be drawn is a fault of its field, told before anything is asked of it."""
    for candidate in one.candidates:
        if not candidate.substance and candidate.smiles:
            from tidewaiter.substance.structure import read_structure

            try:
                structure = read_structure(candidate.smiles)
                if structure.lacking:
                    raise structure.why_lacking()
            except QuestionError as why:
                return _failed(one.field, one.given, why)
    return one


def _code(text: str, book: Book) -> Understood:
    """A commodity code: what is recorded under it or, where it is longer than what is recorded, under its beginning."""
    digits = re.sub(r"\D", "", text)
    fault: QuestionError | None = None
    for length in dict.fromkeys((len(digits), 8, 6)):
        if length <= len(digits):
            try:
                return _understood("code", text, book.identify(f"code {digits[:length]}", systematic=False))
            except QuestionError as why:
                fault = fault or why
    return _failed("code", text, fault or Unresolved(f"{text!r} is not a commodity code."))


def _failed(field: str, text: str, why: QuestionError) -> Understood:
    hints = why.suggestions if isinstance(why, Unresolved) else ()
    status = "unresolved" if isinstance(why, Unresolved) else "unreadable"
    return Understood(field, text, status, message=why.message, mend=why.mend, suggestions=tuple(hints))


def _understood(field: str, text: str, found: Identity, note: str = "") -> Understood:
    unsure = f"not sure what is meant: {found.doubt}" if found.doubt else ""
    told = "; ".join(part for part in (note, found.note, unsure) if part)
    return Understood(field, text, found.status, found.rung, found.candidates, told, doubt=found.doubt)


def _holds(text: str, word: str) -> bool:
    return re.search(_word(word), text, re.IGNORECASE) is not None


def _word(word: str) -> str:
    return rf"(?<!\w){re.escape(word)}(?!\w)" if word.isascii() else re.escape(word)


_NOISE = re.compile(
    r"\d[\d.,]*\s*(?:%|mg|µg|ug|kg|g|ml|l|ppm|mm)(?:\s*/\s*\w+)?(?!\w)|\b\d+\s*x\b|[≥>=<~®™]", re.IGNORECASE
)
_CUTS = re.compile(r"[;|\n\r\t/]|,\s|\s-\s|[()（）【】，；、]")


def _listed_in(text: str, book: Book) -> tuple[list[str], str]:
    """Listed names among the words, the longest first, no word twice; and the words that are left."""
    pieces = re.split(r"[\s;|,/()（）【】，；、]+", text)[:60]
    found: list[str] = []
    used: set[int] = set()
    for size in range(min(6, len(pieces)), 0, -1):
        for start in range(len(pieces) - size + 1):
            span = set(range(start, start + size))
            run = " ".join(pieces[start : start + size]).strip(" .-:")
            if (len(run) > 3 or not run.isascii()) and not span & used and book.store.by_name(run):
                used |= span
                found.append(run)
    return found, " ".join(piece for n, piece in enumerate(pieces) if n not in used)


# agreement ---------------------------------------------------------------------------------------------


def _agree(one: Understood, other: Understood) -> bool:
    """Whether two fields can mean the same goods: the same substance, or one a salt or form of the other."""
    if {c.substance for c in one.candidates} & {c.substance for c in other.candidates} - {""}:
        return True
    if {c.cas for c in one.candidates} & {c.cas for c in other.candidates} - {""}:
        return True
    parts = [_parts(field.candidates) for field in (one, other)]
    if not all(parts):
        return False
    return bool(parts[0] & parts[1])


def _parts(candidates: tuple[Candidate, ...]) -> set[str]:
    """The components of what is meant, flat: a salt agrees with its base, an isomer drawn with one drawn flat."""
    from tidewaiter.substance.structure import read_structure

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
