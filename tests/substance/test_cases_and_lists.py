"""Lists of two elements, Russian names in their cases, brands in theirs, and names of explosives beside their packing."""

import pytest

from tidewaiter import Lawbook


@pytest.fixture(scope="module")
def book() -> Lawbook:
    return Lawbook.load()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Natrium, Lithium", {"7440-23-5", "7439-93-2"}),
        ("zinc, calcium", {"7440-66-6", "7440-70-2"}),
        ("litio, magnesio", {"7439-93-2", "7439-95-4"}),
        ("diiode, dichlore", {"7553-56-2", "7782-50-5"}),
        ("хлорида водорода", {"7647-01-0"}),
        ("щавелевой кислотой", {"144-62-7"}),
        ("медного купороса", {"7758-99-8"}),  # blue vitriol is the pentahydrate
        ("Wasserstoffperoxyd", {"7722-84-1"}),
        ("Natriumhydroxyd", {"1310-73-2"}),
    ],
)
def test_each_is_understood(book: Lawbook, text: str, numbers: set[str]) -> None:
    found = {one.cas for one in book.check(text).identity.candidates}
    assert numbers <= found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("пачек «Сибазона»", "diazepam"),
        ("капсул «Лирики»", "pregabalin"),
        ("упаковок «Ксанакса»", "alprazolam"),
    ],
)
def test_a_brand_in_a_case(book: Lawbook, text: str, name: str) -> None:
    assert name in {one.name.casefold() for one in book.check(text).identity.candidates}


@pytest.mark.parametrize(
    "text",
    [
        "210 bananas de dinamite",
        "siete cartuchos de dinamita",
        "банку с бездымным порохом",
        "12 garrafas de lança perfume",
    ],
)
def test_what_is_no_fruit_and_no_bottle_is_asked(book: Lawbook, text: str) -> None:
    assert book.check(text).identity.doubt
