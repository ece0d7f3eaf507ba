"""Parts of plants and what is made of them, by one rule in several languages; and names of drugs that are written long or short."""

from __future__ import annotations

from typing import Any

import pytest

from tidewaiter.errors import QuestionError


def told(book: Any, query: str, place: str, on: str = "2026-06-01") -> str:
    """The firmest outcome of a territory; "" where it shows none."""
    outcomes = {one.outcome for one in book.check(query, jurisdictions=[place], on=on).controls}
    return "applies" if "applies" in outcomes else "cannot_tell" if outcomes else ""


def meant(book: Any, query: str) -> list[str]:
    return [one.name for one in book.identify(query).candidates]


@pytest.mark.parametrize(
    ("queries", "names"),
    [
        (("opium poppy straw, dried pods",), {"poppy straw", "poppy capsule"}),
        (("Schlafmohnkapseln", "opium poppy seed pods", "cápsulas de adormidera"), {"poppy capsule"}),
        (("opium poppy stalks", "Schlafmohnstängel", "caules de papoula do ópio"), {"poppy straw"}),
        (("coca seedlings", "Koka-Setzlinge", "Kokablüten", "стебли коки", "coca seed pods"), {"coca bush"}),
        (("dried coca leaves", "getrocknete Kokablätter", "foglie essiccate di coca"), {"coca leaf"}),
        (("khat extract", "extrait de khat", "khatextract", "恰特草提取物"), {"Khat"}),
        (("сушёные листья кратома", "kratom leaves", "Kratomblätter"), {"kratom"}),
        (("ephedra leaves", "foglie essiccate di efedra", "干麻黄叶"), {"ephedra herb"}),
        (("tige de chanvre mature, sans feuilles ni fleurs", "reife Hanfstängel ohne Blätter"), {"mature cannabis stalks and fibre"}),
        (("tige de chanvre", "hemp stalks"), {"cannabis stalk"}),
        (("ਭੁੱਕੀ (ਪੋਸਤ ਦੇ ਡੋਡੇ)", "भुक्की"), {"poppy capsule"}),
        (("আফিম (কাঁচা)", "அபின்", "افیون"), {"opium"}),
        (("α-pyrrolidinohexiophenone", "alpha-pyrrolidinohexanophenone", "alpha-PHP"), {"alpha-PHP"}),
        (("5-fluoro-MDMB-PICA", "5F-MDMB-PICA"), {"5F-MDMB-PICA"}),
        (("N-óxido de morfina", "Morphin-N-oxid", "oxyde de morphine"), {"morphine-N-oxide"}),
    ],
)  # fmt: skip
def test_one_thing_in_several_words(queries: tuple[str, ...], names: set[str], book: Any) -> None:
    assert {query: set(meant(book, query)) for query in queries} == dict.fromkeys(queries, names)


@pytest.mark.parametrize(
    ("query", "place", "outcome"),
    [
        ("opium poppy straw, dried pods", "US", "applies"),  # 21 CFR 1308.12(b)(3): each of them is named
        ("khat extract", "US", "applies"),  # 1308.11(f): any mixture or preparation
        ("khat extract", "UK", "applies"),  # Sch. 2, Part III, para. 4: a preparation
        ("khat extract", "CN", "cannot_tell"),  # the catalogue has no word on preparations
        ("cannabis tea", "US", "applies"),
        ("Hanftee", "US", "cannot_tell"),  # hemp keeps its question
        ("Hanfsamen und Hanfstängel", "MX", "applies"),  # art. 234: the seed
        ("kava root powder", "UK", "cannot_tell"),  # 2016 c. 2, s. 2
        ("bufo: dried Incilius alvarius toad secretion", "US", "applies"),  # 1308.11(d): any material
        ("bufo: dried Incilius alvarius toad secretion", "DE", "cannot_tell"),
        ("haschich marocain", "CA", "applies"),
        ("kif mêlé de tabac", "CA", "applies"),
        ("1-propionyl-LSD hemitartrate", "UK", "cannot_tell"),  # a salt counts as what it is of
        ("Finaplix-H cattle ear implants (trenbolone acetate pellets)", "US", ""),
        ("codeine 15 mg/5 ml with guaifenesin syrup", "US", "applies"),  # 1308.13(e)(1)(ii)
        ("safety match boxes, striking strip with red phosphorus", "CA", ""),  # Sch. VI, Part 3
        ("red phosphorus 5 kg", "CA", "applies"),
        ("folkodyna syrop 0,15 %, butelka 200 ml", "DE", "applies"),
        ("протонитазен гидрохлорид", "US", "applies"),
        ("N-desmethyltramadol", "CA", ""),  # Sch. I, item 27 names two derivatives alone
        ("O-desmethyltramadol", "CA", "applies"),
        ("(1R,2R)-(-)-pseudoefedrina cloridrato", "EU", "applies"),
        ("ergotaminine", "EU", "applies"),
    ],
)
def test_what_the_law_says_of_it(query: str, place: str, outcome: str, book: Any) -> None:
    assert told(book, query, place) == outcome


def test_koka_alone_is_no_bush(book: Any) -> None:
    with pytest.raises(QuestionError):
        book.identify("Koka")


def test_what_a_word_takes_off_is_taken_from_one_place(book: Any) -> None:
    assert book.identify("N-desmethyltramadol").candidates[0].smiles
    with pytest.raises(QuestionError):
        book.identify("N-desmethylmescaline")  # it has no such group


def test_nutmeg_and_kava_are_read_in_every_law(book: Any) -> None:
    for query in ("nutmeg", "noix de muscade entières", "kava"):
        answer = book.check(
            query, jurisdictions=["UN", "US", "CN", "EU", "UK", "CA", "DE", "MX", "IN"], on="2026-06-01"
        )
        assert not [one.jurisdiction for one in answer.silences if one.why == "not_found"], query


def test_analogues_are_told_in_canada(book: Any) -> None:
    answer = book.check("2-aminoindane", jurisdictions=["CA"], on="2019-06-01")
    assert [one.outcome for one in answer.controls] == ["cannot_tell"]  # an analogue, s. 2(1)
