"""All items of a list, and a second source that says another figure."""

from __future__ import annotations

import pytest

from rag.compose.extractive import compose_answer
from rag.compose.lists import telling_items
from rag.retrieve.question import understand
from rag.text.language import detect_language
from rag.types import Citation, Claim, Document, Evidence
from tests.documents import PART, make_document
from tests.records import make_evidence, make_hit
from tests.verified import keep_verified

STREETS: list[PART] = [
    ("paragraph", "Освещение обновили на улицах:"),
    ("list_item", "1. ул. Шокан;"),
    ("list_item", "2. ул. Сарыөзек;"),
    ("paragraph", "Ремонт провели на улицах:"),
    ("list_item", "1. ул. Абай;"),
    ("list_item", "2. ул. Жастар;"),
    ("list_item", "3. ул. Достық."),
]


def answer(
    question: str, document: Document, *order: int, others: tuple[Evidence, ...] = ()
) -> tuple[tuple[Claim, ...], tuple[Citation, ...]]:
    hit = make_hit(document)
    ranked = [make_evidence(hit, at, 0.9 - 0.01 * n) for n, at in enumerate(order)]
    claims, citations = compose_answer(understand(question), [*ranked, *others])
    known = {item.hit.document.id: item.hit.document for item in (*ranked, *others)}
    kept, shown = keep_verified(claims, citations, known)
    assert len(kept) == len(claims)
    return kept, shown


def test_all_items_are_said_without_what_introduces_them() -> None:
    claims, _ = answer("Какие улицы отремонтировали?", make_document([((), STREETS)]), 3, 0)
    assert [claim.text for claim in claims] == ["1. ул. Абай;", "2. ул. Жастар;", "3. ул. Достық."]


def test_the_list_has_the_length_that_the_question_says() -> None:
    claims, _ = answer("На каких двух улицах обновили?", make_document([((), STREETS)]), 3, 0)
    assert [claim.text for claim in claims][:2] == ["1. ул. Шокан;", "2. ул. Сарыөзек;"]


def test_one_item_brings_its_siblings() -> None:
    document = make_document([((), STREETS)])
    claims, _ = answer("Какие улицы отремонтировали?", document, 5, 4)
    assert [claim.text[0] for claim in claims] == ["1", "2", "3"]
    alone, _ = answer("Какие улицы отремонтировали?", document, 5, 0)
    assert len(alone) == 1


def test_a_question_for_one_thing_gets_no_list() -> None:
    claims, _ = answer("Сколько стоил ремонт?", make_document([((), STREETS)]), 4, 5)
    assert len(claims) == 1


def test_a_long_list_keeps_the_sentence_that_tells_of_all() -> None:
    parts: list[PART] = [("paragraph", "В план вошли 14 сёл:")]
    parts += [("list_item", f"{n}) село номер {n};") for n in range(1, 15)]
    claims, citations = answer("Какие сёла вошли в план?", make_document([((), parts)]), 0)
    assert claims[0].text == "В план вошли 14 сёл:"
    assert len(citations) == len(claims) == 10


def other_source(text: str, title: str = "Новости района") -> Evidence:
    document = make_document(
        [((), [("paragraph", text)])], document_id="doc_2", source="b.txt", title=title
    )
    return make_evidence(make_hit(document), 0, 0.5)


def test_two_sources_that_disagree_are_both_said() -> None:
    document = make_document([((), [("paragraph", "В зоне паводка находятся 7 сёл района.")])])
    rival = other_source("По сообщению штаба, в зоне паводка находятся 9 сёл района.")
    claims, citations = answer("Сколько сёл в зоне паводка?", document, 0, others=(rival,))
    assert claims[1].text.startswith("Источники расходятся: ")
    assert "9 сёл" in claims[1].text
    assert [citation.source for citation in citations] == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    "text",
    [
        "В зоне паводка находятся 7 сёл района.",
        "В зоне паводка находятся 214 домов района.",
        "На 3 мая в зоне паводка находятся 9 сёл района.",
        "В Аксуском районе в зоне паводка находятся 9 сёл района.",
        "Построено 9 сёл.",
    ],
)
def test_another_matter_is_no_disagreement(text: str) -> None:
    told = "В Абайском районе в зоне паводка находятся 7 сёл района."
    document = make_document([((), [("paragraph", told)])])
    claims, _ = answer("Сколько сёл в зоне паводка?", document, 0, others=(other_source(text),))
    assert len(claims) == 1


