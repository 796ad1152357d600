"""A language model whose replies are kept in a file, so that they can be verified again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from rag.ports import LanguageModel


class KeptReplies:
    """Replies by the question that was asked: read where ``file`` has one, else asked of ``model``
    and appended. A campaign that was stopped goes on where it was, and another verifier hears the
    same words. A reply is read up to ``most_characters``."""

    def __init__(self, model: LanguageModel, file: Path, most_characters: int) -> None:
        self._model = model
        self._file = file
        self._most = most_characters
        lines = file.read_text("utf-8").splitlines() if file.is_file() else []
        rows = [json.loads(line) for line in lines]
        self._kept: dict[str, str] = {row["question"]: row["reply"] for row in rows}

    @property
    def name(self) -> str:
        """The model."""
        return self._model.name

    def stream(self, instructions: str, request: str, timeout_seconds: float) -> Iterator[str]:
        """Pieces of the reply. Raises: AdapterError as the model does; what came before is kept."""
        question = request.rpartition("Question: ")[2].partition("\n")[0]
        if question in self._kept:
            yield self._kept[question]
            return
        reply = ""
        try:
            for piece in self._model.stream(instructions, request, timeout_seconds):
                reply += piece
                yield piece
                if len(reply) > self._most:
                    break
        finally:
            if reply:  # also of one that was late, or that nobody wanted to hear to its end
                self._keep(question, reply)

    def _keep(self, question: str, reply: str) -> None:
        self._kept[question] = reply
        with self._file.open("a", encoding="utf-8") as kept:
            kept.write(json.dumps({"question": question, "reply": reply}, ensure_ascii=False))
            kept.write("\n")
