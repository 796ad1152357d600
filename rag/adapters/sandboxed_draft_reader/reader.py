"""A draft reader over a few parsing processes, each used again until a file spoils it."""

from __future__ import annotations

import contextlib
import queue
import sys
import threading
from collections.abc import Mapping

from rag.adapters.sandboxed_draft_reader.child import Child
from rag.adapters.sandboxed_draft_reader.limits import Limits
from rag.adapters.sandboxed_draft_reader.worker import Orders, Parse
from rag.errors import AdapterUnavailable, CorpusError
from rag.ports import PageWatcher
from rag.types import Draft

# How often a thread that waits for its turn looks whether the reader was closed.
_LOOK_SECONDS = 1.0


class SandboxedDraftReader:
    """Reads files in ``n_workers`` processes under limits of time and memory.

    ``parse`` is a function of a module, called in those processes as
    ``parse(content, source, watch, **options)``. They start when they are first needed. As many
    threads as there are processes read at once, others wait. A file that broke a limit is tried
    once more with the options ``sparing`` added, if there are any.
    """

    def __init__(
        self,
        parse: Parse,
        options: Mapping[str, str | int | None],
        limits: Limits,
        n_workers: int,
        sparing: Mapping[str, str | int | None] | None = None,
    ) -> None:
        function = f"{parse.__module__}:{parse.__qualname__}"
        self._orders = Orders(function, dict(options), limits, list(sys.path), dict(sparing or {}))
        self._idle: queue.LifoQueue[Child | None] = queue.LifoQueue()
        self._children: set[Child] = set()
        self._lock = threading.Lock()
        self._closed = False
        for _ in range(n_workers):
            self._idle.put(None)

    def read(self, content: bytes, source: str, watch: PageWatcher | None = None) -> Draft:
        """As ``DraftReader.read``: besides the readers' own reasons TooLarge over a limit,
        CorpusError when a parser crashed. Raises: AdapterUnavailable when no process starts."""
        child = self._taken()
        try:
            child = self._living(child)
            try:
                return child.read(content, source, watch)
            except CorpusError as error:
                if child.alive:
                    raise
                broke = None if child.stopped else error
            if broke and not self._orders.sparing:
                raise broke
            child = self._living(child)
            return _read_again(child, content, source, watch, broke)
        finally:
            if child is not None and not child.alive:
                self._drop(child)
                child = None
            self._idle.put(child)

    def close(self) -> None:
        """End the processes, at work or not."""
        with self._lock:
            self._closed = True
            children = list(self._children)
        for child in children:
            child.kill()
        with contextlib.suppress(queue.Empty):
            while True:
                self._drop(self._idle.get_nowait())

    def _taken(self) -> Child | None:
        """The next idle child or place for one, once a thread gives it back."""
        while True:
            try:
                return self._idle.get(timeout=_LOOK_SECONDS)
            except queue.Empty:
                self._check_open()

    def _check_open(self) -> None:
        if self._closed:
            raise AdapterUnavailable("Derek is closing; no more files are read.")

    def _living(self, child: Child | None) -> Child:
        """The child if it lives, else a new one. Raises: AdapterUnavailable after ``close``."""
        if child is not None and child.alive:
            return child
        self._drop(child)
        self._check_open()
        # Without the lock, so that processes start beside one another.
        child = Child(self._orders)
        with self._lock:
            self._children.add(child)
            closed = self._closed
        if closed:
            self._drop(child)
            self._check_open()
        return child

    def _drop(self, child: Child | None) -> None:
        if child is not None:
            with self._lock:
                self._children.discard(child)
            child.close()


def _read_again(
    child: Child, content: bytes, source: str, watch: PageWatcher | None, broke: CorpusError | None
) -> Draft:
    """A file whose process was ended, as before; or sparingly where it ``broke`` a limit itself.
    Then, if that does not go either, its first reason stands."""
    try:
        return child.read(content, source, watch, sparing=broke is not None)
    except CorpusError as error:
        raise broke or error from error
