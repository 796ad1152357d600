"""The words by which a question asks, goes on from another, or points back, in three languages."""

from __future__ import annotations

import re

from rag.types import Language

QUESTION_WORDS = re.compile(
    r"(?<![^\W_])(?:"
    r"(?:(?:в|к|до|с|по|на|за|из|от|у|о|об|для|при)\s)?(?:как(?:ой|ая|ое|ие|ую|им|их|ого|ому|ом"
    r"|ими)"
    r"|каков[аоы]?)(?:\s(?:срок\w*|год\w*|месяц\w*|числ\w*|дат\w*|причин\w*|адрес\w*))?"
    r"|(?:на\s|до\s)?скольк\w+|насколько|когда|где|куда|откуда|(?:у|от|для|на|за|с|о|к)?\s?к(?:то"
    r"|ого|ому|ем|ом)"
    r"|почему|зачем|отчего|как|(?:на|за|в|о|к|из|с)?\s?ч(?:то|его|ему|ем|ём)|чей|чья|чьё|чьи|ли"
    r"|қанша\w*|неше\w*|қашан\w*|қай(?:да|дан|сы\w*)?(?:\s(?:жылы|күні|айда|жерде|мерзімде"
    r"|уақытта))?"
    r"|кім\w*|қандай|неге|неліктен|қалай\w*|не\s(?:үшін|себепті)|не|нені|неден|немен|неше\w*|ма|ме|ба|бе|па|пе"
    r"|назови(?:те)?|перечисли(?:те)?|укажи(?:те)?|ата(?:ңыз|шы)?"
    r"|how (?:many|much|long|far|large|big|often)|how|when|where|who|whom|whose|which|what|why"
    r")(?![^\W_])",
    re.IGNORECASE,
)

LEAD = re.compile(
    r"^(?:(?:ну|так|хорошо|ладно|тогда|ok|okay|well)[,\s]+)*"
    r"(?:(?:а|и|но)\s+(?:(?:ещ[её]|теперь|тогда|если)\s+)*"
    r"(?:(?:что|как)\s+(?:насч[её]т|по поводу|касательно|со?|про|там со?)\s+)?"
    r"|(?:а\s+)?(?:что|как)\s+(?:насч[её]т|по поводу|касательно|там со?)\s+"
    r"|(?:ал|және|ал енді|ал сонда)\s+(?=\S)"
    r"|(?:(?:and|but|so|then)[,\s]+)*(?:what|how) about\s+(?:the\s+)?"
    r"|(?:and|but|so|then)[,\s]+)",
    re.IGNORECASE,
)
TAIL = re.compile(
    r"[\s,]+(?:ше|ша|шы|туралы ше|жайлы ше|too|then|тоже|также)\s*(?=[?.!]*$)", re.IGNORECASE
)
SIGNS: tuple[tuple[Language, re.Pattern[str]], ...] = (
    ("kk", re.compile(r"^(?:ал|және|сонда|онда)\s|\s(?:ше|ша)\s*[?.!]*$")),
    ("ru", re.compile(r"^(?:а|и|но)\s")),
    ("en", re.compile(r"^(?:and|but|so|then|what about|how about)\s")),
)
TOTAL = re.compile(
    r"\W*(?:(?:а|ал|and)\s)?(?:всего|итого|в (?:сумме|целом)|барлығы|жалпы"
    r"|(?:in )?total|altogether)(?:\sше)?\W*",
    re.IGNORECASE,
)
"""A question for the whole that says not of what."""
ASPECT = re.compile(
    r"(?<![^\W_])(?:план\w*|факт\w*|прогноз\w*|жоспар\w*|нақты(?!\sкөлем)\w*|болжам\w*"
    r"|plan\w*|actual\w*"
    r"|forecast\w*)(?![^\W_])",
    re.IGNORECASE,
)
"""Words for one of the figures that stand beside each other of one measure."""
RELATIVE_ADJECTIVE = (
    r"(?:(?:поза)?прошл|текущ|нынешн|следующ|будущ|предыдущ|ближайш)"
    r"(?:ом|ем|ый|ий|ую|ая|ой|ей|их|ых)"
)
"""«Прошлом», «текущий»: tells a time from today."""
MORE = re.compile(
    r"^(?:(?:а )?(?:ещё|еще)|(?:расскажи(?:те)?|скажи(?:те)?|можно"
    r"|давай(?:те)?)?\s*(?:по)?подробне[ей]"
    r"(?: об этом)?|повтори(?:те)?|уточни(?:те)?|толығырақ(?: айт\w*)?|қайтала\w*|тағы(?: не бар)?"
    r"|(?:tell me )?more(?: details)?|in more detail|repeat)\s*[?.!]*$",
    re.IGNORECASE,
)
NOTHING = re.compile(
    r"[\s,.!?…\"«»()–-]+|(?<![^\W_])(?:именно|же|точно|так|столь|мало|много|долго|дорого|это"
    r"|нақты|соншама|сонша|аз|көп|ұзақ|бұл|exactly|so|few|ones?|was|is|it)(?![^\W_])",
    re.IGNORECASE,
)

