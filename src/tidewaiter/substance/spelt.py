"""A name as another language of Europe spells or orders it, brought to the English one.

International names differ by language in a few letters alone: amoxicilina, Amoxicillin, amoxicilline, amoksycylina, амоксициллин.
:func:`folded` is one key for all of them. Salts and esters stand in another order in the Romance languages and in Russian:
:func:`in_english_order`.
"""

from __future__ import annotations

import re
import unicodedata

from tidewaiter.lawbook.names import name_key

SHORTEST = 6  # letters of a folded name: shorter ones fall together too easily
_CYRILLIC = dict(
    zip("абвгдезийклмнопрстуфхцыэё", ["a", "b", "v", "g", "d", "e", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "h", "c", "i", "e", "e"], strict=True)
) | {"ж": "j", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "iu", "я": "ia", "ъ": "", "ь": ""}  # fmt: skip
_FOLDS = (  # in this order
    ("gidro", "hidro"), ("ph", "f"), ("th", "t"), ("rh", "r"), ("ch", "c"), ("ae", "e"), ("oe", "e"), ("y", "i"), ("ck", "c"), ("k", "c"),
    ("cs", "s"), ("x", "s"), ("z", "s"), ("qu", "cv"), ("w", "v"), ("h", ""), ("j", "i"),
)  # fmt: skip
_END = re.compile(r"(?:um|us|a|e|o|as)$")
_CASE = re.compile(
    r"(?<=[бвгджзклмнпрстфхцчшщ])(?:ами|ом|ах|ов|ой|ам|ем|а|у|е|ы|и)$"
)  # of Russian: клонидином
_ACID = re.compile(r"(?:(?:mono|di|tri|hemi|sesqui)?)((?:\w{2,}?)(?:at|id|ur))[eo]?s?")
_OF = r"\s+(?:de\s+(?:l['’]|la\s+)?|d['’]|di\s+|do\s+|da\s+|del\s+|d\s+)"
_ORDER = re.compile(rf"([^\W\d]{{4,}}?){_OF}([^\W\d][\w\s-]{{3,}})", re.IGNORECASE)
_REST = (  # the ending of an acid's rest in other languages, and in English
    (re.compile(r"ato$|at$|ate$"), "ate"),
    (re.compile(r"uro$|ure$|id$|ide$"), "ide"),
)


def folded(name: str) -> str:
    """One key for the spellings of an international name; "" where a name is no single word, or too short.

    >>> folded("amoxicilina") == folded("Amoxicilline") == folded("amoksycylina") == folded("амоксициллин") != ""
    True
    >>> folded("rosuvastatine") == folded("rosuvastatin"), folded("hydroxyzine") == folded("idrossizina"), folded("zinc")
    (True, True, '')
    >>> folded("клонидином") == folded("clonidine"), folded("кокаина") == folded("cocaína")
    (True, True)
    >>> folded("carfentanill")
    ''
    """
    if " " in name.strip() or any(letter.isdigit() for letter in name):
        return ""
    plain = name.strip().casefold()
    text = "".join(_CYRILLIC.get(letter, letter) for letter in _CASE.sub("", plain))
    text = "".join(
        letter for letter in unicodedata.normalize("NFKD", text) if letter.isascii() and letter.isalpha()
    )
    if len(text) < len(name_key(_CASE.sub("", plain))) - 2:
        return ""  # another script
    if text[-1:] == text[-2:-1]:
        return ""  # no language ends such a name with a letter twice: a slip, which is offered, never assumed
    for written, kept in _FOLDS:
        text = text.replace(written, kept)
    text = _END.sub("", re.sub(r"(.)\1+", r"\1", text))
    return text if len(text) >= SHORTEST else ""


