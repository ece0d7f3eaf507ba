"""The walks of docs/walks in a browser, as their pictures are made, at a desk and on a phone: nothing too wide, nothing
that axe-core finds serious. And the page of texts: an article is read, a claim corrected, one added, all printed."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from typing import Any

import pytest
from tests.web.pages.conftest import ROOT, SIZES

ARTICLE = (
    "China added 4-piperidone to its list of precursors on 20 July 2024. "
    "Fentanyl is a Schedule II substance in the United States. "
    "Isotonitazene is dealt with there in the same schedule as heroin."
)


def pictures() -> Any:
    spec = spec_from_file_location("pictures", ROOT / "docs" / "pictures" / "make.py")
    assert spec and spec.loader
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.mark.parametrize("size", SIZES)
def test_the_walks(size: str, visit: Any, axe: str) -> None:
    window = visit(size)
    seen: list[str] = []

    def keep(name: str) -> None:
        window.shot(f"walk-{name}")
        assert window.too_wide() <= 0, name
        assert window.barriers(axe) == [], name
        assert window.page.locator("[role=alert]").count() == 0, name
        seen.append(name)

    pictures().walks(window.page, window.base, keep)
    told = "".join(path.read_text("utf-8") for path in (ROOT / "docs" / "walks").glob("*.md"))
    assert all(f"walk-{name}.png" in told for name in seen)
    assert window.complaints == []


@pytest.mark.parametrize("size", SIZES)
def test_an_article(size: str, visit: Any, axe: str, tmp_path: Any) -> None:
    """China lists 4-piperidone from 2025-07-20, not 2024; fentanyl is in Schedule II of the CSA (21 CFR 1308.12)."""
    window = visit(size)
    page = window.page

    def looked_at(name: str) -> None:
        window.shot(f"article-{name}")
        assert window.too_wide() <= 0, name
        assert window.barriers(axe) == [], name

    window.open("/read")
    page.fill("#f-text", ARTICLE)
    page.fill("#f-on", "2025-08-01")
    page.get_by_role("button", name="Read", exact=True).click()
    page.wait_for_selector(".verdict")
    looked_at("read")
    assert "1 confirmed, 1 differs" in page.locator(".verdict").inner_text()

    page.locator("button[name=edit]").first.click()  # the day is put right
    assert page.input_value("#f-claim_day") == "2024-07-20"
    page.fill("#f-claim_day", "2025-07-20")
    looked_at("correcting")
    page.get_by_role("button", name="Judge this claim").click()
    page.wait_for_selector(".verdict:has-text('1 differs, 1 not judged; your claims: 1 confirmed')")

    page.locator("button[name=add]").last.click()  # what a sentence claims that was not judged
    page.wait_for_selector("#c-does")
    looked_at("adding")
    page.select_option("#c-does", "control")
    page.fill("#f-claim_who", "US")
    page.fill("#f-claim_what", "isotonitazene")
    page.get_by_role("button", name="Judge this claim").click()
    page.wait_for_selector(".verdict:has-text('1 differs, 1 not judged; your claims: 2 confirmed')")
    looked_at("judged")

    printed = tmp_path / "article.pdf"
    page.emulate_media(media="print")
    assert not page.locator("#claims").is_visible()
    page.pdf(path=str(printed))
    assert printed.read_bytes().startswith(b"%PDF-")
    assert window.complaints == []
