"""The parts of the pages without a browser: escaping, the policy, charts, the determination."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web.pages.walk import PAGES

from tidewaiter.answer import NO_HIT
from tidewaiter.browse import lag_summaries
from tidewaiter.contract.law import Lag, Spell
from tidewaiter.dates import Since
from tidewaiter.report import charts
from tidewaiter.web import present
from tidewaiter.web.render import attributes_for_style, inline_svg

NASTY = "<img src=x onerror=alert(1)>\"'&{{7*7}}"


@pytest.mark.parametrize("name", PAGES)
def test_nothing_inline(name: str, client: Any) -> None:
    """The policy lets no inline script or style run; a page must not need one."""
    text = client.get(PAGES[name]).text
    assert re.findall(r"<script(?![^>]*\ssrc=)[^>]*>", text) == []
    assert re.findall(r"<[^>]*\sstyle\s*=", text) == []
    assert re.findall(r"<[^>]*\son[a-z]+\s*=", text) == []
    assert "<style" not in text
    assert re.findall(r"(?:src|href)=[\"']?(?:https?:)?//", text) == []


@pytest.mark.parametrize(
    "path",
    [
        "/check?q={}", "/check?q=fentanyl&from={}", "/check?q=fentanyl&amount={}", "/check?q=fentanyl&on={}", "/law?q={}",
        "/law/diff?from={}", "/law/lag?name={}", "/duty?code={}&origin=CN&on=2025-01-01", "/duty?code=2841.61&origin={}&on=2025-01-01",
        "/duty?code=2841.61&origin=CN&on=2025-01-01&what_if={}", "/law/instrument/cn/catalogues-2025?q={}", "/law/class/{}", "/law/substance/{}",
        "/catalogue/{}",
    ],
)  # fmt: skip
def test_what_was_asked_is_escaped(path: str, client: Any) -> None:
    from urllib.parse import quote

    answer = client.get(path.format(quote(NASTY, safe="")))
    assert answer.status_code in (200, 404, 422)
    assert "<img" not in answer.text
    assert "49" not in re.findall(r"(?:value=\"|<strong>)[^\"<]*49", answer.text)


def test_a_shipment_is_escaped(client: Any) -> None:
    fields = {"lines": "1", "from": "CN", "to": "US", "export": "2026-03-02", "reference": NASTY}
    fields |= {"line-1-description": NASTY, "line-1-use": NASTY, "exporter-name": NASTY}
    for wanted in ("", "html"):
        answer = client.post("/shipment", data={**fields, "as": wanted})
        assert answer.status_code == 200
        assert "<img src=x" not in answer.text
        assert "&lt;img" in answer.text


def test_the_kept_shipment_can_be_anything(client: Any) -> None:
    """The hidden field goes through the reader of shipments like any file."""
    for kept in ("{", "[]", '{"lines": 3}', '{"from": "CN", "lines": [{"unknown": 1}]}', "[" * 5000):
        assert client.post("/shipment", data={"shipment": kept}).status_code == 422


def test_without_the_editor(client: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    from tidewaiter.web import pages

    monkeypatch.setattr(pages, "EDITOR", tmp_path / "absent.js")
    text = client.get("/").text
    assert "The structure editor is not part of this installation" in text
    assert 'id="editor"' not in text
    assert 'name="q"' in text


def test_static_files_are_kept_by_their_stamp(client: Any) -> None:
    address = re.search(r'href="(/static/app\.css\?[^"]+)"', client.get("/").text)
    assert address
    assert "immutable" in client.get(address[1]).headers["cache-control"]
    assert client.get("/static/../render.py").status_code == 404
    assert client.get("/static/%2e%2e/render.py").status_code == 404


def test_json_of_each_page(client: Any) -> None:
    """Every page with an answer names its JSON, and the JSON is there."""
    for name, path in PAGES.items():
        found = re.search(r'rel="alternate" type="application/json" href="([^"]+)"', client.get(path).text)
        if found is None:
            assert name in (
                "check",
                "duty",
                "shipment",
                "shipment-example",
                "read",
                "read-example",
            )  # forms without an answer
            continue
        answer = client.get(found[1].replace("&amp;", "&"))
        assert answer.status_code == 200, (name, found[1])
        assert answer.headers["content-type"] == "application/json"


def test_names_stand_side_by_side(client: Any) -> None:
    """异丙托尼秦 is what China's catalogue calls isotonitazene."""
    text = client.get("/check?q=isotonitazene").text
    assert '<span class="zh" lang="zh">异丙托尼秦</span>' in text


