"""Judges by ragas: on ids, strings and embeddings, and with a language model where one is named."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from eval.errors import MissingPackage
from eval.judges.judge import Judgement, checked, merge
from eval.metrics.answers import bare, is_answered, references
from eval.metrics.ranking import judged_ranking
from eval.records import Judged
from rag.ports import Embedder

N_IDS = 10
"""Retrieved ids that are looked at."""


@dataclass(frozen=True, slots=True)
class JudgeModel:
    """A language model behind an OpenAI-compatible URL. ``timeout_seconds`` bounds one metric of
    one question, ``workers`` the questions judged at once."""

    url: str
    name: str
    key: str = "none"
    timeout_seconds: float = 60.0
    workers: int = 2


class RagasJudge:
    """A ``Judge``. Without a model only metrics that need none are measured."""

    def __init__(self, embedder: Embedder, model: JudgeModel | None = None) -> None:
        """Raises: MissingPackage when ragas is not installed."""
        try:
            import ragas._analytics
            import ragas.llms.base
            from ragas.metrics import collections
            from ragas.metrics._context_precision import IDBasedContextPrecision
            from ragas.metrics._context_recall import IDBasedContextRecall
        except ImportError as fault:
            raise MissingPackage("ragas", "A judge") from fault
        _stay_private(ragas._analytics, ragas.llms.base)
        self._embeddings = _embeddings(embedder)
        self._model = model
        self._by_id: dict[str, Any] = {
            "ragas_id_precision": IDBasedContextPrecision(),
            "ragas_id_recall": IDBasedContextRecall(),
        }
        self._by_text: dict[str, Any] = {
            "ragas_exact_match": collections.ExactMatch(),
            "ragas_string_presence": collections.StringPresence(),
            "ragas_string_similarity": collections.NonLLMStringSimilarity(),
            "ragas_semantic_similarity": collections.SemanticSimilarity(
                embeddings=self._embeddings
            ),
        }

    def judge_all(self, judged: Sequence[Judged], done: Callable[[], None]) -> Sequence[Judgement]:
        """A judgement for each, in order; a failure of the model is a reason, not an error."""
        return asyncio.run(self._judge_all(judged, done))

    async def _judge_all(
        self, judged: Sequence[Judged], done: Callable[[], None]
    ) -> Sequence[Judgement]:
        metrics, close = _model_metrics(self._model, self._embeddings)
        gate = asyncio.Semaphore(self._model.workers if self._model else 1)

        async def one(item: Judged) -> Judgement:
            async with gate:
                found = merge([*await self._without_model(item), *await self._ask(metrics, item)])
            done()
            return found

        try:
            return await asyncio.gather(*(one(item) for item in judged))
        finally:
            await close()

    async def _without_model(self, item: Judged) -> list[Judgement]:
        found = []
        pair = judged_ranking(item)
        if pair is not None and pair[0]:
            sample = _id_sample(*pair)
            for name, metric in self._by_id.items():
                found.append(checked(name, await metric._single_turn_ascore(sample, None)))
        if is_answered(item) and item.case.answers:
            reference, response = references(item.case)[0], bare(item.row.text)
            for name, metric in self._by_text.items():
                result = await metric.ascore(reference=reference, response=response)
                found.append(checked(name, result.value))
        return found

    async def _ask(self, metrics: dict[str, Any], item: Judged) -> list[Judgement]:
        if self._model is None or not is_answered(item):
            return []
        case, row = item.case, item.row
        contexts = [c.text for c in row.contexts] or [cited.quote for cited in row.citations]
        asked = row.standalone_question or case.question
        answer: dict[str, Any] = {"user_input": asked, "response": bare(row.text)}
        calls = {
            "ragas_faithfulness": {**answer, "retrieved_contexts": contexts},
            "ragas_answer_relevancy": answer,
        }
        if case.answers:
            judged_by_gold = {
                "user_input": asked,
                "reference": references(case)[0],
                "retrieved_contexts": contexts,
            }
            calls["ragas_context_precision"] = judged_by_gold
            calls["ragas_context_recall"] = judged_by_gold
        seconds = self._model.timeout_seconds
        return [
            await _in_time(name, metrics[name].ascore(**arguments), seconds)
            for name, arguments in calls.items()
        ]


def _stay_private(analytics: Any, models: Any) -> None:
    """It reports its use to its makers, keeps a name for each user in a file at home, and tells
    the log what it was told."""
    analytics.do_not_track = lambda: True
    models.LLMUsageEvent = lambda **_: None
    models.track = lambda _: None
    # Every answer that does not fit is logged whole, words of documents included.
    logging.getLogger("instructor").setLevel(logging.CRITICAL + 1)


async def _in_time(name: str, call: Awaitable[Any], seconds: float) -> Judgement:
    """The score; whatever the model or its client raises becomes the reason there is none."""
    try:
        return checked(name, (await asyncio.wait_for(call, seconds)).value)
    except TimeoutError:
        return Judgement(failures={name: f"no answer within {seconds:g} s"})
    except Exception as fault:  # noqa: BLE001 — foreign code over a foreign model: any type
        logging.getLogger(__name__).info("judge failed: %s", type(fault).__name__)
        return Judgement(failures={name: f"no usable answer ({type(fault).__name__})"})


def _id_sample(ranking: Sequence[str], grades: Any) -> Any:
    from ragas.dataset_schema import SingleTurnSample

    relevant = [name for name, grade in grades.items() if grade > 0]
    return SingleTurnSample(
        retrieved_context_ids=list(ranking[:N_IDS]), reference_context_ids=relevant
    )


def _model_metrics(
    model: JudgeModel | None, embeddings: Any
) -> tuple[dict[str, Any], Callable[[], Awaitable[None]]]:
    """Metrics that ask the model, and what closes its connections. The answers of local models are
    bare JSON, so that mode is asked for; no request is repeated behind our back."""

    async def nothing() -> None:
        return None

    if model is None:
        return {}, nothing
    import instructor
    from openai import AsyncOpenAI
    from ragas.llms.base import InstructorLLM
    from ragas.metrics import collections

    client = AsyncOpenAI(
        base_url=model.url,
        api_key=model.key,
        timeout=2 * model.timeout_seconds,  # ours, over all calls of a metric, ends first
        max_retries=0,
    )
    wrapped = instructor.from_openai(client, mode=instructor.Mode.JSON)
    llm = InstructorLLM(client=wrapped, model=model.name, provider="openai")
    metrics = {
        "ragas_faithfulness": collections.Faithfulness(llm=llm),
        "ragas_answer_relevancy": collections.AnswerRelevancy(llm=llm, embeddings=embeddings),
        "ragas_context_precision": collections.ContextPrecision(llm=llm),
        "ragas_context_recall": collections.ContextRecall(llm=llm),
    }
    return metrics, client.close


def _embeddings(embedder: Embedder) -> Any:
    """Our embedder as ragas wants it; all texts are taken as questions, to be compared."""
    from ragas.embeddings.base import BaseRagasEmbedding

    class OwnEmbeddings(BaseRagasEmbedding):
        def embed_text(self, text: str, **_: Any) -> list[float]:
            return [float(number) for number in embedder.embed_question(text)]

        async def aembed_text(self, text: str, **_: Any) -> list[float]:
            return self.embed_text(text)

    return OwnEmbeddings()
