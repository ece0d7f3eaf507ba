"""Brands and models beside ordinary goods: a name with a capital that nothing knows, beside shoes, cameras or toys, is who makes them.

Such a name casts no doubt where it can be no stuff and hide none: it is told beside the answer as not known. It may be a stuff where
it is near a name (:mod:`tidewaiter.substance.words.near`), is built or ends as names of chemicals and medicines are, is a code as drugs of
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
from tidewaiter.substance.amounts.units import UNIT, spelt
from tidewaiter.substance.dictionary.doubt import is_chemical, is_of_chemistry
from tidewaiter.substance.dictionary.formulas import is_formula
from tidewaiter.substance.identity import Candidate, Look
from tidewaiter.substance.tables.spelt import folded, latin, slips
from tidewaiter.substance.tables.wording import either, pattern
from tidewaiter.substance.words.near import is_code, is_nearly_a_name, is_of_a_name, is_sized
from tidewaiter.substance.words.plain_words import is_everyday, is_small, of_tariffs
from tidewaiter.substance.words.words import HAN, Words

_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w.&'’+-]*|[\d.,]*\d[\w-]*")
_MODEL = re.compile(  # no German noun: T480s, LaserJet, iQ500
    r"(?=\S*\d)(?=\S*[A-ZÀ-ÖØ-Þ])[\w.&+-]+|[A-Za-z]*[a-z][A-Z][A-Za-z]+\d*"
)
_MODEL_NUMBER = re.compile(r"(?=[\w-]*\d\d)[\dA-Z][\w-]*")
_WEIGHED = re.compile(rf"\d\s?(?:{UNIT}|oz|%)(?!\w)|{either('weighed')}", re.IGNORECASE)
_GERMAN = pattern("german")
_SAID = pattern("of a make", 0)
_JOINED = re.compile(r"((?:[A-ZÀ-ÖØ-Þ][\w.]+ ?)+)-(?=[A-ZÀ-ÖØ-Þ])")  # Darth Vader-Anzüge
_OTHERWISE = pattern("no merchandise")
_BESIDE_ARTICLES = pattern("material or word of articles")
_ARTICLE = pattern("article of another name")
_FILLED = pattern("filled or hidden")
_SHAPED = pattern("shaped as")
_HELD = pattern("held")
_BEHIND = pattern("holds behind")
_DRUG = pattern("as a medicine")
_STUFF = pattern("of a stuff")
_ADJECTIVE = pattern("adjective of")
_HAN_MAKE = re.compile("[\u4e00-\u9fff]{2,4}")
_HAN_STUFF = pattern("letter of a stuff", 0)


# letters by which Chinese writes the sounds of foreign names of drugs: a word with two of them may be one that is misspelt
_HAN_SOUNDS = frozenset(
    "曲马玛码多朵哆芬分酚他塔达尼妮泥吗啡菲非可柯克因英音西希泮潘唑左仑伦轮隆酮同冰麻安氨司斯卡喀洛诺罗拉美梅沙莎丁汀叮定啶特替泰坦林琳灵利里莉普朴匹皮丙苄必比巴贝倍佐卓昔索苏舒酯脂甲加噻赛塞依伊衣阿艾爱恩奥氟佛呋夫福吡嗪秦哌派咪米嘧咖伽喀羟强辛新欣星兴那娜纳奈耐"
)


_JOINED_BY_AND = re.compile(r"\s(?:and|und|et|y|e|ed|en|og|och|и)\s|[、和及与與]", re.IGNORECASE)
_LONG = 6  # letters of a word that may be a listed name misspelt
_DESCRIBES = pattern("describes")
_HYPHENED = pattern("describes in one word with a hyphen")
_CHANGES = pattern("changes the goods")
_NO_MAKE = pattern("beside which no make is read")
_OPEN = pattern("open under any name")
_SHAPED_AS_ANIMALS = pattern("shaped as animals")
_ANIMAL = pattern("animal")
_DOSED = re.compile(rf"\d\s?(?:{spelt('mg', 'µg')}|%)(?!\w)", re.IGNORECASE)
_OWN_GOODS = re.compile(rf"(?<!\w)(?:{either('goods of their own')})(?!\w)", re.IGNORECASE)
_POSSESSED = pattern("of what goods are")
_NO_QUALITY = pattern("beside which no quality is read")
_QUOTED = re.compile(r"[\"“„«‘]\s?([^\"“”„«»‘’]{2,40}?)\s?[\"”“»’]")
_PIECE = re.compile(r"^|[,;:(\n]|(?<!\w)(?:und|mit|sowie)(?!\w)")
_AROUND = "().,;:'\"“”«»"  # signs around a word
_MOST_FIRST = 3  # words of a make before its goods
_WITHIN = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-ÖØ-Þ])")  # before a capital within a word
_OF_A_SHAPE = frozenset(
    ("shaped", "themed", "styled", "förmig", "förmige", "förmiger", "förmigen", "förmiges")
)
_RUSSIAN = re.compile("[а-яё-]+")
_PARTS = 2  # of a word with a hyphen
_SHORTEST = 5  # letters of a word that tells by its ending what goods are like, or that it is a medicine
_CYRILLIC_NAME = re.compile(r"[А-ЯЁ][а-яё]{2,}(?:-[А-ЯЁа-яё\d]+)?|[А-ЯЁ]{5,}|[А-ЯЁ]{2,4}-\d+")
_OF_A_FIBRE = pattern("share of a fibre")


class _Text(NamedTuple):
    """What a text tells of its unknown words: those that its goods may hold, those that it says are a make, its script."""

    held: frozenset[str]
    said: frozenset[str]
    script: str
    named: bool  # whether a capital makes a name
    # the words with which it and its pieces begin, one behind another as long as nothing knows them
    first: frozenset[str]
    whole: str


def beside(left: str, found: Iterable[Candidate], text: str, words: Words, look: Look) -> tuple[str, ...]:
    """The words, of those that are not understood beside goods, that tell who makes these, which model they are, or what they are like."""
    goods, text = tuple(found), _OF_A_FIBRE.sub(" ", text)
    if not left or not goods or _is_otherwise(text, words):
        return ()
    branded = [is_article(one.name, words) for one in goods]
    articles = any(branded) and all(
        known or _BESIDE_ARTICLES.fullmatch(one.name) for known, one in zip(branded, goods, strict=True)
    )
    plain = _has_qualities(goods, text)
    wrapped = any(words.wraps(one.name) for one in goods)
    shaped = articles and not wrapped and all(_SHAPED_AS_ANIMALS.search(one.name) for one in goods)
    packed = articles or not (wrapped or any(_NO_MAKE.search(one.name) for one in goods))
    told, is_open = _text(text, left), _OPEN.search(text) is not None
    made = (articles and not _WEIGHED.search(text)) or (
        plain and packed and not is_open and told.script != "Han"
    )
    possessed = {found[1] for found in _POSSESSED.finditer(text)} - told.said
    behind = possessed if wrapped or not articles else set()
    every = [word for word in text.split() if sum(map(str.isalpha, word)) > 1 or HAN.search(word)]
    like = [  # "10 cajas de X": no word behind an "of" tells what goods are like, whatever its ending
        word
        for word in left.split()
        if (plain and not is_open and word not in possessed and _is_a_quality(word, told, words, look))
        or (articles and not wrapped and _is_of_plain_parts(word, words, look))
        or (shaped and _ANIMAL.fullmatch(word.strip(_AROUND)) is not None)
    ]
    makes = [
        word
        for word in left.split()
        if (made or _is_said(word, told))
        and word not in like
        and word not in behind
        and _passes(word, told, words, look)
    ]
    unknown = [word for word in makes if not any(map(str.isdigit, word))]
    if 2 * len(unknown) > len(every) and told.script != "Han":
        makes = []
    return tuple(word for word in left.split() if word in like or word in makes)


def tells_of(piece: str, found: Iterable[Candidate], text: str, words: Words, look: Look) -> bool:
    """Whether all words of a piece that names nothing tell by their endings what the goods of a text are like, or are sizes and models of
    articles: the rigid of "hoses, rigid", the 91H of "tyre 205/55R16 91H"."""
    goods = tuple(found)
    if not goods or _is_otherwise(text, words) or not _has_qualities(goods, text):
        return False
    told = _text(text, "")
    each = [word for word in piece.split() if any(map(str.isalpha, word))]
    if each and all(words.branded(one.name) and not words.wraps(one.name) for one in goods):
        each = [word for word in each if not _is_a_model(word, words, look)]
        if not each:
            return True
    listed = len({one.name for one in goods}) > 1 or _JOINED_BY_AND.search(text) is not None
    return bool(each) and all(
        word.islower() and (words.quality(word) or (not listed and _is_a_quality(word, told, words, look)))
        for word in each
    )


def is_article(name: str, words: Words) -> bool:
    """Whether goods of a name are such as have a make and a model, and hold no stuff by their name."""
    return words.branded(name) or _ARTICLE.fullmatch(name) is not None


def is_a_title(title: str, text: str, words: Words, look: Look) -> bool:
    """Whether words in quotation marks may be what articles are sold under: none is of a list, a product or the street, none may be a stuff but
    plain words, and the text does not say that the articles hold them. „Super Water Fun“ beside toys, and not "Molly"."""
    bare = _QUOTED.sub(lambda found: f" {found[1]} ", text)
    held = {word for one in _HELD.finditer(bare) for word in one[1].split()}
    every = [word.strip(_AROUND) for word in title.split()]
    if (
        _is_otherwise(text, words)
        or words.is_held(title)
        or words.illicit(title)
        or not held.isdisjoint(every)
    ):
        return False
    return not any(
        words.is_held(word)
        or words.of_the_street(word)
        or (not _is_plain(word) and may_be_a_stuff(word, words, look))
        for word in every
        if word
    )


def _is_plain(word: str) -> bool:
    return word.isdigit() or is_small(word) or is_everyday(word) or of_tariffs(word)


def _is_otherwise(text: str, words: Words) -> bool:
    """Whether a text speaks of filling and hiding, or of forms in which drugs come."""
    spoken = _OTHERWISE.search(text) or _FILLED.search(text) or _OWN_GOODS.search(text)
    return spoken is not None or words.labels.form(text) != ""


def _has_qualities(goods: Iterable[Candidate], text: str) -> bool:
    """Whether a word that is not known may tell what goods are like, and nothing else: none beside a dose, plants or chemicals."""
    return not _DOSED.search(text) and not any(_NO_QUALITY.search(one.name) for one in goods)


def _is_a_quality(word: str, told: _Text, words: Words, look: Look) -> bool:
    """Whether a word tells by its ending what ordinary goods are like, and neither names, nor is near, nor tells of anything else."""
    bare = word.strip(_AROUND)
    low = bare.casefold()
    if not (bare.islower() or told.whole.isupper() or told.whole.startswith(word)) or len(low) < _SHORTEST:
        return False
    if any(each.strip(_AROUND).casefold() == low for each in told.held):
        return False
    if "-" in low:
        return _tells_in_one_word(low, words, look)
    return _DESCRIBES.fullmatch(low) is not None and not _is_anything_else(low, words, look)


def _tells_in_one_word(low: str, words: Words, look: Look) -> bool:
    """Whether a word with hyphens ends as one that tells what goods are like, and begins with plain words: square-shaped."""
    *firsts, last = low.split("-")
    if _RUSSIAN.fullmatch(low) and _DESCRIBES.fullmatch(last):  # варёно-копчёная
        return all(one[-1:] in "ое" for one in firsts) and not any(
            _is_anything_else(one, words, look) for one in (*firsts, last) if len(one) > _PARTS
        )
    if last in _OF_A_SHAPE and all(_is_a_motif(one, words) for one in firsts):
        return True
    return _HYPHENED.fullmatch(last) is not None and all(_is_plain_word(one, words, look) for one in firsts)


def _is_a_motif(word: str, words: Words) -> bool:
    """Whether a word tells what goods are shaped as, which they do not hold: the mistletoe of mistletoe-shaped; none that a list or the street has."""
    named = words.is_held(word) or words.of_the_street(word) or words.illicit(word)
    return word.isalpha() and not named and _CHANGES.search(word) is None and not is_of_chemistry(word)


def _is_of_plain_parts(word: str, words: Words, look: Look) -> bool:
    """Whether all parts of a word with hyphens or capitals are plain words, none of which changes what articles are: Multi-utility, QuietPoint."""
    low = _WITHIN.sub("-", word.strip(_AROUND)).casefold()
    parts = low.split("-")
    if len(parts) < _PARTS or not all(len(one) > 1 and one.isalpha() for one in parts):
        return False
    if any(words.is_held(low.replace("-", joint)) for joint in ("-", " ", "")) or _CHANGES.search(low):
        return False
    return all(_is_plain_word(one, words, look) and not _STUFF.search(one) for one in parts)


def _is_plain_word(word: str, words: Words, look: Look) -> bool:
    if words.quality(word) or _is_plain(word):
        return True
    what = look(word)
    return what is not None and not what.doubt and all(words.branded(one.name) for one in what.candidates)


def _is_anything_else(low: str, words: Words, look: Look) -> bool:
    """Whether a word may be a stuff, or tells of one, or of goods that are other than they are called."""
    if may_be_anything_else(low, words):
        return True
    what = look(low)
    return what is not None and not all(words.branded(one.name) for one in what.candidates)


def may_be_anything_else(low: str, words: Words) -> bool:
    """Whether a word in small letters is one of chemistry, of the street, of what changes goods, or near a name."""
    told = _STUFF.search(low) or _CHANGES.search(low) or words.illicit(low)
    near = is_nearly_a_name(low, words) or _is_a_slip(low, words)
    return is_of_chemistry(low) or bool(told) or words.of_the_street(low) or near


def is_plain_adjective(word: str) -> bool:
    """Whether a word ends as an adjective or a participle and is no word of chemistry.

    >>> [is_plain_adjective(word) for word in ("conditionné", "герметичных", "permanganto", "хлористый", "Fulminante")]
    [True, True, False, False, False]
    """
    low = word.strip("().,;:")
    ends = low.islower() and _ADJECTIVE.fullmatch(low) is not None
    return ends and not (is_of_chemistry(low) or _STUFF.search(low))


_EPITHET = pattern("common epithet")
_SPECIES = re.compile(
    r"([A-Z]?[a-z]{4,}) (?:x |× )?([A-Z]?[a-z]{4,})(?: (?:L|Mill|DC|Linn?|Lam|Willd|Thunb)\.?)?"
)


def is_species_of_none(text: str, words: Words) -> bool:
    """Whether a text behind ordinary goods is the Latin name of their plant or animal, of a genus of which no list, product or word of the
    street names any, nor one near it: the Origanum vulgare of "oregano (Origanum vulgare)". What many plants are called tells none."""
    found = _SPECIES.fullmatch(text.strip())
    if found is None or words.is_held(text.strip()) or is_of_a_name(found[1], words):
        return False
    common = _EPITHET.fullmatch(found[2]) is not None and not is_nearly_a_name(found[1], words)
    return common or not (is_of_a_name(found[2], words) or _STUFF.search(found[1]))


def _text(text: str, left: str) -> _Text:
    script = _script(text)
    bare = _SHAPED.sub(" ", text)
    held = {word for kind in (_HELD, _BEHIND) for one in kind.finditer(bare) for word in one[1].split()}
    said = {word for kind in (_SAID, _JOINED) for one in kind.finditer(text) for word in one[1].split()}
    said |= {word for one in _QUOTED.finditer(text) for word in one[1].split()}
    named = script != "" or not _GERMAN.search(text)
    return _Text(frozenset(held), frozenset(said), script, named, _firsts(text, left), text)


def _firsts(text: str, left: str) -> frozenset[str]:
    """The words with which a text and its pieces begin, behind their figures, as far as they are among those that are left, no more than three."""
    unknown = set(left.split())
    found: set[str] = set()
    for piece in _PIECE.split(text):
        each = [word for word in piece.split() if any(map(str.isalpha, word))]
        most = min(_MOST_FIRST, len(each) - 1)
        end = next((n for n, word in enumerate(each[:most]) if word not in unknown), most)
        found.update(each[: max(end, 0)])
    return frozenset(found)


def _is_a_model(word: str, words: Words, look: Look) -> bool:
    """Whether a word of letters and digits is the model or the size of an article, and no code of a drug."""
    return _MODEL_NUMBER.fullmatch(word) is not None and not may_be_a_stuff(word, words, look)


def _is_said(word: str, told: _Text) -> bool:
    """Whether a text says of a word that it is a make, which ordinary goods of any kind have: "cigarros da marca RONSON"."""
    return word in told.said or _unquoted(word) in told.said


def _unquoted(word: str) -> str:
    """A word without quotation marks and brackets about it."""
    return word.strip("\"“”„«»‘’'()")


def _passes(word: str, told: _Text, words: Words, look: Look) -> bool:
    """Whether a word that is not understood is a name of a maker or a model."""
    if word in told.held and word not in told.said:
        return False
    if told.script == "Han" and _HAN_MAKE.fullmatch(word):
        return _is_a_han_make(word, word in told.said, words, look)
    if _HAN_STUFF.search(word):
        return False  # G水
    bare = _unquoted(word)
    if told.script != "Han" and _CHANGES.search(bare):
        return False
    if _is_said(word, told):
        return _NAME.fullmatch(bare.capitalize()) is not None and not may_be_a_stuff(bare, words, look)
    if told.script == "Cyrillic" and _CYRILLIC_NAME.fullmatch(word) and not told.whole.startswith(word):
        named = not _ends_as_a_medicine(word) and not (told.whole.isupper() and word.isupper())
        return named and not may_be_a_stuff(word, words, look)
    ends = _ends_as_a_medicine(word)
    name = (told.named and not ends) or (word in told.first and not ends) or _MODEL.fullmatch(word)
    return bool(name) and _NAME.fullmatch(word) is not None and not may_be_a_stuff(word, words, look)


def _ends_as_a_medicine(word: str) -> bool:
    """Whether a word of some letters ends as names of medicines do."""
    low = latin(word)
    return len(low) >= _SHORTEST and _DRUG.search(low) is not None


def may_be_a_stuff(word: str, words: Words, look: Look) -> bool:
    """Whether a word may be a stuff: by its parts, its ending, what it is near, or because it is known as something."""
    letters = sum(map(str.isalpha, word))
    return (
        (letters == 1 and len(word) == 1)
        or is_built_as_a_stuff(word, words)
        or _is_a_slip(word, words)
        or (letters > 1 and (is_nearly_a_name(word, words) or look(word) is not None))
    )


def tells_of_a_stuff(word: str) -> bool:
    """Whether a word has a part that tells of a stuff, a drug, a plant or a weapon.

    >>> tells_of_a_stuff("Gas"), tells_of_a_stuff("garage")
    (True, False)
    """
    return _STUFF.search(word) is not None


def is_built_as_a_stuff(word: str, words: Words) -> bool:
    """Whether a word is built as a name of a chemical, a formula or a code of a drug is, or is one of the street."""
    if words.of_the_street(word) or is_sized(word):
        return words.of_the_street(word) or is_code(word, words)
    return is_chemical(word) or is_formula(word) or _STUFF.search(word) is not None or is_code(word, words)


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
