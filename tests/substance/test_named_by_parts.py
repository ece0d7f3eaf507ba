"""Names that are put together of parts: members of families, plants with part and state, salts, acids in other languages; medicines."""

from __future__ import annotations

from typing import Any

import pytest
from rdkit import Chem
from rdkit.Chem.rdMolDescriptors import CalcMolFormula

from tidewaiter.answer import NO_HIT
from tidewaiter.errors import Unresolved
from tidewaiter.lawbook.names import name_key
from tidewaiter.substance.names.composed import composed
from tidewaiter.substance.names.salts import english_acids
from tidewaiter.substance.tables import goods


def flat(smiles: str) -> str:
    return str(Chem.MolToSmiles(Chem.MolFromSmiles(smiles), isomericSmiles=False))


def named(book: Any, query: str) -> list[str]:
    return [one.name for one in book.identify(query).candidates]


FENTANYL = "N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"
COMPOSED = {  # the structures are drawn by hand
    "heptanoyl fentanyl": f"CCCCCCC(=O){FENTANYL}",
    "庚酰芬太尼": f"CCCCCCC(=O){FENTANYL}",
    "Hexanoilfentanilo": f"CCCCCC(=O){FENTANYL}",
    "hydrocinnamoyl fentanyl": f"O=C(CCc3ccccc3){FENTANYL}",
    "环丙酰芬太尼": f"O=C(C3CC3){FENTANYL}",
    "para-Chlorfentanyl": "CCC(=O)N(c1ccc(Cl)cc1)C1CCN(CCc2ccccc2)CC1",
    "对氟芬太尼": "CCC(=O)N(c1ccc(F)cc1)C1CCN(CCc2ccccc2)CC1",
    "m-methyl acetylfentanyl": "CC(=O)N(c1cccc(C)c1)C1CCN(CCc2ccccc2)CC1",
    "苄基芬太尼": "CCC(=O)N(c1ccccc1)C1CCN(Cc2ccccc2)CC1",
    "butyryl norfentanyl": "CCCC(=O)N(c1ccccc1)C1CCNCC1",
    "4-chloro-N-ethylcathinone": "CCNC(C)C(=O)c1ccc(Cl)cc1",
    "4-chloroethcathinone": "CCNC(C)C(=O)c1ccc(Cl)cc1",
    "4-氯乙卡西酮": "CCNC(C)C(=O)c1ccc(Cl)cc1",
    "3,4-dimethyl-N-methylcathinone": "CNC(C)C(=O)c1ccc(C)c(C)c1",
    "4-Fluoramphetamin": "CC(N)Cc1ccc(F)cc1",
    "N-desethyl etonitazene": "CCNCCn1c(Cc2ccc(OCC)cc2)nc2cc([N+](=O)[O-])ccc12",
    "protonitazepyne": "CCCOc1ccc(Cc2nc3cc([N+](=O)[O-])ccc3n2CCN2CCCC2)cc1",
}


@pytest.mark.parametrize(("name", "smiles"), COMPOSED.items(), ids=COMPOSED.keys())
def test_a_composed_name_is_its_one_structure(book: Any, name: str, smiles: str) -> None:
    assert flat(composed(name)) == flat(smiles)
    found = book.identify(name)
    assert not found.doubt and {flat(one.smiles) for one in found.candidates} == {flat(smiles)}


def test_composed_names_of_lists_are_the_lists_own_structures(book: Any) -> None:
    """The lawbook's structures were made from systematic names in the laws, not from these."""
    read = [(name, key, composed(name)) for name, key in book.store.all_names()]
    wrong = [
        (name, smiles)
        for name, key, smiles in read
        if smiles and flat(smiles) != flat(book.store.substance(key).smiles)
    ]
    assert not wrong and sum(bool(smiles) for *_, smiles in read) > 200


@pytest.mark.parametrize(
    "name",
    [
        "4-methylfentanyl",
        "3-methylfentanyl",
        "4-fluorobenzylfentanyl",
        "(+)-4-methylamphetamine",
        "β'-phenyl fentanyl",
        "methylamphetamine",
    ],
)
def test_what_may_mean_several_is_not_composed(name: str) -> None:
    assert composed(name) == ""


@pytest.mark.parametrize("name", ["furazyl fentanyl", "quuxyl nitazene", "quuxoyl fentanyl hydrochloride"])
def test_an_unknown_group_before_a_family_is_another_member(book: Any, name: str) -> None:
    with pytest.raises(Unresolved) as told:
        book.identify(name)
    assert "may be another, controlled substance" in told.value.message and told.value.suggestions


@pytest.mark.parametrize("name", ["Nytol fentanyl", "nonsense fentanyl", "foobar cathinone", "nonsense fentanyl hydrochloride"])  # fmt: skip
def test_an_unknown_word_before_a_family_is_never_its_best_known_member_for_sure(
    book: Any, name: str
) -> None:
    found = book.identify(name)
    assert all(one.unsure for one in found.candidates) and "not understood" in found.doubt
    answer = book.check(name, jurisdictions=["UN", "US"])
    assert {control.outcome for control in answer.controls} == {"cannot_tell"}


def test_a_word_of_trade_before_it_says_nothing(book: Any) -> None:
    assert named(book, "counterfeit fentanyl") == ["fentanyl"]


