"""The public face: tables, duties, texts, and errors in the words of a Python caller."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tidewaiter import Lawbook
from tidewaiter.errors import UnknownTerritory, Unreadable

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def book() -> Lawbook:
    return Lawbook.load()


def test_a_table_without_a_column_is_told_arguments_not_options(book: Lawbook) -> None:
    pl = pytest.importorskip("polars", reason="component missing: polars")
    with pytest.raises(Unreadable) as why:
        book.screen(pl.DataFrame({"price": [1]}))
    assert "structure=, cas= or name=" in str(why.value)
    assert "--" not in str(why.value)


def test_two_columns_that_may_hold_the_structure(book: Lawbook) -> None:
    pl = pytest.importorskip("polars", reason="component missing: polars")
    with pytest.raises(Unreadable) as why:
        book.screen(pl.DataFrame({"smiles": ["C"], "SMILES": ["CC"]}))
    assert "structure=" in why.value.mend
    assert "--" not in why.value.mend


def test_one_territory_may_be_a_text(book: Lawbook) -> None:
    one = book.check("fentanyl", jurisdictions="US", on="2026-03-02")
    assert (
        one.question.jurisdictions
        == book.check("fentanyl", jurisdictions=["US"], on="2026-03-02").question.jurisdictions
    )
    with pytest.raises(UnknownTerritory, match="'Atlantis'"):
        book.check("fentanyl", jurisdictions="Atlantis")


def test_a_duty_is_that_of_the_command(book: Lawbook) -> None:
    from tidewaiter.asking import Books, ask

    asked = {
        "code": "2841.61.00.00",
        "origin": "CN",
        "on": "2025-04-20",
        "value": "9000 USD",
        "quantities": ["500 kg"],
    }
    told = book.duty("2841.61.00.00", origin="CN", on="2025-04-20", value="9000 USD", quantities=["500 kg"])
    assert told.to_json() == ask(Books(), "duty", asked).to_json()


def test_a_notebook_shows_what_a_listing_requires(book: Lawbook) -> None:
    answer = book.check("acetic anhydride", origin="DE", destination="IN", on="2026-03-02")
    shown = answer._repr_html_()
    assert shown is not None
    titles = {item.measure.title for control in answer.controls for item in control.obligations[:6]}
    assert titles
    from html import escape

    assert not [title for title in titles if escape(title) not in shown]


def test_duckdb_in_three_lines(book: Lawbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb", reason="component missing: duckdb")
    monkeypatch.chdir(tmp_path)
    Path("goods.csv").write_text("name,price\nfentanyl,90\ntable salt,1\n")
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    code = next(block for block in re.findall(r"```python\n(.*?)```", page, re.S) if "duckdb" in block)
    told = code.strip().splitlines()
    names = {"book": book}
    exec("\n".join(told[:-1]), names)
    answers = names["answers"]
    found = duckdb.sql("select status, count(*) from answers group by status order by status").fetchall()
    assert "select status, count(*) from answers group by status" in told[-1]
    assert answers is not None
    assert found == [("hit", 1), ("no_hit", 1)]


def test_what_binds_member_states_alone_is_told_of_the_union(book: Lawbook) -> None:
    """A framework decision is for the states to carry out: their own law says what holds there."""
    for places, wanted in ((["DE"], {"DE"}), (["EU"], {"EU"}), (["DE", "EU"], {"DE", "EU"})):
        answer = book.check("heroin", jurisdictions=places, on="2026-01-01")
        assert {one.jurisdiction for one in answer.controls} == wanted
