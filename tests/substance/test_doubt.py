"""What is not surely understood is never answered with "no hit": words that are structures as well, brands of mixtures
under their harmless part, slang, names without positions.

Each input below was answered with a silent "no hit", or for another substance, before names were weighed.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tidewaiter.answer import NO_HIT
from tidewaiter.errors import QuestionError, Unresolved
from tidewaiter.substance.dictionary.doubt import bare_key, within
from tidewaiter.substance.dictionary.formulas import contradicts
from tidewaiter.substance.dictionary.general import compounds

needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="component missing: java")


def listed(book: Any, query: str) -> set[str]:
    """The substances of the lawbook that a question is answered for."""
    return {one.substance for one in book.identify(query).candidates} - {""}


# words that are structures as well --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"), [("CN", "phenacyl chloride"), ("CO", "carbon monoxide"), ("CCN", "acetonitrile")]
)
def test_a_word_that_is_a_structure_is_answered_as_both(book: Any, text: str, name: str) -> None:
    found = book.identify(text)
    assert found.status == "ambiguous" and found.rung == "structure or name"
    assert found.candidates[0].smiles == text and name in {one.name for one in found.candidates}
    assert "each was looked at" in found.note


@pytest.mark.parametrize(
    "text", ["[CH3][NH2]", "[I-].[Na+]", "[Cs+].[I-]", "NO.Br", "[BrH]", "S.I", "N.[B]", "[NH3]->[B]"]
)
def test_signs_that_no_name_has_make_a_structure(book: Any, text: str) -> None:
    found = book.identify(text)
    assert found.rung == "structure" and [one.smiles for one in found.candidates] == [text]


@pytest.mark.parametrize(
    "text", ["benzo[a]pyrene", "bicyclo[2.2.1]heptane", "vitamin B12", "2,4,6-trinitrotoluene"]
)
def test_names_with_such_signs_stay_names(book: Any, text: str) -> None:
    assert book.identify(text).rung in ("known synonym", "systematic name", "listed name")


def test_methylamine_is_methylamine(book: Any) -> None:
    for text in ("CN", "CH3NH2", "MeNH2", "ch3nh2", "[CH3][NH2]", "methylamine"):
        assert "US" in {one.jurisdiction for one in book.check(text, jurisdictions=["US"]).controls}, text
    assert book.check(structure="CN", jurisdictions=["US"]).identity.rung == "structure"


@pytest.mark.parametrize("text", ["IPP", "NIB", "PIP", "POPP", "COCN", "PBO"])
def test_capitals_that_nobody_would_draw_are_no_silent_structure(book: Any, text: str) -> None:
    """Abbreviations of drugs and reagents that read as chains of phosphorus, boron or halogens."""
    answer = book.check(text, jurisdictions=["US"])
    assert (
        not answer.controls and answer.summary.startswith("Cannot tell") and "abbreviation" in answer.summary
    )


@pytest.mark.parametrize(
    "text", ["CCO", "C1CC1", "CC#N", "CCOCC", "CSC", "C[N+](C)(C)C", "BrCCBr", "c1ccccc1"]
)
def test_what_chemists_draw_is_a_structure_without_doubt(book: Any, text: str) -> None:
    found = book.identify(text)
    assert found.rung.startswith("structure") and "abbreviation" not in found.doubt


def test_a_listed_abbreviation_goes_before_the_structure(book: Any) -> None:
    assert listed(book, "CBN") == {"cannabinol"}


def test_words_and_a_structure_are_not_both_asked(book: Any) -> None:
    with pytest.raises(QuestionError, match="Give one of the two"):
        book.check("fentanyl", structure="CN")
    with pytest.raises(QuestionError, match="is empty"):
        book.check("")


def test_no_listed_name_hides_a_structure_that_is_listed(book: Any) -> None:
    """A listed name is answered without chemistry: it must not read as a structure that reaches something else."""
    from tidewaiter.substance.identify import as_structure
    from tidewaiter.substance.names.letters import improbable
    from tidewaiter.substance.structures.smiles import may_be, reads_as_one

    for name, key in book.store.all_names():
        if may_be(name) and not improbable(name) and reads_as_one(name):  # "PCC" is no ethylphosphine
            drawn = book.reached(as_structure(name).candidates[0])
            named = {reach.entry for reach in book.reached(book.identify(name).candidates[0])}
            assert {reach.entry for reach in drawn} <= named, (name, key)


def test_short_words_of_the_dictionary_that_are_structures(book: Any) -> None:
    """Of one to four letters: none is answered as a name alone."""
    from tidewaiter.lawbook.names import name_key
    from tidewaiter.substance.structures.smiles import may_be, reads_as_one

    words = {name.upper() for _, names in compounds() for name in names if name.isalpha() and len(name) <= 4}
    drawn = [word for word in sorted(words) if may_be(word) and reads_as_one(word)]
    assert len(drawn) > 100
    for word in drawn:
        if book.store.by_name(word) or book.store.record("product", name_key(word)):
            continue
        found = book.identify(word)
        assert any(one.smiles == word for one in found.candidates) or len(found.candidates) == 1, word
        if found.rung == "known synonym":  # written as what it is called
            assert not found.doubt, word


# formulas ---------------------------------------------------------------------------------------------------


def test_a_name_read_as_a_formula_names_no_other_formula() -> None:
    assert contradicts("CH3NH2", "C2H8N2") and not contradicts("(CH3NH)2", "C2H8N2")
    assert contradicts("menh2", "C2H8N2") and not contradicts("menh2", "CH5N")
    assert contradicts("MeNH2", "C2H8N2") and not contradicts("H2SO4", "H2O4S")
    assert not contradicts("SKF-525A", "C23H31NO2") and not contradicts("PCB153", "C12H4Cl6")


# brands, slang, names within names ----------------------------------------------------------------------------

BRANDS = {
    "Percocet": "oxycodone", "Vicodin": "hydrocodone", "Tylox": "oxycodone", "Norco": "hydrocodone",
    "Darvocet": "dextropropoxyphene", "Wygesic": "dextropropoxyphene", "Talacen": "pentazocine", "Panadeine": "codeine",
    "Phrenilin": "butalbital", "Innovar": "fentanyl", "Thalamonal": "fentanyl", "Eskatrol": "dexamfetamine",
    "Marax": "medicinal-products", "Quadrinal": "phenobarbital", "Primatene": "medicinal-products",
    "Bronkaid": "medicinal-products",
    "Advil Cold & Sinus": "medicinal-products", "Trinalin": "medicinal-products",
    "Phensedyl": "codeine",
    "oravescent fentanyl": "fentanyl", "claradol codeine": "codeine", "dafalgan codeine": "codeine",
    "phenaphen w/codeine": "codeine", "capital with codeine": "codeine", "percogesic with codeine": "codeine",
    "empirin with codeine (salt/mix)": "codeine", "carisoprodol compound component aspirin": "carisoprodol",
    "codeine tms": "codeine", "lysergide tartrate": "lysergide", "tranq": "fentanyl", "DXM": "dextromethorphan",
    "phosphinic acid": "hypophosphorous-acid", "piperidone": "4-piperidone", "yodo": "iodine",
}  # fmt: skip


@pytest.mark.parametrize(("text", "key"), BRANDS.items(), ids=BRANDS.keys())
def test_the_controlled_part_is_answered(book: Any, text: str, key: str) -> None:
    found = book.identify(text).candidates
    assert any(
        key in one.substance or key in one.name for one in found
    )  # the substance, or a preparation of it


@pytest.mark.parametrize("text", ["K2", "pink", "E", "PG", "Synalgos", "aminopropylbenzofuran"])
@needs_java
def test_what_may_mean_anything_is_never_no_hit(book: Any, text: str) -> None:
    answer = book.check(text, jurisdictions=["UN"], on="1975-01-01")
    assert answer.identity.doubt and answer.identity.status == "ambiguous"
    assert answer.summary.startswith("Cannot tell") and "not sure what is meant" in answer.summary
    assert answer.to_json()["identity"]["doubt"] == answer.identity.doubt


@pytest.mark.parametrize(
    ("text", "drug"),
    [
        ("african salad", "Khat"),
        ("20 bags of african salad", "Khat"),
        ("5 kg honey oil", "dronabinol"),
        ("butane honey oil", "dronabinol"),
        ("disco biscuits 50 pcs", "MDMA"),
        ("caballo", "heroin"),
    ],
)
def test_words_of_the_street_go_before_goods_that_are_read_word_by_word(
    book: Any, text: str, drug: str
) -> None:
    found = book.check(text, on=book.day).identity
    assert drug in [one.name for one in found.candidates] and "word of the street" in found.doubt


@pytest.mark.parametrize("text", ["sugar", "34 bags of sugar", "65 packets of sweets", "caballos"])
def test_what_the_goods_are_surely_called_stays_theirs(book: Any, text: str) -> None:
    assert not book.check(text, on=book.day).identity.doubt


@pytest.mark.parametrize(
    "text",
    ["aspirin", "vitamin C", "Tylenol", "baking soda", "glycerine", "citric acid", "urea", "NaCl", "acetone oxime",
     "sodium hydrogen carbonate", "caustic soda", "ethylene glycol", "iodine monochloride", "DMSO", "caffeine"],
)  # fmt: skip
def test_what_is_meant_surely_is_not_doubted(book: Any, text: str) -> None:
    found = book.identify(text)
    assert not found.doubt and len(found.candidates) == 1, found


def test_each_part_of_a_product_is_looked_at_or_told(book: Any) -> None:
    for row in book.store.records("product"):
        found = book.identify(row[0])
        assert found.rung == "product" and found.candidates, row[0]
        unknown = [part for part in row[2] if part in found.doubt]
        assert len(found.candidates) + len(unknown) >= len(row[2]), row[0]
        assert {part for part in row[2] if book.store.substance(part)} <= {
            one.substance for one in found.candidates
        }


def test_names_that_hold_a_listed_name_are_told(book: Any) -> None:
    """Of the general dictionary one compound in twelve: what resolves elsewhere says so, unless it holds its atoms."""
    from tidewaiter.substance.dictionary.doubt import explained

    checked = 0
    for number, (cells, names) in enumerate(compounds()):
        if number % 12:
            continue
        own = set(book.store.by_cas(cells[1]))
        for name in names:
            if " " not in name or len(name) > 200 or book.store.by_name(name):
                continue
            if name.casefold() in ("petroleum ether", "acrylonitrile butadiene styrene"):
                # a cut of petrol, and no ether; a polymer, and none of what it is made of
                continue
            # in our own tables "ether" says the class: "ether monomethylique de l'ethylene-glycol"
            ours = all(one.place < 0 for one in book.dictionary.by_name(name))
            if not (inner := within(name, book.store, own=ours)):
                continue
            keys, rest = inner[0]
            if own.isdisjoint(keys):
                try:
                    found = book.identify(name, systematic=False)
                except Unresolved:  # which is told too
                    continue
                answered = {one.substance for one in found.candidates}
                if answered <= own:
                    continue  # what its number is: a member of the family that the name holds
                known = book.dictionary.by_name(name)
                sure = any(explained(rest, one, keys, book.store) for one in known)
                assert sure or found.doubt or answered & set(keys) or found.rung != "known synonym", name
                checked += 1
    assert checked > 1000


# names without positions ------------------------------------------------------------------------------------

POSITIONS = {
    "butanediol": "1-4-butanediol", "hydroxybutanoic acid": "ghb", "phenylcyclohexylpiperidine": "phencyclidine",
    "methylenedioxyphenylpropanone": "", "chlorophenylmethylaminocyclohexanone": "ketamine",
    "fluoroamphetamine": "", "chlorophenylpiperazine": "", "propenylbenzodioxole": "safrole",
    "phenylacetoacetamide": "apaa", "methyl phenylacetoacetate": "mapa", "sodium hydroxybutyrate": "",
    "aminophenylpropane": "", "phenylaminopropane": "", "aminopropylbenzofuran": "", "allylbenzodioxole": "",
}  # fmt: skip


@pytest.mark.parametrize("text", POSITIONS)
@needs_java
def test_a_name_without_positions_is_in_doubt(book: Any, text: str) -> None:
    found = book.identify(text)
    assert found.status == "ambiguous" and "no positions" in found.doubt
    assert NO_HIT not in book.check(text).summary


def test_listed_isomers_are_offered_without_java(book: Any) -> None:
    for text in ("butanediol", "phenylcyclohexylpiperidine", "hydroxybutanoic acid", "fluoroamphetamine"):
        found = book.identify(text, systematic=False)
        assert found.doubt and all(one.substance for one in found.candidates), text


@needs_java
def test_a_name_with_its_positions_is_sure(book: Any) -> None:
    for text in ("N-methyl-1-(4-methoxyphenyl)pentan-2-amine", "2-(3-fluorophenyl)-2-methylpentanal"):
        found = book.identify(text)
        assert found.rung == "systematic name" and not found.doubt and found.status == "resolved"


def test_the_key_without_positions() -> None:
    assert bare_key("3,4-(methylenedioxy)phenyl-2-propanone") == bare_key("methylenedioxyphenylpropanone")
    assert bare_key("N,α-dimethylphenethylamine") == "dimethylphenethylamine"


# what people type -------------------------------------------------------------------------------------------


def test_typed_inputs(book: Any, sets: Callable[[str], Path]) -> None:
    """Nothing that must not be silent is silent because a name was taken for something else."""
    with sets("typed-inputs.tsv").open(encoding="utf-8", newline="") as stream:
        rows = [row[:3] for row in csv.reader(stream, delimiter="\t") if len(row) > 2]
    silent = []
    for kind, text, expected in rows:
        places = [word for word in expected.split() if len(word) == 2 and word.isupper()]
        if not places:
            continue
        try:
            answer = book.check(text, jurisdictions=places)
        except QuestionError:
            continue  # not understood, and told
        if not answer.controls and not answer.identity.doubt and answer.identity.rung == "known synonym":
            silent.append((kind, text, places))
    assert not silent


def test_a_listed_name_needs_no_doubt() -> None:
    """A question by listed name weighs nothing: neither the dictionary nor what doubts it is imported."""
    import subprocess
    import sys

    code = (
        "import sys; from tidewaiter import Lawbook; Lawbook.load().check('fentanyl', jurisdictions=['UN']);"
        "print(sorted({'tidewaiter.substance.dictionary.doubt', 'tidewaiter.substance.dictionary.general', 'rdkit'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)  # compiled, if need be
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


# street words, groups, families -----------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["ice", "K2", "opioids", "bath salts", "止咳水", "7-OH"])
def test_a_product_whose_meaning_is_open_applies_nowhere_for_sure(book: Any, text: str) -> None:
    found = book.identify(text)
    assert found.rung == "product" and found.status == "ambiguous" and found.doubt
    assert all(one.unsure for one in found.candidates)
    for place in ("US", "UN", "CN", "DE"):
        answer = book.check(text, jurisdictions=[place])
        assert "applies" not in {one.outcome for one in answer.controls}
        assert NO_HIT not in answer.summary


def test_a_street_word_that_is_clear_is_the_drug(book: Any) -> None:
    for text, key in (("molly", "mdma"), ("smack", "heroin"), ("麻古", "metamfetamine")):
        assert key in listed(book, text) and not book.identify(text).doubt


@pytest.mark.parametrize("text", ["benzodiazepines", "barbiturates", "anabolic steroids"])
def test_a_family_is_not_silent_where_the_list_names_its_members(book: Any, text: str) -> None:
    assert "Cannot tell" in book.check(text, jurisdictions=["DE"]).summary
    assert "applies" in {one.outcome for one in book.check(text, jurisdictions=["CA"]).controls}


# words of goods, words of the street ------------------------------------------------------------------------

# Words of the street that are words of ordinary goods or of nothing as well, written from memory: none
# may be answered with a plain "no hit".
STREET = (
    "candy, cookies, glass, tea, sugar, beans, rolls, snow, white, coke, crack, rock, base, ice, crystal, speed, molly, adam, acid, blotter, trips, dots, "
    "shrooms, roofies, xannies, bars, ludes, oxy, percs, blues, china white, pink, grey death, lean, purple drank, sizzurp, triple c, angel dust, love boat, "
    "spice, black mamba, bath salts, flakka, meow meow, drone, plant food, n-bomb, tusi, pink cocaine, kratom, poppers, weed, pot, grass, hash, wax, dabs, "
    "speedball, special k, k, horse, smack, brown sugar, black tar, tina, crank, uppers, downers, tranq, tango and cash, apache, dolls, wafers"
)


@pytest.mark.parametrize("word", STREET.split(", "))
def test_a_word_of_the_street_is_never_plainly_no_hit(
    book: Any, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = "tidewaiter.substance.unlisted.read_systematic_names"  # OPSIN reads no slang, and starts Java for each
    monkeypatch.setattr(without, lambda names: ({}, ""))
    try:
        answer = book.check(word)
    except QuestionError:
        return
    told = "in the street" in answer.identity.note  # what everybody eats or plays with is such first of all
    assert (
        answer.controls or answer.identity.doubt or told or "nitrite" in answer.identity.candidates[0].name
    ), word
    assert not told or word in ("candy", "cookies", "tea", "sugar", "beans", "dolls", "wafers")


@pytest.mark.parametrize(
    ("text", "substance"),
    [
        ("国家管制盐酸曲马多 300粒", "tramadol"),  # the acid of a salt is no hydrochloric acid
        ("含大麻香煙", "cannabis"),
        ("夾藏K粉13.5克", "ketamine"),
        ("308 таблеток с клонидином", ""),
        ("Залдиар", "tramadol"),
    ],
)
def test_a_listed_name_is_found_in_words_of_other_scripts(book: Any, text: str, substance: str) -> None:
    found = book.identify(text)
    assert "hydrogen-chloride" not in {one.substance for one in found.candidates}
    names = [f"{one.name} {one.substance}".casefold() for one in found.candidates]
    assert any(substance in name for name in names)


def test_an_acid_is_not_cut_out_of_an_ester(book: Any) -> None:
    assert "sulfuric-acid" not in listed(book, "硫酸二甲酯 99%")


@pytest.mark.parametrize(
    "text", ["iodine crystals", "iodine pellets", "cyclohexane solution", "benzaldehyde powder"]
)
def test_what_goods_look_like_makes_no_other_name(book: Any, text: str) -> None:
    found = book.identify(text)
    assert found.status == "resolved" and not found.doubt


@pytest.mark.parametrize("text", ["arsenic trioxide", "antimony trioxide", "arsenic pentoxide"])
def test_an_oxide_by_its_name_is_a_whole_molecule(book: Any, text: str) -> None:
    assert "hydrogens" not in str([one.missing for one in book.check(text).controls])


@pytest.mark.parametrize(
    ("text", "substance"),
    [
        ("INS 421 mannitol and fentanyl powder", "fentanyl"),
        ("citric acid INS 330 and cocaine hydrochloride", "cocaine"),
        ("SIN 421 manitol y heroína", "heroin"),
        ("sugar, INS 330, methamphetamine", "metamfetamine"),
        ("CAS 69-65-8 mannitol and fentanyl powder", "fentanyl"),
        ("CAS 50-99-7 glucose with morphine", "morphine"),
        ("heroin with lactose CAS 63-42-3", "heroin"),
        ("INS 500 sodium bicarbonate, ketamine", "ketamine"),
        ("sodium salt (salt of gamma-hydroxybutyric acid)", "salt of GHB"),
        ("potassium salt (salt of gamma-hydroxybutyric acid)", "salt of GHB"),
        ("ethyl acetate (salt of lysergic acid)", "salt of lysergic acid"),
        ("sal potásica (sal del ácido gamma-hidroxibutírico)", ""),
    ],
)
def test_a_number_or_an_acid_hides_nothing_named_beside_it(book: Any, text: str, substance: str) -> None:
    answer = book.check(text, on=book.day)
    names = [f"{one.name} {one.substance}" for one in answer.identity.candidates]
    assert any(substance in name for name in names) and (answer.controls or answer.identity.doubt)


@pytest.mark.parametrize(
    ("text", "territory", "outcomes"),
    [
        ("稀硫酸", "EU", {"cannot_tell"}),
        ("稀硝酸", "EU", {"cannot_tell"}),
        ("urea ammonium nitrate solution 32 % N", "EU", {"cannot_tell"}),
        ("Harnstoff-Ammoniumnitrat-Lösung 28 % N", "EU", {"cannot_tell"}),
        ("ammonium nitrate 33.5 % N", "EU", {"applies"}),
    ],
)
def test_what_is_not_told_is_left_open_and_what_is_told_is_not(
    book: Any, text: str, territory: str, outcomes: set[str]
) -> None:
    controls = [one for one in book.check(text, on=book.day).controls if one.jurisdiction == territory]
    assert {one.outcome for one in controls} == outcomes


@pytest.mark.parametrize(
    ("text", "plainly"),
    [
        ("cocaína, vitamina D3", "cocaína, vitamina C"),  # no homoeopathic potency
        ("heroína, vitamina D3", "heroína, vitamina C"),
        ("codeine/paracetamol 30–500 mg tablets", "codeine/paracetamol 30-500 mg tablets"),  # no range
        ("codeína+paracetamol 30–500 mg comprimidos", "codeína+paracetamol 30-500 mg comprimidos"),
    ],
)
def test_what_looks_like_a_potency_or_a_range_and_is_none(book: Any, text: str, plainly: str) -> None:
    first, second = (
        {(one.jurisdiction, one.list, one.outcome) for one in book.check(one_text, on=book.day).controls}
        for one_text in (text, plainly)
    )
    assert first >= second  # vitamin D3 is on a list of biocides itself


@pytest.mark.parametrize("text", ["5-APB (benzo fury)", "heroin (smack)", "MDMA (pingers)"])
def test_a_word_of_the_street_in_brackets_behind_what_it_means_is_no_doubt(book: Any, text: str) -> None:
    assert not book.check(text, on="2026-01-15").identity.doubt
