"""The HTTP service: its whole composition stands in ``create_app``."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from anyio import to_thread
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from api.errors import show_derek_error, show_http_exception, show_invalid_request
from api.middleware.access_log import AccessLog
from api.middleware.body_limit import MIB, BodyLimit
from api.middleware.failures import Failures
from api.middleware.hosts import HostCheck
from api.middleware.request_id import RequestId
from api.middleware.security_headers import SecurityHeaders
from api.opening import Opening
from api.routes import ask, documents, feedback, jobs, operations, page, search
from api.schemas.problem import Problem
from api.uploads import UploadQueue
from rag.errors import DerekError
from rag.settings import ServeSettings, Settings

if TYPE_CHECKING:  # the engines: whoever calls ``create_app`` has loaded them
    from rag.assembly import Derek

DESCRIPTION = """Answers over an organisation's own documents in Kazakh, Russian and English.
Every sentence of an answer is cited to the exact paragraph or table row it came from; when the
documents do not carry an answer, the answer says so.

Character offsets are Unicode code points, end exclusive, into the text of
`GET /v1/documents/{document_id}/text`. Every error is an `application/problem+json`."""
TAGS = [
    {"name": "ask", "description": "Questions, answers and search · Сұрақ-жауап · Вопросы"},
    {"name": "documents", "description": "Documents and uploads · Құжаттар · Документы"},
    {"name": "operations", "description": "Liveness and readiness · Қызмет күйі · Состояние"},
]
PROBLEM = {"model": Problem, "description": "Problem (RFC 9457)"}
WAITING_UPLOADS = 2
"""Full uploads that may wait in memory behind the one that is being ingested."""


def create_app(load: Callable[[], Derek], settings: Settings | None = None) -> FastAPI:
    """The service. ``load`` runs in a thread once the server starts; until it has returned,
    ``/readyz`` and every route that needs documents answer 503. What it returns is closed at the
    end. ``settings`` None: the defaults."""
    settings = settings or Settings()
    upload_mib = settings.ingest.max_file_mib
    opening = Opening(load, partial(_make_uploads, limit_bytes=WAITING_UPLOADS * upload_mib * MIB))
    app = FastAPI(
        title="Derek",
        description=DESCRIPTION,
        version=version("derek"),
        openapi_tags=TAGS,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lambda _: _running(opening, settings.serve),
        responses={"4XX": PROBLEM, "5XX": PROBLEM},
        exception_handlers={
            DerekError: show_derek_error,
            HTTPException: show_http_exception,
            RequestValidationError: show_invalid_request,
        },
        middleware=[
            Middleware(RequestId),
            Middleware(AccessLog),
            Middleware(SecurityHeaders),
            Middleware(HostCheck, hosts=[settings.serve.host]),
            Middleware(BodyLimit, upload_mib=upload_mib),
            Middleware(Failures),
        ],
    )
    app.state.opening = opening
    for module in (ask, search, documents, jobs, feedback, operations, page):
        app.include_router(module.router)
    app.mount("/web", StaticFiles(directory=page.WEB), name="web")
    return app


@asynccontextmanager
async def _running(opening: Opening, serve: ServeSettings) -> AsyncIterator[None]:
    """Everything synchronous runs in threads, at most ``serve.threads`` at once."""
    to_thread.current_default_thread_limiter().total_tokens = serve.threads
    opening.start()
    yield
    await to_thread.run_sync(opening.close, serve.shutdown_seconds)


def _make_uploads(derek: Derek, limit_bytes: int) -> UploadQueue:
    return UploadQueue(derek.ingest, derek.registry, limit_bytes)
