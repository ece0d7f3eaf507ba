"""The answer as a small piece of HTML, for a notebook."""

from __future__ import annotations

from markupsafe import Markup

from tidewaiter.answer import Answer
from tidewaiter.report.rendering import render

MOST = 6  # requirements of one listing in a notebook; `to_json` has all


def answer_html(answer: Answer) -> str:
    """A table of the controls with the drawing beside it."""
    drawing = ""
    if answer.smiles or answer.identity.whole.smiles:
        from tidewaiter.report.drawing import draw_answer

        drawing = Markup(draw_answer(answer))
    return render("notebook.html", answer=answer, drawing=drawing, most=MOST)
