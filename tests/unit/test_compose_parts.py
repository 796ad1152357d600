"""Questions of two parts: each said once, what follows from two figures, and its being checked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.answering.turns import take_turns
from rag.compose.comparison import render_number
from rag.compose.derived import is_underived
from rag.compose.extractive import compose_answer
from rag.retrieve.question import understand
from rag.text.numbers import find_numbers
from rag.types import Citation, Claim, Document
from tests.documents import make_document
from tests.records import make_evidence, make_hit
from tests.verified import keep_verified

TWO = make_document(
    [
        (("Ақсай ауданы",), [("paragraph", "Ауданда 41,5 мың адам тұрады.")]),
        (("Көктал ауданы",), [("paragraph", "Ауданда 38 мың адам тұрады.")]),
    ]
)
QUESTION = "Ақсай мен Көктал аудандарының қайсысында адам көп тұрады?"


def answer(
    question: str, document: Document, *paragraphs: int
) -> tuple[tuple[Claim, ...], tuple[Citation, ...]]:
    hit = make_hit(document)
    parts = [[make_evidence(hit, paragraph, 0.9)] for paragraph in paragraphs]
    return compose_answer(understand(question), parts[0], parts)


def test_of_two_figures_the_larger_is_named_first() -> None:
    claims, citations = answer(QUESTION, TWO, 0, 1)
    assert claims[0].text == "Көбірек: Ақсай – 41,5 мың адам, Көктал – 38 мың адам."
    assert claims[0].citations == (1, 2)
    assert len(citations) == 2
    kept, _ = keep_verified(claims, citations, {TWO.id: TWO})
    assert kept == claims


@pytest.mark.parametrize("other", ["47 км жол бар.", "Мұнда адам көп."])
def test_figures_of_different_measures_are_not_compared(other: str) -> None:
    document = make_document(
        [
            (("Ақсай ауданы",), [("paragraph", "Ауданда 41,5 мың адам тұрады.")]),
            (("Көктал ауданы",), [("paragraph", other)]),
        ]
    )
    claims, _ = answer(QUESTION, document, 0, 1)
    assert all(claim.computation is None for claim in claims)


def test_a_sum_says_its_operands_and_what_they_make() -> None:
    document = make_document(
        [
            (
                ("Шығындар",),
                [
                    ("paragraph", "Спортқа 12,5 млн теңге бөлінді."),
                    ("paragraph", "Жолға 30 млн теңге бөлінді."),
                ],
            )
        ]
    )
    claims, citations = answer("Спорт пен жолға қосқанда қанша теңге бөлінді?", document, 0, 1)
    assert claims[0].text == "Барлығы: 12,5 млн теңге + 30 млн теңге = 42,5 млн теңге."
    kept, _ = keep_verified(claims, citations, {document.id: document})
    assert kept[0] == claims[0]


@pytest.mark.parametrize(("old", "new"), [("42,5", "43,5"), ("30", "31"), ("12,5", "13,5")])
def test_a_result_that_does_not_follow_is_dropped(old: str, new: str) -> None:
    document = make_document(
        [
            (
                ("Шығындар",),
                [
                    ("paragraph", "Спортқа 12,5 млн теңге бөлінді."),
                    ("paragraph", "Жолға 30 млн теңге бөлінді."),
                ],
            )
        ]
    )
    claims, citations = answer("Спорт пен жолға қосқанда қанша теңге бөлінді?", document, 0, 1)
    lie = replace(claims[0], text=claims[0].text.replace(old, new))
    assert keep_verified([lie], citations, {document.id: document})[0] == ()


def test_a_computation_with_another_value_or_operand_is_dropped() -> None:
    claims, citations = answer(QUESTION, TWO, 0, 1)
    computation = claims[0].computation
    assert computation is not None
    turned = replace(computation, operands=computation.operands[::-1])
    wrong = replace(computation, value=1.0)
    foreign = replace(
        computation, operands=(replace(computation.operands[0], document_id="other"),)
    )
    for lie in (turned, wrong, foreign):
        claim = replace(claims[0], computation=lie)
        assert keep_verified([claim], citations, {TWO.id: TWO})[0] == ()


def test_a_name_that_the_sources_do_not_know_is_dropped() -> None:
    claims, citations = answer(QUESTION, TWO, 0, 1)
    lie = replace(
        claims[0], text="Көбірек: Теректі қалашығы – 41,5 мың адам, Бұлақты қыстағы – 38 мың адам."
    )
    assert keep_verified([lie], citations, {TWO.id: TWO})[0] == ()


def test_what_answers_both_parts_is_said_once() -> None:
    document = make_document([(("Мост",), [("paragraph", "Мост за 5 млн тенге откроют 3 мая.")])])
    claims, citations = answer("Сколько стоит мост и когда его откроют?", document, 0, 0)
    assert len(claims) == len(citations) == 1


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("когда закончит?", "Покрасить мост: Исполнитель – Дорстрой; Срок – 3 мая 2024 года"),
        ("сколько это стоит?", "Покрасить мост: Исполнитель – Дорстрой"),
    ],
)
def test_a_row_tells_both_where_one_part_found_nothing_of_its_own(second: str, told: str) -> None:
    document = make_document(
        [(("План",), [("table_row", "Покрасить мост\tДорстрой\t3 мая 2024 года")])],
        header=("Мероприятие", "Исполнитель", "Срок"),
    )
    found = [make_evidence(make_hit(document), 0, 0.9)]
    claims, _ = compose_answer(understand(f"Кто красит мост и {second}"), found, [found, []])
    assert [claim.text for claim in claims] == [told]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.integers(0, 9), max_size=5), max_size=4))
def test_turns_keep_everything_once(lists: list[list[int]]) -> None:
    turned = take_turns(lists, key=lambda n: n)
    assert sorted(turned) == sorted({n for one in lists for n in one})


@settings(max_examples=100, deadline=None)
@given(st.decimals(0, 10**9, places=3))
def test_a_number_that_is_said_is_read_back(value: object) -> None:
    number = float(str(value))
    (read,) = find_numbers(render_number(number))
    assert read.value == pytest.approx(number, abs=1e-6)


def test_one_sentence_does_not_speak_for_both_things() -> None:
    second = make_document(
        [((), [("paragraph", "Ауданда 38 мың адам тұрады.")])],
        document_id="doc_2",
        title="Көктал ауданы",
    )
    shared = make_evidence(make_hit(TWO), 0, 0.9)
    own = make_evidence(make_hit(second), 0, 0.6)
    weaker = replace(shared, score=0.7)
    claims, citations = compose_answer(understand(QUESTION), [shared], [[shared], [weaker, own]])
    assert {citation.document_id for citation in citations} == {TWO.id, second.id}
    assert claims[0].text.startswith("Көбірек: Ақсай")


def test_one_sentence_that_names_both_gives_both_figures() -> None:
    document = make_document(
        [
            (
                (),
                [("paragraph", "Из Аксая уходит 12 м³/с, из Коктала – 7 м³/с.")],
            ),
            ((), [("paragraph", "В мае из Коктала уходило 30 м³/с.")]),
        ]
    )
    hit = make_hit(document)
    both, may = make_evidence(hit, 0, 0.9), make_evidence(hit, 1, 0.92)
    query = understand("Сколько воды уходит из Аксая и из Коктала вместе?")
    claims, _ = compose_answer(query, [both], [[both, may], [may, both]])
    assert "30" not in " ".join(claim.text for claim in claims)


def test_a_figure_of_another_thing_is_not_added() -> None:
    document = make_document(
        [
            ((), [("paragraph", "В районе работают 14 школ.")]),
            ((), [("paragraph", "Действуют 5 поликлиник, одна из которых детская.")]),
            ((), [("paragraph", "Действуют 3 больницы.")]),
        ]
    )
    question = "Сколько всего школ и больниц вместе?"
    claims, _ = answer(question, document, 0, 1)
    assert all(claim.computation is None for claim in claims)
    claims, _ = answer(question, document, 0, 2)
    assert claims[0].text == "Всего: 14 + 3 = 17."


def test_half_of_a_comparison_is_no_answer() -> None:
    hit = make_hit(TWO)
    query = understand("На сколько больше людей в Аксайском районе, чем в Коктальском?")
    assert is_underived(query, [make_evidence(hit, 0, 0.9)])
    assert not is_underived(
        understand("Сколько людей в Аксайском районе?"), [make_evidence(hit, 0, 0.9)]
    )


def test_two_questions_in_one_sentence_take_in_the_next() -> None:
    words = "В районе 536 дворов. Отремонтировано 20 дворов."
    document = make_document([((), [("paragraph", words)])])
    hit = make_hit(document)
    first = make_evidence(hit, 0, 0.8, "В районе 536 дворов.")
    second = make_evidence(hit, 0, 0.5, "Отремонтировано 20 дворов.")
    query = understand("Сколько дворов в районе и сколько из них отремонтировали?")
    claims, _ = compose_answer(query, [first, second], [[first, second], [first, second]])
    assert [claim.text for claim in claims] == [words]


MEETING = "На сходе в Аксуатском районе участвовали 500 человек."
RESIDENTS = "Население Аксуатского района – 41 300 человек."
OTHERS = "Население Кенсайского района – 38 900 человек."


@pytest.mark.parametrize(
    "question",
    [
        "где больше людей в аксуатском или кенсайском районе",
        "Где больше людей: в Аксуатском или в Кенсайском районе?",
        "Қай ауданда халық көп: Ақсуатта әлде Кеңсайда?",
    ],
)
def test_people_at_a_meeting_are_not_set_against_residents(question: str) -> None:
    words = (MEETING, RESIDENTS, OTHERS)
    document = make_document([((), [("paragraph", line)]) for line in words])
    hit = make_hit(document)
    meeting, residents, others = (make_evidence(hit, i, 0.9) for i in range(3))
    query = understand(question)
    claims, _ = compose_answer(query, [meeting], [[meeting, residents], [others]])
    assert "500" not in " ".join(claim.text for claim in claims)
    assert "41 300" in claims[0].text
    assert compose_answer(query, [meeting], [[meeting], [others]]) == ((), ())
