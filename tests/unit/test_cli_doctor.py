"""``derek doctor`` prints what it found and leaves with 1 when something is missing."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from typer.testing import CliRunner

from api.main import make_commands
from rag.doctor import Check

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