def test_tiles_say_what_they_show(client: Any) -> None:
    """The map is a list of words: each territory once, with its outcome."""
    text = client.get("/check?q=4-piperidone&jurisdiction=CN&jurisdiction=JP&on=2025-07-20").text
    tiles = dict(re.findall(r'<li class="tile at-(\w+) is-(\w+)">', text))
    assert tiles["CN"] == "applies"
    assert tiles["US"] == "off"  # not asked
    assert (
        tiles["JP"] == "unheld"
    )  # asked, no law of it held: never the tile of a territory that was searched
    assert "no law of this territory is in the lawbook" in text
    assert "listed since 2025-07-20" in text


def test_a_doubtful_name_shows_no_tile_of_a_search(client: Any) -> None:
    """Nothing found for what a word was taken for: neither badge nor tile says "no hit"."""
    text = client.get("/check?q=K2&jurisdiction=US&jurisdiction=UN&on=2026-01-02").text
    tiles = dict(re.findall(r'<li class="tile at-(\w+) is-(\w+)">', text))
    assert tiles["US"] == tiles["UN"] == "cannot_tell"
    assert 'class="verdict is-cannot_tell"' in text and "Not sure what is meant" in text
    assert NO_HIT not in text


# drawings and charts -------------------------------------------------------------------------------------


def test_drawings_carry_no_style(book: Any) -> None:
    answer = book.check("O=C(N(c1ccccc1)C1CCN(CCc2ccccc2)CC1)c1ccco1", jurisdictions=["UK"])
    picture = present.pictures(answer)[0]
    assert "style=" not in picture.svg
    assert any("furoyl in place of N-propionyl" in words for _, words in picture.legend)
    assert present.row_picture("C" * 400) is None
    assert present.row_picture("not a molecule") is None


def test_styles_become_attributes() -> None:
    made = attributes_for_style("<path d='M 0,0' style='fill:none;stroke:#000000;stroke-width:2.0px'/>")
    assert made == "<path d='M 0,0' fill='none' stroke='#000000' stroke-width='2.0px'/>"


def test_a_label_is_escaped() -> None:
    assert "<b>" not in str(inline_svg("<svg width='1' height='1'></svg>", '"><b>'))


def spell(first: date, until: date | None, bound: str = "") -> Spell:
    return Spell(
        "UN",
        "un/1988",
        "Table I",
        "Table I",
        "named",
        "applies",
        Since(first, bound),
        until,
        None,
        "cited",
        "",
        (),
    )


DAYS = st.dates(date(1961, 1, 1), date(2029, 12, 31))


@given(st.lists(st.tuples(DAYS, st.one_of(st.none(), DAYS)), min_size=1, max_size=12), DAYS)
def test_bars_stay_on_the_chart(book: Any, spans: list[tuple[date, date | None]], asked: date) -> None:
    spells = [spell(a, b if b is None or b > a else a + timedelta(days=1)) for a, b in spans]
    chart = charts.timeline(spells, book.store, date(2026, 9, 22), asked)
    for bar in (bar for lane in chart.lanes for bar in lane.bars):
        assert 0 <= bar.x <= 100
        assert 0 < bar.width <= 100.4
    assert chart.asked is not None
    assert 0 <= chart.asked <= 100
    assert len(chart.ticks) <= 8


@given(st.lists(st.integers(-20_000, 20_000), min_size=1, max_size=10))
def test_labels_do_not_cover_each_other(delays: list[int]) -> None:
    decided = date(2000, 1, 1)
    rows = [
        Lag(
            "x",
            "x",
            "un/1988 Table I",
            "",
            decided,
            Since(decided),
            f"T{n}",
            Since(decided),
            days,
            days,
            "",
            True,
        )
        for n, days in enumerate(delays)
    ]
    (line,) = charts.lag_lines(rows)
    assert len(line.dots) == len(delays)
    assert [dot.x for dot in line.dots] == sorted(dot.x for dot in line.dots)
    for row in range(line.rows):
        places = [dot.x for dot in line.dots if dot.row == row]
        assert all(b - a >= 6 for a, b in pairwise(places))


