"""The names that are known within a Chinese part of a phrase, which is written without blanks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import name_key
from tidewaiter.lawbook.store import Store
from tidewaiter.rows import NamedTuple
from tidewaiter.substance.chinese import cut as han_cut
from tidewaiter.substance.identity import Identity, Look
from tidewaiter.substance.known.among_words import SHORTEST_GOODS, is_product, is_rest_of_a_salt, known_in
from tidewaiter.substance.tables.wording import pattern
from tidewaiter.substance.words import articles
from tidewaiter.substance.words.part import is_plain
from tidewaiter.substance.words.plain_words import is_everyday, of_tariffs
from tidewaiter.substance.words.words import HAN, Words

# characters of a Chinese text, and of a name in it, that are looked through for ordinary goods
_MOST_HAN, _LONGEST = 32, 8
# a letter of a chemical name: what stands before a name belongs to it
_HAN_PARTS = re.compile(
    r"[甲乙丙丁戊己庚辛壬癸苯酚醇醛酮酯醚酸胺氨腈酐烷烯炔基羟氧氢氯氟溴碘硫磷氮硝亚过次双二三四五六去伪麻异邻间环\d"
    r"聚膦砜脲胍肼肟苄啶唑嗪吡咪呋喃噻哌嘧喹吲哚萘蒽菲硅矽硼素苷甙"
    r"異鄰間對環過雙偽麻烴炔羥氫氯氟硝亞]|对(?!照)|一(?=[氟氯溴碘])"
)

_LIQUEFIED = re.compile("[液纯純粗][氨氯苯酚醇]")  # 液氨 in 液氨使用与储存
_ENDS_CHEMICAL = pattern("ends as a chemical in Chinese", 0)
_OF_CHEMISTRY = re.compile(  # beside a name: it may be a part of another, or not what matters
    rf"{_HAN_PARTS.pattern}|[酸盐碱钠钾钙镁铵锂锌铜铁铝铅钡锰镍铬钴汞砷]|[药藥]|毒|麻|[类類]似|衍生|冒充|[伪偽]|[制製]成|[A-Za-z]{{3}}"
)
_SIGNS_APART = re.compile(
    r"(?<=[\u4e00-\u9fff\])])[,，/]?[\[(（]?(?=[A-Z]{2}|[A-Z][a-z]{2})|(?<=[\u4e00-\u9fff]{2})[-/~～](?=[\u4e00-\u9fff]{2})"
)
_QUOTES = dict.fromkeys(map(ord, "「」『』“”"))
_GROUPS = "氟氯溴碘基代氧羟硝亚"
_ESTER = re.compile(r".*酸.+酯")  # 乙酸薰衣草酯 is no acetic acid


class _Read(NamedTuple):
    """What a Chinese word was read as: the names in it, the words that are to be read once more, and those that nothing knows."""

    named: dict[str, Identity]
    again: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def in_han(piece: str, words: Words, look: Look) -> tuple[dict[str, Identity], str]:
    """The names that are known among the words of a Chinese text, which blanks set apart, or at its end behind a brand.

    Else only a listed name is cut out of it, and no part of a chemical one: 硫酸二甲酯 is no sulfuric acid.
    """
    found: dict[str, Identity] = {}
    left: list[str] = []
    tokens: list[str] = []
    piece = _closed(piece, words.store)
    for latin, run in groupby(piece.split(), key=str.isascii):
        each = list(run)
        tokens += [" ".join(each)] if latin else each  # "乙酰氯 Acetyl chloride"
    for token in tokens:
        whole, rest = _with_its_form_in_han(token, words, look)
        found |= whole
        if (whole and not (rest and words.names(rest))) or not han_cut.but(rest, han_cut.is_of_use):
            continue
        read = _read_in_han(rest, words, look)
        found |= read.named
        tokens += read.again
        left += read.left
    plain = all(is_plain(what, words.store) for what in found.values())
    rest = " ".join(left)
    if not found or not (plain or not han_cut.changes(rest)):
        return found, rest
    return found, han_cut.but(rest, partial(_is_said, words, plain))


_OPEN = re.compile(r"(?<=[A-Za-z])\s(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\s(?=[A-Za-z]\b)")


def _closed(piece: str, store: Store) -> str:
    """A text with a listed name of a letter and Chinese closed that a blank stands in: K 他命."""
    closed = _OPEN.sub("", piece)
    name = listed_in(f"{closed} ", store) if closed != piece else ""
    return closed if name and name not in piece and re.search("[A-Za-z]", name) else piece


def _with_its_form_in_han(token: str, words: Words, look: Look) -> tuple[dict[str, Identity], str]:
    """A name of which words of form and grade are a part, the 丸 of 搖頭丸 or the 复方 and 片 of 复方甘草含片; and what is left of a text."""
    bare = words.bare(token)
    if (
        bare != token
        and (words.store.by_name(token) or is_product(token, words.store))
        and (what := look(token))
    ):
        return {token: what}, ""
    whole = listed_in(token, words.store) if len(token) > len(bare) + 1 else ""
    if len(whole) > len(words.bare(whole)) and (what := look(whole)):
        return {whole: what}, token.replace(whole, "", 1)
    return {}, token


def _read_in_han(token: str, words: Words, look: Look) -> _Read:
    """What one Chinese word without a name that its form is a part of is read as."""
    if (
        (of_use := words.for_use(token))
        and (what := look(of_use))
        and not what.doubt
        and not _HAN_PARTS.search(token[: -len(of_use)])
    ):
        return _Read({of_use: what})
    bare = words.bare(token).strip("「」『』“”")
    if token.isascii() and " " in token and not look(bare):
        named, rest = known_in(token.split(), words.store, look)
        return _Read(named, (), (words.bare(rest),))
    name, what = _behind_a_brand(bare, look)
    if name == bare and what:
        return _Read({name: what})
    trimmed = words.trimmed(token)[0]
    if bare != trimmed and (ended := _ends_in_its_form(trimmed, words, look)):
        return _Read(dict([ended]))
    if two := _two(bare, look):
        return _Read(two)
    if (goods := _articles_in_han(token, trimmed, bare, words, look)) and (plain := look(goods)):
        return _Read({goods: plain})
    if named := _cut_in_han(trimmed, words, look):
        return _Read(named)
    if what:
        return _Read({name: what}, (), (bare.removesuffix(name),))
    return _inside(token, trimmed, bare, words, look)


def _ends_in_its_form(text: str, words: Words, look: Look) -> tuple[str, Identity] | None:
    """The ordinary goods that a Chinese word of nothing but such ends with, of which its word of form is a part: the 刹车片 of 汽车刹车片."""
    goods = _goods_in_han(text, words, look)
    what = look(goods) if goods and text.endswith(goods) and len(goods) > 2 else None
    return (goods, what) if what else None


def _behind_a_brand(bare: str, look: Look) -> tuple[str, Identity | None]:
    """A name, or the name that a Chinese word ends with behind no more than a maker's."""
    ends = (
        bare[n:]
        for n in range(2, min(7, len(bare) - 2))
        if not (_HAN_PARTS.search(bare[:n]) or _cuts_a_word(bare, n, len(bare)))
    )
    return next(((cut, one) for cut in (bare, *ends) if cut and (one := look(cut))), ("", None))


