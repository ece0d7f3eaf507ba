"""The terms of the dictionary: what the lawbook, the general dictionary and ``cues.yml`` call what is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tidewaiter.book import Book
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.dictionary.general import files
from tidewaiter.substance.tables.goods import STREET
from tidewaiter.substance.tables.table import rows
from tidewaiter.text.mentions.cache import kept, mark_of
from tidewaiter.text.mentions.compounds import synonyms
from tidewaiter.text.mentions.cues import cues
from tidewaiter.text.mentions.dictionary import SHORT, Term, term
from tidewaiter.text.mentions.folding import fold, squeeze
from tidewaiter.text.mentions.near_names import everyday

PRODUCT = "product"  # the source of a term that is a brand or another name of goods
_LEAST, _LEAST_HAN = 5, 3  # letters of a name: 氯酸钾 says more than five letters do
_LANGUAGES = ("ru", "de", "fr", "es", "pt", "it", "nl", "pl", "zh", "zh-Hant")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_TAIL = re.compile(r"(.{3,}?)(?:\s+\(([^()\s]{3,})\)|（([^（）]{2,})）)\*?\Z")


def terms(book: Book) -> list[Term]:
    """All terms of a lawbook.

    >>> {item.ids for item in terms(Book.load()) if item.key == "fentanyl"}
    {('fentanyl',)}
    """
    here = Path(__file__)
    names = "cues.yml terms.py near_words.txt not_synonyms.txt compounds.py"
    beside = [here.with_name(name) for name in names.split()]
    mark = mark_of(book.sha256, here, STREET, *beside, *(str(file.stat().st_size) for file in files()))
    held = kept("terms", mark, lambda: [list(item) for item in _with_bases(list(_cased(_terms(book))))])
    return [
        Term(key, name, language, kind, tuple(ids), source, strong, tuple(digits))
        for key, name, language, kind, ids, source, strong, digits in held
    ]


def _terms(book: Book) -> Iterator[Term]:
    store = book.store
    spelt: list[tuple[str, str]] = []
    classes = {item.key: item.classes for item in cues().classes}
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
        ids = tuple(store.by_name(other.means)) or tuple(
            k for k in classes.get(other.means, ()) if store.listings(k)
        )
        if ids:
            kind = "class" if other.means in classes else "substance"
            yield term(other.word, "", kind, ids, "common word", other.strong)
    yield from _german_forms(store)
    yield from _sold_as(store)
    for name, language, cas in _registers():
        for key in store.by_cas(cas)[:1]:
            yield term(name, language, "substance", (key,), "known synonym")
    sold = {squeeze(fold(word).text).text for group in ("offer+", "offer") for word in cues().groups[group]}
    for name, key in synonyms(book):
        form = squeeze(fold(name).text).text
        if form not in sold and form not in everyday():  # no brand that is a word ("Oferta")
            yield term(name, "en", "substance", (key,), "known synonym")
    for name, key in spelt:
        for form in _spellings(name):
            yield term(form, "", "substance", (key,), "other spelling")


def _sold_as(store: Store) -> Iterator[Term]:
    """What medicines and drugs are sold as (``products.csv``): each name means the drugs in it that several territories control.

    A brand of one word may be a word of everyday ("Control"), and so is no more than a common word.
    """
    drugs: dict[str, bool] = {}
    for name, language, actives, doubt, *_ in store.records("product"):
        for key in actives:
            if key not in drugs:
                own = (e for e in store.listings(key) if store.field_of(e) == "drugs")
                drugs[key] = len({store.instruments[e.instrument].territory for e in own}) > 1
        ids = tuple(key for key in actives if drugs[key])
        if ids and len(name) >= (2 if not name.isascii() else _LEAST - 1):
            plain = " " in name or (name[0] > "\u2e80" and len(name) > SHORT)
            yield term(name, language, "substance", ids, PRODUCT, plain and not doubt)


def _german_forms(store: Store) -> Iterator[Term]:
    """Drugs with their form in one word, as German has it: ``Fentanylpflaster``."""
    for key in dict.fromkeys(key for word in cues().words for key in store.by_name(word.means)):
        for name, language in store.names_of(key):
            if language in ("de", "en") and name.isalpha() and name.isascii() and len(name) >= _LEAST:
                for form in cues().german_forms:
                    yield term(name + form, "de", "substance", (key,), "known synonym")


def _cased(found: Iterator[Term]) -> Iterator[Term]:
    """Cyrillic capitals look like other letters than the small ones: such a name is looked for in each writing."""
    for item in found:
        yield item
        if _CYRILLIC.search(item.name):
            for form in {item.name.lower(), item.name.capitalize(), item.name.upper()} - {item.name}:
                yield term(form, item.language, item.kind, item.ids, item.source, item.strong)


def _registers() -> Iterator[tuple[str, str, str]]:
    """Names of ordinary chemicals and medicines beyond English: name, language, CAS number (``substance/tables/goods-names.tsv``)."""
    for name, language, cas, *_ in rows("goods-names"):
        if len(name) >= (_LEAST_HAN if language.startswith("zh") else _LEAST) and language in _LANGUAGES:
            yield name, language, cas


def _with_bases(terms: list[Term]) -> Iterator[Term]:
    """A salt that is listed on its own means the substance as well, as ``ephedrine`` in ``ephedrine hydrochloride``."""
    whole = {item.key: item.ids for item in reversed(terms) if item.kind == "substance" and item.strong}
    for item in terms:
        low = fold(item.name).text
        head, _, tail = low.rpartition(" ")
        salts = (word for word in cues().zh_salts if low.startswith(word) and len(low) > len(word) + 1)
        salt = next(salts, "")
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
    for old, new in (("sulph", "sulf"), ("amfetamin", "amphetamin")):
        for one, other in ((old, new), (old.capitalize(), new.capitalize())):
            if one in name:
                yield name.replace(one, other)


def _spellings(name: str) -> Iterator[str]:
    """A one-word name as other languages spell it: ``Mefedron``, ``eutilone``, ``ketamina``."""
    if not (name.isalpha() and name.isascii() and len(name) > 6):
        return
    stem = name.lower().removesuffix("e")
    stems = {stem, stem.replace("ph", "f")}
    stems |= {s.replace("y", "i") for s in stems} | {s.replace("th", "t") for s in stems}
    for form in sorted(stems):
        ended = (form + end for end in ("", "e", "a"))
        yield from (one for one in ended if one != name.lower() and one not in everyday())
