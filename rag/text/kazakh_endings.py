"""The endings of Kazakh in all their forms, and what may stand before each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from rag.text.letters import fold_kazakh

Kind = Literal[
    "case", "attribute", "possessive", "plural", "predicate", "person", "past", "present",
    "finite", "converb", "participle", "negation", "voice",
]  # fmt: skip
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
_SONORANT = _GLIDE | {"л"}
_ANY = _VOWEL | _CONSONANT
_VOICED = _ANY - _VOICELESS
# Words end in these vowels; the rest stand before ны only in смартфон-ы and the like.
_OPEN = frozenset("аәеыіияю")
_M_AFTER = _VOWEL | frozenset("рлйу")


@dataclass(frozen=True, slots=True)
class Ending:
    """One form of an ending.

    ``name`` is kind and template, the same for all forms that vowels and consonants make of one
    ending; ``after`` are the letters it may follow; ``needs`` are the possessives one of which must
    be cut next, empty for no such demand.
    """

    text: str
    name: str
    kind: Kind
    harmony: Harmony
    after: frozenset[str]
    needs: frozenset[str] = frozenset()


_BACK = {"A": "а", "I": "ы", "G": "ғ", "K": "қ"}
_FRONT = {"A": "е", "I": "і", "G": "г", "K": "к"}
"""A, I: vowels by harmony; G after voiced, K after voiceless letters."""
_POSSESSIVE_3 = frozenset({"ы", "і", "сы", "сі"})
_POSSESSIVE_12 = frozenset({"ым", "ім", "ың", "ің", "м", "ң"})


def _forms(
    kind: Kind,
    name: str,
    templates: tuple[tuple[str, frozenset[str]], ...],
    needs: frozenset[str] = frozenset(),
) -> Iterator[Ending]:
    """Both harmonies of every template; ``templates`` are the spellings and what each follows."""
    for template, after in templates:
        back, front = (
            "".join(letters.get(letter, letter) for letter in template)
            for letters in (_BACK, _FRONT)
        )
        label = f"{kind}:{name}"
        if back == front:
            yield Ending(back, label, kind, "any", after, needs)
            continue
        yield Ending(back, label, kind, "back", after, needs)
        yield Ending(front, label, kind, "front", after, needs)


def _nominal() -> Iterator[Ending]:
    hissing = _NASAL | _SIBILANT | {"л"}
    yield from _forms(
        "plural", "lar", (("лAр", _VOWEL | _GLIDE), ("дAр", hissing), ("тAр", _VOICELESS))
    )
    yield from _forms(
        "case", "gen",
        (("нIң", _OPEN | _NASAL), ("дIң", _SONORANT | _SIBILANT), ("тIң", _VOICELESS)),
    )  # fmt: skip
    yield from _forms("case", "dat", (("GA", _VOICED), ("KA", _VOICELESS)))
    yield from _forms(
        "case", "acc",
        (("нI", _OPEN), ("дI", _SONORANT | _NASAL | _SIBILANT), ("тI", _VOICELESS)),
    )  # fmt: skip
    yield from _forms("case", "loc", (("дA", _VOICED), ("тA", _VOICELESS)))
    yield from _forms("attribute", "dagi", (("дAGI", _VOICED), ("тAGI", _VOICELESS)))
    yield from _forms(
        "case", "abl",
        (("дAн", _VOWEL | _SONORANT | _SIBILANT), ("нAн", _NASAL), ("тAн", _VOICELESS)),
    )  # fmt: skip
    after_m = _VOWEL | _SONORANT | _NASAL
    yield from _forms(
        "case", "ins",
        (("мен", after_m), ("менен", after_m), ("бен", _SIBILANT | _NASAL), ("пен", _VOICELESS)),
    )  # fmt: skip
    yield from _forms("case", "dai", (("дAй", _VOICED), ("тAй", _VOICELESS)))
    yield from _forms("case", "sha", (("шA", _ANY),))
    yield from _forms(
        "case", "niki",
        (("нікі", _OPEN | _NASAL), ("дікі", _SONORANT | _SIBILANT), ("тікі", _VOICELESS)),
    )  # fmt: skip
    yield from _forms("case", "raq", (("IрAK", _CONSONANT), ("рAK", _VOWEL)))
    yield from _after_possessives()
    yield from _possessives()
    yield from _forms("attribute", "gi", (("GI", _VOICED), ("KI", _VOICELESS)))


def _after_possessives() -> Iterator[Ending]:
    high = frozenset("ыі")
    for name, template in (
        ("p-acc", "н"),
        ("p-dat", "нA"),
        ("p-loc", "ндA"),
        ("p-abl", "нAн"),
    ):
        yield from _forms("case", name, ((template, high),), _POSSESSIVE_3)
    yield from _forms("attribute", "p-dagi", (("ндAGI", high),), _POSSESSIVE_3)
    yield from _forms("case", "p-dat1", (("A", frozenset("мң")),), _POSSESSIVE_12)


def _possessives() -> Iterator[Ending]:
    yield from _forms("possessive", "3", (("I", _CONSONANT), ("сI", _VOWEL)))
    yield from _forms("possessive", "1", (("Iм", _CONSONANT), ("м", _VOWEL)))
    yield from _forms("possessive", "2", (("Iң", _CONSONANT), ("ң", _VOWEL)))
    yield from _forms("possessive", "1p", (("IмIз", _CONSONANT), ("мIз", _VOWEL)))
    yield from _forms("possessive", "2p", (("IңIз", _CONSONANT), ("ңIз", _VOWEL)))


def _predicates() -> Iterator[Ending]:
    """Persons: of nouns, participles and converbs, and of the past and the conditional."""
    yield from _forms(
        "predicate", "1",
        (("мIн", _VOWEL | _SONORANT), ("бIн", _SIBILANT | _NASAL), ("пIн", _VOICELESS)),
    )  # fmt: skip
    yield from _forms("predicate", "2", (("сIң", _ANY), ("сIз", _ANY)))
    yield from _forms("predicate", "2p", (("сIңдAр", _ANY), ("сIздAр", _ANY)))
    yield from _forms(
        "predicate", "1p",
        (("мIз", _VOWEL | _SONORANT), ("бIз", _SIBILANT | _NASAL), ("пIз", _VOICELESS)),
    )  # fmt: skip
    open_past = frozenset("ыіае")
    yield from _forms("person", "1", (("м", open_past),))
    yield from _forms("person", "2", (("ң", open_past), ("ңIз", open_past)))
    yield from _forms("person", "1p", (("қ", frozenset("ыа")), ("к", frozenset("іе"))))
    yield from _forms("person", "2p", (("ңдAр", open_past), ("ңIздAр", open_past)))


def _verbal() -> Iterator[Ending]:
    yield from _forms("past", "di", (("дI", _VOICED), ("тI", _VOICELESS)))
    yield from _forms("past", "sa", (("сA", _ANY),))
    yield from _forms("present", "a", (("A", _CONSONANT), ("й", _VOWEL)))
    yield from _forms("finite", "adi", (("AдI", _CONSONANT), ("йдI", _VOWEL)))
    yield from _forms("finite", "am", (("Aм", _CONSONANT), ("йм", _VOWEL)))
    yield from _forms("finite", "sin", (("сIн", _ANY),))
    yield from _forms("finite", "ayin", (("AйIн", _CONSONANT), ("йIн", _VOWEL)))
    yield from _forms("finite", "ayik", (("AйIқ", _CONSONANT), ("йIқ", _VOWEL)))
    yield from _forms("finite", "iniz", (("IңIз", _CONSONANT), ("ңIз", _VOWEL)))
    yield from _forms("finite", "inizdar", (("IңIздAр", _CONSONANT), ("ңIздAр", _VOWEL)))
    yield from _forms("finite", "ipti", (("IптI", _CONSONANT), ("птI", _VOWEL)))
    yield from _forms("converb", "a", (("A", _CONSONANT), ("й", _VOWEL)))
    yield from _forms("converb", "ip", (("Iп", _CONSONANT), ("п", _VOWEL)))
    yield from _forms("converb", "gali", (("GAлI", _VOICED), ("KAлI", _VOICELESS)))
    yield from _forms("converb", "gansha", (("GAншA", _VOICED), ("KAншA", _VOICELESS)))
    yield from _participles()


def _participles() -> Iterator[Ending]:
    yield from _forms("participle", "gan", (("GAн", _VOICED), ("KAн", _VOICELESS)))
    yield from _forms("participle", "atin", (("AтIн", _CONSONANT), ("йтIн", _VOWEL)))
    yield from _forms("participle", "u", (("у", _ANY),))
    yield from _forms("participle", "ushi", (("ушI", _ANY),))
    yield from _forms("participle", "ar", (("Aр", _CONSONANT), ("р", _VOWEL)))
    hushed = frozenset("мнңзж")
    yield from _forms(
        "participle", "mas", (("мAс", _M_AFTER), ("бAс", hushed), ("пAс", _VOICELESS))
    )
    yield from _forms(
        "participle", "mak", (("мAK", _M_AFTER), ("бAK", hushed), ("пAK", _VOICELESS))
    )
    yield from _forms("participle", "gi", (("GI", _VOICED), ("KI", _VOICELESS)))
    yield from _forms("participle", "gandik", (("GAндIK", _VOICED), ("KAндIK", _VOICELESS)))
    yield from _forms("participle", "arlik", (("AрлIK", _CONSONANT), ("рлIK", _VOWEL)))


def _inside_verbs() -> Iterator[Ending]:
    hushed = frozenset("мнңзж")
    yield from _forms("negation", "ma", (("мA", _M_AFTER), ("бA", hushed), ("пA", _VOICELESS)))
    yield from _forms("voice", "il", (("Iл", _CONSONANT),))
    yield from _forms("voice", "in", (("Iн", _CONSONANT),))
    yield from _forms("voice", "lin", (("лIн", _VOWEL),))
    yield from _forms("voice", "l", (("л", frozenset("аеыі")),))
    yield from _forms("voice", "n", (("н", frozenset("аеыі")),))
    yield from _forms("voice", "dir", (("дIр", _ANY), ("тIр", _VOICELESS)))
    yield from _forms("voice", "t", (("т", _VOWEL | {"р"}),))
    yield from _forms("voice", "giz", (("GIз", _VOICED), ("KIз", _VOICELESS)))
    yield from _forms("voice", "is", (("Iс", _CONSONANT), ("с", _VOWEL)))


ENDINGS: tuple[Ending, ...] = tuple(
    dict.fromkeys((*_nominal(), *_predicates(), *_verbal(), *_inside_verbs()))
)
"""Every form of every ending."""
_NOUN: frozenset[Kind] = frozenset({"case", "attribute", "possessive", "plural", "participle"})
_VERB: frozenset[Kind] = frozenset({"negation", "voice"})
INNER: dict[Kind | Literal["word"], frozenset[Kind]] = {
    "word": _NOUN | {"predicate", "person", "past", "present", "finite", "converb", "negation"},
    "predicate": _NOUN | {"present"},
    "case": _NOUN - {"case"},
    "attribute": frozenset({"possessive", "plural", "participle"}),
    "possessive": frozenset({"plural", "participle", "attribute"}),
    "plural": frozenset({"participle", "attribute"}),
    "participle": _VERB,
    "person": frozenset({"past"}),
    "past": _VERB,
    "present": _VERB,
    "finite": _VERB,
    "converb": _VERB,
    "negation": frozenset({"voice"}),
    "voice": frozenset({"voice"}),
}
"""What may be cut next, nearer to the root, after an ending of a kind was cut."""
VERBAL: frozenset[Kind] = frozenset(
    {"person", "past", "present", "finite", "converb", "participle", "negation", "voice"}
)
"""The kinds that only verbs take."""


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
