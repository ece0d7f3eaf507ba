"""Every key of an answer is declared: the shape in ``tidewaiter.contract`` and the answer hold the same keys.

mypy holds the answers that are written out key by key; this holds those that are made of a row's fields as well.
"""

from __future__ import annotations

from typing import Any

import pytest

OPEN = {"RecordOf"}  # what more a record holds depends on its kind
SHIPMENT = {
    "reference": "R1",
    "route": {"from": "CN", "to": "US", "via": ["MX"]},
    "dates": {"export": "2025-04-10", "entry": "2025-05-02"},
    "parties": [{"name": "A", "country": "CN", "role": "exporter"}],
    "lines": [
        {"description": "4-piperidone", "quantity": "25 kg", "code": "2933.39", "value": "1000 EUR"},
        {"description": "potassium permanganate", "code": "2841.61", "quantity": "10 kg", "cas": "64-17-5"},
        {"cas": "108-24-7", "quantity": "10000 L"},
        {"cas": "1-2-3"},
    ],
}
ASKED: list[tuple[str, str, dict[str, Any]]] = [
    ("/healthz", "get", {}),
    ("/check.json", "get", {"q": "4-piperidone", "from": "CN", "to": "MX", "amount": "25 kg", "on": "2026-03-02"}),
    ("/check.json", "get", {"q": "O=C(N(c1ccccc1)C1CCN(CCc2ccccc2)CC1)c1cccs1", "on": "2012-01-01"}),
    ("/code.json", "get", {"q": "4-piperidone", "to": "EU", "on": "2024-01-01", "declared": "2921.42"}),
    ("/duty.json", "get", {"code": "2841.61", "origin": "CN", "on": "2025-04-20", "value": "1000 USD"}),
    ("/duty/steps.json", "get", {"code": "2841.61.00.00", "origin": "CN"}),
    ("/duty/measures.json", "get", {}),
    ("/assess.json", "post", {"shipment": SHIPMENT, "history": [SHIPMENT]}),
    ("/read.json", "post", {"text": "We sell fentanyl, CAS 41661-47-6."}),
    ("/verify.json", "post", {"on": "2025-07-15", "claims": [{"does": "duty", "who": "US", "whose": ["CN"], "rate": "25", "ground": "fentanyl", "still": True}, {"does": "duty", "who": "US", "whose": ["NO"]}]}),
    ("/law.json", "get", {}),
    ("/law/coverage.json", "get", {}),
    ("/law/diff.json", "get", {"from": "2024-01-01", "to": "2026-01-01"}),
    ("/law/lag.json", "get", {"name": "4-piperidone"}),
    ("/law/timeline.json", "get", {"q": "norfentanyl"}),
    ("/law/events.json", "get", {}),
    ("/law/indicators.json", "get", {}),
    ("/law/parties.json", "get", {"name": "cartel de sinaloa"}),
    ("/law/classes.json", "get", {}),
    ("/law/readings.json", "get", {}),
    ("/law/instrument/{key}.json", "get", {"key": "cn/precursors"}),
    ("/law/substance/{key}.json", "get", {"key": "4-piperidone"}),
    ("/law/class/{key}.json", "get", {"key": "cn/cannabinoids"}),
]  # fmt: skip


def undeclared(value: Any, schema: dict[str, Any], document: dict[str, Any], where: str = "") -> set[str]:
    """Places of an answer that its schema does not name, and of the schema that the answer lacks."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return (
            set()
            if name in OPEN
            else undeclared(value, document["components"]["schemas"][name], document, where)
        )
    if "anyOf" in schema:
        return min((undeclared(value, one, document, where) for one in schema["anyOf"]), key=len)
    if isinstance(value, list):
        return {
            place
            for one in value
            for place in undeclared(one, schema.get("items", {}), document, f"{where}[]")
        }
    if not isinstance(value, dict) or "properties" not in schema:
        return set()
    known = schema["properties"]
    odd = {
        f"{where}.{key}" for key in (set(value) - set(known)) | (set(schema.get("required", ())) - set(value))
    }
    for key in set(value) & set(known):
        odd |= undeclared(value[key], known[key], document, f"{where}.{key}")
    return odd  # fmt: skip


@pytest.mark.parametrize(("path", "how", "asked"), ASKED, ids=[f"{p} {str(a)[:30]}" for p, _, a in ASKED])
def test_an_answer_has_the_keys_that_are_declared(
    client: Any, path: str, how: str, asked: dict[str, Any]
) -> None:
    document = client.get("/openapi.json").json()
    found = document["paths"][path][how]["responses"]["200"]["content"]["application/json"]["schema"]
    query = {key: value for key, value in asked.items() if key != "key"}
    address = path.replace("{key}", asked.get("key", ""))
    answer = client.get(address, params=query) if how == "get" else client.post(address, json=query)
    assert answer.status_code == 200
    assert undeclared(answer.json(), found, document) == set()
