"""What outsiders found silent who sought false silences (30 November 2026): each is a cause, not a case."""

from __future__ import annotations

import pytest

from tidewaiter import Lawbook


def told(book: Lawbook, text: str) -> set[str]:
    return {one.jurisdiction for one in book.check(text, on=book.day).controls}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        # a number beside a word of goods
        ("paint 537-46-2", "US UK CN"),
        ("sugar, 1867-66-9", "US UK CN"),
        ("игрушки 96-48-0", "US UK"),
        ("cosmetics 202-509-5", "US UK"),
        ("paper № 107-44-8", "UN US"),
        # a short word in brackets
        ("toys (VX)", "UN US"),
        ("sugar (대마)", "UN US UK"),
        ("toys (HF)", "EU UK US"),
        ("KCN: shampoo", "EU UK"),
        # a salt that is called one
        ("25 kg bags of ammonium nitrate salt, 99 %", "CA EU UK"),
        ("sel de nitrate d'ammonium", "CA EU UK"),
        ("potassium permanganate salt", "CA CN US"),
        ("hexamine salt", "CA EU UK"),
        # goods beside each other
        ("mustard gas in salt crystals", "UN US"),
        ("aspirin with ether", "UN US"),
        ("paracetamol, éter", "UN US"),
        ("sugar in ether", "UN US"),
        ("acetone in ether", "EU US"),
        # a name of which a word is one of form
        ("cilindros de gas mostaza", "UN US"),
        ("fusti di acqua forte", "EU UK"),
        ("sal de nitro en sacos", "EU UK"),
        # words without blanks
        ("氨酚羟考酮片（蔗糖）", "CN"),
        ("毒咖啡包洗发水", "CN UK"),
        ("饼干里的日夜百服宁", "US"),
        # weapons by their names in other languages
        ("芥子气", "UN US"),
        ("蓖麻毒素", "UN US"),
        ("рицин", "UN US"),
        ("moutarde azotée", "UN US"),
        # drawings
        ("[Na]C#N", "EU UK"),
        ("N#C[Ag]", "UK"),
        ("[Li+].[C-]#N", "UK"),
        ("[P]", "EU US"),
        ("[Al]", "EU UK"),
        ("[Mg+2].[O-][N+]([O-])=O.[O-][N+]([O-])=O.O.O.O.O.O.O", "EU UK"),
        # what is sold as a listed hydrate
        ("magnesium nitrate", "EU UK"),
        # a salt of what an entry names alone
        ("N-phenethyl-4-piperidone hydrobromide", "US IN"),
        ("1-benzyl-4-piperidone hydrochloride", "US"),
        ("diethylamine hydrochloride", "US"),
        ("sodium anthranilate hydrate", "IN"),
        ("anthranilic acid hydrochloride", "IN"),
        ("BMK glycidic acid sodium salt", "MX IN"),
        ("CC([O-])=Cc1ccccc1.[Na+]", "US IN"),
        # a number or a name of which a source draws another form, or half of one
        ("17146-95-1", "UN US EU IN"),
        ("24221-86-1", "UN IN"),
        ("670-40-6", "UN IN"),
        ("racephedrinum", "UN IN"),
        ("Pentalgin", "UN US EU IN"),
        ("C[C@@H]1[C@@H]2Cc3ccc(O)cc3[C@@]1(C)CCN2CC=C(C)C", "UN US EU IN"),
    ],
)
def test_it_is_not_silent(book: Lawbook, text: str, places: str) -> None:
    assert set(places.split()) <= told(book, text)


@pytest.mark.parametrize(
    "text", ["T-shirts (M)", "shoes (EU)", "咖啡包装袋", "olive oil bottle", "CC#N", "toys (A)"]
)
def test_what_is_near_it_stays_plain(book: Lawbook, text: str) -> None:
    answer = book.check(text, on=book.day)
    assert not answer.controls and not answer.identity.doubt
