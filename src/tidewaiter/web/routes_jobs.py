"""Catalogues over HTTP: hand in, look, fetch, delete."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Path, Query, Request, Response, UploadFile
from fastapi.responses import FileResponse

from tidewaiter.contract.service import ErrorAnswer, JobOf, JobsAnswer
from tidewaiter.web import models
from tidewaiter.web.guard import fault
from tidewaiter.web.jobs import FORMS, MEDIA, Job
from tidewaiter.web.route import ERRORS, Json, service_of

router = APIRouter(
    prefix="/catalogue",
    tags=["catalogue"],
    responses={**ERRORS, 404: {"model": ErrorAnswer, "description": "No such catalogue"}},
)
Key = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{22}$", description="The catalogue's id")]
Column = Annotated[str, Form(max_length=200)]
_COLUMNS = ("smiles", "id", "cas", "name")


def owner_of(request: Request) -> str:
    """Who asks: the id of the key, "" without keys."""
    return str(getattr(request.state, "caller", ""))


def job_of(request: Request, key: str) -> Job:
    """A job of who asks. Raises the 404 that others get as well."""
    job = service_of(request).jobs.get(key, owner_of(request))
    if job is None:
        raise fault(
            404,
            "no_such_catalogue",
            "There is no such catalogue.",
            "It may have been deleted: hand it in again.",
        )
    return job


def hand_in(
    request: Request,
    file: UploadFile,
    form: str,
    on: str,
    known_on: str,
    places: list[str],
    columns: dict[str, str],
) -> Job:
    """Check the question and accept the file. Raises :class:`QuestionError` and :class:`tidewaiter.web.lanes.Full`."""
    service = service_of(request)
    places = [code for code in places if code.strip()]
    service.books.law.question(on=on or None, known_on=known_on or None, jurisdictions=places)
    question: dict[str, Any] = {
        "on": on or None, "known_on": known_on or None, "jurisdictions": places,
        **{key: value for key, value in columns.items() if value},
    }  # fmt: skip
    return service.jobs.accept(file.file, file.filename or "", form, question, owner_of(request))


@router.post(".json", operation_id="catalogue_hand_in", status_code=202, response_model=JobOf)
async def catalogue_hand_in(
    request: Request,
    file: Annotated[UploadFile, File(description="CSV, TSV, SMI, SDF (also as .gz), Parquet or XLSX")],
    form: Annotated[
        str, Form(pattern=f"^({'|'.join(FORMS)})$", description="How the answers are written")
    ] = "csv",
    on: Annotated[str, Form(max_length=40)] = "",
    known_on: Annotated[str, Form(max_length=40)] = "",
    jurisdiction: Annotated[list[str], Form(max_length=60)] = [],  # noqa: B006  # read, never changed
    smiles: Column = "",
    id: Column = "",
    cas: Column = "",
    name: Column = "",
) -> Response:
    """Upload a catalogue to be screened. It is on the disk when this answers, and survives a restart."""
    service = service_of(request)
    columns = dict(zip(_COLUMNS, (smiles, id, cas, name), strict=True))
    job = await service.pool.run(hand_in, request, file, form, on, known_on, jurisdiction, columns)
    return Json(job.to_json(), status_code=202, headers={"Location": f"/catalogue/{job.id}.json"})


@router.get(".json", operation_id="catalogue_list", response_model=JobsAnswer)
async def catalogue_list(request: Request, question: Annotated[models.Nothing, Query()]) -> Response:
    """The catalogues that were uploaded with this key, latest first."""
    jobs = service_of(request).jobs.listed(owner_of(request))
    return Json({"jobs": [job.to_json() for job in jobs]})


@router.get("/{key}.json", operation_id="catalogue_show", response_model=JobOf)
async def catalogue_show(
    request: Request, key: Key, question: Annotated[models.Nothing, Query()]
) -> Response:
    """How far a catalogue is."""
    return Json(job_of(request, key).to_json())


_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The answers, every row once",
        "content": {
            media.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
            for media in MEDIA.values()
        },
    },
    409: {"model": ErrorAnswer, "description": "Not done yet"},
}


@router.get("/{key}/result", operation_id="catalogue_result", responses=_FILE, response_class=FileResponse)
async def catalogue_result(
    request: Request, key: Key, question: Annotated[models.Nothing, Query()]
) -> Response:
    """Fetch the answers."""
    job = job_of(request, key)
    path = service_of(request).jobs.result(job)
    if job.state != "done" or not path.exists():
        raise fault(409, "not_done", f"The catalogue is {job.state}.", f"Look at /catalogue/{key}.json.")
    stem = job.name.rpartition(".")[0] or "catalogue"
    return FileResponse(path, media_type=MEDIA[job.form], filename=f"{stem}-answers.{job.form}")


@router.delete("/{key}.json", operation_id="catalogue_delete", status_code=204, response_class=Response)
async def catalogue_delete(
    request: Request, key: Key, question: Annotated[models.Nothing, Query()]
) -> Response:
    """Delete a catalogue with its answers; one that is being screened is stopped."""
    job = job_of(request, key)
    await service_of(request).pool.run(service_of(request).jobs.delete, job.id, job.owner)
    return Response(status_code=204)
