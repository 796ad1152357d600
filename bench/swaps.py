"""Exchanges what documents say, or only says it otherwise, and counts what the verifier lets pass.

    python bench/swaps.py ../shared/seeds corpus

Every sentence and every table row with two figures of one kind, or two names, is told again:
falsely, with two of its figures, years or names exchanged, with a figure or name of the sentence
or row beside it, with another scale, with «не» put in or taken out; and truly, whole, its entries,
columns or the names of a list in another order, some of them left out, the time at its end, numbers
written otherwise. An exchange within one list of names, or of the two ends of a stretch of road,
says nothing else and is no lie. The claim cites the whole paragraph, as a model's does. Of lies
the share that passes should be 0, of truths 1.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.swapped_names import (  # noqa: E402
    MOST_CHARACTERS,
    exchanged,
    listed,
    name_lies,
    name_truths,
    named_rows,
)
from rag.assembly import open_derek  # noqa: E402
from rag.compose.extractive import cite  # noqa: E402
from rag.settings import parse_settings  # noqa: E402
from rag.text.dates import find_dates  # noqa: E402
from rag.text.numbers import find_numbers  # noqa: E402
from rag.text.places import find_places  # noqa: E402
from rag.text.sentences import split_sentences  # noqa: E402
from rag.types import Claim, Document, Paragraph, Row  # noqa: E402
from rag.verify.people import find_people  # noqa: E402
from rag.verify.support import is_supported  # noqa: E402
from tests.fakes.embedder import FakeEmbedder  # noqa: E402
from tests.records import make_hit  # noqa: E402

Span = tuple[int, int]
Told = tuple[str, str, tuple[int, ...]]
"""Kind, words, and places of the cited paragraphs from the one that is told."""
MOST_DOCUMENTS = 200
_SCALES = (("тыс.", "млн"), ("млн", "млрд"), ("млрд", "млн"), ("мың", "млн"), ("тысяч", "млн"))
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ENTRY = re.compile(r";\s|,\s(?=[^\d,;]*\d)")
_TIME = re.compile(r"^((?:В|На|По состоянию на|За)\s[^,]{0,30}?\b\d{4}\s(?:год[уа]?|г\.)),?\s")
_VERB = re.compile(r"\b(?=[а-яё]+(?:ют|ет|ит|ют|ены|ена|ено|лись|лась|лось)\b)[а-яё]{5,}")


def main() -> None:
    """Tell each share."""
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    options.add_argument("folders", type=Path, nargs="+")
    options.add_argument("--show", help="print what of this kind went wrong")
    chosen = options.parse_args()
    tell([d for folder in chosen.folders for d in read_documents(folder)], chosen.show)


def read_documents(folder: Path) -> Iterator[Document]:
    """The documents of a folder as they are read by Derek."""
    with tempfile.TemporaryDirectory() as state:
        settings = parse_settings({"DEREK_DATA": state})
        with open_derek(settings, embedder=FakeEmbedder()) as derek:
            derek.ingest.ingest_folder([folder], "default")
            records, _ = derek.library.list_documents(MOST_DOCUMENTS, None, None)
            for record in records:
                yield derek.library.read_document(record.id)


def tell(documents: Sequence[Document], show: str | None) -> None:
    """Print how much of each kind passes."""
    n_told: Counter[str] = Counter()
    n_passed: Counter[str] = Counter()
    for document in documents:
        for number in range(len(document.paragraphs)):
            for kind, words, cited in retellings(document, number):
                passed = passes(document, number, words, cited)
                n_told[kind] += 1
                n_passed[kind] += passed
                if show == kind and passed != kind.startswith("true"):
                    whole = document.paragraphs[number]
                    print(f"{words}\n    <- {document.text[whole.start : whole.end][:600]}")
    for kind in sorted(n_told):
        print(
            f"{kind:24} {n_passed[kind]:5} of {n_told[kind]:5} {n_passed[kind] / n_told[kind]:.3f}"
        )
    for group in ("lie", "true"):
        told, right = (
            sum(n for k, n in c.items() if k.startswith(group)) for c in (n_told, n_passed)
        )
        print(f"{group:24} {right:5} of {told:5} {right / max(told, 1):.3f}")


def passes(document: Document, number: int, words: str, cited: Sequence[int]) -> bool:
    """Whether the verifier lets the words pass, judged by words alone."""
    citations = []
    for n, step in enumerate(cited, start=1):
        at = document.paragraphs[number + step]
        citations.append(cite(make_hit(document), number + step, at.start, at.end, n))
    return is_supported(Claim(words, tuple(c.n for c in citations)), citations)


def retellings(document: Document, number: int) -> Iterator[Told]:
    """What is made of one paragraph."""
    paragraph = document.paragraphs[number]
    rng = random.Random(document.text[paragraph.start : paragraph.end])
    if paragraph.row is not None:
        yield from _of_row(document, number, paragraph.row, rng)
    elif paragraph.kind != "heading":
        yield from _of_prose(document, paragraph, rng)


def _of_prose(document: Document, paragraph: Paragraph, rng: random.Random) -> Iterator[Told]:
    text = document.text[paragraph.start : paragraph.end]
    told = [text[a:b] for a, b in split_sentences(text)]
    for i, sentence in enumerate(told):
        if len(sentence) > MOST_CHARACTERS or len(sentence.split()) < 4:
            continue
        figures = _figures(sentence)
        if len(figures) > 1:
            for kind, words in (*_prose_lies(sentence, figures, rng), *_prose_truths(sentence)):
                yield kind, words, (0,)
        beside = [s for j, s in enumerate(told) if abs(i - j) == 1]
        for kind, words in (*name_lies(sentence, beside, rng), *name_truths(sentence)):
            yield kind, words, (0,)
        for other in beside:
            for words in _borrowed(sentence, figures, other, rng):
                yield "lie neighbour's figure", words, (0,)


def _prose_lies(
    sentence: str, figures: Sequence[Span], rng: random.Random
) -> Iterator[tuple[str, str]]:
    yield from (("lie figures", w) for w in exchanged(sentence, figures, rng))
    yield from _entry_lies(sentence)
    years = [m.span() for m in _YEAR.finditer(sentence)]
    yield from (("lie years", w) for w in exchanged(sentence, years, rng))
    people = _whole_names(sentence)
    yield from (("lie people", w) for w in exchanged(sentence, people, rng))
    places = [(p.start, p.end) for p in find_places(sentence)]
    if not any(listed(sentence, a, b) for a, b in combinations(places, 2)):
        yield from (("lie places", w) for w in exchanged(sentence, places, rng))
    for scale, other in _SCALES:
        if re.search(rf"\d\s{re.escape(scale)}", sentence):
            yield "lie scale", re.sub(rf"(?<=\d\s){re.escape(scale)}", other, sentence, count=1)
            break
    if " не " in sentence:
        yield "lie denial", sentence.replace(" не ", " ", 1)
    elif verb := _VERB.search(sentence):
        yield "lie denial", f"{sentence[: verb.start()]}не {sentence[verb.start() :]}"


def _entry_lies(sentence: str) -> Iterator[tuple[str, str]]:
    """Entries of a list with a neighbour's figure, alone and in another order."""
    lead, colon, rest = sentence.rstrip(".;").partition(": ")
    entries = _ENTRY.split(rest) if colon else _ENTRY.split(sentence.rstrip(".;"))
    said = [(entry, _figures(entry)) for entry in entries]
    if len(said) < 2 or any(len(figures) != 1 for _, figures in said[:2]):
        return
    (one, ((a, b),)), (other, ((c, d),)) = said[:2]
    if one[a:b] == other[c:d]:
        return
    wrong = [one[:a] + other[c:d] + one[b:], other[:c] + one[a:b] + other[d:]]
    before = f"{lead}: " if colon else ""
    yield "lie entry alone", f"{before}{wrong[1]}."
    yield "lie reordered", f"{before}{'; '.join((wrong[1], wrong[0], *entries[2:]))}."


