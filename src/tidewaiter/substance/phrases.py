"""A declared phrase: a name with its dosage form, grade and packing, or the names of a combination.

"Morphine tablets" and "codeine with paracetamol" are no names, yet say what is meant. What the words of form leave is
asked as a name, part by part; each part is looked at. What is left over and not understood is told, never dropped.
The words are those of ``shipment/words.yml``, and those below, which a declaration sets beside a medicine.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from tidewaiter.lawbook.names import name_key
from tidewaiter.lawbook.records import Substance
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.identity import Candidate, Identity, candidate

Look = Callable[[str], Identity | None]

_MORE_FORMS = (
    "oil", "oils", "tincture", "tinctures", "pill", "pills", "film", "films", "strip", "strips",
    "sachet", "sachets", "syringe", "syringes", "inhaler", "elixir", "linctus", "liquid", "injectable",
    "infusion", "lollipop", "chewing", "gum", "drop", "nasal", "spray", "pen", "pens", "comprimido",
    "jarabe", "parche", "parches", "inyectable", "inyección", "sirop", "solution", "ampoules",
    "collyre", "suppositoires", "Pflaster", "Sirup", "Tropfen", "Injektionslösung", "Zäpfchen", "Öl",
    "Tablette", "Kapsel", "Ampulle", "糖浆", "贴剂", "透皮贴剂", "口服溶液", "口服溶液剂", "口服液体制剂", "口服固体制剂", "糖浆剂",
    "注射剂", "溶液剂", "胶囊剂", "栓剂", "栓", "缓释片", "控释片", "缓释胶囊", "口崩片", "舌下片", "滴剂", "制剂", "口服液", "贴片", "喷雾剂",
)  # fmt: skip
_MORE_WORDS = (
    "oral", "cough", "cold", "transdermal", "sublingual", "buccal", "rectal", "intranasal", "sustained",
    "extended", "slow", "modified", "immediate", "prolonged", "controlled-release", "extended-release",
    "sustained-release", "slow-release", "release", "retard", "dose", "unit-dose", "strength", "coated",
    "film-coated", "effervescent", "chewable", "soluble", "dispersible", "medicine", "medicines",
    "drug", "pharmaceutical", "generic", "therapy", "containing", "contains", "the", "an", "human",
    "use", "gas", "hustensaft", "orale", "de", "du", "la", "le", "les", "el", "los", "las", "con",
    "contiene", "mg", "ml", "复方", "含", "含有", "的", "口服", "缓释", "控释", "注射用", "透皮", "外用", "单方", "药品",
)  # fmt: skip
_JOINED = re.compile(
    r"\s*(?:\s(?:and|with|plus|und|mit|sowie|y|et|avec|e|com)\s|\s?[+&/;]\s?|,\s|[、，；]|与|和|及)\s*",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\d[\d.,]*\s*(?:%|mg|µg|ug|mcg|kg|g|ml|l|ppm|mm)(?:\s*/\s*(?:\d[\d.,]*\s*)?\w+)?(?!\w)|\b\d+\s*x\b|[≥>=<~®™]|毫克",
    re.IGNORECASE,
)
_GERMAN = re.compile(  # one word of two: Morphintabletten
    r"(?<=\w{4})-?(tabletten?|kapseln?|ampullen?|tropfen|lösung|injektionslösung|pflaster|hustensaft|saft|sirup|zäpfchen)\b",
    re.IGNORECASE,
)
_CHINESE = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff\d\s()（）-]*")
_MOST_WORDS = 6
_KINDS = {  # of preparations: what is named as one is not another
    "patch": r"patch|transdermal|parche|pflaster|贴剂|贴片|透皮",
    "suppository": r"supposit|zäpfchen|栓",
    "injection": r"inject|inyect|ampoule|ampule|vial|ampolleta|注射",
    "liquid": r"syrup|sirup|sirop|jarabe|solution|elixir|linctus|oral liquid|口服溶液|口服液|糖浆|口服液体",
    "solid": r"tablet|capsule|pill|oral solid|comprim|gélule|kapsel|片|胶囊|口服固体",
}
_PLAIN = frozenset(("dosage", "form", "forms", "combination", "and", "with"))


class Part(NamedTuple):
    """One part of a phrase: what it means, and its words that were not understood."""

    text: str
    found: tuple[Candidate, ...]
    left: str = ""
    doubt: str = ""


def read(query: str, text: str, store: Store, look: Look, *, partly: bool = False) -> Identity | None:
    """What a phrase means by its parts; None where no part is known.

    Without ``partly``, also None where anything in it is not understood.
    """
    if not text.isprintable():
        return None
    words = _Words(store)
    text = _GERMAN.sub(r" \1", text)
    kept = words.bare(text)
    whole = look(kept) if name_key(kept) != name_key(text) and len(name_key(kept)) > 1 else None
    if whole:
        parts = [Part(kept, whole.candidates, "", whole.doubt)]
    else:
        pieces = [words.bare(piece) for piece in _JOINED.split(_AMOUNT.sub(" ", text))]
        parts = [_part(piece, store, look) for piece in pieces if name_key(piece)]
    known = [part for part in parts if part.found]
    unread = [part.text for part in parts if not part.found] + [part.left for part in parts if part.left]
    if not known or (unread and not partly):
        return None
    if len(parts) == 1 and not unread and name_key(parts[0].text) == name_key(text):
        return None  # no phrase: a name, which was asked before
    found = {one: None for part in known for one in part.found}
    if len(parts) > 1 or words.form(text):
        found |= dict.fromkeys(preparations(list(found), text, words.form(text), store))
    note = (
        f"read as {', '.join(repr(part.text) for part in known)}: the other words tell form, grade or packing"
    )
    doubts = [part.doubt for part in known if part.doubt]
    if unread:
        doubts.append(f"not understood: {', '.join(map(repr, unread))}"[:300])
    status = "resolved" if len(found) == 1 and not doubts else "ambiguous"
    return Identity(query, status, "phrase", tuple(found), note, "; ".join(doubts))


def bare(text: str, store: Store) -> str:
    """A text without its words of form, grade and packing."""
    return _Words(store).bare(text)


class _Words:
    """The words of form, grade and packing, as one pattern each."""

    def __init__(self, store: Store) -> None:
        held = (store.record("shipping", "all") or {}).get("words", {})
        forms = [*held.get("forms", ()), *_MORE_FORMS]
        self._forms = _either(tuple(forms))
        self._all = _either((*forms, *held.get("grades", ()), *_MORE_WORDS))

    def bare(self, text: str) -> str:
        """A text without them."""
        kept = self._all.sub(" ", _AMOUNT.sub(" ", text))
        if _CHINESE.fullmatch(text.strip()):
            kept = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", kept)
        return " ".join(re.sub(r"\(\s*\)|（\s*）", " ", kept).split()).strip(" ,.-:/&+")

    def form(self, text: str) -> bool:
        """Whether a dosage form is named."""
        return self._forms.search(text) is not None


@cache
def _either(words: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(dict.fromkeys(words), key=len, reverse=True)
    return re.compile("|".join(_word(word) for word in longest), re.IGNORECASE)


def _word(word: str) -> str:
    latin = not re.search(r"[\u4e00-\u9fff]", word)
    return rf"(?<![\w-]){re.escape(word)}(?![\w-])" if latin else re.escape(word)


def _part(text: str, store: Store, look: Look) -> Part:
    """One part: a name, or the listed names among its words."""
    if whole := look(text):
        return Part(text, whole.candidates, "", whole.doubt)
    chinese = _CHINESE.fullmatch(text) is not None
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


def _kinds(text: str) -> set[str]:
    return {kind for kind, words in _KINDS.items() if re.search(words, text, re.IGNORECASE)}


def preparations(named: list[Candidate], text: str, form: bool, store: Store) -> list[Candidate]:
    """Listed preparations of what a phrase names: it may mean them, and mostly its strength decides."""
    known = (store.substance(one.substance) for one in named if one.substance)
    if any(one is not None and one.kind == "mixture" for one in known):
        return []  # the phrase names a listed preparation itself
    kinds = _kinds(text)
    held: set[str] = set()
    for one in named:
        held.add(one.substance)
        words, _ = _listed_in(one.name.split(), " ", store)
        held |= {key for word in words for key in store.by_name(word)}
    held.discard("")
    names = {name.casefold() for key in held for name, _ in store.names_of(key) if len(name) > 3}
    found = []
    for item in store.substances():
        low = item.name.casefold()
        if item.kind == "mixture" and item.id not in held and any(name in low for name in names):
            told = _may_be(item, held, kinds, form, store)
            if told is not None:
                found.append(candidate(store, item.id)._replace(unsure=told))
    return found


def _may_be(item: Substance, held: set[str], kinds: set[str], form: bool, store: Store) -> str | None:
    """What is open where a phrase may mean a listed preparation; "" where it is that, None where it is not."""
    pieces = [piece for piece in re.split(r"[\s,;()]+", item.name) if piece]
    words, left = _listed_in(pieces, " ", store, item.id)
    actives = [set(store.by_name(word)) for word in words]
    several = item.name.casefold().startswith("preparations of")
    matched = [bool(keys & held) for keys in actives]
    if not actives or not (any(matched) if several else all(matched)):
        return None
    own = _kinds(item.name)
    if own and (own.isdisjoint(kinds) if kinds else not own.isdisjoint(("patch", "suppository"))):
        return None
    rest = {name_key(word) for word in left.split()} - {""}
    if rest <= _PLAIN and (form or "combination" in rest):
        return ""
    return f"whether the goods are {item.name}"
