"""The JSON routes say what the command line says: the two are asked the same and compared."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tidewaiter.cli import main

CHECKS = [
    (["fentanyl", "-j", "UN", "--on", "2020-01-01"], {"q": "fentanyl", "jurisdiction": "UN", "on": "2020-01-01"}),
    (["437-38-7"], {"q": "437-38-7"}),
    (["4-哌啶酮", "--from", "CN", "--to", "MX", "--amount", "25 kg", "--on", "2026-03-02"],
     {"q": "4-哌啶酮", "from": "CN", "to": "MX", "amount": "25 kg", "on": "2026-03-02"}),
    (["aspirin"], {"q": "aspirin"}),
    (["CCC(=O)N(c1ccc(CCC)cc1)C1CCN(CCc2ccccc2)CC1"], {"q": "CCC(=O)N(c1ccc(CCC)cc1)C1CCN(CCc2ccccc2)CC1"}),
    (["2841.61", "--known-on", "2024-01-01"], {"q": "2841.61", "known_on": "2024-01-01"}),
]  # fmt: skip
REFUSED = [
    (["437-38-8"], {"q": "437-38-8"}),
    (["acetic anhidride"], {"q": "acetic anhidride"}),
    (["fentanyl", "--on", "1850-01-01"], {"q": "fentanyl", "on": "1850-01-01"}),
    (["fentanyl", "-j", "ZZ"], {"q": "fentanyl", "jurisdiction": "ZZ"}),
    (["fentanyl", "--amount", "much"], {"q": "fentanyl", "amount": "much"}),
]


def printed(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> Any:
    assert main([*words, "--json"]) == code
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(("words", "query"), CHECKS, ids=[words[0][:20] for words, _ in CHECKS])
def test_check_says_what_the_command_says(
    client: Any, capsys: Any, words: list[str], query: dict[str, Any]
) -> None:
    expected = printed(capsys, "check", *words)
    assert client.get("/check.json", params=query).json() == expected
    body = {**query, "jurisdiction": [query["jurisdiction"]]} if "jurisdiction" in query else query
    assert client.post("/check.json", json=body).json() == expected


@pytest.mark.parametrize(("words", "query"), REFUSED, ids=[words[-1] for words, _ in REFUSED])
def test_a_question_that_is_not_understood_is_422_with_the_words_of_the_command(
    client: Any, capsys: Any, words: list[str], query: dict[str, Any]
) -> None:
    answer = client.get("/check.json", params=query)
    assert answer.status_code == 422
    assert answer.json() == printed(capsys, "check", *words, code=2)


def test_duty_says_what_the_command_says(client: Any, capsys: Any) -> None:
    words = ["--code", "2841.61.00.00", "--origin", "CN", "--on", "2025-04-20", "--value", "1000 USD"]
    query = {"code": "2841.61.00.00", "origin": "CN", "on": "2025-04-20", "value": "1000 USD"}
    assert client.get("/duty.json", params=query).json() == printed(capsys, "duty", *words)
    what_if = "lift us/ieepa-fentanyl-cn from 2025-03-01"
    expected = printed(capsys, "duty", *words, "--what-if", what_if)
    assert client.get("/duty.json", params={**query, "what_if": what_if}).json() == expected
    assert client.get("/duty/measures.json").json() == printed(capsys, "duty", "--measures")


LAW = [
    (["show", "un/1988"], "show", {"key": "un/1988"}),
    (["diff", "--from", "2024-12-02", "--to", "2024-12-03", "-j", "UN"], "diff", {"from": "2024-12-02", "to": "2024-12-03", "jurisdiction": "UN"}),
    (["lag", "4-piperidone"], "lag", {"name": "4-piperidone"}),
    (["coverage"], "coverage", {}),
]  # fmt: skip


@pytest.mark.parametrize(("words", "what", "query"), LAW, ids=[what for _, what, _ in LAW])
def test_law_says_what_the_command_says(
    client: Any, capsys: Any, words: list[str], what: str, query: dict[str, Any]
) -> None:
    assert client.get(f"/law/{what}.json", params=query).json() == printed(capsys, "law", *words)


def test_timeline_says_what_the_command_says(client: Any, capsys: Any) -> None:
    expected = printed(capsys, "law", "timeline", "norfentanyl")
    assert client.get("/law/timeline.json", params={"q": "norfentanyl"}).json()["spells"] == expected


def test_answers_given_at_once_are_those_given_one_by_one(client: Any) -> None:
    """Structures go to threads that share the lawbook: no answer may take anything from another."""
    texts = [
        "fentanyl", "aspirin", "CCN(CC)CCn1c(Cc2ccc(OCC)cc2)nc2cc([N+](=O)[O-])ccc21", "norfentanyl", "ethanol",
        "CCC(=O)N(c1ccc(C)cc1)C1CCN(CCc2ccccc2)CC1", "437-38-7", "zzyzxium", "CCO", "COC(=O)C1OC1(C)Cc1ccc2OCOc2c1",
    ]  # fmt: skip

    def ask(text: str) -> Any:
        return client.get("/check.json", params={"q": text}).json()

    alone = {text: ask(text) for text in texts}
    with ThreadPoolExecutor(8) as pool:
        for text, answer in zip(texts * 6, pool.map(ask, texts * 6), strict=True):
            assert answer == alone[text]


def test_a_structure_has_a_field_of_its_own(client: Any) -> None:
    """`CN` is methylamine, and the name of a tear gas: the page's editor asks for what was drawn."""
    word = client.get("/check.json", params={"q": "CN", "jurisdiction": "US"}).json()
    drawn = client.get("/check.json", params={"structure": "CN", "jurisdiction": "US"}).json()
    assert word["identity"]["rung"] == "structure or name" and drawn["identity"]["rung"] == "structure"
    assert (
        drawn["controls"]
        == client.post("/check.json", json={"structure": "CN", "jurisdiction": ["US"]}).json()["controls"]
    )
    assert drawn["controls"] and len(word["identity"]["candidates"]) == 2
    assert "recognised as: structure<" in client.get("/check?structure=CN").text
    for both in ({"q": "CN", "structure": "CN"}, {"q": ""}, {"structure": "CCCC CN"}):
        assert client.get("/check.json", params=both).status_code == 422
    shown = client.get("/check", params={"q": "CN", "structure": "CN"})
    assert shown.status_code == 422 and "Give one of the two" in shown.text


def test_a_structure_is_kept_as_such(client: Any) -> None:
    kept = client.post("/check.json", json={"structure": "CN", "on": "2020-01-01", "keep": True}).json()
    entry = client.app.state.service.record.get(kept["record"]["seq"])
    assert json.loads(entry.question)["structure"] == "CN"


def test_an_answer_is_kept_where_it_is_asked(client: Any) -> None:
    body = {"q": "fentanyl", "jurisdiction": ["UN"], "on": "2020-01-01"}
    kept = client.post("/check.json", json={**body, "keep": True}).json()
    record = client.app.state.service.record
    entry = record.get(kept["record"]["seq"])
    assert entry.hash == kept.pop("record")["hash"]
    assert json.loads(entry.answer) == kept
    assert json.loads(entry.question) == {"query": "fentanyl", "jurisdictions": ["UN"], "on": "2020-01-01"}
    assert record.verify() == []


def test_keeping_needs_a_record(make_client: Any) -> None:
    answer = make_client().post("/check.json", json={"q": "fentanyl", "keep": True})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "question")


@pytest.mark.parametrize("path", ["/check.jsn", "/catalogue/x.json", "/law/none.json"])
def test_an_address_that_is_none(client: Any, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (404, 422)
    assert set(answer.json()) == {"error"}
