"""A declared phrase is read by its parts: dosage forms, combinations, salts of any language, brands of one substance.

Each input below was "not understood" (exit code 2) in the probe of 2026-11-26.
"""

from __future__ import annotations

from typing import Any

import pytest

from tidewaiter.answer import NO_HIT
from tidewaiter.errors import Unresolved
from tidewaiter.substance.dictionary.general import sure_names
from tidewaiter.substance.names.salts import split


def named(book: Any, query: str) -> set[str]:
    """The names of what a question is answered for."""
    return {one.name.casefold() for one in book.identify(query).candidates}


PHRASES = {
    "fentanyl patch": "fentanyl", "morphine tablets": "morphine", "codeine phosphate tablets": "codeine phosphate",
    "nitrous oxide cylinders": "nitrous oxide", "lorazepam 2 mg tablets": "lorazepam",
    "fentanyl citrate 50 mcg/ml injection ampoules": "fentanyl citrate",
    "Morphintabletten": "morphine", "comprimidos de clonazepam": "clonazepam", "jarabe de codeína": "codeine",
    "comprimés de morphine": "morphine", "parche de fentanilo": "fentanyl", "美沙酮口服溶液": "methadone",
    "吗啡注射液": "morphine", "地西泮片": "diazepam", "盐酸美沙酮片": "methadone (as 盐酸美沙酮)",
    "枸橼酸芬太尼注射液": "fentanyl (as 枸橼酸芬太尼)", "ibuprofen tablets": "ibuprofen",
}  # fmt: skip


@pytest.mark.parametrize(("text", "name"), PHRASES.items(), ids=PHRASES.keys())
def test_words_of_form_are_taken_away(book: Any, text: str, name: str) -> None:
    found = book.identify(text)
    assert found.rung == "phrase" and not found.doubt and "read as" in found.note
    assert found.candidates[0].name.casefold() == name and not found.candidates[0].unsure


@pytest.mark.parametrize(
    "text", ["acetone/benzene mixture", "acetone + benzene", "benzene and acetone", "acetone 与 benzene"]
)
def test_every_part_of_a_combination_is_looked_at(book: Any, text: str) -> None:
    mixture = "chemical mixture of acetone above the limit of 21 cfr 1310.12"  # listed as such for export
    assert named(book, text) == {"acetone", "benzene", mixture}


def test_what_is_left_over_is_told(book: Any) -> None:
    beside = book.identify("morphine + xyzzol tablets")
    assert "'xyzzol'" in beside.doubt and beside.candidates[0].substance == "morphine"
    within = book.check("ketamine detector kit", jurisdictions=["US"])
    assert "'detector'" in within.identity.doubt
    assert {control.outcome for control in within.controls} == {"cannot_tell"}
    assert "whether the words not understood change what is meant" in within.controls[0].missing


OF_USE = [
    "nitrous oxide cylinders for inhaling at parties",
    "Lachgas Flasche für private Verbraucher",
    "acetona para limpieza de moldes",
]


@pytest.mark.parametrize("text", OF_USE)
def test_what_goods_are_for_changes_nothing_of_what_they_are(book: Any, text: str) -> None:
    found = book.identify(text)
    assert not found.doubt and not any(one.unsure for one in found.candidates)


@pytest.mark.parametrize(
    "text", ["test kit for cocaine", "nitrous oxide quaffler for inhaling", "acetone for 4-xyloylfentanyl"]
)
def test_what_stands_elsewhere_or_is_a_chemical_is_told(book: Any, text: str) -> None:
    found = book.identify(text)
    assert "not understood" in found.doubt and any(one.unsure for one in found.candidates)


def test_a_salt_whose_acid_stands_in_brackets(book: Any) -> None:
    assert named(book, "MORPHINE (SULFATE) 50 mg/ml") == {"morphine sulfate"}
    assert named(book, "DHEA prasterone") == {"prasterone"}


