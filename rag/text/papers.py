"""Knows the words that papers of an administration are called by in their heads."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PAPER = re.compile(
    r"(?:№\s*\d+\s+)?\b(?:ПРОТОКОЛ|ОТЧ[ЕЁ]Т|ИНФОРМАЦИ|СПРАВК|ПОСТАНОВЛЕНИ|РЕШЕНИ|ПРИКАЗ|РАСПОРЯЖЕНИ"
    r"|ПЛАН|ПАСПОРТ|ПРОГРАММ|ХАТТАМА|ЕСЕ[ПБ]|АҚПАРАТ|АНЫҚТАМА|ҚАУЛЫ|ШЕШІМ|БҰЙРЫ[ҚҒ]|ӨКІМ[^І]|ЖОСПАР"
    r"|БАҒДАРЛАМА)"
)
_OFFICE = re.compile(
    r"(?:(?:КГУ|ГУ|РГУ|ГККП|КГП|КММ|ММ|РММ)\s+[«\"]|(?:Управление|Департамент|Отдел|Аппарат|Акимат"
    r"|Министерство|Комитет)\b)"
    r"|.*\b(?:маслихат|акимат|мәслихаты|әкімдігі|басқармасы|бөлімі|департаменті|министрлігі|аппараты)"
    r"[»\"]?(?:\s+(?:КММ|ММ|РММ))?$",
    re.IGNORECASE,
)


def is_letterhead(lines: Sequence[str]) -> bool:
    """Whether the first of two lines names an office, in capitals or as offices are called, and
    the second its paper.

    >>> is_letterhead(["АКИМАТ КОКТАЛЬСКОГО РАЙОНА", "ПРОТОКОЛ № 9 совещания"])
    True
    >>> is_letterhead(["ПАСПОРТ РАЙОНА", "ОТЧЕТ"])
    False
    """
    if len(lines) < 2 or not (lines[0].isupper() or _OFFICE.match(lines[0])):
        return False
    return bool(_PAPER.match(lines[1])) and not _PAPER.search(lines[0])
