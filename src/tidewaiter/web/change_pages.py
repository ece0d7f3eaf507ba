"""What changed for a catalogue since a day: the law of that day against today's, row by row; as a page, CSV and a feed.

The catalogue is screened as of the earlier day and compared with today; what is compared is law, not where it is
printed (:mod:`tidewaiter.bulk.change`). The answer is kept beside the catalogue, so that a feed costs nothing to ask again.
"""

from __future__ import annotations

import json
import tempfile
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from tidewaiter.book import Book
from tidewaiter.dates import parse_day
from tidewaiter.errors import QuestionError, Unreadable
from tidewaiter.lawbook.store import Store
from tidewaiter.web.common import books_of, missing, refused, shared
from tidewaiter.web.jobs import Job
from tidewaiter.web.render import html
from tidewaiter.web.route import service_of
from tidewaiter.web.routes_jobs import job_of
from tidewaiter.web.saved import csv_of

router = APIRouter(include_in_schema=False)

MOST_ROWS = 50_000  # of a catalogue that is compared while one waits; the command compares any
SHOWN = 400
SIDES = {"gained": "Added", "lost": "Removed", "settled": "Now applies", "doubtful": "Now may apply"}
WORDS = {"hit": "hit", "cannot_tell": "cannot tell", "unreadable": "unreadable", "no_hit": "no hit"}


@router.get("/catalogue/{key}/changes", response_model=None)
async def changes(request: Request, key: str) -> HTMLResponse:
    """The page: a day to compare with, and the rows whose law changed."""
    try:
        job = job_of(request, key)
    except HTTPException:
        return missing(request, "There is no such catalogue.", "It may have been deleted: upload it again.")
    context: dict[str, Any] = {
        **shared(books_of(request).law), "here": "catalogue", "title": f"What changed: {job.name}", "job": job.to_json(),
        "since": request.query_params.get("since") or "", "rows": None, "words": WORDS, "shown": SHOWN,
    }  # fmt: skip
    if not context["since"]:
        return html(request, "catalogue_changes.html", **context)
    try:
        found = await service_of(request).pool.run(_found, request, job, context["since"])
    except QuestionError as why:
        return html(request, "catalogue_changes.html", status=422, **{**context, "error": why.to_json()})
    return html(request, "catalogue_changes.html", **{**context, **found})


@router.get("/catalogue/{key}/changes.csv", response_model=None)
async def changes_csv(request: Request, key: str) -> Response:
    """The same rows as CSV."""
    found = await _asked(request, key)
    if isinstance(found, Response):
        return found
    rows = [
        {
            "row": one["row"], "id": one["id"], "goods": one["goods"], "before": WORDS[one["before"]], "after": WORDS[one["after"]],
            "added": [told["words"] for told in one["gained"]], "removed": [told["words"] for told in one["lost"]],
            "now applies": [told["words"] for told in one["settled"]],
            "now may apply": [told["words"] for told in one["doubtful"]],
            "days": [told["day"] for told in one["gained"] if told["day"]],
        }
        for one in found["rows"]
    ]  # fmt: skip
    return csv_of(rows, f"changes-since-{found['since']}")


@router.get("/catalogue/{key}/changes.atom", response_model=None)
async def changes_feed(request: Request, key: str) -> Response:
    """The same as an Atom feed: an entry a row; asked again tomorrow it holds what tomorrow's law changes."""
    found = await _asked(request, key)
    if isinstance(found, Response):
        return found
    page = str(request.url).replace("/changes.atom", "/changes")
    entries = "".join(_entry(one, key, page, found["until"]) for one in found["rows"][:SHOWN])
    feed = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>What changed in the law for {escape(found['name'])} since {found['since']}</title>"
        f"<id>urn:tidewaiter:{escape(key)}</id><updated>{found['until']}T00:00:00Z</updated>"
        f'<author><name>Tidewaiter</name></author><link href="{escape(page)}"/>{entries}</feed>'
    )
    return Response(feed, media_type="application/atom+xml")


