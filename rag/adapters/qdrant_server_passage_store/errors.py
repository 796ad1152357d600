"""What the client and the server say when something fails, as our errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from qdrant_client.common.client_exceptions import QdrantException
from qdrant_client.http.exceptions import (
    ApiException,
    ResponseHandlingException,
    UnexpectedResponse,
)

from rag.errors import (
    AdapterProtocolError,
    AdapterTimedOut,
    AdapterUnavailable,
    DerekError,
    StorageFull,
)

REBUILD = "Run `derek ingest --rebuild` to make the index anew from the stored originals."
LOOK = "Check that the Qdrant server runs and that DEREK_STORE_URL names it."
KEY = "Set DEREK_STORE_API_KEY to a key that may write."

# By HTTP status; other 4xx are AdapterProtocolError, other 5xx AdapterUnavailable.
STATUS_ERRORS: dict[int, tuple[type[DerekError], str, str]] = {
    401: (AdapterUnavailable, "The Qdrant server does not accept the key.", KEY),
    403: (AdapterUnavailable, "The Qdrant server forbids this key to do it.", KEY),
    404: (AdapterUnavailable, "The Qdrant server does not have the collection.", REBUILD),
    408: (AdapterTimedOut, "The Qdrant server did not answer in time.", LOOK),
    413: (AdapterProtocolError, "A passage is too large for the Qdrant server.", ""),
    429: (AdapterUnavailable, "The Qdrant server is too busy.", "Try again later."),
    504: (AdapterTimedOut, "The Qdrant server did not answer in time.", LOOK),
    507: (StorageFull, "The Qdrant server has no space left.", "Free some space there."),
}
FOREIGN_ERRORS = (ApiException, QdrantException, OSError, RuntimeError)
"""What the client raises by itself: answers, no answer, limits, and use after closing."""


@contextmanager
def server_errors() -> Iterator[None]:
    """Turn what the client raises within the block into our errors."""
    try:
        yield
    except FOREIGN_ERRORS as error:
        raise derek_error(error) from error


def derek_error(error: Exception) -> DerekError:
    """Our error for what client and server say."""
    if isinstance(error, UnexpectedResponse):
        return _status_error(error.status_code or 0)
    source = error.source if isinstance(error, ResponseHandlingException) else error
    # The client's HTTP library is its own business, so its class is known by name alone.
    if any("Timeout" in kind.__name__ for kind in type(source).__mro__):
        return AdapterTimedOut("The Qdrant server did not answer in time.", mend=LOOK)
    if any("Validation" in kind.__name__ for kind in type(source).__mro__):
        return AdapterProtocolError("The Qdrant server's answer cannot be read.", mend=LOOK)
    return AdapterUnavailable("The Qdrant server cannot be reached.", mend=LOOK)


def _status_error(status: int) -> DerekError:
    if status in STATUS_ERRORS:
        kind, message, mend = STATUS_ERRORS[status]
        return kind(message, mend=mend)
    if 400 <= status < 500:
        return AdapterProtocolError(f"The Qdrant server refused a request ({status}).")
    return AdapterUnavailable(f"The Qdrant server failed ({status}).", mend=LOOK)
