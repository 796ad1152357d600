"""How long to wait before asking a server again."""

from __future__ import annotations

from datetime import datetime
from email.utils import parsedate_to_datetime

FIRST_SECONDS = 0.5
LONGEST_SECONDS = 30.0


def backoff_seconds(n_failures: int, jitter: float) -> float:
    """Up to .5, 1, 2, … 30 seconds after 1, 2, 3, … failures; ``jitter`` in 0..1 chooses from the
    upper half, so that many askers do not come back at once.

    Source: "equal jitter" in https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/.
    """
    longest = min(LONGEST_SECONDS, FIRST_SECONDS * 2.0 ** (n_failures - 1))
    return longest * (1 + jitter) / 2


def parse_retry_after(header: str | None, now: datetime) -> float | None:
    """Seconds from ``now`` that a ``Retry-After`` header asks to wait; None where it asks nothing.

    Source: RFC 9110, section 10.2.3: a number of seconds, or a date.
    """
    if header is None:
        return None
    try:
        seconds = float(header)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(header) - now).total_seconds()
        except (ValueError, TypeError):  # no date, or one without a time zone
            return None
    return seconds if 0 <= seconds < float("inf") else None
