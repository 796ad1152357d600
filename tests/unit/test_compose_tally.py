"""Answers out of a whole table, how they are checked again, and yes or no."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.compose.counting import counted_words
from rag.compose.extractive import compose_answer
from rag.compose.tally import is_uncounted
from rag.retrieve.question import understand
from rag.types import Citation, Claim, Document
from tests.documents import make_document
from tests.records import make_evidence, make_hit
from tests.verified import keep_verified

HEADER = ("№", "Мероприятие", "Срок исполнения", "Исполнитель", "Сумма, млн. тенге", "Статус")
ROWS = (
    ("1", "Ремонт клуба в ауле Бестобе", "2022 год", "Отдел культуры", "148,5", "Исполнено"),
    (
        "2",
        "Строительство бассейна",
        "2 квартал 2022 года",
        "Отдел строительства",
        "1 215,0",
        "Не исполнено",
    ),
    ("3", "Ремонт улицы Шокан", "2023 год", "Отдел ЖКХ", "96,4", "Исполнено"),
    ("4", "Посадка 800 саженцев", "2023 год", "Отдел ЖКХ", "14,8", "Не исполнено"),
    ("5", "Проект школы", "2024 год", "Отдел строительства", "38,2", "Исполнено"),
)
TOTAL = ("", "Итого", "", "", "1 512,9", "")


@pytest.fixture(scope="module")
def plan() -> Document:
    parts = [("table_row", "\t".join(row)) for row in (*ROWS, TOTAL)]
    return make_document(
        [(("План мероприятий Бестобинского района",), parts)],  # type: ignore[list-item]
        header=HEADER,
        title="План мероприятий Бестобинского района на 2022-2024 годы",
    )


def answer(
    question: str, document: Document, paragraph: int = 0
) -> tuple[tuple[Claim, ...], tuple[Citation, ...]]:
    ranked = [make_evidence(make_hit(document), paragraph, 0.9)]
    claims, citations = compose_answer(understand(question), ranked)
    kept, shown = keep_verified(claims, citations, {document.id: document})
    assert len(kept) == len(claims)
    return kept, shown


@pytest.mark.parametrize(
    ("question", "begins", "names"),
    [
        ("Сколько мероприятий со сроком 2022 год?", "2 мероприятия", ("клуба", "бассейна")),
        ("Сколько мероприятий не исполнено?", "2 мероприятия", ("бассейна", "саженцев")),
        ("Сколько мероприятий поручено отделу ЖКХ?", "2 мероприятия", ("Шокан", "саженцев")),
        ("Сколько мероприятий дороже 90 млн тенге?", "3 мероприятия", ("клуба", "Шокан")),
        ("Какое мероприятие самое дорогое?", "Больше всего: Строительство бассейна", ("1 215,0",)),
        ("На какое мероприятие выделено меньше всего средств?", "Меньше всего: Посадка", ("14,8",)),
        ("Сколько всего средств выделено отделу ЖКХ?", "Всего: 96,4 + 14,8 = 111,2 млн. тенге", ()),
    ],
)
def test_a_table_is_counted_ordered_and_summed(
    plan: Document, question: str, begins: str, names: tuple[str, ...]
) -> None:
    claims, citations = answer(question, plan)
    assert claims[0].text.startswith(begins)
    assert all(name in claims[0].text for name in names)
    assert claims[0].computation is not None
    assert len(citations) <= 5


@pytest.fixture(scope="module")
def headed() -> Document:
    parts = ["\t".join(row) for row in ROWS]
    return make_document(
        [
            (("План района", "Культура"), [("table_row", parts[0]), ("table_row", parts[1])]),
            (("План района", "Озеленение"), [("table_row", row) for row in parts[2:]]),
        ],
        header=HEADER,
        title="План района",
    )


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Сколько пунктов плана касается озеленения?", "3 пункта"),
        ("Сколько мероприятий по культуре?", "2 мероприятия"),
        ("Сколько всего в плане мероприятий?", "5 мероприятий"),
        ("Какое число мероприятий в плане?", "5 мероприятий"),
        ("Сколько поручений дано отделу ЖКХ?", "2 поручения"),
        ("Сколько строк плана поручено отделу строительства?", "2 строки"),
    ],
)
def test_rows_are_counted_by_their_headings_and_other_names(
    headed: Document, question: str, begins: str
) -> None:
    claims, _ = answer(question, headed)
    assert claims[0].text.startswith(begins)


def test_a_count_by_heading_is_held_to_the_heading(headed: Document) -> None:
    ranked = [make_evidence(make_hit(headed), 0, 0.9)]
    claims, citations = compose_answer(understand("Сколько мероприятий по культуре?"), ranked)
    asked = claims[0].computation
    assert asked is not None
    (condition,) = asked.conditions
    other = replace(condition, words=(("озеленение",),))
    forged = replace(claims[0], computation=replace(asked, conditions=(other,)))
    kept, _ = keep_verified([forged], citations, {headed.id: headed})
    assert not kept


def test_done_rows_are_not_counted_where_no_column_says_so() -> None:
    rows = [("1", "Ремонт клуба", "2022 год"), ("2", "Ремонт моста", "2023 год")]
    document = make_document(
        [(("План",), [("table_row", "\t".join(row)) for row in rows])],
        header=("№", "Мероприятие", "Срок"),
        title="План",
    )
    ranked = [make_evidence(make_hit(document), 0, 0.9)]
    assert is_uncounted(understand("Сколько мероприятий исполнено?"), ranked)
    claims, _ = compose_answer(understand("Сколько мероприятий исполнено?"), ranked)
    assert all(claim.computation is None for claim in claims)


def test_settlements_are_no_rows(headed: Document) -> None:
    ranked = [make_evidence(make_hit(headed), 0, 0.9)]
    assert not is_uncounted(understand("Сколько населённых пунктов в районе?"), ranked)


def test_what_the_counted_cells_say_is_told_apart(plan: Document) -> None:
    claims, _ = answer("Сколько мероприятий со сроком 2022 год?", plan)
    assert "2022 год – 1, 2 квартал 2022 года – 1" in claims[0].text


def test_all_rows_that_meet_a_condition_are_listed(plan: Document) -> None:
    claims, citations = answer("Какие мероприятия поручены отделу строительства?", plan)
    assert [claim.text for claim in claims] == ["Строительство бассейна.", "Проект школы."]
    assert [citation.row and citation.row.cells[0] for citation in citations] == ["2", "5"]


@pytest.mark.parametrize(
    "question",
    [
        "Сколько мероприятий со сроком 2031 год?",
        "Сколько мероприятий поручено отделу ЖКХ Кенгирского района?",
        "Сколько мероприятий поручено отделу туризма?",
        "Сколько саженцев посадили?",
        "Кто исполнитель ремонта клуба?",
    ],
)
def test_what_the_table_does_not_answer_is_not_counted(plan: Document, question: str) -> None:
    claims, _ = answer(question, plan)
    assert all(claim.computation is None for claim in claims)


def test_a_wrong_count_is_dropped(plan: Document) -> None:
    (claim,), citations = answer("Сколько мероприятий не исполнено?", plan)
    computation = claim.computation
    assert computation is not None
    fewer = replace(computation, operands=computation.operands[:1], value=1.0)
    lies = (
        replace(claim, text=claim.text.replace("2 мероприятия", "3 мероприятия")),
        replace(claim, computation=replace(computation, value=3.0)),
        replace(claim, computation=fewer),
        replace(claim, computation=replace(computation, conditions=())),
        replace(claim, text=claim.text.replace("бассейна", "стадиона Жеңіс Қосшы Ерейментау")),
    )
    for lie in lies:
        assert keep_verified([lie], citations, {plan.id: plan})[0] == ()


def test_more_rows_than_may_be_cited_are_said_to_be_more() -> None:
    parts = [("table_row", f"{n}\tМера номер {n}\t2022 год") for n in range(1, 9)]
    document = make_document([(("План мер",), parts)], header=("№", "Мера", "Срок"))  # type: ignore[list-item]
    (claim,), citations = answer("Сколько мер со сроком 2022 год?", document)
    assert claim.text.startswith("8 мер ")
    assert "Первые из них" in claim.text
    assert len(citations) == 5


@pytest.mark.parametrize(
    ("question", "paragraph", "begins"),
    [
        ("Исполнен ли ремонт клуба?", 0, "Да. Ремонт клуба"),
        ("Исполнено ли строительство бассейна?", 1, "Нет. Строительство бассейна"),
        ("Дорогой ли ремонт клуба?", 0, "Ремонт клуба"),
    ],
)
def test_the_status_of_a_row_says_yes_or_no(
    plan: Document, question: str, paragraph: int, begins: str
) -> None:
    claims, _ = answer(question, plan, paragraph)
    assert claims[0].text.startswith(begins)


@pytest.mark.parametrize(
    ("question", "text", "begins"),
    [
        ("Повышался ли тариф?", "Тариф на воду не повышался.", "Нет. "),
        ("Открыт ли мост?", "Мост открыт 3 мая.", "Да. "),
        ("Открыт ли мост?", "Мост будет открыт 3 мая.", "Мост"),
        ("Открыт ли мост?", "Мост построен.", "Мост"),
        ("Не открыт ли мост?", "Мост открыт.", "Мост"),
        ("Ауыл газға қосылды ма?", "Ауыл газға қосылмаған.", "Жоқ. "),
        ("Ауыл газға қосылды ма?", "Ауыл газға қосылды.", "Иә. "),
        ("Ауыл газға қосылды ма?", "Ауыл газға келер жылы қосылады.", "Ауыл"),
    ],
)
def test_yes_and_no_need_the_verb_that_was_asked(question: str, text: str, begins: str) -> None:
    language = understand(question).language
    document = make_document([((), [("paragraph", text)])], language=language)
    claims, _ = answer(question, document)
    assert claims[0].text.startswith(begins)


def test_a_no_that_nothing_denies_is_dropped() -> None:
    document = make_document([((), [("paragraph", "Мост открыт 3 мая.")])])
    (claim,), citations = answer("Открыт ли мост?", document)
    lie = replace(claim, text="Нет. Мост открыт 3 мая.")
    assert keep_verified([lie], citations, {document.id: document})[0] == ()


def test_the_status_of_another_thing_is_no_answer(plan: Document) -> None:
    claims, _ = answer("Исполнено ли строительство театра?", plan, 1)
    assert not claims[0].text.startswith(("Да", "Нет"))


@pytest.mark.parametrize(
    ("question", "n", "words"),
    [
        ("Сколько мероприятий в плане?", 1, "1 мероприятие"),
        ("Сколько мероприятий в плане?", 22, "22 мероприятия"),
        ("Сколько всего мероприятий в плане?", 11, "11 мероприятий"),
        ("Сколько дорожных проектов завершено?", 3, "3 дорожных проекта"),
        ("Осы бөлімге қанша іс-шараға тапсырылды?", 7, "7 іс-шара"),
        ("How many measures are planned?", 1, "1 measure"),
    ],
)
def test_what_is_counted_stands_in_the_case_of_its_number(
    question: str, n: int, words: str
) -> None:
    query = understand(question)
    assert counted_words(query, n, query.language) == words


def test_nothing_is_counted_in_the_words_of_another_language() -> None:
    assert counted_words(understand("Сколько мер в плане?"), 3, "kk") is None


def test_a_row_does_not_answer_how_many_rows_there_are(plan: Document) -> None:
    ranked = [make_evidence(make_hit(plan), 0, 0.9)]
    assert is_uncounted(understand("Сколько мероприятий поручено отделу туризма?"), ranked)
    assert not is_uncounted(understand("Сколько саженцев посадили?"), ranked)
    assert not is_uncounted(understand("Кто исполнитель ремонта клуба?"), ranked)


def test_rows_that_do_not_say_whether_they_are_done_are_not_counted() -> None:
    words = ("Исполнено", "Исполнено", "Идёт приём заявок", "Составлен акт", "Исполнено")
    parts = [("table_row", f"{n}\tМера номер {n}\t{said}") for n, said in enumerate(words)]
    document = make_document([(("План мер",), parts)], header=("№", "Мера", "Статус"))  # type: ignore[list-item]
    claims, _ = answer("Сколько мер исполнено?", document)
    assert all(claim.computation is None for claim in claims)


def test_rows_longer_than_a_bound_are_counted() -> None:
    rows = [("1", "Аксай", "18,6"), ("2", "Тогай", "7,8"), ("3", "Шагала", "9,4")]
    document = make_document(
        [(("Сети",), [("table_row", "\t".join(row)) for row in rows])],
        header=("№", "Посёлок", "Длина сети, км"),
        title="Сети",
    )
    claims, _ = answer("Сколько посёлков имеют сеть длиннее 8 км?", document)
    assert claims[0].text.startswith("2 посёлка")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Сколько мероприятий со сроком 2022 год?", "2 мероприятия"),
        ("Сколько мероприятий прошло в 2022 году?", "В 2022 году прошло 270 мероприятий"),
    ],
)
def test_a_number_in_prose_is_no_count_of_rows_by_a_column(
    plan: Document, question: str, told: str
) -> None:
    prose = make_document([((), [("paragraph", "В 2022 году прошло 270 мероприятий.")])])
    sentence = make_evidence(make_hit(prose), 0, 0.9)
    sentence = replace(sentence, features={**sentence.features, "counted": 1.0})
    row = make_evidence(make_hit(plan), 0, 0.5)
    claims, _ = compose_answer(understand(question), [sentence, row])
    assert claims[0].text.startswith(told)
