"""How a table that travels with the program is asked: by its rows, by the words of a kind, by what a word stands for.

Most tables hold words of several kinds: the kind first, then what the words stand for, then the words (|)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from tidewaiter.lawbook import patterns as re

HERE = Path(__file__).parent


def file_of(table: str) -> Path:
    """Where a table stands: what the dictionary alone reads, in a folder that a wheel leaves out, since it carries the dictionary."""
    path = HERE / f"{table}.tsv"
    return path if path.exists() else HERE / "of_dictionary" / path.name


def rows(table: str) -> Iterator[list[str]]:
    """The rows of a table, each as its cells."""
    for line in file_of(table).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def by_word(table: str, *kinds: str, words: int = -1, meaning: int = -2) -> dict[str, str]:
    """What each word of a table stands for, of rows of some kinds alone where kinds are given; ``words``, ``meaning``: the columns of both.

    >>> by_word("short-names", "group", words=1, meaning=2)["fluoro"], by_word("german-heads")["Schrank"]
    ('F', 'furniture')
    """
    kept = (cells for cells in rows(table) if not kinds or cells[0] in kinds)
    return {word: cells[meaning] for cells in kept for word in cells[words].split("|")}


@cache
def words_in(table: str, *kinds: str) -> frozenset[str]:
    """The words of a table, of rows of some kinds alone where kinds are given.

    >>> "speed" in words_in("everyday-street"), "speed" in words_in("everyday-street", "de")
    (True, False)
    """
    kept = (cells for cells in rows(table) if not kinds or cells[0] in kinds)
    return frozenset(word for cells in kept for word in cells[-1].split("|"))


def small(word: str) -> str:
    """A word in the small letters of a table, as a pattern that takes capitals for small ones finds it: with the i of any keyboard.

    >>> small("Derıvate"), small("MORPHİNE"), small("Straße")
    ('derivate', 'morphine', 'strasse')
    """
    return word.casefold().replace("ı", "i").replace("i\u0307", "i")


def longest_of(words: Iterable[str]) -> str:
    """A pattern for the longest of some words as they are written.

    >>> longest_of(["mg", "mg/l", "g"])
    'mg/l|mg|g'
    """
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
