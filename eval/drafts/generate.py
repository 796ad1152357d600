"""Drafts questions out of documents by rules: numbers, dates, table cells; Kazakh and Russian.

A figure of a sentence gives way to the question word in its place («Строители выполнили сколько
% работ?»), which both languages allow; a person rewords what is worth keeping.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from eval.drafts.candidate import Candidate
from eval.records import Case, Gold
from rag.text.dates import find_dates
from rag.text.numbers import Number, find_numbers
from rag.text.sentences import split_sentences
from rag.types import Document, Paragraph

MIN_WORDS, MAX_WORDS = 5, 40
"""A shorter sentence gives nothing away, a longer one is several."""
CELL: Mapping[str, str] = {
    "ru": "Каково значение «{column}» по строке «{label}» в документе «{title}»?",
    "kk": "«{title}» құжатында «{label}» бойынша «{column}» мәні қандай?",
}
HOW_MANY: Mapping[str, str] = {"ru": "сколько", "kk": "қанша"}
WHICH_DAY: Mapping[str, str] = {"ru": "какого числа", "kk": "қай күні"}
ASKED = "«{title}»: {sentence}?"
_LIST_MARK = re.compile(r"^\s*(?:[-–—·•*]|\d{1,2}[.)])\s+")
_END = " .;:,!…"
_RANGE_GOES_ON = re.compile(r"\s*(?:[-–—]|по|до|и|бен|мен|пен)\s*\d")


def draft_questions(documents: Sequence[Document], per_document: int, seed: int) -> list[Candidate]:
    """At most so many candidates a document, drawn by the seed, in the order of the text."""
    drawn = random.Random(seed)
    candidates = []
    for document in documents:
        found = list(_drafts(document))
        kept = sorted(drawn.sample(range(len(found)), min(per_document, len(found))))
        candidates += [found[place] for place in kept]
    return [_numbered(number, candidate) for number, candidate in enumerate(candidates, 1)]


def _numbered(number: int, candidate: Candidate) -> Candidate:
    return replace(candidate, case=replace(candidate.case, id=f"draft-{number:04d}"))


def _drafts(document: Document) -> Iterator[Candidate]:
    for paragraph in document.paragraphs:
        if paragraph.language not in CELL or paragraph.kind == "heading":
            continue
        if paragraph.row is not None:
            yield from _from_row(document, paragraph)
        else:
            yield from _from_prose(document, paragraph)


def _from_row(document: Document, paragraph: Paragraph) -> Iterator[Candidate]:
    row = paragraph.row
    assert row is not None
    label = next((cell for cell in row.cells if any(c.isalpha() for c in cell)), "")
    quote = document.text[paragraph.start : paragraph.end]
    for column, cell in zip(row.header, row.cells, strict=False):
        if label and _is_word(column) and cell != label and _is_number(cell):
            words = CELL[paragraph.language].format(
                column=_line(column), label=_line(label), title=_line(document.title)
            )
            yield _candidate(document, paragraph, words, cell.strip(), quote, "table")


def _from_prose(document: Document, paragraph: Paragraph) -> Iterator[Candidate]:
    text = document.text[paragraph.start : paragraph.end]
    for start, end in split_sentences(text):
        sentence = text[start:end].strip()
        if not MIN_WORDS <= len(sentence.split()) <= MAX_WORDS:
            continue
        dates = [(d.start, d.end) for d in find_dates(sentence) if d.day is not None]
        for left, right in dates[:1]:
            yield _gapped(document, paragraph, sentence, left, right, WHICH_DAY, "date")
        numbers = [n for n in find_numbers(sentence) if n.kind != "year" and _asks(sentence, n)]
        outside = [n for n in numbers if not any(a <= n.start < b for a, b in dates)]
        for number in outside[:1]:
            yield _gapped(document, paragraph, sentence, number.start, number.end, HOW_MANY, "fact")


def _gapped(
    document: Document,
    paragraph: Paragraph,
    sentence: str,
    start: int,
    end: int,
    word: Mapping[str, str],
    kind: str,
) -> Candidate:
    asked = _line(sentence[:start] + word[paragraph.language] + sentence[end:])
    asked = _LIST_MARK.sub("", asked).rstrip(_END)
    asked = asked[:1].upper() + asked[1:]
    words = ASKED.format(sentence=asked, title=_line(document.title))
    return _candidate(document, paragraph, words, sentence[start:end].strip(), sentence, kind)


def _candidate(
    document: Document, paragraph: Paragraph, question: str, answer: str, quote: str, kind: str
) -> Candidate:
    case = Case(
        id="",
        question=question,
        lang=paragraph.language,
        kind=kind,
        answers=((answer,),),
        evidence=(Gold(document.source, _line(quote)),),
    )
    return Candidate(case, origin="generated", note="Reword the question; check the answer.")


def _asks(sentence: str, number: Number) -> bool:
    """Whether «how many» in the number's place is a question: not so for the number of a list item,
    a time of day, a telephone number, a house or the beginning of a range."""
    before, after = sentence[: number.start].rstrip(), sentence[number.end :]
    if "/" in sentence[number.start : number.end] or _RANGE_GOES_ON.match(after):
        return False
    glued = sentence[max(0, number.start - 1) : number.start]
    listed = not before or before.endswith(("(", "№", ",", ":")) or glued in tuple("-–:/")
    return not listed and after[:1] not in tuple(":(-/") and not after.lstrip().startswith("(")


def _is_word(column: str) -> bool:
    """Whether a column's header says something; «№» does not."""
    return any(letter.isalpha() for letter in column)


def _is_number(cell: str) -> bool:
    return bool(find_numbers(cell)) and not any(letter.isalpha() for letter in cell)


def _line(text: str) -> str:
    return " ".join(text.split())
