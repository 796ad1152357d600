"""The words that a question is about: those its question word asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.text.analyse import Token

_QUESTION_WORD = re.compile(
    r"\b(?:сколько|скольким\w*|как(?:ова|ов|ово|овы|ой|ая|ое|ие|ую|им|ого|ому|их)|котор\w+|кто|кого"
    r"|кем|кому|чем|где|куда|когда|почему|зачем|қанша\w*|неше\w*|қандай|қай\w*|кім\w*|қашан|қайда\w*"
    r"|неге|how (?:many|much|long)|which|what|who\w*|when|where|why)\b",
    re.IGNORECASE,
)
N_FOCUS = 2
"""Content words taken: «доля казахов», «су құбыры»."""


def focus(question: str, tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The first content words behind the question word, at most N_FOCUS.

    Kazakh may ask last («халқы қанша?»): with nothing behind it, those before it count. Without a
    question word, all words.
    """
    asked = _QUESTION_WORD.search(question)
    if asked is None:
        return tuple(tokens)
    behind = [token for token in tokens if token.start >= asked.end()]
    if behind:
        return tuple(behind[:N_FOCUS])
    return tuple([token for token in tokens if token.start < asked.start()][-N_FOCUS:])
