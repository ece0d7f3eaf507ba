"""What an attack on the structures found, as its own inputs: each of these once answered with a wrong silence, or not at all."""

from __future__ import annotations

import pyarrow as pa
import pytest
from rdkit import Chem
from rdkit.Chem import AllChem

from tidewaiter import Lawbook
from tidewaiter.bulk.batch import ROWS, Screen
from tidewaiter.errors import QuestionError, Unreadable
from tidewaiter.substance.identity import Candidate
from tidewaiter.substance.structures.structure import read_structure

FENTANYL = "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"
DEXTROMETHORPHAN = "COc1ccc2c(c1)[C@]13CCCC[C@@H]1[C@H](C2)N(C)CC3"

PFOS = "OS(=O)(=O)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)F"


@pytest.fixture(scope="module")
def ways(book: Lawbook):
    """A structure's answers by `check`, by `screen` and by `screen --no-prefilter`: status, measures and doubts."""
    question = book.question()
    screens = [Screen(book, question), Screen(book, question, prefilter=False)]

    def by_check(text: str) -> tuple[str, set[str], set[str]]:
        try:
            controls = _controls(book, text)
        except Unreadable:
            return "unreadable", set(), set()
        sure = {control.entry.id for control in controls if control.outcome == "applies"}
        open_ = {control.entry.id for control in controls} - sure
        return "hit" if sure else "cannot_tell" if open_ else "no_hit", sure, open_

    def ask(texts: list[str]) -> list[tuple[str, set[str], set[str]]]:
        count = len(texts)
        given = [range(count), [""] * count, texts, [0] * count]
        rows = pa.RecordBatch.from_arrays(
            [pa.array(v, f.type) for v, f in zip(given, ROWS, strict=True)], schema=ROWS
        )
        first, second = (screen.batch(rows).to_pylist() for screen in screens)
        assert first == second
        told = [by_check(text) for text in texts]
        for text, row, (status, sure, open_) in zip(texts, first, told, strict=True):
            assert (row["status"], set(row["measures"]), set(row["doubts"])) == (status, sure, open_), text
        return told

    return ask


def _controls(book: Lawbook, text: str):
    from tidewaiter.determine import determine
    from tidewaiter.substance.structures.whole import never_silent

    found = book.reached(Candidate("", "", text, ""))
    controls = determine(found, book.question(), book.store)
    never_silent(found, controls)
    return controls