_TYPES = r"(?:район|округ|област|город|сел|аул|посёлк|поселк|микрорайон|улиц|населённ\w+ пункт)\w*"
_TYPES_KK = r"(?:аудан|облыс|қала|ауыл|кент|округ|шағын аудан|өңір|көше)\w*"
_TYPES_EN = r"(?:district|region|city|town|village|area)"
QUANTITY = re.compile(r"скольк|қанша|неше|how (?:many|much)", re.IGNORECASE)
WHERE = re.compile(r"[дт][ае]$")
PREPOSITIONS = frozenset(
    "у для от без по при из к ко со с на в во за до среди for in at with without by".split()
)
PLACE = re.compile(
    rf"(?<![^\W_])(?:(?:эт(?:от|ом|ого|ому|им|ой|у|а|о)|т(?:ом|ого|ой) же|данн\w+"
    rf"|указанн\w+)\s{_TYPES}"
    rf"|(?:осы|бұл|сол|ол|аталған)\s{_TYPES_KK}|(?:this|that|the same)\s{_TYPES_EN}"
    r"|там|туда(?! и обратно)|оттуда|здесь|тут|отсюда"
    r"|(?:сол|ол|осы|бұл)\s(?:жерде|жерден|жерге|жақта|мекенде)\w*|онда|сонда|мұнда|осында|ондағы"
    r"|сондағы|мұндағы|осындағы"
    r"|from there|there(?!\s+(?:is|are|was|were|been|any|a|an|no)\b))(?![^\W_])",
    re.IGNORECASE,
)
EXISTS = re.compile(r"\b(?:is|are|was|were|be|been) there\b|\bthere be\b", re.IGNORECASE)
THING = re.compile(
    r"(?<![^\W_])(?:(?:из|среди|у|для|с|к|от|о|об|за|на|в|по|над|перед)\s(?:них|ними|ним|нём|нем"
    r"|ней|нее|неё|него|нему|этого|этом|этим)"
    r"|он[аои]?|его|е[ёе]|их|ему|ей|им|ими"
    r"|эт(?:от|а|о|и|ого|ой|ому|ом|им|их|у|ими)(?:\s(?!год|месяц|раз|недел|момент|врем)[а-яё]+)?"
    r"|олар\w*|соның|содан|соларды\w*|оның|оны|оған|одан|онымен|ол(?:\s(?!жыл|кез)[^\W\d_]+)?"
    r"|мұның|бұның|бұны|мұны|бұған|осының|осыны"
    r"|(?:бұл|осы|сол)(?:\s(?!жыл|күн|ай|кез)[^\W\d_]+)?"
    r"|it|its|they|their|them|he|she|his|her|him|(?:this|these|those)(?:\s[a-z]+)?|one of them"
    r"|of them)(?![^\W_])",
    re.IGNORECASE,
)
DEMONSTRATIVE = re.compile(r"эт\w+|ол|бұл|осы|сол|this|these|those", re.IGNORECASE)
AGREEMENT = (
    (re.compile(r"она|е[её]|ей|не[её]|ней|нею"), frozenset({"femn"})),
    (re.compile(r"они|их|ими|них|ними"), frozenset({"plur"})),
    (re.compile(r"он|оно|его|ему|него|нему|н[её]м"), frozenset({"masc", "neut"})),
)
TITLE = re.compile(r"[«“\"][^«»“”\"]{1,120}[»”\"]")
DEFINES = re.compile(
    r"\b(?:бұл|ол) (?:не|кім)\b|\bдеген(?:іміз)?\s(?:не|кім)\b|\bwh(?:at|o) (?:is|are)\b"
    r"|\bчто (?:такое|значит|означает)|\bкто так(?:ой|ая|ие)\b",
    re.IGNORECASE,
)
