"""Every mention of something listed in a text: where, what, how it was found, and what its context makes of it.

One fold of the text, one pass of the automaton, then the slower rungs on what is left: numbers, misspellings,
figures for letters, Chinese of the same sound, systematic names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from threading import Lock
from typing import NamedTuple

from tidewaiter.book import Book
from tidewaiter.text.mentions.compounds import Compounds
from tidewaiter.text.mentions.context import BRIEF, COMMON, judge, kind_of
from tidewaiter.text.mentions.cued import ASKED, CHAIN, SEVERAL, WHOLE, Context, Cued
from tidewaiter.text.mentions.cues import cues
from tidewaiter.text.mentions.dictionary import SHORT, Find, Names, Term
from tidewaiter.text.mentions.disguises import HIDING, hides, rung_of
from tidewaiter.text.mentions.folding import PICTURE, WALL, Folded, cased, fold, squeeze
from tidewaiter.text.mentions.given_names import as_given, is_sign
from tidewaiter.text.mentions.longer_names import Longer
from tidewaiter.text.mentions.mention import Mention
from tidewaiter.text.mentions.near_names import FIGURED, Chinese, Speller, corrected, figured, joined, spelt
from tidewaiter.text.mentions.near_sounds import BRAND, SOUND, Sounds
from tidewaiter.text.mentions.numbers import Number, Numbers
from tidewaiter.text.mentions.selling import blanked, sells
from tidewaiter.text.mentions.terms import PRODUCT, terms
from tidewaiter.text.mentions.whole_names import Whole, names_of, slight, structures_of

PIECE = 1 << 19  # characters that are folded and searched at once
_HEARD = (SOUND, FIGURED)
_HAN = re.compile(r"[\u3400-\u9fff]")
_CUT = re.compile(r"\n\s*\n|[.!?。！？]\s|\n|\s")


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

    def __init__(self, book: Book) -> None:
        self.book = book
        self.compounds = Compounds(book)
        self.names = Names(terms(book), cues().longer_words)
        self.numbers = Numbers(book.store)
        self._speller = Speller(self.names)
        self._sounds = Sounds(self.names)
        self._chinese: Chinese | None = None
        self._cued = Cued()
        self._longer = Longer(self.names, self.compounds)
        self._classes = {item.key: item for item in cues().classes}
        street = (known[0].ids for known in self.names.terms.values() if known[0].source == "common word")
        self._of_street = frozenset(key for ids in street for key in ids)

    def find(self, text: str, *, listing: bool = False) -> list[Mention]:
        """All mentions in a text, in order of place."""
        out: list[Mention] = []
        seen: set[str] = set()
        for start, end in pieces(text):
            piece = text[start:end]
            found = self._piece(piece, listing, seen)
            out.extend(m._replace(start=m.start + start, end=m.end + start) for m in found)
        return out

    def find_rows(self, texts: list[str]) -> list[list[Mention]]:
        """The mentions of many short texts of a list of goods at once, each judged by its own words alone."""
        out: list[list[Mention]] = []
        batch: list[str] = []
        size = 0
        for text in texts:
            if batch and size + len(text) > PIECE:
                out.extend(self._rows(batch))
                batch, size = [], 0
            batch.append(text)
            size += len(text) + 3
        return [*out, *self._rows(batch)] if batch else out

    def _rows(self, texts: list[str]) -> list[list[Mention]]:
        if len(texts) == 1 and len(texts[0]) > PIECE:
            return [self.find(texts[0], listing=True)]
        wall = f"\n{WALL}\n"
        texts = [text.replace(WALL, " ") for text in texts]
        folded = [fold(text) for text in texts]
        whole = wall.join(item.text for item in folded)
        written = wall.join(cased(text, item) for text, item in zip(texts, folded, strict=True))
        found = self._finds(whole, written, set())
        each: list[list[_Found]] = []
        place, at = 0, 0
        for item in folded:
            mine = []
            while place < len(found) and found[place].start < at + len(item.text):
                mine.append(found[place]._replace(start=found[place].start - at, end=found[place].end - at))
                place += 1
            each.append(mine)
            at += len(item.text) + len(wall)
        together = zip(texts, folded, each, _odds(folded, each), strict=True)
        return [self._judged(text, item, mine, True, read) for text, item, mine, read in together]

    def _piece(self, text: str, listing: bool, seen: set[str]) -> list[Mention]:
        folded = fold(text)
        found = self._finds(folded.text, cased(text, folded), seen)
        odds = _odds([folded], [found])[0] if listing else 0.0
        return self._judged(text, folded, found, listing, odds)

    # finding -------------------------------------------------------------------------------------

    def _finds(self, folded: str, written: str, seen: set[str]) -> list[_Found]:
        """All finds of a folded text; ``written`` is the same text with its capitals."""
        squeezed = squeeze(folded)
        listed = self.names.finds(folded, squeezed)
        wholes = names_of(written, folded, listed, self.compounds, self._longer.asks(folded, listed))
        wholes += structures_of(written, self.compounds)
        wholes.sort(key=lambda item: (item.start, -item.end))
        found = self._settled(folded, listed, wholes)
        found += filter(None, map(self._numbered, self.numbers.finds(folded)))
        taken = _apart(found)
        spans = [Find(f.start, f.end, _NO_TERM) for f in _apart([*taken, *map(_of_whole, wholes)])]
        near = [
            *figured(folded, spans, self.names),
            *joined(folded, spans, self.names),
            *corrected(folded, spans, self.names, self._speller, seen),
            *self._sounds.finds(folded),
        ]
        more = [_of_term(n.find, n.rung) for n in near if n.rung in _HEARD or self._chemical(n.find.term)]
        if not folded.isascii():
            if self._chinese is None:
                self._chinese = Chinese(self.names)
            for start, end, meant, rung in self._chinese.finds(squeezed.text):
                find = Find(int(squeezed.back[start]), int(squeezed.back[end - 1]) + 1, meant)
                if WALL not in folded[slice(*find[:2])] and self._longer.part_of(folded, find) is None:
                    more.append(_of_term(find, rung)._replace(doubtful=""))
        taken = _apart([*taken, *more], taken)
        return _apart([*taken, *self._stems(folded, taken)], taken)

    def _chemical(self, meant: Term) -> bool:
        """Whether a term may be misspelt: a machine or an ordinary plant has a common word for a name."""
        known = [item for key in meant.ids if (item := self.book.store.substance(key)) is not None]
        return meant.kind != "substance" or any(item.cas or item.smiles for item in known)

    def _settled(self, folded: str, listed: list[Find], wholes: list[Whole]) -> list[_Found]:
        """Names, and the whole names and structures: what stands inside another compound's name means nothing there."""
        out: list[_Found] = []
        place = 0
        dropped: set[int] = set()
        for find in listed:
            while place < len(wholes) and wholes[place].end <= find.start:
                place += 1
            whole = wholes[place] if place < len(wholes) and wholes[place].start < find.end else None
            if whole is None or self._stands(folded, find, whole):
                if whole is not None:
                    dropped.add(place)
                out.append(self._named(folded, find))
            elif not whole.meaning.ids:
                part = ("other meaning", f"part of '{whole.name}', another compound")
                out.append(_of_term(find, find.term.source)._replace(doubtful="", fixed=part))
        out += [_of_whole(w) for i, w in enumerate(wholes) if i not in dropped and w.meaning.ids]
        return out

    @staticmethod
    def _stands(folded: str, find: Find, whole: Whole) -> bool:
        """Whether a listed name stands for itself against a whole that it touches: it is as long, or all but a salt."""
        if find.start < whole.start or (find.start == whole.start and find.end >= whole.end):
            return True
        return whole.rung != "structure" and slight(folded, whole.start, whole.end, find.start, find.end)

    def _named(self, folded: str, find: Find) -> _Found:
        meant = find.term
        rung = "class word" if meant.kind == "class" and meant.source != "common word" else meant.source
        found = _of_term(find, rung)
        if meant.kind != "substance":
            return found
        if len(meant.key) == 1 and (
            folded[find.end : find.end + 1] > "\u2e80" or "-" in folded[find.start - 1 : find.end + 1]
        ):
            return found._replace(fixed=("other meaning", "one letter, part of another word"))
        if not meant.strong and re.search(r"[\])]\Z|\w\(\Z", folded[max(0, find.start - 2) : find.start]):
            return found._replace(fixed=("other meaning", "a part of a chemical name"))
        if meant.key in cues().han_apart and _touched(folded, find):
            return found._replace(fixed=("other meaning", "part of a longer Chinese word"))
        other = self._longer.part_of(folded, find)
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
        other = ("other meaning", "a phone, part or order number, by the word before it")
        fixed = other if number.label == "other" else ("", "")
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

    def _stems(self, folded: str, taken: list[_Found]) -> Iterator[_Found]:
        """Longer words that end like the names of a class: which substance it is, the word does not tell."""
        for ends, key in cues().stems:
            for end in ends:
                at = folded.find(end)
                while at >= 0:
                    begin, close = _word_around(folded, at, at + len(end))
                    ended = folded[at + len(end) : close] in ("", "s", "e", "es")
                    if ended and at > begin and not _touching(taken, begin, close):
                        why = f"ends in '{end}': a name of the class, if it is one; not known here"
                        classes = self._classes[key].classes
                        found = _Found(
                            begin, close, "class", classes, "ending of a class", folded[begin:close]
                        )
                        yield found._replace(fixed=("unclear", why))
                    at = folded.find(end, at + len(end))

    # judging -------------------------------------------------------------------------------------

    def _judged(
        self, text: str, folded: Folded, found: list[_Found], listing: bool, odds: float
    ) -> list[Mention]:
        if not listing:  # of these a document says no law
            found = [item for item in found if item.rung not in (PRODUCT, BRAND, SOUND)]
        if not found:
            return []
        context = self._cued.read(
            spelt(folded.text) if any(f.rung == FIGURED for f in found) else folded.text,
            street=any(f.rung in ("common word", *_HEARD) or f.doubtful == COMMON for f in found),
        )
        drugs = self._drugs(folded.text, found)
        made = [self._mention(text, folded, context, item, listing, drugs, odds) for item in found]
        other = self.numbers.others(folded.text) if any(is_sign(m.text) for m in made) else []
        # an abbreviation beside the number of another compound
        if other and not any(m.kind == "cas" for m in made):
            why = f"a short sign beside {other[0]}, the CAS number of another compound"
            made = [m._replace(judged="other meaning", why=why) if is_sign(m.text) else m for m in made]
        return as_given(text, made, self.book, listing=listing)

    def _drugs(self, folded: str, found: list[_Found]) -> frozenset[str]:
        """The words of a text for what has words of the street: each makes of a common word beside it a drug as well."""
        named = {
            folded[item.start : item.end]: item.ids
            for item in found
            if item.kind in ("substance", "class")
            and not item.fixed[0]
            and item.doubtful in ("", COMMON)
            and item.ids[0] in self._of_street
        }
        words, everyday = frozenset(named), cues().everyday
        pictures = sum(word.startswith(PICTURE) for word in named) > 1  # one may stand beside what it shows
        plain = {word: ids for word, ids in named.items() if pictures or not word.startswith(PICTURE)}
        common = [ids for word, ids in plain.items() if word in everyday]
        # two that mean one thing may be two names of persons
        several = len(set(common)) > 1 or len(common) > 2
        chain = len(folded) <= BRIEF and len({ids[0] for ids in named.values()}) > 2
        return words - everyday | ({SEVERAL} if several else set()) | ({CHAIN} if chain else set())

    def _mention(
        self,
        text: str,
        folded: Folded,
        context: Context,
        item: _Found,
        listing: bool,
        drugs: frozenset[str],
        odds: float,
    ) -> Mention:
        start, end = folded.start(item.start), folded.end(item.end)
        written = text[start:end]
        rung = rung_of(item.rung, written, folded.text[item.start : item.end], self.names)
        judged, why = item.fixed
        if not judged:
            doubtful = item.doubtful
            if doubtful and item.rung == "name" and written.isupper() and len(written) > SHORT:
                doubtful = ""
            first, *others = rung.split(", ")
            hidden = {*others, *({first} & HIDING)} - {"traditional characters"}
            if (
                hidden
                and not (hidden == {"spaced letters"} and sum(map(str.isalnum, written)) == len("冰块"))
                and (item.rung != FIGURED or len(written) > SHORT)
            ):
                doubtful = ""  # written so as not to be found: it means what it hides
            company = drugs - {folded.text[item.start : item.end]}
            listed = bool(company - {SEVERAL, CHAIN}) and item.ids[0] in self._of_street
            known = item.ids[0] in self._of_street
            street = item.rung == "common word" or (listed and not doubtful)
            street = street or (known and item.name.isalpha() and hides(hidden, written))
            judged, why = judge(
                context, item.start, item.end, doubtful=doubtful, listing=listing, street=street,
                kind=kind_of(item.ids) or ("drug" if known else ""),
                company=company if doubtful in ("", COMMON) else frozenset(), odds=odds,
            )  # fmt: skip
            if judged == "unclear" and item.rung == SOUND and why != ASKED:
                judged, why = (
                    "other meaning",
                    "it sounds like a drug, and nothing near it tells that one is sold",
                )
        name = item.name
        if item.kind in ("substance", "cas") and item.ids:
            record = self.book.store.substance(item.ids[0])
            name = record.name if record else name
        return Mention(start, end, written, item.kind, "; ".join(item.ids), rung, judged, why, name)