_CHEMICAL = (  # parts of systematic names in other languages, and in English; in this order, the Russian ones first
    ("метокси", "methoxy"), ("этокси", "ethoxy"), ("гидрокси", "hydroxy"), ("фенил", "phenyl"), ("метил", "methyl"), ("этил", "ethyl"), ("пропил", "propyl"),
    ("бутил", "butyl"), ("бензил", "benzyl"), ("дихлор", "dichloro"), ("хлор", "chloro"), ("бром", "bromo"), ("фтор", "fluoro"), ("йод", "iodo"), ("амино", "amino"),
    ("нитро", "nitro"), ("амин", "amine"), ("цикло", "cyclo"), ("пиперид", "piperid"), ("окси", "oxy"), ("он(?![а-я])", "one"), ("ин(?![а-я])", "ine"),
    ("fenil", "phenyl"), ("fenon", "phenon"), ("metil", "methyl"), ("(?<!m)etil", "ethyl"), ("propil", "propyl"), ("butil", "butyl"), ("bencil", "benzyl"), ("benzil", "benzyl"),
    ("hidro", "hydro"), ("idrossi", "hydroxy"), ("hidroxi", "hydroxy"), ("hydroxi", "hydroxy"), ("metossi", "methoxy"), ("metoxi", "methoxy"), ("etoxi", "ethoxy"), ("ossi", "oxy"), ("oxi", "oxy"),
    ("cloro", "chloro"), ("yodo|jodo|jod(?!o)|iod(?!o|e|i)", "iodo"), ("brom(?![oiae])", "bromo"), ("chlor(?![oiae])", "chloro"), ("fluor(?![oiae])", "fluoro"),
    ("ciclo|zyklo", "cyclo"), ("amina(?![a-z])|amin(?![a-z])", "amine"), ("ona(?![a-z])|on(?![a-z])", "one"), ("ina(?![a-z])|in(?![a-z])", "ine"),
    ("ano(?![a-z])|an(?![a-z])", "ane"), ("eno(?![a-z])|en(?![a-z])", "ene"),
)  # fmt: skip


def systematic_in_english(name: str) -> str:
    """A systematic name of another language with English parts; "" where nothing of it is other.

    >>> systematic_in_english("2-Brom-4'-chlorpropiophenon"), systematic_in_english("1-fenil-2-propanona")
    ("2-bromo-4'-chloropropiophenone", '1-phenyl-2-propanone')
    >>> systematic_in_english("acetone")
    ''
    """
    if not re.search(r"\d", name) or not re.search(r"[^\W\d_]{4}", name):
        return ""
    low = "".join(
        one
        for one in unicodedata.normalize("NFKD", name.casefold())
        if ord(one) != 0x301 and not (unicodedata.combining(one) and ord(one) < 0x370)
    )
    text = unicodedata.normalize("NFC", low)
    for written, english in _CHEMICAL:
        text = re.sub(written, english, text)
    return text if text != low and text.isascii() else ""


def romanised(name: str) -> str:
    """The key of a name in Cyrillic letters as Latin ones write it; "" for any other.

    >>> romanised("Залдиар"), romanised("Zaldiar")
    ('zaldiar', '')
    """
    low = name.strip().casefold()
    return "".join(_CYRILLIC[letter] for letter in low) if low and _CYRILLIC.keys() >= set(low) else ""


def in_english_order(name: str) -> list[str]:
    """A salt or ester of a Romance language as English orders it; [] for any other name.

    >>> in_english_order("valérate d'estradiol"), in_english_order("acetato de ciproterona"), in_english_order("codeine")
    (['estradiol valerate', 'estradiol valérate'], ['ciproterona acetate'], [])
    """
    found = _ORDER.fullmatch(" ".join(name.split()))
    if not found or not _ACID.fullmatch(found[1].casefold()):
        return []
    rest = next((ending.sub(kept, found[1]) for ending, kept in _REST if ending.search(found[1])), found[1])
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", rest) if not unicodedata.combining(letter)
    )
    return list(dict.fromkeys(f"{found[2]} {one}" for one in (plain, rest)))