ALIKE = {
    "C1 bracketed ester": (
        "CCC(=O)Oc1ccc2c3c1O[C@H]1[C@@H](O)C=C[C@H]4[C@@H](C2)N(C)CC[C@@]341",
        "[CH3][CH2][C](=[O])[O][c]1[cH][cH][c]2[c]3[c]1[O][C@H]1[C@@H]([OH])[CH]=[CH][C@H]4[C@@H]([CH2]2)[N]([CH3])[CH2][CH2][C@@]341",
    ),
    "C1 mapped oxygen": ("CCC(=O)Oc1cccc2[nH]cc(CCN(C)C)c12", "CCC(=O)[O:5]c1cccc2[nH]cc(CCN(C)C)c12"),
    "C1 bracketed, by the screen": (
        "CCC(=O)Oc1cccc2[nH]cc(CCN(C)C)c12",
        "[CH3][CH2][C](=[O])[O][c]1[cH][cH][cH][c]2[nH][cH][c]([CH2][CH2][N]([CH3])[CH3])[c]12",
    ),
    "C2 MDMB-CHMICA": (
        "COC(=O)C(NC(=O)c1cn(CC2CCCCC2)c2ccccc12)C(C)(C)C",
        "InChI=1S/C23H32N2O3/c1-23(2,3)20(22(27)28-4)24-21(26)18-15-25(14-16-10-6-5-7-11-16)19-13-9-8-12-17(18)19/h8-9,12-13,15-16,20H,5-7,10-11,14H2,1-4H3,(H,24,26)",
    ),
    "C2 benzimidazolone": (
        "CC(c1ccc(Cl)cc1)N1CCC(n2c(=O)[nH]c3ccccc32)CC1",
        "InChI=1S/C20H22ClN3O/c1-14(15-6-8-16(21)9-7-15)23-12-10-17(11-13-23)24-19-5-3-2-4-18(19)22-20(24)25/h2-9,14,17H,10-13H2,1H3,(H,22,25)",
    ),
    "C2 nitrous oxide": ("N#[N+][O-]", "InChI=1S/N2O/c1-2-3"),
    "C2 mesocarb": (
        "CC(Cc1ccccc1)[n+]1cc([N-]C(=O)Nc2ccccc2)on1",
        "InChI=1S/C18H18N4O2/c1-14(12-15-8-4-2-5-9-15)22-13-17(24-21-22)20-18(23)19-16-10-6-3-7-11-16/h2-11,13-14H,12H2,1H3,(H-,19,20,21,23)",
    ),
    "C2 imidic acid": (
        "COC(=O)C(NC(=O)c1nn(CC2CCCCC2)c2ccccc12)C(C)(C)C",
        "COC(=O)C(N=C(O)c1nn(CC2CCCCC2)c2ccccc12)C(C)(C)C",
    ),
    "C2 enol of an amide": (FENTANYL, "CC=C(O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"),
    "C3 separated charges": ("CC(=O)OC(C)=O", "CC(=O)O[C+](C)[O-]"),
    "C3 nitro": ("C[N+](=O)[O-]", "C[N+2]([O-])[O-]"),
    "C3 nitrous oxide": ("N#[N+][O-]", "[N-]=[N+]=O"),
    "C3 a sulfonic acid, half with charges": (PFOS, PFOS.replace("S(=O)(=O)", "[S+](=O)([O-])")),
    "C3 sulphuric acid, half with charges": ("OS(=O)(=O)O", "O[S+](=O)([O-])O"),
    "C3 arsenic acid with charges": ("O[As](O)(O)=O", "O[As+](O)(O)[O-]"),
    "C3 chlorate, half with charges": ("[K+].[O-]Cl(=O)=O", "[K+].[O-][Cl+](=O)[O-]"),
    "C3 perchlorate, half with charges": ("[K+].[O-]Cl(=O)(=O)=O", "[K+].[O-][Cl+2](=O)([O-])[O-]"),
    "C2 standard InChI of a chlorate (PubChem)": (
        "[K+].[O-]Cl(=O)=O",
        "InChI=1S/ClHO3.K/c2-1(3)4;/h(H,2,3,4);/q;+1/p-1",
    ),
    "C2 InChI of a chlorate as RDKit writes it": (
        "[O-]Cl(=O)=O.[O-]Cl(=O)=O.[Ca+2]",
        "InChI=1S/Ca.2ClO3/c;2*2-1(3)4/q+2;2*-1",
    ),
    "C2 standard InChI of chloric acid (PubChem)": ("OCl(=O)=O", "InChI=1S/ClHO3/c2-1(3)4/h(H,2,3,4)"),
    "C2 standard InChI of an organotin, cut at its metal": (
        "C[Sn](C)(C)Cl",
        "InChI=1S/3CH3.ClH.Sn/h3*1H3;1H;/q;;;;+1/p-1",
    ),
    "an organotin drawn as a cation beside its anion": (
        "CCCC[Sn](Cl)(CCCC)CCCC",
        "CCCC[Sn+](CCCC)CCCC.[Cl-]",
    ),
    "one with two anions": ("CCCC[Sn](Cl)(Cl)CCCC", "[Cl-].CCCC[Sn+2]CCCC.[Cl-]"),
    "an organotin drawn as a cation beside an acid's anion": (
        "CC(=O)O[Sn](c1ccccc1)(c1ccccc1)c1ccccc1",
        "CC(=O)[O-].c1ccccc1[Sn+](c1ccccc1)c1ccccc1",
    ),
    "an organomercury drawn as a cation beside its anion": ("CC[Hg]Cl", "CC[Hg+].[Cl-]"),
    "an organotin drawn as a cation alone": ("C[Sn](C)C", "C[Sn+](C)C"),
    "an organotin cation beside other ions": ("C[Sn](C)C", "[Na+].C[Sn+](C)C.[Cl-].[Cl-]"),
    "a dialkyltin drawn as a cation alone": ("CCCC[Sn]CCCC", "CCCC[Sn+2]CCCC"),
    "methylmercury drawn as a cation alone": ("C[Hg]", "C[Hg+]"),
    "triethyllead drawn as a cation alone": ("CC[Pb](CC)CC", "CC[Pb+](CC)CC"),
    "a mercury compound, half with charges": ("Cl[Hg]Cl", "Cl[Hg+].[Cl-]"),
    "a lead compound, drawn as an anion": ("Cl[Pb](Cl)(Cl)Cl", "Cl[Pb-2](Cl)(Cl)(Cl)(Cl)Cl.[NH4+].[NH4+]"),
    "C2 beryllium oxide": ("[Be]=O", "InChI=1S/Be.O"),
    "C2 dibutyltin oxide": ("CCCC[Sn](=O)CCCC", "InChI=1S/2C4H9.O.Sn/c2*1-3-4-2;;/h2*1,3-4H2,2H3;;"),
    "C2 ammonium nitrate (PubChem)": (
        "[NH4+].[O-][N+](=O)[O-]",
        "InChI=1S/NO3.H3N/c2-1(3)4;/h;1H3/q-1;/p+1",
    ),
    "C7 GHB sodium": ("[Na+].[O-]C(=O)CCCO", "OCCCC(=O)O[Na]"),
    "C7 phenobarbital sodium": (
        "CCC1(c2ccccc2)C(=O)[N-]C(=O)NC1=O.[Na+]",
        "CCC1(c2ccccc2)C(=O)NC(=O)N([Na])C1=O",
    ),
    "C7 potassium permanganate": ("[K+].[O-][Mn](=O)(=O)=O", "O=[Mn](=O)(=O)O[K]"),
    "C7 potassium permanganate, all oxygens charged": (
        "[K+].[O-][Mn](=O)(=O)=O",
        "[K+].[O-][Mn+3]([O-])([O-])[O-]",
    ),
    "hydrate of 4-piperidone as its suppliers draw it": ("O=C1CCNCC1.Cl", "OC1(O)CCNCC1.Cl"),
    "the same as a cation": ("O=C1CCNCC1.Cl", "OC1(O)CC[NH2+]CC1.[Cl-]"),
    "the same, standard InChI": (
        "O=C1CCNCC1.Cl",
        "InChI=1S/C5H11NO2.ClH/c7-5(8)1-3-6-4-2-5;/h6-8H,1-4H2;1H",
    ),
    "hydrate of N-phenethyl-4-piperidone": ("O=C1CCN(CCc2ccccc2)CC1", "OC1(O)CCN(CCc2ccccc2)CC1"),
    "hydrate of 1-boc-4-piperidone": ("CC(C)(C)OC(=O)N1CCC(=O)CC1", "CC(C)(C)OC(=O)N1CCC(O)(O)CC1"),
    "C7 palladium chloride": ("Cl[Pd]Cl", "[Pd+2].[Cl-].[Cl-]"),
    "C8 sulphuric acid beside salt": ("OS(=O)(=O)O", "OS(=O)(=O)O.[Na+].[Cl-]"),
    "C8 hydrochloric acid beside salt": ("Cl", "Cl.[Na+].[Cl-]"),
    "C8 the acid's proton": ("Cl", "[OH3+].[Cl-]"),
    "C8 the acid's proton, bare": ("OS(=O)(=O)O", "OS(=O)(=O)[O-].[H+]"),
    "C8 a ketone beside salt": ("CC(=O)CC(C)C", "CC(=O)CC(C)C.[Na+].[Cl-]"),
    "C8 acetone beside salt": ("CC(C)=O", "CC(C)=O.[Na+].[Cl-]"),
}


