"""The determination for a customs file: one sheet of paper for an ordinary shipment, nothing cut off for a long one.

One layout, as HTML for a browser or a printer and as PDF. It is written from the assessment's JSON, so that a kept
assessment prints as it was given. No script, nothing loaded from elsewhere; whatever comes from outside is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from tidewaiter.errors import QuestionError
from tidewaiter.shipment.page import ROLES, WORDS, numbers
from tidewaiter.silence import SILENCES

if TYPE_CHECKING:
    from tidewaiter.shipment.result import Assessment

DRAWN = 12  # lines that are drawn: a drawing of each of a thousand lines is no page
SMALLER = (6.9, 6.5, 6.2)  # points: tried where a determination runs a little over its sheet
_GIVEN = ("description", "code", "quantity", "concentration", "value", "use", "end_user", "origin")
_BOUNDS = {"<=": "or before", ">=": "or later"}
_STYLE = """
@page { size: A4; margin: 9mm 11mm 11mm; @bottom-right { content: counter(page) " / " counter(pages); font: 6.5pt "Noto Sans", sans-serif; color: #555 } }
body { font: 10pt/1.4 "Noto Sans", "Liberation Sans", "DejaVu Sans", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif; color: #111; max-width: 64rem; margin: 1.5rem auto; padding: 0 1rem }
header { display: flex; justify-content: space-between; gap: 6mm; border-bottom: 1.2pt solid #0b5566; padding-bottom: 1.5mm }
h1 { font-size: 1.9em; margin: 0; line-height: 1.15 } .way { font-size: 1.16em; margin: .8mm 0 0 }
.stamp { margin: 0; text-align: right; font-size: .86em; color: #444 } .stamp span { font-family: "Noto Sans Mono", "Liberation Mono", monospace; font-size: .84em }
.verdict { border: 1pt solid; border-left-width: 3pt; padding: 1.2mm 2mm; font-size: 1.2em; margin: 2mm 0 }
.hit { border-color: #98281a } .hit b { color: #98281a } .cannot_tell, .unresolved, .unreadable { border-color: #6f4a00 } .no_hit { border-color: #475561 }
h2 { font-size: 1.16em; margin: 2mm 0 .8mm; color: #0b5566; break-after: avoid } h3 { font-size: 1em; margin: .5mm 0 0; break-after: avoid } p { margin: .8mm 0 } b.word { text-transform: uppercase }
table { border-collapse: collapse; width: 100% } th { text-align: left; font-size: .9em; color: #444; border-bottom: .7pt solid #888; padding: .3mm 1mm }
td { vertical-align: top; border-bottom: .35pt solid #bbb; padding: .6mm 1mm; overflow-wrap: anywhere } tr { break-inside: avoid }
.goods { width: 33% } td:first-child { white-space: nowrap; width: 1mm } td:last-child { min-width: 8mm }
.draw { float: right } .draw svg { width: 10em; height: auto } ul { margin: 0; padding-left: 1.3em } .ask { columns: 2; column-gap: 6mm } li { break-inside: avoid } i, .soft { color: #444 } .small { font-size: .86em; color: #333 }
.sign { display: flex; gap: 10mm; margin-top: 8mm } .sign p { flex: 1; border-top: .6pt solid #111; padding-top: .6mm }
@media print { body { font-size: 7.4pt; line-height: 1.3; margin: 0; padding: 0; max-width: none } }
@media (max-width: 40rem) { header { display: block } .stamp { text-align: left; overflow-wrap: anywhere } .ask { columns: 1 } table { display: block; overflow-x: auto } td { overflow-wrap: normal; min-width: 7em } td:first-child { min-width: 0 } }
"""


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
    title = f"Determination {told['shipment'].get('reference', '')}".strip()
    parts = [
        _head(told, title, names or {}),
        _lines(told["lines"]),
        _documents(told["documents"]),
        _sums(told["sums"]),
        _flags(told["flags"]),
        _questions(told["questions"]),
        _consulted(told),
        '<div class="sign"><p>Place and day</p><p>Name and signature</p></div>',
        f'<p class="small">{_e(told["caution"])}</p></main>',
    ]
    head = (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{_e(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="author" content="Tidewaiter {_e(told["engine"])}"><style>{_STYLE}</style></head><body>'
    )
    return f"{head}{''.join(parts)}</body></html>\n"


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


def _e(value: Any) -> str:
    return escape("".join(c if c.isprintable() else " " for c in str(value)))


def _table(head: tuple[str, ...], rows: Sequence[str]) -> str:
    """A table of rows that are HTML already."""
    top = "".join(f'<th scope="col">{one}</th>' for one in head)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _row(*cells: str) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _of_lines(one: Mapping[str, Any]) -> str:
    return f" (line {numbers(one['lines'])})" if one["lines"] else ""


def _since(day: str) -> str:
    """A first day in words: ``<=2005-11-01`` is ``2005-11-01 or before``."""
    return f"{day[2:]} {_BOUNDS[day[:2]]}" if day[:2] in _BOUNDS else day


def _word(status: str) -> str:
    return f'<b class="word">{WORDS[status]}</b>'


def _head(told: Mapping[str, Any], title: str, names: Mapping[str, str]) -> str:
    law, places = told["lawbook"], told["not_consulted"]["territories"]
    way = " → ".join(
        f"<b>{_e(names.get(s['place'], s['place']))}</b> {ROLES[s['role']]} {_e(', '.join(s['days']))}"
        for s in told["route"]
        if s["role"] != "treaty"
    )
    none = f" No law is held of {_e(', '.join(places))}: for these it is no answer." if places else ""
    parties = "; ".join(
        f"{_e(p.get('role') or 'party')}: <b>{_e(p.get('name', ''))}</b>"
        + "".join(f", {_e(p[key])}" for key in ("country", "address") if p.get(key))
        for p in told["shipment"].get("parties", ())
    )
    return (
        f'<header><div><h1>{_e(title)}</h1><p class="way">{way}</p></div>'
        f'<p class="stamp">Lawbook {_e(law["version"])}<br><span>{_e(law["sha256"][:32])}<br>{_e(law["sha256"][32:])}'
        f"</span><br>engine {_e(told['engine'])}</p></header><main>"
        f'<p class="verdict {told["status"]}">{_word(told["status"])} {_e(told["summary"])}{none}</p>'
        + (f"<p>{parties}</p>" if parties else "")
    )


def _lines(lines: Sequence[Mapping[str, Any]]) -> str:
    rows = [
        f'<tr class="line"><td>{one["line"]}</td><td class="goods">{_goods(one, number <= DRAWN)}</td>'
        f"<td>{_outcome(one)}</td></tr>"
        for number, one in enumerate(lines, 1)
    ]
    return "<h2>Lines</h2>" + _table(("No.", "Goods", "Outcome: list, clause, since"), rows)


def _goods(line: Mapping[str, Any], drawn: bool) -> str:
    given, chinese = line["given"], line["names"].get("zh", "")
    names = " · ".join(dict.fromkeys(_e(one) for one in (line["name"], chinese) if one))
    facts = [f"<br>CAS {_e(line['cas'])}"] if line["cas"] else []
    facts += [
        f"<br><i>{key.replace('_', ' ')}</i> {_e(str(given[key])[:300])}"
        for key in _GIVEN
        if given.get(key) and given[key] != line["name"]
    ]
    picture = _picture(line["smiles"]) if drawn and line["smiles"] else ""
    return f"{picture}<b>{names}</b>{''.join(facts)}"


def _picture(smiles: str) -> str:
    from tidewaiter.report.drawing import draw_control

    try:
        svg = draw_control(None, smiles, "")
    except (QuestionError, ValueError):  # a structure that cannot be drawn is no reason to print nothing
        return ""
    return f'<div class="draw">{svg[svg.find("<svg") :]}</div>' if "<svg" in svg else ""


def _outcome(line: Mapping[str, Any]) -> str:
    told = [_word(line["status"]) + ("" if line["status"] == "hit" else f": {_e(line['summary'])}")]
    told += [_e(one["message"]) for one in line["faults"]]
    for one in line["understood"]:
        if one["as"] and one["note"] and one["field"] != "code":
            told.append(f'<span class="soft">{one["field"]}: {_e(one["note"])}</span>')
        elif not one["as"]:
            told.append(f"{one['field']}: {_e(one['message'])}")
    told += [f"{_e(one['text'])}; both were evaluated" for one in line["disagreements"]]
    told += [_control(one) for one in line["controls"]]
    told += [_silence(one) for one in line["silences"]]
    return "<br>".join([*told, *_duty(line["duty"])])


def _silence(one: Mapping[str, Any]) -> str:
    note = f": {_e(one['note'])}" if one["why"] != "not_found" else ""
    through = f" (law read to {one['verified_through']})" if one["verified_through"] else ""
    return f'<span class="soft">{_e(one["jurisdiction"])} {SILENCES[one["why"]]}{note}{through}</span>'


def _control(one: Mapping[str, Any]) -> str:
    where = f"{_e(one['at'])} {ROLES[one['role']]}" if one["at"] != "UN" else "Treaty"
    clause = f", {_e(one['clause'])}" if one["clause"] != one["list_title"] else ""
    doubt = ""
    if one["outcome"] != "applies":
        doubt = f"; <b>cannot tell</b>: {_e(', '.join(one['missing']) or one['because'])}"
    weak = "; unverified" if {one["verified"], one["dates_verified"]} & {"memory", "press"} else ""
    return f"{where}: {_e(one['list_title'])}{clause} ({_e(one['title'])}), since {_e(_since(one['since']))}{doubt}{weak}"


def _duty(duty: Mapping[str, Any] | None) -> list[str]:
    if duty is None:
        return []
    if "assessed" not in duty:
        return [f"Duty: cannot tell. {_e(duty['message'])} {_e(duty['mend'])}"]
    parts = "; ".join(
        f"{_e(c['heading'])} {_e(c['rate'])}" for c in duty["components"] if c["outcome"] == "applies"
    )
    owed = (
        f"; owed as the law is known now {_share(duty['owed'], duty['currency'])}"
        if duty["owed"] != duty["assessed"]
        else ""
    )
    whole = _share(duty["assessed"], duty["currency"])
    told = f"Duty {_e(duty['code'])}, goods of {_e(duty['origin'])}: <b>{whole}</b> ({parts}){owed}"
    return [told, *(f'<span class="soft">{_e(one)}</span>' for one in (*duty["notices"], *duty["notes"]))]


def _share(total: Mapping[str, Any], currency: str) -> str:
    parts = [f"{total['ad_valorem_pct']:g} %"] if total["ad_valorem_pct"] is not None else []
    parts += [f"{total['amount']:,.2f} {currency}"] if total["amount"] is not None else []
    return ", ".join(parts) or "cannot tell"


def _documents(documents: Sequence[Mapping[str, Any]]) -> str:
    """The papers in two columns under the law that asks for them; what is doubtful in one sentence."""
    groups: dict[str, list[str]] = {}
    for one in documents:
        if one["outcome"] == "applies":
            law = f"{_e(one['jurisdiction'])} {_e(one['role'])}" if one["role"] != "treaty" else "Treaties"
            paper = "; ".join(
                _e(part)
                for part in (one["document"] or one["effect"], one["issued_by"], one["deadline"])
                if part
            )
            total = "; reached by the sum" if one["by_sum"] else ""
            groups.setdefault(law, []).append(
                f"<li><b>{_e(one['title'])}</b>, {_e(one['clause'])}: {paper}{total}{_of_lines(one)}</li>"
            )
    needed = "".join(f"<h3>{law}</h3><ul>{''.join(items)}</ul>" for law, items in groups.items())
    perhaps = "; ".join(
        f"{_e(one['jurisdiction'])} {_e(one['title'])} ({_e(one['clause'])}; if {_conditions(one['missing'])})"
        for one in documents
        if one["outcome"] != "applies"
    )
    told = f'<h2>Papers and acts needed</h2><div class="ask">{needed}</div>' if needed else ""
    return told + (f"<p><b>Conditional papers and exemptions:</b> {perhaps}.</p>" if perhaps else "")


def _conditions(missing: Sequence[str]) -> str:
    """``threshold (only mixtures ...)`` is told as what stands in the brackets."""
    told = [one[11:-1] if one.startswith("threshold (") and one.endswith(")") else one for one in missing]
    return _e(", ".join(told) or "a fact is given")


def _sums(sums: Sequence[Mapping[str, Any]]) -> str:
    rows = [
        _row(
            f"{_e(one['jurisdiction'])} {_e(one['role'])}",
            f"{_e(one['name'])}, {_e(one['clause'])}",
            _e(f"{one['total']} in the {one['over']}"),
            _e(one["limit"]),
            _e(
                ": ".join(
                    part for part in (one["outcome"].replace("_", " "), ", ".join(one["missing"])) if part
                )
            ),
        )
        for one in sums
    ]
    head = ("Law of", "Substance, clause", "Sum", "Threshold", "Outcome")
    return f"<h2>Thresholds, summed</h2>{_table(head, rows)}" if rows else ""


def _flags(flags: Sequence[Mapping[str, Any]]) -> str:
    """A flag that several lines raise is asked once, with what was seen of each."""
    alike: dict[str, list[Mapping[str, Any]]] = {}
    for one in flags:
        alike.setdefault(one["id"], []).append(one)
    items = "".join(
        f"<li><b>{_e(same[0]['title'])}</b>: {_e(same[0]['question'])} Seen: "
        f"{'; '.join(_e(one['because']) + _of_lines(one) for one in same)}. <i>{_cited(same[0]['sources'])}</i></li>"
        for same in alike.values()
    )
    head = "<h2>Red-flag questions (from published guidance; a flag is a question, never an accusation)</h2>"
    return f"{head}<ul>{items}</ul>" if items else ""


def _cited(sources: Sequence[Mapping[str, str]]) -> str:
    return "; ".join(_e(f"{one['title']}, {one['place']}") for one in sources)


def _questions(questions: Sequence[Mapping[str, Any]]) -> str:
    """What to ask; a condition of a doubtful paper has been told with the paper."""
    items = "".join(
        f"<li>{_e(one['question'])}{_of_lines(one)}</li>" for one in questions if one["fact"] != "threshold"
    )
    return f'<h2>To ask</h2><ul class="ask">{items}</ul>' if items else ""


def _consulted(told: Mapping[str, Any]) -> str:
    rows = "; ".join(
        f"{_e(one['instrument'])} ({'in part' if one['coverage'].startswith('partial') else 'whole'}, "
        f"through {_e(one['verified_through'])})"
        for one in told["consulted"]
    )
    missing, entry = told["not_consulted"], told.get("record")
    none = [f"the law of {_e(place)} (none is held)" for place in missing["territories"]]
    matters = "; ".join([*none, *map(_e, missing["matters"])])
    left = f" <b>Not searched:</b> {matters}." if matters else ""
    kept = f" <b>Kept</b> as entry {entry['seq']} of the record, {_e(entry['hash'])}." if entry else ""
    return f'<p class="small"><b>Consulted:</b> {rows}.{left}{kept}</p>'
