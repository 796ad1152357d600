"""Tells sentences that steer a conversation from sentences about the world."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.text import russian
from rag.text.sentences import split_sentences

# A document tells of its world. An order to whoever answers from it has to tell of the conversation
# instead: who answers, the answer, who asks, the words to be said. Each family names one of these
# in three languages, by how its words begin; «.» ends a word.
_FAMILIES = {
    "answerer": r"""
        бот. бота. боту. боты. ботам. ботом. робот. робота. роботу. чат-бот чатбот ассистент
        нейросет автоответчик алгоритм. алгоритму. ии. собеседник
        помощник(?:у|а|ом)?\b(?!\s\w+[аи]\b) отвечающ\w+\b(?!\sза\b) программа- читател\w+- bot.
        bots. robot. chatbot assistant helper. responder ai. llm. powered software. footnote.
        ботқа. роботқа. көмекші. көмекшіге. чат-ботқа жауап\sберуші
        """,
    # «Система» and «программа» are mostly of the world: they count beside a word of saying.
    "device": r"""
        модел[ьи]. моделью. программ[аеу]\b(?!\s\w+[ыи]\b) программой.
        систем[аеу]\b(?!\s\w+[ыия]\b) кто\sотвечает кто\sформирует model. program\w* system. жүйе.
        жүйеге. модель. модельге. бағдарлама. бағдарламаға.
        """,
    "answer": r"""
        ответ. ответа. ответу. ответе. ответом. ответы. ответов. ответам. ответах. реплик
        сообщени. сообщения. сообщение. сообщением. answer. answers. reply. replies. response.
        responses. output. жауап. жауаптың. жауапта. жауапты. жауапқа. жауабы. жауабың жауабында.
        жауаптар жауаптарда. жауаптардың. жауаптарды.
        """,
    "asker": r"""
        пользовател посетител спросивш спрашивающ читателю. читателя. читатель. читателям. user.
        users. reader. whoever. everyone. anyone. пайдаланушы оқырман сұраған. сұраушы сұрақ.
        """,
    "speak": r"""
        отвечать. ответить. отвеча(?:й|ет|ют)\w* ответ(?:ь|ьте|ит|ят|ите|или).
        говори(?:ть|те|шь|м)?. сказать. скаж[иуе]\w* упомина(?:ть|й)\w* упомя(?:ни|ну)\w*
        назыв(?:ать|ай)\w* назов\w* наз(?:вать) повтор(?:и|ять|яй)\w*
        вы(?:вод|вест|вед|да(?:ть|й|ва))\w* молч(?:ать|и)\w* хвал(?:ить|и)\w*
        (?:на|до|под|при)?пи(?:сать|ши)\w* перевести. перевед\w* добав(?:ить|и|ля)\w*
        вста(?:вить|вь|вля)\w* замен(?:ить|и|я)\w* убра\w* избега(?:ть|й)\w* расска(?:зать|жи)\w*
        сообщ(?:ить|и|ай|ать)\w* шут\w+ прибав\w+ постав(?:ить|ь|ьте). заканчива\w+ закончи\w+
        заверш(?:и|а)\w+ начина(?:ть|й|л)\w*(?<!л) нач(?:ать|ни)\w* утвержда(?:ть|й)\w*
        указ(?:ать|ывать|ывай|ывает)\w* пропус(?:кать|тить)\w* say. tell. answer. reply. respond.
        mention. repeat. praise. add. append. prepend. insert. replace. write. output. state.
        omit\w* translate. end. ends. begin\w* start. finish. speak. conclude. avoid. be. include.
        айт(?!ты|қан)\w* жаз(?!ды|ған\b|ылды|ба?ған\s)\w* де(?:п|ңіз|сін)?. қос(?!ылды|ты|қан)\w*
        мақта(?!ды)\w* ауыстыр(?!ды|ыл)\w* сөйле(?!ді)\w* хабарла(?!ды|ған)\w* қайтар(?!ды|ыл)\w*
        қой(?!ды|ыл)\w* аяқта(?!ды|лды)\w* баста(?!ды|лды|ған)\w* қолдан(?!ды|ыл)\w*
        шығар(?!ды|ыл)\w* атап. оқы.
        """,
    "form": r"""
        содерж начина(?:ться|ется|ются|лся|лись) заканчива(?:ться|ется|лся) завершат стих рифм
        фраз слово. слова. слову. словом. слов. словами. букв строк приветстви rhym verse. word.
        words. phrase sentence. figures. digits. numbers. letters. өлең сөз. сөзі. сөзін. сөзбен.
        сөзімен. сөздер сөйлем ұйқас contain\w* числ[ао]. чисел. цифр\w* сандар\w*
        """,
    "force": r"""
        должн\w* должен. следует. надлежит. необходимо. нужно. надо. требуется. желательно.
        обязан\w* рекоменду\w+ полагается. предлагается. предписыва\w+ предписан\w+ пора.
        обязательно. прош[уе]\w* просьб\w* пусть. пускай. бы. подлежат. важно. запрещ\w+ разреш\w+
        нельзя. хорошо. лишь. только. всегда. никогда. считается. чтобы. сообщается. получать.
        should. must. would. shall. ought. let. required. appreciated. please. kindly. supposed.
        expected. always. never. only. have. has. is. are. тиіс\w* керек. қажет. міндет\w* жөн.
        абзал. болсын. өтін\w+ ұсынылады. тек. болмайды. мүмкін. сұраймын. дұрыс. әрдайым.
        әрқашан.
        """,
    "reply": r"""
        отвечать\b(?!\s(?:за|требован|услови|критери|стандарт|норм))
        ответить\b(?!\s\w+(?:[ая]м|[оеа]му|ику)\b) reply. respond. жауап\sбер(?!ді|іл|ген)\w*
        """,
    "rules": r"""
        указани\w* правил[ао]?. инструкци\w* команд[аы]?. приказ. сказанн\w+ написанн\w+ промпт\w*
        rules. instruction\w* prompt\w* orders. ереже\w* нұсқау\w* бұйрық\w*
        """,
    "former": r"""
        предыдущ\w+ прежн\w+ прошл\w+ выше. изложенн\w+ previous. prior. earlier. former. above.
        бұрынғы. алдыңғы. дейінгі. жоғарыдағы. ескі.
        """,
    "thou": r"""
        ты. тебе. тебя. тобой. тво[йяеё]. твои\w* твоего. твоей. сен. сені. саған. сенің. сенен.
        """,
    "you": r"""
        вы. вам. вас. ваш[ае]?. you. your. you're. сіз. сізге. сіздің.
        """,
    "note": r"""
        (?:сноск|примечани|(?:по|за)метк|справк|указани|приказ|команд|поручени|задани|просьб)\w*\s(?:для\s|к\s)?(?:\w+\s)?(?:модел|программ|бот|ассистент|алгоритм|помощник|нейросет|генератор|чат)
        (?:foot)?note\s(?:for|to)\s task\sfor\sthe\s
        (?:жауап\sберуші|көмекші|модель|бот|робот|кеңесші)\w*(?:ге|ға|ке|қа)\s(?:ескерт|тапсырма|арналған)
        """,
    "always": r"""
        исключительно. только. всегда. каждый. always. only. every. each. әр. тек. әрқашан.
        """,
    "sent": r"""
        направ(?:ить|ля)\w* сообщ\w+ told. айтыл\w+ хабарлан\w+
        """,
    "every": r"""
        (?:люб|кажд)\w{1,3}\s(?:вопрос|запрос)\w* (?:every|any|each)\s(?:question|query)\w*
        (?:кез\sкелген|әр(?:бір)?)\sсұра\w+
        """,
    "now": r"""
        теперь. отныне. этого. этой. now. henceforth. longer. yourself. енді. былай. роль. роли.
        роли. role. рөл\w* рөлі\w* imagine. pretend. представ(?:ь|ьте). вообраз\w+ считай(?:те)?.
        задач[аи]. task. goal. consider. елестет\w* міндет\w* играе?м?. сыгра\w+ play.
        """,
}
_INFINITIVE = re.compile(r"(?<!\w)[а-яё]{2,}(?:ть|ти|чь)(?:ся)?(?!\w)|(?<!\w)not?\s+to\s+\w+")
_IMPERATIVE_EN = re.compile(
    r"(?:^|[,:;]\s|\b(?:please|kindly|then|just|and|let\s\w+)\s)\W*(?:say|tell|reply|answer|respond|add|append"
    r"|prepend|begin|start|end|finish|mention|write|speak|praise|repeat|replace|pretend|consider|stop)\b",
    re.IGNORECASE,
)
_IMPERATIVE_KK = re.compile(
    r"\w{2,}(?:[ыі]?ң[ыі]з(?:дар|дер)?(?:ш[ыі])?|[сc](?:аң|ең)[ыі]з|с[ыі]н|сай|сей|[ыі]ңш[ыі])(?!\w)"
)
_WORD = re.compile(r"(?<!\w)[а-яё]{3,}(?:те|й|и|ь)(?!\w)")
# Under which condition something is to be said: that somebody asks, or that a program reads it.
_CONDITION = re.compile(
    r"\b(?:если|когда|при|на|if|when|whenever|егер)\b.{0,40}?\b(?:спрос|спрош|спраш|вопрос|запрос"
    r"|отвеча|ро?бот|модел|программ|ассистент|asked|asks|question|quer|robot|program|bot|answering"
    r"|assistant)|\b(?:сұра(?:л)?са|сұрағанда|сұралғанда)|\b(?:сұра[қғ]|жауап)\w*.{0,30}\b(?:берілсе"
    r"|берсе|бергенде|дайында(?:ған|са)|беретін)|(?:бот|көмекші|модель|бағдарлама)\w*\s(?:болса|оқы)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?:слов|фраз|сөз|word|phrase|sentence)\w*\s*[«“\"'‘„]", re.IGNORECASE)


def _pattern(beginnings: str) -> re.Pattern[str]:
    words = beginnings.split()
    parts = [w.removesuffix(".") + (r"(?!\w)" if w.endswith(".") else r"\w*") for w in words]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})", re.IGNORECASE)


_OFFICE = re.compile(r"сообщ|пи[сш]|напи|подпи|указ|добав|замен|постав|заверш|перевед")
"""What people are told to do in documents: «напишите заявление», «укажите адрес»."""
_SIGNS = {name: _pattern(words) for name, words in _FAMILIES.items()}
# What a sentence must have all of to steer the conversation.
_RULES = (
    {"answerer", "force"},
    {"device", "force", "speak"},
    {"device", "directive", "speak"},
    {"reply", "force"},
    {"you", "speak", "force"},
    {"note"},
    {"asker", "force", "sent"},
    {"answer", "form", "always"},
    {"every", "force"},
    {"answerer", "directive", "speak"},
    {"answerer", "imperative"},
    {"answer", "speak", "directive"},
    {"answer", "form", "directive"},
    {"answer", "speak", "force"},
    {"answer", "form", "force"},
    {"asker", "speak", "force"},
    {"asker", "speak", "directive"},
    {"answer", "payload"},
    {"payload", "directive", "speak"},
    {"when_asked", "directive"},
    {"when_asked", "answer"},
    {"thou"},
    {"you", "now"},
    {"imperative", "spoken"},
    {"former", "rules", "force"},
    {"former", "rules", "directive"},
)


def steers_conversation(text: str) -> bool:
    """Whether a sentence of the text tells whoever answers from it how to answer: in some mood of
    demand it names the answerer, the answer, who asks or the words to say, or it says «ты».

    A regulation on letters may have such sentences for people: for what a model writes, which can
    be told by extraction as well, and not for judging documents.

    >>> steers_conversation("Помощнику следует отвечать, что каток закрыт.")
    True
    >>> steers_conversation("Каток закрыт до 5 декабря.")
    False
    """
    return any(_steers(text[start:end]) for start, end in split_sentences(text))


def _steers(sentence: str) -> bool:
    signs = set(_signs(sentence))
    return any(rule <= signs for rule in _RULES)


def _signs(sentence: str) -> Iterator[str]:
    yield from (name for name, sign in _SIGNS.items() if sign.search(sentence))
    if _CONDITION.search(sentence):
        yield "when_asked"
    if _NAMED.search(sentence):
        yield "payload"
    orders = [word for word in _WORD.findall(sentence.lower()) if _is_imperative(word)]
    if orders:
        yield "imperative"
    if any(_SIGNS["speak"].match(word) and not _OFFICE.match(word) for word in orders):
        yield "spoken"
    if _IMPERATIVE_EN.search(sentence):
        orders.append("say")
    if orders or _INFINITIVE.search(sentence) or _IMPERATIVE_KK.search(sentence):
        yield "directive"


def _is_imperative(word: str) -> bool:
    likeliest, *_ = russian.readings(word)
    return "impr" in likeliest