def _entry(one: dict[str, Any], key: str, page: str, until: str) -> str:
    lines = [f"{side}: {told['words']}" for key, side in SIDES.items() for told in one[key]]
    day = max((told["day"] for told in one["gained"] if told["day"]), default=until)
    goods = f" ({one['goods'][:70]})" if one["goods"] else ""
    title = f"{one['id'] or 'row ' + str(one['row'])}{goods}: {one['title']}"
    return (
        f"<entry><title>{escape(title)}</title><id>urn:tidewaiter:{escape(key)}:{one['row']}:{day}</id>"
        f'<updated>{day}T00:00:00Z</updated><link href="{escape(page)}"/>'
        f"<content>{escape('. '.join(lines))}</content></entry>"
    )


async def _asked(request: Request, key: str) -> dict[str, Any] | Response:
    try:
        job = job_of(request, key)
        since = request.query_params.get("since") or ""
        return await service_of(request).pool.run(_found, request, job, since)  # type: ignore[no-any-return]
    except HTTPException:
        return missing(request, "There is no such catalogue.", "It may have been deleted: upload it again.")
    except QuestionError as why:
        return refused(request, why)


def _found(request: Request, job: Job, since: str) -> dict[str, Any]:
    """The rows whose law changed from ``since`` to today, kept beside the catalogue."""
    book, jobs = books_of(request).law, service_of(request).jobs
    if job.state != "done":
        raise Unreadable("The catalogue is not screened yet.", "Wait until it is done.")
    if job.rows > MOST_ROWS:
        raise Unreadable(
            f"More than {MOST_ROWS:,} rows are not compared here.",
            "Use the command: `tidewaiter screen` to .parquet, then `tidewaiter rescreen`.",
        )
    first, last = parse_day(since), book.today
    if first >= last:
        raise QuestionError(f"{first} is not before today.", "Give an earlier day.")
    place = jobs.place(job.id)
    kept = place / f"changes-{first}-{last}-{book.sha256[:16]}.json"
    if not kept.exists():
        told = compared(book, place / f"input{job.suffix}", job.question, first, last)
        part = kept.with_suffix(".part")
        part.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        part.replace(kept)
    rows = json.loads(kept.read_text(encoding="utf-8"))
    return {"rows": rows, "since": str(first), "until": str(last), "name": job.name}


def compared(
    book: Book, source: Path, asked: dict[str, Any], first: date, last: date
) -> list[dict[str, Any]]:
    """The rows of a catalogue whose law is another on ``last`` than on ``first``, with the listings in words."""
    from tidewaiter.bulk.change import changes
    from tidewaiter.bulk.job import Job as Screening
    from tidewaiter.bulk.reading import Columns

    places = asked.get("jurisdictions", ())
    columns = Columns.of(asked)
    with tempfile.TemporaryDirectory(dir=source.parent) as folder:
        out = Path(folder) / "before.parquet"
        before, after = (book.question(on=day, jurisdictions=places) for day in (first, last))
        Screening(book, before, source, out, columns, workers=1).run()
        rows = [_told(one, book.store) for one in changes(out, book, after)]
    order = list(WORDS)
    return sorted(rows, key=lambda one: (order.index(one["after"]), one["row"]))


def _told(one: dict[str, Any], store: Store) -> dict[str, Any]:
    made = {
        **one,
        "id": one["id"] or "",
        **{side: [_listing(key, store) for key in one[side]] for side in SIDES},
    }
    if one["before"] != one["after"]:
        title = f"{WORDS[one['before']]}, now {WORDS[one['after']]}"
    else:
        title = f"still {WORDS[one['after']]}"
    for side, words in (
        ("gained", "added by"),
        ("lost", "removed by"),
        ("settled", "now surely of"),
        ("doubtful", "now doubtful in"),
    ):
        if places := sorted({told["place"] for told in made[side]}):
            title += f"; {words} {', '.join(places)}"
    return {**made, "title": title}


def _listing(key: str, store: Store) -> dict[str, str]:
    entry = store.entry(key)
    instrument = store.instruments[entry.instrument]
    words = f"{instrument.territory}: {instrument.lists[entry.list].title}, {entry.clause}"
    return {"place": instrument.territory, "words": words, "day": str(entry.period.since.day)}
