"""Every mention of something listed in a text: where, what, how it was found, and what its context makes of it.

One fold of the text, one pass of the automaton, then the slower rungs on what is left: numbers, misspellings,
figures for letters, Chinese of the same sound, systematic names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tidewaiter.book import Lawbook
from tidewaiter.text.compounds import Compounds, synonyms, systematic
from tidewaiter.text.context import Context, Cued, judge
from tidewaiter.text.cues import cues
from tidewaiter.text.dictionary import SHORT, Find, Names, Term, term
from tidewaiter.text.longer import Longer
from tidewaiter.text.model import Mention
from tidewaiter.text.near import Chinese, Speller, corrected, everyday, figured
from tidewaiter.text.normal import WALL, Folded, fold, squeeze
from tidewaiter.text.numbers import Number, Numbers
from tidewaiter.text.written import rung_of

PIECE = 1 << 19  # characters that are folded and searched at once
_CUT = re.compile(r"\n\s*\n|[.!?。！？]\s|\n|\s")
_TAIL = re.compile(r"(.{3,}?)(?:\s+\(([^()\s]{3,})\)|（([^（）]{2,})）)\*?\Z")


class _Found(NamedTuple):
    start: int  # in the folded text
    end: int
    kind: str
    ids: tuple[str, ...]
    rung: str
    name: str
    doubtful: str = ""
    fixed: tuple[str, str] = ("", "")  # judged, why: where the find itself settles it


class Finder:
    """All that is needed to read texts with one lawbook. Made once, kept, read-only."""

    def __init__(self, book: Lawbook) -> None:
        self.book = book
        self.compounds = Compounds(book)
        self.names = Names(_with_bases(list(_terms(book))))
        self.numbers = Numbers(book.store)
        self._speller = Speller(self.names)
        self._chinese: Chinese | None = None
        self._cued = Cued()
        self._longer = Longer(self.names, self.compounds)
        self._classes = {item.key: item for item in cues().classes}

    def find(self, text: str, *, listing: bool = False, thorough: bool = True) -> list[Mention]:
        """All mentions in a text, in order of place. ``thorough``: also the rungs that need OPSIN and RDKit."""
        out: list[Mention] = []
        seen: set[str] = set()
        for start, end in pieces(text):
            piece = text[start:end]
            found = self._piece(piece, listing, thorough, seen)
            out.extend(m._replace(start=m.start + start, end=m.end + start) for m in found)
        return out

    def find_rows(self, texts: list[str], *, listing: bool = True) -> list[list[Mention]]:
        """The mentions of many short texts at once, each judged by its own words alone."""
        out: list[list[Mention]] = []
        batch: list[str] = []
        size = 0
        for text in texts:
            if batch and size + len(text) > PIECE:
                out.extend(self._rows(batch, listing))
                batch, size = [], 0
            batch.append(text)
            size += len(text) + 3
        return [*out, *self._rows(batch, listing)] if batch else out

    def _rows(self, texts: list[str], listing: bool) -> list[list[Mention]]:
        if len(texts) == 1 and len(texts[0]) > PIECE:
            return [self.find(texts[0], listing=listing)]
        wall = f"\n{WALL}\n"
        texts = [text.replace(WALL, " ") for text in texts]
        folded = [fold(text) for text in texts]
        whole = wall.join(item.text for item in folded)
        found = self._finds(whole, True, set())
        out: list[list[Mention]] = []
        place, at = 0, 0
        for text, item in zip(texts, folded, strict=True):
            mine = []
            while place < len(found) and found[place].start < at + len(item.text):
                mine.append(found[place]._replace(start=found[place].start - at, end=found[place].end - at))
                place += 1
            out.append(self._judged(text, item, mine, listing) if mine else [])
            at += len(item.text) + len(wall)
        return out

    def _piece(self, text: str, listing: bool, thorough: bool, seen: set[str]) -> list[Mention]:
        folded = fold(text)
        return self._judged(text, folded, self._finds(folded.text, thorough, seen), listing)

    # finding -------------------------------------------------------------------------------------

    def _finds(self, folded: str, thorough: bool, seen: set[str]) -> list[_Found]:
        squeezed = squeeze(folded)
        listed = self.names.finds(folded, squeezed)
        found = [self._named(folded, find, thorough) for find in listed]
        found += [
            item for number in self.numbers.finds(folded) if (item := self._numbered(number)) is not None
        ]
        taken = _apart(found)
        spans = [Find(f.start, f.end, _NO_TERM) for f in taken]
        near = [
            *figured(folded, spans, self.names),
            *corrected(folded, spans, self.names, self._speller, seen),
        ]
        more = [
            _Found(n.find.start, n.find.end, n.find.term.kind, n.find.term.ids, n.rung, n.find.term.name)
            for n in near
        ]
        if not folded.isascii():
            if self._chinese is None:
                self._chinese = Chinese(self.names)
            for start, end, meant, rung in self._chinese.finds(squeezed.text):
                begin, close = int(squeezed.back[start]), int(squeezed.back[end - 1]) + 1
                if (
                    WALL not in folded[begin:close]
                    and self._longer.part_of(folded, Find(begin, close, meant)) is None
                ):
                    more.append(_Found(begin, close, meant.kind, meant.ids, rung, meant.name))
        taken = _apart([*taken, *more], taken)
        if thorough:
            taken = _apart([*self._systematic(folded, taken), *taken])
        return _apart([*taken, *self._stems(folded, taken)], taken)

    def _named(self, folded: str, find: Find, thorough: bool) -> _Found:
        meant = find.term
        rung = "class word" if meant.kind == "class" else meant.source
        found = _Found(find.start, find.end, meant.kind, meant.ids, rung, meant.name, _doubt(meant))
        if meant.kind != "substance":
            return found
        if len(meant.key) == 1 and (
            folded[find.end : find.end + 1] > "\u2e80" or "-" in folded[find.start - 1 : find.end + 1]
        ):
            return found._replace(fixed=("other meaning", "one letter, part of another word"))
        other = self._longer.part_of(folded, find, thorough)
        if other is None:
            return found
        if other.meaning.ids:
            return found._replace(
                start=other.start, end=other.end, kind=other.meaning.kind, ids=other.meaning.ids,
                rung=other.rung, name=other.name, doubtful="",
            )  # fmt: skip
        if other.open:
            return found._replace(fixed=("unclear", other.why))
        return found._replace(fixed=("other meaning", other.why))

    def _numbered(self, number: Number) -> _Found | None:
        if number.kind == "code":
            fixed = ("", "")
            if number.label != "code":
                if not number.plain:
                    return None
                fixed = ("unclear", "a number like a commodity code; no word says that it is one")
                if number.label == "other":
                    fixed = ("other meaning", "a number of another kind, by the word before it")
            return _Found(
                number.start, number.end, "code", (number.digits,), number.rung, number.digits, "", fixed
            )
        fixed = (
            ("other meaning", "a phone, part or order number, by the word before it")
            if number.label == "other"
            else ("", "")
        )
        if number.rung == "cas with a wrong check digit":
            near = self.numbers.near(number.digits)
            why = f"{number.digits} is no CAS number (check digit); {near} is one"
            ids = tuple(self.book.store.by_cas(near))
            return _Found(number.start, number.end, "cas", ids, number.rung, near, "", ("unclear", why))
        if number.label == "other" and not self.numbers.listed(number.digits):
            return None
        meaning = self.compounds.by_cas(number.digits)
        if meaning is None or not meaning.ids:
            return None
        doubtful = ""
        if not number.label and len(number.digits) < 10:
            doubtful = "figures that no word calls a CAS number"
        return _Found(
            number.start, number.end, "cas", meaning.ids, number.rung, number.digits, doubtful, fixed
        )

    def _systematic(self, folded: str, taken: list[_Found]) -> Iterator[_Found]:
        spans = [
            (start, end)
            for start, end in systematic(folded)
            if not any(f.start <= start and f.end >= end for f in _touching(taken, start, end))
        ]
        if not spans:
            return
        names = {folded[start:end] for start, end in spans}
        known = {name: meaning for name in names if (meaning := self.compounds.by_name(name)) is not None}
        read = self.compounds.read(sorted(names - set(known)))
        for start, end in spans:
            name = folded[start:end]
            meaning = known.get(name) or read.get(name)
            if meaning is not None and meaning.ids:
                rung = "known synonym" if name in known else "systematic name"
                yield _Found(start, end, meaning.kind, meaning.ids, rung, name)

    def _stems(self, folded: str, taken: list[_Found]) -> Iterator[_Found]:
        """Longer words that end like the names of a class: which substance it is, the word does not tell."""
        for ends, key in cues().stems:
            for end in ends:
                at = folded.find(end)
                while at >= 0:
                    begin, close = _word_around(folded, at, at + len(end))
                    if close - begin > len(end) and not _touching(taken, begin, close):
                        why = f"ends in '{end}': a name of the class, if it is one; not known here"
                        yield _Found(
                            begin,
                            close,
                            "class",
                            self._classes[key].classes,
                            "ending of a class",
                            folded[begin:close],
                            "",
                            ("unclear", why),
                        )
                    at = folded.find(end, at + len(end))

    # judging -------------------------------------------------------------------------------------

    def _judged(self, text: str, folded: Folded, found: list[_Found], listing: bool) -> list[Mention]:
        if not found:
            return []
        context = self._cued.read(folded.text)
        return [self._mention(text, folded, context, item, listing) for item in found]

    def _mention(self, text: str, folded: Folded, context: Context, item: _Found, listing: bool) -> Mention:
        start, end = folded.start(item.start), folded.end(item.end)
        written = text[start:end]
        rung = rung_of(item.rung, written, folded.text[item.start : item.end], self.names)
        judged, why = item.fixed
        if not judged:
            doubtful = item.doubtful
            if doubtful and item.rung == "name" and written.isupper() and len(written) > SHORT:
                doubtful = ""
            if rung.partition(", ")[2]:
                doubtful = ""  # written so as not to be found: it means what it hides
            judged, why = judge(context, item.start, item.end, doubtful=doubtful, listing=listing)
        name = item.name
        if item.kind in ("substance", "cas") and len(item.ids) >= 1:
            known = self.book.store.substance(item.ids[0])
            name = known.name if known else name
        return Mention(start, end, written, item.kind, "; ".join(item.ids), rung, judged, why, name)


_NO_TERM = Term("", "", "", "", (), "")
_finders: dict[str, Finder] = {}


def finder(book: Lawbook) -> Finder:
    """The finder of a lawbook, made on first use (about two seconds) and kept."""
    found = _finders.get(book.sha256)
    if found is None:
        if len(_finders) > 3:
            _finders.clear()
        found = _finders[book.sha256] = Finder(book)
    return found


def find_mentions(text: str, book: Lawbook, *, listing: bool = False) -> list[Mention]:
    """Every mention of something listed in a text, in order of place; spans count characters of ``text``.

    ``listing``: whether the text stands in a list of goods, where a bare name is an offer.

    >>> found = find_mentions("Buy f.e.n.t.a.n.y.l, 99 %, 5 kg in stock", Lawbook.load())
    >>> [(m.text, m.id, m.judged) for m in found]
    [('f.e.n.t.a.n.y.l', 'fentanyl', 'offer')]
    """
    return finder(book).find(text, listing=listing)


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Cut a long text where a sentence or line ends, near every ``PIECE`` characters."""
    start = 0
    while len(text) - start > PIECE:
        end = start + PIECE
        tail = text[end - 4096 : end]
        cuts = [m.end() for m in _CUT.finditer(tail)]
        strong = [m.end() for m in _CUT.finditer(tail) if len(m[0]) > 1]
        end = end - 4096 + (strong or cuts or [4096])[-1]
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)