@pytest.mark.parametrize("plain, drawn", ALIKE.values(), ids=ALIKE.keys())
def test_drawn_otherwise_it_is_the_same(ways, plain, drawn):
    one, other = ways([plain, drawn])
    assert one == other
    assert one[0] != "no_hit"


def test_the_standard_inchi_of_an_iodate_is_read():
    """PubChem's, of CAS 7758-05-6; no list names it, so its key is not known."""
    read = read_structure("InChI=1S/HIO3.K/c2-1(3)4;/h(H,2,3,4);/q;+1/p-1")
    assert read.fault is None
    assert read.smiles == read_structure("[K+].[O-]I(=O)=O").smiles


LACKING = [
    "CC([N+])Cc1ccccc1", "CCC(=O)N(c1ccccc1)C1CC[N+](CCc2ccccc2)CC1", "CC([N+])Cc1ccccc1.[Cl-]", "O=C1CC[NH+]CC1", "C1CC[NH+]CC1",
    "[#6]-[#6](-[#7])-[#6]-c1ccccc1", "C[C](N)Cc1ccccc1", "CC(N)[C]c1ccccc1", "O=[P][O-].[K+]", "[O][O]",
    "[B-].[Na+]", "[O-]P=O.[Na+]", "OP=O", "[Ca+2].[O-]P=O.[O-]P=O", "[Na]OP=O",
]  # fmt: skip


