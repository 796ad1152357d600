"""Records of what is read and cited: blocks, documents, sections, paragraphs, passages, units."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from rag.types.names import Aside, BlockKind, DateKind, DatePlace, Language, ParagraphKind


@dataclass(frozen=True, slots=True)
class Amount:
    """The number that a cell states: ``value`` with its scale, so that «241,3 тыс.» is 241300.

    ``last`` is the upper end of a range, None for a single number. ``unit`` is "%", an ISO 4217
    code for money, else the unit of measure in its shortest Russian form, or None.
    """

    value: float
    last: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One table row. ``header`` is empty when the table has none, else as long as ``cells``.

    ``amounts`` has what each cell states, None for none; it is empty before it was looked for.
    ``total``: the row sums up others. Both follow from the rest and are not compared.
    """

    table: str
    header: tuple[str, ...]
    cells: tuple[str, ...]
    amounts: tuple[Amount | None, ...] = field(default=(), compare=False)
    total: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Block:
    """What a format reader yields, in reading order, before sections and offsets exist.

    ``level`` is 1..9 for a heading and 0 otherwise. ``date`` and ``url`` are set on the heading of
    a digest entry. A ``table_header`` block carries the header cells in ``row.cells``, a heading
    between rows itself; a heading that ``names_table`` stands over the first of them. ``aside``: it
    stands beside the text, None for the text itself.
    """

    kind: BlockKind
    text: str
    level: int = 0
    row: Row | None = None
    page: int | None = None
    date: date | None = None
    url: str | None = None
    aside: Aside | None = None
    names_table: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A parsed file: blocks in reading order, and the title and date the file itself declares."""

    blocks: tuple[Block, ...]
    title: str | None = None
    date: date | None = None


@dataclass(frozen=True, slots=True)
class SectionDate:
    """A day or stretch of time that a section speaks of, ``first`` to ``last``, both included.

    ``kind``: when it was published, what period it covers, as of when its figures hold, when
    something in it happened or is due. ``found`` says where it was read; ``start`` and ``end`` are
    the span of the words in the document's text, None where they stand elsewhere.
    ``year_inferred``: the year was not written with it but taken from what is around.
    """

    kind: DateKind
    first: date
    last: date
    found: DatePlace
    start: int | None = None
    end: int | None = None
    year_inferred: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what is under it, up to the next heading of any level.

    ``path`` holds the headings from the outermost to this one (empty for text before the first
    heading). Sections tile the document: they are in order, do not overlap and leave no gap.
    ``date`` is when a digest entry was published; ``dates`` is all that is known of its time.
    """

    path: tuple[str, ...]
    level: int
    start: int
    end: int
    date: date | None = None
    url: str | None = None
    dates: tuple[SectionDate, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The smallest thing that is cited. ``section`` is an index into ``Document.sections``;
    ``aside`` as in ``Block``. ``language`` is the one that most of it is in; ``second`` another
    that has a true part of it, so that the paragraph is mixed, None for none."""

    id: str
    kind: ParagraphKind
    start: int
    end: int
    section: int
    language: Language
    page: int | None = None
    row: Row | None = None
    aside: Aside | None = None
    second: Language | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One source, normalised once. ``paragraphs`` are in order and do not overlap."""

    id: str
    source: str
    title: str
    text: str
    language: Language
    date: date | None
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """What is indexed and retrieved: neighbouring paragraphs of one section.

    ``first`` and ``last`` are half-open indices into ``Document.paragraphs``; a very long
    paragraph is split over several passages, so ``start`` and ``end`` may cut inside it.
    ``embedded_text`` is what the model and BM25 see; only ``text[start:end]`` is ever quoted.
    ``ordinal`` counts the passages of the document from 0. ``second`` is a language that a true
    part of it is in beside ``language``, as in ``Paragraph``.
    """

    id: str
    document_id: str
    ordinal: int
    first: int
    last: int
    start: int
    end: int
    section: int
    language: Language
    embedded_text: str
    second: Language | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, list item or table row that could be evidence; a span of one paragraph.

    ``paragraph`` is an index into ``Document.paragraphs``. ``embedded_text`` adds what the words
    hang on (headings, table header) for scoring; it is never quoted.
    """

    paragraph: int
    start: int
    end: int
    embedded_text: str
