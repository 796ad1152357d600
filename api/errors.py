"""The one table from error to HTTP problem, and the responses made from it (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.types import Scope

from api.schemas.problem import Problem
from rag import errors


class NotReady(errors.DerekError):
    """Index and model are still being loaded, or could not be."""

    code = "not_ready"
    retryable = True


class TooBusy(errors.DerekError):
    """More uploads are waiting than memory is granted for."""

    code = "too_busy"
    retryable = True


class BadUpload(errors.DerekError):
    """An upload whose parts do not fit together."""

    code = "bad_upload"


class Interrupted(errors.DerekError):
    """The service stopped before the work was done."""

    code = "interrupted"
    retryable = True


class Kind(NamedTuple):
    """How one class of error is shown: HTTP status, title for people, type for programs."""

    status: int
    title: str
    type: str


PROBLEMS: Mapping[type[errors.DerekError], Kind] = {
    errors.DerekError: Kind(500, "Derek failed", "urn:derek:problem:derek"),
    errors.CorpusError: Kind(422, "Not a document", "urn:derek:problem:corpus"),
    errors.EmptyFile: Kind(422, "Empty file", "urn:derek:problem:empty-file"),
    errors.UnreadableFile: Kind(422, "Unreadable file", "urn:derek:problem:unreadable-file"),
    errors.UnknownFormat: Kind(415, "Unknown format", "urn:derek:problem:unknown-format"),
    errors.UnknownEncoding: Kind(422, "Unknown encoding", "urn:derek:problem:unknown-encoding"),
    errors.TooLarge: Kind(413, "Too large", "urn:derek:problem:too-large"),
    errors.IndexIncompatible: Kind(503, "Index incompatible", "urn:derek:problem:index"),
    errors.DataFolderInUse: Kind(503, "Data folder in use", "urn:derek:problem:data-folder"),
    errors.SettingsError: Kind(500, "Settings are wrong", "urn:derek:problem:settings"),
    errors.NotFound: Kind(404, "Not found", "urn:derek:problem:not-found"),
    errors.StorageFull: Kind(507, "No space left", "urn:derek:problem:storage-full"),
    errors.AdapterError: Kind(502, "A component failed", "urn:derek:problem:adapter"),
    errors.AdapterUnavailable: Kind(
        503, "A component is unavailable", "urn:derek:problem:adapter-unavailable"
    ),
    errors.AdapterTimedOut: Kind(
        504, "A component did not answer in time", "urn:derek:problem:adapter-timed-out"
    ),
    errors.AdapterProtocolError: Kind(
        502, "A component answered nonsense", "urn:derek:problem:adapter-protocol"
    ),
    NotReady: Kind(503, "Not ready", "urn:derek:problem:not-ready"),
    TooBusy: Kind(429, "Too many uploads are waiting", "urn:derek:problem:too-busy"),
    BadUpload: Kind(422, "Bad upload", "urn:derek:problem:bad-upload"),
    Interrupted: Kind(503, "Interrupted", "urn:derek:problem:interrupted"),
}

BY_STATUS: Mapping[int, type[errors.DerekError]] = {404: errors.NotFound, 413: errors.TooLarge}
"""Statuses that Starlette raises for what has a class here: one code for one thing."""
RETRY_AFTER_SECONDS = "2"


def kind_of(error: errors.DerekError) -> Kind:
    """The table's row for the error's class, else for its nearest ancestor."""
    return next(PROBLEMS[cls] for cls in type(error).__mro__ if cls in PROBLEMS)


def problem_response(scope: Scope, kind: Kind, code: str, detail: str) -> Response:
    """``application/problem+json`` with the request's id."""
    problem = Problem(
        type=kind.type,
        title=kind.title,
        status=kind.status,
        detail=detail,
        code=code,
        request_id=scope.get("state", {}).get("request_id", ""),
    )
    response = Response(
        problem.model_dump_json(), kind.status, media_type="application/problem+json"
    )
    if kind.status in (429, 503):
        response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def status_response(scope: Scope, status: int, detail: str) -> Response:
    """A problem for a bare HTTP status, named after the table's row or its phrase."""
    if (known := BY_STATUS.get(status)) is not None:
        return problem_response(scope, PROBLEMS[known], known.code, detail)
    phrase = HTTPStatus(status).phrase
    slug = phrase.lower().replace(" ", "-")
    kind = Kind(status, phrase, f"urn:derek:problem:{slug}")
    return problem_response(scope, kind, slug.replace("-", "_"), detail)


def internal_response(scope: Scope) -> Response:
    """The problem for a failure nobody foresaw; its cause stands in the log only."""
    kind = Kind(500, "Internal error", "urn:derek:problem:internal")
    detail = "Something went wrong inside. The log has the details under this request id."
    return problem_response(scope, kind, "internal_error", detail)


async def show_derek_error(request: Request, error: Exception) -> Response:
    """Exception handler for ``DerekError``."""
    assert isinstance(error, errors.DerekError)
    return problem_response(request.scope, kind_of(error), error.code, error.message)


async def show_http_exception(request: Request, error: Exception) -> Response:
    """Exception handler for what Starlette raises: 404, 405, 413 and the like."""
    assert isinstance(error, HTTPException)
    response = status_response(request.scope, error.status_code, f"{error.detail}.")
    response.headers.update(error.headers or {})
    return response


async def show_invalid_request(request: Request, error: Exception) -> Response:
    """Exception handler for 422: every fault with its place, none of the values sent."""
    assert isinstance(error, RequestValidationError)
    faults = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
    kind = Kind(422, "Invalid request", "urn:derek:problem:invalid-request")
    return problem_response(request.scope, kind, "invalid_request", "; ".join(faults) + ".")