def test_missing_hydrogens_are_told_and_never_silent(ways, book):
    assert {status for status, _, _ in ways(LACKING)} == {"cannot_tell"}
    for text in LACKING:
        for control in _controls(book, text):
            assert control.outcome == "cannot_tell"
            assert "hydrogens: drawn without them" in control.missing
    nothing = [
        "CC[N+](CC)CC",
        "[H+2].[Se-2]",
        "[CH2]CC",
        "[CH3]",
        "[O]",
        "CC[CH+]C",
        "[#6]-[#6]-[#6]",
        "CC(=O)O[C](C)[O]",
    ]
    assert {status for status, _, _ in ways(nothing)} == {"unreadable"}
    assert {status for status, _, _ in ways(["[H+2].[S-2]"])} <= {"hit", "cannot_tell"}  # a sulfide is listed
    with pytest.raises(Unreadable, match=r"atom 3 \(N\).*Draw every hydrogen"):
        book.reached(Candidate("", "", nothing[0], ""))


def test_radicals_that_are_substances_and_elements_are_read(ways):
    texts = ["[N]=O", "[O-][N+]=O", "CC1(C)CCCC(C)(C)N1[O]", "[S]", "[Na]", "[Fe]"]
    assert "unreadable" not in {status for status, _, _ in ways(texts)}


@pytest.mark.parametrize("line", ["M  RAD  1   1   2", "vvv"])
def test_radicals_and_valences_of_a_block(book, line):
    mol = Chem.MolFromSmiles(FENTANYL)
    AllChem.Compute2DCoords(mol)
    block = Chem.MolToMolBlock(mol)
    if line == "vvv":  # a valence of 15 is none: no hydrogens are left
        lines = block.split("\n")
        lines[4] = lines[4][:48] + " 15" + lines[4][51:]
        block = "\n".join(lines)
    else:
        block = block.replace("M  END", f"{line}\nM  END")
    controls = _controls(book, block)
    assert controls and {control.outcome for control in controls} == {"cannot_tell"}


SALTS = [
    "NO.Cl",
    "NN.Cl",
    "NN.OS(=O)(=O)O",
    "NNC(N)=O.Cl",
    "NC(N)=O.Cl",
    "CN=C(c1ccccc1)C1(O)CCCC1.Cl",
    "C[N+](C)(C)[O-].Cl",
]


def test_a_salt_of_an_acid_is_not_the_acid(ways):
    """Table II and the lists that follow it name these two acids without their salts."""
    for text, (_, sure, open_) in zip(SALTS, ways(SALTS), strict=True):
        assert not [entry for entry in sure | open_ if "hydrochloric" in entry or "sulphuric" in entry], text


# H1, H2, H5, H6, H13, M2: what is not read says so ---------------------------------------------------------

FOREIGN = ["\u0421C(=O)OC(C)=O", "OCCCC\u041e"]
BEHIND = [f"CCCC {FENTANYL}", f"CCCC\n{FENTANYL}", "CCCC |$R1;;;$|", "CCCC |Sg:n:1::ht|", "CCC |LN:1:1.3|"]
BROKEN = ["[2H]=[As](C)([NH2+]C)C", "[2H]#[O]", "[2H-]C([2H])([2HH3])CO", "C[C@@@H](N)O", "S(C)#c1nc(cc1O)C", "C#c1c(F)ccc(F)c1=[IH]",
          "c1ccc(-c2c(-c3ccccc3)c2#[SH])cc1", "InChI=1S/C22H28N2O/c1-2-22(25)24(20-11-7-4-8-12-20)21-14-17-23(18-15-21)16-13-19-9-5-3-6-10-19",
          "InChI=1S/C2H6O/c1-2-3/h3H,2H2,1H3/q+1"]  # fmt: skip


