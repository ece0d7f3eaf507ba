"""A class is not the member of its name, and a polymer not what it is made from."""

from __future__ import annotations

from typing import Any

import pytest


def bound(book: Any, text: str) -> set[tuple[str, str]]:
    """Where a control applies or may apply."""
    return {(one.jurisdiction, one.outcome) for one in book.check(text).controls}


@pytest.mark.parametrize(
    "text",
    ["25 kg cellulose ether powder", "celluloseether", "18-crown-6 crown ether", "sodium alkyl ether sulfate", "urea formaldehyde resin glue powder",
     "melamine formaldehyde plates", "poloxamer 407 powder", "ABS resin granules", "SBR rubber sheets", "styrene-butadiene rubber bales"],
)  # fmt: skip
def test_it_is_none_of_them(book: Any, text: str) -> None:
    assert ("MX", "applies") not in bound(book, text)
    assert not {"ethyl-ether", "styrene", "formaldehyde"} & {
        one.substance for one in book.identify(text).candidates if not one.unsure
    }


@pytest.mark.parametrize("text", ["guar ether", "polyallyl ether", "vodka ether"])
def test_an_ether_of_something_else_may_be_meant(book: Any, text: str) -> None:
    assert {one[1] for one in bound(book, text)} == {"cannot_tell"}


@pytest.mark.parametrize("text", ["acetone, ether", "technical ether 5 L", "ether in drums"])
def test_ether_itself_stays(book: Any, text: str) -> None:
    assert ("EU", "applies") in bound(book, text)


def test_letters_mean_what_stands_beside_them(book: Any) -> None:
    assert (
        bound(book, "PCP-Na 25 kg")
        == bound(book, "PCP timber preservative")
        == {(place, "applies") for place in ("UN", "EU", "UK", "XI", "CA", "CN")}
    )
    assert ("DE", "applies") in bound(book, "PCP crystals")
    assert not bound(book, "Actifed PE tablets") and ("UK", "cannot_tell") in bound(book, "Actifed")


@pytest.mark.parametrize("text", ["chlorinated paraffin oil", "氯化石蜡", "хлорпарафин"])
def test_a_paraffin_with_chlorine_may_be_a_listed_one(book: Any, text: str) -> None:
    assert bound(book, text) == {(place, "cannot_tell") for place in ("UN", "EU", "UK", "XI", "CA", "CN")}
