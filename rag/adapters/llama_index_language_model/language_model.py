"""Lets any language model of llama-index speak through our port, in time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from llama_index.core.base.llms.types import ChatMessage, MessageRole
from llama_index.core.llms import LLM

from rag.errors import AdapterError, AdapterTimedOut, AdapterUnavailable
from rag.text.readable import readable


class LlamaIndexLanguageModel:
    """A ``LanguageModel`` over an ``LLM`` that is handed in; llama-index's global settings, which
    fall back to OpenAI, are never looked at. Safe to call from several threads if the LLM is."""

    def __init__(self, llm: LLM, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._llm = llm
        self._clock = clock

    @property
    def name(self) -> str:
        """The model."""
        return str(self._llm.metadata.model_name)

    def stream(self, instructions: str, request: str, timeout_seconds: float) -> Iterator[str]:
        """Pieces of the reply. Raises: AdapterTimedOut, AdapterUnavailable, AdapterProtocolError.

        One that is late goes on in its thread until its own limit of time ends it.
        """
        messages = [
            ChatMessage(role=MessageRole.SYSTEM, content=readable(instructions)),
            ChatMessage(role=MessageRole.USER, content=readable(request)),
        ]
        deadline = self._clock() + timeout_seconds
        thread = ThreadPoolExecutor(1, "language-model")
        reply: Any = None
        try:
            reply = self._wait(thread, lambda: self._llm.stream_chat(messages), deadline)
            while (piece := self._wait(thread, lambda: next(reply, None), deadline)) is not None:
                yield piece.delta or ""
        finally:
            if hasattr(reply, "close"):
                thread.submit(reply.close)  # after what the thread is still waiting for
            thread.shutdown(wait=False)

    def _wait(self, thread: ThreadPoolExecutor, step: Callable[[], Any], deadline: float) -> Any:
        job = thread.submit(step)
        try:
            return job.result(max(deadline - self._clock(), 0))
        except AdapterError:
            raise
        except TimeoutError as error:
            raise AdapterTimedOut(
                f"The language model {self.name} was not done in time.",
                mend="Raise DEREK_LLM_TIMEOUT_SECONDS, or take a smaller model.",
            ) from error
        except Exception as error:  # every integration of llama-index raises errors of its own
            raise AdapterUnavailable(
                f"The language model {self.name} failed ({type(error).__name__})."
            ) from error
