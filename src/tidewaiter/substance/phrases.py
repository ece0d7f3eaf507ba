"""A declared phrase: a name with its dosage form, grade and packing, or the names of a combination.

"Morphine tablets" and "codeine with paracetamol" are no names, yet say what is meant. What the words of form leave is
asked as a name, part by part; each part is looked at. What is left over and not understood is told, never dropped.
A CAS number anywhere in the text is read as well, and a name in brackets behind another as its gloss. The words are
those of ``shipment/words.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from tidewaiter.lawbook.contents import Strength
from tidewaiter.lawbook.names import cas_check, name_key
from tidewaiter.lawbook.records import Substance
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.identity import Candidate, Identity, candidate, identity
from tidewaiter.substance.strength import Amount, Contents, Ingredient, Labels, strength_of, volume_of

Look = Callable[[str], Identity | None]

_JOINED = re.compile(
    r"\s*(?:\s(?:and|with|plus|und|mit|sowie|y|et|avec|e|com|con|и|с)\s|\s?[+&/;|\n\t]\s?|,\s|\s-\s|[、，；]|与|和|及)\s*",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\d[\d.,]*\s*(?:%|mg|µg|ug|mcg|kg|g|ml|l|ppm|mm)(?:\s*/\s*(?:\d[\d.,]*\s*)?\w+)?(?!\w)|\b\d+\s*x\b|[≥>=<~®™]|毫克"
    r"|(?<!\w)(?:EC|EINECS|UN|HS|HTS|REACH)[\s.-]*(?:no|number|code)?[\s.:#-]*\d[\d.-]{3,}(?!\w)",  # labelled numbers
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:cas[\w\s.:#-]{0,12}?)?(?<![\d-])(\d{2,7}-\d{2}-\d)(?![\d-])", re.IGNORECASE)
_GLOSS = re.compile(r"(.+?)(?:\s+[(\[]|\s*[（【])\s*([^()（）\[\]【】]+?)\s*[)）\]】](?:\s+(.*))?")
_STRENGTH = re.compile(r"(?:(?<=\s)|^)\d+(?:[.,]\d+)?$")
_GERMAN = re.compile(  # one word of two: Morphintabletten
    r"(?<=\w{4})-?(tabletten?|kapseln?|ampullen?|tropfen|(?<!injektions)(?<!infusions)lösung"
    r"|injektionslösung|infusionslösung|pflaster|hustensaft|saft|sirup|zäpfchen)\b",
    re.IGNORECASE,
)
_FRENCH = re.compile(r"(?<!\w)[dl]['’](?=[^\W\d]{3})", re.IGNORECASE)  # comprimés d'oxycodone
_CHINESE = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff\d\s()（）-]*")
_MARK = re.compile(r"⟦(\d+)⟧")
_PURE = 95.0  # per cent: a purity, no strength
_SMALL = frozenset(
    (
        "in",
        "of",
        "per",
        "a",
        "for",
        "with",
        "each",
        "no",
        "cas",
        "hs",
        "bp",
        "usp",
        "ep",
        "packed",
        "box",
        "boxes",
        "bottle",
        "bottles",
        "pure",
        "liquid",
    )
)
_MOST_WORDS = 6
_PLAIN = frozenset(("dosage", "form", "forms", "combination", "and", "with"))


class Part(NamedTuple):
    """One part of a phrase: what it means, its words that were not understood, and the amounts that it gives."""

    text: str
    found: tuple[Candidate, ...]
    left: str = ""
    doubt: str = ""
    amounts: tuple[Amount, ...] = ()


def read(query: str, text: str, words: Words, look: Look, *, partly: bool = False) -> Identity | None:
    """What a phrase means by its numbers, its gloss or its parts; None where no part is known.

    Without ``partly``, also None where anything in it is not understood.
    """
    if not text.isprintable():
        return None
    found = _numbered(query, text, words, look) or _glossed(query, text, words, look)
    if found:
        return put_up(found, text, words)
    return _by_parts(query, text, words, look, partly=partly)


def put_up(found: Identity, text: str, words: Words) -> Identity:
    """The same with what the text tells of strength and form, where one thing is named."""
    if any(one.contents for one in found.candidates):
        return found
    part = Part(text, found.candidates, amounts=words.labels.masked(text)[1])
    return found._replace(candidates=_with_contents([part], text, found.candidates, not found.left, words))


def _numbered(query: str, text: str, words: Words, look: Look) -> Identity | None:
    """A text with CAS numbers in it: they say what the goods are; a name beside them that says otherwise is looked at too."""
    numbers = [found[1] for found in _NUMBER.finditer(text) if cas_check(found[1])]
    known = [found for number in dict.fromkeys(numbers) if (found := look(number))]
    if not known:
        return None
    rest = words.bare(re.sub(r"[()（）\[\]【】]", " ", _NUMBER.sub(" ", text)))
    named = (look(rest) or _by_parts(query, rest, words, look)) if name_key(rest) else None
    every = dict.fromkeys(one for found in known for one in found.candidates)
    doubts = []
    if named and not {one.substance or one.cas or one.name for one in named.candidates} & {
        one.substance or one.cas or one.name for one in every
    }:
        every |= dict.fromkeys(named.candidates)
        doubts.append(f"the name {rest!r} and the number {', '.join(numbers)} are not of one substance")
    elif name_key(rest) and not named:
        doubts.append(f"not understood: {rest!r}")
    note = f"read by the number {', '.join(numbers)}"
    return identity(query, "CAS number", every, note, doubts)


def _glossed(query: str, text: str, words: Words, look: Look) -> Identity | None:
    """``A (B)``: what both mean; where one is not known, what the other means, and that is told."""
    found = _GLOSS.fullmatch(text)
    if not found:
        return None
    outer, inner = words.bare(f"{found[1]} {found[3] or ''}"), words.bare(found[2])
    named = [(part, look(part)) for part in (outer, inner) if len(name_key(part)) > 2]
    known = [(part, one) for part, one in named if one]
    unread = [part for part, one in named if not one]
    if not known or (outer in unread and len(outer.split()) > 3):
        return None
    every = dict.fromkeys(one for _, found in known for one in found.candidates)
    doubts = [found.doubt for _, found in known if found.doubt]
    if unread:
        doubts.append(f"not understood: {', '.join(map(repr, unread))}")
    note = f"read as {', '.join(repr(part) for part, _ in known)}"
    return identity(query, "phrase", every, note, doubts)


def _by_parts(query: str, text: str, words: Words, look: Look, *, partly: bool = False) -> Identity | None:
    """What a phrase means by its parts, the words of form set aside."""
    text = _FRENCH.sub("", _GERMAN.sub(r" \1", text))
    pieces = _pieces(text, words)
    parts = _measured(pieces, words, look)
    if not parts:
        whole, kept = None, ""
        for kept in dict.fromkeys((words.bare(text, within=False), words.bare(text))):
            if name_key(kept) != name_key(text) and len(name_key(kept)) > 1 and (whole := look(kept)):
                break
        if whole:
            given = tuple(amount for _, amounts in pieces for amount in amounts)
            parts = [Part(kept, whole.candidates, "", whole.doubt, given)]
        else:
            parts = [_part(piece, words, look)._replace(amounts=amounts) for piece, amounts in pieces]
    known = [part for part in parts if part.found]
    unread = [part.text for part in parts if not part.found] + [part.left for part in parts if part.left]
    if not known or (unread and not partly):
        return None
    if len(parts) == 1 and not unread and name_key(parts[0].text) == name_key(text):
        return None  # no phrase: a name, which was asked before
    found = {one: None for part in known for one in part.found}
    if len(parts) > 1 or words.form(text):
        found |= dict.fromkeys(preparations(list(found), text, words.form(text) != "", words))
    note = (
        f"read as {', '.join(repr(part.text) for part in known)}: the other words tell form, grade or packing"
    )
    doubts = [part.doubt for part in known if part.doubt]
    if compound := words.compound(text):
        doubts.append(f"{compound!r}: a medicine of several parts, not all of which are named")
    if unread:
        doubts.append(f"not understood: {', '.join(map(repr, unread))}"[:300])
    several = len(pieces) > 1 and len(parts) == 1
    every = _with_contents(known, text, tuple(found), not (unread or compound or several), words)
    return identity(query, "phrase", every, note, doubts, tuple(unread))


def _pieces(text: str, words: Words) -> list[tuple[str, tuple[Amount, ...]]]:
    """The pieces of a phrase that name something, each with the amounts that stand beside it."""
    masked, amounts = words.labels.masked(text)
    found: list[tuple[str, list[int]]] = []
    loose: list[int] = []
    for piece in _JOINED.split(masked):
        for name, marks in _beside(_MARK.split(piece), words):
            if name_key(_STRENGTH.sub("", words.bare(name))):
                found.append((name, marks))
            else:
                loose += marks
    every = [mark for _, marks in found for mark in marks] + loose
    if len(found) == len(every) and any(
        len(marks) != 1 for _, marks in found
    ):  # "A/B 5 mg/325 mg": in their order
        found = [(name, [mark]) for (name, _), mark in zip(found, sorted(every), strict=True)]
    elif len(found) == 1:
        found = [(found[0][0], sorted(every))]
    return [(name, tuple(amounts[mark] for mark in marks)) for name, marks in found]


def _beside(split: list[str], words: Words) -> list[tuple[str, list[int]]]:
    """Words and amounts by turns as pieces: "A 5 mg B 10 mg" and "5 mg A 10 mg B" are two, all else is one."""
    texts, marks = split[::2], [int(mark) for mark in split[1::2]]
    named = [name_key(words.bare(text)) != "" for text in texts]
    if len(marks) < 2 or sum(named) < 2:
        return [(" ".join(texts).strip(), marks)]
    if named[0]:
        pieces = [(text, [mark]) for text, mark in zip(texts, marks, strict=False)]
        return [*pieces[:-1], (f"{pieces[-1][0]} {texts[-1]}", pieces[-1][1])]
    return [(text, [mark]) for text, mark in zip(texts[1:], marks, strict=True)]


def _measured(pieces: list[tuple[str, tuple[Amount, ...]]], words: Words, look: Look) -> list[Part]:
    """The parts of a combination that gives the amount of any of them; empty where one is not known."""
    if len(pieces) < 2 or not any(amounts for _, amounts in pieces):
        return []
    parts = [_part(piece, words, look)._replace(amounts=amounts) for piece, amounts in pieces]
    return parts if all(part.found and not part.left for part in parts) else []


def _with_contents(
    parts: list[Part], text: str, found: tuple[Candidate, ...], whole: bool, words: Words
) -> tuple[Candidate, ...]:
    """Candidates with what a phrase tells of the preparation that they are in; as they are where it tells nothing."""
    labels, form = words.labels, words.labels.form(text)
    held = volume_of(text)
    strengths = [strength_of(part.amounts, form, held) for part in parts]
    pure = any(one and one.hundred is not None and one.hundred > _PURE for one in strengths)
    if not form and (pure or words.grade(text) or not any(strengths)):
        return found
    actives = [_active(part, strength, words) for part, strength in zip(parts, strengths, strict=True)]
    compound = words.compound(text) != ""
    told = Contents(form, None, (), whole, labels.medicine(text), labels.prolonged(text), compound=compound)
    drugs = tuple(sorted(_held((one for one in found if not words.mixture(one)), words.store)))
    made = []
    for one in found:
        place = next((n for n, part in enumerate(parts) if one in part.found), None)
        if words.mixture(one):
            contents = told._replace(drugs=drugs) if drugs else None
        elif place is None:
            contents = None
        else:
            others = tuple(each for n, more in enumerate(actives) if n != place for each in more)
            beside = tuple(each for each in actives[place] if each.name != one.name)
            strength = strengths[place]
            base = _base_of(one) if strength else None
            contents = told._replace(strength=strength, others=(*others, *beside), base=base)
        made.append(one._replace(contents=contents))
    return tuple(made)


def branded(name: str, found: Iterable[Candidate], unknown: Iterable[str], words: Words) -> list[Candidate]:
    """The active substances of a product, each with the others: a medicine whose strength its name does not tell."""
    told = Contents(words.labels.form(name), None, medicine=True, brand=True)
    every = list(found)
    held = [Ingredient(one.name, one.substance, None) for one in every if not words.mixture(one)]
    held += [Ingredient(name, "", None) for name in unknown]
    active = [one for one in held if not words.labels.inert(one.name)]
    return [
        one._replace(contents=told._replace(others=tuple(o for o in active if o.name != one.name)))
        for one in every
    ]


def _base_of(one: Candidate) -> float | None:
    """What of a salt's weight is its base; None of what is named without its acid."""
    if "." not in one.smiles:
        return None
    from tidewaiter.substance.forms import base_share

    return base_share(one.smiles)


