"""An OpenAI-like server as a language model of llama-index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from llama_index.core.base.llms.types import (
    ChatMessage,
    ChatResponse,
    ChatResponseGen,
    CompletionResponse,
    CompletionResponseGen,
    LLMMetadata,
    MessageRole,
)
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.llms import CustomLLM

from rag.adapters.llama_index_language_model.client import Message, ModelClient, ModelServer


class ServerLLM(CustomLLM):
    """Chats with the model of a server. Pieces of a stream carry the text so far beside the new."""

    _client: ModelClient = PrivateAttr()

    def __init__(self, server: ModelServer) -> None:
        """Raises: AdapterUnavailable when the URL is not one."""
        super().__init__()
        self._client = ModelClient(server)

    @property
    def metadata(self) -> LLMMetadata:
        """Name and kind; how long a context the server's model takes is not known."""
        return LLMMetadata(model_name=self._client.server.model, is_chat_model=True)

    def chat(self, messages: Sequence[ChatMessage], **_: Any) -> ChatResponse:
        """The whole reply. Raises: AdapterError."""
        return ChatResponse(message=_spoken(self._client.complete(_told(messages))))

    def stream_chat(self, messages: Sequence[ChatMessage], **_: Any) -> ChatResponseGen:
        """The reply piece by piece. Raises: AdapterError, also after some pieces."""
        said = ""
        for piece in self._client.stream(_told(messages)):
            said += piece
            yield ChatResponse(message=_spoken(said), delta=piece)

    def complete(self, prompt: str, formatted: bool = False, **_: Any) -> CompletionResponse:
        """The reply to one message. Raises: AdapterError."""
        return CompletionResponse(text=self._client.complete(_asked(prompt)))

    def stream_complete(
        self, prompt: str, formatted: bool = False, **_: Any
    ) -> CompletionResponseGen:
        """The reply to one message, piece by piece. Raises: AdapterError."""
        said = ""
        for piece in self._client.stream(_asked(prompt)):
            said += piece
            yield CompletionResponse(text=said, delta=piece)


def _told(messages: Sequence[ChatMessage]) -> list[Message]:
    return [
        {"role": MessageRole(message.role).value, "content": message.content or ""}
        for message in messages
    ]


def _asked(prompt: str) -> list[Message]:
    return [{"role": "user", "content": prompt}]


def _spoken(text: str) -> ChatMessage:
    return ChatMessage(role=MessageRole.ASSISTANT, content=text)
