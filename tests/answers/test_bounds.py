"""What is told of an amount by a bound, against limits from above and from below: one rule, whoever asks.

Worked out by hand: an amount "up to 5 %" is somewhere from nothing to 5 %, one of "at least 5 %" may be just that.
"""

from __future__ import annotations

from typing import Any

import pytest

from tidewaiter.errors import BadAmount
from tidewaiter.lawbook.contents import keeps_within, reaches
from tidewaiter.shipment import read_shipment
from tidewaiter.shipment.assessing import assess
from tidewaiter.substance.amounts.strength import share_of_goods

TOLD = [  # what is told; whether that is at most 5 %; whether it is at least 5 %; None: cannot be told
    ("5 %", True, True), ("4.9 %", True, False), ("5.1 %", False, True),
    ("more than 5 %", False, True), ("> 4 %", None, None), ("over 6 %", False, True),
    ("at least 5 %", None, True), ("≥ 4 %", None, None), ("not less than 6 %", False, True), ("5 % or more", None, True),
    ("less than 5 %", True, False), ("< 6 %", None, None), ("below 4 %", True, False), ("under 5 %", True, False),
    ("up to 5 %", True, None), ("at most 6 %", None, None), ("not more than 4 %", True, False), ("5 % or less", True, None),
    ("about 5 %", None, None), ("~ 4 %", True, False), ("approx. 6 %", False, True),
    ("2-5 %", True, None), ("5 - 10 %", None, True), ("6 to 10 %", False, True), ("2 % - 4 %", True, False),
    ("between 4 and 6 %", None, None), ("4–6 %", None, None),
    ("mehr als 5 %", False, True), ("mindestens 5 %", None, True), ("weniger als 5 %", True, False), ("bis zu 5 %", True, None),
    ("plus de 5 %", False, True), ("au moins 5 %", None, True), ("moins de 5 %", True, False), ("pas plus de 5 %", True, None),
    ("más de 5 %", False, True), ("al menos 5 %", None, True), ("menos de 5 %", True, False), ("hasta 5 %", True, None),
    ("mais de 5 %", False, True), ("pelo menos 5 %", None, True), ("até 5 %", True, None), ("não menos de 5 %", None, True),
    ("более 5 %", False, True), ("не менее 5 %", None, True), ("менее 5 %", True, False), ("не более 5 %", True, None),
    ("超过5%", False, True), ("不少于5%", None, True), ("低于5%", True, False), ("不超過5%", True, None), ("5%以上", None, True),
    ("5%以下", True, None), ("约5%", None, None), ("2%至5%", True, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "within", "reached"), TOLD, ids=[one[0] for one in TOLD])
def test_what_a_bound_says_against_a_limit(text: str, within: bool | None, reached: bool | None) -> None:
    share = share_of_goods(text)
    assert keeps_within(share.hundred, share.between, 5.0) is within
    assert reaches(share.hundred, share.between, 5.0) is reached


@pytest.mark.parametrize(
    "text", ["", "a lot", "120 %", "0 %", "5 mg", "5 % 6 %", "12 % of it", "up to 5 mg/ml"]
)
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(BadAmount):
        share_of_goods(text)


def standing(controls: Any, key: str) -> str:
    """How the controls by a list stand."""
    found = {one.outcome for one in controls if one.list == key}
    return "applies" if "applies" in found else "cannot_tell" if found else ""


