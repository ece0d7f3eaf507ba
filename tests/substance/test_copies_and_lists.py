"""Names as they are copied from pages, tables and forms; cases of a name; goods of their own in one line."""

from __future__ import annotations

from datetime import date

import pytest

from tidewaiter import Lawbook
from tidewaiter.errors import Unresolved

DAY = date(2026, 6, 1)


def told(book: Lawbook, query: str, place: str) -> tuple[set[str], str]:
    """What a territory says of a query, and the doubt about it."""
    answer = book.check(query, on=DAY, jurisdictions=[place])
    return {one.outcome for one in answer.controls}, answer.identity.doubt


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("<b>ketamine</b>", "UK"),
        ("<td>Ketamine</td>", "UK"),
        ("Buta<wbr>none", "UN"),
        ("[diazepam](https://example.org/a_(b))", "UN"),
        ("diazepam [2]", "UN"),
        ("codeine ³", "UN"),
        ("<i>N</i>-methylephedrine", "US"),
        ("Substance=diazepam", "UN"),
        ("Compound: tramadol", "CA"),
    ],
)
def test_marks_of_a_copy_are_set_aside(book: Lawbook, query: str, place: str) -> None:
    """The name within them is asked, without a doubt."""
    assert told(book, query, place) == ({"applies"}, "")


@pytest.mark.parametrize("query", ["порошок эфедрина", "эфедрину", "с эфедрином", "efedrin"])
def test_cases_of_ephedrine_are_the_substance(book: Lawbook, query: str) -> None:
    """It is no medicine by that name."""
    assert "applies" in told(book, query, "UN")[0]


@pytest.mark.parametrize(
    "query",
    ["soap/diazepam/ibuprofen", "lotion and diazepam and lidocaine", "resin/amoxicillin/perfume/tapentadol"],
)
def test_medicines_among_other_goods_are_not_one(book: Lawbook, query: str) -> None:
    """China excepts no compound medicine there: the goods are several."""
    assert told(book, query, "CN")[0]


@pytest.mark.parametrize(
    ("query", "place"),
    [("boots,2C-B,lamps", "UN"), ("HCFC-22,TOYS", "EU"), ("10 shirts,2 diazepam,3 books", "UN")],
)
def test_commas_without_a_blank_part_goods_with_digits(book: Lawbook, query: str, place: str) -> None:
    """Each is asked by itself."""
    assert told(book, query, place) == ({"applies"}, "")


@pytest.mark.parametrize(
    "query",
    [
        "urea 46 pct", "cello rosin", "horse liniment, 200 ml", "soldering flux paste", "solder wire lead free 4 pcs",
        "GaN wall charger 45W", "氮化镓充电器", "UN 2811 TOXIC SOLID, ORGANIC, N.O.S. (zinc oxide) 6.1 III",
    ],
)  # fmt: skip
def test_goods_are_no_drug_and_no_metal(book: Lawbook, query: str) -> None:
    """Nothing is held, and no doubt is left."""
    answer = book.check(query, on=DAY)
    assert (answer.controls, answer.identity.doubt) == ((), "")


def test_articles_of_a_listed_metal_are_open(book: Lawbook) -> None:
    """The list names the metal in its own forms; and a strength is told in Russian as in any language."""
    assert told(book, "germanium necklace", "CN") == ({"cannot_tell"}, "")
    assert told(book, "germanium ingot", "CN")[0] == {"applies"}
    assert told(book, "перекись водорода 3%", "CA") == (set(), "")


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("UN1234 sodium cyanide 8 (6.1) II (D/E)", "EU"),
        ("UN 2811 TOXIC SOLID, ORGANIC, N.O.S. (CARBOFURAN) 6.1 II", "UN"),
        ("UN 1294 TOLUENE 3 II (D/E)", "UN"),
    ],
)
def test_lines_of_transport_papers_need_no_commas(book: Lawbook, query: str, place: str) -> None:
    """Class, packing group and tunnel code are no part of the name."""
    assert told(book, query, place)[0] == {"applies"}


@pytest.mark.parametrize(
    "query",
    [
        "Can I ship diazepam to Canada?",
        "Darf man Diazepam nach Kanada schicken?",
        "is diazepam legal?",
        "I want to buy diazepam",
    ],
)
def test_questions_around_goods_are_set_aside(book: Lawbook, query: str) -> None:
    """No country in them is a metal, and no word of them an animal."""
    answer = book.check(query, on=DAY)
    assert [one.name for one in answer.identity.candidates] == ["diazepam"]
    assert not answer.identity.doubt


@pytest.mark.parametrize("query", ["3-methylcyclohexano", "2-methoxyethano"])
def test_names_cut_short_are_doubted(book: Lawbook, query: str) -> None:
    """A silence on another compound is no sure one."""
    assert told(book, query, "UN")[1]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("rac. methadone", "UN"),
        ("dl amphetamine", "UN"),
        ("1R,2S-ephedrine", "EU"),
        ("3H-N-phenethyl-4-piperidone", "UN"),
        ("品名:phosphorus pentasulfide,数量:5", "EU"),
        ("nitroethane 2x10mmol", "US"),
        ("2-aminotetralin hydrochloride", "DE"),
        ("Dechloran Plus", "EU"),
        ("green Maeng Da kratom powder", "CN"),
    ],
)
def test_plain_names_are_read(book: Lawbook, query: str, place: str) -> None:
    """Signs of forms and isotopes, labels between, and names of their own."""
    assert told(book, query, place)[0] == {"applies"}


def test_the_beginning_of_a_name_is_open(book: Lawbook) -> None:
    """Difluoro is short for one chemical weapon's precursor, and the beginning of many names."""
    assert told(book, "difluoro", "UN")[0] == {"cannot_tell"}


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("zolpidem, including freight", "UN"),
        ("zolpidem inkl. Verpackung", "DE"),
        ("toys incl. zolpidem", "UN"),
        ("HCFC-141b<sup>a</sup>", "EU"),
        ("10 shirts,2 2C-E,3 books", "UK"),
    ],
)
def test_what_a_price_holds_is_no_goods(book: Lawbook, query: str, place: str) -> None:
    """Freight and packing are set aside, goods behind such a word are asked."""
    assert told(book, query, place) == ({"applies"}, "")


@pytest.mark.parametrize(
    "query",
    [
        "5) codeine", "[2] codeine", "RFQ: codeine", "Pos. 30 codeine", "S.T.C. codeine", "2025-11-03 codeine", "codeine PO 45001",
        "codeine ECCN 1C350", "codeine LR", "codeine FCC", "codeine HPLC grade", "codeine on dry ice", "codeine, store at -20 °C",
        "codeine or equivalent", "codeine Cerilliant®", "codeine fine powder", "codeine 5 btls", "codeine 1x20FT FCL", "codeine, dry",
    ],
)  # fmt: skip
def test_what_papers_set_around_a_name(book: Lawbook, query: str) -> None:
    """It is the substance, without a doubt."""
    assert told(book, query, "UN") == ({"applies"}, "")


def test_german_poison_is_no_gift(book: Lawbook) -> None:
    """A word of two languages stays."""
    assert "Gift" in told(book, "Strychnin Gift", "UK")[1]


@pytest.mark.parametrize("query", ["flowers of brim5tone", "vape 5tarter kit", "Androstano1one"])
def test_figures_for_letters_are_offered(book: Lawbook, query: str) -> None:
    """What a list names but for them is never taken for other goods."""
    with pytest.raises(Unresolved) as error:
        book.check(query, on=DAY)
    assert error.value.suggestions
