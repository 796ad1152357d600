"""Splits text into sentences, for Kazakh and Russian official prose and English."""

from __future__ import annotations

import re

from rag.text.russian import is_plain_subject, roles
from rag.text.stopwords import STOP_WORDS
from rag.text.wordlist import words

Span = tuple[int, int]

# A run of terminators, then what still belongs to the sentence: closing quotes and brackets,
# citation markers and footnote numbers in brackets.
_TERMINATOR = re.compile(r"[.!?…]+[»”\")\]’]*(?:[ \xa0]?\[\d{1,3}\])*")
_LINE = re.compile(r"[^\n]+")
# How far back an abbreviation can reach ("и т.д.").
_WINDOW = 24
_LETTERS = re.compile(r"[^\W\d_]+")
# How far back the predicate of a sentence is looked for, so that time stays linear.
_REACH = 300
_WORD_BEFORE = re.compile(r"(?:[^\W\d_]|(?<=[^\W\d_])[.\-](?=[^\W\d_]))+$")
_WORD_AFTER = re.compile(r"[«“\"(\[—–№-]*\s*([^\W_]+)(\.?)")
_ENUMERATOR = re.compile(r"[«“\"(\[\-–—*•\s]*(?:\d{1,3}(?:\.\d{1,3})*|[IVXІХ]{1,5}|[^\W\d_])$")

# Abbreviations that something always follows: the period never ends a sentence.
_NEVER_LAST = words(
    """
    ул пр просп пл пер бул им д дом кв стр с ст п пп рис табл см ср напр г-н г-жа гр св проф акад
    доц инж к.т.н д.т.н к.м.н д.м.н т.е т.ч т.н т.к т.с и.о вр.и.о зам нач рук тел моб факс мкр мкрн
    обл о р б ш қ к корп лит оф каб пом п.г.т с.о а.о а.к а.қ ш.а ж.м с.ш көш даң ықш қалаұ
    mr mrs ms dr prof st no vs e.g i.e fig vol pp inc ltd approx
    """
)
# Abbreviations that may also end a sentence. After those of measures a capital starts a new one;
# after those of dates and places only a word that opens sentences does: «2022 г. Алматы».
_MEASURES = words(
    """
    т.г т.д т.п тыс млн млрд трлн руб тг др проч т.б с.с м км мм га л кг т ц ч мин сек чел ед шт экз
    кв.м куб.м п.м пог.м м.кв м.куб кв.км куб.км т.м ш.м тыс.т тыс.га млн.т долл сут коп вт мвт квт
    квт.ч гкал см дм мл гр.ц гол сот сотк мес нед дн сағ пос.м усл.ед у.е шт.ед бал etc
    """
)
_SCALES = words("тыс млн млрд трлн мың")
_DATES = words("г гг ж жж ғ ғғ н.э д.н.э б.з.д b.c a.d a.m p.m u.s co")
# Nouns that no Russian dictionary has.
_INSTITUTIONS = words("акимат акиматы маслихат маслихаты")
_STARTERS = STOP_WORDS["ru"] | STOP_WORDS["kk"] | STOP_WORDS["en"]
_OPENING = '«“"([—–-•*№'


def split_sentences(text: str) -> tuple[Span, ...]:
    """Half-open, trimmed spans of the sentences, in order; together they hold every non-space.

    A line break always splits, a semicolon never. Sentences that were run together without a
    space are split; abbreviations, initials, list numbers, dates and decimals do not split. Linear
    in the length of ``text``.

    >>> text = "Обзор готов.В 2022 г. построено 5 домов на ул. Абая. Что дальше?"
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['Обзор готов.', 'В 2022 г. построено 5 домов на ул. Абая.', 'Что дальше?']
    """
    spans: list[Span] = []
    for line in _LINE.finditer(text):
        spans.extend(_split_line(text, line.start(), line.end()))
    return tuple(spans)


