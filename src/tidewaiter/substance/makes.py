"""Brands and models beside ordinary goods: a name with a capital that nothing knows, beside shoes, cameras or toys, is who makes them.

Not beside goods that are weighed or measured out, and not beside what a list could reach under a name of fancy: the goods are those of
``branded`` in ``shipment/words.yml``. German writes every noun with a capital, so there a brand must be said to be one.
"""

from __future__ import annotations

from collections.abc import Iterable

from tidewaiter.lawbook import patterns as re
from tidewaiter.substance.doubt import is_chemical
from tidewaiter.substance.formulas import is_formula
from tidewaiter.substance.identity import Candidate
from tidewaiter.substance.spelt import folded, slips
from tidewaiter.substance.wording import pattern
from tidewaiter.substance.words import Look, Words

_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w.&'’+-]*|[\d.,]*\d[\w-]*")
_WEIGHED = pattern("weighed")
_GERMAN = pattern("german")
_SAID = pattern("of a make", 0)
_JOINED = re.compile(r"((?:[A-ZÀ-ÖØ-Þ][\w.]+ ?)+)-(?=[A-ZÀ-ÖØ-Þ])")  # Darth Vader-Anzüge
_OTHERWISE = pattern("no merchandise")
_HELD = pattern("held")
_DRUG = pattern("as a medicine")
_HAN_MAKE = re.compile("[\u4e00-\u9fff]{2,4}")
_HAN_STUFF = re.compile(
    "[甲乙丙丁戊己庚辛壬癸苯酚醇醛酮酯醚酸胺氨腈酐烷烯炔基羟氧氢氯氟溴碘硫磷氮硝钠钾钙镁铵锂锌铅汞砷铀钍唑嗪吡咪呋喃噻嘧啶喹啉脲胍肼苷碱盐药毒麻烟草叶菇粉丸片膏水液油冰糖针剂枪弹刀炮雷炸爆火管夹藏匿铐牙角皮骨军械警毛虎]|红外|热成?像|夜视|激光"
)  # letters of chemistry, medicine, drugs, weapons and of what hides
_LONG = 6  # letters of a word that may be a listed name misspelt


def beside(left: str, found: Iterable[Candidate], text: str, words: Words, look: Look) -> str:
    """What is left of words that are not understood beside goods, without the names of makers and models."""
    goods = tuple(found)
    if not left or not goods or _WEIGHED.search(text) or words.labels.form(text) or _OTHERWISE.search(text):
        return left
    if not all(words.branded(one.name) for one in goods):
        return left
    held = {word for one in _HELD.finditer(text) for word in one[1].split()}
    said = " ".join(one[1] for pattern in (_SAID, _JOINED) for one in pattern.finditer(text)).split()
    script = _script(text)
    mixed = script != "" or (not text.isupper() and not _GERMAN.search(text))
    return " ".join(
        word
        for word in left.split()
        if word in held
        or not (
            ((word in said or (mixed and not _DRUG.search(word))) and _is_a_make(word, words, look))
            or (script == "Han" and _is_a_han_make(word, words, look))
        )
    )


def _script(text: str) -> str:
    """The script of most letters of a text where Latin ones stand out in it: "Cyrillic", "Han"; "" for any other."""
    letters = [one for one in text if one.isalpha()]
    counts = {
        "Cyrillic": sum("\u0400" <= one <= "\u04ff" for one in letters),
        "Han": 3 * sum("\u4e00" <= one <= "\u9fff" for one in letters),
    }
    most = max(counts, key=lambda script: counts[script])
    return most if counts[most] > len(letters) / 2 else ""


def _is_a_han_make(word: str, words: Words, look: Look) -> bool:
    """Whether a short Chinese word that nothing knows may be who makes the articles beside it: no letter of chemistry, medicine or stuff."""
    return (
        _HAN_MAKE.fullmatch(word) is not None
        and not _HAN_STUFF.search(word)
        and not (words.of_the_street(word) or words.illicit(word) or look(word))
    )


def _is_a_make(word: str, words: Words, look: Look) -> bool:
    """Whether a word is written as a name and means nothing else: no chemical, no listed name, none one slip away."""
    if (
        not _NAME.fullmatch(word)
        or is_chemical(word)
        or is_formula(word)
        or words.of_the_street(word)
        or (word.isalpha() and look(word))
    ):
        return False
    keys = slips(folded(word)) if len(word) >= _LONG else ()
    return not (keys and words.store.by_spelling(*keys))
