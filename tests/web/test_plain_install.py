"""A service beside which RDKit is missing: an error of the usual shape, never an answer."""

from __future__ import annotations

from typing import Any

import pytest

from tidewaiter.book import Book


def test_what_only_rdkit_reads_is_an_error(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(self: Book, candidate: Any) -> None:
        raise ModuleNotFoundError("No module named 'rdkit'", name="rdkit")

    monkeypatch.setattr(Book, "_reached", missing)
    got = client.get("/check.json", params={"q": "C1CC[CH-]CC1.[Mg+2].[Cl-]"})
    assert got.status_code == 422
    several = client.post(
        "/check.json", json=[{"structure": "InChI=1S/CH4/h1H4"}, {"q": "not a place", "jurisdiction": ["QQ"]}]
    )
    assert several.status_code == 200
    for told in (got.json(), several.json()[0]):
        assert told["error"]["code"] == "not_installed"
        assert told["error"]["mend"] == "Install it: pip install 'tidewaiter[structures]'"
        assert "controls" not in told and "summary" not in told
