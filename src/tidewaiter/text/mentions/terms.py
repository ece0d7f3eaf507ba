"""The terms of the dictionary: what the lawbook, the general dictionary and ``cues.yml`` call what is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tidewaiter.book import Book
from tidewaiter.substance.dictionary import files
from tidewaiter.text.mentions.cache import kept, mark_of
from tidewaiter.text.mentions.compounds import synonyms
from tidewaiter.text.mentions.cues import cues
from tidewaiter.text.mentions.dictionary import Term, term
from tidewaiter.text.mentions.folding import fold, squeeze
from tidewaiter.text.mentions.near_names import everyday

_TAIL = re.compile(r"(.{3,}?)(?:\s+\(([^()\s]{3,})\)|（([^（）]{2,})）)\*?\Z")


def terms(book: Book) -> list[Term]:
    """All terms of a lawbook.

    >>> {item.ids for item in terms(Book.load()) if item.key == "fentanyl"}
    {('fentanyl',)}
    """
    here = Path(__file__)
    beside = [
        here.with_name(name) for name in ("cues.yml", "near_words.txt", "not_synonyms.txt", "compounds.py")
    ]
    mark = mark_of(book.sha256, here, *beside, *(str(file.stat().st_size) for file in files()))
    held = kept("terms", mark, lambda: [list(item) for item in _with_bases(list(_terms(book)))])
    return [
        Term(key, name, language, kind, tuple(ids), source, strong, tuple(digits))
        for key, name, language, kind, ids, source, strong, digits in held
    ]


def _terms(book: Book) -> Iterator[Term]:
    store = book.store
    spelt: list[tuple[str, str]] = []
    for item in cues().classes:  # a word for a class means the class, whatever else bears it as a name
        ids = tuple(key for key in item.classes if store.listings(key))
        for word in item.words:
            yield term(word, "", "class", ids or item.classes, "class word")
    for name, key, language in store._all("SELECT name, substance, language FROM name"):
        for form in _aliases(name):
            yield term(form, language, "substance", (key,), "name")
        if language == "en":
            spelt.append((name, key))
    for other in cues().words:
        ids = tuple(store.by_name(other.means))
        if ids:
            yield term(other.word, "", "substance", ids, "common word", other.strong)
    for name, key in synonyms(book):
        yield term(name, "en", "substance", (key,), "known synonym")
    for name, key in spelt:
        for form in _spellings(name):
            yield term(form, "", "substance", (key,), "other spelling")


def _with_bases(terms: list[Term]) -> Iterator[Term]:
    """A salt that is listed on its own means the substance as well, as ``ephedrine`` in ``ephedrine hydrochloride``."""
    whole = {item.key: item.ids for item in reversed(terms) if item.kind == "substance" and item.strong}
    for item in terms:
        low = fold(item.name).text
        head, _, tail = low.rpartition(" ")
        salt = next(
            (word for word in cues().zh_salts if low.startswith(word) and len(low) > len(word) + 1), ""
        )
        base = head if tail in cues().salts else low.removeprefix(salt) if salt else ""
        ids = whole.get(squeeze(base).text, ()) if base else ()
        yield item._replace(ids=tuple(dict.fromkeys((*ids, *item.ids)))) if ids else item


def _aliases(name: str) -> Iterator[str]:
    yield name
    found = _TAIL.match(name)
    if found:  # ``N-Phenethyl-4-piperidone (NPP)``: each of the two is a name
        yield found[1]
        other = found[2] or found[3]
        if other and re.search(r"[A-Z]{2}|[\u3400-\u9fff]{2}", other):
            yield other
    for old, new in (
        ("sulph", "sulf"),
        ("Sulph", "Sulf"),
        ("amfetamin", "amphetamin"),
        ("Amfetamin", "Amphetamin"),
    ):
        if old in name:
            yield name.replace(old, new)


def _spellings(name: str) -> Iterator[str]:
    """A one-word name as other languages spell it: ``Mefedron``, ``eutilone``, ``ketamina``."""
    if not (name.isalpha() and name.isascii() and len(name) > 6):
        return
    stem = name.lower().removesuffix("e")
    stems = {stem, stem.replace("ph", "f")}
    stems |= {s.replace("y", "i") for s in stems} | {s.replace("th", "t") for s in stems}
    for form in sorted(stems):
        yield from (
            form + end
            for end in ("", "e", "a")
            if form + end != name.lower() and form + end not in everyday()
        )
