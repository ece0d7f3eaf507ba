"""How a page is made: templates, the few things that every page shows, drawings that a strict CSP lets through."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from tidewaiter.obligations import fact_words
from tidewaiter.report import rendering
from tidewaiter.report.words import sentence, unverified
from tidewaiter.version import __version__

HERE = Path(__file__).parent
STATIC = HERE / "static"
EDITOR = STATIC / "vendor" / "openchemlib.js"  # brought by `make web`; pages do without where it is absent
NAV = (
    ("/", "Check", "check"),
    ("/law", "Law", "law"),
    ("/duty", "Duty", "duty"),
    ("/catalogue", "Catalogue", "catalogue"),
    ("/shipment", "Shipment", "shipment"),
    ("/read", "Read", "read"),
)
_STYLE = re.compile(r"""\sstyle=(['"])(.*?)\1""", re.S)
_SIZE = re.compile(r"""(<svg\b[^>]*?)\s(?:width|height)=(['"])[^'"]*\2""", re.S)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates of the web service, and behind them those of :mod:`tidewaiter.report.rendering`."""
    made = rendering.made(FileSystemLoader(HERE / "templates"))
    made.filters["sentence"] = sentence
    made.filters["facts"] = lambda missing: ", ".join(map(fact_words, missing))
    made.filters["no_options"] = lambda text: re.sub(r"\s*\(--[^()]*\)", "", text)  # a page has no options
    made.globals.update(
        nav=NAV,
        engine=__version__,
        unverified=unverified,
        refresh=0,
        json_url="",
        error=None,
        here="",
        root="",
    )
    return made


def html(
    request: Request,
    template: str,
    *,
    status: int = 200,
    **context: Any,
) -> HTMLResponse:
    """One page, as a response."""
    return HTMLResponse(written(template, root=root_of(request), **context), status)


def root_of(request: Request) -> str:
    """Where a proxy has put the service: what stands before the addresses of all pages; mostly nothing."""
    return str(request.scope.get("root_path", "")).rstrip("/")


def written(template: str, *, root: str = "", **context: Any) -> str:
    """One page, as text. ``context`` holds ``lawbook`` (version, sha256) and what the template names.

    >>> page = written("error.html", title="None", lawbook={"version": "", "sha256": ""},
    ...     error={"message": "<b>", "mend": "", "did_you_mean": []})
    >>> "<b>" in page, "&lt;b&gt;" in page
    (False, True)
    """

    def static(path: str) -> str:
        return f"{root}/static/{path}?{_stamp(path)}"

    return environment().get_template(template).render(root=root, static=static, **context)


@lru_cache(maxsize=64)
def _stamp(path: str) -> str:
    """What makes a browser fetch a static file anew: its own size and time."""
    try:
        found = (STATIC / path).stat()
    except OSError:
        return __version__
    return f"{found.st_size:x}{int(found.st_mtime):x}"


def attributes_for_style(svg: str) -> str:
    """An SVG text whose ``style`` attributes have become presentation attributes, which a CSP without
    ``unsafe-inline`` lets through.

    >>> attributes_for_style("<path style='fill:none;stroke:#000'/>")
    "<path fill='none' stroke='#000'/>"
    """

    def spread(found: re.Match[str]) -> str:
        pairs = (item.split(":", 1) for item in found[2].split(";") if ":" in item)
        return "".join(f" {name.strip()}='{value.strip()}'" for name, value in pairs)

    return _STYLE.sub(spread, svg)


def inline_svg(svg: str, label: str = "") -> Markup:
    """An SVG text of ours made fit to stand in a page: no prolog, no size, no style attributes.

    ``label`` is what a reader who sees no picture hears; without it the drawing is told as decoration, for
    which the words beside it must speak.
    """
    body = attributes_for_style(svg[svg.index("<svg") :])
    body = _SIZE.sub(r"\1", _SIZE.sub(r"\1", body, count=1), count=1)
    told = Markup(' role="img" aria-label="{}"').format(label) if label else Markup(' aria-hidden="true"')
    body = re.sub(r"""\srole=(['"])[^'"]*\1""", "", body, count=1)
    return Markup(body.replace("<svg", f'<svg focusable="false"{told}', 1))
