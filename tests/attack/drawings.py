"""Other drawings of a molecule, and drawings that are no whole molecule: for the tests here and `benchmarks/attack.py`."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import pyarrow as pa
from rdkit import Chem
from rdkit.Chem import AllChem

from tidewaiter import Lawbook
from tidewaiter.bulk.batch import ROWS, Screen
from tidewaiter.determine import determine
from tidewaiter.errors import TidewaiterError, Unreadable
from tidewaiter.reached import Reach
from tidewaiter.substance.identity import Candidate
from tidewaiter.substance.structures.whole import never_silent


def drawings(smiles: str, seed: int) -> Iterator[tuple[str, str]]:
    """Of one structure: kind of drawing, and the drawing."""
    mol = Chem.MolFromSmiles(smiles)
    yield "random", next(iter(Chem.MolToRandomSmilesVect(mol, 1, seed)))
    kekule = Chem.Mol(mol)
    Chem.Kekulize(kekule, clearAromaticFlags=True)
    yield "kekulized", Chem.MolToSmiles(kekule, kekuleSmiles=True)
    yield "bracketed", Chem.MolToSmiles(mol, allHsExplicit=True)
    yield "mapped", _mapped(mol)
    labelled = _labelled(mol)
    if labelled:
        yield "labelled", labelled
    yield "explicit hydrogens", Chem.MolToSmiles(Chem.AddHs(mol))
    inchi = Chem.MolToInchi(mol)
    if inchi:
        yield "InChI", inchi
    flat = Chem.Mol(mol)
    AllChem.Compute2DCoords(flat)
    yield "V2000", Chem.MolToMolBlock(flat)
    yield "V3000", Chem.MolToV3KMolBlock(flat)
    doubles = mol.GetSubstructMatches(Chem.MolFromSmarts("[P,S,As,Se,Cl,Br,I]=[O,S;+0]"))
    for kind, bonds in (("one bond as charges", doubles[-1:]), ("bonds as charges", doubles)):
        if apart := _as_charges(mol, bonds) if bonds else "":
            yield kind, apart
    yield from (("guanidine", text) for text in _guanidines(mol))


_GUANIDINES = (
    "[#6;!$(C=O):4][NX2:1]=[CX3:2][NX3;H2:3]>>[#6:4][N;H1:1][C:2]=[N;H1:3]",
    "[#6;!$(C=O):4][NX3;H1:1][CX3:2](=[NX2;H1:3])>>[#6:4][N;H0:1]=[C:2]([N;H2:3])",
)


def _guanidines(mol: Chem.Mol) -> list[str]:
    """With the double bond of an amidine or guanidine at its other nitrogen."""
    found: set[str] = set()
    for way in _GUANIDINES:
        for (made,) in AllChem.ReactionFromSmarts(way).RunReactants((mol,)):
            if not Chem.SanitizeMol(made, catchErrors=True):
                found.add(str(Chem.MolToSmiles(made)))
    return sorted(found - {Chem.MolToSmiles(mol)})


def _as_charges(mol: Chem.Mol, bonds: Sequence[tuple[int, int]]) -> str:
    """With double bonds drawn as two charges; nothing where RDKit does not read that."""
    copy = Chem.RWMol(mol)
    for places in bonds:
        copy.GetBondBetweenAtoms(*places).SetBondType(Chem.BondType.SINGLE)
        for place, charge in zip(places, (1, -1), strict=True):
            atom = copy.GetAtomWithIdx(place)
            atom.SetFormalCharge(atom.GetFormalCharge() + charge)
            atom.SetNoImplicit(True)
    text = str(Chem.MolToSmiles(copy))
    return text if Chem.MolFromSmiles(text) else ""


def _mapped(mol: Chem.Mol) -> str:
    copy = Chem.Mol(mol)
    for atom in copy.GetAtoms():
        atom.SetAtomMapNum(atom.GetIdx() + 1)
    return str(Chem.MolToSmiles(copy))


def _labelled(mol: Chem.Mol) -> str:
    """With every oxygen labelled, where there is any, else one carbon."""
    copy = Chem.Mol(mol)
    oxygens = [atom for atom in copy.GetAtoms() if atom.GetAtomicNum() == 8]
    for atom in oxygens or [one for one in copy.GetAtoms() if one.GetAtomicNum() == 6][:1]:
        atom.SetIsotope(18 if oxygens else 13)
    return str(Chem.MolToSmiles(copy))


def salts(smiles: str) -> Iterator[tuple[str, str, str]]:
    """Of one structure: kind of salt, drawn ionic and drawn otherwise."""
    mol = Chem.MolFromSmiles(smiles)
    acid = mol.GetSubstructMatch(Chem.MolFromSmarts("[OX2H1,$([NX3;H1](C=O)C=O)]"))
    if acid:
        ion, bound = Chem.RWMol(mol), Chem.RWMol(mol)
        atom = ion.GetAtomWithIdx(acid[0])
        atom.SetFormalCharge(-1)
        atom.SetNoImplicit(True)
        atom.SetNumExplicitHs(0)
        metal = Chem.Atom("Na")
        metal.SetNoImplicit(True)
        bound.AddBond(acid[0], bound.AddAtom(metal), Chem.BondType.SINGLE)
        bound.GetAtomWithIdx(acid[0]).SetNumExplicitHs(0)
        yield "sodium", f"{Chem.MolToSmiles(ion)}.[Na+]", Chem.MolToSmiles(bound)
    base = mol.GetSubstructMatch(Chem.MolFromSmarts("[NX3;+0;!$(N~[!#6]);!$(N-C=[O,N,S]);!$(Nc);!$(N-S)]"))
    if base:
        ion = Chem.RWMol(mol)
        atom = ion.GetAtomWithIdx(base[0])
        hydrogens = atom.GetTotalNumHs()
        atom.SetFormalCharge(1)
        atom.SetNoImplicit(True)
        atom.SetNumExplicitHs(hydrogens + 1)
        yield "hydrochloride", f"{Chem.MolToSmiles(ion)}.[Cl-]", f"{smiles}.Cl"


def acetate(smiles: str) -> str:
    """The acetate of a hydroxy compound; nothing where it has no hydroxy group."""
    return _on_oxygen(smiles, "C(=O)C")


def methyl_ether(smiles: str) -> str:
    """The methyl ether of a hydroxy compound; nothing where it has no hydroxy group."""
    return _on_oxygen(smiles, "C")


def _on_oxygen(smiles: str, what: str) -> str:
    mol = Chem.MolFromSmiles(smiles)
    hydroxy = Chem.MolFromSmarts("[OX2H1;$(O[#6;!$(C=O)])]")
    if "." in smiles or not mol.HasSubstructMatch(hydroxy):
        return ""
    edit = Chem.RWMol(Chem.CombineMols(mol, Chem.MolFromSmiles(what)))
    place = mol.GetSubstructMatch(hydroxy)[0]
    edit.AddBond(place, mol.GetNumAtoms(), Chem.BondType.SINGLE)
    edit.GetAtomWithIdx(place).SetNumExplicitHs(0)
    made = edit.GetMol()
    Chem.SanitizeMol(made)
    return str(Chem.MolToSmiles(made))


# what is no whole molecule -------------------------------------------------------------------------------


def _pattern_style(mol: Chem.Mol, draw: random.Random) -> str:
    return "".join(_bond_by_bond(mol))


def _bond_by_bond(mol: Chem.Mol) -> Iterator[str]:
    """Every atom by its number, as a pattern writes it."""
    copy = Chem.Mol(mol)
    Chem.Kekulize(copy, clearAromaticFlags=True)
    symbols = [
        f"[#{atom.GetAtomicNum()}]"
        if atom.GetFormalCharge() == 0
        else f"[{atom.GetSymbol()}{atom.GetFormalCharge():+d}]"
        for atom in copy.GetAtoms()
    ]
    yield Chem.MolFragmentToSmiles(
        copy, list(range(copy.GetNumAtoms())), atomSymbols=symbols, kekuleSmiles=True, isomericSmiles=False
    )


def _bare(mol: Chem.Mol, draw: random.Random) -> str:
    """Some atoms in brackets without their hydrogens."""
    copy = Chem.RWMol(mol)
    Chem.Kekulize(copy, clearAromaticFlags=True)
    atoms = [atom for atom in copy.GetAtoms() if atom.GetTotalNumHs()]
    if not atoms:
        return ""
    for atom in draw.sample(atoms, min(len(atoms), draw.randint(1, 3))):
        atom.SetNumRadicalElectrons(atom.GetTotalNumHs())
        atom.SetNoImplicit(True)
        atom.SetNumExplicitHs(0)
        atom.SetChiralTag(Chem.ChiralType.CHI_UNSPECIFIED)
        atom.UpdatePropertyCache(False)
    return str(Chem.MolToSmiles(copy, kekuleSmiles=True))


def _bare_amine(mol: Chem.Mol, draw: random.Random) -> str:
    """An amine as a cation without its hydrogens."""
    copy = Chem.RWMol(mol)
    places = [
        m[0]
        for m in copy.GetSubstructMatches(Chem.MolFromSmarts("[NX3;+0;!$(N~[!#6]);!$(N-C=[O,N,S]);!$(Nc)]"))
    ]
    if not places:
        return ""
    atom = copy.GetAtomWithIdx(draw.choice(places))
    atom.SetFormalCharge(1)
    atom.SetNoImplicit(True)
    atom.SetNumExplicitHs(0)
    return str(Chem.MolToSmiles(copy)) + draw.choice(["", ".[Cl-]"])


def _radical_block(mol: Chem.Mol, draw: random.Random) -> str:
    copy = Chem.RWMol(mol)
    AllChem.Compute2DCoords(copy)
    atoms = [
        atom
        for atom in copy.GetAtoms()
        if atom.GetTotalNumHs() and not atom.GetIsAromatic() and atom.GetAtomicNum() in (6, 7, 8)
    ]
    if not atoms:
        return ""
    chosen = draw.choice(atoms)
    chosen.SetNumExplicitHs(max(0, chosen.GetTotalNumHs() - 1))
    chosen.SetNoImplicit(True)
    chosen.SetNumRadicalElectrons(1)
    chosen.SetChiralTag(Chem.ChiralType.CHI_UNSPECIFIED)
    copy.UpdatePropertyCache(False)
    return str(Chem.MolToMolBlock(copy) if draw.random() < 0.5 else Chem.MolToV3KMolBlock(copy))


def _said_more(mol: Chem.Mol, draw: random.Random) -> str:
    """A MOL block that says more than atoms and bonds."""
    copy = Chem.Mol(mol)
    AllChem.Compute2DCoords(copy)
    if copy.GetNumAtoms() > 99:
        return ""
    block = Chem.MolToMolBlock(copy)
    line = draw.choice(["A    1\nPh", "M  APO  1   1   1", "M  LIN  1   1   4   2   3", "M  STY  1   1 SRU", "M  STY  1   1 MUL",
                        "M  STY  1   1 SUP", "M  ALS   1  2 F C   N   ", "M  RGP  1   1   1", "G    1   2\nPh"])  # fmt: skip
    return block.replace("M  END", f"{line}\nM  END")


def _two(mol: Chem.Mol, draw: random.Random) -> str:
    smiles = Chem.MolToSmiles(mol)
    return draw.choice(
        [
            f"CCCC {smiles}",
            f"CCCC\n{smiles}",
            f"{smiles} |$R1$|",
            f"{smiles} |Sg:n:0::ht|",
            f"CCCC\u00a0{smiles}",
        ]
    )


def _cut_inchi(mol: Chem.Mol, draw: random.Random) -> str:
    text = Chem.MolToInchi(mol)
    return text.split("/h")[0] if "/h" in text and "/c" in text else ""


def _foreign(mol: Chem.Mol, draw: random.Random) -> str:
    text = Chem.MolToSmiles(mol)
    return draw.choice(["\u0421" + text, text + "\u041e", "\u00e9" + text])


def _mutated(mol: Chem.Mol, draw: random.Random) -> str:
    """A string with signs changed, that RDKit does not read."""
    text = list(Chem.MolToSmiles(mol))
    for _ in range(draw.randint(1, 3)):
        text[draw.randrange(len(text))] = draw.choice(
            ["", "(", ")", "1", "=", "#", "[", "]", "c", "n", "%", "@", "*", "?", "[C]", "[N+]"]
        )
    made = "".join(text)
    mol = Chem.MolFromSmiles(made)
    if mol is None:
        return made
    return ""


def _fragments(mol: Chem.Mol, draw: random.Random) -> str:
    """A block whose lines of bonds are missing."""
    copy = Chem.RWMol(mol)
    AllChem.Compute2DCoords(copy)
    edit = Chem.RWMol()
    for atom in copy.GetAtoms():
        if atom.GetAtomicNum() == 6:
            edit.AddAtom(Chem.Atom(6))
    return str(Chem.MolToMolBlock(edit.GetMol(), kekulize=False)) if edit.GetNumAtoms() > 1 else ""


BROKEN: dict[str, Callable[[Chem.Mol, random.Random], str]] = {
    "as a pattern": _pattern_style, "atoms without hydrogens": _bare, "amines as N+": _bare_amine, "radicals": _radical_block,
    "more than atoms and bonds": _said_more, "two structures": _two, "cut InChI": _cut_inchi, "foreign letters": _foreign,
    "mutated": _mutated, "no bonds": _fragments,
}  # fmt: skip


def _is_whole(text: str, mol: Chem.Mol) -> bool:
    """Whether a drawing is the molecule itself all the same: as a pattern, of one that bears no hydrogen."""
    found = Chem.MolFromSmiles(text, sanitize=False)
    if found is None or any(atom.GetTotalNumHs() for atom in mol.GetAtoms()):
        return False
    return Chem.MolToSmiles(found) == Chem.MolToSmiles(mol, isomericSmiles=False)


def broken(structures: list[str], count: int, seed: int) -> Iterator[tuple[str, str, str]]:
    """So many drawings that are no whole molecule: kind, of what, the drawing."""
    draw = random.Random(seed)
    mols = {}
    kinds = list(BROKEN)
    made = 0
    while made < count:
        smiles = draw.choice(structures)
        mol = mols.setdefault(smiles, Chem.MolFromSmiles(smiles))
        kind = kinds[made % len(kinds)]
        text = BROKEN[kind](mol, draw)
        if text and not _is_whole(text, mol):
            made += 1
            yield kind, smiles, text


# asking ----------------------------------------------------------------------------------------------------


class Ways:
    """One question put by `check`, by `screen` and by `screen --no-prefilter`."""

    def __init__(self, book: Lawbook) -> None:
        self.book, self.question = book, book.question()
        self.screens = [Screen(book, self.question), Screen(book, self.question, prefilter=False)]
        self._found = lru_cache(10_000)(self._read)  # each drawing is asked by two tests

    def _read(self, text: str) -> list[Reach] | TidewaiterError:
        try:
            return self.book.reached(Candidate("", "", text, ""))
        except TidewaiterError as why:
            return why

    def reached(self, text: str) -> frozenset[tuple[str, str]] | str:
        """What a structure reaches anywhere and at any time; the error where there is one."""
        found = self._found(text)
        if isinstance(found, TidewaiterError):
            return str(found)
        return frozenset((reach.entry, reach.outcome) for reach in found)

    def checked(self, text: str) -> tuple[str, list[str], list[str]]:
        """Status, measures and doubts of a structure by the way of `check`."""
        found = self._found(text)
        try:
            if isinstance(found, TidewaiterError):
                raise found
            controls = determine(found, self.question, self.book.store)
            never_silent(found, controls)
        except Unreadable:
            return "unreadable", [], []
        sure = sorted({one.entry.id for one in controls if one.outcome == "applies"})
        open_ = sorted({one.entry.id for one in controls} - set(sure))
        return "hit" if sure else "cannot_tell" if open_ else "no_hit", sure, open_

    def screened(self, texts: list[str]) -> list[list[dict[str, object]]]:
        """The rows of both screens."""
        given = [range(len(texts)), [""] * len(texts), texts, [0] * len(texts)]
        columns = [pa.array(values, field.type) for values, field in zip(given, ROWS, strict=True)]
        rows = pa.RecordBatch.from_arrays(columns, schema=ROWS)
        return [screen.batch(rows).to_pylist() for screen in self.screens]

    def differences(self, texts: list[str]) -> list[tuple[str, object, object]]:
        """Texts of which the three ways do not say the same."""
        first, second = self.screened(texts)
        found: list[tuple[str, object, object]] = []
        for text, one, other in zip(texts, first, second, strict=True):
            told = (one["status"], sorted(one["measures"]), sorted(one["doubts"]))  # type: ignore[call-overload]
            by_check = self.checked(text)
            if one != other or told != by_check:
                found.append((text, one if one != other else told, other if one != other else by_check))
        return found

    def silent(self, rows: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
        """Of drawings that are no whole molecule those answered *no hit* by any way."""
        first, second = self.screened([text for _, _, text in rows])
        return [
            row
            for row, one, other in zip(rows, first, second, strict=True)
            if "no_hit" in (one["status"], other["status"], self.checked(row[2])[0])
        ]

    def with_esters_and_ethers(self, structures: list[str]) -> list[str]:
        """Structures with those of their acetates and methyl ethers that reach something."""
        made = [text for smiles in structures for text in (acetate(smiles), methyl_ether(smiles)) if text]
        return [*structures, *(text for text in made if self.reached(text))]

    def changed(self, structures: list[str]) -> tuple[Counter[str], list[tuple[str, str, str]]]:
        """How many other drawings of structures were asked, by kind, and those that reach something else."""
        asked: Counter[str] = Counter()
        wrong = []
        for number, smiles in enumerate(structures):
            own = self.reached(smiles)
            for kind, drawn in drawings(smiles, number + 1):
                asked[kind] += 1
                if self.reached(drawn) != own:
                    wrong.append((kind, smiles, drawn))
            for kind, one, other in salts(smiles) if "." not in smiles else ():
                asked[f"{kind} salts"] += 1
                if self.reached(one) != self.reached(other):
                    wrong.append((kind, one, other))
        return asked, wrong


def members(book: Lawbook) -> list[str]:
    """The published members of classes that their definitions name."""
    from tidewaiter.lawbook.place import lawbook_folder
    from tidewaiter.lawbook.read import plain_yaml

    found: set[str] = set()
    for path in sorted((lawbook_folder() / "classes").glob("*/*.yml")):
        top = plain_yaml(path.read_text("utf-8")) or {}
        found |= {block["smiles"] for block in top.get("must_match") or ()}
    return sorted(found)
