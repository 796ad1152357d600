"""Stops a request body that is too large while it arrives, however its size was announced."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import status_response

MIB = 1024 * 1024
JSON_LIMIT_BYTES = MIB
ENVELOPE_BYTES = MIB
"""Room for the multipart envelope and the form's other fields."""
UPLOAD_PATH = "/v1/documents"


class BodyLimit:
    """Uploads may be ``upload_mib`` large together, every other body one MiB."""

    def __init__(self, app: ASGIApp, upload_mib: int) -> None:
        self.app = app
        self.upload_mib = upload_mib

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a counted body, or refuse it. Raises: HTTPException with 413."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit, detail = self._limit(scope["path"])
        if _announced_bytes(scope) > limit:
            await status_response(scope, 413, f"{detail}.")(scope, receive, send)
            return
        n_bytes = 0

        async def receive_limited() -> Message:
            nonlocal n_bytes
            message = await receive()
            n_bytes += len(message.get("body", b""))
            if n_bytes > limit:
                raise HTTPException(413, detail)
            return message

        await self.app(scope, receive_limited, send)

    def _limit(self, path: str) -> tuple[int, str]:
        if path == UPLOAD_PATH:
            limit = self.upload_mib * MIB + ENVELOPE_BYTES
            return limit, f"One upload holds at most {self.upload_mib} MiB; send fewer files"
        return JSON_LIMIT_BYTES, "The request is larger than 1 MiB"


def _announced_bytes(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "")
    return int(length) if length.isdecimal() and length.isascii() else 0
