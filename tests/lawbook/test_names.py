"""One key for all spellings of a name; never one key for two substances."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidewaiter.lawbook.names import cas_digits, name_key

SAME = [
    ("α-PVP", "alpha-PVP"),
    ("Ｎ‐Methyl aniline", "n-methylaniline"),
    ("Éphédrine", "ephedrine"),
    ("2,5-Dimethoxy-4-bromoamphetamine", "2.5-dimethoxy-4-bromoamphetamine"),
    ("N,N-Dimethyltryptamine", "N N Dimethyltryptamine"),
    ("Straße", "strasse"),
    ("(−)-cathinone", "(-)-Cathinone"),
    ("(±)-cathinone", "(+/-)-cathinone"),
    ("4′-fluoro", "4'-fluoro"),
    ("芬太尼", " 芬太尼 "),
]
OTHER = [
    ("1,2-dimethyl", "12-dimethyl"),
    ("2,3-dihydro", "23-dihydro"),
    ("(+)-3-methoxy-N-methylmorphinan", "(-)-3-methoxy-N-methylmorphinan"),
    ("(-)-cathinone", "cathinone"),
    ("(±)-3-methoxy-N-methylmorphinan", "3-methoxy-N-methylmorphinan"),
    ("D-alanine", "L-alanine"),
    ("α-methyl", "β-methyl"),
    ("芬太尼", "舒芬太尼"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_spellings_of_one_name(first: str, second: str) -> None:
    assert name_key(first) == name_key(second) != ""


@pytest.mark.parametrize(("first", "second"), OTHER)
def test_names_of_two_substances(first: str, second: str) -> None:
    assert name_key(first) != name_key(second)


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=30))
def test_case_and_outer_spaces_never_matter(name: str) -> None:
    assert name_key(f"  {name.upper()} ") == name_key(name.lower())


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(name: str) -> None:
    key = name_key(name)
    assert name_key(key) == key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50-78-2", "50-78-2"),
        ("CAS No. 50-78-2", "50-78-2"),
        ("cas: 50–78–2", "50-78-2"),
        ("５０-７８-２", "50-78-2"),
        ("CAS号 108-24-7", "108-24-7"),
        ("CAS登记号：108-24-7", "108-24-7"),
        ("CAS-Nr.: 108.24.7", "108-24-7"),
        ("CAS RN 108-24-7", "108-24-7"),
        ("(108-24-7)", "108-24-7"),
        ("0108-24-7", "108-24-7"),
        ("108_24_7", "108-24-7"),
        ("108-24-07", "108-24-7"),
        ("1O8-24-7", "108-24-7"),
        ("l08-24-7", "108-24-7"),
        ("1O8-24-8", None),  # a letter and a wrong check digit: not a number that somebody mistyped
        ("50-78-22", None),
        ("50782", None),
        ("1-50-78-2", None),
        ("aspirin 50-78-2", None),
    ],
)
def test_what_has_the_form_of_a_cas_number(text: str, expected: str | None) -> None:
    assert cas_digits(text) == expected
