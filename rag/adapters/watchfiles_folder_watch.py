"""Waits for changes below folders, told by the system or found by looking (watchfiles)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePath

from watchfiles import Change, watch

REST_MILLISECONDS = 500
"""How long nothing must change before it is told: a file that is being copied is left alone."""
PATIENCE_MILLISECONDS = 10_000
"""After so long it is told although things still change."""
LOOK_MILLISECONDS = 2_000
"""Between two looks where the system does not tell: network drives, full watch lists."""
TICK_MILLISECONDS = 200
N_TICKS = 3_000
"""After so many quiet ticks (ten minutes) it is told anyway and watched anew: a folder may have
been replaced by another, and networks forget to tell."""
SEEN_HIDDEN = frozenset({".derekignore"})

Changes = Iterator[set[tuple[Change, str]]]


class WatchfilesFolderWatch:
    """A ``FolderWatch`` for the file systems of this machine and, with ``looking``, for others.

    Hidden files are not watched, as they are not ingested.
    """

    def __init__(self, looking: bool = False, n_ticks: int = N_TICKS) -> None:
        """``looking`` looks at all files again and again instead of being told."""
        self._looking = looking
        self._n_ticks = n_ticks

    def changes(self, paths: Sequence[Path]) -> Iterator[None]:
        """An item for every time that something changed and then rested.

        Watching has begun when this returns. A KeyboardInterrupt goes through.
        """
        roots = [path.resolve() for path in paths]
        return self._items(roots, self._watched(roots))

    def _items(self, roots: Sequence[Path], watched: Changes) -> Iterator[None]:
        quiet = 0
        while True:
            # An ended watch is like a long silence: begun anew, and told.
            changed = next(watched, None)
            quiet = 0 if changed else quiet + 1
            if changed is None or quiet >= self._n_ticks:
                watched, quiet = self._watched(roots), 0
            if changed or not quiet:
                yield

    def _watched(self, roots: Sequence[Path]) -> Changes:
        """Changes below the roots that are there, an empty set for each quiet tick."""
        there = [root for root in roots if root.exists()]
        if not there:
            return _silence()
        try:
            return _begun(there, roots, self._looking)
        except OSError:  # too many watches, or a file system that cannot tell
            return _begun(there, roots, True)


def _begun(there: Sequence[Path], roots: Sequence[Path], looking: bool) -> Changes:
    """The changes, once watching has begun: the first tick is waited for and given back."""
    changes = watch(
        *there,
        watch_filter=_visible(roots),
        debounce=PATIENCE_MILLISECONDS,
        step=REST_MILLISECONDS,
        rust_timeout=TICK_MILLISECONDS,
        yield_on_timeout=True,
        force_polling=looking or None,
        poll_delay_ms=LOOK_MILLISECONDS,
        ignore_permission_denied=True,
    )
    return _after(next(changes), changes)


def _after(first: set[tuple[Change, str]], changes: Changes) -> Changes:
    yield first
    yield from changes


def _silence() -> Changes:
    while True:
        time.sleep(TICK_MILLISECONDS / 1000)
        yield set()


def _visible(roots: Sequence[Path]) -> Callable[[Change, str], bool]:
    def is_visible(change: Change, path: str) -> bool:
        for root in roots:
            if PurePath(path).is_relative_to(root):
                parts = PurePath(path).relative_to(root).parts
                return all(not p.startswith(".") or p in SEEN_HIDDEN for p in parts)
        return True

    return is_visible
