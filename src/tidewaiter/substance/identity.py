"""What a question is understood as: the candidates it may mean, and on which rung of the ladder they were found."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.contents import Strength
from tidewaiter.lawbook.store import Store
from tidewaiter.plain import picked
from tidewaiter.rows import NamedTuple
from tidewaiter.substance.amounts.preparation import Contents
from tidewaiter.typed import TYPE_CHECKING, cast

PART = "whether the law reaches this part of the plant, or what is made of it"
MADE = "whether the law reaches what is made of the plant"

if TYPE_CHECKING:
    from tidewaiter.contract.check import IdentityOf


class Candidate(NamedTuple):
    """One thing the question may mean: a listed substance, or a compound with a structure."""

    name: str
    cas: str
    smiles: str
    substance: str  # id in the lawbook, or ""
    unsure: str = ""  # what is open before it is what is meant: nothing then applies for sure
    unsure_in: tuple[str, ...] = ()  # the territories whose law leaves that open; empty: any
    contents: Contents | None = None  # what is told of the preparation that it is in
    base: str = ""  # id of the listed base or acid that its name says it is a salt of
    kin: str = ""  # what it is said to be of another: an ester, a derivative ...
    of: str = ""  # id of that other in the lawbook
    of_smiles: str = ""  # its structure
    unnamed: bool = False  # whether it is said that no list names it


class Identity(NamedTuple):
    """What the question was understood as, and on which rung of the ladder."""

    query: str
    status: str  # resolved | ambiguous
    rung: str
    candidates: tuple[Candidate, ...]
    note: str = ""
    # why something else may be meant than what was looked at: then nothing found is no "no hit"
    doubt: str = ""
    left: tuple[str, ...] = ()  # words of a phrase that were not understood

    @property
    def whole(self) -> Candidate:
        """What an answer is headed with: the goods as one, a mixture by all its parts; of several meanings the first.

        >>> one = Candidate("HFC-32", "75-10-5", "FCF", "hfc-32")
        >>> Identity("HFC-32", "resolved", "known synonym", (one,)).whole.name
        'HFC-32'
        """
        first, parts = self.candidates[0], self.candidates
        mixed = all(one.contents and len(one.contents.others) == len(parts) - 1 for one in parts)
        if len(parts) == 1 or not mixed:
            return first
        smiles = ".".join(one.smiles for one in parts) if all(one.smiles for one in parts) else ""
        return Candidate(", ".join(one.name for one in parts), "", smiles, "")

    def to_json(self, first: Candidate, smiles: str, inchikey: str = "") -> IdentityOf:
        """As plain data, headed with one of the things that are meant."""
        names = "status rung name cas smiles inchikey candidates note doubt"
        meant = [picked("name cas smiles", one) for one in self.candidates]
        found = picked(names, self, first, smiles=smiles, inchikey=inchikey, candidates=meant)
        return cast("IdentityOf", found)

    @property
    def told(self) -> str:
        """Note and doubt, as one text."""
        return in_one(self.doubt, self.note)

    def of_share(self, share: Strength) -> Identity:
        """The same with each candidate a part of the goods: so much of them.

        >>> one = Candidate("acetone", "67-64-1", "CC(C)=O", "acetone")
        >>> found = identity("acetone", "listed name", [one]).of_share(Strength(hundred=20.0)).candidates[0]
        >>> found.contents.strength.hundred
        20.0
        """
        none = Contents("", None, whole=False)
        parts = (
            one._replace(contents=(one.contents or none)._replace(strength=share)) for one in self.candidates
        )
        return self._replace(candidates=tuple(parts))


def in_one(*told: str) -> str:
    """What is told, as one text."""
    return "; ".join(filter(None, told))


def not_understood(*words: str) -> str:
    """The doubt about words that were not understood; "" where there are none."""
    return f"not understood: {', '.join(map(repr, words))}" if words else ""


Look = Callable[[str], Identity | None]  # what a name means by itself


def identity(
    query: str,
    rung: str,
    found: Iterable[Candidate],
    note: str = "",
    doubts: Iterable[str] = (),
    left: tuple[str, ...] = (),
) -> Identity:
    """What a question is understood as: resolved where one thing is meant, and nothing casts a doubt on it.

    >>> one = Candidate("water", "7732-18-5", "O", "")
    >>> identity("water", "known synonym", [one]).status, identity("eau?", "phrase", [one], doubts=["a guess"]).status
    ('resolved', 'ambiguous')
    """
    every, doubt = tuple(found), in_one(*doubts)
    status = "resolved" if len(every) == 1 and not doubt else "ambiguous"
    return Identity(query, status, rung, every, note, doubt, left)


def structure(query: str, text: str, doubt: str = "") -> Identity:
    """A question that is understood as the structure that a text draws; in ``doubt``, nothing applies to it for sure."""
    return identity(query, "structure", (Candidate("", "", text, "", doubt),), doubts=[doubt])


_RADICAL = re.compile(r"\[CH?\d?\](?!$)|(?<=.)\[CH?\d?\]")


def no_group(found: Identity | None) -> Identity | None:
    """The same where what was found can be goods; None for a group of a molecule alone: the phenethyl of a description."""
    groups = (one for one in found.candidates if not one.substance and "." not in one.smiles) if found else ()
    return None if any(_RADICAL.search(one.smiles) for one in groups) else found


def kin_of(one: Candidate, kind: str, called: str = "") -> Candidate:
    """What is said to be of another thing, "an ester of morphine": it has no structure of its own."""
    name = f"{kind} of {one.name or called}"
    return Candidate(name, "", "", "", kin=kind, of=one.substance, of_smiles=one.smiles)


def candidate(store: Store, key: str) -> Candidate:
    """The candidate that a listed substance is."""
    substance = store.substance(key)
    if substance is None:
        raise KeyError(key)
    return Candidate(substance.name, substance.cas[0] if substance.cas else "", substance.smiles, key)
