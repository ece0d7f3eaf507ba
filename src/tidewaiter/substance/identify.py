"""The identification ladder: from what was written to what the goods are.

An answer says which rung it stood on. Nothing found is ``unresolved``, an error, never "not controlled".
RDKit is not imported here: a name or number must be answered without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from tidewaiter.errors import Unreadable, Unresolved
from tidewaiter.lawbook.names import MAX_NAME, cas_digits, name_key
from tidewaiter.lawbook.store import Store

_GUESSED = "APPEARS_AMBIGUOUS:"  # how OPSIN begins a warning that a name has several readings

WHICH = "which substance is meant"
_MEMBER = "which of them is meant (other lists name the members of the family, not the family)"
_OPEN = "open: "  # begins the note of a product whose parts are not surely meant: a street word, a plant

if TYPE_CHECKING:  # opened only when no list knows the name
    from tidewaiter.substance.dictionary import Compound, Dictionary

# Patterns stand as text: one that a question does not come to is never compiled, which would cost as much as an answer.
_CODE = r"(?:hs|hts|cn code|code)?\s*:?\s*(\d{4}(?:[. ]?\d{2}){0,3})\Z"
_INCHIKEY = r"[A-Z]{14}-[A-Z]{10}-[A-Z]\Z"
# The grammar of SMILES without its chemistry: what does not follow it is a word ("benzo[a]pyrene").
_SIGNS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789@+-[]()=#$%/\\.:~*")
_SMILES = r"(?=.*[A-Za-z])(?:\[[^\[\]\s]+\]|Cl|Br|[BCNOPSFIbcnops]|->|<-|[-=#$:~/\\.()*]|%\d\d|\d)+\Z"


class Candidate(NamedTuple):
    """One thing the question may mean: a listed substance, or a compound with a structure."""

    name: str
    cas: str
    smiles: str
    substance: str  # id in the lawbook, or ""
    unsure: str = ""  # what is open before it is what is meant: nothing then applies for sure


class Identity(NamedTuple):
    """What the question was understood as, and on which rung of the ladder."""

    query: str
    status: str  # resolved | ambiguous
    rung: str
    candidates: tuple[Candidate, ...]
    note: str = ""
    doubt: str = (
        ""  # why something else may be meant than what was looked at: then nothing found is no "no hit"
    )

    @property
    def told(self) -> str:
        """Note and doubt, as one text."""
        return "; ".join(part for part in (self.doubt, self.note) if part)


class Systematic(NamedTuple):
    """What OPSIN reads of a name, and the positions that it took because the name gives none."""

    smiles: str
    guessed: str = ""


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
    if "\n" in query.strip() and ("M  END" in query or "V2000" in query or "V3000" in query):
        return as_structure(query)
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
    if _must_be_smiles(text):
        return _structure(query, text)
    if len(text) > MAX_NAME:
        if _may_be_smiles(text) and _reads_as_smiles(text):
            return _structure(query, text)
        raise Unreadable(
            f"A name of {len(text)} characters is not read.",
            f"Give at most {MAX_NAME} characters, or a structure.",
        )
    listed = store.by_name(text)
    if listed:
        return _listed(query, "listed name", listed, store)
    if product := store.record("product", name_key(text)):
        return _product(query, product, store, dictionary)
    return _unlisted(query, text, store, dictionary, systematic)


def as_structure(query: str) -> Identity:
    """A text that is given as a structure (SMILES, InChI, MOL block) and is never taken for a name.

    >>> as_structure("CN").candidates[0].smiles
    'CN'
    """
    text = query.strip().strip("\u200b\ufeff").strip()
    if not text:
        raise Unreadable("The structure is empty.", "Give SMILES, InChI or a MOL block.")
    return _structure(query, query if "\n" in text else text)


def _unlisted(
    query: str, text: str, store: Store, dictionary: Callable[[], Dictionary], systematic: bool
) -> Identity:
    """A text that no list knows: a name of the general dictionary, a salt, a structure, a systematic name."""
    known = dictionary().by_name(text)
    drawn = _may_be_smiles(text) and _reads_as_smiles(text)
    if known:
        named = _known(query, text, known, store)
        return _either(query, text, named) if drawn else named
    if salt := _salt(query, text, store, dictionary):
        return salt
    if drawn:
        return _structure(query, text)
    from tidewaiter.substance.doubt import siblings
    from tidewaiter.substance.phrases import bare
    from tidewaiter.substance.phrases import read as read_phrase

    def look(part: str) -> Identity | None:
        return _named(part, store, dictionary)

    if phrase := read_phrase(query, text, store, look):
        return phrase
    found, why = read_systematic_names([text, bare(text, store)]) if systematic else ({}, "")
    if found:
        name, what = next(iter(found.items()))  # the whole first
        one = as_systematic(query, name, what, store)
        return one if name == text else one._replace(note=f"read as {name!r}")
    if siblings(text, store):
        return _weighed(query, text, "listed name", [], "", store)
    # a part is taken only where the whole is no misspelling of a listed name: such names are offered, never assumed
    whole = systematic and not suggest(text, store)
    if whole and (phrase := read_phrase(query, text, store, look, partly=True)):
        return phrase
    raise unresolved(text, store, why, hints=systematic)


def _named(text: str, store: Store, dictionary: Callable[[], Dictionary]) -> Identity | None:
    """What a text means as a name: of the lists, of a product, of the general dictionary, of a salt."""
    if cas_digits(text) is not None or not any(letter.isalpha() for letter in text):
        return None
    if listed := store.by_name(text):
        return _listed(text, "listed name", listed, store)
    if product := store.record("product", name_key(text)):
        return _product(text, product, store, dictionary)
    if len(name_key(text)) > 3 and (known := dictionary().by_name(text)):
        return _known(text, text, known, store)
    return _salt(text, text, store, dictionary)


def as_systematic(query: str, text: str, read: Systematic, store: Store) -> Identity:
    """What OPSIN read of a name: in doubt where it had to guess positions, or may mean a listed isomer."""
    one = Candidate(text, "", read.smiles, "")
    doubt = f"the name gives no positions ({read.guessed})" if read.guessed else ""
    return _weighed(query, text, "systematic name", [one], doubt, store)


def _either(query: str, text: str, named: Identity) -> Identity:
    """A word that is a structure as well: both are looked at."""
    from tidewaiter.substance.structure import read_structure

    drawn = read_structure(text)
    for one in named.candidates:
        if len(named.candidates) == 1 and one.smiles and read_structure(one.smiles).smiles == drawn.smiles:
            return named._replace(doubt="")  # it is written as what it is called
    names = ", ".join(one.name or one.cas for one in named.candidates)
    note = f"read as the structure {text} and as the name of {names}: each was looked at"
    found = (Candidate("", "", text, ""), *named.candidates)
    return Identity(query, "ambiguous", "structure or name", found, note, named.doubt)


def _weighed(
    query: str, text: str, rung: str, found: list[Candidate], doubt: str, store: Store, note: str = ""
) -> Identity:
    """What a name was read as, with the listed substances that it may mean as well.

    These are those that it names but for the positions.
    """
    from tidewaiter.substance.doubt import siblings

    held = {one.substance for one in found}
    more = [candidate(store, key) for key in siblings(text, store) if key not in held]
    if more:
        told = f"the name gives no positions; listed with positions: {_few([one.name for one in more])}"
        doubt = f"{doubt}; {told}" if doubt else told
    every = (*found, *more)
    return Identity(
        query, "resolved" if len(every) == 1 and not doubt else "ambiguous", rung, every, note, doubt
    )


def _few(names: Sequence[str], most: int = 4) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def _product(query: str, product: list[Any], store: Store, dictionary: Callable[[], Dictionary]) -> Identity:
    """A product that is sold under a name of its own: each of its active substances is looked at."""
    name, actives = str(product[0]), [str(one) for one in product[2]]
    found: list[Candidate] = []
    unknown: list[str] = []
    for active in actives:
        if store.substance(active):
            found.append(candidate(store, active))
        elif known := dictionary().by_name(active):
            found.append(Candidate(known[0].name, known[0].cas, known[0].smiles, ""))
        else:
            unknown.append(active)
    from tidewaiter.substance.phrases import preparations

    named = tuple(found)
    opened = str(product[5]).partition(_OPEN)[2].partition(".")[0]
    if opened:
        found = [one._replace(unsure=opened) for one in found]
        note = f"{name} may mean {_few([one.name for one in named], 8)}: each was looked at"
        doubt = f"{name!r}: {opened}"
    else:
        found += preparations(found, "", True, store)
        note = f"{name} is a product with {_few([one.name for one in named], 8)}: each was looked at; "
        note += "whether a list excepts the preparation is not decided here"
        doubt = ""
    if unknown:
        doubt = f"{doubt}; not looked at: {', '.join(unknown)}".removeprefix("; ")
    sure = len(found) == 1 and not opened
    return Identity(query, "resolved" if sure else "ambiguous", "product", tuple(found), note, doubt)


def _salt(query: str, text: str, store: Store, dictionary: Callable[[], Dictionary]) -> Identity | None:
    """A salt of a base that is known: its structure is that of both parts."""
    from tidewaiter.substance.salts import salt_of, split

    keys, acid = salt_of(text, store)
    bases = [candidate(store, key) for key in keys]
    if not bases:
        for base, acid in split(text):  # noqa: B007 - the acid of the base that is found
            bases = [one for one in _plain(base, store, dictionary) if re.search(r"N|n", one.smiles)]
            if bases:
                break
    if not bases:
        return None
    found = tuple(Candidate(f"{base.name} (as {text})", "", f"{base.smiles}.{acid}", "") for base in bases)
    note = f"read as a salt of {', '.join(base.name for base in bases)}"
    return Identity(query, "resolved" if len(found) == 1 else "ambiguous", "listed name", found, note)


def _plain(name: str, store: Store, dictionary: Callable[[], Dictionary]) -> list[Candidate]:
    """The substances that a name surely means, in the lists or the general dictionary."""
    from tidewaiter.substance.doubt import of_name

    if listed := store.by_name(name):
        return [candidate(store, key) for key in listed]
    known = dictionary().by_name(name)
    return list(_candidates(known, store).values()) if not any(of_name(name, one) for one in known) else []


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
    only = store.substance(keys[0]) if len(keys) == 1 else None
    if only and only.kind == "family" and not only.smiles:
        return Identity(query, "ambiguous", rung, found, note, f"{only.name}: {_MEMBER}")
    return Identity(query, "resolved" if len(found) == 1 else "ambiguous", rung, found, note)


def _candidates(compounds: list[Compound], store: Store) -> dict[str, Candidate]:
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
    return found


def _known(query: str, text: str, compounds: list[Compound], store: Store) -> Identity:
    """A name of the general dictionary: what carries it there, and what it may mean as well."""
    from tidewaiter.substance.doubt import explained, of_name, within

    found = _candidates(compounds, store)
    doubts = [told for compound in compounds if (told := of_name(text, compound))]
    if len(doubts) == len(compounds):  # such a name alone does not say that a listing applies
        found = {key: one._replace(unsure=WHICH) for key, one in found.items()}
    for keys, rest in within(text, store):
        if found.keys().isdisjoint(keys) and not any(explained(rest, one, keys, store) for one in compounds):
            inner = [candidate(store, key) for key in keys]
            found.update((one.substance, one) for one in inner)
            names = _few([one.name for one in compounds])
            doubts.append(f"the name holds {_few([one.name for one in inner])}, and is known for {names}")
    return _weighed(query, text, "known synonym", list(found.values()), "; ".join(doubts), store)


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
        found = tuple(_candidates(known, store).values())
        return Identity(query, "resolved" if len(found) == 1 else "ambiguous", "CAS number", found)
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
    return re.match(_SMILES, text) is not None


def _must_be_smiles(text: str) -> bool:
    # Signs that no name carries: they spare the general dictionary.
    if any(sign in text for sign in ("=", "#", "[C@", "c1", "(C)", "@]")):
        return _SIGNS.issuperset(text)
    return any(sign in text for sign in ("[", ".", "->")) and _may_be_smiles(text)


def _reads_as_smiles(text: str) -> bool:
    """Whether a word that could be a name is a SMILES after all. The last resort: it needs RDKit."""
    from tidewaiter.substance.structure import read_structure

    try:
        read_structure(text)
    except Unreadable as why:
        return "heavy atoms" in why.message  # read, but too large: that is the fault to tell
    return True


def unresolved(text: str, store: Store, why: str = "", *, hints: bool = False) -> Unresolved:
    """The error for a name that nothing knows, with close names where they are asked for."""
    return Unresolved(
        f"Nothing consulted knows the name {text[:80]!r}{why}.",
        "Check the spelling, or give a CAS number or a structure.",
        suggest(text, store) if hints else (),
    )


def read_systematic_names(texts: Sequence[str]) -> tuple[dict[str, Systematic], str]:
    """Read many systematic names in one run of OPSIN: (text -> what it reads, what is missing)."""
    import shutil
    from importlib.util import find_spec
    from pathlib import Path

    pattern = r"\d|yl|ane|ene|ol\b|amine|one\b|ide\b|ate\b|acid"
    texts = [text for text in dict.fromkeys(texts) if re.search(pattern, text)]
    if not texts:
        return {}, ""
    java, package = shutil.which("java"), find_spec("py2opsin")
    jars = sorted(Path(package.origin).parent.glob("opsin*.jar")) if package and package.origin else []
    if java is None or not jars:
        return {}, "; systematic names are not read here (install tidewaiter[names] and Java for that)"
    asked = {" ".join(text.split()): text for text in texts}
    told = _run_opsin([java, "-jar", str(jars[-1]), "-osmi", "-n"], list(asked))
    if told is None:
        return {}, "; OPSIN could not be run here"
    return {asked[name]: read for name, read in told.items() if name in asked}, ""


def _run_opsin(command: list[str], names: list[str]) -> dict[str, Systematic] | None:
    """What OPSIN reads of names, each with the positions that it had to guess; None where it cannot be run.

    It writes each structure with its name behind a tab, and before that line what it warns of.
    """
    import subprocess

    try:
        done = subprocess.run(
            command, input="\n".join(names).encode() + b"\n", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=True
        )  # fmt: skip
        lines = done.stdout.decode().splitlines()
    except (OSError, subprocess.CalledProcessError, UnicodeError):
        return None
    found: dict[str, Systematic] = {}
    warned = ""
    for line in lines:
        smiles, tab, name = line.partition("\t")
        if not tab:
            warned = line if line.startswith(_GUESSED) else ""
            continue
        if smiles:
            found[name] = Systematic(smiles, warned.replace(_GUESSED, "").strip())
        warned = ""
    return found


def suggest(text: str, store: Store, most: int = 3) -> tuple[str, ...]:
    """Listed names close to a misspelt one: offered, never assumed."""
    from rapidfuzz import fuzz, process

    key = name_key(text)
    if len(key) < 4:
        return ()
    names = {name_key(name): name for name, _ in store.all_names()}
    found = process.extract(key, list(names), scorer=fuzz.ratio, limit=most, score_cutoff=82)
    return tuple(names[match[0]] for match in found)
