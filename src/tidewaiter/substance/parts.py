"""One part of a phrase: the names that are known among its words, and what is left of it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import groupby

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import name_key
from tidewaiter.lawbook.store import Store
from tidewaiter.rows import NamedTuple
from tidewaiter.substance import articles, han_cut
from tidewaiter.substance.combined import actives
from tidewaiter.substance.doubt import is_chemical, is_part
from tidewaiter.substance.formulas import is_formula
from tidewaiter.substance.goods import german_heads
from tidewaiter.substance.identity import Candidate, Identity, candidate
from tidewaiter.substance.offered import MOST_WORDS
from tidewaiter.substance.plain_words import is_everyday, is_german, is_handling, is_small, of_tariffs
from tidewaiter.substance.plants import constituents, is_plant_of, of_plant, read_with
from tidewaiter.substance.salts import SALT, is_bare, is_element, is_rest, of_metals
from tidewaiter.substance.spelt import folded, in_the_nominative, slips
from tidewaiter.substance.strength import Amount
from tidewaiter.substance.wording import pattern
from tidewaiter.substance.words import HAN, STRENGTH, Look, Words, words_of

OTHER_WORDS = "whether the words not understood change what is meant"
# characters of a Chinese text, and of a name in it, that are looked through for ordinary goods
_MOST_HAN, _LONGEST = 32, 8
_SHORTEST_GOODS = 3
_LOOKED, _MOST_LOOKED = 5, 14  # letters of a name, words of a phrase, that more than the lists are asked for
JOINED = pattern("joint")
ELISION = re.compile(r"(?<!\w)[dl]['’](?=[^\W\d]{3})", re.IGNORECASE)  # comprimés d'oxycodone
# a letter of a chemical name: what stands before a name belongs to it
_HAN_PARTS = re.compile(
    r"[甲乙丙丁戊己庚辛壬癸苯酚醇醛酮酯醚酸胺氨腈酐烷烯炔基羟氧氢氯氟溴碘硫磷氮硝亚过次双二三四五六去伪麻异邻间环\d"
    r"聚膦砜脲胍肼肟苄啶唑嗪吡咪呋喃噻哌嘧喹吲哚萘蒽菲硅矽硼素苷甙"
    r"異鄰間對環過雙偽麻烴炔羥氫氯氟硝亞]|对(?!照)|一(?=[氟氯溴碘])"
)

_LIQUEFIED = re.compile("[液纯純粗][氨氯苯酚醇]")  # 液氨 in 液氨使用与储存
_ENDS_CHEMICAL = re.compile(
    r"[酸酯醇醛酮醚酚胺腈烷烯炔苯脲素钠钾钙镁铵锂锌铜铁铝铅钡锰镍铬钴银汞硫磷砷氯溴碘氟氮硼硅肼酐碱盐]$"
)
_OF_CHEMISTRY = re.compile(  # beside a name: it may be a part of another, or not what matters
    rf"{_HAN_PARTS.pattern}|[酸盐碱钠钾钙镁铵锂锌铜铁铝铅钡锰镍铬钴汞砷]|[药藥]|毒|麻|[类類]似|衍生|冒充|[伪偽]|[制製]成|[A-Za-z]{{3}}"
)
_SIGNS_APART = re.compile(
    r"(?<=[\u4e00-\u9fff\])])[,，/]?[\[(（]?(?=[A-Z]{2}|[A-Z][a-z]{2})|(?<=[\u4e00-\u9fff]{2})[-/~～](?=[\u4e00-\u9fff]{2})"
)
_QUOTES = dict.fromkeys(map(ord, "「」『』“”"))
_GROUPS = "氟氯溴碘基代氧羟硝亚"
_ESTER = re.compile(r".*酸.+酯")  # 乙酸薰衣草酯 is no acetic acid


class Part(NamedTuple):
    """One part of a phrase: what it means, its words that were not understood, and the amounts that it gives."""

    text: str
    found: tuple[Candidate, ...]
    left: str = ""
    doubt: str = ""
    amounts: tuple[Amount, ...] = ()
    bulk: bool = False  # so many kilograms of it and no strength
    strangers: tuple[
        str, ...
    ] = ()  # words beside articles that nothing knows and that change nothing of them


def unelided(text: str, look: Look) -> str:
    """A text without French articles before a vowel, "comprimés d'oxycodone", but not those within a name: "nitrite d'amyle"."""

    def kept(found: re.Match[str]) -> str:
        before, after = text[: found.start()].split()[-1:], text[found.end() :].split()[:1]
        before = [ELISION.sub("", one) for one in before]  # d'acétate d'éthyle
        named = before and after and look(f"{before[0]} {found[0]}{after[0].strip(',.;:()')}")
        return found[0] if named else ""

    return ELISION.sub(kept, text)


def split(text: str, store: Store) -> list[str]:
    """A text at its joining words and signs, but not at a word that ends a listed name: "Dechlorane Plus"."""
    pieces, start = [], 0
    for joint in JOINED.finditer(text):
        word, before = joint[0].strip(), text[start : joint.start()].split()[-1:]
        if word.isalpha() and before and store.by_name(f"{before[0]} {word}"):
            continue
        pieces.append(text[start : joint.start()])
        start = joint.end()
    return [*pieces, text[start:]]


def once(parts: list[Part], store: Store) -> list[Part]:
    """Parts of which those that name one substance are one, with the amounts of all: "Zolpidem tablets with 8 mg zolpidem".

    Of a Chinese name of several substances, one that is named again by itself stands by itself: 每片含羟考酮4.5mg.
    """
    found: list[Part] = []
    for part in parts:
        names = [(one.substance, one.name) for one in part.found]
        alike = (
            n for n, one in enumerate(found)
            if not _another(one, part)
            and (names == [(c.substance, c.name) for c in one.found] or _again(part, one, store))
        )  # fmt: skip
        n = next(alike, None) if names else None
        if n is None:
            found.append(part)
            continue
        first, second = sorted(
            (found[n], part), key=lambda one: (bool(one.left), any(c.unsure for c in one.found))
        )  # the better understood
        left = " ".join(filter(None, (first.left, second.left)))
        found[n] = first._replace(left=left, amounts=(*found[n].amounts, *part.amounts))
    alone = {(part.found[0].substance, part.found[0].name) for part in found if len(part.found) == 1}
    apart = [
        part._replace(found=tuple(one for one in part.found if (one.substance, one.name) not in alone))
        if len(part.found) > 1 and actives(part.text)
        else part
        for part in found
    ]
    return [part for part in apart if part.found or part.text]


def _again(part: Part, before: Part, store: Store) -> bool:
    """Whether a part only names again, without an amount, of what a salt was told: "codeine phosphate 2.5 %, codeine alone"."""
    if (
        part.amounts
        or telling(part.left)
        or not before.amounts
        or not len(part.found) == len(before.found) == 1
    ):
        return False
    key, salt = part.found[0].substance, before.found[0].smiles
    return bool(key) and "." in salt and is_part(salt, key, store)


def _another(one: Part, other: Part) -> bool:
    """Whether two parts that name one substance are two goods: "5 kg of it and a solution 0.05 %"."""
    if one.amounts and other.amounts:
        return one.amounts != other.amounts
    return (one.bulk and other.amounts != ()) or (other.bulk and one.amounts != ())


def part_of(piece: str, words: Words, look: Look) -> Part:
    """One part: a name, or the names that are known among its words."""
    text = words.bare(piece)
    if longer := with_its_form(piece, words, look):
        return longer
    for name, whole in words.spellings(piece, look):
        return Part(name, whole.candidates, "", whole.doubt)
    for one in (STRENGTH.sub(" ", text), STRENGTH.sub(" ", piece)):
        name = " ".join(one.split()).strip(" ,.-")
        if name and (found_so := look(name)):
            return Part(name, found_so.candidates, "", found_so.doubt)
    if HAN.search(piece):
        named, left = _in_han(piece, words, look)
    else:
        with_forms, rest = _with_forms(piece, words)
        wordy = STRENGTH.sub(
            " ", words.bare(rest, within=False)
        ).split()  # "cloruro de bencilo" keeps its "de"
        pieces = [one for word in wordy[:60] for one in _parted(word, words, look)]
        named, left = _known_in(pieces, words.store, look)
        named |= {name: what for name in with_forms if (what := look(name))}
    found: dict[Candidate, None] = {}
    for name, what in named.items():
        found |= dict.fromkeys(what.candidates)
        if what.rung == "product" and without(telling(left, beside=True), words.of_use(piece)):
            found |= dict.fromkeys(words.range(name, look))
    if not found:
        product = words.unnamed_remedy(piece)
        remedy = look(product) if product else None
        said = HAN.search(piece) and not han_cut.but(piece, han_cut.is_said)
        return (
            Part(product, remedy.candidates, "", remedy.doubt)
            if remedy
            else Part(piece if said else text, ())
        )
    left = STRENGTH.sub(" ", words.plain(words.bare(left)))
    left = " ".join(word for word in left.split() if not _of_the_same(word, found, look))
    if any(one.substance or re.search("N|n", one.smiles) for one in found):
        left = " ".join(word for word in left.split() if not is_rest(word))  # of a salt: "fentanil citrat"
    for name in named if left else ():
        if parts := read_with(
            name, left, named[name].candidates, words.store
        ):  # 墨西哥鼠尾草 Salvia divinorum 干叶
            others = (one for other, what in named.items() if other != name for one in what.candidates)
            return Part(" + ".join(named), tuple(dict.fromkeys((*parts[0], *others))))
    unsure = OTHER_WORDS if name_key(left) else ""
    several = tuple(one._replace(unsure=one.unsure or unsure) for one in found)
    doubt = "; ".join(dict.fromkeys(what.doubt for what in named.values() if what.doubt))
    return Part(" + ".join(named), several, left, doubt)


def without(text: str, use: frozenset[str]) -> str:
    """A text without some words, those of use: "for inhaling at parties"."""
    return " ".join(word for word in text.split() if word.casefold().strip(".,;:()") not in use)


def telling(text: str, *, beside: bool = False) -> str:
    """The words of a text that is not understood without signs alone, words of grammar and names of countries: those change nothing.

    ``beside`` something that is known, in one piece with it, words of handling change nothing either.
    """
    text = han_cut.but(text, han_cut.is_of_use)
    each = ((word, word.strip("()[],.;:\"'“”„«»‘’")) for word in text.split() if any(map(str.isalnum, word)))
    return " ".join(word for word, bare in each if not (is_small(bare) or (beside and is_handling(bare))))


def but_plants(parts: list[Part], store: Store) -> list[Part]:
    """The parts without the plant of a part of it that is named beside: "poppy seed, Papaver somniferum"."""
    goods = dict.fromkeys(one for part in parts for one in part.found)
    plants = {one for one in goods for other in goods if is_plant_of(one.name, (other,), store)}
    kept = [part._replace(found=tuple(one for one in part.found if one not in plants)) for part in parts]
    return [part for part, whole in zip(kept, parts, strict=True) if part.found or not whole.found]


_TAKEN_FROM = pattern("taken from")
_ISOLATED = pattern("isolated")


def but_source(parts: list[Part], text: str, store: Store) -> list[Part]:
    """The parts without the plant that a pure substance was taken from: "CBD-Isolat aus Hanf", cannabidiol alone."""
    if not _ISOLATED.search(text):
        return parts
    behind = [found[1].casefold() for found in _TAKEN_FROM.finditer(text)]
    plants = {
        one
        for part in parts
        for name in part.text.split(" + ")
        if name.casefold() in behind and (held := constituents(name, store))
        for one in part.found
        if one.substance not in held and (alike := store.substance(one.substance)) and alike.kind == "natural"
    }
    goods = {one for part in parts for one in part.found} - plants
    if not plants or not goods or not all(_held_by(one, plants) for one in goods):
        return parts
    kept = [part._replace(found=tuple(one for one in part.found if one not in plants)) for part in parts]
    return [part for part, whole in zip(kept, parts, strict=True) if part.found or not whole.found]


def _held_by(one: Candidate, plants: Iterable[Candidate]) -> bool:
    return any(one.substance in of_plant(each.substance) for each in plants)


def not_all(text: str, words: Words) -> str:
    """The doubt about a medicine that says that it is of several parts: "复方氯雷他定缓释胶囊(Ⅱ)"; "" where none says so."""
    word = words.compound(text)
    return f"{word!r}: a medicine of several parts, not all of which are named" if word else ""


def with_its_form(piece: str, words: Words, look: Look) -> Part | None:
    """A Chinese text with a listed name of which its words of form are a part: "复方桔梗片样品"; None for any other."""
    if not HAN.search(piece) or words.tells_a_strength(piece):
        return None
    bare = words.bare(piece)
    if len(bare) >= len(piece) or bare not in piece:  # no name within it is longer
        return None
    name = _listed_in(piece, words.store)
    if not (len(name) > len(bare) > 1 and bare in name) or words.names(piece.replace(name, " ", 1)):
        return None
    what = look(name)
    return Part(name, what.candidates, "", what.doubt) if what else None


def _with_forms(piece: str, words: Words) -> tuple[list[str], str]:
    """Names of several words, listed or of products, of which one is a word of form or a figure, and a text without them:
    "rick simpson oil", "Ugilec 141", "liquid chlorine"."""
    raw, found, rest = piece.split(), [], []
    plain = [word.strip(".,;:()").casefold() for word in raw]
    told = {n for n, word in enumerate(plain) if word.isdigit() or words.quality(word)}
    start = 0
    while start < len(raw):
        ends = range(min(len(raw), start + 4), start + 1, -1) if told else ()
        runs = ((end, " ".join(plain[start:end])) for end in ends if not told.isdisjoint(range(start, end)))
        held = ((end, run) for end, run in runs if words.store.by_name(run) or _is_product(run, words.store))
        end, name = next(held, (start + 1, ""))
        if name:
            found.append(name)
        else:
            rest.append(raw[start])
        start = end
    return found, " ".join(rest)


def _of_the_same(word: str, found: Iterable[Candidate], look: Look) -> bool:
    """Whether a word that was left is a short name of what was found beside it: the DHEA of "DHEA prasterone", "(TDI)"."""
    short = word.strip("()[],.;:-–")
    what = look(short) if 2 < len(short) < _LOOKED else None
    return what is not None and set(map(_meant, what.candidates)) <= set(map(_meant, found))


def _meant(one: Candidate) -> str:
    """What two candidates for one thing have in common."""
    return one.substance or one.smiles or one.name


_ENDED = pattern("name and form")


def _parted(word: str, words: Words, look: Look) -> list[str]:
    """A word, or what is joined in it: a maker or a form and a name, "Teva-Alprazolam", "LSD-Trips", "Amphetaminöl"."""
    if (ended := _ENDED.fullmatch(word)) and not look(word) and look(ended[1]):
        return [ended[1], ended[2]]
    if (
        (goods := words.joined(word))
        and not look(word)
        and (what := look(goods))
        and is_plain(what, words.store)
    ):
        return [goods]
    if head := _head(word, words, look):
        return [head]
    name, joint, form = word.rpartition("-")
    if joint and not words.names(form) and not look(word) and look(name):
        return [name, form]
    if joint and form.isalpha() and len(name) >= _LOOKED and not look(word) and _is_a_drug(name, form, look):
        return [name, form]  # Налбуфин-Фармекс: behind it, who made it
    maker, joint, name = word.partition("-")
    if (
        joint
        and len(maker) > 1
        and maker.isalpha()
        and not is_chemical(maker)  # methylenedioxy-phenyl-2-propanone is another chemical
        and len(name_key(name)) >= _LOOKED
        and not look(word)
        and look(name)
    ):
        return [maker, name]
    return [word]


def _is_a_drug(name: str, form: str, look: Look) -> bool:
    """Whether a name is for sure one of a compound of nitrogen, and what a hyphen sets behind it is no word of chemistry."""
    if is_chemical(form) or SALT.search(form) or look(form) or any(map(str.isdigit, name)):
        return False
    what = look(name)
    return (
        what is not None and not what.doubt and all(re.search("N|n", one.smiles) for one in what.candidates)
    )


_LONG, _HEAD = 9, 4  # letters of a German word that may be two, and of its last part
_LINKS = re.compile(r"(?:s|n|en|er|e|-)$")


def _head(word: str, words: Words, look: Look) -> str:
    """The ordinary goods that a German word of two ends with, where the first tells of what or for what they are by words of ordinary
    goods too: the Schirme of Lampenschirme; "" for any other word."""
    if len(word) < _LONG or not word[0].isupper() or not word.isalpha() or look(word):
        return ""
    for at in range(3, len(word) - _SHORTEST_GOODS + 1):
        first, last = word[:at], word[at:].capitalize()
        goods = german_heads().get(last, "")
        if not goods and len(last) >= _HEAD and (what := look(last)):  # first: few ends are goods
            goods = last if is_plain(what, words.store) and all(map(is_merchandise, what.candidates)) else ""
        if goods and _tells(first, words, look):
            return goods
    return ""


def _tells(first: str, words: Words, look: Look, *, whole: bool = True) -> bool:
    """Whether the first part of a German word tells of ordinary goods what they are of or for; ``whole``: it may be two words too."""
    if len(first) < 3 or is_chemical(first) or words.is_apart(first):
        return False
    bare = dict.fromkeys((first, _LINKS.sub("", first)))
    if any(_tells_alone(one, words, look) for one in bare if len(one) > 2):
        return True
    cuts = range(_HEAD, len(first) - _SHORTEST_GOODS) if whole else ()
    halves = ((first[:at], first[at:].capitalize()) for at in cuts)
    return any(all(_tells(one, words, look, whole=False) for one in two) for two in halves)


def _tells_alone(first: str, words: Words, look: Look) -> bool:
    if first in german_heads() or first in words.materials or is_german(first):
        return True
    what = look(first) if len(first) > _HEAD else None
    return what is not None and is_plain(what, words.store) and all(map(is_merchandise, what.candidates))


def listed_of(candidates: Iterable[Candidate]) -> set[str]:
    """The listed substances among some candidates; that there are others is one too."""
    return {one.substance or one.smiles or one.name for one in candidates}


def is_merchandise(one: Candidate) -> bool:
    """Whether goods are no chemical, of no number and no structure: shoes, toys."""
    return not (one.cas or one.smiles or one.substance)


def is_ordinary(one: Candidate, store: Store) -> bool:
    """Whether goods are of no structure and on no list: toys, coffee."""
    return not one.smiles and _on_no_list(one, store)


def is_no_active(one: Candidate, words: Words) -> bool:
    """Whether what is named beside a drug is no part of a medicine with it: toys, coffee, water."""
    return is_ordinary(one, words.store) or words.labels.inert(one.name)


def is_plain(what: Identity | Part, store: Store) -> bool:
    """Whether goods, or a part of a phrase, are ordinary ones: of no one structure, or a plant that is on no list; a part may be unknown."""
    goods = what.candidates if isinstance(what, Identity) else what.found
    return not what.doubt and all(is_ordinary(one, store) for one in goods)


def _on_no_list(one: Candidate, store: Store) -> bool:
    substance = store.substance(one.substance) if one.substance else None
    return not one.substance or (
        substance is not None and substance.kind == "natural" and not store.listings(one.substance)
    )


def _known_in(pieces: list[str], store: Store, look: Look) -> tuple[dict[str, Identity], str]:
    """The names among words that are known, the longest first, listed ones before others; and the words that are left."""
    found = dict(of_metals(pieces, look))
    used = {n + more for n in found for more in range(3)}
    for listed in (True, False):
        for size in range(min(MOST_WORDS, len(pieces)), 0, -1):
            for start in range(len(pieces) - size + 1):
                span = set(range(start, start + size))
                run = " ".join(pieces[start : start + size]).strip("()[]{},.:'\"„“”«»「」『』‚‘’")
                short = len(name_key(run)) < (3 if listed else _LOOKED) and run.isascii()
                if span & used or (
                    short and not (start == 0 and is_formula(run)) and not _is_short_goods(run, store, look)
                ):
                    continue
                known = bool(store.by_name(run) or _is_product(run, store))
                if known is not listed or not (listed or len(pieces) <= _MOST_LOOKED):
                    continue
                if listed and (
                    _of_a_longer(pieces[max(start - 2, 0) : start], run, look)
                    or _begins_a_longer(run, pieces[start + size :][:3], look)
                ):
                    continue
                what = look(run)
                if what and (listed or not (what.doubt or _is_rest(what))):
                    used |= span
                    found[start] = run, what
    for start, (run, what) in list(found.items()):
        others = {one.name for n, (_, other) in found.items() if n != start for one in other.candidates}
        beside = (
            len(pieces) > len(run.split())
            if not others
            else not others.issuperset(one.name for one in what.candidates)
        )
        if is_bare(run) and beside:
            del found[start]  # "acid" beside other words is no street word: "acid dye"
            used.remove(start)
    for start, (run, what) in list(found.items()):
        if start + 1 not in found or " " in run or not SALT.search(run):
            continue
        metal = found[start + 1][1].candidates
        unlisted = all(one.smiles and not one.substance for one in (*what.candidates, *metal))
        if unlisted and all(is_element(one.smiles) for one in metal):
            del found[start], found[start + 1]  # a salt that is not known is neither of the two
            used -= {start, start + 1}
    left = " ".join(piece for n, piece in enumerate(pieces) if n not in used)
    return dict(found[start] for start in sorted(found)), left.strip()


def _is_short_goods(name: str, store: Store, look: Look) -> bool:
    """Whether a short word is surely what people call goods that are no food and no drug under any name, a polymer or a compound: mugs,
    bra, LDPE, lye."""
    if not _SHORTEST_GOODS <= len(name) < _LOOKED or not name.isalpha() or of_tariffs(name):
        return False
    what = look(name)
    if what is None or what.doubt:
        return False
    if any(one.smiles or one.substance for one in what.candidates):  # lye, urea
        return name.islower() and not any(is_element(one.smiles) for one in what.candidates)
    return all(one.cas or words_of(store).branded(one.name) for one in what.candidates)


def _is_product(name: str, store: Store) -> bool:
    """Whether a name, or a Russian one in the nominative, is that of a product: "селитры"."""
    return any(store.record("product", name_key(one)) for one in (name, *in_the_nominative(name)))


def _of_a_longer(before: list[str], name: str, look: Look) -> bool:
    """Whether a listed name is the end of another chemical's name: the toluene of "o-nitro toluene", the acid of "muriatic acid"."""
    for start in range(len(before)):
        chemical = is_bare(name) or all(map(_is_of_a_name, before[start:]))
        if chemical and (what := look(" ".join((*before[start:], name)))) and not what.doubt:
            return True
    return False


