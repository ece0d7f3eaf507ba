"""The kept questions, asked again: which answers would now differ, and in what."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tidewaiter.asking import KEPT, Books, ask
from tidewaiter.duty.quantity import lacks_currency
from tidewaiter.errors import QuestionError
from tidewaiter.plain import picked
from tidewaiter.record.chain import Entry, canonical
from tidewaiter.record.store import Record

Key = tuple[str, ...]


class Difference(NamedTuple):
    """One kept answer that would now be another."""

    entry: Entry
    came: tuple[str, ...]
    went: tuple[str, ...]
    changed: tuple[str, ...]
    refused: str = ""  # why the question cannot be asked any more

    @property
    def words_only(self) -> bool:
        """Whether only wording, citations or coverage differ: no control, duty, paper or flag."""
        return not (self.came or self.went or self.changed or self.refused)

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        kept = self.entry
        lawbook = {"version": kept.lawbook_version, "sha256": kept.lawbook_sha256}
        names = "seq at kind question lawbook came went changed refused words_only"
        return picked(names, kept, self, question=json.loads(kept.question or "{}"), lawbook=lawbook)


def recheck(record: Record, books: Books, *, on: str = "", everything: bool = False) -> Iterator[Difference]:
    """Ask every kept question of a kind that can be asked again, as it was asked (or, with ``on``, for that day).

    An answer given from today's very lawbook by today's engine is passed over, unless ``on`` or ``everything``.
    """
    from tidewaiter.version import __version__

    today = (books.law.sha256, __version__)
    for entry in record.entries(kinds=KEPT):
        if not entry.kept or ((entry.lawbook_sha256, entry.engine) == today and not (on or everything)):
            continue
        found = compare(entry, books, on)
        if found is not None:
            yield found


def compare(entry: Entry, books: Books, on: str = "") -> Difference | None:
    """One kept answer against today's; None where they are the same."""
    question = json.loads(entry.question or "{}")
    before = json.loads(entry.answer or "{}")
    try:
        # to JSON and back, so that what is compared went the same way as what was kept
        answer = ask(books, entry.kind, _for_day(entry.kind, _as_meant(entry.kind, question, before), on))
        after = json.loads(canonical(answer.to_json()))
    except QuestionError as why:
        return Difference(entry, (), (), (), str(why))
    old, new = _grouped(before), _grouped(after)
    came = tuple(_said(key, new[key]) for key in new if key not in old)
    went = tuple(_said(key, old[key]) for key in old if key not in new)
    changed = tuple(
        f"{_place(key)}: {old[key]} → {new[key]}" for key in new if key in old and old[key] != new[key]
    )
    if not (came or went or changed) and _bare(before) == _bare(after):
        return None
    return Difference(entry, came, went, changed)


def _as_meant(kind: str, question: dict[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """A question kept when a value without a currency was one in the money of the tariff: with that money."""
    if kind == "duty" and lacks_currency(str(question.get("value"))):
        money = before.get("currency") or before.get("before", {}).get("currency") or "USD"
        return {**question, "value": f"{question['value']} {money}"}
    lines = question.get("shipment", {}).get("lines", ()) if kind == "assess" else ()
    if any(isinstance(line, Mapping) and lacks_currency(str(line.get("value"))) for line in lines):
        money = next(
            (d["currency"] for d in (one.get("duty") for one in before["lines"]) if d and "currency" in d),
            "USD",
        )
        return {**question, "shipment": {"currency": money, **question["shipment"]}}
    return question


def _grouped(answer: Mapping[str, Any]) -> dict[Key, str]:
    found: dict[Key, dict[str, None]] = {}
    for key, words in points(answer):
        found.setdefault(key, {})[words] = None
    return {key: "; ".join(sorted(words)) for key, words in found.items()}


def _for_day(kind: str, question: dict[str, Any], on: str) -> dict[str, Any]:
    if not on:
        return question
    if kind != "assess":
        return {**question, "on": on}
    shipment = {
        key: value
        for key, value in question["shipment"].items()
        if key not in ("export", "entry", "on", "date")
    }
    return {**question, "shipment": {**shipment, "dates": {"export": on, "entry": on}}}


def points(answer: Mapping[str, Any]) -> Iterator[tuple[Key, str]]:
    """What an answer decides, each as a key (where, what) and the words for how: controls, papers, duties, flags.

    >>> control = {"jurisdiction": "UN", "instrument": "un/1961", "list": "I", "clause": "Sch I", "outcome": "applies",
    ...            "since": "1964-12-13", "basis": "named", "listed_as": "X", "obligations": []}
    >>> list(points({"controls": [control]}))
    [(('', 'UN', 'un/1961', 'I', 'Sch I', 'X', ''), 'applies since 1964-12-13, named')]
    """
    if "before" in answer and "after" in answer:  # a what-if of the duty
        for side in ("before", "after"):
            for (where, *rest), words in points(answer[side]):
                yield (f"{side} {where}".strip(), *rest), words
        return
    yield from _controls(answer.get("controls", ()), "")
    yield from _controls((item for item in answer.get("documents", ()) if "instrument" in item), "beside")
    for line in answer.get("lines", ()):
        where = f"line {line.get('line')}"
        yield (where, "status"), str(line.get("status"))
        yield from _controls(line.get("controls", ()), where)
        if isinstance(line.get("duty"), dict):
            for (place, *rest), words in points(line["duty"]):
                yield (f"{where} duty {place}".strip(), *rest), words
    for item in answer.get("components", ()):
        yield ("duty", item["measure"], str(item["heading"])), f"{item['outcome']} {item['rate']}"
    for total in ("assessed", "owed"):
        if isinstance(answer.get(total), dict):
            yield (total,), f"{answer[total].get('ad_valorem_pct')} %, {answer[total].get('amount')} USD"
    for item in answer.get("sums", ()):
        yield (
            ("sum", item["jurisdiction"], item["entry"], item["over"]),
            f"{item['outcome']} {item['total']} of {item['limit']}",
        )
    for item in answer.get("flags", ()):
        yield ("flag", item["id"], canonical(item["lines"])), str(item["question"])


def _controls(controls: Any, where: str) -> Iterator[tuple[Key, str]]:
    for item in controls:
        key = (
            where, item["jurisdiction"], item["instrument"], item["list"], item["clause"], str(item.get("listed_as") or ""),
            " ".join(str(item.get(part) or "") for part in ("at", "role")).strip(),
        )  # fmt: skip
        yield key, f"{item['outcome']} since {item['since']}, {item.get('basis') or 'listed'}"
        for duty in item.get("obligations", ()):
            yield (*key, str(duty["measure"])), f"{duty['title']}: {duty['outcome']}"


def _place(key: Key) -> str:
    return " ".join(part for part in key if part)


def _said(key: Key, words: str) -> str:
    return f"{_place(key)} ({words})"


_PASSING = frozenset({"lawbook", "engine", "consulted", "coverage", "verified_through", "record"})


def _bare(value: Any) -> Any:
    """An answer without what tells of the lawbook itself."""
    if isinstance(value, dict):
        return {key: _bare(item) for key, item in value.items() if key not in _PASSING}
    return [_bare(item) for item in value] if isinstance(value, list) else value
