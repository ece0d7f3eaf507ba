"""The question for a commodity code: what the goods are, the lines that take them, what must still be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tidewaiter.answer import CAUTION
from tidewaiter.asking.books import Books, Question
from tidewaiter.codes.answer import CANNOT_TELL, DECIDED, DEPENDS, LEVELS, NOTHING, Coded, Coder
from tidewaiter.codes.goods import Goods
from tidewaiter.codes.tables import Tables
from tidewaiter.errors import QuestionError
from tidewaiter.lawbook.place import lawbook_folder
from tidewaiter.substance.identify import as_structure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tidewaiter.contract.code import CodeAnswer, DeclaredOf
    from tidewaiter.contract.words import LawbookOf
    from tidewaiter.substance.identity import Candidate, Identity

WHICH = "which substance is meant"
NO_STRUCTURE = "the structure: none is held for this name (a biological, a mixture or a polymer)"


class Code(NamedTuple):
    """The code of what was asked, in one tariff on one day."""

    query: str
    identity: Identity
    coder: Coder
    coded: Coded
    declared: str
    lawbook: LawbookOf

    @property
    def summary(self) -> str:
        """The answer in one sentence."""
        code, tariff = dotted(self.coded.code), self.coder.edition.title
        if self.coded.outcome == DECIDED:
            unread = f" But {'; '.join(self.coded.missing)}." if self.coded.missing else ""
            return f"{code} in the {tariff}, by {self._rules()}.{unread}"
        known = f" {code} holds in any case." if code else ""
        if self.coded.outcome == DEPENDS:
            return f"Depends on: {'; '.join(self.coded.missing)}{known}"
        return f"Cannot tell: {'; '.join(self.coded.missing)}.{known}"

    def _rules(self) -> str:
        notes = self.coder.tables.notes
        return ", ".join(dict.fromkeys(notes[rule].cite for rule in self.coded.rules if rule in notes))

    def to_json(self) -> CodeAnswer:
        """As plain data: :class:`tidewaiter.contract.code.CodeAnswer`."""
        first, coded, notes = self.identity.candidates[0], self.coded, self.coder.tables.notes
        taken = coded.walk.steps[0].code if coded.walk.steps else ""
        usual = self.coder.tables.usual
        return {
            "query": self.query,
            "identity": {
                "status": self.identity.status, "rung": self.identity.rung, "name": first.name, "cas": first.cas,
                "smiles": first.smiles, "inchikey": "",
                "candidates": [{"name": c.name, "cas": c.cas, "smiles": c.smiles} for c in self.identity.candidates],
                "note": self.identity.note, "doubt": self.identity.doubt,
            },
            "to": self.coder.to,
            "edition": self.coder.edition.title,
            "on": self.coder.on.isoformat(),
            "summary": self.summary,
            "code": dotted(coded.code),
            "level": coded.level,
            "outcome": coded.outcome,
            "path": [
                {
                    "code": dotted(step.code), "text": step.label,
                    "rule": notes[step.rule].says if step.rule in notes else step.rule,
                    "cite": notes[step.rule].cite if step.rule in notes else step.rule,
                    "verified": notes[step.rule].verified if step.rule in notes else "text",
                }
                for step in coded.walk.steps
            ],
            "alternatives": [
                {"code": dotted(code), "text": label, "why_not": f"{dotted(taken)} goes before it: {self._why()}"}
                for code, label in coded.alternatives
            ],
            "questions": [
                {"id": one.id, "ask": one.ask, "then": {"yes": dotted(one.yes), "no": dotted(one.no)}}
                for one in coded.questions
            ],
            "missing": list(coded.missing),
            "assumed": [text for key, text in self.coder.tables.questions.items() if key in usual and key not in self.coder.answers],
            "declared": self._declared(),
            "lawbook": self.lawbook,
            "caution": CAUTION,
        }  # fmt: skip

    def _why(self) -> str:
        note = self.coder.tables.notes.get(self.coded.walk.steps[0].rule) if self.coded.walk.steps else None
        return note.cite if note else ""

    def _declared(self) -> DeclaredOf | None:
        if not self.declared:
            return None
        given, found = digits(self.declared), self.coded.code
        shared = min(len(given), len(found))
        if not found:
            return {"code": dotted(given), "agrees": None, "why": "no code was found to hold it against"}
        if given[:shared] == found[:shared]:
            return {
                "code": dotted(given),
                "agrees": True,
                "why": f"the first {shared} digits are those found",
            }
        at = next(step for step in self.coded.walk.steps if not given.startswith(step.code[: len(given)]))
        note = self.coder.tables.notes.get(at.rule)
        why = f"declared {dotted(given)}; the goods belong in {dotted(found)}: {at.label} ({note.cite if note else at.rule})"
        return {"code": dotted(given), "agrees": False, "why": why}


def code(books: Books, question: Question) -> Code:
    """``query`` or ``structure``; ``to``; ``on``, ``facts`` (names of questions, a minus before those denied), ``declared``,
    ``rules_only`` where given."""
    book = books.law
    query, structure = question.get("query") or "", question.get("structure") or ""
    if bool(query) == bool(structure):
        raise QuestionError("Give words or a structure.", "Just one of the two: each is an answer.")
    identity = as_structure(structure) if structure else book.identify(query)
    coder = coder_of(books, question)
    coded = code_of_identity(coder, identity, bool(question.get("rules_only")))
    return Code(query or structure, identity, coder, coded, question.get("declared") or "", books.lawbook)


def coder_of(books: Books, question: Question) -> Coder:
    """What codes goods as a question says: ``to``, ``on``, ``facts``."""
    on = books.law.question(on=question.get("on")).on
    return Coder(tables_of(books), question.get("to") or "HS", on, _facts(question))


def code_of_identity(coder: Coder, identity: Identity, only: bool) -> Coded:
    """The code of what a question is understood as."""
    return _one([coded_of(coder, one, only) for one in identity.candidates])


def tables_of(books: Books) -> Tables:
    """The tables of the lawbook, read once."""
    tables: Tables = books.law.store.once("codes", lambda: Tables(lawbook_folder(books.folder)))
    return tables


def coded_of(coder: Coder, one: Candidate, only: bool) -> Coded:
    """The code of one candidate; ``only``: by the rules alone, without what a law prints with a CAS number."""
    if not one.smiles:
        return NOTHING._replace(missing=(NO_STRUCTURE,))
    known = {} if only or one.contents is None or not one.contents.form else {"doses": True}
    return coder.knowing(known).code(Goods.read(one.smiles, coder.tables.words), cas="" if only else one.cas)


def _one(found: list[Coded]) -> Coded:
    """One answer of those of several candidates: what they share."""
    if len({(one.code, one.outcome) for one in found}) == 1:
        return found[0]
    codes = [one.code for one in found]
    shared = next(
        (
            codes[0][:n]
            for n in (10, 8, 6, 4)
            if len({code[:n] for code in codes}) == 1 and len(codes[0]) >= n
        ),
        "",
    )
    missing = tuple(dict.fromkeys((WHICH, *(why for one in found for why in one.missing))))
    outcome = CANNOT_TELL if all(one.outcome == CANNOT_TELL for one in found) else DEPENDS
    return found[0]._replace(code=shared, level=LEVELS.get(len(shared), ""), outcome=outcome, missing=missing)


def _facts(question: Question) -> dict[str, bool]:
    given: Iterable[str] = question.get("facts") or ()
    return {fact.removeprefix("-"): not fact.startswith("-") for fact in given}


def digits(text: str) -> str:
    """A code without dots and blanks.

    >>> digits("2933.39 99")
    '29333999'
    """
    return "".join(letter for letter in text if letter.isdigit())


def dotted(text: str) -> str:
    """A code with its dots.

    >>> dotted("2933399990"), dotted("29333")
    ('2933.39.99.90', '2933.3')
    """
    text = text.partition("~")[0]
    return ".".join(part for part in (text[:4], text[4:6], text[6:8], text[8:]) if part)
