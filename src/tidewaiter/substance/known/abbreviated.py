"""Names of laboratory drugs that are written longer than the lists write them, and what a word says was taken off a drug or put on it.

"5-fluoro-MDMB-PICA" is 5F-MDMB-PICA, "p-fluoro-alpha-PVP" 4F-alpha-PVP, "4'-fluoro-α-pyrrolidinohexiophenone" 4F-alpha-PHP; "N-óxido de morfina" is
the N-oxide of morphine, "N-desmethyltramadol" tramadol without one of its methyls. The words are those of ``short-names.tsv``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial

from tidewaiter.lawbook import patterns as re
from tidewaiter.substance.identity import Candidate, Identity, Look, identity
from tidewaiter.substance.tables.table import by_word, longest_of, small
from tidewaiter.substance.tables.wording import pattern

_MARKS = str.maketrans({"′": "'", "’": "'", "α": "alpha", "β": "beta"})
_OXIDE_OF = pattern("oxide of")
_OXIDE = pattern("oxide")
_OFF = pattern("group taken off")
_ENDS = {"m": "[CH3]", "м": "[CH3]"}  # the group that is taken off, by its first letter; an ethyl otherwise


_table = partial(by_word, "short-names", words=1, meaning=2)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    ketones, places, groups = (longest_of(_table(kind)) for kind in ("ketone", "place", "group"))
    ketone = rf"(?P<before>.*?)(?:alpha|a)-?pyrrolidino-?(?P<acid>{ketones})phenone"
    place = rf"(?P<place>{places})-(?P<rest>(?:{groups}).+)"
    group = rf"(?P<place>\d(?:,\d)?)'?-?(?P<group>{groups})[\s-]*(?P<rest>.*[A-Z].*[A-Z].*)"
    return (
        re.compile(ketone, re.IGNORECASE),
        re.compile(place, re.IGNORECASE),
        re.compile(f"(?i:{group[: group.index('(?P<rest>')]})" + group[group.index("(?P<rest>") :]),
    )


def written_short(text: str) -> Iterator[str]:
    """The shorter spellings of a name, the nearest first.

    >>> [*written_short("5-fluoro-MDMB-PICA")][-1:], [*written_short("4'-fluoro-α-pyrrolidinohexiophenone")][-1:], [*written_short("4-fluoroaniline")]
    (['5F-MDMB-PICA'], ['4F-alpha-PHP'], [])
    """
    ketone, place, group = _patterns()
    name = text.translate(_MARKS).strip()
    if found := ketone.fullmatch(name):
        name = f"{found['before']}alpha-{_table('ketone')[small(found['acid'])]}"
        yield name
    if (found := place.fullmatch(name)) and re.search("[A-Z].*[A-Z]", found["rest"]):
        name = f"{_table('place')[small(found['place'])]}-{found['rest']}"
        yield name
    if found := group.fullmatch(name):
        short = _table("group")[small(found["group"])]
        yield f"{found['place']}-{short}-{found['rest']}"
        yield f"{found['place']}{short}-{found['rest']}"


def read(query: str, text: str, look: Look) -> Identity | None:
    """What such a name means; None for any other, and where its base is not known for sure as one substance."""
    for name in written_short(text):
        if (known := look(name)) and not known.doubt:
            return known._replace(query=query, note=known.note or f"read as {name!r}")
    if oxide := _OXIDE_OF.fullmatch(text) or _OXIDE.fullmatch(text):
        return _oxide(query, oxide["base"], look)
    off = _OFF.fullmatch(text)
    base = _one(off["base"], look) if off else None
    if off is None or base is None or not base.smiles:
        return None
    group = (off["group"] or off["russian"]).casefold()
    left = _without(base.smiles.partition(" ")[0], off["at"].upper(), _ENDS.get(group[0], "[CH2][CH3]"))
    return _drawn(query, text, left, f"read as {base.name} without a group")


def _one(name: str, look: Look) -> Candidate | None:
    """The one substance that a name surely means; None of any other name."""
    known = look(name)
    return known.candidates[0] if known and not known.doubt and len(known.candidates) == 1 else None


def _drawn(query: str, name: str, smiles: str, note: str) -> Identity | None:
    return identity(query, "systematic name", (Candidate(name, "", smiles, ""),), note) if smiles else None


def _oxide(query: str, base: str, look: Look) -> Identity | None:
    """The N-oxide of a base: by the name that the lists give it, else by structure where one amine can bear it."""
    one = _one(base, look)
    if one is None:
        return None
    name = f"{one.name}-N-oxide"
    note = f"read as {name!r}"
    if found := look(name):
        return found._replace(query=query, note=note)
    return _drawn(query, query, _oxidised(one.smiles.partition(" ")[0]), note)


def _oxidised(smiles: str) -> str:
    """A structure with an oxygen on its one amine of three carbons; "" where it has none, or several that differ."""
    from rdkit import Chem

    mol = Chem.MolFromSmiles(smiles)
    wanted = Chem.MolFromSmarts("[NX3;H0;+0;!$(N-C=[O,N,S]);!$(N[!#6])]([CX4])([CX4])[CX4]")
    made = set()
    for at, *_ in mol.GetSubstructMatches(wanted) if mol else ():
        oxide = Chem.RWMol(mol)
        oxygen = Chem.Atom("O")
        oxygen.SetFormalCharge(-1)
        oxide.AddBond(at, oxide.AddAtom(oxygen), Chem.BondType.SINGLE)
        oxide.GetAtomWithIdx(at).SetFormalCharge(1)
        Chem.SanitizeMol(oxide)
        made.add(Chem.MolToSmiles(oxide))
    return made.pop() if len(made) == 1 else ""


def _without(smiles: str, at: str, group: str) -> str:
    """A structure without a group on an atom of a kind; "" where it has none, or which of several is left out decides."""
    from rdkit import Chem

    mol, wanted = Chem.MolFromSmiles(smiles), Chem.MolFromSmarts(f"[{at};!$({at}C=O);!$({at}=*)]-{group}")
    made = set()
    for match in mol.GetSubstructMatches(wanted) if mol else ():
        cut = Chem.RWMol(mol)
        for atom in sorted(match[1:], reverse=True):
            cut.RemoveAtom(atom)
        Chem.SanitizeMol(cut)
        made.add(Chem.MolToSmiles(cut))
    return made.pop() if len(made) == 1 else ""
