"""Measures Derek beside its peers on one machine, with the same passages, questions and vectors.

    python bench/peers/run.py --work .derek/peers --sets ../shared/data

Each peer lives in an environment of its own under ``--work``, installed from
``bench/peers/requirements/``; each (peer, corpus) is a process of its own, one after the other.
Figures go to ``bench/results/peers-DATE.json``, with a table and a plot beside it. A peer that
cannot be installed or fails is listed with its reason and the others go on.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import platform
import shutil
import socket
import subprocess
import sys
import time
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE)]

from figures import growth_exponent, quality, speed  # noqa: E402
from jobs import Job, write_growth_job, write_set_jobs  # noqa: E402
from report import write_report  # noqa: E402

PEERS = ("derek", "llama_index", "haystack", "txtai", "rank_bm25")
# Nothing is told or asked outside this machine.
QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "HF_HUB_OFFLINE": "1",
    "OPENAI_API_KEY": "none",
    "TOKENIZERS_PARALLELISM": "false",
    "TRANSFORMERS_OFFLINE": "1",
}
START_SECONDS = 120
GROWTH_PASSAGES_PER_DOCUMENT = 50
"""For Derek, which takes documents in; its peers take passages."""


class NotRun(Exception):
    """A peer has no figure; the text says why."""


def find_python(peer: str, work: Path) -> Path:
    """The interpreter of the peer's environment, made when it is missing. Raises: NotRun."""
    if peer == "derek":
        return Path(sys.executable)
    folder = work / "venvs" / peer
    python = folder / "bin" / "python"
    installed = folder / "installed.txt"
    wanted = (HERE / "requirements" / f"{peer}.txt").read_text("utf-8")
    if installed.is_file() and installed.read_text("utf-8") == wanted:
        return python
    venv.create(folder, with_pip=True)
    install = [python, "-m", "pip", "install", "--quiet", "-r", HERE / f"requirements/{peer}.txt"]
    if subprocess.run(install, check=False).returncode:
        raise NotRun("its packages could not be installed")
    installed.write_text(wanted, "utf-8")
    return python


def measure(peer: str, job: Job, url: str, work: Path, seconds: int) -> dict[str, Any]:
    """What ``measure.py`` wrote about one peer on one job. Raises: NotRun."""
    scratch = work / "scratch"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    result = work / "results" / f"{peer}.{job.name}.json"
    result.parent.mkdir(exist_ok=True)
    asked = scratch / "job.json"
    asked.write_text(
        json.dumps(
            {
                "peer": peer,
                "passages": str(job.passages),
                "questions": str(job.questions),
                "url": url,
                "model": "derek" if job.cases else "hashed-words",
                "answers": bool(job.cases),
                "passages_per_document": 1 if job.cases else GROWTH_PASSAGES_PER_DOCUMENT,
                "folder": str(scratch / "state"),
            }
        ),
        "utf-8",
    )
    command = [find_python(peer, work), HERE / "measure.py", asked, result]
    log = work / "results" / f"{peer}.{job.name}.log"
    try:
        with log.open("wb") as out:
            subprocess.run(
                command, check=True, timeout=seconds, stdout=out, stderr=out, env=_environment()
            )
    except subprocess.TimeoutExpired:
        raise NotRun(f"not finished after {seconds} s") from None
    except subprocess.CalledProcessError:
        last = log.read_text("utf-8", "replace").strip().splitlines()[-1:] or ["no word"]
        raise NotRun(f"failed: {last[0][:200]}") from None
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    measured: dict[str, Any] = json.loads(result.read_text("utf-8"))
    return measured


def _environment() -> dict[str, str]:
    return {**os.environ, **QUIET, "PYTHONPATH": os.pathsep.join((str(HERE), str(ROOT)))}