def _doubt(meant: Term) -> str:
    """Why a word may be another thing, or ""."""
    if not meant.strong:
        return "a common word"
    if meant.key in cues().ambiguous:
        return "a word with other meanings"
    if len(meant.key) <= 3 and meant.key.isascii() and meant.key.isalpha() and meant.key not in cues().sure:
        return "three letters that stand for many things"
    if len(meant.key) <= SHORT and meant.key.isascii() and meant.key not in cues().sure:
        return "a short sign that stands for many things"
    return ""


def _apart(found: list[_Found], first: list[_Found] | None = None) -> list[_Found]:
    """Those that do not overlap: what is in ``first`` stays, then leftmost and longest."""
    rank = {id(item): 0 for item in first or ()}
    kept: list[_Found] = []
    for item in sorted(found, key=lambda f: (f.start, -f.end, rank.get(id(f), 1))):
        if kept and item.start < kept[-1].end:
            before = kept[-1]
            if (
                id(item) in rank
                and id(before) not in rank
                and not (before.start <= item.start and before.end >= item.end)
            ):
                kept[-1] = item
            continue
        kept.append(item)
    return kept


def _touching(taken: list[_Found], start: int, end: int) -> list[_Found]:
    from bisect import bisect_left

    place = bisect_left(taken, start, key=lambda f: f.end)
    out = []
    while place < len(taken) and taken[place].start < end:
        if taken[place].end > start:
            out.append(taken[place])
        place += 1
    return out


