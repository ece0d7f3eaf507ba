"""One substance that a text tells twice is weighed by the greater of its strengths; bulk beside a weak preparation is bulk.

A reviewer's inputs and siblings of them: the first share that stood in the text once freed the kilograms beside it.
"""

from __future__ import annotations

from typing import Any

import pytest

BOUND = [
    ("N-methylephedrine solution 0.05 % and N-methylephedrine 5 kg", "US"),
    ("norephedrine powder 5 kg; norephedrine 0.5 % solution", "US"),
    ("codeine tablets 8 mg and codeine 5 kg", "DE"),
    ("Pholcodin-Sirup 0,15 % 100 ml und Pholcodin 5 kg", "DE"),
    ("piperidine 99 % and piperidine 10 %", "US"),
    ("oxalic acid 5 % and oxalic acid 99 %", "UK"),
]


@pytest.mark.parametrize(("query", "place"), BOUND, ids=[query for query, _ in BOUND])
def test_bulk_is_not_freed_by_a_weak_preparation_beside_it(book: Any, query: str, place: str) -> None:
    answer = book.check(query, jurisdictions=[place], on="2026-06-01")
    assert "applies" in {one.outcome for one in answer.controls}


OPEN = ["Pholcodin-Sirup 0,15 % 150 mg 1000 ml", "Pholcodin-Sirup 0,15 %, 5 ml Messlöffel, 500 ml Flasche"]


@pytest.mark.parametrize("query", OPEN)
def test_of_several_volumes_none_is_taken_for_the_pack(book: Any, query: str) -> None:
    answer = book.check(query, jurisdictions=["DE"], on="2026-06-01")
    assert {one.outcome for one in answer.controls} == {"cannot_tell"}


def test_a_listed_element_is_not_read_within_its_compound(book: Any) -> None:
    """Arsenic compounds stand in Annex I of Regulation (EU) No 649/2012, which binds in Northern Ireland, a part of the United Kingdom, too."""
    answer = book.check("arsenic trioxide for glass", jurisdictions=["EU", "UK"], on="2026-06-01")
    assert {one.jurisdiction for one in answer.controls if one.outcome == "applies"} == {"EU", "UK", "XI"}
