"""An embedder connected to the fake server, with a clock that only waiting moves."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from rag.adapters.openai_embedder import EmbeddingServer, OpenAIEmbedder
from rag.adapters.openai_embedder.client import EmbeddingClient
from tests.fakes.embedding_server import MODEL, FakeEmbeddingServer


@dataclass
class Time:
    """A clock that only waiting moves."""

    now: float = 0.0
    waits: list[float] = field(default_factory=list)

    def wait(self, event: threading.Event, seconds: float) -> bool:
        self.waits.append(seconds)
        self.now += seconds
        return event.is_set()


def connect(
    server: FakeEmbeddingServer,
    time: Time | None = None,
    *,
    model: str = MODEL,
    key: str | None = None,
    timeout_seconds: float = 5.0,
    connections: int = 4,
    batch_texts: int = 32,
    passage_prefix: str | None = None,
    max_tokens: int | None = None,
) -> OpenAIEmbedder:
    place = EmbeddingServer(server.url, model, key, timeout_seconds, connections)
    time = time or Time()
    return OpenAIEmbedder(
        place,
        batch_texts=batch_texts,
        passage_prefix=passage_prefix,
        max_tokens=max_tokens,
        client=EmbeddingClient(place, clock=lambda: time.now, wait=time.wait, jitter=lambda: 1.0),
    )
