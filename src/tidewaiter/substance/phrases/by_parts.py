"""What a phrase means by its parts: each is read, and what is left of each is told as a doubt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import name_key
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.amounts.strength import Amount, is_bulk, of_a_unit
from tidewaiter.substance.amounts.units import spelt
from tidewaiter.substance.chinese import cut as han_cut
from tidewaiter.substance.chinese.makes import is_sure_name, tells_of_more
from tidewaiter.substance.chinese.medicines import are_medicines
from tidewaiter.substance.chinese.parts import beside_articles
from tidewaiter.substance.dictionary.doubt import is_chemical
from tidewaiter.substance.identity import Candidate, Identity, Look, identity, not_understood
from tidewaiter.substance.known.close_names import is_a_slip_of_a_listed
from tidewaiter.substance.known.offered import preparations
from tidewaiter.substance.known.told import bare_strength, parts_of_product, with_contents
from tidewaiter.substance.names.plants import has_listed_parts, is_a_part, read_with
from tidewaiter.substance.names.romance import composed_with
from tidewaiter.substance.names.salts import SALT, is_element, is_rest
from tidewaiter.substance.phrases.another_sense import but_trade_names, in_another_sense
from tidewaiter.substance.phrases.once import once
from tidewaiter.substance.phrases.packed import itself_named
from tidewaiter.substance.phrases.parts import (
    but_coloured,
    but_plants,
    but_words,
    misspelt,
    of_another,
    part_of,
    split,
    telling,
    unelided,
    with_its_form,
    without,
)
from tidewaiter.substance.phrases.short_for import is_short_for
from tidewaiter.substance.phrases.source import but_source
from tidewaiter.substance.phrases.typed import forms_apart
from tidewaiter.substance.phrases.unnamed import (
    AND,
    but_forms,
    need_hold_none,
    of_no_medicine,
    unnamed_beside,
)
from tidewaiter.substance.tables.wording import pattern
from tidewaiter.substance.words import articles, strangers, street
from tidewaiter.substance.words.part import Part, is_merchandise, is_ordinary, is_plain
from tidewaiter.substance.words.words import HAN, MARK, SLIMMING, Words

_UNIT = rf"\s*(?:{spelt('mg', 'µg', 'g', 'mL')}|%)?"
_ONLY_AMOUNT = re.compile(rf"[(（]([\d.,]+{_UNIT}(?:\s*[/:/：]\s*[\d.,]+{_UNIT})*)[)）]", re.IGNORECASE)
_INSIDE = re.compile(r"\s*(?:in|en|dans)\s", re.IGNORECASE)  # behind a share: what the goods are in
_DISSOLVED = pattern("dissolved")
_SUCH_AS = pattern("such as")
_BOTTLED = pattern("bottled")
_MARKS = "'\"“”„«»‘’‚‹›"
_QUOTED = re.compile(  # 'screws', “bolts”, «гайки»
    rf"[{_MARKS}][^{_MARKS}]+[{_MARKS}](?:(?:\s*[,，、;；]\s*|\s+)(?:(?:and|und|y|et|e|и)\s+)?[{_MARKS}][^{_MARKS}]+[{_MARKS}])+\.?"
)
_OF_MARKS = str.maketrans(dict.fromkeys(_MARKS))


def by_parts(query: str, text: str, words: Words, look: Look, *, partly: bool = False) -> Identity | None:
    """What a phrase means by its parts, the words of form set aside."""
    parts, several = _parts(text, words, look)
    parts = [in_another_sense(part, text, words.store, look) for part in parts]
    parts = but_trade_names(parts, text, words, look)
    parts = [but_words(part, partial(but_coloured, part, text, words.store)) for part in parts]
    known = [part for part in parts if part.found]
    goods = [one for part in known for one in part.found]
    medicines = bool(goods) and all(are_medicines(one.name) for one in goods)
    plain = bool(goods) and all(map(is_merchandise, goods)) and not medicines
    form_text = _but_counted(text, known, goods, words)
    form_text = but_forms(_BOTTLED.sub(" ", words.but_devices(form_text, goods)), goods)
    form = words.form(form_text) if plain and words.labels.form(form_text) else ""
    if form and len(known) == 1:
        return None  # "suits capsules": a medicine whose name nothing knows
    if plain:
        known += _words_alone(text, goods, words, look)
    apart = f"{form!r}: whether a medicine is meant that is not named" if form else ""
    unnamed = apart or ("" if medicines else _unnamed_medicine(text, known, words))
    told = partial(telling, beside=True) if known else str
    unread = [part.text for part in parts if not part.found and told(part.text)]
    unread += [part.left for part in parts if part.left]
    if not known or (unread and not partly):
        return None
    if _means_nothing(text, parts, known, unread, words):
        return None
    found = {one: None for part in known for one in part.found}
    for one in misspelt(unread, known, words.store):
        found.setdefault(one)
    if len(parts) > 1 or words.form(text):
        found |= dict.fromkeys(preparations(list(found), text, words.form(text) != "", words))
    note = f"read as {', '.join(repr(one.text) for one in known)}: the other words tell form, salt, grade or packing"
    if unknown := [word for part in known for word in part.strangers]:
        note += f"; not known, and read as who made the goods, which model they are or what they are like: {', '.join(map(repr, unknown))}"
    compound = _compound(text, known, unread, words) if not medicines else ""
    doubts = [*(part.doubt for part in known), unnamed]
    doubts += [] if medicines else _of_further_parts(text, found, compound, words, look)
    doubts.append(not_understood(*unread)[:300])
    doubts += of_no_medicine(text, known)
    if all(not one.substance or is_ordinary(one, words.store) for one in found):
        doubts += (hidden := of_others(text, words))
        found |= dict.fromkeys(_of_the_street(query, text, known, words, look) if hidden else ())
    doubts += unnamed_beside(text, "" if medicines else form_text, known, tuple(found), words, look)
    real = [part for part in known if not all(map(is_merchandise, part.found))] or known
    # beside roses "for ornament" is told of these
    beside = [one.name for part in known if part not in real for one in part.found if one.name != _AS_TRADED]
    alone = (
        len(real) == 1
        and articles.are(beside, words)
        and all(" " not in one and words.labels.said(one) for one in unread)
    )  # "..., synthetic"
    every = with_contents(known, text, tuple(found), not (unread or compound or several), words, alone)
    every = _of_one_isotope(every, text, words)
    if rest := need_hold_none(text, every):
        doubts.append(rest)
        every = tuple(one._replace(unsure=one.unsure or rest) if one.substance else one for one in every)
    return identity(query, "phrase", every, note, doubts, tuple(unread))


def _means_nothing(
    text: str, parts: Sequence[Part], known: Sequence[Part], unread: list[str], words: Words
) -> bool:
    """Whether what is known among parts does not tell what the whole is: its packing, the rest of a salt, one word of a family's name."""
    goods = [one for part in known for one in part.found]
    wrapped = all(words.wraps(one.name) for one in goods)
    if (unread and (hides(unread, goods) or wrapped)) or (wrapped and _COUNTED.search(text)):
        return True  # "Xyz 10 boxes, foil": what the packing holds is not understood
    if len(parts) == 1 and not unread and parts[0].text.casefold() == text.casefold():
        return True  # no phrase: a name, which was asked before
    if unread and (all(is_rest(part.text) for part in known) or _may_be_a_salt(unread, goods)):
        return True  # "Sildenafiel Zitrat", "permanganto de potasio": what the salt is of is not known
    if unread and not any(one.substance for one in goods) and of_another(unread, goods):
        return True
    return bool(composed_with([part.left for part in known if part.left], dict.fromkeys(goods)))


