"""One part of a phrase: the names that are known among its words, and what is left of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import name_key
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.amounts.units import AMOUNT
from tidewaiter.substance.chinese import cut as han_cut
from tidewaiter.substance.chinese.makes import made
from tidewaiter.substance.chinese.parts import in_han, listed_in
from tidewaiter.substance.chinese.said import alone
from tidewaiter.substance.dictionary import dictionary
from tidewaiter.substance.dictionary.doubt import is_chemical, is_of_chemistry
from tidewaiter.substance.identity import Candidate, Look, candidate
from tidewaiter.substance.known.among_words import LOOKED, MOST_LOOKED, SHORTEST_GOODS, is_product, known_in
from tidewaiter.substance.known.close_names import near_keys
from tidewaiter.substance.names.plants import is_plant_of, read_with
from tidewaiter.substance.names.salts import SALT, holds_nitrogen, is_bare, is_element, is_rest, without_rests
from tidewaiter.substance.phrases import german
from tidewaiter.substance.tables.spelt import ELISION, folded, slips
from tidewaiter.substance.tables.wording import pattern
from tidewaiter.substance.words.joined import one_name, words_apart
from tidewaiter.substance.words.part import JOINED, Part, is_merchandise, is_plain
from tidewaiter.substance.words.plain_words import is_handling, is_small
from tidewaiter.substance.words.words import HAN, MARK, STRENGTH, Words

OTHER_WORDS = "whether the words not understood change what is meant"
_STUFF = pattern("of a stuff")
_FOR_A_USE = pattern("for a use")


def unelided(text: str, look: Look) -> str:
    """A text without French articles before a vowel, "comprimés d'oxycodone", but not those within a name: "nitrite d'amyle"."""

    def kept(found: re.Match[str]) -> str:
        before, after = text[: found.start()].split()[-1:], text[found.end() :].split()[:1]
        before = [ELISION.sub("", one) for one in before]  # d'acétate d'éthyle
        named = before and after and look(f"{before[0]} {found[0]}{after[0].strip(',.;:()')}")
        return found[0] if named else ""

    return ELISION.sub(kept, text)


def split(text: str, store: Store) -> list[str]:
    """A text at its joining words and signs, but not at a word that ends a listed name or a product: "Dechlorane Plus"."""
    pieces, start = [], 0
    for joint in JOINED.finditer(text):
        word, before = joint[0].strip(), text[start : joint.start()].split()[-1:]
        longer = f"{before[0]} {word}" if word.isalpha() and before else ""
        if longer and (store.by_name(longer) or is_product(longer, store)):
            continue
        pieces.append(text[start : joint.start()])
        start = joint.end()
    return [*pieces, text[start:]]


def pieces_of(text: str, words: Words) -> list[str]:
    """The pieces of a text that lists several things, and what goods in it are told to be for, each without its amounts."""
    pieces = split(text, words.store)
    pieces = [*(pieces if len(pieces) > 1 else ()), *(found[1] for found in _FOR_A_USE.finditer(text))]
    every = (STRENGTH.sub(" ", words.labels.masked(piece)[0]) for piece in pieces)
    bare = (re.sub(r"(?<!\S)\d+(?!\S)", " ", MARK.sub(" ", one)) for one in every)
    return [one for piece in bare if (one := " ".join(piece.split()).strip(" ,.;:()"))]


def halves_of(text: str) -> list[str]:
    """What stands on the sides of the amounts of a text.

    >>> halves_of("ice 5 kg bag"), halves_of("5 kg ice")
    (['ice', 'bag'], [])
    """
    halves = [half for one in AMOUNT.split(text) if (half := one.strip(" ,.;:()"))]
    return halves if len(halves) > 1 else []


_IN_BRACKETS = re.compile(r"[(（\[]\s*([^()（）\[\]]{2,24}?)\s*[)）\]]")
_CAPITALS = re.compile(r"(?<![\w-])(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{2,7}(?![\w-])")  # tools DPT
_IN_CAPITALS = re.compile(
    r"(?<![\w-])[A-Z0-9,-]*[A-Z]{3}[A-Z0-9-]*(?: [A-Z0-9,-]*[A-Z]{3}[A-Z0-9-]*)+(?![\w-])"
)
_BEHIND_A_SIGN = re.compile(r"[…•·]+\s?([^\W\d][^,;&+/…•·:]{2,40}?)\s*(?=$|[,;&+/…•·:])")


def set_apart(text: str) -> list[str]:
    """What stands in a text apart from its words: in brackets, in capitals among other words, behind a sign, with a stroke in it.

    >>> set_apart("toys (3MMC)"), set_apart("tools DPT"), set_apart("phone cases…hash"), set_apart("TOOLS DPT")
    (['3MMC'], ['DPT'], ['hash'], [])
    """
    found = _IN_BRACKETS.findall(text) + _BEHIND_A_SIGN.findall(text)
    found += (one for one in re.split(r"\s*[,;+]\s+|\s\+\s", text) if "/" in one and one != text)
    if any(map(str.islower, text)):
        found += _CAPITALS.findall(_IN_BRACKETS.sub(" ", text))
    return found


def of_a_name_in_capitals(piece: str, text: str, look: Look) -> bool:
    """Whether a word is one of a chemical's name of several words in capitals: the GLYCOL of "PROPYLENE GLYCOL 215 kg"."""
    for run in _IN_CAPITALS.findall(text):
        words = run.split()
        for start in range(len(words) - 1):
            for end in range(start + 2, min(start + 4, len(words)) + 1):
                what = look(" ".join(words[start:end])) if piece in words[start:end] else None
                if what and not what.doubt and not any(map(is_merchandise, what.candidates)):
                    return True
    return False


