"""A declared phrase: a name with its dosage form, grade and packing, or the names of a combination.

"Morphine tablets" and "codeine with paracetamol" are no names, yet say what is meant. What the words of form leave is
asked as a name, part by part; each part is looked at. What is left over and not understood is told, never dropped.
A CAS number anywhere in the text is read as well, and a name in brackets behind another as its gloss. The words are
those of ``shipment/words.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
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
    r"\s*(?:\s(?:and|with|plus|und|mit|sowie|y|et|avec|e|com)\s|\s?[+&/;|\n\t]\s?|,\s|\s-\s|[、，；]|与|和|及)\s*",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\d[\d.,]*\s*(?:%|mg|µg|ug|mcg|kg|g|ml|l|ppm|mm)(?:\s*/\s*(?:\d[\d.,]*\s*)?\w+)?(?!\w)|\b\d+\s*x\b|[≥>=<~®™]|毫克"
    r"|\d[\d.,]*\s*(?:片|粒|支|瓶|盒|袋|枚|包|罐|桶|公斤|克|升|吨|個|个|箱|錠|顆|개|정|шт\.?|штук|таблеток|капсул|гр)|[（(][ⅠⅡⅢⅣⅤ]+[）)]"
    r"|(?<!\w)(?:EC|EINECS|UN|HS|HTS|REACH)[\s.-]*(?:no|number|code)?[\s.:#-]*\d[\d.-]{3,}(?!\w)",  # labelled numbers
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:cas[\w\s.:#-]{0,12}?)?(?<![\d-])(\d{2,7}-\d{2}-\d)(?![\d-])", re.IGNORECASE)
_GLOSS = re.compile(r"(.+?)(?:\s+[(\[]|\s*[（【])\s*([^()（）\[\]【】]+?)\s*[)）\]】](?:\s+(.*))?")
_STRENGTH = re.compile(r"(?<!\S)[#№]?\d+(?:[.,]\d+)*(?:\s?/\s?\d+(?:[.,]\d+)*)*(?!\S)")  # without a unit: "Percocet 5/325"
_GERMAN = re.compile(  # one word of two: Morphintabletten
    r"(?<=\w{4})-?(tabletten?|kapseln?|ampullen?|tropfen|(?<!injektions)(?<!infusions)lösung"
    r"|injektionslösung|infusionslösung|pflaster|hustensaft|saft|sirup|zäpfchen)\b",
    re.IGNORECASE,
)
_FRENCH = re.compile(r"(?<!\w)[dl]['’](?=[^\W\d]{3})", re.IGNORECASE)  # comprimés d'oxycodone
_CHINESE = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff\d\s()（）-]*")
_HAN_BRACKET = re.compile(r"(?<=[\u4e00-\u9fff])[(（]|[)）](?=[\u4e00-\u9fff\d])")
_MARK = re.compile(r"⟦(\d+)⟧")
_MUCH = 0.15  # grams: so much of an analgesic a dosage unit holds at least
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
_MOST_OF_A_RANGE = 30
_REMEDY = "cold remedy"  # the product that a medicine is which is named by its use alone
_MOST_WORDS = 6  # of a name within a phrase
_LOOKED, _MOST_LOOKED = 5, 14  # letters of a name, words of a phrase, that more than the lists are asked for
# a letter of a chemical name: what stands before a name belongs to it
_HAN_PARTS = re.compile(r"[甲乙丙丁戊己庚辛壬癸苯酚醇醛酮酯醚酸胺氨腈酐烷烯炔基羟氧氢氯氟溴碘硫磷氮硝亚过次双二三四五六去伪麻异邻间对环\d]")
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
    text = _HAN_BRACKET.sub(lambda found: f" {found[0]}" if found[0] in "(（" else f"{found[0]} ", text)
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
            parts = _of_product(whole, given or _bare_strength(text), words)
            parts = parts or [Part(kept, whole.candidates, "", whole.doubt, given)]
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
    if not any(one.substance for one in found):
        if word := words.remedy(text) or words.further(text):
            doubts.append(f"{word!r}: such a medicine may hold further parts")
        if words.remedy(text) and (remedy := look(_REMEDY)):
            found |= dict.fromkeys(remedy.candidates)
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
            parts = _of_product(whole, given or _bare_strength(text), words)
            parts = parts or [Part(kept, whole.candidates, "", whole.doubt, given)]
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
    remedy = words.remedy(text)
    if remedy and not any(one.substance for one in found) and (open_ := look(_REMEDY)):
        doubts.append(f"{remedy!r}: such a medicine may hold further parts")
        found |= dict.fromkeys(open_.candidates)
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


def _bare_strength(text: str) -> tuple[Amount, ...]:
    """The milligrams of a dosage unit that a text gives without a word: "Percocet 5/325"."""
    found = re.search(r"(?<!\S)(\d+(?:[.,]\d+)?)\s?/\s?(\d+(?:[.,]\d+)?)(?!\S)", text)
    return tuple(Amount(float(one.replace(",", ".")) / 1000, "unit", found[0]) for one in found.groups()) if found else ()


def _of_product(whole: Identity, amounts: Sequence[Amount], words: Words) -> list[Part]:
    """A product of a drug and an analgesic as its parts with the amount of each; [] where it is no such product.

    In whatever order a name gives two amounts, a dosage unit holds most of paracetamol, aspirin or ibuprofen.
    """
    if whole.rung != "product" or len(amounts) != 2 or any(one.of == "100" for one in amounts):
        return []
    store = words.store
    named: dict[str, Candidate] = {}
    for one in whole.candidates:
        keys = [one.substance] if not words.mixture(one) else _drugs_of(one.substance, words)
        held = [candidate(store, key) for key in keys if key] or [one]
        named.update((each.name, each._replace(contents=None)) for each in held)
    bulk = [one for one in named.values() if words.labels.bulk(one.name)]
    rest = [one for one in named.values() if one not in bulk]
    less, more = sorted(amounts)
    if len(bulk) != 1 or len(rest) != 1 or not less.grams < _MUCH <= more.grams:
        return []
    return [Part(rest[0].name, (rest[0],), amounts=(less,)), Part(bulk[0].name, (bulk[0],), amounts=(more,))]


def _drugs_of(key: str, words: Words) -> list[str]:
    """The drugs that the name of a listed preparation names."""
    substance = words.store.substance(key)
    pieces = re.split(r"[\s,;()]+", substance.name) if substance else []
    names, _ = _listed_in([piece for piece in pieces if piece], words.store, key)
    found = [one for name in names for one in words.store.by_name(name)]
    return list(dict.fromkeys(found))


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
        self._remedies = _either(tuple(held.get("remedies", ())))
        self._further = _either(tuple(held.get("further", ())))
        self._ranges = _either(tuple(word for key in ("remedies", "ranges", "further") for word in held.get(key, ())))
        self._compounds = _either(compounds)
        fillers = (*held.get("fillers", ()), *held.get("uses", ()), *held.get("makers", ()), *compounds)
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

    def plain(self, text: str) -> str:
        """A text without the words of a range: they are told apart."""
        return " ".join(self._ranges.sub(" ", text).split()).strip(" ,.-+&/")

    def remedy(self, text: str) -> str:
        """A word of what a medicine is sold against; "" where there is none."""
        found = self._remedies.search(text)
        return found[0] if found else ""

    def further(self, text: str) -> str:
        """A word that mostly tells of further parts; "" where there is none."""
        found = self._further.search(text)
        return found[0] if found else ""

    def unnamed_remedy(self, text: str) -> bool:
        """Whether a text says what a medicine is sold against, and nothing else."""
        return self._remedies.search(text) is not None and not name_key(
            _STRENGTH.sub(" ", self._ranges.sub(" ", text))
        )

    def range(self, brand: str, look: Look) -> tuple[Candidate, ...]:
        """What the other products are that are sold under a brand with words behind it: "Advil Cold" beside "Advil"."""
        others = [name for name in self.store.products_from(brand) if not name[len(brand) : len(brand) + 1].isalpha()]
        found = [one for name in others[:_MOST_OF_A_RANGE] if (one := look(name))]
        return tuple(
            dict.fromkeys(
                one._replace(unsure=f"which product of {brand} is meant") for what in found for one in what.candidates
            )
        )

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
    """One part: a name, or the names that are known among its words."""
    text = words.bare(piece)
    spelt = (words.bare(piece, within=False), text, _STRENGTH.sub(" ", text), _STRENGTH.sub(" ", piece))
    for name in dict.fromkeys(" ".join(one.split()).strip(" ,.-") for one in spelt):
        if name and (whole := look(name)):
            return Part(name, whole.candidates, "", whole.doubt)
    if _CHINESE.fullmatch(text):
        named, left = _in_han(piece, words, look)
    else:
        pieces = [one for word in _STRENGTH.sub(" ", text).split()[:60] for one in _parted(word, look)]
        named, left = _known_in(pieces, words.store, look)
    found: dict[Candidate, None] = {}
    for name, what in named.items():
        found |= dict.fromkeys(what.candidates)
        if left and what.rung == "product":
            found |= dict.fromkeys(words.range(name, look))
    if not found:
        remedy = look(_REMEDY) if words.unnamed_remedy(text) else None
        return Part(text, remedy.candidates, "", remedy.doubt) if remedy else Part(text, ())
    left = " ".join(_STRENGTH.sub(" ", words.plain(words.bare(left))).split())
    unsure = "whether the words not understood change what is meant" if name_key(left) else ""
    several = tuple(one._replace(unsure=one.unsure or unsure) for one in found)
    doubt = "; ".join(dict.fromkeys(what.doubt for what in named.values() if what.doubt))
    return Part(" ".join(named), several, left, doubt)


def _parted(word: str, look: Look) -> list[str]:
    """A word, or the maker and the name that a hyphen joins in it: "Teva-Alprazolam"."""
    maker, joint, name = word.partition("-")
    if joint and len(maker) > 1 and maker.isalpha() and len(name_key(name)) >= _LOOKED and not look(word) and look(name):
        return [maker, name]
    return [word]


def _known_in(pieces: list[str], store: Store, look: Look) -> tuple[dict[str, Identity], str]:
    """The names among words that are known, the longest first, listed ones before others; and the words that are left."""
    found: dict[int, tuple[str, Identity]] = {}
    used: set[int] = set()
    for listed in (True, False):
        for size in range(min(_MOST_WORDS, len(pieces)), 0, -1):
            for start in range(len(pieces) - size + 1):
                span = set(range(start, start + size))
                run = " ".join(pieces[start : start + size]).strip("()[]{},.:'\"")
                if span & used or (len(name_key(run)) < (3 if listed else _LOOKED) and run.isascii()):
                    continue
                known = bool(store.by_name(run) or store.record("product", name_key(run)))
                if known is listed and (listed or len(pieces) <= _MOST_LOOKED) and (what := look(run)):
                    if listed or not (what.doubt or _is_rest(what)):
                        used |= span
                        found[start] = run, what
    left = " ".join(piece for n, piece in enumerate(pieces) if n not in used)
    return dict(found[start] for start in sorted(found)), left.strip()


def _is_rest(what: Identity) -> bool:
    """Whether a word names no goods but the rest of a salt: "sulfate"."""
    return all(one.name.casefold().endswith((" ion", "ate", "ide")) and "." not in one.smiles for one in what.candidates) and all(
        "-]" in one.smiles for one in what.candidates
    )


def _in_han(piece: str, words: Words, look: Look) -> tuple[dict[str, Identity], str]:
    """The names that are known among the words of a Chinese text, which blanks set apart, or at its end behind a brand.

    Nothing else is cut out of it: 硫酸二甲酯 is no sulfuric acid.
    """
    found: dict[str, Identity] = {}
    left = []
    for token in piece.split():
        bare = words.bare(token)
        cuts = (bare, *(bare[n:] for n in range(2, min(7, len(bare) - 2)) if not _HAN_PARTS.search(bare[:n])))
        name, what = next(((cut, one) for cut in cuts if cut and (one := look(cut))), ("", None))
        if name != bare and (two := _two(bare, look)):
            found |= two
            continue
        if what:
            found[name] = what
        if rest := bare.removesuffix(name):
            left.append(rest)
    return found, " ".join(left)


def _two(text: str, look: Look) -> dict[str, Identity]:
    """The two names that a Chinese name of a combined medicine is: 西格列汀二甲双胍; none where it is not."""
    for n in range(2, len(text) - 1):
        first, second = text[:n], text[n:]
        if (one := look(first)) and (other := look(second)) and not (one.doubt or other.doubt or _is_rest(one)):
            return {first: one, second: other}
    return {}


def _listed_in(pieces: list[str], store: Store, but: str = "") -> tuple[list[str], str]:
    """Listed names among words ``but`` one's own, the longest first; and what is left."""
    found: dict[int, str] = {}
    used: set[int] = set()
    for size in range(min(_MOST_WORDS, len(pieces)), 0, -1):
        for start in range(len(pieces) - size + 1):
            span = set(range(start, start + size))
            run = " ".join(pieces[start : start + size]).strip("()[]{},.:'\"")
            if span & used or (len(name_key(run)) < 3 and run.isascii()):
                continue
            if set(store.by_name(run)) - {but}:
                used |= span
                found[start] = run
    left = " ".join(piece for n, piece in enumerate(pieces) if n not in used)
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
        parts, _ = _listed_in(one.name.split(), store)
        held |= {key for word in parts for key in store.by_name(word)}
    return held - {""}


def _may_be(item: Substance, held: set[str], kinds: set[str], form: bool, words: Words) -> str | None:
    """What is open where a phrase may mean a listed preparation; "" where it is that, None where it is not."""
    pieces = [piece for piece in re.split(r"[\s,;()]+", item.name) if piece]
    listed, left = _listed_in(pieces, words.store, item.id)
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
