"""What the lines at the head of a file are: a title that goes on, who took part."""

from __future__ import annotations

import re

from rag.text import russian

_ADJECTIVE = re.compile(r"[^\W\d_]{3,}(?:ого|его|ской|цкой|ских|цких)", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:туралы|жөнінде(?:гі)?|бойынша|алдындағы|арналған|[нтд][ыі]ң)$", re.IGNORECASE
)
_GENITIVE = re.compile(r"[нтд][ыі]ң$", re.IGNORECASE)
_NUMBERED = re.compile(r"№\s*\d+\s+[^\W\d_]+$")
"""«… кеңестің» is followed by the number and kind of its paper: «№ 7 хаттамасы»."""
_ATTENDANCE = re.compile(
    r"(?:председател\w*|секретар\w*|присутств\w*|отсутств\w*|приглаш\w*|участв\w*|төраға\w*"
    r"|хатшы\w*|қатыс\w*|шақырыл\w*)[\s/\w]{0,40}:",
    re.IGNORECASE,
)
_MAX_WORDS_AFTER = 4
"""«… туралы» is followed by what kind of paper it is: «Ақпараттық есеп»."""


def is_attendance(line: str) -> bool:
    """Whether a line of minutes says who took part: «Председательствовал: аким района Иванов»."""
    return bool(_ATTENDANCE.match(line))


def completes(first: str, second: str) -> bool:
    """Whether a title of two lines is meant, though the second begins with a capital.

    Russian goes on with a genitive: «Отчёт о выполнении», «Плана развития района»; Kazakh has the
    kind of paper last: «… қорытындысы туралы», «АҚПАРАТТЫҚ ЕСЕП».

    >>> completes("ПАСПОРТ", "Талдысайского района"), completes("Паспорт", "Общие сведения")
    (True, False)
    """
    words = second.split()
    if _NUMBERED.match(second):
        return _GENITIVE.search(first.rstrip()) is not None
    if not words or not words[0].isalpha():
        return False
    if _ABOUT.search(first.rstrip()):
        return len(words) <= _MAX_WORDS_AFTER
    return _is_genitive(words[0].lower())


def _is_genitive(word: str) -> bool:
    """Whether a Russian word is a genitive and can be no nominative."""
    if not russian.is_known(word):
        return _ADJECTIVE.fullmatch(word) is not None
    readings = russian.readings(word)
    return any("gent" in reading for reading in readings) and not any(
        mark in reading for reading in readings for mark in ("nomn", "VERB", "PREP", "CONJ")
    )
