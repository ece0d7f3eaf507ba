"""Claims as plain data, in and out: the one form in which a person, a model or the finder says what a text states.

Words become what the lawbook knows: states, substances, groups, grounds, days. A substance that it does not know is no
error: of that it holds nothing. What cannot be understood is an error that says how to mend it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, get_type_hints

from tidewaiter.book import Book
from tidewaiter.contract.claims import DOES, MODALITIES, PAPERS, WAYS, ClaimOf
from tidewaiter.dates import HORIZON_DAYS, asked_day
from tidewaiter.errors import QuestionError
from tidewaiter.lawbook.names import cas_digits, is_text
from tidewaiter.text.mentions import find_mentions
from tidewaiter.text.statements.claims import Claim, What, acts_named
from tidewaiter.text.statements.days import Window, find_days, month_window, resolve, year_window
from tidewaiter.text.statements.entities import find_entities
from tidewaiter.text.statements.grounds import first_ground
from tidewaiter.text.statements.words import state_code, words

MOST = 1000  # claims at once
NEEDS = {  # kind -> the fields of which it needs one each
    "control": (("who",), ("what",)), "removal": (("who",), ("what",)), "follow": (("who",), ("what",)), "count": (("who",), ("number",)),
    "licence": (("who",),), "duty": (("who",), ("whose", "ground", "goods", "rate")), "reduction": (("who",), ("whose", "ground", "goods", "rate")),
    "repeal": (("who",), ("whose", "ground", "goods", "rate")), "exemption": (("who",),), "truce": (("who",), ("whose",)), "list": (("who",),),
    "answers": (("who",),), "designation": (("who",), ("parties", "whose", "number")), "event": (("who",), ("way",)), "deadline": (("who",), ("day",)),
}  # fmt: skip
_LISTS = ("what", "whose", "goods", "parties", "papers")


def claim_of(data: Mapping[str, Any], book: Book, on: date | None = None) -> tuple[Claim, date]:
    """One claim from plain data (:class:`tidewaiter.contract.claims.ClaimOf`), and the day of its text.

    Raises :class:`QuestionError` for what cannot be understood, with how to mend it.

    >>> book = Book.load()
    >>> claim, day = claim_of({"does": "control", "who": "China", "what": ["4-piperidone"], "day": "2025-07", "on": "2025-08-01"}, book)
    >>> claim.actor, claim.what[0].id, str(claim.days), str(day)
    ('CN', '4-piperidone', '2025-07-01 to 2025-07-31', '2025-08-01')
    >>> claim_of({"does": "control", "who": "China"}, book)
    Traceback (most recent call last):
    tidewaiter.errors.QuestionError: A claim of control needs `what`. Add it: see docs/read.md, "Claims".
    """
    if not isinstance(data, Mapping):
        raise QuestionError(
            "A claim is no object.", 'Write {"does": "control", "who": "CN", "what": ["4-piperidone"]}.'
        )
    known = get_type_hints(ClaimOf)
    if unknown := sorted(set(data) - set(known)):
        raise QuestionError(f"A claim has no field {unknown[0]!r}.", f"Fields: {', '.join(known)}.")
    told = {key: value for key, value in data.items() if value not in (None, "", [], ())}
    kind = _one_of("does", told.get("does", ""), DOES)
    for fields in NEEDS.get(kind, ()):
        if not any(key in told for key in fields):
            names = " or ".join(f"`{key}`" for key in fields)
            raise QuestionError(f"A claim of {kind} needs {names}.", 'Add it: see docs/read.md, "Claims".')
    last = max(book.day, book.today) + timedelta(HORIZON_DAYS)
    day = asked_day(_text(told, "on"), last) if "on" in told else on or book.today
    lists = {key: _texts(told, key) for key in _LISTS}
    span = _span(told.get("span"))
    claim = Claim(
        kind, *span,
        actor=_state(_text(told, "who"), book) if "who" in told else "",
        what=_whats(kind, lists["what"], book),
        number=_number(told, "number"),
        also=tuple(told.get("also", ())),
        origins=tuple(_state(name, book) for name in lists["whose"]),
        rate=_rate(told, "rate"),
        rate_from=_rate(told, "rate_before"),
        money=_worth(_text(told, "worth")),
        authority=_ground(_text(told, "ground")),
        goods=tuple(_good(word) for word in lists["goods"]),
        parties=tuple(lists["parties"]),
        list=_text(told, "list"),
        act=_text(told, "act"),
        instrument=_text(told, "instrument"),
        papers=tuple(_one_of("papers", one, PAPERS) for one in lists["papers"]),
        as_class=_yes(told, "as_class"),
        way=_one_of("way", told.get("way", ""), ("", *WAYS)),
        made_known=_yes(told, "made_known"),
        begins=_yes(told, "begins"),
        days=_days(_text(told, "day"), day),
        modality=_one_of("modality", told.get("modality", "fact"), MODALITIES),
        negated=_yes(told, "denied"),
        still=_yes(told, "still"),
        said_by=_text(told, "said_by"),
    )  # fmt: skip
    return claim, day


def _whats(kind: str, names: Sequence[str], book: Book) -> tuple[What, ...]:
    """What a claim is about; what is counted is a group."""
    found = tuple(_what(name, book) for name in names)
    groups = words().groups
    for one in found if kind == "count" else ():
        if one.kind != "substance" and one.id not in groups:
            raise QuestionError(
                f"{one.text[:80]!r} is no group that is counted.", f"Use one of: {', '.join(groups)}."
            )
    return found


def claims_in(data: Any) -> tuple[list[Mapping[str, Any]], str]:
    """The claims of a file, and the day given for all: a claim, a list of them, ``{"on", "claims"}``, or what ``read --json`` prints."""
    day = ""
    if isinstance(data, Mapping) and "pieces" in data:
        day = (data.get("published") or {}).get("day", "")
        data = [one["claim"] for piece in data["pieces"] for one in piece["statements"]]
    elif isinstance(data, Mapping) and "claims" in data:
        if unknown := sorted(set(data) - {"on", "claims"}):
            raise QuestionError(f"Beside the claims stands {unknown[0]!r}.", "Give `on` and `claims`.")
        day, data = data.get("on") or "", data["claims"]
    elif isinstance(data, Mapping):
        data = [data]
    if not isinstance(data, Sequence) or isinstance(data, str) or not data:
        raise QuestionError(
            "There is no claim.", 'Give {"on": "2025-07-15", "claims": [{"does": "control", ...}]}.'
        )
    if len(data) > MOST:
        raise QuestionError(f"There are {len(data):,} claims.", f"At most {MOST:,} are judged at once.")
    return list(data), day


def claim_json(claim: Claim, on: date, text: str = "") -> ClaimOf:
    """A claim as plain data, its days worked out for a text of a day; what says nothing is left out."""
    window = claim.window(on)
    told: dict[str, Any] = {
        "does": claim.kind, "who": claim.actor, "what": [w.text if w.kind in ("group", "unknown", "act") else w.id for w in claim.what],
        "number": claim.number, "also": list(claim.also), "whose": list(claim.origins), "rate": _plain(claim.rate),
        "rate_before": _plain(claim.rate_from), "worth": claim.money, "ground": claim.authority, "goods": list(claim.goods),
        "parties": list(claim.parties), "list": claim.list, "act": claim.act, "instrument": claim.instrument, "papers": list(claim.papers), "as_class": claim.as_class, "way": claim.way,
        "day": str(window or ""), "begins": claim.begins, "still": claim.still, "made_known": claim.made_known, "modality": claim.modality,
        "denied": claim.negated, "said_by": claim.said_by, "on": on.isoformat(), "text": text,
        "span": [claim.start, claim.end] if claim.end else [],
    }  # fmt: skip
    kept: Any = {key: value for key, value in told.items() if value not in (None, "", [], False)}
    return kept  # type: ignore[no-any-return]


def _plain(rate: Decimal | None) -> str:
    return "" if rate is None else f"{rate.normalize():f}"


def _wrong(key: str, value: Any, mend: str) -> QuestionError:
    return QuestionError(f"`{key}` of a claim is {value!r}.", mend)


def _one_of(field: str, value: Any, known: Sequence[str]) -> str:
    mend = f"One of: {', '.join(word for word in known if word)}."
    if value not in known:
        raise _wrong(field, value, mend) if value else QuestionError(f"A claim has no `{field}`.", mend)
    return str(value)


def _text(told: Mapping[str, Any], key: str) -> str:
    value = told.get(key, "")
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise _wrong(key, value, "Write it as text.")
    if not is_text(str(value)):
        raise _wrong(key, value, "Write it as text in UTF-8.")
    return str(value).strip()


def _texts(told: Mapping[str, Any], key: str) -> list[str]:
    value = told.get(key, ())
    value = [value] if isinstance(value, str) else value
    if not isinstance(value, Sequence) or not all(isinstance(one, str) and one.strip() for one in value):
        raise _wrong(key, value, "Write a list of texts.")
    if not all(map(is_text, value)):
        raise _wrong(key, value, "Write texts in UTF-8.")
    return [one.strip() for one in value]


def _yes(told: Mapping[str, Any], key: str) -> bool:
    value = told.get(key, False)
    if not isinstance(value, bool):
        raise _wrong(key, value, "Write true or false.")
    return value


def _number(told: Mapping[str, Any], key: str) -> int | None:
    value = told.get(key)
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
        return value
    raise _wrong(key, value, "Write a whole number.")


def _span(value: Any) -> tuple[int, int]:
    if value is None:
        return 0, 0
    if isinstance(value, Sequence) and len(value) == 2 and all(isinstance(one, int) for one in value):
        return int(value[0]), int(value[1])
    raise _wrong("span", value, "Write two numbers of characters: [0, 55].")


def _rate(told: Mapping[str, Any], key: str) -> Decimal | None:
    text = _text(told, key)
    try:
        rate = Decimal(re.sub(r"\s*(?:%|per ?cent)$", "", text).replace(",", ".")) if text else None
    except InvalidOperation:
        rate = Decimal("NaN")
    if rate is not None and not rate.is_finite():
        raise _wrong(key, text, "Write per cent: 25, or 7.5.")
    return rate


def _worth(text: str) -> str:
    """Money as a claim keeps it: ``EUR 21000000000``."""
    if not text or re.fullmatch(r"[A-Z]{3} [\d.e+]+", text):
        return text
    found = [e.id for e in find_entities(text) if e.kind == "money"]
    if not found:
        raise _wrong("worth", text, "Write it like EUR 21 billion.")
    return found[0]


def _ground(text: str) -> str:
    known = words().duties
    if not text or text in known:
        return text
    if found := first_ground(text):
        return found
    raise QuestionError(f"{text!r} is no ground of a duty that is known.", f"Grounds: {', '.join(known)}.")


def _good(word: str) -> str:
    same = (key for key, pattern in words().goods.items() if key == word or pattern.fullmatch(word))
    return next(same, word.lower())


def _state(name: str, book: Book) -> str:
    return state_code(name) or book.territory(name)


def _what(name: str, book: Book) -> What:
    """A group by its word, a class or substance by id, name or CAS number; else something that the lawbook does not know."""
    for key, group in words().groups.items():
        if not group.any and (key == name or group.pattern.fullmatch(name)):
            return What("group", key, name)
    store = book.store
    form, _, thing = name.partition(":")
    if form in words().forms and store.substance(thing):
        return What("form", name, name)
    if (acts := acts_named(name)) and acts[0].text == name:
        return acts[0]
    if any("/" in part and store.listings(part.strip()) for part in name.split(";")):
        return What("class", name, name)
    cas = cas_digits(name)
    found = [name] if store.substance(name) else store.by_cas(cas) if cas else store.by_name(name)
    if not found:  # names of other languages and spellings, as texts have them
        whole = (m for m in find_mentions(name, book) if (m.start, m.end) == (0, len(name)))
        found = [m.id for m in whole if m.kind == "substance"]
    return What("substance", found[0], name) if found else What("unknown", "", name)


def _days(text: str, on: date) -> Window | None:
    """The days of a text: ISO days, months, years and two of them; else as texts write them, counted from a day."""
    if not text:
        return None
    parts = [_iso(part) for part in text.split(" to ")]
    if all(parts) and len(parts) <= 2:
        window = Window(parts[0].first, parts[-1].last)  # type: ignore[union-attr]
        if window.first <= window.last:
            return window
    found = [w for phrase in find_days(text) if (w := resolve(phrase, on)) is not None]
    if len(found) != 1:
        raise _wrong("day", text, "Write 2025-07-20, 2025-07, 2025, or two of them with ' to '.")
    return found[0]


def _iso(part: str) -> Window | None:
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", part.strip())
    if found is None:
        return None
    try:
        if found[3]:
            return Window.of(date.fromisoformat(found[0]))
        return month_window(int(found[1]), int(found[2])) if found[2] else year_window(int(found[1]))
    except ValueError:
        return None
