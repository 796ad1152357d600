"""How long an overloaded or broken server is left alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.adapters.openai_embedder.backoff import backoff_seconds, parse_retry_after


@given(st.integers(1, 200), st.floats(0, 1))
def test_backoff_grows_and_stays_bounded(n_failures: int, jitter: float) -> None:
    seconds = backoff_seconds(n_failures, jitter)
    assert 0.25 <= seconds <= 30
    assert backoff_seconds(n_failures + 1, jitter) >= seconds


NOW = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("3", 3.0),
        ("0.5", 0.5),
        ("Sun, 22 Nov 2026 12:00:30 GMT", 30.0),
        ("Sun, 22 Nov 2026 11:00:00 GMT", None),
        ("-1", None),
        ("inf", None),
        ("nan", None),
        ("soon", None),
        ("Sun, 22 Nov 2026 12:00:30", None),
    ],
)
def test_retry_after(header: str | None, seconds: float | None) -> None:
    assert parse_retry_after(header, NOW) == seconds
