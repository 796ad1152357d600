"""A language model that says what it is told to, in pieces, and can fail in every way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from rag.errors import AdapterError

Say = Callable[[str, str], str]
"""From instructions and request to the whole reply."""


@dataclass
class FakeLanguageModel:
    """Says ``say`` in pieces of ``n_letters``; ``fault`` is raised after ``n_before`` pieces."""

    say: Say | str = ""
    fault: AdapterError | None = None
    n_before: int = 0
    n_letters: int = 5
    name: str = "fake-writer"
    asked: list[tuple[str, str]] = field(default_factory=list)
    n_closed: int = 0

    def stream(self, instructions: str, request: str, timeout_seconds: float) -> Iterator[str]:
        self.asked.append((instructions, request))
        reply = self.say if isinstance(self.say, str) else self.say(instructions, request)
        pieces = [reply[i : i + self.n_letters] for i in range(0, len(reply), self.n_letters)]
        try:
            if self.fault is not None:
                yield from pieces[: self.n_before]
                raise self.fault
            yield from pieces
        finally:
            self.n_closed += 1
