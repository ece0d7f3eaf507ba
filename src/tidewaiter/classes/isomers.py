"""Positional isomers in the regulation's sense (21 CFR 1300.01(b)), which is narrower than a chemist's.

Same molecular formula and core structure, the same functionalities anywhere on the core; alkyl may be
rearranged, divided or joined as long as no functionality is made and none destroyed. What is a core and what
is a functionality stands in ``lawbook/classes/us/isomers/positional.yml``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from rdkit import Chem
from rdkit.Chem.rdMolDescriptors import (
    CalcMolFormula,
    CalcNumAromaticHeterocycles,
    CalcNumAromaticRings,
    CalcNumHeterocycles,
    CalcNumRings,
)

from tidewaiter.classes.cores import compile_core
from tidewaiter.classes.verdict import PositionalIsomer

RULES = "classes/us/isomers/positional.yml"


@dataclass(frozen=True, slots=True)
class IsomerRules:
    """Cores and functionalities, most specific first."""

    cores: tuple[tuple[str, Chem.Mol], ...]
    functionalities: tuple[tuple[str, Chem.Mol], ...]

    def to_json(self) -> dict[str, list[list[str]]]:
        """Plain data for the compiled lawbook: names and SMARTS."""
        return {
            "cores": [[name, Chem.MolToSmarts(query)] for name, query in self.cores],
            "functionalities": [[name, Chem.MolToSmarts(query)] for name, query in self.functionalities],
        }

    @classmethod
    def from_json(cls, data: dict[str, list[list[str]]]) -> IsomerRules:
        """The inverse of :meth:`to_json`."""

        def read(pairs: list[list[str]]) -> tuple[tuple[str, Chem.Mol], ...]:
            return tuple((name, Chem.MolFromSmarts(smarts)) for name, smarts in pairs)

        return cls(read(data["cores"]), read(data["functionalities"]))

    def core_of(self, mol: Chem.Mol) -> str:
        """The name of the first core that the molecule has, or ""."""
        return next((name for name, query in self.cores if mol.HasSubstructMatch(query)), "")


def read_isomer_rules(path: Path) -> IsomerRules:
    """Read the cores and functionalities. Raises :class:`tidewaiter.errors.LawbookError`."""
    from tidewaiter.lawbook.read import read_yaml

    top = read_yaml(path)
    top.only(("title", "clause", "cores", "functionalities", "examples"), ("readings",))
    cores = []
    for block in top.mappings("cores"):
        block.only(("name", "drawing"), ("saturation",))
        core = compile_core(block.text("drawing"), elsewhere=True, any_bond=block.text("saturation") == "any")
        cores.append((block.text("name"), core.query))
    groups = []
    for block in top.mappings("functionalities"):
        block.only(("name", "smarts"))
        query = Chem.MolFromSmarts(block.text("smarts"))
        if query is None:
            raise block.fault("this is no SMARTS.", "Mend the pattern.", "smarts")
        groups.append((block.text("name"), query))
    return IsomerRules(tuple(cores), tuple(groups))


@lru_cache(maxsize=1)
def shipped_rules() -> IsomerRules:
    """The rules of the lawbook in place, read once and only when isomers are asked for."""
    from tidewaiter.lawbook.place import lawbook_folder

    return read_isomer_rules(lawbook_folder() / RULES)


class Features:
    """What of a molecule is compared, each worked out when first asked for: one is held against many."""

    def __init__(self, mol: Chem.Mol, rules: IsomerRules | None = None) -> None:
        """``rules``: those of the lawbook in place where none are given."""
        self.mol, self.rules = mol, rules or shipped_rules()

    @cached_property
    def formula(self) -> str:
        """Its molecular formula."""
        return str(CalcMolFormula(self.mol))

    @cached_property
    def flat(self) -> str:
        """Canonical SMILES without stereochemistry."""
        return str(Chem.MolToSmiles(self.mol, isomericSmiles=False))

    @cached_property
    def core(self) -> str:
        """The name of its core, or ""."""
        return self.rules.core_of(self.mol)

    @cached_property
    def rings(self) -> Counter[str]:
        """Its ring systems without what stands on them."""
        return _rings(self.mol)

    @cached_property
    def bare_rings(self) -> Counter[str]:
        """The same without the hydrogen of aromatic NH."""
        return Counter(text.replace("[nH]", "n") for text in self.rings.elements())

    @cached_property
    def functionalities(self) -> Counter[tuple[str, str]]:
        """See :func:`functionalities`."""
        return functionalities(self.mol, self.rules)

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """Counts that positional isomers share, since they share their atoms and ring systems."""
        mol = self.mol
        return (
            mol.GetNumHeavyAtoms(),
            CalcNumRings(mol),
            CalcNumAromaticRings(mol),
            CalcNumHeterocycles(mol),
            CalcNumAromaticHeterocycles(mol),
        )


def compared(listed: Features, other: Features) -> PositionalIsomer:
    """Whether ``other`` is a positional isomer of ``listed`` in the sense of 21 CFR 1300.01(b).

    Both are features of sanitised molecules of one component. The answer is three-valued: where the same functionalities
    hang on other kinds of atom (a phenol against an alcohol), the text does not say whether they are the same.

    >>> pentylone = Chem.MolFromSmiles("CCCC(NC)C(=O)c1ccc2c(c1)OCO2")
    >>> eutylone = Chem.MolFromSmiles("CCNC(CC)C(=O)c1ccc2c(c1)OCO2")
    >>> compared(Features(pentylone), Features(eutylone)).outcome
    'yes'
    """
    if listed.formula != other.formula:
        return PositionalIsomer("no", "another molecular formula")
    if listed.flat == other.flat:
        return PositionalIsomer("no", "the same structure, not an isomer by position")
    core = listed.core
    if core and core != other.core:
        return PositionalIsomer("no", f"not on the core structure of {core}", core)
    if listed.bare_rings != other.bare_rings:
        return PositionalIsomer("no", "other ring systems", core)
    here, there = listed.functionalities, other.functionalities
    if _names(here) != _names(there):
        return PositionalIsomer("no", _difference(_names(here), _names(there)), core)
    if not core:
        return PositionalIsomer(
            "cannot_tell",
            "the same formula and functionalities",
            "",
            ("what the core structure of this class is",),
        )
    if listed.rings != other.rings:
        return PositionalIsomer(
            "cannot_tell",
            "a group moved to or from a ring nitrogen",
            core,
            ("whether a ring NH is a functionality",),
        )
    if here != there:
        moved = ", ".join(sorted({name for name, _ in (here - there) + (there - here)}))
        return PositionalIsomer(
            "cannot_tell",
            f"{moved} on another kind of atom",
            core,
            (f"whether {moved} on a ring and in a chain are one functionality",),
        )
    return PositionalIsomer("yes", f"same formula, same {core} core, same functionalities", core)


def functionalities(mol: Chem.Mol, rules: IsomerRules) -> Counter[tuple[str, str]]:
    """Each functionality with the kind of carbon it hangs on, counted. Amines are counted whatever their
    degree."""
    taken: set[int] = set()
    found: Counter[tuple[str, str]] = Counter()
    for name, query in rules.functionalities:
        for match in mol.GetSubstructMatches(query):
            key = [i for i in match if mol.GetAtomWithIdx(i).GetAtomicNum() != 6] or list(match)
            if taken.isdisjoint(key):
                taken.update(key)
                found[name, _hangs_on(mol, match)] += 1
    return found


def _hangs_on(mol: Chem.Mol, match: Sequence[int]) -> str:
    """Whether a functionality touches an aromatic atom ("ring") or only others ("chain")."""
    inside = set(match)
    for i in match:
        for neighbour in mol.GetAtomWithIdx(i).GetNeighbors():
            if neighbour.GetIsAromatic() and (neighbour.GetIdx() not in inside or i != neighbour.GetIdx()):
                return "ring"
    return "chain"


def _rings(mol: Chem.Mol) -> Counter[str]:
    """The ring systems without what stands on them."""
    systems: list[set[int]] = []
    for ring in mol.GetRingInfo().AtomRings():
        atoms = set(ring)
        rest = []
        for system in systems:
            if len(system & atoms) >= 2:
                atoms |= system
            else:
                rest.append(system)
        systems = [*rest, atoms]
    return Counter(Chem.MolFragmentToSmiles(mol, sorted(s), isomericSmiles=False) for s in systems)


def _names(found: Counter[tuple[str, str]]) -> Counter[str]:
    names: Counter[str] = Counter()
    for (name, _), count in found.items():
        names[name] += count
    return names


def _difference(here: Counter[str], there: Counter[str]) -> str:
    lost = ", ".join(sorted((here - there).elements()))
    made = ", ".join(sorted((there - here).elements()))
    return "; ".join(part for part in (lost and f"destroys {lost}", made and f"makes {made}") if part)
