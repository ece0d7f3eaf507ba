"""What holds of every shipment: no crash, every line once, order and company change nothing, JSON goes round."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tidewaiter.errors import QuestionError
from tidewaiter.shipment import assess, determination_html, read_shipment
from tidewaiter.shipment.page import assessment_page
from tidewaiter.shipment.result import STATUSES

# Published substances, and words that mean nothing. Real ones often, so that controls, sums and flags are met.
NAMES = st.sampled_from(
    ["toluene", "4-哌啶酮", "ANPP", "acetic anhydride", "potassium permanganate", "ephedrine tablets 30 mg", "aspirin",
     "carfentanil", "butanone, technical", "chemical samples", "颜料", "blorp", "fentanyl test strips", "diazepam", "",
     "acetone / toluene mixture", "norfentanyl HCl", "<script>x</script>", "=cmd|' /C calc'!A0"]
)  # fmt: skip
NUMBERS = st.sampled_from(["", "108-88-3", "21409-26-7", "50-78-2", "108-88-2", "7722-64-7", "x"])
DRAWINGS = st.sampled_from(
    ["", "Cc1ccccc1", "CC(=O)N(c1ccccc1)C1CCN(CCc2ccc(C)cc2)CC1", "C1CC(", "CC(=O)Oc1ccccc1C(=O)O"]
)
CODES = st.sampled_from(["", "2841.61.00.00", "2933.39", "2902.30", "29", "2933360000", "9999.99"])
AMOUNTS = st.one_of(
    st.sampled_from(["", "a lot", "100 tablets", "0 kg", "-1 g", "1e3 kg"]),
    st.builds(lambda n, unit: f"{n} {unit}", st.integers(1, 3000), st.sampled_from(["kg", "L", "mg", "g", "gal"])),
)  # fmt: skip
LINE = st.fixed_dictionaries(
    {},
    optional={
        "description": st.one_of(NAMES, st.text(max_size=30)), "cas": NUMBERS, "structure": DRAWINGS, "code": CODES,
        "quantity": AMOUNTS, "concentration": st.sampled_from(["", "98 %", "10", "1 mg/mL", "200 %", "x"]),
        "value": st.sampled_from(["", "1000 USD", "12", "5 EUR", "-1"]), "use": st.sampled_from(["", "research", "solvent"]),
        "end_user": st.sampled_from(["", "a laboratory"]), "colour": st.just("red"),
    },
)  # fmt: skip
PLACES = st.sampled_from(["CN", "US", "DE", "FR", "GB", "MX", "CA", "IN", "TR", "XI"])
DAYS = st.dates(date(2005, 1, 1), date(2026, 11, 24)).map(str)
SHIPMENT = st.fixed_dictionaries(
    {"from": PLACES, "to": PLACES, "on": DAYS, "lines": st.lists(LINE, min_size=1, max_size=4)},
    optional={
        "via": st.lists(PLACES, max_size=3),
        "parties": st.lists(st.fixed_dictionaries({"name": st.text("aé药<&' ", max_size=10), "role": st.just("consignee"), "country": PLACES}), max_size=1),
    },
)  # fmt: skip
# An assessment reads structures and opens tables: a deadline would measure the machine, not the code.
QUICK = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CONTROL = ("at", "role", "entry", "outcome", "because", "since")


@pytest.fixture(scope="module", autouse=True)
def no_java() -> Iterator[None]:
    """Systematic names are left unread: each would start Java. tests/shipment/test_understanding.py reads one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tidewaiter.shipment.understanding.read_systematic_names", lambda texts: ({}, ""))
        yield


def controls(line: dict[str, Any]) -> set[tuple[str, ...]]:
    return {tuple(str(c[key]) for key in CONTROL) for c in line["controls"]}


def told(book: Any, shipment: Any, history: Any = ()) -> dict[str, Any]:
    return assess(book, read_shipment(shipment), history).to_json()


@QUICK
@given(SHIPMENT)
def test_every_line_is_answered_once_and_prints(book: Any, shipment: dict[str, Any]) -> None:
    answer = told(book, shipment)
    assert [line["line"] for line in answer["lines"]] == list(range(1, len(shipment["lines"]) + 1))
    assert answer["status"] == min((line["status"] for line in answer["lines"]), key=STATUSES.index)
    for line in answer["lines"]:
        if any(c["outcome"] == "applies" for c in line["controls"]):
            assert line["status"] == "hit"
        if line["status"] == "no_hit":
            assert (
                not line["controls"] and not line["faults"] and any(one["as"] for one in line["understood"])
            )
    page = determination_html(answer)
    assert "<script" not in page and page.count('<tr class="line">') == len(answer["lines"])
    assert all(isinstance(text, str) for wide in (True, False) for text in assessment_page(answer, wide=wide))


