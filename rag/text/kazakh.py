"""Strips Kazakh endings from words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from rag.text.kazakh_endings import (
    BACK_VOWELS,
    ENDINGS,
    FRONT_VOWELS,
    INNER,
    VOWELS,
    Ending,
    Kind,
    fold_ending,
)
from rag.text.kazakh_roots import NAME_ROOTS, VERB_ROOTS
from rag.text.letters import fold_kazakh, has_kazakh_letter
from rag.text.wordlist import words


class _Parse(NamedTuple):
    stem: str
    is_verb: bool
    floor: int
    known_only: bool


class _Grammar(NamedTuple):
    """Endings by their text, and roots by how they are spelt where this grammar is used."""

    endings: Mapping[str, tuple[Ending, ...]]
    names: Mapping[str, str]
    verbs: Mapping[str, str]
    elisions: Mapping[str, str]


_LONGEST_ENDING = max(len(ending.text) for ending in ENDINGS)
_NAME_KINDS = frozenset({"word", "case", "possessive", "plural"})
# Roots whose second vowel falls out before a vowel.
_ELISIONS = {
    "халқ": "халық", "орн": "орын", "мойн": "мойын", "мұрн": "мұрын", "ерн": "ерін",
    "қарн": "қарын", "ауз": "ауыз", "көңл": "көңіл", "құлқ": "құлық", "әрп": "әріп", "ерк": "ерік",
    "бөрк": "бөрік", "көрк": "көрік", "ойн": "ойын", "қойн": "қойын", "қорқ": "қорық",
}  # fmt: skip
_CONTRACTIONS = {"боп": "бол", "кеп": "кел", "қып": "қыл", "ғып": "қыл", "ап": "ал", "әкеп": "әкел"}
_HARDENED = {"б": "п", "г": "к", "ғ": "қ"}
# After these a final р is the plural's («жұмыстар»), hardly ever a tense («жұмыста-р»).
_VERB_MAKERS = ("ла", "ле", "да", "де", "та", "те")
# The pairs of consonants that Kazakh words and loans end in.
_FINAL_CLUSTERS = words(
    """
    рт лт нт ст ск рк лк нк рқ лқ йт рс лс кс пс фт кт пт нс рд рб рг мп нд рн рм лм лп рп тр др ль
    рф нг йн йк йм зм сс лл тт рш рч нч лд йл сқ хт мс вт зд мм нн йс ңк ңқ ңғ йд кл бл нц рц
    """
)
# Loans that end in a voiced letter for good.
_VOICED_LOANS = ("клуб", "штаб", "араб", "герб", "куб", "хаб", "ог", "рг", "нг", "лиг")
# Letters that stand for two sounds with an ending between them: қою is қой-у, оқиды is оқы-йды.
_SPELT_OUT = (("ю", "йу"), ("я", "йа"), ("и", "ый"), ("и", "ій"))


@lru_cache(maxsize=300_000)
def stem(word: str) -> str:
    """The word without its endings; the same for all forms of most words, never empty.

    ``word`` is lower case with look-alikes folded. Endings of case, possession, number, tense,
    person, negation and the passive are cut; derivations (-лық, -шы, -лы, -сыз) stay. Forms of
    known roots typed with Russian letters (каласында) give the root in Kazakh letters (қала).

    Source of the order and forms of endings: Kazakh grammar as described in
    https://wiki.apertium.org/wiki/Kazakh and R. Somfai Kara, Kazak, Lincom Europa, 2002.
    """
    if word in _CONTRACTIONS:
        return _CONTRACTIONS[word]
    known = find_root(word)
    if known is None and not has_kazakh_letter(word):
        folded = fold_kazakh(word)
        known = _known((p for p in _parses(folded, _FOLDED) if len(p.stem) > 2), _FOLDED)
    return known or _unknown(word, _parses(word, _EXACT))


@lru_cache(maxsize=300_000)
def find_root(word: str) -> str | None:
    """The known root that a lower-case word in Kazakh spelling is a form of; None when unknown."""
    return _known(_parses(word, _EXACT), _EXACT) or _known_spelt_out(word)


def _known_spelt_out(word: str) -> str | None:
    for letter, sounds in _SPELT_OUT:
        if letter in word[1:]:
            place = word.rindex(letter)
            spelt = word[:place] + sounds + word[place + 1 :]
            known = _known((p for p in _parses(spelt, _EXACT) if p.is_verb), _EXACT)
            if known is not None:
                return known
    return None


def _known(parses: Iterable[_Parse], grammar: _Grammar) -> str | None:
    """The longest known root among the parses; None when there is none."""
    best: tuple[int, str] | None = None
    for parse in parses:
        if best is not None and len(parse.stem) <= best[0]:
            continue
        roots = grammar.verbs if parse.is_verb else grammar.names
        root = next((roots[s] for s in _spellings(parse, grammar) if s in roots), None)
        if root is not None:
            best = (len(parse.stem), root)
    return best and best[1]


def _spellings(parse: _Parse, grammar: _Grammar) -> Iterator[str]:
    """The stem as it is and as it was before the ending changed it."""
    stem = parse.stem
    yield stem
    if stem in grammar.elisions:
        yield grammar.elisions[stem]
    if stem[-1:] in _HARDENED:
        yield stem[:-1] + _HARDENED[stem[-1]]
    if parse.is_verb:
        yield stem + "ы"
        yield stem + "і"
        if stem[-2:] in {"ау", "еу"}:
            yield stem[:-1] + "п"


def _unknown(word: str, parses: Iterable[_Parse]) -> str:
    """The shortest stem that every ending on its way allows; the word itself when none does."""
    best = word
    for parse in parses:
        if parse.known_only or len(parse.stem) < parse.floor or len(parse.stem) >= len(best):
            continue
        if _could_be_root(parse.stem):
            best = parse.stem
    return _harden(best) if best != word else word


def _harden(stem: str) -> str:
    if stem[-1] in _HARDENED and not stem.endswith(_VOICED_LOANS):
        return stem[:-1] + _HARDENED[stem[-1]]
    return stem


def _could_be_root(stem: str) -> bool:
    """Whether a stem has a vowel and does not end as no word does (жоспарл-, бүгінг-)."""
    if VOWELS.isdisjoint(stem):
        return False
    ends_in_cluster = VOWELS.isdisjoint(stem[-2:]) and stem[-1] != "ь"
    return not ends_in_cluster or stem[-2:] in _FINAL_CLUSTERS


def _parses(word: str, grammar: _Grammar) -> Iterator[_Parse]:
    """Every way to cut endings off a word, the word uncut among them."""
    yield from _cut(_Parse(word, False, 0, False), "word", frozenset(), grammar)


def _cut(
    so_far: _Parse, kind: Kind | Literal["word"], needs: frozenset[str], grammar: _Grammar
) -> Iterator[_Parse]:
    word = so_far.stem
    if len(word) > 1 and (not needs or (word in grammar.names and word[-1] in "ыіи")):
        yield so_far
    for length in range(1, min(_LONGEST_ENDING, len(word) - 1) + 1):
        for ending in grammar.endings.get(word[-length:], ()):
            if ending.kind not in INNER[kind] or (needs and ending.text not in needs):
                continue
            rest = word[:-length]
            if _fits(rest, ending):
                known_only = so_far.known_only or ending.known or _is_derived(rest, ending)
                floor = max(so_far.floor, ending.floor)
                is_verb = ending.kind not in _NAME_KINDS
                cut = _Parse(rest, is_verb, floor, known_only)
                yield from _cut(cut, ending.kind, ending.needs, grammar)


def _fits(rest: str, ending: Ending) -> bool:
    """Whether the ending may follow ``rest`` by its last letter and by vowel harmony."""
    if rest[-1] not in ending.after and rest[-1] != "ь":
        return False
    if ending.text == "р" and rest.endswith(_VERB_MAKERS):
        return False
    return ending.harmony == "any" or _harmony(rest) in {ending.harmony, "any"}


def _is_derived(rest: str, ending: Ending) -> bool:
    """Whether the ending is more likely the end of an adjective: сапа-лы, not сапал-ы."""
    return ending.text in {"ы", "і"} and rest.endswith("л")


@lru_cache(maxsize=50_000)
def _harmony(rest: str) -> str:
    """The harmony of the last vowel that has one; "any" after и, ю, ь and where there is none."""
    for letter in reversed(rest):
        if letter in BACK_VOWELS:
            return "back"
        if letter in FRONT_VOWELS:
            return "front"
        if letter in "июь":
            return "any"
    return "any"


def _by_text(endings: Iterable[Ending]) -> dict[str, tuple[Ending, ...]]:
    grouped: dict[str, list[Ending]] = {}
    for ending in dict.fromkeys(endings):
        grouped.setdefault(ending.text, []).append(ending)
    return {text: tuple(same) for text, same in grouped.items()}


def _folded_roots(roots: frozenset[str]) -> dict[str, str]:
    # Sorted backwards, so that of roots that fold alike the first by alphabet is kept.
    return {fold_kazakh(root): root for root in sorted(roots, reverse=True)}


_EXACT = _Grammar(
    _by_text(ENDINGS),
    {root: root for root in NAME_ROOTS},
    {root: root for root in VERB_ROOTS},
    _ELISIONS,
)
_FOLDED = _Grammar(
    _by_text(fold_ending(ending) for ending in ENDINGS),
    _folded_roots(NAME_ROOTS),
    _folded_roots(VERB_ROOTS),
    {fold_kazakh(short): fold_kazakh(full) for short, full in _ELISIONS.items()},
)