def _prose_truths(sentence: str) -> Iterator[tuple[str, str]]:
    yield "true whole", sentence
    yield "true whole, no dot", sentence.rstrip(".") + " "
    lead, colon, rest = sentence.rstrip(".;").partition(": ")
    if not colon:
        lead, rest = "", sentence.rstrip(".;")
    entries = _ENTRY.split(rest)
    if colon and len(entries) > 1 and all(re.search(r"\d", entry) for entry in entries):
        yield "true reordered", f"{lead}: {'; '.join(reversed(entries))}."
        yield from (("true entry alone", f"{lead}: {entry}.") for entry in entries[1:3])
        yield "true entries left out", f"{lead}: {'; '.join(entries[1:])}."
    if time := _TIME.match(sentence):
        rest = sentence[time.end() :].rstrip(".")
        when = time[1][0].lower() + time[1][1:]
        if not re.search(r"[;:]", rest) and not _YEAR.search(rest):
            yield "true time at the end", f"{rest[0].upper()}{rest[1:]} {when}."
    other = re.sub(r"(\d)\s?%", r"\1 процента", sentence)
    other = re.sub(r"(\d),(\d{1,2})(?!\d)", r"\1.\2", other).replace("тыс.", "тысяч")
    if other != sentence and re.search(r"[а-я]", other):
        yield "true numbers otherwise", other
    if aside := re.search(r"\s\([^()]*\)", sentence):
        yield "true aside left out", sentence.replace(aside.group(), "", 1)


