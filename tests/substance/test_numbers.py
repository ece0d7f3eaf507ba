"""Numbers as people type them: commodity codes with any dots and any length, several CAS numbers, one without marks."""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook
from tidewaiter.errors import Unreadable, Unresolved
from tidewaiter.substance.known.close_names import suggest


@pytest.fixture(scope="module")
def book() -> Lawbook:
    return Lawbook.load()


@pytest.mark.parametrize(
    "code",
    ["2915.24", "291524", "29152400", "2915240000", "2915.24.0000", "HS 2915.24", "HS code 2915.24.00", "HTS 2915.24.0000",
     "HS编码 2915.24", "商品编码：2915240000", "税号 2915.2400", "code SH 2915 24", "Zolltarifnummer 2915 24 00", "tariff code 2915.24"],
)  # fmt: skip
def test_a_code_of_any_length_and_with_any_dots(book: Lawbook, code: str) -> None:
    found = book.identify(code)
    assert (found.rung, [one.substance for one in found.candidates]) == (
        "commodity code",
        ["acetic-anhydride"],
    )


@pytest.mark.parametrize(
    ("code", "names"),  # HS 2022: the texts of these subheadings name them
    [
        ("2939.11", {"morphine", "heroin", "codeine", "concentrate-of-poppy-straw"}),
        ("2933.33", {"fentanyl", "carfentanil", "methylphenidate", "phencyclidine"}),
        ("2939.72", {"cocaine", "ecgonine"}),
        ("2921.46", {"amfetamine", "phentermine"}),
        ("2933.91", {"diazepam", "midazolam"}),
    ],
)
def test_the_narcotic_subheadings(book: Lawbook, code: str, names: set[str]) -> None:
    assert names <= {one.substance for one in book.identify(code).candidates}


def test_a_code_of_nothing_listed_is_no_answer(book: Lawbook) -> None:
    with pytest.raises(Unresolved):
        book.identify("9999.99")


def test_several_numbers_are_each_looked_at(book: Lawbook) -> None:
    found = book.identify("7722-64-7/108-24-7")
    assert [one.substance for one in found.candidates] == ["potassium-permanganate", "acetic-anhydride"]


@pytest.mark.parametrize(
    "key",
    ["VKJKEPKFPUWCAS-UHFFFAOYSA-M", "INTFWKDVEHLIFT-UHFFFAOYSA-N"],
    ids=["the standard one (PubChem, CAS 3811-04-9)", "as RDKit makes it"],
)
def test_either_key_of_a_chlorate(book: Lawbook, key: str) -> None:
    assert book.identify(key).candidates[0].substance == "potassium-chlorate"


def test_a_cas_number_without_its_marks(book: Lawbook) -> None:
    found = book.identify("108247")
    assert ([one.substance for one in found.candidates], found.note) == (
        ["acetic-anhydride"],
        "read as the CAS number 108-24-7",
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fentynal", "fentanyl"),
        ("katamine", "Ketamine"),
        ("saffrole", "safrole"),
        ("piperadine", "piperidine"),
        ("tolune", "toluene"),
        ("psuedoephedrine", "pseudoephedrine"),
        ("acetic anhidride", "acetic anhydride"),
        ("hidrocodone", "hydrocodone"),
    ],
)
def test_a_misspelling_is_offered_its_english_name_first(book: Lawbook, typed: str, meant: str) -> None:
    assert suggest(typed, book.store)[0] == meant


@pytest.mark.parametrize(
    ("text", "substance"),  # HS 2022: the texts of these subheadings name them
    [
        ("稅則 2939.41 每桶25KG", "ephedrine"),
        ("稅則號別 2939.42.00.00-3", "pseudoephedrine"),
        ("fracción 2932.93 s/especificar", "piperonal"),
        ("NCM 2915.24.00 - tambor de 200 kg", "acetic-anhydride"),
        ("код ТН ВЭД 2939.41.000.0, мешки", "ephedrine"),
        ("position tarifaire 2932.94 fûts", "safrole"),
        ("Warennummer 2932 91 00, Fässer", "isosafrole"),
    ],
)
def test_a_labelled_code_answers_beside_words_of_packing(book: Lawbook, text: str, substance: str) -> None:
    found = book.identify(text)
    assert found.rung == "commodity code" and substance in {one.substance for one in found.candidates}


def test_a_labelled_code_beside_goods_leaves_them_what_they_are(book: Lawbook) -> None:
    assert [one.name for one in book.identify("ketamine, HS 2922.39").candidates] == ["Ketamine"]
    with pytest.raises(Unresolved, match="commodity code 732690"):
        book.identify("subpartida 7326.90 tambores")


@pytest.mark.parametrize("text", ["606-001-00-8", "Index-No. 603-001-00-X", "N°CEE 607-008-00-9"])
def test_an_index_number_of_the_european_list_is_told_as_one(book: Lawbook, text: str) -> None:
    with pytest.raises(Unresolved, match=r"is an index number .*not a CAS number"):
        book.identify(text)
    assert [one.substance for one in book.identify(f"acetone, {text}").candidates] == ["acetone"]


