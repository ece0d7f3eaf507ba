"""A declared phrase: a name with its dosage form, grade and packing, or the names of a combination.

"Morphine tablets" and "codeine with paracetamol" are no names, yet say what is meant. What the words of form leave is
asked as a name, part by part; each part is looked at. What is left over and not understood is told, never dropped.
A CAS number anywhere in the text is read as well, and a name in brackets behind another as its gloss. The words are
those of ``shipment/words.yml``.
"""

from __future__ import annotations

from itertools import pairwise

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import (
    name_key,
    no_cas_number,
)
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.chinese import cut as han_cut
from tidewaiter.substance.dictionary.formulas import is_formula
from tidewaiter.substance.identity import Identity, Look, identity, in_one, not_understood
from tidewaiter.substance.known.kin import is_salt_of_an_acid
from tidewaiter.substance.known.of_an_acid import by_its_own_name
from tidewaiter.substance.known.told import put_up
from tidewaiter.substance.names.plants import constituents, is_a_part, is_plant_of, read_with
from tidewaiter.substance.names.romance import is_one_name
from tidewaiter.substance.names.salts import without_rests
from tidewaiter.substance.names.systematic import GLOSS
from tidewaiter.substance.phrases.by_parts import by_parts, hides, of_others
from tidewaiter.substance.phrases.denied import left_open, may_hold, parted, untold
from tidewaiter.substance.phrases.numbered import beside_a_strange_number, by_cas_numbers, by_un_numbers
from tidewaiter.substance.phrases.once import named_again
from tidewaiter.substance.phrases.parts import (
    not_all,
    telling,
    unelided,
)
from tidewaiter.substance.phrases.short_for import SHORT_BEHIND, is_short_for, without_short
from tidewaiter.substance.phrases.typed import as_typed, items_of
from tidewaiter.substance.tables.spelt import of_adjective
from tidewaiter.substance.tables.wording import pattern
from tidewaiter.substance.words import street
from tidewaiter.substance.words.part import JOINED, are_among, is_merchandise
from tidewaiter.substance.words.strangers import is_species_of_none
from tidewaiter.substance.words.words import HAN, STRENGTH, Words

_EMPTIED = re.compile(
    r"\(\s*[-:;,.#]*\s*\)|\[\s*[-:;,.#]*\s*\]|（\s*[-:;,.#：]*\s*）"
)  # brackets whose number was taken out
_QUOTES = str.maketrans("「」『』“”", "      ")
_THAT_IS = re.compile(r"^[为為係系是即](?=[A-Za-z\u4e00-\u9fff]{3})")  # (為Sildenafil類緣物)
_HOLDS = pattern("holds")
_HALF = 50  # per cent: goods with more of a drug in them are the drug, and no plant
_ACID = pattern("acid")
_SUCH_AS = pattern("such as")
_JOINT = re.compile(r"\s(?:et|und|and|y|e|de|de la) |\sd[eu]? ?l?['’]")
_ARTICLE = pattern("article before a name", 0)


