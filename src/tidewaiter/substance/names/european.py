"""Names of chemicals that a language of Europe puts together of parts, put into English: "Malonsäuredimethylester" is dimethyl malonate.

The parts are those of ``name-parts.tsv``, acids with a name of their own those of ``acid-words.tsv``. What a name may be in
English is then asked as a name, of the dictionary or of what reads systematic names: what is no name of chemistry names nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial

from tidewaiter.lawbook import patterns as re
from tidewaiter.substance.names import romance
from tidewaiter.substance.tables.spelt import latin
from tidewaiter.substance.tables.table import by_word, rows
from tidewaiter.substance.tables.wording import pattern

_TIMES = "mono|di|tri|tetra|bis|tris"
_ESTER = re.compile(
    r"(?<=yl)(\)*)-?(?=(?:di|tri)?(?:acetate|formate|propionate|butyrate|benzoate|carbamate|acrylate|nitrate|nitrite)$)"
)
_OF_PHOSPHORUS = re.compile(  # the group of an ester before groups of its acid: "Ethyldimethylphosphoramidocyanidat"
    r"^((?:di|tri)?(?:n-|sec-|tert-)?(?:iso|cyclo)?(?:meth|eth|prop|but|pent|hex|phen)yl)-?(?=(?:n,n-)?(?:di)?(?:iso)?(?:meth|eth|prop|but)ylphosph[a-z]*[ai]te?$)"
)
_GROUP_ALONE = re.compile(r"[\w-]*(?:meth|eth|prop|but|pent|hex|hept|oct|dec)yl")  # no substance
# on which positions count otherwise than what reads systematic names takes them
_PARENTS = re.compile(r"morphine|codeine")


@cache
def _rows(kind: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    parts = rows("name-parts")
    return tuple((re.compile(pattern), english) for own, pattern, english in parts if own == kind)


@cache
def _any_of(kind: str) -> re.Pattern[str]:
    """Whether any of them stands in a text: most have none."""
    return re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in _rows(kind)))


_words = partial(by_word, "name-parts", words=1, meaning=2)


def _either(kind: str) -> str:
    return "|".join(_words(kind))


@cache
def acid_words(language: str) -> dict[str, str]:
    """The acids of a language that have a name of its own, with the stem of the English one, the longest first."""
    found = by_word("acid-words", language, words=1, meaning=2)
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def in_english(name: str) -> list[str]:
    """What a name that is put together of parts may be in English; [] where nothing of it is another language's.

    >>> in_english("2-Brom-4'-chlorpropiophenon"), in_english("1-fenil-2-propanona")
    (["2-bromo-4'-chloropropiophenone"], ['1-phenyl-2-propanone'])
    >>> in_english("1-(4-метилфенил)-2-пропанон"), in_english("2-диметиламино-1-хлорпропан")
    (['1-(4-methylphenyl)-2-propanone'], ['2-dimethylamino-1-chloropropane'])
    >>> in_english("Malonsäuredimethylester"), in_english("Acétate de 2-butoxyéthyle"), in_english("изоамил бромистый")
    (['dimethyl malonate'], ['2-butoxyethyl acetate'], ['isoamyl bromide'])
    >>> in_english("Ethyldimethylphosphoramidocyanidat")
    ['ethyl dimethylphosphoramidocyanidate']
    >>> in_english("acetone"), in_english("lemon"), in_english("limón")
    ([], [], [])
    """
    if not re.search(r"[^\W\d_]{4}", name) or len(name) > 120:
        return []
    low = " ".join(latin(name).split())
    if not low.isascii():
        return []
    named = [*romance.in_english_order(low, _parts_in_english)]
    if (ester := ester_apart(low)) != low:
        named.append(ester)
    found = [*_ordered(low)] or [low]
    named += (one for text in found if (one := _translated(text, low)) and one != name.casefold())
    return list(dict.fromkeys(_with_locants(one, name) for one in named if not _GROUP_ALONE.fullmatch(one)))


_BEHIND = re.compile(r"(.*[a-zа-я]{2,}(?:an|ан))[- ]?(ol|one?|ал|ол|он)-\(?(\d{1,2})\)?", re.IGNORECASE)


def locant_within(name: str) -> str:
    """A name with the position of its end where rules put it: "3,3-dimethylbutanol-2" is 3,3-dimethylbutan-2-ol; else the name.

    >>> locant_within("3,3-Dimethyl-butanol-2"), locant_within("propanone-2"), locant_within("butanol")
    ('3,3-Dimethyl-butan-2-ol', 'propan-2-one', 'butanol')
    """
    found = _BEHIND.fullmatch(name.strip())
    return f"{found[1]}-{found[3]}-{found[2]}" if found else name


def ester_apart(name: str) -> str:
    """An ester of an acid of phosphorus with its group written apart, which joined would be read as one more group; else the name.

    >>> ester_apart("Propyldimethylphosphoramidocyanidat"), ester_apart("dimethyl methylphosphonate")
    ('propyl dimethylphosphoramidocyanidate', 'dimethyl methylphosphonate')
    """
    apart = _OF_PHOSPHORUS.sub(r"\1 ", name.casefold())
    return f"{apart.removesuffix('e')}e" if apart != name.casefold() else name


def _with_locants(english: str, name: str) -> str:
    """A name with the atoms that bear its groups in capitals where the text has them so: n-butyl is not N-butyl."""
    for letter in "" if name.isupper() else "NOSP":
        at = rf"(?<![^\W\d_]){letter}(?=[,'-])"
        if re.search(at, name) and not re.search(at.replace(letter, letter.lower()), name):
            english = re.sub(at.replace(letter, letter.lower()), letter, english)
    return english


def _parts_in_english(text: str, kinds: tuple[str, ...] = ("part", "end")) -> str:
    """A group or the rest of an acid with its parts in English."""
    for kind in kinds:
        if _any_of(kind).search(text):
            for pattern, part in _rows(kind):
                text = pattern.sub(part, text)
    return text


def _translated(text: str, low: str) -> str:
    """A text with its parts in English; "" where only an ending is other, and no position is given."""
    english = _parts_in_english(text, ("part",))
    if english == low and not re.search(r"\d|(?<![a-z])n-", text):
        return ""
    english = _parts_in_english(english, ("end",))
    if _PARENTS.search(english):
        return ""
    return english if " " in english else _ESTER.sub(r"\1 ", english)


def _ordered(low: str) -> Iterator[str]:
    """The orders in which English and other languages differ."""
    if found := re.fullmatch(rf"(.+?)s(?:a|ae)ure-?((?:{_TIMES})?)-?([\w()-]+?yl)-?ester", low):
        yield f"{found[2]}{found[3]} {_acid(found[1], 'ate')}"
    if found := re.fullmatch(rf"(.+?)s(?:a|ae)ure-?({_either('of acid')})", low):
        yield _acid(found[1], _words("of acid")[found[2]])
    if found := re.fullmatch(r"(.+?)s(?:a|ae)ure", low):
        yield _acid(found[1], "ic acid")
    if found := re.fullmatch(r"(.+?)(?<![hg]idro)(?<!hydro)(oxid|chlorid|bromid|iodid|jodid|cyanid)", low):
        yield f"{found[1].rstrip('-')} {found[2].replace('j', 'i')}e"
    if found := re.fullmatch(
        r"([a-z]*ato?|[a-z]*ate)\s+(?:de\s+(?:l['’])?|d['’]\s?|di\s+)(.*[\d,()].*|.+-.+)", low
    ):
        yield f"{re.sub(r'[oe]$', '', found[2])} {re.sub(r'at[oe]?$', 'ate', found[1])}"
    if found := re.fullmatch(
        r"(?:eter|ether|etere|oxido|oxyde)\s+(?:de\s+|d['’])?(\S+?[yi]l)[oae]?\s+(?:(?:y|e|et|i)\s+)?(?:de\s+|d['’])?(\S+?[yi]l)(?:[oae]|i(?:co|que))?",
        low,
    ):
        yield f"{found[1]} {found[2]} ether"
    if found := re.fullmatch(
        r"(?:eter|ether|etere)\s+(?:(mono|di))?(\S+?[yi]l)i(?:co|que)\s+(?:de|do|del|du|d['’])\s*(.+)", low
    ):
        yield f"{found[3]} {found[1] or 'mono'}{found[2]} ether"
    if found := re.fullmatch(r"(?:eter|ether|etere)\s+(\S+?[yi]l)i(?:co|que)", low):
        yield f"di{found[1].removeprefix('di')} ether"
    if found := re.fullmatch(rf"({_either('element')})\s+((?:di|tri|tetra)\w+?[iy]l)[ae]?", low):
        yield f"{found[2]} {_words('element')[found[1]]}"
    if found := re.fullmatch(r"([a-z]{4,}?at)[oe]?\s+((?:di|tri)?\w+?[yi]l)i(?:co|que)", low):
        yield f"{found[2]} {found[1]}e"
    yield from _russian(low)


def _russian(low: str) -> Iterator[str]:
    halides, elements, oxides = _words("halide"), _words("element"), _words("oxide")
    halide, oxide = _either("halide"), _either("oxide")
    if found := re.fullmatch(rf"(\S+il(?:en)?)\s+({halide})(?:ii|iy|yi|i|aia|oe)", low):
        yield f"{found[1]} {halides[found[2]]}"
    if found := re.fullmatch(rf"({_either('element')})\s+({_either('count')})({halide})\w+", low):
        yield f"{elements[found[1]]} {_words('count')[found[2]]}{halides[found[3]]}"
    if found := re.fullmatch(rf"({oxide})\s+(\S+?)a|(\S+?)a\s+({oxide})", low):
        yield f"{found[2] or found[3]} {oxides[found[1] or found[4]]}"
    if found := re.fullmatch(r"(mono|di)?(\S+il)ovii\s+efir\s+(\S+gli[ck]ol)ia", low):
        yield f"{found[3]} {found[1] or 'mono'}{found[2]} ether"


def _acid(stem: str, ending: str) -> str:
    """An acid by its German stem with an ending of its kin in English: "acet", "ate"."""
    known = next((own for own in acid_words("de") if stem.endswith(own)), "")
    if known:
        stem = stem.removesuffix(known) + acid_words("de")[known]
    elif re.search(r"(?:an|en|in)(?:di|tri)?$", stem) and not stem.endswith(("sulfin",)):
        stem = re.sub(r"an(di|tri)$", r"ane\1", stem) + "o"
    if ending == "ic acid" and stem.endswith(("carboxyl", "sulfon", "phosphon", "boron")):
        return f"{stem}ic acid"
    return f"{stem}{ending}"


_CHEMICAL = pattern("word of chemistry in another language", 0)


def is_chemical(word: str) -> bool:
    """Whether a word holds a part of a chemical's name as another language of Europe writes it.

    >>> is_chemical("четыреххлористый"), is_chemical("cloridrina"), is_chemical("monobutílico"), is_chemical("бочка"), is_chemical("caja")
    (True, True, True, False, False)
    """
    low = latin(word)
    return _CHEMICAL.search(low) is not None or any(pattern.search(low) for pattern, _ in _rows("part"))
