"""The JSON of the law: instruments, substances, classes, days compared, what is told beside it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from tidewaiter.contract import law as shapes
from tidewaiter.contract.service import ErrorAnswer
from tidewaiter.contract.words import Plain, Rows
from tidewaiter.web import models
from tidewaiter.web.guard import fault
from tidewaiter.web.routes import ERRORS, Json, answered

router = APIRouter(prefix="/law", tags=["law"], responses=ERRORS)
Key = Annotated[
    str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9/._-]{0,200}$", description="Its key in the lawbook")
]
NONE: dict[int | str, dict[str, Any]] = {
    404: {"model": ErrorAnswer, "description": "The lawbook has no such record"}
}


def _found(data: dict[str, Any] | None, what: str) -> dict[str, Any]:
    if data is None:
        raise fault(404, "not_found", f"The lawbook has no such {what}.", "Look under /law.json.")
    return data


@router.get(".json", operation_id="law", response_model=shapes.LawAnswer)
async def law(request: Request, question: Annotated[models.Nothing, Query()]) -> Response:
    """The instruments that the lawbook holds, and how complete each is."""
    return Json(await answered(request, "law", question))


@router.get(
    "/coverage.json",
    operation_id="law_coverage",
    response_model=Annotated[list[Plain], Rows(shapes.CoverageRow)],
)
async def law_coverage(request: Request, question: Annotated[models.Nothing, Query()]) -> Response:
    """What is encoded of each instrument, up to which day, and what is missing."""
    return Json(await answered(request, "coverage", question))


@router.get("/show.json", operation_id="law_show", response_model=shapes.RecordOf)
async def law_show(request: Request, question: Annotated[models.ShowQuestion, Query()]) -> Response:
    """One record: an instrument, substance, entry, measure, class, decision or assumption."""
    return Json(await answered(request, "show", question))


@router.get("/diff.json", operation_id="law_diff", response_model=Annotated[list[Plain], Rows(shapes.Change)])
async def law_diff(request: Request, question: Annotated[models.DiffQuestion, Query()]) -> Response:
    """What the lists say on one day and not on another."""
    return Json(await answered(request, "diff", question))


@router.get("/lag.json", operation_id="law_lag", response_model=Annotated[list[Plain], Rows(shapes.Lag)])
async def law_lag(request: Request, question: Annotated[models.LagQuestion, Query()]) -> Response:
    """The treaty's day for each substance and each territory's, with the days between."""
    return Json(await answered(request, "lag", question))


@router.get("/timeline.json", operation_id="law_timeline", response_model=shapes.TimelineAnswer)
async def law_timeline(request: Request, question: Annotated[models.TimelineQuestion, Query()]) -> Response:
    """A substance through all lists and all time."""
    return Json(await answered(request, "timeline", question))


@router.get(
    "/events.json", operation_id="law_events", response_model=Annotated[list[Plain], Rows(shapes.EventRow)]
)
async def law_events(request: Request, question: Annotated[models.EventsQuestion, Query()]) -> Response:
    """Who announced, agreed, threatened or answered what: told beside the law, deciding nothing."""
    return Json(await answered(request, "events", question))


@router.get(
    "/indicators.json",
    operation_id="law_indicators",
    response_model=Annotated[list[Plain], Rows(shapes.IndicatorRow)],
)
async def law_indicators(
    request: Request, question: Annotated[models.IndicatorsQuestion, Query()]
) -> Response:
    """Published figures beside the law; no part of any answer."""
    return Json(await answered(request, "indicators", question))


@router.get(
    "/parties.json",
    operation_id="law_parties",
    response_model=Annotated[list[Plain], Rows(shapes.PartyRow)],
)
async def law_parties(request: Request, question: Annotated[models.PartiesQuestion, Query()]) -> Response:
    """Persons, bodies and organisations on lists. A match is a question, never a finding."""
    return Json(await answered(request, "parties", question))


@router.get("/classes.json", operation_id="law_classes", response_model=shapes.ClassesAnswer)
async def law_classes(request: Request, question: Annotated[models.Nothing, Query()]) -> Response:
    """All class definitions."""
    return Json(await answered(request, "classes", question))


@router.get("/readings.json", operation_id="law_readings", response_model=list[shapes.ReadingHeld])
async def law_readings(request: Request, question: Annotated[models.Nothing, Query()]) -> Response:
    """Where a text leaves a question open: what was assumed, and what follows."""
    return Json(await answered(request, "readings", question))


@router.get(
    "/instrument/{key:path}.json", operation_id="law_instrument", response_model=shapes.InstrumentAnswer,
    responses=NONE,
)  # fmt: skip
async def law_instrument(
    request: Request, key: Key, question: Annotated[models.InstrumentQuestion, Query()]
) -> Response:
    """One instrument: its lists, its measures, a page of its entries."""
    return Json(_found(await answered(request, "instrument", question, key), "instrument"))


@router.get(
    "/substance/{key}.json", operation_id="law_substance", response_model=shapes.SubstanceAnswer,
    responses=NONE,
)  # fmt: skip
async def law_substance(request: Request, key: Key, question: Annotated[models.Nothing, Query()]) -> Response:
    """One listed substance: its names and numbers, its listings, its way through all lists."""
    return Json(_found(await answered(request, "substance", question, key), "substance"))


@router.get(
    "/class/{key:path}.json", operation_id="law_class", response_model=shapes.ClassAnswer, responses=NONE
)
async def law_class(request: Request, key: Key, question: Annotated[models.Nothing, Query()]) -> Response:
    """One class definition: the sentence, its limbs, drawings, exceptions, readings."""
    return Json(_found(await answered(request, "class", question, key), "class definition"))
