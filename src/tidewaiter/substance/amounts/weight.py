"""What the parts of a salt weigh, from its SMILES alone: a limit that counts the base is weighed without a chemistry library."""

from __future__ import annotations

from functools import lru_cache

from tidewaiter.lawbook import patterns as re
from tidewaiter.substance.tables.table import by_word

# atomic weights of the elements of salts (abridged, those of RDKit); what holds another element is not weighed
_WEIGHTS = {
    "H": 1.008, "Li": 6.941, "B": 10.812, "C": 12.011, "N": 14.007, "O": 15.999, "F": 18.998, "Na": 22.99, "Mg": 24.305,
    "Al": 26.982, "Si": 28.086, "P": 30.974, "S": 32.067, "Cl": 35.453, "K": 39.098, "Ca": 40.078, "Zn": 65.39, "Br": 79.904,
    "I": 126.904, "Bi": 208.98, "Sr": 87.62, "Ag": 107.868, "Cs": 132.905, "Ba": 137.327,
}  # fmt: skip
_BONDS = {"B": (3,), "C": (4,), "N": (3, 5), "O": (2,), "P": (3, 5), "S": (2, 4, 6)}  # of the others: one
_ORDERS = {"=": 2, "#": 3}
_TOKEN = re.compile(
    r"\[\d*(?P<boxed>[A-Z][a-z]?|[bcnops])@*(?:H(?P<hydrogens>\d*))?[+-]*\d*(?::\d+)?\]|(?P<plain>Br|Cl|[BCNOPSFIbcnops])"
    r"|(?P<ring>%\d\d|\d)|(?P<bond>[-=#:/\\])|(?P<branch>[()])"
)


def _weight(smiles: str) -> float:
    """The weight of one part.

    >>> round(_weight("OP(=O)(O)O"), 2), round(_weight("c1ccc2[nH]ccc2c1"), 2), round(_weight("[NH4+]"), 2)
    (97.99, 117.15, 18.04)
    """
    atoms: list[tuple[str, bool]] = []  # of each that is not boxed: its element, and whether it is aromatic
    bound: list[int] = []
    weight, order, at = 0.0, 1, 0
    last, before, rings = -1, list[int](), dict[str, tuple[int, int]]()
    while at < len(smiles):
        if not (found := _TOKEN.match(smiles, at)):
            raise ValueError(smiles)
        at, kind, text = found.end(), found.lastgroup, found[0]
        if text == "(":
            before.append(last)
        elif text == ")":
            last = before.pop()
        elif kind == "bond":
            order = _ORDERS.get(text, 1)
        elif kind == "ring":
            if text in rings:
                other, held = rings.pop(text)
                bound[other] += max(order, held)
                bound[last] += max(order, held)
            else:
                rings[text] = last, order
            order = 1
        else:
            symbol = found["boxed"] or found["plain"]
            element = symbol.capitalize()
            hydrogens = found["hydrogens"]
            weight += _WEIGHTS[element] + _WEIGHTS["H"] * (0 if hydrogens is None else int(hydrogens or 1))
            atoms.append(("" if found["boxed"] else element, symbol.islower()))
            bound.append(order if last >= 0 else 0)
            if last >= 0:
                bound[last] += order
            last, order = len(atoms) - 1, 1
    for (element, aromatic), bonds in zip(atoms, bound, strict=True):
        if element:
            most = _BONDS.get(element, (1,))
            room = (least - bonds - aromatic for least in (most[:1] if aromatic else most))
            weight += _WEIGHTS["H"] * next((free for free in room if free >= 0), 0)
    return weight


def _weights(smiles: str) -> list[float] | None:
    try:
        return [_weight(part) for part in smiles.partition(" ")[0].split(".")]  # without its extension
    except (KeyError, ValueError):
        return None


def weighs_in(salt: str, base: str) -> bool:
    """Whether a part of a salt weighs what a base does; False where either is not weighed.

    >>> weighs_in("CCN.Cl", "NCC"), weighs_in("CCN.Cl", "CCCN"), weighs_in("[Xe].Cl", "CCN")
    (True, False, False)
    """
    parts, whole = _weights(salt), _weights(base)
    return parts is not None and whole is not None and any(abs(one - sum(whole)) < 1e-3 for one in parts)


@lru_cache(maxsize=10_000)
def base_share(smiles: str) -> float | None:
    """What of a salt's weight is its heaviest part, however often it stands in it: codeine in codeine phosphate.

    >>> round(base_share("CCN.Cl"), 2)  # ethylamine hydrochloride: 45.08 of 81.54 g/mol
    0.55

    None: it holds what is not weighed here.
    """
    weights = _weights(smiles)
    if weights is None:
        return None
    heaviest = max(weights)
    return sum(one for one in weights if heaviest - one < 1e-6 * heaviest) / sum(weights)


def heaviest_salt(drug: str) -> float | None:
    """What of the weight of the heaviest salt under which a drug is sold by weight is base, by the drug's id; None where no table tells.

    >>> heaviest_salt("codeine"), heaviest_salt("dextropropoxyphene")
    (0.7, None)
    """
    share = by_word("heaviest-salts", words=0, meaning=1).get(drug)
    return float(share) if share else None
