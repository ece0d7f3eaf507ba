"""The identification ladder: from what was written to what the goods are.

An answer says which rung it stood on. Nothing found is ``unresolved``, an error, never "not controlled".
RDKit is not imported here: a name or number must be answered without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tidewaiter.errors import Unreadable, Unresolved
from tidewaiter.lawbook.names import MAX_NAME, cas_digits, name_key
from tidewaiter.lawbook.store import Store

if TYPE_CHECKING:  # opened only when no list knows the name
    from tidewaiter.substance.dictionary import Compound, Dictionary

# Patterns stand as text: one that a question does not come to is never compiled, which would cost as much as an answer.
_CODE = r"(?:hs|hts|cn code|code)?\s*:?\s*(\d{4}(?:[. ]?\d{2}){0,3})\Z"
_INCHIKEY = r"[A-Z]{14}-[A-Z]{10}-[A-Z]\Z"
_SMILES = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789@+-[]()=#$%/\\.:~*")
_ATOM = frozenset("BCNOPSFIbcnops[H")


class Candidate(NamedTuple):
    """One thing the question may mean: a listed substance, or a compound with a structure."""

    name: str
    cas: str
    smiles: str
    substance: str  # id in the lawbook, or ""


class Identity(NamedTuple):
    """What the question was understood as, and on which rung of the ladder."""

    query: str
    status: str  # resolved | ambiguous
    rung: str
    candidates: tuple[Candidate, ...]
    note: str = ""


def identify(
    query: str, store: Store, dictionary: Callable[[], Dictionary], *, systematic: bool = True
) -> Identity:
    """Climb the ladder for one query; without ``systematic``, not to its last rung, which starts Java.

    Raises :class:`Unreadable` for a number or structure that is none, :class:`Unresolved` (with close names
    as suggestions) where nothing knows it.
    """
    text = query.strip().strip("\u200b\ufeff").strip()
    if not text:
        raise Unreadable("The question is empty.", "Give a name, a CAS number, a SMILES, an InChI or a code.")
    if "\n" in query.strip() and "M  END" in query:
        return _structure(query, query)
    if text.startswith("InChI="):
        return _structure(query, text)
    if len(text) == 27 and re.match(_INCHIKEY, text):
        return _by_inchikey(query, text, store)
    cas = cas_digits(text)
    if cas is not None:
        return _by_cas(query, cas, store, dictionary)
    code = re.match(_CODE, text, re.IGNORECASE) if text[-1].isdigit() and len(text) < MAX_NAME else None
    if code:
        return _by_code(query, re.sub(r"\D", "", code[1]), store)
    if len(text) <= MAX_NAME:
        listed = store.by_name(text)
        if listed:
            return _listed(query, "listed name", listed, store)
        if not _must_be_smiles(text):
            known = dictionary().by_name(text)
            if known:
                return _known(query, "known synonym", known, store)
            if salt := _salt(query, text, store):
                return salt
    if _must_be_smiles(text) or (_may_be_smiles(text) and _reads_as_smiles(text)):
        return _structure(query, text)
    if len(text) > MAX_NAME:
        raise Unreadable(
            f"A name of {len(text)} characters is not read.",
            f"Give at most {MAX_NAME} characters, or a structure.",
        )
    if not systematic:
        raise unresolved(text, store)
    return _systematic(query, text, store)


def _salt(query: str, text: str, store: Store) -> Identity | None:
    """A salt of a listed base, as Chinese names write it: its structure is that of both parts."""
    from tidewaiter.substance.salts import salt_of

    keys, acid = salt_of(text, store)
    if not keys:
        return None
    bases = [candidate(store, key) for key in keys]
    found = tuple(Candidate(f"{base.name} (as {text})", "", f"{base.smiles}.{acid}", "") for base in bases)
    note = f"read as a salt of {', '.join(base.name for base in bases)}"
    return Identity(query, "resolved" if len(found) == 1 else "ambiguous", "listed name", found, note)


def _structure(query: str, text: str) -> Identity:
    return Identity(query, "resolved", "structure", (Candidate("", "", text, ""),))


def candidate(store: Store, key: str) -> Candidate:
    """The candidate that a listed substance is."""
    substance = store.substance(key)
    if substance is None:
        raise KeyError(key)
    return Candidate(substance.name, substance.cas[0] if substance.cas else "", substance.smiles, key)


def _listed(query: str, rung: str, keys: list[str], store: Store, note: str = "") -> Identity:
    found = tuple(candidate(store, key) for key in keys)
    return Identity(query, "resolved" if len(found) == 1 else "ambiguous", rung, found, note)


def _known(query: str, rung: str, compounds: list[Compound], store: Store) -> Identity:
    # A compound that the lawbook knows under its number is the listed substance.
    found: dict[str, Candidate] = {}
    for compound in compounds:
        listed = store.by_cas(compound.cas)
        if listed:
            for key in listed:
                found[key] = candidate(store, key)
        else:
            found[compound.cas or compound.smiles] = Candidate(
                compound.name, compound.cas, compound.smiles, ""
            )
    return Identity(query, "resolved" if len(found) == 1 else "ambiguous", rung, tuple(found.values()))


def _by_cas(query: str, cas: str, store: Store, dictionary: Callable[[], Dictionary]) -> Identity:
    listed = store.by_cas(cas)  # first: what is listed is a number, and spares the check's import
    if listed:
        return _listed(query, "CAS number", listed, store)
    from stdnum import casrn

    if not casrn.is_valid(cas):
        raise Unreadable(
            f"{cas} is not a CAS number: its check digit should be {casrn.calc_check_digit(cas[:-2])}.",
            "Copy the number again, or ask by name or structure.",
        )
    known = dictionary().by_cas(cas)
    if known:
        return _known(query, "CAS number", known, store)
    raise Unresolved(
        f"Nothing consulted knows the CAS number {cas}.", "Give the structure (SMILES) or a name with it."
    )


def _by_inchikey(query: str, key: str, store: Store) -> Identity:
    listed = store.by_skeleton(key) or store.by_skeleton(key[:14])
    if listed:
        return _listed(query, "InChIKey", listed, store)
    raise Unresolved(
        f"The InChIKey {key} is not one of a listed substance, and a key cannot be read back into a structure.",
        "Give the SMILES or the InChI itself: an unlisted structure can still fall under a class.",
    )


def _by_code(query: str, code: str, store: Store) -> Identity:
    rows = store.by_code(code)
    if not rows:
        raise Unresolved(
            f"No listed substance is recorded under the commodity code {code}.",
            "A code covers many goods: ask by the substance's name, number or structure.",
        )
    still = [
        row for row in rows if not row[4]
    ] or rows  # what once stood under a code is not what stands there now
    found = tuple(candidate(store, key) for key in dict.fromkeys(row[0] for row in still))
    note = "a commodity code covers other goods besides these: the substance itself decides"
    return Identity(query, "ambiguous", "commodity code", found, note)


def _may_be_smiles(text: str) -> bool:
    signs = set(text)
    return signs <= _SMILES and not signs.isdisjoint(_ATOM)


def _must_be_smiles(text: str) -> bool:
    # Signs that no name carries: they spare the general dictionary.
    return _may_be_smiles(text) and any(sign in text for sign in ("=", "#", "[C@", "c1", "(C)", "@]"))


def _reads_as_smiles(text: str) -> bool:
    """Whether a word that could be a name is a SMILES after all. The last resort: it needs RDKit."""
    from tidewaiter.substance.structure import read_structure

    try:
        read_structure(text)
    except Unreadable as why:
        return "heavy atoms" in why.message  # read, but too large: that is the fault to tell
    return True


def _systematic(query: str, text: str, store: Store) -> Identity:
    smiles, why = read_systematic(text)
    if smiles:
        return Identity(query, "resolved", "systematic name", (Candidate(text, "", smiles, ""),))
    raise unresolved(text, store, why, hints=True)


def unresolved(text: str, store: Store, why: str = "", *, hints: bool = False) -> Unresolved:
    """The error for a name that nothing knows, with close names where they are asked for."""
    return Unresolved(
        f"Nothing consulted knows the name {text[:80]!r}{why}.",
        "Check the spelling, or give a CAS number or a structure.",
        suggest(text, store) if hints else (),
    )


def read_systematic(text: str) -> tuple[str, str]:
    """Read a systematic name with OPSIN, where the extra ``names`` and Java are there.

    Returns (SMILES, "") or ("", what is missing).
    """
    found, why = read_systematic_names([text])
    return found.get(text, ""), why


def read_systematic_names(texts: Sequence[str]) -> tuple[dict[str, str], str]:
    """Read many systematic names in one run of OPSIN: (text -> SMILES, what is missing)."""
    import shutil
    from importlib.util import find_spec

    pattern = r"\d|yl|ane|ene|ol\b|amine|one\b|ide\b|ate\b|acid"
    texts = [text for text in dict.fromkeys(texts) if re.search(pattern, text)]
    if not texts:
        return {}, ""
    if find_spec("py2opsin") is None or shutil.which("java") is None:
        return {}, "; systematic names are not read here (install tidewaiter[names] and Java for that)"
    import tempfile
    import warnings
    from pathlib import Path

    from py2opsin import py2opsin

    # OPSIN is given its names in a file: in a folder of its own, so that two questions never share it
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            lines = [" ".join(text.split()) for text in texts]
            found = py2opsin(lines, output_format="SMILES", tmp_fpath=str(Path(folder, "names.txt")))
        except (TypeError, UnicodeError):  # its own error path, or a name that no file can hold
            return {}, "; OPSIN could not be run here"
    told = found if isinstance(found, list) and len(found) == len(texts) else [""] * len(texts)
    return {text: str(smiles) for text, smiles in zip(texts, told, strict=True) if smiles}, ""


def suggest(text: str, store: Store, most: int = 3) -> tuple[str, ...]:
    """Listed names close to a misspelt one: offered, never assumed."""
    from rapidfuzz import fuzz, process

    key = name_key(text)
    if len(key) < 4:
        return ()
    names = {name_key(name): name for name, _ in store.all_names()}
    found = process.extract(key, list(names), scorer=fuzz.ratio, limit=most, score_cutoff=82)
    return tuple(names[match[0]] for match in found)
