"""A language model that lies in every way it can think of, and an honest reader to catch it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from rag.text.sentences import split_sentences
from rag.types import Citation
from tests.fakes.language_model import FakeLanguageModel

STRANGERS = ("Петрушкин", "Ақбосынов", "Лондонский", "Smithson", "Тимбукту", "Қарабұлақов")
MONTHS = {
    month: number
    for number, names in enumerate(
        (
            "январ қаңтар", "феврал ақпан", "март наурыз", "апрел сәуір", "мая маусымайы мамыр",
            "июн маусым", "июл шілде", "август тамыз", "сентябр қыркүйек", "октябр қазан",
            "ноябр қараша", "декабр желтоқсан",
        ),
        start=1,
    )
    for month in names.split()
}  # fmt: skip
_UNITS = (
    ("тыс.", "млн"),
    ("млн", "млрд"),
    ("км", "см"),
    ("%", "тенге"),
    ("мың", "млн"),
    ("человек", "га"),
)
_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_INNER_NAME = re.compile(r"(?<=[а-яәғқңөұүһі] )[А-ЯӘҒҚҢӨҰҮҺІ][а-яәғқңөұүһі]{3,}")
_EXCERPT = re.compile(r"^\[(\d+)\]\n((?:> .*\n?)+)", re.MULTILINE)

SHARE_OF_TRUTH = 0.2
"""How often a sentence is told as it stands, lest nothing of the model be shown at all."""

Lie = Callable[[random.Random, str], str]


def excerpts_of(request: str) -> dict[int, list[str]]:
    """Sentences of every excerpt in a prompt, by its number; headings are left out."""
    found: dict[int, list[str]] = {}
    for match in _EXCERPT.finditer(request):
        lines = [line[2:] for line in match[2].splitlines()][1:]
        found[int(match[1])] = [line[a:b] for line in lines for a, b in split_sentences(line)]
    return found


def _digit(rng: random.Random, sentence: str) -> str:
    numbers = list(_NUMBER.finditer(sentence))
    if not numbers:
        return f"{sentence.rstrip('.')} – {rng.randint(1000, 9999)}."
    chosen = rng.choice(numbers)
    wrong = str(int(chosen.group()) + rng.choice((-1, 1, 10, 7)))
    return sentence[: chosen.start()] + wrong.lstrip("-") + sentence[chosen.end() :]


def _year(rng: random.Random, sentence: str) -> str:
    changed = _YEAR.sub(lambda year: str(int(year.group()) - rng.randint(1, 9)), sentence)
    return changed if changed != sentence else f"В {rng.randint(1950, 1999)} году: {sentence}"


def _month(rng: random.Random, sentence: str) -> str:
    return f"{rng.randint(1, 28)} {rng.choice(('января', 'мая', 'сентября'))} {sentence}"


def _name(rng: random.Random, sentence: str) -> str:
    stranger = rng.choice(STRANGERS)
    changed = _INNER_NAME.sub(stranger, sentence, count=1)
    return changed if changed != sentence else f"{stranger}: {sentence}"


def _first(rng: random.Random, sentence: str) -> str:
    return f"{rng.choice(STRANGERS)} {sentence[:1].lower()}{sentence[1:]}"


def _unit(rng: random.Random, sentence: str) -> str:
    for unit, other in rng.sample(_UNITS, len(_UNITS)):
        if unit in sentence:
            return sentence.replace(unit, other)
    return _digit(rng, sentence)


def _words(rng: random.Random, sentence: str) -> str:
    return _NUMBER.sub(rng.choice(("девяносто", "тоқсан бес", "семнадцать")), sentence, count=1)


def _denial(rng: random.Random, sentence: str) -> str:
    head, *tail = sentence.split(" ", 1)
    return " ".join((head, rng.choice(("не", "ни")), *tail))


def _kazakh(rng: random.Random, _: str) -> str:
    return f"Ауданда {rng.randint(300, 900)} мектеп пен {rng.randint(2, 9)} мың аурухана бар."


def _swap(rng: random.Random, sentence: str) -> str:
    """Two numbers of the sentence change places: each stands there, and neither where it is."""
    found = [m for m in _NUMBER.finditer(sentence) if not _YEAR.fullmatch(m.group())]
    pairs = [(a, b) for a, b in zip(found, found[1:], strict=False) if a.group() != b.group()]
    if not pairs:
        return _digit(rng, sentence)
    one, other = rng.choice(pairs)
    between = sentence[one.end() : other.start()]
    swapped = other.group() + between + one.group()
    return sentence[: one.start()] + swapped + sentence[other.end() :]


LIES: Sequence[Lie] = (
    _digit, _year, _month, _name, _first, _unit, _words, _denial, _kazakh, _swap,
)  # fmt: skip


class LyingModel(FakeLanguageModel):
    """Of each excerpt some truth and many lies, under right, wrong and invented numbers."""

    def __init__(self, seed: int = 0) -> None:
        super().__init__(name="liar")
        self._rng = random.Random(seed)
        self.say = self._lie

    def _lie(self, _: str, request: str) -> str:
        return "\n".join(self._sentences(excerpts_of(request)))

    def _sentences(self, excerpts: dict[int, list[str]]) -> Iterator[str]:
        rng = self._rng
        told = [(n, sentence) for n, found in excerpts.items() for sentence in found[:3]]
        for n, sentence in rng.sample(told, min(len(told), 5)):
            yield f"{rng.choice(LIES)(rng, sentence)} [{n}]"
            wrong = rng.choice([*excerpts, 77, 99])
            yield f"{sentence} [{wrong}]"
            if rng.random() < SHARE_OF_TRUTH:
                yield f"{sentence} [{n}]"
            yield f"{rng.choice(LIES)(rng, sentence)} [{n}][{wrong}]"


def lies_in(text: str, citations: Iterable[Citation]) -> list[str]:
    """Numbers, months and names of a sentence that its citations do not have, found by means that
    have nothing in common with Derek's own verification."""
    carried = "\n".join(_carried(citation) for citation in citations)
    numbers, heads = set(_numbers(carried)), _heads(carried)
    lies = [number for number in _digits(text) if number not in numbers]
    lies += [str(month) for month in _months(text) - _months(carried)]
    inner = [
        match.group() for match in re.finditer(r"(?<=[\w,»] )[^\W\d_a-zа-яёәғқңөұүһі]\w{2,}", text)
    ]
    lies += [name for name in inner if name[:4].lower() not in heads]
    return lies + [name for name in STRANGERS if name in text and name not in carried]


