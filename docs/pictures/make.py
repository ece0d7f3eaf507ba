"""Draws the pictures of the README and of the walks: ``python docs/pictures/make.py``. Needs Chromium and Playwright.

``terminal.svg`` is what the command prints on a terminal, ``page.png`` the page of the same goods in a browser,
``walk-*.png`` what each walk of ``docs/walks`` shows.
"""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from shutil import which
from typing import Any
from urllib.parse import urlencode

from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

HERE = Path(__file__).parent
WIDTH = 118
ASKED = ["check", "4-哌啶酮", "--from", "CN", "--to", "MX", "--on", "2026-03-02"]
PAGE = {"q": "4-哌啶酮", "on": "2026-03-02"}  # of all territories


def printed(words: list[str]) -> str:
    """What a command writes on a terminal, colours included."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "COLUMNS": str(WIDTH), "TERM": "xterm-256color"}
    call = [sys.executable, "-m", "tidewaiter", *words]
    process = subprocess.Popen(call, stdout=theirs, stdin=subprocess.DEVNULL, env=env)
    os.close(theirs)
    pieces = []
    try:
        while piece := os.read(ours, 65536):
            pieces.append(piece)
    except OSError:  # Linux tells the end of a terminal so
        pass
    process.wait()
    return b"".join(pieces).decode("utf-8").replace("\r\n", "\n")


def terminal() -> None:
    """The command and its answer as SVG that loads nothing from elsewhere."""
    console = Console(record=True, width=WIDTH, file=open(os.devnull, "w"), force_terminal=True)  # noqa: PTH123, SIM115
    console.print(Text.from_ansi(f"$ tidewaiter {' '.join(ASKED)}\n" + printed(ASKED)))
    drawn = console.export_svg(title="tidewaiter check", theme=SVG_EXPORT_THEME, unique_id="tidewaiter")
    drawn = re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)
    drawn = drawn.replace("Fira Code", "DejaVu Sans Mono").replace(
        "font-family: DejaVu Sans Mono, ", "font-family: DejaVu Sans Mono, Menlo, Consolas, "
    )
    (HERE / "terminal.svg").write_text(drawn, encoding="utf-8")


GOODS = (
    b"id,name,price\nA1,acetic anhydride 99%,10\nA2,4-piperidone,20\nA3,isotonitazene,5\nA4,table salt,1\n"
)
SHIPMENT = """{"reference": "PO 17", "route": {"from": "CN", "to": "US"}, "dates": {"export": "2026-03-02", "entry": "2026-03-20"},
"lines": [{"description": "potassium permanganate", "code": "2841.61.00.00", "quantity": "500 kg", "value": "9000 USD"},
{"description": "4-piperidone", "quantity": "25 kg", "concentration": "99 %"}]}"""


def walks(seen: Any, base: str, keep: Callable[[str], object]) -> None:
    """The walks, each up to the part of the page that its words speak of: ``keep`` is given the name of its picture.

    The tests walk them too (tests/web/pages/test_walks.py), at two widths.
    """
    seen.goto(
        f"{base}/check?{urlencode({'q': 'Ephedrine HCl powder 99%', 'from': 'IN', 'to': 'MX', 'on': '2026-03-02'})}"
    )
    keep("officer")
    seen.goto(f"{base}/catalogue")
    seen.set_input_files("#f-file", {"name": "stock.csv", "mimeType": "text/csv", "buffer": GOODS})
    seen.get_by_role("button", name="Upload").click()
    seen.wait_for_selector(".totals", timeout=120_000)
    keep("supplier")
    seen.get_by_role("link", name="What changed since a day").click()
    seen.fill("#f-since", "2025-01-01")
    seen.get_by_role("button", name="Compare").click()
    seen.wait_for_selector(".verdict", timeout=60_000)
    keep("supplier-changes")
    seen.goto(f"{base}/shipment")
    file = {"name": "shipment.json", "mimeType": "application/json", "buffer": SHIPMENT.encode()}
    seen.set_input_files("#f-file", file)
    seen.get_by_role("button", name="Assess the file").click()
    seen.wait_for_selector(".verdict", timeout=60_000)
    keep("broker")
    seen.goto(f"{base}/law/lag")
    keep("analyst")
    seen.goto(f"{base}/duty?code=2841.61.00.00&origin=CN&on=2025-04-20&value=10000+USD#through-time")
    keep("analyst-duty")


def page() -> None:
    """The top of the page, two pixels a point; then the walks."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder:
        call = [sys.executable, "-m", "tidewaiter", "serve", "--port", "0", "--quiet", "--data", folder]
        service = subprocess.Popen(call, stderr=subprocess.PIPE, text=True)
        assert service.stderr
        address = next(
            line.split("http://", 1)[1].split("/", 1)[0] for line in service.stderr if "http://" in line
        )
        try:
            with sync_playwright() as engine:
                browser = engine.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
                seen = browser.new_page(viewport={"width": 1100, "height": 950}, device_scale_factor=1.5)
                seen.goto(f"http://{address}/check?{urlencode(PAGE)}")
                seen.wait_for_load_state("networkidle")
                seen.screenshot(path=HERE / "page.png")
                seen = browser.new_page(viewport={"width": 1280, "height": 900})
                walks(seen, f"http://{address}", lambda name: seen.screenshot(path=HERE / f"walk-{name}.png"))
                browser.close()
        finally:
            service.terminate()
            service.wait()


if __name__ == "__main__":
    terminal()
    page()
