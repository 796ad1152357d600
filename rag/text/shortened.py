"""Reads words that offices shorten: «кап. ремонт», «кол-во», «в р-не», «ж/д»."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rag.types import Language

Full = tuple[str, Language]
"""A word in full and its language."""


def _table(listed: str, language: Language) -> dict[str, Full]:
    words = listed.split()
    return {short: (full, language) for short, full in zip(words[::2], words[1::2], strict=True)}


_DOTTED: Mapping[str, Full] = {
    **_table(
        """кап капитальный тех технический мед медицинский соц социальный гос государственный
        ком коммунальный обл область респ республиканский докл докладчик отв ответственный
        образоват образовательный доп дополнительный осн основной отд отдел упр управление
        числ численность колич количество протяж протяженность стоим стоимость предпр предприятие
        учрежд учреждение орг организация бюдж бюджетный муз музыкальный спорт спортивный
        строит строительство сельхоз сельскохозяйственный иностр иностранный""",
        "ru",
    ),
    **_table("баянд баяндамашы орынб орынбасары мем мемлекеттік әлеум әлеуметтік", "kk"),
}
_SLASHED: Mapping[str, Full] = {
    **_table(
        """с/х сельскохозяйственный ж/д железнодорожный а/д автодорога а/м автомобиль з/п зарплата
        д/с детсад м/р микрорайон""",
        "ru",
    ),
    **_table("ш/а ықшамаудан", "kk"),
}
_HYPHENED: Mapping[str, Full] = _table(
    """р-н район кол-в количество пр-т проспект пр-в производство произ-в производство з-д завод
    ф-к фабрика хоз-в хозяйство стр-в строительство мкр-н микрорайон""",
    "ru",
)
_STEM = re.compile("|".join(_HYPHENED))
_LONGEST_ENDING = 3
_LOCALITY = re.compile(r"\. ?п(?:ункт|\.)")


def full_word(short: str, following: str) -> Full | None:
    """What a lower-case shortened word stands for; None for any other word.

    ``following`` is the text behind it: some are shortened only before a full stop.

    >>> full_word("кап", ". ремонт"), full_word("р-не", " города"), full_word("нас", ". Пункт 5")
    (('капитальный', 'ru'), ('район', 'ru'), None)
    """
    if following.startswith("."):
        if short == "нас":  # «…у нас. Завтра…» is no shortened word
            return ("населенный", "ru") if _LOCALITY.match(following) else None
        return _DOTTED.get(short)
    if "/" in short:
        return _SLASHED.get(short)
    stem = _STEM.match(short) if "-" in short else None
    ends = stem is not None and len(short) - stem.end() <= _LONGEST_ENDING
    return _HYPHENED[stem.group()] if stem is not None and ends else None
