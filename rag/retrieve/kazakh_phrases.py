"""Finds the Kazakh phrase of a question whose place another can take, by case and word order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.retrieve.followup_words import QUESTION_WORDS
from rag.retrieve.phrase_words import Word, words_of
from rag.text import kazakh

_CASES = (
    ("where", re.compile(r"(?:[дт][ае]|нда|нде)$")),
    ("of_where", re.compile(r"[дт][ае]ғы$|[дт]егі$")),
    ("whence", re.compile(r"(?:[дтн][ае]н)$")),
    ("of", re.compile(r"[дтн][ыі]ң$")),
    ("whom", re.compile(r"[дтн][ыі]$")),
    ("to", re.compile(r"(?:[ғқ]а|[гк]е|ына|іне|сына|сіне|арға|ерге)$")),
    ("with", re.compile(r"(?:мен|бен|пен)$")),
)
_CONDITION = re.compile(r"[сз]?[ае]?с[ае](?:м|ң|қ|к|ңыз|ңіз)$|м[ае]с[ае]$")
_ATTRIBUTE = re.compile(
    r"^(?:ірі|ұсақ|жаңа|ескі|үлкен|кіші|жас|орта|жалпы|жеке|бос|көп|аз|басқа|тұрақты|уақытша)$"
    r"|(?:лық|лік|дық|дік|тық|тік|ғы|гі|қы|кі|лы|лі|ды|ді|ты|ті|сыз|сіз|ған|ген|қан|кен)$"
)
_POSSESSED = re.compile(r"[ыі]$")


def find_kazakh(text: str, phrase: str) -> tuple[int, int] | None:
    """The span in ``text`` that a Kazakh phrase can take the place of; None for none."""
    listed, wanted = words_of(text), words_of(phrase)
    question = next(
        (n for n, word in enumerate(listed) if QUESTION_WORDS.fullmatch(word.lower)), len(listed)
    )
    if not wanted or not listed:
        return None
    last = wanted[-1].lower
    if _CONDITION.search(last):
        return None
    stems = [kazakh.stem(word.lower) for word in listed]
    shared = [n for n, stem in enumerate(stems) if stem == kazakh.stem(last)]
    if shared and len(wanted) > 1:
        return _run(listed, shared[-1], {"", "of"})
    case = _kazakh_case(last)
    if case:
        # The last word is the verb, whose ending may look like that of a case.
        names = [n for n, word in enumerate(listed[:-1]) if not word.in_slot]
        same = [n for n in names if _kazakh_case(listed[n].lower) == case]
        return (listed[same[-1]].start, listed[same[-1]].end) if same else None
    following = question + 1
    if following < len(listed) - 1 and not listed[following].in_slot:
        return listed[following].start, listed[_noun_at(listed, following)].end
    run = _run(listed, question - 1, {""}) if question else None
    return run and _without_measure(text, run, phrase)


def _noun_at(listed: Sequence[Word], at: int) -> int:
    """The noun that a word belongs to: of «ірі қара бар» the second; the last word is the verb."""
    while at < len(listed) - 2 and _ATTRIBUTE.search(listed[at].lower):
        at += 1
    return at


def _without_measure(text: str, run: tuple[int, int], phrase: str) -> tuple[int, int]:
    """Of «су тарифі» only «су», when what takes its place is said of the tariff as well."""
    before, space, last = text[run[0] : run[1]].rpartition(" ")
    if not space or not _POSSESSED.search(last.lower()) or _POSSESSED.search(phrase.lower()):
        return run
    return run[0], run[0] + len(before)


def _run(listed: Sequence[Word], last: int, cases: set[str]) -> tuple[int, int] | None:
    """The words up to ``last`` that belong together: up to a slot or a word of another case."""
    first = last + 1
    while first and not listed[first - 1].in_slot:
        case = _kazakh_case(listed[first - 1].lower)
        if first - 1 != last and case not in cases:
            break
        first -= 1
    if first > last or (first == last and _kazakh_case(listed[last].lower)):
        return None
    return listed[first].start, listed[last].end


def _kazakh_case(word: str) -> str:
    return next((name for name, ending in _CASES if ending.search(word)), "")
