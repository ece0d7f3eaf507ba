"""A name as another language of Europe spells it, brought to the English one.

International names differ by language in a few letters alone: amoxicilina, Amoxicillin, amoxicilline, amoksycylina, амоксициллин.
:func:`folded` is one key for all of them. What stands in another order is turned by :mod:`tidewaiter.substance.names.ordered`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import OF_GREEK, tells_rotation

# comprimés d'oxycodone, litri dell'acido solforico
ELISION = re.compile(r"(?<!\w)(?:[dl]|(?:de|a|ne|su|da|que)ll)['’](?=[^\W\d]{3})", re.IGNORECASE)
SHORTEST = 6  # letters of a folded name: shorter ones fall together too easily
_CYRILLIC = dict(
    zip("абвгдезийклмнопрстуфхцыэё", ["a", "b", "v", "g", "d", "e", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "ch", "c", "i", "e", "e"], strict=True)
) | {"ж": "j", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "iu", "я": "ia", "ъ": "", "ь": "", "і": "i", "ї": "i", "є": "e", "ґ": "g"}  # fmt: skip
# and Latin letters that have no accent to lose
_OF_CYRILLIC = str.maketrans(_CYRILLIC | {"ł": "l", "ı": "i"})
_SIGNS = {n: None for n in range(128) if not (chr(n).isalnum() or chr(n) in ",'")}
_FOLDS = (  # in this order
    ("gidro", "hidro"), ("geks", "heks"), ("gept", "hept"), ("ftor", "fluor"), ("pseudo", "seudo"), ("ph", "f"), ("th", "t"), ("rh", "r"), ("ch", "c"), ("ae", "e"), ("oe", "e"), ("y", "i"),
    ("ce", "se"), ("ci", "si"), ("ck", "c"), ("k", "c"), ("cs", "s"), ("x", "s"), ("z", "s"), ("qu", "cv"), ("w", "v"), ("h", ""), ("j", "i"), ("mf", "nf"),
    ("ileno", "ilen"), ("ilene", "ilen"), ("ium", "i"), ("bromo", "brom"), ("cloro", "clor"), ("iodo", "iod"), ("fluoro", "fluor"),
)  # fmt: skip
_END = re.compile(r"(?:um|us|a|e|o|as)$")
# of Russian: клонидином
_CASE = re.compile(r"(?<=[бвгджзклмнпрстфхцчшщ])(?:ами|ом|ах|ов|ой|(?<!зол)(?<!з[еэ]п)ам|ем|а|у|е|ы|и)$")


def folded(name: str) -> str:
    """One key for the spellings of an international or a systematic name; "" where a name is too short.

    >>> folded("amoxicilina") == folded("Amoxicilline") == folded("amoksycylina") == folded("амоксициллин") != ""
    True
    >>> folded("rosuvastatine") == folded("rosuvastatin"), folded("hydroxyzine") == folded("idrossizina"), folded("zinc")
    (True, True, '')
    >>> folded("клонидином") == folded("clonidine"), folded("кокаина") == folded("cocaína"), folded("пиразолам") == folded("pyrazolam")
    (True, True, True)
    >>> folded("2-бром-4'-метилпропиофенон") == folded("2-Bromo-4'-methylpropiophenone"), folded("Dibutylphtalat") == folded("dibutyl phthalate")
    (True, True)
    >>> folded("carfentanill"), folded("2-metilpropano") == folded("3-methylpropane")
    ('', False)
    >>> folded("morphin-6α-ol") == folded("morfin-6β-ol"), folded("(+)-methorphan")
    (False, '')
    """
    if tells_rotation(name):
        return ""  # which way it turns is what tells it from its mirror image
    low = name.casefold()
    if not low.isascii():
        low = _COMBINED.sub("", unicodedata.normalize("NFKC", low.translate(OF_GREEK)))
    *words, last = low.split() or [""]
    plain = "".join([*(re.sub(r"(?<=\w{3})(?:um|a|e|o)$", "", word) for word in words), last])
    plain = plain if plain.isascii() else _CASE.sub("", plain)
    # m-ethyl is not methyl
    plain = re.sub(r"(?<![^\W\d])([^\W\d])-", r"\1'", plain) if "-" in plain else plain
    if not plain.isascii() and any(letter > "\u0530" and letter.isalpha() for letter in plain):
        return ""  # another script
    text = _in_ascii(plain)
    if text[-1:] == text[-2:-1]:
        return ""  # no language ends such a name with a letter twice: a slip, which is offered, never assumed
    text = _heard(text)
    return text if sum(map(str.isalpha, text)) >= SHORTEST else ""


def _in_ascii(text: str) -> str:
    """The letters, digits, commas and apostrophes of a text, Cyrillic letters as Latin, without accents."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_OF_CYRILLIC))
        text = text.encode("ascii", "ignore").decode()
    return text.translate(_SIGNS)


