"""Compares a response with the one on disk; ``UPDATE_GOLDEN=1`` writes it anew for review."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def assert_golden(name: str, value: Any) -> None:
    """Equal to ``tests/golden/<name>.json``, field by field."""
    path = FOLDER / f"{name}.json"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert value == json.loads(path.read_text("utf-8"))
