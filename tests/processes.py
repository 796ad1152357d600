"""Derek's commands as processes of their own, the way people run them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = "from api.main import main; main()"
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Place:
    """A data folder and the settings of whoever opens it."""

    data: Path
    settings: Mapping[str, str]

    @property
    def variables(self) -> Mapping[str, str]:
        """The settings with the folder among them."""
        return {**self.settings, "DEREK_DATA": str(self.data)}

    def start(self, *arguments: str, **pipes: Any) -> subprocess.Popen[str]:
        """A command, not waited for."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("DEREK_")}
        return subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *arguments],
            cwd=ROOT,
            env={**clean, **self.variables},
            text=True,
            stdout=subprocess.PIPE,
            stderr=pipes.get("stderr", subprocess.PIPE),
        )

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command, waited for."""
        return finished(self.start(*arguments))


def finished(process: subprocess.Popen[str]) -> subprocess.CompletedProcess[str]:
    """What a process said, once it has ended."""
    try:
        out, err = process.communicate(timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def wait_until(is_so: Callable[[], bool]) -> None:
    """Look again and again; fails when it never comes."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


@dataclass(frozen=True)
class Service:
    """A running ``derek serve``."""

    url: str
    process: subprocess.Popen[str]

    def call(self, path: str, body: object = None, method: str | None = None) -> tuple[int, Any]:
        """Status and JSON of a request."""
        request = urllib.request.Request(
            self.url + path,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as response:
                content = response.read()
                return response.status, json.loads(content) if content else None
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read())

    def ask(self, question: str) -> Any:
        """The answer; fails when the service does not give one."""
        status, answer = self.call("/v1/ask", {"question": question})
        assert status == 200, answer
        return answer

    def delete(self, source: str) -> None:
        """Forget the document from there."""
        documents = self.call("/v1/documents")[1]["documents"]
        id_ = next(found["id"] for found in documents if found["source"] == source)
        assert self.call(f"/v1/documents/{id_}", None, "DELETE")[0] == 204

    def upload(self, name: str, text: str) -> None:
        """Hand over one file and wait until it is ready."""
        body = (
            f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
            f"{text}\r\n--b--\r\n"
        ).encode()
        request = urllib.request.Request(
            f"{self.url}/v1/documents",
            data=body,
            headers={"Content-Type": "multipart/form-data; boundary=b"},
        )
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as response:
            job = json.load(response)
        path = f"/v1/jobs/{job['job_id']}"
        wait_until(lambda: self.call(path)[1]["state"] in ("done", "failed"))


@contextmanager
def serving(place: Place) -> Iterator[Service]:
    """A service that is ready, ended at the end of the block."""
    process = place.start("serve", "--port", "0", stderr=subprocess.DEVNULL)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert "http://" in line, "the service did not start"
        service = Service("http://" + line.split("http://")[1].split()[0], process)
        wait_until(lambda: service.call("/readyz")[0] == 200)
        yield service
    finally:
        process.terminate()
        finished(process)
