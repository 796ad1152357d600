"""Patterns of requests that no document answers, in Kazakh, Russian and English."""

from __future__ import annotations

import re

# What is told for pleasure. Lists, tables and accounts are not among it: documents hold those.
_TALES_RU = (
    r"(?:стих\w*|стишок\w*|поэм\w*|песн[юи]|песенк\w*|частушк\w*|хокку|рассказ|рассказик|сказк\w*"
    r"|анекдот\w*|шутк\w*|тост|загадк\w*|рецепт|прикол\w*|истори[юи](?=\s*(?:[.!?]|$)))"
)
_WORKS_RU = (
    rf"(?:{_TALES_RU}|истори[юи]|эссе|сочинени\w*|реферат\w*|сценари\w*|поздравлени\w*|открытк\w*"
    r"|письм[оа]|резюме|пост|слоган\w*|рекламн\w*|речь|картин\w*|рисун\w*|логотип\w*|твит\w*"
    r"|код\w*|программ[ук]\w*\s+на|скрипт\w*|функци\w*|sql\b.*|python\b.*|кроссворд\w*|роман|отч[её]т|доклад\w*"
    r"|заявлени[ея]|договор|презентаци\w*|приказ"
    r"|куплет\w*|мем|алгоритм\w*|приложение|сайт|бота?)"
)
_TALES_KK = (
    r"(?:өлең|өлеңін|өлеңді|поэма|ән|әнін?|ертегі|ертегіні|анекдот|әзіл|жұмбақ|тост|әңгіме|рецепт)"
)
_WORKS_KK = (
    rf"(?:{_TALES_KK}|эссе|шығарма|реферат|сценарий|тілек|құттықтау|хат|хатты|түйіндеме|код|кодын"
    rf"|скрипт"
    r"|бағдарлама|функция|сурет|суретін|мақал|слоган|роман|шумақ|жыр)"
)
_TALES_EN = r"(?:poems?|jokes?|stor(?:y|ies)|tales?|riddles?|songs?|haiku|limerick|recipes?)"
_WORKS_EN = (
    rf"(?:{_TALES_EN}|poetry|verses?|lyrics|rap|essays?|letters?|emails?|speech|resume|cv|code"
    rf"|functions?"
    r"|programs?|scripts?|sql|python|java\w*|html|novels?|pictures?|images?|drawings?|logos?"
    r"|slogans?"
    r"|tweets?|blog|toasts?|algorithms?|apps?|websites?|regex)"
)
_MAKE_RU = (
    r"(?:напиши|сочини|придумай|нарисуй|сгенерируй|составь|создай|сделай|изобрази|спой|зарифмуй"
    r"|запрограммируй|закодируй|набросай)(?:те)?"
)
_TELL_RU = r"(?:расскажи|прочитай|прочти|дай|скажи|вспомни|рассказать)(?:те)?"
_POLITE_KK = r"(?:ы?п бер|іп бер|ып|іп|п)?(?:ыңыз|іңіз|ңыз|ңіз|сеңіз)?(?:ші|шы)?"
_MAKE_KK = rf"(?:жаз|құрастыр|шығар|ойлап тап|сал|жаса|дайында){_POLITE_KK}"
_TELL_KK = rf"(?:айт|оқ|оқы|бер){_POLITE_KK}"
_MAKE_EN = (
    r"(?:write|compose|generate|draw|create|make(?:\s+up)?|invent|sing|draft|produce|paint"
    r"|design|code)"
)
# «Можешь написать», «хочу, чтобы ты написал», «можно стих» ask the same.
_ASK_RU = (
    r"(?:(?:ну|а|и|теперь|тогда|дерек|пожалуйста|давай|слушай|быстро|мне|нам)[\s,]+)*"
    r"(?:(?:(?:ты |вы )?(?:не )?(?:можешь|можете|мог бы|могла бы|могли бы|сможешь|сможете|умеешь)"
    r"(?: ли)?(?: ты| вы)?(?: мне| нам)?|помоги(?:те)?(?: мне)?|хочу,? чтобы (?:ты|вы)"
    r"|прошу(?: тебя| вас)?)\s+)?"
)
_INFINITIVE_RU = (
    r"(?:написа(?:ть|л\w?)|сочини(?:ть|л\w?)|придума(?:ть|л\w?)|нарисова(?:ть|л\w?)"
    r"|сгенерирова(?:ть|л\w?)|состави(?:ть|л\w?)|созда(?:ть|л\w?)|рассказа(?:ть|л\w?)|спе(?:ть"
    r"|л\w?))"
)
_ASK_EN = (
    r"(?:(?:please|now|ok|okay|so|then|derek|hey|just|and)[\s,]+)*"
    r"(?:(?:can|could|would|will) you\s+(?:please\s+)?|i (?:want|need|would like) you to\s+"
    r"|help me (?:to )?)?"
    r"(?:please\s+)?"
)

