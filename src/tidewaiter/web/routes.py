"""The JSON routes: one line of law behind each, the same functions as the command line's.

Questions by name or number are answered in the event loop, in less time than handing them to a thread would take;
what may need chemistry goes to a thread, behind a bound of its own.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Body, Query, Request, Response
from pydantic import Field

from tidewaiter.asking import Books, ask
from tidewaiter.contract.check import CheckAnswer
from tidewaiter.contract.claims import VerifyAnswer
from tidewaiter.contract.code import CodeAnswer
from tidewaiter.contract.duty import DutyAnswer, MeasureOf, StepsAnswer, WhatIfAnswer
from tidewaiter.contract.service import ErrorAnswer, Health, ReadAnswer
from tidewaiter.contract.shipment import AssessAnswer
from tidewaiter.errors import QuestionError
from tidewaiter.lawbook.names import MAX_NAME, cas_digits
from tidewaiter.version import __version__
from tidewaiter.web import models
from tidewaiter.web.service import Service

# bodies that can be sent as they stand: shown in the OpenAPI document, tried by a test
EXAMPLES = orjson.loads(Path(__file__).with_name("examples.json").read_bytes())
_MENDS = "What went wrong and how to mend it"
ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorAnswer, "description": _MENDS}
    for status in (400, 401, 403, 408, 413, 422, 429, 500, 503)
}
# too often, or too much at once: nothing was done, the same request may be sent again
for _status in (429, 503):
    _later = {
        "description": "Seconds to wait before asking again",
        "schema": {"type": "integer", "minimum": 1},
    }
    ERRORS[_status]["headers"] = {"Retry-After": _later}
router = APIRouter(responses=ERRORS)
MOST_QUESTIONS = 100  # of one body


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


async def answered(
    request: Request, kind: str, question: models.Asked, key: str = "", *, at_once: bool = False
) -> Any:
    """The answer to a question as plain data, kept where that is asked; in a thread, unless ``at_once``.

    ``key``: the record that the address names.
    """
    service, asked = service_of(request), question.question()
    if key:
        asked["key"] = key

    def work() -> Any:
        answer = ask(service.books, kind, asked).to_json()
        return service.kept(getattr(question, "keep", False), kind, asked, answer, request)

    return work() if at_once else await service.pool.run(work)


@router.get("/healthz", tags=["service"], operation_id="health")
async def health(request: Request) -> Health:
    """Whether the service answers, and from which lawbook."""
    return {"status": "ok", "version": __version__, "lawbook": service_of(request).books.lawbook}


# check ---------------------------------------------------------------------------------------------------


@router.get("/check.json", tags=["check"], operation_id="check", response_model=CheckAnswer)
async def check(request: Request, question: Annotated[models.CheckQuestion, Query()]) -> Response:
    """What the law says of a substance, in a place, on a day."""
    at_once = quick(service_of(request).books, question.q)
    return Json(await answered(request, "check", question, at_once=at_once))


Several = Annotated[list[models.CheckOne], Field(min_length=1, max_length=MOST_QUESTIONS)]
OneOrSeveral = CheckAnswer | list[CheckAnswer | ErrorAnswer]


@router.post("/check.json", tags=["check"], operation_id="check_body", response_model=OneOrSeveral)
async def check_body(
    request: Request,
    question: Annotated[models.CheckBody | Several, Body(openapi_examples=EXAMPLES["check"])],
) -> Response:
    """The same for structures and MOL blocks; ``keep`` keeps question and answer in the record.

    A list of questions gives a list of answers, one each, in order; a question that cannot be understood has an
    ``error`` in its place and spoils no other. Each counts for the rate.
    """
    books = service_of(request).books
    if isinstance(question, models.CheckBody):
        at_once = not question.keep and quick(books, question.q)
        return Json(await answered(request, "check", question, at_once=at_once))
    request.state.charge(len(question) - 1)  # the first was counted at the door
    made: list[Any] = []
    for one in question:
        await asyncio.sleep(0)  # others get their turn between two questions
        try:
            made.append(await answered(request, "check", one, at_once=quick(books, one.q)))
        except QuestionError as why:
            made.append(why.answer(one.q or one.structure))
    return Json(made)


# code ----------------------------------------------------------------------------------------------------


@router.get("/code.json", tags=["code"], operation_id="code", response_model=CodeAnswer)
async def code(request: Request, question: Annotated[models.CodeQuestion, Query()]) -> Response:
    """The commodity code of a chemical, line by line with the rule that took it, and what remains to be asked."""
    return Json(await answered(request, "code", question))


# duty ----------------------------------------------------------------------------------------------------

DutyOrWhatIf = DutyAnswer | WhatIfAnswer


@router.get("/duty.json", tags=["duty"], operation_id="duty", response_model=DutyOrWhatIf)
async def duty(request: Request, question: Annotated[models.DutyQuestion, Query()]) -> Response:
    """What an entry owes at the border, component by component; with ``what_if``, before and after a change."""
    return Json(await answered(request, "duty", question))


@router.post("/duty.json", tags=["duty"], operation_id="duty_body", response_model=DutyOrWhatIf)
async def duty_body(
    request: Request, question: Annotated[models.DutyBody, Body(openapi_examples=EXAMPLES["duty"])]
) -> Response:
    """The same as a body; ``keep`` keeps question and answer in the record."""
    return Json(await answered(request, "duty", question))


@router.get("/duty/steps.json", tags=["duty"], operation_id="duty_steps", response_model=StepsAnswer)
async def duty_steps(request: Request, question: Annotated[models.StepsQuestion, Query()]) -> Response:
    """The total of one good through time, step by step."""
    return Json(await answered(request, "steps", question))


@router.get(
    "/duty/measures.json",
    tags=["duty"],
    operation_id="duty_measures",
    response_model=list[MeasureOf],
)
async def duty_measures(request: Request, question: Annotated[models.Nothing, Query()]) -> Response:
    """The duty measures held, with their periods."""
    return Json(await answered(request, "measures", question))


# shipment and text ---------------------------------------------------------------------------------------


@router.post("/assess.json", tags=["shipment"], operation_id="assess", response_model=AssessAnswer)
async def assess(
    request: Request,
    body: Annotated[models.AssessBody | models.ShortShipment, Body(openapi_examples=EXAMPLES["assess"])],
) -> Response:
    """A whole shipment: every line, every territory on its way, the papers, the sums, the questions.

    Each line counts for the rate.
    """
    shipments = [body] if isinstance(body, models.ShortShipment) else [body.shipment, *body.history]
    request.state.charge(sum(len(one.lines) for one in shipments) - 1)
    return Json(await answered(request, "assess", body))


@router.post("/verify.json", tags=["text"], operation_id="verify", response_model=VerifyAnswer)
async def verify(
    request: Request, body: Annotated[models.VerifyBody, Body(openapi_examples=EXAMPLES["verify"])]
) -> Response:
    """The verdicts on claims about the law, whoever proposes them. Each claim counts for the rate."""
    request.state.charge(len(body.claims) - 1)
    return Json(await answered(request, "verify", body))


@router.post("/read.json", tags=["text"], operation_id="read", response_model=ReadAnswer)
async def read(
    request: Request, body: Annotated[models.ReadBody, Body(openapi_examples=EXAMPLES["read"])]
) -> Response:
    """What a text mentions of what the lawbook lists, and whether it offers it."""
    return Json(await answered(request, "read", body))