@pytest.mark.parametrize(
    ("text", "substance"),
    [
        ("tea CAS 50 36 2", "cocaine"), ("sugar, cas: 437387", "fentanyl"), ("toys 437–38–7", "fentanyl"), ("Zucker-437-38-7", "fentanyl"),
        ("50-36-2-cleaning-agent", "cocaine"), ("coffee (CAS 36282 47 0)", "tramadol"), ("paint EC202-509-5", "gamma-butyrolactone"),
        ("books, UN-No. 1715", "acetic-anhydride"), ("coffee HS 2939.41", "ephedrine"), ("茶叶 HS编码12113000", "coca-leaf"),
    ],
)  # fmt: skip
def test_a_number_beside_ordinary_goods_is_never_passed_over(
    book: Lawbook, text: str, substance: str
) -> None:
    told = book.check(text)
    assert substance in [one.substance for one in told.identity.candidates] or any(
        one.entry.substance == substance for one in told.controls
    )
    assert told.controls and told.identity.doubt


@pytest.mark.parametrize(
    "text", ["tea CAS 50-36-3", "tea CAS 50 36 3", "sugar CAS 123456789", "toys CAS 999-99-4"]
)
def test_a_number_that_is_called_one_and_is_none_is_told(book: Lawbook, text: str) -> None:
    try:
        assert book.check(text).identity.doubt
    except (Unresolved, Unreadable):
        return


@pytest.mark.parametrize(
    "text", ["coffee HS 0901.21", "tea 0902.30, 100 boxes", "table salt 2501.00", "3 x 25-10-2 screws"]
)
def test_other_numbers_beside_ordinary_goods_reach_nothing(book: Lawbook, text: str) -> None:
    try:
        assert book.check(text).controls == ()
    except Unresolved:
        return


@pytest.mark.parametrize(
    "text",
    ["UN 1648 and UN 1715", "UN Nos. 1648, 1715", "UN1648/UN1715", "UN 1090 or 1715", "2 drums UN 1648, 3 drums UN 1715",
     "acetonitrile UN 1648, UN 1715", "UN 1648 CAS 108-24-7", "CAS 75-05-8 UN 1715", "EC 200-835-2 UN 1715"],
)  # fmt: skip
def test_each_of_several_numbers_of_transport_is_looked_at(book: Lawbook, text: str) -> None:
    """UN 1648 is acetonitrile (CAS 75-05-8, EC 200-835-2), UN 1090 acetone, UN 1715 acetic anhydride (CAS 108-24-7)."""
    assert "acetic-anhydride" in {one.substance for one in book.identify(text).candidates}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("UN1648, Acetonitrile, 3, II, (D/E)", "acetonitrile"),
        ("Acetonitrile, CAS 75-05-8, UN1648, 3, II", "acetonitrile"),
        ("UN 1715, ACETIC ANHYDRIDE, 8 (3), II", "acetic anhydride"),
        ("UN 1090, 2000 kg", "acetone"),
        ("CAS 64-17-5 UN 1170 ethanol", "undenatured ethyl alcohol"),
    ],
)
def test_a_note_of_dangerous_goods_is_read_whole(book: Lawbook, text: str, name: str) -> None:
    found = book.identify(text)
    assert ([one.name for one in found.candidates], found.doubt) == ([name], "")


@pytest.mark.parametrize("text", [
    "ephedrine hydrochloride CAS 38969-40-3, 1 kg",
    "CAS 38969-40-3 ephedrine, drum of 25 kg",
])  # fmt: skip
def test_a_name_speaks_beside_a_number_that_nothing_has(book: Lawbook, text: str) -> None:
    answer = book.check(text, jurisdictions=["US"])
    assert [control.outcome for control in answer.controls] == ["applies"]
    assert "38969-40-3 is not known here" in answer.identity.doubt


def test_a_number_that_nothing_has_beside_goods_is_told(book: Lawbook) -> None:
    assert "38969-40-3" in book.check("shoes CAS 38969-40-3").identity.doubt


@pytest.mark.parametrize("text", ["100's", "60s", "tablets 100’s", "40 g", "2nd"])
def test_so_many_is_no_name(book: Lawbook, text: str) -> None:
    with pytest.raises(Unresolved):
        book.check(text)


@pytest.mark.parametrize("text", ["diazepam 5 mg 10's", "diazepam 5 mg tablets 10x10's", "Xanax 2mg 100s"])
def test_so_many_in_a_pack_leaves_a_medicine_clear(book: Lawbook, text: str) -> None:
    answer = book.check(text, jurisdictions=["US"])
    assert not answer.identity.doubt
    assert {control.outcome for control in answer.controls} == {"applies"}
