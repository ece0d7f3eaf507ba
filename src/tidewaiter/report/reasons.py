"""Why a class reaches a structure, in a sentence a chemist reads. The JSON keeps the matcher's own words.

What the matcher writes names sites as the definition does and says by which rule a group was admitted; here a site
is a place of the molecule and a group has its usual name. Only the writing changes: no part is left out or added,
save the name of the rule, which stands in the definition.
"""

from __future__ import annotations

import re
from functools import lru_cache

_CLASS = "within the class, read from "
# Patterns stand as text: most answers have no such reason.
_LIMB = r"(?s)^(by )?limb (.+?): (.*)$"
_SITE = r"(?s)^([A-Za-z][\w']*(?: and [A-Za-z][\w']*)*): (.*)$"
_WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_NUMBERS = {word: number for number, word in enumerate(_WORDS.split(), 1)}
_PLACES = {  # site of a definition -> place of the molecule
    "nitrogen": "the nitrogen", "n": "the nitrogen", "on_nitrogen": "the nitrogen", "other_n": "the other nitrogen",
    "ring_nitrogen": "the ring nitrogen", "amine": "the amine", "amide": "the amide", "ester": "the ester",
    "alpha": "the alpha carbon", "beta": "the beta carbon", "ring": "the ring", "benzo": "the benzo ring",
    "five_ring": "the five-membered ring", "six_ring": "the six-membered ring", "chain": "the chain",
    "side_chain": "the side chain", "oxygen": "the oxygen", "acid": "the acid", "free": "the free place",
}  # fmt: skip
_BARE = {"core": "the core", "link": "the link", "tail": "the tail", "aryl": "the aryl group", "parent": "the parent",
         "bridge": "the bridge", "ring_system": "the ring system"}  # fmt: skip
_PORTIONS = {"n propionyl": "N-propionyl", "phenyl on nitrogen": "the phenyl on the nitrogen"}

_CHAINS = ("", "meth", "eth", "prop", "but", "pent", "hex", "hept", "oct", "non", "dec", "undec", "dodec")
_ACYL = {1: "formyl", 2: "acetyl", 3: "propionyl", 4: "butyryl", 5: "valeryl"}
_RINGS = {"C1CC1": 3, "C1CCC1": 4, "C1CCCC1": 5, "C1CCCCC1": 6, "C1CCCCCC1": 7}
_ON_PHENYL = {
    "F": "fluoro", "Cl": "chloro", "Br": "bromo", "I": "iodo", "C": "methyl", "CC": "ethyl", "OC": "methoxy",
    "OCC": "ethoxy", "OCCC": "propoxy", "OC(C)C": "isopropoxy", "O": "hydroxy", "N": "amino", "C#N": "cyano",
    "C(F)(F)F": "trifluoromethyl", "[N+](=O)[O-]": "nitro",
}  # fmt: skip
_PHENYL = r"^\*(C\(=O\)|CC|C|)c1(?:ccccc1(.+)|cccc\((.+)\)c1|ccc\((.+)\)cc1)$"
_ENDS = {"": "phenyl", "C": "benzyl", "CC": "phenethyl", "C(=O)": "benzoyl"}
_OTHERS = {
    "*OCO*": "methylenedioxy", "*OCCO*": "ethylenedioxy", "*CC=C": "allyl", "*OCC=C": "allyloxy", "*CO": "hydroxymethyl",
    "*NCC": "ethylamino", "*CC1CC1": "cyclopropylmethyl", "*C(=O)OCCC": "propoxycarbonyl", "*OC(C)C": "isopropoxy",
    "*C(=O)OCc1ccccc1": "benzyloxycarbonyl", "*CCO": "2-hydroxyethyl", "*OC(C)=O": "acetoxy",
    "*c1ccc2c(c1)OCO2": "3,4-methylenedioxyphenyl", "*OP(=O)(O)O": "phosphate",
}  # fmt: skip


def reason(because: str) -> str:
    """What the matcher found, as a sentence; any other reason as it stands.

    >>> reason("within the class, read from fentanyl; by limb (i): *C(=O)CCCCCC in place of propionyl")
    'within the class, built on fentanyl: by (i), heptanoyl in place of propionyl'
    >>> reason("within the class, read from X; nitrogen: *C1CCCCC1 (open_cycloalkyl(3-6; chain -10))")
    'within the class, built on X: the nitrogen carries cyclohexyl'
    >>> reason("listed as Fentanyl")
    'listed as Fentanyl'
    """
    if not because.startswith(_CLASS):
        return because
    frame, *parts = _apart(because[len(_CLASS) :])
    told = list(dict.fromkeys(part_of(part) for part in parts))
    return f"within the class, built on {frame}" + (f": {'; '.join(told)}" if told else "")


