"""When something begins is not when it is ready; a row may say no reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.compose.reasons import lacks_reason, prefer_reason
from rag.compose.stages import prefer_end, tells_beginning
from rag.retrieve.question import understand
from rag.types import Evidence, Language
from tests.documents import make_document
from tests.records import make_evidence, make_hit


def told(text: str, language: Language) -> Evidence:
    document = make_document([((), [("paragraph", text)])], title="", language=language)
    return make_evidence(make_hit(document), 0, 0.9)


@pytest.mark.parametrize(
    ("question", "text", "language", "begins"),
    [
        ("Когда построят мост?", "В мае 2026 года начнётся строительство моста.", "ru", True),
        ("Көпір қашан ашылады?", "Көпір құрылысы 2026 жылы басталады.", "kk", True),
        ("When will the bridge open?", "Көпір құрылысы 2026 жылы басталды.", "kk", True),
        ("Когда начнут строить мост?", "Работы начнутся в мае 2026 года.", "ru", False),
        ("Когда построят мост?", "Работы начнутся в мае, мост сдадут в декабре.", "ru", False),
        ("Көпір қашан ашылады?", "Құрылыс мамырда басталды, желтоқсанда тапсырылады.", "kk", False),
        ("Сколько мостов построят?", "Начнётся строительство двух мостов.", "ru", False),
    ],
)
def test_a_beginning_is_no_end(question: str, text: str, language: Language, begins: bool) -> None:
    assert tells_beginning(understand(question), told(text, language)) is begins


@pytest.mark.parametrize(
    ("text", "words", "first"),
    [
        ("Строительство моста начато в мае 2023 года. Ввод – декабрь 2026 года.", "Ввод", True),
        ("Строительство моста начато в мае 2023 года. Смета – май 2024 года.", "Смета", False),
        ("Строительство моста начато в мае 2023 года. Ввод близок.", "Ввод", False),
    ],
)
def test_the_end_told_in_the_same_paragraph_comes_first(text: str, words: str, first: bool) -> None:
    hit = make_hit(make_document([((), [("paragraph", text)])], title=""))
    begun, rest = text.split(". ", 1)
    best, end = make_evidence(hit, 0, 0.5, begun), make_evidence(hit, 0, 0.02, rest)
    kind = 1.0 if any(map(str.isdigit, rest)) else 0.0
    end = replace(end, features={**end.features, "kind": kind})
    found = prefer_end(understand("Когда построят мост?"), [best, end])[0]
    assert (found is end) is first
    assert words in rest


@pytest.mark.parametrize(
    ("note", "silent"),
    [
        ("не исполнено", True),
        ("", True),
        ("не исполнено: подрядчик сорвал сроки", False),
        ("из-за паводка", False),
    ],
)
def test_a_row_says_why_in_words_of_its_own(note: str, silent: bool) -> None:
    header = ("№", "Показатель", "План 2024", "Факт 2024", "Примечание")
    document = make_document(
        [(("Итоги",), [("table_row", f"1\tПостроено мостов через реки\t4\t3\t{note}")])],
        header=header,
    )
    row = make_evidence(make_hit(document), 0, 0.9)
    assert lacks_reason(understand("Почему построили меньше мостов?"), row) is silent
    assert not lacks_reason(understand("Сколько построили мостов?"), row)
    prose = told("Построено три моста.", "ru")
    assert not lacks_reason(understand("Почему построили меньше мостов?"), prose)


INDICATORS = [
    (("Индикаторы",), [("table_row", "8\tДоля переработанного молока\t38,0\t33,5\tне исполнен")]),
    (
        ("Пояснения",),
        [
            ("paragraph", "Доля собранного зерна. Причина – засуха."),
            ("paragraph", "Доля переработанного молока. С марта не работал цех."),
        ],
    ),
]


def test_what_explains_a_row_comes_before_it() -> None:
    header = ("№", "Показатель", "План", "Факт", "Исполнение")
    document = make_document(INDICATORS, header=header)  # type: ignore[arg-type]
    hit = make_hit(document)
    row, label = (
        make_evidence(hit, 0, 0.9),
        make_evidence(hit, 2, 0.5, "Доля переработанного молока."),
    )
    other, why = (
        make_evidence(hit, 1, 0.3, "Причина – засуха."),
        make_evidence(hit, 2, 0.01, "С марта не работал цех."),
    )
    ranked = [replace(item, features={"kind": 0.5}) for item in (row, label, other, why)]
    query = understand("Почему снизилась переработка молока?")
    assert prefer_reason(query, ranked)[0] is ranked[3]
    assert prefer_reason(understand("Сколько переработали молока?"), ranked) == tuple(ranked)
    # Without it a sentence that says why is hardly less likely than the row.
    told = [ranked[0], ranked[1], replace(ranked[2], features={"kind": 1.0})]
    assert prefer_reason(query, told) == tuple(told)
    told[2] = replace(told[2], score=0.8)
    assert prefer_reason(query, told)[0] is told[2]
