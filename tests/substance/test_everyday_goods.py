"""Names of ordinary goods: none is what a list, a concept or a product is called, none a word of the street, and none hides what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from tidewaiter.errors import Unresolved
from tidewaiter.lawbook.names import name_key
from tidewaiter.substance.tables import goods
from tidewaiter.substance.words.near import is_nearly_a_name
from tidewaiter.substance.words.words import words_of
from tidewaiter.text.mentions.cues import cues
from tidewaiter.text.mentions.folding import fold

NAMES = sorted(
    {
        one
        for table in ("everyday-goods", "wordnet-goods")
        for name, more in goods.rows(table)
        for one in (name, *more.split("|"))
        if one
    }
)


def test_no_name_is_listed_or_of_the_street(book: Any) -> None:
    told = {word.word.casefold() for word in cues().words}
    street = {
        word for word in told if fold(word).text not in cues().shop_words
    }  # those are goods first of all
    assert not [
        one
        for one in NAMES
        if one.casefold() in street or book.store.by_name(one) or book.store.record("product", name_key(one))
    ]


@pytest.mark.parametrize(  # siblings that no table was tuned on
    "text",
    ["детских подгузников", "Gartenhandschuhe", "木制筷子", "fietspomp", "물병", "水筒", "mattarello", "ralador", "tijeras de podar", "essuie-glaces"],
)  # fmt: skip
def test_everyday_goods_are_understood_and_on_no_list(book: Any, text: str) -> None:
    answer = book.check(text)
    assert (answer.identity.doubt, answer.controls) == ("", ())


@pytest.mark.parametrize(
    "text", ["xylomethazepam in plastic bags", "Flubrotizolan, Einmachgläser und Bratpfannen", "полиэтиленовые пакеты с мефедроном", "conejos de peluche con cocaína"]
)  # fmt: skip
def test_what_stands_beside_them_is_never_silent(is_told: Callable[..., bool], text: str) -> None:
    assert is_told(text)


@pytest.mark.parametrize(  # siblings of what was missed, by cause: declined words, compounds, plain words, measure words, herbs
    "text",
    ["Gartenstühle, meist unbeschriftet", "Holzlöffel und Kupferrohre", "40 упаковок бумажных полотенец", "пятью ящиками кофейных кружек", "柴胡30公斤", "日本香菇12箱", "可爱卡通毛巾8条", "120 m³ de madera aserrada",
     "agujas, jeringas y guantes", "夏季拖鞋24双"],
)  # fmt: skip
def test_plain_words_hide_no_goods(book: Any, text: str) -> None:
    answer = book.check(text)
    assert (answer.identity.doubt, answer.controls) == ("", ())


@pytest.mark.parametrize(
    ("text", "held"),
    [("toy cars with crystal", "metamfetamine"), ("мыло и порошок мефедрона", "mephedrone"), ("可爱摇头丸", "MDMA"), ("Lampenschirme mit Ketamin", "Ketamine"), ("日本海洛因拖鞋", "heroin")],
)  # fmt: skip
def test_plain_words_hide_no_drug(book: Any, text: str, held: str) -> None:
    answer = book.check(text)
    assert held in {one.name for one in answer.identity.candidates}
    assert answer.controls or answer.identity.doubt


@pytest.mark.parametrize(
    "text",
    ["Giftköder", "Plastikbeutel mit Xyzolon", "可爱药丸", "Spielzeug mit Dimethylxyzin", "儿童玩具某某唑仑"],
)
def test_an_unknown_chemical_beside_goods_is_told(book: Any, text: str) -> None:
    with suppress(Unresolved):
        assert book.check(text).identity.doubt


@pytest.mark.parametrize(  # CAS numbers of PubChem and of EFSA's catalogue
    ("text", "cas"),
    [("petroleum ether", "8032-32-4"), ("石油醚", "8032-32-4"), ("Éter de Petróleo Grado Plaguicida", "8032-32-4"), ("硝化棉", "9004-70-0"), ("нитроцеллюлоза", "9004-70-0"), ("殺蟲劑陶斯松", "2921-88-2"),
     ("賽芬蟎", "400882-07-7"), ("hyposulphite of soda", "7772-98-7"), ("1H-苯并[d]咪唑", "51-17-2")],
)  # fmt: skip
def test_chemicals_under_names_of_trade(book: Any, text: str, cas: str) -> None:
    assert cas in {one.cas for one in book.check(text).identity.candidates}


@pytest.mark.parametrize(  # fractions as makers of solvents sell them: common knowledge
    "text",
    ["l’éther de pétrole", "petroleum ether 40-60", "Petroleum ether, b.p. 40-60 °C, 2.5 L", "petroleum ether 8032-32-4", "Petrolether 40-60", "éter de petróleo 40-60",
     "etere di petrolio (40-60 °C)", "петролейный эфир 40-70", "石油醚 60-90", "石油醚（沸程60～90℃）", "60-90石油醚", "naphtha 100-140", "white spirit 150-200"],
)  # fmt: skip
def test_petroleum_ether_is_no_ether(book: Any, text: str) -> None:
    answer = book.check(text, jurisdictions=["US", "EU", "CN"])
    assert (answer.identity.doubt, answer.controls) == ("", ())


def test_ether_beside_petroleum_ether_is_ether(book: Any) -> None:
    assert book.check("petroleum ether 40-60, ethyl ether", jurisdictions=["EU"]).controls
    assert book.identify("ether 40-60").left


@pytest.mark.parametrize(
    "text",
    ["wine glasses, crystal", "necklace with crystal", "table lamps, crystal", "cups, saucers and crystal", "trophies, crystal", "bougies et cristal", "gorros, cristal"],
)  # fmt: skip
def test_crystal_beside_what_is_made_of_it_is_glass(book: Any, text: str) -> None:
    answer = book.check(text, jurisdictions=["US", "DE"])
    assert (answer.identity.doubt, answer.controls) == ("", ())


@pytest.mark.parametrize(
    "text", ["wine glasses, toy cars, crystal", "wine glasses, crystal meth", "rings, ice"]
)
def test_crystal_beside_other_goods_may_be_a_drug(book: Any, text: str) -> None:
    assert "metamfetamine" in {one.name for one in book.identify(text).candidates}


@pytest.mark.parametrize(  # French, Spanish, Portuguese, German, Russian and English of kitchens: common knowledge
    "text",
    ["cartouche pour siphon", "cartouches pour siphon à chantilly", "600 cartouches pour les siphons à crème", "cartouches de syphon", "cápsulas para sifón", "cápsulas para sifão de chantilly",
     "Kapseln für Sahnespender", "Siphonkapseln", "баллончики для взбивания сливок", "soda siphon chargers"],
)  # fmt: skip
def test_a_cartridge_for_a_siphon_may_hold_nitrous_oxide(book: Any, text: str) -> None:
    found = book.identify(text)
    assert [one.name for one in found.candidates] == ["Nitrous oxide"]
    assert "which gas" in found.doubt


@pytest.mark.parametrize("text", ["dinocap", "39300-45-3", "medinoterb", "nonachlor 5 kg", "氰霜唑"])
def test_a_chemical_without_a_structure_says_that_no_class_was_searched(book: Any, text: str) -> None:
    assert "whether it falls under a class was not searched" in book.identify(text).doubt


def test_what_is_left_of_a_pesticide_is_no_pesticide(book: Any) -> None:
    """Metabolites and foods of EFSA's catalogue are no names of trade; foods are goods."""
    assert "Sulfon" in book.identify("fenamiphos-Sulfon").doubt
    assert book.identify("casein").doubt == ""