def _word_around(folded: str, start: int, end: int) -> tuple[int, int]:
    """The word, hyphens and locants with it, that holds a stretch; for Chinese the characters before it."""
    if folded[start] > "\u2e80":
        begin = start
        while (
            begin > 0
            and start - begin < 8
            and (folded[begin - 1] in cues().zh_before or folded[begin - 1] in "-0123456789,'")
        ):
            begin -= 1
        return begin, end
    begin = start
    while begin > 0 and (
        folded[begin - 1].isascii() and (folded[begin - 1].isalnum() or folded[begin - 1] in "-',()[]")
    ):
        begin -= 1
    while end < len(folded) and folded[end].isascii() and folded[end].isalpha():
        end += 1
    while begin < start and folded[begin] in "-',()[]":
        begin += 1
    return begin, end


def _terms(book: Lawbook) -> Iterator[Term]:
    store = book.store
    spelt: list[tuple[str, str]] = []
    for name, key, language in store._all("SELECT name, substance, language FROM name"):
        for form in _aliases(name):
            yield term(form, language, "substance", (key,), "name")
        if language == "en":
            spelt.append((name, key))
    for item in cues().classes:
        ids = tuple(key for key in item.classes if store.listings(key))
        for word in item.words:
            yield term(word, "", "class", ids or item.classes, "class word")
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
