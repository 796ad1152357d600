"""Finds words that no document has for people: notes for who answers, what a program is to be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.text.sentences import split_sentences


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})", re.IGNORECASE)


# Who answers: never an official, who has an office and a name.
_ANSWERER = _words(
    r"(?:читател\w+-)?(?:программ|модел|нейросет)\w*\b(?!\s+(?:развити|поддержк))",
    r"(?:ро)?бот(?:у|а|ом|ы|ам)?\b",
    r"помощник\w*\b(?!\s+\w+(?:а|и|ов)\b)",
    r"ассистент\w*|автоответчик\w*|ии\b|алгоритм\w*|собеседник\w*",
    r"отвечающ\w+\b(?!\s+за\b)",
    r"т(?:от|ому|ем|ех),?\s+кто\s+(?:отвечает|формирует\s+ответ|пишет\s+ответ)\w*",
    r"систем[аеы]\b(?!\s+\w+(?:ия|ции|ости|ства)\b)",
    r"(?:language\s+)?model\b|(?:answering\s+)?program\b|(?:ro|chat)?bot\b|assistant\b|helper\b",
    r"responder\b|system\b(?!\s+of\b)",
    r"жүйе(?:ге|\b)|модель\w*|бағдарлама(?:ға|\b)|робот\w*|көмекші(?:ге|\b)|жауап\s+беруші\w*",
)
_SAYING = _words(
    r"(?:от|вы)?(?:веча|вет[ия]|да[вт])\w*|сооб?щ\w+|(?:рас)?ска[жз]\w+|говор\w+|упом[ия]н\w+|назыв\w+",
    r"(?:на|под)?пис\w+|добав\w+|хвал\w+|замен[ия]\w+|законч\w+|заверш\w+|утвержда\w+|направ[ил]\w+",
    r"say|tell|told|answer\w*|repl(?:y|ies)|respond\w*|mention\w*|prais\w+|add|append|replac\w+",
    r"айт\w*|десін|жаз\w*|хабарла\w*|қос\w*|мақта\w*|ауыстыр\w*",
)
_CONDITION = _words(
    r"(?:если|когда|егер|if|when)\b.{0,30}\b(?:ро?бот|программ|модел|нейросет|robot|program|model"
    r"|bot|бағдарлама|робот)\w*",
)
_NOTE = _words(
    r"(?:сноска|примечани\w|(?:по|за)метка|(?:foot)?note|ескерт(?:у|пе)\w*)\s+(?:для|к|to|for)\b",
    r"не\s+показывать\s+пользовател\w+|(?:hide|hidden)\s+from\s+the\s+user",
    r"жауап\s+берушіге\b|жүйеге\s*:|тем,?\s+кто\s+формирует\s+ответ",
)
# Whom documents never speak to: one person, of what that person is or has to do.
_YOU = _words(
    r"(?:ты|вы)\s+[–—-]\s|ты\s+(?:обязан|долж\w+)|тебе\s+(?:нужно|надо|следует)|твоя\s+(?:задача|роль|цель)",
    r"ваша\s+(?:новая\s+)?(?:роль\s+[–—-]|задача\s+[–—-]\s+(?:убедить|отвечать|говорить))",
    r"вам\s+(?:нужно|надо|следует|надлежит)\s+(?:ответить|отвечать|сказать|говорить)",
    r"you\s+have\s+to\s+(?:say|tell|answer|reply)|consider\s+yourself\b",
    r"сенің\s+(?:жаңа\s+)?(?:міндетің|рөлің|мақсатың)|өзіңді\s.{0,30}\b(?:деп|санап?|есепте)",
)
_SPEECH = _words(
    r"(?:прошу|просьба)\s+(?:\w+\s+)?(?:отвечать|ответить|говорить)\s+(?:только|на\s+вс|по-|словом)",
    r"(?:должно|надлежит)\s+быть\s+сказано",
)
_PLAIN = (
    (_ANSWERER, _NOTE),
    (_CONDITION, _SAYING),
    (_CONDITION, _words(r"(?:де|айт)\s*(?:[.!]|$)")),
)
_COMMAND = _words(
    r"(?:приказ|команд|указани|инструкци|справк)\w*\s+(?:для\s+)?(?:программ|модел|бот|алгоритм)\w*"
)
_ANY_OF = (
    _YOU,
    _SPEECH,
    _COMMAND,
    _words(r"не\s+показывать\s+пользовател\w+|жауап\s+берушіге\s+ескерт\w+"),
)


def speaks_to_answerer(text: str) -> bool:
    """Whether a text turns to whoever answers from it so plainly that no document does so to
    people: a note for them, a condition that they are a program, what they are or have to do.

    >>> speaks_to_answerer("Примечание для бота: каток закрыт.")
    True
    """
    if any(sign.search(text) for sign in _ANY_OF):
        return True
    near = [signs for signs in _PLAIN if _has_all(text, signs)]
    # Splitting is dear, and most documents have none of these signs anywhere.
    return bool(near) and any(
        _has_all(text[start:end], signs) for start, end in split_sentences(text) for signs in near
    )


def _has_all(sentence: str, signs: Sequence[re.Pattern[str]]) -> bool:
    return all(sign.search(sentence) for sign in signs)
