"""The application: routes, pages, the guard before them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from errno import EDQUOT, EFBIG, ENOSPC
from sqlite3 import OperationalError
from typing import Any

from anyio import to_thread
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from tidewaiter.answer import CAUTION
from tidewaiter.errors import QuestionError, RecordFault, TidewaiterError, error_of
from tidewaiter.version import __version__
from tidewaiter.web import pages, routes, routes_jobs, routes_law, routes_record
from tidewaiter.web.common import broken
from tidewaiter.web.guard import Guard, full
from tidewaiter.web.lanes import Full
from tidewaiter.web.route import Json
from tidewaiter.web.service import Service
from tidewaiter.web.settings import Settings

DESCRIPTION = f"What the law says of a chemical, crossing a border, on a day. {CAUTION}"


def create_app(settings: Settings | None = None) -> FastAPI:
    """The service. Its data folder is locked: one service works in it at a time.

    ``app.state.service`` is the :class:`Service`, ``app.state.book`` its lawbook.
    """
    service = Service(settings or Settings())

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        service.start()
        # Pages are answered in the framework's threads: each opens the indexes anew, and takes memory for them.
        to_thread.current_default_thread_limiter().total_tokens = 2 * service.settings.slow
        yield
        service.close()

    app = FastAPI(
        title="Tidewaiter", version=__version__, description=DESCRIPTION, lifespan=life,
        docs_url=None, redoc_url=None,  # their pages load scripts from other hosts
        redirect_slashes=False,  # a redirection would repeat whatever name the request called us by
    )  # fmt: skip
    app.state.service = service
    app.state.books = service.books
    app.state.book = service.books.law
    app.add_middleware(Guard, settings=service.settings, state=service.state)
    _add_errors(app)
    for part in (routes, routes_law, routes_jobs, routes_record, pages):
        app.include_router(part.router)
    pages.mount(app)
    return app


def _error(status: int, code: str, message: str, mend: str, **more: Any) -> Response:
    return Json({**more, "error": error_of(code, message, mend)}, status_code=status)


def _fault(request: Request, message: str) -> Response:
    """A fault, as a page where somebody looks at pages."""
    mend = "Ask in other words, and please report it: the log of the service has more."
    page = "text/html" in request.headers.get("accept", "") and not request.url.path.endswith(".json")
    return broken(request, message, mend) if page else _error(500, "fault", message, mend)


def _no_room() -> Response:
    return _later("no_room", "The service's disk is full.", "Nothing was taken on: try again later.")


def _later(code: str, message: str, mend: str) -> Response:
    """An error that passes: nothing was done, the same request may be sent again."""
    made = _error(503, code, message, mend)
    made.headers["Retry-After"] = "60"
    return made


def _add_errors(app: FastAPI) -> None:
    """Every error has one shape, says how to mend it, and shows nothing of the inside."""

    @app.exception_handler(QuestionError)
    async def question(request: Request, why: QuestionError) -> Response:
        return Json(why.answer(request.query_params.get("q")), status_code=422)

    @app.exception_handler(RequestValidationError)
    async def shape(request: Request, why: RequestValidationError) -> Response:
        told = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in why.errors()[:5]]
        return _error(422, "shape", "; ".join(told)[:1000] + ".", "See /openapi.json for what can be asked.")

    @app.exception_handler(HTTPException)
    async def http(request: Request, why: HTTPException) -> Response:
        detail: Any = why.detail
        if not isinstance(detail, dict):
            detail = error_of("http", f"{detail}.", "See /openapi.json.")
        return Json({"error": detail}, status_code=why.status_code, headers=why.headers)

    @app.exception_handler(Full)
    async def busy(request: Request, why: Full) -> Response:
        made = full(why.after)
        return Json({"error": made.detail}, status_code=503, headers=made.headers)

    @app.exception_handler(RecordFault)
    async def record(request: Request, why: RecordFault) -> Response:
        return _later("record", "The record cannot be reached.", "Try again, or ask without keep.")

    @app.exception_handler(OSError)
    async def machine(request: Request, why: OSError) -> Response:
        if why.errno not in (ENOSPC, EDQUOT, EFBIG):
            raise why
        return _no_room()

    @app.exception_handler(OperationalError)
    async def state(request: Request, why: OperationalError) -> Response:
        if why.sqlite_errorname not in ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE"):
            raise why
        return _no_room()

    @app.exception_handler(TidewaiterError)
    async def ours(request: Request, why: TidewaiterError) -> Response:
        return _fault(request, "A fault of ours, or in the lawbook.")

    @app.exception_handler(Exception)
    async def unknown(request: Request, why: Exception) -> Response:
        return _fault(request, "A fault of ours.")
