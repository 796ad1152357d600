"""What an abbreviation stands for: found beside it, found apart from it, or refused."""

from __future__ import annotations

import pytest

from rag.compose.abbreviations import asked_abbreviation, explain, is_unexplained
from rag.retrieve.question import understand
from rag.types import Document
from tests.documents import make_document
from tests.records import make_evidence, make_hit
from tests.verified import keep_verified


def told(question: str, document: Document) -> tuple[str, ...] | None:
    """The verified claims that explain what the question asks, None when nothing does."""
    ranked = [make_evidence(make_hit(document), 0, 0.9)]
    draft = explain(understand(question), ranked)
    if draft is None:
        return None
    kept, _ = keep_verified(*draft.finished(), {document.id: document})
    return tuple(claim.text for claim in kept)


def make_prose(*paragraphs: str) -> Document:
    return make_document([(("Отчёт",), [("paragraph", words) for words in paragraphs])])


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Что такое МРП?", "МРП"),
        ("Как расшифровывается аббревиатура ЦОН?", "ЦОН"),
        ("АӘК деген не?", "АӘК"),
        ("ШОБ дегеніміз не", "ШОБ"),
        ("What does KPI stand for?", "KPI"),
        ("What is GDP of the district?", None),
        ("Что такое скверик?", None),
        ("Сколько АСП выплатили?", None),
    ],
)
def test_which_abbreviation_is_asked(question: str, asked: str | None) -> None:
    assert asked_abbreviation(understand(question)) == asked


@pytest.mark.parametrize(
    ("question", "sentence", "full"),
    [
        ("Что такое МИО?", "Акты местных исполнительных органов (далее – МИО) отменены.",
         "МИО – «местных исполнительных органов»."),
        ("МКК деген не?", "Мемлекеттік кәсіпорындар кеңесі (бұдан әрі – МКК) құрылды.",
         "МКК – «Мемлекеттік кәсіпорындар кеңесі»."),
        ("Что такое ДК?", "Открыт ДК (дворец культуры) на 300 мест.", "ДК – «дворец культуры»."),
        ("Что значит ЖКХ?", "Отдел жилищно-коммунального хозяйства (ЖКХ) отчитался.",
         "ЖКХ – «жилищно-коммунального хозяйства»."),
    ],
)  # fmt: skip
def test_the_full_name_beside_the_abbreviation(question: str, sentence: str, full: str) -> None:
    assert told(question, make_prose("Собрание прошло утром.", sentence)) == (full,)


def test_a_term_apart_from_the_abbreviation_is_cited_with_it() -> None:
    pytest.importorskip("pymorphy3")
    document = make_prose("Обратились за АСП 12 семей.", "Выросла адресная социальная помощь.")
    draft = explain(understand("Что такое АСП?"), [make_evidence(make_hit(document), 0, 0.9)])
    assert draft is not None
    assert draft.claims[0].text == "АСП – «адресная социальная помощь»."
    assert len(draft.citations) == 2


def test_words_that_only_begin_alike_explain_nothing() -> None:
    document = make_prose(
        "Штраф составляет 20 МРП.",
        "Метод уменьшает работу персонала и минимизирует риски для персонала.",
        "В Майском районе проведены работы.",
    )
    assert told("Что такое МРП?", document) is None


def test_a_sentence_that_uses_the_abbreviation_does_not_explain_it() -> None:
    document = make_prose("Гранты 400 МРП – 61 чел.", "МРП – это расчётная величина.")
    hit = make_hit(document)
    query = understand("Что такое МРП?")
    assert is_unexplained(query, [make_evidence(hit, 0, 0.9)])
    assert not is_unexplained(query, [make_evidence(hit, 1, 0.9)])
    assert not is_unexplained(understand("Сколько грантов?"), [make_evidence(hit, 0, 0.9)])


def test_a_full_name_with_other_letters_is_let_stand() -> None:
    document = make_prose("Пилот лунного модуля (LMP) спал.", "LMP (lunar module pilot) спал.")
    hit, query = make_hit(document), understand("Что означает аббревиатура LMP?")
    assert not is_unexplained(query, [make_evidence(hit, 0, 0.9)])
    assert not is_unexplained(query, [make_evidence(hit, 1, 0.9)])
