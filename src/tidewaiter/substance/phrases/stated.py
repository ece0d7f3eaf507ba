"""How much goods are said to hold of what is in them by nature: "hemp flower THC 0.2 %", "poppy seeds, morphine < 20 mg/kg".

What they hold is looked at with its amount, as ever: so much of it as stands in ``stated-contents.tsv`` is open, and nothing is set aside.
"""

from __future__ import annotations

from functools import cache

from tidewaiter.lawbook import patterns as re
from tidewaiter.rows import NamedTuple
from tidewaiter.substance.amounts.strength import Amount
from tidewaiter.substance.identity import Identity
from tidewaiter.substance.tables.table import by_word, longest_of, rows, small
from tidewaiter.substance.words.words import Words

_PER_MILLION = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(?:ppm|mg\s*/\s*kg|мг\s*/\s*кг|毫克/千克)(?!\w)", re.IGNORECASE
)
_OF_A_SHARE = 10_000  # parts of a million are one per cent


class Stated(NamedTuple):
    """What goods are said to hold: its id, the words that say so, and per cents at most."""

    substance: str
    text: str
    most: float


def with_open_contents(told: Identity, text: str, words: Words) -> Identity:
    """The same, where what goods are said to hold by nature, and little of it, is open beside them.

    >>> from tidewaiter import Lawbook
    >>> from tidewaiter.substance.identity import candidate, identity
    >>> from tidewaiter.substance.words.words import words_of
    >>> store = Lawbook.load().store
    >>> told = identity("", "phrase", [candidate(store, "hemp"), candidate(store, "dronabinol")])
    >>> [one.unsure for one in with_open_contents(told, "hemp flower, THC 0.2 %", words_of(store)).candidates]
    ['', 'whether it counts in such goods: THC 0.2 %']
    >>> [one.unsure for one in with_open_contents(told, "hemp flower, THC 20 %", words_of(store)).candidates]
    ['', '']
    """
    stated = _stated(text, words) if len(told.candidates) > 1 else []
    held = {one.substance for one in told.candidates}
    open_ = {
        one.substance: f"whether it counts in such goods: {one.text}"
        for one in stated
        for goods, substance, most in _limits()
        if substance == one.substance and one.most <= float(most) and not held.isdisjoint(goods.split("|"))
    }
    if held.isdisjoint(open_):
        return told
    found = tuple(one._replace(unsure=one.unsure or open_.get(one.substance, "")) for one in told.candidates)
    return told._replace(candidates=found)


def _stated(text: str, words: Words) -> list[Stated]:
    """The contents that a text states behind its goods, each substance's once: of one that stands twice nothing is told."""
    if not any(map(str.isdigit, text)) or not _named().search(text):
        return []
    shares = _PER_MILLION.sub(
        lambda one: f"{float(one[1].replace(',', '.')) / _OF_A_SHARE:.10f}".rstrip("0") + " %", text
    )
    masked, amounts = words.labels.masked(shares)
    found = list[Stated]()
    for one in _content().finditer(masked):
        amount: Amount = amounts[int(one["behind"] or one["before"])]
        if not one.start() or not amount.percent or not amount.grams:
            continue
        name = one["name"] or one["named"]
        _, high = amount.between
        found.append(Stated(_substances()[small(name)], f"{name} {amount.text}", amount.grams * high))
    keys = [one.substance for one in found]
    return [one for one in found if keys.count(one.substance) == 1]


@cache
def _limits() -> list[list[str]]:
    return [cells for kind, *cells in rows("stated-contents") if kind == "most"]


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
    joints = (word for row in rows("stated-contents") if row[0] == "with" for word in row[1].split("|"))
    joint = "|".join(sorted(joints, key=len, reverse=True))
    said = rf"(?:(?<!\w)(?:{joint})\s*)?"
    behind = rf"(?P<name>{name})\s*(?:{joint})?\s*[:=：]?\s*⟦(?P<behind>\d+)⟧"
    before = rf"⟦(?P<before>\d+)⟧\s*(?:of|an|de|di|von)?\s*(?P<named>{name})(?![\w-])(?!\s*[:=：]?\s*⟦)"
    return re.compile(rf"{said}(?:{behind}|{before})", re.IGNORECASE)
