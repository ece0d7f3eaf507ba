"""Brands and models beside ordinary goods: a name with a capital that nothing knows, beside shoes, cameras or toys, is who makes them.

Such a name casts no doubt where it can be no stuff and hide none: it is told beside the answer as not known. It may be a stuff where
it is near a name (:mod:`tidewaiter.substance.near`), is built or ends as names of chemicals and medicines are, is a code as drugs of
laboratories have, tells of a stuff, a plant or a weapon, or stands behind a word of holding; and wherever the text speaks of filling,
hiding, soaking, of a shape of drugs, or mostly in words that nothing knows. A word that stands alone in a list may be goods of its own.

Not beside goods that are weighed or measured out, and not beside what a list could reach under a name of fancy: the goods are those of
``branded`` in ``shipment/words.yml``. German writes every noun with a capital, so there a brand must be said to be one.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from re import search  # of a pattern that has a word of the question in it

from tidewaiter.lawbook import patterns as re
from tidewaiter.rows import NamedTuple
from tidewaiter.substance.doubt import is_chemical
from tidewaiter.substance.formulas import is_formula
from tidewaiter.substance.identity import Candidate
from tidewaiter.substance.near import is_code, is_near
from tidewaiter.substance.plain_words import is_handling, is_small
from tidewaiter.substance.spelt import folded, slips
from tidewaiter.substance.wording import pattern
from tidewaiter.substance.words import HAN, Look, Words

_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w.&'’+-]*|[\d.,]*\d[\w-]*|[a-z]{1,3}[A-Z][\w-]*")
_MODEL = re.compile(  # no German noun: T480s, LaserJet, iQ500
    r"(?=\S*\d)(?=\S*[A-ZÀ-ÖØ-Þ])[\w.&+-]+|[A-Za-z]*[a-z][A-Z][A-Za-z]+\d*"
)
_SERIES = re.compile(
    r"(?<![\w-])([A-ZÀ-ÖØ-Þ]{2,5})\s+(?=\d[\d.]*[A-Z]?[\w-]*(?!\w))(?!\d[\d.,]*\s?(?:[mµ]?g|mcg|ml)\b)"
)
_WEIGHED = pattern("weighed")
_GERMAN = pattern("german")
_SAID = pattern("of a make", 0)
_JOINED = re.compile(r"((?:[A-ZÀ-ÖØ-Þ][\w.]+ ?)+)-(?=[A-ZÀ-ÖØ-Þ])")  # Darth Vader-Anzüge
_OTHERWISE = pattern("no merchandise")
_FILLED = pattern("filled or hidden")
_SHAPED = pattern("shaped as")
_HELD = pattern("held")
_BEHIND = pattern("holds behind")
_DRUG = pattern("as a medicine")
_STUFF = pattern("of a stuff")
_ADJECTIVE = pattern("adjective of")
_CLAUSE = pattern("clause")
_HAN_MAKE = re.compile("[\u4e00-\u9fff]{2,4}")
_HAN_STUFF = re.compile(
    "[甲乙丙丁戊己庚辛壬癸苯酚醇醛酮酯醚酸胺氨腈酐烷烯炔基羟氧氢氯氟溴碘硫磷氮硝钠钾钙镁铵锂锌铅汞砷铀钍唑嗪吡咪呋喃噻嘧啶喹啉脲胍肼苷碱盐药毒麻烟草叶菇粉丸片膏水液油冰糖针剂枪弹刀炮雷炸爆火管夹藏匿铐牙角皮骨军械警毛虎疽菌疫击弩棍箭弓铳铐]|化学|化工|红外|热成?像|夜视|激光"
)  # letters of chemistry, medicine, drugs, weapons and of what hides


# letters by which Chinese writes the sounds of foreign names of drugs: a word with two of them may be one that is misspelt
_HAN_SOUNDS = frozenset(
    "曲马玛码多朵哆芬分酚他塔达尼妮泥吗啡菲非可柯克因英音西希泮潘唑左仑伦轮隆酮同冰麻安氨司斯卡喀洛诺罗拉美梅沙莎丁汀叮定啶特替泰坦林琳灵利里莉普朴匹皮丙苄必比巴贝倍佐卓昔索苏舒酯脂甲加噻赛塞依伊衣阿艾爱恩奥氟佛呋夫福吡嗪秦哌派咪米嘧咖伽喀羟强辛新欣星兴那娜纳奈耐"
)


_LONG = 6  # letters of a word that may be a listed name misspelt


class _Text(NamedTuple):
    """What a text tells of its unknown words: those that its goods may hold, those that it says are a make, its script."""

    held: frozenset[str]
    said: frozenset[str]
    series: frozenset[str]  # capitals before the number of a model: GSR 18V-55
    script: str
    named: bool  # whether a capital makes a name


def beside(left: str, found: Iterable[Candidate], text: str, words: Words, look: Look) -> tuple[str, ...]:
    """The words, of those that are not understood beside goods, that tell who makes these or which model they are."""
    goods = tuple(found)
    if not left or not goods or not all(words.branded(one.name) for one in goods):
        return ()
    if _WEIGHED.search(text) or _OTHERWISE.search(text) or _FILLED.search(text) or words.labels.form(text):
        return ()
    told = _text(text)
    passed = tuple(word for word in left.split() if _passes(word, told, words, look))
    every = [word for word in text.split() if sum(map(str.isalpha, word)) > 1 or HAN.search(word)]
    unknown = [word for word in passed if not any(map(str.isdigit, word))]
    return passed if 2 * len(unknown) <= len(every) or told.script == "Han" else ()


def described(left: str, found: Iterable[Candidate], text: str, words: Words, look: Look) -> tuple[str, ...]:
    """The words, of those that are not understood beside articles, that only tell what these are like: adjectives and participles by
    their ending, "отстёгивающимся", "unlackierter", and verbs of a clause about the goods, "qui tiennent". English has no such endings."""
    goods = tuple(found)
    if not left or not goods or not all(words.branded(one.name) for one in goods):
        return ()
    if _OTHERWISE.search(text) or _FILLED.search(text) or words.illicit(text) or words.labels.form(text):
        return ()
    held, verbs = _text(text).held, _verbs(text)
    return tuple(
        word
        for word in left.split()
        if word.islower()
        and ((word in verbs and word not in held) or _is_adjective(word, text, words))
        and not _may_be_a_stuff(word, words, look)
    )


_RUSSIAN_ENDS = re.compile(r"(?:[ыиоа][йяеюхм]|[оеыи](?:го|му|ми)|ую|яя|юю|ее)$")


def _nouns_of(word: str) -> list[str]:
    """The nouns that a Russian adjective may be made of: винт of винтовые; [] for any other word."""
    stem = _RUSSIAN_ENDS.sub("", word)
    if stem == word or word.isascii():
        return []
    bases = (stem.removesuffix(one) for one in ("", "н", "ов", "ев", "ин", "ян", "енн", "ск"))
    return [
        f"{base}{end}"
        for base in dict.fromkeys(bases)
        for end in ("", "ь", "а", "я", "ы", "и", "о")
        if len(base) > 2
    ]


def _is_adjective(word: str, text: str, words: Words) -> bool:
    """Whether a word ends as adjectives and participles do; as German ones do, only in German or before a noun with a capital."""
    if any(words.is_held(noun) for noun in _nouns_of(word)):
        return False
    found = _ADJECTIVE.fullmatch(word)
    before_a_noun = rf"(?<!\w){re.escape(word)}\s+[A-ZÄÖÜ][a-zäöüß]"
    return found is not None and (
        not found["german"] or bool(_GERMAN.search(text) or search(before_a_noun, text))
    )


def is_plain_adjective(word: str) -> bool:
    """Whether a word ends as an adjective or a participle and is no word of chemistry.

    >>> [is_plain_adjective(word) for word in ("conditionné", "герметичных", "permanganto", "хлористый", "Fulminante")]
    [True, True, False, False, False]
    """
    from tidewaiter.substance import european_systematic

    low = word.strip("().,;:")
    ends = low.islower() and _ADJECTIVE.fullmatch(low) is not None
    return ends and not (is_chemical(low) or european_systematic.is_chemical(low) or _STUFF.search(low))


def _verbs(text: str) -> frozenset[str]:
    """The verbs of clauses about the goods: the first word that tells something, and in German the last."""
    found = set()
    for clause in _CLAUSE.finditer(text):
        told = [word for word in clause[1].split() if not (is_small(word) or is_handling(word))]
        found |= {*told[:1], *(told[-1:] if _GERMAN.search(text) else ())}
    return frozenset(found)


def _text(text: str) -> _Text:
    script = _script(text)
    bare = _SHAPED.sub(" ", text)
    held = {word for kind in (_HELD, _BEHIND) for one in kind.finditer(bare) for word in one[1].split()}
    said = {word for kind in (_SAID, _JOINED) for one in kind.finditer(text) for word in one[1].split()}
    named = script != "" or (not text.isupper() and not _GERMAN.search(text))
    series = frozenset(_SERIES.findall(text)) if script != "Han" else frozenset[str]()
    return _Text(frozenset(held), frozenset(said), series, script, named)


def _passes(word: str, told: _Text, words: Words, look: Look) -> bool:
    """Whether a word that is not understood is a name of a maker or a model."""
    if word in told.held:
        return False
    if told.script == "Han" and _HAN_MAKE.fullmatch(word):
        return _is_a_han_make(word, word in told.said, words, look)
    if _HAN_STUFF.search(word):
        return False  # G水
    name = word in told.said or (told.named and not _DRUG.search(word)) or _MODEL.fullmatch(word)
    if not (name or word in told.series) or _NAME.fullmatch(word) is None:
        return False
    if word in told.series and not (words.is_held(word) or look(word)):
        return True
    return not _may_be_a_stuff(word, words, look)


def _may_be_a_stuff(word: str, words: Words, look: Look) -> bool:
    """Whether a word may be a stuff: by its parts, its ending, what it is near, or because it is known as something."""
    letters = sum(map(str.isalpha, word))
    return (
        (letters == 1 and len(word) == 1)
        or is_chemical(word)
        or is_formula(word)
        or words.of_the_street(word)
        or _STUFF.search(word) is not None
        or is_code(word, words)
        or _is_a_slip(word, words)
        or (letters > 1 and (is_near(word, words) or look(word) is not None))
    )


def _is_a_slip(word: str, words: Words) -> bool:
    """Whether a word is a listed name with one slip."""
    keys = slips(folded(word)) if len(word) >= _LONG else ()
    return bool(keys and words.store.by_spelling(*keys))


def _script(text: str) -> str:
    """The script of most letters of a text where Latin ones stand out in it: "Cyrillic", "Han"; "" for any other."""
    letters = [one for one in text if one.isalpha()]
    counts = {
        "Cyrillic": sum("\u0400" <= one <= "\u04ff" for one in letters),
        "Han": 3 * sum("\u4e00" <= one <= "\u9fff" for one in letters),
    }
    most = max(counts, key=lambda script: counts[script])
    return most if counts[most] > len(letters) / 2 else ""


def _is_a_han_make(word: str, said: bool, words: Words, look: Look) -> bool:
    """Whether a short Chinese word that nothing knows may be who makes the articles beside it: no letter of chemistry, medicine or stuff,
    and, where it is not ``said`` to be a make, none that sounds as foreign names of drugs do or that shares two letters with a listed name."""
    if _HAN_STUFF.search(word) or words.of_the_street(word) or words.illicit(word) or look(word):
        return False
    if said:
        return True
    sounds = sum(letter in _HAN_SOUNDS for letter in word)
    return 2 * sounds <= len(word) and pairs_of(word).isdisjoint(_listed_pairs(words))


def pairs_of(word: str) -> frozenset[str]:
    """The pairs of letters that stand side by side in a word.

    >>> sorted(pairs_of("曲马朵"))
    ['曲马', '马朵']
    """
    return frozenset(one + other for one, other in pairwise(word))


def _listed_pairs(words: Words) -> frozenset[str]:
    """All pairs of letters of the Chinese names of the lists."""
    return words.store.once(
        ("pairs of letters",),
        lambda: frozenset().union(*(pairs_of(name) for name in words.store.name_keys if HAN.search(name))),
    )
