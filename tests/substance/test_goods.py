"""Ordinary goods in many languages, EC numbers and UN numbers.

``goods.tsv``: 300 goods as ten languages call them. The names of the dictionary were written by who wrote that list, so its share
tells that the tables are compiled and read, not how many goods of the world are known.
"""

from __future__ import annotations

import csv
import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tidewaiter.errors import QuestionError, Unreadable, Unresolved
from tidewaiter.lawbook.names import cas_check, name_key
from tidewaiter.substance import goods
from tidewaiter.substance.dictionary import Dictionary
from tidewaiter.substance.identify import identify

LIST = Path(__file__).with_name("goods.tsv")
LANGUAGES = ("zh", "es", "fr", "de", "pt", "it", "nl", "ru", "ja", "ko")


def the_list() -> list[dict[str, str]]:
    lines = [line for line in LIST.read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def meant(book: Any, query: str) -> tuple[str, set[str]]:
    """How a name is understood, and the numbers and names of what it may mean."""
    try:
        found = identify(query, book.store, lambda: book.dictionary, systematic=False)
    except QuestionError:
        return "unresolved", set()
    told = {name_key(one.name) for one in found.candidates} | {one.cas for one in found.candidates}
    for one in found.candidates:
        if one.substance:
            told |= set(book.store.substance(one.substance).cas)
    return found.status, told


def test_three_hundred_goods_are_known_in_ten_languages(book: Any) -> None:
    rows = the_list()
    assert len(rows) == 300
    known: Counter[str] = Counter()
    wrong = []
    for row in rows:
        for language in LANGUAGES:
            status, told = meant(book, row[language])
            right = bool({row["cas"], name_key(row["en"])} & told)
            known[language] += status == "resolved" and right
            if status != "unresolved" and not right:
                wrong.append((language, row[language], row["cas"]))
    assert not wrong
    assert all(known[language] >= 0.97 * len(rows) for language in LANGUAGES), known


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("柠檬酸", "citric acid"), ("維生素C", "ascorbic acid"), ("高錳酸鉀", "potassium permanganate"),
        ("ácido cítrico", "citric acid"), ("nitrate d'ammonium", "ammonium nitrate"), ("Zitronensäure", "citric acid"),
        ("натрий хлористый", "sodium chloride"), ("塩化ナトリウム", "sodium chloride"), ("구연산", "citric acid"),
        ("acido solforico", "sulphuric acid"), ("zwavelzuur", "sulphuric acid"), ("cloreto de sódio", "sodium chloride"),
    ],
)  # fmt: skip
def test_names_beyond_english(book: Any, text: str, name: str) -> None:
    found = book.identify(text)
    assert found.status == "resolved" and not found.doubt
    assert found.candidates[0].name.casefold() in (name, name.replace("ph", "f"))


@pytest.mark.parametrize("text", ["柠檬酸 25kg/袋", "ácido cítrico, 99 %", "Zitronensäure, technisch, 25 kg"])
def test_names_beyond_english_stand_in_phrases(book: Any, text: str) -> None:
    assert "citric acid" in {one.name for one in book.identify(text).candidates}


def test_what_sources_disagree_on_is_offered_and_never_guessed(book: Any) -> None:
    rows = [row for row in goods.rows("goods-disagreements") if row[4] == "offered"]
    assert rows
    for name, _, several, told, _ in rows:
        assert len(several.split("|")) > 1 and ":" in told
        status, found = meant(book, name)
        assert status == "ambiguous" and len(set(several.split("|")) & found) > 1, name


def test_each_name_stands_for_one_compound() -> None:
    """Two of a number only where they are one compound, drawn or dissolved otherwise."""
    named: dict[str, set[str]] = {}
    for name, _, cas, source in goods.rows("goods-names"):
        assert cas_check(cas) and source in ("common knowledge", "composed", "TARIC", "INN", "chemicals"), (
            name
        )
        named.setdefault(name_key(name), set()).add(cas)
    assert not [key for key, several in named.items() if len(several) > 1]


