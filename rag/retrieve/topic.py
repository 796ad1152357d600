"""Says what a question was about, for another that goes on about it: its subject and its place."""

from __future__ import annotations

import re

from rag.retrieve.answer_kind import answer_kind
from rag.retrieve.followup_words import QUANTITY, QUESTION_WORDS
from rag.retrieve.kazakh_cases import Case, is_back
from rag.retrieve.name_forms import adjective_stem, is_adjective, nominative, with_type
from rag.retrieve.slots import Slot, find_slots, without_case
from rag.text import kazakh, russian
from rag.types import FIGURE_KINDS, Language

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_EDGES = " \t,.;:!?…–—-"
_PREDICATES = frozenset({"VERB", "PRTS", "ADJS", "PRED", "INFN", "GRND"})
_AUXILIARIES = re.compile(
    r"(?<![^\W_])(?:is|are|was|were|do|does|did|has|have|had|will|be|been|there|the|a"
    r"|an)(?![^\W_])",
    re.IGNORECASE,
)
_KAZAKH_VERB = re.compile(
    r"(?:[аеый](?:ды|ді)|[ғқгк][ае]н|[лнрдшстқкй][дт][ыі]|бар|жоқ|тұр|жүр|отыр|жатыр|екен|еді)$"
)
_LEADING = re.compile(
    r"^(?:(?:of|in|for|by|to|at|on|from|на|за|по|о|об|у|для|к|с|из|от)\s)+", re.IGNORECASE
)
_AUXILIARY = re.compile(r"^(?:жатыр|тұр|жүр|отыр|жатқан|жатты)$")
_CONVERB = re.compile(r"(?:[ыіае]п|йып|йіп)$")
_DATIVE = re.compile(r"[ғгқк][ае]$")
_OBJECT = re.compile(r"[дтн][ыі]$")
_GENITIVE = re.compile(r"[дтн][ыі]ң$")
_IN = re.compile(r"^(?:во?|на|in|at|on)\s", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\(([^()]+)\)[\s?!.]*$")
_PRONOUNS = re.compile(
    r"(?<![^\W_])(?:он|она|оно|они|его|е[её]|их|ему|ей|в ней|в нём|из них|это|ол|оның|оны|it|they)"
    r"(?![^\W_])",
    re.IGNORECASE,
)
_COUNTED = frozenset({"number", "share"})
_CASES_OF_POINTERS = (
    (re.compile(r"^(?:этого|того|данного)", re.IGNORECASE), "ого", "gent"),
    (re.compile(r"^(?:этому|тому|данному)", re.IGNORECASE), "ому", "datv"),
    (re.compile(r"^(?:этом|том|данном)", re.IGNORECASE), "ом", "loct"),
    (re.compile(r"^(?:этим|тем|данным)", re.IGNORECASE), "им", "ablt"),
    (re.compile(r"^(?:этой|той|данной)", re.IGNORECASE), "ой", "loct"),
    (re.compile(r"^(?:эту|ту|данную)", re.IGNORECASE), "ую", "accs"),
    (re.compile(r"^(?:эта|та|данная)", re.IGNORECASE), "ая", "nomn"),
    (re.compile(r"^(?:этот|тот|данный)", re.IGNORECASE), "ий", "nomn"),
)
_TYPE_CASES: tuple[tuple[Case, re.Pattern[str]], ...] = (
    ("whence", re.compile(r"[дтн][ае]н$")),
    ("of", re.compile(r"[дтн][ыі]ң$")),
    ("where", re.compile(r"[дт][ае]$")),
    ("to", re.compile(r"[ғқгк][ае]$")),
)


def subject_of(
    question: str, language: Language, *, with_period: bool, with_measure: bool = False
) -> str:
    """What the question is about: without question words, verbs and words for a measure.

    Of a question that was made whole by brackets it is what stands in them.

    Empty when nothing is left.

    >>> subject_of("Сколько стоит строительство школы в Тасбулаке?", "ru", with_period=True)
    'строительство школы в Тасбулаке'
    """
    if (inner := _IN_BRACKETS.search(question)) is not None:
        question = inner[1]
    slots = [s for s in find_slots(question) if with_period or s.kind != "period"]
    left_out = [m.span() for m in QUESTION_WORDS.finditer(question)]
    if not with_period:
        left_out += [(s.lead, s.end) for s in find_slots(question) if s.kind == "period"]
    left_out += [m.span() for m in _PRONOUNS.finditer(question)]
    if language == "en":
        left_out += [m.span() for m in _AUXILIARIES.finditer(question)]
    left_out = [span for span in left_out if not _is_inside(span, slots)]
    spoken = [m for m in _WORD.finditer(question) if not _is_inside(m.span(), slots)]
    kept = [m for m in spoken if not any(a <= m.start() < b for a, b in left_out)]
    verbs = _verbs(kept, language)
    kinds = FIGURE_KINDS if answer_kind(question) in FIGURE_KINDS else {answer_kind(question)}
    measures = [m for m in kept if m not in verbs and answer_kind(m.group()) in kinds - {"other"}]
    if not with_measure and len(kept) > len(verbs) + len(measures):
        verbs += measures
    return _joined(question, left_out + [m.span() for m in verbs], language)


def tells_subject(question: str) -> bool:
    """Whether a question was made whole by its subject in brackets."""
    return _IN_BRACKETS.search(question) is not None


def without_role(subject: str) -> str:
    """The subject without the one who was asked for: of «подрядчик ремонта школы» the repair.

    >>> without_role("подрядчик ремонта школы"), without_role("ремонт школы")
    ('ремонт школы', 'ремонт школы')
    """
    role, _, rest = subject.partition(" ")
    readings = russian.readings(role.lower())
    is_role = bool(rest) and bool(readings) and {"anim", "nomn"} <= readings[0]
    return _nominative(rest) if is_role else subject


def is_counting(question: str) -> bool:
    """Whether a question asks how many of something there are, so that its noun is a measure."""
    return answer_kind(question) in _COUNTED and QUANTITY.search(question) is not None


def place_of(question: str) -> Slot | None:
    """The place a question asks about: a typed one, else a name bound by preposition or ending."""
    slots = [slot for slot in find_slots(question) if slot.kind != "period"]
    typed = [slot for slot in slots if slot.place is not None]
    bound = [
        slot
        for slot in slots
        if slot.lead < slot.start
        or without_case(question[slot.start : slot.end]) != question[slot.start : slot.end]
    ]
    return next((choice[-1] for choice in (typed, bound) if choice), None)


def whereabouts(question: str, slot: Slot, language: Language) -> str:
    """A place of a question as a phrase that says where: «в Медеуском районе», «Медеу ауданында».

    ``language`` is the question's; the phrase stays in it.
    """
    phrase = question[slot.lead : slot.end]
    name = question[slot.name_start : slot.name_end]
    if language == "en":
        return phrase if _IN.match(phrase) else f"in {question[slot.start : slot.end]}"
    if language == "kk":
        if slot.place is None or name.isdigit():
            return phrase
        return with_type(name, slot.place, "kk")
    if _IN.match(phrase):
        return phrase
    return "в " + (_declined(question, slot, "ом", "loct") or question[slot.start : slot.end])


def pointed_at(question: str, slot: Slot, pointer: str, language: Language) -> str:
    """A place of a question in the form of the words that point to it: «этого района», «там».

    ``language`` is that of both.
    """
    words = pointer.split()
    if len(words) == 1 or language == "en":
        where = whereabouts(question, slot, language)
        return where if len(words) == 1 else _IN.sub("", where)
    name = question[slot.name_start : slot.name_end]
    if language == "kk":
        return _pointed_at_in_kazakh(name, words[-1].lower(), question[slot.start : slot.end], slot)
    ending, case = next(
        (ending, case) for shape, ending, case in _CASES_OF_POINTERS if shape.match(pointer)
    )
    return _declined(question, slot, ending, case) or question[slot.start : slot.end]


def _pointed_at_in_kazakh(name: str, type_word: str, phrase: str, slot: Slot) -> str:
    if slot.place is None:
        return phrase
    adjective = type_word.endswith(("ғы", "гі"))
    case: Case = next((c for c, ending in _TYPE_CASES if ending.search(type_word)), "")
    typed = with_type(name, slot.place, "kk", "where" if adjective else case)
    return typed + ("ғы" if is_back(typed) else "гі") if adjective else typed


def _declined(question: str, slot: Slot, ending: str, case: str) -> str | None:
    """A Russian place in a case; None where its parts are not known."""
    name = question[slot.name_start : slot.name_end]
    words = [m.group() for m in _WORD.finditer(question[slot.start : slot.end])]
    if slot.place is None:
        return nominative(name) if case == "nomn" else None
    type_word = next((word for word in words if word not in name), "")
    form = russian.find_form(type_word.lower(), case)
    if form is None:
        return None
    if is_adjective(name):
        feminine = "femn" in russian.readings(form)[0]
        ends = {"loct": "ой", "gent": "ой", "datv": "ой"} if feminine else {}
        return f"{adjective_stem(name)}{ends.get(case, ending)} {form}"
    start, end = question.find(type_word, slot.start), 0
    end = start + len(type_word)
    return question[slot.start : start] + form + question[end : slot.end]


def _verbs(kept: list[re.Match[str]], language: Language) -> list[re.Match[str]]:
    if language == "kk":
        # The verb ends the sentence, after what it is made of: «салып жатыр», «жұмыс істейді».
        n = sum(1 for m in kept[-1:] if _KAZAKH_VERB.search(m.group().lower()))
        helps = n > 0 and _AUXILIARY.search(kept[-1].group().lower())
        n += 0 if not helps else sum(1 for m in kept[-2:-1] if _CONVERB.search(m.group().lower()))
        return kept[len(kept) - n :]
    return [m for m in kept if language == "ru" and is_predicate(m.group().lower())]


def is_predicate(word: str) -> bool:
    """Whether a lower-case Russian word likeliest is a verb or a short form."""
    readings = russian.readings(word)
    return bool(readings) and bool(readings[0] & _PREDICATES) and len(word) > 2


def _is_inside(span: tuple[int, int], slots: list[Slot]) -> bool:
    return any(slot.lead <= span[0] < slot.end for slot in slots)


def _joined(question: str, left_out: list[tuple[int, int]], language: Language) -> str:
    parts, at = [], 0
    for start, end in sorted(left_out):
        parts.append(question[at : max(at, start)])
        at = max(at, end)
    text = " ".join(" ".join((*parts, question[at:])).split()).strip(_EDGES)
    if language == "kk":
        return _nominative_in_kazakh(text)
    return _nominative(text) if language == "ru" else _LEADING.sub("", text)


def _nominative_in_kazakh(text: str) -> str:
    """A Kazakh subject without the case that a word which is left out gave it."""
    bare = _GENITIVE.sub("", text)
    if bare != text:
        return bare
    before, space, last = text.rpartition(" ")
    bare = _OBJECT.sub("", last)
    if bare == last:
        bare = _DATIVE.sub("", last)
    known = bare != last and (kazakh.stem(last.lower()) == bare.lower() or bare.endswith("у"))
    return f"{before}{space}{bare}" if known else text


def _nominative(text: str) -> str:
    """A Russian subject that hung on a word that is left out, as it stands by itself."""
    text = _LEADING.sub("", text)
    first, space, rest = text.partition(" ")
    readings = russian.readings(first) if first.islower() else ()
    if not readings or "NOUN" not in readings[0] or any("nomn" in r for r in readings):
        return text
    return (russian.find_form(first, "nomn") or first) + space + rest
