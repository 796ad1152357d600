"""Whether a text tells what was done where a plan or need is asked for, or the other way round."""

from __future__ import annotations

import re

from rag.compose.columns import column_roles
from rag.compose.rows import say_row
from rag.text import russian
from rag.types import FIGURE_KINDS, Evidence, Query

_ASKED = re.compile(
    r"\b(?:за)?планир\w+|\bплан(?=\W*$)|\b(?:по|на) план[уе]\b|\bпланов(?:ый|ая|ое)\b"
    r"|\bнамеча\w+|\bнамерен\w*|\bнадо\b|\bнуж(?:но|ен|на|ны)\b|\bтребуется\b|\bпотребност\w*"
    r"|\bжоспарлан\w*|\bжоспар\w*(?=\W*$)|\bжоспар бойынша\b|\bкөздел\w*|\bқажет\w*|\bкерек\b"
    r"|\bкако[йв]\b[^?]{0,12}\bплан\b|\bплан\b(?= (?:на|стоял|был)\b)"
    r"|\bжоспары?(?= (?:қанша|қандай)\b)"
    r"|\bplanned\b|\bneed(?:ed|s)?\b",
    re.IGNORECASE,
)
_OF_PLANS = frozenset({*FIGURE_KINDS, "other", "place", "list"})
"""Kinds of answer that a plan tells otherwise than what came of it."""
_CALLED_PLAN = re.compile(r"\bплан|жоспар|\bplan", re.IGNORECASE)
_ASKED_DONE = re.compile(
    r"испол[нм]|выполн|\bфакт|достиг|сдела|осво[еи]|\bне хват|орында|нақты|игеріл|actual",
    re.IGNORECASE,
)
_INTENDED = re.compile(
    r"план|прогноз|намеч|намер|предусм|предпол|\bцел[ьией]|\bдолж[ен]|\bбуд[еу]т|предсто|потребн"
    r"|требу|необход|\bнуж[енд]|\bнадо\b|не ?хват|дефицит|недост|рассчит|подлеж|ожида"
    r"|жоспар|болжам|көздел|\bболады|\bтиіс|күтіл|қажет|керек|мұқтаж|жетісп|жетпе|тапшы|нысанал"
    r"|мақсат|\bplan|\bneed|\btarget|\bwill\b|\bshould\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_AHEAD = frozenset({"futr", "impr", "INFN"})
_KAZAKH_DONE = re.compile(
    r"[^\W\d_]{2,}(?<![аейи])(?:ды|ді|ты|ті)(?=\s*[.,;!?]|\s*$)", re.IGNORECASE
)
"""A verb of the past at the end of its clause: «жөндеуден өтті», not «салынады»."""


_ASKED_FACT = re.compile(
    r"\bфактическ\w*|\bпо факту\b|\bфакт(?=\W*$)|\bреально\b|\bіс жүзінде\b|\bнақты(?=\W*$)"
    r"|\bactually\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\bплан|заплан|прогноз|намеч|предусм|\bбуд[еу]т\b|жоспар|болжам|көздел|\bplan|\bwill\b",
    re.IGNORECASE,
)


def tells_done(query: Query, item: Evidence) -> bool:
    """Whether a figure that was planned or is needed is asked for, and the evidence says only what
    was done.

    «Сколько км планировали отремонтировать?» is not answered by «отремонтировано 18 км», nor by
    the figure of a table in which nothing is called a plan, nor of one where another column is.
    """
    if query.kind not in _OF_PLANS or query.parts:
        return False
    if not _ASKED.search(query.text) or _ASKED_DONE.search(query.text):
        return False
    text = _told(query, item)
    if _INTENDED.search(text):
        return False
    whole = _CALLED_PLAN.search(query.text) is not None and _is_whole_row(item)
    if whole and _has_plans(item):
        return True
    if _INTENDED.search(" ".join(_headings(item))):
        return False
    return whole or _says_done(text)


def tells_planned(query: Query, item: Evidence) -> bool:
    """The other way round: whether it is asked for what there was in fact, and only a plan told."""
    if query.kind not in FIGURE_KINDS or query.parts or not _ASKED_FACT.search(query.text):
        return False
    text = _told(query, item)
    if _ASKED_DONE.search(text) or not _PLANNED.search(text):
        return False
    return not _says_past(text)


def _told(query: Query, item: Evidence) -> str:
    """What would be said of the evidence: of a row the columns that are asked for."""
    document = item.hit.document
    source = document.paragraphs[item.unit.paragraph]
    if source.row is not None and _is_whole_row(item):
        return say_row(source.row, query, source.language)
    return document.text[item.unit.start : item.unit.end]


def _is_whole_row(item: Evidence) -> bool:
    source = item.hit.document.paragraphs[item.unit.paragraph]
    return source.row is not None and (item.unit.start, item.unit.end) == (source.start, source.end)


def _has_plans(item: Evidence) -> bool:
    """Whether a column of the row's table is that of plans."""
    row = item.hit.document.paragraphs[item.unit.paragraph].row
    return row is not None and "plan" in column_roles(row)


def _headings(item: Evidence) -> tuple[str, ...]:
    document = item.hit.document
    source = document.paragraphs[item.unit.paragraph]
    table = (source.row.table,) if source.row is not None else ()
    return (*document.sections[source.section].path, *table, document.title)


def _says_done(text: str) -> bool:
    marks = _readings(text)
    return not any(mark & _AHEAD for mark in marks) and _says_past(text)


def _says_past(text: str) -> bool:
    done = any("past" in mark and mark & {"VERB", "PRTS"} for mark in _readings(text))
    return done or bool(_KAZAKH_DONE.search(text))


def _readings(text: str) -> list[frozenset[str]]:
    """The likeliest reading of every Russian word of a text."""
    known = [word for word in _WORD.findall(text.lower()) if russian.is_known(word)]
    return [reading for word in known for reading in russian.readings(word)[:1]]