@QUICK
@given(SHIPMENT)
def test_json_goes_round(book: Any, shipment: dict[str, Any]) -> None:
    answer = told(book, shipment)
    again = json.loads(json.dumps(answer, ensure_ascii=False, allow_nan=False))
    assert again == answer
    assert (
        told(book, again["shipment"]) == answer
    )  # what was kept can be asked again, and gives the same answer
    assert determination_html(again) == determination_html(answer)


@QUICK
@given(SHIPMENT, st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_nothing(book: Any, shipment: dict[str, Any], chance: Any) -> None:
    order = list(range(len(shipment["lines"])))
    chance.shuffle(order)
    one, other = (
        told(book, shipment),
        told(book, {**shipment, "lines": [shipment["lines"][n] for n in order]}),
    )
    place = {old + 1: new + 1 for new, old in enumerate(order)}
    for old, new in place.items():
        mine, theirs = one["lines"][old - 1], other["lines"][new - 1]
        assert mine["status"] == theirs["status"]
        assert mine["controls"] == theirs["controls"]
        assert mine["duty"] == theirs["duty"]

    def moved(items: list[dict[str, Any]], key: str) -> list[tuple[Any, ...]]:
        return sorted(
            (item[key], item.get("over", ""), item.get("limit", ""), sorted(place[n] for n in item["lines"]))
            for item in items
        )

    def still(items: list[dict[str, Any]], key: str) -> list[tuple[Any, ...]]:
        return sorted(
            (item[key], item.get("over", ""), item.get("limit", ""), sorted(item["lines"])) for item in items
        )

    for part, key in (("documents", "measure"), ("flags", "id"), ("sums", "entry")):
        assert moved(one[part], key) == still(other[part], key)


@QUICK
@given(SHIPMENT, LINE)
def test_another_line_takes_nothing_away(book: Any, shipment: dict[str, Any], line: dict[str, str]) -> None:
    alone = told(book, shipment)
    together = told(book, {**shipment, "lines": [*shipment["lines"], line]})
    for mine, theirs in zip(alone["lines"], together["lines"], strict=False):
        assert controls(mine) == controls(theirs) and mine["status"] == theirs["status"]
        sure = [
            {o["measure"] for c in one["controls"] for o in c["obligations"] if o["outcome"] == "applies"}
            for one in (mine, theirs)
        ]
        assert sure[0] <= sure[1]
    assert STATUSES.index(together["status"]) <= STATUSES.index(alone["status"])


@QUICK
@given(SHIPMENT, st.lists(SHIPMENT, max_size=2))
def test_a_history_adds_and_never_takes_away(
    book: Any, shipment: dict[str, Any], past: list[dict[str, Any]]
) -> None:
    alone = told(book, shipment)
    after = told(book, shipment, [read_shipment(one) for one in past])
    for mine, theirs in zip(alone["lines"], after["lines"], strict=True):
        assert controls(mine) == controls(theirs)
    needed = [{d["measure"] for d in one["documents"] if d["outcome"] == "applies"} for one in (alone, after)]
    assert needed[0] <= needed[1]


@settings(QUICK, max_examples=200)
@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["from", "to", "route", "dates", "lines", "parties", "via", "on", "description", "cas", "quantity", "origin", "x"]),
        inner, max_size=4,
    ),
    max_leaves=12,
))  # fmt: skip
def test_any_data_is_read_or_refused(data: Any) -> None:
    try:
        read_shipment(data if isinstance(data, dict) else {"from": "CN", "to": "US", "lines": data})
    except QuestionError as why:
        assert why.message and why.exit_code == 2


@settings(QUICK, max_examples=300)
@given(st.text(max_size=200) | st.binary(max_size=200))
def test_any_text_is_read_or_refused(text: Any) -> None:
    try:
        read_shipment(text)
    except QuestionError as why:
        assert why.message


def test_markup_in_names_is_escaped(book: Any) -> None:
    evil = '<img src=x onerror="alert(1)">'
    lines = [{"description": evil, "use": evil, "end_user": evil}]
    parties = [{"name": evil, "role": "consignee", "country": "US", "address": f"PO Box {evil}"}]
    page = determination_html(
        told(book, {"from": "CN", "to": "US", "reference": evil, "parties": parties, "lines": lines})
    )
    assert "<img" not in page and "&lt;img" in page