def read(query: str, text: str, words: Words, look: Look, *, partly: bool = False) -> Identity | None:
    """What a phrase means by its numbers, its gloss or its parts; None where no part is known.

    Without ``partly``, also None where anything in it is not understood.
    """
    if not text.isprintable() or is_one_name(text):
        return None
    items = items_of(text)
    if items != [text]:
        return _each_item(query, items, words, look, partly=partly)
    behind = SHORT_BEHIND.fullmatch(text)
    text = f"{behind[1]} ({behind[2]})" if behind and not look(behind[2]) else text
    typed, text = text, without_short(as_typed(_nouns(text, words), look), look)
    if text != typed and (whole := look(text)):
        return put_up(whole, text, words)._replace(query=query)
    article = _ARTICLE.match(text)
    if article and (named := look(text[article.end() :])):
        return put_up(named, text, words)._replace(query=query)
    if number := no_cas_number(text):
        rest = _EMPTIED.sub(" ", text.replace(number, " ")).strip(" ,;:-")
        named = look(rest)
        goods = put_up(named, rest, words) if named else read(query, rest, words, look, partly=partly)
        wrong = f"{number!r} is no CAS number: its last digit is not the right one"
        return goods and goods._replace(query=query, doubt=in_one(goods.doubt, wrong))
    if goods := beside_a_strange_number(query, text, words, look, read):
        return goods
    rest, facts = untold(text)
    if facts:
        goods = look(rest) or read(query, rest, words, look, partly=partly)
        return goods and left_open(query, goods, rest, facts, words.store)

    rest, denied = without_denied(text, words, look)
    if denied and not rest:
        return None
    if denied:
        # of ecgonine all its other alkaloids too, cocaine among them
        twice = [one for one in denied if denied.count(one) > 1]
        listed = sorted({_as_listed(one, look) for one in twice or denied})
        free = f"{'- and '.join(listed * 2 if twice else listed)}-free"  # a name of its own
        kept = dict.fromkeys((rest, *words.trimmed(rest), words.bare(rest)))
        plain = next(filter(None, map(look, kept)), None)
        kept |= dict.fromkeys(one.name for one in plain.candidates) if plain else {}
        goods = next((found for one in kept if (found := look(f"{free} {one}"))), None) or look(rest)
        goods = put_up(goods, rest, words) if goods else read(query, rest, words, look, partly=partly)
        note = f"said not to be in it: {', '.join(map(repr, denied))}"
        return goods and goods._replace(query=query, note=in_one(goods.note, note))
    device = words.without_its_semiconductor(text)
    for one in (device, f"{device}s") if device else ():
        if _sure(one, look, goods=True) and (goods := look(one)):
            return goods._replace(
                query=query, note=f"read as {one!r}: the formula tells what is in the goods"
            )
    if named := _of_a_joint(text, words, look):
        return put_up(named, text, words)._replace(query=query)
    found = (
        _tested(query, text, words, look)
        or by_cas_numbers(query, text, words, look)
        or by_un_numbers(query, text, words, look)
        or _glossed(query, text, words, look)
    )
    if found or (found := _told_by_its_acid(text, words, look)):
        return put_up(found, text, words)._replace(query=query)
    return by_parts(query, text, words, look, partly=partly)


def _of_a_joint(text: str, words: Words, look: Look) -> Identity | None:
    """What a listed name of which a word joins is beside words of form alone: "hydrure de lithium et d'aluminium 500 g" is no lithium."""
    if not _JOINT.search(text) or words.tells_a_strength(text):
        return None
    listed = (look(name) for name in words.trimmed(text) if _JOINT.search(name) and words.store.by_name(name))
    sure = (
        found
        for found in listed
        if found and not found.doubt and not any(map(words.mixture, found.candidates))
    )
    return next(sure, None)


def _each_item(
    query: str, items: list[str], words: Words, look: Look, *, partly: bool = False
) -> Identity | None:
    """What the goods of a numbered list mean, each by itself: what stands in one is no part of another."""
    each = [(one, look(one) or read(query, one, words, look, partly=partly)) for one in items]
    known = [what for _, what in each if what]
    unread = [one for one, what in each if not what and words.names(one)]
    if not known or (unread and not partly):
        return None
    every = dict.fromkeys(one for what in known for one in what.candidates)
    notes, doubts = (
        dict.fromkeys(told for one in known if (told := getattr(one, kind))) for kind in ("note", "doubt")
    )
    left = [*unread, *(one for what in known for one in what.left)]
    return identity(query, "phrase", every, "; ".join(notes), [*doubts, not_understood(*unread)], tuple(left))


def _told_by_its_acid(text: str, words: Words, look: Look) -> Identity | None:
    """A salt or an ester that is told by its acid, beside a purity: "phosphonic acid, dimethyl ester, 98%"."""
    bare = " ".join(STRENGTH.sub(" ", words.bare(text)).split()).strip(" ,.;")
    return look(bare) if by_its_own_name(bare)[0] else None


