"""Catalogues for a person: hand in, watch, look at the hits drawn, fetch. The same jobs as the JSON routes'."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.exceptions import HTTPException

from tidewaiter.book import Book
from tidewaiter.errors import QuestionError, Unreadable
from tidewaiter.files.columns import usual_names
from tidewaiter.web import present
from tidewaiter.web.common import books_of, missing, page_asked, shared, twin
from tidewaiter.web.forms import text_of, upload_of
from tidewaiter.web.jobs import FORMS, KINDS, MEDIA, Job
from tidewaiter.web.render import html, root_of
from tidewaiter.web.route import service_of
from tidewaiter.web.routes_jobs import hand_in, job_of, owner_of

router = APIRouter(include_in_schema=False)

ROWS = 40  # drawn rows on one page
MOST_LISTINGS = 40  # of a row there
MOST_FIELD = 200  # characters of a field of the form
COLUMNS = (("smiles", "Structure"), ("cas", "CAS number"), ("name", "Name"), ("id", "Identifier"))
WHO_SEES = {  # by whether a key was asked for
    True: "Only requests with your key see the file and its answers.",
    False: "This service asks for no keys: everyone who can open this page sees the file and its answers.",
}
EXAMPLE = "smiles,id\nCCO,ethanol\nO=C1CCNCC1,4-piperidone\n"


def _context(request: Request) -> dict[str, Any]:
    books = books_of(request)
    jobs = service_of(request).jobs.listed(owner_of(request))
    return {
        **shared(books.law), "here": "catalogue", "title": "Catalogue", "forms": FORMS, "columns": COLUMNS,
        "accept": ",".join((*KINDS, ".gz")), "most": service_of(request).settings.upload // (1 << 20),
        "kept_days": service_of(request).settings.kept_days, "keyed": bool(owner_of(request)),
        "who_sees": WHO_SEES[bool(owner_of(request))], "jobs": [job.to_json() for job in jobs],
        "ask": {"jurisdictions": [], "on": "", "known_on": ""},
    }  # fmt: skip


@router.get("/catalogue")
def catalogue(request: Request) -> HTMLResponse:
    """Where a catalogue is handed in, and those that were."""
    return html(request, "catalogue.html", json_url=twin("/catalogue"), **_context(request))


@router.post("/catalogue", response_model=None)
async def catalogue_hand_in(request: Request) -> HTMLResponse | RedirectResponse:
    """Hand in a catalogue by the form; then its own page."""
    service = service_of(request)
    form = await request.form(max_files=1, max_fields=100)
    try:
        file = upload_of(form, "file")
        if file is None:
            raise Unreadable("No file was chosen.", "Choose a file and send it again.")
        kind = text_of(form, "form", MOST_FIELD) or "csv"
        if kind not in FORMS:
            raise Unreadable("Answers are not written in this form.", f"Choose one of {', '.join(FORMS)}.")
        places = [place for place in form.getlist("jurisdiction") if isinstance(place, str)]
        columns = {name: text_of(form, name, MOST_FIELD) for name, _ in COLUMNS}
        on, known_on = (text_of(form, name, MOST_FIELD) for name in ("on", "known_on"))
        job = await service.pool.run(hand_in, request, file, kind, on, known_on, places, columns)
    except QuestionError as why:
        return html(request, "catalogue.html", status=422, **{**_context(request), "error": why.to_json()})
    return RedirectResponse(f"{root_of(request)}/catalogue/{job.id}", 303)


@router.get("/catalogue/{key}", response_model=None)
def catalogue_show(request: Request, key: str) -> HTMLResponse:
    """One catalogue: how far it is; once done, what was found."""
    try:
        job = job_of(request, key)
    except HTTPException:
        return missing(request, "There is no such catalogue.", "It may have been deleted: hand it in again.")
    books = books_of(request)
    page = page_asked(request)
    wanted = request.query_params.get("status") or ""
    rows, more = _found(job, service_of(request).jobs.result(job), page, wanted, books.law)
    told = job.to_json()
    titles = {one.key: one.title for one in books.law.store.instruments.values()}
    return html(
        request, "catalogue_job.html", **shared(books.law), here="catalogue", title=job.name, job=told, rows=rows,
        page=page, more=more, wanted=wanted, titles=titles, readable=job.form in ("csv", "parquet"),
        running=job.state in ("waiting", "running"), json_url=twin(f"/catalogue/{job.id}"),
        media=MEDIA[job.form].partition(";")[0],
    )  # fmt: skip


@router.post("/catalogue/{key}/delete", response_model=None)
async def catalogue_delete(request: Request, key: str) -> HTMLResponse | RedirectResponse:
    """Delete a catalogue with its answers."""
    try:
        job = job_of(request, key)
    except HTTPException:
        return missing(request, "There is no such catalogue.", "It may have been deleted already.")
    service = service_of(request)
    await service.pool.run(service.jobs.delete, job.id, job.owner)
    return RedirectResponse(root_of(request) + "/catalogue", 303)


def _found(job: Job, path: Path, page: int, wanted: str, book: Book) -> tuple[list[dict[str, Any]], bool]:
    """The rows of one page that are not *no hit*, drawn; and whether more follow."""
    if job.state != "done" or not path.exists():
        return [], False
    from tidewaiter.bulk.decision import NO_HIT, STATUSES
    from tidewaiter.bulk.laws import wording
    from tidewaiter.bulk.writing import read_back

    shown = [status for status in STATUSES if status != NO_HIT and wanted in ("", status)]
    rows = read_back(path, *shown) if shown else iter(())
    lot = list(islice(rows, (page - 1) * ROWS, page * ROWS + 1))
    told, named = wording(book.store), _name_column(job)
    return [_row(row, told, named) for row in lot[:ROWS]], len(lot) > ROWS


def _name_column(job: Job) -> str:
    """The column of goods' names among the answers, if it was named."""
    return str(job.question.get("name") or "")


def _name(row: dict[str, Any], named: str) -> str:
    """What a row calls its goods, beside what was asked of it."""
    columns = {name.casefold(): name for name in row}
    known = (columns[one] for one in (named.casefold(), *usual_names()["name"]) if one in columns)
    return next((str(row[one]) for one in known if row[one] not in (None, "", row.get("structure"))), "")


def _row(row: dict[str, Any], told: Callable[[str], str], named: str) -> dict[str, Any]:
    structure = row.get("structure") or ""
    return {
        "row": row["row"], "id": row["id"] or "", "status": row["status"], "reason": row["reason"] or "",
        "listings": [told(key) for key in (row["measures"] or ())[:MOST_LISTINGS]],
        "more": max(0, len(row["measures"] or ()) - MOST_LISTINGS),
        "doubts": [told(key) for key in row["doubts"] or ()],
        "name": _name(row, named),
        "structure": structure if len(structure) < 500 and "\n" not in structure else "",
        "picture": present.row_picture(structure),
    }  # fmt: skip
