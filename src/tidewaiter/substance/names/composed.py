"""Names of families that are composed of parts: "hexanoyl fentanyl", "4-chloro-N-ethylcathinone", "N-desethyl etonitazene".

Published lists name few members of such a family, labels and reports name many, and always in the same way. A name whose
every letter is a known part, each with its place, is read to the one structure that it means; any other is not read. The
parts are those of ``composed.tsv``; spellings of languages fall together before: Hexanoylfentanyl, hexanoilfentanilo.
"""

from __future__ import annotations

import unicodedata
from functools import cache, partial

from tidewaiter.lawbook import patterns as re
from tidewaiter.substance.tables.table import by_word, longest_of
from tidewaiter.substance.tables.wording import pattern

_PLACES = {"orto": 0, "2": 0, "邻": 0, "meta": 1, "3": 1, "间": 1, "para": 2, "4": 2, "对": 2}
_LETTERS = {"o": "orto", "m": "meta", "p": "para"}  # places as one letter, with a mark behind it
# another ring's place, or one mirror image: not read
_OTHER = re.compile(r"['′’]|\((?:[+-]|[rs],?[rs]?)\)", re.IGNORECASE)
_FOLDED = (("ph", "f"), ("th", "t"), ("ch", "c"), ("y", "i"))
_FENTANYL = r"(?:fentanil[oae]?|芬太尼)"
_CATHINONE = r"(?:catinon[ea]?|kationon|katinon|卡西酮)"
_AMPHETAMINE = r"(?:am(?:f|p)etamin[ea]?|anfetamina|苯丙胺|安非他明)"
_NITAZENE = r"(?:nitazen[eo]?|尼秦|尼他秦)"
_PHENCYCLIDINE = r"(?:fenciclidin[ea]?|苯环利定)"
_ANILINOPIPERIDINE = r"(?:4anilinopiperidin[eao]?|4anilinopiperidina|4苯胺基哌啶|4苯氨基哌啶|4ap)"
_HEADS = pattern("head of a family")
_FAMILY = pattern("of a family")


def composed(name: str) -> str:
    """The SMILES of the one structure that a composed name means; "" for any other name.

    >>> composed("hexanoyl fentanyl"), composed("Hexanoilfentanilo") == composed("己酰芬太尼") == composed("hexanoylfentanyl")
    ('C9(N(c2ccccc2)C(=O)CCCCC)CCN(CCc2ccccc2)CC9', True)
    >>> composed("4-chloro-N-ethylcathinone"), composed("N-desethyl etonitazene")
    ('CC(NCC)C(=O)c1ccc(Cl)cc1', 'N(CC)CCn1c(Cc2ccc(OCC)cc2)nc2cc([N+](=O)[O-])ccc12')
    >>> composed("4-allyloxy-MET"), composed("beta-acetoxyfentanyl") == composed("β-acetoxy fentanyl") != ""
    ('CCN(C)CCc1c[nH]c2cccc(OCC=C)c12', True)
    >>> composed("3-Cl-PCP") == composed("3-chlorophencyclidine"), composed("N-去乙基丙托尼秦") == composed("N-desethyl protonitazene")
    (True, True)
    >>> composed("para-bromo-4-anilinopiperidine"), composed("4-anilinopiperidine")
    ('C9(N(c2ccc(Br)cc2))CCNCC9', '')
    >>> composed("nonsense fentanyl"), composed("4-methylfentanyl"), composed("fentanyl")
    ('', '', '')
    """
    if not _FAMILY.search(name) or _OTHER.search(name):
        return ""
    text = _fold(name)
    for read in (_fentanyl, _anilinopiperidine, _cathinone, _nitazene, _tryptamine, _phencyclidine):
        if smiles := read(text):
            return smiles
    return ""


def unread(name: str) -> tuple[str, str]:
    """The family's word that ends a name, and the word before it where no one knows that: ("", "") for any other name.

    Whatever the word before it means, the name is not that of the family's best known member.

    >>> unread("nonsense fentanyl"), unread("fentanyl"), unread("some fentanyl here")
    (('fentanyl', 'nonsense'), ('', ''), ('', ''))
    """
    words = name.split()
    if len(words) < 2 or not _HEADS.fullmatch(words[-1]) or not words[-2][-1:].isalpha():
        return "", ""
    return words[-1], words[-2]


