"""Classes of medicines, plants and stuffs beside ordinary goods: what is not named is told, and the goods are not all that there is.

The words are those of reports and declarations, put together by hand before the reader knew them; foods and syringes are goods of their own.
"""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook
from tidewaiter.errors import QuestionError

FRAMES = {
    "en": ("clothes and {}", "rice, beans and {}"),
    "es": ("ropa y {}", "arroz, café y {}"),
    "de": ("Kleidung und {}", "Reis, Nudeln und {}"),
    "fr": ("vêtements et {}", "riz, pâtes et {}"),
    "ru": ("одежда и {}", "рис, макароны и {}"),
    "zh": ("衣服和{}", "大米、面条、{}"),
    "pt": ("roupas e {}", "arroz, feijão e {}"),
    "it": ("abiti e {}", "riso, pasta e {}"),
}
CLASSES = {
    "en": "pills, tablets, white substance, unknown liquid, herbal mixture, vials, ampoules, injections, hormones, steroids, anabolic products, stimulants, sedatives, painkillers, sleeping pills, potency pills, slimming products, precursors, laboratory chemicals, veterinary drugs, growth hormones, antibiotics, psychotropics, opioids, synthetic drugs, designer drugs, research chemicals, crystals, seeds, dried leaves, resin, plant material, brown powder, liquid, stuff, illegal substances, contraband, banned goods, medical vials, raw materials, active ingredients, intermediates, dyes, peptides, nootropics, diet pills, herbs, roots",
    "es": "pastillas, sustancia blanca, líquido desconocido, ampollas, inyecciones, hormonas, esteroides, anabolizantes, estimulantes, sedantes, analgésicos, somníferos, productos adelgazantes, precursores, sustancias químicas, medicamentos veterinarios, antibióticos, psicotrópicos, opioides, drogas sintéticas, cristales, semillas, hojas secas, resina, material vegetal, sustancias ilegales, contrabando, materias primas, principios activos, péptidos, potenciadores sexuales, hierbas",
    "de": "Pillen, Tabletten, weißer Substanz, unbekannter Flüssigkeit, Ampullen, Hormonen, Steroiden, Anabolika, Aufputschmitteln, Beruhigungsmitteln, Schmerzmitteln, Schlaftabletten, Potenzmitteln, Schlankheitsmitteln, Vorläuferstoffen, Laborchemikalien, Tierarzneimitteln, Antibiotika, Psychopharmaka, Opioiden, synthetischen Drogen, Kristallen, Samen, getrockneten Blättern, Harz, Pflanzenmaterial, braunem Pulver, illegalen Substanzen, Schmuggelware, Rohstoffen, Wirkstoffen, Peptiden, Kräutern",
    "fr": "pilules, comprimés, substance blanche, liquide inconnu, ampoules, injections, hormones, stéroïdes, anabolisants, stimulants, sédatifs, antidouleurs, somnifères, produits amincissants, précurseurs, produits chimiques de laboratoire, médicaments vétérinaires, antibiotiques, psychotropes, opioïdes, drogues de synthèse, cristaux, graines, feuilles séchées, résine, matière végétale, poudre brune, substances illicites, contrebande, matières premières, principes actifs, peptides, herbes",
    "ru": "таблетки, белое вещество, неизвестная жидкость, ампулы, гормоны, стероиды, анаболики, стимуляторы, седативные средства, обезболивающие, снотворное, средства для потенции, средства для похудения, прекурсоры, реактивы, ветеринарные препараты, антибиотики, психотропные вещества, опиоиды, синтетические наркотики, кристаллы, семена, сушёные листья, смола, растительная масса, коричневый порошок, запрещённые вещества, контрабанда, сырьё, пептиды, травы",
    "zh": "药丸, 药片, 白色物质, 不明液体, 针剂, 安瓿, 激素, 类固醇, 兴奋剂, 镇静剂, 止痛药, 安眠药, 壮阳药, 减肥药, 前体, 实验室试剂, 兽药, 抗生素, 精神药品, 阿片类药物, 合成毒品, 晶体, 种子, 干叶, 树脂, 植物碎, 褐色粉末, 违禁品, 走私货, 原料药, 中间体, 多肽, 草药, 白色晶体, 不明粉末",
    "pt": "comprimidos, substância branca, líquido desconhecido, ampolas, injeções, hormônios, esteroides, anabolizantes, estimulantes, sedativos, analgésicos, soníferos, precursores, medicamentos veterinários, antibióticos, psicotrópicos, opioides, drogas sintéticas, cristais, sementes, folhas secas, resina, material vegetal, pó marrom, substâncias ilegais, contrabando, matérias-primas, princípios ativos, peptídeos, ervas",
    "it": "pillole, compresse, sostanza bianca, liquido sconosciuto, fiale, iniezioni, ormoni, steroidi, anabolizzanti, stimolanti, sedativi, antidolorifici, sonniferi, precursori, farmaci veterinari, antibiotici, psicofarmaci, oppioidi, droghe sintetiche, cristalli, semi, foglie secche, resina, materiale vegetale, polvere marrone, sostanze illegali, contrabbando, materie prime, principi attivi, peptidi, erbe",
}