def test_a_plant_beside_its_part_and_what_was_removed(book: Any) -> None:
    assert named(book, "poppy seed, Papaver somniferum") == {"poppy seed"}
    assert named(book, "coca leaves, cocaine removed") == named(book, "coca leaves")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("coca leaves, cocaine and ecgonine removed", "coca leaf free of cocaine and ecgonine"),
        (
            "coca leaf from which all cocaine and ecgonine have been removed",
            "coca leaf free of cocaine and ecgonine",
        ),
        (
            "coca leaf extract, containing no cocaine, ecgonine or any ecgonine alkaloid",
            "decocainised coca leaf",
        ),
    ],
)
def test_leaves_without_cocaine_and_ecgonine_are_a_thing_of_their_own(
    book: Any, text: str, name: str
) -> None:
    """Single Convention, art. 1(1)(f): no coca leaf only where any other ecgonine alkaloid is gone, too."""
    assert named(book, text) == {name}


def test_what_is_no_chemical_denies_nothing_behind_it(book: Any) -> None:
    assert named(book, "pills without box, MDMA or ecstasy") == {"mdma"}


def test_a_group_of_a_molecule_is_no_goods(book: Any) -> None:
    found = book.identify("fentanyl in which the phenethyl group is replaced by 2-(thiophen-2-yl)ethyl")
    assert "fentanyl" in {one.name for one in found.candidates} and "not understood" in found.doubt


def test_a_gloss_may_hold_brackets(book: Any) -> None:
    found = book.identify("Ziracetamol (N-(4-hydroxyphenyl)acetamide)")
    assert {one.smiles for one in found.candidates} and "'N-(4-hydroxyphenyl)acetamide'" in found.note


@pytest.mark.parametrize(
    "text",
    [
        "norfentanyl, import from a third country",
        "norfentanyl placed on the market by a wholesaler",
        "Norfentanyl, Einfuhr durch Großhändler aus einem Drittland",
    ],
)
def test_who_brings_goods_and_where_to_changes_nothing_of_them(book: Any, text: str) -> None:
    found = book.identify(text)
    assert not found.doubt and [one.substance for one in found.candidates] == ["norfentanyl"]


def test_a_phrase_offers_the_listed_preparations_of_its_parts(book: Any) -> None:
    """Which of them the goods are is decided by strength and form: they never apply for sure."""
    found = book.identify("jarabe de codeína")
    offered = [one for one in found.candidates if one.unsure]
    assert offered and all(one.unsure == f"whether the goods are {one.name}" for one in offered)
    assert not any("patch" in one.name.casefold() for one in offered)
    oil = book.identify("CBD oil").candidates
    assert all(one.unsure for one in oil) and any("cannabinoid" in one.unsure for one in oil)


@pytest.mark.parametrize(
    "text",
    [
        "xyzzol tablets",
        "the drug",
        "sealed bottles",
        "tablets",
        "фен太nil芬",
        "硫酸二某酯",
        "potasium permangnate crystels",
    ],
)
def test_nothing_is_made_of_words_of_form(book: Any, text: str) -> None:
    with pytest.raises(Unresolved):
        book.identify(text)


SALTS = {
    "alprazolam hydrochloride": "alprazolam", "buprenorphine sulfate": "buprenorphine", "nitrazepam hydrochloride": "nitrazepam",
    "Ketaminhydrochlorid": "ketamine", "clorhidrato de ketamina": "ketamine", "chlorhydrate d'éphédrine": "ephedrine",
    "citrato de fentanilo": "fentanyl", "midazolam maleate": "midazolam", "zolpidem tartrate": "zolpidem",
    "cathine sulphate": "cathine", "morphine acetate": "morphine",
}  # fmt: skip


@pytest.mark.parametrize(("text", "base"), SALTS.items(), ids=SALTS.keys())
def test_a_salt_is_its_base_and_its_acid(book: Any, text: str, base: str) -> None:
    one = book.identify(text).candidates[0]
    assert one.name.casefold().startswith(base) and (one.substance or "." in one.smiles)


