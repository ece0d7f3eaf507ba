"""What ordinary goods are called beyond English, their EC and UN numbers, and medicines: tables that travel with the program.

Each row or the head of its table names source and licence. ``build.py`` of ``tests/sets/goods`` and ``tests/sets/medicines`` writes them. A name that
sources give to different compounds stands for all of them; the general dictionary compiles the tables into its file.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tidewaiter.lawbook.names import unaccented
from tidewaiter.substance.spelt import stemmed

_HERE = Path(__file__).parent
_TABLES = (
    "goods-names",
    "goods-disagreements",
    "ec-numbers",
    "un-numbers",
    "medicines",
    "medicine-names",
    "pesticide-numbers",
    "ordinary-goods",
    "other-names",
    "brands",
    "bare-words",
    "everyday-goods",
    "trade-goods",
    "tariff-goods",
    "wordnet-goods",
    "common-goods",
)
TRADE = _TABLES[
    _TABLES.index("everyday-goods") :
]  # what people, merchants, tariffs and word nets call ordinary goods


def files() -> list[Path]:
    """The tables."""
    return [_HERE / f"{name}.tsv" for name in _TABLES]


def rows(table: str) -> Iterator[list[str]]:
    """The rows of a table, each as its cells."""
    for line in (_HERE / f"{table}.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


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


@cache
def german_words() -> frozenset[str]:
    """German words of tariffs and of everyday language: the Kosmetik of Kosmetiktasche, and not the English "space"."""
    every = (row for table in ("tariff-words", "plain-words", "common-words") for row in rows(table))
    return frozenset(word for language, words in every if language == "de" for word in words.split("|"))


@cache
def german_heads() -> dict[str, str]:
    """Articles that German ends a word of several with, each with the goods that it is one of."""
    return {word: name for name, words in rows("german-heads") for word in words.split("|")}


_ACCENTED = {"es", "fr", "it", "pt"}  # languages that a keyboard without accents is written in too


def _words(table: str, *, bare: bool = False) -> frozenset[str]:
    """The words of a table; ``bare``, those of languages with accents without them too: "tecnico" for técnico."""
    every = [(language, word) for language, words in rows(table) for word in words.split("|")]
    plain = {unaccented(word) for language, word in every if bare and language in _ACCENTED and len(word) > 2}
    return frozenset({word for _, word in every} | plain)


@cache
def tariff_words() -> frozenset[str]:
    """Words by which customs tariffs tell ordinary goods apart, by their stems, and other plain words: they name no chemical, plant or drug."""
    plain = _words("plain-words")
    return frozenset(_words("tariff-words") | plain | set(map(stemmed, plain)) - {""})


def _among(held: frozenset[str], word: str) -> bool:
    """Whether some words have a word, in any case or number: by itself or by its stem."""
    low = word.casefold()
    return low in held or stemmed(low) in held


def of_tariffs(word: str) -> bool:
    """Whether a word is one by which customs tariffs tell ordinary goods apart, in any case or number.

    >>> of_tariffs("portátiles"), of_tariffs("desechables"), of_tariffs("sibutramine")
    (True, True, False)
    """
    return _among(tariff_words(), word)


@cache
def _everyday() -> frozenset[str]:
    return _words("common-words")


def is_everyday(word: str) -> bool:
    """Whether a word is one of everyday language, in any case or number: in one piece with ordinary goods it changes nothing of what those are.

    >>> is_everyday("grandmother"), is_everyday("residue"), is_everyday("ketamine")
    (True, False, False)
    """
    return _among(_everyday(), word)


@cache
def _small() -> frozenset[str]:
    return _words("small-words")


def is_small(word: str) -> bool:
    """Whether a word is one of grammar or the name of a country: it changes nothing, wherever it stands.

    >>> is_small("this"), is_small("Germany"), is_small("without")
    (True, True, False)
    """
    return word.casefold() in _small()


@cache
def _handling() -> frozenset[str]:
    return _words("handling-words", bare=True)


def is_handling(word: str) -> bool:
    """Whether a word is one of packing, condition, use, trade, place or time: in one piece with what is known it changes nothing of what that is.

    >>> is_handling("jug"), is_handling("gekühlt"), is_handling("synthetic"), is_handling("filled")
    (True, True, False, False)
    """
    return word.casefold() in _handling()
