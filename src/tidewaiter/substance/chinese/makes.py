"""Brands and describing words before the head of a Chinese name of ordinary goods: 乐扉有机胡萝卜米饼 are rice crackers, whoever bakes them.

Chinese puts what a thing is last, and a maker's name is written like any other word. Where a text ends in goods of a few sure kinds (articles,
what is for skin and hair, solid food), what nothing knows before them tells who made them or what they are like. It stays a doubt where it may
be a stuff: where it has a letter of names of chemicals, drugs or medicines, shares two letters with a listed name, or mostly sounds as foreign
names of drugs do; where a Latin word in it is near a name, a code or built as names of chemicals are; and wherever anything that is known in
the text is no ordinary goods, or a word of ``han-makes.tsv`` stands in it that tells of effects, of hiding, of stuffs or of the street.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import name_key
from tidewaiter.lawbook.store import Store
from tidewaiter.rows import NamedTuple
from tidewaiter.substance.chinese import cut as han_cut
from tidewaiter.substance.identity import Identity, Look
from tidewaiter.substance.tables.table import longest_of, rows, words_in
from tidewaiter.substance.words import articles, strangers
from tidewaiter.substance.words.near import is_of_a_series
from tidewaiter.substance.words.part import is_plain
from tidewaiter.substance.words.plain_words import of_tariffs
from tidewaiter.substance.words.words import HAN, Words

_MOST, _LONGEST = 40, 10  # characters of a text, and of a word in it
_UNKNOWN = 8  # letters that nothing knows before the head
_RUN = 6  # and of these side by side
_SHORT = 4  # letters of a Latin word that is sought among abbreviations alone
_TOKEN = re.compile("[\u4e00-\u9fff]+|[^\u4e00-\u9fff\\s]+")
_AMOUNTS = re.compile(r"(?:SPF|PA|spf)\s?\d*\+*|\d[\d.,/*×xX#-]*(?:mm|cm|ml|kg|g|寸|V|W|A)?|\++|[-–—/.,#*×]+")
_ROUND_IT = "\"'“”‘’「」『』()（）[]【】,，.。;；:：!！/"
_COLOUR = re.compile("[\u4e00-\u9fff]{1,4}色")


class Made(NamedTuple):
    """Goods by the head of a Chinese name, and the words before it that nothing knows."""

    head: str
    goods: Identity
    makers: tuple[str, ...]


_words_of = partial(words_in, "han-makes")


@cache
def _pattern(kind: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile("|".join(words for one, words in rows("han-makes") if one == kind), flags)


@cache
def _last() -> re.Pattern[str]:
    return _pattern("last letter", 0)


@cache
def _never() -> re.Pattern[str]:
    return re.compile(longest_of(_words_of("never")))


def made(piece: str, words: Words, look: Look) -> Made | None:
    """The goods that a Chinese text ends in behind words that nothing knows and that can only be a make or tell what they are like; None in any other."""
    text = words.trimmed(piece)[0]
    if not HAN.search(text) or len(text) > _MOST or tells_of_more(text, words):
        return None
    tokens = [bare for one in _TOKEN.findall(text) if (bare := one.strip(_ROUND_IT))]
    behind: list[str] = []
    while tokens and _tells_what_it_is_like(tokens[-1], words):
        behind.append(tokens.pop())  # 染发膏 0/22 亚麻色
    if len(tokens) > 1 and tokens[-2].isalpha() and look("".join(tokens[-2:])):
        tokens[-2:] = ["".join(tokens[-2:])]  # CT机
    head, goods = _head(tokens[-1], words, look) if tokens and HAN.search(tokens[-1]) else ("", None)
    if goods is None or _names_more([*tokens, *behind], words, look):
        return None
    article = is_article(goods, words)
    makers: list[str] = []
    for token in filter(None, [*tokens[:-1], tokens[-1].removesuffix(head), *behind]):
        unknown = (
            _unknown(token, words, look, article=article)
            if HAN.match(token)
            else _latin(token, words, look, article=article)
        )
        if unknown is None:
            return None
        makers += unknown
    han = "".join(one for one in makers if HAN.match(one))
    return Made(head, goods, tuple(makers)) if len(han) <= _UNKNOWN else None


def tells_of_more(text: str, words: Words) -> bool:
    """Whether a text tells of a drug, a remedy, a stuff or of hiding, beside which nothing is read as a make."""
    said = bool(words.illicit(text) or words.remedy(text)[0] or words.compound(text))
    return said or _never().search(text) is not None


def _head(text: str, words: Words, look: Look) -> tuple[str, Identity | None]:
    """The longest end of a Chinese word that is goods of a sure kind: a name, one put together, or the letter that such end in."""
    for start in range(max(0, len(text) - _LONGEST), len(text) - 1):
        end = text[start:]
        goods = look(end) or look(articles.one_of(end) or _composed(end) or end)
        if goods and not words.of_the_street(end) and is_sure(end, goods, words):
            return end, goods
    last = text[-1:] if len(text) > 1 and _last().fullmatch(text[-1:]) else ""
    goods = look(articles.one_of(last)) if last else None
    return (last, goods) if goods and is_sure(last, goods, words) else ("", None)


def _composed(text: str) -> str:
    """The goods that an article of one letter is one of, behind what it is of or like: the 木琴 of 宝丽木琴."""
    return articles.one_of(text[-1]) if articles.is_told(text[:-1]) else ""


def is_sure(name: str, goods: Identity, words: Words) -> bool:
    """Whether goods are known without a doubt as articles, solid food or what is for skin and hair."""
    if not is_plain(goods, words.store) or any(one.smiles or one.substance for one in goods.candidates):
        return False
    solid = name.endswith(tuple(_words_of("solid"))) and not any(one in name for one in _words_of("stuff"))
    return is_article(goods, words) or solid or all(is_sure_name(one.name, words) for one in goods.candidates)


def is_article(goods: Identity, words: Words) -> bool:
    """Whether goods are articles, which nobody eats and nobody puts on skin or hair."""
    return all(_is_an_article(one.name, words) for one in goods.candidates)


def is_sure_name(name: str, words: Words) -> bool:
    """Whether a name of goods is that of articles, solid food or what is for skin and hair."""
    return _pattern("sure").fullmatch(name) is not None or _is_an_article(name, words)


def _is_an_article(name: str, words: Words) -> bool:
    return _pattern("article").fullmatch(name) is not None or articles.are((name,), words)


def _tells_what_it_is_like(token: str, words: Words) -> bool:
    """Whether a word behind the head is a size, a model or a colour."""
    if not HAN.search(token):
        return True
    return _COLOUR.fullmatch(token) is not None or _is_known(token, words, None)


def _is_known(word: str, words: Words, look: Look | None) -> bool:
    """Whether a word changes nothing of goods of a sure kind, or is ordinary goods."""
    if word in _words_of("said") or han_cut.is_said(word) or words.quality(word) or of_tariffs(word):
        return True
    if articles.is_told(word):
        return True
    what = look(word) if look and len(word) > 1 else None
    return what is not None and is_plain(what, words.store)


def _unknown(text: str, words: Words, look: Look, *, article: bool) -> list[str] | None:
    """The runs of letters of a Chinese word that nothing knows, the fewest letters of them; None where one may be a stuff."""
    best: list[tuple[int, tuple[int, ...]]] = [(0, ())]
    for end in range(1, len(text) + 1):
        cost, letters = best[end - 1]
        ways = [(cost + 1, (*letters, end - 1))]
        ways += (
            best[start]
            for start in range(max(0, end - _LONGEST), end)
            if _is_known(text[start:end], words, look)
            and (end - start > 1 or text[start:end] in "的之和与及款型装")
        )
        best.append(min(ways))
    runs = list(_runs(text, best[-1][1]))
    return None if any(_may_be_a_stuff(one, words, article=article) for one in runs) else runs


def _runs(text: str, letters: tuple[int, ...]) -> Iterator[str]:
    run = ""
    for n in letters:
        if run and n - 1 not in letters:
            yield run
            run = ""
        run += text[n]
    if run:
        yield run


def _may_be_a_stuff(run: str, words: Words, *, article: bool) -> bool:
    """Whether letters that nothing knows may be a stuff: by a letter of names of stuffs, by two that a listed name has, or, but for articles,
    by their sound: foreign makers of articles are as many as drugs."""
    if len(run) > _RUN or any(one in run for one in _words_of("stuff")):
        return True
    sounds = not article and strangers.sounds_like_a_drug(run)
    return sounds or not strangers.pairs_of(run).isdisjoint(strangers.listed_pairs(words))


def _latin(token: str, words: Words, look: Look, *, article: bool) -> list[str] | None:
    """A Latin word or a model that nothing knows, none of a size; None where it may be a stuff."""
    bare = _AMOUNTS.sub("", token)
    if not bare or _is_known(token, words, None):
        return []
    letters = "".join(filter(str.isalpha, token))
    if not token[0].isalnum() or not letters.isascii() or look(token) or words.is_held(token):
        return None
    model = _pattern("model", 0).fullmatch(token) if article else None
    if model and not is_of_a_series(model[1], words):
        return [token]
    if len(letters) > _SHORT or token != letters:
        return None if strangers.may_be_a_stuff(token, words, look) else [token]
    one_letter = len(letters) == 1 and len(token) == 1
    known = letters.casefold() in _abbreviations(words.store) or _is_a_slip(letters.casefold(), words.store)
    return None if one_letter or known or strangers.is_built_as_a_stuff(token, words) else [token]


def _abbreviations(store: Store) -> frozenset[str]:
    """The listed names of no more letters than an abbreviation has."""
    return store.once(
        ("abbreviations",),
        lambda: frozenset(key for name, _ in store.all_names() if len(key := name_key(name)) <= _SHORT + 1),
    )


def _is_a_slip(short: str, store: Store) -> bool:
    """Whether four letters are one letter from a listed abbreviation with the same first letter."""
    from rapidfuzz.distance import OSA

    return len(short) == _SHORT and any(
        one[0] == short[0] and OSA.distance(one, short, score_cutoff=1) <= 1
        for one in _abbreviations(store)
        if len(one) > 2
    )


def _names_more(tokens: list[str], words: Words, look: Look) -> bool:
    """Whether any piece of a text names what is no ordinary goods: a listed plant, a chemical, a medicine, a word of the street."""
    for token in filter(HAN.match, tokens):
        within = [
            (start, end)
            for start in range(len(token))
            for end in range(start + 2, min(start + _LONGEST, len(token)) + 1)
            if token[start:end] in _words_of("said") or articles.is_told(token[start:end])
        ]
        for start in range(len(token)):
            for end in range(start + 2, min(start + _LONGEST, len(token)) + 1):
                word = token[start:end]
                if any(first <= start and end <= last for first, last in within):
                    continue
                what = look(word)
                if words.of_the_street(word) or (what is not None and not is_plain(what, words.store)):
                    return True
    return False
