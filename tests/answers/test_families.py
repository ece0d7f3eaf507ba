"""Families of the annexes on pollutants, ozone and consent, on both sides of each limb, asked as a user asks. Substances are published; what is
expected is read from the wording that each group names."""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook

BOOK = Lawbook.load()
DAY = "2025-03-03"
A, III = "un/stockholm Annex A", "un/rotterdam Annex III"
POP, GAS, OZONE = "eu/2019-1021 Annex I part A", "eu/2024-573 Annex I section 1", "eu/2024-590 Annex I"

ASKED: tuple[tuple[str, str, str, set[str]], ...] = (
    # tetra- to heptabromodiphenyl ethers and decabromodiphenyl ether; three, eight and nine bromines stand in no entry of Annex A
    ("BDE-28", "Brc1ccc(cc1)Oc1ccc(Br)cc1Br", "UN", set()),
    ("BDE-47", "Brc1ccc(Oc2ccc(Br)cc2Br)c(Br)c1", "UN", {A, III}),
    ("BDE-183", "Brc1cc(Br)c(Oc2cc(Br)c(Br)cc2Br)c(Br)c1Br", "UN", {A, III}),
    ("BDE-203", "Brc1cc(Br)c(Oc2cc(Br)c(Br)c(Br)c2Br)c(Br)c1Br", "UN", set()),
    ("BDE-206", "Brc1cc(Br)c(Br)c(Br)c1Oc1c(Br)c(Br)c(Br)c(Br)c1Br", "UN", set()),
    ("BDE-209", "Brc1c(Br)c(Br)c(Oc2c(Br)c(Br)c(Br)c(Br)c2Br)c(Br)c1Br", "UN", {A, III}),
    # hexabromobiphenyl in Annex A, all polybrominated biphenyls in Annex III
    ("PBB-153", "Brc1cc(Br)c(-c2cc(Br)c(Br)cc2Br)cc1Br", "UN", {A, III}),
    ("4-bromobiphenyl", "Brc1ccc(-c2ccccc2)cc1", "UN", set()),
    # Annex A: dichlorinated to octachlorinated; the Union: one chlorine or more
    ("1-chloronaphthalene", "Clc1cccc2ccccc12", "UN", set()),
    ("1-chloronaphthalene", "Clc1cccc2ccccc12", "EU", {POP}),
    ("1,4-dichloronaphthalene", "Clc1ccc(Cl)c2ccccc12", "UN", {A}),
    ("4-chloro-1-naphthol", "Oc1ccc(Cl)c2ccccc12", "EU", set()),
    # "up to ten chlorine atoms" on biphenyl
    ("4-chlorobiphenyl", "Clc1ccc(-c2ccccc2)cc1", "UN", {A, III}),
    ("biphenyl", "c1ccc(-c2ccccc2)cc1", "UN", set()),
    # ten to thirteen carbons, in Annex A with more than 48 % of chlorine; in Annex III and the Union without
    ("1-chlorododecane", "CCCCCCCCCCCCCl", "UN", {III}),
    ("1-chlorododecane", "CCCCCCCCCCCCCl", "EU", {POP}),
    ("1,2,5,6,9,10-hexachlorodecane", "ClCC(Cl)CCC(Cl)C(Cl)CCC(Cl)CCl", "UN", {A, III}),
    ("1-chlorononane", "CCCCCCCCCCl", "EU", set()),
    ("1-chlorotetradecane", "CCCCCCCCCCCCCCCl", "EU", set()),
    # a perfluoroheptyl bound to carbon; eight perfluorinated carbons and more with a carboxylic acid, and C8F17 with bromine, are left out
    ("8:2 fluorotelomer alcohol", "OCCC(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)F", "EU", {POP}),
    ("6:2 fluorotelomer alcohol", "OCCC(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)F", "EU", set()),
    ("perfluorononanoic acid", "OC(=O)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)F", "EU", set()),
    ("perflubron", "FC(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)Br", "EU", set()),
    ("perfluorooctyl iodide", "FC(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)I", "EU", {POP}),
    # C6F13S; C4 and the telomer with two CH2 are not
    ("perfluorohexanesulfonamide", "NS(=O)(=O)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)F", "EU", {POP}),
    ("perfluorobutanesulfonic acid", "OS(=O)(=O)C(F)(F)C(F)(F)C(F)(F)C(F)(F)F", "EU", set()),
    ("6:2 fluorotelomer sulfonic acid", "OS(=O)(=O)CCC(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)F", "EU", set()),
    # tributyltin in Annex III; any three carbon groups on tin in Annex I of Regulation 649/2012; four in neither
    ("tributyltin chloride", "CCCC[Sn](Cl)(CCCC)CCCC", "UN", {III}),
    ("triphenyltin acetate", "CC(=O)O[Sn](c1ccccc1)(c1ccccc1)c1ccccc1", "UN", set()),
    ("tetrabutyltin", "CCCC[Sn](CCCC)(CCCC)CCCC", "UN", set()),
    # 1,1,1-trichloroethane with its isomers, "not 1,1,2-trichloroethane" (Annex B, note)
    ("1,1,1-trichloroethane", "CC(Cl)(Cl)Cl", "UN", {"un/montreal Annex B"}),
    ("1,1,2-trichloroethane", "ClCC(Cl)Cl", "UN", set()),
    ("HCFC-133a", "FC(F)(F)CCl", "UN", {"un/montreal Annex C"}),
    ("halothane", "FC(F)(F)C(Cl)Br", "UN", set()),
    ("chloroform", "ClC(Cl)Cl", "UN", set()),
    ("bromochloromethane", "ClCBr", "UN", {"un/montreal Annex C"}),
    # HFC-161 stands in the Union's annex, and not in Annex F; unsaturated ones stand in Annex II
    ("HFC-152a", "CC(F)F", "UN", {"un/montreal Annex F"}),
    ("HFC-161", "CCF", "UN", set()),
    ("HFC-161", "CCF", "EU", {GAS}),
    ("HFO-1234yf", "C=C(F)C(F)(F)F", "UN", set()),
    ("HFO-1234yf", "C=C(F)C(F)(F)F", "EU", {"eu/2024-573 Annex II section 1"}),
    ("1,1-difluoroethene", "C=C(F)F", "UN", set()),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "smiles", "place", "lists"), ASKED, ids=[f"{n} {p}" for n, _, p, _ in ASKED]
)
def test_families_on_both_sides(name: str, smiles: str, place: str, lists: set[str]) -> None:
    answer = BOOK.check(smiles, on=DAY, jurisdictions=[place], fields=["environment"])
    met = {f"{one.instrument.key} {one.list}" for one in answer.controls}
    asked = {one for one in met if not one.startswith(("eu/649-2012", "eu/2024-590"))}
    assert asked == lists, [(one.list, one.outcome, one.missing) for one in answer.controls]