def _fold(name: str) -> str:
    """A name without accents, blanks and marks, spelt as the languages share it."""
    text = name.strip().casefold().replace("β", "beta").replace("α", "alpha").replace("氧基尼", "氧尼")
    text = re.sub(r"(?<![^\W\d_])([omp])[\s-]+(?=\w)", lambda found: _LETTERS[found[1]], text)
    text = unicodedata.normalize("NFKD", text)
    text = "".join(letter for letter in text if letter.isalnum())
    for written, kept in _FOLDED:
        text = text.replace(written, kept)
    return text


_parts = partial(by_word, "composed")  # of a kind: how they are written, and their structure


def _words(kind: str) -> str:
    return longest_of(_parts(kind))


# fentanyls -------------------------------------------------------------------------------------------------


@cache
def _fentanyl_pattern() -> re.Pattern[str]:
    ring = rf"(?:(?P<at>orto|meta|para|[24]|邻|间|对)(?P<ring>{_words('ring')}))"
    acyl = rf"(?P<acyl>{_words('acyl')})"
    return re.compile(
        rf"(?P<chain>{_words('chain')})?(?:{ring}{acyl}?|{acyl.replace('acyl>', 'first>')}{ring.replace('at>', 'at2>').replace('ring>', 'ring2>')}?)?"
        rf"(?P<nor>nor|去甲)?(?P<benzil>benzil|苄基)?{_FENTANYL}"
    )


def _fentanyl(text: str) -> str:
    found = _fentanyl_pattern().fullmatch(text)
    if (
        not found
        or not any(found.groupdict().values())
        or (found["benzil"] and (found["nor"] or found["chain"]))
    ):
        return ""
    at, ring = found["at"] or found["at2"] or "", found["ring"] or found["ring2"] or ""
    if ring and ("fen" in (found["acyl"] or found["first"] or "") or found["benzil"]):
        return ""  # it may stand on that phenyl
    acyl = _parts("acyl").get(found["acyl"] or found["first"] or "", "C(=O)CC")
    group = _parts("ring").get(ring, "")
    if (at.isdigit() and group in ("C", "CC")) or (at == "2" and group == "OC"):
        return ""  # by number alone it may stand on the piperidine
    chain = _parts("chain").get(found["chain"] or "", "CCc2ccccc2")
    tail = "Cc2ccccc2" if found["benzil"] else "" if found["nor"] else chain
    aniline = _benzene("N(", at, group, "2") if group else "N(c2ccccc2)"
    # 9: the parts close rings of their own
    return f"C9({aniline}{acyl})CCN({tail})CC9" if tail else f"C9({aniline}{acyl})CCNCC9"


def _anilinopiperidine(text: str) -> str:
    """A 4-anilinopiperidine with what stands on its benzene ring, told by ortho, meta or para: "para-bromo-4-anilinopiperidine"."""
    found = re.fullmatch(
        rf"(?P<at>orto|meta|para|邻|间|对)(?P<ring>{_words('ring')}){_ANILINOPIPERIDINE}", text
    )
    group = _parts("ring")[found["ring"]] if found else ""
    return f"C9({_benzene('N(', found['at'], group, '2')})CCNCC9" if found else ""


def _benzene(before: str, at: str, group: str, number: str = "1") -> str:
    """A benzene ring on what stands before it, with one substituent."""
    n = number
    ring = (f"c{n}ccccc{n}{group}", f"c{n}cccc({group})c{n}", f"c{n}ccc({group})cc{n}")[_PLACES[at]]
    return f"{before}{ring})"


# cathinones and amphetamines -------------------------------------------------------------------------------


@cache
def _cathinone_pattern() -> re.Pattern[str]:
    one = rf"(?:(?P<at>orto|meta|para|[234]|邻|间|对)(?P<ring>{_words('ring')}))"
    two = rf"(?:(?P<pair>34|23)(?P<both>{_words('both')}|metilene?dioxi))"
    alkyl = rf"(?:n(?P<alkyl>{_words('alkyl')})|nn(?P<twice>{_words('twice')}))"
    near = rf"(?P<near>buf|{_words('near')})"
    return re.compile(
        rf"(?:{alkyl})?(?:{one}|{two})?(?:{alkyl.replace('alkyl>', 'alkyl2>').replace('twice>', 'twice2>')}|{near})?"
        rf"(?:(?P<cat>{_CATHINONE})|(?P<am>{_AMPHETAMINE}))"
    )


