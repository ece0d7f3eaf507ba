"""Capital letters that are a SMILES as well as an abbreviation: "CBN", "IPP", "PIP".

Without a sign, a digit or a small letter such a text is a chain of atoms. Where that chain is one that no chemist would
draw, it is taken for an abbreviation that nobody knows, and nothing found is no "no hit".
"""

from __future__ import annotations

from tidewaiter.lawbook import patterns as re
from tidewaiter.substance.tables.table import by_word, longest_of, small
from tidewaiter.substance.tables.wording import replaced

_CHAIN = re.compile(r"(?:Cl|Br|[BCNOPSFI])(?:-?(?:Cl|Br|[BCNOPSFI]))+")
_ELEMENTS = frozenset(("II", "FF"))  # iodine, fluorine
_ODD = re.compile(
    r"[BP]"  # chains of a borane or phosphine are not written so
    r"|(?<=.)[FI](?=.)"  # a halogen within a chain
    r"|[NOSFI]{3}"
    r"|[FI][NOS]|[NOS][FI]|NS|SN|OS|SO"
    r"|N[C][NOSFI]|[NOSFI]CN|[FI]C[OS]|[OS]C[FI]"  # two on one carbon, of which one is given off
)


_TWO_SCRIPTS = re.compile(
    r"(?=[a-z]*[\u0400-\u04ff])(?=[\u0400-\u04ff]*[a-z])[a-z\u0400-\u04ff]{4,}", re.IGNORECASE
)
_LATIN, _CYRILLIC = (
    "aceopxykmhtbACEOPXYKMHTB",
    "асеорхукмнтвАСЕОРХУКМНТВ",
)  # letters that look alike, each above the other


def in_one_script(text: str) -> str:
    """A text whose words of Latin and Cyrillic letters have those of one script alone, where the others look like them.

    >>> in_one_script("метилакp\u0438лат") == "метилакрилат", in_one_script("amphet\u0430mine") == "amphetamine"
    (True, True)
    >>> in_one_script("LSD-марки"), in_one_script("с acetone")
    ('LSD-марки', 'с acetone')
    """
    return text if text.isascii() else _TWO_SCRIPTS.sub(_one_script, text)


def _one_script(found: re.Match[str]) -> str:
    for own, other in ((_CYRILLIC, _LATIN), (_LATIN, _CYRILLIC)):
        word = found[0].translate(str.maketrans(other, own))
        if not _TWO_SCRIPTS.fullmatch(word):
            return word
    return found[0]


def unelided(text: str) -> str:
    """A text without the French article, cut short, that it begins with.

    >>> unelided("l’amphétamine"), unelided("d'éphédrine"), unelided("L-amphetamine")
    ('amphétamine', 'éphédrine', 'L-amphetamine')
    """
    return re.sub(r"^[LlDd]['’](?=[^\W\d_]{3})", "", text)


_GLOSSED = re.compile("[「『]([^「」『』]{1,40})[」』](?=\\s?[(（])")
OF_SOMETHING = re.compile(r"del? [a-zà-ÿ]{3,}")  # "de sal", which is no Desal
# "metilo en" of "bromuro de metilo en botella", which is no metileno; "riz en", no Rizen
GOES_ON = re.compile(
    r"\s(?:en|ine?|avec|al|em|im|au|con|mit|with|und|et|and|y|per|por|para|pour|für|sin|sans|na|no|на|в|с|из|для)$"
)
_OF_BEFORE_A_NAME = re.compile(r"^(?:de|des|du|da|do|of|von) (?=[A-Z][a-z]{3,}\Z)")
_OF_IN_ITALIAN = re.compile(r"^di (?=[a-z]{4,}\Z)(?!.*(?:[yk]|ph|th|(?:ium|ate|ide)(?![a-z])))")


def but_di(text: str) -> str:
    """A text without the Italian "of" that it begins with: in English "di" counts two groups.

    Also of another language's "of" before one word with a capital: "de Corex" is no Decorex.

    >>> but_di("de Corex"), but_di("de la Rosa")
    ('Corex', 'de la Rosa')
    >>> but_di("di acetone"), but_di("di metilammina"), but_di("di methyl formamide"), but_di("di sodium")
    ('acetone', 'metilammina', 'di methyl formamide', 'di sodium')
    """
    return _OF_IN_ITALIAN.sub("", _OF_BEFORE_A_NAME.sub("", text))


