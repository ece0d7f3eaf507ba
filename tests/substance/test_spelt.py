"""Names of other languages: other spellings, orders, cases and scripts; and what must not be taken for them."""

from __future__ import annotations

from typing import Any

import pytest

from tidewaiter.errors import Unresolved


@pytest.mark.parametrize(
    ("text", "cas"),
    [  # CAS numbers: PubChem, by the English names
        ("2-бром-4'-метилпропиофенон", "1451-82-7"),
        ("cloreto de etila", "75-00-3"),
        ("anidrido propiônico", "123-62-6"),
        ("дифенилуксусная к-та", "117-34-0"),
        ("Dibutylphtalat", "84-74-2"),
        ("六氫吡啶", "110-89-4"),
        ("過錳酸鉀 試藥級", "7722-64-7"),
    ],
)
def test_the_number_of_a_name_in_another_language(book: Any, text: str, cas: str) -> None:
    found = book.identify(text).candidates
    assert cas in {number for one in found for number in (one.cas, *_numbers(book, one.substance))}


def _numbers(book: Any, substance: str) -> tuple[str, ...]:
    known = book.store.substance(substance) if substance else None
    return known.cas if known else ()


@pytest.mark.parametrize(
    ("text", "substance"),
    [
        ("гашиша", "cannabis-resin"),
        ("Amphetaminöl 15 l in Wasserkanistern", "amfetamine"),
        ("чай из лепестков голубого лотоса", "blue-lotus-plant"),
        ("кодеинсодержащие таблетки", "codeine"),
        ("pasta base em pó", "crude-cocaine"),
    ],
)
def test_the_listed_substance_within_words_of_another_language(book: Any, text: str, substance: str) -> None:
    assert substance in {one.substance for one in book.identify(text).candidates}


@pytest.mark.parametrize(
    "text",
    [
        "17 kg da droga em carga de banana",
        "Kaffee, versteckt",
        "под видом чая 5 кг",
        "墨西哥鼠尾草 5克",
        "Tylenol 2 powder",
    ],
)
def test_a_harmless_word_is_not_believed_where_another_speaks_against_it(book: Any, text: str) -> None:
    told = book.identify(text)
    assert told.doubt or any(one.substance for one in told.candidates)


def test_chinese_typing_slips_are_offered(book: Any) -> None:
    for text, meant in (("甲笨", "甲苯"), ("過猛酸鉀", "过锰酸钾")):
        with pytest.raises(Unresolved) as told:
            book.identify(text)
        assert meant in told.value.suggestions


def test_a_name_without_positions_may_mean_the_listed_isomers(book: Any) -> None:
    found = book.identify("1-(methylphenyl)-1-propanone")
    assert "4-methylpropiophenone" in {one.substance for one in found.candidates}
    assert found.doubt


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("сибутромин", "sibutramine"),
        ("преднизалон", "prednisolone"),
        ("Testosteronpropionad", "testosterone propionate"),
        ("Sildenafiel Zitrat", "sildenafil citrate"),
    ],
)
def test_a_slip_in_another_language_is_offered(book: Any, text: str, offer: str) -> None:
    with pytest.raises(Unresolved) as why:
        book.identify(text)
    assert offer in map(str.casefold, why.value.suggestions)


def test_a_port_is_no_goods(book: Any) -> None:
    with pytest.raises(Unresolved, match="'Manzanillo' is a place"):
        book.identify("Manzanillo")
    for text in ("ketamine, Manzanillo", "ketamina, puerto de Manzanillo", "кетамин, порт Новороссийск"):
        found = book.identify(text)
        assert ([one.substance for one in found.candidates], found.left) == (["ketamine"], ())


def test_no_word_that_is_set_aside_is_a_name_of_the_lawbook(book: Any) -> None:
    """Places, and the patterns of grades, packing and origin: what they would swallow would not be answered."""
    from tidewaiter.substance.words.words import Words

    words = Words(book.store)
    names = [name for name, _ in book.store.all_names()] + list(book.store.products_from(""))
    gone = {name for name in names if words._pattern("declined").fullmatch(name) or words.is_place(name)}
    # goods with their container, liquids to vape, what cools and what takes paint off, which are looked up whole first
    refrigerants = {"refrigerant", "refrigerant gas", "refrigerant gases", "Refrigerants", "Kältemittel"}
    removers = {"Lackentferner", "Farbentferner", "Graffitientferner"}
    vapes = {"e-liquid", "e-liquids", "vape juice", "vape liquid", "vape cartridge", "vape cartridges"}
    assert gone == {"芝麻油"} | vapes | refrigerants | removers
    assert all(book.identify(name).candidates for name in gone)
    for text, kept in (("марки ЛСД-25", "ЛСД-25"), ("марка 2C-B", "2C-B"), ("марки 25I-NBOMe", "25I-NBOMe")):
        assert kept in words.bare(text)


@pytest.mark.parametrize(
    "text",
    [
        "Klatschmohn (Papaver rhoeas) Bluetenblaetter",  # the oe of the Latin word is none of German
        "cloruro de amonio tecnico",
        "2-Phenethylamin (PEA), Reinstoff",
        "GBL (gamma-Butyrolacton) 99,9 %, 1 Liter im Versandhandel",
    ],
)
def test_words_without_accents_or_umlauts_and_letters_in_brackets_are_understood(
    book: Any, text: str
) -> None:
    found = book.identify(text)
    assert not found.doubt and not found.left