def test_a_fork_is_no_seed(book: Any) -> None:
    """The Russian for a fork, written in Latin letters, is nearly the name of a plant."""
    assert book.check("вилки").controls == ()


@pytest.mark.parametrize(  # makers and models that no table has, sentences of reports and questions of buyers
    "text",
    ["Zorvani sneakers", "a Kelvaron X200 camera", "Handtaschen der Marke Quellina", "bolsos de la marca Trevanti", "一辆载有20吨动力煤的大货车", "五条围巾和三个钥匙扣", "红糖市场价格多少钱一吨",
     "one fork, two spoons and six mugs", "б/у джинсы", "LDPE"],
)  # fmt: skip
def test_makes_and_questions_change_nothing_of_goods(book: Any, text: str) -> None:
    answer = book.check(text)
    assert (answer.identity.doubt, answer.controls) == ("", ())


@pytest.mark.parametrize(  # a name is a make beside goods that are no drug under any name, and nowhere else
    "text",
    ["Zorvex powder", "Zorvex capsules", "Zorvex tea 20 g", "Zorvex e-liquid", "Schuhe und Zorvexin", "sneakers Fentanil", "T-shirts, Zorvex", "Kestrion Vitamin C 500 mg", "1 kg Zorvex toys", "Taschen mit Zorvex Pulver"],
)  # fmt: skip
def test_a_name_beside_other_goods_stays_a_doubt(book: Any, text: str) -> None:
    with suppress(Unresolved):
        answer = book.check(text)
        assert answer.identity.doubt or answer.controls


