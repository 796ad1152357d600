"""Finds in the documents what an abbreviation stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rag.compose.draft import Draft, Place
from rag.text import russian
from rag.text.language import detect_language
from rag.text.sentences import split_sentences
from rag.text.word_class import names_thing
from rag.types import Document, Evidence, Hit, Query

MOST_DOCUMENTS = 8
"""Documents that are looked through, those of the best evidence first."""
LEAST_APART = 3
"""Letters of an abbreviation whose full name is looked for away from it."""
_LETTERS = "А-ЯЁӘҒҚҢӨҰҮҺІA-Z"
_ABBREVIATION = re.compile(rf"(?<![\w-])[{_LETTERS}]{{2,6}}(?![\w])")
_WORD = r"[^\W\d_]"
# «АӘК-ке» asks for nothing; «АӘК деген не», «что значит МРП», «как расшифровывается ЦОН» do.
_ASKED_BEHIND = re.compile(
    r"\b(?:что (?:такое|значит|означает)|как (?:расшифр\w+|понимать)|расшифр\w+)"
    rf"\s+(?:аббревиатур\w+\s+|сокращени\w+\s+)?[«\"]?(?P<word>{_WORD}{{2,6}})(?!\w)",
    re.IGNORECASE,
)
_ASKED_IN_ENGLISH = re.compile(
    rf"\bwhat (?:is|does|are)(?: the| an?)? (?P<word>{_WORD}{{2,6}})(?: mean| stand for)?\s*\?*$",
    re.IGNORECASE,
)
_ASKED_BEFORE = re.compile(
    rf"(?<![\w-])[«\"]?(?P<word>{_WORD}{{2,6}})[»\"]?\s+(?:деген(?:іміз)?(?: не)?\b|не деген\b"
    r"|қалай (?:ашыл|оқыл|тарқат)\w+|нені білдіреді|толық атауы|как расшифр\w+|это что\b)",
    re.IGNORECASE,
)
_WORDS = re.compile(rf"{_WORD}+")
_OPENING = re.compile(r"(?:^|[.!?:;\n\t])\s*[\d.\s]*$")
_IS = r"\s*(?:[-–—]\s*)?(?:это|бұл|дегеніміз|является|is an?)\b"
_LINK = r"(?:[\s-]+(?:и|с|со|по|в|на|для|о|об|к|мен|пен|бен|және|of|and|the|for)(?=\s))?[\s-]+"
"""What may stand between two words of a full name and has no letter of its own."""
_AND = r"(?:\s+(?:и|және|and)(?=\s))?[\s-]+"
_AS = (
    r"(?:(?:далее|бұдан әрі|әрі қарай|hereinafter|сокращённо|қысқаша)"
    r"\s*(?:по тексту\s*)?[-–—:]?\s*)?"
)


def asked_abbreviation(query: Query, texts: Sequence[str] = ()) -> str | None:
    """The abbreviation in capitals whose meaning is asked; None for any other question.

    A word in small letters counts where one of ``texts`` has it in capitals.
    """
    patterns = (_ASKED_BEFORE, _ASKED_BEHIND, _ASKED_IN_ENGLISH)
    found = next(filter(None, (pattern.search(query.text) for pattern in patterns)), None)
    if found is None:
        return None
    word, capitals = found["word"], found["word"].upper()
    if _ABBREVIATION.fullmatch(word):
        return word
    return capitals if any(_stands_in(capitals, text) for text in texts) else None


def explain(query: Query, ranked: Sequence[Evidence]) -> Draft | None:
    """«МРП – «месячный расчётный показатель»», cited where it stands; None when nothing says it.

    The full name beside the abbreviation comes before one that stands elsewhere in the document.
    """
    hits = _documents(ranked)
    asked = asked_abbreviation(query, [hit.document.text for hit in hits])
    if asked is None:
        return None
    for find in (_beside, _apart):
        for hit in hits:
            draft = next(
                filter(None, (_told(asked, hit, *span) for span in find(asked, hit))), None
            )
            if draft is not None:
                return draft
    return None


def is_unexplained(query: Query, ranked: Sequence[Evidence]) -> bool:
    """Whether the meaning of an abbreviation is asked and the best evidence does not tell it: a
    sentence that merely uses it is no answer."""
    if not ranked:
        return False
    best = ranked[0]
    words = best.hit.document.text[best.unit.start : best.unit.end]
    asked = asked_abbreviation(query, [words])
    # The full name may begin with other letters: in another language, or with words left out.
    told = rf"(?<!\w){asked}(?:{_IS}|\s*\([^\W\d])|[^\W\d_]\s*\(\s*{_AS}{asked}\s*\)"
    return asked is not None and not re.search(told, words)


def _told(asked: str, hit: Hit, start: int, end: int) -> Draft | None:
    document = hit.document
    full = _sentence_at(document, start, end)
    if full is None:
        return None
    places = [Place(hit, *full)]
    if not _stands_in(asked, document.text[full[1] : full[2]]):
        stands = re.search(rf"(?<!\w){asked}(?!\w)", document.text)
        other = _sentence_at(document, *stands.span()) if stands is not None else None
        if other is None:
            return None
        places.append(Place(hit, *other))
    draft = Draft()
    words = " ".join(document.text[start:end].split())
    draft.add(f"{asked} – «{words}».", places)
    return draft


def _documents(ranked: Sequence[Evidence]) -> list[Hit]:
    found: dict[str, Hit] = {}
    for item in ranked:
        found.setdefault(item.hit.document.id, item.hit)
    return list(found.values())[:MOST_DOCUMENTS]


def _beside(asked: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """The full name before or behind the abbreviation in brackets, or behind a dash."""
    for pattern in _patterns_beside(asked):
        yield from (found.span("full") for found in pattern.finditer(hit.document.text))


def _apart(asked: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """Words away from the abbreviation that can only be its full name: things, not actions or
    people, in the paragraph of the abbreviation or more than once. The nearest first.

    Two letters are too few to tell them by.
    """
    if len(asked) < LEAST_APART:
        return
    text = hit.document.text
    spans = [found.span() for found in _pattern(asked).finditer(text)]
    named = [span for span in spans if _names_thing(text, *span)]
    stands = [found.start() for found in re.finditer(rf"(?<!\w){asked}(?!\w)", text)]
    if not stands:
        return

    def distance(span: tuple[int, int]) -> int:
        return min(abs(span[0] - at) for at in stands)

    for span in sorted(named, key=distance):
        line = text.count("\n", *sorted((span[0], min(stands, key=lambda at: abs(span[0] - at)))))
        if len(named) > 1 or not line or _is_term(text[slice(*span)]):
            yield span


def _names_thing(text: str, start: int, end: int) -> bool:
    """Whether the words are things and qualities, no name within a sentence, and end in a thing."""
    opens = bool(_OPENING.search(text[max(0, start - 12) : start]))
    words = _WORDS.findall(text[start:end])
    if any(word[0].isupper() for word in words[opens:]):
        return False
    if detect_language(text[start:end]) != "ru":
        return True
    last = russian.readings(words[-1].lower())[:1]
    return any("NOUN" in reading for reading in last) and all(
        names_thing(word.lower(), word.lower(), "ru") for word in words
    )


def _is_term(words: str) -> bool:
    """Whether these are Russian adjectives before a noun: «адресная социальная помощь»."""
    *qualities, _ = [russian.readings(word.lower())[:1] for word in _WORDS.findall(words)]
    return all(reading and "ADJF" in reading[0] for reading in qualities)


@lru_cache(maxsize=256)
def _patterns_beside(asked: str) -> tuple[re.Pattern[str], ...]:
    full = rf"(?P<full>{_full_name(asked)})"
    return (
        re.compile(rf"{full}[»\"]?\s*\(\s*{_AS}[«\"]?{asked}[»\"]?\s*\)", re.IGNORECASE),
        re.compile(rf"(?<!\w){asked}\s*(?:\(|[-–—]\s)\s*[«\"]?{full}", re.IGNORECASE),
    )


@lru_cache(maxsize=256)
def _pattern(asked: str) -> re.Pattern[str]:
    return re.compile(_full_name(asked, _AND), re.IGNORECASE)


def _full_name(asked: str, link: str = _LINK) -> str:
    """Words that begin with the letters in turn."""
    return r"(?<!\w)" + link.join(rf"{letter}{_WORD}{{2,}}" for letter in asked)


def _stands_in(asked: str, text: str) -> bool:
    return re.search(rf"(?<!\w){asked}(?!\w)", text) is not None


def _sentence_at(document: Document, start: int, end: int) -> tuple[int, int, int] | None:
    """``(paragraph, start, end)`` of the sentence or row that holds the span."""
    for i, paragraph in enumerate(document.paragraphs):
        if not (paragraph.start <= start and end <= paragraph.end):
            continue
        if paragraph.row is not None:
            return i, paragraph.start, paragraph.end
        for a, b in split_sentences(document.text[paragraph.start : paragraph.end]):
            if paragraph.start + a <= start and end <= paragraph.start + b:
                return i, paragraph.start + a, paragraph.start + b
        return i, paragraph.start, paragraph.end
    return None
