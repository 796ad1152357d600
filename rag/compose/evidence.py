"""Ranks units by how well each one answers the question."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from rag.compose.candidates import Candidate
from rag.compose.kinds import holds_kind
from rag.compose.matching import Words, coverage, term_weights, words_of
from rag.compose.periods import period_fit, periods_of
from rag.ports import SentenceScorer
from rag.text.analyse import Token, analyse
from rag.types import Evidence, Period, Query, Section

WEIGHTS: Mapping[str, float] = {
    "similarity": 14.0,
    "passage": 2.0,
    "bm25": 1.0,
    "coverage": 3.0,
    "context": 3.0,
    "names": 2.0,
    "kind": 1.2,
    "period": 1.2,
    "heading": -0.8,
    "short": -0.6,
}
"""Weights of the features in the linear score before the logistic function."""
BIAS = -16.5
"""Puts the score of evidence that is as often right as wrong at .5."""
CONTEXT_WORTH = 0.75
"""Worth of a question word that stands in the heading or the sentences before, not in the unit."""
DOCUMENT_WORTH = 0.5
"""Worth of a question word that only the document's title carries."""


def rank_evidence(
    query: Query, candidates: Sequence[Candidate], scorer: SentenceScorer
) -> tuple[Evidence, ...]:
    """Candidates as evidence, best first, ties by place in the text.

    score = 1 / (1 + exp(−(BIAS + Σ weight · feature))); the features stand in
    ``Evidence.features``.
    """
    tokens = _distinct(analyse(query.text, language=query.language))
    units = [words_of(_own_words(item), item.hit.passage.language) for item in candidates]
    rows = [words_of(item.unit.embedded_text, item.hit.passage.language) for item in candidates]
    weights = term_weights(tokens, rows)
    lexical = _lexical_scores(tokens, units, scorer)
    evidence = []
    for item, own, around, bm25 in zip(candidates, units, rows, lexical, strict=True):
        features = _features(query, tokens, weights, item, own, around)
        features["bm25"] = bm25
        logit = BIAS + sum(WEIGHTS[name] * value for name, value in features.items())
        evidence.append(Evidence(item.hit, item.unit, 1 / (1 + math.exp(-logit)), features))
    return tuple(sorted(evidence, key=_order))


def _order(item: Evidence) -> tuple[float, str, int, int]:
    return (-item.score, item.hit.document.id, item.unit.start, item.unit.end)


def _features(
    query: Query,
    tokens: Sequence[Token],
    weights: Mapping[str, float],
    item: Candidate,
    own: Words,
    around: Words,
) -> dict[str, float]:
    section = _section_words(item)
    title = words_of(item.hit.document.title, item.hit.document.language)
    layers = [(own, 1.0), (around, CONTEXT_WORTH), (section, CONTEXT_WORTH)]
    everywhere = [*layers, (title, DOCUMENT_WORTH)]
    names = [token for token in tokens if token.term in query.names]
    text = item.hit.document.text[item.unit.start : item.unit.end]
    paragraph = item.hit.document.paragraphs[item.unit.paragraph]
    return {
        "similarity": item.similarity,
        "passage": item.hit.score,
        "coverage": coverage(tokens, weights, [(own, 1.0)]),
        "context": coverage(tokens, weights, everywhere),
        "names": coverage(names, weights, [(w, 1.0) for w, _ in everywhere]) if names else 1.0,
        "kind": holds_kind(text, query.kind),
        "period": period_fit(query.periods, periods_of(text), _periods_around(item)),
        "heading": 1.0 if paragraph.kind == "heading" else 0.0,
        "short": 1.0 if len(text.split()) < 3 else 0.0,
    }


def _own_words(item: Candidate) -> str:
    # A row is read with its header: «жоспар» stands there, not in the cells.
    paragraph = item.hit.document.paragraphs[item.unit.paragraph]
    whole = (item.unit.start, item.unit.end) == (paragraph.start, paragraph.end)
    if paragraph.row is not None and whole:
        return item.unit.embedded_text.partition("\n")[2]
    return item.hit.document.text[item.unit.start : item.unit.end]


def _section(item: Candidate) -> Section:
    document = item.hit.document
    return document.sections[document.paragraphs[item.unit.paragraph].section]


def _section_words(item: Candidate) -> Words:
    return words_of("\n".join(_section(item).path), item.hit.passage.language)


def _periods_around(item: Candidate) -> tuple[Period, ...]:
    document, section = item.hit.document, _section(item)
    before = document.text[section.start : item.unit.start][-1200:]
    named = periods_of("\n".join((*section.path, document.title)))
    return (*named, *periods_of(before))


def _lexical_scores(
    tokens: Sequence[Token], units: Sequence[Words], scorer: SentenceScorer
) -> Sequence[float]:
    keys = [key for token in tokens for key in (token.term, *token.weak)]
    raw = scorer.score(keys, [sorted(words.terms | words.weak) for words in units])
    top = max(raw, default=0.0)
    return [score / top if top > 0 else 0.0 for score in raw]


def _distinct(tokens: Sequence[Token]) -> tuple[Token, ...]:
    return tuple({token.term: token for token in tokens}.values())
