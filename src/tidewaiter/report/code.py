"""The code of goods as a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tidewaiter.report.page import safe
from tidewaiter.report.words import brief

if TYPE_CHECKING:
    from tidewaiter.contract.code import CodeAnswer

_COLOURS = {"decided": "green", "depends": "yellow", "cannot_tell": "yellow"}


def code_page(answer: CodeAnswer, *, wide: bool = False) -> Iterator[str]:
    """The lines of a page; ``wide``: with what was taken as no and the rules in words."""
    colour = _COLOURS[answer["outcome"]]
    yield f"[bold {colour}]{safe(answer['summary'])}[/]"
    one = answer["identity"]
    told = ", ".join(part for part in (one["name"], one["cas"], one["smiles"]) if part)
    yield f"[dim]{safe(told)}; {safe(answer['edition'])} on {answer['on']}[/]"
    if one["doubt"] or one["note"]:
        yield f"[dim]{safe(one['doubt'] or one['note'])}[/]"
    for step in answer["path"]:
        unread = " (from memory, not read)" if step["verified"] == "memory" else ""
        rule = f"{step['cite']}: {step['rule']}{unread}" if wide else step["cite"]
        yield f"  {step['code']:<14} {safe(step['text'])}  [dim]{safe(rule)}[/]"
    for question in answer["questions"]:
        then = question["then"]
        yield f"  [yellow]?[/] {safe(question['ask'])}  yes: {then['yes'] or '-'}, no: {then['no'] or '-'}"
    if answer["declared"]:
        yield f"  {safe(answer['declared']['why'])}"
    if answer["alternatives"] and not answer["path"]:
        yield "  headings with these words, to choose from:"
        for beside in answer["alternatives"]:
            yield f"    {beside['code']:<14} {safe(brief(beside['text'], 90))}"
    elif answer["alternatives"]:
        yield "  considered: " + ", ".join(one["code"] for one in answer["alternatives"])
        if wide:
            for beside in answer["alternatives"]:
                yield f"    {beside['code']:<14} {safe(beside['text'])}: {safe(beside['why_not'])}"
    if wide:
        for text in answer["assumed"]:
            yield f"  [dim]taken as no: {safe(text)}[/]"
    yield f"[dim]{answer['caution']}[/]"
