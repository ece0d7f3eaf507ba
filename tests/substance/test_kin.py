"""Families in words and what is said to be of a substance; what is expected is read from the text named beside each row."""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook

BOOK = Lawbook.load()


@pytest.mark.parametrize(
    ("query", "territory", "on", "outcome"),
    [
        ("其他五价氮吗啡衍生物", "CN", "2026-11-26", "applies"),  # catalogue of 2025, no. 365
        ("a nitazene not listed by name", "CN", "2025-06-30", ""),  # the class begins on 2025-07-01
        ("a nitazene not listed by name", "CN", "2025-07-01", "applies"),
        ("a nitazene not listed by name", "UK", "2025-01-14", ""),  # S.I. 2024/1361
        ("a nitazene not listed by name", "UK", "2025-01-15", "applies"),
        ("fentanyl-related substance", "US", "2018-02-05", ""),  # 83 FR 5188
        ("fentanyl-related substance", "US", "2018-02-06", "applies"),
        ("salts of hydrochloric acid", "UN", "2026-01-01", ""),  # 1988, Table II, closing words: left out
        ("esters of morphine", "UN", "2026-01-01", "applies"),  # 1961, Schedule I, closing words
        ("mazindol hydrochloride", "CA", "2026-01-01", "cannot_tell"),  # Sch. IV, item 15 names no salts
        ("halides of 4-anilinopiperidine", "US", "2023-11-29", ""),  # 88 FR 74358
        (
            "norfentanyl for export to Canada",
            "CN",
            "2025-11-10",
            "applies",
        ),  # the list binds goods for Canada
    ],
)
def test_words_of_the_law(query: str, territory: str, on: str, outcome: str) -> None:
    controls = BOOK.check(query, jurisdictions=[territory], on=on).controls
    assert min((one.outcome for one in controls), default="") == outcome


@pytest.mark.parametrize(
    ("query", "territory", "on", "outcome"),
    [
        (
            "barbiturates",
            "UK",
            "2025-06-01",
            "applies",
        ),  # Sch. 2, Part II 1(b): any 5,5-disubstituted barbituric acid
        ("barbiturates", "UK", "1984-12-31", ""),  # S.I. 1984/859 came the day after
        ("Barbitursäurederivate", "US", "2025-06-01", "applies"),  # 21 CFR 1308.13(c)(3)
        ("barbiturates", "US", "2025-06-01", "applies"),
        ("barbitúricos", "MX", "2025-06-01", "applies"),  # derivados químicos of art. 245 fr. III
        ("benzodiacepinas", "MX", "2025-06-01", "applies"),  # its heading
        ("dérivés de benzodiazépines", "CA", "2025-06-01", "applies"),  # Sch. IV, item 18
        ("Designer-Benzodiazepine", "DE", "2025-06-01", "cannot_tell"),  # named, or a group of the NpSG
        ("canabinoides sintéticos K2", "MX", "2025-06-01", "applies"),  # art. 245 fr. I
        ("cannabinoïdes synthétiques", "CA", "2025-06-01", "applies"),  # Sch. II, item 2
        ("stéroïdes anabolisants androgènes", "CA", "2025-06-01", "applies"),  # Sch. IV, item 23
        ("anabolic steroids", "UK", "2025-06-01", "applies"),  # Sch. 2, Part III 1(b), (c)
        ("cathinones synthétiques", "CA", "2025-06-01", "cannot_tell"),  # some are named
        ("2C phenethylamines", "EU", "2025-06-01", "cannot_tell"),  # 2004/757 names 2C-I, 2C-T-2, 2C-T-7
        ("4-piperidones", "EU", "2025-10-01", "cannot_tell"),  # 2025/1475 names two
        ("Nitazen-Opioide", "DE", "2025-06-01", "applies"),  # NpSG, group 7
        ("anfetaminas", "MX", "2025-06-01", "applies"),
        ("psychedelics", "US", "2025-06-01", "cannot_tell"),
    ],
)
def test_families_in_the_tongues_of_the_laws(query: str, territory: str, on: str, outcome: str) -> None:
    controls = BOOK.check(query, jurisdictions=[territory], on=on).controls
    assert min((one.outcome for one in controls), default="") == outcome


@pytest.mark.parametrize(
    ("query", "substance", "origin", "destination"),
    [
        ("fentanyl from China to the United States", "fentanyl", "CN", "US"),
        ("4-piperidone CN -> US", "4-piperidone", "CN", "US"),
        ("苯乙酸从中国出口到墨西哥", "phenylacetic-acid", "CN", "MX"),
        ("麻黄碱从中国到美国", "ephedrine", "CN", "US"),
        ("efedrina desde China a México", "ephedrine", "CN", "MX"),
        ("Ephedrin von China nach Deutschland", "ephedrine", "CN", "DE"),
        ("ephedrine exported to the UK", "ephedrine", "", "UK"),
        (
            "derivatives of barbituric acid from China to US",
            "derivatives-of-barbituric-acid-class",
            "CN",
            "US",
        ),
    ],
)
def test_the_way_of_goods_is_no_part_of_their_name(
    query: str, substance: str, origin: str, destination: str
) -> None:
    answer = BOOK.check(query, on="2026-01-01")
    assert (
        answer.identity.candidates[0].substance == substance and "not understood" not in answer.identity.doubt
    )
    assert (answer.question.origin, answer.question.destination) == (origin, destination)
    assert (answer.declared.origin, answer.declared.destination) == (origin, destination)


def test_a_way_told_apart_stands() -> None:
    answer = BOOK.check("fentanyl from China to Mexico", destination="US", on="2026-01-01")
    assert (answer.question.origin, answer.question.destination) == ("CN", "US")
    assert (answer.declared.origin, answer.declared.destination) == ("CN", "")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("sulfato de sodio (sal del ácido sulfúrico)", "sodium sulfate"),
        ("cloruro de sodio (sal del ácido clorhídrico)", "sodium chloride"),
        ("codeine phosphate (salt of phosphoric acid)", "Codeine phosphate"),
        ("Natriumsulfat (Salz der Schwefelsäure)", "sodium sulfate"),
    ],
)
def test_the_acid_of_a_salt_in_brackets_is_no_second_substance(book: Lawbook, text: str, name: str) -> None:
    found = book.identify(text)
    assert [one.name for one in found.candidates] == [name] and not found.doubt


def test_a_salt_of_a_drug_in_brackets_is_looked_at(book: Lawbook) -> None:
    assert any("entanyl" in one.name for one in book.identify("citrate (salt of fentanyl)").candidates)