def without_denied(text: str, words: Words, look: Look) -> tuple[str, tuple[str, ...]]:
    """A text without what it says is not in its goods, and that."""
    return parted(
        text,
        lambda name: _sure(name, look, goods=False) or is_a_part(name),
        lambda name, made=False: (
            not (one := words.beside_goods(words.bare(unelided(name, look))))
            or any(_sure(each, look, goods=goods) for each in (name, one) for goods in {True, not made})
        ),
        lambda goods, name: may_hold(goods, name, words, look),
    )


def _sure(name: str, look: Look, *, goods: bool) -> bool:
    """Whether a name is known without a doubt: as ordinary goods, or as a chemical."""
    what = look(name)
    return what is not None and not what.doubt and all(map(is_merchandise, what.candidates)) is goods


def _as_listed(name: str, look: Look) -> str:
    """A name as the lists write it, where it means one thing that they name: Ecgonin is ecgonine."""
    what = look(name)
    return what.candidates[0].name if what and len(what.candidates) == 1 else name


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
    if inner and not without_rests(inner):  # MORPHINE (SULFATE): its acid; but hydrochloric acid (HCl)
        return look(outer) if _ACID.search(outer) else None
    if HAN.search(inside) and not (
        han_cut.but(inside, han_cut.is_said) and han_cut.but(inner, han_cut.is_said)
    ):
        # 西咪替丁片(宠物用), 依托咪酯注射液(国内已上市)
        kept = f"{text_outside} {inside}" if words.labels.said(inside) else text_outside
        return None if found[3] else by_parts(query, kept, words, look)
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
    return _of_both(query, text, text_outside, found[2], asked, words, look)


def _of_both(
    query: str, text: str, outside: str, inside: str, asked: dict[str, str], words: Words, look: Look
) -> Identity | None:
    """What a name and its gloss mean, of which ``asked`` has the bare texts, each with the text that it stands for; the gloss is the last of two."""
    outer, inner = next(iter(asked)), list(asked)[-1]
    named = [
        (
            part,
            _listed(asked[part], words, look)
            or look(part)
            or _fewer(asked[part], words, look)
            or _joined(part, words, look)
            or (by_parts(query, asked[part], words, look) if HAN.search(part) or " " in part else None),
        )
        for part in asked
        if any(map(str.isalpha, part))
        and (len(name_key(part)) > 2 or not part.isascii() or is_formula(part) or words.store.by_name(part))
    ]
    named = _but_species(named, inner) if is_species_of_none(inside, words) else named
    known = [(part, one) for part, one in named if one]
    unread = [part for part, one in named if not one and telling(part)]
    several = len(outer.split()) > 3 or re.search("[、；]", outer) or JOINED.search(outside)
    if not known or (outer in unread and several):
        return None  # "mercury and trinitrophenol (picric acid)"
    if unread and (
        all(what.doubt and not any(one.substance for one in what.candidates) for _, what in known)
        or hides(unread, [one for _, what in known for one in what.candidates])
    ):
        # "dick (sustancia para inhalar)": a far name of a chemical beside words that nothing knows
        return None
    if len(known) == 2 and _tells_which(known[0][1], known[1][1], words.store):
        known = known[1:]  # "ice (methamphetamine)"
    if len(known) == 2 and (
        is_plant_of(inside, known[0][1].candidates, words.store)  # Mohnsamen (Papaver somniferum)
        or are_among(known[1][1].candidates, known[0][1].candidates, words.store)  # a brand of what was named
        or (
            known[1][1].doubt
            and not known[0][1].doubt
            and named_again(known[1][1].candidates, known[0][1].candidates)
        )
        or _says_its_form(known[0][1], known[1][1])
        # its name in another language
        or (not known[0][1].doubt and HAN.search(outer) and words.compound(inside))
    ):
        known = known[:1]
    every = dict.fromkeys(one for _, what in known for one in what.candidates)
    doubts = [what.doubt for _, what in known if what.doubt]
    if len(every) == 1 and not any(map(words.mixture, every)):
        doubts.append(not_all(text, words))
    slang = street.meant(inside, inside, words.store) if unread == [inner] else None
    if slang and are_among(tuple(every), slang.candidates, words.store):
        unread = []  # "5-APB (benzo fury)"
    if unread == [inner] and all(is_short_for(inside, one.name, outer) for one in every):
        unread = []
    if unread and not any(doubts) and all(map(is_merchandise, every)):
        if unread != [inner] or not is_species_of_none(inside, words):
            return by_parts(query, f"{outside}, {inside}", words, look, partly=True)
        unread = []
    note = f"read as {', '.join(repr(part) for part, _ in known)}"
    doubts.append(not_understood(*unread))
    if all(map(is_merchandise, every)):
        doubts += of_others(text, words)
    return identity(query, "phrase", every, note, doubts, tuple(unread))


