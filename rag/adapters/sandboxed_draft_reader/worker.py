"""The process that parses: it takes files from a socket and answers with drafts or reasons."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from multiprocessing.connection import Connection

import msgspec

from rag.adapters.sandboxed_draft_reader.limits import Limits, confine, grant_time, peak_mib
from rag.adapters.sandboxed_draft_reader.wire import (
    Job,
    Page,
    Ready,
    Refused,
    Reply,
    packed,
    render_reply,
)
from rag.errors import CorpusError, TooLarge
from rag.types import Draft

Parse = Callable[..., Draft]


class Orders(msgspec.Struct, frozen=True):
    """How a process is to work: the function that parses, as ``module:name``, what it is called
    with beside a file, the limits, where modules are looked for, and what else it is called with
    for a file that broke a limit."""

    function: str
    options: Mapping[str, str | int | None]
    limits: Limits
    path: list[str]
    sparing: Mapping[str, str | int | None] = {}


def main() -> None:
    """Serve the socket with the number and the orders given as arguments, until it closes."""
    orders = msgspec.json.decode(sys.argv[2], type=Orders)
    module, _, name = orders.function.partition(":")
    parse: Parse = getattr(import_module(module), name)
    confine(orders.limits)
    serve(Connection(int(sys.argv[1])), parse, orders)


def serve(connection: Connection, parse: Parse, orders: Orders) -> None:
    """Answer each file with any number of pages and then its draft or a reason."""
    connection.send_bytes(render_reply(Ready()))
    while True:
        try:
            job = msgspec.msgpack.decode(connection.recv_bytes(), type=Job)
            content = connection.recv_bytes()
        except EOFError:
            return
        connection.send_bytes(_answer(connection, parse, orders, job, content))


def _answer(
    connection: Connection, parse: Parse, orders: Orders, job: Job, content: bytes
) -> bytes:
    limits, source = orders.limits, job.source
    options = {**orders.options, **(orders.sparing if job.sparing else {})}

    def watch(number: int, total: int) -> None:
        grant_time(limits.seconds)
        connection.send_bytes(render_reply(Page(number, total)))

    grant_time(limits.seconds)
    try:
        draft = parse(content, source, watch, **options)
        return render_reply(packed(draft, spent=peak_mib() > limits.memory_mib // 2))
    except CorpusError as error:
        refused: Reply = Refused(error.code, error.message, error.mend)
    except MemoryError:
        what = f"{source} needs more than {limits.memory_mib} MiB of memory to read."
        refused = Refused(TooLarge.code, what, "Raise DEREK_PARSE_MEMORY_MIB.", spent=True)
    except RecursionError:
        refused = Refused(CorpusError.code, f"{source} nests too deep to be read.")
    except Exception as error:  # noqa: BLE001 - whatever a parser raises, the file is at fault
        kind = type(error).__name__
        refused = Refused(CorpusError.code, f"{source} is damaged: its parser failed ({kind}).")
    return render_reply(refused)


if __name__ == "__main__":
    main()
