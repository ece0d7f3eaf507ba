"""A name beside its drawing, as an InChI or a SMILES: the same thing named twice, or two things."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from tidewaiter.errors import Unreadable, Unresolved
from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.identity import Candidate, Identity, identity, not_understood, structure
from tidewaiter.substance.known.of_dictionary import either
from tidewaiter.substance.structures.smiles import may_be, must_be, reads_as_one
from tidewaiter.substance.words.part import is_merchandise
from tidewaiter.substance.words.words import words_of

Again = Callable[[str], Identity]  # the whole ladder for another text
_INCHI = re.compile(r"InChI=1S?/[^\s;]+")
_SIGN = re.compile(r"[=#(]|c1")  # of bonds, branches and rings
_LEAST = 5  # letters of a drawing beside words
_LABEL = re.compile(
    r"(?<!\w)(?:canonical|isomeric|std|standard)?\s*(?:SMILES|InChI)(?:\s+(?:string|code))?(?!\w)",
    re.IGNORECASE,
)
_AROUND = " ,;:()[].\"'“”„"


def beside_inchi(query: str, text: str, store: Store, again: Again) -> Identity:
    """A name beside its InChI: the name where both are one thing, else both; where nothing knows the name, what is drawn."""
    found = _INCHI.search(text)
    return _beside(query, text, _closed(found[0]), store, again) if found else structure(query, text)


def beside_smiles(query: str, text: str, store: Store, again: Again) -> Identity | None:
    """The same of a SMILES that is a word of a text; None where no word of it surely is one.

    >>> from tidewaiter import Lawbook
    >>> store, drawn = Lawbook.load().store, "CC(=O)C(C)(C)C"
    >>> again = lambda name: Identity(name, "resolved", "phrase", (Candidate(name, "", drawn, ""),))
    >>> [one.name for one in beside_smiles("", f"pinacolone ({drawn})", store, again).candidates], beside_smiles("", "toluene (98 %)", store, again)
    (['pinacolone'], None)
    """
    drawn = next((one for word in text.split() if (one := _closed(word)) and _is_drawing(one)), "")
    return _beside(query, text, drawn, store, again) if drawn else None


def _is_drawing(word: str) -> bool:
    """Whether a word beside others is a SMILES, and no name, formula or code."""
    if sum(map(str.isalpha, word)) < _LEAST or not _SIGN.search(word):
        return False
    return must_be(word) and may_be(word) and reads_as_one(word)


def _closed(word: str) -> str:
    """A drawing without the signs of the text around it: "pinacolone (InChI=1S/...)"."""
    word = word.strip(",;:\"'“”„").rstrip(".")
    while word.startswith("(") or word.count(")") > word.count("("):
        word = word[1:] if word.startswith("(") else word[:-1].rstrip(",;.")
    return word


def _beside(query: str, text: str, drawn: str, store: Store, again: Again) -> Identity:
    """What a text names beside its drawing, and what is drawn."""
    rest = _LABEL.sub(" ", text.replace(drawn, " ")).strip(_AROUND)
    rest = " ".join(re.sub(r"\(\s*\)", " ", rest).split()).strip(_AROUND)
    if not words_of(store).names(rest):
        return structure(query, drawn)  # an amount, a word of packing
    with suppress(Unreadable, Unresolved):
        named = again(rest)
        if all(map(is_merchandise, named.candidates)):
            unsure = "whether the goods are, or hold, what is drawn"
            return identity(
                query,
                "structure or name",
                (Candidate("", "", drawn, "", unsure=unsure), *named.candidates),
                "",
                [named.doubt],
                named.left,
            )
        return either(query, drawn, named)._replace(query=query)
    return structure(query, drawn, not_understood(rest))
