"""``make run`` as people type it: which state a corpus gets, and what is said when Python is old.

A copy of the Makefile runs in a folder with a space in its name, with a stand-in for ``derek``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.source import ROOT

STAND_IN = '#!/bin/sh\nprintf "%s|" "$DEREK_DATA" "$@"\n'


def write_program(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose environment is already installed."""
    folder = tmp_path / "a project"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, folder)
    write_program(folder / ".venv/bin/pip", "#!/bin/sh\nexit 1\n")
    write_program(folder / ".venv/bin/derek", STAND_IN)
    (folder / ".venv/.core").touch()
    return folder


def make(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: os.environ[name] for name in ("PATH",)}
    return subprocess.run(
        ["make", "--no-print-directory", *words],
        cwd=folder,
        env=inherited | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def started(folder: Path, *words: str, **environment: str) -> list[str]:
    """State folder and arguments that ``derek`` was started with."""
    result = make(folder, "run", *words, **environment)
    assert result.returncode == 0, result.stderr
    return result.stdout.splitlines()[-1].split("|")[:-1]


def test_make_run_serves_the_demo_corpus(project: Path) -> None:
    assert started(project) == [".derek/corpus", "serve", "--corpus", "corpus"]


def test_two_corpora_never_share_their_state(project: Path) -> None:
    corpora = ("corpus", "../a/corpus", "../b/corpus", "../b/my corpus", "құжаттар", ".")
    folders = [started(project, f"CORPUS={corpus}")[0] for corpus in corpora]
    assert len(set(folders)) == len(corpora)
    assert all(folder.startswith(".derek/") for folder in folders)


def test_the_same_corpus_finds_its_state_again(project: Path) -> None:
    first = started(project, "CORPUS=../my seeds")
    assert first[2:] == ["--corpus", "../my seeds"]
    assert started(project, "CORPUS=../my seeds/")[0] == first[0]


def test_port_and_state_can_be_chosen(project: Path) -> None:
    assert started(project, "PORT=9000", "DATA=state")[0] == "state"
    assert started(project, "PORT=9000")[-2:] == ["--port", "9000"]
    assert started(project, DEREK_DATA="elsewhere")[0] == "elsewhere"


def test_an_old_python_is_refused_in_one_sentence(project: Path) -> None:
    shutil.rmtree(project / ".venv")
    old = write_program(project / "old python", "#!/bin/sh\nexit 1\n")
    result = make(project, "run", f"PYTHON={old}")
    assert result.returncode != 0
    assert "Derek needs Python 3.11 or newer" in result.stderr
    assert not (project / ".venv").exists()


def test_changed_requirements_are_installed_before_a_start(project: Path) -> None:
    later = (project / ".venv/.core").stat().st_mtime + 10
    os.utime(project / "constraints.txt", (later, later))
    write_program(project / ".venv/bin/python", '#!/bin/sh\necho "installs: $*"\n')
    lines = make(project, "run").stdout.splitlines()
    assert any("installs: -m pip" in line and "-c constraints.txt -e ." in line for line in lines)


def test_help_names_the_two_commands(project: Path) -> None:
    words = make(project, "help").stdout.split()
    assert {"run", "test"} <= set(words)


@pytest.mark.parametrize(("ci", "expected"), [("", 0), ("true", 2)])
def test_without_a_browser_tests_go_on_but_not_on_ci(project: Path, ci: str, expected: int) -> None:
    for name in ("sh", "make"):
        write_program(project / "bin" / name, f'#!/bin/sh\nexec {shutil.which(name)} "$@"\n')
    write_program(project / "bin/apt-get", "#!/bin/sh\nexit 1\n")
    write_program(project / "bin/id", "#!/bin/sh\necho 0\n")
    result = make(project, "chromium", PATH=str(project / "bin"), CI=ci)
    assert "browser tests will be skipped" in result.stdout
    assert result.returncode == expected


def test_other_models_are_installed_only_when_asked_for(project: Path) -> None:
    (project / ".venv/.dev").touch()
    write_program(project / ".venv/bin/python", '#!/bin/sh\necho "installs: $*"\n')
    assert "-c constraints.txt -e .[models]" in make(project, "models").stdout
    assert "models" not in make(project, "--dry-run", "lint").stdout
