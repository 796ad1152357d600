"""Tells yes from no, where the evidence leaves no doubt."""

from __future__ import annotations

import re

from rag.compose.columns import column_role
from rag.compose.draft import Place
from rag.compose.matching import match, words_of
from rag.text.analyse import analyse
from rag.text.cells import says_done
from rag.text.mixture import language_of_part
from rag.text.sentences import split_sentences
from rag.types import Language, Query, Row

_RUSSIAN = re.compile(r"([^\W\d_]+)\s+ли\b", re.IGNORECASE)
_KAZAKH = re.compile(r"([^\W\d_]+)\s+(?:ма|ме|ба|бе|па|пе)\s*\?*$", re.IGNORECASE)
# Source of the endings: Kazakh negates a verb by -ма/-ме/-ба/-бе/-па/-пе behind its stem.
_KAZAKH_DENIED = re.compile(
    r"[^\W\d_]{2,}(?:м|б|п)[ае](?:й\w*|[дт][ыі]\w?|ған\w*|ген\w*|с|пты|пті|у\w*)$", re.IGNORECASE
)
_DENIAL_BEFORE = re.compile(r"\b(?:не|ни|нет)\s+(?:был[аои]?\s+)?$", re.IGNORECASE)
_DENIAL_BEHIND = re.compile(r"^\s*(?:емес|жоқ)\b", re.IGNORECASE)
# What will be, should be or might be is neither yes nor no.
_OPEN = re.compile(
    r"\b(?:будет|будут|если|должн\w+|планиру\w+|предполага\w+|ожида\w+|может|могут|почти|частично"
    r"|егер|керек|тиіс|жоспарлан\w*|күтілуде|мүмкін|жартылай)\b|[^\W\d_](?:а|е)(?:ды|ді)\b",
    re.IGNORECASE,
)
_QUESTION_DENIES = re.compile(r"\b(?:не|нет|емес|жоқ)\b", re.IGNORECASE)


def polarity(query: Query, place: Place) -> bool | None:
    """True for yes, False for no, None where the words of the evidence do not settle it.

    The verb that the question asks must stand in the sentence, affirmed or denied, and not as
    something to come; of a table row its status settles it.
    """
    asked = _asked_word(query)
    if asked is None or _QUESTION_DENIES.search(query.text) or not _is_about(asked, query, place):
        return None
    document = place.hit.document
    source = document.paragraphs[place.paragraph]
    if source.row is not None and (place.start, place.end) == (source.start, source.end):
        return _of_row(source.row) if says_done(asked) is not None else None
    text = document.text[place.start : place.end]
    spoken = language_of_part(text, source.language, source.second)
    return _of_sentence(asked, query, text, spoken)


def _is_about(asked: str, query: Query, place: Place) -> bool:
    """Whether every word of the question but the verb stands in the evidence or over it."""
    document = place.hit.document
    source = document.paragraphs[place.paragraph]
    header = () if source.row is None else (source.row.table, *source.row.header)
    path = document.sections[source.section].path
    own = document.text[place.start : place.end]
    told = words_of("\n".join((own, *header, *path, document.title)), source.language)
    tokens = analyse(query.text, language=query.language)
    return all(match(token, told) for token in tokens if token.surface != asked)


def _asked_word(query: Query) -> str | None:
    found = _RUSSIAN.search(query.text) or _KAZAKH.search(query.text)
    return None if found is None else found[1]


def _of_row(row: Row) -> bool | None:
    told = [
        says_done(cell)
        for name, cell in zip(row.header, row.cells, strict=False)
        if column_role(name) == "status"
    ]
    known = {verdict for verdict in told if verdict is not None}
    return known.pop() if len(known) == 1 else None


def _of_sentence(asked: str, query: Query, text: str, language: Language) -> bool | None:
    """What the one clause with the asked word says of it."""
    spans = split_sentences(text)
    terms = {token.term for token in analyse(asked, language=query.language)}
    found = [
        (token, text[start:end])
        for start, end in spans
        for token in analyse(text[start:end], language=language)
        if token.term in terms
    ]
    if len(found) != 1:
        return None
    token, sentence = found[0]
    before, behind = sentence[: token.start], sentence[token.end :]
    clause = re.split(r"[,;:]", before)[-1] + token.surface + re.split(r"[,;:]", behind)[0]
    if _OPEN.search(clause) and not _OPEN.search(query.text):
        return None
    denied = _KAZAKH_DENIED.match(token.surface) if language == "kk" else None
    return not (denied or _DENIAL_BEFORE.search(before) or _DENIAL_BEHIND.match(behind))
