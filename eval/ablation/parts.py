"""The parts of retrieval and composition that can be taken out of a build for the time of a run."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from eval.errors import EvalError

WHOLE, UNGUARDED = "whole", "always answers"
ANALYSIS = "rag.text."
"""What is named below it shapes words, which half the build remembers."""


@dataclass(frozen=True, slots=True)
class Part:
    """``flow`` replaces fields of the ask flow; ``surgery`` replaces names of modules, as
    ``"rag.retrieve.neighbours:N_WIDENED"``; ``reindexes`` says that the index must be made anew.
    ``beside`` is what the outcome is compared with."""

    name: str
    flow: Mapping[str, Any] = field(default_factory=dict)
    surgery: Mapping[str, Any] = field(default_factory=dict)
    reindexes: bool = False
    beside: str = WHOLE


def _supports_everything(*_: Any) -> bool:
    return True


def _no_items(_query: Any, _best: Any) -> tuple[()]:
    return ()


def _whole(_words: Any, _operation: Any) -> tuple[tuple[()], tuple[()]]:
    return (), ()


def _none(_model: str) -> None:
    return None


def _unstemmed(word: str) -> str:
    return word


def _only_itself(word: str) -> tuple[str, ...]:
    return (word,)


def _as_fused(_query: Any, candidates: Any, _points: Any, _vector: Any, _weight: Any) -> Any:
    return candidates


def _no_terms(_tokens: Any, _language: Any) -> Mapping[str, float]:
    return {}


def _no_concepts(words: Any) -> list[tuple[()]]:
    return [() for _ in words]


def _no_units(read: Any, _vector: Any) -> list[float]:
    return [0.0] * len(read)


def _without_feature(name: str) -> Part:
    """Features are taken out where nothing is refused: without one, all scores shift, and the
    threshold would be measured instead of the feature."""
    weights = dict(import_module("rag.compose.evidence").WEIGHTS)
    return Part(
        f"feature {name}",
        flow={"min_score": 0.0},
        surgery={"rag.compose.evidence:WEIGHTS": {**weights, name: 0.0}},
        beside=UNGUARDED,
    )


def all_parts() -> tuple[Part, ...]:
    """The whole build first, then each part off."""
    weights = import_module("rag.compose.evidence").WEIGHTS
    stems = {
        "rag.text.kazakh:stem": _unstemmed,
        "rag.text.russian:lemmas": _only_itself,
        "rag.text.english:stem": _unstemmed,
    }
    return (
        Part(WHOLE),
        Part("lexical leg", flow={"lexical_weight": 0.0}),
        Part("vector leg", flow={"lexical_weight": 1.0}),
        Part("language means", surgery={"rag.index_choice:find_offsets": _none}, reindexes=True),
        Part("parts of a question", surgery={"rag.retrieve.question:split_question": _whole}),
        Part("fewer candidates", flow={"candidates": 10}),
        Part("weight by language", surgery={"rag.retrieve.fuse:CROSS_LANGUAGE_SHARE": 1.0}),
        Part("model over passages", surgery={"rag.ask:order_passages": _as_fused}),
        Part("sentence vectors", surgery={"rag.retrieve.passage_features:_unit_shares": _no_units}),
        Part("further terms", surgery={"rag.retrieve.search:meant_terms": _no_terms}),
        Part("glossary", surgery={"rag.text.analyse:_concepts": _no_concepts}, reindexes=True),
        Part("stemming", surgery=stems, reindexes=True),
        Part("prefix keys", surgery={"rag.text.analyse:PREFIX_LETTERS": 100}, reindexes=True),
        Part("neighbours", surgery={"rag.retrieve.neighbours:N_WIDENED": 0}),
        Part("list items", surgery={"rag.compose.extractive:list_items": _no_items}),
        Part("verification", surgery={"rag.verify.verdict:is_supported": _supports_everything}),
        Part("check of names", surgery={"rag.compose.abstain:MIN_NAMES": -1.0}),
        Part("check of period and place", surgery={"rag.compose.abstain:CONTRADICTED": -2.0}),
        Part(UNGUARDED, flow={"min_score": 0.0}),
        *map(_without_feature, weights),
    )


@contextmanager
def removed(part: Part) -> Iterator[None]:
    """The build without the part's named things, until the block ends.

    Raises: EvalError when a name is gone from the build.
    """
    with ExitStack() as stack:
        for place, value in part.surgery.items():
            stack.enter_context(_replaced(place, value))
        if any(place.startswith(ANALYSIS) for place in part.surgery):
            stack.callback(_forget)  # before the names are put back, so nothing is read between
            _forget()
        yield


@contextmanager
def _replaced(place: str, value: Any) -> Iterator[None]:
    path, _, name = place.partition(":")
    module = import_module(path)
    if not hasattr(module, name):
        raise EvalError(f"The build has no {place} any more, so it cannot be taken out.")
    kept = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, kept)


def _forget() -> None:
    """Whatever functions of Derek remember; it would carry one build into another."""
    for module in [module for name, module in sys.modules.items() if name.startswith("rag.")]:
        for value in list(vars(module).values()):
            forget = getattr(value, "cache_clear", None)
            if forget is not None:
                forget()