def _is_of_a_name(word: str) -> bool:
    """Whether a word is of a chemical's name, as English or another language of Europe writes it: закиси азота."""
    from tidewaiter.substance import european_systematic

    return is_chemical(word) or (not word.isascii() and european_systematic.is_chemical(word))


_LINK_WORDS = frozenset(("de", "di", "of", "du", "do", "da", "von"))


def _begins_a_longer(name: str, behind: list[str], look: Look) -> bool:
    """Whether a listed name is the beginning of another chemical's: the arsenic of "arsenic trioxide", the ether of "éter de petróleo"."""
    if not behind:
        return False
    if len(behind) > 1 and behind[0].casefold() in _LINK_WORDS:
        behind = [" ".join(behind[:2])]
    elif not (SALT.search(behind[0]) or behind[0].casefold() == "acid"):
        return False
    whole, alone = look(f"{name} {behind[0]}"), look(name)
    if not whole or whole.doubt or not alone:
        return False
    return {one.substance for one in whole.candidates}.isdisjoint(one.substance for one in alone.candidates)


def of_another(unread: list[str], found: Iterable[Candidate] = ()) -> bool:
    """Whether words that are not understood are parts of a chemical's name: what is known beside them is not the goods then.

    Beside an element, whatever ends as salts do: "potasium permangnate".

    >>> of_another(["четыреххлористый"]), of_another(["окись"]), of_another(["bolsas grandes"])
    (True, True, False)
    """
    from tidewaiter.substance import doubt, european_systematic

    every = [word for text in unread for word in re.findall(r"[^\W\d_]{4,}", text)]
    simple = [is_element(one.smiles) for one in found]
    if simple and all(simple) and any(map(SALT.search, every)):
        return True
    return any(
        not is_rest(word) and (doubt.is_chemical(word) or european_systematic.is_chemical(word))
        for word in every
    )


