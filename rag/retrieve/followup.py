"""Tells whether a question hangs on what was asked before, and by what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rag.retrieve.slots import Slot, find_slots
from rag.text import russian
from rag.text.analyse import analyse
from rag.text.letters import fold_lookalikes, lower_same_length
from rag.types import Language

Hanging = Literal["fragment", "bare", "place", "thing", "lead", "more"]
"""How a question hangs on another: "fragment" names what is to be exchanged («а в Тасбулаке?»);
"bare" is a question word alone; "place" points to a place («там»), "thing" to something else
(«их», «этот проект»); "lead" only begins as one that goes on («а кто…»); "more" wants the same."""


@dataclass(frozen=True, slots=True)
class Followup:
    """``core`` is the question without its leading conjunction and its particle, ``goes_on``
    whether it had one; ``pointer`` the span in ``core`` of what points back, None without one."""

    hanging: Hanging
    core: str
    goes_on: bool
    pointer: tuple[int, int] | None = None


QUESTION_WORDS = re.compile(
    r"(?<![^\W_])(?:"
    r"(?:(?:в|к|до|с|по|на|за|из|от|у|о|об|для|при)\s)?(?:как(?:ой|ая|ое|ие|ую|им|их|ого|ому|ом"
    r"|ими)"
    r"|каков[аоы]?)(?:\s(?:срок\w*|год\w*|месяц\w*|числ\w*|дат\w*|причин\w*|адрес\w*))?"
    r"|(?:на\s|до\s)?скольк\w+|насколько|когда|где|куда|откуда|(?:у|от|для|на|за|с|о|к)?\s?к(?:то"
    r"|ого|ому|ем|ом)"
    r"|почему|зачем|отчего|как|(?:на|за|в|о|к|из|с)?\s?ч(?:то|его|ему|ем|ём)|чей|чья|чьё|чьи|ли"
    r"|қанша\w*|неше\w*|қашан\w*|қай(?:да|дан|сы|сысы)?(?:\s(?:жылы|күні|айда|жерде|мерзімде"
    r"|уақытта))?"
    r"|кім\w*|қандай|неге|неліктен|қалай\w*|не|нені|неден|немен|неше\w*|ма|ме|ба|бе|па|пе"
    r"|how (?:many|much|long|far|large|big|often)|how|when|where|who|whom|whose|which|what|why"
    r")(?![^\W_])",
    re.IGNORECASE,
)

_LEAD = re.compile(
    r"^(?:(?:ну|так|хорошо|ладно|тогда|ok|okay|well)[,\s]+)*"
    r"(?:(?:а|и|но)\s+(?:(?:ещ[её]|теперь|тогда|если)\s+)*"
    r"(?:(?:что|как)\s+(?:насч[её]т|по поводу|касательно|со?|про|там со?)\s+)?"
    r"|(?:а\s+)?(?:что|как)\s+(?:насч[её]т|по поводу|касательно|там со?)\s+"
    r"|(?:ал|және|сонда|онда|ал енді|ал сонда)\s+(?=\S)"
    r"|(?:(?:and|but|so|then)[,\s]+)*(?:what|how) about\s+(?:the\s+)?"
    r"|(?:and|but|so|then)[,\s]+)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s,]+(?:ше|ша|шы|туралы ше|жайлы ше|too|then|тоже|также)\s*(?=[?.!]*$)", re.IGNORECASE
)
_SIGNS: tuple[tuple[Language, re.Pattern[str]], ...] = (
    ("kk", re.compile(r"^(?:ал|және|сонда|онда)\s|\s(?:ше|ша)\s*[?.!]*$")),
    ("ru", re.compile(r"^(?:а|и|но)\s")),
    ("en", re.compile(r"^(?:and|but|so|then|what about|how about)\s")),
)
_MORE = re.compile(
    r"^(?:(?:а )?(?:ещё|еще)|(?:расскажи(?:те)?|скажи(?:те)?|можно"
    r"|давай(?:те)?)?\s*(?:по)?подробне[ей]"
    r"(?: об этом)?|повтори(?:те)?|уточни(?:те)?|толығырақ(?: айт\w*)?|қайтала\w*|тағы(?: не бар)?"
    r"|(?:tell me )?more(?: details)?|in more detail|repeat)\s*[?.!]*$",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"[\s,.!?…\"«»()–-]+|(?<![^\W_])(?:именно|же|точно|нақты|exactly|это|бұл|was|is|it)(?![^\W_])",
    re.IGNORECASE,
)

_TYPES = r"(?:район|округ|област|город|сел|аул|посёлк|поселк|микрорайон|улиц|населённ\w+ пункт)\w*"
_TYPES_KK = r"(?:аудан|облыс|қала|ауыл|кент|округ|шағын аудан|өңір|көше)\w*"
_TYPES_EN = r"(?:district|region|city|town|village|area)"
_QUANTITY = re.compile(r"скольк|қанша|неше|how (?:many|much)", re.IGNORECASE)
_MOST_WORDS = 5
"""Words of a Kazakh question that only begins as one that goes on: «ал» stands elsewhere too."""
_MOST_BEFORE_IT = 1
"""English words before «it» that can all be verbs and adjectives: «who is responsible for it?»."""
_PLACE = re.compile(
    rf"(?<![^\W_])(?:(?:эт(?:от|ом|ого|ому|им|ой|у|а|о)|т(?:ом|ого|ой) же|данн\w+"
    rf"|указанн\w+)\s{_TYPES}"
    rf"|(?:осы|бұл|сол|аталған)\s{_TYPES_KK}|(?:this|that|the same)\s{_TYPES_EN}"
    r"|там|туда(?! и обратно)|оттуда|здесь|тут|отсюда"
    r"|(?:сол|ол|осы|бұл)\s(?:жерде|жерден|жерге|жақта|мекенде)\w*|онда|сонда|мұнда|осында|ондағы"
    r"|сондағы|мұндағы|осындағы"
    r"|from there|there(?!\s+(?:is|are|was|were|been|any|a|an|no)\b))(?![^\W_])",
    re.IGNORECASE,
)
_EXISTS = re.compile(r"\b(?:is|are|was|were|be|been) there\b", re.IGNORECASE)
_THING = re.compile(
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
_TITLE = re.compile(r"[«“\"][^«»“”\"]{1,120}[»”\"]")
_DEFINES = re.compile(
    r"\b(?:бұл|ол) (?:не|кім)\b|\bдеген(?:іміз)?\s(?:не|кім)\b|\bwh(?:at|o) (?:is|are)\b"
    r"|\bчто (?:такое|значит|означает)|\bкто так(?:ой|ая|ие)\b",
    re.IGNORECASE,
)


def find_followup(text: str, language: Language) -> Followup | None:
    """How ``text`` hangs on what was asked before; None when it is whole by itself.

    >>> find_followup("А в Тасбулакском районе?", "ru").hanging
    'fragment'
    >>> find_followup("Сколько школ в Тасбулакском районе?", "ru") is None
    True
    """
    folded = lower_same_length(fold_lookalikes(text))
    if _MORE.match(folded):
        return Followup("more", text, False)
    tail = _TAIL.search(folded)
    start = lead.end() if (lead := _LEAD.match(folded)) else 0
    core = text[start : tail.start()] + text[tail.end() :] if tail else text[start:]
    hangs = bool(lead or tail)
    if not core.strip(" ?!.,"):
        return None
    if lead and not tail and language == "kk" and len(core.split()) > _MOST_WORDS:
        hangs = hangs and QUESTION_WORDS.search(core) is not None
    found = (
        _by_words(core, hangs, start > 0)
        or _by_pointer(core, language, hangs)
        or _by_lead(core, hangs or _is_short(core, language))
    )
    return found and Followup(found[0], core, start > 0, found[1])


_Found = tuple[Hanging, tuple[int, int] | None]


def _by_words(core: str, hangs: bool, goes_on: bool) -> _Found | None:
    """A question of nothing but question words, or of nothing but slots.

    «Кто такой Абай?» is whole; «сколько в Тасбулаке?» is not.
    """
    slots = find_slots(core, is_fragment=True, goes_on=goes_on)
    rest = outside(core, slots)
    without = _NOTHING.sub(" ", QUESTION_WORDS.sub(" ", rest)).strip()
    asks = QUESTION_WORDS.search(rest)
    if without or not (asks or slots):
        return None
    if slots and asks and not hangs and not _counts(asks.group(), slots):
        return None
    return ("fragment" if slots else "bare"), None


def _counts(question_word: str, slots: tuple[Slot, ...]) -> bool:
    bound = all(slot.kind == "period" or slot.lead < slot.start for slot in slots)
    return bound and _QUANTITY.search(question_word) is not None


def _by_pointer(core: str, language: Language, hangs: bool) -> _Found | None:
    folded = lower_same_length(fold_lookalikes(core))
    # A title in quotation marks points to nothing.
    folded = _TITLE.sub(lambda title: "x" * len(title.group()), folded)
    slots = find_slots(core)
    place = _PLACE.search(folded)
    if (
        place is not None
        and _points_there(folded, place)
        and not _has_place(slots)
        and not (language == "kk" and _is_named_before(core, place, language))
    ):
        return "place", place.span()
    thing = _THING.search(folded)
    if thing is None:
        return None
    if not hangs and (_is_named_before(core, thing, language) or _is_told_after(core, thing)):
        return None
    return "thing", thing.span()


def _by_lead(core: str, hangs: bool) -> _Found | None:
    if not hangs:
        return None
    return ("lead" if QUESTION_WORDS.search(core) else "fragment"), None


def language_of_lead(text: str) -> Language | None:
    """The language that the conjunction or particle of a short question tells; None without one.

    >>> language_of_lead("Ал экскурсия ше?"), language_of_lead("А бассейн?")
    ('kk', 'ru')
    """
    folded = lower_same_length(fold_lookalikes(text))
    return next((language for language, sign in _SIGNS if sign.search(folded)), None)


def _is_short(core: str, language: Language) -> bool:
    """Whether a question asks for one thing and says nowhere of what: «кто подрядчик?»."""
    if find_slots(core) or _DEFINES.search(core) or not QUESTION_WORDS.search(core):
        return False
    asked = [t for t in analyse(core, language) if not QUESTION_WORDS.fullmatch(t.surface)]
    return len(asked) <= 1


def _points_there(folded: str, place: re.Match[str]) -> bool:
    """Whether «there» stands for a place, and not for «exists» or for a clause that follows."""
    if place.group() == "there" and _EXISTS.search(folded):
        return False
    return not re.match(r",?\s(?:где|куда|откуда|where)\b", folded[place.end() :])


def _has_place(slots: tuple[Slot, ...]) -> bool:
    return any(slot.kind == "place" for slot in slots)


def _is_named_before(core: str, pointer: re.Match[str], language: Language) -> bool:
    """Whether something stands before a pronoun that it may stand for."""
    before = core[: pointer.start()]
    tokens = [
        token
        for token in analyse(before, language=language)
        if not QUESTION_WORDS.fullmatch(token.surface)
    ]
    if language == "en":
        at_the_end = not any(letter.isalpha() for letter in core[pointer.end() :])
        return len(tokens) > (_MOST_BEFORE_IT if at_the_end else 0)
    if language == "kk":
        return bool(tokens) and any(letter.isalpha() for letter in before)
    return any(_may_be_noun(token.surface.lower()) for token in tokens)


def _is_told_after(core: str, pointer: re.Match[str]) -> bool:
    """Whether «этот лидер реформации», «это невозможно» say by themselves what they speak of."""
    *_, last = pointer.group().split()
    after = re.match(r"\s([^\W\d_]+)", core[pointer.end() :])
    if " " not in pointer.group() or not last[0].isalpha():
        return False
    if not re.match(r"(?:[а-яё]+\s)?эт", pointer.group(), re.IGNORECASE):
        return False
    if not _may_be_noun(last.lower()):
        return True
    readings = russian.readings(after[1].lower())[:1] if after else ()
    return any("gent" in reading and reading & {"NOUN", "ADJF"} for reading in readings)


def _may_be_noun(word: str) -> bool:
    return any("NOUN" in reading for reading in russian.readings(word)[:2])


def outside(text: str, slots: tuple[Slot, ...]) -> str:
    """What of the text belongs to no slot; a space stands for each."""
    parts, at = [], 0
    for slot in slots:
        parts.append(text[at : slot.lead])
        at = slot.end
    return " ".join((*parts, text[at:]))
