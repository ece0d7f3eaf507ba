"""Bodies of law that no territory of the lawbook holds and that may bear on ordinary goods: ivory, batteries, pork, scrap.

What is on no list is told as "searched, not found" only where nothing else is known to speak; of such goods the law that may
speak is named, and is not held. The words stand in the lawbook's vocabulary, in "goods of bodies of law not held".
"""

from __future__ import annotations

from collections.abc import Iterable

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.identity import Candidate
from tidewaiter.substance.tables.table import longest_of

_WORDS = "goods of bodies of law not held"
_WITHOUT_SPACES = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def bearing_on(text: str, candidates: Iterable[Candidate], store: Store) -> tuple[str, ...]:
    """The bodies of law not held that may bear on goods, in the order of the vocabulary, by the text and by what the goods are called
    here, whatever the language of the text; none on what has a structure, of which the lawbook itself speaks.

    >>> from tidewaiter.book import Book
    >>> store = Book.load().store
    >>> bearing_on("26 ivory beads", [Candidate("beads", "", "", "")], store)
    ('protected species',)
    >>> bearing_on("cotton shirts", [Candidate("clothing", "", "", "")], store)
    ()
    """
    every = tuple(candidates)
    if any(one.smiles for one in every):
        return ()
    called = "\n".join((text, *(one.name for one in every)))
    patterns: dict[str, re.Pattern[str]] = store.once(("bodies of law not held",), lambda: _patterns(store))
    return tuple(body for body, pattern in patterns.items() if pattern.search(called))


def _patterns(store: Store) -> dict[str, re.Pattern[str]]:
    return {body: _pattern(words) for body, words in store.vocabulary.get(_WORDS, {}).items()}


def _pattern(words: str) -> re.Pattern[str]:
    """A pattern for words, whole ones where the script sets spaces between them; the second of a German compound may stand behind a hyphen."""
    every = [word.strip() for word in words.split("|") if word.strip()]
    joined = longest_of(word for word in every if _WITHOUT_SPACES.search(word))
    apart = longest_of(word for word in every if not _WITHOUT_SPACES.search(word))
    return re.compile(
        "|".join(
            filter(
                None, (joined, rf"(?:(?<![\w-])|(?<=[^\W\d_]{{3}}-)(?=(?-i:[A-ZÄÖÜ])))(?:{apart})(?![\w-])")
            )
        ),
        re.IGNORECASE,
    )
