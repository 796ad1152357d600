"""Finds the greatest or least of the like figures that prose tells of several places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.compose.conditions import is_operating
from rag.compose.draft import MAX_CITATIONS, Draft, Place
from rag.compose.figures import Figure, find_figure
from rag.compose.matching import match, words_of
from rag.compose.measures import measures_same
from rag.compose.periods import placed_periods
from rag.text.analyse import Token, analyse
from rag.text.frames import frame
from rag.text.place_types import AREAS, compound_type, place_type
from rag.text.places import find_places
from rag.text.sentences import split_sentences
from rag.types import Computation, Document, Evidence, Hit, Language, Operand, Query

N_SEEDS = 8
"""Of the best evidence; another place's like figures are looked for in all documents found."""
LEAST_ALIKE = 0.5
"""Words that two sentences share, as a share of those of both, names and figures left out."""
STEM = 5
"""Letters of a word by which a paragraph that cannot have it is passed over."""
_SIZE = re.compile(
    r"^(?:больш|мал|длин|корот|высок|низк|дорог(?:о[йе]|ая|ую|ие|их)|деш[её]в|крупн|нас[её]л[её]нн|многолюд|хуж|худш"
    r"|лучш|прям|үлкен|кіші|ұзын|қысқа|жоғары|төмен|көп|аз|қымбат|арзан|ірі|нашар|жақсы|ең"
    r"|нахо|where|which|has|large|small|high|low|big|long|short|few|most|least)",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"(?:\b(?:как(?:ой|ом|ого|ая|ое|ую|их|ие)|котор\w+|қай(?:сы)?|which|what)\s+(?:из\s+)?(?P<after>(?:\w+\s*){1,3})"
    r"|(?P<before>\w+\s+\w+)\s+(?:қайсы|қай жер)\w*)"
)
_OBLIQUE = re.compile(r"(?<=[сц]к)(?:ого|ому|ом|им)$")


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of one place: the place's key and name, where it stands, what is said around it in
    the sentence, and its year, None where neither sentence nor headings name one."""

    key: str
    name: str
    place: Place
    figure: Figure
    words: frozenset[str]
    year: int | None


def lead(query: Query, ranked: Sequence[Evidence], language: Language) -> Draft | None:
    """The place with the greatest or least figure, with what it was compared with.

    None where the question asks for no such place, where fewer than two places have a figure of
    the same measure, year and unit, or where two figures are told of one of them. ``ranked`` is
    best first; ``language`` is that of Derek's own words.
    """
    if query.operation not in ("most", "least") or query.parts:
        return None
    asked = _measure_tokens(query)
    for seed in (item for item in ranked[:N_SEEDS] if _is_prose(item)):
        at = Place(seed.hit, seed.unit.paragraph, seed.unit.start, seed.unit.end)
        first = _told(query, at, asked, asked_kind(query) or _area_kind(at))
        found = [] if first is None else _all_like(query, first, ranked, asked)
        if len({told.key for told in found}) >= 2:
            values = {(told.key, told.figure.value) for told in found}
            one_each = len({told.key for told in found}) == len(values)
            return _draft(query, found, language) if one_each else None
    return None


def _measure_tokens(query: Query) -> tuple[Token, ...]:
    """Words of a question for the greatest that say of what: no names, sizes or kinds of places
    and none of the things compared."""
    compared = {word.lower() for phrase in query.alternatives for word in phrase.split()}
    tokens = analyse(query.text, language=query.language)
    words = [token.surface.lower() for token in tokens]
    typed = {i for i, word in enumerate(words) if place_type(word) is not None}
    typed |= {i - 1 for i in typed if i and compound_type(words[i - 1], words[i])}
    return tuple(
        token
        for i, token in enumerate(tokens)
        if i not in typed
        and words[i] not in compared
        and token.term not in query.names
        and not _SIZE.match(token.surface)
        and not is_operating(token.surface)
        and not token.surface[:1].isdigit()
    )


def asked_kind(query: Query) -> str | None:
    """The kind of place that is looked for: «в каком сельском округе», «қай ауданда»."""
    found = _WHICH.search(query.text.lower())
    if found is None:
        return None
    words = (found["after"] or found["before"]).split()
    for one, other in zip(words, [*words[1:], ""], strict=True):
        type_ = (other and compound_type(one, other)) or place_type(one)
        if type_ is not None:
            return type_.kind
    return None


def _is_prose(item: Evidence) -> bool:
    return item.hit.document.paragraphs[item.unit.paragraph].row is None


def _layers(at: Place) -> tuple[str, ...]:
    """The texts that may say whose the figure is, nearest first."""
    document = at.hit.document
    path = document.sections[document.paragraphs[at.paragraph].section].path
    return document.text[at.start : at.end], *reversed(path), document.title


def _area_kind(at: Place) -> str | None:
    """The kind of the area that is named nearest."""
    for layer in _layers(at):
        for place in find_places(layer):
            if place.kind in AREAS:
                return place.kind
    return None


def _told(query: Query, at: Place, asked: Sequence[Token], kind: str | None) -> Told | None:
    """What a sentence tells of the measure of one place of this kind; None for nothing."""
    document = at.hit.document
    subject = None if kind is None else _subject(at, kind)
    if subject is None or not speaks_of_measure(query, at, asked):
        return None
    figure = find_figure(query, document, at.paragraph, at.start, at.end)
    if figure is None:
        return None
    key, name = subject
    words = _skeleton(document, at.start, figure.operand.end, at.paragraph)
    return Told(key, name, at, figure, words, _year(at))


def _subject(at: Place, kind: str) -> tuple[str, str] | None:
    """The key and the name of the one place of this kind that the nearest text names."""
    own, *above = _layers(at)
    headed = any(place.kind == kind for layer in above for place in find_places(layer))
    for layer in (own, *above):
        # «Население округа – 2 340 человек»: a sentence under a name begins with no other.
        first_word = 1 if headed and layer is own else 0
        places = {p.key: p for p in find_places(layer) if p.kind == kind and p.start >= first_word}
        if places:
            first = next(iter(places.values()))
            name = _OBLIQUE.sub("ий", layer[first.start : first.end])
            return (first.key, name) if len(places) == 1 else None
    return None


def speaks_of_measure(query: Query, at: Place, asked: Sequence[Token]) -> bool:
    """Whether a sentence or row is about all that is measured, its headings helping out."""
    source = at.hit.document.paragraphs[at.paragraph]
    own, *above = _layers(at)
    if source.row is not None:
        own = "\n".join((own, *source.row.header, source.row.table))
    if measures_same(query.text, own):
        return True
    if not asked:
        return False
    near = words_of(own, source.language)
    around = words_of("\n".join(above), source.language)
    return any(match(token, near) for token in asked) and all(
        match(token, near) or match(token, around) for token in asked
    )


def _skeleton(document: Document, start: int, end: int, paragraph: int) -> frozenset[str]:
    """The words up to a figure's end that are neither of a name nor of a number."""
    text = document.text[start:end]
    named = [(place.start, place.end) for place in find_places(text)]
    return frozenset(
        token.term
        for token in analyse(text, language=document.paragraphs[paragraph].language)
        if not token.surface[:1].isdigit()
        and place_type(token.surface.lower()) is None
        and not any(a <= token.start < b for a, b in named)
    )


