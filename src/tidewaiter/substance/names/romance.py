"""Names of compounds in the order of the Portuguese and Spanish tariffs, put into English: "Tricloreto de arsênio" is arsenic trichloride.

What is said here is only how the languages put a name together; each English name is then asked as a name, of the lists,
the dictionary or what reads systematic names. Spellings of parts are those of ``name-parts.tsv``, words ``romance-words.tsv``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

from tidewaiter.lawbook import patterns as re
from tidewaiter.substance.identity import Candidate
from tidewaiter.substance.names.salts import holds_nitrogen
from tidewaiter.substance.tables.spelt import latin
from tidewaiter.substance.tables.table import by_word, longest_of
from tidewaiter.substance.tables.wording import either

_COUNT = "mono|mon|di|tri|tetra|penta|hexa|hepta|octa|sesqui|tetr|pent|hex"
_OF = r"\s+(?:de\s+|d['’]\s?|do\s+|da\s+|del\s+)"
_GROUP = r"[\w,()\[\]{}'-]*?(?:il[ao]?|ilen[ao]|oil[ao]?)"
_AND = re.compile(r"(?:,\s+(?:de\s+)?|\s+(?:e|y)\s+(?:de\s+)?|\s+(?=[a-z]-))")
_ONE_GROUP = re.compile(
    r"(?:acet|form|propion|butir|butyr|acril|acryl|metacril|methacryl|benzo|lact|nitr)[ai]t|(?:chlor|clor|brom|iod)[iu]"
)  # what binds one
_OTHER_WORDS = r"(?<!\S)(?:acido|acida|de|ou|o|com|con|que|para|en|em|por)(?!\S)"

Translate = Callable[[str], str]


_words = partial(by_word, "romance-words", words=1, meaning=2)


@cache
def _either(kind: str) -> str:
    return longest_of(_words(kind))


def unmarked(name: str) -> str:
    """A name without the marks in brackets that tell where a common name is set, or that all isomers are meant.

    >>> unmarked("Forato (ISO)"), unmarked("catina (DCI)"), unmarked("xilenóis (todos os isômeros)"), unmarked("poly(iso)butene")
    ('Forato', 'catina', 'xilenóis', 'poly(iso)butene')
    """
    if "(" not in name and "[" not in name:
        return name
    parts = re.split(r"\s*([(\[][^()\[\]]{2,40}[)\]])(?![\w-])", name)
    kept = [
        one for n, one in enumerate(parts) if n % 2 == 0 or latin(one[1:-1]).strip() not in _words("mark")
    ]
    if len(kept) == len(parts) or not kept[0].strip():
        return name
    return " ".join(
        "".join(
            parts[n] if n % 2 == 0 else f" {parts[n]}"
            for n in range(len(parts))
            if n % 2 == 0 or parts[n] in kept
        ).split()
    )


def in_english_order(low: str, translated: Translate) -> Iterator[str]:
    """What a name in small Latin letters may be in English order; ``translated`` puts a group or an acid into English.

    >>> def plain(text): return text
    >>> [*in_english_order("tricloreto de arsenio", plain), *in_english_order("oxido cuproso", plain), *in_english_order("cloruro de cromo (iii)", plain)]
    ['arsenic trichloride', 'copper(I) oxide', 'chromium(III) chloride']
    >>> [*in_english_order("pentassulfeto de difosforo", plain), *in_english_order("acetona cianidrina", plain), *in_english_order("agua", plain)]
    ['diphosphorus pentasulfide', 'acetona cyanohydrin']
    """
    if low in _words("name"):
        yield _words("name")[low]
        return
    if metal := re.fullmatch(rf"({_GROUP})(?:{_OF}|\s+)({_either('element')})", low):
        yield f"{_group(metal[1], translated)}{_words('element')[metal[2]]}"
    if cyan := re.fullmatch(rf"cianh?idrina{_OF}(.+)|(.+?)[\s-]cianh?idrina", low):
        yield f"{translated(cyan[1] or cyan[2])} cyanohydrin"
    if acid := re.fullmatch(
        r"acido\s+(?!tolueno|xileno)([\w,()\[\]'-]+?)(?: (sulfon|fosfon|carboxil))?icos?", low
    ):
        yield f"{translated(acid[1] + (acid[2] or '') + 'ic')} acid"
    rest, of, which = _parted(low)
    if not rest:
        return
    which = re.sub(r"(?<=[io][cs])a$", "o", which)  # azida sódica
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
    elif found := re.fullmatch(
        rf"([\w,()\[\]'-]*?)(at|it)(?:os?|es?)({_OF}|\s+(?=\w+(?:ico|oso)$))(.+)", low
    ):
        return f"{found[1]}{found[2]}e", found[3].strip() != "", found[4]
    else:
        return "", False, ""
    return f"{count}{rest}", found[3].strip() != "", found[4]


def _of(rest: str, which: str, translated: Translate) -> Iterator[str]:
    """What is named behind "de": an element with its count or valence, or groups."""
    numeral = r"(?:\s*\(?(i{1,3}|iv|vi{0,2})\)?)?"
    if element := re.fullmatch(rf"({_COUNT})?({_either('element')}){numeral}", which):
        valence = f"({element[3].upper()})" if element[3] else ""
        if _words("element")[element[2]] == "tin" and not valence and not re.match(_COUNT, rest):
            return  # compounds of butyltin are sold as those of tin
        yield f"{element[1] or ''}{_words('element')[element[2]]}{valence} {_rest(rest, translated)}"
        return
    groups = _groups(which, rest)
    if groups:
        yield f"{' '.join(_group(one, translated) for one in groups)} {_rest(rest, translated)}"
    elif rest in ("oxide", "peroxide") and re.fullmatch(r"[\w-]+(?:en[oa]|ona)", which):
        yield f"{translated(which)} {rest}"
    elif re.fullmatch(r"[\w,()'-]*?amonio", which):
        yield f"{translated(which.removesuffix('amonio'))}ammonium {_rest(rest, translated)}"


def _groups(which: str, rest: str) -> list[str]:
    """The groups of one compound, by what stands behind its rest; none where it has no room for so many: acetates of ethyl and butyl are two."""
    groups = [one for one in _AND.split(which) if one]
    fits = len(groups) < 2 or not _ONE_GROUP.match(rest)
    return groups if fits and all(map(_is_group, groups)) else []


def _is_group(text: str) -> bool:
    return re.fullmatch(rf"{_GROUP}[)\]]*", text) is not None and re.search(_OTHER_WORDS, text) is None


def _group(text: str, translated: Translate) -> str:
    return re.sub(r"(?<=yl)[ao](?=[)\]]*$)", "", translated(text))


def _rest(rest: str, translated: Translate) -> str:
    return rest if rest.rstrip("e")[-2:] == "id" or " " in rest else translated(rest)


def leaves_open(english: str) -> bool:
    """Whether a name of a salt does not tell the valence of its metal: its atoms are then a guess, and only a name that is known is believed.

    >>> leaves_open("mercury salicylate"), leaves_open("mercury(II) chloride"), leaves_open("arsenic trichloride"), leaves_open("sodium chloride")
    (True, False, False, False)
    """
    return re.fullmatch(rf"(?:{either('several valences')}) (?!(?:{_COUNT})(?!sulf))\S+", english) is not None


def composes(word: str) -> bool:
    """Whether a word makes another compound of what is named beside it: the dicloreto of "dicloreto de enxofre".

    >>> composes("dicloreto"), composes("Salicilato"), composes("cianidrina"), composes("extrato")
    (True, True, True, False)
    """
    text = latin(word)
    return re.fullmatch(rf"(?:{_COUNT})?s?(?:{_either('rest')})|cianh?idrinas?", text) is not None


def composed_with(unread: Iterable[str], found: Iterable[Candidate]) -> bool:
    """Whether words not understood make another compound of what is known beside them: "dicloreto" of sulfur is no sulfur.

    The salt of a base is that base's still, so nothing is said of compounds of nitrogen.
    """
    if not all(one.smiles and not holds_nitrogen(one.smiles) for one in found):
        return False
    return any(composes(word) for text in unread for word in re.findall(r"[^\W\d_]{4,}", text))


def is_one_name(name: str) -> bool:
    """Whether a name is that of a compound of a metal or an ester, whole: its words are no goods by themselves.

    >>> is_one_name("Deidrocolato de magnésio"), is_one_name("tetraetila de chumbo"), is_one_name("sulfato de morfina"), is_one_name("zinc")
    (True, True, False, False)
    >>> is_one_name("Fosforotioato de O,O-dietila e de S-[2-(dietilamino)etila]")
    True
    """
    low = " ".join(latin(name).split())
    low = re.sub(r"(?<=o) (?:acido|basico|neutro)(?= de )", "", low)
    begins = rf"(?:(?:{_COUNT})?s?(?:{_either('rest')})|[\w,()\[\]'-]+(?:at|it)os?|{_GROUP})"
    found = re.fullmatch(rf"{begins}{_OF}(.+)", low)
    if not found:
        return False
    if re.fullmatch(rf"(?:{_COUNT})?(?:{_either('element')})", found[1]):
        return True
    return len(_groups(found[1], low.partition(" ")[0])) > 1
