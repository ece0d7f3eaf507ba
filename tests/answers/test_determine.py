"""Which obligations fall on a route, and what is kept of a reach: small changes that no other quick test noticed.

Who vouches: Regulation (EC) No 111/2005 is on trade with third countries, Regulation (EC) No 273/2004 on trade inside the Union;
the treaty of 1988 speaks to each Party on the route; China's list of 2025-11-10 binds goods bound for the territories it names.
"""

from __future__ import annotations

from typing import Any

import pytest

from tidewaiter.amounts import Amount
from tidewaiter.errors import BadAmount
from tidewaiter.lawbook.codec import as_values
from tidewaiter.reached import Reach, Trace, reach_of

ON = "2026-03-02"
TRADE_WITH_OTHERS, TRADE_INSIDE = "eu/111-2005", "eu/273-2004"


def directions(book: Any, query: str, territory: str, **route: str) -> dict[str, set[str]]:
    """The directions of the obligations that fall on a route, by instrument."""
    answer = book.check(query, jurisdictions=[territory], on=ON, **route)
    found: dict[str, set[str]] = {}
    for control in answer.controls:
        said = {each.measure.direction for each in control.obligations}
        found.setdefault(control.instrument.key, set()).update(said)
    return found


@pytest.mark.parametrize(
    ("route", "abroad", "inside"),
    [
        ({}, {"both", "export", "import", "transit"}, {"domestic"}),
        ({"origin": "DE", "destination": "MX"}, {"both", "export"}, set()),
        ({"origin": "MX", "destination": "DE"}, {"both", "import"}, set()),
        ({"origin": "CN", "destination": "MX"}, {"transit"}, set()),
        ({"origin": "DE", "destination": "FR"}, set(), {"domestic"}),
        ({"origin": "DE", "destination": "DE"}, set(), {"domestic"}),
    ],
)
def test_the_route_decides_which_regulation_of_the_union_obliges(
    route: dict[str, str], abroad: set[str], inside: set[str], book: Any
) -> None:
    found = directions(book, "safrole", "EU", **route)
    assert (found.get(TRADE_WITH_OTHERS, set()), found[TRADE_INSIDE]) == (abroad, inside)


@pytest.mark.parametrize(
    ("route", "expected"),
    [
        ({"origin": "CN", "destination": "MX"}, {"both", "export"}),
        ({"origin": "CN"}, {"both", "export"}),
        ({"destination": "MX"}, {"both"}),
    ],
)
def test_the_treaty_speaks_to_each_party_on_the_route(
    route: dict[str, str], expected: set[str], book: Any
) -> None:
    assert directions(book, "4-piperidone", "UN", **route) == {"un/1988": expected}


def test_a_list_for_some_destinations_asks_for_the_destination(book: Any) -> None:
    def asked(**route: str) -> list[tuple[str, tuple[str, ...]]]:
        answer = book.check("caustic soda", jurisdictions=["CN"], on=ON, origin="CN", **route)
        return [(control.outcome, control.missing) for control in answer.controls]

    ((outcome, missing),) = asked()
    assert outcome == "cannot_tell" and missing[0].startswith("destination")
    assert asked(destination="MM") == [("applies", ())]
    assert asked(destination="DE") == []


def test_a_reach_comes_back_whole() -> None:
    limbs = (Trace("i", "R1", "alkyl", (1, 2)), Trace("", "R2", "halogen", (5,)))
    reach = Reach(
        "x/y", "cannot_tell", "class", "because of it", ("a fact", "another"), "CCO", True, (0, 3, 4), limbs
    )
    again = reach_of(as_values(reach))
    assert again == reach
    assert [type(part) for part in again] == [type(part) for part in reach]


@pytest.mark.parametrize(
    ("text", "value", "dimension"),
    [
        ("25 kg", 25_000.0, "mass"), ("1.5 t", 1_500_000.0, "mass"), ("10,000 L", 10_000_000.0, "volume"),
        ("1 000 g", 1_000.0, "mass"), (" 5 mg ", 0.005, "mass"), ("20 µg", 2e-5, "mass"), ("20 μg", 2e-5, "mass"),
        ("2 lb", 907.18474, "mass"), ("1 gal", 3_785.411784, "volume"), ("3 litres", 3_000.0, "volume"),
    ],
)  # fmt: skip
def test_amounts(text: str, value: float, dimension: str) -> None:
    found = Amount.read(text)
    assert found.value == pytest.approx(value)
    assert (found.dimension, found.text) == (dimension, text.strip())


@pytest.mark.parametrize("text", ["", "kg", "25", "25 stone", "25 kg more", "-5 kg", "x 5 kg"])
def test_what_is_no_amount_says_how_to_write_one(text: str) -> None:
    with pytest.raises(BadAmount, match="25 kg"):
        Amount.read(text)


NALOXONE = "C=CCN1CC[C@]23c4c5ccc(O)c4O[C@H]2C(=O)CC[C@@]3(O)[C@H]1C5"


@pytest.mark.parametrize(("on", "reached"), [("1975-03-05", True), ("1975-03-06", False)])
def test_an_exception_takes_out_within_its_days_only(book: Any, on: str, reached: bool) -> None:
    """Naloxone was excepted from the derivatives of opium on 1975-03-06; until then the clause reached it."""
    answer = book.check(structure=NALOXONE, jurisdictions=["US"], on=on)
    classes = {control.entry.class_id for control in answer.controls}
    assert ("us/opium-derivatives" in classes) is reached