def _apart(text: str) -> list[str]:
    """The text cut at semicolons outside brackets."""
    parts, depth, begun = [], 0, 0
    for at, sign in enumerate(text):
        depth += (sign in "([") - (sign in ")]")
        if sign == ";" and depth <= 0:
            parts.append(text[begun:at].strip())
            begun = at + 1
    return [*parts, text[begun:].strip()]


@lru_cache(maxsize=4096)
def part_of(text: str) -> str:
    """One group that was found, with its place; also a line of a drawing's legend.

    >>> part_of("limb (vi): valeryl in place of n propionyl"), part_of("seventeen: methyl")
    ('by (vi), valeryl in place of N-propionyl', 'position 17 carries methyl')
    >>> part_of("amine: diethylamino (any_group(via N; elements C, N, O))"), part_of("ring and ring: *OCO* (bridge)")
    ('the amine carries diethylamino', 'methylenedioxy joins the ring and the ring')
    >>> part_of("ring: chloro (on_ring), as an isotopic form")
    'the ring carries chloro, as an isotopic form'
    """
    if found := re.match(_LIMB, text):
        by = f"by {found[2]}," if found[2].startswith(("(", "para")) else f"{found[2]}:"
        return f"{by} {residue(found[3])}"
    if not (found := re.match(_SITE, text)):
        return text
    site, what = found[1], residue(found[2])
    places = [_place(one) for one in site.split(" and ")]
    if len(places) > 1:
        return what if " " in what else f"{what} joins {places[0]} and {places[1]}"
    if site in _BARE:
        return f"{_BARE[site]} is {what}"
    if re.fullmatch(r"R\d+\w*|R[nm]?|[A-Z]", site) or what in ("hydrogen", "nothing"):
        return f"{site if len(site) < 5 else places[0]} is {what}"
    return f"{places[0]} carries {what}"


def _place(site: str) -> str:
    if site in _NUMBERS:
        return f"position {_NUMBERS[site]}"
    return _PLACES.get(site) or _BARE.get(site) or site.replace("_", " ")


def residue(text: str) -> str:
    """The group, and where it stands if that is said; without the rule that admits it.

    >>> residue("phenyl (aromatic_ring substituted or not)"), residue("2-thienyl in place of phenyl")
    ('phenyl', '2-thienyl in place of phenyl')
    """
    name, _, rest = text.partition(" ")
    if rest.startswith("("):
        rest = _after_brackets(rest)
    for portion, words in _PORTIONS.items():
        rest = re.sub(rf"\b{portion}$", words, rest)
    if "*" in name and (name.count("*") > 1 or not name.startswith("*")) and name not in _OTHERS:
        return rest or "a chain or ring"  # a part of a ring: where it lies says more than how it is drawn
    return f"{group(name)}{rest if rest.startswith(',') else ' ' + rest}".strip()


def _after_brackets(text: str) -> str:
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return text[at + 1 :]
    return text


def group(name: str) -> str:
    """The usual name of a group that is written as SMILES with ``*`` where it hangs; others are drawn from a dash.

    >>> group("*C(=O)CCCCCC"), group("*C(=O)C1CCCCC1"), group("*c1ccc(Cl)cc1"), group("*Cc1ccccc1F")
    ('heptanoyl', 'cyclohexanecarbonyl', '4-chlorophenyl', '2-fluorobenzyl')
    >>> group("*CCCCCCCC"), group("*OCCC"), group("benzyl"), group("*C(N)=O")
    ('octyl', 'propoxy', 'benzyl', '–C(N)=O')
    """
    if "*" not in name:
        return name
    if name in _OTHERS:
        return _OTHERS[name]
    body = name[1:]
    if re.fullmatch(r"C{1,12}", body):
        return f"{_CHAINS[len(body)]}yl"
    if re.fullmatch(r"OC{1,12}", body):
        return _CHAINS[len(body) - 1] + ("oxy" if len(body) < 6 else "yloxy")
    if re.fullmatch(r"C\(=O\)C{1,11}", body):
        length = len(body) - 4
        return _ACYL.get(length) or f"{_CHAINS[length]}anoyl"
    for ring, size in _RINGS.items():
        if body in (ring, f"C{ring}", f"C(=O){ring}"):
            return f"cyclo{_CHAINS[size]}" + {0: "yl", 1: "ylmethyl"}.get(
                len(body) - len(ring), "anecarbonyl"
            )
    found = re.match(_PHENYL, name)
    on = found and (found[2] or found[3] or found[4])
    if found and on in _ON_PHENYL:
        number = 2 if found[2] else 3 if found[3] else 4
        return f"{number}-{_ON_PHENYL[on]}{_ENDS[found[1]]}"
    return f"–{body}"