def misspelt(unread: Iterable[str], known: Iterable[Part], store: Store) -> list[Candidate]:
    """What a long word that is not understood may be, alone or with a name beside it, one slip aside: "phenil acetic acid"."""
    found: list[Candidate] = []
    words = [word for text in unread for word in text.split() if len(word) >= _LOOKED and word.isalpha()]
    for word in words[:_MOST_LOOKED]:
        found += (
            candidate(store, substance)._replace(unsure=f"whether it is meant by {word!r}")
            for substance in (_one_slip_away(word, store) if len(word) >= _LONG else ())
        )
    ends = [part.text for part in known if is_bare(part.text) or all(map(is_chemical, part.text.split()))]
    pairs = ((word, end) for word in words[:4] for end in ends[:4])
    for name in (name for one, end in pairs for name in (f"{one} {end}", f"{one} de {end}", f"{end} {one}")):
        key = folded(name)
        keys = (key, *slips(key)) if key else ()
        near = store.by_spelling(*keys)
        for one in keys:
            found += (
                candidate(store, substance)._replace(unsure=f"whether it is meant by {name!r}")
                for substance in near.get(one, ())
            )
    return list({one.substance: one for one in reversed(found)}.values())[::-1]


def _one_slip_away(word: str, store: Store) -> Iterable[str]:
    """The listed substances one slip away from a word, as it is written or as any language of Europe spells it."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    near = process.extract(name_key(word), store.name_keys, scorer=OSA.distance, limit=5, score_cutoff=1)
    keys = slips(folded(word))
    written = [substance for name, *_ in near for _, substance in store.named(name)]
    spelt = [one for some in (store.by_spelling(*keys) if keys else {}).values() for one in some]
    return dict.fromkeys(one for one in (*written, *spelt) if store.substance(one))


def _is_rest(what: Identity) -> bool:
    """Whether a word names no goods but the rest of a salt: "sulfate"."""
    ends = (" ion", "ate", "ide")
    return all(
        one.name.casefold().endswith(ends) and "-]" in one.smiles and not {".", "+"} & set(one.smiles)
        for one in what.candidates
    )


class _Read(NamedTuple):
    """What a Chinese word was read as: the names in it, the words that are to be read once more, and those that nothing knows."""

    named: dict[str, Identity]
    again: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def _in_han(piece: str, words: Words, look: Look) -> tuple[dict[str, Identity], str]:
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
    name = _listed_in(f"{closed} ", store) if closed != piece else ""
    return closed if name and name not in piece and re.search("[A-Za-z]", name) else piece


def _with_its_form_in_han(token: str, words: Words, look: Look) -> tuple[dict[str, Identity], str]:
    """A name of which words of form and grade are a part, the 丸 of 搖頭丸 or the 复方 and 片 of 复方甘草含片; and what is left of a text."""
    bare = words.bare(token)
    if (
        bare != token
        and (words.store.by_name(token) or _is_product(token, words.store))
        and (what := look(token))
    ):
        return {token: what}, ""
    whole = _listed_in(token, words.store) if len(token) > len(bare) + 1 else ""
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
        named, rest = _known_in(token.split(), words.store, look)
        return _Read(named, (), (words.bare(rest),))
    name, what = _behind_a_brand(bare, look)
    if name == bare and what:
        return _Read({name: what})
    trimmed = words.trimmed(token)[0]
    if two := _two(bare, look):
        return _Read(two)
    if (goods := _articles_in_han(token, trimmed, bare, words, look)) and (plain := look(goods)):
        return _Read({goods: plain})
    if named := _cut_in_han(trimmed, words, look):
        return _Read(named)
    if what:
        return _Read({name: what}, (), (bare.removesuffix(name),))
    return _inside(token, trimmed, bare, words, look)


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
    for size in range(min(len(text) - 1, _LONGEST), 1, -1):
        for start in range(len(text) - size + 1):
            name, rest = text[start : start + size], f"{text[:start]} {text[start + size :]}"
            if not (_ENDS_CHEMICAL.search(name) and HAN.match(name)) or _OF_CHEMISTRY.search(rest):
                continue
            if len(text) - start - size == 1 or (name[-1] == "酸" and HAN.match(text, start + size)):
                continue  # 醋酸酣, or the acid of a salt: 盐酸曲多马
            if (what := look(name)) and not what.doubt and any(one.smiles for one in what.candidates):
                return name
    return ""


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


def _listed_in(text: str, store: Store) -> str:
    """The longest listed name within a Chinese word whose neighbours are no parts of a chemical name: 大麻 in 含大麻香烟."""
    for size in range(len(text) - 1, 1, -1):
        for start in range(len(text) - size + 1):
            beside = text[max(start - 1, 0) : start] + text[start + size : start + size + 1]
            name = text[start : start + size]
            if name[-1] == "酸" and text[start + size :]:
                continue  # the acid of a salt: 盐酸曲马多
            if re.search("[A-Za-z]", beside) and (name.isascii() or _cuts_a_word(text, start, start + size)):
                continue  # "Acet" in Acetyl, "ket)" in Socket)、
            if re.search("[А-яЁё]", name):
                continue  # no Chinese word holds a Russian one
            chemical = _HAN_PARTS.search(text[max(start - 1, 0) : start]) or _HAN_PARTS.match(
                text, start + size
            )
            if not chemical and (store.by_name(name) or store.record("product", name_key(name))):
                return name
    return ""


def _within(token: str, trimmed: str, store: Store, look: Look) -> str:
    """The name within a Chinese word, or within it without the words around it: a listed one first."""
    listed = _listed_in(token, store) or _listed_in(trimmed, store)
    return listed if listed and look(listed) else _known_in_han(token, store, look)


def _known_in_han(text: str, store: Store, look: Look) -> str:
    """The longest name within a Chinese word by which the general dictionary knows a listed substance, its neighbours no parts of a
    chemical name: 巴拉刈 in 禁用巴拉刈后; "" where there is none."""
    for size in range(min(len(text) - 1, _LONGEST), 1, -1):
        for start in range(len(text) - size + 1):
            name, before, behind = text[start : start + size], text[:start][-1:], text[start + size :][:1]
            if not all(map(HAN.match, name)) or _HAN_PARTS.search(before) or _HAN_PARTS.match(behind):
                continue
            if size < _SHORTEST_GOODS and not _LIQUEFIED.fullmatch(name):
                continue
            if name[-1] == "酸" and behind:
                continue  # the acid of a salt: 盐酸曲多马
            what = look(name)
            if (
                what
                and not what.doubt
                and what.rung == "known synonym"
                and any(map(store.listings, _listed(what)))
            ):
                return name
    return ""


def _listed(what: Identity) -> list[str]:
    return [one.substance for one in what.candidates if one.substance]


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
            and (one := look(first))
            and (other := look(second))
            and not (one.doubt or other.doubt or _is_rest(one))
        ):
            return {first: one, second: other}
    return {}