ITS_FORMS = {
    "piperidine and its salts": "piperidine", "lysergic acid, its salts and esters": "lysergic-acid", "Methamphetamin und seine Salze": "metamfetamine",
    "efedrina y sus sales": "ephedrine", "морфин и его соли": "morphine", "麻黃鹼及其鹽類": "ephedrine", "氯胺酮及其盐": "ketamine",
    "N,N-二烯丙基-5-甲氧基色胺及其盐": "5-methoxy-n-n-diallyltryptamine", "cocaïne et ses sels": "cocaine",
}  # fmt: skip


@pytest.mark.parametrize(("text", "substance"), ITS_FORMS.items(), ids=ITS_FORMS.keys())
def test_the_forms_that_a_law_names_with_a_substance_hide_it_from_nobody(
    book: Any, text: str, substance: str
) -> None:
    found = book.identify(text)
    assert found.candidates[0].substance == substance and not found.doubt


WORDS_OF_FORM_IN_NAMES = {
    "butane hash oil 10 kg": {"cannabis-extract"}, "sample cannabis sativa seed oil 1 g": {"hemp-seed-oil"},
    "pill press 5 kg": {"tablet-press"}, "Flurprimidol 10 kg, pill press 5 kg": {"flurprimidol", "tablet-press"},
    "nitrite d'amyle, sacs de 25 kg": {"amyl-nitrite"},
    "Dechlorane Plus and N-Butylbutylone": {"dechlorane-plus", "1-3-4-methylenedioxyphenyl-2-butylamino-butan-1-one"},
}  # fmt: skip


@pytest.mark.parametrize(("text", "goods"), WORDS_OF_FORM_IN_NAMES.items(), ids=WORDS_OF_FORM_IN_NAMES.keys())
def test_a_word_of_form_in_a_listed_name_is_of_the_name(book: Any, text: str, goods: set[str]) -> None:
    """Nothing of it is dropped: the oil of hash oil, the press, Dechlorane without Plus, which is mirex."""
    found = book.identify(text)
    assert {one.substance for one in found.candidates} == goods and not found.doubt


BESIDE_GOODS = {
    "muestra de ketamina": "ketamine", "muestra de análogo del fentanilo": "fentanyls", "échantillon de cocaïne": "cocaine",
    "Probe Flualprazolam": "flualprazolam", "Amphetamin, nicht für den menschlichen Verzehr": "amfetamine",
    "3-MMC no apto para consumo humano": "3-methylmethcathinone", "エフェドリン（試薬）": "ephedrine",
    "纯度99%N-苯基-N-(4-哌啶基)丙酰胺": "norfentanyl", "образец метамфетамина": "metamfetamine",
}  # fmt: skip


@pytest.mark.parametrize(("text", "substance"), BESIDE_GOODS.items(), ids=BESIDE_GOODS.keys())
def test_words_of_samples_and_labels_leave_no_doubt(book: Any, text: str, substance: str) -> None:
    found = book.identify(text)
    assert [one.substance for one in found.candidates] == [substance] and "not understood" not in found.doubt


def test_a_chinese_medicine_keeps_its_form_beside_other_words(book: Any) -> None:
    """复方桔梗片 holds opium (catalogue of 2025, narcotics no. 20, remark); 桔梗 alone is a harmless root."""
    assert [one.substance for one in book.identify("复方桔梗片样品").candidates] == [
        "opium-and-platycodon-tablets"
    ]


def test_a_short_word_is_not_turned_round_into_another_name(book: Any) -> None:
    """ "fentanilo al 98%" is 98 per cent fentanyl; turned round and joined it would be alfentanil."""
    assert [one.substance for one in book.identify("fentanilo al 98%").candidates] == ["fentanyl"]
    assert book.identify("opium, raw").candidates[0].substance == "opium"


def test_its_isomers_are_substances_of_their_own(book: Any) -> None:
    """The isomers of dextromethorphan are levomethorphan and its racemate, which lists name."""
    for text in ("dextromethorphan, its salts and isomers", "stereoisomers of dextromethorphan"):
        assert "is meant" in book.identify(text).doubt
    named = book.identify("norpseudoephedrine (including its optical isomers and their salts)")
    assert named.candidates[0].substance == "cathine"