def heard(text: str) -> str:
    """Small Latin letters as they sound in most languages: a part of a :func:`folded` name.

    >>> heard("phthal"), heard("hydroxy"), heard("chloro")
    ('ftal', 'idrosi', 'clor')
    """
    for written, kept in _FOLDS:
        text = text.replace(written, kept)
    return re.sub(r"([a-z])\1+", r"\1", text)


def _heard(text: str) -> str:
    """The same of a whole name, without its ending."""
    return _END.sub("", heard(text))


def without_case(word: str) -> str:
    """A Russian noun without the ending of its case; any other word as it is.

    >>> without_case("кетамином"), without_case("Buch")
    ('кетамин', 'buch')
    """
    return _CASE.sub("", word.casefold())


def sounded(word: str) -> str:
    """One key for the spellings of a word that sound alike, however short.

    >>> sounded("Kokayin") == sounded("cocaine"), sounded("Likid"), sounded("кет")
    (True, 'licid', 'cet')
    """
    return _heard("".join(letter for letter in latin(word) if letter.isascii() and letter.isalpha()))


def in_portuguese(name: str) -> list[str]:
    """The keys of a word as Portuguese spells it where :func:`folded` does not reach: "cetoconazol", "clembuterol", "metribuzim".

    >>> folded("ketoconazole") in in_portuguese("cetoconazol"), folded("clenbuterol") in in_portuguese("Clembuterol")
    (True, True)
    >>> folded("metribuzin") in in_portuguese("metribuzim"), in_portuguese("acetona")
    (True, [])
    """
    low = latin(name)
    if not re.fullmatch(r"[a-z]{8,}", low):
        return []
    nasal = re.sub(r"m(?=[bpf])|(?<=[eio])m$", "n", low)
    hard = [re.sub(r"^c(?=[ei])", "k", one) for one in (low, nasal)]
    return [folded(one) for one in dict.fromkeys((nasal, *hard)) if one != low]


def in_finnish(name: str) -> str:
    """The international name that Finnish writes with long vowels, ts and an i at its end; "" for any other word.

    >>> in_finnish("diatsepaami"), in_finnish("metyylifenidaatti"), in_finnish("amfetamiini"), in_finnish("kiwi")
    ('diazepam', 'metylifenidat', 'amfetamin', '')
    """
    low = name.casefold()
    if not re.fullmatch(r"[a-zäö-]{7,}i", low) or not re.search(r"aa|ii|ee|uu|oo|yy|ts", low):
        return ""
    short = re.sub(r"([aeiouy])\1", r"\1", low[:-1])
    return re.sub(r"([bcdfgklmnprst])\1$", r"\1", short).replace("ts", "z")


_COMBINED = re.compile("\u0301")  # the accent of a Russian dictionary


def latin(name: str) -> str:
    """A name in small Latin letters without accents, Cyrillic ones as Latin.

    >>> latin("Éter 4-метилфенил")
    'eter 4-metilfenil'
    """
    if name.isascii():
        return name.casefold()
    low = _COMBINED.sub("", unicodedata.normalize("NFKC", name.casefold()))
    text = unicodedata.normalize("NFKD", low.translate(_OF_CYRILLIC))
    return "".join(letter for letter in text if not unicodedata.combining(letter))


def romanised(name: str) -> str:
    """The key of a name in Cyrillic letters as Latin ones write it; "" for any other.

    >>> romanised("Залдиар"), romanised("Zaldiar")
    ('zaldiar', '')
    """
    low = name.strip().casefold()
    return "".join(_CYRILLIC[letter] for letter in low) if low and _CYRILLIC.keys() >= set(low) else ""


