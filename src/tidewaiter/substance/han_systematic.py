"""Systematic names in Chinese, put into English: 2-溴-4-甲基苯戊酮 is 2-bromo-4'-methylvalerophenone.

Only a name with positions whose every letter is a known part is read; what reads systematic names then draws it.
"""

from __future__ import annotations

import re

_PARTS = {  # in Chinese, in English
    "甲基": "methyl", "乙基": "ethyl", "正丙基": "propyl", "丙基": "propyl", "异丙基": "isopropyl", "丁基": "butyl", "叔丁基": "tert-butyl", "异丁基": "isobutyl", "仲丁基": "sec-butyl",
    "戊基": "pentyl", "己基": "hexyl", "庚基": "heptyl", "辛基": "octyl", "烯丙基": "allyl", "乙烯基": "vinyl", "环丙基": "cyclopropyl", "环丙甲基": "cyclopropylmethyl", "环丁基": "cyclobutyl",
    "环戊基": "cyclopentyl", "环己基": "cyclohexyl", "苯基": "phenyl", "苄基": "benzyl", "苯甲基": "benzyl", "苯乙基": "phenethyl", "萘基": "naphthyl", "吡啶基": "pyridyl", "噻吩基": "thienyl",
    "呋喃基": "furyl", "哌啶基": "piperidyl", "苯甲酰基": "benzoyl", "苯甲酰": "benzoyl", "乙酰基": "acetyl", "乙酰": "acetyl", "丙酰基": "propionyl", "丙酰": "propionyl",
    "甲氧基": "methoxy", "乙氧基": "ethoxy", "丙氧基": "propoxy", "异丙氧基": "isopropoxy", "丁氧基": "butoxy", "苯氧基": "phenoxy", "亚甲二氧基": "methylenedioxy", "亚甲基二氧基": "methylenedioxy", "亚甲基": "methylene",
    "羟基": "hydroxy", "氨基": "amino", "甲氨基": "methylamino", "二甲氨基": "dimethylamino", "二乙氨基": "diethylamino", "乙氨基": "ethylamino", "苯氨基": "anilino", "苯胺基": "anilino", "硝基": "nitro",
    "巯基": "mercapto", "甲硫基": "methylthio", "氰基": "cyano", "羧基": "carboxy", "三氟甲基": "trifluoromethyl", "氟": "fluoro", "氯": "chloro", "溴": "bromo", "碘": "iodo",
    "二": "di", "三": "tri", "四": "tetra", "双": "bis", "叔": "tert-", "异": "iso", "邻": "2-", "间": "3-", "对": "4-",
    "甲烷": "methane", "乙烷": "ethane", "丙烷": "propane", "丁烷": "butane", "戊烷": "pentane", "己烷": "hexane", "环己烷": "cyclohexane", "乙烯": "ethene", "丙烯": "propene", "丁烯": "butene",
    "甲醇": "methanol", "乙醇": "ethanol", "丙醇": "propanol", "丁醇": "butanol", "戊醇": "pentanol", "己醇": "hexanol", "丙二醇": "propanediol", "丁二醇": "butanediol", "乙二醇": "ethanediol",
    "丙酮": "propanone", "丁酮": "butanone", "戊酮": "pentanone", "己酮": "hexanone", "庚酮": "heptanone", "辛酮": "octanone", "丁二酮": "butanedione", "环己酮": "cyclohexanone",
    "苯乙酮": "acetophenone", "苯丙酮": "propiophenone", "苯丁酮": "butyrophenone", "苯戊酮": "valerophenone", "苯己酮": "hexanophenone", "二苯甲酮": "benzophenone",
    "乙酸": "acetic acid", "丙酸": "propanoic acid", "丁酸": "butanoic acid", "苯甲酸": "benzoic acid", "苯乙酸": "phenylacetic acid", "乙腈": "acetonitrile", "丙腈": "propanenitrile", "苯乙腈": "phenylacetonitrile",
    "甲酰胺": "formamide", "乙酰胺": "acetamide", "丙酰胺": "propanamide", "丁酰胺": "butanamide", "苯甲酰胺": "benzamide", "甲胺": "methylamine", "乙胺": "ethylamine", "丙胺": "propylamine", "丁胺": "butylamine",
    "苯乙胺": "phenethylamine", "色胺": "tryptamine", "苯胺": "aniline", "苯甲醛": "benzaldehyde", "苯酚": "phenol", "甲苯": "toluene", "苯": "benzene", "硝基丙烯": "nitropropene",
    "哌啶酮": "piperidinone", "哌啶": "piperidine", "哌嗪": "piperazine", "吡啶": "pyridine", "吡咯烷": "pyrrolidine", "吡咯": "pyrrole", "吲哚": "indole", "吲唑": "indazole", "咪唑": "imidazole", "苯并咪唑": "benzimidazole",
    "吗啉": "morpholine", "噻吩": "thiophene", "呋喃": "furan", "苯丙胺": "amphetamine",
}  # fmt: skip
_LONGEST = max(map(len, _PARTS))
_SIGNS = re.compile(r"[\d,'()\[\]NOSRH±-]+")
_LATIN = str.maketrans("（），′’－–【】", "(),''--[]")


def in_english(name: str) -> str:
    """A Chinese systematic name with positions in English; "" for any other name.

    >>> in_english("2-溴-4-甲基苯戊酮"), in_english("1-(4-甲基苯基)-2-丙酮"), in_english("N-苯乙基-4-哌啶酮")
    ("2-bromo-4'-methylvalerophenone", '1-(4-methylphenyl)-2-propanone', 'N-phenethyl-4-piperidinone')
    >>> in_english("苯丙酮"), in_english("2-号桶"), in_english("2-氯苯丙酮"), in_english("4-甲基苯丙酮")
    ('', '', '', "4'-methylpropiophenone")
    """
    plain = "".join(name.translate(_LATIN).split())
    if plain.isascii() or not re.match(r"[\d(NOSα-ω]", plain) or "-" not in plain:
        return ""
    plain = re.sub(r"(?<=-)((?:[甲乙丙]基|[氟氯溴碘])苯基)(?=-)", r"(\1)", plain)  # 1-甲基苯基-1-丙酮
    english, at = "", 0
    while at < len(plain):
        if signs := _SIGNS.match(plain, at):
            english, at = english + signs[0], signs.end()
            continue
        size = next((n for n in range(_LONGEST, 0, -1) if plain[at : at + n] in _PARTS), 0)
        if not size:
            return ""
        english, at = english + _PARTS[plain[at : at + size]], at + size
    return _primed(english)


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