@pytest.mark.parametrize("text", ["复方氯雷他定缓释胶囊(Ⅱ)", "复方布洛芬片（Ⅱ）", "复方布洛芬片"])
def test_a_compound_medicine_holds_more_than_it_names(book: Any, text: str) -> None:
    assert "several parts" in book.identify(text).doubt


def test_words_behind_a_gloss_do_not_hide_the_name_before_it(book: Any) -> None:
    """Seeds are left out of both German entries on poppies; the plant in brackets is what the seeds are of."""
    found = book.identify("Mohnsamen (Papaver somniferum) 25 kg, Speisewarenqqq")
    assert [one.substance for one in found.candidates] == ["poppy-seed"]
    assert found.doubt == "not understood: 'Speisewarenqqq'"


@pytest.mark.parametrize(
    ("text", "substance"),
    [("fentanyl-d5", "fentanyl"), ("d5-fentanyl", "fentanyl"), ("fentanyl-13C6", "fentanyl"), ("morphine-D6", "morphine"),
     ("Fentanyl-D5 100 µg/mL in methanol", "fentanyl"), ("vitamin-D3", "cholecalciferol")],
)  # fmt: skip
def test_a_substance_labelled_with_isotopes_is_that_substance(book: Any, text: str, substance: str) -> None:
    assert book.identify(text).candidates[0].substance == substance


def test_a_letter_of_a_code_is_no_unit(book: Any) -> None:
    assert book.identify("5 g of M6G").candidates[0].substance == "morphine-6-glucuronide"


@pytest.mark.parametrize(
    "text", ["hydrochloride", "codeine", "medroxyprogesterone", "sulfate de", "fentanyl propionate"]
)
def test_what_is_no_salt_is_not_split(text: str) -> None:
    assert split(text) == []


BRANDS = {
    "Ambien": "zolpidem", "Stilnox": "zolpidem", "Lyrica": "pregabalin", "Neurontin": "gabapentin", "Vyvanse": "lisdexamfetamine",
    "Elvanse": "lisdexamfetamine", "Captagon": "fenetylline", "Provigil": "modafinil", "Nucynta": "tapentadol",
    "Cesamet": "nabilone", "Spravato": "esketamine", "Suboxone": "buprenorphine", "Xanax": "alprazolam", "Valium": "diazepam",
    "Ativan": "lorazepam", "Klonopin": "clonazepam", "Adderall": "dexamfetamine", "Subutex": "buprenorphine",
    "Duragesic": "fentanyl", "Actiq": "fentanyl", "OxyContin": "oxycodone", "Dilaudid": "hydromorphone", "Demerol": "pethidine",
    "Dolophine": "methadone", "Ultram": "tramadol", "Soma": "carisoprodol", "Xyrem": "gamma-hydroxybutyric",
    "Marinol": "dronabinol", "Desoxyn": "metamfetamine", "Dexedrine": "dexamfetamine", "Epidiolex": "cannabidiol",
}  # fmt: skip


@pytest.mark.parametrize(("text", "part"), BRANDS.items(), ids=BRANDS.keys())
def test_a_brand_is_its_active_substance(book: Any, text: str, part: str) -> None:
    found = book.identify(text)
    assert any(part in one.name.casefold() or part in one.substance for one in found.candidates)
    assert not found.doubt


NAMES = {
    "4-HO-DiPT": "UK", "bk-2C-B": "DE", "THCV": "UK", "O-acetyl-THC": "US", "deschloroketamine": "DE",
    "para-bromofentanyl": "US", "苯甲酰芽子碱": "CN", "Kath-Pflanze": "DE", "Katblätter": "DE", "poppy tea": "UK",
    "Pilze mit Psilocybin": "DE", "Banisteriopsis caapi": "CA", "coca flour": "UN",
}  # fmt: skip


@pytest.mark.parametrize(("text", "territory"), NAMES.items(), ids=NAMES.keys())
def test_published_names_speak(book: Any, text: str, territory: str) -> None:
    assert book.check(text, jurisdictions=[territory], on="2026-11-26").controls