@pytest.mark.parametrize("language", FRAMES)
def test_a_class_beside_goods_is_told(book: Lawbook, language: str) -> None:
    silent = []
    for frame in FRAMES[language]:
        for word in CLASSES[language].split(", "):
            try:
                answer = book.check(frame.format(word), on=book.day)
            except QuestionError:
                continue
            if not answer.identity.doubt and not answer.controls:
                silent.append((frame.format(word), [one.name for one in answer.identity.candidates]))
    assert silent == []


@pytest.mark.parametrize(
    "goods",
    [
        "notebooks of 90 leaves",
        "un cuaderno de 90 hojas",
        "pots de fleurs",
        "gesso em pó para construção, 920 sacos de 25 kg",
        "bags of paper products",
        "cajas de productos cosméticos",
        "200 cigarettes de contrebande",
    ],
)
def test_what_is_part_of_the_goods_is_no_class(book: Lawbook, goods: str) -> None:
    assert not book.check(goods, on=book.day).identity.doubt


@pytest.mark.parametrize(
    "packed",
    [
        "300 frascos de produtos naturais",
        "20 bags of various products",
        "20 cartons of goods",
        "flasks of extracts",
        "boxes of contraband",
    ],
)
def test_packing_whose_goods_are_not_named(book: Lawbook, packed: str) -> None:
    assert "not named" in book.check(packed, on=book.day).identity.doubt


@pytest.mark.parametrize(
    "goods", ["Flint fungicide", "herbicide for lawns", "杀虫剂 玫瑰", "roses, insecticida"]
)
def test_a_pesticide_that_is_not_named_is_told(book: Lawbook, goods: str) -> None:
    try:
        answer = book.check(goods, on=book.day)
    except QuestionError:
        return
    assert answer.identity.doubt


@pytest.mark.parametrize("goods", ["copper oxychloride fungicide", "glyphosate herbicide"])
def test_one_that_is_named_is_what_it_is_named(book: Lawbook, goods: str) -> None:
    assert "not named" not in book.check(goods, on=book.day).identity.doubt


@pytest.mark.parametrize(
    ("goods", "held"),
    [
        ("코카인이 들어간 초콜릿", "cocaine"),
        ("케타민이 섞인 커피", "Ketamine"),
        ("ケタミン入りコーヒー", "Ketamine"),
        ("大麻を含むチョコレート", "cannabis"),
    ],
)
def test_what_goods_hold_is_read_in_korean_and_japanese(book: Lawbook, goods: str, held: str) -> None:
    answer = book.check(goods, jurisdictions=["US"], on=book.day)
    assert held in {one.name for one in answer.identity.candidates} and answer.controls