def _odds(folded: list[Folded], found: list[list[_Found]]) -> list[float]:
    """How much each of some texts reads like an offer; nought where no find is weighed by it."""
    read = {
        i: blanked(item.text, [(one.start, one.end) for one in mine])
        for i, (item, mine) in enumerate(zip(folded, found, strict=True))
        if len(item.text) <= WHOLE and not all(one.fixed[0] for one in mine)
    }
    odds = dict(zip(read, sells(list(read.values())), strict=True))
    return [odds.get(i, 0.0) for i in range(len(folded))]


def _of_term(find: Find, rung: str) -> _Found:
    meant = find.term
    return _Found(find.start, find.end, meant.kind, meant.ids, rung, meant.name, _doubt(meant))


def _of_whole(whole: Whole) -> _Found:
    meaning = whole.meaning
    why = "as it is written here, its stereochemistry or form is left open"
    fixed = ("unclear", why) if meaning.open else ("", "")
    kind = meaning.kind or "substance"
    return _Found(whole.start, whole.end, kind, meaning.ids, whole.rung, whole.name, "", fixed)


_NO_TERM = Term("", "", "", "", (), "")
_finders: dict[str, Finder] = {}
_making = Lock()


def finder(book: Book) -> Finder:
    """The finder of a lawbook, made on first use (about two seconds) and kept; threads that ask meanwhile wait for it."""
    with _making:
        found = _finders.get(book.sha256)
        if found is None:
            if len(_finders) > 3:
                _finders.clear()
            found = _finders[book.sha256] = Finder(book)
    return found


