"""The assessment as a page for the terminal: lines first, then the whole, each with what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from tidewaiter.declared import taken_words
from tidewaiter.obligations import fact_words
from tidewaiter.report.page import safe, searched
from tidewaiter.report.reasons import reason
from tidewaiter.report.words import numbers, unverified
from tidewaiter.silence import SILENCES

COLOURS = {
    "hit": "red",
    "cannot_tell": "yellow",
    "not_installed": "magenta",
    "unreadable": "magenta",
    "unresolved": "magenta",
    "no_hit": "green",
}
WORDS = {
    "hit": "controlled",
    "cannot_tell": "cannot tell",
    "not_installed": "not judged",
    "unreadable": "unreadable",
    "unresolved": "unresolved",
    "no_hit": "no hit",
}
ROLES = {
    "export": "leaves",
    "transit": "passes",
    "import": "enters",
    "domestic": "moves inside",
    "treaty": "the treaties",
}


def assessment_page(told: Mapping[str, Any], *, wide: bool = False) -> Iterator[str]:
    """The lines of an assessment's JSON. ``wide`` adds citations, what was read, doubtful papers, coverage."""
    yield from _head(told)
    for line in told["lines"]:
        yield ""
        yield from _line(line, wide)
    yield from _documents(told["documents"], wide)
    yield from _sums(told["sums"])
    yield from _flags(told["flags"], wide)
    yield from _questions(told["questions"], wide)
    yield from _foot(told, wide)


def _head(told: Mapping[str, Any]) -> Iterator[str]:
    stops = [stop for stop in told["route"] if stop["role"] != "treaty"]
    way = " → ".join(f"{safe(stop['place'])} {'/'.join(stop['days'])}" for stop in stops)
    reference = told["shipment"].get("reference", "")
    yield f"[bold cyan]Shipment {safe(reference)}[/]".replace(" [/]", "[/]") + f" {way}"
    yield f"[bold]{safe(told['summary'])}[/]"


def _line(line: dict[str, Any], wide: bool) -> Iterator[str]:
    given = line["given"]
    amount = " ".join(given[key] for key in ("quantity", "concentration") if given.get(key))
    number = f"CAS {line['cas']}" if line["cas"] else ""
    other = line["names"].get("zh", "")
    title = " · ".join(dict.fromkeys(part for part in (line["name"], other, number, amount) if part))
    yield f"[bold]{line['line']}. {safe(title)}[/] [{COLOURS[line['status']]}]{WORDS[line['status']]}[/]"
    yield f"   {safe(line['summary'])}"
    for fault in line["faults"]:
        yield f"   [magenta]{safe(fault['message'])}[/]"
    for one in line["understood"]:
        yield from _understood(one)
    if told := taken_words(line.get("taken", {})):
        yield f"   [dim]{safe(told)}[/]"
    for one in line["disagreements"]:
        yield f"   [yellow]{safe(one['text'])}; both were evaluated[/]"
    for (place, role), controls in groupby(line["controls"], key=lambda c: (c["at"], c["role"])):
        yield f"   [bold]{safe(place)}[/] [dim]({ROLES[role]})[/]"
        for control in controls:
            yield from _control(control, wide)
    for one in line["silences"]:
        words = SILENCES[one["why"]]
        colour = "yellow" if one["why"] == "not_held" else "dim"
        note = f": {safe(one['note'])}" if wide or one["why"] != "not_found" else ""
        read_to = f" [dim](law read to {one['verified_through']})[/]" if one["verified_through"] else ""
        yield f"   [bold]{safe(one['jurisdiction'])}[/] [{colour}]{words}[/]{note}{read_to}"
    yield from _code(line.get("code"))
    yield from _duty(line)


def _code(code: dict[str, Any] | None) -> Iterator[str]:
    if code and code["declared"] and code["declared"]["agrees"] is False:
        yield f"   [yellow]Code: {safe(code['declared']['why'])}[/]"
    elif code:
        yield f"   [dim]code by structure: {safe(code['summary'])}[/]"


def _understood(one: dict[str, Any]) -> Iterator[str]:
    if not one["as"]:
        if one["field"] == "code":
            yield f"   [dim]code {safe(one['given'])}: no listed substance is recorded under it; it covers many goods[/]"
            return
        yield f"   [magenta]{one['field']}: {safe(one['message'])}[/] [dim]{safe(one['mend'])}[/]"
        return
    names = ", ".join(c["name"] or c["cas"] or c["smiles"] or "a structure" for c in one["as"][:4])
    more = (
        f" and {one['more'] + max(0, len(one['as']) - 4)} more" if one["more"] or len(one["as"]) > 4 else ""
    )
    note = f"; {one['note']}" if one["note"] else ""
    yield f"   [dim]{one['field']} {safe(one['given'][:60])}: {safe(names + more)} ({safe(one['rung'] + note)})[/]"


def _control(control: dict[str, Any], wide: bool) -> Iterator[str]:
    sure = control["outcome"] == "applies"
    colour, word = ("red", "controlled") if sure else ("yellow", "cannot tell")
    yield f"     [{colour}]{word}[/] {safe(control['list_title'])}, {safe(control['title'])}, {safe(control['clause'])}"
    until = f" until {control['until']}" if control["until"] else ""
    yield f"       since {safe(control['since'])}{until}; {safe(control['kind'])}; because it is {safe(reason(control['because']))}"
    if control["missing"]:
        yield f"       [yellow]to decide it: {safe(', '.join(map(fact_words, control['missing'])))}[/]"
    if weak := unverified(control["verified"], control["dates_verified"]):
        yield f"       [yellow]unverified: {weak}[/]"
    if wide:
        yield f"       [dim]{safe(control['cite'])}; read: {safe(control['read'])}[/]"


