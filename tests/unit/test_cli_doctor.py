"""``derek doctor`` prints what it found and leaves with 1 when something is missing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.main import make_commands
from rag.doctor import Check, check_installation
from rag.settings import Settings

FINE = Check("model", True, "there")
MISSING = Check("store", False, "not reached", "Start it.")


def run(monkeypatch: pytest.MonkeyPatch, checks: Sequence[Check], *options: str) -> tuple[int, str]:
    monkeypatch.setattr("rag.doctor.check_installation", lambda settings: tuple(checks))
    result = CliRunner().invoke(make_commands(), ["doctor", *options])
    return result.exit_code, result.stdout


def test_all_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, [FINE]) == (0, "✓ model: there\n")


def test_what_is_missing_is_shown_with_what_mends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = "✓ model: there\n✗ store: not reached\n    Start it.\n"
    assert run(monkeypatch, [FINE, MISSING]) == (1, shown)


def test_checks_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    code, shown = run(monkeypatch, [MISSING], "--json")
    assert code == 1
    assert json.loads(shown) == {
        "checks": [{"name": "store", "ok": False, "detail": "not reached", "mend": "Start it."}]
    }


@pytest.mark.parametrize(
    ("installed", "languages", "said", "mend"),
    [
        ("kaz rus osd", "kaz+rus", "recognised in kaz, rus", ""),
        ("rus osd", "kaz+rus", "recognised in rus; not in kaz", "tesseract-ocr-kaz"),
        ("", "kaz+rus", "put aside", "tesseract-ocr tesseract-ocr-kaz tesseract-ocr-rus"),
        ("kaz rus", "", "not recognised", ""),
    ],
)
def test_it_says_whether_scans_are_read_and_what_to_install(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    installed: str,
    languages: str,
    said: str,
    mend: str,
) -> None:
    if installed:
        program = tmp_path / "tesseract"
        program.write_text(f"#!/bin/sh\nprintf '%s\\n' {installed}\n", "utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("rag.doctor._check_opening", lambda settings: ())
    settings = Settings.model_validate({"data": tmp_path, "parse": {"ocr_languages": languages}})
    (check,) = [c for c in check_installation(settings) if c.name == "scanned pages"]
    assert check.ok
    assert said in check.detail
    assert check.mend.endswith(mend)
    assert bool(check.mend) == bool(mend)
