from __future__ import annotations

from dataclasses import replace

import pytest

from rag.compose.abstain import abstention_reason
from rag.compose.kinds import holds_kind, names_firm, names_party, unit_is_kind, without_asked
from rag.retrieve.question import understand
from rag.types import AnswerKind
from tests.documents import make_document
from tests.records import make_evidence, make_hit


@pytest.mark.parametrize(
    ("text", "kind", "held"),
    [
        ("Мост открыл Сериков А.Б.", "person", 1.0),
        ("Школу 1962 года постройки закроют.", "date", 0.0),
        ("Школу закроют в 2026 году.", "date", 1.0),
        ("Мост открыла Сауле Жумагалиева.", "person", 1.0),
        ("Бөлім басшысы Б. Ермеков", "person", 1.0),
        ("___________ Ж.Т.Ермеков", "person", 1.0),
        ("Мост открыл Жаксыбеков Дархан Серикович.", "person", 1.0),
        # A town before a surname is a first name; a number in Roman letters names nobody.
        ("Чемпионом стал Дархан Исатаев.", "person", 1.0),
        ("Мерзімі – IV тоқсан, 74", "organisation", 0.0),
        ("Ремонт ведёт УК.", "organisation", 0.5),
        ("Открыто с 09:00 до 18:30.", "time", 1.0),
        ("Сессия начнётся в 15 часов.", "time", 1.0),
        ("Сағат 10 жиналыс.", "time", 1.0),
        ("Открыто с 9 мая 2024 года.", "time", 0.0),
        ("Счёт 12:345, том 3.15.1.", "time", 0.0),
        ("не исполнено: закрыт мост", "reason", 1.0),
        ("Орындалмады – қаржы бөлінбеген", "reason", 1.0),
        ("не исполнено", "reason", 0.5),
        ("Работы идут по частям, учитывая плотную застройку.", "reason", 1.0),
        ("Аким Бестобинского района", "person", 0.5),
        ("Мост открыло ТОО «Жаркын Строй».", "person", 0.0),
        ("Мост охраняют части Вооружённых Сил.", "person", 0.5),
        ("Ответ дают в течение 15 рабочих дней.", "date", 1.0),
        ("Жауап 15 жұмыс күні ішінде беріледі.", "date", 1.0),
        ("Срок рассмотрения – 3 дня.", "date", 1.0),
        ("В смене 12 рабочих.", "date", 0.0),
        ("Мост построен в середине XIX века.", "date", 1.0),
        ("Мост построен в начале двадцатого столетия.", "date", 1.0),
        ("Көпір XIX ғасырда салынды.", "date", 1.0),
        ("Мост строили в 1960-х годах.", "date", 1.0),
        ("Мост заложен в 1263 году.", "date", 1.0),
        ("Мост строит QazMost.", "organisation", 0.5),
        ("Долина возникла 40 тысяч лет назад.", "date", 1.0),
        ("Разрешение дают сроком на три года.", "date", 1.0),
        ("К концу срока мост готов.", "date", 0.0),
        ("Парк сдадут уже к концу текущего года.", "date", 1.0),
        ("Жыл соңына дейін тағы 10 көлік келеді.", "date", 1.0),
        ("Цель акции – помощь детям.", "reason", 1.0),
        ("Мост служит людям век за веком.", "date", 0.0),
        ("Мост берёт от шести до девяти процентов бюджета.", "share", 1.0),
        ("Мост – второй по длине в области.", "number", 0.5),
        ("Мост стоит 30 млн тенге.", "money", 1.0),
        ("Мост: 30,5", "money", 0.5),
        ("Длина моста 46 км.", "money", 0.0),
        ("№: 2.4; Атауы: Өнім индексі", "number", 0.0),
        ("№: 2.4; Атауы: Өнім индексі; Нақты: 101,2", "number", 1.0),
        ("Мост закрыт из-за паводка.", "reason", 1.0),
        ("Көпір су тасқынының салдарынан жабылды.", "reason", 1.0),
        ("Отключение вызвано аварией на мосту.", "reason", 1.0),
        ("Мост закрыт.", "reason", 0.5),
        ("На 2025 год запланирован мост на 150 мест.", "money", 0.0),
        ("На мост – 150 млн", "money", 0.5),
        ("Объект: мост; Год постройки: 1990; Мощность: 800", "date", 1.0),
        ("Объект: мост; Мощность: 1990", "date", 0.0),
        ("Мост закрыт.", "other", 1.0),
    ],
)
def test_whether_a_text_holds_the_kind(text: str, kind: AnswerKind, held: float) -> None:
    assert holds_kind(text, kind) == held


