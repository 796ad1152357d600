"""Splits a question that asks two things into two questions that are complete in themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.retrieve.alternatives import find_alternatives
from rag.text import russian
from rag.text.dates import find_dates
from rag.types import Operation


@dataclass(frozen=True, slots=True)
class Part:
    """A question that is complete in itself; ``asking`` are those of its words that ask.

    ``measured``: its figure is to be set beside that of the other part.
    """

    text: str
    asking: str
    measured: bool = False


_ASKING = (
    r"(?:скольк\w+|когда|кто|кем|кого|кому|где|как(?:ой|ая|ое|ие|ую|ого|ому|им|их|ов|ова|ово|овы|ом)"
    r"|почему|зачем|қанша\w*|қашан|неше\w*|кім\w*|қандай|қай\w*|неге|how|when|who|what|where"
    r"|which|why)"
)
_QUESTION_WORD = re.compile(rf"\b(?:(?:во?|на|за|к|с|по|из|у|до)\s)?{_ASKING}\b", re.IGNORECASE)
_QUESTION_PHRASE = re.compile(
    rf"\b(?:(?:во?|на|за|к|с|по|из|у|до)\s)?{_ASKING}\b"
    r"(?:\s(?:числ\w+|год[уа]?|месяц\w*|дня|дат\w+|срок\w*|врем\w+|причин\w+|сумм\w+|цен\w+|образом"
    r"|күн\w*|жыл\w*|ай(?:да|ға|дың)?|мерзім\w*|уақыт\w*|сома\w*|date|day|year|time))?\b",
    re.IGNORECASE,
)
"""«До какого числа» asks, «числа» and all."""
_JOINT = re.compile(r",?\s+(?:и|а также|а|және|әрі|and)\s+|,\s+", re.IGNORECASE)
_AND = r"\s*(?:,|и|және|мен|пен|по|and)\s+(?:в\s|во\s)?"
_YEARS = re.compile(
    rf"(?P<one>(?:19|20)\d\d)(?:\s(?:год\w*|г\.|жыл\w*|ж\.))?{_AND}"
    r"(?P<other>(?:19|20)\d\d)(?P<word>\s(?:год\w*|гг?\.|жыл\w*|жж?\.))?",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"(?P<one>(?:в\s)?(?:19|20)\d\d\s(?:год\w*|г\.))\s(?:по сравнению с|против|относительно|к"
    r" уровню)\s(?P<other>(?:19|20)\d\d\s(?:год\w*|г\.))"
    r"|(?P<kk_other>(?:19|20)\d\d)\sжыл(?:мен салыстырғанда|ға қарағанда)\s"
    r"(?P<kk_one>(?:19|20)\d\d\sжыл\w*)",
    re.IGNORECASE,
)
"""Two years set against one another: the later one, and what it is compared with."""
_BY_HOW_MUCH = re.compile(
    r"\b(?:(?:на|во) сколько(?: раз)?|насколько)\s(?:вырос|увелич|сниз|сократ|упал|уменьш|измен"
    r"|подня)\w*|\s(?:өс(?:ті|кен)|артты|көбейді|азайды|төмендеді|ұлғайды)(?=\s*\??$)",
    re.IGNORECASE,
)
_DAYS = re.compile(
    rf"\b(?:со?\s)?(?P<one>\d{{1,2}}){_AND}(?P<other>\d{{1,2}})"
    r"(?P<word>\s[^\W\d_]+(?:\s(?:19|20)\d\d)?)",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(r"(?:скольк\w+|how (?:many|much))\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BETWEEN = re.compile(rf"{_AND}(?:что\s)?(?:в\s)?", re.IGNORECASE)


def split_question(
    words: str, operation: Operation | None
) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """The parts of a question, in order, and what is compared, one phrase for each part.

    Both are empty for a plain question; the second also where nothing is compared. Split are two
    questions joined by «и», two periods, and two things that are set beside one another.
    """
    texts, alternatives = find_alternatives(words, operation)
    if texts:
        return tuple(Part(text, text, measured=True) for text in texts), alternatives
    parts = _two_periods(words) or _two_clauses(words)
    return parts, ()


def _two_clauses(words: str) -> tuple[Part, ...]:
    body = words.rstrip(" ?")
    for joint in reversed(list(_JOINT.finditer(body))):
        first, second = body[: joint.start()], body[joint.end() :]
        if _QUESTION_WORD.search(first) and _QUESTION_WORD.search(second):
            tail = _shared_tail(first, second)
            if tail:
                return Part(f"{first}{tail}?", first), Part(f"{second}?", second)
            about = " ".join(_QUESTION_PHRASE.sub(" ", first).split())
            return Part(f"{first}?", first), Part(f"{second} – {about}?", second)
    return ()


def _shared_tail(first: str, second: str) -> str:
    """What both questions say at the end of the second, a space before it: of «сколько школ и
    сколько детских садов открыли в Абайском районе» all behind «садов»; empty where the first says
    more than what it counts.
    """
    if not first[_thing_end(first) :].strip(" ,"):
        end = _thing_end(second)
        return second[end:].rstrip(" ?") if 0 < end < len(second) else ""
    return ""


def _thing_end(clause: str) -> int:
    """Where the counted noun of a Russian or English clause ends; 0 where it begins otherwise."""
    asked = _HOW_MANY.match(clause.lstrip())
    if asked is None:
        return 0
    offset = len(clause) - len(clause.lstrip())
    for word in _WORD.finditer(clause.lstrip(), asked.end()):
        readings = russian.readings(word.group().lower())
        if not word.group().isascii() and not (readings and readings[0] & {"ADJF", "PRTF"}):
            is_noun = bool(readings) and any("NOUN" in reading for reading in readings[:2])
            return offset + word.end() if is_noun else 0
        if word.group().isascii():
            return offset + word.end()
    return 0


def _two_periods(words: str) -> tuple[Part, ...]:
    texts = _set_against(words) or next((texts for texts in _readings(words) if texts), ())
    return tuple(Part(text, text) for text in texts)


def _set_against(words: str) -> tuple[str, ...]:
    """«На сколько выросли налоги в 2023 году по сравнению с 2022 годом?»: the amount of each."""
    found = _AGAINST.search(words)
    if found is None:
        return ()
    in_kazakh = found["one"] is None
    one, other = (found["kk_one"] if in_kazakh else found["one"]), found["kk_other"]
    year = other if in_kazakh else re.sub(r"\D", "", found["other"])
    told = _YEAR.sub(year, one)
    bare = [f"{words[: found.start()]}{period}{words[found.end() :]}" for period in (one, told)]
    return tuple(_BY_HOW_MUCH.sub(" " if in_kazakh else "сколько", text) for text in bare)


_YEAR = re.compile(r"(?:19|20)\d\d")


def _readings(words: str) -> Iterator[tuple[str, ...]]:
    for pattern in (_YEARS, _DAYS):
        found = pattern.search(words)
        if found is not None and _is_date(found["one"] + (found["word"] or " год")):
            before, after, word = words[: found.start()], words[found.end() :], found["word"] or ""
            yield tuple(f"{before}{found[one]}{word}{after}" for one in ("one", "other"))
    mentions = find_dates(words)
    for one, other in zip(mentions, mentions[1:], strict=False):
        if _BETWEEN.fullmatch(words[one.end : other.start]):
            before, after = words[: one.start], words[other.end :]
            year = f" {other.year}" if one.year is None and other.year is not None else ""
            first = words[one.start : one.end] + year
            yield f"{before}{first}{after}", f"{before}{words[other.start : other.end]}{after}"


def _is_date(text: str) -> bool:
    return bool(find_dates(text.strip()))
