"""Where a run comes from: revision, versions, time."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = (
    "derek",
    "numpy",
    "onnxruntime",
    "qdrant-edge-py",
    "rank-bm25",
    "snowballstemmer",
    "ragas",
)
"""Those whose versions can change a figure."""


def git_revision() -> str:
    """The revision of this code, with ``+`` when files differ from it; "unknown" without git."""
    folder = Path(__file__).resolve().parent
    revision = _git(folder, "rev-parse", "--short=12", "HEAD")
    if revision is None:
        return "unknown"
    changed = _git(folder, "status", "--porcelain", "--untracked-files=no")
    return revision + ("+" if changed else "")


def package_versions() -> Mapping[str, str]:
    """Versions of Python and of what is installed of ``PACKAGES``."""
    versions = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    return versions


def utc_now() -> str:
    """The time in RFC 3339, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _git(folder: Path, *words: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *words], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()