def _carried(citation: Citation) -> str:
    row = citation.row
    cells = () if row is None else (*row.cells, *row.header, row.table)
    day = citation.date.isoformat() if citation.date else ""
    return "\n".join((citation.quote, *cells, *citation.section, day))


_WRITTEN = {
    "2": "два две екі", "3": "три трёх үш", "4": "четыре төрт", "5": "пять бес", "6": "шесть алты",
    "7": "семь жеті", "8": "восемь сегіз", "9": "девять тоғыз", "10": "десять он",
}  # fmt: skip


def _numbers(text: str) -> list[str]:
    words = set(re.findall(r"\w+", text.lower()))
    spoken = [digits for digits, names in _WRITTEN.items() if words & set(names.split())]
    return _digits(text) + spoken


def _digits(text: str) -> list[str]:
    joined = re.sub(r"(?<=\d)[ \xa0](?=\d{3}(?!\d))", "", text)
    return [number.lstrip("0") for number in re.findall(r"\d+", joined)]


def _months(text: str) -> set[int]:
    lowered = text.lower()
    found = {n for stem, n in MONTHS.items() if re.search(rf"\d\s+{stem}", lowered)}
    found |= {n for stem, n in MONTHS.items() if re.search(rf"{stem}\w*\s+\d", lowered)}
    return found | {
        int(m) for m in re.findall(r"\d{4}-(\d\d)-\d\d|\d\d\.(\d\d)\.\d{4}", text) for m in m if m
    }


def _heads(text: str) -> set[str]:
    return {word[:4].lower() for word in re.findall(r"\w{3,}", text)}