def _active(part: Part, strength: Strength | None, words: Words) -> list[Ingredient]:
    """What a part of a phrase says is in the preparation, what is inert left out.

    All that a product holds is in it; of several things that a word may mean, only one is.
    """
    named = [one for one in part.found if not words.mixture(one)]
    if words.labels.inert(part.text):
        return []
    if any(one.unsure for one in named) or not any(map(words.mixture, part.found)):
        named = named[:1]
    return [Ingredient(one.name, one.substance, strength if len(named) == 1 else None) for one in named]


class Words:
    """The words of form, grade and packing, as one pattern each."""

    def __init__(self, store: Store) -> None:
        self.store = store
        held = (store.record("shipping", "all") or {}).get("words", {})
        self.labels = Labels(held)
        self._states = _either(tuple(held.get("grades", ())))
        forms = tuple(held.get("forms", ()))
        grades = (*forms, *held.get("grades", ()))
        compounds = tuple(held.get("compounds", ()))
        self._compounds = _either(compounds)
        fillers = (*held.get("fillers", ()), *compounds)
        self._forms, self._grades = _either(forms), _either(grades)
        self._all, self._fillers = (
            _either((*grades, *fillers)),
            _either(fillers),
        )

    def bare(self, text: str, *, within: bool = True) -> str:
        """A text without them; not ``within`` it, small words ("de", "oral") fall only where it begins or ends."""
        kept = (self._all if within else self._grades).sub(" ", _AMOUNT.sub(" ", text))
        if not within:
            words = kept.split()
            while words and self._fillers.fullmatch(words[0]):
                del words[0]
            while words and self._fillers.fullmatch(words[-1]):
                del words[-1]
            kept = " ".join(words)
        if _CHINESE.fullmatch(text.strip()):
            kept = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", kept)
        return " ".join(re.sub(r"\(\s*\)|（\s*）", " ", kept).split()).strip(" ,.-:/&+")

    def compound(self, text: str) -> str:
        """A word that tells of further parts than are named; "" where there is none."""
        found = self._compounds.search(text)
        return found[0] if found else ""

    def grade(self, text: str) -> bool:
        """Whether a text has a word of grade: a powder, a standard, a reagent is no dosage unit."""
        return any(found[0].casefold() not in _SMALL for found in self._states.finditer(_MARK.sub(" ", text)))

    def mixture(self, one: Candidate) -> bool:
        """Whether a candidate is a listed preparation."""
        substance = self.store.substance(one.substance) if one.substance else None
        return substance is not None and substance.kind == "mixture"

    def form(self, text: str) -> str:
        """The first word of a dosage form in a text; "" where there is none."""
        found = self._forms.search(text)
        return found[0] if found else ""

    def forms(self, text: str) -> tuple[str, ...]:
        """All words of a dosage form in a text, each once."""
        return tuple(dict.fromkeys(found[0] for found in self._forms.finditer(text)))


