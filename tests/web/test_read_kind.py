"""`read` finds out by itself whether it was given an offer or an article."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

OFFER = "For sale: 4-piperidone 99 %, in stock, ships worldwide, ask for a price."
NEWS = (  # of the kind that agencies send: no day is printed, and an offer is only told of
    "Customs officers at a port seized 25 kilograms of 4-piperidone this week, the authority said on Tuesday. "
    "China has controlled 4-piperidone since July 2025. Sellers offer the chemical for sale at 90 dollars a kilogram."
)
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


def test_an_article_without_a_day_is_read_as_of_today(client: TestClient) -> None:
    page = asked(client, text=NEWS)
    assert "Read as an article" in page and "No day stands in it" in page
    assert 'type="date" id="r-on" name="on"' in page
    assert "No day stands in it" not in asked(client, text=NEWS, on="2025-08-01")


def test_what_offers_nothing_and_states_nothing_is_called_neither(client: TestClient) -> None:
    page = asked(client, text="Officers found acetic anhydride in a container, the authority said.")
    assert "Nothing in it is offered, and it states no law" in page and "Read as an offer" not in page


def test_what_was_chosen_is_not_overruled(client: TestClient) -> None:
    assert "1 mention" in asked(client, text=ARTICLE, on="2025-08-01", kind="listing")
    assert "Read as" not in asked(client, text=ARTICLE, on="2025-08-01", kind="listing")


@pytest.mark.parametrize("kind", ["listing", "document"])
def test_the_other_reading_is_one_click_away(client: TestClient, kind: str) -> None:
    page = asked(client, text=OFFER if kind == "document" else ARTICLE, on="2025-08-01")
    assert f'name="kind" value="{kind}">Read it as' in page
