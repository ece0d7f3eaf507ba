"""What the JSON routes share: an answer and an error as they are sent, and routes that are a row of a table.

Annotations are no text here (no ``from __future__``): those of a row's function are read from the row.
"""

from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

import orjson
from fastapi import APIRouter, Path, Query, Request, Response

from tidewaiter.asking import ask
from tidewaiter.contract.service import ErrorAnswer
from tidewaiter.web import models
from tidewaiter.web.guard import fault
from tidewaiter.web.service import Service

_MENDS = "What went wrong and how to mend it"
_LATER = {"description": "Seconds to wait before asking again", "schema": {"type": "integer", "minimum": 1}}
ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorAnswer, "description": _MENDS}
    for status in (400, 401, 403, 408, 413, 422, 429, 500, 503)
}
for _status in (429, 503):  # too often, or too much at once: the same request may be sent again
    ERRORS[_status]["headers"] = {"Retry-After": _LATER}
_NO_RECORD: dict[int | str, dict[str, Any]] = {
    404: {"model": ErrorAnswer, "description": "The lawbook has no such record"}
}
Key = Annotated[
    str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9/._-]{0,200}$", description="Its key in the lawbook")
]


class Json(Response):
    """An answer as JSON."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Written as it stands: the answer was made by us, its schema is tested, not checked again."""
        return orjson.dumps(content, default=str)


def service_of(request: Request) -> Service:
    """The running service."""
    return request.app.state.service  # type: ignore[no-any-return]


async def answered(
    request: Request, kind: str, question: models.Asked, key: str = "", *, at_once: bool = False
) -> Any:
    """The answer to a question as plain data, kept where that is asked; in a thread, unless ``at_once``.

    ``key``: the record that the address names.
    """
    service, asked = service_of(request), question.question()
    if key:
        asked["key"] = key

    def work() -> Any:
        answer = ask(service.books, kind, asked).to_json()
        return service.kept(getattr(question, "keep", False), kind, asked, answer, request)

    return work() if at_once else await service.pool.run(work)


class Route(NamedTuple):
    """Where a kind of question is asked, how it is asked, what it is answered with, and what that is in a line."""

    path: str
    kind: str
    asked: type[models.Asked]
    told: Any
    words: str

    @property
    def names_a_record(self) -> bool:
        """Whether the key of a record stands in the address."""
        return "{key" in self.path

    @property
    def name(self) -> str:
        """Its name in the OpenAPI document, which begins with its group.

        >>> Route("/law/class/{key:path}.json", "class", models.Nothing, dict, "").name
        'law_class'
        """
        parts = self.path.removesuffix(".json").split("/")
        return "_".join(part for part in parts if part and not part.startswith("{"))

    def add_to(self, router: APIRouter) -> None:
        """Let a router answer it."""
        answer = _of_a_record(self) if self.names_a_record else _of_the_lawbook(self)
        router.get(
            self.path,
            tags=[self.name.partition("_")[0]],
            name=self.name,
            operation_id=self.name,
            description=self.words,
            response_model=self.told,
            responses=_NO_RECORD if self.names_a_record else None,
        )(answer)


def _of_the_lawbook(route: Route) -> Callable[..., Any]:
    async def answer(
        request: Request,
        question: Annotated[route.asked, Query()],  # type: ignore[name-defined]
    ) -> Response:
        return Json(await answered(request, route.kind, question))

    return answer


def _of_a_record(route: Route) -> Callable[..., Any]:
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