def _compound(text: str, known: Sequence[Part], unread: list[str], words: Words) -> str:
    """The word of a text that its medicine has several parts; "" where each is told with its amount, or the word sums up what is named."""
    compound = words.compound(text)
    told = sum(bool(part.amounts) for part in known) > 1
    summed = len(known) > 1 and not unread and compound and _sums_up(compound, text, known)
    return "" if told or summed else compound


def _of_further_parts(
    text: str, found: dict[Candidate, None], compound: str, words: Words, look: Look
) -> Iterator[str]:
    """The doubts about parts that are not named; what a remedy may hold is put to what was ``found``."""
    if compound:
        yield f"{compound!r}: a medicine of several parts, not all of which are named"
    elif (
        any(one.smiles for one in found)
        and not any(one.substance for one in found)
        and (more := words.further(text))
    ):
        yield f"{more!r}: such a product mostly holds further parts"
    remedy, product = words.remedy(text)
    open_ = look(product) if remedy else None
    listed = {one.substance for one in found if one.substance}
    if product == SLIMMING and open_:  # for losing weight: may hold its drug whatever else it names
        listed &= {one.substance for one in open_.candidates}
    if open_ and not listed:
        yield f"{remedy!r}: such goods may hold further parts"
        found |= dict.fromkeys(open_.candidates)


