"""Whether a text speaks of another head, or of who holds another post, than is asked about."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from rag.text.place_types import AREAS, place_type

_OFFICE = re.compile(
    r"\b(?:аким|глава|руководитель)\w{0,3} (?:[^\W\d_]+(?:ого|ой|его|ей) ){0,2}(?P<ru>[^\W\d_]+)"
    r"|\b(?P<kk>[^\W\d_]+)(?: \([^()]*\))? әкім\w*",
    re.IGNORECASE,
)
_POSTS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "head": r"\bдиректор|\bруководител|\bначальни|\bзаведующ|\bглавврач|\bглавн\w+ врач"
        r"|\bбасшы|\bбастық|\bбастығ|\bмеңгеруш"
        r"|\bжетекші|\bбас дәрігер|\bhead\b|\bdirector|\bprincipal",
        "akim": r"\bаким(?!ат)|\bәкім(?!дік|шілік|діг|шілі)|\bakim\b",
        "chairman": r"\bпредседател|\bтөраға|\bchairm?",
        "deputy": r"\bзаместител|\bзам\b|\bорынбасар|\bdeputy",
        "coach": r"\bтренер|\bжаттықтырушы|\bбапкер|\bcoach",
        "minister": r"\bминистр(?!л|ств)|\bминистр\b|\bminister",
        "rector": r"\bректор|\brector",
        "accountant": r"\bбухгалтер|\bесепші|\baccountant",
        "architect": r"\bархитектор|\bсәулетші|\barchitect",
    }.items()
}
_LEADS = re.compile(
    r"\bруковод|\bвозглав|\bво главе\b|\bглав[аыу]\b|\bбасқарад|\bбасқарып|\bбасқарған"
    r"|\bжетекшілік|\bheads?\b|\bleads?\b",
    re.IGNORECASE,
)
_ASKED_LEAD = re.compile(
    r"\bруководит\b|\bвозглав(?:ит|ляет)\b|\bстоит во главе\b|\bбасқарады|\bбасқарып"
    r"|\bжетекшілік етеді|\bheads\b|\bleads\b",
    re.IGNORECASE,
)
"""Of an office that is there, not of a battle that was."""
_MET = re.compile(
    r"\b(?:с|со|к|ко|от|при|перед|о|об)\s+(?:[^\W\d_]+(?:ым|им|ого|его|ому|ему|ом|ем)\s+)?"
    r"(?:аким|глав|директор|министр|председател|руководител)[а-я]*"
    r"|\b(?:встреч|при[её]м|выступлени|поручени|доклад|отч[её]т|визит|поездк|обращени)[а-яё]*\s+"
    r"(?:аким|глав|директор|министр|председател|руководител|президент)(?:а|ы|я)\b"
    r"|(?:әкім|басшы|директор|министр|төраға|президент)н?[іы]ң\s+(?:кездесу|қабылдау|баяндама|есеб"
    r"|сапар|тапсырма)"
    r"|(?:әкім|басшы|директор|министр|төраға)[^\W\d_]{0,5}(?:мен|бен|пен|[гқ]а|[гк]е|[дн]ен|[дн]ан)\b",
    re.IGNORECASE,
)
"""«Модератор встречи с акимом» asks for no akim."""
_OF_DEPUTY = re.compile(
    r"\b(?:заместител\w*|зам\.?)\s+[^\W\d_]+(?:а|я|ого|ей|ой)\b"
    r"|[^\W\d_]+(?:[дтн][ыі]ң)\s+(?:[^\W\d_]+\s+)?(?=орынбасар)",
    re.IGNORECASE,
)
"""Whose deputy somebody is: «заместитель директора», «әкімнің орынбасары»."""


def other_office(question: str, text: str) -> bool:
    """Whether both name heads of areas, and no kind of area is the same.

    >>> other_office("Қала әкімі кім?", "Аким района – А. Сериков")
    True
    >>> other_office("Кто аким района?", "Аким района – А. Сериков")
    False
    """
    return _are_others(_kinds, question, text)


@lru_cache(maxsize=4_000)
def _kinds(text: str) -> frozenset[str]:
    found = (place_type((m["ru"] or m["kk"]).lower()) for m in _OFFICE.finditer(text))
    return frozenset(what.kind for what in found if what is not None and what.kind in AREAS)


def other_post(question: str, text: str) -> bool:
    """Whether both name posts, and none is the same; a deputy is not whom he stands in for.

    >>> other_post("Кто директор школы?", "Собрание вёл председатель совета С. Омаров.")
    True
    >>> other_post("Кто директор школы?", "Руководитель школы – С. Омаров.")
    False
    """
    question = _MET.sub(" ", question)
    if _ASKED_LEAD.search(question) and not _posts_of(question) and not _LEADS.search(text):
        return not _posts_of(text)  # who leads an office is called by a post
    if "deputy" in _posts_of(question) and "deputy" not in _posts_of(text) and _posts_of(text):
        return True  # «Кто у акима заместитель?» is not answered by the akim.
    return _are_others(_posts_of, question, text) or _are_others(
        _posts_beside_names, question, text
    )


_OF_PEOPLE = re.compile(
    r"\bзовут\b|\bаты-?жөні|\bфамили|\bимя\b|\bавтор|\bтренер|\bврач|\bдәрігер|\bучител|\bмұғалім"
    r"|\bжаттықтырушы|\bспортсмен|\bветеран|\bдепутат|\bпрезидент|\bминистр\b|\bглав[аыу]\b"
    r"|\bпобедител|\bжеңімпаз|\bродил|\bнагради|\bназначен|\bтағайынд|\bжитель|\bтұрғын",
    re.IGNORECASE,
)


_NAMED = re.compile(
    r"(?:[А-ЯЁӘҒҚҢӨҰҮҺІ]\.\s?){1,2}[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]+"
    r"|[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]+\s+(?:[А-ЯЁӘҒҚҢӨҰҮҺІ]\.\s?){1,2}"
    r"|(?:[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]+\s+){1,2}[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]+"
)
_REACH = 60
_CLAUSE_END = re.compile(r"[.;!?:](?=\s)|\n")


@lru_cache(maxsize=4_000)
def _posts_beside_names(text: str) -> frozenset[str]:
    """The posts that stand right before somebody's name; of a question, those it names. Empty
    where a name has none."""
    spans = [name.span() for name in _NAMED.finditer(text)]
    if not spans:
        return _posts_of(text)
    before = (_CLAUSE_END.split(text[max(0, start - _REACH) : start])[-1] for start, _ in spans)
    posts = [_posts_of(words) for words in before]
    return frozenset().union(*posts) if all(posts) else frozenset()


def names_post(question: str) -> bool:
    """Whether a question for somebody says that it is a person: by a post, a trade, a name.

    >>> names_post("Кто директор школы?"), names_post("Кто построит мост?")
    (True, False)
    """
    return bool(_posts_of(question)) or _OF_PEOPLE.search(question) is not None


def _are_others(named: Callable[[str], frozenset[str]], question: str, text: str) -> bool:
    """Whether both name something of a sort, and nothing that is the same."""
    asked = named(question)
    said = named(text) if asked else asked
    return bool(asked and said) and asked.isdisjoint(said)


@lru_cache(maxsize=4_000)
def _posts_of(text: str) -> frozenset[str]:
    plain = _OF_DEPUTY.sub(lambda found: _deputy_alone(found.group()), text)
    return frozenset(name for name, pattern in _POSTS.items() if pattern.search(plain))


def _deputy_alone(words: str) -> str:
    return words.split()[0] if _POSTS["deputy"].match(words) else " "
