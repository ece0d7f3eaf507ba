"""What all pages share: the books they answer from, the address of a page's JSON, refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, ParamSpec
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from pydantic import ValidationError

from tidewaiter.asking import Books
from tidewaiter.book import Book
from tidewaiter.errors import QuestionError, error_of
from tidewaiter.web import present
from tidewaiter.web.render import html
from tidewaiter.web.route import service_of

LABELS = {  # a field's name in an address -> its label on the page
    "on": "day of entry", "code": "tariff code", "origin": "goods of (country of origin)", "to": "entered in",
    "value": "value", "loaded": "day of loading", "from": "from", "known_on": "as known on",
}  # fmt: skip
P = ParamSpec("P")
Pairs = Iterable[tuple[str, str]]


def books_of(request: Request) -> Books:
    """The controls and duties that the service answers from."""
    return service_of(request).books


def shared(book: Book) -> dict[str, Any]:
    """What every page shows of the lawbook."""
    names = book.store.vocabulary["territories"]
    held = book.store.territories
    return {
        "lawbook": {"version": book.version, "sha256": book.sha256},
        "territories": sorted(names.items(), key=lambda item: item[1]),
        "place_names": names,
        "fields": list(dict.fromkeys(book.store.vocabulary.get("fields", {}).values())),
        "held": [
            (code, names.get(code, code))
            for code in dict.fromkeys((*present.PLACES, *sorted(held)))
            if code in held
        ],
    }


def twin(path: str, pairs: Pairs = ()) -> str:
    """The address of a page's JSON; what was not given is left out, for the question refuses what it does not know.

    >>> twin("/check", [("q", "4-piperidone"), ("on", "")])
    '/check.json?q=4-piperidone'
    """
    query = urlencode([(key, value) for key, value in pairs if value], quote_via=quote)
    return f"{path}.json" + (f"?{query}" if query else "")


def page_asked(request: Request) -> int:
    """The page of a list that an address asks for, from 1; the first where it names none."""
    text = request.query_params.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def attached(name: str) -> dict[str, str]:
    """The header of a file that is to be kept under a name."""
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def invalid(why: ValidationError) -> dict[str, Any]:
    """Fields of a form that are missing or cannot be read, as a page shows them."""
    told, lacking = [], []
    for one in why.errors()[:5]:
        name = ".".join(str(part) for part in one["loc"])
        label = LABELS.get(name, name)
        if one["type"] in ("missing", "string_too_short"):
            lacking.append(label)
        else:
            told.append(f"{label}: {one['msg'].lower()}")
    message = f"Please fill in: {', '.join(lacking)}." if lacking else ""
    if told:
        message = f"{message} The form cannot be read: {'; '.join(told)}.".strip()
    return error_of("question", message)


def told(why: QuestionError | ValidationError) -> dict[str, Any]:
    """Either of them."""
    return invalid(why) if isinstance(why, ValidationError) else why.to_json()


def refused(request: Request, why: QuestionError | ValidationError) -> HTMLResponse:
    """The page of a question that could not be understood."""
    return _error(request, 422, "Not understood", told(why))


def missing(request: Request, message: str, mend: str) -> HTMLResponse:
    """The page of what does not exist."""
    return _error(request, 404, "Not found", error_of("not_found", message, mend))


def broken(request: Request, message: str, mend: str) -> HTMLResponse:
    """The page of a fault of ours."""
    return _error(request, 500, "Something broke here", error_of("fault", message, mend))


def _error(request: Request, status: int, title: str, error: dict[str, Any]) -> HTMLResponse:
    here = request.url.path.strip("/").split("/")[0] or "check"
    context = shared(books_of(request).law)
    return html(request, "error.html", status=status, title=title, error=error, here=here, **context)


def or_refused(make: Callable[P, Response]) -> Callable[P, Response]:
    """The same, and for a question that is not understood the page that says so; its first argument is the request."""

    @wraps(make)
    def made(*args: P.args, **named: P.kwargs) -> Response:
        try:
            return make(*args, **named)
        except (QuestionError, ValidationError) as why:
            request: Any = args[0] if args else named["request"]
            return refused(request, why)

    return made
