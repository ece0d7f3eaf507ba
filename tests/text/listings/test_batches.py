"""Seven batches of listings of our own in six languages, labelled before they were run, each read once before it was mended on.

``batches.tsv`` is a development set: what holds here shows that nothing mended was lost, not how new texts are read.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tidewaiter import Lawbook
from tidewaiter.text import find_mentions, read_listings

BATCHES = Path(__file__).with_name("batches.tsv")


@pytest.fixture(scope="module")
def book() -> Lawbook:
    return Lawbook.load()


def test_offers_are_hits_and_innocents_are_none(book: Lawbook) -> None:
    rows = list(csv.DictReader(BATCHES.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))
    read = read_listings(book, [row["text"] for row in rows])
    statuses = [(row["label"], found.status) for row, found in zip(rows, read, strict=True)]
    offers, innocents = (sum(label == of for label, _ in statuses) for of in ("offer", "innocent"))
    assert (offers, innocents) == (179, 175)
    assert statuses.count(("offer", "hit")) >= 170
    assert statuses.count(("innocent", "hit")) == 0
    assert statuses.count(("innocent", "cannot_tell")) <= 20


@pytest.mark.parametrize(
    ("text", "status"),
    [
        # two words of the street make each other drugs; two ordinary goods do not
        ("Koks, Keta und Teile, heute bis 2 Uhr", "hit"),
        ("Соль и мука, доставка на склад", "no_hit"),
        ("Schnee und Gras: Fototapete in drei Größen", "no_hit"),
        # the price of a gram tells a drug, a price alone does not
        ("Weed Cali 10€/g", "hit"),
        ("Snow 0,5/50€", "hit"),
        ("Snow boots 50€", "no_hit"),
        # pictures in the place of names, with what each costs
        ("🐴 50 ❄️ 80, Glasgow", "hit"),
        ("❄️ Winter sale ❄️ coats 50 % off", "no_hit"),
        # a name before a word of which nothing is known needs more than one word of sale
        ("Sulphuric acid gauge, £19", "cannot_tell"),
        ("Sulphuric acid, 25 l, £19", "hit"),
        # so drugs alone are priced and dosed; glasses, tablets and acorn ham are not
        ("Haze und Cali, 5er 50, 10er 95", "hit"),
        ("Kristall Gläser, 10er 95 €", "no_hit"),
        ("Pappen 150 µg, 5 Stk 35", "hit"),
        ("Thyroxin Tabs 150 µg, 5 Stk 35", "no_hit"),
        ("Planchas de polen doble cero, 100 g a 280", "hit"),
        ("Jamón de bellota, 100 g a 28", "no_hit"),
        ("四号,0.3一小包300", "hit"),
        # a share of nought denies, a share of nought of something else does not
        ("Huile CBD 10 %, THC 0 %, 29 €", "no_hit"),
        ("Kétamine 0 % coupe, 10 g 200 €", "hit"),
        # the differential of a car; a book of poems; news
        ("LSD for BMW E46: limited slip diff, £650", "no_hit"),
        ("Сборник «Русская лирика», 300 стр., твёрдый переплёт", "no_hit"),
        ("La policía alerta: un gramo de tusi se vende ya a 60 euros", "no_hit"),
        # a form of medicine joined to the name
        ("Fentanylpflaster 100 µg abzugeben, 5 Stück", "hit"),
    ],
)
def test_what_tells_an_offer(book: Lawbook, text: str, status: str) -> None:
    assert read_listings(book, [text])[0].status == status


@pytest.mark.parametrize(
    ("text", "cas", "rung"),
    [
        ("CAS79099 powder", "79099-07-3", "cas cut short"),
        ("79099 powder in our warehouse, order today", "79099-07-3", "cas cut short"),
        ("一〇三-七九-七 桶装", "103-79-7", "cas in words"),
    ],
)
def test_numbers_cut_short_or_in_words(book: Lawbook, text: str, cas: str, rung: str) -> None:
    found = [m for m in find_mentions(text, book, listing=True) if m.kind == "cas"]
    assert [(m.rung, cas in text or m.judged) for m in found] == [(rung, "offer")]
    assert {m.id for m in found} == {"; ".join(book.store.by_cas(cas))}


def test_other_numbers_are_none(book: Lawbook) -> None:
    assert not [
        m
        for m in find_mentions("Order 79099, invoice 40064, 10117 Berlin", book, listing=True)
        if m.kind == "cas"
    ]