def test_no_word_of_form_and_no_brand_is_a_name(book: Any) -> None:
    words = book.store.record("shipping", "all")["words"]
    forms = {name_key(word) for kind in ("forms", "grades", "fillers", "vague") for word in words[kind]}
    for name, _ in goods.names():
        assert name_key(name) not in forms, name
        assert not book.store.record("product", name_key(name)), name


def test_a_listed_name_comes_before(book: Any) -> None:
    for name, _, several, _, done in goods.rows("goods-disagreements"):
        if done == "listed":
            assert meant(book, name)[0] != "unresolved" and book.identify(name).rung in (
                "listed name",
                "product",
            ), several


def test_the_dictionary_opens_and_answers_in_milliseconds() -> None:
    Dictionary.open()  # compiled
    start = time.perf_counter()
    assert Dictionary.open().by_name("лимонная кислота")[0].cas == "77-92-9"
    assert time.perf_counter() - start < 0.05


# numbers of trade -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["203-564-8", "EC 203-564-8", "EINECS 203-564-8", "EC-Nr.: 203-564-8", "EG-Nr. 203-564-8", "EC号 203-564-8", "２０３–５６４–８",
     "EC number: 203-564-8"],
)  # fmt: skip
def test_an_ec_number_names_its_substance(book: Any, text: str) -> None:
    found = book.identify(text)
    assert (found.status, found.rung) == ("resolved", "EC number")
    assert found.candidates[0] == book.identify("acetic anhydride").candidates[0]


def test_ec_numbers_that_are_none(book: Any) -> None:
    with pytest.raises(Unreadable, match="check digit should be 8"):
        book.identify("203-564-9")
    with pytest.raises(Unresolved, match="knows the EC number 310-100-9") as why:
        book.identify("EC 310-100-9")
    assert why.value.mend


@pytest.mark.parametrize(
    "text", ["UN1715", "UN 1715", "UN No. 1715", "un-1715", "ONU 1715", "联合国编号 1715"]
)
def test_a_un_number_of_one_chemical_names_it(book: Any, text: str) -> None:
    found = book.identify(text)
    assert (found.status, found.rung) == ("resolved", "UN number") and "Acetic anhydride" in found.note
    assert found.candidates[0] == book.identify("acetic anhydride").candidates[0]


def test_a_un_number_of_several_offers_them(book: Any) -> None:
    found = book.identify("UN 1307")
    assert found.status == "ambiguous" and found.doubt and len(found.candidates) >= 3


def test_un_numbers_of_groups_and_unknown_ones_say_how_to_mend(book: Any) -> None:
    with pytest.raises(Unresolved, match=r"Flammable liquids, n\.o\.s") as group:
        book.identify("UN1993")
    with pytest.raises(Unresolved, match="knows the UN number 9999") as unknown:
        book.identify("UN 9999")
    assert group.value.mend and unknown.value.mend


def test_tables_of_numbers_are_sound() -> None:
    from stdnum.eu import ecnumber

    for number, several, _ in goods.rows("ec-numbers"):
        assert ecnumber.is_valid(number) and all(map(cas_check, several.split("|")))
    for number, name, several, _ in goods.rows("un-numbers"):
        assert (
            re.fullmatch(r"\d{4}", number) and name and all(map(cas_check, filter(None, several.split("|"))))
        )


def test_einecs_stands_in_the_order_of_cas_numbers() -> None:
    """Numbers from 200-001-8 on were given in that order: a slip of a digit stands out of it."""
    pairs = [
        ([int(part) for part in several.split("-")], number)
        for number, several, source in goods.rows("ec-numbers")
        if "common knowledge" in source and number < "310-192-2" and "|" not in several
    ]
    assert len(pairs) > 400
    assert [number for _, number in sorted(pairs)] == sorted(number for _, number in pairs)
