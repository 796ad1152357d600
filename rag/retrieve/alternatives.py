"""Finds the two things that a question sets beside one another."""

from __future__ import annotations

import re

from rag.retrieve.slots import without_case
from rag.types import Operation

_OR = re.compile(r",?\s+(?:или(?! нет\b)|әлде(?! жоқ)|немесе|or(?! not\b)|vs\.?)\s+", re.IGNORECASE)
_BESIDE = re.compile(r"\s+(?:и|мен|пен|бен|және|and)\s+", re.IGNORECASE)
# Words that tell that two things are meant, not one with a double name.
_TWO = re.compile(
    r"\b(?:район|город|област|округ|сел|посёлк|поселк|школ|больниц)(?:ах|ов|ях|ей|ам|ами|ы)\b"
    r"|\w(?:дар|дер|тар|тер|лар|лер)(?:ын|ін|ы|і|да|де|ға|ге|ның|нің)\w*\b"
    r"|\bотлича\w*|\bсравн\w*|\bқайсы\w*|\bвместе\b|\bқосқанда\b|\bтой же\b"
    r"|\b(?:больше|меньше|выше|ниже)\b|\bdistricts\b|\bcities\b",
    re.IGNORECASE,
)
_GAP = re.compile(r"\s+(?=[?,])")
_MORE = re.compile(r"\s(?:артық|кем|көп|аз)(?=\s*\??$)")
_THAN = re.compile(r"(?P<other>[^\W\d_]+)\s+қарағанда,?\s+|,?\s+чем\s+(?P<than>[^?]+)")
_NAME = re.compile(r"(?:«[^»]+»|[А-ЯӘҒҚҢӨҰҮҺІЁA-Z][\w-]+)")
_LAST_NAME = re.compile(rf"{_NAME.pattern}$")
_LAST_WORD = re.compile(r"[\w-]+$")
_RUSSIAN_PLURAL = re.compile(r"\b(район|округ|город|сел|посёлк|област)(?:ах|ях)\b", re.IGNORECASE)
_KAZAKH_PLURAL = re.compile(
    r"\b(аудан|округ|қала|ауыл|облыс)(?:дар|тар|лар|дер|тер|лер)(?=[ыі])", re.IGNORECASE
)
# Words that compare find nothing where only one of the two things is spoken of.
_COMPARING = tuple(
    (re.compile(pattern, re.IGNORECASE), instead)
    for pattern, instead in (
        (
            r"^(?:где(?: сто(?:ит|ят))?|чей|у кого|в как\w+ из \w+|как\w+ из \w+)\b"
            r"(?=.*\b(?:больше|меньше)\b)",
            "сколько",
        ),
        (r"\b(?:больше|меньше|выше|ниже|дороже|дешевле|вместе|в сумме)\b(?! все)", ""),
        (r"\b(?:(?:на|во) сколько(?: раз)?|насколько)\b", "сколько"),
        (r"\bқайсысы\w*|:(?= )", ""),
        (r"\b(?:көп|аз|артық|көбірек|азырақ)\b(?=\s*\??$)", "қанша"),
        (r"\bwhere are there more\b|\bwhich (?:\w+ )?has more\b", "how many"),
    )
)
_TYPED = (
    rf"(?P<lead>(?:во?|на|у|из)\s)?(?P<name>{_NAME.pattern})"
    r"(?P<type>\s(?:район|город|округ|област|сел|пос[её]л|школ|больниц)[^\W\d_]*)?"
)
_THING = re.compile(_TYPED)
_PREPOSITION = re.compile(r"(?:во?|на|у|из|с|к|по|in|at|on|for)\s", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,?:;]|$")


