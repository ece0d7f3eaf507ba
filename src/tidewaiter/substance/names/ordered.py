"""A salt, an ester, an acid or an alcohol in the order of a Romance language or of Russian, put in the English one.

Only the order and the ending of one word change; spellings are left to :func:`tidewaiter.substance.tables.spelt.folded`:
"cloreto de etila" is "etil cloride", which falls together with "ethyl chloride".
"""

from __future__ import annotations

import unicodedata
from functools import cache

from tidewaiter.lawbook import patterns as re
from tidewaiter.substance.names.european import acid_words
from tidewaiter.substance.tables.table import rows

_REST = r"(?:n-|н-)?(?:(?:mono|di|tri|hemi|sesqui|моно|ди|три)?)\w{2,}?(?:at|id|ur|et|ит|ат|ид)[eo]?s?"
_OF = r"\s+(?:de\s+(?:l['’]|la\s+)?|d['’]|di\s+|do\s+|da\s+|del\s+|d\s+)"
_ROMANCE = rf"({_REST}){_OF}([^\W\d][\w\s-]{{3,}})"
_RUSSIAN = rf"({_REST}[аоуе]?м?)\s+([а-яё][а-яё-]{{3,}})"
_ENDINGS = (  # of an acid's rest in other languages, and in English
    (r"(?:ato|at|ate|ата?|ато?м)$", "ate"), (r"(?:uro|ure|eto|id|ide|ида?|идо?м)$", "ide"), (r"(?:ito|it|ite|ита?)$", "ite"),
)  # fmt: skip
_CLASSES = (  # the word of a class with what tells which, in any order: the word, and the English name
    (r"[aá]cid[oe]|кислот[аыуе]|кислотой|к-та", "{ic} acid"), (r"an[hy]*[ií]dri?d[oe]|anhydride|ангидрид(?:а|ом)?", "{ic} anhydride"),
    (r"[aá]lcool|alcohol|alcool|спирт(?:а|ом)?", "{yl} alcohol"), (r"[eéè]t[h]?er|эфир(?:а|ом)?", "{yl} ether"),
    (r"ald[eé][hií]+do|ald[eé]hyde|aldeide|альдегид(?:а|ом)?", "{ic} aldehyde"),
)  # fmt: skip
_WHICH = (
    r"ico|ica|ique|[оо]вый|[оe]вая|овой|евая|евой|евый|овая|ойная|ойной|ойный|овую|ная|ной|ный|ую|ый|ая|ой"
)
_ESTER = r"([а-яё]+)ый эфир ([а-яё-]+?(?:ов|ев|ин|н))ой (?:кислоты|к-ты)"
_OF_EARTHS = re.compile(r"(\w+(?:at|it|id|ur)[eo]|\w+eto) (?:of |de |d['’])(\w+)")
_COUNTS = {
    "ди": "di",
    "три": "tri",
    "тетра": "tetra",
    "пента": "penta",
    "гекса": "hexa",
}  # карбонат динатрия, пентаоксид
_ALIKE = ("водорода", "натрия", "калия", "лития", "аммония")  # of one valence: the count says nothing new
_SULFURIC = ("серный эфир", "серного эфира")  # called after how it was made


