"""Every entry found again: by each name, each number and its structure, as written and redrawn."""

from __future__ import annotations

import random
import re
from datetime import date

import pytest
from rdkit import Chem

from tidewaiter import Lawbook
from tidewaiter.determine import determine
from tidewaiter.lawbook.records import Entry, Substance
from tidewaiter.question import Question
from tidewaiter.reach.drawn import reaches
from tidewaiter.reached import reach_of
from tidewaiter.substance.identify import identify
from tidewaiter.substance.structures.structure import read_structure

book = Lawbook.load()
SUBSTANCES = [s for s in book.store.substances() if book.store.listings(s.id)]
DRAWN = [s for s in SUBSTANCES if s.smiles]


def expected(entry: Entry) -> tuple[date, str]:
    """A day on which an entry binds surely, or may bind where no day is sure, and the outcome that it must give then."""
    period = entry.period
    day, end = period.surely_from, period.surely_until
    listed = book.store.instruments[entry.instrument].lists[entry.list]
    if day == date.max or (end is not None and end <= day):
        return max(period.earliest, date(1961, 1, 1)), "cannot_tell"
    open_ = entry.doubt or listed.destinations
    return max(day, date(1961, 1, 1)), "cannot_tell" if open_ else "applies"


def entries_reached(smiles: str) -> dict[str, str]:
    return {r.entry: r.outcome for r in reaches(read_structure(smiles), book.store, book.matcher)}


@pytest.mark.whole
def test_by_every_name_and_number() -> None:
    lost = []
    for substance in SUBSTANCES:
        mine = {entry.id for entry in book.store.listings(substance.id)}
        asked = [name for name, _ in book.store.names_of(substance.id)] + list(substance.cas)
        for text in asked:
            found = identify(text, book.store)
            hit = {
                reach_of(value).entry
                for c in found.candidates
                if c.substance
                for value in book.store.reaches(c.substance)
            }
            if not mine <= hit:
                lost.append((substance.id, text))
    assert lost == []


@pytest.mark.whole
def test_by_name_on_its_day() -> None:
    lost = []
    for substance in SUBSTANCES:
        reached = [reach_of(value) for value in book.store.reaches(substance.id)]
        for entry in book.store.listings(substance.id):
            territory = book.store.instruments[entry.instrument].territory
            day, outcome = expected(entry)
            controls = determine(reached, Question(day, (territory,)), book.store)
            firm = any(c.instrument.key == entry.instrument and c.outcome == "applies" for c in controls)
            if outcome == "cannot_tell" and firm:
                continue  # what the same instrument lists firmly displaces a doubt
            if not any(c.entry.id == entry.id and c.outcome == outcome for c in controls):
                lost.append((entry.id, outcome))
    assert lost == []


def redrawn(substance: Substance, seed: int) -> list[tuple[str, str]]:
    """The structure in another order, labelled, with explicit hydrogens and deuterated; as written it was asked by the compile."""
    mol = Chem.MolFromSmiles(substance.smiles)
    random.seed(seed)
    order = list(range(mol.GetNumAtoms()))
    random.shuffle(order)
    shuffled = Chem.MolToSmiles(Chem.RenumberAtoms(mol, order), canonical=False)
    forms = [("redrawn", shuffled)]
    if any(atom.GetIsotope() for atom in mol.GetAtoms()):
        return forms  # listed by its label: otherwise labelled it is another thing
    heavy = Chem.Mol(mol)
    for atom in heavy.GetAtoms():
        if atom.GetAtomicNum() == 6 and atom.GetIsotope() == 0:
            atom.SetIsotope(13)
            forms.append(("labelled", Chem.MolToSmiles(heavy)))
            break
    deuterated = Chem.AddHs(mol)
    for atom in deuterated.GetAtoms():
        if atom.GetAtomicNum() == 1 and atom.GetNeighbors()[0].GetAtomicNum() == 6:
            atom.SetIsotope(2)
    forms.append(("deuterated", Chem.MolToSmiles(deuterated)))
    return forms


