"""The page of an answer is written for whatever is asked: the review's inputs, ordinary goods, several goods in one question."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

SETS = Path(__file__).resolve().parents[1] / "sets"
TYPED = [line.split("\t")[1] for line in (SETS / "typed-inputs.tsv").read_text("utf-8").splitlines()[1::4]]
GOODS = [
    line.split("\t")[1] for line in (SETS / "inputs" / "goods.tsv").read_text("utf-8").splitlines()[1::10]
]
BESIDE = [
    "matches",
    "perfume 100 ml",
    "leather shoes with cocaine",
    "codeine with paracetamol",
    "estufa de gas",
]


@pytest.mark.parametrize("query", [*TYPED, *GOODS, *BESIDE])
def test_a_question_has_its_page(client: Any, query: str) -> None:
    answer = client.get("/check", params={"q": query}, headers={"accept": "text/html"})
    assert answer.status_code in (200, 422), query
    assert "<h1>" in answer.text


def test_the_words_asked_head_the_answer_of_goods_and_of_several_things(client: Any) -> None:
    def page(query: str) -> str:
        return str(client.get("/check", params={"q": query}).text)

    assert "<h1>leather shoes</h1>" in page("leather shoes") and "understood as: shoes" in page(
        "leather shoes"
    )
    assert "<h1>vitamin C and fentanyl</h1>" in page("vitamin C and fentanyl")
    assert "understood as: fentanyl, ascorbic acid" in page("vitamin C and fentanyl")
    assert "<h1>fentanyl</h1>" in page("437-38-7")
    assert (
        "Listed on 2020-01-01: Canada." in client.get("/check?q=fentanyl&on=2020-01-01&jurisdiction=CA").text
    )


def test_a_fault_of_ours_is_a_page_where_pages_are_looked_at(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tidewaiter.web import pages

    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(pages, "answered", broken)
    page = client.get("/check?q=fentanyl", headers={"accept": "text/html,*/*"})
    assert page.status_code == 500 and "Something broke here" in page.text
    assert "nothing was looked up in the law" in page.text