def _split_line(text: str, start: int, end: int) -> list[Span]:
    spans: list[Span] = []
    begin = start
    for mark in _TERMINATOR.finditer(text, start, end):
        if mark.end() < end and _ends_sentence(text, begin, mark, end):
            _append_trimmed(spans, text, begin, mark.end())
            begin = mark.end()
    _append_trimmed(spans, text, begin, end)
    return spans


def _append_trimmed(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        start += len(piece) - len(piece.lstrip())
        spans.append((start, start + len(stripped)))


def _ends_sentence(text: str, begin: int, mark: re.Match[str], end: int) -> bool:
    """Whether the terminator at ``mark`` ends the sentence that starts at ``begin``."""
    stop = mark.end()
    after = text[stop : min(stop + 40, end)]
    gap = after[:1].isspace()
    following = _WORD_AFTER.match(after.lstrip())
    if following is None:
        # A dash, a bullet or a sign: a new sentence only after a space.
        return gap and bool(after.strip()) and after.lstrip()[0] in _OPENING
    if not gap and not _may_run_together(text, mark, after):
        return False
    word = following[1]
    opens = after.lstrip()[0] in _OPENING
    if word[0].islower():
        return False if mark.group()[0] not in "!?" else opens and mark.group()[-1] in "!?"
    if mark.group()[0] != ".":
        return True
    return not _is_abbreviation(text, begin, mark, following)


def _may_run_together(text: str, mark: re.Match[str], after: str) -> bool:
    """Whether a terminator without a space after it stands between two sentences."""
    before = text[mark.start() - 1] if mark.start() else ""
    follows = after.lstrip('«“"(')[:1]
    if not follows.isupper():
        return False
    if before.isupper():
        # An abbreviation such as «ООН.», not an initial.
        return text[max(mark.start() - 2, 0) : mark.start()].isupper()
    return before.islower() or before.isdigit() or before in '»”")]%₸' or mark.group() != "."


def _is_abbreviation(text: str, begin: int, mark: re.Match[str], following: re.Match[str]) -> bool:
    """Whether the period belongs to what stands before it and the sentence goes on."""
    if mark.group()[:2] == "..":
        return False
    before = text[max(begin, mark.start() - _WINDOW) : mark.start()]
    if len(before) < _WINDOW and _ENUMERATOR.fullmatch(before):
        return True
    found = _WORD_BEFORE.search(before)
    if found is None or (found.group().isupper() and before[: found.start()][-1:].isdigit()):
        return False  # nothing, or the letter of a house number: «310Б.»
    word = found.group().lower()
    starts = _starts_sentence(following)
    if word in _SCALES and following[1][0].isdigit():
        return True
    if word in _MEASURES:
        return not (starts or len(following[1]) > 1)
    if word in _DATES:
        dated = before[: found.start()].rstrip()[-1:].isdigit()
        return not (dated and (starts or _is_new_subject(text[begin : mark.start()], following[1])))
    never_last = word in _NEVER_LAST or ("." in word and word.rpartition(".")[2] in _NEVER_LAST)
    return never_last or (_is_initial(before, found) and not starts)


def _is_new_subject(before: str, word: str) -> bool:
    """Whether a common noun in the nominative follows a sentence that has its predicate already.

    «Работы завершены в 2022 г. Министерство …» is two sentences, «В 2022 г. Министерство …» one.
    """
    subject = is_plain_subject(word.lower()) or word.lower() in _INSTITUTIONS
    if len(word) < 2 or not subject or word.isupper():
        return False
    return any("predicate" in roles(said) for said in _LETTERS.findall(before[-_REACH:].lower()))


def _starts_sentence(following: re.Match[str]) -> bool:
    """Whether the word after the period is one that opens sentences, not a name or an initial."""
    word, period = following[1], following[2]
    return word[0].isupper() and word.lower() in _STARTERS and not (period and len(word) == 1)


def _is_initial(before: str, found: re.Match[str]) -> bool:
    """Whether the word is an initial or a chain of them, as in «Е.А.»."""
    parts = found.group().split(".")
    return all(len(part) == 1 and part.isupper() for part in parts) or (
        len(parts[-1]) == 1 and parts[-1].isupper() and before[: found.start()].endswith(".")
    )
