"""Checks that what a claim says is carried by the words it cites."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from rag.text.analyse import analyse
from rag.text.frames import split_lead
from rag.text.language import detect_language
from rag.types import Citation, Claim, Language
from rag.verify.amounts import amounts_carried
from rag.verify.counted import counts_carried
from rag.verify.dates import dates_carried
from rag.verify.gate import disarm
from rag.verify.names import names_carried
from rag.verify.negation import denies, negation_carried
from rag.verify.pairing import pairs_carried
from rag.verify.row_words import rows_carried
from rag.verify.source import Source, source_of
from rag.verify.wording import carried_share

MIN_WORDS_CARRIED = 0.6
"""Share of a claim's content words that its citations must carry where nothing else judges."""

JudgeWording = Callable[[str, Source, float], bool]
"""Whether a source bears out a claim's wording, given the share of its words that is carried."""


def words_carried(_claim: str, _source: Source, share: float) -> bool:
    """Wording judged by the words alone."""
    return share >= MIN_WORDS_CARRIED


def is_supported(
    claim: Claim, citations: Sequence[Citation], judge: JudgeWording = words_carried
) -> bool:
    """Whether the citations that the claim names carry all it says.

    Its numbers with their units, its dates and names, what it denies, and its wording. A table row
    carries the words of its header and its table as well; headings and the day of publication
    carry names and dates. What is quoted word for word is carried.
    """
    cited = [citation for citation in citations if citation.n in claim.citations]
    if not cited:
        return False
    source = source_of(cited)
    verdict, told = split_lead(claim.text)
    if verdict is False and not denies(told, detect_language(told, source.language)):
        return False
    claim = replace(claim, text=told)
    # What is left out of a quote may be the word that denies the rest.
    if any(_quotes(claim.text, citation.quote) for citation in cited):
        return negation_carried(claim.text, source.own, (source.language, source.language))
    language = detect_language(claim.text, source.language)
    if not (
        amounts_carried(claim.text, source.own, language)
        and dates_carried(claim.text, source)
        and names_carried(claim.text, source)
        and counts_carried(claim.text, source.own, (language, source.language))
        and pairs_carried(claim.text, language, cited)
        and rows_carried(claim.text, language, cited)
        and negation_carried(_own_words(claim.text, cited), source.own, (language, source.language))
    ):
        return False
    if not _tells_of_rows(claim.text, language, cited):
        return False
    around = "\n".join((source.own, *source.around))
    share = carried_share(claim.text, around, (language, source.language))
    return judge(claim.text, source, share)


def _tells_of_rows(claim: str, language: Language, cited: Sequence[Citation]) -> bool:
    """Whether the claim has something of the rows it cites, not of their table's head alone."""
    if any(citation.row is None for citation in cited) or language != cited[0].language:
        return True
    said = {token.term for token in analyse(claim, language=language)}
    quotes = " ".join(citation.quote for citation in cited)
    return not said or bool(said & {t.term for t in analyse(quotes, language=cited[0].language)})


def _own_words(claim: str, cited: Sequence[Citation]) -> str:
    """The claim without the headers and whole cells that it reads out of table rows.

    «Срок исполнения – 2022 год» does not say that the row's «не исполнено» is untrue.
    """
    rows = [citation.row for citation in cited if citation.row is not None]
    heads = [head for row in rows for head in row.header]
    # «Игерілуі, %» is said as «Игерілуі – 97,6 %».
    named = [head.partition(",")[0] for head in heads]
    told = (*heads, *named, *(cell for row in rows for cell in row.cells))
    read_out = {" ".join(words.split()) for words in told}
    for words in sorted(read_out, key=len, reverse=True):
        claim = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", " ", claim) if words else claim
    return claim


def _quotes(claim: str, quote: str) -> bool:
    """Whether the claim is a part of the quote, whole words, read as it is shown."""
    said, written = disarm(claim).removesuffix(" …"), disarm(quote)
    start = written.find(said)
    if start < 0 or not said:
        return False
    end = start + len(said)
    cut = (written[start - 1 : start + 1] if start else "", written[end - 1 : end + 1])
    return not any(len(edge) == 2 and edge.isalnum() for edge in cut)
