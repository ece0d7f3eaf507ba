"""Names of chemicals that are put together of words, in Polish and Turkish, put in English words and in the English order.

"kwas siarkowy" is sulfuric acid, "chlorowodorek kokainy" cocaine hydrochloride, "BMK glisidik asit sodyum tuzu" BMK glycidic
acid sodium salt. The words are those of ``worded.tsv``; those that it has not keep their letters, which are left to
:func:`tidewaiter.substance.tables.spelt.folded`. What comes of it is asked as a name: what is no name of chemistry names nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from tidewaiter.lawbook import patterns as re
from tidewaiter.substance.tables.spelt import latin
from tidewaiter.substance.tables.table import rows

_COUNT = {"di": "di", "dwu": "di", "tri": "tri", "troj": "tri", "tetra": "tetra", "cztero": "tetra", "penta": "penta", "piecio": "penta", "heksa": "hexa", "mono": "mono"}  # fmt: skip
_COUNTS = "|".join(_COUNT)
_ADJECTIVE = r"(?:ego|emu|ym|y|a|e|ej)"
_GENITIVE = re.compile(r"(?<=[a-z]{4})(?:y|i|u|a)$")
_MOST = 6  # words of a name


@cache
def _words(language: str, kind: str) -> dict[str, str]:
    """The words of a kind in small Latin letters without accents, the longest first, with the English ones."""
    cells = rows("worded")
    found = {
        latin(word): english
        for of, own, words, english in cells
        if (of, own) == (language, kind)
        for word in words.split("|")
    }
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def in_english(name: str) -> list[str]:
    """What a name of Polish or Turkish words may be in English; [] for any other name.

    >>> in_english("kwas siarkowy"), in_english("chlorowodorek kokainy"), in_english("wodorotlenek sodu")
    (['sulfuric acid'], ['kokain hydrochloride'], ['sodium hydroxide'])
    >>> in_english("bezwodnik octowy"), in_english("alkohol metylowy"), in_english("eter dietylowy"), in_english("keton metylowo-etylowy")
    (['acetic anhydride'], ['metyl alcohol'], ['dietyl ether'], ['metyl etyl ketone'])
    >>> in_english("sól sodowa kwasu fenylooctowego"), in_english("trichlorek fosforu"), in_english("kwas")
    (['phenylacetic acid sodium salt'], ['phosphorus trichloride'], [])
    >>> in_english("wersenian czterosodowy"), in_english("stearynian magnezu"), in_english("cytrynian trójsodowy")
    (['tetrasodium edetate'], ['magnesium stearate'], ['trisodium citrate'])
    >>> in_english("BMK glisidik asit sodyum tuzu"), in_english("metamfetamin hidroklorür"), in_english("Potasyum permanganat")
    (['bmk glycidic acid sodium salt'], ['metamfetamin hydrochloride'], ['potassium permanganate'])
    >>> in_english("asetik anhidrit"), in_english("sodyum"), in_english("beyaz tablet"), in_english("fosfor pentaklorür")
    (['acetic anhydride'], [], [], ['phosphorus pentachloride'])
    """
    if len(name) > 120 or not re.search(r"\s", name):
        return []
    words = latin(name).replace(",", " ").split()
    if not 2 <= len(words) <= _MOST or not all(word.isascii() for word in words):
        return []
    return list(dict.fromkeys(one for one in _polish(words) if one)) or list(_turkish(words))


def _polish(words: list[str]) -> Iterator[str]:
    """A Polish name in English: an acid, a salt, an alcohol, an ether and the like."""
    first, *rest = words
    told = " ".join(rest)
    if salt := _salt_of_acid(words):
        yield salt
    elif (acid := re.fullmatch("(kwas|aldehyd)(?:u|em)?", first)) and (
        which := next(filter(_acid, rest), "")
    ):
        before = " ".join(word for word in rest if word != which)
        yield f"{before} {_acid(which)} {'acid' if acid[1] == 'kwas' else 'aldehyde'}".strip()
    elif re.fullmatch("kwas(?:u|em)?", rest[-1]) and _acid(rest[-2] if len(rest) > 1 else first):
        yield " ".join((*words[:-2], _acid(words[-2]), "acid"))
    elif re.fullmatch("bezwodnik(?:a|iem)?", first) and len(rest) == 1 and _acid(rest[0]):
        yield f"{_acid(rest[0])} anhydride"
    elif (found := re.fullmatch("(alkohol|eter|keton)(?:u|em)?", first)) and (groups := _groups(told)):
        yield f"{groups} {({'alkohol': 'alcohol', 'eter': 'ether', 'keton': 'ketone'})[found[1]]}"
    elif salt := _rest(first):
        of = _words("pl", "of")
        base = of.get(told) or _metal(told) or " ".join(_GENITIVE.sub("", word) for word in rest)
        if base != told:
            yield f"{base} {salt}"


def _acid(word: str) -> str:
    """The English adjective of an acid by its Polish one; "" where a word is none."""
    bare = re.sub(f"{_ADJECTIVE}$", "", word)
    if bare == word:
        return ""
    known = next((stem for stem in _words("pl", "acid") if bare.endswith(stem)), "")
    if known:
        before = bare.removesuffix(known)
        return f"{before}{_words('pl', 'acid')[known]}" if not before or before[-1] in "-oy" else ""
    return re.sub("ow$", "ic", bare) if bare.endswith("ow") else ""


def _groups(told: str) -> str:
    """The groups of an alcohol, an ether or a ketone: methyl and ethyl of metylowo-etylowy; "" of any other words."""
    if not re.fullmatch(rf"[\w-]*yl(?:ow[oy]|o)?[\w\s-]*yl(?:ow){_ADJECTIVE}|[\w-]+ylow{_ADJECTIVE}", told):
        return ""
    pieces = re.split(r"owo-|[\s-]+", re.sub(rf"ow{_ADJECTIVE}$", "", told))
    return " ".join(re.sub("yl[oe](?=.*yl$)", "yl ", piece) for piece in pieces)


def _rest(word: str) -> str:
    """The English rest of an acid by its Polish one, in any case and with how many of it there are; "" where a word is none."""
    rests = _words("pl", "rest")
    nominative = (
        re.sub("k(?:u|iem)$", "ek", word)
        if re.search("[cdnmr]k(?:u|iem)$", word)
        else re.sub("n(?:u|em)$", "n", word)
    )
    if found := re.fullmatch(rf"({_COUNTS})?({'|'.join(rests)})", nominative):
        return f"{_COUNT.get(found[1] or '', '')}{rests[found[2]]}"
    return ""


def _metal(word: str) -> str:
    """The metal of a salt by its Polish adjective, with how many of it there are: the tetrasodium of czterosodowy; "" of other words."""
    stems = "|".join(_words("pl", "salt"))
    found = re.fullmatch(rf"({_COUNTS})?({stems}){_ADJECTIVE}", word)
    return f"{_COUNT.get(found[1] or '', '')}{_words('pl', 'salt')[found[2]]}" if found else ""


def _salt_of_acid(words: list[str]) -> str:
    """The salt of an acid with a metal that is named as an adjective: "sól sodowa kwasu ...", "..., sól sodowa"; "" of other words."""
    if "sol" not in words[:-1]:
        return ""
    at = words.index("sol")
    metal = _words("pl", "salt").get(re.sub(f"{_ADJECTIVE}$", "", words[at + 1]), "")
    acid = [*words[:at], *words[at + 2 :]]
    if not metal or not acid:
        return ""
    if "kwasu" in acid or "kwas" in acid:
        rest = [word for word in acid if word not in ("kwasu", "kwas")]
        which = next((word for word in rest if _acid(word)), "")
        before = " ".join(word for word in rest if word != which)
        return f"{before} {_acid(which)} acid {metal} salt".strip() if which else ""
    return f"{' '.join(acid)} {metal} salt"


def _turkish(words: list[str]) -> Iterator[str]:
    """A Turkish name in English, word for word; nothing where no word of it tells the class or the salt that it is of."""
    english, told = [], False
    for n, word in enumerate(words):
        kind, one = _in_turkish(
            word, beside_acid=words[n + 1 : n + 2] in (["asit"], ["asidi"], ["anhidrit"], ["anhidriti"])
        )
        english.append(one)
        told = told or (n > 0 and kind in ("rest", "class"))
    if told and english != words:
        yield " ".join(english)


def _in_turkish(word: str, *, beside_acid: bool) -> tuple[str, str]:
    """The kind of a Turkish word, "" where it is not known, and its English one."""
    for kind in ("metal", "word", "class", "rest"):
        known = _words("tr", kind)
        bare = word if word in known else re.sub("(?:s?[iu])$", "", word)
        if bare in known:
            return kind, known[bare]
        counted = re.fullmatch(rf"({_COUNTS})(\w+)", bare) if kind == "rest" else None
        if counted and counted[2] in known:
            return kind, f"{_COUNT[counted[1]]}{known[counted[2]]}"
    return "", re.sub("ik$", "ic", word) if beside_acid else word