def test_the_unit_of_a_row_tells_its_kind() -> None:
    assert unit_is_kind({None, "%"}, "share") and unit_is_kind({"KZT"}, "money")
    assert not unit_is_kind({None, "чел"}, "share") and not unit_is_kind({"%"}, "money")
    assert not unit_is_kind({"%"}, "number")


def test_names_that_the_question_says_are_no_answer() -> None:
    query = understand("Кто ремонтирует вокзал Ойтал?")
    told = without_asked("Вокзал Ойтал закрыт.", query.terms, "ru")
    assert holds_kind(told, "person") == 0.0
    text = "Вокзал Ойтал чинит Серик Омаров."
    assert without_asked(text, query.terms, "ru") == "       Ойтал чинит Серик Омаров.".replace(
        "Ойтал", "     "
    )
    assert holds_kind(without_asked(text, query.terms, "ru"), "person") == 1.0


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Мост ремонтирует «Арал Жол».", True),
        ("Мост ремонтирует УКС.", True),
        ("Мост ремонтирует Сериков А.Б.", True),
        ("Движение по мосту через реку Карасу откроют летом.", False),
    ],
)
def test_who_can_have_done_it(text: str, names: bool) -> None:
    assert names_party(text) is names


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Мост через реку Карасу откроют летом.", "weak_evidence"),
        ("Мост через реку Карасу строит «Арал Жол».", None),
    ],
)
def test_prose_without_a_firm_does_not_say_who_builds(text: str, reason: str | None) -> None:
    best = make_evidence(make_hit(make_document([((), [("paragraph", text)])])), 0, 0.9)
    best = replace(best, features={**best.features, "kind": 0.5})
    assert abstention_reason(understand("Кто строит мост через Карасу?"), [best], 0.9) == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Жобаның ЖСҚ-сы дайын болады.", "weak_evidence"),
        ("Жобаның мердігері – АРС.", None),
        ("Жобаны «Арал Жол» ЖШС бастайды.", None),
    ],
)
def test_an_abbreviation_alone_is_no_contractor(text: str, reason: str | None) -> None:
    document = make_document([((), [("paragraph", text)])], language="kk")
    best = make_evidence(make_hit(document), 0, 0.9)
    best = replace(best, features={**best.features, "kind": 0.5})
    assert abstention_reason(understand("Жобаның мердігері кім?"), [best], 0.9) == reason


@pytest.mark.parametrize(("sure", "reason"), [(0.85, None), (0.75, "weak_evidence")])
def test_whoever_is_no_person_by_name_answers_when_the_text_is_sure(
    sure: float, reason: str | None
) -> None:
    text = "Мост через реку Карасу берегут ветераны."
    best = make_evidence(make_hit(make_document([((), [("paragraph", text)])])), 0, 0.9)
    best = replace(best, features={**best.features, "kind": 0.0})
    assert abstention_reason(understand("Кто бережёт мост через Карасу?"), [best], sure) == reason


def test_what_is_shown_beside_the_best_sentence_may_hold_the_day() -> None:
    before, open_bridge = "Это было 4 мая 2021 года.", "Тогда и открыли мост над Ойталом."
    hit = make_hit(make_document([((), [("paragraph", f"{before} {open_bridge}")])]))
    told = {"names": 1.0, "period": 0.0, "place": 0.0}
    best = replace(make_evidence(hit, 0, 0.6, open_bridge), features={"kind": 0.0, **told})
    beside = replace(make_evidence(hit, 0, 0.3, before), features={"kind": 1.0, **told})
    query = understand("Когда открыли мост?")
    assert abstention_reason(query, [best, beside], sure=0.6) is None
    assert abstention_reason(query, [best], sure=0.6) == "weak_evidence"
    for another in ({"names": 0.0}, {"place": -1.0}, {"period": -0.4}):
        of_another = replace(beside, features={**beside.features, **another})
        assert abstention_reason(query, [best, of_another], sure=0.6) == "weak_evidence"


@pytest.mark.parametrize(
    ("text", "reason"), [("Мост: 500.", "weak_evidence"), ("500 тенге.", None)]
)
def test_in_prose_a_sum_has_its_currency(text: str, reason: str | None) -> None:
    hit = make_hit(make_document([((), [("paragraph", text)])]))
    features = {"kind": holds_kind(text, "money"), "names": 1.0, "period": 0.0, "place": 0.0}
    best = replace(make_evidence(hit, 0, 0.9), features=features)
    assert abstention_reason(understand("Сколько стоит мост?"), [best], sure=0.7) == reason


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("Подрядчик – ТОО «Арал Жол».", True),
        ("Мердігер – «Арал Жол» ЖШС.", True),
        ("Исполнитель – ГКП «Таза су».", True),
        ("Построили мост «Арал».", False),
        ("ТОО построило мост.", False),
    ],
)
def test_firms_are_named_with_their_form(text: str, firm: bool) -> None:
    assert names_firm(text) is firm