def test_a_name_of_another_compound_does_not_make_a_listing_apply(book: Any) -> None:
    """The dictionary has helional under phenobarbital; the lawbook knows its own number."""
    assert book.check("helional", jurisdictions=["US"], on="2026-11-26").controls == ()
    assert book.identify("helional").candidates[0].cas == "1205-17-0"
    assert book.identify("atropine").candidates[0].cas == "51-55-8"


def test_a_doubtful_name_alone_is_cannot_tell(book: Any) -> None:
    answer = book.check("parkinsan", on="2026-11-26")  # a brand of budipine; here under trihexyphenidyl
    assert answer.controls and {control.outcome for control in answer.controls} == {"cannot_tell"}
    assert all("which substance is meant" in control.missing for control in answer.controls)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Advil", "ibuprofen"),
        ("Prozac", "fluoxetine"),
        ("DMF", "n,n-dimethylformamide"),
    ],
)
def test_ordinary_names_of_one_substance_are_sure(book: Any, text: str, name: str) -> None:
    found = book.identify(text)
    assert found.status == "resolved" and not found.doubt and found.candidates[0].name == name
    assert len(sure_names()) > 10_000


@pytest.mark.parametrize(
    "text", ["memantine", "83881-51-0", "cabergoline", "rimonabant", "sildenafil", "poppers"]
)
def test_common_medicines_are_known(book: Any, text: str) -> None:
    assert not book.identify(text).doubt


@pytest.mark.parametrize(
    ("text", "alcohol"),
    [
        ("boldenone undecylenate", "boldenone"),
        ("methenolone enanthate", "methenolone"),
        ("testosterone isocaproate", "testosterone"),
        ("trenbolone hexahydrobenzylcarbonate", "trenbolone"),
    ],
)
def test_an_ester_of_a_steroid_is_its_own_structure(book: Any, text: str, alcohol: str) -> None:
    """MDA 1971 Sch. 2 Pt III para. 5 reaches esters of the steroids that it names; so do the US and Canadian lists."""
    found = book.check(text, jurisdictions=["UK", "US", "CA"])
    assert found.identity.note == f"read as an ester of {alcohol}" and not found.identity.doubt
    assert {control.jurisdiction for control in found.controls if control.outcome == "applies"} == {
        "UK",
        "US",
        "CA",
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("chat (Catha edulis)", "khat"),
        ("opium raw", "opium"),
        ("doda (poppy husk)", "poppy capsule"),
        ("Medical cannabis flowers", "cannabis"),
        ("acetic anhydride (108-24-7)", "acetic anhydride"),
        ("UN1715 acetic anhydride 99%", "acetic anhydride"),
        ("heroin base", "heroin"),
        ("cocaine eye drops", "cocaine"),
    ],
)
def test_numbers_glosses_and_other_orders(book: Any, text: str, name: str) -> None:
    assert name in named(book, text)


def test_a_name_and_a_number_of_different_goods_are_both_looked_at(book: Any) -> None:
    found = book.identify("acetone CAS 108-24-7")
    assert named(book, "acetone CAS 108-24-7") == {"acetone", "acetic anhydride"}
    assert "are not of one substance" in found.doubt


WORDS = [
    *PHRASES,
    "Ephedrine HCl powder 99%",
    "acetone, 20 drums",
    "chat (Catha edulis)",
    "toluene 60% acetone 40%",
]


@pytest.mark.parametrize("text", WORDS)
def test_check_and_a_shipment_understand_the_same_words(book: Any, text: str) -> None:
    line = book.assess({"from": "CN", "to": "US", "lines": [text]}).to_json()["lines"][0]
    understood = next(one for one in line["understood"] if one["field"] == "description")
    asked = book.identify(text)
    assert [one["name"] for one in understood["as"]] == [one.name for one in asked.candidates[:12]]