@pytest.mark.parametrize(
    ("text", "held"),
    [("農民購買的硝酸鉀價格是多少", "potassium nitrate"), ("фенобарбитаа, мята", "phenobarbital"), ("peroxyhydrate de carbonate de sodium", "sodium percarbonate"), ("GB 19109-2003 次氯酸钙包装要求", "calcium hypochlorite"),
     ("nitrate de cobalt", "Cobalt nitrate"), ("fluorure de chrome", "chromium fluoride")],
)  # fmt: skip
def test_a_chemical_in_a_sentence_is_read(book: Any, text: str, held: str) -> None:
    assert (
        held.casefold().split()[0]
        in " ".join(one.name for one in book.check(text).identity.candidates).casefold()
    )


def test_no_word_of_the_street_is_a_make(book: Any) -> None:
    words = words_of(book.store)
    street = {one.word for one in cues().words if re.fullmatch(r"[a-z]{3,}|[а-яё]{3,}", one.word)}
    left = [one for one in sorted(street) if not words.quality(one) and not is_nearly_a_name(one, words)]
    unknown = {
        one for one in left if not (book.store.by_name(one) or book.store.record("product", name_key(one)))
    }
    assert unknown <= {
        "мукой",
        "меридиой",
        "лирой",
        "альфой",
        "регой",
    }  # in a case that no maker's name stands in


@pytest.mark.parametrize(
    "text", ["T-shirts Snow", "a suitcase of Snow", "shoes Zopinol", "jeans Tusibi", "bags with Quelli"]
)
def test_what_goods_hold_is_no_make(book: Any, text: str) -> None:
    with suppress(Unresolved):
        answer = book.check(text)
        assert answer.identity.doubt or answer.controls


@pytest.mark.parametrize("text", ["鹽酸曲多馬", "醋酸酣 99%", "某某甲胺盐酸溶液样品", "类似硝酸钾的药粉某某"])
def test_no_chemical_is_cut_out_of_another_word_for_sure(book: Any, text: str) -> None:
    with suppress(Unresolved):
        answer = book.check(text)
        assert answer.identity.doubt


def test_an_oxide_of_sulfur_is_no_sulfur(book: Any) -> None:
    answer = book.check("sulfur trioxide")  # not named by the UK's list of sulfur
    assert [one.name for one in answer.identity.candidates] == ["sulfur trioxide"]
    assert (answer.identity.doubt, answer.controls) == ("", ())


@pytest.mark.parametrize(  # goods first of all, asked alone: each word of general knowledge of its language
    "text",
    ["sugar", "tea", "paper", "meat", "rubber", "nail polish", "insect repellent", "radio", "wood", "box", "fan", "oral rehydration salts", "orthèses", "déambulateurs", "Beistellherde", "Kinderarmbahnuhren",
     "настольная лампа", "тепловые пушки", "rolstoelen", "schroevendraaier", "fiori recisi", "血糖機", "電暖器", "床包組", "3 libras de arroz", "5 пульсоксиметров", "18 тонн гранатового сока",
     "走私凍品12噸", "五粮液酒24瓶", "3台口罩机", "40個硬碟機", "pneus réchappés", "gravilla de granito", "vergas de cobre", "Biertreber", "water kettles and pressing irons"],
)  # fmt: skip
def test_the_commonest_words_of_goods_are_understood(book: Any, text: str) -> None:
    answer = book.check(text, jurisdictions=["US", "DE"])
    assert (answer.identity.doubt, answer.controls) == ("", ())


@pytest.mark.parametrize(  # common knowledge of chemistry
    ("text", "cas"),
    [("javel", "7681-52-9"), ("2 000 l de javel", "7681-52-9"), ("smelling salts", "506-87-6"), ("Zinkvitriol", "7733-02-0"), ("pierre infernale", "7761-88-8"), ("moonshine", "64-17-5"),
     ("piranha solution", "7722-84-1"), ("eau régale", "7697-37-2"), ("Königswasser", "7647-01-0")],
)  # fmt: skip
def test_trade_names_of_simple_chemicals(book: Any, text: str, cas: str) -> None:
    assert cas in {one.cas for one in book.check(text).identity.candidates}