@pytest.mark.parametrize(
    ("name", "smiles", "met"),
    [
        ("fentin acetate", "CC(=O)O[Sn](c1ccccc1)(c1ccccc1)c1ccccc1", True),
        ("fenbutatin oxide", "CC(C)(Cc1ccccc1)C[Sn](CC(C)(C)c1ccccc1)(CC(C)(C)c1ccccc1)O[Sn](CC(C)(C)c1ccccc1)(CC(C)(C)c1ccccc1)CC(C)(C)c1ccccc1", True),
        ("tetrabutyltin", "CCCC[Sn](CCCC)(CCCC)CCCC", False),
        ("lead acetate", "[Pb+2].CC(=O)[O-].CC(=O)[O-]", True),
        ("lead", "[Pb]", True),
        ("tin dichloride", "Cl[Sn]Cl", False),
        ("nonoxynol-9", "CCCCCCCCCc1ccc(OCCOCCOCCOCCOCCOCCOCCOCCOCCO)cc1", True),
        ("4-octylphenol", "CCCCCCCCc1ccc(O)cc1", False),
        ("dinoseb, sodium salt", "CCC(C)c1cc(cc(c1[O-])[N+](=O)[O-])[N+](=O)[O-].[Na+]", True),
    ],
)  # fmt: skip
def test_compounds_under_consent(name: str, smiles: str, met: bool) -> None:
    """Annex I of Regulation (EU) No 649/2012: triorganostannic compounds, lead (since 2022-07-01) and its compounds, nonylphenols and their ethoxylates, salts of dinoseb."""
    answer = BOOK.check(smiles, on=DAY, jurisdictions=["EU"], fields=["environment"])
    assert any(one.instrument.key == "eu/649-2012" for one in answer.controls) is met


# Annex on Chemicals, Schedule 2 B(10) to (12): methyl, ethyl, n-propyl and isopropyl on nitrogen; the exemptions of B(11) by name
AMINES: tuple[tuple[str, bool], ...] = (
    ("dipropylaminoethanol", True),
    ("N-ethyl-N-methylaminoethanol", True),
    ("N,N-dimethylaminoethanethiol", True),
    ("dimethylaminoethyl chloride hydrochloride", True),
    ("2-(diethylamino)ethyl chloride", True),
    ("N,N-dimethylaminoethanol", False),
    ("N,N-diethylaminoethanol hydrochloride", False),
    ("N,N-dibutylaminoethanol", False),
)


@pytest.mark.parametrize(("name", "met"), AMINES)
def test_amines_of_schedule_2_by_words_of_trade(name: str, met: bool) -> None:
    answer = BOOK.check(name, jurisdictions=["UN"], on=DAY)
    told = {one.outcome for one in answer.controls if one.entry.instrument == "un/cwc"}
    assert told == ({"applies"} if met else set())


@pytest.mark.parametrize(
    "name", ["metonitazene", "acetylfentanyl", "JWH-018", "ecgonine methyl ester", "morphine N-oxide"]
)
def test_law_is_the_same_whatever_law_is_asked_beside_it(name: str) -> None:
    """A class that one law borrows of another leaves nothing to the lists of that other law."""
    places = ["UN", "US", "UK", "DE", "CN", "CA", "MX", "IN"]
    together = BOOK.check(name, jurisdictions=places, on="2026-11-20")
    for place in places:
        alone = BOOK.check(name, jurisdictions=[place], on="2026-11-20")
        beside = [one for one in together.controls if one.instrument.territory == place]
        assert [(one.entry.id, one.outcome, one.missing) for one in alone.controls] == [
            (one.entry.id, one.outcome, one.missing) for one in beside
        ]