@contextmanager
def serving(work: Path) -> Iterator[str]:
    """The URL of our embeddings server, which runs for the time of the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, HERE / "embeddings_server.py", "--folder", work, "--port", str(port)]
    server = subprocess.Popen(command, env=_environment())
    try:
        _wait_until_answering(port)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        server.terminate()
        server.wait(30)


def _wait_until_answering(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=5).request("GET", "/stats")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise NotRun("the embeddings server did not start")


def run(
    peers: Sequence[str], job: Job, url: str, work: Path, seconds: int, found: dict[str, Any]
) -> None:
    """Adds the figures of every peer on one job; a failure is written down in its place."""
    for peer in peers:
        print(f"{datetime.now(UTC):%H:%M:%S} {job.name}: {peer}", flush=True)
        figures = found.setdefault(peer, {"quality": {}, "speed": {}, "not_run": {}})
        try:
            result = measure(peer, job, url, work, seconds)
        except NotRun as reason:
            print(f"  not run: {reason}", flush=True)
            figures["not_run"][job.name] = str(reason)
            continue
        figures["not_run"].pop(job.name, None)
        figures["versions"] = result["versions"]
        load = round(os.getloadavg()[0], 2)
        figures["speed"][job.name] = speed(result) | {"revision": revision(), "load_average": load}
        figures["quality"] |= quality(result, job.cases)
        grown = [s for name, s in figures["speed"].items() if name.startswith("growth-")]
        for name in ("query", "query_cpu"):
            points = [(s["n_passages"], s[f"{name}_ms_p50"]) for s in grown]
            figures[f"{name}_growth_exponent"] = growth_exponent(points)


def described(n_questions: int) -> dict[str, Any]:
    """The report without figures: date, revision and machine, without which they mean nothing."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    model = next((x.partition(":")[2].strip() for x in lines if x.startswith("model name")), "?")
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "revision": revision(),
        "questions_of_each_set": n_questions,
        "machine": {
            "processor": model,
            "cores": len(os.sched_getaffinity(0)),
            "load_averages": [round(os.getloadavg()[0], 2)],
            "python": platform.python_version(),
        },
        "peers": {},
    }


def revision() -> str:
    """What of Derek was measured; ``-dirty`` when the tree differed from it."""
    git = ["git", "describe", "--always", "--dirty", "--exclude=*"]
    return subprocess.run(git, cwd=ROOT, capture_output=True, check=False).stdout.decode().strip()


def _jobs(chosen: argparse.Namespace, folder: Path, only: set[str] | None) -> Iterator[Job]:
    """The corpora asked for; a large one is written only when it is."""
    if only is None or any(not name.startswith("growth-") for name in only):
        for job in write_set_jobs(chosen.sets, folder, chosen.questions):
            if only is None or job.name in only:
                yield job
    for n in map(int, chosen.sizes.split(",")):
        if only is None or f"growth-{n}" in only:
            yield write_growth_job(chosen.sets, folder, n)


def main() -> None:
    """Measure, then write the three files."""
    parser = argparse.ArgumentParser(description="Derek beside its peers.")
    parser.add_argument("--work", type=Path, required=True, help="environments, vectors, scratch")
    parser.add_argument("--sets", type=Path, required=True, help="holds kazqad-dev and xquad-ru")
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--sizes", default="1000,10000,100000", help="passages, for growth")
    parser.add_argument("--questions", type=int, default=300, help="of each set")
    parser.add_argument("--seconds", type=int, default=1800, help="for one peer on one corpus")
    parser.add_argument("--results", type=Path, default=ROOT / "bench" / "results")
    parser.add_argument("--only", help="of the corpora, by name; the others are left out")
    parser.add_argument("--add", type=Path, help="an earlier report (JSON) to add the figures to")
    chosen = parser.parse_args()
    work = chosen.work.resolve()
    only = set(chosen.only.split(",")) if chosen.only else None
    jobs = list(_jobs(chosen, work / "jobs", only))
    report = described(chosen.questions)
    if chosen.add:
        earlier = json.loads(chosen.add.read_text("utf-8"))
        report["peers"] = earlier["peers"]
        report["machine"]["load_averages"] = earlier["machine"]["load_averages"]
    with serving(work) as url:
        for job in jobs:
            run(chosen.peers.split(","), job, url, work, chosen.seconds, report["peers"])
            report["machine"]["load_averages"].append(round(os.getloadavg()[0], 2))
            write_report(report, chosen.results)  # what is measured stays, whatever comes


if __name__ == "__main__":
    main()