def part_of(piece: str, words: Words, look: Look, *, strength: bool = False) -> Part:
    """One part: a name, or the names that are known among its words; ``strength``, an amount beside it tells that of a dosage unit."""
    text = words.bare(piece)
    if longer := with_its_form(piece, words, look):
        return longer
    for name, whole in words.spellings(piece, look, strength=strength):
        return Part(name, whole.candidates, "", whole.doubt)
    for one in (STRENGTH.sub(" ", one_name(piece, words)), STRENGTH.sub(" ", piece)):
        name = " ".join(one.split()).strip(" ,.-")
        name = alone(name) or name
        if name and (found_so := look(name)):
            return Part(name, found_so.candidates, "", found_so.doubt)
    if HAN.search(piece):
        named, left = in_han(piece, words, look)
        if (left or not named) and all(is_plain(what, words.store) for what in named.values()):
            make = made(piece, words, look)
            if make:
                return Part(make.head, make.goods.candidates, strangers=make.makers)
    else:
        with_forms, rest = _with_forms(piece, words, look)
        wordy = STRENGTH.sub(
            " ", " ".join(words_apart(rest, words))
        ).split()  # "cloruro de bencilo" keeps its "de"
        pieces = [one for word in wordy[:60] for one in _parted(word, words, look)]
        named, left = known_in(pieces, words.store, look)
        named |= {name: what for name in with_forms if (what := look(name))}
    found: dict[Candidate, None] = {}
    for name, what in named.items():
        found |= dict.fromkeys(what.candidates)
        if what.rung == "product" and without(telling(left, beside=True), words.of_use(piece)):
            found |= dict.fromkeys(words.range(name, look))
    if not found and (goods := _goods_alone(text, words, look)):
        return goods
    if not found:
        product = words.unnamed_remedy(piece)
        remedy = look(product) if product else None
        said = HAN.search(piece) and not han_cut.but(piece, han_cut.is_said)
        return (
            Part(product, remedy.candidates, "", remedy.doubt)
            if remedy
            else Part(piece.strip() if said or not text else text, ())
        )
    left = STRENGTH.sub(" ", words.plain(words.bare(left)))
    left = " ".join(word for word in left.split() if not _of_the_same(word, found, look))
    if any(one.substance or (holds_nitrogen(one.smiles) and not is_element(one.smiles)) for one in found):
        left = without_rests(left)  # of a salt: "fentanil citrat"
    for name in named if left else ():
        # 墨西哥鼠尾草 Salvia divinorum 干叶
        if parts := read_with(name, left, named[name].candidates, words.store):
            others = (one for other, what in named.items() if other != name for one in what.candidates)
            return Part(" + ".join(named), tuple(dict.fromkeys((*parts[0], *others))))
    unsure = OTHER_WORDS if name_key(left) else ""
    several = tuple(one._replace(unsure=one.unsure or unsure) for one in found)
    doubt = "; ".join(dict.fromkeys(what.doubt for what in named.values() if what.doubt))
    return Part(" + ".join(named), several, left, doubt)


