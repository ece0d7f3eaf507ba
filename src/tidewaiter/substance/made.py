"""Names that are made of parts that are known: salts, esters, members of a family, acids, plants, other languages' spellings."""

from __future__ import annotations

from functools import partial

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import holds_number, name_key
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.dictionary import dictionary
from tidewaiter.substance.dictionary.doubt import of_name
from tidewaiter.substance.dictionary.found import candidates_of, few, listed_as
from tidewaiter.substance.dictionary.general import Compound
from tidewaiter.substance.dictionary.trade_numbers import DYES, is_dye
from tidewaiter.substance.english import in_english
from tidewaiter.substance.identity import Candidate, Identity, candidate, identity, kin_of
from tidewaiter.substance.known import abbreviated, kin, of_an_acid, optical
from tidewaiter.substance.known.close_names import listed_near
from tidewaiter.substance.known.of_dictionary import known_as
from tidewaiter.substance.known.offered import branded
from tidewaiter.substance.known.products import as_product, product_of
from tidewaiter.substance.known.told import put_up
from tidewaiter.substance.names import esters, ordered, plants, salts, worded
from tidewaiter.substance.names.combined import actives
from tidewaiter.substance.names.composed import composed
from tidewaiter.substance.names.letters import GOES_ON
from tidewaiter.substance.structures.whole import as_ions
from tidewaiter.substance.tables.spelt import (
    cyrillic,
    folded,
    in_finnish,
    in_portuguese,
    in_the_nominative,
    latin,
    of_adjective,
    stemmed,
)
from tidewaiter.substance.words.joined import lists_several
from tidewaiter.substance.words.plain_words import is_everyday, is_small
from tidewaiter.substance.words.words import HAN, words_of

_DEVANAGARI = re.compile("[\u0900-\u097f]")
_LOCANT = re.compile("(?<=-\\d)(?=[\u4e00-\u9fff])")
_NOUN_FIRST = re.compile(r"([а-яё]{3,})\s+([а-яё]{3,}(?:ый|ий|ой|ая|яя|ое|ее))", re.IGNORECASE)
_ISOTOPE = r"\[?(?:d\d{1,2}|13C\d{0,2}|15N\d{0,2}|18O\d?|14C|3H|2H\d{0,2})(?:[-,\s]?(?:d\d{1,2}|13C\d{0,2}|15N\d{0,2}))*\]?"
_AND_ITS = r"(.{4,}?),?\s+(?:e|y)\s+(?:seus?|suas?|sus?)\s+([\w\s,]+)"
_STOPS = ".,;:!?¿¡"
_COUNT = re.compile(r"\d+\s")
_LONG_ENOUGH = 5  # letters of a word that may be goods in another spelling
_LONG = 10  # letters of a name in which two slips are looked for


def made(query: str, text: str, store: Store) -> Identity | None:
    """A name that is made of parts that are known: a salt, an ester, a member of a family, an acid in another language.

    None for a text with a number beside words: what the number is of is looked at as well (``phrases/declared.py``)."""
    if is_dye(text):
        dye = Candidate(DYES, "", "", "")
        return identity(
            query, "known synonym", [dye], f"{text}: a dye or pigment by its name of the Colour Index"
        )
    if (
        GOES_ON.search(text)
        or holds_number(text)
        or lists_several(text, words_of(store), dictionary().by_name)
    ):
        return None
    ways = (
        _salt, _ester, _metal, _member, _acid, _plant, _labelled, _and_its, _optical, _abbreviated, _kin, _combined,
        _ordered, _spelt, _translated, _respelt, _in_devanagari, _worded, _medicine,
    )  # fmt: skip
    return next(filter(None, (way(query, text, store) for way in ways)), None)


def _medicine(query: str, text: str, store: Store) -> Identity | None:
    """A Chinese patent medicine of herbs, or an international name by its end."""
    if text.isascii():  # its table is opened for Chinese alone
        return None
    from tidewaiter.substance.chinese.medicines import read

    return read(query, text, store, dictionary().knows)


def _in_devanagari(query: str, text: str, store: Store) -> Identity | None:
    """A name in the letters of Hindi, which stand for the sounds of the English one."""
    if not _DEVANAGARI.search(text):  # its table is opened for its own letters alone
        return None
    from tidewaiter.substance.known.devanagari import read

    return read(query, text, store, partial(_asked_anew, store=store))


def _asked_anew(name: str, store: Store) -> Identity | None:
    """What the English name means that another was read as."""
    return _known(name, store) or made(name, name, store)


