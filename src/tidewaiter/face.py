"""The public face: load a lawbook, ask it of a substance, a table or a shipment.

The only room that knows all the others, and the only one that none of them knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tidewaiter.answer import NOTEBOOK, Answer
from tidewaiter.book import Book

if TYPE_CHECKING:
    from tidewaiter.shipment import Assessment


class Lawbook(Book):
    """A loaded lawbook. Cheap to load, safe to keep, read-only.

    >>> answer = Lawbook.load().check("fentanyl", jurisdictions=["UN"], on="2020-01-01")
    >>> sorted({control.list for control in answer.controls})
    ['I']
    """

    def screen(self, table: Any, **options: Any) -> Any:
        """Screen a polars, pandas or Arrow table: the same kind of table comes back, one row each, in order.

        Options: ``structure``, ``id``, ``cas``, ``name`` (columns), ``on``, ``jurisdictions``, ``prefilter``.
        """
        from tidewaiter.bulk.frames import screen_table

        return screen_table(self, table, **options)

    def assess(self, shipment: Any, history: Sequence[Any] = ()) -> Assessment:
        """Assess a whole shipment: a :class:`Shipment`, or what :func:`tidewaiter.shipment.read_shipment` reads.

        ``history``: earlier shipments, for thresholds that the law sums over time.
        """
        from tidewaiter.shipment import Shipment, assess, read_shipment

        given = shipment if isinstance(shipment, Shipment) else read_shipment(shipment)
        return assess(self, given, history)


def _draw_answer(answer: Answer) -> str:
    from tidewaiter.report.html import answer_html

    return answer_html(answer)


def _draw_assessment(assessment: Assessment) -> str:
    from tidewaiter.shipment import determination_html

    return determination_html(assessment)


NOTEBOOK.update(answer=_draw_answer, assessment=_draw_assessment)