def find_alternatives(
    words: str, operation: Operation | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The question asked of each of the two things, and the two phrases; both empty for none.

    «Где больше жителей: в Абайском или в Алатауском районе?» asks «… в Абайском районе?» and «… в
    Алатауском районе?».
    """
    joint = next((m for m in _OR.finditer(words) if operation or _joins_names(words, m)), None)
    if joint is None and (
        operation in ("most", "least", "difference", "sum") or _TWO.search(words)
    ):
        joint = next((m for m in _BESIDE.finditer(words) if _joins_names(words, m)), None)
        if joint is None and operation == "sum":
            joint = _BESIDE.search(words)
    if joint is None:
        return _than(words)
    found = _phrases(words, joint)
    if found is None:
        return (), ()
    start, one, other, tail, end = found
    phrases = (one + tail, other + tail)
    return tuple(_of_one(f"{words[:start]}{phrase}{words[end:]}") for phrase in phrases), phrases


def _of_one(words: str) -> str:
    """The question as it is asked of one thing: for its number, and in the singular."""
    for pattern, instead in _COMPARING:
        words = pattern.sub(instead, words)
    words = _KAZAKH_PLURAL.sub(r"\1", _RUSSIAN_PLURAL.sub(r"\1е", words))
    return _GAP.sub("", " ".join(words.split()))


def _joins_names(words: str, joint: re.Match[str]) -> bool:
    after = _PREPOSITION.sub("", words[joint.end() :], count=1)
    return bool(_LAST_NAME.search(words[: joint.start()]) and _NAME.match(after))


def _phrases(words: str, joint: re.Match[str]) -> tuple[int, str, str, str, int] | None:
    """Where the first phrase starts, both phrases, what they share, and where the second ends."""
    before, after = words[: joint.start()], words[joint.end() :]
    preposition = _PREPOSITION.match(after)
    begin = before.rfind(f" {preposition[0]}") + 1 if preposition else 0
    if preposition and begin > 0:
        other = after[: _end_of_clause(after)]
        one = before[begin:]
        tail = _shared(one.split(), other.split())
        return begin, one, other.removesuffix(tail), tail, joint.end() + len(other)
    first = _LAST_NAME.search(before) or _LAST_WORD.search(before)
    second = _NAME.match(after) or re.match(r"[\w-]+", after)
    if first is None or second is None:
        return None
    return first.start(), first[0], second[0], "", joint.end() + second.end()


def _shared(one: list[str], other: list[str]) -> str:
    """What the second phrase has behind as many words as the first one has."""
    rest = other[len(one) :]
    return f" {' '.join(rest)}" if rest and rest[0][:1].islower() else ""


def _end_of_clause(text: str) -> int:
    found = _CLAUSE_END.search(text)
    assert found is not None
    return found.start()


def _than(words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = _THAN.search(words)
    if found is None:
        return (), ()
    before, rest = words[: found.start()], words[found.end() :]
    if found["other"] is None:
        return _russian_than(before, found["than"], rest)
    names = list(_NAME.finditer(before))
    if not names or not _NAME.match(found["other"]):
        return (), ()
    one, other = names[-1], without_case(found["other"])
    texts = (f"{before}{rest}", f"{before[: one.start()]}{other}{before[one.end() :]}{rest}")
    return tuple(_MORE.sub("", text) for text in texts), (one[0], other)


def _russian_than(before: str, than: str, rest: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """«… в Абайском районе больше, чем в Алатауском»: the second thing in the first one's place,
    with its type where it has none of its own."""
    ones = [thing for thing in _THING.finditer(before) if thing.start("name")]
    other = _THING.match(than)
    if not ones or other is None:
        return (), ()
    one = ones[-1]
    kind = one["type"] or other["type"] or ""
    # «в городе Кокжар …, чем в Актереке»: the first one's preposition stands before its type.
    lead = other["lead"] or "" if one["lead"] else ""
    phrases = (
        f"{one['lead'] or ''}{one['name']}{one['type'] or kind}",
        f"{lead}{other['name']}{other['type'] or kind}",
    )
    behind = f"{before[one.end() :]}{than[other.end() :]}{rest}"
    return tuple(_of_one(f"{before[: one.start()]}{phrase}{behind}") for phrase in phrases), phrases