def _worded(query: str, text: str, store: Store) -> Identity | None:
    """A name that Polish or Turkish puts together of words: "kwas siarkowy", "BMK glisidik asit sodyum tuzu"; an e at the end is no word of
    theirs: "LSD tartrat"."""
    for name in worded.in_english(text):
        if name.removesuffix("e") != text.casefold() and (found := _asked_anew(name, store)):
            return found._replace(query=query, note=found.note or f"read as {name!r}")
    return None


def _respelt(query: str, text: str, store: Store) -> Identity | None:
    """A Chinese name without the hyphen behind a locant, "2-溴-4甲基苯丙酮"; a Russian noun before its adjective: "селитра аммиачная"; an
    oxide as German wrote it: "Wasserstoffperoxyd"."""
    name = (
        _NOUN_FIRST.sub(r"\2 \1", _LOCANT.sub("-", text).strip("「」『』“”„«»"))
        if not text.isascii()
        else re.sub(r"(?<=o)xyd(?=e?$)", "xid", text)
    )
    if name == text or (_NOUN_FIRST.search(text) and not _NOUN_FIRST.fullmatch(text)):
        return None
    known = _named(query, name, store, f"read as {name!r}")
    return known or (made(query, name, store) if not _NOUN_FIRST.fullmatch(name) else None)


def _kin(query: str, text: str, store: Store) -> Identity | None:
    """What is said to be a salt, an ester, an isomer or a derivative of a substance, or of a family not listed by name; a listed name in
    the spelling of another language is that: "dietyl ether"."""
    if _COUNT.match(text):
        return None  # "2 ethyl ether" is two of them
    look = partial(_known, store=store)
    found = of_an_acid.read(query, text, store, look) or kin.read(query, text, store, look)
    key = folded(text) if found else ""
    if listed := store.by_spelling(key).get(key, []) if key else []:
        return listed_as(query, "listed name", listed, store, f"read as {candidate(store, listed[0]).name!r}")
    return found


def _optical(query: str, text: str, store: Store) -> Identity | None:
    """A substance or a salt of one, with the sign of an optical form before it: "(R)-MDMA", "racemic amphetamine sulfate"."""
    return optical.read(query, text, partial(_asked_anew, store=store))


def _abbreviated(query: str, text: str, store: Store) -> Identity | None:
    """A drug written longer than lists write it, its N-oxide, or without a methyl: "5-fluoro-MDMB-PICA", "N-desmethyltramadol"."""
    return abbreviated.read(query, text, lambda name: _known(name, store) or _member(name, name))


def _known(name: str, store: Store) -> Identity | None:
    """What one name means that a longer one holds."""
    return _named(name, name, store) or _spelt(name, name, store)


def _named(query: str, name: str, store: Store, note: str = "") -> Identity | None:
    """What the lists, or surely the general dictionary, have under a name."""
    if listed := store.by_name(name):
        return listed_as(query, "listed name", listed, store, note)
    found = _plain(name, store)
    return identity(query, "known synonym", found, note) if found else None


def _labelled(query: str, text: str, store: Store) -> Identity | None:
    """A substance labelled with isotopes, as makers of standards write it: "fentanyl-d5", "cocaine-d3 hydrochloride", "d5-fentanyl"."""
    bare = re.sub(
        rf"(?<=\w{{3}})-{_ISOTOPE}(?=$|\s)|^{_ISOTOPE}-(?=\w{{4}}|[NOS]-\w{{4}})",
        "",
        text,
        count=1,
        flags=re.IGNORECASE,
    )
    if bare == text:
        return None
    note = f"read as {bare!r}, in an isotopic form"
    if known := _named(query, bare, store, note):
        return known
    salt = _salt(query, bare, store)
    return salt and salt._replace(note=note)


def _and_its(query: str, text: str, store: Store) -> Identity | None:
    """A substance with a salt of it, or with its salts and esters, as laws and tariffs name them together: "Lidocaína e seu
    cloridrato", "piperidine and its salts"."""
    base, forms = kin.with_its_forms(text)
    if not base and (found := re.fullmatch(_AND_ITS, text, re.IGNORECASE)):
        base, forms = found[1], found[2]
    if not base:
        return None
    both = (base, f"{forms} de {base}")
    named, salt = (_named(query, name, store) or made(name, name, store) for name in both)
    if named is None:
        return None
    every = dict.fromkeys((*named.candidates, *(salt.candidates if salt else ())))
    note = f"read as {base!r}" + ("" if salt else f"; {forms!r} of it are goods of their own: ask for each")
    which = "which isomer is meant: each is a substance of its own" if kin.is_isomer(forms) else ""
    return identity(query, named.rung, every, note, [named.doubt, which])