def _cut_in_han(text: str, words: Words, look: Look) -> dict[str, Identity]:
    """The names in a Chinese text that is nothing but names and words that change nothing of them, with or without what is said of the goods."""
    for one in (text, words.but_said(text.lstrip("-"))):
        bare = "".join(one.translate(_QUOTES).split())
        if named := han_cut.names(bare, words, look, partial(_kind, words)):
            return named
    return {}


def _kind(words: Words, what: Identity) -> str:
    """Whether a name is for sure that of ordinary goods, or of a chemical that is no mixture."""
    if what.doubt or any(map(words.mixture, what.candidates)):
        return ""
    if is_plain(what, words.store):
        return "goods"
    return "stuff" if all(one.smiles or one.cas for one in what.candidates) else ""


def _articles_in_han(token: str, trimmed: str, bare: str, words: Words, look: Look) -> str:
    """The ordinary goods in a Chinese word that is nothing but such and words of what they are like."""
    for text in (trimmed, "".join(words.but_said(trimmed.lstrip("-")).split())):
        if trimmed and (goods := _goods_in_han(text, words, look)):
            return goods
    return articles.head(bare) if token != bare else ""


def _inside(token: str, trimmed: str, bare: str, words: Words, look: Look) -> _Read:
    """What stands within a Chinese word that is not understood as a whole: other words behind signs, a listed name, a chemical."""
    if len(apart := _SIGNS_APART.sub(" ", token).split()) > 1:
        return _Read({}, tuple(apart))  # 锁心附锁匙,PDD-2169
    if (within := _within(token, trimmed, words.store, look)) and (what := look(within)):
        # there may be others: 藏匿于茶叶罐内的大麻
        return _Read({within: what}, tuple(token.replace(within, " ", 1).split()))
    if (name := _chemical_in(bare, look)) and (what := look(name)):
        return _Read({name: what}, (), tuple(bare.replace(name, " ", 1).split()))
    return _Read({}, (), (bare,))


