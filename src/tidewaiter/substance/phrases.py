"""A declared phrase: a name with its dosage form, grade and packing, or the names of a combination.

"Morphine tablets" and "codeine with paracetamol" are no names, yet say what is meant. What the words of form leave is
asked as a name, part by part; each part is looked at. What is left over and not understood is told, never dropped.
A CAS number anywhere in the text is read as well, and a name in brackets behind another as its gloss. The words are
those of ``shipment/words.yml``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import pairwise

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import cas_check, name_key
from tidewaiter.lawbook.store import Store
from tidewaiter.substance import articles, han_cut, strangers
from tidewaiter.substance.denied import left_open, parted, untold
from tidewaiter.substance.identity import Candidate, Identity, identity
from tidewaiter.substance.kin import is_salt_of_an_acid
from tidewaiter.substance.letters import abbreviates, are_initials
from tidewaiter.substance.offered import preparations
from tidewaiter.substance.parts import (
    JOINED,
    OTHER_WORDS,
    Part,
    beside_articles,
    but_plants,
    but_source,
    is_merchandise,
    is_no_active,
    is_ordinary,
    is_plain,
    listed_of,
    misspelt,
    not_all,
    of_another,
    once,
    part_of,
    split,
    telling,
    unelided,
    with_its_form,
    without,
)
from tidewaiter.substance.plants import constituents, has_listed_parts, is_a_part, is_plant_of, read_with
from tidewaiter.substance.romance import composed_with, is_one_name
from tidewaiter.substance.salts import is_element, is_rest
from tidewaiter.substance.spelt import of_adjective
from tidewaiter.substance.strength import Amount, is_bulk
from tidewaiter.substance.systematic import GLOSS
from tidewaiter.substance.told import bare_strength, parts_of_product, with_contents
from tidewaiter.substance.typed import as_typed, forms_apart, with_closed_numbers
from tidewaiter.substance.wording import pattern
from tidewaiter.substance.words import HAN, MARK, SLIMMING, STRENGTH, Look, Words

_NUMBER = re.compile(
    r"(?:cas(?:[\w\s.:#-]{0,12}?(?<![\d-])|-)|(?<![\d-]))(\d{2,7}-\d{2}-\d)(?![\d-])", re.IGNORECASE
)
_EC = re.compile(r"(?<![\w-])[2-9]\d{2}-\d{3}-\d(?![\w-])")
_QUOTES = str.maketrans("「」『』“”", "      ")
_THAT_IS = re.compile(r"^[为為係系是即](?=[A-Za-z\u4e00-\u9fff]{3})")  # (為Sildenafil類緣物)
_ONLY_AMOUNT = re.compile(
    r"[(（]([\d.,]+\s*(?:mg|g|ml|%|mcg|µg|毫克|克)?(?:\s*[/:/：]\s*[\d.,]+\s*(?:mg|g|ml|mcg|µg|毫克|克)?)*)[)）]",
    re.IGNORECASE,
)
_HOLDS = pattern("holds")
_HALF = 50  # per cent: goods with more of a drug in them are the drug, and no plant
_INSIDE = re.compile(r"\s*(?:in|en|dans)\s", re.IGNORECASE)  # behind a share: what the goods are in
_DISSOLVED = pattern("dissolved")
_ACID = pattern("acid")


_SUCH_AS = pattern("such as")


_ARTICLE = re.compile(  # and no abbreviation: UN, DES
    r"(?:(?:[Uu]n[ae]?|[Uu]n[ao]s|[Dd]es|[Ll]es?|[Ll]a|[Ll]os|[Ll]as|[Uu]mas?|[Ee]ine?[nmrs]?|[Dd]e[nmr]|[Dd]as|[Dd]ie)\s+|[Ll]['’])(?=[^\W\d]{4})"
)
_QUOTED = re.compile(r"(['\"])[^'\"]+\1(?:\s*[,，、;；]\s*(['\"])[^'\"]+\2)+")  # 'screws', 'bolts'


def read(query: str, text: str, words: Words, look: Look, *, partly: bool = False) -> Identity | None:
    """What a phrase means by its numbers, its gloss or its parts; None where no part is known.

    Without ``partly``, also None where anything in it is not understood.
    """
    if not text.isprintable() or is_one_name(text):
        return None
    behind = _SHORT_BEHIND.fullmatch(text)
    text = f"{behind[1]} ({behind[2]})" if behind and not look(behind[2]) else text
    typed, text = text, _without_short(as_typed(_nouns(text, words), look), look)
    if text != typed and (whole := look(text)):
        return put_up(whole, text, words)._replace(query=query)
    article = _ARTICLE.match(text)
    if article and (named := look(text[article.end() :])):
        return put_up(named, text, words)._replace(query=query)
    rest, facts = untold(text)
    if facts:
        goods = look(rest) or read(query, rest, words, look, partly=partly)
        return goods and left_open(query, goods, rest, facts, words.store)

    rest, denied = without_denied(text, words, look)
    if denied:
        twice = [
            one for one in denied if denied.count(one) > 1
        ]  # of ecgonine all its other alkaloids too, cocaine among them
        free = f"{'- and '.join(sorted(twice or denied))}-free"  # a name of its own
        kept = dict.fromkeys((rest, *words.trimmed(rest), words.bare(rest)))
        plain = next(filter(None, map(look, kept)), None)
        kept |= dict.fromkeys(one.name for one in plain.candidates) if plain else {}
        goods = next((found for one in kept if (found := look(f"{free} {one}"))), None) or look(rest)
        goods = put_up(goods, rest, words) if goods else read(query, rest, words, look, partly=partly)
        note = f"said not to be in it: {', '.join(map(repr, denied))}"
        return goods and goods._replace(query=query, note="; ".join(filter(None, (goods.note, note))))
    device = words.without_its_semiconductor(text)
    for one in (device, f"{device}s") if device else ():
        if _sure(one, look, goods=True) and (goods := look(one)):
            return goods._replace(
                query=query, note=f"read as {one!r}: the formula tells what is in the goods"
            )
    found = (
        _tested(query, text, words, look)
        or _numbered(query, text, words, look)
        or _transported(query, text, words, look)
        or _glossed(query, text, words, look)
    )
    if found:
        return put_up(found, text, words)
    return _by_parts(query, text, words, look, partly=partly)


def without_denied(text: str, words: Words, look: Look) -> tuple[str, tuple[str, ...]]:
    """A text without what it says is not in its goods, and that."""
    return parted(
        text,
        lambda name: _sure(name, look, goods=False) or is_a_part(name),
        lambda name, made=False: (
            not (one := words.beside_goods(words.bare(unelided(name, look))))
            or any(_sure(each, look, goods=goods) for each in (name, one) for goods in {True, not made})
        ),
    )


def _sure(name: str, look: Look, *, goods: bool) -> bool:
    """Whether a name is known without a doubt: as ordinary goods, or as a chemical."""
    what = look(name)
    return what is not None and not what.doubt and all(map(is_merchandise, what.candidates)) is goods


def _nouns(text: str, words: Words) -> str:
    """A text with the listed medicine for the Russian adjective of it, where a dosage form follows: "прегабалиновые капсулы"."""
    said = text.split(" ")
    nouns = (
        next(filter(words.store.by_name, of_adjective(one)), "") if words.form(behind) else ""
        for one, behind in pairwise((*said, ""))
    )
    return " ".join(noun or one for noun, one in zip(nouns, said, strict=True))


def _tested(query: str, text: str, words: Words, look: Look) -> Identity | None:
    """Goods of which a test was positive: what it found is looked at beside what they are called."""
    named, rest = words.tested(text)
    if not named:
        return None
    suspected = look(named)
    goods = look(rest) or read(query, rest, words, look, partly=True) if words.names(rest) else None
    every = dict.fromkeys(one for what in (suspected, goods) if what for one in what.candidates)
    found = "whether it is in the goods" if suspected else "not understood"
    doubts = [f"a test for {named!r} was positive: {found}", goods.doubt if goods else ""]
    return identity(query, "phrase", every, "", doubts) if every else None


def without_numbers(text: str) -> str:
    """A text without the CAS numbers in it, which are right but may be known to nobody."""
    return " ".join(
        _NUMBER.sub(lambda found: " " if cas_check(found[1]) else found[0], with_closed_numbers(text)).split()
    ).strip(" ,;.-#()")


def put_up(found: Identity, text: str, words: Words) -> Identity:
    """The same with what the text tells of strength and form, where one thing is named."""
    if any(one.contents for one in found.candidates):
        return found
    part = Part(text, found.candidates, amounts=words.labels.masked(text)[1])
    return found._replace(
        candidates=with_contents([part], text, found.candidates, not found.left, words, True)
    )


def _numbered(query: str, text: str, words: Words, look: Look) -> Identity | None:
    """A text with CAS numbers in it: they say what the goods are; a name beside them that says otherwise is looked at too."""
    numbers = [found[1] for found in _NUMBER.finditer(text) if cas_check(found[1])]
    numbers += (one for one in _EC.findall(text) if look(one))
    known = [found for number in dict.fromkeys(numbers) if (found := look(number))]
    if not known:
        return None
    beside = " ".join(re.sub(r"[()（）\[\]【】]", " ", _EC.sub(" ", _NUMBER.sub(" ", text))).split()).strip(
        " ,;#"
    )
    rest = words.bare(beside)
    one_name = (look(beside) or look(rest)) if name_key(rest) else None
    named = one_name or (_by_parts(query, rest, words, look, partly=True) if name_key(rest) else None)
    every = dict.fromkeys(one for found in known for one in found.candidates)
    doubts = []
    if named and named.left and not any(one.substance for one in named.candidates):
        named = None
    if named and _same_goods(named.candidates, every):
        # the number tells which of the things that one name means; of several names it is one
        more = () if one_name and one_name.rung != "phrase" else _others(named.candidates, every, words)
        every |= dict.fromkeys(more)
        doubts += [named.doubt] if more or named.left else []
    elif named:
        every |= dict.fromkeys(named.candidates)
        doubts += [named.doubt] if named.left else []
        doubts.append(f"the name {rest!r} and the number {', '.join(numbers)} are not of one substance")
    elif name_key(rest) and not named:
        doubts.append(f"not understood: {rest!r}")
    note = f"read by the number {', '.join(numbers)}"
    return identity(query, "CAS number", every, note, doubts)


def _same_goods(some: Iterable[Candidate], others: Iterable[Candidate]) -> bool:
    """Whether any of some goods is one of others."""
    first, second = ({one.substance or one.cas or one.name for one in goods} for goods in (some, others))
    return not first.isdisjoint(second)


def _others(named: Iterable[Candidate], numbered: Iterable[Candidate], words: Words) -> tuple[Candidate, ...]:
    """What is named for sure beside the goods of a number: "CAS 69-65-8 mannitol and fentanyl"."""
    return tuple(
        one
        for one in named
        if not (one.unsure or words.mixture(one) or _same_goods((one,), numbered) or is_no_active(one, words))
    )


_UN = pattern("UN number")
_DANGER = pattern("danger")


def _transported(query: str, text: str, words: Words, look: Look) -> Identity | None:
    """A text with a UN number, class and packing group: what the number covers, and what is named beside it."""
    number = _UN.search(text)
    covered = look(f"UN {number[1]}") if number else None
    if not number or not covered:
        return None
    rest = _DANGER.sub(" ", _UN.sub(" ", text)).strip(" ,.-:/()")
    named = (look(rest) or _by_parts(query, rest, words, look)) if words.names(rest) else None
    every = dict.fromkeys((*covered.candidates, *(named.candidates if named else ())))
    left = "" if named or not words.names(rest) else f"not understood: {words.bare(rest)!r}"
    doubts = [one for one in (named.doubt if named else covered.doubt, left) if one]
    if named and len(covered.candidates) == 1 and not _same_goods(named.candidates, covered.candidates):
        doubts.append(f"the name {rest!r} and the number UN {number[1]} are not of one substance")
    return identity(query, "UN number", every, covered.note, doubts)


def _glossed(query: str, text: str, words: Words, look: Look) -> Identity | None:
    """``A (B)``: what both mean; where one is not known, what the other means, and that is told."""
    found = re.fullmatch(GLOSS, text)
    if not found or re.search("[)）][^()（）]*[、；]", found[1]):
        return None  # each of several names has its own: CCl4(四氯化碳)、CHClF2(一氯二氟甲烷)
    text_outside = f"{found[1]} {found[3] or ''}".strip()
    if HAN.search(found[2]) and _SUCH_AS.search(text):
        return None  # 基础油(如橄榄油、椰子油): each is read by itself
    if told := _composition(query, text_outside, found[2], words, look):
        return told
    if found[3] and (apart := _and_behind(query, found, words, look)):
        return apart
    outer = words.bare(text_outside.translate(_QUOTES))
    holds = _HOLDS.match(found[2]) and not look(found[2])  # 含地芬诺酯复方制剂 is a name
    inside = _HOLDS.sub("", found[2], count=1) if holds else found[2]
    inner = words.bare(_THAT_IS.sub("", inside))
    if name_key(inner) and not name_key(words.bare(f"({found[2]})")):
        return None  # whence it is: "tartaric acid (France)"
    if is_rest(inner):  # MORPHINE (SULFATE): a salt, its acid in brackets; but hydrochloric acid (HCl)
        return look(outer) if _ACID.search(outer) else None
    if HAN.search(inside) and not (
        han_cut.but(inside, han_cut.is_said) and han_cut.but(inner, han_cut.is_said)
    ):
        return None if found[3] else _by_parts(query, text_outside, words, look)  # 西咪替丁片(宠物用)
    behind = found[3] and words.names(found[3])
    whole = look(found[1]) if not behind and name_key(outer) != name_key(found[1]) else None
    if whole and words.labels.form(found[1]) and all(map(is_merchandise, whole.candidates)):
        whole = None  # the capsules of bottles are none of a medicine
    if not name_key(STRENGTH.sub("", inner)):
        return None if re.search(r"\d", found[2]) else whole  # amounts alone, or words of form
    outer = found[1] if whole else outer  # "chloral hydrate": the words of grade are of the name
    asked = {outer: text_outside, inner: inside}
    if is_salt_of_an_acid(found[2]) or (inside != found[2] and _is_its_own(inside, outer, words, look)):
        del asked[inner]  # "sodium sulfate (salt of sulphuric acid)"; "khat (contains cathinone)"
    named = [
        (
            part,
            _listed(asked[part], words, look)
            or look(part)
            or _fewer(asked[part], words, look)
            or _joined(part, words, look)
            or (_by_parts(query, asked[part], words, look) if HAN.search(part) else None),
        )
        for part in asked
        if len(name_key(part)) > 2 or HAN.search(asked[part])
    ]
    known = [(part, one) for part, one in named if one]
    unread = [part for part, one in named if not one and telling(part)]
    several = len(outer.split()) > 3 or re.search("[、；]", outer) or JOINED.search(text_outside)
    if not known or (outer in unread and several):
        return None  # "mercury and trinitrophenol (picric acid)"
    if unread and (
        all(what.doubt and not any(one.substance for one in what.candidates) for _, what in known)
        or _hides(unread, [one for _, what in known for one in what.candidates])
    ):
        return (
            None  # "dick (sustancia para inhalar)": a far name of a chemical beside words that nothing knows
        )
    if len(known) == 2 and (
        is_plant_of(found[2], known[0][1].candidates, words.store)  # Mohnsamen (Papaver somniferum)
        or listed_of(known[1][1].candidates) <= listed_of(known[0][1].candidates)  # a brand of what was named
        or (
            not known[0][1].doubt and HAN.search(outer) and words.compound(inside)
        )  # its name in another language
    ):
        known = known[:1]
    every = dict.fromkeys(one for _, found in known for one in found.candidates)
    doubts = [found.doubt for _, found in known if found.doubt]
    if len(every) == 1 and not any(map(words.mixture, every)):
        doubts.append(not_all(text, words))
    if unread == [inner] and all(_short_for(found[2], one.name, outer) for one in every):
        unread = []
    if unread:
        doubts.append(f"not understood: {', '.join(map(repr, unread))}")
    if all(map(is_merchandise, every)):
        doubts += _of_others(text, words)
    note = f"read as {', '.join(repr(part) for part, _ in known)}"
    return identity(query, "phrase", every, note, doubts, tuple(unread))


def _is_its_own(held: str, plant: str, words: Words, look: Look) -> bool:
    """Whether what a plant is said to hold is what it holds by nature, and no more of it than a plant may."""
    own = constituents(plant, words.store)
    what = _by_parts(held, held, words, look) or look(held) if own else None
    shares = words.labels.masked(held)[1]
    return (
        what is not None
        and not what.left
        and own.issuperset(one.substance for one in what.candidates)
        and all("%" in one.text and one.grams < _HALF for one in shares)
    )


def _and_behind(query: str, found: re.Match[str], words: Words, look: Look) -> Identity | None:
    """``A (B) C`` where A is known without C, which is read by itself: "Mohnsamen (Papaver somniferum) 25 kg, Speiseware"."""
    if (
        not words.names(found[3])
        or look(words.bare(f"{found[1]} {found[3]}"))
        or not look(words.bare(found[1]))
    ):
        return None
    first = _glossed(query, f"{found[1]} ({found[2]})", words, look)
    if first is None:
        return None
    behind = JOINED.split(f" {found[3]}", 1)[-1] if JOINED.match(f" {found[3]}") else found[3]
    if plant := read_with(
        found[1], behind, first.candidates, words.store
    ):  # "Khatblätter (Catha edulis), frisch"
        return identity(query, "phrase", plant[0], first.note, [first.doubt] if first.doubt else [])
    rest = look(behind.strip()) or read(query, behind, words, look, partly=True)
    every = dict.fromkeys((*first.candidates, *(rest.candidates if rest else ())))
    unread = "" if rest else telling(words.bare(found[3]), beside=True)
    unread = unread if any(map(str.isalpha, unread)) else ""  # the 1 of "1 Liter"
    left = f"not understood: {unread!r}" if unread else ""
    doubts = [one for one in (first.doubt, rest.doubt if rest else left) if one]
    return identity(
        query, "phrase", every, first.note, doubts, rest.left if rest else tuple(filter(None, [unread]))
    )


def _composition(query: str, outer: str, inner: str, words: Words, look: Look) -> Identity | None:
    """What the brackets behind a product say is in it, each with its amount: "Percocet tablets (oxycodone 5 mg, paracetamol 325 mg)"."""
    amounts = len(words.labels.masked(inner)[1])
    if (
        amounts
        and not look(words.bare(outer))
        and (whole := _by_parts(query, f"{outer}, {inner}", words, look))
    ):
        return whole if len(whole.candidates) > 1 and not whole.doubt else None
    if amounts < 2:
        return None
    told = _by_parts(query, f"{inner} {words.form(outer)}", words, look)
    known = next((what for name in (*words.trimmed(outer), words.bare(outer)) if (what := look(name))), None)
    if told is None or told.doubt or known is None:
        return None
    named = {one.name for one in told.candidates if not words.mixture(one)}
    held = {one.name for one in known.candidates if not words.mixture(one)}
    return told._replace(note=f"{outer}: read by what it is said to hold") if held <= named else None


def _listed(name: str, words: Words, look: Look) -> Identity | None:
    """A listed preparation by its name, of which the words of form are a part; None where it is none."""
    return look(name) if words.store.by_name(name) else None


def _fewer(name: str, words: Words, look: Look) -> Identity | None:
    """What a part means with fewer of its words of form: "hidróxido de sódio em escamas", 片碱."""
    return next((what for _, what in words.spellings(name, look) if not what.doubt), None)


def _joined(name: str, words: Words, look: Look) -> Identity | None:
    """What words mean that join a name with its form or part, or give it in two scripts: "HHC-Vape" (Hexahydrocannabinol),
    "去甲芬太尼 norfentanyl"."""
    scripts = HAN.search(name) and re.search("[A-Za-z]{4}", name)
    return _by_parts(name, name, words, look) if scripts or ("-" in name and " " not in name) else None


def _by_parts(query: str, text: str, words: Words, look: Look, *, partly: bool = False) -> Identity | None:
    """What a phrase means by its parts, the words of form set aside."""
    parts, several = _parts(text, words, look)
    known = [part for part in parts if part.found]
    goods = [one for part in known for one in part.found]
    form_text = words.but_devices(_but_known(text, known), goods)
    if goods and all(map(is_merchandise, goods)) and words.labels.form(form_text):
        return None  # "suits capsules": a medicine whose name nothing knows
    if goods and all(map(is_merchandise, goods)):
        known += _words_alone(text, goods, words, look)
    unnamed = _unnamed_medicine(text, known, words)
    unread = [part.text for part in parts if not part.found and part.text]
    unread += [part.left for part in parts if part.left]
    if not known or (unread and not partly):
        return None
    wrapped = all(words.wraps(one.name) for one in goods)
    if (unread and (_hides(unread, goods) or wrapped)) or (wrapped and _COUNTED.search(text)):
        return None  # "Xyz 10 boxes, foil": what the packing holds is not understood
    if len(parts) == 1 and not unread and parts[0].text.casefold() == text.casefold():
        return None  # no phrase: a name, which was asked before
    found = {one: None for part in known for one in part.found}
    if unread and (all(is_rest(part.text) for part in known) or _may_be_a_salt(unread, found)):
        return None  # "Sildenafiel Zitrat", "permanganto de potasio": what the salt is of is not known
    if unread and not any(one.substance for one in found) and of_another(unread, found):
        return None
    if composed_with([part.left for part in known if part.left], found):
        return None
    for one in misspelt(unread, known, words.store):
        found.setdefault(one)
    if len(parts) > 1 or words.form(text):
        found |= dict.fromkeys(preparations(list(found), text, words.form(text) != "", words))
    note = (
        f"read as {', '.join(repr(one.text) for one in known)}: the other words tell form, grade or packing"
    )
    if unknown := [word for part in known for word in part.strangers]:
        note += f"; not known, and read as who made the goods or which model they are: {', '.join(map(repr, unknown))}"
    doubts = [part.doubt for part in known if part.doubt]
    doubts += [unnamed] if unnamed else []
    compound = words.compound(text)
    if sum(bool(part.amounts) for part in known) > 1 or (
        len(known) > 1 and not unread and compound and _sums_up(compound, text, known)
    ):
        compound = ""  # each part is told with its amount, or the word sums up what is named before it
    if compound:
        doubts.append(f"{compound!r}: a medicine of several parts, not all of which are named")
    elif (
        any(one.smiles for one in found)
        and not any(one.substance for one in found)
        and (more := words.further(text))
    ):
        doubts.append(f"{more!r}: such a product mostly holds further parts")
    remedy, product = words.remedy(text)
    open_ = look(product) if remedy else None
    listed = {one.substance for one in found if one.substance}
    if (
        product == SLIMMING and open_
    ):  # what is sold for losing weight may hold its drug whatever else it names
        listed &= {one.substance for one in open_.candidates}
    if open_ and not listed:
        doubts.append(f"{remedy!r}: such goods may hold further parts")
        found |= dict.fromkeys(open_.candidates)
    if unread:
        doubts.append(f"not understood: {', '.join(map(repr, unread))}"[:300])
    if all(not one.substance or is_ordinary(one, words.store) for one in found):
        doubts += _of_others(text, words)
    if stuff := _stuff_beside(text, found, words):
        doubts.append(f"{stuff!r}: goods of their own that are not named")
    real = [part for part in known if not all(map(is_merchandise, part.found))] or known
    alone = len(real) == 1 and all(
        " " not in one and words.labels.said(one) for one in unread
    )  # "..., synthetic"
    every = with_contents(known, text, tuple(found), not (unread or compound or several), words, alone)
    every = _of_one_isotope(every, text, words)
    return identity(query, "phrase", every, note, doubts, tuple(unread))


def _of_others(text: str, words: Words) -> list[str]:
    """The doubt about goods of which a text speaks as of a drug, or as of what is hidden; none where it does not."""
    word = words.illicit(text)
    return [f"{word!r}: the goods may be others than those that are named"] if word else []


def _may_be_a_salt(unread: Iterable[str], found: Iterable[Candidate]) -> bool:
    """Whether all that is known beside words that are not understood is an element, of which they may tell a salt; of a listed one, words
    of packing and state as the languages end them tell none: "mercure, conditionné en bouteilles"."""
    every = tuple(found)
    if not all(is_element(one.smiles) for one in every):
        return False
    words = [word for text in unread for word in text.split() if any(map(str.isalpha, word))]
    return not (all(one.substance for one in every) and all(map(strangers.is_plain_adjective, words)))


def _unnamed_medicine(text: str, known: Sequence[Part], words: Words) -> str:
    """The doubt about words that mean ordinary goods and a dosage form alike, beside a strength: "Ampoules de 0.25 mg (1 ml)"
    are no light bulbs; "" where there is none."""
    forms = [part.text for part in known if all(map(is_merchandise, part.found)) and words.form(part.text)]
    if len(forms) != len(known) or not forms or not words.tells_a_strength(text):
        return ""
    return f"{forms[0]!r} beside a strength: a medicine that is not named"


_PIECES = re.compile(r"\s*(?:[,;，；、/+&]|[和与與及]|(?<!\S)(?:and|und|et|y|e|и)(?!\S))\s*", re.IGNORECASE)
_STUFF = pattern("stuff alone")


def _stuff_beside(text: str, found: Iterable[Candidate], words: Words) -> str:
    """What names no more than a class of stuffs and stands by itself beside articles: the powder of "toys, powder"; "" where there is none."""
    names = [one.name for one in found]
    if not names or not articles.are(names, words):
        return ""
    pieces = (words.trimmed(piece)[0] for piece in _PIECES.split(text) if piece)
    return next((piece for piece in pieces if _STUFF.fullmatch(piece)), "")


_LETTERS = re.compile(r"\(([A-Z]+)\)[,;]?")
_SHORT_BEHIND = re.compile(r"(\S.{4,}\S)\s+[-–—]\s+([A-Z]{3,5})")  # Diisocianato de Tolueno – TDI
_OF = re.compile(r"(.+?) (?:de|di|do|da|d['’]) ?(.+)", re.IGNORECASE)


_BEHIND = re.compile(r"(?P<name>(?:[^\s(),;]+ ){0,3}[^\s(),;]{4,}) ?\((?P<short>[A-Z]{3,5})\)")


def _without_short(text: str, look: Look) -> str:
    """A text without letters in brackets that are short for the name before them, whatever they stand for elsewhere:
    "Dimethylterephthalat (DMT)" is no tryptamine."""

    def kept(found: re.Match[str]) -> str:
        words = found["name"].split()
        for start in range(len(words)):
            name = " ".join(words[start:])
            begins = re.sub(r"[\W\d_]+", "", name)[:1].casefold() == found["short"][0].casefold()
            if begins and are_initials(found["short"], name) and (what := look(name)):
                return found[0] if what.doubt or all(map(is_merchandise, what.candidates)) else found["name"]
        return found[0]

    return _BEHIND.sub(kept, text) if "(" in text else text


def _short_for(short: str, name: str, written: str) -> bool:
    """Whether letters are short for a chemical: for its name, or for the name as it is written, in English order too."""
    behind = _OF.sub(r"\2 \1", written)
    return any(abbreviates(short, one) for one in (name, written, behind))


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


def _but_known(text: str, known: Iterable[Part]) -> str:
    """A text without the names in it that are known: the patches of "inhalers, patches and needles" are no form of another thing."""
    for name in (one for part in known for one in part.text.split(" + ") if one):
        text = text.replace(name, " ")
    return text


def _sums_up(word: str, text: str, parts: Sequence[Part]) -> bool:
    """Whether a word of medicines of several parts stands behind all of them: 羟考酮与对乙酰氨基酚复方片, of which one is listed."""
    before = text[: text.find(word)]
    named = all(part.text and part.text in before for part in parts)
    return named and any(one.substance for part in parts for one in part.found)


_CALLED = re.compile(r"(?<!\w)[\"“„«‘]\s?[^\W\d][^\"”“»’]{2,}[\"”“»’]")


_CHEMICAL = pattern("chemical or drug")


def _hides(unread: Iterable[str], goods: Iterable[Candidate]) -> bool:
    """Whether what is not understood beside ordinary goods may be what matters: what they are called, in quotation marks
    ("a spice called «...»"), a chemical, a drug."""
    unread = tuple(unread)
    return all(map(is_merchandise, goods)) and any(
        _CALLED.search(one) or _CHEMICAL.search(one) for one in unread
    )


def _parts(text: str, words: Words, look: Look) -> tuple[list[Part], bool]:
    """The parts of a phrase without words of use and way, and whether several pieces tell of one product."""
    if _QUOTED.fullmatch(text.strip()):
        text = text.replace("'", "").replace('"', "")
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
        if whole:
            given = tuple(amount for _, amounts in pieces for amount in amounts)
            parts = parts_of_product(whole, given or bare_strength(text), words)
            parts = parts or [Part(kept, whole.candidates, "", whole.doubt, given)]
        else:
            parts = [_part(piece, amounts, words, look) for piece, amounts in pieces]
    several = len(pieces) > 1 and len(parts) == 1
    use = words.of_use(text)
    parts = [
        _but_words(part, lambda text: without(text, use))
        for part in but_source(but_plants(once(parts, words.store), words.store), text, words.store)
    ]
    parts = [_but_words(part, partial(telling, beside=bool(part.found))) for part in parts]
    parts = [_but_words(part, partial(_but_its_letters, part)) for part in parts]
    parts = _as_a_plant(parts, words.store)
    if all(is_plain(part, words.store) for part in parts):
        among = any(part.found for part in parts)
        parts = [_but_words(part, partial(han_cut.but, known=han_cut.is_said, least=2)) for part in parts]
        parts = [
            _but_words(part, partial(words.beside_goods, within=among and _is_no_plant(part, words.store)))
            for part in parts
        ]
        goods = [one for part in parts for one in part.found]
        parts = [_but_strangers(part, text, words, look) for part in parts]
        if goods and articles.are((one.name for one in goods), words):
            plain = partial(beside_articles, words, look)
            parts = [_but_words(part, lambda left: articles.but_told(left, words, plain)) for part in parts]
    return parts, several


def _but_its_letters(part: Part, left: str) -> str:
    """What is left of a part's words, without letters in brackets that stand for what it names: the (PEA) of phenethylamine."""
    short = _LETTERS.fullmatch(left) if part.found else None
    return "" if short and all(_short_for(short[1], one.name, part.text) for one in part.found) else left


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