def test_a_class_that_yields_to_another_list_is_as_open_as_that_list(book: Any) -> None:
    """The NpSG leaves to the BtMG what that lists: 4-ethylmethcathinone was added between 2013-01-11 and 2017-06-30."""
    name = "1-(4-ethylphenyl)-2-(methylamino)propan-1-one"
    on = {
        day: book.check(name, jurisdictions=["DE"], on=day).controls for day in ("2017-01-01", "2018-01-01")
    }
    told = {day: {(c.instrument.key, c.outcome) for c in controls} for day, controls in on.items()}
    assert told["2017-01-01"] == {("de/btmg", "cannot_tell"), ("de/npsg", "cannot_tell")}
    assert told["2018-01-01"] == {("de/btmg", "applies")}
    (open_,) = (control for control in on["2017-01-01"] if control.instrument.key == "de/npsg")
    assert any("Betäubungsmittelgesetz" in fact for fact in open_.missing)


FP_CIT = "COC(=O)[C@H]1[C@@H](c2ccc({I})cc2)C[C@@H]2CC[C@H]1N2CCC{F}"
PLAIN, IODINE, FLUORINE, OTHER = (
    FP_CIT.replace("{I}", iodine).replace("{F}", fluorine)
    for iodine, fluorine in (("I", "F"), ("[123I]", "F"), ("I", "[18F]"), ("[125I]", "F"))
)


@pytest.mark.parametrize(
    ("structure", "on", "outcomes"),
    [
        (IODINE, "2015-09-10", {"applies"}),
        (IODINE, "2015-09-11", set()),
        (FLUORINE, "2022-12-20", {"applies"}),
        (FLUORINE, "2022-12-21", set()),
        (PLAIN, "2023-01-01", {"cannot_tell"}),
        (OTHER, "2023-01-01", {"cannot_tell"}),
    ],
)
def test_an_exception_by_its_isotope_is_of_that_form_alone(
    book: Any, structure: str, on: str, outcomes: set[str]
) -> None:
    """80 FR 54715 excepts [123I]ioflupane from 2015-09-11, 87 FR 70715 [18F]FP-CIT from 2022-12-21; nothing excepts other forms,
    of which it is open whether they are derivatives of cocaine or ecgonine."""
    answer = book.check(structure=structure, jurisdictions=["US"], on=on)
    assert {control.outcome for control in answer.controls} == outcomes


@pytest.mark.parametrize(
    ("query", "territory", "lists"),
    [  # cathine is (+)-norpseudoephedrine, the threo form; norephedrine the erythro form, which its racemate's drawing does not tell
        ("cathine", "UN", {"III"}),  # the tables of 1988 name norephedrine
        ("norephedrine", "UN", {"Table I"}),
        ("phenylpropanolamine", "UK", {"1"}),  # 1971 Act, Sch. 2 Part III para. 2: not phenylpropanolamine
        ("phenylpropanolamine", "US", {"I"}),  # 21 CFR 1310.02(a); 1308.14(f)(1) names cathine
        ("cathine", "MX", {"IV"}),  # LGS art. 245 IV; fenilpropanolamina stands in III
    ],
)
def test_a_racemate_drawn_flat_is_not_its_diastereomer(
    book: Any, query: str, territory: str, lists: set[str]
) -> None:
    answer = book.check(query, jurisdictions=[territory], on="2026-01-01")
    assert {(one.list, one.outcome) for one in answer.controls} == {(one, "applies") for one in lists}


def test_one_part_of_a_mixture_displaces_nothing_of_another(book: Any) -> None:
    """Canada lists acetone by name (Schedule VI) and a cannabinoid by its class (Schedule II item 2): a mixture is under both."""
    cannabinoid = "CCCCCn1cc(C(=O)Cc2ccccc2Cl)c2ccccc21"  # JWH-203
    for other in ("CC(C)=O", "Cl"):
        answer = book.check(f"{cannabinoid}.{other}", on="2026-06-14", jurisdictions=["CA"])
        assert {one.list for one in answer.controls if one.instrument.key == "ca/cdsa"} == {"II", "VI"}


@pytest.mark.parametrize(
    "name", ["mercury(I) oxide", "mercury(II) chloride", "mercury thiocyanate", "calcium arsenite"]
)
@pytest.mark.parametrize("on", ["2023-09-30", "2026-11-26"])
def test_what_was_named_and_then_met_as_a_class_is_one_control(book: Any, name: str, on: str) -> None:
    """Poisons Act 1972, Schedule 1A, as inserted from 2015-05-26 (S.I. 2015/994) and as changed from 2023-10-01 by
    S.I. 2023/63 reg. 8(3)(e): "compounds of, the following" became "its compounds"."""
    told = book.check(name, jurisdictions=["UK"], on=on).controls
    days = {one.unbroken[:2] for one in told if one.instrument.key == "uk/poisons"}
    assert [(since.day.isoformat(), until) for since, until in days] == [("2015-05-26", None)]


def test_isomers_side_by_side_are_two_controls(book: Any) -> None:
    """Phentermine came into Class C by S.I. 1985/1995 on 1986-04-01; methamphetamine, of the same formula, was there from the start."""
    days = {
        one.entry.substance: one.unbroken.since.day.isoformat()
        for one in book.check("CC(C)(N)Cc1ccccc1.CNC(C)Cc1ccccc1", jurisdictions=["UK"]).controls
        if one.entry.instrument == "uk/mda-1971"
    }
    assert days["phentermine"] == "1986-04-01"
