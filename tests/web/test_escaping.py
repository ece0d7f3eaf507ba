"""Names that are markup: none gets into a page or a drawing as such."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&</title></svg>"
TAGS = re.compile(r"<script>alert|<img src=x|onerror=alert\(1\)>|</title></svg>\"")


def test_a_drawn_timeline_escapes_its_title(book: Any) -> None:
    from tidewaiter.report.charts import timeline_svg

    assert not TAGS.search(timeline_svg(EVIL, [], book.store, date(2026, 1, 1)))


def test_an_answer_in_a_notebook_escapes_the_question(book: Any) -> None:
    from tidewaiter.report.html import answer_html

    answer = book.check("CCO")
    candidate = answer.identity.candidates[0]._replace(name=EVIL)
    assert not TAGS.search(
        answer_html(answer._replace(query=EVIL, identity=answer.identity._replace(candidates=(candidate,))))
    )


def test_a_determination_escapes_what_the_shipment_says(book: Any) -> None:
    from tidewaiter.shipment import determination_html

    line = {"description": EVIL, "use": EVIL, "end_user": EVIL, "quantity": EVIL}
    given = {
        "reference": EVIL,
        "from": "CN",
        "to": "US",
        "parties": [{"name": EVIL, "country": EVIL, "address": EVIL}],
        "lines": [line, "fentanyl"],
    }
    page = determination_html(book.assess(given).to_json())
    assert "&lt;script&gt;" in page
    assert not TAGS.search(page)


@pytest.mark.parametrize(
    "path", ["/", "/check", "/law", "/law/diff", "/law/lag", "/duty", "/catalogue", "/shipment", "/read"]
)
def test_a_page_escapes_every_parameter(client: Any, path: str) -> None:
    names = (
        "q",
        "on",
        "known_on",
        "from",
        "to",
        "amount",
        "jurisdiction",
        "code",
        "origin",
        "value",
        "what_if",
        "name",
        "key",
        "example",
    )
    for name in names:
        answer = client.get(path, params={name: EVIL})
        assert answer.status_code < 500
        if answer.headers["content-type"].startswith("text/html"):
            assert not TAGS.search(answer.text), name


def test_a_catalogue_escapes_its_name_and_its_rows(client: Any, until_ended: Any) -> None:
    content = (
        f'id,smiles\n"{EVIL.replace(chr(34), chr(34) * 2)}",CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1\n'.encode()
    )
    key = client.post("/catalogue.json", files={"file": (f"{EVIL.replace('/', '')}.csv", content)}).json()[
        "id"
    ]
    assert until_ended(client, key)["state"] == "done"
    for path in ("/catalogue", f"/catalogue/{key}"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert not TAGS.search(answer.text)
