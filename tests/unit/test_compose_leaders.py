"""Which of several places has the greatest or least figure, told in prose of each of them."""

from __future__ import annotations

import pytest

from rag.compose.derived import derive, is_underived
from rag.compose.leaders import asked_kind
from rag.retrieve.operations import find_operation
from rag.retrieve.question import understand
from rag.types import Document, Evidence
from tests.documents import make_document
from tests.records import make_evidence, make_hit
from tests.verified import keep_verified

VILLAGES = (
    ("Шоқтасский", "4 215", "31,5"),
    ("Арайлинский", "2 960", "44,0"),
    ("Тогайский", "3 480", "27,2"),
)


def okrugs(unit: str = "человек", year: str = "") -> Document:
    sections = [
        (
            (f"{name} сельский округ",),
            [("paragraph", f"Население округа{year} – {n} {unit}. Протяжённость дорог {km} км.")],
        )
        for name, n, km in VILLAGES
    ]
    return make_document(sections, title="Сельские округа Бозтауского района")  # type: ignore[arg-type]


def passports() -> list[Document]:
    return [
        make_document(
            [
                (
                    ("Труд",),
                    [
                        ("paragraph", "На сходе были 900 человек."),
                        ("paragraph", f"Уровень безработицы в районе в {year} году – {share} %."),
                    ],
                )
            ],
            document_id=f"doc_{name}",
            title=f"Паспорт {name}ого района",
        )
        for name, share, year in (
            ("Сарысайск", "5,7", 2024),
            ("Кокжальск", "4,3", 2024),
            ("Теректинск", "8,9", 2021),
        )
    ]


def shown(question: str, ranked: list[Evidence]) -> str:
    query = understand(question)
    draft = derive(query, ranked, query.language)
    if draft is None:
        return ""
    documents = {item.hit.document.id: item.hit.document for item in ranked}
    kept, _ = keep_verified(*draft.finished(), documents)
    return " ".join(claim.text for claim in kept)


def first_sentence(document: Document, paragraph: int = 0) -> Evidence:
    place = document.paragraphs[paragraph]
    words = document.text[place.start : place.end].split(". ")[0]
    return make_evidence(make_hit(document), paragraph, 0.9, words)


@pytest.mark.parametrize(
    ("question", "begins", "also"),
    [
        (
            "в каком сельском округе больше всего жителей?",
            "Больше всего: Шоқтасский – 4 215 человек (для сравнения:",
            "Арайлинский – 2 960",
        ),
        (
            "Какой сельский округ самый маленький по населению?",
            "Меньше всего: Арайлинский – 2 960",
            "Тогайский – 3 480",
        ),
        (
            "Қай ауылдық округте халық ең көп?",
            "Ең көбі: Шоқтасский – 4 215 человек (салыстырылғаны:",
            "Тогайский – 3 480",
        ),
        ("Халқы ең аз ауылдық округ қайсы?", "Ең азы: Арайлинский", "Шоқтасский – 4 215"),
        (
            "Which rural okrug has the largest population?",
            "The most: Шоқтасский – 4 215 человек (compared with:",
            "Арайлинский – 2 960",
        ),
    ],
)
def test_sections_of_one_document_are_compared(question: str, begins: str, also: str) -> None:
    text = shown(question, [first_sentence(okrugs())])
    assert text.startswith(begins)
    assert also in text


def test_the_measure_asked_for_is_compared_and_no_other() -> None:
    document = okrugs()
    roads = make_evidence(make_hit(document), 1, 0.9, "Протяжённость дорог 44,0 км.")
    text = shown("У какого округа самые длинные дороги?", [roads])
    assert text.startswith("Больше всего: Арайлинский – 44,0 км")
    assert "человек" not in text


@pytest.mark.parametrize(
    "question",
    ["В каком районе самая высокая безработица?", "Где хуже всего с безработицей?"],
)
def test_documents_are_compared_where_they_tell_of_one_year(question: str) -> None:
    ranked = [first_sentence(document, 1) for document in passports()]
    text = shown(question, ranked)
    assert text.startswith("Больше всего: Сарысайский – 5,7 %")
    assert "Кокжальский – 4,3 %" in text
    assert "8,9" not in text


def test_one_place_alone_is_no_answer() -> None:
    ranked = [first_sentence(passports()[0], 1)]
    query = understand("В каком районе самая высокая безработица?")
    assert derive(query, ranked, "ru") is None
    assert is_underived(query, ranked)


def test_two_figures_of_one_place_are_not_chosen_between() -> None:
    sections = [
        (("Уральский сельский округ",), [("paragraph", "Население округа – 700 человек.")]),
        (("Бурлинский сельский округ",), [("paragraph", "Население округа – 650 человек.")]),
        (("Бурлинский сельский округ",), [("paragraph", "Население округа – 810 человек.")]),
    ]
    document = make_document(sections)  # type: ignore[arg-type]
    question = "В каком сельском округе больше всего жителей?"
    assert not shown(question, [first_sentence(document)])


def test_a_sentence_that_says_which_it_is_is_left_to_answer() -> None:
    words = "Самая высокая безработица – 7,7 % – в Каражарском районе."
    ranked = [make_evidence(make_hit(make_document([(("Труд",), [("paragraph", words)])])), 0, 0.9)]
    query = understand("В каком районе самая высокая безработица?")
    assert derive(query, ranked, "ru") is None
    assert not is_underived(query, ranked)


def test_years_asked_for_are_held() -> None:
    ranked = [first_sentence(okrugs(year=" в 2022 году"))]
    question = "В каком сельском округе было больше всего жителей в {} году?"
    assert shown(question.format(2022), ranked)
    assert not shown(question.format(2020), ranked)


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("Где хуже всего с готовностью школ?", "least"),
        ("Где хуже всего с долгами?", "most"),
        ("Жұмыссыздық бойынша қай ауданда жағдай ең нашар?", "most"),
        ("Где лучше всего с безработицей?", "least"),
        ("В каком районе собираемость ниже всего?", "least"),
        ("В каком селе цены выше всех?", "most"),
        ("В каком районе самая плохая собираемость?", "least"),
    ],
)
def test_the_worst_is_the_least_but_of_what_is_bad(question: str, operation: str) -> None:
    assert find_operation(question) == operation


def test_the_kind_of_place_that_is_looked_for() -> None:
    questions = {
        "В каком сельском округе Бозтауского района больше скота?": "okrug",
        "Қай ауданда мектеп көп?": "district",
        "Which district has most schools?": "district",
        "Где больше всего школ?": None,
    }
    assert {q: asked_kind(understand(q)) for q in questions} == questions
