"""Looks for an index that another process made, and lets the service go on with it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import structlog

from rag.errors import DerekError

if TYPE_CHECKING:
    from rag.assembly import Derek

log = structlog.get_logger()

LOOK_SECONDS = 2.0
"""Looking is one file that is not there."""
AFTER_FAILURE_SECONDS = 30.0
RETIRE_SECONDS = 30.0
"""How long the index before is kept open for questions under way: they read it for a tenth of a
second, and only what a language model writes afterwards takes longer."""


class TakeoverWatch:
    """A thread that looks now and then, until it is stopped."""

    def __init__(
        self,
        derek: Derek,
        *,
        look_seconds: float = LOOK_SECONDS,
        after_failure_seconds: float = AFTER_FAILURE_SECONDS,
        retire_seconds: float = RETIRE_SECONDS,
    ) -> None:
        self._derek = derek
        self._look_seconds = look_seconds
        self._after_failure_seconds = after_failure_seconds
        self._retire_seconds = retire_seconds
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="derek-takeover", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def close(self, timeout_seconds: float) -> bool:
        """Stop looking; False when the time ran out while an index took over."""
        self._stopping.set()
        self._thread.join(timeout_seconds)
        return not self._thread.is_alive()

    def _watch(self) -> None:
        seconds = self._look_seconds
        while not self._stopping.wait(seconds):
            seconds = self._look()

    def _look(self) -> float:
        """Look once; the seconds until the next time."""
        try:
            if not self._derek.take_over():
                return self._look_seconds
            log.info("index_taken_over", index=self._derek.ask.settings_fingerprint)
            self._stopping.wait(self._retire_seconds)
            self._derek.drop_retired()
        except DerekError as error:
            log.warning("index_not_taken_over", code=error.code, reason=str(error))
            return self._after_failure_seconds
        except Exception:
            log.exception("index_not_taken_over")
            return self._after_failure_seconds
        return self._look_seconds
