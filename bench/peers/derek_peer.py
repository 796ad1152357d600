"""Derek as its assembly wires it, with its vectors from the same server as everybody's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rag.adapters.openai_embedder import EmbeddingServer, OpenAIEmbedder
from rag.assembly import open_derek
from rag.settings import Settings
from rag.types import Filters, Question, Upload

SUFFIX = ".txt"


def open_peer(job: dict[str, Any]) -> DerekPeer:
    """State goes into the job's scratch folder."""
    return DerekPeer(Path(job["folder"]), job["url"], job["model"], job["passages_per_document"])


class DerekPeer:
    """Each document is parsed, split, embedded and flushed; the job says how many passages it has.

    Where sets are judged it is one, so that hits can be told apart; where only speed is measured
    a document has many, as documents do.
    """

    packages = ("derek", "qdrant-edge-py", "rank-bm25", "numpy")

    def __init__(self, folder: Path, url: str, model: str, per_document: int) -> None:
        self._per_document = per_document
        embedder = OpenAIEmbedder(
            EmbeddingServer(url, model),
            passage_prefix="passage: ",
            question_prefix="query: ",
            max_tokens=512,
        )
        self._derek = open_derek(Settings(data=folder), embedder=embedder)

    def ingest(self, passages: list[dict[str, str]]) -> int:
        """Through the flow that uploads take."""
        step = self._per_document
        groups = [passages[left : left + step] for left in range(0, len(passages), step)]
        uploads = [
            Upload(f"{group[0]['id']}{SUFFIX}", "\n\n".join(p["text"] for p in group).encode())
            for group in groups
        ]
        job = self._derek.registry.start_job([upload.source for upload in uploads])
        report = self._derek.ingest.ingest_uploads(job.id, uploads)
        if report.failed:
            raise RuntimeError(f"{report.failed[0].source}: {report.failed[0].reason}")
        return report.n_passages

    def search(self, question: str, limit: int) -> list[tuple[str, str]]:
        """Hits by the source they came from."""
        found = self._derek.ask.search(question, Filters(), limit)
        return [
            (
                hit.document.source.removesuffix(SUFFIX),
                hit.document.text[hit.passage.start : hit.passage.end],
            )
            for hit in found.passages
        ]

    def answer(self, question: str) -> str:
        """The verified answer, or nothing where Derek abstains."""
        answer = self._derek.ask.ask(Question(question))
        return answer.text if answer.verdict == "answered" else ""