@pytest.mark.parametrize("text", ["复方黄芪片", "compound sage tablets"])
def test_a_compound_medicine_has_parts_that_are_not_named(book: Any, text: str) -> None:
    answer = book.check(text, jurisdictions=["CN"])
    assert "not all of which are named" in answer.identity.doubt and not answer.controls
    assert NO_HIT not in answer.summary


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Injektionslösung Morphin", "morphine"),
        ("comprimés d'oxycodone", "oxycodone"),
        ("timbres transdermiques de fentanyl", "fentanyl"),
        ("morphine 20 mg/ml concentrated oral solution", "morphine"),
        ("THC gummies", "dronabinol"),
    ],
)
def test_words_of_form_in_other_languages(book: Any, text: str, name: str) -> None:
    found = book.identify(text)
    assert found.candidates[0].name == name and not found.doubt and not found.left


@pytest.mark.parametrize(("german", "cas"), [("Lurasidon", "367514-87-2"), ("Dexmedetomidin", "113775-47-6")])
def test_a_german_name_without_its_last_letter(book: Any, german: str, cas: str) -> None:
    assert [one.cas for one in book.identify(german).candidates] == [cas]


def test_a_product_of_unknown_substances_is_an_error(book: Any) -> None:
    from tidewaiter.errors import Unresolved
    from tidewaiter.substance.known.products import as_product

    with pytest.raises(Unresolved, match="nothing consulted knows"):
        as_product("Xyz", ["Xyz", "en", ["no such substance"], "", []], book.store)


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [  # 21 CFR 1308.13(c)(1), (2): with another active ingredient, or as a suppository, Schedule III; alone Schedule II
        ("pentobarbital with phenytoin injection", "US", {"III"}),
        ("amobarbital and aspirin tablets", "US", {"III"}),
        ("pentobarbital sodium injection", "US", {"II"}),
        ("pentobarbital suppositories", "US", {"III"}),
        # NpSG s. 1(2) no. 2: it does not apply to medicinal products; a brand tells one, a form alone does not
        ("Ketalar injection", "DE", set()),
    ],
)
def test_a_preparation_is_told_under_its_own_list(
    book: Any, text: str, place: str, expected: set[str]
) -> None:
    answer = book.check(text, on="2026-01-01", jurisdictions=[place])
    assert {one.list for one in answer.controls if one.outcome == "applies"} == expected
    assert all(one.outcome == "applies" for one in answer.controls)


def test_a_doubt_of_a_product_that_one_law_brings_falls_there_alone(book: Any) -> None:
    answer = book.check("Librax", on="2026-01-01", jurisdictions=["US", "DE", "UK", "CN"])
    told = {(one.jurisdiction, one.outcome) for one in answer.controls}
    assert told == {("US", "cannot_tell"), ("DE", "applies"), ("UK", "applies")}
    assert not answer.identity.doubt  # what is in it is known


def test_what_several_candidates_reach_alike_is_told_once(book: Any) -> None:
    answer = book.check("opioids", on="2026-01-01", jurisdictions=["US"])
    told = [(one.entry.id, one.outcome, one.missing) for one in answer.controls]
    assert len(told) == len(set(told))


def test_a_listed_name_that_ends_as_a_form_does_is_not_parted(book: Any) -> None:
    assert named(book, "Mohnkapseln zu Zierzwecken, Einfuhr") == {"poppy capsule"}
    assert "morphine" in named(book, "Morphintabletten 10 mg")


@pytest.mark.parametrize("text", ["phenil acetic acid, 720 drums", "penyl acetic acid 200 kg"])
def test_a_misspelt_word_before_an_acid_offers_the_whole(book: Any, text: str) -> None:
    assert {"acetic acid", "phenylacetic acid"} <= named(book, text)
    assert book.check(text).identity.doubt


def test_fenyl_is_phenyl_as_other_languages_write_it(book: Any) -> None:
    assert named(book, "fenyl acetic acid drums") == {"phenylacetic acid"}


@pytest.mark.parametrize(
    ("text", "substance"),
    [
        ("braune Masse, als Naturseife angemeldet, Cannabis-Schnelltest positiv, 770 g", "cannabis"),
        ("polvo blanco, prueba positiva a cocaína", "cocaine"),
        ("poudre blanche, test positif à la cocaïne", "cocaine"),
    ],
)
def test_what_a_test_found_is_looked_at(book: Any, text: str, substance: str) -> None:
    answer = book.check(text)
    assert substance in {one.substance for one in answer.identity.candidates}
    assert "positive" in answer.identity.doubt