def _of_the_street(
    query: str, text: str, known: Sequence[Part], words: Words, look: Look
) -> Iterator[Candidate]:
    """What words of goods that are hidden may mean in the street, outside the names that are known: "cristal ocultos en latas"."""
    told = {word for part in known for word in part.text.casefold().split()}
    for word in dict.fromkeys(re.findall(r"[^\W\d_]{3,}", text.casefold())):
        if word in told:
            continue
        product = words.store.record("product", name_key(word))
        if what := street.meant(query, word, words.store) or (look(word) if product else None):
            yield from (one for one in what.candidates if one.substance)


def of_others(text: str, words: Words) -> list[str]:
    """The doubt about goods of which a text speaks as of a drug, or as of what is hidden; none where it does not."""
    word = words.illicit(text)
    return [f"{word!r}: the goods may be others than those that are named"] if word else []


def _may_be_a_salt(unread: Iterable[str], found: Iterable[Candidate]) -> bool:
    """Whether all that is known beside words that are not understood is an element, of which they may tell a salt; of a listed one, words
    of packing and state as the languages end them tell none: "mercure, conditionné en bouteilles"."""
    every = tuple(found)
    if not all(is_element(one.smiles) for one in every):
        return False
    words = [word for text in unread for word in text.split() if sum(map(str.isalpha, word)) > 1]
    plain = all(map(strangers.is_plain_adjective, words)) or not any(map(_of_a_salt, words))
    return not (all(one.substance for one in every) and plain)


def _of_a_salt(word: str) -> bool:
    """Whether a word may be that of a salt, or any short one: its kind is not known."""
    return is_chemical(word) or SALT.search(word) is not None or is_rest(word)


def _unnamed_medicine(text: str, known: Sequence[Part], words: Words) -> str:
    """The doubt about words that mean ordinary goods and a dosage form alike, beside a strength: "Ampoules de 0.25 mg (1 ml)"
    are no light bulbs; "" where there is none."""
    forms = [part.text for part in known if all(map(is_merchandise, part.found)) and words.form(part.text)]
    if len(forms) != len(known) or not forms or not words.tells_a_strength(text):
        return ""
    return f"{forms[0]!r} beside a strength: a medicine that is not named"


_LETTERS = re.compile(r"\(([A-Z]+)\)[,;]?")
_MASS_NUMBER = re.compile(r"(?<![\w-])[^\W\d]{3,}-([12]?\d?\d)(?![\w.,%])")


def _of_one_isotope(found: tuple[Candidate, ...], text: str, words: Words) -> tuple[Candidate, ...]:
    """Elements of which a text names one isotope: "thorium-228" is not surely what is listed as thorium, nor radium-224
    what is listed as radium-226."""
    if not (mass := _MASS_NUMBER.search(text)):
        return found

    def unsure(one: Candidate) -> bool:
        listed = words.store.substance(one.substance) if one.substance else None
        element = is_element(one.smiles) or (listed is not None and listed.kind == "element")
        return element and mass[1] not in one.name

    asked = f"whether the isotope {mass[0]} alone is what the law names"
    return tuple(one._replace(unsure=asked) if unsure(one) and not one.unsure else one for one in found)


def _words_alone(text: str, goods: Sequence[Candidate], words: Words, look: Look) -> list[Part]:
    """What a word of form means where it stands alone beside ordinary goods: the crystal of "toy cars with crystal" may be a drug,
    that of "wine glasses, crystal" is not."""
    pieces = [piece.strip(" ,.;:") for piece in split(text, words.store)]
    han = [one for piece in pieces if HAN.search(piece) for one in piece.split() if words.is_held(one)]
    alone = [one for one in pieces if one and not words.names(one) and one.isalpha()]
    found = ((one, look(one)) for one in dict.fromkeys(alone + han) if not words.is_crystal(one, goods))
    return [
        Part(one, what.candidates, "", what.doubt)
        for one, what in found
        if what and any(each.substance for each in what.candidates)
    ]


_LEFT_HYPHEN = re.compile(r"(?<![\w-])-(?=[^\W\d])")


