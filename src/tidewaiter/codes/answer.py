"""The code of goods, with the path to it, what was considered beside it, and what remains to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from tidewaiter.codes.tables import Edition, Printed, Tables
from tidewaiter.codes.tree import DIGITS, FURTHER, Step, Walk, others, walk
from tidewaiter.errors import QuestionError, UnknownTerritory, tells_what_is_missing
from tidewaiter.lawbook.codec import Reader

if TYPE_CHECKING:
    from tidewaiter.codes.goods import Goods
    from tidewaiter.substance.identity import Candidate, Identity

DECIDED, DEPENDS, CANNOT_TELL = "decided", "depends", "cannot_tell"
LEVELS = {4: "heading", 6: "subheading", 8: "national", 10: "national"}
MOVED = "HS-moved"


class Question(NamedTuple):
    """What no structure shows: the code for each answer."""

    id: str
    ask: str
    yes: str
    no: str


class Coded(NamedTuple):
    """The code of goods in one tariff.

    ``code``: as many digits as hold whatever the open questions are answered; ``level``: which digits these are;
    ``alternatives``: headings that would take the goods as well, with the one that took them.
    """

    code: str
    level: str
    outcome: str
    walk: Walk
    alternatives: tuple[tuple[str, str], ...]
    questions: tuple[Question, ...]
    missing: tuple[str, ...]

    @property
    def rules(self) -> tuple[str, ...]:
        """The notes that the steps rest on, each once."""
        return tuple(dict.fromkeys(step.rule for step in self.walk.steps))


_coded_of = Reader(Coded)


WHICH = "which substance is meant"
NO_CHEMICAL = "these goods are no chemical, and only chemicals and listed goods with a recorded code are classified here"
NO_STRUCTURE = "the structure: none is held for this name (a biological, a mixture or a polymer)"
COUNTER_ION = "which ion stands beside it: the charges drawn do not balance"
NATIONAL = {"cn": "EU CN"}  # the nomenclature of recorded codes, by tariff
NOTHING = Coded("", "", CANNOT_TELL, Walk((), (), ""), (), (), ())


class Coder:
    """The tables of one lawbook, put to goods for one territory on one day."""

    def __init__(self, tables: Tables, to: str, on: date, answers: Mapping[str, bool] | None = None) -> None:
        """``to``: EU, US or HS; ``answers``: by the names of ``questions.csv``. Raises :class:`QuestionError`."""
        self.tables = tables
        self.to = to.strip().upper()
        if self.to not in tables.editions:
            raise UnknownTerritory(
                f"No tariff of {to!r} is held.",
                f"Ask for one of {', '.join(tables.editions)}: HS is the same everywhere.",
            )
        self.edition: Edition = tables.editions[self.to]
        self.base: Edition = tables.editions["HS"]
        self.on = on
        self.past = tables.past(self.to, on)
        self.answers = dict(answers or {})
        if unknown := sorted(set(self.answers) - set(tables.questions)):
            raise QuestionError(
                f"Nothing is asked by {unknown[0]!r}.", f"Questions: {', '.join(tables.questions)}."
            )

    @property
    def title(self) -> str:
        """The edition whose digits are told."""
        if not self.past:
            return self.edition.title
        return (
            self.past[-1].title
            if self.edition is self.base
            else f"{self.edition.title} ({self.past[-1].title})"
        )

    def knowing(self, answers: Mapping[str, bool]) -> Coder:
        """The same, with what is known of the goods besides; what the asker stated goes before it."""
        return Coder(self.tables, self.to, self.on, {**answers, **self.answers}) if answers else self

    def code(self, goods: Goods, *, cas: str = "", alternatives: bool = True) -> Coded:
        """The code of goods; ``cas``: their CAS number, for what a law prints with it."""
        return self._told(self._coded(goods, alternatives), goods, cas)

    def held(self, text: str, cas: str) -> Coded | None:
        """The code of a structure that this installation holds worked out, where nothing more is known of the goods."""
        from tidewaiter.codes.held import held

        found = None if self.answers else held(self.tables, self.to, text)
        return None if found is None else self._told(_coded_of(found), None, cas)

    def undated(self, goods: Goods) -> Coded:
        """The code of goods by the lines held, whatever the day."""
        return self._coded(goods, alternatives=True)

    def _told(self, found: Coded, goods: Goods | None, cas: str) -> Coded:
        printed = self.tables.printed.get(cas) if cas and not any(self.answers.values()) else None
        return self._dated(self._as_printed(found, printed) if printed else found, goods)

    def recorded(self, one: Candidate) -> Coded:
        """The code of a listed thing without a structure, where one is recorded: as far as all that are recorded agree."""
        if not one.substance:
            return NOTHING._replace(missing=(NO_STRUCTURE if one.cas else NO_CHEMICAL,))
        national = self.tables.recorded(one.substance, NATIONAL.get(self.edition.tariff, ""), self.on)
        rows = national + [
            row
            for row in self.tables.recorded(one.substance, "HS", self.on)
            if not any(other.code.startswith(row.code) for other in national)
        ]
        if not rows:
            return NOTHING._replace(missing=(NO_STRUCTURE,))
        code = _shared([row.code for row in rows])
        code = code[: len(code) // 2 * 2]
        full = len(code) == DIGITS[self.edition.tariff]
        walk = Walk((Step(code, one.name, rows[0].source),), (), "")
        outcome, missing = (DECIDED, ()) if full else (CANNOT_TELL, (FURTHER,))
        return Coded(code, LEVELS.get(len(code), ""), outcome, walk, (), (), missing)

    def _as_printed(self, found: Coded, printed: Printed) -> Coded:
        """The code that a law prints for the substance, with that of the rules beside it where the two disagree."""
        code = printed.code[: DIGITS[self.edition.tariff]]
        if self.edition.tariff not in ("hs", printed.tariff) or found.code == code:
            return found
        steps = (Step(code, printed.name, printed.source),)
        beside = found.alternatives
        if found.code and not code.startswith(found.code):
            beside = ((found.code, "by the rules held here"), *beside)
        return Coded(code, LEVELS.get(len(code), ""), DECIDED, Walk(steps, (), ""), beside, (), ())

    def _coded(self, goods: Goods, alternatives: bool) -> Coded:
        found = walk(self.tables, goods, self.edition.tariff, self.answers)
        beside = self._beside(goods, found) if alternatives else ()
        missing: tuple[str, ...] = (found.ended,) if found.ended else ()
        if found.unread:
            missing += (
                f"not all names of {', '.join(found.unread)} could be read: look whether it stands there",
            )
        if goods.is_mixture:
            ask = "Is it one compound (a salt, a solvate, isomers of one compound), not a mixture?"
            asked = (Question("one_compound", ask, found.code, ""),)
            return Coded("", "", DEPENDS, found, beside, asked, (*missing, "the parts make no salt"))
        if goods.is_lone_ion:
            return NOTHING._replace(outcome=DEPENDS, missing=(COUNTER_ION,))
        if found.asked:
            return self._depends(goods, found, beside)
        digits = min(len(found.code) // 2 * 2, DIGITS[self.edition.tariff])
        outcome = CANNOT_TELL if found.ended else DECIDED
        return Coded(found.code[:digits], LEVELS.get(digits, ""), outcome, found, beside, (), missing)

    def _depends(self, goods: Goods, found: Walk, beside: tuple[tuple[str, str], ...]) -> Coded:
        """What holds whatever the answers are, and the code for each of them."""
        denied = {asked.question: False for asked in found.asked}
        left = walk(self.tables, goods, self.edition.tariff, {**self.answers, **denied}).code
        questions = []
        for asked in dict.fromkeys(found.asked):
            yes = walk(
                self.tables, goods, self.edition.tariff, {**self.answers, **denied, asked.question: True}
            ).code
            questions.append(
                Question(asked.question, self.tables.questions[asked.question], yes or asked.code, left)
            )
        code = _shared([left, *(one.yes for one in questions)])
        digits = len(code) // 2 * 2 if len(code) > 3 else 0
        missing = tuple(one.ask for one in questions)
        return Coded(code[:digits], LEVELS.get(digits, ""), DEPENDS, found, beside, tuple(questions), missing)

    def _beside(self, goods: Goods, found: Walk) -> tuple[tuple[str, str], ...]:
        if not found.steps:
            return ()
        taken = found.steps[0]
        return tuple((line.code, line.label) for line in others(self.tables, goods, taken.code))

    def _dated(self, one: Coded, goods: Goods | None) -> Coded:
        """The same, in the edition and by the digits that were in force on the day."""
        first = self.past[-1].since if self.past else self.base.since
        if not first <= self.on < self.base.until:
            return _cut(
                one, 4, f"the lines of the Harmonized System are held from {first} to {self.base.until}"
            )
        if not self.edition.since <= self.on < self.edition.until:
            why = f"the lines of the {self.edition.title} held here are those from {self.edition.since} to {self.edition.until}"
            one = _cut(one, 6, why)
        for edition in self.past:
            one = self._moved(one, edition.title, goods)
        return one

    def _moved(self, one: Coded, title: str, goods: Goods | None) -> Coded:
        """Where it stood in the edition before: several lines cut it to the digits that they share."""
        was = self._was(one.code, title, goods)
        asked = tuple(
            each._replace(
                yes=_shared(self._was(each.yes, title, goods)), no=_shared(self._was(each.no, title, goods))
            )
            for each in one.questions
        )
        if was == [one.code]:
            return one._replace(questions=asked)
        code = _shared(was)
        path = (*one.walk.steps, Step(code, f"in the {title}", MOVED)) if len(was) == 1 else one.walk.steps
        found = one._replace(code=code, questions=asked, walk=one.walk._replace(steps=path))
        if len(was) == 1:
            return found
        why = f"in the {title} it stood in {' or '.join(map(dotted, was))}"
        return _cut(found, len(code) // 2 * 2 if len(code) > 3 else 0, why, always=True)

    def _was(self, code: str, title: str, goods: Goods | None) -> list[str]:
        """The lines in which goods of a line, or of all lines that begin with some digits, stood in the edition before;
        ``goods``: None where they cannot be looked at, for want of RDKit."""
        moved = self.tables.moved.get(title, {})
        if len(code) == 6:
            for row in moved.get(code, ()):
                if row.condition and goods is None:
                    raise ModuleNotFoundError("The goods must be looked at.", name="rdkit")
                if (
                    row.condition is None
                    or goods is None
                    or any(map(row.condition, goods.organic or (goods.whole,)))
                ):
                    return list(row.was)
            return [code]
        within = {
            line
            for new, rows in moved.items()
            if code and new.startswith(code)
            for row in rows
            for line in row.was
        }
        return [code] if all(line.startswith(code) for line in within) else sorted({code, *within})


def _cut(one: Coded, digits: int, why: str, *, always: bool = False) -> Coded:
    """The same with the first digits alone, where it has more; ``always``: not told for sure in any case."""
    if len(one.code) <= digits and not always:
        return one
    outcome = DEPENDS if one.outcome == DEPENDS and not always else CANNOT_TELL
    return one._replace(
        code=one.code[:digits], level=LEVELS.get(digits, ""), outcome=outcome, missing=(*one.missing, why)
    )


@tells_what_is_missing(lambda coder, identity, **_: identity.query)
def code_of(coder: Coder, identity: Identity, *, only: bool = False) -> Coded:
    """The code of what a question is understood as: what its candidates share; ``only``: by the rules alone."""
    found = [_of_candidate(coder, one, only) for one in identity.candidates]
    if len({(one.code, one.outcome) for one in found}) == 1:
        return found[0]
    shared = _shared([one.code for one in found])
    digits = len(shared) // 2 * 2 if len(shared) > 3 else 0
    missing = tuple(dict.fromkeys((WHICH, *(why for one in found for why in one.missing))))
    outcome = CANNOT_TELL if all(one.outcome == CANNOT_TELL for one in found) else DEPENDS
    return found[0]._replace(
        code=shared[:digits], level=LEVELS.get(digits, ""), outcome=outcome, missing=missing
    )


def _of_candidate(coder: Coder, one: Candidate, only: bool) -> Coded:
    if not one.smiles:
        return NOTHING._replace(missing=(NO_STRUCTURE,)) if only else coder.recorded(one)
    known = {} if only or one.contents is None or not one.contents.form else {"doses": True}
    knowing, cas = coder.knowing(known), "" if only else one.cas
    try:
        from tidewaiter.codes.goods import Goods
    except ModuleNotFoundError:
        if (found := knowing.held(one.smiles, cas)) is None:
            raise
        return found
    return knowing.code(Goods.read(one.smiles, coder.tables.words), cas=cas)


def _shared(codes: list[str]) -> str:
    """What several codes begin with."""
    return "".join(each[0] for each in takewhile(lambda each: len(set(each)) == 1, zip(*codes, strict=False)))


def digits(text: str) -> str:
    """A code without dots and blanks.

    >>> digits("2933.39 99")
    '29333999'
    """
    return "".join(letter for letter in text if letter.isdigit())


def dotted(text: str) -> str:
    """A code with its dots; of a line without a number, that of the line above.

    >>> dotted("2933399990"), dotted("29333"), dotted("293339~12")
    ('2933.39.99.90', '2933.3', '2933.39')
    """
    text = text.partition("~")[0]
    return ".".join(part for part in (text[:4], text[4:6], text[6:8], text[8:]) if part)
