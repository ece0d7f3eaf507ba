"""What listings make of "an ester of morphine" or "a derivative of fentanyl": by what each extends to, never by a structure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tidewaiter.lawbook.store import Store
from tidewaiter.reach.listed import FORMS, LOOSE_WORDS, SALT_AS_FORM, STEREO
from tidewaiter.reached import Reach

# the extensions of which any takes in all that a word means
_WHOLE = {
    "salt": {"salts"},
    "isomer": {"isomers"},
    "stereoisomer": {"isomers", "stereoisomers"},
    "optical isomer": {"isomers", "stereoisomers", "optical"},
    "geometric isomer": {"isomers", "stereoisomers", "geometric"},
    "salt of an isomer": {"salts-of"},
    "positional isomer": {"positional"},
}
_WHICH = (
    "derivative",
    "analogue",
    "ester",
    "ether",
    "isomer",
    "optical isomer",
    "geometric isomer",
    "stereoisomer",
    "positional isomer",
)  # what a list may name by itself
_SOME = {
    "isomer": STEREO | {"positional"},
    "stereoisomer": STEREO,
    "positional isomer": frozenset({"isomers"}),
}


def of_kin(found: Iterable[Reach], kin: str, unnamed: bool, store: Store) -> Iterator[Reach]:
    """What is reached by goods that are said to be of another, by what that other reaches; ``unnamed``: no list names them."""
    whole = _WHOLE.get(kin, {f"{kin}s"})
    for reach in found:
        entry = store.entry(reach.entry)
        held = set(entry.extensions)
        of_a_family = reach.basis == "member" and entry.class_id
        if not of_a_family and reach.basis not in ("named", "class", "salt"):
            continue
        name = entry.as_listed or entry.class_id
        if held & whole:
            basis = (
                "isomer"
                if kin.endswith("isomer") and kin in _WHICH
                else "derivative"
                if kin not in ("salt", "ester", "ether")
                else kin
            )
            yield reach._replace(basis=basis, because=f"{_an(kin)} of {name}, which the list extends to")
        elif missing := _open(kin, held, entry.class_id) or ("" if unnamed else _which(kin)):
            because = f"{_an(kin)} of {name}"
            yield reach._replace(
                outcome="cannot_tell", basis="derivative", because=because, missing=(*reach.missing, missing)
            )


def _open(kin: str, held: set[str], class_id: str) -> str:
    """What is open where a listing may take in goods of another; "" where it does not."""
    if kin == "salt":
        return SALT_AS_FORM if FORMS in held else ""
    if held & _SOME.get(kin, frozenset()):
        return f"which {kin} it is: the list extends to some"
    if class_id:
        return f"whether the {kin} is within the class"
    return next((f"meaning of {word!r}" for word in LOOSE_WORDS if word in held), "")


def _which(kin: str) -> str:
    return f"which {kin} it is: a list may name it by itself" if kin in _WHICH else ""


def _an(kin: str) -> str:
    return f"an {kin}" if kin[:1] in "aeio" else f"a {kin}"


def unnamed(found: Iterable[Reach], store: Store) -> Iterator[Reach]:
    """Of what a family reaches, what it reaches as such: no doubt of which member a list names, and none of the members named."""
    for reach in found:
        if reach.basis != "member" and not (reach.basis == "named" and store.entry(reach.entry).doubt):
            yield reach