LAW = [
    # 7 USC 1639o(1): not more than 0.3 % THC is hemp (a constituent)
    ("cannabis flower, at least 0.3 % THC", "US", "I", "cannot_tell"), ("cannabis flower, more than 0.3 % THC", "US", "I", "applies"),
    ("cannabis flower, less than 0.3 % THC", "US", "I", ""), ("cannabis flower, up to 0.4 % THC", "US", "I", "cannot_tell"),
    ("cannabis flower, 0.4 to 1 % THC", "US", "I", "applies"),
    # 21 CFR 1310.12(c): a mixture of at most 70 % GBL is exempt (the drug itself)
    ("mixture with at least 70 % gamma-butyrolactone", "US", "I", "cannot_tell"),
    ("mixture with up to 70 % gamma-butyrolactone", "US", "I", ""), ("mixture with up to 80 % gamma-butyrolactone", "US", "I", "cannot_tell"),
    ("mixture with 60-80 % gamma-butyrolactone", "US", "I", "cannot_tell"), ("mixture with 71-80 % gamma-butyrolactone", "US", "I", "applies"),
    ("mixture with 20-60 % gamma-butyrolactone", "US", "I", ""), ("mixture with about 70 % gamma-butyrolactone", "US", "I", "cannot_tell"),
    # Regulation (EU) 2019/1148, Annex I: nitric acid more than 3 %
    ("nitric acid solution 1 % - 5 %", "EU", "I", "cannot_tell"), ("nitric acid solution 1 % - 3 %", "EU", "I", ""),
    ("nitric acid solution with less than 3 %", "EU", "I", ""),
    # BtMG Anlage III, Tilidin: at least 7.5 % of naloxone; 50 mg of tilidine ask for 3.75 mg (an ingredient)
    ("Tilidin 50 mg / Naloxon bis zu 4 mg Retardtabletten", "DE", "III", "cannot_tell"),
    ("Tilidin 50 mg / Naloxon mindestens 4 mg Retardtabletten", "DE", "III", ""),
    ("Tilidin 50 mg / Naloxon weniger als 3,75 mg Retardtabletten", "DE", "III", "applies"),
    ("Tilidin 50 mg / Naloxon bis zu 3 mg Retardtabletten", "DE", "III", "applies"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "place", "key", "stands"), LAW, ids=[f"{one[0]} {one[1]}" for one in LAW])
def test_each_kind_of_limit_reads_bounds_alike(
    book: Any, query: str, place: str, key: str, stands: str
) -> None:
    inside = {"origin": place, "destination": place} if place == "DE" else {}
    found = book.check(query, jurisdictions=[place], on="2026-05-01", **inside).controls
    assert standing(found, key) == stands


@pytest.mark.parametrize(
    ("told", "stands"),
    [  # SOR/2002-359 s. 55: alone or together not more than 30 %
        ("at least 10 % acetone and 20 % toluene", "cannot_tell"),
        ("more than 10 % acetone and 20 % toluene", "applies"),
        ("less than 10 % acetone and 20 % toluene", ""),
        ("up to 20 % acetone and 20 % toluene", "cannot_tell"),
        ("5-10 % acetone and 10-20 % toluene", ""),
        ("15-20 % acetone and 16-30 % toluene", "applies"),
    ],
)
def test_a_sum_has_the_bounds_of_its_parts(book: Any, told: str, stands: str) -> None:
    found = book.check(f"mixture of {told}", jurisdictions=["CA"], on="2026-03-01").controls
    assert standing(found, "B") == stands


@pytest.mark.parametrize(
    ("told", "stands"),
    [  # the two acids are one type by themselves; whether in water they are a preparation is left open
        ("hydrochloric acid 20 % and sulphuric acid 15 %", ["applies", "applies"]),
        ("sulphuric acid 16 % and hydrochloric acid 15 %", ["applies", "applies"]),
        ("sulphuric acid 15 % and hydrochloric acid 15 %", ["cannot_tell", "cannot_tell"]),
        ("hydrochloric acid 29 % and acetone 29 %", ["cannot_tell", ""]),
    ],
)
def test_acids_are_summed_as_solvents_are(book: Any, told: str, stands: list[str]) -> None:
    found = [
        one for one in book.check(told, jurisdictions=["CA"], on="2026-03-01").controls if one.list == "B"
    ]
    assert sorted(one.outcome for one in found) == sorted(filter(None, stands))


@pytest.mark.parametrize(
    ("share", "stands"),
    [  # Regulation (EU) 2019/1148, Annex I: nitric acid more than 3 %
        ("3 %", ""), ("<= 3 %", ""), ("2-5 %", "cannot_tell"), ("at least 3 %", "cannot_tell"), (">3", "applies"), ("4 - 10 %", "applies"),
    ],
)  # fmt: skip
def test_a_line_and_a_question_read_a_share_alike(book: Any, share: str, stands: str) -> None:
    line = {"description": "nitric acid", "quantity": "5 kg", "concentration": share}
    shipment = read_shipment({"from": "DE", "to": "FR", "on": "2026-05-01", "lines": [line]})
    (told,) = assess(book, shipment, fields=("explosives",)).lines
    assert standing((one.control for one in told.controls), "I") == stands
    asked = {"jurisdictions": ["EU"], "on": "2026-05-01", "fields": ["explosives"]}
    assert standing(book.check("nitric acid", concentration=share, **asked).controls, "I") == stands