def _is_said(words: Words, plain: bool, word: str) -> bool:
    """Whether a Chinese word changes nothing of what it stands beside; of ``plain`` goods, words of what these are like neither."""
    if plain:
        return han_cut.is_said(word) or _tells_nothing(word, words)
    return han_cut.is_beside(word) or words.of_form(word)


def _chemical_in(text: str, look: Look) -> str:
    """The longest name of a chemical in a Chinese sentence that has no other word of chemistry or medicine: 硝酸 in 硝酸属于哪一类.

    What stands around it is not understood, and stays a doubt.
    """
    for before, name, behind in _pieces(text, _LONGEST):
        if not (_ENDS_CHEMICAL.search(name) and HAN.match(name)) or _OF_CHEMISTRY.search(
            f"{before} {behind}"
        ):
            continue
        if len(behind) == 1 or (name[-1] == "酸" and HAN.match(behind)):
            continue  # 醋酸酣, or the acid of a salt: 盐酸曲多马
        if (what := look(name)) and not what.doubt and any(one.smiles for one in what.candidates):
            return name
    return ""


def _pieces(text: str, longest: int) -> Iterator[tuple[str, str, str]]:
    """The pieces of a text of two letters or more, the longest first: what stands before each, it, and what stands behind it."""
    for size in range(min(len(text) - 1, longest), 1, -1):
        for start in range(len(text) - size + 1):
            yield text[:start], text[start : start + size], text[start + size :]


def _goods_in_han(text: str, words: Words, look: Look) -> str:
    """The last goods in a Chinese text that is nothing but ordinary goods and words of what they are like: 玩具车 of 儿童玩具车."""
    text = text.translate(_QUOTES)
    if words.is_dish(text):
        return "food and drink"
    reached = {0: ""}  # how far the words are known, and the goods up to there
    for start in range(len(text) if len(text) <= _MOST_HAN else 0):
        for end in range(min(start + _LONGEST, len(text)), start, -1) if start in reached else ():
            piece = text[start:end]
            if end > start + 1 and (what := look(piece)) and is_plain(what, words.store):
                reached[end] = reached.get(end) or piece
            elif _tells_nothing(piece, words):
                reached[end] = reached.get(end) or reached[start]
    plain = partial(beside_articles, words, look)
    goods = reached.get(len(text), "")
    if goods:
        return "" if articles.holds(text, words, plain) else goods
    return articles.named(text, words, plain, partial(_is_article, words, look))


def _is_article(words: Words, look: Look, piece: str) -> bool:
    """Whether a piece of a Chinese name is known as an article."""
    what = look(piece)
    return (
        what is not None
        and is_plain(what, words.store)
        and articles.are((one.name for one in what.candidates), words)
    )


