"""Claims and contents as a person or a file writes them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from tidewaiter.duty.book import DutyBook
from tidewaiter.errors import BadAmount, QuestionError


def read_claims(book: DutyBook, words: str) -> dict[str, bool]:
    """The facts that a row claims, joined by ; or +: names of facts.yml, programmes, programme letters.

    >>> read_claims(DutyBook.load(), "usmca; pharma_use")
    {'usmca': True, 'pharma_use': True}
    """
    found: dict[str, bool] = {}
    letters = {letter.lower(): p.claim for p in book.tables.programs for letter in p.letters}
    known = set(book.tables.facts) | {p.claim for p in book.tables.programs}
    for word in (w.strip() for w in words.replace("+", ";").split(";")):
        if not word or word == "none":
            continue
        name = word if word in known else letters.get(word, "")
        if not name:
            raise QuestionError(f"{word!r} is not a claim.", f"Known: {', '.join(sorted(known))}.")
        found[name] = True
    return found


def read_contents(words: Iterable[str]) -> dict[str, Decimal]:
    """Shares of the value: ``steel=60%`` or ``steel=0.6``.

    >>> read_contents(["steel=60%"])
    {'steel': Decimal('0.6')}
    """
    found = {}
    for word in words:
        name, sign, share = word.partition("=")
        try:
            number = Decimal(share.strip().removesuffix("%"))
        except InvalidOperation:
            number = Decimal("NaN")
        if not sign or not number.is_finite():
            raise BadAmount(f"{word!r} is not a content.", "Write it as steel=60%.")
        found[name.strip()] = number / 100 if share.strip().endswith("%") or number > 1 else number
    return found
