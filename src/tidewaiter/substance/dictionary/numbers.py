"""What a number means: CAS, EC and UN numbers, InChIKeys and commodity codes, as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from tidewaiter.errors import Unreadable, Unresolved
from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import MAX_NAME, cas_check, cas_digits
from tidewaiter.lawbook.store import Store
from tidewaiter.substance.dictionary import dictionary
from tidewaiter.substance.dictionary.found import candidates_of, listed_as, unsearched
from tidewaiter.substance.dictionary.trade_numbers import (
    commodity_code,
    ec_digits,
    index_digits,
    labelled_code,
    loose_code,
    un_digits,
)
from tidewaiter.substance.identity import Candidate, Identity, candidate, identity, in_one

# Patterns stand as text: one that a question does not come to is never compiled, which would cost as much as an answer.
_INCHIKEY = r"[A-Z]{14}-[A-Z]{10}-[A-Z]\Z"


def by_number(query: str, text: str, store: Store) -> Identity | None:
    """What a text that is a number means; None for one that is none.

    Raises :class:`Unreadable` for a number whose check digit is wrong, :class:`Unresolved` for one that nothing knows.
    """
    if len(text) == 27 and re.match(_INCHIKEY, text):
        return _by_inchikey(query, text, store)
    cas = cas_digits(text)
    if cas is not None:
        return by_cas(query, cas, store)
    if traded := _by_trade_number(query, text, store):
        return traded
    if len(text) < MAX_NAME and (code := commodity_code(text)):
        return by_code(query, code, store)
    if unmarked := _by_unmarked_cas(query, text, store):
        return unmarked
    if (index := index_digits(text)) is not None:
        raise Unresolved(
            f"{index} is an index number of the European list of dangerous substances (Annex VI of Regulation 1272/2008), not a CAS number:"
            " nothing consulted has such numbers.",
            "Give the CAS or EC number that the list has beside it, or the name.",
        )
    if several := _several_numbers(text):
        return _by_numbers(query, several, store)
    return None


def by_cas(query: str, cas: str, store: Store) -> Identity:
    """What a CAS number stands for: what is listed under it, else what the general dictionary has.

    Raises :class:`Unreadable` for a wrong check digit, :class:`Unresolved` for a number that nothing knows.
    """
    listed = store.by_cas(cas)  # first: what is listed is a number, and spares the check's import
    if listed:
        return listed_as(query, "CAS number", _and_namesakes(listed, store), store)
    from stdnum import casrn

    if not casrn.is_valid(cas):
        raise Unreadable(
            f"{cas} is not a CAS number: its check digit should be {casrn.calc_check_digit(cas[:-2])}.",
            "Copy the number again, or ask by name or structure.",
        )
    known = dictionary().by_cas(cas)
    if known:
        found = candidates_of(known, store).values()
        return identity(query, "CAS number", found, doubts=[unsearched(found)])
    raise Unresolved(
        f"Nothing consulted knows the CAS number {cas}.", "Give the structure (SMILES) or a name with it."
    )


def _and_namesakes(listed: list[str], store: Store) -> list[str]:
    """What is listed under a number; of a mixture without a drawing, all that its own name stands for (fuming nitric acid is nitric acid)."""
    only = store.substance(listed[0]) if len(listed) == 1 else None
    if only is None or only.kind != "mixture" or only.smiles:
        return listed
    return [*listed, *(key for key in store.by_name(only.name) if key not in listed)]


def _by_trade_number(query: str, text: str, store: Store) -> Identity | None:
    """What an EC or a UN number stands for; None for a text that is neither."""
    if not text[-1:].isdigit() and not text.endswith((")", "）", "]", ".")):
        return None
    if (number := ec_digits(text)) is not None:
        return _by_ec(query, number, store)
    if (number := un_digits(text)) is not None:
        return by_un(query, number, store)
    return None


def _by_ec(query: str, number: str, store: Store) -> Identity:
    from stdnum.eu import ecnumber

    if not ecnumber.is_valid(number):
        raise Unreadable(
            f"{number} is not an EC number: its check digit should be {ecnumber.calc_check_digit(number[:-2])}.",
            "Copy the number again, or ask by name, CAS number or structure.",
        )
    found = _numbered(dictionary().by_ec(number), store)
    if not found:
        raise Unresolved(
            f"Nothing consulted knows the EC number {number}.", "Give the CAS number or a name with it."
        )
    note = f"read by the EC number {number}"
    return identity(query, "EC number", found, note)


def un_goods(text: str) -> str:
    """What the goods of a UN number are called that covers no one substance; "" for any other text."""
    number = un_digits(text)
    name, several = (number and dictionary().by_un(number)) or ("", ("",))
    return "" if several else name


def by_un(query: str, number: str, store: Store) -> Identity:
    """What goods a UN number covers. Raises :class:`Unresolved` for one that is unknown or covers no one substance."""
    known = dictionary().by_un(number)
    if known is None:
        raise Unresolved(
            f"Nothing consulted knows the UN number {number}.",
            "Look at the transport papers again, or ask by name, CAS number or structure.",
        )
    name, several = known
    found = _numbered(several, store)
    if not found:
        raise Unresolved(
            f"UN {number} is {name!r}: a group of goods, no one substance.",
            "Ask by the name, CAS number or structure of what the goods are.",
        )
    if len(found) == 1:
        note = f"UN {number} is {name!r}: the number tells the danger in transport, not strength or what else is in it"
        return Identity(query, "resolved", "UN number", found, note)
    note = f"UN {number} is {name!r}, and covers several substances: each was looked at; others can fall under it"
    return Identity(query, "ambiguous", "UN number", found, note, "which substance of the group it is")


def _numbered(several: Sequence[str], store: Store) -> tuple[Candidate, ...]:
    """The substances under CAS numbers, listed ones first known as such."""
    found: dict[str, Candidate] = {}
    for cas in several:
        if listed := store.by_cas(cas):
            found.update((key, candidate(store, key)) for key in listed)
        else:
            found |= candidates_of(dictionary().by_cas(cas), store)
    return tuple(found.values())


def _by_inchikey(query: str, key: str, store: Store) -> Identity:
    listed = store.by_skeleton(key) or store.by_skeleton(key[:14])
    if listed:
        return listed_as(query, "InChIKey", listed, store)
    raise Unresolved(
        f"The InChIKey {key} is not one of a listed substance, and a key cannot be read back into a structure.",
        "Give the SMILES or the InChI itself: an unlisted structure can still fall under a class.",
    )


def _several_numbers(text: str) -> list[str]:
    """The CAS numbers of a text that is nothing else: "7722-64-7/108-24-7"."""
    if not text[-1].isdigit() or not text[0].isdigit():
        return []
    parts = [
        cas_digits(part) for part in re.split(r"\s*[/;,+&|、；，]\s*|\s+(?:and|und|y|et)\s+|\s{2,}", text)
    ]
    return [part for part in parts if part] if len(parts) > 1 and all(parts) else []


def _by_numbers(query: str, numbers: list[str], store: Store) -> Identity:
    """Several CAS numbers: each was looked at."""
    found = [one for cas in numbers for one in by_cas(query, cas, store).candidates]
    note = f"{len(numbers)} CAS numbers: each was looked at"
    return Identity(query, "ambiguous", "CAS number", tuple(dict.fromkeys(found)), note)


def _named_by(code: str, store: Store) -> list[tuple[str, str]]:
    """What the line of a code names in its own words, or that of its first six digits, on which tariffs agree."""
    return store.record("named by code", code) or store.record("named by code", code[:6]) or []


def _by_unmarked_cas(query: str, text: str, store: Store) -> Identity | None:
    """What digits stand for that are a CAS number without its marks, where something has it: 1867669; None for any other text."""
    if not 5 <= len(text) <= 10 or not text.isdigit():
        return None
    run = f"{text[:-3]}-{text[-3:-1]}-{text[-1]}"
    if not cas_check(run) or not (store.by_cas(run) or dictionary().by_cas(run)):
        return None
    return by_cas(query, run, store)._replace(note=f"read as the CAS number {run}")


def by_code(query: str, code: str, store: Store) -> Identity:
    """What is listed under a commodity code. Raises :class:`Unresolved` for one under which nothing is recorded."""
    # tariffs agree on six digits: what lies under a longer code may be recorded under its beginning
    lengths = [length for length in (len(code), 8, 6) if length <= len(code)]
    rows = next((rows for length in lengths if (rows := store.by_code(code[:length]))), [])
    named = [
        candidate(store, key) if key else Candidate(name, "", smiles, "")
        for name, smiles in _named_by(code, store)
        for key in store.by_name(name) or [""]
    ]
    if not rows and (found_so := _by_unmarked_cas(query, code, store)):
        return found_so._replace(
            candidates=(*found_so.candidates, *named),
            doubt=f"{code} may be a commodity code as well" if named else found_so.doubt,
        )
    if not rows and not named:
        raise Unresolved(
            f"No listed substance is recorded under the commodity code {code}.",
            "A code covers many goods: ask by the substance's name, number or structure.",
        )
    still = [
        row for row in rows if not row[4]
    ] or rows  # what once stood under a code is not what stands there now
    found = tuple(dict.fromkeys((*(candidate(store, row[0]) for row in still), *named)))
    note = "a commodity code covers other goods besides these: the substance itself decides"
    # none recorded is no "no hit"
    doubt = "" if rows else f"the line {code[:6]} names these goods, and may take in others"
    return Identity(query, "ambiguous", "commodity code", found, note, doubt)


_RESIDUAL = ("9", "90")  # how a line ends that takes in what its neighbours do not name
_OF_CHEMICALS = range(28, 39)
_OF_PLANTS = range(6, 16)


def _may_stand_under(goods: Candidate, code: str, store: Store) -> bool:
    """Whether an unlisted chemical or plant may be one of the many goods of a line, so that line and name tell of the same."""
    chapter = int(code[:2])
    if goods.smiles:
        carbon = re.search(r"C(?![a-z])|c", goods.smiles) is not None
        return chapter in _OF_CHEMICALS and (chapter != 29 or carbon) and not _named_by(code, store)
    return bool(goods.substance) and chapter in _OF_PLANTS and code[:6].endswith(_RESIDUAL)


def code_in(text: str, store: Store) -> tuple[str, str]:
    """A commodity code that stands in a text, without a label only where its line is known, and what else the text says."""
    code, beside = labelled_code(text)
    if not code:
        code, beside = loose_code(text)
        if code and not (store.by_code(code[:6]) or _named_by(code, store)):
            return "", text
    return code, beside


def beside_code(named: Identity, code: str, store: Store) -> Identity:
    """Goods named beside a commodity code: where no list knows the words, and something is listed under the code, either may
    be meant ("springs", or coffee, under the code of ephedrine)."""
    if not code or any(
        one.kin or (one.substance and store.listings(one.substance)) for one in named.candidates
    ):
        return named
    if any(_may_stand_under(one, code, store) for one in named.candidates):
        return named
    drawn = {one.smiles for one in named.candidates if one.smiles}
    with suppress(Unresolved):
        coded = by_code(named.query, code, store)
        if drawn & {one.smiles for one in coded.candidates}:
            return named
        if {one.name.casefold() for one in named.candidates} & {
            one.name.casefold() for one in coded.candidates
        }:
            return named  # drawn in another way
        doubt = in_one(named.doubt, "words and code name different goods")
        return coded._replace(candidates=(*coded.candidates, *named.candidates), doubt=doubt)
    return named