def find_mentions(text: str, book: Book, *, listing: bool = False) -> list[Mention]:
    """Every mention of something listed in a text, in order of place; spans count characters of ``text``.

    ``listing``: whether the text stands in a list of goods, where a bare name is an offer.

    >>> found = find_mentions("Buy f.e.n.t.a.n.y.l, 99 %, 5 kg in stock", Book.load())
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
        return COMMON
    if meant.source == "common word":
        return ""  # of a street word the data tells
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
            holds = kept[-1].start <= item.start and kept[-1].end >= item.end
            if id(item) in rank and id(kept[-1]) not in rank and not holds:
                kept[-1] = item
            continue
        kept.append(item)
    return kept


def _touching(taken: list[_Found], start: int, end: int) -> list[_Found]:
    place = bisect_left(taken, start, key=lambda f: f.end)
    out = []
    while place < len(taken) and taken[place].start < end:
        if taken[place].end > start:
            out.append(taken[place])
        place += 1
    return out


def _touched(folded: str, find: Find) -> bool:
    """Whether a Chinese character stands right beside a find that makes another word of it."""
    before, after = folded[: find.start], folded[find.end :]
    may = cues().han_beside
    begins = folded[find.start] > "\u2e80" and _HAN.match(before[-1:])
    left = begins and not before.endswith((*may["before"], *may["after"]))
    return bool(left or (_HAN.match(after) and not after.startswith(may["after"])))


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
