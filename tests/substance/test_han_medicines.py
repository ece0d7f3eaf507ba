"""Chinese medicines by their parts: patent medicines, names by their ends; nothing that a list reaches is read as one of them."""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook
from tidewaiter.substance.chinese import medicines as han_medicines
from tidewaiter.substance.tables.goods import rows


@pytest.fixture(scope="module")
def book() -> Lawbook:
    return Lawbook.load()


@pytest.mark.parametrize(
    "text",
    [
        "六味地黄丸(浓缩丸) 200丸/瓶", "藿香正气水 10ml*10支", "血府逐瘀胶囊 0.4g*24粒", "复方丹参滴丸 27mg*180丸",
        "某某利珠单抗注射液 10ml:100mg", "替雷利珠单抗注射液 10ml:100mg", "破伤风人免疫球蛋白 250IU",
    ],
)  # fmt: skip
def test_a_medicine_of_no_list_is_understood_without_a_doubt(book, text: str):
    answer = book.check(text, on=book.day)
    assert (answer.identity.doubt, answer.controls) == ("", ())


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("小青龙合剂 10ml*6支", {"ephedra herb"}),
        ("牛黄解毒片 24片×10袋", {"realgar"}),
        ("安宫牛黄丸 3g*1丸", {"mercury sulfide", "realgar"}),
        ("咳喘宁口服液 10ml*6支", {"ephedra herb", "poppy capsule"}),
        ("京万红软膏 20g", {"poppy capsule"}),
        ("麻仁丸 6g*10丸", {"cannabis seed"}),
    ],
)
def test_what_a_patent_medicine_is_made_with_is_told_with_a_doubt(book, text: str, held: set[str]):
    answer = book.check(text, on=book.day)
    assert held <= {one.name for one in answer.identity.candidates}
    assert "made with" in answer.identity.doubt
    assert answer.controls
    assert all(control.outcome == "cannot_tell" for control in answer.controls)


@pytest.mark.parametrize(
    "text",
    ["六味地黄丸 内含白色粉末", "六味地黄丸、海洛因", "大麻丸", "麻黄片", "复方可待因片", "牛黄丸内藏冰毒"],
)
def test_what_stands_beside_a_patent_medicine_or_is_called_like_one_is_never_a_plain_no_hit(
    book, is_told, text: str
):
    assert is_told(text, on=book.day)


@pytest.mark.parametrize(
    "name",
    [
        "奥氟西泮",
        "氟托唑仑",
        "丁酰芬太尼",
        "甲卡西酮",
        "依托尼秦",
        "羟戊甲吗啡",
        "他喷他多",
        "异戊巴比妥",
        "司坦唑醇",
    ],
)
def test_classes_of_which_lists_name_members_are_not_read_by_their_ends(book, name: str):
    assert han_medicines.by_ending(name, book.store) == ""


def test_a_slip_from_a_listed_name_is_not_read_by_its_end(book):
    for kind, _, ends in rows("han-medicines"):
        for end in ends.split("|") if kind == "ending" else ():
            listed = [
                name for name in book.store.name_keys if name.endswith(end) and len(name) > len(end) + 1
            ]
            assert [name for name in listed if han_medicines.by_ending(name, book.store)] == []


def test_no_patent_medicine_of_no_list_is_a_product_of_the_lawbook_too(book):
    stems = [
        stem for kind, _, words in rows("han-medicines") if kind == "patent" for stem in words.split("|")
    ]
    forms = [form for kind, _, words in rows("han-medicines") if kind == "form" for form in words.split("|")]
    assert len(stems) == len(set(stems))
    both = [
        stem + form for stem in stems for form in ("", *forms) if book.store.record("product", stem + form)
    ]
    assert both == []


def test_realgar_is_a_compound_of_arsenic(book):
    answer = book.check("雄黄粉 500g", on=book.day)
    assert {("EU", "applies"), ("UK", "applies")} <= {
        (one.jurisdiction, one.outcome) for one in answer.controls
    }
