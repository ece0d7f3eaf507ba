"""Pesticides by Taiwan's common names in both scripts, chemicals as reports of seizures write them, and what ordinary goods are made of."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(  # siblings that no rule was tuned on
    ("text", "named"),
    [
        ("雙特松", "dicrotophos"), ("双特松", "dicrotophos"), ("谷速松", "azinphos-methyl"), ("覆灭螨", "formetanate"),
        ("安特灵", "endrin"), ("地特靈", "dieldrin"), ("狄氏剂", "dieldrin"), ("蟲必死", "hexachlorocyclohexane"), ("可氯丹", "chlordane"), ("苏丹红四号", "85-83-6"),
        ("7吨多甲苯", "toluene"), ("5公斤多聚甲醛", "paraformaldehyde"), ("2吨多菌灵", "carbendazim"),
        ("违法生产、销售的氯胺酮", "ketamine"), ("PMK, or MDP2P", "PMK"),
    ],
)  # fmt: skip
def test_a_chemical_is_what_it_is_called(book: Any, text: str, named: str) -> None:
    found, meant = book.check(text), book.check(named)
    assert not found.identity.doubt
    assert {one.substance or one.smiles for one in found.identity.candidates} == {
        one.substance or one.smiles for one in meant.identity.candidates
    }


def test_a_substituent_before_a_hyphen_is_no_maker(book: Any) -> None:
    for text in ("methylenedioxy-phenyl-2-propanone, or MDP2P", "methylenedioxy-phenyl-2-propanone"):
        names = {one.name for one in book.check(text).identity.candidates}
        assert "1-phenyl-2-propanone" not in names


def test_a_listed_class_before_a_quoted_name_is_kept(book: Any) -> None:
    assert book.check("芬太尼类物质“氯化钠”").controls


@pytest.mark.parametrize(
    "text",
    ["プラスチック製の椅子", "ガラス製コップ", "어린이용 가방", "가죽 가방", "Schaukelstühle", "木板凳", "麵粉、太白粉", "taburetes de madera", "中国大陆茶叶"],
)  # fmt: skip
def test_what_goods_are_made_of_changes_nothing(book: Any, text: str) -> None:
    answer = book.check(text)
    assert (answer.identity.doubt, answer.controls) == ("", ())
