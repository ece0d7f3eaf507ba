"""Bodies of the JSON routes: examples of the OpenAPI document run; several questions in one body."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

POSTS = ("/check.json", "/duty.json", "/assess.json", "/read.json")


@pytest.mark.parametrize("path", POSTS)
def test_every_example_of_the_document_is_answered(client: TestClient, path: str) -> None:
    body = client.get("/openapi.json").json()["paths"][path]["post"]["requestBody"]
    examples = body["content"]["application/json"]["examples"]
    assert examples
    for name, example in examples.items():
        assert client.post(path, json=example["value"]).status_code == 200, name


def test_several_questions_get_their_answers_in_order(client: TestClient) -> None:
    asked = [{"q": "fentanyl", "on": "2020-01-01"}, {"q": "no such thing as this"}, {"structure": "CCO"}]
    told = client.post("/check.json", json=asked).json()
    one = client.get("/check.json", params={"q": "fentanyl", "on": "2020-01-01"}).json()
    assert told[0] == one
    assert told[1]["error"]["code"] == "unresolved"
    assert told[2]["identity"]["smiles"] == "CCO"


@pytest.mark.parametrize(
    "body", [[], [{"q": "fentanyl"}] * 101, [{"q": "fentanyl", "keep": True}], [["fentanyl"]], ["fentanyl"]]
)
def test_what_is_no_list_of_questions_is_refused(client: TestClient, body: Any) -> None:
    assert client.post("/check.json", json=body).status_code == 422


def test_the_shipment_of_the_documentation_is_assessed(client: TestClient) -> None:
    short = client.post("/assess.json", json={"from": "CN", "to": "MX", "lines": ["4-piperidone"]}).json()
    full = {"shipment": {"route": {"from": "CN", "to": "MX"}, "lines": [{"description": "4-piperidone"}]}}
    assert short == client.post("/assess.json", json=full).json()
    assert short["status"] == "hit"