def _spelt(query: str, text: str, store: Store, *, turned: bool = False) -> Identity | None:
    """A name as another language of Europe spells it: "losartana", "Quetiapin", "амоксициллин", "2-brom-4'-metilpropiofenon".

    Several plain words, unless ``turned`` from another language's order, may be misspelt English: that is offered.
    """
    if words_of(store).is_vague(text):
        return None  # "substances" is no "substance S"
    if "%" in text:
        return None  # a strength is told, no name spelt: "перекись водорода 3%"
    if HAN.search(text) and re.search("[A-Za-z]{3}", text):
        return None  # the keys of spellings would drop the Chinese: 冰毒 coffee
    for name in in_the_nominative(text):
        if nominative := _as(query, name, store):
            return nominative
    for name in of_adjective(text):
        if listed := store.by_name(name):
            of_it = listed_as(query, "listed name", listed, store, f"read as {name!r}")
            return identity(
                query, of_it.rung, of_it.candidates, of_it.note, (f"an adjective, no name: {text!r}",)
            )
    words = turned or not text.isascii() or " " not in text or re.search(r"\d", text) is not None
    key = folded(text) if words else ""
    if key and (is_small(text.strip(_STOPS)) or is_everyday(text)):
        key = ""  # "Germany" and "Germany?" are no germanium
    keys = (key, stemmed(text), *in_portuguese(text), *filter(None, [folded(in_finnish(text))]))
    near = store.by_spelling(*keys)
    if listed := next((near[key] for key in keys if key in near), []):
        note = f"read as {few([candidate(store, one).name for one in listed])}"
        return listed_as(query, "listed name", listed, store, note)
    if text[-1:] == "s" and store.record("product", name_key(text[:-1])):
        return None  # several of a product, which is offered: "Amandas" are no almonds
    brand = cyrillic(text) if re.fullmatch("[А-яЁё -]+", text) else ""
    # a short word may be of the street: "glass" is no icing (Italian glassa)
    several = "," in text  # "speed, sensor" spells no speed sensor
    found = [
        one
        for one in dictionary().by_spelling(*keys, brand)
        if (one.smiles or (len(text) > _LONG_ENOUGH and not several))
        and not _loses_a_listed(text, one, store)
    ]
    if not found:
        return None
    names = few([one.name for one in found])
    told = known_as(query, found[0].name, found, store)._replace(note=f"read as {names}")
    return told if any(one.substance for one in told.candidates) else _or_a_listed(told, text, store)


def _loses_a_listed(text: str, one: Compound, store: Store) -> bool:
    """Whether a word of a text is a listed name of which a compound read from the whole says nothing: "SA Alachlor" is no Salachlor."""
    words = text.split() if " " in text else []
    listed = set(store.by_spelling(*map(folded, words)) if words else ())
    short = {latin(word) for word in words if not folded(word) and store.by_name(word)}  # yodo
    own = [word for name in one.own for word in re.split(r"[\W\d_]+", name)] if listed or short else []
    return not {*map(folded, own), *map(latin, own)}.issuperset(listed | short)


def _or_a_listed(told: Identity, text: str, store: Store) -> Identity:
    """What a spelling that no table has was read as, and the listed substance that it is as near to: "nandroone" is no sure emorfazone."""
    near = _listed_near(text, [], store)
    others = [one._replace(unsure=f"whether it is meant by {text!r}") for one in near]
    doubt = f"{text!r} is as near to {few([one.name for one in others])}" if others else told.doubt
    return told._replace(candidates=(*told.candidates, *others), doubt=doubt)


def _as(query: str, name: str, store: Store) -> Identity | None:
    """What the lists, or else the general dictionary, have under the name that a text was read as."""
    if listed := store.by_name(name):
        return listed_as(query, "listed name", listed, store, f"read as {name!r}")
    known = dictionary().by_name(name)
    return known_as(query, name, known, store)._replace(note=f"read as {name!r}") if known else None


def _translated(query: str, text: str, store: Store) -> Identity | None:
    """A systematic name of another language, asked as English writes it: "2-Brom-4'-chlorpropiophenon", 1-(4-甲基苯基)-2-丙酮."""
    for name in in_english(text):
        if found := _as(query, name, store) or _spelt(query, name, store, turned=True):
            return found
    return None


