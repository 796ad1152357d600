"""Composes a short answer out of evidence, in the words of the documents."""

from __future__ import annotations

from collections.abc import Sequence

from rag.compose.alternatives import alike_first, counts_each, names_all, shared_first
from rag.compose.as_of import are_apart
from rag.compose.clauses import answering_part, as_sentence
from rag.compose.columns import column_roles
from rag.compose.comparison import conclude
from rag.compose.conflict import find_conflict
from rag.compose.derived import derive
from rag.compose.draft import MAX_CITATIONS, Draft, Place, place_of, row_place
from rag.compose.draft import cite as cite
from rag.compose.figures import Figure, cell_figure, find_figure
from rag.compose.lists import (
    is_whole,
    list_items,
    listing_sentence,
    of_stated_length,
    sibling_items,
    telling_items,
)
from rag.compose.polarity import polarity
from rag.compose.row_lists import MAX_LISTED
from rag.compose.rows import is_blank, say_row, tells_asked
from rag.compose.sequel import find_sequel
from rag.compose.window import window
from rag.text.frames import frame
from rag.text.mixture import language_of_part
from rag.types import Citation, Claim, Evidence, Language, Query


def compose_answer(
    query: Query,
    ranked: Sequence[Evidence],
    parts: Sequence[Sequence[Evidence]] = (),
    language: Language | None = None,
) -> tuple[tuple[Claim, ...], tuple[Citation, ...]]:
    """Claims in order and their citations, numbered from 1; both empty without evidence.

    ``ranked`` is best first; ``parts`` the same for each of ``query.parts``, empty where one cannot
    be answered; ``language`` that of Derek's own words, the question's by default.

    What a table as a whole answers is worked out of it, and an abbreviation explained. Else the
    best unit is said; the items of its list follow when it only introduces them. Where it only
    leads up to the fact, the fact is said. Nothing else: on the development sets the next best
    unit was right where the best was wrong no more often than the other way round.
    """
    derived = derive(query, ranked, language or query.language)
    if derived is not None:
        return derived.finished()
    draft = Draft(max_citations=MAX_LISTED if query.enumerates else MAX_CITATIONS)
    if any(parts):
        _answer_parts(draft, query, parts, language or query.language)
    elif ranked:
        _add_deviation(draft, query, place_of(ranked[0]), language or query.language)
        places = _chosen(query, ranked, wide=True)
        for place in places:
            if not query.enumerates and _is_blank(place):
                break
            told = _yes_or_no(query, place, language or query.language) if not draft.claims else ""
            said = say(query, place)
            # The marks of a list's entries part them from each other; one alone needs none.
            said = as_sentence(said) if len(places) == 1 else said
            if not draft.add(told + said, [place]):
                break
        if draft.claims:
            _add_conflict(draft, query, ranked, language or query.language)
    return draft.finished()


def say(query: Query, place: Place) -> str:
    """A place in words: a row with what is asked of it, a sentence without what is not."""
    document = place.hit.document
    source = document.paragraphs[place.paragraph]
    if source.row is not None and (place.start, place.end) == (source.start, source.end):
        return say_row(source.row, query, source.language)
    text = document.text[place.start : place.end]
    return answering_part(text, query, language_of_part(text, source.language, source.second))


def _is_blank(place: Place) -> bool:
    """Whether a place is a table row with a name and no value: it answers nothing."""
    source = place.hit.document.paragraphs[place.paragraph]
    whole = (place.start, place.end) == (source.start, source.end)
    return source.row is not None and whole and is_blank(source.row)


def _yes_or_no(query: Query, place: Place, language: Language) -> str:
    """«Да. », «Нет. », or nothing where the evidence does not settle it."""
    verdict = polarity(query, place) if query.polar else None
    return "" if verdict is None else f"{frame('yes' if verdict else 'no', language)}. "


def _answer_parts(
    draft: Draft, query: Query, parts: Sequence[Sequence[Evidence]], language: Language
) -> None:
    """What each part comes to, once where two come to the same, after what follows from them."""
    lists = _each_its_own(query, alike_first(query, parts)) if query.alternatives else parts
    answered = [
        (part, _chosen(part, ranked))
        for part, ranked in zip(query.parts, lists, strict=True)
        if ranked
    ]
    _add_conclusion(draft, query, [(part, places[0]) for part, places in answered], language)
    places = {place.key: place for _, found in answered for place in found}
    if len(places) == 1 and len(answered) > 1:
        # One sentence came first for both: what the second asks may stand in the next.
        wide = max(
            (_widened(r[0], r) for r in lists if r), key=lambda place: place.end - place.start
        )
        draft.add(say(query, wide), [wide])
        return
    unanswered = [part for part, ranked in zip(query.parts, lists, strict=True) if not ranked]
    for key, place in places.items():
        asking = [part for part, found in answered if any(key == p.key for p in found)]
        # «Кто и до какого срока?»: the row of who may tell the term in a column of its own.
        if all(_has_column(part, place) for part in asking):
            asking += [part for part in unanswered if _has_column(part, place)]
        draft.add(say(asking[0] if len(asking) == 1 else query, place), [place])