@pytest.mark.whole
def test_by_every_structure_redrawn_and_labelled() -> None:
    lost = []
    labelled: dict[str, set[str]] = {}  # what lists name with its isotopes, acetone-d6, they reach besides
    for one in DRAWN:
        if "[2H]" in one.smiles:
            entries = {entry.id for entry in book.store.listings(one.id)}
            labelled.setdefault(Chem.CanonSmiles(one.smiles), set()).update(entries)
    for number, substance in enumerate(DRAWN):
        drawn = {
            reach.entry
            for reach in map(reach_of, book.store.reaches(substance.id, drawn=True))
            if reach.outcome == "applies"
        }
        own = {entry.id for entry in book.store.listings(substance.id)}
        for form, smiles in redrawn(substance, number):
            hit = entries_reached(smiles)
            if not own <= hit.keys():
                lost.append((substance.id, form, sorted(own - hit.keys())))
            told = {key for key, outcome in hit.items() if outcome == "applies"}
            if drawn != told - (labelled.get(Chem.CanonSmiles(smiles), set()) - drawn):
                lost.append((substance.id, form, "other answer than as listed"))
    assert lost == []


def bases() -> list[Substance]:
    """Listed single molecules with a basic nitrogen, whose list extends to salts."""
    amine = Chem.MolFromSmarts("[NX3;!$(N*=[O,S,N]);!$(N~[!#6;!#1]);!$(Nc);!$([NX3](C)(C)(C)C)]")
    return [s for s in DRAWN if "." not in s.smiles and Chem.MolFromSmiles(s.smiles).HasSubstructMatch(amine)]


@pytest.mark.whole
def test_as_hydrochloride() -> None:
    lost = []
    for substance in bases():
        own = {e.id for e in book.store.listings(substance.id) if "salts" in e.extensions}
        hit = entries_reached(substance.smiles.split()[0] + ".Cl")
        if not own <= hit.keys():
            lost.append((substance.id, sorted(own - hit.keys())))
    assert len(bases()) > 600
    assert lost == []


def test_no_cas_number_is_the_head_of_a_date(book):
    """A day cut short can pass the check digit (2007-07-0 once stood for iodine). The one true number of that form is
    dronabinol's, CAS registry 1972-08-3."""
    dates = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])-[0-3]\Z")
    found = {(item.id, cas) for item in book.store.substances() for cas in item.cas if dates.match(cas)}
    assert found == {("dronabinol", "1972-08-3")}


def test_one_chinese_name_two_substances(book):
    """China printed 六氢大麻酚 for parahexyl in 2013 and for hexahydrocannabinol in 2025 (CAS numbers of the two lists)."""
    assert {c.cas for c in book.identify("六氢大麻酚").candidates} == {"117-51-1", "6692-85-9"}
    for name, day, listed in (
        ("parahexyl", "2015-01-01", True),
        ("hexahydrocannabinol", "2015-01-01", False),
    ):
        assert bool(book.check(name, on=day, jurisdictions=["CN"]).controls) is listed


@pytest.mark.parametrize(
    ("name", "territory", "day", "listed"),
    [  # read in the texts that the rows cite
        (
            "Chemical mixture of toluene above the limit of 21 CFR 1310.12",
            "CA",
            "2026-01-01",
            "ca/cdsa applies",
        ),
        (
            "Chemical mixture of toluene above the limit of 21 CFR 1310.12",
            "EU",
            "2026-01-01",
            "eu/273-2004 cannot_tell",
        ),
        (
            "Chemical mixture of acetone above the limit of 21 CFR 1310.12",
            "MX",
            "2026-01-01",
            "mx/precursors cannot_tell",
        ),
        ("cannabinol derivatives", "UK", "2026-01-01", "uk/mdr-2001 cannot_tell"),
        ("68081-83-4", "UN", "2026-01-01", "un/rotterdam cannot_tell"),
        ("hemp bird seed", "US", "1998-04-01", "us/cfr-1308 cannot_tell"),
    ],
)
def test_what_a_reader_of_the_texts_missed(
    book: Lawbook, name: str, territory: str, day: str, listed: str
) -> None:
    answer = book.check(name, jurisdictions=[territory], on=day)
    assert listed in {f"{one.entry.instrument} {one.outcome}" for one in answer.controls}


def test_a_mercury_compound_named_for_reclaiming_is_in_doubt_under_part_1_and_annex_v(book: Lawbook) -> None:
    found = {one.entry.list: one for one in book.check("mercury(I) iodide", jurisdictions=["EU"]).controls}
    assert found["Annex I part 3"].outcome == "applies"
    for place in ("Annex I part 1", "Annex V part 2"):
        assert found[place].outcome == "cannot_tell" and "reclaiming" in " ".join(found[place].missing)
