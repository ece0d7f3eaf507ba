"""Formulas as they are written: which sums of atoms a text may mean, and whether that is another than a compound's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache

from tidewaiter.lawbook import patterns as re

_GROUPS = {
    "Me": "CH3", "Et": "C2H5", "Pr": "C3H7", "Bu": "C4H9", "Ph": "C6H5", "Ac": "C2H3O", "Bz": "C7H5O",
}  # fmt: skip
_SYMBOLS = frozenset(
    re.findall(
        r"\w+",
        "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb "
        "Mo Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba W Pt Au Hg Tl Pb Bi U",
    )
)
_MOST_FORMULA = 40


@cache
def atoms_of(formula: str) -> Counter[str]:
    """How many atoms of each element a plain formula counts."""
    found: Counter[str] = Counter()
    for symbol, number in re.findall(r"([A-Z][a-z]?)(\d*)", formula):
        found[symbol] += int(number or 1)
    return found


def formulas(text: str) -> frozenset[str]:
    """Every formula that a text may be read as, in Hill's order; none where it is not written as one.

    >>> sorted(formulas("CH3NH2")), sorted(formulas("(CH3NH)2")), sorted(formulas("MeNH2")), sorted(formulas("Percocet"))
    (['CH5N'], ['C2H8N2'], ['CH5N'], [])
    >>> sorted(formulas("Co2")), sorted(formulas("CO2"))
    (['Co2'], ['CO2'])
    """
    plain = "".join(text.split()).replace("-", "")
    if not plain or len(plain) > _MOST_FORMULA or not re.fullmatch(r"[A-Za-z0-9()\[\]]+", plain):
        return frozenset()
    return frozenset(_hill(dict(one)) for one in _readings(plain))


_FORMULA = r"H(?:Cl|Br|F|I|CN)|(?:Na|K|Li|Cs)(?:OH|CN|Cl|Br|I|F|H)|(?:Mg|Ca|Ba|Sr|Zn|Cu|Cd|Hg|Pb|Fe|Ni|Mn|Sn)O|(?:Zn|Cd|Pb|Hg)S"


def is_formula(text: str) -> bool:
    """Whether a word is the formula of an acid, a base, an oxide or a salt in its usual capitals, however short.

    >>> is_formula("HCl"), is_formula("KCN"), is_formula("ZnO"), is_formula("hcl"), is_formula("CBD"), is_formula("NIB")
    (True, True, True, False, False, False)
    """
    return re.fullmatch(_FORMULA, text) is not None


# of a salt behind its formula: "CoCl2.6H2O", "Na2S x 9 H2O", "CuSO4*5H2O"
_WATER = re.compile(
    r"((?=[^\s.]*[a-z0-9])[A-Z][A-Za-z0-9()]{2,})\s?(?:[.·•∙*⋅×・･]|(?<=\s)x(?=\s)|(?<=\s))\s?(?:\d{1,2}(?:[.,/]\d)?)?\s?H2O"
)


def without_water(text: str) -> str:
    """The formula of a salt without its water of crystallisation; any other text as it is.

    >>> without_water("CoCl2.6H2O"), without_water("Na2S · 9 H2O"), without_water("CuSO4 5H2O"), without_water("CCO.O")
    ('CoCl2', 'Na2S', 'CuSO4', 'CCO.O')
    """
    found = _WATER.fullmatch(text)
    return found[1] if found else text


_TYPED = re.compile(r"(?<![\w-])[A-Z][A-Za-z0-9()]*0[A-Za-z0-9()]*(?![\w-])")
_TYPED_WATER = re.compile(r"(?<=[·•∙*⋅×・･.])(\s?\d{0,2}H2)0(?!\w)")
_AS_OXYGEN = re.compile(r"(?<=[A-Za-z)])0|(?<=[A-Za-z]\d)0(?=\d)")  # S04; C6H807 has no 807 hydrogens


def with_oxygen(text: str, is_known: Callable[[str], object]) -> str:
    """A text with the letter of oxygen for the naught that is typed for it in a formula, where that is known so and not as it stands.

    >>> known = {"CuSO4", "C6H8O7", "KNO3"}.__contains__
    >>> with_oxygen("CuS04・5H20", known), with_oxygen("C6H807", known), with_oxygen("KN03 99%", known), with_oxygen("C10H20 AB03", known)
    ('CuSO4・5H2O', 'C6H8O7', 'KNO3 99%', 'C10H20 AB03')
    """

    def mended(found: re.Match[str]) -> str:
        name = _AS_OXYGEN.sub("O", found[0])
        return name if name != found[0] and is_known(name) and not is_known(found[0]) else found[0]

    return _TYPED.sub(mended, _TYPED_WATER.sub(r"\1O", text)) if "0" in text else text


def _readings(text: str) -> set[tuple[tuple[str, int], ...]]:
    """The sums of atoms that a formula may mean: as it is written where that can be read, else whatever its case."""
    as_written = (text != text.lower() and text != text.upper()) or len(text) < 3  # "MeNH2": the case tells
    for sensitive in (True, False) if as_written or text == text.upper() else (False,):
        found = {end for start, end in _sums(text, 0, sensitive) if start == len(text)}
        if found:
            return found
    return set()


def _sums(text: str, at: int, sensitive: bool) -> list[tuple[int, tuple[tuple[str, int], ...]]]:
    """Where a reading from a place can end, and the atoms up to there; brackets nest."""
    ends: list[tuple[int, tuple[tuple[str, int], ...]]] = []
    waiting: list[tuple[int, Counter[str]]] = [(at, Counter())]
    seen: set[tuple[int, tuple[tuple[str, int], ...]]] = set()
    while waiting:
        place, held = waiting.pop()
        mark = (place, tuple(sorted(held.items())))
        if mark in seen or len(seen) > 500:
            continue
        seen.add(mark)
        if place == len(text) or text[place] in ")]":
            ends.append(mark)
            continue
        for stop, atoms in _tokens(text, place, sensitive):
            number = re.match(r"\d{0,3}", text[stop:])
            digits = number[0] if number else ""
            if digits.startswith("0"):
                continue
            more = Counter({symbol: count * int(digits or 1) for symbol, count in atoms.items()})
            waiting.append((stop + len(digits), held + more))
    return ends


def _tokens(text: str, at: int, sensitive: bool) -> list[tuple[int, Counter[str]]]:
    if text[at] in "([":
        return [
            (end + 1, Counter(dict(atoms)))
            for end, atoms in _sums(text, at + 1, sensitive)
            if end < len(text) and text[end] in ")]" and atoms
        ]
    found = []
    for size in (2, 1):
        piece = text[at : at + size]
        if len(piece) < size or (sensitive and piece != piece.capitalize()):
            continue
        symbol = piece.capitalize()
        if symbol in _GROUPS:
            found.append((at + size, Counter(atoms_of(_GROUPS[symbol]))))
        elif symbol in _SYMBOLS:
            found.append((at + size, Counter({symbol: 1})))
    return found


def _hill(atoms: dict[str, int]) -> str:
    first = ("C", "H") if "C" in atoms else ()
    order = [*(symbol for symbol in first if symbol in atoms), *sorted(set(atoms) - set(first))]
    return "".join(f"{symbol}{atoms[symbol] if atoms[symbol] > 1 else ''}" for symbol in order)


def contradicts(text: str, formula: str) -> bool:
    """Whether a text is written as a formula, with its hydrogens, and as another than a compound's."""
    if not re.search(r"[Hh]\d|(?:Me|Et|Pr|Bu|Ph)[A-Z0-9]", text):
        return False
    found = formulas(text)
    return bool(found) and not any(atoms_of(one) == atoms_of(formula) for one in found)
