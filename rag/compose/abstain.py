"""Decides whether the evidence is good enough to answer at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rag.compose.changes import tells_change
from rag.compose.confidence import other_letters
from rag.compose.counted_thing import counts_another
from rag.compose.intended import tells_done, tells_planned
from rag.compose.kinds import NAMED, asks_contractor, holds_kind, names_firm, names_party
from rag.compose.namings import counts_only
from rag.compose.opposites import tells_opposite
from rag.compose.order import prefer
from rag.compose.reasons import lacks_reason
from rag.compose.rivals import tells_other_ordinal
from rag.compose.sequel import find_sequel, section_key
from rag.compose.spending import spends_on_another
from rag.compose.stages import tells_beginning
from rag.compose.whole import tells_a_part, tells_the_whole
from rag.compose.window import window
from rag.types import AnswerKind, Evidence, Query, Reason

MIN_SCORE = 0.5
"""Confidence below which nothing is shown as an answer."""
MIN_NAMES = 0.5
"""Share of the question's names, by weight, that evidence and its surroundings must carry: an
answer about another place, person or organisation is no answer."""
CONTRADICTED = -0.4
"""At or below it the evidence speaks of another period or place than the question asks about."""
OTHER_ODDS = 0.3
"""Odds that evidence of the right period needs, as a share of those of the wrong one."""

UNLIKELY = 0.005
"""Score of the best evidence below which it answers nothing, however near the passages are. Of 27
wrong answers on XQuAD beside RuBQ 14 are below it, of some 500 right ones of seven sets one; on
other questions of XQuAD one right answer of 165 and 3 of 11 wrong ones are."""
UNRELATED_WORDS = 0.1
UNRELATED_MEANING = 0.28
"""Share of the question's words around the best evidence, and its cosine, below both of which the
two have nothing to do with one another: «как обновить виндовс 11?» shares a number with a plan. Of
1,568 questions over seventeen sets one unanswerable and one answered wrongly are below, and no
right answer."""
_ANOTHER = (
    counts_another, tells_done, tells_planned, tells_a_part, tells_the_whole, tells_beginning,
    lacks_reason, counts_only, tells_change, tells_other_ordinal, tells_opposite, spends_on_another,
)  # fmt: skip
"""What evidence may tell instead of the figure or day that is asked for."""
_NEEDED: Mapping[AnswerKind, float] = {"person": 1.0, "date": 1.0, "time": 1.0}
"""How surely the kind of answer must be there: names, dates and hours are plain, others less so."""
SURE_WITHOUT_KIND = 0.97
"""Confidence from which on it need not: dates in words are overlooked. On XQuAD it takes .03 off
the wrong refusals and adds .02 right answers; elsewhere it changes nothing."""
SURE_WITHOUT_PERSON = 0.8
"""The same for «кто»: peoples, crews and names of one word are overlooked most. Beside .97 it takes
.04 off the wrong refusals on XQuAD, adds .03 right answers and no wrong ones; of seven office sets
one has a wrong answer more and one two right ones."""


def abstention_reason(
    query: Query, ranked: Sequence[Evidence], sure: float, min_score: float = MIN_SCORE
) -> Reason | None:
    """Why not to answer, None when the best evidence may be shown.

    ``ranked`` is best first; ``sure`` is the confidence and ``min_score`` what it needs, 0..1.
    """
    if not query.terms:
        return "out_of_scope"
    if not ranked:
        return "no_evidence"
    best = ranked[0]
    if _lacks_names(query, best):
        return "no_evidence"
    if _contradicted(best):
        return "no_evidence"
    if sure < min_score or _unrelated(best) or any(tells(query, best) for tells in _ANOTHER):
        return "weak_evidence"
    plain = _shown_kind(query, ranked) >= _needed(query, best) and _names_party(query, best)
    enough = SURE_WITHOUT_PERSON if query.kind == "person" else SURE_WITHOUT_KIND
    holds = plain or sure >= enough or find_sequel(best, ranked) is not None
    return None if holds else "weak_evidence"


def _unrelated(best: Evidence) -> bool:
    words, meaning = (best.features.get(name, 1.0) for name in ("context", "similarity"))
    apart = words < UNRELATED_WORDS and meaning < UNRELATED_MEANING
    return apart or best.score < UNLIKELY


def _needed(query: Query, best: Evidence) -> float:
    """How surely the kind of answer must show; in prose the currency stands beside its sum."""
    prose = best.hit.document.paragraphs[best.unit.paragraph].row is None
    return 1.0 if query.kind == "money" and prose else _NEEDED.get(query.kind, 0.1)


def _shown_kind(query: Query, ranked: Sequence[Evidence]) -> float:
    """How surely the kind of answer is in what would be shown: the best unit, or the sentences
    beside it where it is said with them. A name there may be anybody's: it has to stand in the
    unit. A sentence about another place or person tells nothing."""
    best = ranked[0]
    own = best.features["kind"]
    if own == 1 or query.kind in NAMED:
        return own
    start, end = window(best, ranked)
    text, beside = best.hit.document.text, [e for e in ranked if _is_between(e, best, start, end)]
    told = (text[e.unit.start : e.unit.end] for e in beside if not _wanting(e))
    return max([own, *(holds_kind(words, query.kind) for words in told)])


def _is_between(item: Evidence, best: Evidence, start: int, end: int) -> bool:
    same = item.hit.document.id == best.hit.document.id
    return same and start <= item.unit.start and item.unit.end <= end


def prefer_uncontradicted(ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence with another one first where the best speaks of another period or place, or lacks
    the names that are asked for.

    The other one says the period, place or names, and is hardly less likely: the same table for
    the right year. Otherwise the order stays, and the answer is refused.
    """
    wanting = _wanting(ranked[0]) if ranked else []
    if not wanting:
        return tuple(ranked)

    def fits(item: Evidence) -> bool:
        return all(item.features[name] > 0 for name in wanting) and not _wanting(item)

    return prefer(ranked, fits, OTHER_ODDS)


