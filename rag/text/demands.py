"""Finds what is demanded of whoever answers, by naming them, their answer or its reader."""

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
_DEMAND = _words(
    r"следует|надлежит|рекоменду\w+|долж\w+|обязан\w*|нужно|необходимо|требуется|желательно",
    r"полагается|предлагается|пора\b|хорошо\s+бы|предписано|обязательно|прошу|просьба|пусть|пускай|прекрасно|было\s+бы|чтобы",
    r"should|must|shall|ought|let|required|appreciated|great|has\s+to|have\s+to|is\s+to|are\s+to",
    r"тиіс|керек|қажет|міндет\w*|ұсынылады|болсын|абзал|жөн",
    r"[^\W\d_]{1,20}(?:сын|сін)\b|expected|supposed|do\s+well|міндетті\s+түрде",
)
_SAYING = _words(
    r"(?:от|вы)?(?:веча|вет[ия]|да[вт])\w*|сооб?щ\w+|(?:рас)?ска[жз]\w+|говор\w+|упом[ия]н\w+|назыв\w+",
    r"(?:на|под)?пис\w+|добав\w+|хвал\w+|замен[ия]\w+|законч\w+|заверш\w+|утвержда\w+|направ[ил]\w+",
    r"say|tell|told|answer\w*|repl(?:y|ies)|respond\w*|mention\w*|prais\w+|add|append|replac\w+",
    r"айт\w*|десін|жаз\w*|хабарла\w*|қос\w*|мақта\w*|ауыстыр\w*",
)
_ANSWER = _words(
    r"ответ(?:ы|е|у|ов|ом|ах|ам)?\b(?!\s*(?:на\s+обращени|заявител|гражданин))",
    r"реплик\w+|(?:the\s+)?(?:answer|repl(?:y|ie)|response)s?\b|жауап(?:тар\w*|та|қа|тың)?\b",
)
_SHAPED = _words(
    r"содерж\w+|заканчива\w+|начина\w+|завершат\w+|формулиру\w+|указыва\w+|прибавл\w+|постав\w+",
    r"вставл\w+|стихами|фраз\w+|contain\w*|ends?|begins?|starts?|include\w*",
    r"аяқтал\w+|бастал\w+|қос\w*|болсын|сөз(?:і|бен|ін)\b",
)
_READER = _words(
    r"пользовател[юяь]\b|посетител[юяь]\b|(?:спросивш|задавш)\w+|the\s+user\b|(?:any|every)one\s+who"
    r"|пайдаланушы(?:ға|ны)\b|сұра(?:қ\s+қой)?ған\w*",
)
# An answerer who is told to do something, whatever it is: in the dative, before an infinitive.
_TOLD = _words(
    r"(?:чат-?)?(?:ро)?боту\b|ассистенту\b|автоответчику\b|алгоритму\b|нейросети\b|языковой\s+модели\b|ии\b",
    r"(?:чат-?)?(?:ро)?ботқа\b|алгоритмге\b|модельге\b|readers?\s+powered\s+by|(?:chat)?bot\b",
)
_INFINITIVE = re.compile(r"\w(?:[аеиоуыяё]ть(?:ся)?|[зс]ти|чь)\b|\w(?:уы?)\s+(?:тиіс|керек|қажет)")
_EVERY = _words(
    r"(?:люб|кажд|вс)\w{1,3}\s+(?:вопрос|запрос|ответ|реплик)\w*",
    r"(?:every|each|any|all)\s+(?:question|answer|reply|response|quer(?:y|ie))s?\b",
    r"(?:кез\s+келген|әр(?:бір)?|барлық)\s+(?:сұра[қғ]|жауа[пб])\w*",
)
_EDGE = _words(
    r"(?:финальн|последн|перв|заключительн)\w+\s+(?:фраз|слов|предложени|строк)\w*",
    r"(?:last|first|final|closing)\s+(?:word|sentence|phrase|line)s?\b",
    r"(?:соңғы|алғашқы|бірінші)\s+(?:сөз|сөйлем)\w*",
)
_PASSIVE = _words(r"сообщается|айтылсын|делінсін|хабарлансын|is\s+to\s+be\s+told")
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
_FORMER = _words(
    r"(?:прежн|предыдущ|прошл)\w+\s+(?:указани|правил|инструкци)\w+",
    r"(?:previous|prior|earlier|former)\s+(?:rules|instructions|orders)",
    r"(?:бұрынғы|алдыңғы|ескі)\s+(?:ереже|нұсқау|бұйрық)\w*",
)
_FROM_NOW = _words(r"только|теперь|разрешается|now|only|енді|тек")
_SPEECH = _words(
    r"(?:прошу|просьба)\s+(?:\w+\s+)?(?:отвечать|ответить|говорить)\s+(?:только|на\s+вс|по-|словом)",
    r"(?:должно|надлежит)\s+быть\s+сказано",
)
_PLAIN = (
    (_ANSWERER, _NOTE),
    (_CONDITION, _SAYING),
    (_CONDITION, _words(r"(?:де|айт)\s*(?:[.!]|$)")),
)
_ALL_OF = (
    (_ANSWERER, _DEMAND, _SAYING),
    (_ANSWER, _SHAPED, _DEMAND),
    (_ANSWER, _SHAPED, _words(r"исключительно|кажд\w+|после\s+слова|every|each|әр\b")),
    (_READER, _DEMAND, _SAYING),
    (_TOLD, _DEMAND),
    (_TOLD, _INFINITIVE),
    (_EVERY, _DEMAND),
    (_ANSWER, _EDGE),
    (_READER, _PASSIVE),
    (_FORMER, _FROM_NOW),
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


def demands_of_answerer(text: str) -> bool:
    """Whether a sentence demands anything of whoever answers from it, politely, in the passive or
    under a condition: it names the answerer, the answer or who will read it, beside a demand and a
    word of saying, in any order.

    A regulation on letters may have such sentences for people: for what a model writes, which can
    be told by extraction as well, and not for judging documents.

    >>> demands_of_answerer("Системе рекомендуется сообщать, что каток закрыт.")
    True
    >>> demands_of_answerer("Каток закрыт до 5 декабря.")
    False
    """
    return any(_demands(text[start:end]) for start, end in split_sentences(text))


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


def _demands(sentence: str) -> bool:
    return any(sign.search(sentence) for sign in _ANY_OF) or any(
        _has_all(sentence, signs) for signs in (*_PLAIN, *_ALL_OF)
    )


def _has_all(sentence: str, signs: Sequence[re.Pattern[str]]) -> bool:
    return all(sign.search(sentence) for sign in signs)
