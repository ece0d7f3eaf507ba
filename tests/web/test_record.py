"""The record behind the service: kept by a body or by the form, read back by who kept it, removed by a policy."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tidewaiter.record import Record
from tidewaiter.web import keys
from tidewaiter.web.state import State

FORM = {
    "lines": "1", "from": "DE", "to": "IN", "export": "2026-03-02", "entry": "2026-03-20",
    "line-1-description": "toluene", "line-1-quantity": "20 kg",
}  # fmt: skip
EARLIER = json.dumps(
    [
        {
            "from": "DE",
            "to": "IN",
            "on": "2025-03-02",
            "lines": [{"description": "toluene", "quantity": "60 kg"}],
        }
    ]
)


def handed(page: str) -> dict[str, str]:
    """What an answer's page hands on."""
    return {
        name: unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    }


def test_the_form_keeps_an_answer_and_the_sheet_names_it(client: Any) -> None:
    page = client.post("/shipment", data={**FORM, "keep": "yes"}).text
    kept = client.get("/record.json?kind=assess&last=1").json()["entries"][0]
    assert kept["hash"] in page
    entry = client.get(f"/record/{kept['seq']}.json").json()
    assert entry["question"]["shipment"]["lines"] == [{"description": "toluene", "quantity": "20 kg"}]
    sheet = client.post("/shipment", data={**handed(page), "as": "html"}).text
    assert f"entry {kept['seq']} of the record, {kept['hash']}" in sheet
    other = {**handed(page), "as": "html"}
    other["shipment"] = other["shipment"].replace("20 kg", "21 kg")
    assert kept["hash"] not in client.post("/shipment", data=other).text  # not what that entry holds
    assert client.get("/record/verify.json").json()["problems"] == []


def test_the_form_takes_earlier_shipments(client: Any) -> None:
    """Exports of category 3 are summed over the year before (2015/1011 art. 6); toluene's amount is 50 kg (Annex I)."""
    alone = client.post("/shipment", data={**FORM, "as": "json"}).json()
    files = {"history-file": ("earlier.json", EARLIER)}
    after = client.post("/shipment", data={**FORM, "as": "json"}, files=files).json()
    assert "reached" not in {one["outcome"] for one in alone["sums"]}
    assert "reached" in {one["outcome"] for one in after["sums"]}
    page = client.post("/shipment", data=FORM, files=files).text
    assert client.post("/shipment", data={**handed(page), "as": "json"}).json()["sums"] == after["sums"]


def test_a_key_sees_what_was_kept_under_it_alone(make_client: Callable[..., Any], tmp_path: Path) -> None:
    state = State(tmp_path / "data")
    mine, others = ({"X-API-Key": keys.add(state, name, datetime.now(UTC))} for name in ("a", "b"))
    state.close()
    client = make_client(data=tmp_path / "data", keys=True, record=str(tmp_path / "record.sqlite"))
    body = {"q": "fentanyl", "keep": True}
    seq = client.post("/check.json", json=body, headers=mine).json()["record"]["seq"]
    assert [e["seq"] for e in client.get("/record.json", headers=mine).json()["entries"]] == [seq]
    assert client.get("/record.json", headers=others).json() == {"entries": []}
    assert client.get(f"/record/{seq}.json", headers=mine).status_code == 200
    assert client.get(f"/record/{seq}.json", headers=others).status_code == 404
    assert client.get("/record.json").status_code == 401


def test_a_service_without_a_record_says_so(make_client: Callable[..., Any]) -> None:
    client = make_client()
    assert client.get("/record.json").status_code == 404
    assert 'name="keep"' not in client.get("/shipment").text
    assert client.post("/shipment", data={**FORM, "keep": "yes"}).status_code == 422


def test_a_policy_is_applied_when_the_service_starts(make_client: Callable[..., Any], tmp_path: Path) -> None:
    address, policy = str(tmp_path / "record.sqlite"), tmp_path / "policy.yml"
    policy.write_text("check: 30\nassess: 3650\n", encoding="utf-8")
    now = datetime.now(UTC)
    with Record.open(address) as record:
        for kind, days in (("check", 31), ("assess", 31), ("check", 29)):
            record.keep(kind, {"n": days}, {}, who="x", at=now - timedelta(days=days))
    client = make_client(record=address, retain=policy)
    end = datetime.now(UTC) + timedelta(seconds=30)
    with Record.open(address) as record:
        while record.get(1).kept and datetime.now(UTC) < end:
            client.get("/healthz")
        assert [record.get(seq).kept for seq in (1, 2, 3)] == [False, True, True]
        assert record.verify() == []


@pytest.mark.parametrize("text", ["checks: 3\n", "check: soon\n", "", "- 3\n"])
def test_a_policy_that_cannot_be_read_is_refused(text: str, tmp_path: Path) -> None:
    from tidewaiter.errors import QuestionError
    from tidewaiter.record.retention import read_policy

    (tmp_path / "policy.yml").write_text(text, encoding="utf-8")
    with pytest.raises(QuestionError, match=r"policy\.yml"):
        read_policy(tmp_path / "policy.yml")
