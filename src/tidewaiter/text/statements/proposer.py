"""A hook for a local language model: it may propose statements, it may not answer them. Off by default.

A proposer reads a sentence and names what it takes to be stated. Each proposal becomes a claim like any other: names are
looked up in the lawbook, and the verdict is the lawbook's. What cannot be looked up is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple, Protocol

from tidewaiter.book import Book
from tidewaiter.errors import QuestionError
from tidewaiter.text.statements.claims import Claim, What
from tidewaiter.text.statements.days import find_days
from tidewaiter.text.statements.entities import goods_of
from tidewaiter.text.statements.pieces import Sentence
from tidewaiter.text.statements.words import words


class Proposal(NamedTuple):
    """What a proposer takes a sentence to state. Words only; nothing here is believed."""

    kind: str  # control, removal, count, follow, duty, exemption, repeal, reduction
    actor: str  # a state, by name or code
    what: tuple[str, ...] = ()  # names of substances or groups
    number: int | None = None
    origins: tuple[str, ...] = ()
    rate: str = ""  # per cent
    day: str = ""  # as the text writes it
    announced: bool = False


class Proposer(Protocol):
    """The one interface: a sentence, and those before it, to proposals."""

    def propose(self, sentence: str, before: Sequence[str]) -> Iterable[Proposal]:
        """What the sentence states of the law."""
        ...


_KINDS = ("control", "removal", "count", "follow", "duty", "exemption", "repeal", "reduction")


def claims_of(proposals: Iterable[Proposal], sentence: Sentence, book: Book) -> list[Claim]:
    """Proposals as claims; those of unknown kind, state or substance are dropped."""
    out = []
    for one in proposals:
        whats = tuple(w for name in one.what if (w := _what(name, book)) is not None)
        actor, origins = (
            _state(one.actor, book),
            tuple(c for name in one.origins if (c := _state(name, book))),
        )
        needs_what = one.kind in ("control", "removal", "follow")
        if one.kind not in _KINDS or not actor or (needs_what and not whats):
            continue
        try:
            rate = Decimal(one.rate.rstrip("% ")) if one.rate else None
        except InvalidOperation:
            continue
        phrases = find_days(one.day)
        out.append(
            Claim(
                one.kind, sentence.start, sentence.end, sentence.number, actor, whats[:1], one.number, origins, rate,
                phrase=phrases[0] if phrases else None, modality="announced" if one.announced else "fact",
                said_by="a proposing model", goods=goods_of(sentence.text),
            )
        )  # fmt: skip
    return out


def _state(name: str, book: Book) -> str:
    known = words().states.get(name.strip())
    if known:
        return known
    try:
        return book.territory(name)
    except QuestionError:
        return ""


def _what(name: str, book: Book) -> What | None:
    for key, group in words().groups.items():
        if not group.any and group.pattern.fullmatch(name.strip()):
            return What("group", key, name)
    found = book.store.by_name(name)
    return What("substance", found[0], name) if found else None
