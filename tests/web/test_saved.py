"""Rows and charts to be kept: the same rows as the JSON, links that work on the pages that offer them."""

import csv
import io
import re

import pytest
from fastapi.testclient import TestClient
from lxml import etree

DIFF = "from=2025-06-01&to=2025-08-01&jurisdiction=CN"


@pytest.mark.parametrize(
    ("path", "query"),
    [("/law/diff", DIFF), ("/law/lag", "name=4-piperidone"), ("/law/lag", "jurisdiction=CN")],
)
def test_a_csv_has_the_rows_of_the_json(client: TestClient, path: str, query: str) -> None:
    told = client.get(f"{path}.json?{query}").json()
    answer = client.get(f"{path}.csv?{query}")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == len(told) > 0
    assert [row["name"] for row in rows] == [row["name"] for row in told]
    assert list(rows[0]) == list(told[0])


def test_the_listings_of_a_substance(client: TestClient) -> None:
    told = client.get("/law/timeline.json", params={"q": "norfentanyl"}).json()["spells"]
    rows = list(
        csv.DictReader(io.StringIO(client.get("/law/timeline.csv", params={"q": "norfentanyl"}).text))
    )
    assert [row["since"] for row in rows] == [str(one["since"]) for one in told]


@pytest.mark.parametrize("path", ["/law/lag.svg", f"/law/diff.svg?{DIFF}", "/law/timeline.svg?q=norfentanyl"])
def test_a_chart_is_a_drawing_of_its_own(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["content-type"] == "image/svg+xml"
    root = etree.fromstring(answer.content)
    assert root.tag.endswith("svg")
    assert "China" in answer.text or "cn/precursors" in answer.text


def test_the_chart_of_two_days_counts_what_the_rows_say(client: TestClient) -> None:
    told = client.get(f"/law/diff.json?{DIFF}").json()
    added = sum(row["change"] == "added" for row in told)
    assert added > 0
    assert f"{added} added" in client.get(f"/law/diff.svg?{DIFF}").text
    assert f"{added} added" in client.get(f"/law/diff?{DIFF}").text


@pytest.mark.parametrize("path", ["/law/lag", "/law/diff", "/law/timeline", "/duty/chart"])
def test_a_picture_is_the_drawing_at_twice_its_size(client: TestClient, path: str) -> None:
    image = pytest.importorskip("PIL.Image")
    pytest.importorskip("resvg_py", reason="component missing: tidewaiter[web]")
    query = {"q": "norfentanyl", "code": "2841.61.00.00", "origin": "CN", "on": "2025-04-20"}
    drawn = etree.fromstring(client.get(f"{path}.svg", params=query).content)
    answer = client.get(f"{path}.png", params=query)
    assert answer.headers["content-type"] == "image/png"
    picture = image.open(io.BytesIO(answer.content)).convert("L")
    assert picture.size == (2 * float(drawn.get("width")), 2 * float(drawn.get("height")))
    dark, light = picture.getextrema()
    assert dark < 100 and light == 255  # something is drawn, on white


@pytest.mark.parametrize(
    "path", [f"/law/diff?{DIFF}", "/law/lag", "/law/substance/norfentanyl", "/check?q=norfentanyl"]
)
def test_the_links_of_a_page_lead_to_its_files(client: TestClient, path: str) -> None:
    pytest.importorskip("resvg_py", reason="component missing: tidewaiter[web]")
    links = re.findall(r'href="(/law/[a-z]+\.(?:csv|svg|png)[^"]*)"', client.get(path).text)
    assert links
    for link in links:
        assert client.get(link.replace("&amp;", "&")).status_code == 200, link


@pytest.mark.parametrize("path", ["/law/diff.csv?from=never", "/law/timeline.csv?q=no+such+thing+as+this"])
def test_what_is_not_understood_is_no_file(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 422