def test_what_cannot_be_read_is_unreadable_everywhere(ways):
    assert {status for status, _, _ in ways([*FOREIGN, *BEHIND, *BROKEN])} == {"unreadable"}


@pytest.mark.parametrize("held", [0, 5, 12, 20])
def test_bonds_that_are_missing_are_told(ways, held):
    """LOW: a block whose lines of bonds were lost, all or some, is not so many methanes."""
    mol = Chem.MolFromSmiles(FENTANYL)
    lines = _block(FENTANYL).split("\n")
    atoms, bonds = mol.GetNumAtoms(), mol.GetNumBonds()
    lines[3] = f"{atoms:3}{held:3}" + lines[3][6:]
    del lines[4 + atoms + held : 4 + atoms + bonds]
    text = "\n".join(lines)
    with pytest.raises(Unreadable, match="stand alone"):
        read_structure(text)
    smiles = Chem.MolToSmiles(Chem.MolFromMolBlock(text))
    assert {status for status, _, _ in ways([smiles])} == {"unreadable"}


MORE = {
    "A    1\nPh": "alias", "M  APO  1   1   1": "attachment point", "M  LIN  1   1   4   2   3": "repeating unit",
    "M  STY  1   1 SRU": "SRU", "M  STY  1   1 MUL": "MUL", "M  STY  1   1 SUP": "SUP", "M  ALS   1  2 F C   N   ": "list of elements",
    "M  RGP  1   1   1": "R group", "M  SUB  1   1   2": "search", "G    1   2\nPh": "group",
}  # fmt: skip


@pytest.mark.parametrize("line, says", MORE.items(), ids=MORE.values())
def test_a_block_that_says_more_than_atoms_and_bonds(line, says):
    with pytest.raises(Unreadable, match=says):
        read_structure(_block("CCC(C)N").replace("M  END", f"{line}\nM  END"))


@pytest.mark.parametrize("kind", [0, 5, 6, 7, 8, 9, 10, 11])
def test_bonds_of_a_search(kind):
    lines = _block("CCC(C)N").split("\n")
    lines[9] = f"{lines[9][:6]}{kind:3}{lines[9][9:]}"
    with pytest.raises(Unreadable, match="bond of the type"):
        read_structure("\n".join(lines))


def test_v3000_says_more():
    block = _block("CCC(C)N", v3000=True)
    assert read_structure(block).components[0].flat == "CCC(C)N"
    for old, new in (
        ("END ATOM", "END ATOM\nM  V30 LINKNODE 1 4 2 1 2 1 3"),
        ("M  V30 1 C", "M  V30 1 C ATTCHPT=1 "),
    ):
        with pytest.raises(QuestionError):
            read_structure(block.replace(old, new))


def test_two_records_are_not_one():
    one, other = _block("CCCC"), _block(FENTANYL)
    assert len(read_structure(f"{one}\n$$$$\n").components) == 1
    for text in (f"{one}\n$$$$\n{other}\n$$$$\n", f"{one}{other}"):
        with pytest.raises(Unreadable, match="more than one"):
            read_structure(text)


def _block(smiles: str, *, v3000: bool = False) -> str:
    mol = Chem.MolFromSmiles(smiles)
    AllChem.Compute2DCoords(mol)
    return Chem.MolToV3KMolBlock(mol) if v3000 else Chem.MolToMolBlock(mol)


def test_a_racemate_is_not_the_isomer_that_is_excepted(book):
    """H4: dextromethorphan is excepted; drawn as one half of a racemate it is not dextromethorphan."""
    alone = [c for c in _controls(book, DEXTROMETHORPHAN) if c.jurisdiction == "UN"]
    assert alone == []
    for drawn in (f"{DEXTROMETHORPHAN} |&1:8,13,15|", f"{DEXTROMETHORPHAN} |o1:8,13,15|"):
        assert [c for c in _controls(book, drawn) if c.jurisdiction == "UN"]


def test_a_ring_without_the_electrons_of_one_is_unreadable(book):
    drawn = Chem.MolFromSmiles("CN1C=[N+2]C=N1", sanitize=False)  # found by `make attack`
    block = Chem.MolToMolBlock(drawn, kekulize=False)
    with pytest.raises(QuestionError, match="electrons are missing"):
        book.check("", structure=block)
