"""What changed for a catalogue since a day: real changes only, as a page, CSV and a feed."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

# China: 4-piperidone is listed from 2025-07-20 (joint announcement of 2025-06-20); fentanyl stood long before.
CATALOGUE = b"id,name,price\nA1,4-piperidone,10\nA2,fentanyl,20\nA3,table salt,1\n"
ATOM = "{http://www.w3.org/2005/Atom}"
Ended = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def screened(client: Any, until_ended: Ended) -> Any:
    files = {"file": ("stock.csv", CATALOGUE)}
    key = client.post("/catalogue.json", files=files, data={"jurisdiction": ["CN"]}).json()["id"]
    assert until_ended(client, key)["state"] == "done"
    return key


def test_the_page_tells_the_row_that_changed(client: Any, screened: str) -> None:
    assert f"/catalogue/{screened}/changes" in client.get(f"/catalogue/{screened}").text
    page = client.get(f"/catalogue/{screened}/changes?since=2025-07-01").text
    assert "1 of 3 rows changed" in page
    assert '<th scope="row">A1<br><span class="soft small">4-piperidone</span></th>' in page
    assert "2025-07-20" in page
    assert '<th scope="row">A2' not in page  # the bare letters may stand in the catalogue's address


def test_a_day_after_the_change_shows_none(client: Any, screened: str) -> None:
    assert "0 of 3 rows changed" in client.get(f"/catalogue/{screened}/changes?since=2025-07-20").text


def test_csv_and_feed_have_the_same_row(client: Any, screened: str) -> None:
    rows = list(
        csv.DictReader(io.StringIO(client.get(f"/catalogue/{screened}/changes.csv?since=2025-07-01").text))
    )
    assert [(row["id"], row["before"], row["after"], row["days"]) for row in rows] == [
        ("A1", "no hit", "hit", "2025-07-20")
    ]
    answer = client.get(f"/catalogue/{screened}/changes.atom?since=2025-07-01")
    assert answer.headers["content-type"] == "application/atom+xml"
    entries = etree.fromstring(answer.content).findall(f"{ATOM}entry")
    assert [one.findtext(f"{ATOM}title") for one in entries] == [
        "A1 (4-piperidone): no hit, now hit; added by CN"
    ]
    assert entries[0].findtext(f"{ATOM}updated") == "2025-07-20T00:00:00Z"


def test_a_name_in_the_catalogue_cannot_break_the_feed(client: Any, until_ended: Ended) -> None:
    files = {"file": ("<b>&.csv", b'id,name\n"<script>&",4-piperidone\n')}
    key = client.post("/catalogue.json", files=files, data={"jurisdiction": ["CN"]}).json()["id"]
    until_ended(client, key)
    feed = client.get(f"/catalogue/{key}/changes.atom?since=2025-07-01")
    assert "<script>&" in (etree.fromstring(feed.content).findtext(f".//{ATOM}entry/{ATOM}title") or "")
    assert "<script>&" not in client.get(f"/catalogue/{key}/changes?since=2025-07-01").text


@pytest.mark.parametrize("since", ["never", "2999-01-01"])
@pytest.mark.parametrize("form", ["", ".csv", ".atom"])
def test_a_day_that_cannot_be_compared(client: Any, screened: str, since: str, form: str) -> None:
    assert client.get(f"/catalogue/{screened}/changes{form}?since={since}").status_code == 422


def test_another_catalogue_is_not_found(client: Any) -> None:
    for form in ("", ".csv", ".atom"):
        assert client.get(f"/catalogue/none/changes{form}?since=2025-07-01").status_code == 404
