"""Measures the stages of answering one question."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager


class Stopwatch:
    """Seconds by stage since it was made; a stage that is entered again goes on counting."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._begun = clock()
        self._seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time of the block, also of one that fails, to this stage."""
        begun = self._clock()
        try:
            yield
        finally:
            self._seconds[name] = round(self._seconds.get(name, 0.0) + self._clock() - begun, 6)

    def read(self) -> Mapping[str, float]:
        """Seconds of each stage so far, and in all."""
        return {**self._seconds, "total": round(self._clock() - self._begun, 6)}