def in_english_order(name: str) -> list[str]:
    """What may be a name in English order, its words spelt as they are; [] for any other name.

    >>> in_english_order("valérate d'estradiol"), in_english_order("cloreto de etila"), in_english_order("codeine")
    (['estradiol valerate'], ['etil cloride'], [])
    >>> in_english_order("дифенилуксусная к-та"), in_english_order("метиловый эфир фенилуксусной кислоты")
    (['диphenylacetic acid'], ['метил phenylacetate'])
    >>> in_english_order("salpetersaures Kupferoxyd"), in_english_order("калий марганцовокислый"), in_english_order("хлористый кальций")
    (['copper nitrate'], ['potassium permanganate'], ['calcium chloride'])
    >>> in_english_order("марганцовокислого калия"), in_english_order("гидрат окиси калия")
    (['potassium permanganate'], ['potassium hydroxide'])
    >>> in_english_order("Morphini hydrochloridum"), in_english_order("Kalii permanganas")
    (['morphine hydrochloride', 'morphin hydrochloride'], ['potassium permanganate'])
    >>> in_english_order("Ephedrinum hydrochloricum")[0], in_english_order("гидроокиси натрия"), in_english_order("двуокись титана")
    ('ephedrine hydrochloride', ['sodium hydroxide'], ['titanium dioxide'])
    >>> in_english_order("nitrite of soda"), in_english_order("muriate of potash"), in_english_order("sulfure de soude"), in_english_order("sulfato de cal")
    (['sodium nitrite'], ['potassium chloride'], ['sodium sulfide'], ['calcium sulfate'])
    >>> in_english_order("карбонат динатрия"), in_english_order("пентаоксид диванадия")
    (['disodium carbonate', 'sodium carbonate'], ['divanadium pentaoxide'])
    >>> in_english_order("anidrido propiônico"), in_english_order("этиловый спирт"), in_english_order("серный эфир")
    (['propionic anhydride'], ['этил alcohol'], ['diethyl ether'])
    """
    plain = _plain(name)
    if plain in _SULFURIC:
        return ["diethyl ether"]
    if (salt := _OF_EARTHS.fullmatch(plain)) and (metal := _old_salts().get(("earth", salt[2]))):
        rest = "chloride" if salt[1].startswith("muriat") else _rest(salt[1])
        return [f"{metal} {rest}"]
    if ester := re.fullmatch(_ESTER, plain):
        return [f"{ester[1].removesuffix('ов')} {_acid(ester[2])}ate"]
    if named := _of_class(plain) or _as_once(plain) or _latin(plain) or _oxide(plain):
        return named
    found = re.fullmatch(_ROMANCE, plain) or re.fullmatch(_RUSSIAN, plain)
    if not found:
        return []
    count = next((one for one in _COUNTS if found[2].startswith(one)), "")
    of = found[2].removeprefix(count)
    metal = _old_salts().get(("of", of))
    if metal:
        rest = _russian_rest(found[1])
        counts = dict.fromkeys((_COUNTS.get(count, ""), *([""] if of in _ALIKE else ())))
        return [f"{each}{metal} {rest}" for each in counts]
    return [f"{re.sub(r'io$', 'ium', re.sub(r'(?<=[lл])[aoау]$', '', found[2]))} {_rest(found[1])}"]


_GENITIVE_FIRST = re.compile(
    rf"([а-яё]{{3,}}[аяыи])\s+({_REST}[аоуе]?м?|[а-яё ]*[ое]кис(?:ь|и|ью))", re.IGNORECASE
)


def turned(name: str) -> list[str]:
    """A Russian compound whose metal stands first, as pharmacies write it, in the usual order; [] for any other name.

    >>> turned("титана диоксид"), turned("диоксид титана"), turned("водорода перекись")
    (['диоксид титана', 'titanium dioxide'], [], ['перекись водорода'])
    """
    found = _GENITIVE_FIRST.fullmatch(name.strip())
    usual = f"{found[2]} {found[1]}" if found else ""
    return [usual, *in_english_order(usual)] if found else []


def _rest(word: str) -> str:
    """An acid's rest as English ends it."""
    return next((re.sub(old, new, word) for old, new in _ENDINGS if re.search(old, word)), word)


def _russian_rest(word: str) -> str:
    """A Russian acid's rest, in any case, in English, with how many of it there are."""
    bare = re.sub(r"(?<=[тд])(?:а|у|е|ом)$", "", word)
    for count, english in (("", ""), *_COUNTS.items()):
        if rest := _old_salts().get(("rest", bare.removeprefix(count))):
            return f"{english}{rest}"
    return re.sub(r"^гидро(?!кс)", "hydrogen ", _rest(word))


