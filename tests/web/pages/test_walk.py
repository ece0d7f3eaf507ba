"""Every page in a browser: it loads under the policy without a complaint, fits a phone, and axe-core finds nothing
serious. Screenshots stay in ``_shots``."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

import pytest
from tests.web.pages.walk import PAGES, REFUSED

IN_THE_DARK = ("check-named", "law-lag", "duty-answer", "law-coverage", "shipment")


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str, visit: Any, axe: str) -> None:
    """Loaded once, looked at on a desktop, on a phone and, some, in the dark: the style follows without a reload."""
    window = visit()
    assert window.open(PAGES[name]).status == 200
    assert window.page.locator("h1").count() == 1
    assert window.page.locator("main").count() == 1
    for size in ("desktop", "phone"):
        window.resize(size)
        window.shot(name)
        assert window.too_wide() <= 0, size
        assert window.barriers(axe) == [], size
    if name in IN_THE_DARK:
        window.page.emulate_media(color_scheme="dark")
        window.resize("desktop")
        window.shot(f"{name}-dark")
        assert window.barriers(axe) == [], "in the dark"
    assert window.complaints == []


@pytest.mark.parametrize("name", REFUSED)
def test_refusal(name: str, visit: Any, axe: str) -> None:
    """A question that cannot be understood is told so, and never looks like an answer."""
    window = visit()
    assert window.open(REFUSED[name]).status == 422
    window.shot(name)
    told = window.page.locator("[role=alert]").inner_text()
    assert "This is not an answer" in told
    assert window.page.locator(".verdict").count() == 0
    assert window.barriers(axe) == []


def test_links_lead_somewhere(visit: Any, live: Any) -> None:
    """Every link of the first pages, the JSON of each among them; each kind of address once."""
    window = visit()
    seen: dict[str, str] = {}
    for path in (
        "/",
        "/check?q=isotonitazene",
        "/law",
        "/law/classes",
        "/law/substance/4-piperidone",
        PAGES["duty-answer"],
    ):
        window.open(path)
        links = window.page.eval_on_selector_all(
            "a[href], link[rel=alternate]", "all => all.map(one => one.href)"
        )
        for link in links:
            address = link.split("#")[0]
            assert address.startswith(live.url), f"{path} leads away: {address}"
            kind = "/".join(address.split("?")[0].removeprefix(live.url).split("/")[:4])
            seen.setdefault(kind, address)
    assert len(seen) > 15
    for address in seen.values():
        answer = live.client.get(urljoin(live.url, address))
        assert answer.status_code == 200, address


def test_keyboard(visit: Any) -> None:
    """From the address bar: the first stop skips to the content, and the question can be asked without a mouse."""
    window = visit()
    window.open("/")
    window.page.keyboard.press("Tab")
    assert window.page.evaluate("document.activeElement.textContent.trim()") == "Skip to the content"
    window.page.keyboard.press("Enter")
    assert window.page.evaluate("location.hash") == "#main"
    window.page.locator("#f-q").focus()
    window.page.keyboard.type("isotonitazene")
    window.page.keyboard.press("Enter")
    window.page.wait_for_url("**/check?q=isotonitazene*")
    assert window.page.locator("h1").inner_text() == "isotonitazene"


def test_the_watch_is_awake(visit: Any, axe: str) -> None:
    """What the walk relies on would be seen: a field without a label, an inline style, a page that is too wide."""
    window = visit("phone")
    window.open("/law")
    window.page.evaluate(
        """() => {
          document.querySelector("main").append(document.createElement("input"));
          const wide = document.createElement("div");
          wide.innerHTML = '<p style="color: red">inline</p>';
          wide.style.width = "900px";
          document.querySelector("main").append(wide);
        }"""
    )
    assert any(found.startswith("label") for found in window.barriers(axe))
    assert any("Content Security Policy" in said for said in window.complaints)
    assert window.too_wide() > 0
