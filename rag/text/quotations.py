"""Leaves out what stands in quotation marks: names of companies, contests and programmes."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"«[^«»]*»|\"[^\"]*\"|“[^”]*”")


def unquoted(text: str) -> str:
    """``text`` with spaces for quotations and their marks, as long as it was.

    >>> unquoted("ТОО «Тараз» в Таразе")
    'ТОО         в Таразе'
    """
    return _QUOTED.sub(lambda quoted: " " * len(quoted.group()), text)