def _year(at: Place) -> int | None:
    for layer in _layers(at):
        years = [period.year for _, period in placed_periods(layer) if period.year]
        if years:
            return years[0]
    return None


def _all_like(
    query: Query, first: Told, ranked: Sequence[Evidence], asked: Sequence[Token]
) -> list[Told]:
    """The same measure of all places told of in the documents found, that of ``first`` first."""
    years = {period.year for period in query.periods if period.year}
    if years and first.year not in years:
        return []
    kind = next(
        p.kind for layer in _layers(first.place) for p in find_places(layer) if p.key == first.key
    )
    found = [first]
    for at in _sentences(first, ranked):
        told = _told(query, at, asked, kind)
        if told is not None and _is_like(told, first):
            found.append(told)
    return found


def _sentences(first: Told, ranked: Sequence[Evidence]) -> Iterator[Place]:
    """Sentences with a number and a word of the first one's, of the documents found."""
    hits: dict[str, Hit] = {}
    for item in ranked:
        hits.setdefault(item.hit.document.id, item.hit)
    stems = {word[:STEM] for word in first.words if len(word) >= STEM}
    for hit in hits.values():
        for i, source in enumerate(hit.document.paragraphs):
            text = hit.document.text[source.start : source.end]
            if source.row is not None or not any(stem in text.lower() for stem in stems):
                continue
            for start, end in split_sentences(text):
                at = Place(hit, i, source.start + start, source.start + end)
                if at.key != first.place.key:
                    yield at


def _is_like(told: Told, first: Told) -> bool:
    one, other = told.figure, first.figure
    unit = one.measure == other.measure and (one.measure or one.unit == other.unit)
    shared = len(told.words & first.words) / max(1, len(told.words | first.words))
    return (
        bool(unit or not (one.unit or other.unit))
        and told.year == first.year
        and (shared >= LEAST_ALIKE)
    )


def _draft(query: Query, found: Sequence[Told], language: Language) -> Draft:
    most = query.operation == "most"
    each = list({told.key: told for told in reversed(found)}.values())
    each.sort(key=lambda t: (-t.figure.value if most else t.figure.value, t.name))
    best = [told for told in each if told.figure.value == each[0].figure.value]
    shown, others = each[:MAX_CITATIONS], each[len(best) : MAX_CITATIONS]
    names = ", ".join(told.name for told in best[:MAX_CITATIONS])
    text = f"{frame('most' if most else 'least', language)}: {names} – {each[0].figure.said}"
    if others:
        told = ", ".join(f"{other.name} – {other.figure.said}" for other in others)
        text += f" ({frame('compared', language)}: {told})"
    operands: tuple[Operand, ...] = tuple(item.figure.operand for item in each)
    computation = Computation("most" if most else "least", operands, each[0].figure.read)
    draft = Draft()
    draft.add(f"{text}.", [told.place for told in shown], computation)
    return draft
