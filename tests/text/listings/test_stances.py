"""What a short text does as a whole: forbidding, asking and goods that are called like a drug, in six languages, each beside its counter-example.

All texts are our own. Those under ``STILL`` stand against the rules: an offer that says what a group, a buyer or a workshop says too.
"""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook
from tidewaiter.text import find_mentions, read_listings


@pytest.fixture(scope="module")
def book() -> Lawbook:
    return Lawbook.load()


NO_OFFERS = [
    # groups and shops that forbid or deny
    "No dealing coke or ket in this Discord, instant ban, mods will report you to the police",
    "本群禁止发布冰毒、大麻信息，违者移出群并报警",
    "Chatregeln: wer Koks oder Gras anbietet, wird entfernt und angezeigt",
    "Никогда не продаём трамадол без рецепта, просьба не просить фармацевтов",
    "Wir verschicken niemals Diazepam oder Zolpidem, bitte keine Anfragen",
    "Notre officine ne vend jamais de tramadol ni de codéine sans ordonnance",
    "In our shop we never sell codeine, tramadol or diazepam without a script",
    # what a third person tells
    "Tre arrestati: spacciavano cocaina e hashish nel parco, sequestrati 400 euro",
    "Los detenidos repartían cocaína en moto y cobraban por Bizum, según la policía",
    "Les livreurs écoulaient de la cocaïne à domicile, le procureur requiert cinq ans",
    "Подростки торговали мефедроном через Telegram, дело передано в суд",
    "The pair were selling cocaine from an ice cream van, the court heard",
    "被告人通过微信出售冰毒三次，获利两千元，法庭当庭宣判",
    "Полицейские выкопали в роще свёрток с гашишем, хозяин неизвестен",
    # goods that are called so
    "Anti-MDMA monoclonal antibody, clone 5F2, 1 mg, USD 450, in stock",
    "Kit ELISA cocaína 96 pocillos, 380 €, envío refrigerado",
    "Набор ИФА на героин, 96 лунок, цена по запросу, доставка",
    "Speed 500 Mbps fibre, router free, order today, £25 a month",
    "K2 Skischuhe Größe 27,5, kaum getragen, 80 Euro VB, Abholung",
    "Heroin Skateboards Deck 8.5, griptape included, £45 posted",
    "LSD für Golf 2 G60, 40 % Sperre, 600 Euro, Versand möglich",
    "Соль техническая от гололёда, мешок 25 кг, доставка сегодня",
    "B&W bookshelf speakers 606, matte black, boxed, £350 collected",
    "Maicena 500 g, para postres y salsas, 2,10 €, envío a domicilio",
    "Cuartitos de pollo marinados, 2 kg, promo del día",
]

REQUESTS = [
    "anyone know who sells shrooms in Austin? just moved here",
    "Wo kriege ich in Köln Pep her? Suche jemanden, PN",
    "Qui sait où trouver de la beuh à Lille ? un contact fiable svp",
    "¿Quién me consigue mota en Monterrey? soy nuevo aquí",
    "Кто подскажет, где взять гашиш в Перми? для себя",
    "请问长沙哪里能买到K粉，求介绍",
]

STILL = [
    # sellers who say what a group says
    "Coca y tusi, 60 el gramo, no estafa, policía abstenerse",
    "Меф 2000/г, скрины отзывов, мошенники мимо, клады по районам",
    "K粉现货，骗子勿扰，截图看好评，同城送",
    "Koks und Keta auf Lager, kein Betrug, Screenshots von Kunden gern",
    "Beuh et shit dispo, pas d'arnaque, captures des avis, livraison 75",
    "3-CMC wird bald verboten, jetzt bestellen, Versand aus NL",
    # and what one who asks says, or who looks for a buyer
    "Looking for ket? I got needles, 1g 25, dm",
    "¿Buscas coca? Tengo de la buena, entrego en Palermo",
    "Tu cherches de la coke ? J'ai de la bonne, livraison Paris",
    "Ищешь меф? У нас есть, клады Москва, 2000 за грамм",
    "Looking for a buyer of 300 kg ephedrine HCl, Mumbai",
    "Wir suchen Abnehmer für Ephedrin HCl, 200 kg",
    # a denial ends at a comma where a price follows, and one character of a Chinese word denies nothing
    "No weed today, coke 80 a g, ket 30",
    "We never scam, ketamine, MDMA and coke for sale, dm",
    "批发零售大麻，现货",
    "非凡品质冰毒，同城送",
    "质量没有问题 K粉 现货",
    # a drug beside the goods
    "LSD blotters 150 mcg from our workshop, 10 for 60",
    "Heroin no.4, skate park pick up, 1g 60",
    "Fentanyl powder, narcan included, 1 g $100, stealth",
    "Скорость и соль, 1г 1500, клады, интернет-магазин",
    "Ice and rock salt look the same: crystal meth 1g 80, delivered",
    # words of sellers
    "Tillis 50, Lyrica 300, Blister aus der Apotheke, 10 Stück 40, Brief",
    "Best light and dark in town, quick drop till late",
    "老板，还有六个肉，八百一个，开车送",
    # a seller who denies something else
    "Ketamine crystals, 40 a gram, we ship. We do not sell to minors",
    "Ephedrine HCl in stock, 25 kg drums. We do not sell acetic anhydride",
    "Tenemos ketamina en polvo, envío discreto. No vendemos a menores",
    "For sale: 4-哌啶酮 99 %, in stock, ships worldwide. We do not sell acetic anhydride",
]


def statuses(book: Lawbook, texts: list[str]) -> dict[str, str]:
    read = read_listings(book, texts)
    return {text: found.status for text, found in zip(texts, read, strict=True)}


@pytest.mark.parametrize(
    ("texts", "status"),
    [(NO_OFFERS, "no_hit"), (REQUESTS, "cannot_tell"), (STILL, "hit")],
    ids=["no offers", "requests", "offers"],
)
def test_what_a_text_does(book: Lawbook, texts: list[str], status: str) -> None:
    assert {text: found for text, found in statuses(book, texts).items() if found != status} == {}


@pytest.mark.parametrize(
    "text",
    [
        "Naloxone nasal spray, two doses, $40, for anyone near opioids",
        "Налоксон, спрей, в наличии, 900 руб., если близкие принимают опиоиды",
    ],
)
def test_an_antidote_that_says_what_against_is_open(book: Lawbook, text: str) -> None:
    assert read_listings(book, [text])[0].status == "cannot_tell"


@pytest.mark.parametrize(
    ("written", "id_"),
    [("三口坐仑", "triazolam"), ("依扌乇咪酉旨", ""), ("曲马多", "tramadol"), ("阿普口坐仑", "alprazolam")],
)
def test_characters_in_two_parts(book: Lawbook, written: str, id_: str) -> None:
    found = find_mentions(f"{written} 现货", book, listing=True)
    assert [m.id for m in found if m.text == written] == ([id_] if id_ else [])
