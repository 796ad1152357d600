"""Opens Derek in a thread, so that the server listens while index and model are loaded."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from api.errors import NotReady
from api.takeover import TakeoverWatch
from api.uploads import UploadQueue
from api.warmup import WarmUp
from rag.errors import DerekError

if TYPE_CHECKING:
    from rag.assembly import Derek

log = structlog.get_logger()

LOADING = "Index and model are being loaded."
BROKEN = "Derek could not be opened; the log has the reason."


@dataclass(frozen=True, slots=True)
class Opened:
    """What the routes work with once everything is loaded."""

    derek: Derek
    uploads: UploadQueue
    takeover: TakeoverWatch
    warmup: WarmUp


class Opening:
    """Derek on its way: first loading, then opened or broken, at the end closed."""

    def __init__(
        self, load: Callable[[], Derek], make_uploads: Callable[[Derek], UploadQueue]
    ) -> None:
        self._load = load
        self._make_uploads = make_uploads
        self._opened: Opened | None = None
        self._reason = LOADING
        self._thread = threading.Thread(target=self._open, name="derek-opening", daemon=True)

    def start(self) -> None:
        """Begin to load."""
        self._thread.start()

    def wait(self, timeout_seconds: float | None = None) -> None:
        """Return when loading has ended, well or not, or the time is over."""
        self._thread.join(timeout_seconds)

    def opened(self) -> Opened:
        """What was opened. Raises: NotReady, with the reason."""
        if self._opened is None:
            raise NotReady(self._reason)
        return self._opened

    def close(self, timeout_seconds: float) -> None:
        """Finish what is at work, within the time granted, and close Derek.

        A loading, an upload or a change of index that takes longer is left where it is: what is
        stored survives a process that just ends, a store closed under a writer might not.
        """
        self.wait(timeout_seconds)
        opened, self._opened, self._reason = self._opened, None, "The service is stopping."
        if opened is None:
            return
        if not opened.warmup.close(timeout_seconds):
            log.warning("closed_while_warming_up")
        elif not opened.takeover.close(timeout_seconds):
            log.warning("closed_while_taking_over")
        elif not opened.uploads.close(timeout_seconds):
            log.warning("closed_while_uploading")
        else:
            opened.derek.close()

    def _open(self) -> None:
        try:
            derek = self._load()
            uploads = self._make_uploads(derek)
            opened = Opened(derek, uploads, TakeoverWatch(derek), WarmUp(derek))
            uploads.start()
            opened.takeover.start()
            opened.warmup.start()
        except DerekError as error:
            self._reason = error.message
            log.error("not_opened", reason=str(error), code=error.code)  # noqa: TRY400
        except Exception:
            self._reason = BROKEN
            log.exception("not_opened")
        else:
            self._opened = opened
            log.info("opened")