def test_packing_is_no_goods_beside_what_is_not_understood(book: Any) -> None:
    with pytest.raises(Unresolved):
        book.check("阿斯卡林 鋁箔 1.2千克")
    assert "modafinil" in named(book, "莫達非尼10盒共1000粒 鋁箔 1.2千克")


@pytest.mark.parametrize(
    "text",
    [
        "hCG 5000 IU",
        "somatropin 10 IU/ml",
        "insulin 100 I.U./ml",
        "cannabis leaves without tops",
        "pentobarbital for euthanasia",
    ],
)
def test_units_of_effect_and_words_of_use_are_understood(book: Any, text: str) -> None:
    assert "not understood" not in book.identify(text).doubt


@pytest.mark.parametrize(
    ("text", "substance"),
    [
        ("藏匿于咖啡罐内的海洛因", "heroin"),
        ("夹藏在茶叶包里的可卡因", "cocaine"),
        ("可卡因12千克", "cocaine"),
        ("分析级丙酮250ml瓶装", "acetone"),
        ("工业级片碱 20kg/袋", "sodium-hydroxide"),
        ("белый фосфор в бочках", "white-phosphorus"),
        ("gelber Phosphor", "white-phosphorus"),
    ],
)
def test_what_stands_among_words_of_packing_is_found(book: Any, text: str, substance: str) -> None:
    assert substance in {one.substance for one in book.identify(text).candidates}


@pytest.mark.parametrize("text", ["夹藏毒品的咖啡", "毒品咖啡", "毒品咖啡豆", "藏毒品的茶叶"])
def test_drugs_that_are_spoken_of_beside_goods_of_a_listed_plant_are_told(book: Any, text: str) -> None:
    assert "毒品" in book.identify(text).doubt


def test_a_systematic_name_may_have_letters_or_the_same_in_another_language_behind_it(book: Any) -> None:
    same = {
        book.identify(text).candidates[0].name
        for text in ("N-Isopropyltryptamin (NiPT)", "N-Isopropyltryptamin")
    }
    assert same == {"N-Isopropyltryptamin"}
    both = book.identify("1-甲基-3-(1-萘甲酰基)吲哚 (1-methyl-3-(1-naphthoyl)indole)")
    assert both.status == "resolved" and not both.doubt


@pytest.mark.parametrize("text", ["a resin", "in a resin mixture"])
def test_a_word_behind_an_article_is_no_name_of_both(book: Any, text: str) -> None:
    """Aresin is a trade name of monolinuron."""
    with pytest.raises(Unresolved):
        book.identify(text)


def test_a_word_behind_several_names_sums_them_up(book: Any) -> None:
    """Oxycodone of at most 5 mg a unit with paracetamol: 国家药监局公告 2019 年第 63 号, second category from 2019-09-01."""
    (told,) = book.check("羟考酮 5 mg 与对乙酰氨基酚复方片", on="2019-09-01", jurisdictions=["CN"]).controls
    assert (told.outcome, told.entry.list) == ("applies", "psychotropics-2")


@pytest.mark.parametrize("name", ["thorium-228", "uranium-234", "radium-224"])
def test_a_single_isotope_is_not_surely_the_element_that_is_listed(book: Any, name: str) -> None:
    # 0C001 speaks of natural and depleted uranium and thorium, 1C237 of radium-226 alone
    outcomes = {one.outcome for one in book.check(name, jurisdictions=["EU"], on="2026-06-01").controls}
    assert outcomes <= {"cannot_tell"}


