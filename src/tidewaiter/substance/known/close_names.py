"""What is said where nothing is known by a name: names close to it, names within it, the family that it may be of."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from tidewaiter.errors import Unresolved
from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import name_key
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.dictionary import dictionary
from tidewaiter.substance.dictionary.doubt import is_chemical
from tidewaiter.substance.dictionary.general import Compound
from tidewaiter.substance.identity import Identity, Look, candidate
from tidewaiter.substance.known.of_dictionary import WHICH
from tidewaiter.substance.names.composed import unread
from tidewaiter.substance.names.salts import is_rest, split
from tidewaiter.substance.tables.spelt import ELISION, folded, in_the_nominative, latin, slips
from tidewaiter.substance.tables.traditional import as_meant
from tidewaiter.substance.words.part import JOINED
from tidewaiter.substance.words.plain_words import is_plain_by_stem
from tidewaiter.substance.words.words import Words, words_of

_LONG = 7  # letters of a Russian word that is compared as Latin letters write it
_MOST_WITHIN = 8  # words of a text for which close names are sought one by one
_HAN = re.compile("[\u4e00-\u9fff]+")
_DOUBLED = re.compile(r"(.)\1+$")
_CYRILLIC = re.compile("[\u0400-\u04ff]")


def unresolved(text: str, store: Store, why: str, *, hints: bool, written: str) -> Unresolved:
    """The error for a name that nothing knows, with close names where they are asked for, of the text as ``written`` in
    simplified characters as well."""
    offers: tuple[str, ...] = ()
    if hints:
        words = words_of(store)
        listed = suggest(text, store) or suggest(words.bare(text), store)
        slipped = _slipped(words.bare(text), store)
        close: dict[str, str] = {}
        for one in (*listed[:2], *slipped, *listed[2:]):
            close.setdefault(one.casefold(), one)
        offers = tuple(close.values())[:3] or (
            _typed_for(written or text, store) or _within(words.bare(written or text), store)
        )
    return Unresolved(
        f"Nothing consulted knows the name {text[:80]!r}{why}.",
        "Check the spelling, or give a CAS number or a structure.",
        offers,
    )


def _within(text: str, store: Store) -> tuple[str, ...]:
    """Listed names close to words of a text, the closest first, in their order or turned round."""
    from rapidfuzz.distance import OSA

    plain = ELISION.sub("", text)
    words = [word.strip("\"'“”„«»") for word in plain.split()[:_MOST_WITHIN]]
    # Traumadol-Tabletten
    words += [one for word in words if "-" in word for one in word.split("-") if len(one) > _LONG]
    near: dict[str, float] = {}
    for size in range(min(3, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            run = words[start : start + size]
            if is_rest(" ".join(run)):
                continue  # the acid of a salt is not what is misspelt
            cyrillic = size == 1 and len(run[0]) > _LONG and _CYRILLIC.search(run[0])
            cases = map(latin, (run[0], *in_the_nominative(run[0])[:1])) if cyrillic else ()
            for written in dict.fromkeys((" ".join(run), " ".join(reversed(run)), *cases)):
                for name in suggest(written, store):
                    near.setdefault(name, OSA.normalized_distance(name_key(written), name_key(name)))
    return tuple(sorted(near, key=near.__getitem__))[:3]


def _typed_for(text: str, store: Store) -> tuple[str, ...]:
    """Listed Chinese names of which a text has a character that sounds or looks like the right one."""
    if text.isascii():
        return ()
    words = re.findall(r"[\u4e00-\u9fff]{2,12}", text)
    return tuple(one for word in words for one in as_meant(word) if store.by_name(one))


def _slipped(text: str, store: Store) -> tuple[str, ...]:
    """Names one slip away from a text or a word of it in any spelling of Europe: listed ones in the asker's letters, then others."""
    for word in dict.fromkeys((text, *text.split()[:_MOST_WITHIN])):
        keys = () if is_rest(word) else slips(folded(_DOUBLED.sub(r"\1", word)))
        near = store.by_spelling(*keys)
        found = {key: one for key in keys for one in near.get(key, ())}
        listed = [_in_letters_of(word, one, key, store) for key, one in found.items()]
        others = [_own_name(one, key) for key in keys for one in dictionary().by_spelling(key)]
        if listed or others:
            return (*listed[:2], *others, *listed[2:])
    return ()


def _own_name(one: Compound, key: str) -> str:
    """The name of a compound that has a key: the paracetamol of "paracetomol", not acetaminophen."""
    return next((name for name in one.own if folded(name) == key), one.name)


def _in_letters_of(word: str, substance: str, key: str, store: Store) -> str:
    """The name of a substance that has a key, in the script of a word; its English one where there is none."""
    script = _CYRILLIC.search(word) is None
    names = (name for name, _ in store.names_of(substance) if folded(name) == key)
    same = (name for name in names if (_CYRILLIC.search(name) is None) is script)
    return next(same, candidate(store, substance).name)


