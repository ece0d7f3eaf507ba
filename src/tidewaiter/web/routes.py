"""The JSON routes: one line of law behind each, the same functions as the command line's.

Questions by name or number are answered in the event loop, in less time than handing them to a thread would take;
what may need chemistry goes to a thread, behind a bound of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Request, Response

from tidewaiter.asking import Books
from tidewaiter.lawbook.names import MAX_NAME, cas_digits
from tidewaiter.version import __version__
from tidewaiter.web import answers, answers_duty, models, views
from tidewaiter.web.service import Service

_MENDS = "What went wrong and how to mend it"
ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": answers.ErrorAnswer, "description": _MENDS}
    for status in (400, 401, 403, 408, 413, 422, 429, 500, 503)
}
for _status in (
    429,
    503,
):  # too often, or too much at once: nothing was done, the same request may be sent again
    _later = {
        "description": "Seconds to wait before asking again",
        "schema": {"type": "integer", "minimum": 1},
    }
    ERRORS[_status]["headers"] = {"Retry-After": _later}
router = APIRouter(responses=ERRORS)


class Json(Response):
    """An answer as JSON."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Written as it stands: the answer was made by us, its schema is tested, not checked again."""
        return orjson.dumps(content, default=str)


def service_of(request: Request) -> Service:
    """The running service."""
    return request.app.state.service  # type: ignore[no-any-return]


def quick(books: Books, text: str) -> bool:
    """Whether a query is a listed name or number: answered from the index alone, in less than a millisecond."""
    if len(text) > MAX_NAME:
        return False
    store = books.law.store
    cas = cas_digits(text.strip())
    return bool(store.by_cas(cas) if cas else store.by_name(text))


async def slowly(request: Request, work: Callable[..., Any], *values: Any) -> Response:
    """The answer of ``work``, done in a thread."""
    return Json(await service_of(request).pool.run(work, *values))


@router.get("/healthz", tags=["service"], operation_id="health")
async def health(request: Request) -> answers.Health:
    """Whether the service answers, and from which lawbook."""
    lawbook = views.lawbook_of(service_of(request).books)
    return answers.Health(status="ok", version=__version__, lawbook=answers.LawbookOf(**lawbook))


# check ---------------------------------------------------------------------------------------------------


@router.get("/check.json", tags=["check"], operation_id="check", response_model=answers.CheckAnswer)
async def check(request: Request, question: Annotated[models.CheckQuestion, Query()]) -> Response:
    """What the law says of a substance, in a place, on a day."""
    books = service_of(request).books
    if quick(books, question.q):
        return Json(views.check_view(books, question))
    return await slowly(request, views.check_view, books, question)


@router.post("/check.json", tags=["check"], operation_id="check_body", response_model=answers.CheckAnswer)
async def check_body(request: Request, question: models.CheckBody) -> Response:
    """The same for structures and MOL blocks; ``keep`` keeps question and answer in the record."""
    service = service_of(request)

    def work() -> dict[str, Any]:
        answer = views.check_view(service.books, question)
        return service.kept(question.keep, "check", question.question(), answer, request)

    if not question.keep and quick(service.books, question.q):
        return Json(work())
    return await slowly(request, work)


# duty ----------------------------------------------------------------------------------------------------

DutyOrWhatIf = answers_duty.DutyAnswer | answers_duty.WhatIfAnswer


@router.get("/duty.json", tags=["duty"], operation_id="duty", response_model=DutyOrWhatIf)
async def duty(request: Request, question: Annotated[models.DutyQuestion, Query()]) -> Response:
    """What an entry owes at the border, component by component; with ``what_if``, before and after a change."""
    return await slowly(request, views.duty_view, service_of(request).books, question)


@router.post("/duty.json", tags=["duty"], operation_id="duty_body", response_model=DutyOrWhatIf)
async def duty_body(request: Request, question: models.DutyBody) -> Response:
    """The same as a body; ``keep`` keeps question and answer in the record."""
    service = service_of(request)

    def work() -> dict[str, Any]:
        answer = views.duty_view(service.books, question)
        return service.kept(question.keep, "duty", question.question(), answer, request)

    return await slowly(request, work)


@router.get(
    "/duty/steps.json", tags=["duty"], operation_id="duty_steps", response_model=answers_duty.StepsAnswer
)
async def duty_steps(request: Request, question: Annotated[models.StepsQuestion, Query()]) -> Response:
    """The total of one good through time, step by step."""
    return await slowly(request, views.steps_view, service_of(request).books, question)


@router.get(
    "/duty/measures.json",
    tags=["duty"],
    operation_id="duty_measures",
    response_model=list[answers_duty.MeasureOf],
)
async def duty_measures(request: Request, question: Annotated[models.Nothing, Query()]) -> Response:
    """The duty measures held, with their periods."""
    return await slowly(request, views.measures_view, service_of(request).books)


# shipment and text ---------------------------------------------------------------------------------------


@router.post("/assess.json", tags=["shipment"], operation_id="assess", response_model=answers.AssessAnswer)
async def assess(request: Request, body: models.AssessBody) -> Response:
    """A whole shipment: every line, every territory on its way, the papers, the sums, the questions."""
    service = service_of(request)

    def work() -> dict[str, Any]:
        answer = views.assess_view(service.books, body)
        return service.kept(body.keep, "assess", body.question(), answer, request)

    return await slowly(request, work)


@router.post("/read.json", tags=["text"], operation_id="read", response_model=answers.ReadAnswer)
async def read(request: Request, body: models.ReadBody) -> Response:
    """What a text mentions of what the lawbook lists, and whether it offers it."""
    return await slowly(request, views.read_view, service_of(request).books, body)