def _ordered(query: str, text: str, store: Store) -> Identity | None:
    """A salt, ester, acid or alcohol in the order of another language: "valérate d'estradiol", "этиловый спирт"."""
    for name in (*ordered.in_english_order(text), *ordered.turned(text)):
        if found := _plain(name, store):
            return identity(query, "known synonym", found, f"read as {name!r}")
        told = _ester(query, name, store) or _salt(query, name, store) or _metal(query, name, store)
        if told := told or _spelt(query, name, store, turned=True):
            return told
    return None


def _combined(query: str, text: str, store: Store) -> Identity | None:
    """A Chinese name of a combined medicine, put together of its actives: 氨酚伪麻美芬."""
    named = () if text.isascii() else actives(text)
    found = [one for active in named for one in _plain(active, store)[:1]]
    if len(found) < 2:
        return None
    told = branded(text, found, [], words_of(store))
    note = f"read as a medicine of {', '.join(named)}: each was looked at"
    return Identity(query, "ambiguous", "product", tuple(told), note)


def _plant(query: str, text: str, store: Store) -> Identity | None:
    """A plant with words for its part and state, and with what they say that a law asks: a live cactus."""
    found = plants.read(text, store)
    if found is None:
        return None
    note = f"read as {found[1]!r}: the other words tell part and state"
    known = identity(query, "listed name", found[0], note)
    words = words_of(store)
    return put_up(known, text, words) if words.labels.said(text) else known


def _metal(query: str, text: str, store: Store) -> Identity | None:
    """A salt of an acid with a metal: of an acid that no list names, "losartan potassium", what the acid is decides."""
    anion = text.split()[-1] if text.split() else ""  # "lithium barbiturate": the word of the family itself
    family = store.by_name(anion) or store.by_name(f"{anion}s") or store.record("product", name_key(anion))
    for behind in [] if family else salts.acids_behind(text):
        if listed := store.by_name(behind):
            kin_of_them = [kin_of(candidate(store, key), "salt") for key in listed]
            return identity(query, "listed name", kin_of_them, f"read as a salt of {behind}")
    base, other = ("", "") if text.isascii() else salts.han_split(text)
    acid = salts.metal_salt(text) or (base if not other else "")
    found = _plain(acid, store) if acid else []
    if not found or not all(one.smiles and not salts.is_element(one.smiles) for one in found):
        return None  # "Natrium Lithium" is a list
    # the salt may be on a list where its acid is on none: 氟硅酸钠
    if not any(one.substance for one in found):
        itself = None if text.isascii() else _translated(query, text, store)
        if not itself and not any(salts.gives_a_proton(one.smiles.partition(" ")[0]) for one in found):
            return None  # no salt of an ester: фенилацетат натрия is sodium phenylacetate
        return itself or identity(query, "known synonym", found, f"read as a salt of {acid}")
    drawn = []
    for one in found:  # of what has no proton to give, what it is itself decides
        smiles = one.smiles.partition(" ")[0]
        salt = salts.salted(text, smiles) or (smiles if salts.says_salt(text) else "")
        drawn.append(Candidate(f"{one.name} (as {text})", "", salt, "", base=one.substance))
    if not all(one.smiles for one in drawn):
        return None
    return identity(query, "listed name", drawn, f"read as a salt of {acid}")


def _member(query: str, text: str, *_: Store) -> Identity | None:
    """A member of a family whose name tells its parts: "hexanoyl fentanyl"."""
    smiles = composed(text)
    return identity(query, "systematic name", [Candidate(text, "", smiles, "")]) if smiles else None


def _acid(query: str, text: str, store: Store) -> Identity | None:
    """An acid as French, Spanish, Italian, Portuguese or German write it, asked by its English name."""
    for name in salts.english_acids(text):
        if listed := store.by_name(name):
            return listed_as(query, "listed name", listed, store, f"read as {name!r}")
        if known := dictionary().by_name(name):
            return known_as(query, name, known, store)._replace(query=query)
    return None


def _salt(query: str, text: str, store: Store) -> Identity | None:
    """A salt of a base that is known: its structure is that of both parts."""
    pairs = _pairs(text)
    bases, acid, unsure = _listed_bases(text, pairs, store)
    if not bases:
        # "amiton HCl" is of amiton, and no Amitone
        brands = () if any(store.by_name(base) for base, _ in pairs[:1]) else (base for base, _ in pairs)
        if product := next(filter(None, (product_of(base, store) for base in brands)), None):
            return as_product(query, product, store)  # "miprocin HCl" is what miprocin is
        bases, acid, unsure = _other_bases(pairs, store)
    if not bases:
        return None
    found = []
    for base in bases:
        smiles = as_ions(f"{base.smiles.partition(' ')[0]}.{acid}")
        found.append(Candidate(f"{base.name} (as {text})", "", smiles, "", unsure, base=base.substance))
    note = f"read as a salt of {', '.join(base.name for base in bases)}"
    return identity(query, "listed name", found, note, [unsure and f"{text!r}: {unsure}"])


