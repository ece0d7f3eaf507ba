"""What a reach says beside its outcome: the missing fact, the limbs of a class, the firmest reach of an entry."""

from __future__ import annotations

from typing import Any

from tidewaiter.reach.listings import Listings
from tidewaiter.reached import Reach

# Dimethylmorphine, the methyl ether of codeine; and para-methylfentanyl, which only classes reach in China.
DIMETHYLMORPHINE = "CN1CC[C@]23c4c5ccc(OC)c4O[C@H]2[C@@H](OC)C=C[C@H]3[C@H]1C5"
PARA_METHYLFENTANYL = "CCC(=O)N(c1ccc(C)cc1)C1CCN(CCc2ccccc2)CC1"


def test_a_derivative_names_the_open_word(book: Any) -> None:
    answer = book.check(DIMETHYLMORPHINE, jurisdictions=["MX"], on="2026-03-02")
    found = [control for control in answer.controls if control.basis == "derivative"]
    assert found
    for control in found:
        assert control.outcome == "cannot_tell"
        assert control.missing == ("meaning of 'derivatives'",)
        assert control.because.startswith("an ether of ")


def test_a_class_tells_its_scaffold_and_what_met_each_limb(book: Any) -> None:
    answer = book.check(PARA_METHYLFENTANYL, jurisdictions=["CN"], on="2026-03-02")
    found = [control for control in answer.controls if control.basis == "class"]
    assert found
    for control in found:
        assert len(control.reach.core) >= 6
        assert control.reach.limbs and all(atoms for *_, atoms in control.reach.limbs)
        assert control.reach.component  # the drawing in whose order the atoms are counted


def test_a_sure_reach_of_an_entry_stays(book: Any) -> None:
    """Two parts of a mixture may reach one entry: what applies is not displaced by what may apply, in either order."""

    def said(outcome: str) -> Reach:
        return Reach("x/y", outcome, "named", outcome, (), "C", False, (), ())

    sure, unsure = said("applies"), said("cannot_tell")
    for order in ((sure, unsure), (unsure, sure)):
        listings = Listings(book.store)
        for each in order:
            listings.add(each)
        assert list(listings.found.values()) == [sure]


def test_the_first_of_two_equal_reaches_stays(book: Any) -> None:
    first = Reach("x/y", "applies", "named", "the first", (), "C", False, (), ())
    listings = Listings(book.store)
    listings.add(first)
    listings.add(first._replace(because="the second"))
    assert list(listings.found.values()) == [first]


def test_positional_isomers_are_compared(book: Any) -> None:
    """Eutylone by pentylone, 21 CFR 1308.11(d) with 1300.01(b): DEA held it so from 2014-03-07 (docs/pitfalls.md, no. 8)."""
    eutylone = "CCNC(CC)C(=O)c1ccc2OCOc2c1"
    answer = book.check(eutylone, jurisdictions=["US"], on="2015-01-01")
    assert [control.outcome for control in answer.controls] == ["applies"]
    assert "pentylone" in answer.controls[0].because.lower()
