"""Words that nothing knows beside ordinary goods: what they are like by their endings, who made goods in packs, packing itself.

Each kind of rule stands beside what it must never pass over: a stuff, a drug with a slip, a form of drugs, a dose, what something holds.
"""

from __future__ import annotations

from typing import Any

import pytest

from tidewaiter.substance.words.near import is_nearly_a_name, is_of_a_name
from tidewaiter.substance.words.words import words_of


@pytest.mark.parametrize(
    "text",
    [
        # adjectives and participles, words with a hyphen, a piece of qualities alone
        "A square-shaped serving platter of white stoneware", "Avental hospitalar", "mascherine facciali", "бесшовная нефтепроводная труба",
        "eine Dose gezuckerte Kondensmilch", "khakigrüne Steppjacke", "Toilettenpapier 3-lagig", "caderno com 96 folhas",
        # makes: of goods in packs, first in German, in capitals, in quotes, in Russian
        "Iglo Fischstäbchen 450g, 15 Stück", "biscottes de la marque Lu", "ARKO Vollkorn-Knusperwaffeln", "RAMPASTOP Leimschranke",
        "HUGGIES SABONETE LÍQUIDO DA CABEÇA AOS PÉS", "пряжа «Наташа»",
        # German words of two of which the last is an article, packing that is the goods, Latin names
        "Wasserförderpumpen", "Swirl Müllbeutel 35l", "empty plastic bottles with caps",
        "Lechias (Litchi chinensis)",
    ],
)  # fmt: skip
def test_what_tells_nothing_else_of_ordinary_goods_is_no_doubt(book: Any, text: str) -> None:
    assert not book.check(text).identity.doubt


@pytest.mark.parametrize(
    "text",
    [
        # stuffs and drugs where a quality, a make or the first part of a word might stand
        "zapatos zorbital", "ZORBITAL SHOES", "asbesthaltige Handschuhe", "medicated socks", "semillas alucinógenas", "hallucinogenic toys",
        "cannabis-shaped pendants with resin", "cocaine-lined bags", "Kokainkoffer", "Haschkuchen", "Spicekuchen", "Krokodilkuchen",
        # forms of drugs, doses and foods that are sold under any name
        "Zorbital powder", "Zorbital pills", "Zorbital oil", "Zorbital seeds", "Zorbital capsules", "Zorbital liquid", "Zorbital biscuits 20 mg",
        "Zorbital tea", "Zorbital honey", "Zorbital chocolate", "Zorbital soap", "Zorbital coffee", "Zorbital gummies",
        # what packing holds, and packing that is not said to be empty of it
        "100 frascos de Amoxaciclina", "sacos de Zorbital", "10 bags of Zorbital", "Müllbeutel mit weißem Zeug", "empty fentanyl bottles",
        "empty bottles with Zorbital", "матрёшки ПСДД", "orégano (Papaver bracteatum)", "bolsas (zorbital)",
        # what is said of other goods in the line, fireworks, insects and balms under a name, words of intoxication
        "72 boîtes d’herbicides non homologués et 33 sacs de détergents", "64,000 paquetes de cohetecillos chinos", "Black Mosquito Coils",
        "Kobra-Balsam in Gläsern", "леденцы из опьяняющего перца", "Warnaufkleber „Gift! Arsenhaltig“",
    ],
)  # fmt: skip
def test_what_may_be_a_stuff_is_told(is_told: Any, text: str) -> None:
    assert is_told(text)


def test_a_word_beside_articles_is_near_fewer_names(book: Any) -> None:
    words = words_of(book.store)
    slips = (
        "Tramadoll",
        "Carfentanyl",
        "Herojn",
        "kokeyne",
        "Alprazolm",
        "Haschich",
        "Ketamien",
        "Perkocet",
        "flakka",
        "Xanaxx",
    )
    assert all(is_nearly_a_name(one, words) for one in slips)
    assert not any(is_nearly_a_name(one, words) for one in ("Bigelow", "Minijet", "Alnatura", "Wii"))
    assert is_of_a_name("Papaver", words) and not is_of_a_name("Lentinus", words)
