"""An answer as it is put together: claims in order and the citations they point to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rag.compose.rows import row_label
from rag.text.mixture import find_second_language, language_of_part
from rag.types import Citation, Claim, Computation, Evidence, Hit

MAX_CHARACTERS = 640
"""An answer is not a dump: API.md allows 700 with markers."""
MAX_CITATIONS = 5
"""As API.md allows, but for lists."""


@dataclass(frozen=True, slots=True)
class Place:
    """A span of one paragraph of a hit's document."""

    hit: Hit
    paragraph: int
    start: int
    end: int

    @property
    def key(self) -> tuple[str, int, int]:
        """Equal for the same span, whichever hit led there."""
        return self.hit.document.id, self.start, self.end


def place_of(item: Evidence) -> Place:
    """Where a piece of evidence stands; the name of a row stands for the row."""
    document = item.hit.document
    row = document.paragraphs[item.unit.paragraph].row
    words = " ".join(document.text[item.unit.start : item.unit.end].split())
    if row is not None and words == row_label(row):
        return row_place(item.hit, item.unit.paragraph)
    return Place(item.hit, item.unit.paragraph, item.unit.start, item.unit.end)


def row_place(hit: Hit, paragraph: int) -> Place:
    """A whole paragraph of the hit's document."""
    source = hit.document.paragraphs[paragraph]
    return Place(hit, paragraph, source.start, source.end)


@dataclass(slots=True)
class Draft:
    """Claims and citations, numbered from 1; the same span is cited under one number."""

    claims: list[Claim] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    max_citations: int = MAX_CITATIONS

    def add(
        self, text: str, places: Sequence[Place], computation: Computation | None = None
    ) -> bool:
        """Add a claim that these places carry, unless the answer would grow too long."""
        known = {(c.document_id, c.start, c.end): c.n for c in self.citations}
        new = [p for p in places if p.key not in known]
        too_long = sum(len(c.text) for c in self.claims) + len(text) > MAX_CHARACTERS
        too_many = len(self.citations) + len(new) > self.max_citations
        if self.claims and (too_long or too_many):
            return False
        for place in new:
            n = len(self.citations) + 1
            self.citations.append(cite(place.hit, place.paragraph, place.start, place.end, n))
            known[place.key] = n
        numbers = tuple(dict.fromkeys(known[p.key] for p in places))
        self.claims.append(Claim(shorten(text), numbers, computation=computation))
        return True

    def finished(self) -> tuple[tuple[Claim, ...], tuple[Citation, ...]]:
        """Claims and citations, both in order."""
        return tuple(self.claims), tuple(self.citations)


def cite(hit: Hit, paragraph: int, start: int, end: int, n: int) -> Citation:
    """The citation of ``document.text[start:end]``, a span of that paragraph."""
    document, record = hit.document, hit.record
    source = document.paragraphs[paragraph]
    section = document.sections[source.section]
    quote = document.text[start:end]
    language = language_of_part(quote, source.language, source.second)
    return Citation(
        n=n,
        document_id=document.id,
        document_title=document.title,
        source=document.source,
        source_url=section.url or record.source_url,
        section=section.path,
        paragraph_id=source.id,
        kind=source.kind,
        quote=quote,
        start=start,
        end=end,
        page=source.page,
        row=source.row,
        language=language,
        date=section.date or document.date,
        supported=True,
        second=find_second_language(quote, language) if source.second else None,
    )


def in_full(claim: Claim, citations: Sequence[Citation]) -> Claim | None:
    """The claim with all that its citation quotes; None where it says that already, or says more
    than it quotes: of a row, of several places, something worked out."""
    cited = [citation for citation in citations if citation.n in claim.citations]
    if len(cited) != 1 or cited[0].row is not None or claim.computation is not None:
        return None
    words = shorten(" ".join(cited[0].quote.split()))
    return None if words == claim.text else replace(claim, text=words)


def shorten(words: str) -> str:
    """The words, cut at the end of one when an answer cannot hold them all."""
    if len(words) <= MAX_CHARACTERS:
        return words
    return words[:MAX_CHARACTERS].rsplit(" ", 1)[0] + " …"