def _wanting(item: Evidence) -> list[str]:
    """What of the question the evidence speaks against, or does not name."""
    unnamed = item.features["names"] < MIN_NAMES
    return [*_contradicted(item), "names"] if unnamed else _contradicted(item)


def prefer_holding(ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence with a holder of the kind asked for first where the best one holds nothing like it.

    The subject is named in one sentence and the figure in another of the same section, hardly less
    likely. Where none is found, or the figure follows at once (see sequel.py), the order stays.
    """
    if not ranked or ranked[0].features["kind"] > 0 or find_sequel(ranked[0], ranked):
        return tuple(ranked)
    section = section_key(ranked[0])
    return prefer(
        ranked,
        lambda item: item.features["kind"] == 1 and section_key(item) == section,
        OTHER_ODDS,
    )


def _names_party(query: Query, best: Evidence) -> bool:
    """Whether prose names somebody who can have done it, where that is asked; a row may name them
    in any of its cells."""
    source = best.hit.document.paragraphs[best.unit.paragraph]
    if query.kind != "organisation" or source.row is not None or best.features["kind"] == 1:
        return True
    text = best.hit.document.text[best.unit.start : best.unit.end]
    # «ЖСҚ» and the like are no contractors.
    told = asks_contractor(query.text) and not (asks_contractor(text) or names_firm(text))
    return names_party(text) and not told


def _contradicted(item: Evidence) -> list[str]:
    return [name for name in ("period", "place") if item.features[name] <= CONTRADICTED]


def _lacks_names(query: Query, best: Evidence) -> bool:
    """Whether the names asked for are missing, where their spelling can be compared at all.

    English writes names in other letters («Denver», «Денвер»): there the confidence weighs them.
    """
    return best.features["names"] < MIN_NAMES and not other_letters(query, best)