_SOUNDS = (
    ("ph", "f"),
    ("th", "t"),
    ("x", "ks"),
    ("qu", "kv"),
    ("ck", "k"),
    ("c", "k"),
    ("y", "i"),
    ("w", "v"),
)


def cyrillic(name: str) -> str:
    """The key of a brand under which its spelling in Cyrillic letters is sought; "" where a name is too short.

    >>> cyrillic("Нурофен"), cyrillic("Lyrica") == cyrillic("Лирика"), cyrillic("Ксарелто") == cyrillic("Xarelto")
    ('brand nurofen', True, True)
    >>> cyrillic("Фен")
    ''
    """
    text = "".join(letter for letter in latin(name) if letter.isalnum())
    for written, kept in _SOUNDS:
        text = text.replace(written, kept)
    text = re.sub(r"(.)\1+", r"\1", text)
    return f"brand {text}" if len(text) > 4 else ""


_CASES = (  # endings of nouns in a case, and what the nominative has there
    ("ами", ("ы", "а", "и")), ("ями", ("и", "я")), ("ов", ("", "ы")), ("ев", ("й", "и")), ("ей", ("ь", "и")), ("ом", ("", "о")), ("ем", ("ь", "й", "е")), ("ой", ("а",)),
    ("ах", ("ы", "а", "и")), ("ам", ("ы", "а")), ("ию", ("ия",)), ("ии", ("ия",)), ("ия", ("ий", "ие")), ("а", ("", "о")), ("я", ("ь", "й")), ("у", ("", "а")), ("ю", ("ь", "я")),
    ("ы", ("а", "")), ("и", ("ь", "я", "а", "")), ("е", ("а", "", "о")),
)  # fmt: skip


_ADJECTIVE = re.compile(r"([а-яё]{3,}?)(?:ого|его|ому|ему|ыми|ими|ым|им|ых|их|ой|ей|ую|юю|ом|ем)")
_AGREEING = ("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие")


_POLISH = (  # cases of names of drugs, and what ends the nominative
    (re.compile(r"([a-ząćęłńóśźż]{3,}(?:am|ol|in|an|yl|en|on|at))(?:u|em|owi)"), ""),
    (re.compile(r"([a-ząćęłńóśźż]{3,}in)[yąę]"), "a"),
)


def in_the_nominative(word: str) -> list[str]:
    """What a Russian noun in a case, alone or behind its adjective, or a Polish name of a drug, may be in the nominative;
    [] for any other text.

    >>> in_the_nominative("гашиша")[0], in_the_nominative("чая"), in_the_nominative("чай"), in_the_nominative("tea")
    ('гашиш', ['чай'], [], [])
    >>> in_the_nominative("alprazolamu"), in_the_nominative("kokainą"), in_the_nominative("heroiny"), in_the_nominative("kodeinem")
    (['alprazolam'], ['kokaina'], ['heroina'], ['kodein'])
    >>> "порошок" in in_the_nominative("порошка")
    True
    >>> "бездымный порох" in in_the_nominative("бездымным порохом"), "алюминиевая пудра" in in_the_nominative("алюминиевую пудру")
    (True, True)
    """
    low = word.strip('"«»„“” ').casefold()
    for case, end in _POLISH:
        if found := case.fullmatch(low):
            return [found[1] + end]
    which, _, noun = low.partition(" ")
    if noun and (found := _ADJECTIVE.fullmatch(which)):
        return [f"{found[1]}{end} {one}" for one in (*in_the_nominative(noun), noun) for end in _AGREEING]
    if len(low) < 4 or not re.fullmatch("[а-яё]+", low):
        return [] if len(low) != 3 or low[-1:] != "я" else [f"{low[:-1]}й"]
    forms = [low.removesuffix(end) + one for end, kept in _CASES if low.endswith(end) for one in kept]
    closed = [word for word in forms if _CLOSED.search(word)]
    return list(dict.fromkeys((*forms, *(word[:-1] + one + word[-1] for word in closed for one in "ое"))))


