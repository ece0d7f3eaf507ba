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

from tidewaiter.lawbook import patterns as re
from tidewaiter.rows import NamedTuple
from tidewaiter.substance.doubt import is_chemical
from tidewaiter.substance.formulas import is_formula
from tidewaiter.substance.identity import Candidate
from tidewaiter.substance.near import is_code, is_near
from tidewaiter.substance.spelt import folded, slips
from tidewaiter.substance.wording import pattern
from tidewaiter.substance.words import HAN, Look, Words

_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w.&'’+-]*|[\d.,]*\d[\w-]*")
_MODEL = re.compile(  # no German noun: T480s, LaserJet, iQ500
    r"(?=\S*\d)(?=\S*[A-ZÀ-ÖØ-Þ])[\w.&+-]+|[A-Za-z]*[a-z][A-Z][A-Za-z]+\d*"
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
_HAN_MAKE = re.compile("[\u4e00-\u9fff]{2,4}")
_HAN_STUFF = re.compile(
    "[甲乙丙丁戊己庚辛壬癸苯酚醇醛酮酯醚酸胺氨腈酐烷烯炔基羟氧氢氯氟溴碘硫磷氮硝钠钾钙镁铵锂锌铅汞砷铀钍唑嗪吡咪呋喃噻嘧啶喹啉脲胍肼苷碱盐药毒麻烟草叶菇粉丸片膏水液油冰糖针剂枪弹刀炮雷炸爆火管夹藏匿铐牙角皮骨军械警毛虎疽菌疫击弩棍箭弓铳铐倒死丧嗨迷醉晕]|化学|化工|红外|热成?像|夜视|激光"
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


def is_plain_adjective(word: str) -> bool:
    """Whether a word ends as an adjective or a participle and is no word of chemistry.

    >>> [is_plain_adjective(word) for word in ("conditionné", "герметичных", "permanganto", "хлористый", "Fulminante")]
    [True, True, False, False, False]
    """
    from tidewaiter.substance import european_systematic

    low = word.strip("().,;:")
    ends = low.islower() and _ADJECTIVE.fullmatch(low) is not None
    return ends and not (is_chemical(low) or european_systematic.is_chemical(low) or _STUFF.search(low))


def _text(text: str) -> _Text:
    script = _script(text)
    bare = _SHAPED.sub(" ", text)
    held = {word for kind in (_HELD, _BEHIND) for one in kind.finditer(bare) for word in one[1].split()}
    said = {word for kind in (_SAID, _JOINED) for one in kind.finditer(text) for word in one[1].split()}
    named = script != "" or (not text.isupper() and not _GERMAN.search(text))
    return _Text(frozenset(held), frozenset(said), script, named)


def _passes(word: str, told: _Text, words: Words, look: Look) -> bool:
    """Whether a word that is not understood is a name of a maker or a model."""
    if word in told.held:
        return False
    if told.script == "Han" and _HAN_MAKE.fullmatch(word):
        return _is_a_han_make(word, word in told.said, words, look)
    if _HAN_STUFF.search(word):
        return False  # G水
    name = word in told.said or (told.named and not _DRUG.search(word)) or _MODEL.fullmatch(word)
    return bool(name) and _NAME.fullmatch(word) is not None and not may_be_a_stuff(word, words, look)


def may_be_a_stuff(word: str, words: Words, look: Look) -> bool:
    """Whether a word may be a stuff: by its parts, its ending, what it is near, or because it is known as something."""
    letters = sum(map(str.isalpha, word))
    return (
        (letters == 1 and len(word) == 1)
        or is_built_as_a_stuff(word, words)
        or _is_a_slip(word, words)
        or (letters > 1 and (is_near(word, words) or look(word) is not None))
    )


def is_built_as_a_stuff(word: str, words: Words) -> bool:
    """Whether a word is built as a name of a chemical, a formula or a code of a drug is, or is one of the street."""
    built = is_chemical(word) or is_formula(word) or words.of_the_street(word)
    return built or _STUFF.search(word) is not None or is_code(word, words)


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
    return not sounds_like_a_drug(word) and pairs_of(word).isdisjoint(listed_pairs(words))


def sounds_like_a_drug(word: str) -> bool:
    """Whether more than half the letters of a Chinese word are those by which foreign names of drugs are sounded.

    >>> sounds_like_a_drug("曲马朵"), sounds_like_a_drug("夏谟")
    (True, False)
    """
    return 2 * sum(letter in _HAN_SOUNDS for letter in word) > len(word)


def pairs_of(word: str) -> frozenset[str]:
    """The pairs of letters that stand side by side in a word.

    >>> sorted(pairs_of("曲马朵"))
    ['曲马', '马朵']
    """
    return frozenset(one + other for one, other in pairwise(word))


def listed_pairs(words: Words) -> frozenset[str]:
    """All pairs of letters of the Chinese names of the lists."""
    return words.store.once(
        ("pairs of letters",),
        lambda: frozenset().union(*(pairs_of(name) for name in words.store.name_keys if HAN.search(name))),
    )