def _pairs(text: str) -> list[tuple[str, str]]:
    """The base of the name of a salt, in each spelling worth asking, and its acid; [] for any other name."""
    pairs = salts.split(text) if text.isascii() or not (han := salts.han_split(text))[1] else [han]
    return [(base, acid) for base, acid in pairs if not GOES_ON.search(base)]


def _listed_bases(text: str, pairs: list[tuple[str, str]], store: Store) -> tuple[list[Candidate], str, str]:
    """What the name of a salt is of where lists have that, its acid, and what is open before a base is the one meant."""
    for base, acid in pairs:
        meant, unsure = _meant(base, store)
        if meant:
            return meant, acid, unsure
    keys, acid = salts.salt_of(text, store)
    return [candidate(store, key) for key in keys], acid, ""


def _other_bases(pairs: list[tuple[str, str]], store: Store) -> tuple[list[Candidate], str, str]:
    """The same of a name that lists have in another spelling, or the general dictionary: with the listed ones that it is as near to."""
    for known in (_plain, _by_spelling):  # протонитазен гидрохлорид
        for base, acid in pairs:
            if found := [one for one in known(base, store) if salts.holds_nitrogen(one.smiles)]:
                near = [] if dictionary().by_name(base) else _listed_near(base, found, store)
                return [*found, *near], acid, f"which is meant by {base!r}" if near else ""
    return [], "", ""


def _listed_near(name: str, found: list[Candidate], store: Store) -> list[Candidate]:
    """The listed substances that a name is as near to as to what it was read as, of which none is listed."""
    if any(one.substance for one in found):
        return []
    return [candidate(store, key) for key in listed_near(name, store, 3, 1 + (len(name) >= _LONG))]


def _by_spelling(name: str, store: Store) -> list[Candidate]:
    """The listed substances under the key that the spellings of several languages share."""
    key = folded(name) if " " not in name else ""
    return [candidate(store, one) for one in store.by_spelling(key).get(key, [])] if key else []


def _meant(name: str, store: Store) -> tuple[list[Candidate], str]:
    """The listed substances that a name may mean, and which question is open between them: a name without the sign of its form."""
    product = store.record("product", name_key(name))
    if not product or not str(product[3]).startswith("which "):
        return [], ""
    return [candidate(store, str(one)) for one in product[2] if store.substance(str(one))], str(product[3])


def _ester(query: str, text: str, store: Store) -> Identity | None:
    """An ester of a listed alcohol or acid; where there are several hydroxyls, which of them bears the acid is not known.

    Of what is an amine too, the same words may name its salt: "ephedrine benzoate"."""
    keys, group = esters.ester_of(text, store)
    join = esters.acylated
    if not keys:
        keys, group = esters.ester_of_an_acid(text, store)
        join = esters.esterified
    listed = [candidate(store, key) for key in keys]
    made = [(one, smiles) for one in listed for smiles in join(one.smiles, group)]
    bases = [one for one in listed if join is esters.acylated and salts.takes_a_proton(one.smiles)]
    if not made and not bases:
        return None
    which = "which hydroxyl bears the acid" if len(made) > len(listed) else ""
    either = "whether a salt or an ester is meant" if made and bases else ""
    unsure = "; ".join(filter(None, (either, which)))
    found = [
        Candidate(
            f"{one.name} (as {text})", "", as_ions(f"{one.smiles}.O{group}"), "", either, base=one.substance
        )
        for one in bases
    ] + [Candidate(text, "", smiles, "", unsure) for _, smiles in made]
    kind = "a salt or an ester" if either else "a salt" if bases else "an ester"
    doubt = [either and f"{text!r}: {either}"]
    return identity(
        query, "phrase", found, f"read as {kind} of {', '.join(one.name for one in listed)}", doubt
    )


def _plain(name: str, store: Store) -> list[Candidate]:
    """The substances that a name surely means, in the lists or the general dictionary."""
    if listed := store.by_name(name):
        return [candidate(store, key) for key in listed]
    known = dictionary().by_name(name)
    if not known and (member := _member(name, name)):
        return list(member.candidates)
    known = known or dictionary().by_spelling(folded(name))
    return list(candidates_of(known, store).values()) if not any(of_name(name, one) for one in known) else []
