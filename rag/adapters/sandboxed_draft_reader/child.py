"""One parsing process as its parent sees it: started, asked, killed."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from multiprocessing.connection import Connection

import msgspec

from rag.adapters.sandboxed_draft_reader.limits import Limits
from rag.adapters.sandboxed_draft_reader.wire import (
    Job,
    Page,
    Parsed,
    Ready,
    Refused,
    Reply,
    parse_reply,
    unpacked,
)
from rag.adapters.sandboxed_draft_reader.worker import Orders
from rag.errors import AdapterUnavailable, CorpusError, TooLarge
from rag.ports import PageWatcher
from rag.types import Draft

# The path comes first: nothing of ours is found without it.
_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[2])['path']; "
    "from rag.adapters.sandboxed_draft_reader.worker import main; main()"
)
_START_SECONDS = 60
_MAX_REPLY_BYTES = 2**30
_SPLIT = "Raise {}, or split the file."


class Child:
    """A process that reads one file at a time. Not for use by two threads at once."""

    def __init__(self, orders: Orders) -> None:
        self._limits: Limits = orders.limits
        self._usable = True
        self._process, self._connection = _started(orders)
        try:
            if not self._connection.poll(_START_SECONDS):
                raise EOFError
            ready = isinstance(self._receive(), Ready)
        except (EOFError, OSError, msgspec.MsgspecError):
            ready = False
        if not ready:
            self.close()
            raise AdapterUnavailable(
                "The process that reads files does not start.",
                mend="Run `derek doctor`; DEREK_PARSE_MEMORY_MIB may be too small.",
            )

    @property
    def alive(self) -> bool:
        """Whether another file may be read here."""
        return self._usable and self._process.poll() is None

    @property
    def stopped(self) -> bool:
        """Whether somebody ended the process, so that no file is at fault."""
        return self._process.poll() in (-signal.SIGKILL, -signal.SIGTERM)

    def read(
        self, content: bytes, source: str, watch: PageWatcher | None, *, sparing: bool = False
    ) -> Draft:
        """The file's draft; ``alive`` is false afterwards when another process should follow.
        ``sparing``: with the options for a file that broke a limit.

        Raises: CorpusError, TooLarge, or what the readers raised.
        """
        try:
            self._connection.send_bytes(msgspec.msgpack.encode(Job(source, sparing)))
            self._connection.send_bytes(content)
            reply = self._wait(source, watch)
            draft = unpacked(reply) if isinstance(reply, Parsed) else None
        except (EOFError, OSError) as error:
            raise self._ended(source) from error
        except (msgspec.MsgspecError, IndexError) as error:
            self._usable = False
            raise CorpusError(f"{source} made its reader answer nonsense.") from error
        if isinstance(reply, Parsed | Refused) and reply.spent:
            self._usable = False
        if draft is None:
            raise _reason(reply, source)
        return draft

    def kill(self) -> None:
        """End the process with all it has started; whoever waits for its answer is told."""
        self._usable = False
        if self._process.poll() is None:  # else its number may be another's by now
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def close(self) -> None:
        """End the process and release what it held. Not while another thread reads."""
        self.kill()
        self._connection.close()

    def _wait(self, source: str, watch: PageWatcher | None) -> Reply:
        seconds = self._limits.seconds * self._limits.patience
        deadline = time.monotonic() + seconds
        while self._connection.poll(max(0.0, deadline - time.monotonic())):
            reply = self._receive()
            if not isinstance(reply, Page):
                return reply
            deadline = time.monotonic() + self._limits.pause_seconds
            if watch is not None:
                watch(reply.number, reply.total)
        self._usable = False
        raise _took_too_long(source, f"{seconds} s")

    def _receive(self) -> Reply:
        return parse_reply(self._connection.recv_bytes(_MAX_REPLY_BYTES))

    def _ended(self, source: str) -> CorpusError:
        """Why the process ended in the middle of a file."""
        self._usable = False
        try:
            code = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return CorpusError(f"{source} made its reader hang up.")
        if code == -signal.SIGXCPU:
            return _took_too_long(source, f"{self._limits.seconds} s of processor time")
        name = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return CorpusError(
            f"{source} made its parser crash ({name}): it is damaged, or needs more than "
            f"{self._limits.memory_mib} MiB of memory.",
            mend="Save it anew; raise DEREK_PARSE_MEMORY_MIB for a file that is sound.",
        )


def _started(orders: Orders) -> tuple[subprocess.Popen[bytes], Connection]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        command = [sys.executable, "-I", "-c", _PROGRAM]
        command += [str(theirs.fileno()), msgspec.json.encode(orders).decode()]
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
        except OSError as error:
            raise AdapterUnavailable(f"No process can be started: {error.strerror}.") from error
        return process, Connection(ours.detach())


def _took_too_long(source: str, limit: str) -> TooLarge:
    return TooLarge(
        f"{source} took more than {limit} to read.", mend=_SPLIT.format("DEREK_PARSE_SECONDS")
    )


def _reason(reply: Reply, source: str) -> CorpusError:
    """The error that a reply stands for, of the class it names."""
    if not isinstance(reply, Refused):
        return CorpusError(f"{source} made its reader answer nonsense.")
    kinds: dict[str, type[CorpusError]] = {k.code: k for k in CorpusError.__subclasses__()}
    return kinds.get(reply.code, CorpusError)(reply.message, mend=reply.mend)