def test_what_the_question_does_not_speak_of_is_no_disagreement() -> None:
    output = "За 2019 год объём выпуска продукции составил 41,5 млрд тенге, рост – 104,2%."
    capital = "За 2019 год объём вложений в капитал составил 63,9 млрд тенге, рост – 118,0%."
    document = make_document([(("Отчёт", "Выпуск"), [("paragraph", output)])])
    question = "Какой объём выпуска продукции за 2019 год?"
    claims, _ = answer(question, document, 0, others=(other_source(capital),))
    assert len(claims) == 1
    worse = "За 2019 год объём выпуска продукции составил 43,7 млрд тенге, рост – 101,0%."
    claims, _ = answer(question, document, 0, others=(other_source(worse),))
    assert len(claims) == 2


def test_a_sentence_that_says_how_many_introduces_its_list() -> None:
    items: list[PART] = [("list_item", f"{n}. улица номер {n};") for n in range(1, 4)]
    question = "Какие улицы отремонтированы?"
    told = make_document([((), [("paragraph", "Отремонтировано 3 улицы."), *items])])
    assert "улица номер 3" in " ".join(claim.text for claim in answer(question, told, 0)[0])
    other = make_document([((), [("paragraph", "Отремонтировано 5 улиц."), *items])])
    assert [claim.text for claim in answer(question, other, 0)[0]] == ["Отремонтировано 5 улиц."]


def notes(told: str, other: str, question: str) -> int:
    """How many claims there are beside the first."""
    document = make_document([((), [("paragraph", told)])])
    text = make_document(
        [((), [("paragraph", other)])],
        document_id="doc_2",
        source="b.txt",
        title="Жаңалықтар",
        language=detect_language(other),
    )
    rival = make_evidence(make_hit(text), 0, 0.5)
    return len(answer(question, document, 0, others=(rival,))[0]) - 1


@pytest.mark.parametrize(
    ("told", "other", "question"),
    [
        (
            "В Бастауском районе в 2023 году работают 48 школ.",
            "Бастау ауданында 2023 жылы 51 мектеп жұмыс істейді.",
            "Сколько школ в Бастауском районе в 2023 году?",
        ),
        (
            "В районе живут 152,4 тыс. человек.",
            "Ауданда 161,2 мың адам тұрады.",
            "Сколько человек живёт в районе?",
        ),
        (
            "Бюджет района на 2023 год составил 12,4 млрд тенге.",
            "Ауданның 2023 жылғы бюджеті 13,1 млрд теңге болды.",
            "Каков бюджет района на 2023 год?",
        ),
    ],
)
def test_kazakh_and_russian_sources_that_disagree_are_both_said(
    told: str, other: str, question: str
) -> None:
    assert notes(told, other, question) == 1


@pytest.mark.parametrize(
    "other",
    [
        "Бастау ауданында 2023 жылы 48 мектеп жұмыс істейді.",
        "Бастау ауданында 2022 жылы 51 мектеп жұмыс істейді.",
        "Жарқын ауданында 2023 жылы 51 мектеп жұмыс істейді.",
        "Бастау ауданында 2023 жылы 51 емхана жұмыс істейді.",
        "Бастау ауданында 2023 жылы 51 мың оқушы оқиды.",
        "Бастау ауданында 2023 жылы 3 мектеп жөнделді.",
    ],
)
def test_another_matter_in_the_other_language_is_no_disagreement(other: str) -> None:
    told = "В Бастауском районе в 2023 году работают 48 школ."
    assert notes(told, other, "Сколько школ в Бастауском районе в 2023 году?") == 0


