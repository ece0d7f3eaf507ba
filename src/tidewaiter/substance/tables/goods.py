"""What ordinary goods are called beyond English, their EC and UN numbers, and medicines: tables that travel with the program.

Each row or the head of its table names source and licence. ``build.py`` of ``tests/sets/goods`` and ``tests/sets/medicines`` writes them. A name that
sources give to different compounds stands for all of them; the general dictionary compiles the tables into its file.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import unaccented
from tidewaiter.substance.tables.spelt import stemmed
from tidewaiter.substance.tables.table import HERE, by_word, file_of, rows

STREET = HERE / "street.yml"  # words of the street, with what each may mean
# what people, merchants, tariffs and word nets call ordinary goods
TRADE = ("everyday-goods", "trade-goods", "tariff-goods", "wordnet-goods", "common-goods")
_TABLES = (
    "goods-names", "goods-disagreements", "ec-numbers", "un-numbers", "medicines", "medicine-names", "research-compounds",
    "pesticide-numbers", "ordinary-goods", "other-names", "brands", "bare-words", *TRADE,
)  # fmt: skip
WORDS = (
    "tariff-words",
    "plain-words",
    "common-words",
    "makes",
    "small-words",
    "place-names",
    "handling-words",
)


def files() -> list[Path]:
    """The tables that the dictionary is compiled from."""
    return [file_of(name) for name in (*_TABLES, *WORDS, "sure-names", "more-compounds", "street-words")]


def names() -> Iterator[tuple[str, str]]:
    """Each name with each CAS number that it stands for."""
    for name, _, cas, _ in rows("goods-names"):
        yield name, cas
    for name, _, several, _, done in rows("goods-disagreements"):
        if done == "offered":
            yield from ((name, cas) for cas in several.split("|"))
    for name, cas in rows("medicine-names"):
        yield name, cas


def ec_numbers() -> Iterator[tuple[str, str]]:
    """Each EC number with each CAS number that it stands for."""
    for number, several, _ in rows("ec-numbers"):
        yield from ((number, cas) for cas in several.split("|"))


def un_numbers() -> Iterator[tuple[str, str, str]]:
    """Each UN number with what it covers in words, and the CAS numbers (|) of the chemicals that it covers."""
    for number, name, several, _ in rows("un-numbers"):
        yield number, name, several


@cache
def without_structure() -> frozenset[str]:
    """The CAS numbers of chemicals of which no structure is held."""
    return frozenset(cas for _, cas in rows("pesticide-numbers"))


def plain_names() -> Iterator[str]:
    """The names of ordinary goods in every language."""
    for name, _, names in rows("ordinary-goods"):
        yield name
        yield from (one for one in names.split("|") if one)
    for name, _ in rows("other-names"):
        yield name
    for table in TRADE:
        for name, names in rows(table):
            yield from (name, *(one for one in names.split("|") if one))
    for name, language, _, _ in rows("goods-names"):
        if language == "ru":
            yield name


_PLURAL = re.compile(r"[a-z]{3,}s")
_ENDS = (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("sses", "ss"), ("s", ""))


def singular(name: str) -> Iterator[str]:
    """What one of goods is called that a word without a capital names in the plural; nothing for any other name.

    >>> list(singular("chairs")), list(singular("brushes")), list(singular("batteries")), list(singular("furs"))
    (['chair'], ['brush'], ['battery'], [])
    """
    if _PLURAL.fullmatch(name) and not name.endswith(("ss", "us", "is")):
        end, one = next((end, one) for end, one in _ENDS if name.endswith(end))
        if len(name) - len(end) + len(one) > 3:  # no small word of any language: the für of furs
            yield name.removesuffix(end) + one


def german_heads() -> dict[str, str]:
    """Articles that German ends a word of several with, each with the goods that it is one of."""
    return by_word("german-heads")


_ACCENTED = {"es", "fr", "it", "pt"}  # languages that a keyboard without accents is written in too


def words() -> Iterator[tuple[str, frozenset[str]]]:
    """The kinds of words that name no goods, each with its words: what ``plain_words`` asks of them tells what a kind means."""
    plain = _words("plain-words")
    yield "tariff", _words("tariff-words") | plain | (frozenset(map(stemmed, plain)) - {""})
    yield "everyday", _words("common-words") | _words("makes")
    yield "small", _words("small-words") | _words("place-names")
    yield "handling", _words("handling-words", bare=True)
    yield "medicine", frozenset(active.casefold() for _, active in rows("brands"))
    yield "brand", frozenset(brand.casefold() for brand, _ in rows("brands"))
    every = (row for table in ("tariff-words", "plain-words", "common-words") for row in rows(table))
    yield (
        "german",
        frozenset(word for language, words in every if language == "de" for word in words.split("|")),
    )


def _words(table: str, *, bare: bool = False) -> frozenset[str]:
    """The words of a table; ``bare``, those of languages with accents without them too: "tecnico" for técnico."""
    every = [(language, word) for language, words in rows(table) for word in words.split("|")]
    plain = {unaccented(word) for language, word in every if bare and language in _ACCENTED and len(word) > 2}
    return frozenset({word for _, word in every} | plain) - {""}  # a stem may be empty