def _duty(line: dict[str, Any]) -> Iterator[str]:
    duty = line["duty"]
    if duty is None:
        if line.get("no_duty"):  # one kept earlier has none
            yield f"   [dim]{safe(line['no_duty'])}[/]"
        return
    if "assessed" not in duty:
        yield f"   Duty: [yellow]cannot tell[/]: {safe(duty['message'])} [dim]{safe(duty['mend'])}[/]"
        return
    yield f"   [bold]Duty[/] {safe(duty['code'])} {safe(duty['description'])}, goods of {safe(duty['origin'])}"
    for one in duty["components"]:
        if one["outcome"] in ("applies", "cannot_tell"):
            word = "" if one["outcome"] == "applies" else f" [yellow](cannot tell: {safe(one['because'])})[/]"
            yield f"     {safe(one['heading'])} {safe(one['rate'])} {safe(one['title'])}{word}"
    for key, word in (("assessed", "assessed"), ("owed", "owed")):
        yield f"     {word} {_share(duty[key], duty['currency'])}"
    for notice in duty["notices"]:
        yield f"     [yellow]beside it: {safe(notice)}[/]"
    for note in duty["notes"]:
        yield f"     [dim]{safe(note)}[/]"


def _share(total: dict[str, Any], currency: str) -> str:
    parts = [f"{total['ad_valorem_pct']:g} %"] if total["ad_valorem_pct"] is not None else []
    parts += [f"{total['amount']:,.2f} {currency}"] if total["amount"] is not None else []
    return ", ".join(parts) or "cannot tell"


def _documents(documents: list[dict[str, Any]], wide: bool) -> Iterator[str]:
    sure = [one for one in documents if one["outcome"] == "applies" and one["effect"] != "relief"]
    rest = [one for one in documents if one not in sure]
    if sure:
        yield ""
        yield "[bold]Papers and acts[/]"
    for one in sure:
        yield _document(one)
    if rest and not wide:
        yield f"[dim]  and {len(rest)} that turn on what is not known, or that free goods: --verbose lists them[/]"
    for one in rest if wide else ():
        yield f"{_document(one)} [yellow](if: {safe(', '.join(map(fact_words, one['missing'])) or 'it is a relief')})[/]"


def _document(one: dict[str, Any]) -> str:
    by = f", {one['issued_by']}" if one["issued_by"] else ""
    when = f", {one['deadline']}" if one["deadline"] else ""
    lines = numbers(one["lines"])
    total = "; reached only by the sum" if one["by_sum"] else ""
    return (
        f"  {safe(one['jurisdiction'])} {safe(one['title'])}: {safe(one['document'] or one['effect'])}"
        f"[dim]{safe(by + when)}; {safe(one['clause'])}; line {lines}{total}[/]"
    )


def _sums(sums: list[dict[str, Any]]) -> Iterator[str]:
    if sums:
        yield ""
        yield "[bold]Thresholds, summed[/]"
    for one in sums:
        word = {"reached": "[red]reached[/]", "below": "below", "cannot_tell": "[yellow]cannot tell[/]"}[
            one["outcome"]
        ]
        missing = f" ({safe(', '.join(one['missing']))})" if one["missing"] else ""
        yield (
            f"  {safe(one['jurisdiction'])} {safe(one['role'])} {safe(one['name'])}: {one['total']} in the {one['over']}, "
            f"threshold {safe(one['limit'])}: {word}{missing} [dim]{safe(one['clause'])}[/]"
        )


def _flags(flags: list[dict[str, Any]], wide: bool) -> Iterator[str]:
    if flags:
        yield ""
        yield "[bold]Red-flag questions[/] [dim](from published guidance; a flag is a question, never an accusation)[/]"
    for one in flags:
        lines = f" (line {numbers(one['lines'])})" if one["lines"] else ""
        yield f"  [yellow]{safe(one['title'])}[/]{lines}: {safe(one['because'])}"
        yield f"    {safe(one['question'])}"
        for source in one["sources"]:
            where = f", {source['address']}" if wide else ""
            yield f"    [dim]{safe(source['title'])}, {safe(source['place'])}{safe(where)}[/]"


def _questions(questions: list[dict[str, Any]], wide: bool) -> Iterator[str]:
    if questions:
        yield ""
        yield "[bold]To ask[/]"
    for one in questions if wide else questions[:12]:
        lines = f" [dim](line {numbers(one['lines'])})[/]" if one["lines"] else ""
        yield f"  {safe(one['question'])}{lines}"
    if len(questions) > 12 and not wide:
        yield f"[dim]  and {len(questions) - 12} more: --verbose lists them[/]"


def _foot(told: Mapping[str, Any], wide: bool) -> Iterator[str]:
    yield ""
    yield searched(len(told["consulted"]))
    for one in told["consulted"] if wide else ():
        yield f"[dim]  {safe(one['instrument'])}: {safe(one['coverage'])}, checked through {one['verified_through']}[/]"
    missing = told["not_consulted"]
    if missing["territories"]:
        yield f"[yellow]no law of these territories is held: {safe(', '.join(missing['territories']))}[/]"
    if missing["matters"]:
        yield f"[dim]not searched: {safe('; '.join(missing['matters']))}[/]"
    law = told["lawbook"]
    yield f"[dim]lawbook {safe(law['version'])} {law['sha256'][:12]}, engine {told['engine']}. {told['caution']}[/]"
