"""What ``derek doctor --json`` prints."""

from __future__ import annotations

from api.schemas.wire import Wire


class Check(Wire):
    """One thing that was looked at; ``mend`` is the step that mends it, may be empty."""

    name: str
    ok: bool
    detail: str
    mend: str


class Installation(Wire):
    """All checks, in order."""

    checks: list[Check]