@cache
def _either(words: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(dict.fromkeys(words), key=len, reverse=True)
    return re.compile("|".join(_word(word) for word in longest), re.IGNORECASE)


def _word(word: str) -> str:
    latin = not re.search(r"[\u4e00-\u9fff]", word)
    return rf"(?<![\w-]){re.escape(word)}(?![\w-])" if latin else re.escape(word)


def _part(piece: str, words: Words, look: Look) -> Part:
    """One part: a name, or the listed names among its words."""
    text = words.bare(piece)
    for name in dict.fromkeys((words.bare(piece, within=False), text, _STRENGTH.sub("", text).strip())):
        if name and (whole := look(name)):
            return Part(name, whole.candidates, "", whole.doubt)
    store, chinese = words.store, _CHINESE.fullmatch(text) is not None
    pieces = list("".join(text.split())) if chinese else text.split()[:60]
    names, left = _listed_in(pieces, "" if chinese else " ", store)
    keys = dict.fromkeys(key for name in names for key in store.by_name(name))
    if not keys or (chinese and left):  # Chinese sets no blanks: 硫酸二甲酯 is no sulfuric acid
        return Part(text, ())
    unsure = "whether the words not understood change what is meant" if name_key(left) else ""
    return Part(" ".join(names), tuple(candidate(store, key)._replace(unsure=unsure) for key in keys), left)


def _listed_in(pieces: list[str], joint: str, store: Store, but: str = "") -> tuple[list[str], str]:
    """Listed names among pieces (words, or Chinese letters) ``but`` one's own, the longest first; and what is left."""
    most = _MOST_WORDS if joint else min(len(pieces), 24)
    found: dict[int, str] = {}
    used: set[int] = set()
    for size in range(min(most, len(pieces)), 0 if joint else 1, -1):
        for start in range(len(pieces) - size + 1):
            span = set(range(start, start + size))
            run = joint.join(pieces[start : start + size]).strip("()[]{},.:'\"")
            if span & used or (len(name_key(run)) < 3 and run.isascii()):
                continue
            if set(store.by_name(run)) - {but}:
                used |= span
                found[start] = run
    left = joint.join(piece for n, piece in enumerate(pieces) if n not in used)
    return [found[start] for start in sorted(found)], left.strip()


# listed preparations ---------------------------------------------------------------------------------------


def preparations(named: list[Candidate], text: str, form: bool, words: Words) -> list[Candidate]:
    """Listed preparations of what a phrase names: it may mean them, and mostly its strength decides."""
    store = words.store
    if any(map(words.mixture, named)):
        return []  # the phrase names a listed preparation itself
    kinds = words.labels.kinds(text)
    held = _held(named, store)
    names = {name.casefold() for key in held for name, _ in store.names_of(key) if len(name) > 3}
    found = []
    for item in store.substances():
        low = item.name.casefold()
        if item.kind == "mixture" and item.id not in held and any(name in low for name in names):
            told = _may_be(item, held, kinds, form, words)
            if told is not None:
                found.append(candidate(store, item.id)._replace(unsure=told))
    return found


def _held(named: Iterable[Candidate], store: Store) -> set[str]:
    """The substances that candidates are, or are called after: a salt after its base."""
    held: set[str] = set()
    for one in named:
        held.add(one.substance)
        parts, _ = _listed_in(one.name.split(), " ", store)
        held |= {key for word in parts for key in store.by_name(word)}
    return held - {""}


def _may_be(item: Substance, held: set[str], kinds: set[str], form: bool, words: Words) -> str | None:
    """What is open where a phrase may mean a listed preparation; "" where it is that, None where it is not."""
    pieces = [piece for piece in re.split(r"[\s,;()]+", item.name) if piece]
    listed, left = _listed_in(pieces, " ", words.store, item.id)
    actives = [set(words.store.by_name(word)) for word in listed]
    several = item.name.casefold().startswith("preparations of")
    matched = [bool(keys & held) for keys in actives]
    if not actives or not (any(matched) if several else all(matched)):
        return None
    own = words.labels.kinds(item.name)
    if own and (own.isdisjoint(kinds) if kinds else not own.isdisjoint(("patch", "suppository"))):
        return None
    rest = {name_key(word) for word in left.split()} - {""}
    if rest <= _PLAIN and (form or "combination" in rest):
        return ""
    return f"whether the goods are {item.name}"
