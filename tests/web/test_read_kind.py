"""`read` finds out by itself whether it was given an offer or an article."""

import json
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


def test_the_verdict_on_a_claim_stands_where_it_was_sent_from(client: Any) -> None:
    text = "On 4 March 2025 the United States raised the fentanyl tariff on goods of China to 20%."
    base = {"span": [0, len(text)], "text": text}
    sent = {
        "text": text, "on": "2025-03-05", "kind": "document", "judge": "yes", "base": json.dumps(base), "claims": "[]",
        "claim_does": "duty", "claim_who": "US", "claim_whose": "CN", "claim_rate": "20", "claim_ground": "ieepa_fentanyl",
        "claim_day": "2025-03-04", "claim_modality": "fact",
    }  # fmt: skip
    judged = client.post("/read", data=sent).text.partition('id="judged"')[2][:900]
    assert "confirmed" in judged and "20% from 2025-03-04" in judged  # EO 14228, 90 FR 11463
    wrong = client.post("/read", data={**sent, "claim_rate": "35"}).text.partition('id="judged"')[2][:900]
    assert "confirmed" not in wrong and ("differs" in wrong or "contradicted" in wrong)
