"""Molecules of one kind have one code: what lines ask of a molecule, and its answers, are kept with the code they led to.

The first of a kind is walked through the tariff by a :class:`Witness`, which writes down each question and its answer; of those
that follow the same questions are asked, one after the other, without the lines and the conditions around them.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Hashable
from functools import cached_property
from operator import attrgetter, itemgetter, methodcaller
from typing import Any, Generic, NamedTuple, TypeVar

from tidewaiter.bulk.perceived import Perceived, PerceivedGoods
from tidewaiter.codes.facts import Piece
from tidewaiter.codes.goods import Goods
from tidewaiter.codes.language import ASKED, COUNT

MOST_KEPT = 200_000  # questions kept
TRIED = 200  # kinds that are written down in any case; more only where most molecules are of known kinds
Find = Callable[[Any], Any]
Answer = TypeVar("Answer")


class Ask(NamedTuple):
    """A question, by its answers the next question or the code; ``of``: of which part of the goods (None: of the compound)."""

    of: Find | None
    place: int  # of a drawing, where the reader tells of it (-1: found otherwise)
    find: Find
    then: dict[Hashable, Any]


class Apart(Exception):
    """What a line asks can be told of this one molecule alone."""


class Witness:
    """A piece that writes down what is asked of it; ``of`` finds the piece in goods."""

    absent = 0  # all is asked: of the next one it may be there
    formula = ""  # no line names it: that was asked before

    def __init__(self, piece: Piece, of: Find | None, tape: list[tuple[Ask, Hashable]]) -> None:
        self.piece, self.of, self.tape = piece, of, tape
        self.known: dict[str, Any] = {}

    def __getitem__(self, word: str) -> Any:
        if word not in self.known:
            self.known[word] = self._found(word)
        return self.known[word]

    def _found(self, word: str) -> Any:
        words = self.piece.words
        if word in words.derived:
            return words.derived[word](self)
        if word[0] == COUNT:
            return Number(self, word)
        return self.told(
            itemgetter(word), self.piece.places.get(word, -1) if isinstance(self.piece, Perceived) else -1
        )

    def told(self, find: Find, place: int = -1) -> Any:
        """The answer to a question, written down."""
        answer = find(self.piece)
        self.tape.append((Ask(self.of, place, find, {}), answer))
        return answer

    def part(self, test: Callable[[Any], bool]) -> bool:
        """As :meth:`Piece.part`."""
        return any(test(one) for one in self.parts)

    def segment(self, test: Callable[[Any], bool]) -> bool:
        """As :meth:`Piece.segment`."""
        return any(test(one) for one in self.segments)

    @cached_property
    def parts(self) -> list[Witness]:
        """As :attr:`Piece.parts`; how many there are is written down."""
        return self._pieces("parts")

    @cached_property
    def segments(self) -> list[Witness]:
        """As :attr:`Piece.segments`."""
        return self._pieces("segments")

    def _pieces(self, name: str) -> list[Witness]:
        pieces = attrgetter(name)
        many = self.told(lambda piece: 0 if pieces(piece)[0] is piece else len(pieces(piece)))
        if not many:
            return [self]
        return [
            Witness(piece, _nth(self.of, pieces, n), self.tape) for n, piece in enumerate(pieces(self.piece))
        ]

    @property
    def flat(self) -> str:
        """No two molecules share it: raises :class:`Apart`."""
        raise Apart


def _nth(of: Find | None, pieces: Find, n: int) -> Find:
    return lambda goods: pieces(of(goods) if of else goods.compound)[n]


def _asked(name: str) -> Callable[..., Any]:
    def ask(self: Witness, *args: str) -> Any:
        return self.told(methodcaller(name, *args))

    return ask


for _name in ASKED:
    setattr(Witness, _name, _asked(_name))


class Number:
    """How many there are of a word: only whether it is more or less than a number is written down."""

    def __init__(self, witness: Witness, word: str) -> None:
        self.witness, self.word = witness, word


def _compared(compare: Callable[[int, int], bool]) -> Callable[[Number, int], bool]:
    def told(self: Number, number: int) -> bool:
        word = self.word  # the question is kept, the molecule is not
        return bool(self.witness.told(lambda piece: compare(piece[word], number)))

    return told


for _name in ("__lt__", "__le__", "__gt__", "__ge__", "__eq__"):
    setattr(Number, _name, _compared(getattr(operator, _name)))


class WitnessedGoods(Goods):
    """Goods of one compound whose pieces write down what is asked of them."""

    def __init__(self, goods: PerceivedGoods, tape: list[tuple[Ask, Hashable]]) -> None:
        self.words = goods.words
        self.pieces = [Witness(goods.compound, None, tape)]  # type: ignore[list-item]
        self.whole = Witness(goods.whole, attrgetter("whole"), tape)  # type: ignore[assignment]


class Kinds(Generic[Answer]):
    """What is answered of molecules, by their kinds; ``answer``: of goods, whatever they are."""

    def __init__(self, answer: Callable[[Goods], Answer]) -> None:
        self.answer = answer
        self.known = self.new = 0  # molecules so far, by whether their kind was known
        self._forget()

    def _forget(self) -> None:
        self.first: dict[Hashable, Any] = {}
        self.kept = 0

    def of(self, goods: PerceivedGoods) -> Answer:
        """The answer of goods of one compound that no line names."""
        compound = goods.compound
        counts = compound.counts
        then, answer = self.first, None
        step = then.get(answer)
        while step.__class__ is Ask:
            of, place, find, then = step
            answer = counts[place] > 0 if place >= 0 else find(of(goods) if of else compound)
            step = then.get(answer)
        if step is not None:
            self.known += 1
            return step  # type: ignore[no-any-return]
        self.new += 1
        return self._learned(goods) if self.new <= max(TRIED, self.known) else self.answer(goods)

    def _learned(self, goods: PerceivedGoods) -> Answer:
        tape: list[tuple[Ask, Hashable]] = []
        try:
            found = self.answer(WitnessedGoods(goods, tape))
        except Apart:
            return self.answer(goods)
        if self.kept > MOST_KEPT:
            self._forget()
        then, answer = self.first, None
        for ask, given in tape:
            self.kept += answer not in then
            then, answer = then.setdefault(answer, ask).then, given
        then[answer] = found
        return found
