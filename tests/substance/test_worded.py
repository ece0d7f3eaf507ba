"""Names that Polish and Turkish put together of words, and spell by sound; none of them stands in a table."""

import pytest

from tidewaiter import Lawbook
from tidewaiter.errors import QuestionError
from tidewaiter.substance.names import worded


@pytest.mark.parametrize(
    ("text", "substance"),
    [
        ("kwas siarkowy", "sulphuric acid"),
        ("kwasu siarkowego", "sulphuric acid"),
        ("kwas fenylooctowy", "phenylacetic acid"),
        ("bezwodnik octowy", "acetic anhydride"),
        ("nadmanganian potasu", "potassium permanganate"),
        ("nadtlenek wodoru", "hydrogen peroxide"),
        ("trichlorek fosforu", "phosphorus trichloride"),
        ("eter dietylowy", "ethyl ether"),
        ("keton metylowo-etylowy", "methyl ethyl ketone"),
        ("furanylofentanyl", "furanylfentanyl"),
        ("heksahydrokannabinol", "hexahydrocannabinol"),
        ("kwas glicydowy PMK", "3,4-MDP-2-P methyl glycidic acid"),
        ("sülfürik asit", "sulphuric acid"),
        ("fenilasetik asit", "phenylacetic acid"),
        ("asetik anhidrit", "acetic anhydride"),
        ("potasyum permanganat", "potassium permanganate"),
        ("hidrojen peroksit", "hydrogen peroxide"),
        ("fosfor triklorür", "phosphorus trichloride"),
        ("metil etil keton", "methyl ethyl ketone"),
        ("PMK glisidik asit", "3,4-MDP-2-P methyl glycidic acid"),
        ("2-florodeskloroketamin", "2-fluorodeschloroketamine"),
        ("psödoefedrin", "pseudoephedrine"),
    ],
)
def test_a_listed_name_is_found_by_its_words(book: Lawbook, text: str, substance: str) -> None:
    told = book.check(text, jurisdictions=["UN"]).identity
    assert ([one.name for one in told.candidates], told.doubt) == ([substance], "")


@pytest.mark.parametrize(
    "text",
    ["chlorowodorek kokainy", "siarczan morfiny", "kokain hidroklorür", "BMK glisidik asit sodyum tuzu", "sól sodowa kwasu glicydowego BMK", "cytrynian fentanylu"],
)  # fmt: skip
def test_a_salt_is_reached_by_what_it_is_of(book: Lawbook, text: str) -> None:
    answer = book.check(text, jurisdictions=["UN"])
    assert answer.controls and {one.outcome for one in answer.controls} == {"applies"}


@pytest.mark.parametrize(
    ("text", "english"),
    [("kwas azotowy 2,5 %", "nitric acid 2,5 %"), ("nitrik asit %70", "nitric acid 70 %")],
)
def test_an_acid_with_its_strength_is_answered_as_in_english(book: Lawbook, text: str, english: str) -> None:
    told, other = (book.check(one, jurisdictions=["EU"]) for one in (text, english))
    assert [one.outcome for one in told.controls] == [one.outcome for one in other.controls] != []
    assert told.identity.doubt == ""


@pytest.mark.parametrize(
    "text",
    ["kwas", "sól kuchenna", "sól morska", "olej słonecznikowy", "eter", "kwas chlebowy", "beyaz tablet", "tuz", "zeytin yağı", "kuru üzüm", "demir boru", "çavdar ekmeği"],
)  # fmt: skip
def test_ordinary_words_are_no_listed_name(book: Lawbook, text: str) -> None:
    try:
        named = {one.substance for one in book.check(text, jurisdictions=["UN"]).identity.candidates}
    except QuestionError:
        named = set()
    assert named <= {"", "ethyl-ether"}


@pytest.mark.parametrize("text", ["ketamine hydrochloride", "acid sulfurique", "tuz ruhu", "sodium salt"])
def test_names_of_other_languages_are_left_alone(text: str) -> None:
    assert worded.in_english(text) == []