def _but_known(text: str, known: Iterable[Part]) -> str:
    """A text without the names in it that are known: the patches of "inhalers, patches and needles" are no form of another thing."""
    for name in (one for part in known for one in part.text.split(" + ") if one):
        text = text.replace(name, " ")
    return text


_SHEETS = re.compile(r"\d\s?片(?:[装裝]|\s?[/／]\s?[包袋盒箱]|入)?(?![\u4e00-\u9fff])")


def _but_counted(text: str, known: Iterable[Part], goods: Iterable[Candidate], words: Words) -> str:
    """A text without the names that are known, and without the 片 that articles and goods of hygiene are counted in: 纸尿裤 52片/包."""
    rest = _but_known(text, known)
    if _LEFT_HYPHEN.search(rest) and not any(
        street.meant(text, one.replace("-", " "), words.store) for one in text.split()
    ):
        rest = _LEFT_HYPHEN.sub(" ", rest)  # the capsules of "pearl-capsules" are a form
    sheets = all(is_sure_name(one.name, words) and not words.wraps(one.name) for one in goods)
    return _SHEETS.sub(" ", rest) if sheets else rest


def _sums_up(word: str, text: str, parts: Sequence[Part]) -> bool:
    """Whether a word of medicines of several parts stands behind all of them: 羟考酮与对乙酰氨基酚复方片, of which one is listed."""
    before = text[: text.find(word)]
    named = all(part.text and part.text in before for part in parts)
    return named and any(one.substance for part in parts for one in part.found)


_CALLED = re.compile(r"(?<!\w)[\"“„«‘]\s?[^\W\d][^\"”“»’]{2,}[\"”“»’]")


_CHEMICAL = pattern("chemical or drug")


def hides(unread: Iterable[str], goods: Iterable[Candidate]) -> bool:
    """Whether what is not understood beside ordinary goods may be what matters: what they are called, in quotation marks
    ("a spice called «...»"), a chemical, a drug."""
    unread = tuple(unread)
    return all(map(is_merchandise, goods)) and any(
        _CALLED.search(one) or _CHEMICAL.search(one) for one in unread
    )


def _parts(text: str, words: Words, look: Look) -> tuple[list[Part], bool]:
    """The parts of a phrase without words of use and way, and whether several pieces tell of one product."""
    if _QUOTED.fullmatch(text.strip()):
        text = text.translate(_OF_MARKS)
    text = unelided(forms_apart(_SUCH_AS.sub(r", \1", text), look), look)
    text = _ONLY_AMOUNT.sub(r" \1 ", text)
    pieces = _pieces(text, words, look) or [
        (one, ())
        for one in text.split(",")
        if one.count("(") == one.count(")") and look(words.trimmed(one)[-1])
    ]
    parts = _measured(pieces, words, look)
    if not parts and (longer := with_its_form(text, words, look)):
        parts = [longer._replace(amounts=tuple(one for _, amounts in pieces for one in amounts))]
    if not parts:
        spelt = (one for one in words.spellings(text, look) if name_key(one[0]) != name_key(text))
        kept, whole = next(spelt, ("", None))
        if whole and not any(_is_of_the_street(piece, text) for piece, _ in pieces):
            given = tuple(amount for _, amounts in pieces for amount in amounts)
            parts = parts_of_product(whole, given or bare_strength(text), words)
            parts = parts or [Part(kept, whole.candidates, "", whole.doubt, given)]
        else:
            parts = [_part(piece, amounts, words, look) for piece, amounts in pieces]
    if not any(part.found for part in parts) and (itself := itself_named(text, words, look)):
        parts = [itself]
    others = [part for part in parts if not _STREET.fullmatch(part.text)]
    if not words.illicit(text) and all(
        is_ordinary(one, words.store) for part in others for one in part.found
    ):
        parts = others  # beside articles crystal may be glass: ``words`` tells
    several = len(pieces) > 1 and len(parts) == 1
    use = words.of_use(text)
    parts = [
        but_words(part, lambda text: without(text, use))
        for part in but_source(but_plants(once(parts, words.store), words.store), text, words.store)
    ]
    parts = _but_makes_beside(parts, text, words)
    listed = any(one.substance for part in parts for one in part.found)
    # whoever handles it and wherever, the law names it: "khat leaves, airport baggage"
    parts = [but_words(part, partial(telling, beside=listed or bool(part.found))) for part in parts]
    parts = [but_words(part, partial(_but_its_letters, part)) for part in parts]
    parts = [in_another_sense(part, text, words.store, look) for part in _as_a_plant(parts, words.store)]
    if all(is_plain(part, words.store) for part in parts):
        among = any(part.found for part in parts)
        parts = [but_words(part, partial(han_cut.but, known=han_cut.is_said, least=2)) for part in parts]
        parts = [
            part
            if not part.found and (words.of_the_street(part.text) or is_a_slip_of_a_listed(part.text, words))
            else but_words(
                part, partial(words.beside_goods, within=among and _is_no_plant(part, words.store))
            )
            for part in parts
        ]
        goods = [one for part in parts for one in part.found]
        parts = [_but_strangers(part, goods, text, words, look) for part in parts]
        if goods and articles.are((one.name for one in goods), words):
            plain = partial(beside_articles, words, look)
            parts = [but_words(part, lambda left: articles.but_told(left, words, plain)) for part in parts]
    return parts, several


