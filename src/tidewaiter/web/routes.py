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

from tidewaiter.asking import Books
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
from tidewaiter.web.route import ERRORS, Json, Route, answered, service_of

# bodies that can be sent as they stand: shown in the OpenAPI document, tried by a test
EXAMPLES = orjson.loads(Path(__file__).with_name("examples.json").read_bytes())
MOST_QUESTIONS = 100  # of one body
DutyOrWhatIf = DutyAnswer | WhatIfAnswer
router = APIRouter(responses=ERRORS)


def quick(books: Books, text: str) -> bool:
    """Whether a query is a listed name or number: answered from the index alone, in less than a millisecond."""
    if len(text) > MAX_NAME:
        return False
    store = books.law.store
    cas = cas_digits(text.strip())
    return bool(store.by_cas(cas) if cas else store.by_name(text))


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


# code and duty -------------------------------------------------------------------------------------------


ROUTES = (
    Route("/code.json", "code", models.CodeQuestion, CodeAnswer,
          "The commodity code of a chemical, line by line with the rule that took it, and what remains to be asked."),
    Route("/duty.json", "duty", models.DutyQuestion, DutyOrWhatIf,
          "What an entry owes at the border, component by component; with ``what_if``, before and after a change."),
    Route("/duty/steps.json", "steps", models.StepsQuestion, StepsAnswer,
          "The total of one good through time, step by step."),
    Route("/duty/measures.json", "measures", models.Nothing, list[MeasureOf],
          "The duty measures held, with their periods."),
)  # fmt: skip
for one in ROUTES:
    one.add_to(router)


@router.post("/duty.json", tags=["duty"], operation_id="duty_body", response_model=DutyOrWhatIf)
async def duty_body(
    request: Request, question: Annotated[models.DutyBody, Body(openapi_examples=EXAMPLES["duty"])]
) -> Response:
    """The same as a body; ``keep`` keeps question and answer in the record."""
    return Json(await answered(request, "duty", question))


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