# plants ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("shredded khat leaf", "khat"), ("feuilles séchées de khat", "khat"), ("恰特草叶", "khat"), ("Khatblätter, frisch", "khat"),
        ("hojas secas de coca", "coca leaf"), ("gemahlene Kokablätter", "coca leaf"), ("干古柯叶", "coca leaf"),
        ("Papaver somniferum seeds", "poppy seed"), ("罂粟籽粉", "poppy seed"), ("dried cannabis seeds", "cannabis seed"),
        ("graines de cannabis", "cannabis seed"), ("mature cannabis stalk", "mature cannabis stalks"), ("干大麻叶", "cannabis leaf"),
        ("Lophophora williamsii seeds", "peyote seeds"), ("cut poppy heads", "poppy heads"), ("résine de cannabis en poudre", "cannabis resin"),
        ("Mimosa hostilis bark, powdered", "Mimosa hostilis root bark"),
    ],
)  # fmt: skip
def test_state_changes_nothing_and_the_part_is_the_lists_own(book: Any, text: str, plain: str) -> None:
    found, same = book.identify(text), book.identify(plain)
    assert {one.substance for one in found.candidates} == {one.substance for one in same.candidates}


def test_the_part_matters_where_the_law_makes_it_matter(book: Any) -> None:
    def controls(text: str, place: str) -> set[str]:
        return {one.outcome for one in book.check(text, jurisdictions=[place], on="2025-06-01").controls}

    assert controls("Lophophora williamsii seeds, ground", "US") == {
        "applies"
    }  # 21 CFR 1308.11(d): "the seeds thereof"
    assert (
        controls("mature cannabis stalk", "UK") == set()
    )  # MDA 1971 s. 37(1): once separated from the plant
    assert controls("dried cannabis flower", "CA") == {"applies"}  # Cannabis Act, Sch. 1 item 1
    assert controls("Catha edulis seeds", "UK") == {"cannot_tell"}  # Sch. 2 Part III: leaves, stems or shoots


def test_an_unknown_word_beside_a_plant_stays_in_doubt(book: Any) -> None:
    assert book.identify("khat flavoured leaves").doubt
    assert NO_HIT not in book.check("purple wibble leaf of cannabis", jurisdictions=["UK"]).summary


# medicines ---------------------------------------------------------------------------------------------------

MEDICINES = {  # formulas: WHO, International Nonproprietary Names
    "telmisartan": "C33H30N4O2", "efavirenz": "C14H9ClF3NO2", "sofosbuvir": "C22H29FN3O9P", "drospirenone": "C24H30O3",
    "dolutegravir": "C20H19F2N3O5", "60282-87-3": "C21H26O2", "атазанавир": "C38H52N6O7", "meropenem": "C17H25N3O5S",
}  # fmt: skip


@pytest.mark.parametrize(("name", "formula"), MEDICINES.items(), ids=MEDICINES.keys())
def test_a_medicine_is_known_by_name_or_number(book: Any, name: str, formula: str) -> None:
    found = book.identify(name)
    assert not found.doubt and {
        CalcMolFormula(Chem.MolFromSmiles(one.smiles)) for one in found.candidates
    } == {formula}


def test_no_name_of_a_medicine_is_taken_from_a_list_or_a_product(book: Any) -> None:
    rows = [(name, names.split("|")) for name, _, _, _, names in goods.rows("medicines")]
    every = [one for _, names in rows for one in names if one] + [
        name for name, _ in goods.rows("medicine-names")
    ]
    products = {name: book.store.record("product", name_key(name)) for name in every}
    asked = {name for name, row in products.items() if row and row[3]}  # of which a law leaves something open
    taken = [name for name in every if book.store.by_name(name) or (products[name] and name not in asked)]
    assert not taken and len(every) > 20_000


def test_the_structure_of_a_medicine_has_its_formula() -> None:
    wrong = [
        name
        for name, _, formula, smiles, _ in goods.rows("medicines")
        if smiles and CalcMolFormula(Chem.MolFromSmiles(smiles)) != formula
    ]
    assert not wrong


def test_a_biological_is_looked_up_by_name_alone(book: Any) -> None:
    answer = book.check("trastuzumab", jurisdictions=["US"])
    assert NO_HIT in answer.summary and not answer.smiles
    # its other name in § 2 of the German act on doping; the UK lists it in Sch. 2 Part III para. 1(e)
    controls = book.check("choriogonadotropin alfa", jurisdictions=["UK"]).controls
    assert "Sch. 2, Part III, para. 1(e)" in {
        one.entry.clause for one in controls if one.outcome == "applies"
    }


def test_salts_of_more_acids_and_of_metals(book: Any) -> None:
    answer = book.check("oxycodone terephthalate", jurisdictions=["US"])
    assert {one.outcome for one in answer.controls} == {"applies"}
    assert named(book, "losartan potassium") == named(book, "losartan")
    assert [one.substance for one in book.identify("phenobarbital sodium").candidates] != [""]


def test_acids_in_other_languages(book: Any) -> None:
    for text, key in (
        ("acide gamma-hydroxybutyrique", "GHB"), ("ácido fenilacético", "phenylacetic acid"), ("acide barbiturique", "barbituric acid"),
    ):  # fmt: skip
        assert {one.substance for one in book.identify(text).candidates} == {
            one.substance for one in book.identify(key).candidates
        }
    assert english_acids("acid rain") == []


def test_what_a_list_prints_is_a_name(book: Any) -> None:
    assert [one.substance for one in book.identify("PENTOTAL SODICO").candidates] == ["thiopental"]
    assert [one.substance for one in book.identify("Delta-9(11)-Tetrahydrocannabinol").candidates] == [
        "delta9-11-tetrahydrocannabinol-delta9-11-thc"
    ]
