"""The determination for a customs file: one sheet of paper for an ordinary shipment, nothing cut off for a long one.

One layout, as HTML for a browser or a printer and as PDF. It is written from the assessment's JSON, so that a kept
assessment prints as it was given. No script, nothing loaded from elsewhere; whatever comes from outside is escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from tidewaiter.errors import QuestionError
from tidewaiter.shipment.page import ROLES, WORDS

if TYPE_CHECKING:
    from markupsafe import Markup

    from tidewaiter.shipment.result import Assessment

Row = Mapping[str, Any]
DRAWN = 12  # lines that are drawn: a drawing of each of a thousand lines is no page
SMALLER = (6.9, 6.5, 6.2, 6.0)  # points: tried where a determination runs a little over its sheet


def determination_html(
    assessment: Assessment | Mapping[str, Any], names: Mapping[str, str] | None = None
) -> str:
    """A whole HTML page from an assessment, or from what its ``to_json`` gave. ``names``: territories by code.

    >>> from tidewaiter import Lawbook
    >>> from tidewaiter.shipment import assess, read_shipment
    >>> told = assess(Lawbook.load(), read_shipment({"from": "DE", "to": "CH", "lines": ["<b>x</b>"]}))
    >>> page = determination_html(told)
    >>> page.startswith("<!doctype html>"), "<b>x</b>" in page, "<script" in page
    (True, False, False)
    """
    told = assessment if isinstance(assessment, Mapping) else assessment.to_json()
    from tidewaiter.report.rendering import render

    return render(
        "determination.html",
        told=told,
        title=f"Determination {told['shipment'].get('reference', '')}".strip(),
        names=names or {},
        needed=_in_turn(
            (one for one in told["documents"] if one["outcome"] == "applies"),
            lambda one: f"{one['jurisdiction']} {one['role']}" if one["role"] != "treaty" else "Treaties",
        ),
        flags=_in_turn(
            told["flags"], lambda one: str(one["id"])
        ),  # asked once, with what was seen of each line
        words=WORDS,
        roles=ROLES,
        picture=_picture,
        most_drawn=DRAWN,
    )


def pdf_ready() -> bool:
    """Whether this installation can write PDF: WeasyPrint and the system's Pango."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


def determination_sheets(
    assessment: Assessment | Mapping[str, Any], names: Mapping[str, str] | None = None
) -> Any:
    """The same page laid out on A4, a WeasyPrint document: ``.pages``, ``.write_pdf()``. Nothing is fetched.

    Raises :class:`QuestionError` where this installation cannot write PDF.
    """
    if not pdf_ready():
        raise QuestionError(
            "This installation writes no PDF.", "Print the HTML, or install tidewaiter[pdf] and Pango."
        )
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher

    page = HTML(string=determination_html(assessment, names), url_fetcher=URLFetcher(allowed_protocols=()))
    laid = page.render()
    for size in SMALLER if len(laid.pages) == 2 else ():
        smaller = page.render(stylesheets=[CSS(string=f"body {{ font-size: {size}pt !important }}")])
        if len(smaller.pages) == 1:
            return smaller
    return laid


def _in_turn(rows: Iterable[Row], key: Callable[[Row], str]) -> dict[str, list[Row]]:
    """Rows under a key that they share, in the order of first appearance."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def _picture(smiles: str) -> Markup:
    from markupsafe import Markup

    from tidewaiter.report.drawing import draw_control

    try:
        svg = draw_control(None, smiles, "")
    except (QuestionError, ValueError):  # a structure that cannot be drawn is no reason to print nothing
        return Markup()
    return Markup(svg[svg.find("<svg") :]) if "<svg" in svg else Markup()