_LOCANTS = [
    "alpha", "beta", "gamma", "delta", "epsilon", "omega", "cis", "trans", "endo", "exo", "syn", "anti", "ortho", "meta", "para", "sec", "tert",
]  # fmt: skip
_CLOSED_UP = re.compile(  # the comma of a list without its blank; none between locants
    rf"{''.join(f'(?<!(?i:[^a-z]{one}))(?<!^(?i:{one}))' for one in _LOCANTS)}(?<=[^\W\d_\u3000-\uffff]{{3}}),(?=[^\W\d_\u3000-\uffff]{{3}})"
)


_GLOSS_CLOSED_UP = re.compile(  # "Chloroform(trichloromethane)", no salt in brackets
    r"(?<=[A-Za-z]{4})\((?![A-Za-z]*(?:ates?|ides?|acid)\))(?=[A-Za-z]{6,}\)$)"
)
_TIMES = re.compile(r"(?<=[^\W\d_])\s+[x×]\s*(?=\d)")  # "DCM x 10", no DCMX


_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[A-Za-z]{2,8});", re.IGNORECASE)
_PACKED = re.compile(
    r"(?<![\w-])(?:[Ff]l|[Bb]tl|[Pp]kg|[Pp]ck|[Ss]ch)\.\s+(?=[^\W\d_]{4})"
)  # a bottle of: "2 Fl. modafinil"
_SMALL = str.maketrans(
    "₀₁₂₃₄₅₆₇₈₉∆", "0123456789Δ"
)  # "PCl₃"; the sign of an increment typed for a delta: "∆9-THC"
_PUT_UP = re.compile(
    r"^(cap|tbl|tabl|syr|syp|amp|р-р|табл|капс)(?:\.\s*|(?<=р)\s+)(?=[^\W\d_]{5})", re.IGNORECASE
)  # "Cap.Tramadol"
_FORMS = by_word("short-names", "form", words=1, meaning=2)
_FORMULAS = by_word("short-names", "formula", words=1, meaning=2)
_FORMULA = re.compile(rf"(?<![\w.-])(?:{longest_of(_FORMULAS)})(?![\w.-])")

_BY_FORMULA = re.compile(r"H(?:Cl|Br|2O)(?!\w)")


def as_written(text: str) -> str:
    """A text in one script, with its signs of per cent behind their numbers, and no quotation marks between a name and its gloss.

    >>> as_written("「抗坏血酸」(ascorbic acid)")
    '抗坏血酸(ascorbic acid)'
    >>> as_written("CaO 99%"), as_written("CDs"), as_written("cao")
    ('calcium oxide 99%', 'CDs', 'cao')
    >>> as_written("morphine·HCl 3H2O"), as_written("amine x 2HCl"), as_written("chloral.H2O"), as_written("35% in H2O")
    ('morphine HCl', 'amine dihydrochloride', 'chloral hydrate', '35% in H2O')
    >>> as_written("pearls,ice cream"), as_written("alpha,alpha-dimethylphenethylamine")
    ('pearls, ice cream', 'alpha,alpha-dimethylphenethylamine')
    """
    text = _PACKED.sub("", _decoded(text).translate(_SMALL))
    text = _PUT_UP.sub(lambda found: f"{_FORMS[small(found[1])]} ", text)
    plain = _GLOSSED.sub(r"\1", with_the_sign_behind(in_one_script(text)))
    plain = _FORMULA.sub(lambda found: _FORMULAS[found[0]], plain)
    plain = replaced("salts by formula", plain) if _BY_FORMULA.search(plain) else plain
    return _GLOSS_CLOSED_UP.sub(" (", _TIMES.sub(" ", _CLOSED_UP.sub(", ", plain)))


def _decoded(text: str) -> str:
    """A text with the letters that the entities of a web page stand for: "2,2&#39;-thiodiethanol", "MDMA&nbsp;hydrochloride".

    >>> _decoded("2,2&#39;-thiodiethanol"), _decoded("&#945;-PVP"), _decoded("MDMA&nbsp;salt"), _decoded("R&D; shoes")
    ("2,2'-thiodiethanol", 'α-PVP', 'MDMA salt', 'R&D; shoes')
    """
    if "&" not in text or not _ENTITY.search(text):
        return text
    from html import unescape  # few texts come from a page as it is written

    return _ENTITY.sub(lambda found: unescape(found[0]).replace("\xa0", " ").replace("\u2032", "'"), text)