def _goods_alone(text: str, words: Words, look: Look) -> Part | None:
    """Articles of a short name that are no drug under any name, among words each of which tells of goods what they are like, whence or how
    packed: "women's coat"; None where any word of a text is another."""
    every = [word.strip("()[],.;:\"'“”„«»‘’") for word in text.split()]
    short = (
        one for one in every if SHORTEST_GOODS <= len(one) < LOOKED and one.isalpha() and not is_small(one)
    )
    named = {one: what for one in short if (what := look(one)) and not words.is_held(one)}
    name, what = next(iter(named.items()), ("", None))
    if len(every) < 2 or len(named) != 1 or what is None or what.doubt:
        return None
    worn = all(words.branded(one.name) for one in what.candidates) and not _STUFF.search(name)
    others = (one for one in every if one != name)
    told = all(words.quality(one) or is_small(one) or is_handling(one) for one in others)
    return Part(name, what.candidates) if worn and told and not words.of_the_street(name) else None


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
    """The parts without the plant of a part of it that is named beside: "poppy seed, Papaver somniferum"; not both of "coca bush, coca"."""
    goods = dict.fromkeys(one for part in parts for one in part.found)
    of = {one: [other for other in goods if is_plant_of(one.name, (other,), store)] for one in goods}
    plants = {one for one in goods if any(not of[other] for other in of[one])}
    kept = [part._replace(found=tuple(one for one in part.found if one not in plants)) for part in parts]
    return [part for part, whole in zip(kept, parts, strict=True) if part.found or not whole.found]


_COLOUR = pattern("colour")
_IN = ("in", "im", "auf", "в")  # before packing
_COLOURING = re.compile(  # a metal in a SMILES, but for those whose salts have no colour of their own
    r"\[\d*(?!(?:[NOSCHPBFIK](?![a-z])|Cl|Br|Se|Si|Na|Li|Mg|Ca))[A-Z]"
)


def but_coloured(part: Part, text: str, store: Store, left: str) -> str:
    """What is left of a part without the colour before what it names, behind it in a Romance language, or of its packing: "white
    ketamine powder", "in blue drums". "Red lead" is a stuff of its own, and "benzidine yellow" a dye."""
    if not left or not part.found or not all(_is_organic(one, store) for one in part.found):
        return left
    name = text.casefold().find(part.text.casefold())
    packed = {two for one, two in pairwise(text.split()) if one in _IN}

    def tells(word: str) -> bool:
        colour = _COLOUR.fullmatch(word)
        return not colour or not (colour["behind"] or word in packed or text.find(word) < name)

    return " ".join(filter(tells, left.split()))


def _is_organic(one: Candidate, store: Store) -> bool:
    """Whether a thing holds carbon and no metal that colours it, by its structure, or is a plant or of one."""
    held = store.substance(one.substance) if one.substance else None
    smiles = (held.smiles if held else "") or one.smiles
    if not smiles:
        return held is not None and held.kind == "natural"
    return re.search(r"C(?![a-z])|c", smiles) is not None and _COLOURING.search(smiles) is None


def but_words(part: Part, kept: Callable[[str], str]) -> Part:
    """A part with what is ``kept`` of its words that are not understood; without those of use: "for inhaling at parties"."""
    if not part.found:
        return part._replace(text=kept(part.text))
    left = kept(part.left)
    if left or not part.left:
        return part._replace(left=left)
    sure = [one._replace(unsure="") if one.unsure == OTHER_WORDS else one for one in part.found]
    return part._replace(left="", found=tuple(sure))


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
    name = listed_in(piece, words.store)
    if not (len(name) > len(bare) > 1 and bare in name) or words.names(piece.replace(name, " ", 1)):
        return None
    what = look(name)
    return Part(name, what.candidates, "", what.doubt) if what else None


def _with_forms(piece: str, words: Words, look: Look) -> tuple[list[str], str]:
    """Names of several words, listed, of products or of articles, of which one is a word of form or a figure, and a text without them:
    "rick simpson oil", "Ugilec 141", "liquid chlorine"."""
    raw, found, rest = piece.split(), [], []
    plain = [word.strip(".,;:()").casefold() for word in raw]
    told = {
        n
        for n, word in enumerate(plain)
        if word.isdigit() or words.quality(word) or not name_key(words.bare(word))
    }
    start = 0
    while start < len(raw):
        ends = range(min(len(raw), start + 4), start + 1, -1) if told else ()
        runs = ((end, " ".join(plain[start:end])) for end in ends if not told.isdisjoint(range(start, end)))
        held = (
            (end, run)
            for end, run in runs
            if (
                words.store.by_name(run)
                or is_product(run, words.store)
                or _is_article(run, start, end, told, look)
            )
            and look(run)  # "de lorazepam" is no delorazepam
        )
        end, name = next(held, (start + 1, ""))
        if name:
            found.append(name)
        else:
            rest.append(raw[start])
        start = end
    return found, " ".join(rest)


def _is_article(run: str, start: int, end: int, told: set[int], look: Look) -> bool:
    """Whether two or three words, the first or last of which is one of form, are surely the name of ordinary goods: "water bottle"."""
    named = len(run.split()) == end - start <= 3 and not any(map(str.isdigit, run))
    if not named or not {start, end - 1} & told:
        return False
    what = look(run)
    return (
        what is not None
        and what.rung == "known synonym"
        and not what.doubt
        and all(map(is_merchandise, what.candidates))
    )


