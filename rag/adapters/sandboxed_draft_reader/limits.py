"""What a parsing process may use, and how the system is told."""

from __future__ import annotations

import contextlib
import resource
import sys
from pathlib import Path

import msgspec

_MIB = 2**20
_MAX_OPEN_FILES = 64
_STATUS = Path("/proc/self/status")


class Limits(msgspec.Struct, frozen=True):
    """Seconds of processor time for one file, and MiB of memory and of any file written.

    By the clock a file may take ``patience`` times its seconds, because other work shares the
    processor. ``pause_seconds``: the longest time between two pages whose text is recognised,
    which is not counted for the file.
    """

    seconds: int = 20
    memory_mib: int = 1024
    written_mib: int = 64
    patience: int = 3
    pause_seconds: int = 120


def confine(limits: Limits) -> None:
    """Bind this process to the limits for the rest of its life; processor time aside."""
    _lower(resource.RLIMIT_AS, limits.memory_mib * _MIB)
    _lower(resource.RLIMIT_FSIZE, limits.written_mib * _MIB)
    _lower(resource.RLIMIT_NOFILE, _MAX_OPEN_FILES)
    _lower(resource.RLIMIT_CORE, 0)


def grant_time(seconds: int) -> None:
    """Let this process use so many more seconds of processor time, then the system stops it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(
        resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard)
    )


def peak_mib() -> int:
    """The most memory this process has held since it runs its own program, in MiB.

    On Linux ``ru_maxrss`` starts with what the parent held when it started this process, so that
    a large server's children would all look large; the kernel's own mark for this program's
    memory does not (proc(5), ``VmHWM``).
    """
    with contextlib.suppress(OSError), _STATUS.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (_MIB if sys.platform == "darwin" else 1024)


def _lower(kind: int, wanted: int) -> None:
    """Set a limit, never above the one this process was given."""
    hard = resource.getrlimit(kind)[1]
    limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(kind, (limit, limit))
