"""The endings of Kazakh in all their forms, and what may stand before each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

from rag.text.letters import fold_kazakh

Kind = Literal["case", "possessive", "plural", "finite", "participle", "negation", "voice"]
Harmony = Literal["back", "front", "any"]

VOWELS = frozenset("аәеёиоөуұүыіэюя")
BACK_VOWELS = frozenset("аоұыяё")
FRONT_VOWELS = frozenset("әеөүіэ")
# у and й behave as consonants before endings; и as either.
_VOWEL = VOWELS - {"у"}
_CONSONANT = frozenset("бвгғджзйкқлмнңпрстуфхһцчшщьи")
_NASAL = frozenset("мнң")
_SIBILANT = frozenset("зж")
_VOICELESS = frozenset("пткқсшщчцфхһбвгд")
_GLIDE = frozenset("рйуи")
# Words end in these vowels; the rest stand before ны only in смартфон-ы and the like.
_OPEN = frozenset("аәеыіияю")
_ANY = _VOWEL | _CONSONANT


@dataclass(frozen=True, slots=True)
class Ending:
    """One form of an ending.

    ``after`` are the letters it may follow; ``needs`` names endings one of which must be cut next;
    ``floor`` is the least number of letters an unknown stem must keep; ``known`` allows it on known
    roots only.
    """

    text: str
    kind: Kind
    harmony: Harmony
    after: frozenset[str]
    floor: int = 3
    known: bool = False
    needs: frozenset[str] = frozenset()


_BACK = {"A": "а", "I": "ы", "G": "ғ", "K": "қ", "Q": "қ"}
_FRONT = {"A": "е", "I": "і", "G": "г", "K": "к", "Q": "к"}
"""A, I: vowels by harmony; G after voiced, K after voiceless letters; Q the plural «we»."""
_POSSESSIVE_3 = frozenset({"ы", "і", "сы", "сі"})
_POSSESSIVE_12 = frozenset({"ым", "ім", "ың", "ің", "м", "ң"})


def _forms(
    templates: str,
    kind: Kind,
    after: frozenset[str],
    floor: int = 3,
    *,
    known: bool = False,
    needs: frozenset[str] = frozenset(),
) -> Iterator[Ending]:
    for template in templates.split():
        back, front = (
            "".join(letters.get(letter, letter) for letter in template)
            for letters in (_BACK, _FRONT)
        )
        if back == front:
            yield Ending(back, kind, "any", after, floor, known, needs)
            continue
        yield Ending(back, kind, "back", after, floor, known, needs)
        yield Ending(front, kind, "front", after, floor, known, needs)


def _nominal() -> Iterator[Ending]:
    sonorant = _GLIDE | {"л"}
    voiced = _VOWEL | sonorant | _NASAL | _SIBILANT
    yield from _forms("лAр", "plural", _VOWEL | _GLIDE, 2)
    yield from _forms("дAр", "plural", _NASAL | _SIBILANT | {"л"}, 3)
    yield from _forms("тAр", "plural", _VOICELESS, 3)
    yield from _forms("нIң", "case", _OPEN | _NASAL, 2)
    yield from _forms("дIң", "case", sonorant | _SIBILANT, 2)
    yield from _forms("тIң", "case", _VOICELESS, 2)
    yield from _forms("GA", "case", voiced, 3)
    yield from _forms("KA", "case", _VOICELESS, 3)
    yield from _forms("нI", "case", _OPEN, 3)
    yield from _forms("дI", "case", sonorant | _NASAL | _SIBILANT, 3)
    yield from _forms("тI", "case", _VOICELESS, 3)
    yield from _forms("дA дAGI", "case", voiced, 3)
    yield from _forms("тA тAGI", "case", _VOICELESS, 3)
    yield from _forms("дAн", "case", _VOWEL | sonorant | _SIBILANT, 3)
    yield from _forms("нAн", "case", _NASAL, 3)
    yield from _forms("тAн", "case", _VOICELESS, 4)
    yield from _forms("мен менен", "case", _VOWEL | sonorant | _NASAL, 3)
    yield from _forms("бен", "case", _SIBILANT | _NASAL, 3)
    yield from _forms("пен", "case", _VOICELESS, 3)
    yield from _forms("дAй", "case", voiced, 3, known=True)
    yield from _forms("тAй", "case", _VOICELESS, 3, known=True)
    yield from _forms("н нA ндA нAн ндAGI", "case", frozenset("ыі"), 3, needs=_POSSESSIVE_3)
    yield from _forms("A", "case", frozenset("мң"), 3, needs=_POSSESSIVE_12)
    yield from _forms("I", "possessive", _CONSONANT, 3)
    yield from _forms("сI", "possessive", _VOWEL, 3)
    yield from _forms("Iм Iң", "possessive", _CONSONANT, 3, known=True)
    yield from _forms("м ң", "possessive", _VOWEL, 3, known=True)
    yield from _forms("IмIз IңIз", "possessive", _CONSONANT, 3)
    yield from _forms("мIз ңIз", "possessive", _VOWEL, 3)
    yield from _forms("IрAQ", "case", _CONSONANT, 4, known=True)
    yield from _forms("GI", "case", voiced, 4)
    yield from _forms("KI", "case", _VOICELESS, 4)


def _verbal() -> Iterator[Ending]:
    voiced = _ANY - _VOICELESS
    persons = ("м", "ң", "Q", "ңIз", "ңдAр", "ңIздAр")
    yield from _forms("дI", "finite", voiced, 2)
    yield from _forms("тI", "finite", _VOICELESS, 2)
    yield from _joined(("дI",), persons, "finite", voiced, known=True)
    yield from _joined(("тI",), persons, "finite", _VOICELESS, known=True)
    people = ("мIн", "м", "сIң", "мIз", "сIз", "сIңдAр", "сIздAр")
    yield from _forms("AдI", "finite", _CONSONANT, 2)
    yield from _forms("йдI", "finite", _VOWEL, 2)
    yield from _joined(("A",), people, "finite", _CONSONANT, known=True)
    yield from _joined(("й",), people, "finite", _VOWEL, known=True)
    yield from _joined(("сA",), ("м", "ң", "Q", "ңIз"), "finite", _ANY, known=True)
    yield from _forms("сA", "finite", _ANY, 3, known=True)
    yield from _forms("сIн", "finite", _ANY, 3, known=True)
    yield from _forms("IңIз IңIздAр IңдAр AйIн AйIQ", "finite", _CONSONANT, 3, known=True)
    yield from _forms("ңIз ңIздAр ңдAр йIн йIQ", "finite", _VOWEL, 3, known=True)
    yield from _forms("GAн", "participle", voiced, 2)
    yield from _forms("KAн", "participle", _VOICELESS, 2)
    after_perfect = ("мIн", "сIң", "бIз", "мIз", "сIз", "дAй", "шA", "дIQтAн")
    yield from _joined(("GAн",), after_perfect, "finite", voiced)
    yield from _joined(("KAн",), after_perfect, "finite", _VOICELESS)
    yield from _forms("AтIн", "participle", _CONSONANT, 2)
    yield from _forms("йтIн", "participle", _VOWEL, 2)
    yield from _forms("у", "participle", _ANY, 3)
    yield from _forms("ушI", "participle", _ANY, 4, known=True)
    yield from _joined(("Aр",), ("мIн", "мIз", "сIң", "сIз"), "finite", _CONSONANT)
    yield from _forms("Aр", "participle", _CONSONANT, 3, known=True)
    yield from _forms("р", "participle", _VOWEL, 3, known=True)
    yield from _forms("мAс мAстAн мAсA", "participle", _VOWEL | frozenset("рлйу"), 3)
    yield from _forms("бAс бAстAн", "participle", frozenset("мнңзж"), 3, known=True)
    yield from _forms("пAс пAстAн", "participle", _VOICELESS, 3, known=True)
    yield from _forms("мAQ мAQшI", "participle", _VOWEL | frozenset("рлйу"), 3, known=True)
    yield from _forms("Iп IптI", "finite", _CONSONANT, 3)
    yield from _forms("п птI", "finite", _VOWEL, 3)
    yield from _forms("GAлI", "finite", voiced, 3)
    yield from _forms("KAлI", "finite", _VOICELESS, 3)
    yield from _forms("A", "finite", _CONSONANT, 3, known=True)
    yield from _forms("й", "finite", _VOWEL, 3, known=True)


def _inside_verbs() -> Iterator[Ending]:
    yield from _forms("мA", "negation", _VOWEL | frozenset("рлйу"), 2)
    yield from _forms("бA", "negation", frozenset("мнңзж"), 2)
    yield from _forms("пA", "negation", _VOICELESS, 2)
    yield from _forms("Iл", "voice", _CONSONANT, 3)
    yield from _forms("Iн", "voice", _CONSONANT, 3, known=True)
    yield from _forms("лIн", "voice", _VOWEL, 3, known=True)
    yield from _forms("л н", "voice", frozenset("ае"), 4)
    yield from _forms("дIр", "voice", _ANY, 3, known=True)
    yield from _forms("тIр", "voice", _VOICELESS, 3, known=True)
    yield from _forms("т", "voice", _VOWEL | {"р"}, 3, known=True)
    yield from _forms("Iс", "voice", _CONSONANT, 3, known=True)


def _joined(
    heads: tuple[str, ...],
    tails: tuple[str, ...],
    kind: Kind,
    after: frozenset[str],
    *,
    known: bool = False,
) -> Iterator[Ending]:
    for head, tail in product(heads, tails):
        yield from _forms(head + tail, kind, after, 2, known=known)


ENDINGS: tuple[Ending, ...] = (*_nominal(), *_verbal(), *_inside_verbs())
"""Every form of every ending."""
INNER: dict[Kind | Literal["word"], frozenset[Kind]] = {
    "word": frozenset({"case", "possessive", "plural", "finite", "participle"}),
    "case": frozenset({"possessive", "plural", "participle"}),
    "possessive": frozenset({"plural", "participle"}),
    "plural": frozenset({"participle"}),
    "finite": frozenset({"negation", "voice"}),
    "participle": frozenset({"negation", "voice"}),
    "negation": frozenset({"voice"}),
    "voice": frozenset({"voice"}),
}
"""What may be cut next, nearer to the root, after an ending of a kind was cut."""


def fold_ending(ending: Ending) -> Ending:
    """The ending as ``fold_kazakh`` writes it, for words typed with Russian letters.

    Folding mixes back and front vowels, so harmony no longer counts.
    """
    return replace(
        ending,
        text=fold_kazakh(ending.text),
        harmony="any",
        after=frozenset(map(fold_kazakh, ending.after)),
        needs=frozenset(map(fold_kazakh, ending.needs)),
    )
