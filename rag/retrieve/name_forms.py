"""Puts the name of one place into the form that another has in a question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from rag.retrieve.kazakh_cases import Case, with_case
from rag.retrieve.slots import without_case
from rag.text import russian
from rag.types import Language

_ADJECTIVE = re.compile(r"(.*[сц]к)(ий|ая|ое|ого|ой|ому|им|ом|ую|ие|их|ими)$", re.IGNORECASE)
_CASES = MappingProxyType(
    {"ий": "nomn", "ого": "gent", "ому": "datv", "им": "ablt", "ом": "loct", "ая": "nomn"}
)
_FEMININE_CASES = MappingProxyType({"ая": "nomn", "ой": "loct", "ую": "accs"})
_NOUNS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "district": ("ауданы", "район", "district"),
        "region": ("облысы", "область", "region"),
        "city": ("қаласы", "город", "city"),
        "village": ("ауылы", "село", "village"),
        "okrug": ("округі", "округ", "okrug"),
        "microdistrict": ("шағын ауданы", "микрорайон", "microdistrict"),
        "street": ("көшесі", "улица", "street"),
        "reservoir": ("су қоймасы", "водохранилище", "reservoir"),
        "school": ("мектебі", "школа", "school"),
        "river": ("өзені", "река", "river"),
        "lake": ("көлі", "озеро", "lake"),
    }
)
"""Words for a kind of place in Kazakh (as one that belongs to a name), Russian and English."""
_WHERE = re.compile("[дт][ае]$")


def is_adjective(name: str) -> bool:
    """Whether a Russian name is an adjective made of another: «Медеуский»."""
    return _ADJECTIVE.match(name) is not None


def adjective_stem(name: str) -> str:
    """What all forms of a name that is an adjective begin with; the name when it is none.

    >>> adjective_stem("Кокпектинского"), adjective_stem("Тараз")
    ('Кокпектинск', 'Тараз')
    """
    adjective = _ADJECTIVE.match(name)
    return adjective[1] if adjective is not None else name


def alike(name: str, model: str, language: Language) -> str | None:
    """``name`` in the form of ``model``; None when one is an adjective and the other is not.

    >>> alike("Алмалинском", "Медеуского", "ru"), alike("Алмалыда", "Медеу", "kk")
    ('Алмалинского', 'Алмалы')
    """
    one, other = _ADJECTIVE.match(name), _ADJECTIVE.match(model)
    if (one is None) != (other is None):
        return None
    if one is not None and other is not None:
        return one[1] + other[2]
    return without_case(name) if language == "kk" else nominative(name)


def nominative(name: str) -> str:
    """A Russian name of a place as the dictionary has it; as it stands when it is in none.

    >>> nominative("Каскелене"), nominative("Кокжиек")
    ('Каскелен', 'Кокжиек')
    """
    for reading in russian.readings(name.lower()):
        if "Geox" in reading and "nomn" not in reading:
            form = russian.find_form(name.lower(), "nomn")
            return form[:1].upper() + form[1:] if form else name
    return name


def with_type(name: str, kind: str, language: Language, case: Case = "where") -> str:
    """A name and the word for its kind; in Kazakh in that case, in Russian in that of the name.

    >>> with_type("Алмалыда", "district", "kk"), with_type("Алмалинском", "district", "ru")
    ('Алмалы ауданында', 'Алмалинском районе')
    """
    if kind not in _NOUNS:
        return name
    kazakh, noun, english = _NOUNS[kind]
    if language == "kk":
        return with_case(f"{without_case(name)} {kazakh}", case, possessed=True)
    if language == "en":
        return f"{name} {english}"
    adjective = _ADJECTIVE.match(name)
    if adjective is None:
        return name
    ending = adjective[2].lower()
    cases = _FEMININE_CASES if noun.endswith(("а", "ь")) else _CASES
    return f"{name} {russian.find_form(noun, cases.get(ending, 'nomn')) or noun}"


def in_case_of(name: str, model: str, language: Language) -> str:
    """A name in the case of another: in Kazakh only where that says where something is.

    >>> in_case_of("Тараз", "Көкжарда", "kk"), in_case_of("Алмалыда", "Көкжарда", "kk")
    ('Таразда', 'Алмалыда')
    """
    if language != "kk":
        return name
    if not _WHERE.search(model) or _WHERE.search(name):
        return name
    return with_case(name, "where")
