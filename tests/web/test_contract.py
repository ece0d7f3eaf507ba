"""Schemathesis over the OpenAPI document, against a running service: every answer has a documented status, type and
shape; what the schema forbids is refused; nothing is a 5xx.
"""

from __future__ import annotations

from typing import Any

import pytest

schemathesis = pytest.importorskip("schemathesis", reason="component missing: schemathesis")
from hypothesis import HealthCheck, given, settings  # noqa: E402
from schemathesis.checks import not_a_server_error  # noqa: E402
from schemathesis.generation import GenerationMode  # noqa: E402
from schemathesis.specs.openapi import checks  # noqa: E402

OPERATIONS = [
    "GET /healthz", "GET /check.json", "POST /check.json", "GET /code.json", "GET /duty.json", "POST /duty.json", "GET /duty/steps.json",
    "GET /duty/measures.json", "GET /law.json", "GET /law/coverage.json", "GET /law/classes.json",
    "GET /law/class/{key}.json", "GET /law/instrument/{key}.json", "GET /law/substance/{key}.json", "GET /law/readings.json",
    "GET /record.json", "GET /record/verify.json", "GET /record/{seq}.json", "GET /law/show.json", "GET /law/diff.json",
    "GET /law/lag.json", "GET /law/events.json", "GET /law/indicators.json", "GET /law/parties.json", "GET /law/timeline.json", "POST /assess.json", "POST /read.json", "POST /verify.json", "POST /catalogue.json",
    "GET /catalogue.json", "GET /catalogue/{key}.json", "GET /catalogue/{key}/result", "DELETE /catalogue/{key}.json",
]  # fmt: skip


# Not held: that whatever fits the schema gets 2xx. Whether a name is known, a day lies in the lawbook or a structure can
# exist is no matter of shape; such questions get 422 with the way to mend them, which is documented.
def refuses_what_does_not_fit(context: Any, response: Any, case: Any) -> bool | None:
    """What the schema forbids is refused; so is what is too large before it is looked at (413, documented)."""
    return None if response.status_code == 413 else checks.negative_data_rejection(context, response, case)


# An address longer than the server reads (64 KiB) never comes to us: uvicorn refuses it, in plain text.
def has_a_documented_type(context: Any, response: Any, case: Any) -> bool | None:
    """The media type of an answer is documented."""
    if response.status_code == 400 and len(response.request.url) > 60_000:
        return None
    return checks.content_type_conformance(context, response, case)


HELD = [
    not_a_server_error, checks.status_code_conformance, has_a_documented_type,
    checks.response_headers_conformance, checks.response_schema_conformance, refuses_what_does_not_fit,
    checks.unsupported_method,
]  # fmt: skip


@pytest.fixture(scope="module")
def operations(pelted: Any) -> dict[str, Any]:
    schema = schemathesis.openapi.from_url(f"{pelted.url}/openapi.json")
    return {found.ok().label: found.ok() for found in schema.get_all_operations()}


def test_every_operation_is_tried(operations: dict[str, Any]) -> None:
    assert sorted(operations) == sorted(OPERATIONS)


@pytest.mark.parametrize(
    "mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["fits", "does not fit"]
)
@pytest.mark.parametrize("label", OPERATIONS)
def test_every_answer_keeps_the_contract(operations: dict[str, Any], label: str, mode: Any) -> None:
    operation = operations[label]
    if mode is GenerationMode.NEGATIVE and not (
        operation.query or operation.body or operation.path_parameters
    ):
        return  # it takes nothing that could be wrong

    @settings(
        max_examples=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def each(case: Any) -> None:
        case.call_and_validate(checks=HELD)

    each()


def test_the_document_is_openapi_3_1_and_loads_nothing_from_elsewhere(pelted: Any) -> None:
    document = pelted.client.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert pelted.client.get("/docs").status_code == pelted.client.get("/redoc").status_code == 404


REAL = [
    ("GET /check.json", {"q": "4-哌啶酮", "from": "CN", "to": "MX", "amount": "25 kg", "on": "2026-03-02"}),
    ("GET /check.json", {"q": "isotonitazene"}),
    ("GET /check.json", {"q": "aspirin"}),
    ("GET /check.json", {"q": "2841.61"}),
    ("GET /check.json", {"q": "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1.Cl", "jurisdiction": ["UN", "US"]}),
    ("GET /duty.json", {"code": "2841.61.00.00", "origin": "CN", "on": "2025-04-20", "value": "1000 USD"}),
    (
        "GET /duty.json",
        {"code": "2841.61", "origin": "CN", "on": "2025-04-20", "what_if": "lift us/ieepa-fentanyl-cn"},
    ),
    ("GET /duty/steps.json", {"code": "2841.61.00.00", "origin": "CN"}),
    ("GET /duty/measures.json", {}),
    ("GET /law/show.json", {"key": "un/1988"}),
    ("GET /law/show.json", {"key": "fentanyl"}),
    ("GET /law/diff.json", {"from": "2018-01-01", "to": "2026-01-01"}),
    ("GET /law/lag.json", {"name": ["4-piperidone"]}),
    ("GET /law/lag.json", {}),
    ("GET /law/timeline.json", {"q": "norfentanyl"}),
    ("GET /law/events.json", {}),
    ("GET /law/indicators.json", {}),
    ("GET /law/parties.json", {"name": "cartel de sinaloa"}),
    ("GET /law/classes.json", {}),
    ("GET /law/readings.json", {}),
    ("GET /record.json", {}),
    ("GET /record/verify.json", {}),
]
ONE = [  # path and query of what the lawbook is known to hold
    ("GET /law/instrument/{key}.json", "cn/precursors", {"list": "2", "on": "2026-01-01"}),
    ("GET /law/substance/{key}.json", "4-piperidone", {}),
    ("GET /law/class/{key}.json", "cn/cannabinoids", {}),
]


@pytest.mark.parametrize(("label", "query"), REAL, ids=[f"{label} {query}"[:60] for label, query in REAL])
def test_an_answer_to_a_real_question_keeps_the_contract(
    operations: dict[str, Any], label: str, query: dict[str, Any]
) -> None:
    response = operations[label].Case(query=query).call_and_validate(checks=HELD)
    assert response.status_code == 200


@pytest.mark.parametrize(("label", "key", "query"), ONE, ids=[label for label, _, _ in ONE])
def test_one_record_keeps_the_contract(
    operations: dict[str, Any], label: str, key: str, query: dict[str, str]
) -> None:
    case = operations[label].Case(path_parameters={"key": key}, query=query)
    assert case.call_and_validate(checks=HELD).status_code == 200
    none = operations[label].Case(path_parameters={"key": "no/such"}).call_and_validate(checks=HELD)
    assert none.status_code == 404


SHIPMENT = {
    "reference": "PO 17",
    "parties": [{"name": "Maker", "country": "CN", "role": "exporter"}],
    "route": {"from": "CN", "to": "US"},
    "dates": {"export": "2026-03-02", "entry": "2026-03-20"},
    "lines": [
        {"description": "potassium permanganate", "code": "2841.61.00.00", "quantity": "500 kg", "value": "9000 USD"},
        {"description": "no such thing as this"},
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    "body", [{"shipment": SHIPMENT}, {"shipment": SHIPMENT, "history": [SHIPMENT], "keep": True}]
)
def test_an_assessment_keeps_the_contract(operations: dict[str, Any], body: dict[str, Any]) -> None:
    case = operations["POST /assess.json"].Case(body=body, media_type="application/json")
    response = case.call_and_validate(checks=HELD)
    assert response.status_code == 200
    assert ("record" in response.json()) == ("keep" in body)