def _tells_nothing(word: str, words: Words) -> bool:
    """Whether a word changes nothing of the ordinary goods that it stands beside."""
    return words.quality(word) or of_tariffs(word) or is_everyday(word) or han_cut.is_of_use(word)


def beside_articles(words: Words, look: Look, piece: str) -> bool:
    """Whether a piece of a Chinese name of an article is ordinary goods, or a word that changes nothing of them."""
    return _tells_nothing(piece, words) or ((what := look(piece)) is not None and is_plain(what, words.store))


def listed_in(text: str, store: Store) -> str:
    """The longest listed name within a Chinese word whose neighbours are no parts of a chemical name: 大麻 in 含大麻香烟."""
    for before, name, behind in _pieces(text, len(text)):
        if name[-1] == "酸" and behind and name[:2] not in ("无水", "無水"):
            continue  # the acid of a salt: 盐酸曲多马; no anhydride is one: 無水酢酸
        cuts = name.isascii() or _cuts_a_word(text, len(before), len(text) - len(behind))
        if cuts and re.search("[A-Za-z]", before[-1:] + behind[:1]):
            continue  # "Acet" in Acetyl, "ket)" in Socket)、
        if re.search("[А-яЁё]", name):
            continue  # no Chinese word holds a Russian one
        chemical = _HAN_PARTS.search(before[-1:]) or _HAN_PARTS.match(behind)
        if not chemical and (store.by_name(name) or store.record("product", name_key(name))):
            return name
    return ""


def _within(token: str, trimmed: str, store: Store, look: Look) -> str:
    """The name within a Chinese word, or within it without the words around it: a listed one first."""
    listed = listed_in(token, store) or listed_in(trimmed, store)
    return listed if listed and look(listed) else _known_in_han(token, store, look)


def _known_in_han(text: str, store: Store, look: Look) -> str:
    """The longest name within a Chinese word by which the general dictionary knows a listed substance, its neighbours no parts of a
    chemical name: 巴拉刈 in 禁用巴拉刈后; "" where there is none."""
    for before, name, behind in _pieces(text, _LONGEST):
        if not all(map(HAN.match, name)) or _HAN_PARTS.search(before[-1:]) or _HAN_PARTS.match(behind[:1]):
            continue
        # two letters stand by themselves behind the beginning or 的, before the end: 巨毒的砒霜
        short, alone = len(name) < SHORTEST_GOODS, before[-1:] in ("", "的") and not behind
        if short and not (_LIQUEFIED.fullmatch(name) or alone):
            continue
        if name[-1] == "酸" and behind:
            continue  # the acid of a salt: 盐酸曲多马
        what = look(name)
        if what is None or what.doubt or what.rung != "known synonym":
            continue
        if short or any(one.substance and store.listings(one.substance) for one in what.candidates):
            return name
    return ""


def _cuts_a_word(text: str, start: int, end: int) -> bool:
    """Whether a piece of a text begins or ends within a Latin word of it.

    >>> _cuts_a_word("套筒头(Socket)、", 7, 11), _cuts_a_word("K粉ket、", 2, 6)
    (True, False)
    """
    return any(re.fullmatch("[A-Za-z]{2}", text[max(at - 1, 0) : at + 1]) for at in (start, end))


def _two(text: str, look: Look) -> dict[str, Identity]:
    """The two names that a Chinese name of a combined medicine is: 西格列汀二甲双胍; none where it is not."""
    if not re.sub(r"[代磺苷()（）,'-]", "", _HAN_PARTS.sub("", text)) or _ESTER.fullmatch(text):
        return {}  # 氟苯丙胺 is no fluorobenzene with propylamine, 溴代苯丙酮 no bromobenzene with acetone
    for n in range(2, len(text) - 1):
        first, second = text[:n], text[n:]
        if (
            first[-1] not in _GROUPS  # what stands before the rest of one name: 二氟 in 二氟一氯甲烷
            and not _cuts_a_word(text, n, n)
            and (one := look(first))
            and (other := look(second))
            and not (one.doubt or other.doubt or is_rest_of_a_salt(one))
        ):
            return {first: one, second: other}
    return {}