def test_spread_of_delays() -> None:
    """Ten delays of 0 to 900 days: the median lies between the fifth and the sixth."""
    decided = date(2000, 1, 1)
    rows = [
        Lag(
            str(n), str(n), "t", "", decided, Since(decided), "CN", Since(decided), 100 * n, 100 * n, "", True
        )
        for n in range(10)
    ]
    rows.append(Lag("none", "none", "t", "", decided, Since(decided), "CN", None, None, None, "", False))
    rows.append(
        Lag("b", "b", "t", "", decided, Since(decided), "CN", Since(decided, "<="), 9999, 9999, "", False)
    )
    (one,) = charts.spreads(rows, {"CN": "China"})
    assert (one.found, one.bounded, one.missing, one.before, one.median) == (10, 1, 1, 0, 450)
    (told,) = lag_summaries(rows)
    assert (told.exact, told.bounded, told.missing, told.median) == (10, 1, 1, 450)


def test_stack_is_as_high_as_the_total(book: Any) -> None:
    from tidewaiter.duty.book import DutyBook
    from tidewaiter.duty.steps import steps

    found = steps(DutyBook.load(), "2841610000", "CN", date(2025, 1, 1), date(2026, 1, 1))
    chart = charts.stack(found)
    scale = charts.STACK_HEIGHT / (float(max(step.total for step in found)) * 1.06)
    for step in found:
        x = charts.Axis(found[0].since, found[-1].until).at(step.since)
        high = sum(block.height for block in chart.blocks if block.x == x)
        assert high == pytest.approx(float(step.total) * scale, abs=1)


def test_what_the_words_tell_is_shown_and_can_be_changed(client: Any) -> None:
    """An amount and a share typed with the name are told, counted, and stand in the fields below."""
    text = client.get("/check?q=Ephedrine+HCl+powder+99%25+25+kg&from=CN&to=MX&on=2026-03-02").text
    assert re.search(
        r"Taken from the description:</strong> amount: 25 kg; how much of the goods it is: 99 %", text
    )
    assert re.search(r'id="f-amount" name="amount" value="25 kg"', text)
    assert re.search(r'id="f-concentration" name="concentration" value="99 %"', text)
    assert (
        'name="amount" value="25 kg">' not in text.split('id="again"')[0]
    )  # it is not asked for twice above
    left = client.get("/check?q=acetone+25+kg+drums").text
    assert "No amount was taken" in left and "may be one package only" in left
    assert "Taken from the description" not in client.get("/check?q=acetone").text


def test_silence_is_one_line_by_names(client: Any) -> None:
    """What was searched without a find is folded; what is not held, or was met, is not."""
    text = client.get("/check?q=aspirin&jurisdiction=XI&jurisdiction=CN&on=2026-03-02").text
    line = re.search(
        r"<p><span class=\"badge is-none\">.*?searched, not found</span> ([^<]*)</p>", text, re.S
    )
    assert line and sorted(line[1].split(", ")) == ["China", "Northern Ireland"]
    assert '<details class="prints"><summary>Which laws these are' in text
    names = re.search(r'tiles-rest small"><a href="#silences">Searched, not found</a>: ([^<]*)<', text)
    assert names and "Northern Ireland" in names[1]


def test_how_far_law_was_read_names_the_law(client: Any) -> None:
    told = client.get("/check.json?q=aspirin&jurisdiction=EU&on=2026-11-27").json()
    (fresh,) = told["freshness"]
    assert fresh["laws"] > 1 and fresh["law"] and fresh["read_through"] < fresh["latest"]
    searched = {one["title"]: one["verified_through"] for one in told["consulted"]}
    assert searched[fresh["law"]] == fresh["read_through"] == min(searched.values())
    assert fresh["law"] in told["gaps"][0] and fresh["latest"] in told["gaps"][0]


def test_a_shipment_goes_back_into_its_form(client: Any) -> None:
    """What was taken from a description stands in the field, from then on as if it had been given."""
    form = {
        "lines": "1",
        "from": "CN",
        "to": "MX",
        "line-1-description": "Ephedrine HCl powder 99% 25 kg",
        "line-1-use": "<b>",
    }
    page = client.post("/shipment", data=form).text
    assert (
        "Taken from the description:" in page and "No duty is told: the tariff of Mexico is not held" in page
    )
    handed = {
        key: unescape(value) for key, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)
    }
    edited = client.post("/shipment", data={**handed, "as": "edit"}).text
    for key, value in (
        ("description", "Ephedrine HCl powder 99% 25 kg"),
        ("quantity", "25 kg"),
        ("concentration", "99 %"),
    ):
        assert re.search(rf'name="line-1-{key}" value="{re.escape(value)}"', edited)
    assert "<b>" not in edited.split("<main")[1]
    for taken in ("no json", "[1]", '[{"quantity": {"a": 1}}]'):  # a hidden field can hold anything
        assert client.post("/shipment", data={**handed, "as": "edit", "taken": taken}).status_code == 200
