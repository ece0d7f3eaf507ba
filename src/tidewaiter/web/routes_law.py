"""The JSON of the law: instruments, substances, classes, days compared, what is told beside it. A row a route."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter

from tidewaiter.contract import law as shapes
from tidewaiter.contract.words import Plain, Rows
from tidewaiter.web import models
from tidewaiter.web.route import ERRORS, Route

router = APIRouter(responses=ERRORS)


def rows(of: type) -> Any:
    """The shape of an answer that is a list of rows."""
    return Annotated[list[Plain], Rows(of)]


ROUTES = (
    Route("/law.json", "law", models.Nothing, shapes.LawAnswer,
          "The instruments that the lawbook holds, and how complete each is."),
    Route("/law/coverage.json", "coverage", models.Nothing, rows(shapes.CoverageRow),
          "What is encoded of each instrument, up to which day, and what is missing."),
    Route("/law/show.json", "show", models.ShowQuestion, shapes.RecordOf,
          "One record: an instrument, substance, entry, measure, class, decision or assumption."),
    Route("/law/diff.json", "diff", models.DiffQuestion, rows(shapes.Change),
          "What the lists say on one day and not on another."),
    Route("/law/lag.json", "lag", models.LagQuestion, rows(shapes.Lag),
          "The treaty's day for each substance and each territory's, with the days between."),
    Route("/law/timeline.json", "timeline", models.TimelineQuestion, shapes.TimelineAnswer,
          "A substance through all lists and all time."),
    Route("/law/events.json", "events", models.EventsQuestion, rows(shapes.EventRow),
          "Who announced, agreed, threatened or answered what: told beside the law, deciding nothing."),
    Route("/law/indicators.json", "indicators", models.IndicatorsQuestion, rows(shapes.IndicatorRow),
          "Published figures beside the law; no part of any answer."),
    Route("/law/parties.json", "parties", models.PartiesQuestion, rows(shapes.PartyRow),
          "Persons, bodies and organisations on lists. A match is a question, never a finding."),
    Route("/law/classes.json", "classes", models.Nothing, shapes.ClassesAnswer, "All class definitions."),
    Route("/law/readings.json", "readings", models.Nothing, list[shapes.ReadingHeld],
          "Where a text leaves a question open: what was assumed, and what follows."),
    Route("/law/instrument/{key:path}.json", "instrument", models.InstrumentQuestion, shapes.InstrumentAnswer,
          "One instrument: its lists, its measures, a page of its entries."),
    Route("/law/substance/{key}.json", "substance", models.Nothing, shapes.SubstanceAnswer,
          "One listed substance: its names and numbers, its listings, its way through all lists."),
    Route("/law/class/{key:path}.json", "class", models.Nothing, shapes.ClassAnswer,
          "One class definition: the sentence, its limbs, drawings, exceptions, readings."),
)  # fmt: skip

for one in ROUTES:
    one.add_to(router)
