"""A lawbook that is open: what it understands of a question about one substance, reaches and answers.

>>> book = Book.load()
>>> answer = book.check("fentanyl", jurisdictions=["UN"], on="2020-01-01")
>>> sorted({control.list for control in answer.controls})
['I']
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import chain

from tidewaiter.amounts import Amount
from tidewaiter.answer import Answer, Consulted, Freshness, Later, Relatives, told_once
from tidewaiter.dates import HORIZON_DAYS, asked_day
from tidewaiter.declared import Declared, declared_in
from tidewaiter.determine import Control, determine
from tidewaiter.errors import QuestionError, UnknownField, UnknownTerritory, Unreadable, tells_what_is_missing
from tidewaiter.fields import by_field
from tidewaiter.freshness import consulted, freshness
from tidewaiter.lawbook.choosing import ready
from tidewaiter.lawbook.place import cache_folder, compiled, lawbook_folder, same_lawbook, state
from tidewaiter.lawbook.store import FORMAT, Store
from tidewaiter.memory import Memory
from tidewaiter.other_law import bearing_on
from tidewaiter.question import Question, wider
from tidewaiter.reach.kin import of_kin, unnamed
from tidewaiter.reach.listed import by_its_base
from tidewaiter.reached import Reach, Reached, listed_reaches
from tidewaiter.silence import NO_LAW, Silence, left_beside, silences, sought
from tidewaiter.substance.as_drawn import AsDrawn
from tidewaiter.substance.identify import as_structure, identify
from tidewaiter.substance.identity import Candidate, Identity
from tidewaiter.substance.structures.smiles import reads_as_one
from tidewaiter.substance.structures.whole import never_silent
from tidewaiter.substance.words.route import Way, parted
from tidewaiter.typed import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pathlib import Path

    from tidewaiter.classes import Matcher
    from tidewaiter.codes.answer import Coder
    from tidewaiter.codes.beside import Beside
    from tidewaiter.codes.tables import Tables
    from tidewaiter.met.reading import Meeting
    from tidewaiter.substance.dictionary.general import Dictionary
    from tidewaiter.substance.names.systematic import Names

# how a text is read that is nothing but that
_WHOLE = frozenset({"listed name", "known synonym", "structure"})
_REMEMBERED = 512  # questions whose understanding is kept
_ALIASES = {"GB": "UK", "NI": "XI", "USA": "US", "PRC": "CN"}


class Book:
    """An open lawbook. Cheap to load, safe to keep, read-only."""

    def __init__(self, store: Store, folder: Path | None = None) -> None:
        self.store = store
        self.folder = folder  # where its files stand; None: the lawbook that is shipped
        self._understood: dict[str, Identity] = Memory(_REMEMBERED)

    @classmethod
    def load(cls, folder: str | os.PathLike[str] | None = None) -> Self:
        """Open the lawbook in ``folder`` (by default the one shipped), compiling its index if need be.

        Raises :class:`tidewaiter.errors.LawbookFaults` where a file of it is at fault.

        >>> Book.load().version != ""
        True
        """
        place = lawbook_folder(folder)
        mark, sources, latest = state(place, FORMAT)

        @tells_what_is_missing(lambda path: "")
        def build(path: Path) -> None:
            from tidewaiter.compile import compile_lawbook  # with all it needs: only after a change

            compile_lawbook(place, path)

        index = ready(
            cache_folder() / f"lawbook-{mark}.sqlite",
            sources,
            build,
            lambda path: same_lawbook(place, path),
            installed=compiled(f"lawbook-{FORMAT}", place, latest),
            notice="Compiling the lawbook, once after an installation or a change: half a minute or more ...",
        )
        return cls(Store(index), place)

    @cached_property
    def version(self) -> str:
        """The lawbook's version, by date."""
        return self.store.meta("version")

    @cached_property
    def sha256(self) -> str:
        """The lawbook's hash: with the question, it reproduces an answer."""
        return self.store.meta("sha256")

    @property
    def day(self) -> date:
        """The last day up to which any instrument was checked."""
        return date.fromisoformat(self.store.meta("day"))

    @property
    def today(self) -> date:
        """The day on which a question without a day is asked."""
        return date.today()

    @cached_property
    def dictionary(self) -> Dictionary:
        """The general dictionary of names."""
        from tidewaiter.substance.dictionary import dictionary

        return dictionary()

    @cached_property
    def meeting(self) -> Meeting | None:
        """The compiled reader of structures; None where it is not built here: then RDKit reads all of them."""
        from tidewaiter.met.reading import meeting_of

        return meeting_of(self.store)

    def is_read_natively(self, smiles: str) -> bool:
        """Whether the compiled reader tells of a structure all that is asked of it; it is then whole."""
        return self.meeting is not None and self.meeting.reached(smiles) is not None

    @cached_property
    def matcher(self) -> Matcher:
        """The class definitions, ready to match."""
        from tidewaiter.reach.drawn import matcher_of

        return matcher_of(self.store)

    @cached_property
    def tariffs(self) -> Tables:
        """The lines of the tariffs for chemicals, and the words of their conditions."""
        from tidewaiter.codes.tables import Tables

        return Tables(lawbook_folder(self.folder))

    def coder(self, to: str = "HS", on: str | date | None = None, facts: Iterable[str] = ()) -> Coder:
        """What tells the commodity code of goods in a tariff (``EU``, ``US``, ``HS``) on a day; ``facts``: what no structure
        shows, by the names of its questions, a minus before what does not hold."""
        from tidewaiter.codes.answer import Coder

        answers = {fact.removeprefix("-"): not fact.startswith("-") for fact in facts}
        return Coder(self.tariffs, to, self._day(on) if on is not None else self.today, answers)

    # asking --------------------------------------------------------------------------------------

    @tells_what_is_missing(lambda book, query, **_: query)
    def identify(self, query: str, *, systematic: bool | Names = True) -> Identity:
        """What a name, number, structure or code is understood as, without what is said of the way of the goods; without
        ``systematic``, no Java is started."""
        return self._identified(query, self._way(query).goods, systematic)

    def _identified(self, query: str, goods: str, systematic: bool | Names = True) -> Identity:
        """What the ``goods`` of a question are understood as, which is all of it but the way that it tells; what left no doubt
        is remembered for a while."""
        found = self._understood.get(goods)
        if found is None:
            found = identify(goods, self.store, systematic=systematic, reads=self._is_drawing)
            if not found.doubt:
                self._understood[goods] = found
        return found if goods == query else found._replace(query=query)

    def _is_drawing(self, word: str) -> bool:
        return (self.meeting is not None and self.meeting.reads(word)) or reads_as_one(word)

    def _way(self, query: str) -> Way:
        return parted(query, self.store.vocabulary["territories"])

    def question(
        self,
        *,
        on: str | date | None = None,
        jurisdictions: Sequence[str] = (),
        origin: str = "",
        destination: str = "",
        known_on: str | date | None = None,
        amount: str = "",
        fields: Sequence[str] = (),
    ) -> Question:
        """Read the parts of a question; the day defaults to today."""
        day = self._day(on) if on is not None else self.today
        if not (jurisdictions or origin or destination or known_on or amount or fields):
            return self.store.once((day, "question"), lambda: self._question(day, self.store.territories))
        origin, destination = (self.territory(code) if code else "" for code in (origin, destination))
        if jurisdictions:
            places = self.territories(jurisdictions)
        elif origin or destination:
            places = [code for code in (origin, destination) if code]
            places.append("UN")
        else:
            places = self.store.territories
        known = self._day(known_on) if known_on is not None else None
        told = Amount.read(amount) if amount else None
        return self._question(day, places, origin, destination, known, told, self.fields(fields))

    def _question(
        self, day: date, places: Iterable[str], origin: str = "", destination: str = "", known_on: date | None = None,
        amount: Amount | None = None, fields: tuple[str, ...] = (),
    ) -> Question:  # fmt: skip
        asked = tuple(dict.fromkeys(places))
        consulted = self.store.once(("consulted of", asked, day), lambda: self._widened(asked, day))
        return Question(day, consulted, origin, destination, known_on, amount, asked, fields)

    def _widened(self, places: Iterable[str], day: date) -> tuple[str, ...]:
        """Some territories with all whose law binds there on a day."""
        reached: list[str] = []
        for place in places:
            reached.extend(wider(place, day, self.store))
            if place == "UK":
                reached.append("XI")  # a part of the United Kingdom with lists of its own
        return tuple(dict.fromkeys(reached))

    def fields(self, named: Iterable[str]) -> tuple[str, ...]:
        """Fields of law as the vocabulary writes them, in its order; several may stand in one text.

        >>> Book.load().fields(["Dual use,weapons"])
        ('weapons', 'dual use')

        Raises :class:`UnknownField`.
        """
        if not named:
            return ()
        named = [named] if isinstance(named, str) else named
        asked = {
            one.strip().casefold().replace("-", " ")
            for text in named
            for one in text.split(",")
            if one.strip()
        }
        known = tuple(dict.fromkeys(self.store.vocabulary.get("fields", {}).values()))
        if unknown := sorted(asked - set(known)):
            raise UnknownField(f"{unknown[0]!r} is not a field of law.", f"Fields: {', '.join(known)}.")
        return tuple(one for one in known if one in asked)

    def _day(self, day: str | date) -> date:
        last = max(self.day, self.today) + timedelta(HORIZON_DAYS)
        return asked_day(day if isinstance(day, str) else day.isoformat(), last)

    def territories(self, codes: Iterable[str]) -> list[str]:
        """Territories' codes as the lawbook writes them; several may stand in one text.

        >>> Book.load().territories(["UK,us", "CN"])
        ['UK', 'US', 'CN']
        >>> Book.load().territories("US")
        ['US']
        """
        codes = [codes] if isinstance(codes, str) else codes
        return [self.territory(code) for text in codes for code in text.split(",") if code.strip()]

    def territory(self, code: str) -> str:
        """A territory's code as the lawbook writes it. Raises :class:`UnknownTerritory`."""
        known = self.store.vocabulary["territories"]
        upper = code.strip().upper()
        upper = _ALIASES.get(upper, upper)
        if upper in known:
            return upper
        for key, name in known.items():
            if name.casefold() == code.strip().casefold():
                return key
        raise UnknownTerritory(f"{code!r} is not a territory.", "Use a two-letter ISO code, UN, EU or UK.")

    @tells_what_is_missing(lambda book, query="", *, structure="", **_: structure or query)
    def check(
        self,
        query: str = "",
        *,
        structure: str = "",
        on: str | date | None = None,
        jurisdictions: Sequence[str] = (),
        origin: str = "",
        destination: str = "",
        known_on: str | date | None = None,
        amount: str = "",
        concentration: str = "",
        fields: Sequence[str] = (),
        code: bool = False,
    ) -> Answer:
        """Tell for one substance whether it is controlled, by which clause, since when and why.

        ``query`` is a name in any listed language, a CAS number, SMILES, InChI, MOL block, InChIKey or
        commodity code; ``structure``, in its place, a structure that is never taken for a name (``CN`` is
        methylamine, and the name of a tear gas); ``code``: whether the JSON has the commodity code; ``on`` an ISO day; ``jurisdictions`` territory codes (all,
        if neither they nor a route are given); ``concentration`` how much of the goods the substance is (``25 %``); ``fields``
        of law (``weapons``, ``dual use``; all, if none is given). Raises :class:`tidewaiter.errors.QuestionError` for what cannot be understood.

        >>> Book.load().check("50-00-1", on="2020-01-01")
        Traceback (most recent call last):
        tidewaiter.errors.Unreadable: 50-00-1 is not a CAS number: its check digit should be 0. Copy the number again, or ask by name or structure.
        """
        question = self.question(
            on=on,
            jurisdictions=jurisdictions,
            origin=origin,
            destination=destination,
            known_on=known_on,
            amount=amount,
            fields=fields,
        )
        named, comes, goes = self._way(query)
        if comes or goes:  # what is said apart stands
            comes, goes = "" if question.origin else comes, "" if question.destination else goes
            start, end = question.origin or comes, question.destination or goes
            question = question._replace(origin=start, destination=end)
        identity = _asked(query, structure) or self._identified(query, named)
        whole = structure or identity.rung in _WHOLE
        told = Declared() if whole else declared_in(named, self.store)
        if amount:
            told = told._replace(quantity="", told="")  # what is said apart stands
        elif told.amount:
            question = question._replace(amount=Amount.read(told.amount))
        if concentration:
            from tidewaiter.substance.amounts.strength import share_of_goods  # few questions tell one

            if not told.tells(share := share_of_goods(concentration)):
                told = told._replace(share="")
                identity = identity.of_share(share)
        if comes or goes:
            told = told._replace(origin=comes, destination=goes)
        return self._answered(query or structure, identity, question, code, told)

    def _answered(
        self, asked: str, identity: Identity, question: Question, code: bool, told: Declared
    ) -> Answer:
        """What the law says of goods that are understood."""
        everything, controls = self._bound(identity, question)
        never_silent(everything, controls)
        if identity.rung == "commodity code":
            controls = [_by_code_only(control) for control in controls]
        drawn, store = AsDrawn(list(identity.candidates)), self.store
        ids = [candidate.substance for candidate in identity.candidates if candidate.substance]

        def silent() -> tuple[Silence, ...]:
            speak = {control.jurisdiction for control in controls}
            places = [place for place in question.asked or question.jurisdictions if place not in speak]
            bearing = bearing_on(identity.query, identity.candidates, store)
            return silences(places, everything, ids, question, store, bearing)

        unheard = Later(silent)
        return Answer(
            asked,
            identity,
            drawn,
            question,
            tuple(controls),
            self.consulted(question),
            self.version,
            self.sha256,
            self._not_covered(question),
            unheard,
            Later(lambda: self.freshness(question, controls, sought(everything, question))),
            self.today,
            everything,
            Later(lambda: by_field(question, controls, everything, ids, unheard.told, store)),
            self.beside(identity, question),
            code,
            told,
            Later(lambda: self._relatives(drawn, controls)),
            Later(lambda: left_beside(everything, {one.instrument.key for one in controls}, question, store)),
        )

    def beside(self, identity: Identity, question: Question, declared: str = "") -> Beside:
        """The commodity code of goods in the tariff of where they go (or of the one territory asked; the Harmonized System
        where that one is not held), worked out where it is shown. ``declared``: a code to hold against it."""
        from tidewaiter.codes.beside import Beside

        place = question.destination or (question.asked[0] if len(question.asked) == 1 else "")

        def coder() -> Coder:
            own = (one for one in wider(place, question.on, self.store) if one in self.tariffs.editions)
            return self.coder(next(own, "HS"), question.on)

        return Beside(identity, coder, declared)

    def _relatives(self, drawn: AsDrawn, controls: Iterable[Control]) -> Relatives:
        """What is listed and looks like a structure to which no listing surely applies; why that was not looked for."""
        if not drawn.is_structure or any(control.outcome == "applies" for control in controls):
            return (), ""
        from tidewaiter.advise import sought_relatives

        return sought_relatives(drawn, self.store)

    def _bound(self, identity: Identity, question: Question) -> tuple[Reached, list[Control]]:
        """All that the candidates reach, and what of it binds."""
        every = [self.reached(candidate) for candidate in identity.candidates]
        controls = [control for found in every for control in determine(found, question, self.store)]
        whole = every[0] if len(every) == 1 else Reached(chain.from_iterable(every), self.store)
        return whole, told_once(controls)

    @tells_what_is_missing(lambda book, candidate: candidate.smiles)
    def reached(self, candidate: Candidate) -> Reached:
        """What a candidate reaches, in every territory and at any time."""
        found = self._found(candidate)
        if candidate.contents or candidate.unsure:
            found = (reach.if_meant(candidate, self.store) for reach in found)
        return Reached(found, self.store)

    def _found(self, candidate: Candidate) -> Iterable[Reach]:
        if candidate.kin:
            other = candidate._replace(kin="", substance=candidate.of, smiles=candidate.of_smiles)
            return of_kin(self._reached(other), candidate.kin, candidate.unnamed, self.store)
        found: Iterable[Reach] = self._reached(candidate)
        if candidate.base:
            found = by_its_base(found, candidate.base, self.store)
        return unnamed(found, self.store) if candidate.unnamed else found

    def _reached(self, candidate: Candidate) -> Sequence[Reach]:
        if candidate.substance:
            return listed_reaches(candidate.substance, self.store)
        if not candidate.smiles:  # a biological, known by name alone: no list names it
            return []
        if self.meeting is not None:
            found = self.meeting.reached(candidate.smiles)
            if found is not None:
                return found
        for key in self.store.by_skeleton("s:" + candidate.smiles):  # written just as a list's drawing
            return [*listed_reaches(key, self.store, drawn=True)]
        from tidewaiter.reach.drawn import reaches
        from tidewaiter.substance.structures.structure import read_structure

        try:
            structure = read_structure(candidate.smiles)
        except Unreadable:
            if not candidate.name:
                raise
            return []  # named: the dictionary draws it by valences that cannot be read (halogens among themselves)
        if structure.is_ordinary:
            for key in self.store.by_skeleton("=" + structure.components[0].iso):
                return listed_reaches(key, self.store, drawn=True)  # drawn just as listed: determined already
        natively = self.meeting.classes if self.meeting else None
        return reaches(structure, self.store, self.matcher, natively)

    def consulted(self, question: Question) -> tuple[Consulted, ...]:
        """The instruments that were consulted for a question, with how complete each is."""
        return consulted(question, self.store)

    def searched(self, question: Question) -> dict[str, Any]:
        """How far the law of each territory asked was read, and which laws are not held, as plain data."""
        unheld = [
            {"jurisdiction": place, "law": reason.law, "note": reason.note}
            for place in question.asked or question.jurisdictions
            for reason in self.store.reasons(place)
            if reason.why == "not_held" and reason.kinds
        ]
        unheld += [
            {"jurisdiction": place, "law": "", "note": NO_LAW} for place in self._not_covered(question)
        ]
        fresh = [item.to_json() for item in self.freshness(question, (), frozenset(question.fields))]
        return {"freshness": fresh, "not_held": unheld}

    def freshness(
        self, question: Question, controls: Iterable[Control], fields: frozenset[str]
    ) -> tuple[Freshness, ...]:
        """Up to which day the law of each territory asked was read: that of its controls, or of the lists that were
        searched, where it is known of what kind they would be."""
        return freshness(question, controls, fields, self.store)

    def _not_covered(self, question: Question) -> tuple[str, ...]:
        places = question.jurisdictions
        return self.store.once(
            (places, "not covered"),
            lambda: tuple(code for code in places if code not in self.store.territories),
        )

    def names(self, substance: str) -> Iterable[tuple[str, str]]:
        """Every name of a listed substance with its language."""
        return self.store.names_of(substance)


def _asked(query: str, structure: str) -> Identity | None:
    """The identity of what is given as a structure; None where words are."""
    if structure and query:
        raise QuestionError(
            "Both words and a structure are given.", "Give one of the two: each is an answer."
        )
    return as_structure(structure) if structure else None


def _by_code_only(control: Control) -> Control:
    because = "a substance recorded under this commodity code; the code covers other goods too"
    return control._replace(outcome="cannot_tell", because=because, missing=("substance",))
