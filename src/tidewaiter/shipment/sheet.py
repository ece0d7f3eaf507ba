"""The printable determination: one HTML page for a customs file. No script, nothing loaded from elsewhere.

It is written from the assessment's JSON, so that a kept assessment prints as it was given. Whatever comes from
outside is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from tidewaiter.errors import QuestionError
from tidewaiter.shipment.page import ROLES, WORDS

if TYPE_CHECKING:
    from tidewaiter.shipment.result import Assessment

DRAWN = 12  # lines that are drawn: a drawing of each of a thousand lines is no page
_STYLE = """
@page { size: A4; margin: 14mm }
body { font: 10pt/1.4 system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif; color: #111; margin: 1.5rem auto; max-width: 62rem; padding: 0 1rem }
h1 { font-size: 17pt; margin: 0 } h2 { font-size: 12pt; margin: 1.3em 0 .3em; border-bottom: 1px solid #888 }
h3 { font-size: 11pt; margin: 1em 0 .2em } h4 { font-size: 10pt; margin: .7em 0 .1em }
table { border-collapse: collapse; width: 100%; margin: .3em 0 } caption { text-align: left; font-weight: bold; padding: .2em 0 }
th, td { border: 1px solid #999; padding: .25em .45em; text-align: left; vertical-align: top } th { background: #eee }
.status { font-weight: bold; padding: .05em .5em; border: 1.5px solid; border-radius: .3em }
.hit { color: #9b1c1c } .cannot_tell { color: #7a4b00 } .unreadable, .unresolved { color: #6b1d6b } .no_hit { color: #1d5e2a }
.small { font-size: 8.5pt; color: #444 } .draw { float: right } .draw svg { max-width: 13rem; height: auto } article table { clear: both }
article { break-inside: avoid-page } dl { display: grid; grid-template-columns: max-content 1fr; gap: .1em .8em; margin: .3em 0 }
dt { font-weight: bold } dd { margin: 0; overflow-wrap: anywhere } td { overflow-wrap: break-word } .sign { display: flex; gap: 3em; margin-top: 2.2em }
.sign div { flex: 1; border-top: 1px solid #111; padding-top: .2em } @media print { body { margin: 0; max-width: none; padding: 0 } }
@media (max-width: 40rem) { table { display: block; overflow-x: auto } }
"""


def determination_html(assessment: Assessment | Mapping[str, Any]) -> str:
    """A whole HTML page from an assessment, or from what its ``to_json`` gave.

    >>> from tidewaiter import Lawbook
    >>> from tidewaiter.shipment import assess, read_shipment
    >>> told = assess(Lawbook.load(), read_shipment({"from": "DE", "to": "CH", "lines": ["<b>x</b>"]}))
    >>> page = determination_html(told)
    >>> page.startswith("<!doctype html>"), "<b>x</b>" in page, "<script" in page
    (True, False, False)
    """
    told = assessment if isinstance(assessment, Mapping) else assessment.to_json()
    reference = told["shipment"].get("reference", "")
    title = f"Determination {reference}".strip()
    lines = "".join(_line(line, number <= DRAWN) for number, line in enumerate(told["lines"], 1))
    parts = [
        _head(told, title),
        f"<main><h2>Lines</h2>{lines}",
        _documents(told["documents"]),
        _sums(told["sums"]),
        _flags(told["flags"]),
        _questions(told["questions"]),
        _consulted(told),
        '<div class="sign"><div>Place and day</div><div>Name and signature</div></div></main>',
    ]
    head = (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{_e(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head><body>'
    )
    return f"{head}{''.join(parts)}</body></html>\n"


def _e(value: Any) -> str:
    return escape("".join(c if c.isprintable() else " " for c in str(value)))


def _status(status: str) -> str:
    return f'<span class="status {status}">{WORDS[status]}</span>'


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]], caption: str = "") -> str:
    """A table of cells that are HTML already."""
    if not rows:
        return ""
    top = "".join(f'<th scope="col">{one}</th>' for one in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    named = f"<caption>{_e(caption)}</caption>" if caption else ""
    return f"<table>{named}<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _pairs(pairs: list[tuple[str, str]]) -> str:
    inner = "".join(f"<dt>{_e(name)}</dt><dd>{value}</dd>" for name, value in pairs if value)
    return f"<dl>{inner}</dl>" if inner else ""


def _head(told: Mapping[str, Any], title: str) -> str:
    law = told["lawbook"]
    stops = [(_e(s["place"]), _e(ROLES[s["role"]]), _e(", ".join(s["days"]))) for s in told["route"]]
    parties = [
        (_e(p.get("role", "")), _e(p.get("name", "")), _e(p.get("country", "")), _e(p.get("address", "")))
        for p in told["shipment"].get("parties", ())
    ]
    return (
        f"<header><h1>{_e(title)}</h1><p>{_status(told['status'])} {_e(told['summary'])}</p>"
        f'<p class="small">Lawbook {_e(law["version"])}, SHA-256 {_e(law["sha256"])}; engine {_e(told["engine"])}. '
        f"{_e(told['caution'])}</p></header><section><h2>Route and parties</h2>"
        + _table(("Territory", "The goods", "Law asked of the day"), stops)
        + _table(("Role", "Name", "Country", "Address"), parties)
        + "</section>"
    )


def _line(line: Mapping[str, Any], drawn: bool) -> str:
    given, names = line["given"], line["names"]
    other = [names[key] for key in ("zh",) if names.get(key) and names[key] != line["name"]]
    title = " · ".join([line["name"], *other])
    facts = [
        (key.replace("_", " "), _e(str(value)[:300]))
        for key, value in given.items()
        if value and key not in ("structure", "cas" if value == line["cas"] else "")
    ]
    faults = "".join(f'<p class="unreadable">{_e(one["message"])}</p>' for one in line["faults"])
    disagreements = "".join(
        f'<p class="cannot_tell">{_e(one["text"])}; both were evaluated.</p>' for one in line["disagreements"]
    )
    picture = _picture(line["smiles"]) if drawn and line["smiles"] else ""
    return (
        f"<article><h3>{line['line']}. {_e(title)} {_status(line['status'])}</h3><p>{_e(line['summary'])}</p>{faults}"
        f"{picture}{_pairs([('CAS', _e(line['cas'])), *facts])}{_understood(line)}{disagreements}{_controls(line)}"
        f"{_duty(line['duty'])}</article>"
    )


def _picture(smiles: str) -> str:
    from tidewaiter.report.drawing import draw_control

    try:
        svg = draw_control(None, smiles, "")
    except (QuestionError, ValueError):  # a structure that cannot be drawn is no reason to print nothing
        return ""
    return f'<div class="draw">{svg[svg.find("<svg") :]}</div>' if "<svg" in svg else ""


def _understood(line: Mapping[str, Any]) -> str:
    rows = []
    for one in line["understood"]:
        named = [c["name"] or c["cas"] or c["smiles"] for c in one["as"][:4]]
        more = one["more"] + max(0, len(one["as"]) - 4)
        what = ", ".join(named) + (f" and {more} more" if more else "")
        rows.append(
            (
                _e(one["field"]),
                _e(one["given"][:120]),
                _e(what or one["message"]),
                _e(one["rung"] or one["status"]),
                _e(one["note"] or one["mend"]),
            )
        )
    return _table(("Field", "As given", "Understood as", "How", "Note"), rows)


def _controls(line: Mapping[str, Any]) -> str:
    rows = []
    for (place, role), controls in groupby(line["controls"], key=lambda c: (c["at"], c["role"])):
        for c in controls:
            word = "controlled" if c["outcome"] == "applies" else "cannot tell"
            missing = f"; missing: {', '.join(c['missing'])}" if c["missing"] else ""
            weak = f"; unverified ({c['verified']})" if c["verified"] in ("memory", "press") else ""
            rows.append(
                (
                    f"{_e(place)} ({_e(ROLES[role])})",
                    _e(word),
                    f'{_e(c["list_title"])}, {_e(c["title"])}<br><span class="small">{_e(c["clause"])}; {_e(c["cite"])}</span>',
                    _e(c["since"]),
                    _e(c["because"] + missing + weak),
                )
            )
    return _table(("Where", "Outcome", "List and clause", "Since", "Because it is"), rows)


def _duty(duty: Mapping[str, Any] | None) -> str:
    if duty is None:
        return ""
    if "assessed" not in duty:
        return f"<h4>Duty</h4><p>Cannot tell: {_e(duty['message'])} {_e(duty['mend'])}</p>"
    rows = [
        (
            _e(c["heading"]),
            _e(c["title"]),
            _e(c["rate"]),
            _e(c["outcome"].replace("_", " ")),
            _e(c["because"]),
        )
        for c in duty["components"]
    ]
    totals = [(word, _share(duty[word])) for word in ("assessed", "owed")]
    notes = "".join(f'<p class="small">{_e(one)}</p>' for one in (*duty["notices"], *duty["notes"]))
    caption = f"Duty of {duty['code']} {duty['description']}, goods of {duty['origin']}, entered {duty['on']}"
    return _table(("Heading", "Duty", "Rate", "Outcome", "Why"), rows, caption) + _pairs(totals) + notes


def _share(total: Mapping[str, Any]) -> str:
    parts = [f"{total['ad_valorem_pct']:g} %"] if total["ad_valorem_pct"] is not None else []
    parts += [f"{total['amount']:,.2f} USD"] if total["amount"] is not None else []
    return ", ".join(parts) or "cannot tell"


def _numbers(one: Mapping[str, Any]) -> str:
    return ", ".join(map(str, one["lines"]))


def _documents(documents: list[Mapping[str, Any]]) -> str:
    told = ""
    for outcome, caption in (
        ("applies", "Needed"),
        ("cannot_tell", "Turning on what is not known, or freeing goods"),
    ):
        rows = [
            (
                _e(one["jurisdiction"]),
                f'{_e(one["title"])}<br><span class="small">{_e(one["clause"])}; {_e(one["cite"])}</span>',
                _e(one["document"] or one["effect"]),
                _e(one["issued_by"]),
                _e("; ".join([one["deadline"]] * bool(one["deadline"]) + list(one["missing"]))),
                _numbers(one) + (" (by sum)" if one["by_sum"] else ""),
            )
            for one in documents
            if one["outcome"] == outcome
        ]
        told += _table(("Law of", "What", "Paper", "From or to whom", "When, if", "Line"), rows, caption)
    return f"<section><h2>Papers and acts</h2>{told}</section>" if told else ""


def _sums(sums: list[Mapping[str, Any]]) -> str:
    rows = [
        (
            _e(f"{one['jurisdiction']}, {one['role']}"),
            _e(one["name"]),
            _e(f"{one['total']} in the {one['over']}"),
            _e(one["limit"]),
            _e(
                one["outcome"].replace("_", " ")
                + (f": {', '.join(one['missing'])}" if one["missing"] else "")
            ),
            _e(one["clause"]),
            _numbers(one),
        )
        for one in sums
    ]
    table = _table(("Law of", "Substance", "Sum", "Threshold", "Outcome", "Clause", "Line"), rows)
    return f"<section><h2>Thresholds, summed</h2>{table}</section>" if table else ""


def _flags(flags: list[Mapping[str, Any]]) -> str:
    rows = [
        (
            _e(one["title"]),
            _e(one["because"]),
            _e(one["question"]),
            "<br>".join(_e(f"{s['issuer']}: {s['title']}, {s['place']}") for s in one["sources"]),
            _numbers(one),
        )
        for one in flags
    ]
    table = _table(("Sign", "Seen", "Question", "Source", "Line"), rows)
    head = "<h2>Questions of the guides</h2><p>A flag is a question, never an accusation.</p>"
    return f"<section>{head}{table}</section>" if table else ""


def _questions(questions: list[Mapping[str, Any]]) -> str:
    items = "".join(
        f"<li>{_e(one['question'])}{f' (line {_numbers(one)})' if one['lines'] else ''}</li>"
        for one in questions
    )
    return f"<section><h2>To ask</h2><ul>{items}</ul></section>" if items else ""


def _consulted(told: Mapping[str, Any]) -> str:
    rows = [
        (_e(one["instrument"]), _e(one["title"]), _e(one["coverage"]), _e(one["verified_through"]))
        for one in told["consulted"]
    ]
    missing = told["not_consulted"]
    none = "".join(f"<li>the law of {_e(place)}: none is held</li>" for place in missing["territories"])
    matters = "".join(f"<li>{_e(matter)}</li>" for matter in missing["matters"])
    return (
        "<section><h2>What was consulted</h2>"
        + _table(("Instrument", "Title", "Held", "Checked through"), rows)
        + (f"<h4>Not consulted</h4><ul>{none}{matters}</ul>" if none or matters else "")
        + "</section>"
    )