_PER_CENT = re.compile(r"(?<=\d)\s?pct\.?(?![\w-])", re.IGNORECASE)


def with_the_sign_behind(text: str) -> str:
    """A text whose per cent stand as English has them, where Turkish sets the sign before the number.

    >>> with_the_sign_behind("nitrik asit %70"), with_the_sign_behind("%2,5 nitrik asit"), with_the_sign_behind("65 %")
    ('nitrik asit 70 %', '2,5 % nitrik asit', '65 %')
    >>> with_the_sign_behind("C1CC%12CC1"), with_the_sign_behind("60 % 5")
    ('C1CC%12CC1', '60 % 5')
    >>> with_the_sign_behind("urea 46 pct"), with_the_sign_behind("PCT 5 kg")
    ('urea 46 %', 'PCT 5 kg')
    """
    if "pct" in text or "PCT" in text or "Pct" in text:
        text = _PER_CENT.sub(" %", text)  # "99 pct" of American invoices, no polychlorinated terphenyl
    if "%" not in text:
        return text
    return re.sub(r"(?:(?<=[^\d\s]\s)|^)%\s?(\d+(?:[.,]\d+)?)(?=\s|$)", r"\1 %", text)


def improbable(text: str) -> bool:
    """Whether a text is capitals alone, or with a hyphen, that read as a structure which nobody would draw.

    >>> [improbable(text) for text in ("CBN", "IPP", "PIP", "COCN", "NIB", "Cl-PCP", "F-BF")]
    [True, True, True, True, True, True, True]
    >>> [improbable(text) for text in ("CCO", "CN", "COC", "CSSC", "NN", "ICI", "CC#N", "II", "CCI", "BrCCBr", "C-C-O")]
    [False, False, False, False, False, False, False, False, False, False, False]
    """
    chain = _CHAIN.fullmatch(text) is not None and text not in _ELEMENTS
    return chain and _ODD.search(re.sub("Cl|Br", "F", text).replace("-", "")) is not None


def with_umlauts(text: str) -> str:
    """A text with the umlauts of German for the two letters that stand for each; as it is where it has some already.

    >>> with_umlauts("Tuerkischer Mohn, Blaetter"), with_umlauts("neue Queen"), with_umlauts("Öl, Boehmen")
    ('Türkischer Mohn, Blätter', 'neue Queen', 'Öl, Boehmen')
    """
    if not text.isascii():
        return text
    pairs = {"ae": "ä", "oe": "ö", "ue": "ü", "Ae": "Ä", "Oe": "Ö", "Ue": "Ü"}
    return re.sub("(?<![aeqAEQ])(?:[aouAOU]e)(?=[a-z])", lambda found: pairs[found[0]], text)


def abbreviates(short: str, name: str) -> bool:
    """Whether capitals that nothing knows may be those of a chemical's name: the DMF of n,n-dimethylformamide.

    >>> [abbreviates(short, "n,n-dimethylformamide") for short in ("DMF", "dmf", "DMX")]
    [True, False, False]
    """
    letters = iter(re.sub(r"[\W\d_]", "", name.casefold()))
    return re.fullmatch("[A-Z]{3,5}", short) is not None and all(sign in letters for sign in short.casefold())


_RADICAL = re.compile(
    r"(m?ethyl|propyl|butyl|phenyl|benzyl|vinyl|hydro|chlor|amino|nitro|acetyl)", re.IGNORECASE
)


def are_initials(short: str, name: str) -> bool:
    """Whether letters are first letters of a name's parts, in their order: those of di-methyl-terephthalat, and of nothing within a part.

    >>> are_initials("DMT", "Dimethylterephthalat"), are_initials("DMT", "Dextromethorphan"), are_initials("PCP", "Pilocarpine")
    (True, False, False)
    """
    parts = iter(re.findall(r"[^\W\d_]+", _RADICAL.sub(r" \1 ", name)))
    return all(any(part[0].casefold() == letter.casefold() for part in parts) for letter in short)