@pytest.mark.parametrize(
    ("text", "smiles"),
    [
        (
            "2C-TFM 2-[2,5-dimethoxy-4-(trifluoromethyl)phenyl]ethanamine",
            "NCCc1cc(OC)c(C(F)(F)F)cc1OC",
        ),
        ("mephedrone (2-(methylamino)-1-(4-methylphenyl)propan-1-one)", "CNC(C)C(=O)c1ccc(C)cc1"),
        ("pentyl ester of BMK glycidic acid", "CCCCCOC(=O)C1(C)OC1c1ccccc1"),
        ("pregabalin ethyl ester", "CCOC(=O)C[C@@H](CN)CC(C)C"),
    ],
)
def test_a_name_and_its_label_are_one_thing(book: Any, text: str, smiles: str) -> None:
    """A label before a systematic name, a systematic name as a gloss, and the ester of a listed acid."""
    from rdkit import Chem

    found = book.identify(text)
    assert not found.doubt
    assert [Chem.CanonSmiles(one.smiles, useChiral=0) for one in found.candidates] == [
        Chem.CanonSmiles(smiles, useChiral=0)
    ]


def test_goods_not_understood_are_told_without_what_is_not_in_them(book: Any) -> None:
    with pytest.raises(Unresolved, match="the name 'oil'; said not to be in it: 'fentanyl', 'THC'"):
        book.identify("fentanyl- and THC-free oil")


@pytest.mark.parametrize("text", ["ethyl ester of pregabalin", "testosterone isocaproate"])
def test_an_ester_that_no_list_names_goes_by_its_own_name(book: Any, text: str) -> None:
    found = book.identify(text)
    assert ([one.name for one in found.candidates], found.rung) == ([text], "phrase")


@pytest.mark.parametrize("form", ["{label} {name}", "{name} ({label})"])
@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("A123", "2-[2,5-dimethoxy-4-(ethyl)phenyl]ethanamine"),
        ("25H-NBF", "2-(2,5-dimethoxyphenyl)-N-[(2-fluorophenyl)methyl]ethanamine"),
    ],
)
def test_letters_that_a_name_does_not_tell_are_a_doubt_before_and_behind_it(
    book: Any, form: str, label: str, name: str
) -> None:
    assert book.identify(form.format(label=label, name=name)).doubt == f"not understood: {label!r}"


@pytest.mark.parametrize(
    ("text", "meant", "doubted"),
    [
        ("прегабалиновые капсулы 75 мг", {"Pregabalin"}, False),
        ("героиновый порошок", {"heroin"}, False),
        ("героиновая", {"heroin"}, True),
        ("этиленовый", set(), True),
    ],
)
def test_an_adjective_is_a_name_only_before_a_dosage_form(
    book: Any, text: str, meant: set[str], doubted: bool
) -> None:
    if not meant:
        with pytest.raises(Unresolved):
            book.identify(text)
        return
    found = book.identify(text)
    assert ({one.name for one in found.candidates}, bool(found.doubt)) == (meant, doubted)


def test_a_gloss_that_is_another_substance_is_asked_too(book: Any) -> None:
    assert named(book, "mephedrone (1-phenylpropan-2-amine)") == {"mephedrone", "amfetamine"}


@pytest.mark.parametrize(
    "text",
    ["white ketamine powder", "5 kg brown heroin", "cocaína blanca", "weißes Kokainpulver", "белый порошок мефедрона", "yellow MDMA tablets", "green hashish",
     "acetic anhydride in blue drums", "ice (methamphetamine)", "crystal (metanfetamina)", "young cannabis plants", "Indian-made tramadol",
     "uncut cocaine", "prensada marihuana", "прессованный гашиш", "high-purity methamphetamine"],
)  # fmt: skip
def test_the_colour_of_a_drug_and_how_it_is_pressed_put_nothing_in_doubt(book: Any, text: str) -> None:
    answer = book.check(text)
    assert answer.identity.doubt == ""
    assert "applies" in {one.outcome for one in answer.controls}


@pytest.mark.parametrize(
    "text",
    [
        "benzidine yellow",
        "red mercury",
        "white sodium nitrite crystals",
        "aniline black",
        "pink fentanyl powder",
        "Colombian cocaine",
    ],
)
def test_a_colour_that_may_make_another_stuff_is_a_doubt(book: Any, text: str) -> None:
    assert book.check(text).identity.doubt
