"""Structures written in a text: SMILES, InChI and InChIKeys.

A word is taken for a SMILES only where nothing else would be written so: it follows the grammar throughout, its brackets and
ring closures are paired, and it has branches, rings or double bonds; or a label says that it is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

MOST_STRUCTURES = 2_000  # of one text
_LONGEST = 600
_WORD = re.compile(r"[A-Za-z0-9@+\-\[\]()=#%/\\.:~*]{4,}")
_GRAMMAR = re.compile(
    r"(?:(?:Br|Cl|[BCNOPSFI]|[bcnops]|\[\d{0,3}(?:[A-Z][a-z]?|[bcnops]|se|as)@{0,2}(?:H\d?)?(?:[+-]{1,3}\d?)?(?::\d+)?\])"
    r"|[-=#:/\\.]|\d|%\d\d|[()])+\Z"
)
ATOM = re.compile(r"Br|Cl|\[[^\]]+\]|[BCNOPSFIbcnops]")
_SIGN = re.compile(r"=|#|\(|[A-Za-z\]]\d")
_LABEL = re.compile(r"(?i)smiles(?:\s*(?:code|string))?\s*[:=]?\s*\Z")
_INCHI = re.compile(r"InChI=1S?/[A-Za-z0-9.]+(?:/[A-Za-z0-9(),;+\-?.*/]+)?")
_KEY = re.compile(r"(?<![A-Z])[A-Z]{14}-[A-Z]{10}-[A-Z](?![A-Z])")
_LEAST_ATOMS = 4


class Written(NamedTuple):
    """A structure as it stands in a text."""

    start: int
    end: int
    kind: str  # smiles | inchi | inchikey
    text: str


def structures(text: str) -> Iterator[Written]:
    """The structures of a text, in no order.

    >>> [w.text for w in structures("SMILES: CCO, also CC(=O)c1ccccc1 (99 %), COA (PDF), NaOH")]
    ['CCO', 'CC(=O)c1ccccc1']
    """
    left = MOST_STRUCTURES
    if "InChI=" in text:
        for found in _INCHI.finditer(text):
            end = _cut(text, found.start(), found.end())
            yield Written(found.start(), end, "inchi", text[found.start() : end])
    for found in _KEY.finditer(text):
        yield Written(found.start(), found.end(), "inchikey", found[0])
    for found in _SMILES_LABELLED.finditer(text):
        if _grammatical(found[1]) and not _SIGN.search(found[1]):
            yield Written(found.start(1), found.end(1), "smiles", found[1])
    for found in _WORD.finditer(text):
        if len(found[0]) > _LONGEST or not _SIGN.search(found[0]):
            continue
        begin, end = _bounds(text, found.start(), found.end())
        word = text[begin:end]
        if _grammatical(word) and (_evident(word) or _LABEL.search(text[max(0, begin - 20) : begin])):
            yield Written(begin, end, "smiles", word)
            left -= 1
            if not left:
                return


_SMILES_LABELLED = re.compile(r"(?i:smiles)\s*[:=]\s*([A-Za-z\[\]]{2,40})(?![\w(=#])")


def _bounds(text: str, begin: int, end: int) -> tuple[int, int]:
    """Without a label that stands right before (``SMILES:C...``), the sentence's marks and its brackets."""
    label = re.match(r"(?i)smiles[:=]", text[begin:end])
    if label:
        begin += label.end()
    while begin < end and (text[begin] in ".:=#-/\\~*" or (text[begin] == "(")):
        begin += 1
    return begin, _cut(text, begin, end)


def _cut(text: str, begin: int, end: int) -> int:
    while end > begin and (
        text[end - 1] in ".,:;=#-/\\~*" or (text[end - 1] == ")" and not paired(text[begin:end]))
    ):
        end -= 1
    return end


def paired(word: str, opening: str = "(", closing: str = ")") -> bool:
    """Whether every bracket has its fellow.

    >>> paired("CC(=O)C"), paired(")("), paired("2,4-[(x)", "([{", ")]}")
    (True, False, False)
    """
    depth = 0
    for sign in word:
        depth += (sign in opening) - (sign in closing)
        if depth < 0:
            return False
    return depth == 0


def _grammatical(word: str) -> bool:
    if not word or not _GRAMMAR.match(word) or not paired(word):
        return False
    rings: set[str] = set()
    for ring in re.findall(r"%\d\d|\d", re.sub(r"\[[^\]]*\]", "", word)):
        rings ^= {ring}
    return not rings


def _evident(word: str) -> bool:
    """Whether a word of the grammar could be nothing else."""
    atoms = ATOM.findall(word)
    carbons = sum(atom in "Cc" or atom.startswith(("[C", "[c")) for atom in atoms)
    if len(atoms) < _LEAST_ATOMS or carbons < 2:
        return False
    branch = re.search(r"\((?:=|#)?(?:Br|Cl|[A-Zcno\[])[^()]*\)?", word)
    ring = re.search(r"[CNOScnos\]]\d.*[CNOScnos\])]\d", word)
    return bool(ring or (branch and re.search(r"[A-Za-z\])]\(", word)) or re.search(r"C[=#][CNO]", word))
