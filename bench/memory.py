"""Points of memory along a long run: told on stderr as they come, kept when the run is cut off."""

from __future__ import annotations

import contextlib
import ctypes
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rag.errors import DerekError


class TimeIsUp(DerekError):
    """Ends a run before a file, so that what was begun is finished."""


@dataclass(frozen=True, slots=True)
class Point:
    """What processes hold after ``files``, in MiB.

    ``held`` is this process's own (RssAnon). Of it ``c_used`` is what the C library has given out
    (to the engine, SQLite and Python's larger objects), ``c_free`` what it keeps for the next who
    asks (0 where it is not glibc). ``mapped`` are files (RssFile), of the index and libraries, that
    the system may take back at any time; ``parsers`` what the parsing processes hold.
    ``python_blocks`` counts Python's small objects.
    """

    files: int
    seconds: float
    held: float
    c_used: float
    c_free: float
    python_blocks: int
    mapped: float
    parsers: float


class Points:
    """Points after each tenth of the files."""

    def __init__(self, n_files: int, n_seconds: float) -> None:
        self._step = max(1, n_files // 10)
        self._n_seconds = n_seconds
        self._n_done = 0
        self._began = time.perf_counter()
        self._seen: list[Point] = []

    def count(self) -> None:
        """One more file is done."""
        self._n_done += 1
        if self._n_done % self._step == 0:
            self._look()

    def check_time(self) -> None:
        """Raises: TimeIsUp."""
        if time.perf_counter() - self._began > self._n_seconds:
            raise TimeIsUp("The minutes are over.")

    @contextlib.contextmanager
    def until_the_end(self) -> Iterator[None]:
        """A block whose points count from now; it may be cut off (Ctrl-C) or run out of time."""
        self._began = time.perf_counter()
        self._look()
        with contextlib.suppress(TimeIsUp, KeyboardInterrupt):
            yield

    def figures(self) -> dict[str, Any]:
        """The points, and what is held more a file between the first tenth and the last."""
        tenth, last = self._seen[min(1, len(self._seen) - 1)], self._seen[-1]
        grown = (last.held - tenth.held) * 1024 / max(1, last.files - tenth.files)
        return {
            "files": self._n_done,
            "kib_a_file_after_a_tenth": round(grown, 2),
            "points_mib": [asdict(point) for point in self._seen],
        }

    def _look(self) -> None:
        point = point_now(self._n_done, time.perf_counter() - self._began)
        self._seen.append(point)
        print(" ".join(f"{k}={v}" for k, v in asdict(point).items()), file=sys.stderr, flush=True)


def point_now(n_files: int, seconds: float) -> Point:
    """The point after so many files."""
    used, free = c_heap_mib()
    held = rss_mib("self", "RssAnon")
    return Point(
        files=n_files,
        seconds=round(seconds, 1),
        held=held,
        c_used=used,
        c_free=free,
        python_blocks=sys.getallocatedblocks(),
        mapped=rss_mib("self", "RssFile"),
        parsers=parsers_mib(),
    )


class _Mallinfo2(ctypes.Structure):
    """Source: mallinfo(3)."""

    _names = "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost"
    _fields_ = [(name, ctypes.c_size_t) for name in _names.split()]


def c_heap_mib() -> tuple[float, float]:
    """What glibc has given out, in its heaps and in mappings of their own, and what it keeps."""
    mallinfo2 = getattr(ctypes.CDLL(None), "mallinfo2", None)
    if mallinfo2 is None:
        return 0.0, 0.0
    mallinfo2.restype = _Mallinfo2
    told = mallinfo2()
    return round((told.uordblks + told.hblkhd) / 2**20, 1), round(told.fordblks / 2**20, 1)


def rss_mib(process: int | str, kind: str) -> float:
    """Memory of a process that is resident now: ``RssAnon`` or ``RssFile``."""
    lines = Path(f"/proc/{process}/status").read_text("ascii", errors="replace").splitlines()
    held = next((line for line in lines if line.startswith(kind)), "0 0")
    return round(int(held.split()[1]) / 1024, 1)


def parsers_mib() -> float:
    """Memory that the processes hold together that this one started."""
    tasks = Path("/proc/self/task").glob("*/children")
    held = 0.0
    for child in " ".join(path.read_text("ascii") for path in tasks).split():
        with contextlib.suppress(OSError):
            held += rss_mib(child, "RssAnon")
    return round(held, 1)
