"""Names of compounds in the order of the Portuguese and Spanish tariffs, put into English: "Tricloreto de arsênio" is arsenic trichloride.

What is said here is only how the languages put a name together; each English name is then asked as a name, of the lists,
the dictionary or what reads systematic names. Spellings of parts are those of ``name-parts.tsv``, words ``romance-words.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from tidewaiter.substance.goods import rows
from tidewaiter.substance.spelt import latin

_COUNT = "mono|mon|di|tri|tetra|penta|hexa|hepta|octa|sesqui|tetr|pent|hex"
_OF = r"\s+(?:de\s+|d['’]\s?|do\s+|da\s+|del\s+)"
_GROUP = r"[\w,()\[\]{}'-]*?(?:il[ao]?|ilen[ao]|oil[ao]?)"
_AND = re.compile(r"(?:,\s+(?:de\s+)?|\s+(?:e|y)\s+(?:de\s+)?|\s+(?=[a-z]-))")
_OTHER_WORDS = r"\b(?:acido|acida|de|ou|o|com|con|que|para|en|em|por)\b"

Translate = Callable[[str], str]


@cache
def _words(kind: str) -> dict[str, str]:
    return {
        word: english
        for own, words, english in rows("romance-words")
        if own == kind
        for word in words.split("|")
    }


@cache
def _either(kind: str) -> str:
    return "|".join(map(re.escape, sorted(_words(kind), key=len, reverse=True)))


def unmarked(name: str) -> str:
    """A name without the marks in brackets that tell where a common name is set, or that all isomers are meant.

    >>> unmarked("Forato (ISO)"), unmarked("catina (DCI)"), unmarked("xilenóis (todos os isômeros)"), unmarked("poly(iso)butene")
    ('Forato', 'catina', 'xilenóis', 'poly(iso)butene')
    """
    if "(" not in name and "[" not in name:
        return name
    parts = re.split(r"\s*([(\[][^()\[\]]{2,40}[)\]])(?![\w-])", name)
    kept = [one for n, one in enumerate(parts) if n % 2 == 0 or latin(one[1:-1]).strip() not in _words("mark")]
    if len(kept) == len(parts) or not kept[0].strip():
        return name
    return " ".join("".join(parts[n] if n % 2 == 0 else f" {parts[n]}" for n in range(len(parts)) if n % 2 == 0 or parts[n] in kept).split())


def in_english_order(low: str, translated: Translate) -> Iterator[str]:
    """What a name in small Latin letters may be in English order; ``translated`` puts a group or an acid into English.

    >>> def plain(text): return text
    >>> [*in_english_order("tricloreto de arsenio", plain), *in_english_order("oxido cuproso", plain), *in_english_order("cloruro de cromo (iii)", plain)]
    ['arsenic trichloride', 'copper(I) oxide', 'chromium(III) chloride']
    >>> [*in_english_order("pentassulfeto de difosforo", plain), *in_english_order("acetona cianidrina", plain), *in_english_order("agua", plain)]
    ['diphosphorus pentasulfide', 'acetone cyanohydrin']
    """
    if cyan := re.fullmatch(rf"cianh?idrina{_OF}(.+)|(.+?)[\s-]cianh?idrina", low):
        yield f"{translated(cyan[1] or cyan[2])} cyanohydrin"
    if acid := re.fullmatch(r"acidos?\s+([\w,()\[\]'-]+?)(?: (sulfon|fosfon|carboxil))?icos?", low):
        yield f"{translated(acid[1] + (acid[2] or '') + 'ic')} acid"
    rest, of, which = _parted(low)
    if not rest:
        return
    if of:
        yield from _of(rest, which, translated)
    elif which in _words("valence"):
        yield f"{_words('valence')[which]} {rest}"
    elif (metal := re.fullmatch(rf"({_COUNT})?s?({_either('cation')})", which)) is not None:
        yield f"{metal[1] or ''}{_words('cation')[metal[2]]} {rest}"
    elif rest.endswith("ide") and (acid := re.fullmatch(r"([\w,()-]+)ico", which)):
        yield f"{translated(acid[1] + 'ic')} {rest}"


def _parted(low: str) -> tuple[str, bool, str]:
    """The rest in English, whether "de" stands behind it, and what follows; ("", False, "") for any other name."""
    if found := re.fullmatch(rf"(?:({_COUNT})s?)?({_either('rest')})({_OF}|\s+)(.+)", low):
        rest = _words("rest")[found[2]]
        count = found[1] or ""
        if rest == "oxide" and count[-1:] in "ao":
            count = count[:-1]  # tetroxide, pentoxide, monoxide
    elif found := re.fullmatch(rf"([\w,()\[\]'-]*?)()(at|it)os?({_OF})(.+)", low):
        return f"{found[1]}{found[3]}e", True, found[5]
    else:
        return "", False, ""
    return f"{count}{rest}", found[3].strip() != "", found[4]


def _of(rest: str, which: str, translated: Translate) -> Iterator[str]:
    """What is named behind "de": an element with its count or valence, or groups."""
    numeral = r"(?:\s*\(?(i{1,3}|iv|vi{0,2})\)?)?"
    if element := re.fullmatch(rf"({_COUNT})?({_either('element')}){numeral}", which):
        valence = f"({element[3].upper()})" if element[3] else ""
        yield f"{element[1] or ''}{_words('element')[element[2]]}{valence} {_rest(rest, translated)}"
        return
    groups = [one for one in _AND.split(which) if one]
    if groups and all(_is_group(one) for one in groups):
        yield f"{' '.join(_group(one, translated) for one in groups)} {_rest(rest, translated)}"
    elif rest in ("oxide", "peroxide") and re.fullmatch(r"[\w-]+(?:en[oa]|ona)", which):
        yield f"{translated(which)} {rest}"
    elif re.fullmatch(r"[\w,()'-]*?amonio", which):
        yield f"{translated(which.removesuffix('amonio'))}ammonium {_rest(rest, translated)}"


def _is_group(text: str) -> bool:
    return re.fullmatch(rf"{_GROUP}[)\]]*", text) is not None and re.search(_OTHER_WORDS, text) is None


def _group(text: str, translated: Translate) -> str:
    return re.sub(r"(?<=yl)[ao](?=[)\]]*$)", "", translated(text))


def _rest(rest: str, translated: Translate) -> str:
    return rest if rest.rstrip("e")[-2:] == "id" or " " in rest else translated(rest)


def composes(word: str) -> bool:
    """Whether a word makes another compound of what is named beside it: the dicloreto of "dicloreto de enxofre".

    >>> composes("dicloreto"), composes("Salicilato"), composes("cianidrina"), composes("bidones")
    (True, True, True, False)
    """
    text = latin(word)
    return re.fullmatch(rf"(?:{_COUNT})?s?(?:{_either('rest')})|\w{{3,}}(?:at|it)os?|cianh?idrinas?", text) is not None
