"""Plain words and names of goods beside listed names, words of the street and powders: none becomes ordinary goods, none loses its doubt.

The expectations were written by hand: what a drug's name means, or that no plain answer may be given.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

HELD = (  # what is named is in the answer, whatever plain words stand around it
    ("cristal ocultos en latas de salsa", "metamfetamine"), ("2 kilos of snow hidden in cans of tuna", "cocaine"),
    ("fentanyl hidden in grandmother's teddy bears", "fentanyl"), ("lsd hidden in postcards", "lysergide"), ("cocaine in wooden table", "cocaine"),
    ("ketamine in wine bottles", "Ketamine"), ("farlopa en juguetes", "cocaine"), ("maconha escondida em bonecas", "cannabis"), ("гашиш в куклах", "cannabis"),
    ("冰毒 藏在玩具熊", "metamfetamine"), ("Crystal und Haschisch", "metamfetamine"), ("blow", "cocaine"), ("roxies", "oxycodone"), ("whizz", "amfetamine"), ("搖頭丸 藏於衣服", "MDMA"), ("摇头丸 雨伞", "MDMA"), ("magic mushrooms in chocolate bars", "psilocybin"), ("50 g Gras im Buch", "cannabis"),
    ("Koks in Kaffee", "cocaine"), ("200 g de hierba en libros", "cannabis"), ("two bags of brown sugar from grandmother", "heroin"), ("black tar", "heroin"),
    ("angel dust", "phencyclidine"), ("special k", "Ketamine"), ("bath salts", "MDPV"), ("spirit of hartshorn", "ammonia"), ("china white", "heroin"), ("cat valium", "Ketamine"),
    ("white girl", "cocaine"), ("blues", "oxycodone"), ("liquid ecstasy", "GHB"), ("georgia home boy", "GHB"), ("baby woodrose seeds", "morning glory"), ("diviner's sage", "Salvia"),
    ("poppers leather cleaner", "amyl nitrite"), ("laughing gas balloons", "Nitrous"), ("spice gold", "JWH-018"), ("black mamba", "JWH-018"), ("blueberry kush", "cannabis"),
    ("super skunk", "cannabis"), ("balinha azul", "MDMA"), ("травка", "cannabis"), ("мука", "mephedrone"), ("白粉", "heroin"), ("蓝精灵", "flunitrazepam"),
    ("小树枝", "MDMB"), ("開心水", "GHB"), ("K仔", "Ketamine"), ("phones and 20 tablets of zopiclone", "zopiclone"), ("Lampenschirme mit Ketamin", "Ketamine"), ("保温杯 喵喵", "mephedrone"),
)  # fmt: skip
OPEN = (  # no plain answer: refused, or a doubt
    "300 g de blanca", "northern lights", "blue dolphin pills", "ten blue dolphins", "white widow", "white widow seeds", "purple haze", "5 g purple haze in a book", "liquid gold",
    "brown sugar", "hawaiian woodrose", "morning glory", "plant food", "moon rocks", "acapulco gold", "crystal", "ice", "a gram of ice", "snow in a box", "girl and boy", "rolls", "red devils",
    "black beauties", "sour diesel", "girl scout cookies", "pineapple express", "skywalker og", "durban poison", "jack herer", "wedding cake strain", "room odoriser", "philosopher's stones",
    "heavenly blue seeds", "flying saucers", "jewellery cleaner", "tape head cleaner", "research chemical powder", "plant fertilizer crystals", "legal high", "party pills", "yellow submarine pills",
    "blue magic", "tango and cash", "dance fever", "murder 8", "jackpot", "super acid", "jet fuel", "merca", "nieve", "perico", "polvo de angel", "bellota", "mariquita", "pó branco", "doce",
    "polvo blanco en la maleta de la abuela", "poudre blanche dans un ours en peluche", "белый порошок в игрушках", "200 г травы в книге", "Stoff", "Weiße Witwe", "Badesalz", "Kräutermischung",
    "weißes Pulver im Teddybär", "5 sacos contendo pó branco", "1.200 frascos de medicamentos irregulares", "blanche", "neige", "rose des bois", "соль", "скорость", "снег", "冰", "跳跳糖", "奶茶粉 含毒品", "大力丸", "叶子", "erba", "neve", "cherry meth",
    "Xyzolam in Lampen", "Зажигалка Xyzolam 5 мг", "大麻饼", "迷幻饼", "Ketaminhose", "Amfetaminhose",
)  # fmt: skip


@pytest.mark.parametrize(("text", "held"), HELD)
def test_a_drug_beside_plain_words_is_held(book: Any, text: str, held: str) -> None:
    answer = book.check(text)
    assert any(held.casefold() in one.name.casefold() for one in answer.identity.candidates)
    assert answer.controls or answer.identity.doubt


@pytest.mark.parametrize("text", OPEN)
def test_a_word_of_the_street_is_no_ordinary_good(is_told: Callable[..., bool], text: str) -> None:
    assert is_told(text)


@pytest.mark.parametrize(  # siblings of what was missed, by cause: makers by script, compounds before articles, dishes, tablets beside phones, articles
    "text",
    ["Зажигалка FLAMIO", "罗曼 保温杯", "红烧牛肉面", "皮蛋瘦肉粥", "麻辣鱼面",
     "laptops, tablets and phones", "une clé à molette", "'screws', 'bolts'"],
)  # fmt: skip
def test_siblings_are_understood(book: Any, text: str) -> None:
    answer = book.check(text)
    assert (answer.identity.doubt, answer.controls) == ("", ())
