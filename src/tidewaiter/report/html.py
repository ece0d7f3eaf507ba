"""The answer as a small piece of HTML, for a notebook. Everything that comes from outside is escaped."""

from __future__ import annotations

from html import escape

from tidewaiter.answer import CAUTION, Answer
from tidewaiter.determine import Control
from tidewaiter.report.reasons import reason
from tidewaiter.silence import SILENCES

MOST = 6  # requirements of one listing in a notebook; `to_json` has all


def _requirements(control: Control) -> str:
    """What the listing asks of who moves the goods: each with its paper and authority, doubtful ones said so."""
    rows = []
    for item in control.obligations[:MOST]:
        measure = item.measure
        by = f", from {measure.issued_by}" if measure.issued_by else ""
        doubt = f" (cannot tell: {', '.join(item.missing)})" if item.missing else ""
        rows.append(f"<li>{escape(measure.title + by + doubt)}</li>")
    more = len(control.obligations) - MOST
    if more > 0:
        rows.append(f"<li>and {more} more</li>")
    return f"<ul>{''.join(rows)}</ul>" if rows else ""


def answer_html(answer: Answer) -> str:
    """A table of the controls with the drawing beside it."""
    rows = "".join(
        f"<tr><td>{escape(c.jurisdiction)}</td><td>{escape(c.outcome.replace('_', ' '))}</td>"
        f"<td>{escape(c.instrument.lists[c.entry.list].title)}<br><small>{escape(c.entry.clause)}</small></td>"
        f"<td>{escape(str(c.since))}</td><td>{escape(reason(c.because))}</td><td>{_requirements(c)}</td></tr>"
        for c in answer.controls
    )
    rows += "".join(
        f"<tr><td>{escape(s.jurisdiction)}</td><td><i>{SILENCES[s.why]}</i></td><td colspan=2></td>"
        f"<td colspan=2><small>{escape(s.note)}</small></td></tr>"
        for s in answer.silences
    )
    name = answer.identity.candidates[0].name or answer.query
    picture = ""
    if answer.smiles or answer.identity.candidates[0].smiles:
        from tidewaiter.report.drawing import draw_answer

        picture = f"<div>{draw_answer(answer)}</div>"
    head = "<tr><th>where</th><th></th><th>list and clause</th><th>since</th><th>because it is</th><th>what you must do</th></tr>"
    return (
        f"<div><h4>{escape(name)}</h4><p><b>{escape(answer.summary)}</b></p>{picture}"
        f"<table>{head}{rows}</table><p><small>Lawbook {escape(answer.version)} {escape(answer.sha256[:12])}. "
        f"{escape(CAUTION)}</small></p></div>"
    )
