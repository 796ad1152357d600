"""Finds every way to cut endings off a Kazakh word, and the known roots among the stems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from rag.text.kazakh_endings import (
    BACK_VOWELS,
    ENDINGS,
    FRONT_VOWELS,
    INNER,
    VERBAL,
    VOWELS,
    Ending,
    Kind,
    fold_ending,
)
from rag.text.kazakh_roots import NAME_ROOTS, VERB_ROOTS
from rag.text.letters import fold_kazakh


class Cut(NamedTuple):
    """A way to cut a word: the stem as it stands in the word, and the endings, outermost first."""

    stem: str
    endings: tuple[Ending, ...]

    @property
    def is_verb(self) -> bool:
        """Whether the endings are such as only verbs take."""
        return bool(self.endings) and self.endings[-1].kind in VERBAL

    @property
    def loses_voice(self) -> bool:
        """Whether a vowel follows, before which к, қ, п become voiced: кітап, кітаб-ы."""
        return bool(self.endings) and self.endings[-1].text[0] in VOWELS


class Grammar(NamedTuple):
    """Endings by their text, and roots by how they are spelt where this grammar is used."""

    endings: Mapping[str, tuple[Ending, ...]]
    names: Mapping[str, str]
    verbs: Mapping[str, str]
    elisions: Mapping[str, str]


_LONGEST_ENDING = max(len(ending.text) for ending in ENDINGS)
# Roots whose second vowel falls out before a vowel.
_ELISIONS = {
    "халқ": "халық", "орн": "орын", "мойн": "мойын", "мұрн": "мұрын", "ерн": "ерін",
    "қарн": "қарын", "ауз": "ауыз", "көңл": "көңіл", "құлқ": "құлық", "әрп": "әріп", "ерк": "ерік",
    "бөрк": "бөрік", "көрк": "көрік", "ойн": "ойын", "қойн": "қойын", "қорқ": "қорық",
    "мүлк": "мүлік", "қалп": "қалып", "нарқ": "нарық", "парқ": "парық", "ғұрп": "ғұрып",
    "ырқ": "ырық", "таус": "тауыс", "даус": "дауыс", "бауры": "бауыр", "қырқ": "қырық",
}  # fmt: skip
_HARDENED = {"б": "п", "г": "к", "ғ": "қ"}
# After these a final р is the plural's («жұмыстар»), hardly ever a tense («жұмыста-р»).
_VERB_MAKERS = ("ла", "ле", "да", "де", "та", "те")
# Loans that end in a voiced letter for good.
_VOICED_LOANS = ("клуб", "штаб", "округ", "араб", "герб", "куб", "хаб", "ог", "рг", "нг", "лиг")
# Letters that stand for two sounds with an ending between them: қою is қой-у, оқиды is оқы-йды.
_SPELT_OUT = (("ю", "йу"), ("я", "йа"), ("и", "ый"), ("и", "ій"))


def cuts(word: str, grammar: Grammar) -> Iterator[Cut]:
    """Every way to cut endings off a lower-case word that grammar allows, the word uncut first."""
    yield from _cut(Cut(word, ()), "word", frozenset(), grammar)
    for letter, sounds in _SPELT_OUT:
        place = word.rfind(letter)
        if place > 0:
            spelt = word[:place] + sounds + word[place + 1 :]
            for cut in _cut(Cut(spelt, ()), "word", frozenset(), grammar):
                if len(cut.stem) == place + 1 and cut.is_verb:
                    yield cut


def known_root(cut: Cut, grammar: Grammar) -> str | None:
    """The root in its own spelling when the stem is a known one; None when it is not."""
    roots = grammar.verbs if cut.is_verb else grammar.names
    root = next((roots[s] for s in _spellings(cut, grammar) if s in roots), None)
    return grammar.verbs.get(cut.stem) if root is None and not cut.endings else root


def _spellings(cut: Cut, grammar: Grammar) -> Iterator[str]:
    """The stem as it is and as it was before the ending changed it."""
    stem = cut.stem
    yield stem
    if not cut.endings:
        return
    yield stem + stem[-1]  # процес-ке, клас-қа
    if not cut.loses_voice:
        return
    if stem in grammar.elisions:
        yield grammar.elisions[stem]
    if stem[-1] in _HARDENED:
        yield stem[:-1] + _HARDENED[stem[-1]]
    if stem[-1] == "л":
        yield stem + "ь"
    if cut.is_verb:
        yield stem + "ы"
        yield stem + "і"
        if stem[-2:] in {"ау", "еу"}:
            yield stem[:-1] + "п"


def written_stem(cut: Cut) -> str:
    """The stem as the word is written by itself: кітаб before a vowel is кітап."""
    stem = cut.stem
    if cut.loses_voice and stem[-1] in _HARDENED and not stem.endswith(_VOICED_LOANS):
        return stem[:-1] + _HARDENED[stem[-1]]
    return stem


def _cut(
    so_far: Cut, kind: Kind | Literal["word"], needs: frozenset[str], grammar: Grammar
) -> Iterator[Cut]:
    word = so_far.stem
    complete = not needs or (word in grammar.names and word[-1] in "ыіи")
    if complete and kind != "person":
        yield so_far
    for length in range(1, min(_LONGEST_ENDING, len(word) - 2) + 1):
        for ending in grammar.endings.get(word[-length:], ()):
            if ending.kind not in INNER[kind] or (needs and ending.text not in needs):
                continue
            rest = word[:-length]
            if _fits(rest, ending):
                cut = Cut(rest, (*so_far.endings, ending))
                yield from _cut(cut, ending.kind, ending.needs, grammar)


def _fits(rest: str, ending: Ending) -> bool:
    """Whether the ending may follow ``rest`` by its last letter and by vowel harmony."""
    if rest[-1] not in ending.after and rest[-1] != "ь":
        return False
    if ending.text == "р" and rest.endswith(_VERB_MAKERS):
        return False
    return ending.harmony == "any" or _harmony(rest) in {ending.harmony, "any"}


@lru_cache(maxsize=16_384)
def _harmony(rest: str) -> str:
    """The harmony of the last vowel that has one; "any" after и, ю, ь, after -ев of surnames, which
    takes back vowels («Қонаевта»), and where there is none."""
    if rest.endswith("ев"):
        return "any"
    for place in range(len(rest) - 1, -1, -1):
        letter = rest[place]
        if letter in BACK_VOWELS:
            return "back"
        if letter in FRONT_VOWELS:
            return "front"
        if letter in "июь" or (letter == "у" and _between_consonants(rest, place)):
            return "any"
    return "any"


def _between_consonants(word: str, place: int) -> bool:
    """Whether у is a vowel of a loan (ресурс), which takes endings of either harmony."""
    around = word[place - 1 : place] + word[place + 1 : place + 2]
    return len(around) == 2 and VOWELS.isdisjoint(around)


def _by_text(endings: Iterable[Ending]) -> dict[str, tuple[Ending, ...]]:
    grouped: dict[str, list[Ending]] = {}
    for ending in dict.fromkeys(endings):
        grouped.setdefault(ending.text, []).append(ending)
    return {text: tuple(same) for text, same in grouped.items()}


def _folded_roots(roots: frozenset[str]) -> dict[str, str]:
    # Sorted backwards, so that of roots that fold alike the first by alphabet is kept.
    return {fold_kazakh(root): root for root in sorted(roots, reverse=True)}


EXACT = Grammar(
    _by_text(ENDINGS),
    {root: root for root in NAME_ROOTS},
    {root: root for root in VERB_ROOTS},
    _ELISIONS,
)
FOLDED = Grammar(
    _by_text(fold_ending(ending) for ending in ENDINGS),
    _folded_roots(NAME_ROOTS),
    _folded_roots(VERB_ROOTS),
    {fold_kazakh(short): fold_kazakh(full) for short, full in _ELISIONS.items()},
)