_OF_A_NAME = (
    re.compile(
        r"([а-яё]{3,}(?:ин|ол|он|ен|ан|ам|ил|ал|иш|ис))[ое]в"
        r"(?:ый|ая|ое|ые|ого|ой|ому|ую|ым|ыми|ых|ом|ий|а|е|и|ои|у|им|ими|их|ою)"
    ),
    re.compile(r"([a-z]{4,}(?:in|[oiy]l|on|en|an|am|al|isz))ow(?:y|a|e|ego|ej|emu|ą|ym|ymi|ych)"),
)


def of_adjective(word: str) -> list[str]:
    """The drugs or medicines that a Russian, Ukrainian or Polish adjective may be made of; [] for any other word.

    >>> of_adjective("прегабалиновые")[0], of_adjective("марихуановый")[1], of_adjective("heroinowy")[1], of_adjective("розовые")
    ('прегабалин', 'марихуана', 'heroina', [])
    """
    low = word.casefold().replace("ї", "и").replace("і", "и")
    for made, end in zip(_OF_A_NAME, "аa", strict=True):
        if found := made.fullmatch(low):
            return [found[1], found[1] + end]
    return []


_CLOSED = re.compile(r"[бвгджзклмнпрстфхцчшщ][кц]$")  # порошк: порошок


_STEMS = (  # what falls from the end of a word that is declined: of Russian, and of the languages in Latin letters
    re.compile(r"(?:ого|его|ому|ему|ыми|ими|ами|ями|ый|ий|ой|ая|яя|ое|ее|ые|ие|ых|их|ую|юю|ым|им|ов|ев|ей|ом|ем|ам|ям|ах|ях|ью|ия|ии|ию|[аяоеыиуюьй])$"),
    re.compile(r"(?:oes|aes|ais|eis|aos|os|as|es|is|en|ao|(?<!s)s|[neoai])$"),
)  # fmt: skip


_FLEETING = re.compile(r"([бвгджзклмнпрстфхцчшщ])[ое](к|ц)$")  # кружек, полотенец


@lru_cache(maxsize=1 << 14)
def stemmed(name: str) -> str:
    """One key for the cases and numbers of a name of goods; "" where it is too short for that.

    >>> stemmed("голубого лотоса") == stemmed("голубой лотос"), stemmed("colchões de espuma") == stemmed("colchão de espuma")
    (True, True)
    >>> stemmed("полотенец") == stemmed("полотенце"), stemmed("кружек") == stemmed("кружка"), stemmed("shot glasses") == stemmed("shot glass")
    (True, True, True)
    >>> stemmed("moto"), stemmed("mota")
    ('', '')
    """
    words = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", name.casefold().replace("ё", "е")))
    stems = []
    for word in words:
        cyrillic = "а" <= word[-1] <= "я"
        bare = (
            word if cyrillic else "".join(one for one in unicodedata.normalize("NFKD", word) if one.isascii())
        )
        stem = _STEMS[0 if cyrillic else 1].sub("", bare) if len(bare) > (3 if cyrillic else 4) else bare
        stems.append(_FLEETING.sub(r"\1\2", stem) if cyrillic else stem)
    key = " ".join(stems)
    return f"~{key}" if len(key) >= 5 and all(stems) else ""


def spellings(names: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Substances, of (name, substance), under the keys that the spellings of languages share, and the cases of Russian."""
    found: dict[str, list[str]] = {}
    for name, substance in names:
        for key in (folded(name), stemmed(name) if re.search("[а-я]", name) else ""):
            if key and substance not in found.setdefault(key, []):
                found[key].append(substance)
    return found


_SLIPS = "abcdefgilmnoprstuv"  # the letters of folded names


def slips(key: str) -> list[str]:
    """The folded names that one slip may have made into another: a letter missing, added, wrong, or two swapped; [] of a short one.

    >>> folded("sibutramine") in slips(folded("сибутромин")), folded("prednisolona") in slips(folded("predinsolon"))
    (True, True)
    >>> slips(folded("morfina"))
    []
    """
    if len(key) < SHORTEST + 2:
        return []
    cuts = [(key[:n], key[n:]) for n in range(len(key) + 1)]
    swapped = [before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1]
    fewer = [before + after[1:] for before, after in cuts if after[:1].isalpha()]
    wrong = [before + one + after[1:] for before, after in cuts if after[:1].isalpha() for one in _SLIPS]
    return list(dict.fromkeys((*swapped, *wrong, *fewer, *(a + one + b for a, b in cuts for one in _SLIPS))))
