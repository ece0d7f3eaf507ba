"""A browser for the pages: the system's Chromium, driven by Playwright, without a network of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
SHOTS = Path(os.environ.get("TIDEWAITER_SHOTS", Path(__file__).parent / "_shots"))  # artefacts of the run
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
HIGHEST = 12_000  # pixels of a picture
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
OPTIONS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium."""
    playwright = pytest.importorskip("playwright.sync_api", reason="component missing: playwright")
    chromium = which("chromium")
    if chromium is None:
        pytest.skip("component missing: chromium (apt-get install chromium)")
    with playwright.sync_playwright() as engine:
        running = engine.chromium.launch(executable_path=chromium, args=OPTIONS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def editor_built() -> Path:
    """The structure editor, as `make web` brings it."""
    from tidewaiter.web.render import EDITOR

    if not EDITOR.exists():
        pytest.skip("component missing: the structure editor (make web)")
    return EDITOR


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility engine that runs inside a page."""
    if not AXE.exists():
        pytest.skip("component missing: axe-core (make web)")
    return AXE.read_text(encoding="utf-8")


class Visitor:
    """A page of the browser that keeps every complaint of the console."""

    def __init__(self, page: Any, base: str, size: str) -> None:
        self.page, self.base, self.size = page, base, size
        self.complaints: list[str] = []
        page.set_default_timeout(20_000)
        page.on(
            "console", lambda said: said.type in ("error", "warning") and self.complaints.append(said.text)
        )
        page.on("pageerror", lambda why: self.complaints.append(f"error in a script: {why}"))

    def open(self, path: str) -> Any:
        """Go there; the response."""
        return self.page.goto(f"{self.base}{path}")

    def resize(self, size: str) -> None:
        """Make the window as large as a desktop's or a phone's."""
        self.size = size
        self.page.set_viewport_size(SIZES[size])

    def shot(self, name: str) -> None:
        """Keep a picture of the whole page, as far down as Chromium draws one."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.wait_for_load_state()
        wide, high = self.page.evaluate(
            "[document.documentElement.clientWidth, document.documentElement.scrollHeight]"
        )
        clip = {"x": 0, "y": 0, "width": wide, "height": min(high, HIGHEST)}
        self.page.screenshot(path=str(SHOTS / f"{name}-{self.size}.png"), full_page=True, clip=clip)

    def too_wide(self) -> int:
        """How many pixels the page is wider than the window."""
        return int(
            self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        )

    def barriers(self, axe: str) -> list[str]:
        """What axe-core finds serious or critical."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(axe)  # the CSP is not in the way: the debugger runs it, not the page
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{one['id']} ({one['impact']}): {one['nodes'][0]['html'][:160]}"
            for one in found["violations"]
            if one["impact"] in ("serious", "critical")
        ]


@pytest.fixture
def visit(browser: Any, live: Any) -> Iterator[Callable[..., Visitor]]:
    """Open a window: ``visit(size="phone", javascript=False, dark=True)``."""
    opened: list[Any] = []

    def window(size: str = "desktop", javascript: bool = True, dark: bool = False) -> Visitor:
        context = browser.new_context(
            viewport=SIZES[size], java_script_enabled=javascript, color_scheme="dark" if dark else "light",
            accept_downloads=True, locale="en-GB", reduced_motion="reduce",
        )  # fmt: skip
        opened.append(context)
        return Visitor(context.new_page(), live.url, size)

    yield window
    for context in opened:
        context.close()
