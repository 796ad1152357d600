"""``derek serve``: the HTTP service and the chat page."""

from __future__ import annotations

import contextlib
import ipaddress
import logging
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.opening import DataOption, open_for, settings_for

if TYPE_CHECKING:
    from rag.assembly import Derek
    from rag.settings import Settings

LOOPBACK_ONLY = (
    "Without keys Derek listens on this machine only: whoever reaches it may read and delete every "
    "document. Use 127.0.0.1, or a proxy in front that checks who asks."
)


def serve(
    ctx: typer.Context,
    host: Annotated[str | None, typer.Option(help="Address [DEREK_SERVE_HOST].")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port, 0 for any [DEREK_SERVE_PORT].")
    ] = None,
    corpus: Annotated[
        Path | None, typer.Option(help="Folder to ingest first; what did not change is skipped.")
    ] = None,
    data: DataOption = None,
) -> None:
    """Serve the HTTP interface and the chat page until interrupted."""
    settings = _with_address(settings_for(data), host, port)
    if not is_loopback(settings.serve.host):
        raise typer.BadParameter(LOOPBACK_ONLY, param_hint="--host")
    listener = open_listener(settings.serve.host, settings.serve.port)
    with contextlib.closing(listener):
        load = _loader(ctx, settings, corpus)
        with contextlib.suppress(KeyboardInterrupt):
            _run(settings, listener, load)


def _with_address(settings: Settings, host: str | None, port: int | None) -> Settings:
    changes = {"host": host, "port": port}
    chosen = {name: value for name, value in changes.items() if value is not None}
    return settings.model_copy(update={"serve": settings.serve.model_copy(update=chosen)})


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def open_listener(host: str, port: int) -> socket.socket:
    """A bound socket. Raises: SettingsError when the address is taken or not ours."""
    from rag.errors import SettingsError

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise SettingsError(
            f"Cannot listen on {host}:{port}: {error.strerror}.", mend="Choose another --port."
        ) from error
    return listener


def _loader(ctx: typer.Context, settings: Settings, corpus: Path | None) -> Callable[[], Derek]:
    """What opens Derek. A corpus is ingested here and now, with its progress shown."""
    if corpus is None:
        # The server is running by then, and its stderr is a log.
        return lambda: open_for(ctx, settings, tell=logging.getLogger(__name__).info)
    from api.commands.ingest import ingest_paths, print_failed

    derek = open_for(ctx, settings)
    try:
        print_failed([ingest_paths(derek, [corpus], None)])
    except BaseException:
        derek.close()
        raise
    return lambda: derek


def _run(settings: Settings, listener: socket.socket, load: Callable[[], Derek]) -> None:
    """Serve until a signal comes. Raises: DerekError when ``load`` fails."""
    import uvicorn

    from api.app import create_app
    from api.logs import configure_logs
    from rag.errors import DerekError

    failed: list[DerekError] = []

    def load_or_stop() -> Derek:
        try:
            return load()
        except DerekError as error:
            failed.append(error)
            raise
        finally:
            server.should_exit = bool(failed)

    configure_logs()
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(load_or_stop, settings),
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=settings.serve.shutdown_seconds,
        )
    )
    listener.listen()  # whoever reads the next line and calls at once is served
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    typer.echo(f"Derek serves on http://{shown}:{port} (this machine only; Ctrl+C stops it)")
    server.run(sockets=[listener])
    if failed:
        raise failed[0]
