"""The JSON of the law: instruments, substances, classes, days compared, what is told beside it. A row a route."""

from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

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


class Route(NamedTuple):
    """Where a kind of question is asked, how it is asked, what it is answered with, and what that is in a line."""

    path: str
    kind: str
    asked: type[models.Asked]
    told: Any
    words: str


def rows(of: type) -> Any:
    """The shape of an answer that is a list of rows."""
    return Annotated[list[Plain], Rows(of)]


ROUTES = (
    Route(".json", "law", models.Nothing, shapes.LawAnswer,
          "The instruments that the lawbook holds, and how complete each is."),
    Route("/coverage.json", "coverage", models.Nothing, rows(shapes.CoverageRow),
          "What is encoded of each instrument, up to which day, and what is missing."),
    Route("/show.json", "show", models.ShowQuestion, shapes.RecordOf,
          "One record: an instrument, substance, entry, measure, class, decision or assumption."),
    Route("/diff.json", "diff", models.DiffQuestion, rows(shapes.Change),
          "What the lists say on one day and not on another."),
    Route("/lag.json", "lag", models.LagQuestion, rows(shapes.Lag),
          "The treaty's day for each substance and each territory's, with the days between."),
    Route("/timeline.json", "timeline", models.TimelineQuestion, shapes.TimelineAnswer,
          "A substance through all lists and all time."),
    Route("/events.json", "events", models.EventsQuestion, rows(shapes.EventRow),
          "Who announced, agreed, threatened or answered what: told beside the law, deciding nothing."),
    Route("/indicators.json", "indicators", models.IndicatorsQuestion, rows(shapes.IndicatorRow),
          "Published figures beside the law; no part of any answer."),
    Route("/parties.json", "parties", models.PartiesQuestion, rows(shapes.PartyRow),
          "Persons, bodies and organisations on lists. A match is a question, never a finding."),
    Route("/classes.json", "classes", models.Nothing, shapes.ClassesAnswer, "All class definitions."),
    Route("/readings.json", "readings", models.Nothing, list[shapes.ReadingHeld],
          "Where a text leaves a question open: what was assumed, and what follows."),
    Route("/instrument/{key:path}.json", "instrument", models.InstrumentQuestion, shapes.InstrumentAnswer,
          "One instrument: its lists, its measures, a page of its entries."),
    Route("/substance/{key}.json", "substance", models.Nothing, shapes.SubstanceAnswer,
          "One listed substance: its names and numbers, its listings, its way through all lists."),
    Route("/class/{key:path}.json", "class", models.Nothing, shapes.ClassAnswer,
          "One class definition: the sentence, its limbs, drawings, exceptions, readings."),
)  # fmt: skip


def _of_the_law(route: Route) -> Callable[..., Any]:
    async def answer(
        request: Request,
        question: Annotated[route.asked, Query()],  # type: ignore[name-defined]
    ) -> Response:
        return Json(await answered(request, route.kind, question))

    return answer


def _of_one(route: Route) -> Callable[..., Any]:
    noun = {"class": "class definition"}.get(route.kind, route.kind)

    async def answer(
        request: Request,
        key: Key,
        question: Annotated[route.asked, Query()],  # type: ignore[name-defined]
    ) -> Response:
        found = await answered(request, route.kind, question, key)
        if found is None:
            raise fault(404, "not_found", f"The lawbook has no such {noun}.", "Look under /law.json.")
        return Json(found)

    return answer


for one in ROUTES:
    name = "law" if one.kind == "law" else f"law_{one.kind}"
    none: dict[int | str, dict[str, Any]] = {
        404: {"model": ErrorAnswer, "description": "The lawbook has no such record"}
    }
    keyed = "{key" in one.path
    router.get(
        one.path,
        name=name,
        operation_id=name,
        description=one.words,
        response_model=one.told,
        responses=none if keyed else None,
    )(_of_one(one) if keyed else _of_the_law(one))
