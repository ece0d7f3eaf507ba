"""A salt traded under a name and number of its own is answered as a salt of what the law lists."""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook


@pytest.fixture(scope="module")
def book() -> Lawbook:
    return Lawbook.load()


@pytest.mark.parametrize(
    ("name", "number", "listing"),
    [
        ("Ephedrine hydrochloride", "50-98-6", "I"),
        ("Ephedrine sulfate", "134-72-5", "I"),
        ("Pseudoephedrine hydrochloride", "345-78-8", "I"),
        ("Phenylpropanolamine hydrochloride", "154-41-6", "I"),
        ("Ergotamine tartrate", "379-79-3", "I"),
        ("4-Piperidone hydrochloride", "41979-39-9", "I"),
        ("4-Piperidone monohydrate hydrochloride", "40064-34-4", "I"),
        ("Fentanyl citrate", "990-73-8", "II"),
        ("Methamphetamine hydrochloride", "51-57-0", "II"),
        ("Cocaine hydrochloride", "53-21-4", "II"),
        ("Ketamine hydrochloride", "1867-66-9", "III"),
        ("Heroin hydrochloride", "1502-95-0", "I"),
    ],
)
def test_name_and_number_of_a_salt(book: Lawbook, name: str, number: str, listing: str) -> None:
    for query in (name, number):
        answer = book.check(query, jurisdictions=["US"], on="2025-10-01")
        met = [(control.list, control.outcome, control.basis) for control in answer.controls]
        assert (listing, "applies", "salt") in met, (query, met)


def test_the_salt_of_a_racemate_is_not_taken_for_the_salt_of_cathine(book: Lawbook) -> None:
    # 21 CFR 1310.02(a) lists phenylpropanolamine; 1308.14(f)(1) lists cathine, the other diastereomer
    lists = {control.list for control in book.check("154-41-6", jurisdictions=["US"]).controls}
    assert lists == {"I"}


@pytest.mark.parametrize("smiles", ["C[C@H](N)[C@H](O)c1ccccc1", "C[C@@H](N)[C@@H](O)c1ccccc1"])
def test_the_forms_of_phenylpropanolamine_are_no_class_c_drugs(book: Lawbook, smiles: str) -> None:
    # Misuse of Drugs Act 1971, Sch. 2 Part III para. 2: stereoisomers, but not phenylpropanolamine
    found = book.check(smiles, jurisdictions=["UK"], on="2025-01-01").controls
    assert {control.instrument.key for control in found} == {"uk/precursors"}
    opposite = book.check("C[C@@H](N)[C@H](O)c1ccccc1", jurisdictions=["UK"], on="2025-01-01").controls
    assert "uk/mda-1971" in {control.instrument.key for control in opposite}


def test_a_code_that_has_ended_gives_way_to_the_one_that_stands(book: Lawbook) -> None:
    # NPP: 2933 39 99 until the nomenclature of 2022 opened 2933 37
    answer = book.check("29333700", jurisdictions=["EU"], on="2025-10-01")
    assert answer.identity.rung == "commodity code"
    assert any(
        "phenethyl" in found.name.lower() or "NPP" in found.name for found in answer.identity.candidates
    )


@pytest.mark.parametrize(
    "name",
    [
        "Ritalin",
        "methadone hydrochloride",
        "298-59-9",
        "Methylphenidathydrochlorid",
        "tilidine hydrochloride",
    ],
)
def test_a_salt_by_name_is_the_salt_of_what_the_list_names(book: Lawbook, name: str) -> None:
    """Anlage III names methylphenidate, methadone and tilidine, which their salts' names leave no doubt of; Anlage II their other isomers."""
    answer = book.check(name, on="2026-06-14", jurisdictions=["DE"])
    assert {(one.list, one.outcome) for one in answer.controls} == {("III", "applies")}


@pytest.mark.parametrize("name", ["2C-C hydrochloride", "2C-E hydrochloride", "4F-MDMB-BINACA hydrochloride"])
def test_salts_of_members_of_a_class_in_canada(book: Lawbook, name: str) -> None:
    """Schedule II item 2 and Schedule III item 35: "their salts, derivatives, isomers"."""
    answer = book.check(name, on="2026-06-14", jurisdictions=["CA"])
    assert {one.outcome for one in answer.controls if one.instrument.key == "ca/cdsa"} == {"applies"}


def test_salts_by_name_are_met_by_each_list_that_takes_salts(book: Lawbook) -> None:
    # every fortieth listed base of each list whose row or head says salts; the whole sweep (9,902 questions) is told in issue 13
    store = book.store
    taken = [
        entry
        for entry in store.entries()
        if "salts" in (entry.extensions or store.instruments[entry.instrument].lists[entry.list].extensions)
        and entry.substance
        and entry.period.until is None
        and (one := store.substance(entry.substance))
        and "N" in one.smiles
        and "(=O)O)" not in one.smiles
        and one.kind == "molecule"
        and len(one.name) > 4
        and "hydrochloride" not in one.name
    ]
    unmet = []
    for entry in taken[::40]:
        place, name = store.instruments[entry.instrument].territory, store.substance(entry.substance)
        assert name is not None
        answer = book.check(f"{name.name} hydrochloride", jurisdictions=[place], on="2026-11-26")
        if all(control.entry.instrument != entry.instrument for control in answer.controls):
            unmet.append((name.name, entry.instrument))
    assert len(taken) > 2000 and unmet == []
