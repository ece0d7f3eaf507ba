"""What is told of a structure whose drawing lacks hydrogens or electrons: never *no hit*.

RDKit is not imported here: an answer by name or number comes by as well.
"""

from __future__ import annotations

from collections.abc import Iterable

from tidewaiter.errors import Unreadable
from tidewaiter.lawbook import patterns as re
from tidewaiter.typed import Protocol

HYDROGENS = "hydrogens: drawn without them"
MEND = "Draw every hydrogen: C or [CH3] for carbon, [NH+] or [NH2+] for a protonated amine; a bare [C], [#6] or [N+] has none."


class _Reach(Protocol):
    @property
    def missing(self) -> tuple[str, ...]: ...


def never_silent(reached: Iterable[_Reach], bound: Iterable[object]) -> None:
    """Raise :class:`Unreadable` where a drawing without its hydrogens reaches something, but nothing that binds."""
    if not any(True for _ in bound) and any(HYDROGENS in reach.missing for reach in reached):
        raise Unreadable("The structure is no whole molecule: hydrogens or electrons are missing.", MEND)


_ATOM = re.compile(r"\[([A-Z][a-z]?)(?:([+-])(\d*))?\]")
# an acid, and no water or peroxide
_HYDROXY = re.compile(r"[FI]|Cl|Br|N#CS|(?=.*(?:=O|O=|\[O-\]))(?:O(?![=O]).*|.*\(O\).*|.*[^=]O)")
_HALIDE = re.compile(r"\[(?:F|Cl|Br|I)-\]")
_CHARGES = {
    1: "Li Na K Rb Cs Ag Tl",
    3: "Al Ga In Sc Y La Ce Pr Nd Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Cr Sb Bi",
    4: "Zr Hf Th U",
}  # as the salts of a metal mostly have it; 2 for any other
_CHARGE = {symbol: charge for charge, symbols in _CHARGES.items() for symbol in symbols.split()}
_NON_METALS = "[HBCNOFPSI]|Se|Cl|Br"
_NO_METAL = re.compile(_NON_METALS)
_LIGHT = re.compile(rf"{_NON_METALS}|K|Li|Na|Rb|Cs|Be|Mg|Ca|Sr|Ba")  # and metals of one charge


def as_ions(smiles: str) -> str:
    """A metal's oxide or sulfide that a source draws as loose atoms, as its ions, and a metal beside an acid, as registries draw
    a salt, as an ion of that salt; any other SMILES as it is.

    >>> as_ions("[Fe].[Fe].[O].[O].[O]"), as_ions("[Cl-].[Cl-].[O].[Ti+2]"), as_ions("[K].[O].[Ti]"), as_ions("CC[O]")
    ('[Fe+3].[Fe+3].[O-2].[O-2].[O-2]', '[Cl-].[Cl-].[O-2].[Ti+4]', '[K].[O].[Ti]', 'CC[O]')
    >>> as_ions("O.[Na].[Na].[S]"), as_ions("[Fe].[S].[S]")
    ('O.[Na+].[Na+].[S-2]', '[Fe].[S].[S]')
    >>> as_ions("O.O=S(=O)(O)O.[Al].[K]"), as_ions("O.OO.[Ag]"), as_ions("CCO.[Na]"), as_ions("CC(C)=O.[Na]")
    ('O.O=S(=O)(O)O.[Al+3].[K+]', 'O.OO.[Ag]', 'CCO.[Na]', 'CC(C)=O.[Na]')
    >>> as_ions("O=P(O)(O)O.[Ag]"), as_ions("[Cl-].[Co]")
    ('O=P(O)(O)O.[Ag+]', '[Cl-].[Co+2]')
    """
    parts = smiles.split(".")
    if any(map(_HYDROXY.fullmatch, parts)):
        return ".".join(map(_as_ion, parts))
    bare = "O" if "[O]" in parts else "S"
    oxides = parts.count(f"[{bare}]")
    if not oxides:
        return ".".join(map(_as_ion, parts)) if any(map(_HALIDE.fullmatch, parts)) else smiles
    atoms = [_ATOM.fullmatch(part) for part in parts]
    metals = [n for n, atom in enumerate(atoms) if atom and not _LIGHT.fullmatch(atom[1])]
    metals = metals or [n for n, atom in enumerate(atoms) if atom and atom[1] != bare and not atom[2]]
    neutral = {
        atom[1]
        for n, atom in enumerate(atoms)
        if atom and not atom[2] and n not in metals and atom[1] != bare
    }
    if neutral or len({parts[n] for n in metals}) != 1 or 2 * oxides % len(metals):
        return smiles  # which metal gives how much is not told
    if bare == "S" and oxides > 1.5 * len(metals):
        return smiles  # it may be a disulfide, as pyrite is
    for n in metals:
        symbol, sign, figure = atoms[n].groups()  # type: ignore[union-attr]
        held = (int(figure or 1) if sign == "+" else -int(figure or 1)) if sign else 0
        parts[n] = f"[{symbol}+{held + 2 * oxides // len(metals)}]".replace("+1]", "+]")
    return ".".join(f"[{bare}-2]" if part == f"[{bare}]" else part for part in parts)


def _as_ion(part: str) -> str:
    """A loose metal atom with the charge that it mostly has in salts; any other part as it is."""
    atom = _ATOM.fullmatch(part)
    if atom is None or atom[2] or _NO_METAL.fullmatch(atom[1]):
        return part
    return f"[{atom[1]}+{_CHARGE.get(atom[1], 2)}]".replace("+1]", "+]")
