"""Systematic names, as OPSIN reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from tidewaiter.lawbook import patterns as re
from tidewaiter.rows import NamedTuple
from tidewaiter.substance.names import opsin
from tidewaiter.substance.names.salts import holds_nitrogen
from tidewaiter.substance.tables.wording import pattern

_OTHER_SCRIPT = re.compile(r"[\u0400-\u052f\u3400-\u9fff]")  # OPSIN reads no Cyrillic or Chinese letter
_GUESSED = "APPEARS_AMBIGUOUS:"  # how OPSIN begins a warning that a name has several readings


# a name, what stands in brackets behind it, and what stands behind these: text, compiled when a question comes to it
GLOSS = (
    r"(.+?)(?:\s+[(\[]|\s*[（【])\s*((?:[^()（）\[\]【】]|\([^()]*\)|\[[^\[\]]*\])+?)\s*[)）\]】](?:\s+(.*))?"
)


class Systematic(NamedTuple):
    """What OPSIN reads of a name, and the positions that it took because the name gives none."""

    smiles: str
    guessed: str = ""


# reads systematic names: see read_systematic_names
Names = Callable[[Sequence[str]], "tuple[dict[str, Systematic], str]"]


def read_systematic_names(texts: Sequence[str]) -> tuple[dict[str, Systematic], str]:
    """Read systematic names: (text -> what OPSIN reads, what is missing)."""
    pattern = r"\d|yl|ane|ene|ol\b|amine|one\b|ide\b|ate\b|acid"
    texts = [text for text in dict.fromkeys(texts) if re.search(pattern, text)]
    if not texts:
        return {}, ""
    if not opsin.is_here():
        return {}, "; systematic names are not read here (install tidewaiter[names] and Java for that)"
    asked = {" ".join(text.split()): text for text in texts if not _OTHER_SCRIPT.search(text)}
    if not asked:
        return {}, ""
    try:
        read = told(opsin.written(list(asked)))
    except opsin.Unreadable:
        return {}, "; OPSIN could not be run here"
    return {asked[name]: of_it for name, of_it in read.items() if name in asked}, ""


def glossed(text: str) -> tuple[str, ...]:
    """A name and what stands in brackets behind it, where that may be the same once more; empty where nothing does.

    >>> glossed("1-甲基-3-(1-萘甲酰基)吲哚 (1-methyl-3-(1-naphthoyl)indole)")
    ('1-甲基-3-(1-萘甲酰基)吲哚', '1-methyl-3-(1-naphthoyl)indole')
    >>> glossed("N-isopropyltryptamine (NiPT)"), glossed("1-(2-phenylethyl)piperidin-4-one")
    (('N-isopropyltryptamine', 'NiPT'), ())
    >>> glossed("2C-TFM 2-[2,5-dimethoxy-4-(trifluoromethyl)phenyl]ethanamine")
    ('2-[2,5-dimethoxy-4-(trifluoromethyl)phenyl]ethanamine', '2C-TFM')
    """
    found = re.fullmatch(GLOSS, text.strip())
    if found is None and (label := _LABELLED.fullmatch(text.strip())):
        return label[2], label[1]
    return (found[1], found[2].strip()) if found and not found[3] else ()


_LABELLED = pattern("label before a name", 0)


def is_ion(smiles: str) -> bool:
    """Whether the charges of a structure leave one over: it is no substance.

    >>> is_ion("CC(=O)[O-]"), is_ion("CC(=O)[O-].[Na+]"), is_ion("[Ca+2].[O-]C.[O-]C"), is_ion("C[N+](=O)[O-]")
    (True, False, False, False)
    """
    charges = re.findall(r"\[[^\]]*?([+-]+)(\d*)\]", smiles)
    return (
        sum((1 if sign[0] == "+" else -1) * (int(count) if count else len(sign)) for sign, count in charges)
        != 0
    )


def is_apart(smiles: str) -> bool:
    """Whether a structure is an acid and an alcohol side by side, which a name of their ester, half understood, is read to.

    >>> is_apart("CC(=O)O.CCO"), is_apart("CC(=O)[O-].[Na+]"), is_apart("CN.Cl")
    (True, False, False)
    """
    return "." in smiles and "+" not in smiles and not holds_nitrogen(smiles)


def told(lines: Iterable[str]) -> dict[str, Systematic]:
    """What OPSIN writes: each structure with its name behind a tab, and before that line what it warns of.

    >>> told(["APPEARS_AMBIGUOUS: chloro to benzen", "ClC1=C(C=CC=C1)Cl\\tdichlorobenzene", "unparsable", "\\tbutanol xx"])
    {'dichlorobenzene': Systematic(smiles='ClC1=C(C=CC=C1)Cl', guessed='chloro to benzen')}
    """
    found: dict[str, Systematic] = {}
    warned = ""
    for line in lines:
        smiles, tab, name = line.rstrip("\n").partition("\t")
        if not tab:
            warned = line if line.startswith(_GUESSED) else ""
            continue
        if smiles:
            found[name] = Systematic(smiles, warned.replace(_GUESSED, "").strip())
        warned = ""
    return found