_PATTERNS = (
    # Something is to be made: the verb opens the sentence (in Kazakh it ends it).
    rf"^{_ASK_RU}(?:{_MAKE_RU}|{_INFINITIVE_RU})\b(?:\s+[^\s,]+){{0,4}}?\s+{_WORKS_RU}\b",
    rf"^{_ASK_RU}{_TELL_RU}\b(?:\s+[^\s,]+){{0,3}}?\s+{_TALES_RU}\b",
    rf"^{_ASK_EN}(?:tell|give|read|recite)\b(?:\s+[^\s,]+){{0,3}}?\s+{_TALES_EN}\b",
    rf"\b{_TALES_KK}\s+(?:[^\s,]+\s+){{0,1}}{_TELL_KK}\s*[.!?)]*$",
    rf"^{_ASK_EN}{_MAKE_EN}\b(?:\s+[^\s,]+){{0,4}}?\s+{_WORKS_EN}\b",
    rf"\b{_WORKS_KK}\s+(?:[^\s,]+\s+){{0,2}}{_MAKE_KK}\s*[.!?)]*$",
    # Something is to be put into other words.
    rf"^{_ASK_RU}(?:перевед(?:и|ите|ёшь|ете)|перевести|перепиши(?:те)?|перефразируй(?:те)?"
    r"|исправь(?:те)? (?:ошибк\w+|текст)|отредактируй(?:те)?|зарифмуй(?:те)?|продолжи(?:те)?)\b",
    rf"^{_ASK_EN}(?:translate|rewrite|paraphrase|proofread|rephrase|continue the)\b",
    r"\b(?:тіл(?:ге|іне)|қазақшаға|орысшаға|ағылшыншаға|қазақша|орысша|ағылшынша|мынаны|мәтінді"
    r"|сөйлемді)"
    r"\s+аудар(?:ып бер|ыңыз|шы|ып)?(?:іңіз|ші|сеңіз)?\s*[.!?:]*",
    r"^аудар(?:ып бер|ыңыз|шы)?(?:іңіз|ші)?\s*[:«\"]",
    # The rules of this service are to be changed or told.
    r"\b(?:игнорируй|проигнорируй|забудь|отмени|нарушь|не соблюдай|обойди)(?:те)?\b.{0,40}"
    r"\b(?:инструкци\w+|правил\w*|указани\w+|ограничени\w+|промпт\w*|команд\w*|предыдущ\w+)",
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}"
    r"\b(?:instructions?|rules?|prompts?|guidelines|restrictions|previous|above)\b",
    r"\b(?:нұсқау|ереже|бұйрық)\w*\s+(?:ұмыт|елеме|орындама|бұз|тыңдама)\w*",
    r"\b(?:покажи|выведи|раскрой|напечатай|повтори|назови|скажи|какой|какие|опиши)(?:те)?\b.{0,24}"
    r"\b(?:системн\w+ (?:промпт|инструкц|сообщени|подсказк)\w*|(?:сво\w+|тво\w+|ваш\w*) (?:промпт"
    r"|инструкци)\w*|промпт\w*)",
    r"\b(?:show|reveal|print|repeat|output|display|tell|what)\b.{0,24}"
    r"\b(?:system (?:prompt|message|instructions?)|your (?:prompt|instructions?|rules))\b",
    r"\bжүйелік (?:промпт|нұсқау)\w*|\bпромпт\w*\s+(?:көрсет|айт|шығар)\w*",
    r"^(?:act|behave|pretend|roleplay|role-play)\b.{0,20}\b(?:as|like|to be|you|that)\b",
    # How to answer, in a sentence of its own.
    r"^(?:пожалуйста,? )?(?:ответь|отвечай|не ссылайся)(?:те)?\b[^:?]{0,80}$"
    r"|^(?:please )?(?:answer|reply|respond)\b[^:?]{0,80}$"
    r"|^[^:?]{0,60}\bжауап бер(?:іңіз|іңізші|ші)?[.!]*$",
    r"\byou are now\b|\b(?:developer|dan|jailbreak) mode\b|\bdo anything now\b|\bjailbreak\b",
    r"^(?:теперь |отныне )?(?:представь(?:те)?,? что (?:ты|вы)|веди(?:те)? себя как|притворись"
    r"|сыграй(?:те)? роль|ты теперь|ты больше не|отвечай(?:те)? как|будь (?:моим|моей|пират))\b",
    r"^(?:сен енді|өзіңді .{1,30} деп (?:ойла|елестет))",
    # A view or a feeling of the one who answers.
    r"\b(?:что|как) (?:ты|вы)(?: сам\w*)? (?:думае(?:шь|те)|считае(?:шь|те)|относи(?:шься|тесь)"
    r"|полагае(?:шь|те))",
    r"\b(?:твоё|твое|ваше) (?:личное )?мнение\b|\bкак (?:по-твоему|по-вашему)\b",
    r"\b(?:ты|вы) (?:любишь|любите|мечтаешь|чувствуешь|веришь|хочешь|женат|замужем|боишься"
    r"|скучаешь)\b",
    r"\b(?:тебе|вам) (?:нравится|грустно|скучно|весело|сколько лет)\b|\bсколько тебе лет\b",
    r"\b(?:сен|сіз|сенің ойыңша|сіздің ойыңызша)\b.{0,50}\b(?:ойлайсың|ойлайсыз|жақсы көресің"
    r"|жақсы көресіз|деп ойлайсың)\b",
    r"\b(?:ойыңша|ойыңызша|пікірің|пікіріңіз) (?:қандай|қалай)\b|\b(?:сенің"
    r"|сіздің) (?:жеке )?пікірің",
    r"\b(?:what|how) do you (?:\w+ )?(?:think|feel)\b|\byour (?:personal )?opinion\b"
    r"|\bdo you (?:like|love|believe|feel|want|dream|have feelings)\b|\bhow old are you\b",
    # Advice for one's own life, and entertainment.
    r"^(?:пожалуйста,? )?(?:посоветуй|порекомендуй|дай совет|дайте совет|подбодри|развлеки"
    r"|рассмеши|развесели)(?:те)?\b",
    r"\bстоит ли мне\b|\bчто мне (?:надеть|подарить|приготовить|посмотреть|почитать)\b"
    r"|\bмне (?:грустно|скучно|одиноко|плохо на душе)\b|\bкак мне (?:похудеть|влюбить"
    r"|бросить (?:курить|пить)|познакомиться)\b",
    r"^(?:.{0,60}\s)?(?:кеңес|ақыл) (?:бер|берші|беріңіз|беріңізші)\s*[.!?]*$|\bмағ?ан (?:не кию"
    r"|не сыйлау)",
    r"^(?:please )?(?:advise me|give me (?:some )?advice|recommend me|entertain me|cheer me up)\b"
    r"|\bshould i (?:marry|buy|wear|eat|quit|date|break)\b|\bi(?: am|'m) (?:sad|bored|lonely)\b",
    r"^(?:давай|давайте) (?:поиграем|поболтаем|поговорим|сыграем)\b|^(?:let'?s|let us) (?:play"
    r"|chat|talk)\b"
    r"|^(?:кел|келші),? (?:ойнайық|сөйлесейік)\b",
    # What was loaded: the list of documents tells.
    r"^(?:а )?(?:какие|что за|сколько) (?:у (?:тебя|вас) )?(?:есть )?(?:документ\w*|файл\w*)"
    r" ?(?:у (?:тебя|вас)|в (?:базе|системе))?(?: есть)? ?(?:загружен\w*|добавлен\w*)?\s*[.!?]*$",
    r"^(?:сізде |сенде |базада )?(?:қандай|неше|қанша) (?:құжат|файл)\w*"
    r" (?:бар|жүктелген|жүктелді|салынған)\s*[.!?]*$",
    r"^(?:what|which|how many) (?:documents|files) (?:do you have|are (?:there|loaded|indexed))"
    r"\s*[.!?]*$",
    # An exercise.
    rf"^{_ASK_RU}(?:реши|решите|решить)\s+(?:\w+\s+){{0,2}}(?:уравнени\w+|задач[уик]\w*|пример\w*"
    rf"|интеграл\w*|неравенств\w+)\b",
    rf"^{_ASK_EN}solve\b.{{0,30}}\b(?:equations?|problems?|integral|puzzle|x)\b",
    r"\b(?:теңдеу|есеп|мысал)\w*\s+(?:шеш|шығар)(?:іп бер|ып бер)?(?:іңіз|ыңыз|ші|шы)?\s*[.!?]*$",
    r"\bквадратн\w+ кор\w+ из\b|\bsquare root of\b|\bквадрат түбірі\b",
)

REQUESTS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.IGNORECASE) for pattern in _PATTERNS
)
"""Each is searched in one sentence without its outer quotation marks."""
