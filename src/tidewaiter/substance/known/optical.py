"""A name with the sign of an optical form before it: "(R)-MDMA", "racemic methadone", "L-cathinone", 右旋氯胺酮.

Of a drawing that leaves one centre open, R and S say which it is. What turns light to the left or the right no drawing
shows: that is an optical isomer of the substance, and each list says what it makes of one.
"""

from __future__ import annotations

from tidewaiter.lawbook import patterns as re
from tidewaiter.lawbook.names import BOTH_WAYS
from tidewaiter.substance.identity import Candidate, Identity, Look, identity, kin_of
from tidewaiter.substance.tables.wording import pattern

_RACEMIC = r"\(±\)-?|\(RS\)-?|\(?R,S\)?-|\(?D,L\)?-|rac(?:\.\s?|[- ])|dl[- ]|racemi(?:c|co|ca|que)\s+|rac[ée]mi(?:co|ca|que)\s+|racemisch(?:e[mnrs]?)?\s+|外?消旋体?|рацемическ(?:ий|ая|ое)\s+"
_CENTRE = r"\(?(?P<centre>(?-i:[RS]))\)?-(?:\([+\-−]\)-)?"
_CENTRES = r"\(?(?P<centres>\d*(?-i:[RS])(?:,\s?\d*(?-i:[RS]))+)\)?-(?:\([+\-−]\)-)?"
_TURNS = (
    r"\([+\-−]\)-|[dl]-|(?:dextro|levo|laevo)(?:-|rotatory\s+)?|[左右]旋体?|"
    r"(?:the\s+)?(?:levo|dextro|[ld]|levorotatory|dextrorotatory)[ -]isomer\s+of\s+"
)
_BOTH = re.compile(rf"\s*(?:{BOTH_WAYS}|(?<![\w.,])±)[\s-]*")  # but "± 5 %" follows an amount
_SIGNED = re.compile(
    rf"(?:(?P<both>{_RACEMIC})|{_CENTRE}|{_CENTRES}|(?:{_TURNS}))(?P<rest>.{{2,}})", re.IGNORECASE
)
_RACEMATE = pattern("racemate")


def _sign_first(text: str) -> str:
    """A name with the sign of a racemate, in whatever place and spelling, before it.

    >>> _sign_first("ketamine (+/-) hydrochloride"), _sign_first("(+-)-amphetamine"), _sign_first("MDMA")
    ('(±)-ketamine hydrochloride', '(±)-amphetamine', 'MDMA')
    """
    bare = _BOTH.sub(" ", text).strip()
    return f"(±)-{bare}" if bare != text and bare else text


def is_racemate(text: str) -> bool:
    """Whether a name says that both optical forms are meant: what a dictionary has under it may be one of them."""
    text = _sign_first(text)
    sign = _SIGNED.fullmatch(text)
    return bool(sign and sign["both"]) or _RACEMATE.fullmatch(text) is not None


def read(query: str, text: str, look: Look) -> Identity | None:
    """What such a name means; None for any other, and where its rest is not known for sure as one substance."""
    text = _sign_first(text)
    sign = _SIGNED.fullmatch(text)
    rest = sign or _RACEMATE.fullmatch(text)
    known = look(rest["rest"].strip()) if rest else None
    if rest is None or known is None or known.doubt:
        return None
    note = f"read as {rest['rest'].strip()!r}"
    if sign is None or sign["both"]:
        if not _told_apart(rest["rest"].strip(), known, look):
            return known._replace(query=query, note=f"{note}, its racemate")
        flat = [one for one in known.candidates if one.smiles and "@" not in one.smiles]
        flat = flat or [Candidate(text, "", _flat(one.smiles), "") for one in known.candidates if one.smiles]
        return identity(query, known.rung, flat, f"{note}, its racemate") if flat else None
    one = known.candidates[0]
    if len(known.candidates) > 1 or one.contents or one.kin or not one.smiles:
        return None
    told = sign["centre"] or sign["centres"] or ""
    signs = re.findall("[RS]", told.upper())
    if drawn := _drawn(one.smiles, signs[0]) if sign["centre"] else _drawn_alike(one.smiles, signs):
        return identity(query, "known synonym", (Candidate(text, "", drawn, ""),), f"{note}, {told}")
    return identity(query, "phrase", (kin_of(one, "optical isomer"),), note, ["which of them is meant"])


def _told_apart(name: str, known: Identity, look: Look) -> bool:
    """Whether the forms that turn light have names of their own, as of methorphan: else the lists mean them all by one, as by pentazocine."""
    own = {one.substance for one in known.candidates}
    if "" in own or re.match("dextro|la?evo|es", name, re.IGNORECASE):
        return True  # of what no list names, or a form itself is named, a drawing says which it is
    signs = ("(+)-{}", "(-)-{}", "dextro{}", "levo{}", "d-{}", "l-{}")
    named = (what for sign in signs if (what := look(sign.format(name))) and what.rung == "listed name")
    return any(one.substance and one.substance not in own for what in named for one in what.candidates)


def _flat(smiles: str) -> str:
    """A structure drawn without its stereochemistry."""
    from rdkit import Chem

    return str(Chem.MolToSmiles(Chem.MolFromSmiles(smiles), isomericSmiles=False))


def _drawn_alike(smiles: str, centres: list[str]) -> str:
    """A structure with all its centres drawn alike, as R or as S; "" where the signs differ, since which is which no sign tells, or are not those of all.

    >>> _drawn_alike("CNC(C)C(O)c1ccccc1", ["R", "R"]), _drawn_alike("CNC(C)C(O)c1ccccc1", ["R", "S"])
    ('CN[C@H](C)[C@H](O)c1ccccc1', '')
    """
    from rdkit import Chem
    from rdkit.Chem.EnumerateStereoisomers import EnumerateStereoisomers

    if not centres or len(set(centres)) > 1:
        return ""
    for one in EnumerateStereoisomers(Chem.MolFromSmiles(_flat(smiles))):
        places = Chem.FindMolChiralCenters(one, includeUnassigned=True, useLegacyImplementation=False)
        if [sign for _, sign in places] == centres:
            return str(Chem.MolToSmiles(one))
    return ""


def _drawn(smiles: str, centre: str) -> str:
    """A structure with its one open centre drawn as R or S; "" where it has not just one."""
    from rdkit import Chem

    mol = Chem.MolFromSmiles(smiles)
    places = (
        Chem.FindMolChiralCenters(mol, includeUnassigned=True, useLegacyImplementation=False) if mol else []
    )
    if len(places) != 1 or places[0][1] != "?":
        return ""
    atom = mol.GetAtomWithIdx(places[0][0])
    for tag in (Chem.ChiralType.CHI_TETRAHEDRAL_CW, Chem.ChiralType.CHI_TETRAHEDRAL_CCW):
        atom.SetChiralTag(tag)
        Chem.AssignStereochemistry(mol, cleanIt=True, force=True)
        if atom.HasProp("_CIPCode") and atom.GetProp("_CIPCode") == centre:
            return str(Chem.MolToSmiles(mol))
    return ""