def _but_its_letters(part: Part, left: str) -> str:
    """What is left of a part's words, without letters in brackets that stand for what it names: the (PEA) of phenethylamine."""
    short = _LETTERS.fullmatch(left) if part.found else None
    if short and all(is_short_for(short[1], one.name, part.text) for one in part.found):
        return ""
    initials = "".join(word[0] for word in part.text.replace("+", " ").split())
    return "" if len(left) > 2 and left.isupper() and left == initials.upper() else left


def _as_a_plant(parts: list[Part], store: Store) -> list[Part]:
    """The same with a plant whose parts and state other pieces tell as one part: "Khatblätter, frisch"."""
    if not any(_grows(one, store) for part in parts for one in part.found):
        return parts
    parts = [part._replace(found=()) if is_a_part(part.text) else part for part in parts]  # Blüten: no dye
    use = [part for part in parts if part.found and all(map(is_merchandise, part.found))]
    named = [part for part in parts if part.found and part not in use]
    unread = [one for part in parts for one in (part.left if part.found else part.text,) if one]
    if len(named) != 1 or not unread:
        return parts
    names = named[0].text.split(" + ")  # "Khatblätter (Catha edulis), frisch"
    told = (read_with(one, " ".join(unread), named[0].found, store) for one in names)
    plant = next(filter(None, told), None)
    if plant is None:
        return parts
    amounts = tuple(one for part in parts for one in part.amounts)
    return [named[0]._replace(text=plant[1], found=tuple(plant[0]), left="", amounts=amounts), *use]


def _is_no_plant(part: Part, store: Store) -> bool:
    """Whether the words of a part that is not understood are no plant without its part: the "morning glory" of its seeds."""
    return bool(part.found) or not has_listed_parts(part.text, store)


def _grows(one: Candidate, store: Store) -> bool:
    """Whether goods are a plant, a fungus or a part of one that the lists name."""
    listed = store.substance(one.substance) if one.substance else None
    return listed is not None and listed.kind == "natural"


def _but_strangers(part: Part, goods: Sequence[Candidate], text: str, words: Words, look: Look) -> Part:
    """A part without the words beside its articles that nothing knows and that can be no stuff; those are kept to be told.

    A piece that names nothing is gone where all its words tell what the ``goods`` of the others are like: "hoses, rigid"."""
    if not part.found:
        told = part.text and strangers.tells_of(part.text, goods, text, words, look)
        return part._replace(text="") if told else part
    passed = strangers.beside(part.left, part.found, text, words, look)
    kept = " ".join(word for word in part.left.split() if word not in passed)
    return part._replace(left=kept, strangers=passed) if passed else part


def _but_makes_beside(parts: list[Part], text: str, words: Words) -> list[Part]:
    """The parts with the makes of their goods as words that are not understood, where anything else in the text is no ordinary goods or tells of more."""
    if all(is_plain(part, words.store) for part in parts) and not tells_of_more(text, words):
        return parts
    return [
        part._replace(left=" ".join((part.left, *part.strangers)).strip(), strangers=()) for part in parts
    ]


