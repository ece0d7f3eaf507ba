"""`read` finds out by itself whether it was given an offer or an article."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

OFFER = "For sale: 4-piperidone 99 %, in stock, ships worldwide, ask for a price."
ARTICLE = "China added 4-piperidone to its list of precursors on 20 July 2025."


def asked(client: TestClient, **form: Any) -> str:
    return client.post("/read", data=form).text


def test_an_offer_is_read_as_one(client: TestClient) -> None:
    page = asked(client, text=OFFER)
    assert "Read as an offer or listing." in page
    assert "1 offered" in page


def test_an_article_is_read_as_one(client: TestClient) -> None:
    page = asked(client, text=ARTICLE, on="2025-08-01")
    assert "Read as an article" in page
    assert "1 confirmed" in page


def test_what_was_chosen_is_not_overruled(client: TestClient) -> None:
    assert "1 mention" in asked(client, text=ARTICLE, on="2025-08-01", kind="listing")
    assert "Read as" not in asked(client, text=ARTICLE, on="2025-08-01", kind="listing")


@pytest.mark.parametrize("kind", ["listing", "document"])
def test_the_other_reading_is_one_click_away(client: TestClient, kind: str) -> None:
    page = asked(client, text=OFFER if kind == "document" else ARTICLE, on="2025-08-01")
    assert f'name="kind" value="{kind}">Read it as' in page
