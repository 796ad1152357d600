"""Tells whether a question wants a yes or no, all of something, or something worked out."""

from __future__ import annotations

import re

from rag.types import Operation

_POLAR = re.compile(
    r"\bли\b|\b(?:ма|ме|ба|бе|па|пе)\s*\?*$"
    r"|^(?:is|are|was|were|did|does|do|has|have|had|will|can)\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\bкак(?:ие|их|ими)\b|\bпо каким\b|\bчто (?:нужно|требуется|входит|включает|содержит"
    r"|указывают?)\b"
    r"|\bчто долж(?:ен|на|но|ны) (?:содержать|включать|быть)\b|\bкімдер\w*"
    r"|\bперечисл\w*|\bсписок\b|\bназовите\b"
    r"|\bчто (?:было )?поруч\w+|\bне тапсыр\w+"
    r"|\bқай\b.{0,40}(?:лар|лер|дар|дер|тар|тер)(?:ы|і|да|де|ға|ге|дың|дің|ді|ды)?\b"
    r"|\bқандай\b.*(?:лар|лер|дар|дер|тар|тер)\w*\b|\bқандай\b.*\bтүр|\bқандай\b.*\bбар\b"
    r"|\bтізім\w*|\bатаңыз\w*|\bатап\b|\blist\b|\bname (?:all|the)\b"
    r"|\bwh(?:ich|at) (?!(?:is|was|has|does|this)\b)\w+s\b",
    re.IGNORECASE,
)
# The first that fits; «самый низкий» is found before «самый».
_OPERATIONS: tuple[tuple[Operation, str], ...] = (
    (
        "difference",
        r"\b(?:на|во) сколько\b.*\b(?:больше|меньше|выше|ниже|дороже|дешевле|длиннее|короче"
        r"|вырос|увелич|сниз|сократ|упал|уменьш|измен|отлич|превы)\w*|\bразниц\w*"
        r"|\bқанша\w*\b.*\b(?:артық|кем|асып|өс(?:ті|кен)|төменде|азай|көбей|ұлғай)\w*|\bайырма\w*"
        r"|\bқарағанда\b.*\bқанша|\bhow (?:much|many) (?:more|less|fewer|higher|lower)\b"
        r"|\bdifference\b",
    ),
    (
        "sum",
        r"\bвместе\b|\bв сумме\b|\bсуммарн\w*|\bв общей сложности\b|\bсколько всего\b"
        r"|\bобщ(?:ая|ую|ей) сумм\w*|\bбарлығы қанша\b|\bжиын[ыт]\w*|\bқосқанда\b|\bжалпы сома\w*"
        r"|\b(?:in total|together|altogether)\b",
    ),
    (
        "least",
        r"\b(?:меньше|хуже|ниже|короче|дешевле) (?:всего|всех)\b|\bнаименьш\w*|\bминимальн\w*"
        r"|\bсам\w+ (?:низк|мал|коротк|деш|маленьк|плох|худш|слаб)\w*"
        r"|\bең (?:аз|төмен|кіші|қысқа|арзан|кем|нашар)\w*"
        r"|\b(?:least|lowest|smallest|fewest|shortest|cheapest|worst)\b"
        r"|\b(?:где|как\w+|кто|кого|что) (?:\w+ ){0,4}меньше\b"
        r"|\bқай\w* .*\b(?:аз|кем)\b",
    ),
    (
        "most",
        r"\b(?:больше|лучше|выше|длиннее|дороже|чаще) (?:всего|всех)\b|\bнаибольш\w*"
        r"|\bмаксимальн\w*|\bкрупнейш\w*"
        r"|\bсам(?:ый|ая|ое|ые|ую|ого|ой|ом|ым|ых)\b"
        r"|\bең (?:көп|жоғары|үлкен|ұзын|қымбат|ірі|биік|артық|жақсы)\w*"
        r"|\b(?:most|largest|highest|biggest|longest|greatest|best)\b"
        r"|\b(?:где|как\w+|кто|кого|что) (?:[\w,]+ ){0,6}(?:больше|выше|дороже|длиннее)\b"
        r"|\bқай\w* .*\b(?:көп|артық|жоғары|үлкен)\b|\b(?:which|where|who)\b.*\bmore\b",
    ),
    (
        "count",
        r"\bскольк\w*\b|\bколичеств\w*|\bчисло\b|\bнеше\w*|\bқанша\w*|\bhow many\b|\bnumber of\b",
    ),
)
_COMPILED = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _OPERATIONS)

_JUDGED = re.compile(
    r"\b(?:хуже|худш|лучше|лучш|плох|слаб|нашар|жақсы|worst|best)\w*", re.IGNORECASE
)
_WORSE_WHEN_MORE = re.compile(
    r"безработ|долг|задолж|преступ|авари|порыв|потер|заболе|износ|смертн|нарушен|жалоб|отход|отстав"
    r"|дефицит|жұмыссыз|қарыз|берешек|қылмыс|апат|шығын|аурушаң|тозу|өлім|бұзушылық|шағым|қалдық"
    r"|unemploy|debt|crime|accident|loss|waste",
    re.IGNORECASE,
)
"""Measures of which the greatest figure is the worst one."""


def is_polar(question: str) -> bool:
    """Whether the question can be answered by yes or no."""
    return bool(_POLAR.search(question.strip()))


def asks_for_all(question: str) -> bool:
    """Whether all items of something are asked for."""
    return bool(_ALL.search(question))


def find_operation(question: str) -> Operation | None:
    """What the question may want worked out, None when its words ask for nothing of the kind.

    "count" is any question for a number of things: whether rows have to be counted for it is seen
    where the evidence is known.
    """
    name = next((name for name, pattern in _COMPILED if pattern.search(question)), None)
    judged = _JUDGED.search(question) and _WORSE_WHEN_MORE.search(question)
    if name in ("most", "least") and judged:
        return "least" if name == "most" else "most"
    return name