def _pieces(text: str, words: Words, look: Look) -> list[tuple[str, tuple[Amount, ...]]]:
    """The pieces of a phrase that name something, each with the amounts that stand beside it."""
    masked, amounts = words.labels.masked(text)
    if any("%" in amount.text for amount in amounts):
        masked = _DISSOLVED.sub(" with ", masked)
    found: list[tuple[str, list[int]]] = []
    loose: list[int] = []
    for piece in split(masked, words.store):
        if _is_of_the_street(piece, text):
            found.append((piece.strip(), []))
            continue
        for name, marks in _beside(MARK.split(piece), amounts, words, look):
            if _may_name(name, words):
                found.append((name, marks))
            elif found and marks and not found[-1][1]:  # "codeine syrup, 10 mg per 5 mL with guaifenesin"
                found[-1] = (found[-1][0], marks)
            else:
                loose += marks
    every = [mark for _, marks in found for mark in marks] + loose
    # "A/B 5 mg/325 mg": in their order
    if len(found) == len(every) and any(len(marks) != 1 for _, marks in found):
        found = [(name, [mark]) for (name, _), mark in zip(found, sorted(every), strict=True)]
    elif len(found) == 1:
        found = [(found[0][0], sorted(every))]
    return [(name, tuple(amounts[mark] for mark in marks)) for name, marks in found]


_AS_TRADED = "cut flowers"  # goods that tell how a plant is traded
_COUNTED = re.compile(r"\d\s?[粒锭錠颗顆]")
_STREET = pattern("street alone")
_FIGURES = re.compile(r"[\d.,~～–-]+")


def _may_name(text: str, words: Words) -> bool:
    """Whether a piece has more than words of form and of use: 每次服用50- names nothing."""
    return words.names(text) and bool(han_cut.but(_FIGURES.sub(" ", text), han_cut.is_of_use))


def _is_of_the_street(piece: str, text: str) -> bool:
    """Whether a piece of a phrase is nothing but a word of form that is a drug where a word joins it to others: Crystal und Haschisch."""
    if not _STREET.fullmatch(piece.strip()):
        return False
    word, joint = re.escape(piece.strip()), f"(?:{AND}|en)"
    return re.search(rf"^{word} {joint} | {joint} {word}$", text, re.IGNORECASE) is not None


def _beside(
    split: list[str], amounts: Sequence[Amount], words: Words, look: Look
) -> list[tuple[str, list[int]]]:
    """Words and amounts by turns as pieces: "A 5 mg B 10 mg", "5 mg A 10 mg B" and "A 0.2 % B" are two, all else is one."""
    texts, marks = split[::2], [int(mark) for mark in split[1::2]]
    named = [_may_name(text, words) for text in texts]
    if len(marks) == 1 and all(named) and amounts[marks[0]].of == "100" and "%" in amounts[marks[0]].text:
        before, after = (words.trimmed(text)[-1].strip(" ,.:;") for text in texts)
        # "Cannabis sativa 0.2 % THC", "nitroethane 18 % in nitromethane"
        if look(before) and (behind := look(after)):
            inside = texts[1].lstrip().casefold().startswith(("in ", "en ", "dans "))
            inside = inside or all(map(is_merchandise, behind.candidates))  # "nitromethane 25 % engine fuel"
            return [(texts[0], marks if inside else []), (texts[1], [] if inside else marks)]
    if len(marks) == 1 and not texts[0].strip() and _INSIDE.match(texts[1]) and amounts[marks[0]].percent:
        return [("", marks), (texts[1], [])]  # "aluminium powder, 60 % in a resin": of what is named before
    if len(marks) < 2 or sum(named) < 2:
        return [(" ".join(texts).strip(), marks)]
    if named[0]:
        pieces = [(text, [mark]) for text, mark in zip(texts, marks, strict=False)]
        return [*pieces[:-1], (f"{pieces[-1][0]} {texts[-1]}", pieces[-1][1])]
    return [(text, [mark]) for text, mark in zip(texts[1:], marks, strict=True)]


def _part(piece: str, amounts: tuple[Amount, ...], words: Words, look: Look) -> Part:
    """One piece of a phrase with its amounts; so many kilograms are none."""
    part = part_of(piece, words, look, strength=of_a_unit(amounts))
    return part._replace(amounts=amounts, bulk=not amounts and is_bulk(piece))


def _measured(pieces: list[tuple[str, tuple[Amount, ...]]], words: Words, look: Look) -> list[Part]:
    """The parts of a combination that gives the amount of any of them; empty where one is not known."""
    if len(pieces) < 2 or not any(amounts for _, amounts in pieces):
        return []
    parts = [_part(piece, amounts, words, look) for piece, amounts in pieces]
    return parts if all(part.found and not part.left for part in parts) else []
