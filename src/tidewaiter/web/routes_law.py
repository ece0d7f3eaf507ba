"""The JSON of the law: instruments, substances, classes, days compared, what is told beside it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from tidewaiter.web import answers, answers_law, models, views, views_law
from tidewaiter.web.guard import fault
from tidewaiter.web.routes import ERRORS, Json, service_of, slowly

router = APIRouter(prefix="/law", tags=["law"], responses=ERRORS)
Key = Annotated[
    str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9/._-]{0,200}$", description="Its key in the lawbook")
]
NONE: dict[int | str, dict[str, Any]] = {
    404: {"model": answers.ErrorAnswer, "description": "The lawbook has no such record"}
}


def _found(data: dict[str, Any] | None, what: str) -> dict[str, Any]:
    if data is None:
        raise fault(404, "not_found", f"The lawbook has no such {what}.", "Look under /law.json.")
    return data


@router.get(".json", operation_id="law", response_model=answers_law.LawAnswer)
async def law(request: Request, question: Annotated[models.Nothing, Query()]) -> Response:
    """The instruments that the lawbook holds, and how complete each is."""
    return await slowly(request, views.law_view, service_of(request).books)


@router.get(
    "/coverage.json",
    operation_id="law_coverage",
    response_model=list[answers_law.CoverageOf],
)
async def law_coverage(request: Request, question: Annotated[models.Nothing, Query()]) -> Response:
    """What is encoded of each instrument, up to which day, and what is missing."""
    return await slowly(request, views.coverage_view, service_of(request).books)


@router.get("/show.json", operation_id="law_show", response_model=answers_law.RecordOf)
async def law_show(request: Request, question: Annotated[models.ShowQuestion, Query()]) -> Response:
    """One record: an instrument, substance, entry, measure, class, decision or assumption."""
    return await slowly(request, views.show_view, service_of(request).books, question)


@router.get("/diff.json", operation_id="law_diff", response_model=list[answers_law.ChangeOf])
async def law_diff(request: Request, question: Annotated[models.DiffQuestion, Query()]) -> Response:
    """What the lists say on one day and not on another."""
    return await slowly(request, views.diff_view, service_of(request).books, question)


@router.get("/lag.json", operation_id="law_lag", response_model=list[answers_law.LagOf])
async def law_lag(request: Request, question: Annotated[models.LagQuestion, Query()]) -> Response:
    """The treaty's day for each substance and each territory's, with the days between."""
    return await slowly(request, views.lag_view, service_of(request).books, question)


@router.get("/timeline.json", operation_id="law_timeline", response_model=answers_law.TimelineAnswer)
async def law_timeline(request: Request, question: Annotated[models.TimelineQuestion, Query()]) -> Response:
    """A substance through all lists and all time."""
    return await slowly(request, views.timeline_view, service_of(request).books, question)


@router.get("/events.json", operation_id="law_events", response_model=list[answers_law.EventOf])
async def law_events(request: Request, question: Annotated[models.EventsQuestion, Query()]) -> Response:
    """Who announced, agreed, threatened or answered what: told beside the law, deciding nothing."""
    return await slowly(request, views.events_view, service_of(request).books, question)


@router.get(
    "/indicators.json",
    operation_id="law_indicators",
    response_model=list[answers_law.IndicatorOf],
)
async def law_indicators(
    request: Request, question: Annotated[models.IndicatorsQuestion, Query()]
) -> Response:
    """Published figures beside the law; no part of any answer."""
    return await slowly(request, views.indicators_view, service_of(request).books, question)


@router.get("/parties.json", operation_id="law_parties", response_model=list[answers_law.PartyOf])
async def law_parties(request: Request, question: Annotated[models.PartiesQuestion, Query()]) -> Response:
    """Persons, bodies and organisations on lists. A match is a question, never a finding."""
    return await slowly(request, views.parties_view, service_of(request).books, question)


@router.get("/classes.json", operation_id="law_classes", response_model=answers_law.ClassesAnswer)
async def law_classes(request: Request, question: Annotated[models.Nothing, Query()]) -> Response:
    """All class definitions."""
    return await slowly(request, views_law.classes_view, service_of(request).books)


@router.get("/readings.json", operation_id="law_readings", response_model=list[answers_law.ReadingOf])
async def law_readings(request: Request, question: Annotated[models.Nothing, Query()]) -> Response:
    """Where a text leaves a question open: what was assumed, and what follows."""
    return await slowly(request, views_law.readings_view, service_of(request).books)


@router.get(
    "/instrument/{key:path}.json", operation_id="law_instrument", response_model=answers_law.InstrumentAnswer,
    responses=NONE,
)  # fmt: skip
async def law_instrument(
    request: Request, key: Key, question: Annotated[models.InstrumentQuestion, Query()]
) -> Response:
    """One instrument: its lists, its measures, a page of its entries."""
    work = views_law.instrument_view
    return Json(
        _found(
            await service_of(request).pool.run(work, service_of(request).books, key, question), "instrument"
        )
    )


@router.get(
    "/substance/{key}.json", operation_id="law_substance", response_model=answers_law.SubstanceAnswer,
    responses=NONE,
)  # fmt: skip
async def law_substance(request: Request, key: Key, question: Annotated[models.Nothing, Query()]) -> Response:
    """One listed substance: its names and numbers, its listings, its way through all lists."""
    return Json(
        _found(
            await service_of(request).pool.run(views_law.substance_view, service_of(request).books, key),
            "substance",
        )
    )


@router.get(
    "/class/{key:path}.json", operation_id="law_class", response_model=answers_law.ClassAnswer, responses=NONE
)
async def law_class(request: Request, key: Key, question: Annotated[models.Nothing, Query()]) -> Response:
    """One class definition: the sentence, its limbs, drawings, exceptions, readings."""
    return Json(
        _found(
            await service_of(request).pool.run(views_law.class_view, service_of(request).books, key),
            "class definition",
        )
    )