def _plain(name: str) -> str:
    """A name in small letters without accents; й is a letter."""
    low = unicodedata.normalize("NFKD", " ".join(name.casefold().split()))
    bare = "".join(one for one in low if not unicodedata.combining(one) or one == "\u0306")
    return unicodedata.normalize("NFC", bare)


def _of_class(plain: str) -> list[str]:
    words = plain.split()
    if len(words) != 2:
        return []
    for one, which in (words, reversed(words)):
        for pattern, english in _CLASSES:
            if re.fullmatch(pattern, one) and (stem := re.sub(rf"(?:{_WHICH})$", "", which)) != which:
                return [english.format(ic=f"{_acid(which)}ic", yl=re.sub(r"(?<=[ил])ов$", "", stem))]
    return []


_ADJECTIVE = re.compile(r"(?:(\w+?)(?:saure[mnrs]?|кисл(?:ый|ая|ое|ого|ой))|(\w+ист)(?:ый|ая|ое|ого|ой))")


def _as_once(plain: str) -> list[str]:
    """A salt of a metal as German and Russian called it, in any order: the acid an adjective."""
    words = plain.split()
    if len(words) != 2:
        return []
    for which, metal in (words, reversed(words)):
        found, names = _ADJECTIVE.fullmatch(which), _old_salts()
        if found and (metal := names.get(("metal", metal)) or names.get(("of", metal), "")):
            rest = (
                names.get(("acid", found[1]), "") if found[1] else names.get(("anion", f"{found[2]}ый"), "")
            )
            return [f"{metal} {rest}"] if rest else []
    return []


_OXIDE = re.compile(r"(гидро|гидрат |дву|трех|трёх|четырех|пяти|пере|)окис(?:ь|и|ью)\s+([а-яё]{3,})")


def _oxide(plain: str) -> list[str]:
    """An oxide, a peroxide or a hydroxide as Russian called it, in any case; of the oxides of metals the plain one."""
    found = _OXIDE.fullmatch(plain)
    metal = _old_salts().get(("of", found[2]), "") if found else ""
    return [f"{metal} {_old_salts().get(('oxide', found[1].strip()), 'oxide')}"] if found and metal else []


_LATIN = re.compile(r"(\w{2,}?)i (\w{2,}?)(idum|as|is)")
_LATIN_ENDS = {"idum": "ide", "as": "ate", "is": "ite"}


def _latin(plain: str) -> list[str]:
    """A salt as pharmacopoeias call it in Latin: its base or metal in the genitive, in old ones the acid an adjective."""
    metal, _, which = plain.partition(" ")
    if rest := _old_salts().get(("anion", which), ""):
        base = _old_salts().get(("metal", metal), "")
        bases = [base] if base else [f"{metal[:-2]}{end}" for end in ("e", "")] if metal[-2:] == "um" else []
        return [f"{one} {rest}" for one in bases]
    found = _LATIN.fullmatch(plain)
    if not found:
        return []
    rest = found[2] + _LATIN_ENDS[found[3]]
    metal = _old_salts().get(("metal", f"{found[1]}i"), "")
    return [f"{metal} {rest}"] if metal else [f"{found[1]}e {rest}", f"{found[1]} {rest}"]


@cache
def _old_salts() -> dict[tuple[str, str], str]:
    """The English word for each word of ``old-salts.tsv``, by its kind."""
    cells = rows("old-salts")
    return {(kind, _plain(word)): english for _, kind, english, words in cells for word in words.split("|")}


def _acid(which: str) -> str:
    """The stem of an English acid: "benzo" of "бензойная"."""
    for russian, english in acid_words("ru").items():
        if (at := which.find(russian)) >= 0:
            return which[:at] + english
    return re.sub(rf"(?:{_WHICH}|ов|ев|н)$", "", which)