def suggest(text: str, store: Store, most: int = 3) -> tuple[str, ...]:
    """Listed names and products close to a misspelt one, one a substance, the English one where it is as close: offered, never assumed.

    Letters that are missing, added, wrong or swapped count one each; short words allow one, long ones three.
    """
    key = name_key(text)
    if len(key) < (3 if _HAN.fullmatch(key) else 4):
        return ()
    return store.of_text(("close names", key), lambda: _close(key, store))[:most]


def is_another_word(text: str, name: str) -> bool:
    """Whether a text has a name's words but for one that is no slip of the name's own: the "cannabis bales" beside "cannabis wax"."""
    from rapidfuzz.distance import OSA

    written, own = ([name_key(word) for word in one.split()] for one in (text, name))
    if len(written) != len(own) or not set(written) & set(own):
        return False
    return any(OSA.distance(word, other) > _allowed(word) for word, other in zip(written, own, strict=True))


def _allowed(key: str) -> int:
    """How many letters of a word or name may be off for it to be a misspelt one."""
    return 1 if len(key) < 6 else 2 if len(key) < 12 else 3


def _close(key: str, store: Store) -> tuple[str, ...]:
    """All that are close to the key of a name, the closest first."""
    best: dict[str, tuple[float, str]] = {}
    for found, distance in near_keys(key, store, 40, _allowed(key)):
        for name, substance in store.named(found):
            brand = 0.25 if substance.startswith("product ") else 0
            rank = (distance + (0.5 if found[0] != key[0] else 0) + brand, name)
            best[substance] = min(best.get(substance, rank), rank)
    return tuple(
        dict.fromkeys(_offered(key, one, *best[one], store) for one in sorted(best, key=best.__getitem__))
    )


_LEAST = 5  # letters of a word that is sought among the names of lists


def is_a_slip_of_a_listed(text: str, words: Words) -> bool:
    """Whether a piece of a list is one word that is plain by its stem alone, and a slip away from a listed name: the riccin of "coffee beans
    and riccin", which has the stem of a curl."""
    word = text.strip(" .,;:()")
    if len(word) < _LEAST or not word.isalpha() or words.quality(word) or not is_plain_by_stem(word):
        return False
    return bool(listed_near(word, words.store, 5, 1))


def listed_near(name: str, store: Store, most: int, allowed: int) -> list[str]:
    """The substances of which a name is near to the given one, as `near_keys` counts it, the closest first."""
    near = near_keys(name_key(name), store, most, allowed)
    found = dict.fromkeys(key for one, _ in near for _, key in store.named(one))
    return [key for key in found if store.substance(key)]


def near_keys(key: str, store: Store, most: int, allowed: int) -> list[tuple[str, float]]:
    """The keys of names at most so many letters off, each with how many, the closest first; only those of such a length are measured."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    kept = store.once(("keys by length",), lambda: _by_length(store.name_keys))
    every = chain.from_iterable(
        kept.get(size, ()) for size in range(len(key) - allowed, len(key) + allowed + 1)
    )
    near = process.extract(key, list(every), scorer=OSA.distance, limit=most, score_cutoff=allowed)
    return [(found, distance) for found, distance, _ in near]


def _by_length(keys: Iterable[str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for key in keys:
        found.setdefault(len(key), []).append(key)
    return found


def _offered(key: str, substance: str, rank: float, name: str, store: Store) -> str:
    """The name of a substance to offer: the English one where it is hardly farther from what was written."""
    from rapidfuzz.distance import OSA

    english = [own for own, language in store.names_of(substance) if language == "en" and key.isascii()]
    nearest = min(((OSA.distance(key, name_key(own)), own) for own in english), default=(99, ""))
    return nearest[1] if nearest[0] <= rank + 1 else name


def of_a_family(query: str, text: str, words: Words, look: Look) -> Identity | None:
    """ "... fentanyl" with a word that no one knows: it may be another member of the family, never fentanyl itself for sure.

    Raises :class:`Unresolved` where the word is one of chemistry: then it is another member.
    """
    bare = words.bare(text)
    bases = (base for base, _ in split(bare))
    head, before = next((found for one in (bare, *bases) if (found := unread(one))[0]), ("", ""))
    if not head or JOINED.fullmatch(f" {before} ") or look(before):
        return None
    told = f"{before!r} stands before {head!r} and is not understood: the goods may be another, controlled substance of that family"
    known = look(head)
    if is_chemical(before) or known is None:
        raise Unresolved(
            f"Nothing consulted knows {before!r} before {head!r}: the goods may be another, controlled substance of that family.",
            f"Give a CAS number or a structure; or ask for {head!r} if that is what is meant.",
            tuple(dict.fromkeys((*suggest(text, words.store, 2), head))),
        )
    unsure = tuple(one._replace(unsure=WHICH) for one in known.candidates)
    return Identity(query, "ambiguous", "phrase", unsure, f"read as {head!r}", told, (before,))