def _cathinone(text: str) -> str:
    found = _cathinone_pattern().fullmatch(text)
    if not found or not any(found[name] for name in ("ring", "both", "alkyl", "alkyl2", "twice", "twice2")):
        return ""
    if (
        sum(bool(found[name]) for name in ("alkyl", "alkyl2", "twice", "twice2", "near")) > 1
        or found["near"] == "buf"
    ):
        return ""
    single = _parts("alkyl").get(found["alkyl"] or found["alkyl2"] or "") or _parts("near").get(
        found["near"] or "", ""
    )
    amine = _parts("twice").get(found["twice"] or found["twice2"] or "", f"N{single}")
    if found["both"]:
        ring = _two(found["pair"], found["both"])
    elif found["ring"]:
        ring = _benzene("(", found["at"], _parts("ring")[found["ring"]])[1:-1]
    else:
        ring = "c1ccccc1"
    return f"CC({amine})C(=O){ring}" if found["cat"] else f"CC({amine})C{ring}"


def _two(pair: str, both: str) -> str:
    if both.startswith("metilen"):
        return "c1ccc2c(c1)OCO2" if pair == "34" else "c1cccc2c1OCO2"
    group = _parts("both")[both]
    return f"c1ccc({group})c({group})c1" if pair == "34" else f"c1cccc({group})c1{group}"


# nitazenes -------------------------------------------------------------------------------------------------


@cache
def _nitazene_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<des2>去硝基)?(?P<amine>ndesetil|desetil|n去乙基|去乙基|n吡咯烷基?|n哌啶基?|npirrolidino|pirrolidino|npirrolidinil|npiperidinil|npiperidino|piperidinil|nndimetil)?"
        rf"(?:4(?=\w+oxi?nitaz))?(?P<alkoxy>{_words('alkoxy')})o?(?P<des>des)?(?:(?P<py>吡)?{_NITAZENE}|(?P<ring>nitazepine|nitazepipne|nitazepin|nitazepipn))"
    )


def _nitazene(text: str) -> str:
    found = _nitazene_pattern().fullmatch(text)
    if not found or sum(bool(found[part]) for part in ("amine", "ring", "py")) > 1:
        return ""
    word = (found["amine"] or found["ring"] or found["py"] or "").removeprefix("nn").removeprefix("n")
    amine = (
        "N(CC)" if word in ("desetil", "去乙基")
        else "N(C)(C)" if word == "dimetil"
        else "N3(CCCCC3)" if word.startswith("哌啶") or "pip" in word
        else "N3(CCCC3)" if word
        else "N(CC)(CC)"
    )  # fmt: skip
    nitro = "nc2ccccc12" if found["des"] or found["des2"] else "nc2cc([N+](=O)[O-])ccc12"
    return f"{amine}CCn1c(Cc2ccc({_parts('alkoxy')[found['alkoxy']]})cc2){nitro}"


# tryptamines -----------------------------------------------------------------------------------------------


def _tryptamine(text: str) -> str:
    """A short name of a tryptamine with what stands on its fourth or fifth place: "4-AcO-DMT", "4-allyloxy-MET"."""
    found = re.fullmatch(rf"(?P<at>[45])(?P<group>{_words('oxi')})(?P<amine>{_words('triptamine')})", text)
    if not found:
        return ""
    amine, group = _parts("triptamine")[found["amine"]], _parts("oxi")[found["group"]]
    ring = f"cccc({group})c12" if found["at"] == "4" else f"ccc({group})cc12"
    return f"{amine}CCc1c[nH]c2{ring}"


# phencyclidines --------------------------------------------------------------------------------------------


@cache
def _phencyclidine_pattern() -> re.Pattern[str]:
    ring = rf"(?P<at>orto|meta|para|[234]|邻|间|对)(?P<ring>{_words('ring')}|{_words('short')})"
    return re.compile(rf"{ring}(?:{_PHENCYCLIDINE}|(?P<amine>{_words('pc')}))")


def _phencyclidine(text: str) -> str:
    """A phencyclidine with what stands on its benzene ring: "3-chlorophencyclidine", "4-MeO-PCP"."""
    found = _phencyclidine_pattern().fullmatch(text)
    if not found:
        return ""
    group = _parts("ring").get(found["ring"]) or _parts("short")[found["ring"]]
    if not found["amine"] and found["at"].isdigit() and group in ("C", "CC"):
        return ""  # it may stand on another ring
    amine = _parts("pc")[found["amine"] or "pcp"]
    return f"{amine}C2(CCCCC2){_benzene('(', found['at'], group)}"
