"""A parser that does what the file says, for tests of the processes in which files are read."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Callable

from rag.errors import EmptyFile
from rag.ports import PageWatcher
from rag.types import Block, Draft


def act(
    content: bytes, source: str, watch: PageWatcher | None, *, word: str, meek: int = 0
) -> Draft:
    """Carries out the order that is the file's first word; answers with ``word`` and its pid.
    ``meek``: the second word instead, if there is one."""
    order, _, rest = content.decode().partition(" ")
    if meek and rest:
        order = rest
    if order in ORDERS:
        ORDERS[order](rest)
    if order == "refuse":
        raise EmptyFile(f"{source} is empty.", mend="Write something.")
    if order == "pages" and watch is not None:
        for number in range(1, 4):
            time.sleep(0.7)
            watch(number, 3)
    if order == "surrogate":
        return Draft((Block("paragraph", "\ud800"),))
    return Draft((Block("paragraph", f"{word} {os.getpid()}"),))


def _spin(_: str) -> None:
    while True:
        pass


def _hoard(_: str) -> None:
    "я" * 2**29  # a gigabyte, made and thrown away


def _dive(rest: str) -> None:
    _dive(rest)


def _write(_: str) -> None:
    with tempfile.TemporaryFile() as stream:
        stream.truncate(2**30)


def _fail(rest: str) -> None:
    raise KeyError(rest)


ORDERS: dict[str, Callable[[str], object]] = {
    "spin": _spin,
    "sleep": lambda _: time.sleep(60),
    "hoard": _hoard,
    "die": lambda _: os.kill(os.getpid(), signal.SIGSEGV),
    "leave": lambda _: os._exit(3),
    "dive": _dive,
    "write": _write,
    "fail": _fail,
}