def _but_species(named: list[tuple[str, Identity | None]], inner: str) -> list[tuple[str, Identity | None]]:
    """What the parts of a text mean without the Latin name behind them, where that is no more than ordinary goods: cypress oil (Cupressus sempervirens)."""
    plain = [part for part, one in named if one is None or all(map(is_merchandise, one.candidates))]
    return [(part, one) for part, one in named if part != inner or part not in plain or plain == [inner]]


def _tells_which(word: Identity, gloss: Identity, store: Store) -> bool:
    """Whether brackets say for sure which of the things that a word may mean is meant."""
    if not word.doubt or gloss.doubt:
        return False
    meant, may_be = gloss.candidates, word.candidates
    return are_among(meant, may_be, store) or named_again(may_be, meant)  # "Zyban (bupropion)"


def _says_its_form(goods: Identity, inside: Identity) -> bool:
    """Whether brackets say which salt or ester goods hold of which a circumstance is told: "cattle ear implants (trenbolone acetate pellets)"."""
    told = [one.name.casefold() for one in goods.candidates if one.contents and one.contents.said]
    return bool(told) and all(
        any(one.name.casefold().startswith(f"{name} ") for name in told) for one in inside.candidates
    )


def _is_its_own(held: str, plant: str, words: Words, look: Look) -> bool:
    """Whether what a plant is said to hold is what it holds by nature, and no more of it than a plant may."""
    own = constituents(plant, words.store)
    what = by_parts(held, held, words, look) or look(held) if own else None
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
    # "Khatblätter (Catha edulis), frisch"
    if plant := read_with(found[1], behind, first.candidates, words.store):
        return identity(query, "phrase", plant[0], first.note, [first.doubt])
    rest = look(behind.strip()) or read(query, behind, words, look, partly=True)
    every = dict.fromkeys((*first.candidates, *(rest.candidates if rest else ())))
    unread = "" if rest else telling(words.bare(found[3]), beside=True)
    unread = unread if any(map(str.isalpha, unread)) else ""  # the 1 of "1 Liter"
    left = rest.left if rest else tuple(filter(None, [unread]))
    doubts = [first.doubt, rest.doubt if rest else not_understood(*left)]
    return identity(query, "phrase", every, first.note, doubts, left)


def _composition(query: str, outer: str, inner: str, words: Words, look: Look) -> Identity | None:
    """What the brackets behind a product say is in it, each with its amount: "Percocet tablets (oxycodone 5 mg, paracetamol 325 mg)"."""
    amounts = len(words.labels.masked(inner)[1])
    if (
        amounts
        and not look(words.bare(outer))
        and (whole := by_parts(query, f"{outer}, {inner}", words, look))
    ):
        return whole if len(whole.candidates) > 1 and not whole.doubt else None
    if amounts < 2:
        return None
    told = by_parts(query, f"{inner} {words.form(outer)}", words, look)
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
    return by_parts(name, name, words, look) if scripts or ("-" in name and " " not in name) else None