def _of_row(document: Document, number: int, row: Row, rng: random.Random) -> Iterator[Told]:
    cells = [(h, " ".join(c.split())) for h, c in zip(row.header, row.cells, strict=False)]
    stated = [i for i, (_, c) in enumerate(cells) if i and _is_figure(c)]
    label = next((c for _, c in cells if sum(map(str.isalpha, c)) > 2), "")
    if len(stated) < 2 or not label or len(label) > MOST_CHARACTERS:
        return
    pairs = [cells[i] for i in stated if cells[i][0]][:6]
    if len({head for head, _ in pairs}) < len(pairs) or len(pairs) < 2:
        return
    yield "true row", _row_words(label, pairs), (0,)
    yield "true row reordered", _row_words(label, pairs[::-1]), (0,)
    yield "true cell", _row_words(label, pairs[-1:]), (0,)
    i, j = rng.sample(range(len(pairs)), 2)
    if pairs[i][1] != pairs[j][1]:
        mixed = list(pairs)
        mixed[i], mixed[j] = (pairs[i][0], pairs[j][1]), (pairs[j][0], pairs[i][1])
        yield "lie columns", _row_words(label, mixed), (0,)
        yield "lie cell", _row_words(label, [mixed[i]]), (0,)
    yield from _of_rows(document, number, row, (label, pairs))


def _of_rows(
    document: Document, number: int, row: Row, own: tuple[str, list[tuple[str, str]]]
) -> Iterator[Told]:
    """With the row behind it cited as well."""
    if number + 1 == len(document.paragraphs):
        return
    other = document.paragraphs[number + 1].row
    if other is None or other.header != row.header or other.table != row.table:
        return
    yield from named_rows(row, other)
    label, pairs = own
    cells = dict(zip(other.header, (" ".join(c.split()) for c in other.cells), strict=True))
    head, value = pairs[0]
    name = next((c for c in cells.values() if sum(map(str.isalpha, c)) > 2), "")
    taken = cells.get(head, "")
    if not name or name == label or taken in ("", value) or not _is_figure(taken):
        return
    yield "lie other row's figure", _row_words(label, [(head, taken)]), (0, 1)
    yield "true row of two cited", _row_words(label, [(head, value)]), (0, 1)
    both = f"{_row_words(label, [(head, value)])}; {_row_words(name, [(head, taken)])}"
    yield "true both rows", both, (0, 1)


def _row_words(label: str, pairs: Sequence[tuple[str, str]]) -> str:
    said = "; ".join(f"{' '.join(head.split())} – {cell}" for head, cell in pairs)
    return f"{label}: {said}"


def _is_figure(cell: str) -> bool:
    return len(find_numbers(cell)) == 1 and len(cell) < 20 and not find_dates(cell)


def _figures(text: str) -> list[Span]:
    """Numbers that are no part of a date and tell nothing apart."""
    dates = find_dates(text)
    return [
        (n.start, n.end)
        for n in find_numbers(text)
        if n.kind in ("plain", "percent", "money")
        and not any(d.start < n.end and n.start < d.end for d in dates)
    ]


def _whole_names(text: str) -> list[Span]:
    """Neighbouring words of a person's name as one."""
    found: list[Span] = []
    for start, end in find_people(text):
        if found and start - found[-1][1] <= 1:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _borrowed(
    sentence: str, figures: Sequence[Span], other: str, rng: random.Random
) -> Iterator[str]:
    """The sentence with a figure of the other one in the place of its own."""
    strange = [other[a:b] for a, b in _figures(other)]
    own = {sentence[a:b] for a, b in figures}
    taken = [figure for figure in strange if figure not in own]
    if figures and taken:
        start, end = rng.choice(list(figures))
        yield sentence[:start] + rng.choice(taken) + sentence[end:]


if __name__ == "__main__":
    main()
