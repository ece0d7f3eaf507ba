"""The record over HTTP, for reading: who holds a key sees what was kept under that key, and whether the chain holds."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from tidewaiter.contract.service import EntryKept, ErrorAnswer, RecordAnswer, VerifyAnswer
from tidewaiter.dates import parse_day
from tidewaiter.errors import QuestionError
from tidewaiter.web import models
from tidewaiter.web.guard import fault
from tidewaiter.web.route import ERRORS, Json, service_of
from tidewaiter.web.service import Service

router = APIRouter(
    prefix="/record",
    tags=["record"],
    responses={**ERRORS, 404: {"model": ErrorAnswer, "description": "No record, or no such entry"}},
)
Seq = Annotated[int, Path(ge=1, lt=2**63, description="The entry's number")]


def _service(request: Request) -> Service:
    service = service_of(request)
    if service.record is None:
        raise fault(404, "no_record", "This service keeps no record.", "Start it with --record.")
    return service


def _listed(service: Service, who: str, question: models.RecordQuestion) -> dict[str, Any]:
    assert service.record is not None
    for day in (question.since, question.until):
        if day:
            parse_day(day)
    found = service.record.entries(
        kinds=tuple(question.kind), since=question.since, until=question.until, who=who, last=question.last
    )
    return {
        "entries": [
            {"seq": e.seq, "at": e.at, "kind": e.kind, "lawbook": e.lawbook_version, "hash": e.hash}
            for e in found
        ]
    }


@router.get(".json", operation_id="record", response_model=RecordAnswer)
async def record(request: Request, question: Annotated[models.RecordQuestion, Query()]) -> Response:
    """The answers that were kept for who asks, the latest last."""
    service = _service(request)
    return Json(await service.pool.run(_listed, service, service.caller(request), question))


@router.get("/verify.json", operation_id="record_verify", response_model=VerifyAnswer)
async def verify(request: Request, question: Annotated[models.Nothing, Query()]) -> Response:
    """Whether the whole chain holds, and its head: keep that elsewhere, it shows a chain that was made anew."""
    service = _service(request)
    return Json(await service.pool.run(_verified, service))


def _verified(service: Service) -> dict[str, Any]:
    assert service.record is not None
    look = service.record.look_over()
    return {
        "problems": [one._asdict() for one in look.problems],
        "head": {"seq": look.last[0], "hash": look.last[1]},
    }


@router.get("/{seq}.json", operation_id="record_entry", response_model=EntryKept)
async def entry(request: Request, seq: Seq, question: Annotated[models.Nothing, Query()]) -> Response:
    """One entry with its question and answer. That of another key is as one that does not exist."""
    service = _service(request)
    return Json(await service.pool.run(_entry, service, service.caller(request), seq))


def _entry(service: Service, who: str, seq: int) -> dict[str, Any]:
    assert service.record is not None
    try:
        found = service.record.get(seq)
    except QuestionError:
        found = None
    if found is None or found.who != who:
        raise fault(404, "no_such_entry", f"There is no entry {seq} for you.", "See /record.json.")
    return dict(found.to_json())
