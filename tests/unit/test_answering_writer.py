"""A cut that its source does not bear out gives way to the whole sentence."""

from __future__ import annotations

from dataclasses import replace

from rag.answering.stopwatch import Stopwatch
from rag.answering.writer import AnswerWriter
from rag.answering.written import Order, Written
from rag.compose.draft import cite, in_full
from rag.retrieve.question import understand
from rag.types import Claim, Computation
from tests.documents import make_document
from tests.records import make_evidence, make_hit

TOLD = (
    "С основания общества к нему постепенно присоединялись новые аулы, которые присылали людей и "
    "скот: Ойтал и Карасу в 1985 году, Бестобе, Актас и Кызылжар в 1994 году, "
    "Кентас, Сарыбулак и ещё три аула у подножия гор в 1999 году, а аулы за рекой "
    "Кокбулак, Майлы и Шиели сразу после большого паводка, хотя аул Жанажол и "
    "в 2004 году не присоединился из-за ссоры за пастбища, о которой старики до сих пор вспоминают "
    "неохотно, а остальные аулы долины пришли позже все вместе."
)
QUESTION = "В каком году Ойтал и Карасу присоединились к обществу?"


def written(text: str, question: str) -> Written:
    """What is written about a document of this one paragraph."""
    document = make_document([((), [("paragraph", text)])])
    best = replace(
        make_evidence(make_hit(document), 0, 0.9),
        features={"kind": 1.0, "names": 1.0, "period": 0.0, "place": 0.0},
    )
    order = Order(understand(question), [best], {document.id: document}, "ru")
    writing = AnswerWriter().write(order, Stopwatch(lambda: 0.0))
    while True:
        try:
            next(writing)
        except StopIteration as end:
            result: Written = end.value
            return result


def test_a_cut_without_its_denial_gives_way_to_the_whole() -> None:
    answer = written(TOLD, QUESTION)
    assert [claim.text for claim in answer.claims] == [TOLD]
    assert (answer.n_drafted, answer.n_unsupported) == (2, 1)


def test_a_cut_that_is_borne_out_stays() -> None:
    told = f"Ойтал и Карасу присоединились к обществу в 1985 году; {TOLD}".replace("не ", "")
    answer = written(told, QUESTION)
    assert answer.text.startswith("Ойтал и Карасу") and len(answer.claims[0].text) < 300
    assert (answer.n_drafted, answer.n_unsupported) == (1, 0)


def test_only_what_was_cut_out_of_one_sentence_has_a_whole() -> None:
    hit = make_hit(make_document([((), [("paragraph", TOLD)])]))
    citation = cite(hit, 0, 0, len(TOLD), 1)
    assert in_full(Claim("… в 1985 году …", (1,)), [citation]) == Claim(TOLD, (1,))
    assert in_full(Claim(TOLD, (1,)), [citation]) is None
    assert in_full(Claim("Оба", (1, 2)), [citation, replace(citation, n=2)]) is None
    worked_out = Computation("sum", (), 5.0)
    assert in_full(Claim("Всего 5", (1,), computation=worked_out), [citation]) is None
