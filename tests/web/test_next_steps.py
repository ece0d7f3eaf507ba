"""What a person who is asked, or offered something, can do next on the page: one click, and it is answered."""

from __future__ import annotations

import csv
import html
import io
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

ROUTE = {"from": "CN", "to": "US", "entry": "2026-06-01", "export": "2026-06-01"}
LISTED = {"line-1-description": "acetic anhydride", "line-1-value": "9000"}
SHOES = {"lines": "2", "line-2-description": "leather shoes", "line-2-value": "2000 USD"}


def handed(page: str) -> dict[str, str]:
    """The hidden fields of the form that an answered shipment hands on."""
    form = page.partition('id="handed"')[2].partition("</form>")[0]
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form)
    return {name: html.unescape(value) for name, value in found}


def takes(page: str) -> list[str]:
    """What the buttons of an answered shipment put in."""
    return re.findall(r'name="take" value="([^"]*)"', page)


def test_an_offered_code_is_taken_in_one_click(client: Any) -> None:
    """By the structure where there is one, else by the words of headings; then the subheadings, then the lines."""
    page = client.post("/shipment", data={**ROUTE, **LISTED, **SHOES}).text
    assert "1:code:2915.24.00.00" in takes(page)
    assert next(take for take in takes(page) if take.startswith("2:code:64")) == "2:code:6403"
    told = client.post("/shipment", data={**handed(page), "take": "1:code:2915.24.00.00"}).text
    assert 'Duty</strong> <span class="mono">2915.24.00.00' in told
    below = client.post("/shipment", data={**handed(page), "take": "2:code:6403"}).text
    assert "2:code:6403.91" in takes(below) and "covering the ankle" in below
    lines = client.post("/shipment", data={**handed(page), "take": "2:code:6403.91"}).text
    assert any(re.fullmatch(r"2:code:6403\.91\.\d\d\.\d\d", take) for take in takes(lines))


@pytest.mark.parametrize("take", ["", "9:code:6403", "x", "1:description:salt", "1:code:<b>", "-1:code:6403"])
def test_what_cannot_be_taken_does_no_harm(client: Any, take: str) -> None:
    page = client.post("/shipment", data={**ROUTE, **LISTED}).text
    told = client.post("/shipment", data={**handed(page), "take": take})
    assert told.status_code == 200 and "acetic anhydride" in told.text and "<b>" not in told.text


def test_a_missing_currency_is_asked_and_put_in(client: Any) -> None:
    page = client.post("/shipment", data={**ROUTE, **LISTED, "line-1-code": "2915.24.00.00"}).text
    assert "The value 9000 has no currency." in page and "1:value:9000 USD" in takes(page)
    told = client.post("/shipment", data={**handed(page), "take": "1:value:9000 USD"}).text
    assert "has no currency" not in told and "value 9,000.00 USD" in told


@pytest.mark.parametrize("to, money", [("US", "USD"), ("EU", "EUR")])
def test_a_duty_asks_for_the_currency_and_offers_that_of_the_tariff(client: Any, to: str, money: str) -> None:
    query = {"code": "2915.24.00", "origin": "CN", "to": to, "on": "2026-06-01", "value": "1,000"}
    page = client.get("/duty", params=query)
    assert page.status_code == 422 and "The value 1,000 has no currency." in page.text
    assert (
        client.get("/duty.json", params=query)
        .json()["error"]["mend"]
        .startswith("Write it behind the number")
    )
    (address,) = re.findall(r'<li><a href="(/duty\?[^"]*)">1,000 ' + money, page.text)
    assert client.get(html.unescape(address)).status_code == 200


def test_goods_by_their_words_are_offered_headings(client: Any) -> None:
    page = client.get("/duty", params={"code": "steel pipes", "origin": "CN", "on": "2026-06-01"})
    offers = [html.unescape(one) for one in re.findall(r'href="(/duty\?[^"]*)"', page.text)]
    codes = [parse_qs(urlsplit(one).query).get("code", [""])[0] for one in offers]
    assert page.status_code == 422 and {"7304", "7305", "7306"} <= set(codes)
    told = client.get(offers[codes.index("7306")])
    assert told.status_code == 200 and "lines below this code" in told.text


def test_unknown_words_are_offered_nothing(client: Any) -> None:
    page = client.get("/duty", params={"code": "zzqx", "origin": "CN", "on": "2026-06-01"})
    assert page.status_code == 422 and "Take one of these" not in page.text


def test_requirements_name_their_route(client: Any) -> None:
    """Unfolded and named where the route is known; else it is said what to give."""
    given = client.get("/check?q=ephedrine&from=IN&to=MX").text
    folds = re.findall(r"<details( open)?><summary>What you must do, (.*?):", given)
    assert folds and set(folds) == {(" open", "India to Mexico")}
    without = client.get("/check?q=ephedrine").text
    assert "What you must do on any route" in without and without.count("Give From and To</a>") > 1


def test_who_sees_an_upload_is_told_before_it(client: Any, make_client: Any) -> None:
    page = client.get("/catalogue").text
    told = page.partition('id="who-sees">')[2].partition("</p>")[0]
    assert "everyone who can open this page sees the file" in told and "7 days" in told
    assert page.index('id="who-sees"') < page.index(">Upload</button>")


def test_a_catalogue_tells_laws_by_their_titles(client: Any, until_ended: Any) -> None:
    made = client.post(
        "/catalogue.json", files={"file": ("a.csv", "name,laws\nacetone,mine\nketamine,mine\n")}
    ).json()
    until_ended(client, made["id"])
    rows = list(csv.DictReader(io.StringIO(client.get(f"/catalogue/{made['id']}/result").text)))
    assert all("Convention against Illicit Traffic" in row["laws"] for row in rows[:1])
    assert rows[1]["perhaps"].startswith("Germany: ") and "/" not in rows[1]["perhaps"].partition(":")[0]
    assert [len(row["laws"].split(" | ")) for row in rows] == [
        len(row["measures"].split("; ")) for row in rows
    ]
    assert {row["laws (yours)"] for row in rows} == {"mine"}
    page = client.get(f"/catalogue/{made['id']}").text
    assert "Convention against Illicit Traffic" in page and "Misuse of Drugs Act 1971" in page


def test_what_is_drawn_is_what_is_listed(client: Any) -> None:
    """Of several that are named, not the first."""
    page = client.get("/check", params={"q": "sodium chloride and ketamine"}).text
    assert "Ketamine: one of 2 things understood" in page
    code = client.get("/check", params={"q": "2939.41"}).text
    assert "<h1>2939.41</h1>" in code and "recorded under this code" in code
