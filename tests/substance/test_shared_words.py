"""Two salts of one acid, named by the acid once: each is looked at (the law lists the second as it lists the first)."""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("cianuro de sodio y potasio", {"sodium cyanide", "potassium cyanide"}),
        ("nitrato duplo de sódio e potássio", {"sodium nitrate", "potassium nitrate"}),
        ("nitratos de sodio y de potasio", {"sodium nitrate", "potassium nitrate"}),
        ("25 kg de nitrato de sódio e potássio", {"sodium nitrate", "potassium nitrate"}),
        ("nitrates de sodium et de potassium", {"sodium nitrate", "potassium nitrate"}),
        ("нитраты натрия и калия", {"sodium nitrate", "potassium nitrate"}),
        ("permanganato de potasio y sodio", {"potassium permanganate", "sodium permanganate"}),
        ("permanganato y dicromato de potasio", {"potassium permanganate", "potassium dichromate"}),
        ("chlorate et perchlorate de potassium", {"potassium chlorate", "potassium perchlorate"}),
        ("нитрат и хлорат калия", {"potassium nitrate", "potassium chlorate"}),
        ("potassium chlorate and perchlorate", {"potassium chlorate", "potassium perchlorate"}),
        ("氯酸钾、钠", {"potassium chlorate", "sodium chlorate"}),
        ("acetato de etilo y butilo", {"ethyl acetate", "n-butyl acetate"}),
        ("acetato de etila e butila", {"ethyl acetate", "n-butyl acetate"}),
        ("methyl and ethyl alcohol", {"methanol", "undenatured ethyl alcohol"}),
        ("pseudoephedrine and ephedrine hydrochloride", {"pseudoephedrine", "ephedrine hydrochloride"}),
        ("Isopropyl oder Ethanol", {"isopropyl alcohol", "undenatured ethyl alcohol"}),
    ],
)
def test_each_of_two_salts_is_meant(book: Lawbook, text: str, names: set[str]) -> None:
    found = {one.name.casefold() for one in book.check(text, on=book.day).identity.candidates}
    assert names <= found and not found & {"potassium", "sodium"}


def test_what_is_no_metal_stays_itself(book: Lawbook) -> None:
    found = {
        one.name.casefold() for one in book.check("nitrato de amonio y urea", on=book.day).identity.candidates
    }
    assert {"ammonium nitrate", "urea"} <= found


def test_an_acid_with_room_for_two_groups_is_one_ester(book: Lawbook) -> None:
    found = [one.name for one in book.check("ftalato de butilo y bencilo", on=book.day).identity.candidates]
    assert found == ["Benzyl butyl phthalate"]
