"""Chinese names that are put together of parts, put into English: 2-溴-4-甲基苯戊酮 is 2-bromo-4'-methylvalerophenone, 巯基乙酸乙酯 ethyl mercaptoacetate.

Only a name whose every letter is a known part is read. What it may be in English is then asked as a name, of the dictionary
or of what reads systematic names; so a wrong order of parts mostly names nothing. The parts are those of ``han-parts.tsv``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from tidewaiter.lawbook import patterns as re
from tidewaiter.rows import NamedTuple
from tidewaiter.substance.tables.table import rows

_LATIN = str.maketrans("（），、′’－–—【】", "(),,''---[]")
_SIGNS = re.compile(
    r"\([+-]\)-?|\([RSEZrs±,+\d-]*\)-?|(?:DL|[DLdl])-|[\d,'()\[\]-]+|(?<![A-Za-z])[NOSH](?:,[NOS])*-|(?<![A-Za-z])[NOSH](?=[\d'(,])"
    r"|[αβγδωαβγδω]-?|(?:tert|sec|cis|trans|Boc|Fmoc|Cbz|[nompEZ])-",
)
_WATER = re.compile(r"[·•\s]?(?:[一二三四五六七八九十半]+|\d)?水(?:合物)?$|^无水")
_TERTIARY = re.compile("(?:第?三级|第三)(?=[丁戊辛])")  # as Taiwan says it
_MOST = 60  # letters
_HAN = re.compile(r"[\u4e00-\u9fff]")
# families of drugs: each part needs its position
_DRUGS = re.compile(r"(.*)(?:苯丙胺|苯乙胺|苯异丙胺|色胺)$")
_GROUP = re.compile(r"基|[氟氯溴碘](?!代?.?[甲乙丙]?基)|[氟氯溴碘](?=[甲乙丙]基)")
_NEVER = re.compile(r"苯?基?丙酮|.*苯乙酰乙.*")  # said of two substances, one of them a precursor
_OPEN = re.compile(  # what stands on what is not told
    r"(?:(?<!\d-hydr)oxy|thio|amino)-?(?:methyl|ethyl|propyl|butyl)(?!ene)|(?:ene|ole|ine|an|phenyl)(?:prop|but|pent|hex)[a-z]*(?:amine|one)$|phenyl(?:acetone|cyclo[a-z]+one)$"
)
# its first atom bears nothing: 1-甲基苯基 is a (methylphenyl)
_OF_PHENYL = re.compile(r"(?<![\d,(])1-([a-z]+phenyl)(?=-)")
_OXO = re.compile(r"(?<=\d-)氧(?=-\d)")  # 3-氧-2-苯基丁酸乙酯
_FUSED = re.compile(r"(?<=苯[并並])\[[bd]\](?=[咪噻噁恶惡]唑|噻吩|呋喃)")  # the only way that these are fused
# 一氯二氟甲烷, but iodine monochloride
_ONE = re.compile(r"mono(?=(?:chloro|bromo|fluoro|iodo|nitro|[a-z]+amine)(?!$))")
_PREFIX = re.compile(
    r"(?:^|mono|di|tri|tetra)(?:fluoro|chloro|bromo|iodo|nitro|amino|hydroxy|cyano|oxo|mercapto)+$"
)  # a piece of a name
_ANIONS = {"氢氧": "hydroxide", "氟": "fluoride", "氯": "chloride", "溴": "bromide", "碘": "iodide"}
_QUATERNARY = re.compile(rf"({'|'.join(_ANIONS)})化(四|三|二)?(.+?)铵")
_HALOGEN = re.compile(
    r"(?:[\d,]+-)?(?:di|tri|tetra|penta|hexa|hepta|octa|nona|deca)?(bromo|chloro|fluoro|iodo)"
)
_HALOGENS = re.compile(rf"((?:{_HALOGEN.pattern}-?)+)((?:cyclo)?(?:meth|eth|prop|but|pent|hex).*|benzene)")
_ELIDED = (("aoxide", "oxide"), ("ooxide", "oxide"), ("aiodide", "iodide"))


class _Parts(NamedTuple):
    """The table by what a part is: Chinese, in English."""

    every: dict[str, str]
    acids: dict[str, tuple[str, str, str]]  # acid, salt or ester, acyl group
    groups: dict[str, str]
    cations: dict[str, str]
    anions: dict[str, str]
    times: dict[str, str]


@cache
def _parts() -> _Parts:
    every: dict[str, str] = {}
    kinds: dict[str, dict[str, str]] = {}
    for kind, english, written in rows("han-parts"):
        kinds.setdefault(kind, {}).update(dict.fromkeys(written.split("|"), english))
    for stem, start in kinds["chain"].items():
        for ending, english in kinds["class"].items():
            every[stem + ending] = _ended(start, english)
    groups = {zh: en for zh, en in every.items() if en.endswith("yl")} | kinds["group"]
    for zh, both in kinds["ring"].items():
        ring, radical = both.split("/")
        groups[f"{zh}基"] = radical
        every |= {
            zh: ring,
            f"{zh}基": radical,
            f"{zh}甲酸": f"{ring}carboxylic acid",
            f"{zh}甲醛": f"{ring}carbaldehyde",
        }
        every |= {
            f"{zh}甲腈": f"{ring}carbonitrile",
            f"{zh}甲醇": f"{ring}methanol",
            f"{zh}甲酰胺": f"{ring}carboxamide",
        }
        every |= {
            f"{zh}胺": f"{ring}amine",
            f"{zh}硼酸": f"{ring}boronic acid",
            f"{zh}酮": f"{ring.rstrip('e')}one",
        }
    acids = {zh: (*en.split("/"), "")[:3] for zh, en in kinds["acid"].items()}
    for zh, (acid, _, acyl) in acids.items():
        every[f"{zh}酸"] = acid
        if acyl:
            every |= {f"{zh}酰氯": f"{acyl} chloride", f"{zh}酰": acyl, f"{zh}酰基": acyl}
    every |= kinds["times"] | kinds["group"] | kinds["word"]
    return _Parts(every, acids, groups, kinds["cation"], kinds["anion"], kinds["times"])  # type: ignore[arg-type]


def _ended(stem: str, ending: str) -> str:
    short = {"meth": "methoxy", "eth": "ethoxy", "prop": "propoxy", "but": "butoxy"}
    if ending == "oxy":
        return short.get(stem, f"{stem}yloxy")
    return f"{stem}{ending}"


def is_element(text: str) -> bool:
    """Whether a text is the one Chinese character of an element: 汞."""
    return len(text) == 1 and text in _parts().cations


def in_english(name: str) -> list[str]:
    """What a Chinese name that is put together of parts may be in English; [] for any other name.

    >>> in_english("2-溴-4-甲基苯戊酮"), in_english("1-(4-甲基苯基)-2-丙酮"), in_english("N-苯乙基-4-哌啶酮")
    (["2-bromo-4'-methylvalerophenone"], ['1-(4-methylphenyl)-2-propanone'], ['N-phenethyl-4-piperidinone'])
    >>> in_english("巯基乙酸乙酯"), in_english("甲基叔丁基醚"), in_english("四氧化锇"), in_english("4-叔丁基溴化苄")
    (['ethyl mercaptoacetate'], ['methyl tert-butyl ether'], ['osmium tetroxide'], ['4-tert-butylbenzyl bromide'])
    >>> in_english("苯丙酮"), in_english("2-号桶"), in_english("2-氯苯丙酮"), in_english("4-甲基苯丙酮"), in_english("甲氧基甲基苯丙胺")
    ([], [], [], ["4'-methylpropiophenone"], [])
    >>> in_english("硫酸二癸酯"), in_english("硫酸二某酯"), in_english("二氟"), in_english("1,1-二氟-1-氯乙烷")[0]
    (['didecyl sulfate'], [], [], '1-chloro-1,1-difluoroethane')
    """
    # typed one for the other
    plain = _WATER.sub("", "".join(name.translate(_LATIN).split())).replace("已", "己")
    plain = re.sub("(?<=[酰醯])氨(?!基)", "胺", plain)  # typed one for the other
    plain = _FUSED.sub("", _TERTIARY.sub("叔", plain))
    if not _HAN.search(plain) or not 2 <= len(plain) <= _MOST or _NEVER.fullmatch(plain):
        return []
    if (drug := _DRUGS.fullmatch(plain)) and len(_GROUP.findall(drug[1])) > len(
        re.findall(r"[\dNαβ',]+-?", drug[1])
    ):
        return []
    plain = _OXO.sub("氧代", plain)
    found = (re.sub(r"(?<=\d-)acetone$", "propanone", one.strip("-")) for one in _frames(plain))
    found = (_OF_PHENYL.sub(r"1-(\1)", one) for one in found)
    every = (kind for one in found for kind in (_alphabetic(_ONE.sub("", one)), one))
    return list(
        dict.fromkeys(
            one
            for one in every
            if one and not _PREFIX.search(one) and not _OPEN.search(re.sub(r"\([^()]*\)", "", one))
        )
    )


def _alphabetic(english: str) -> str:
    """A halocarbon with its halogens in the order of English: Chinese writes them in any."""
    found = _HALOGENS.fullmatch(english)
    if not found:
        return english
    groups = sorted(_HALOGEN.finditer(found[1]), key=lambda one: one[1])
    return re.sub(r"(?<=[a-z])(?=\d)", "-", "".join(one[0] for one in groups)) + found[3]


def _frames(plain: str) -> Iterator[str]:
    """The orders in which English and Chinese differ; then the name as it stands."""
    parts = _parts()
    times = "|".join(parts.times)
    metals = "|".join(sorted(parts.cations, key=len, reverse=True))
    if found := re.fullmatch(r"(.+?)([二三]?)(异氰酸|异硫氰酸)酯", plain):
        rest = _acid(f"{found[3]}酸")
        group = _joined(found[1], radical=True) or _joined(found[1])
        yield f"{group} {parts.times.get(found[2], '')}{rest}" if group else ""
    if found := re.fullmatch(rf"(.+酸)((?:{times})?)(.+)酯", plain):
        group = _joined(found[3].removesuffix("基").lstrip("-"), radical=True)
        yield _ester(found[1], parts.times.get(found[2], "") + group if group else "")
        if found[2]:
            yield _ester(found[1], _joined(found[2] + found[3].removesuffix("基"), radical=True))
    if found := re.fullmatch(rf"(.+酸)(二?氢)?(?:{times})?((?:{metals})(?:\([IVX]+\))?)", plain):
        hydrogen = {"氢": "hydrogen ", "二氢": "dihydrogen "}.get(found[2] or "", "")
        yield _salt(_metal(found[3]), hydrogen, found[1])
    # 硫酸铝钾, 氢化铝锂
    if "汞" not in plain and (found := re.fullmatch(rf"(.+[酸化])({metals})({metals})", plain)):
        for first, second in ((3, 2), (2, 3)):
            both = f"{parts.cations[found[first]]} {parts.cations[found[second]]}"
            ide = parts.anions.get(found[1][:-1], "") if found[1][-1] == "化" else ""
            yield f"{both} {ide}" if ide else _salt(both, "", found[1])
    if (found := re.fullmatch(r"(.+基\)?)(.{1,3}酸)酯", plain)) and found[2] != "磷酸":  # 双(三氯甲基)碳酸酯
        yield _ester(found[2], _joined(found[1], radical=True) or _joined(found[1]))
    if found := re.fullmatch(r"(?:2,2'?-)?偶氮(?:二|双)(\(?.+腈\)?)", plain):
        nitrile = _joined(found[1].strip("()"))
        yield f"2,2'-azobis({nitrile})" if nitrile else ""
    if found := re.fullmatch(
        rf"(.*?)((?:{times})?)({'|'.join(sorted(parts.anions, key=len, reverse=True))})化((?:{times})?)(.+)",
        plain,
    ):
        yield _binary(*found.groups())
    if found := _QUATERNARY.fullmatch(plain):  # 氢氧化四甲铵, 溴化四丁基铵
        group = _joined(found[3].removesuffix("基"), radical=True)
        many = parts.times.get(found[2] or "", "")
        yield f"{many}{group}ammonium {_ANIONS[found[1]]}" if group else ""
    if found := re.fullmatch(r"(.+?)(盐酸|氢溴酸|硫酸|草酸)盐", plain):
        salt = {"盐酸": "hydrochloride", "氢溴酸": "hydrobromide", "硫酸": "sulfate", "草酸": "oxalate"}[
            found[2]
        ]
        yield from (f"{base} {salt}" for base in _frames(found[1]))
    if found := re.fullmatch(r"(.+二醇|.*甘醇)(单|二)?(.+?)基?醚(?:(.+)酸酯)?", plain):
        glycol, alkyl = _joined(found[1]), _joined(found[3], radical=True)
        if glycol and alkyl:
            one = {"二": "di", "单": "mono"}.get(found[2] or "", "mono")
            acid = _acid(f"{found[4]}酸") if found[4] else ""
            yield f"{glycol} {one}{alkyl} ether{' ' + acid if acid else ''}"
    if found := re.fullmatch(r"(.+?)(硫醚|醚)|(.+基.+基)(酮)", plain):
        word = {"硫醚": "sulfide", "醚": "ether", "酮": "ketone"}[found[2] or found[4]]
        yield _of_groups(found[1] or found[3], word)
    yield _primed(_joined(plain))


def _ester(acid: str, alkyl: str) -> str:
    rest = _acid(acid)
    return f"{alkyl} {rest}" if alkyl and rest else ""


def _salt(cation: str, hydrogen: str, acid: str) -> str:
    rest = _acid(acid)
    return f"{cation} {hydrogen}{rest}" if cation and rest else ""


def _acid(acid: str) -> str:
    """What the salts and esters of an acid are called: "chloroacetate" of 氯乙酸."""
    for size in range(len(acid) - 1, 0, -1):
        rest = _parts().acids.get(acid[-1 - size : -1])
        if rest and (size == len(acid) - 1 or (before := _joined(acid[: -1 - size], before=True))):
            return rest[1] if size == len(acid) - 1 else before + rest[1]
    english = _joined(acid)
    return re.sub(r"ic acid$", "ate", english) if english.endswith("ic acid") else ""


def _metal(text: str) -> str:
    name, _, state = text.partition("(")
    return _parts().cations.get(name, "") + (f"({state}" if state else "")


def _binary(before: str, many: str, anion: str, of: str, cation: str) -> str:
    parts = _parts()
    ide = parts.times.get(many, "") + parts.anions[anion]
    for written, kept in _ELIDED:
        ide = ide.replace(written, kept)
    name, _, _state = cation.partition("(")
    if not before and name in parts.cations:
        return f"{parts.times.get(of, '')}{_metal(cation)} {ide}"
    group = _joined(before + of + cation, radical=True)
    return f"{group} {ide}" if group else ""


def _of_groups(text: str, word: str) -> str:
    """ "methyl tert-butyl ether" of its groups; one alone stands twice."""
    parts, alone = _parts(), text
    if found := re.fullmatch(r"(?:二|双)(.+?)基?", text):
        alone = found[1]
    group = parts.groups.get(alone) or parts.groups.get(f"{alone}基")
    if group:
        return f"di{group} {word}"
    for at in range(len(text) - 1, 0, -1):
        if text[at - 1] not in "基甲乙丙丁苯苄":
            continue
        first, second = _joined(text[:at], radical=True), _joined(text[at:], radical=True)
        if first and second:
            return f"{first} {second} {word}"
    return ""


def _joined(text: str, *, radical: bool = False, before: bool = False) -> str:
    """The parts of a text in English, one behind the other; "" where a letter is of none.

    ``radical``: the last part is a group, whose 基 may be missing; ``before``: more follows.
    """
    if radical:
        found = _cut(re.sub(r"(?<!基)(\)?)$", r"基\1", text, count=1)) or _cut(text)
        return found if found and re.search(r"(?:yl|oxy)\)*$", found) else ""
    found = _cut(text) or ""
    return (
        found if not before or re.search(r"(?:yl|o|oxy|oyl|[-,\d'(\])]|di|tri|bis|iso|tetra)$", found) else ""
    )


def _cut(text: str, at: int = 0) -> str | None:
    """A text from a place on in English parts, the longest first; None where something is left over."""
    if at == len(text):
        return ""
    if signs := _SIGNS.match(text, at):
        rest = _cut(text, signs.end())
        return None if rest is None else signs[0] + rest
    every = _parts().every
    for size in range(min(8, len(text) - at), 0, -1):
        if (english := every.get(text[at : at + size])) and (rest := _cut(text, at + size)) is not None:
            return english + rest
    return None


_CHAINS = {"aceto": 2, "propio": 3, "butyro": 4, "valero": 5, "hexano": 6}  # carbons of a phenone's chain


def _primed(english: str) -> str:
    """A phenone with the positions of its ring marked, which Chinese leaves out; "" where they may be the chain's."""
    found = re.fullmatch(rf"(.*?)(\d(?:,\d)*)(-[^\d']*)({'|'.join(_CHAINS)})phenone", english)
    if not found or "'" in english:
        return english
    before, places, group, chain = found.groups()
    if not before and min(map(int, places.split(","))) <= _CHAINS[chain]:
        return ""
    ring = ",".join(f"{place}'" for place in places.split(","))
    return f"{before}{ring}{group}{chain}phenone"
