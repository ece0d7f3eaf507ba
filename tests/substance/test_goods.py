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
from tidewaiter.substance.dictionary.general import Dictionary
from tidewaiter.substance.identify import identify
from tidewaiter.substance.tables import goods

LIST = Path(__file__).with_name("goods.tsv")
LANGUAGES = ("zh", "es", "fr", "de", "pt", "it", "nl", "ru", "ja", "ko")


def the_list() -> list[dict[str, str]]:
    lines = [line for line in LIST.read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def meant(book: Any, query: str) -> tuple[str, set[str]]:
    """How a name is understood, and the numbers and names of what it may mean."""
    try:
        found = identify(query, book.store, systematic=False)
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


@pytest.mark.parametrize(
    "text",
    ["Чемоданы дорожные кожаные", "столы письменные деревянные, новые", "Sägemaschinen, gebraucht", "Lámparas incandescentes tubulares",
     "Machines à coudre électriques", "Bolas de basquetebol de borracha", "Lampade a incandescenza", "不锈钢无缝钢管", "儿童针织卫衣"],
)  # fmt: skip
def test_ordinary_goods_are_told_apart_by_the_words_of_tariffs(book: Any, text: str) -> None:
    answer = book.check(text, on=book.day)
    assert not answer.identity.doubt and not answer.controls


@pytest.mark.parametrize(
    ("text", "name"),
    [("столы с кокаином", "cocaine"), ("Sägemaschinen mit Heroin", "heroin"), ("кокаиновые столы", ""), ("Lámparas Xyzepam", ""),
     ("столы Зипразол", ""), ("不锈钢 某某平", "")],
)  # fmt: skip
def test_the_words_of_tariffs_hide_nothing(book: Any, text: str, name: str) -> None:
    try:
        answer = book.check(text, on=book.day)
    except QuestionError:
        assert not name
        return
    assert answer.identity.doubt or name.casefold() in {
        one.name.casefold() for one in answer.identity.candidates
    }


@pytest.mark.parametrize(
    "text",
    ["лампы ртутные", "игрушки радиоактивные", "instruments with isotopes", "capacitors with biphenyls", "plastic bottles with anaesthetic", "plastic bags with plant food",
     "shoes analogue", "furniture with joint", "muñecas con roca", "jouets et cristaux", "Spielzeug mit Stoff", "конфеты барбитуровые", "протеин анаболический",
     "конфеты эйфоретические", "футболки винтовые",
     # siblings
     "toys with blow", "clothing with solvent", "Möbel mit Arzneimittel", "muebles con disolvente", "chaussures et dérivés", "brinquedos com isótopos", "giocattoli con anestetico",
     "speelgoed met drank", "столы с изотопами", "конфеты седативные", "шоколад успокоительный", "футболки нервные"],
)  # fmt: skip
def test_words_of_stuffs_and_dangers_are_no_plain_words_of_tariffs(book: Any, text: str) -> None:
    try:
        answer = book.check(text, on=book.day)
    except QuestionError:
        return
    assert answer.identity.doubt or answer.controls


def test_no_word_of_tariffs_is_a_listed_name(book: Any) -> None:
    tariff = dict(goods.words())["tariff"]
    bare = {word for word in tariff if word[0] != "~"}
    assert not [
        word for word in bare if book.store.by_name(word) or book.store.record("product", name_key(word))
    ]
    assert not book.store.by_spelling(*(tariff - bare))


@pytest.mark.parametrize(
    "text",
    ["Turbo Slim slimming tea", "Капли для похудения «Турбо»", "Gélules minceur Xtraline", "輕纖減肥茶", "Fatburner-Kapseln Ultra", "Té Rosa para adelgazar té",
     "cápsulas Xaxim para emagrecer", "weight loss coffee", "green tea for weight loss", "diet pills",
     "grüner Tee zum Abnehmen", ],
)  # fmt: skip
def test_goods_sold_for_losing_weight_may_hold_what_they_do_not_tell(book: Any, text: str) -> None:
    answer = book.check(text, on=book.day)
    assert answer.identity.doubt and "sibutramine" in {one.substance for one in answer.identity.candidates}
    assert {control.outcome for control in answer.controls} == {"cannot_tell"}


@pytest.mark.parametrize(
    "text",
    ["slimming coffee with caffeine", "slimming capsules 100 mg caffeine", "weight loss tea with caffeine"],
)
def test_a_drug_that_is_told_settles_no_slimming_product(book: Any, text: str) -> None:
    found = book.identify(text)
    assert found.doubt and "sibutramine" in {one.substance for one in found.candidates}


@pytest.mark.parametrize(
    "text",
    ["diet formula milk powder", "diet drops stevia", "diet supplement capsules vitamin C", "diet coffee", "diet cola syrup"],
)  # fmt: skip
def test_diet_alone_is_no_word_of_slimming(book: Any, text: str) -> None:
    try:
        found = book.identify(text)
    except QuestionError:
        return
    assert "sibutramine" not in {one.substance for one in found.candidates}


@pytest.mark.parametrize("text", ["coffee", "green tea", "чай зелёный"])
def test_other_tea_and_coffee_hold_no_such_thing(book: Any, text: str) -> None:
    assert not book.identify(text).doubt


@pytest.mark.parametrize(
    ("text", "cas"),
    [("E 202", "24634-61-5"), ("INS 330", "77-92-9"), ("Е-211", "532-32-1"), ("e951", "22839-47-0")],
)
def test_the_number_of_a_food_additive_names_it(book: Any, text: str, cas: str) -> None:
    assert cas in meant(book, text)[1]


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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("nitrate d’ammonium, dont 20 sacs", "ammonium nitrate"),  # an article within a name that no list has
        ("chlorure d’hydrogène, davon 3 kg", "hydrogen chloride"),
        ("Glyphosat (Herbizid) und 500 Liter Endosulfan (Insektizid)", "endosulfan"),  # behind a gloss
        ("кислота серная 50 л", "sulfuric acid"),  # a noun before its adjective
        ("丙酮_200kg_铁桶", "acetone"),  # underscores
    ],
)
def test_no_word_of_a_name_is_lost(book: Any, text: str, name: str) -> None:
    found, wanted = ({one.name for one in book.check(one).identity.candidates} for one in (text, name))
    assert wanted <= found


@pytest.mark.parametrize("text", ["50 caixas Xyzon", "20 frascos de Xyzon", "sustancia Xyzon"])
def test_what_goods_come_in_is_no_goods(book: Any, text: str) -> None:
    with pytest.raises(Unresolved):
        book.check(text)
