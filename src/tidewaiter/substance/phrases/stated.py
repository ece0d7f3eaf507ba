"""How much goods are said to hold of what is in them by nature: "hemp flower THC 0.2 %", "poppy seeds, morphine < 20 mg/kg".

The content tells of the goods before it and is no goods of its own, as far as ``stated-contents.tsv`` says; beyond that it is
looked at as if it were named alone, and nothing is read here.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache

from tidewaiter.errors import QuestionError
from tidewaiter.lawbook import patterns as re
from tidewaiter.rows import NamedTuple
from tidewaiter.substance.amounts.strength import Amount
from tidewaiter.substance.identity import Candidate, Identity, candidate, identity, in_one
from tidewaiter.substance.phrases.denied import measure_words
from tidewaiter.substance.tables.table import by_word, longest_of, rows
from tidewaiter.substance.words.part import is_merchandise
from tidewaiter.substance.words.words import Words

_PER_MILLION = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(?:ppm|mg\s*/\s*kg|мг\s*/\s*кг|毫克/千克)(?!\w)", re.IGNORECASE
)
_OF_A_SHARE = 10_000  # parts of a million are one per cent
_EMPTY = re.compile(r"[(（]\s*[)）]|[,;，；]\s*(?=[,;，；)）]|$)")


class Stated(NamedTuple):
    """What goods are said to hold: its id, the words that say so, and between which per cents."""

    substance: str
    text: str
    least: float
    most: float
    first: bool  # whether nothing stands before them


def with_its_content(text: str, words: Words, again: Callable[[str], Identity]) -> Identity | None:
    """What goods mean of which a text tells the content of what they hold by nature; None for any other text.

    >>> from functools import partial
    >>> from tidewaiter import Lawbook
    >>> from tidewaiter.substance.identify import identify
    >>> from tidewaiter.substance.words.words import words_of
    >>> store = Lawbook.load().store
    >>> asked = lambda text: with_its_content(text, words_of(store), partial(identify, store=store))
    >>> [one.name for one in asked("hemp flower, THC 0.2 %").candidates], asked("acetone, THC 0.2 %")
    (['hemp'], None)
    >>> [one.name for one in asked("hemp flower, THC 20 %").candidates], asked("CBD oil with 5 % THC")
    (['cannabis'], None)
    """
    rest, stated = _parted(text, words)
    if not stated or not rest:
        return None
    with suppress(QuestionError):
        goods = again(rest)
        found = list(goods.candidates)
        for one in stated:
            if (more := _with(found, one, words)) is None:
                return None
            found = more
        told = f"a content of the goods: {', '.join(one.text for one in stated)}"
        return identity(text, goods.rung, found, in_one(goods.note, told), [goods.doubt], goods.left)
    return None


def _parted(text: str, words: Words) -> tuple[str, list[Stated]]:
    """A text without the contents that it states, and these."""
    if not any(map(str.isdigit, text)) or not _named().search(text):
        return text, []
    shares = _PER_MILLION.sub(
        lambda one: f"{float(one[1].replace(',', '.')) / _OF_A_SHARE:.10f}".rstrip("0") + " %", text
    )
    masked, amounts = words.labels.masked(shares)
    found = list[Stated]()

    def put(one: re.Match[str]) -> str:
        amount: Amount = amounts[int(one["behind"] or one["before"])]
        if not amount.percent or not amount.grams:  # "0 %" denies it
            return one[0]
        low, high = amount.between
        name = one["name"] or one["named"]
        key = _substances()[name.casefold()]
        found.append(
            Stated(key, f"{name} {amount.text}", amount.grams * low, amount.grams * high, one.start() == 0)
        )
        return " "

    rest = _content().sub(put, masked)
    rest = re.sub(r"⟦(\d+)⟧", lambda mark: amounts[int(mark[1])].text, rest)
    return " ".join(_EMPTY.sub(" ", rest).split()).strip(" ,;:，；"), found


def _with(found: list[Candidate], stated: Stated, words: Words) -> list[Candidate] | None:
    """Goods with what they are said to hold: as they are, with it as open, or as other goods; None where it counts as if named alone."""
    keys = {
        one.substance
        for one in found
        if not is_merchandise(one) and one.substance != stated.substance and not _is_offered(one, words)
    }
    held = [row for row in _limits("most") if stated.substance == row[1]]
    own = [row for row in held if keys & set(row[0].split("|"))]
    if not own or not keys <= {key for row in held for key in row[0].split("|")}:
        return None
    beyond = [row for row in _limits("beyond") if row[1] == stated.substance and row[0] in keys]
    for goods, _, most, other in beyond:
        if stated.least > float(most):
            return [candidate(words.store, other) if one.substance == goods else one for one in found]
    kept, open_ = (max(float(row[at]) for row in own) for at in (2, 3))
    if stated.most <= kept:
        return found
    if stated.most > open_ or stated.first:  # "THC 0.2 %, CBD 5 %"
        return None
    if any(one.substance == stated.substance for one in found):
        return found
    return [
        *found,
        candidate(words.store, stated.substance)._replace(
            unsure=f"whether it counts in such goods: {stated.text}"
        ),
    ]


def _is_offered(one: Candidate, words: Words) -> bool:
    """Whether a listed preparation of what the goods hold is offered beside them."""
    held = words.store.substance(one.substance) if one.unsure and one.substance else None
    return held is not None and held.kind == "mixture"


@cache
def _limits(kind: str) -> list[list[str]]:
    return [cells for first, *cells in rows("stated-contents") if first == kind]


@cache
def _substances() -> dict[str, str]:
    names = by_word("stated-contents", "name", words=2, meaning=1)
    return {name.casefold(): key for name, key in names.items()}


@cache
def _named() -> re.Pattern[str]:
    return re.compile(longest_of(_substances()), re.IGNORECASE)


@cache
def _content() -> re.Pattern[str]:
    """A name with an amount behind it, "THC content: ⟦0⟧", or before it, "with ⟦0⟧ of THC"."""
    name = rf"(?<![\w-])(?:{longest_of(_substances())})"
    joint = "|".join(
        sorted(
            (word for row in rows("stated-contents") if row[0] == "with" for word in row[1].split("|")),
            key=len,
            reverse=True,
        )
    )
    said = rf"(?:(?<!\w)(?:{joint})\s*)?(?:(?<!\w)(?:{measure_words()})\s+(?:(?:of|en|de|di|an|von)\s+)?)?"
    measure = rf"(?:[\s-]*(?:{measure_words()}))?"
    behind = rf"(?P<name>{name}){measure}\s*(?:{joint})?\s*[:=：]?\s*⟦(?P<behind>\d+)⟧"
    before = (
        rf"⟦(?P<before>\d+)⟧\s*(?:of|an|de|di|von)?\s*(?P<named>{name})(?![\w-])(?!{measure}\s*[:=：]?\s*⟦)"
    )
    return re.compile(rf"{said}(?:{behind}|{before})", re.IGNORECASE)
