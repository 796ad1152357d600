"""Makes the first questions after a start as fast as later ones, in the background."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import structlog

from rag.compose.warmup import warm_words
from rag.errors import DerekError

if TYPE_CHECKING:
    from rag.assembly import Derek
    from rag.library import Library

log = structlog.get_logger()

MOST_CHARACTERS = 4_000_000
"""Some hundred reports, of which the words that are in use are known long before the end."""
N_OF_PAGE = 100


class WarmUp:
    """A thread that reads the documents one after another, until it is stopped or has read enough.

    It rests as long as it reads: whoever asks meanwhile has the machine first.
    """

    def __init__(self, derek: Derek, *, most_characters: int = MOST_CHARACTERS) -> None:
        self._library = derek.library
        self._most_characters = most_characters
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._warm, name="derek-warmup", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    @property
    def is_reading(self) -> bool:
        """Whether it is at work still."""
        return self._thread.is_alive()

    def close(self, timeout_seconds: float) -> bool:
        """Stop reading; False when the time ran out."""
        self._stopping.set()
        self._thread.join(timeout_seconds)
        return not self.is_reading

    def _warm(self) -> None:
        try:
            n_characters = self._read()
        except Exception:
            # Nothing depends on it: questions are only slower.
            log.exception("not_warmed_up")
            return
        # What is loaded by now stays; looking through it for what could go costs a question
        # a tenth of a second now and then.
        gc.collect()
        gc.freeze()
        log.info("warmed_up", characters=n_characters)

    def _read(self) -> int:
        n_characters = 0
        for document_id in _ready(self._library):
            try:
                document = self._library.read_document(document_id)
            except DerekError:
                continue  # deleted meanwhile; one that cannot be read is told of when it is asked
            began = time.monotonic()
            for n in warm_words(document):
                n_characters += n
                if self._stopping.wait(time.monotonic() - began):
                    return n_characters
                if n_characters >= self._most_characters:
                    return n_characters
                began = time.monotonic()
        return n_characters


def _ready(library: Library) -> Iterator[str]:
    cursor: str | None = None
    while True:
        records, cursor = library.list_documents(N_OF_PAGE, cursor, None)
        yield from (record.id for record in records if record.state == "ready")
        if cursor is None:
            return