def _has_column(part: Query, place: Place) -> bool:
    """Whether a place is a table row with a column that tells what one part of a question asks."""
    source = place.hit.document.paragraphs[place.paragraph]
    whole = (place.start, place.end) == (source.start, source.end)
    return source.row is not None and whole and tells_asked(source.row, part, source.language)


def _each_its_own(
    query: Query, parts: Sequence[Sequence[Evidence]]
) -> Sequence[Sequence[Evidence]]:
    """Where one sentence came first for both things compared, the less sure one takes the best of
    another document: a sentence speaks of one place, unless it names both."""
    if not all(parts):
        return parts
    one, other = shared_first(query, parts)
    if place_of(one[0]).key != place_of(other[0]).key or names_all(query, one[0]):
        return one, other
    document = one[0].hit.document
    if document.paragraphs[one[0].unit.paragraph].row is not None:
        return one, other
    first = one[0].score >= other[0].score
    elsewhere = [e for e in (other if first else one) if e.hit.document.id != document.id]
    if not elsewhere:
        return one, other
    return (one, elsewhere) if first else (elsewhere, other)


def _add_conclusion(
    draft: Draft, query: Query, firsts: Sequence[tuple[Query, Place]], language: Language
) -> None:
    """What two figures come to, when that is asked and both are clear."""
    if query.operation is None or len(firsts) != 2:
        return
    figures = [_figure(part, place) for part, place in firsts]
    found = [figure for figure in figures if figure is not None]
    if len(found) < 2 or (query.operation in ("most", "least") and not query.alternatives):
        return
    if not counts_each(query, firsts, found):
        return
    conclusion = conclude(query.operation, found, query.alternatives, language)
    if conclusion is not None and found[0].operand != found[1].operand:
        draft.add(conclusion[0], [place for _, place in firsts], conclusion[1])


def _add_deviation(draft: Draft, query: Query, place: Place, language: Language) -> None:
    """How far the actual figure of a row is from its plan, when the difference is asked for."""
    document = place.hit.document
    row = document.paragraphs[place.paragraph].row
    if query.operation != "difference" or row is None:
        return
    roles = column_roles(row)
    pair = [roles.index(role) for role in ("actual", "plan") if roles.count(role) == 1]
    read = [cell_figure(document, place.paragraph, column) for column in pair]
    figures = [figure for figure in read if figure is not None]
    conclusion = conclude("difference", figures, (), language) if len(figures) == 2 else None
    if conclusion is not None:
        draft.add(conclusion[0], [row_place(place.hit, place.paragraph)], conclusion[1])


def _add_conflict(
    draft: Draft, query: Query, ranked: Sequence[Evidence], language: Language
) -> None:
    """What another source says of the same thing, with a note that the two differ, or that it
    speaks of another time."""
    other = find_conflict(query, ranked[0], ranked) if len(draft.claims) == 1 else None
    if other is not None:
        note = frame("other_time" if are_apart(other, ranked[0]) else "disagree", language)
        draft.add(f"{note}: {say(query, place_of(other))}", [place_of(other)])


def _figure(part: Query, place: Place) -> Figure | None:
    return find_figure(part, place.hit.document, place.paragraph, place.start, place.end)


def _chosen(query: Query, ranked: Sequence[Evidence], *, wide: bool = False) -> list[Place]:
    """The places that answer; ``wide``: an unsure quote takes in the sentences beside it."""
    best = of_stated_length(query, ranked) or ranked[0]
    best = listing_sentence(query, best, ranked) or best
    siblings = sibling_items(query, best, ranked)
    if siblings:
        return [Place(best.hit, *item) for item in siblings]
    sequel = find_sequel(best, ranked)
    if sequel is not None:
        return [_widened(sequel, ranked) if wide else place_of(sequel)]
    items = list_items(query, best)
    if is_whole(items, best.hit.document):
        # All is there; what introduces it only repeats the question.
        return [Place(best.hit, *item) for item in items]
    items = items or telling_items(query, best)
    first = _widened(best, ranked) if wide and not items else place_of(best)
    return [first, *(Place(best.hit, *item) for item in items)]


def _widened(item: Evidence, ranked: Sequence[Evidence]) -> Place:
    if (place := place_of(item)).start != item.unit.start or place.end != item.unit.end:
        return place
    return Place(item.hit, item.unit.paragraph, *window(item, ranked))
