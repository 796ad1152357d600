"""Reads what a language model's server answered, whole or piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from rag.errors import AdapterProtocolError

MEND = "Check that DEREK_LLM_URL and DEREK_LLM_MODEL name a server of language models and a model."
END = "[DONE]"


class _Said(msgspec.Struct):
    content: str | None = None
    refusal: str | None = None


class _Choice(msgspec.Struct):
    message: _Said | None = None
    delta: _Said | None = None
    finish_reason: str | None = None


class _Reply(msgspec.Struct):
    choices: list[_Choice]


def parse_reply(body: bytes) -> str:
    """The text of a whole reply; empty where the model refused in the protocol's own way.

    Raises: AdapterProtocolError for anything that is no reply.
    """
    said = _parse(body).message
    if said is None:
        raise _nonsense("a reply without a message")
    return said.content or ""


def parse_pieces(lines: Iterable[str]) -> Iterator[str]:
    """Pieces of text out of the lines of a stream of events, in order, none of them empty.

    Source of the format: https://html.spec.whatwg.org/multipage/server-sent-events.html with one
    JSON object an event and ``[DONE]`` at the end. Raises: AdapterProtocolError for half a JSON,
    an error instead of a piece, and a stream that breaks off.
    """
    finished = False
    for line in lines:
        if not line.startswith("data:"):
            continue  # blank lines, comments that keep the connection alive, names of events
        event = line.removeprefix("data:").strip()
        if event == END:
            return
        choice = _parse(event.encode(), may_be_empty=True)
        finished = finished or choice.finish_reason is not None
        if choice.delta is not None and choice.delta.content:
            yield choice.delta.content
    if not finished:
        raise _nonsense("a stream that broke off")


def _parse(body: bytes, *, may_be_empty: bool = False) -> _Choice:
    try:
        choices = msgspec.json.decode(body, type=_Reply).choices
    except msgspec.MsgspecError as error:
        raise _nonsense("something that is no reply") from error
    if not choices and not may_be_empty:
        raise _nonsense("a reply without a choice")
    # Events that only count tokens hold no choice.
    return choices[0] if choices else _Choice()


def _nonsense(what: str) -> AdapterProtocolError:
    return AdapterProtocolError(f"The language model's server sent {what}.", mend=MEND)