def _of_the_same(word: str, found: Iterable[Candidate], look: Look) -> bool:
    """Whether a word that was left is a short name or the formula of what was found beside it: the DHEA of "DHEA prasterone", "(TDI)",
    the N2O of cream chargers."""
    short = word.strip("()[],.;:-–")
    if not 2 < len(short) < 2 * LOOKED:
        return False
    if (what := look(short)) is not None:
        return set(map(_meant, what.candidates)) <= set(map(_meant, found))
    numbers = {one.cas for one in found} - {""}
    return bool(numbers) and any(one.cas in numbers for one in dictionary().by_name(short))


def _meant(one: Candidate) -> str:
    """What two candidates for one thing, or for it and a salt of it, have in common."""
    return one.substance or max(one.smiles.split("."), key=len) or one.name


_ENDED = pattern("name and form")
_SETS = frozenset(
    ("set", "sets", "kit", "kits", "satz", "paar", "набор", "комплект", "garnitur", "sortiment")
)
_MAKER = pattern("maker before a medicine")
_LONG = 9  # letters of a word that may be a listed name but for a slip


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
    if goods := german.head(word, words, look):
        return [goods]
    name, joint, form = word.rpartition("-")
    if (
        joint
        and form.casefold() in _SETS
        and not look(word)
        and (what := look(name))
        and is_plain(what, words.store)
    ):
        return [name]  # Schraubendreher-Set
    if joint and (not words.names(form) or _is_device(form, words, look)) and not look(word) and look(name):
        return [name, form]  # HHC-Vape
    if joint and form.isalpha() and len(name) >= LOOKED and not look(word) and _is_a_drug(name, form, look):
        return [name, form]  # Налбуфин-Фармекс: behind it, who made it
    maker, joint, name = word.partition("-")
    if (
        joint
        and len(maker) > 1
        and maker.isalpha()
        # methylenedioxy-phenyl-2-propanone is another chemical
        and (_MAKER.fullmatch(maker) or not is_chemical(maker))
        and len(name_key(name)) >= LOOKED
        and not look(word)
        and look(name)
    ):
        return [maker, name]
    return [word]


def _is_device(form: str, words: Words, look: Look) -> bool:
    """Whether a word means a thing that a list names, which goods may be put up in."""
    what = look(form)
    held = [words.store.substance(one.substance) for one in what.candidates if one.substance] if what else []
    return bool(held) and all(
        one is not None and one.kind == "mixture" and "device" in one.note for one in held
    )


def _is_a_drug(name: str, form: str, look: Look) -> bool:
    """Whether a name is for sure one of a compound of nitrogen, and what a hyphen sets behind it is no word of chemistry."""
    if is_chemical(form) or SALT.search(form) or look(form) or any(map(str.isdigit, name)):
        return False
    what = look(name)
    return what is not None and not what.doubt and all(holds_nitrogen(one.smiles) for one in what.candidates)


def of_another(unread: list[str], found: Iterable[Candidate] = ()) -> bool:
    """Whether words that are not understood are parts of a chemical's name: what is known beside them is not the goods then.

    Beside an element, whatever ends as salts do: "potasium permangnate".

    >>> of_another(["четыреххлористый"]), of_another(["окись"]), of_another(["bolsas grandes"])
    (True, True, False)
    """
    every = [word for text in unread for word in re.findall(r"[^\W\d_]{4,}", text)]
    simple = [is_element(one.smiles) for one in found]
    if simple and all(simple) and any(map(SALT.search, every)):
        return True
    return any(not is_rest(word) and is_of_chemistry(word) for word in every)


def misspelt(unread: Iterable[str], known: Iterable[Part], store: Store) -> list[Candidate]:
    """What a long word that is not understood may be, alone or with a name beside it, one slip aside: "phenil acetic acid"."""
    found: list[Candidate] = []
    words = [word for text in unread for word in text.split() if len(word) >= LOOKED and word.isalpha()]
    for word in words[:MOST_LOOKED]:
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
    """The listed substances one slip away from a word, as it is written or as any language of Europe spells it, and those in such a brand."""
    near = near_keys(name_key(word), store, 5, 1)
    keys = slips(folded(word))
    written = [substance for name, *_ in near for _, substance in store.named(name)]
    spelt = [one for some in (store.by_spelling(*keys) if keys else {}).values() for one in some]
    brands = (store.record("product", name) for name, *_ in near)
    held = [one for product in brands if product for one in product[2]]
    return dict.fromkeys(one for one in (*written, *spelt, *held) if store.substance(one))
