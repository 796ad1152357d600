"""``derek serve``: only this machine, a free port, a real process that starts and stops."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from api.commands.serve import is_loopback, open_listener
from api.main import make_commands
from rag.errors import SettingsError

WAIT_SECONDS = 20.0
PROGRAM = """
import sys
from api.main import make_commands
from rag.errors import IndexIncompatible
from tests.fakes.fake_derek import FakeDerek

def open_fake(settings, *, rebuild=False, reembed=False):
    if "broken" in str(settings.data):
        raise IndexIncompatible("Made by another model.", mend="Run `derek ingest --rebuild`.")
    return FakeDerek()

make_commands()(sys.argv[1:], obj=open_fake)
"""


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.5", False),
        ("localhost.example", False),
    ],
)
def test_loopback_is_known(host: str, ours: bool) -> None:
    assert is_loopback(host) is ours


@pytest.mark.parametrize("by", ["option", "setting"])
def test_without_keys_another_host_is_refused(by: str, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = ["serve"]
    if by == "option":
        arguments += ["--host", "0.0.0.0"]
    else:
        monkeypatch.setenv("DEREK_SERVE_HOST", "0.0.0.0")
    result = CliRunner().invoke(make_commands(), arguments)
    assert result.exit_code == 2
    assert "Without keys" in result.stderr


def test_a_taken_port_is_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError) as raised:
            open_listener("127.0.0.1", port)
    assert f"127.0.0.1:{port}" in raised.value.message


@contextmanager
def started(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "serve", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def read_json(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=WAIT_SECONDS) as response:
        return json.loads(response.read())


def until_ready(address: str) -> None:
    for _ in range(1000):
        try:
            read_json(address + "/readyz")
        except urllib.error.HTTPError as error:
            error.close()
            continue
        return


@pytest.mark.integration
def test_a_corpus_is_ingested_then_served_and_ctrl_c_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Қосымша құжат", "utf-8")
    (tmp_path / "empty.txt").write_text("", "utf-8")
    with started("--corpus", str(tmp_path)) as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[3]
        until_ready(address)
        listed = read_json(address + "/v1/documents?q=a.txt")
        process.send_signal(signal.SIGINT)
        _, logged = process.communicate(timeout=WAIT_SECONDS)
    assert [document["title"] for document in listed["documents"]] == ["Қосымша құжат"]
    assert process.returncode == 0
    assert "empty.txt: empty.txt is empty." in logged
    assert "Traceback" not in logged
    lines = [json.loads(line) for line in logged.splitlines() if line.startswith("{")]
    requests = [line for line in lines if line["event"] == "request"]
    assert {"method", "route", "status", "seconds", "request_id", "timestamp"} <= set(requests[-1])
    assert requests[-1]["route"] == "/v1/documents"


@pytest.mark.integration
def test_an_index_that_does_not_fit_ends_the_process_with_a_sentence(tmp_path: Path) -> None:
    with started("--data", str(tmp_path / "broken")) as process:
        _, logged = process.communicate(timeout=WAIT_SECONDS)
    assert process.returncode == 1
    assert logged.splitlines()[-2:] == ["Made by another model.", "Run `derek ingest --rebuild`."]
    assert "Traceback" not in logged