@pytest.mark.parametrize(
    ("other", "n"),
    [
        ("В районе живут 152 384 человека.", 0),
        ("В районе живут 152 тыс. человек.", 0),
        ("Ауданда 152 384 адам тұрады.", 0),
        ("В районе живут 152 484 человека.", 1),
        ("В районе живут 152,9 тыс. человек.", 1),
    ],
)
def test_a_rounded_figure_is_no_disagreement(other: str, n: int) -> None:
    assert (
        notes("В районе живут 152,4 тыс. человек.", other, "Сколько человек живёт в районе?") == n
    )


def test_a_list_in_one_line_is_said_instead_of_its_number() -> None:
    listing = "Үш ауысымды мектептер: №3, №9 және №17."
    row = f"1\tҮш ауысымды мектептер саны\t3\t4\tОрындалмады. {listing}"
    header = ("№", "Көрсеткіш", "Жоспар", "Нақты", "Ескерту")
    document = make_document(
        [(("Білім",), [("table_row", row)])], header=header, language="kk", title="Есеп"
    )
    hit = make_hit(document)
    whole = make_evidence(hit, 0, 0.9)
    listed = make_evidence(hit, 0, 0.2, listing)
    claims, _ = compose_answer(understand("Қай мектептер үш ауысымды?"), [whole, listed])
    assert claims[0].text == listing
    claims, _ = compose_answer(understand("Үш ауысымды неше мектеп бар?"), [whole, listed])
    assert "№9" not in claims[0].text
    far = make_evidence(hit, 0, 0.001, listing)
    claims, _ = compose_answer(understand("Қай мектептер үш ауысымды?"), [whole, far])
    assert "№9" not in claims[0].text


def test_a_list_elsewhere_is_said_instead_of_a_row_that_only_counts() -> None:
    listing = "Клубы без отопления: Жана, Коктем и Сарыбел."
    parts: list[tuple[tuple[str, ...], list[PART]]] = [
        (("Таблица",), [("table_row", "Бестобинский\t3")]),
        (("Культура",), [("paragraph", listing)]),
    ]
    hit = make_hit(make_document(parts, header=("Район", "Клубов без отопления")))
    row, listed = make_evidence(hit, 0, 0.99), make_evidence(hit, 1, 0.6)
    question = "Какие клубы Бестобинского района без отопления, перечислите?"
    assert compose_answer(understand(question), [row, listed])[0][0].text == listing
    unlikely = make_evidence(hit, 1, 0.4)
    assert compose_answer(understand(question), [row, unlikely])[0][0].text != listing
    count = compose_answer(understand("Сколько клубов без отопления?"), [row, listed])
    assert count[0][0].text != listing


def test_the_items_below_a_question_in_a_heading_answer_it() -> None:
    parts: list[PART] = [
        ("heading", "Кім кезексіз алынады?"),
        ("list_item", "- жетім балалар;"),
        ("list_item", "- көп балалы отбасылар."),
    ]
    document = make_document([((), parts)], language="kk")
    claims, _ = answer("Балабақшаға кімдер кезексіз алынады?", document, 0)
    assert [claim.text for claim in claims] == ["- жетім балалар;", "- көп балалы отбасылар."]


LEAD = "Жоспарда 126 іс-шара бар, оның ішінде:"


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("Іс-шаралардың нешеуі толық орындалды?", [1, 2]),
        ("Жоспарда неше іс-шара бар?", []),
    ],
)
def test_items_under_a_lead_in_tell_what_it_does_not(question: str, items: list[int]) -> None:
    blocks = [
        ("paragraph", LEAD),
        ("list_item", "- орындалғаны – 104;"),
        ("list_item", "- жартылай орындалғаны – 15;"),
        ("list_item", "- жаңалары – 7."),
    ]
    document = make_document([((), blocks)], title="", language="kk")  # type: ignore[list-item]
    best = make_evidence(make_hit(document), 0, 0.9)
    assert [place[0] for place in telling_items(understand(question), best)] == items