def _but_words(part: Part, kept: Callable[[str], str]) -> Part:
    """A part with what is ``kept`` of its words that are not understood; without those of use: "for inhaling at parties"."""
    if not part.found:
        return part._replace(text=kept(part.text))
    left = kept(part.left)
    if left or not part.left:
        return part._replace(left=left)
    sure = [one._replace(unsure="") if one.unsure == OTHER_WORDS else one for one in part.found]
    return part._replace(left="", found=tuple(sure))


def _but_strangers(part: Part, text: str, words: Words, look: Look) -> Part:
    """A part without the words beside its articles that nothing knows and that can be no stuff; those are kept to be told."""
    passed = strangers.beside(part.left, part.found, text, words, look)
    kept = " ".join(word for word in part.left.split() if word not in passed)
    return part._replace(left=kept, strangers=passed) if passed else part


def _pieces(text: str, words: Words, look: Look) -> list[tuple[str, tuple[Amount, ...]]]:
    """The pieces of a phrase that name something, each with the amounts that stand beside it."""
    masked, amounts = words.labels.masked(text)
    if any("%" in amount.text for amount in amounts):
        masked = _DISSOLVED.sub(" with ", masked)
    found: list[tuple[str, list[int]]] = []
    loose: list[int] = []
    for piece in split(masked, words.store):
        for name, marks in _beside(MARK.split(piece), amounts, words, look):
            if _may_name(name, words):
                found.append((name, marks))
            elif found and marks and not found[-1][1]:  # "codeine syrup, 10 mg per 5 mL with guaifenesin"
                found[-1] = (found[-1][0], marks)
            else:
                loose += marks
    every = [mark for _, marks in found for mark in marks] + loose
    if len(found) == len(every) and any(
        len(marks) != 1 for _, marks in found
    ):  # "A/B 5 mg/325 mg": in their order
        found = [(name, [mark]) for (name, _), mark in zip(found, sorted(every), strict=True)]
    elif len(found) == 1:
        found = [(found[0][0], sorted(every))]
    return [(name, tuple(amounts[mark] for mark in marks)) for name, marks in found]


_COUNTED = re.compile(r"\d\s?[粒锭錠颗顆]")
_FIGURES = re.compile(r"[\d.,~～–-]+")


def _may_name(text: str, words: Words) -> bool:
    """Whether a piece has more than words of form and of use: 每次服用50- names nothing."""
    return words.names(text) and bool(han_cut.but(_FIGURES.sub(" ", text), han_cut.is_of_use))


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
    return part_of(piece, words, look)._replace(amounts=amounts, bulk=not amounts and is_bulk(piece))


def _measured(pieces: list[tuple[str, tuple[Amount, ...]]], words: Words, look: Look) -> list[Part]:
    """The parts of a combination that gives the amount of any of them; empty where one is not known."""
    if len(pieces) < 2 or not any(amounts for _, amounts in pieces):
        return []
    parts = [_part(piece, amounts, words, look) for piece, amounts in pieces]
    return parts if all(part.found and not part.left for part in parts) else []
