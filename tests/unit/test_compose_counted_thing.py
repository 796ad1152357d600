"""What a question wants counted, and texts that count something else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.compose.counted_thing import counts_another, prefer_counting
from rag.retrieve.question import understand
from rag.types import Amount, Language
from tests.documents import make_document
from tests.records import make_evidence, make_hit

FITS = {"place": 0.0, "period": 0.0}


@pytest.mark.parametrize(
    ("question", "text", "another"),
    [
        ("Бестөбе ауданының тұрғындары қанша?",
         "Спортпен 12 мың бала айналысады, бұл тұрғындардың 18,4 %-ын құрайды.", True),
        ("Бестөбе ауданының тұрғындары қанша?", "Ауданда 64,2 мың тұрғын бар.", False),
        ("Сколько библиотек в Бестобе?", "В районе 14 школ и 3 клуба.", True),
        ("Бестөбеде қанша тұрғын бар?", "Живут 64,2 тыс. человек, жителей больше.", False),
        ("Бестөбеде қанша тұрғын бар?", "Жители просят 14 тыс. тонн угля и 3 школы.", False),
        ("Сколько библиотек в Бестобе?", "В районе 14 школ и 3 библиотеки.", False),
        ("Сколько библиотек в Бестобе?", "Библиотеки: сельские 3, районные 2.", False),
        ("Сколько жителей в Бестобе?", "Жители района – 64,2 тыс., из них дети – 31 %.", False),
        ("Сколько жителей в Бестобе?", "Спортом заняты 12 тыс., от жителей это 18 %.", True),
        # What asks for a measure, money or people may be told in many words.
        ("Сколько человек лечится?", "Приняты 340 больных.", False),
        ("Сколько денег выделено?", "Выделено 3 млн тенге.", False),
        ("Сколько стоит билет?", "Вход – 500 тенге.", False),
        ("Кто строит библиотеку?", "В районе 14 школ.", False),
        ("Сколько детей родилось?", "За год родились 331, умерли 167 человек.", False),
        ("Сколько детей лечилось?", "За год родились 331, умерли 167 человек.", True),
        # A share is no count, and every number of the sentence may count something else.
        ("Сколько садов в Бестобе?", "Охват детскими садами – 95,2 %.", True),
        ("Сколько врачей в Бестобе?", "Поликлиника принимает 250 больных в смену.", True),
        ("Сколько врачей в Бестобе?", "Врачей в районе – 12.", False),
        ("Сколько школ в Бестобе?", "Нехватка школ в районе – 1,5 тыс. мест.", True),
        ("Сколько школ не хватает в Бестобе?", "Нехватка школ в районе – 2.", False),
        ("Сколько школ в Бестобе?", "В районе 29 школ, дефицит – 2.", False),
        ("Сколько дворов в Бестобе?", "Установят 541 камеру, из них 200 во дворах.", True),
        ("Бестөбеде 120 адамның нешеуі қыз?", "Жасаққа 120 адам тартылады.", True),
        ("Бестөбеде 120 адамның нешеуі қыз?", "Жасақтағы қыздар – 48.", False),
    ],
)  # fmt: skip
def test_what_a_text_counts(question: str, text: str, another: bool) -> None:
    language: Language = "kk" if "ө" in question else "ru"
    document = make_document([((), [("paragraph", text)])], title="", language=language)
    evidence = make_evidence(make_hit(document), 0, 0.9)
    assert counts_another(understand(question), evidence) is another


def test_evidence_that_counts_the_thing_comes_first() -> None:
    parts = [
        (("Образование",), [("paragraph", "Построено 14 школ.")]),
        (("Культура",), [("paragraph", "Открыты 3 библиотеки.")]),
    ]
    hit = make_hit(make_document(parts, title=""))  # type: ignore[arg-type]
    query = understand("Сколько библиотек открыто?")
    schools, libraries = make_evidence(hit, 0, 0.9), make_evidence(hit, 1, 0.85)
    assert prefer_counting(query, [schools, libraries])[0] is libraries
    far = make_evidence(hit, 1, 0.2)
    assert prefer_counting(query, [schools, far])[0] is schools
    assert prefer_counting(query, []) == ()


def test_nobody_counts_fractions_of_a_thing() -> None:
    for first, another in [(64.1, True), (3.0, False)]:
        document = make_document(
            [(("Мәдениет",), [("table_row", "Театрлар\t64,1\t64,3")])],
            header=("Көрсеткіш", "Жоспар", "Нақты"),
            language="kk",
        )
        row = document.paragraphs[0].row
        assert row is not None
        row = replace(row, amounts=(None, Amount(first), Amount(64.3)))
        paragraph = replace(document.paragraphs[0], row=row)
        document = replace(document, paragraphs=(paragraph,))
        evidence = make_evidence(make_hit(document), 0, 0.9)
        assert counts_another(understand("Ауданда неше театр бар?"), evidence) is another


def test_a_number_right_before_the_thing_comes_first() -> None:
    words = "Школам не хватает 900 мест. Работают 26 школ, из них 5 частных. Жителей 3 тыс."
    document = make_document([((), [("paragraph", words)])], title="")
    hit = make_hit(document)
    lack = make_evidence(hit, 0, 0.98, "Школам не хватает 900 мест.")
    schools = make_evidence(hit, 0, 0.9, "Работают 26 школ, из них 5 частных.")
    features = {**lack.features, "place": 0.0}
    lack, schools = replace(lack, features=features), replace(schools, features=features)
    assert prefer_counting(understand("Сколько школ в Бестобе?"), [lack, schools])[0] is schools
    assert prefer_counting(understand("Сколько мест нужно?"), [lack, schools])[0] is lack
    elsewhere = replace(schools, features={**features, "place": -1.0})
    assert prefer_counting(understand("Сколько школ в Бестобе?"), [lack, elsewhere])[0] is lack


def test_a_sum_with_no_word_of_what_is_asked_is_of_something_else() -> None:
    words = "Справочно: за 2021 год – 70 млн. тенге."
    document = make_document([(("Заводы",), [("paragraph", words)])])
    item = make_evidence(make_hit(document), 0, 0.9)
    query = understand("Сколько налогов собрали в Бестобе в 2021 году?")
    told = {**item.features, "another": 1.0, "focus": 0.0}
    assert counts_another(query, replace(item, features=told))
    assert not counts_another(query, replace(item, features={**told, "focus": 0.5}))


def test_what_only_says_the_questions_own_number_answers_nothing() -> None:
    paragraph = "180 квартир: 41 – сиротам, 96 – семьям. Ещё 120 квартир строятся."
    hit = make_hit(make_document([((), [("paragraph", paragraph)])], title=""))
    query = understand("Сколько из 180 квартир досталось сиротам?")
    entry = replace(make_evidence(hit, 0, 0.7, "41 – сиротам,"), features=FITS)
    head = replace(make_evidence(hit, 0, 0.6, "180 квартир:"), features=FITS)
    later = replace(make_evidence(hit, 0, 0.6, "Ещё 120 квартир строятся."), features=FITS)
    assert prefer_counting(query, [entry, head, later])[0] is entry
    free = replace(make_evidence(hit, 0, 0.7, "строятся."), features=FITS)
    assert prefer_counting(query, [free, head])[0] is free


def test_a_measure_is_told_in_its_unit() -> None:
    query = understand("Сколько квадратных метров жилья сдали?")
    for text, another in [
        ("Жильё: снесены 9 домов, квартиры получила 341 семья.", True),
        ("Сдано 64,3 тыс. кв. м жилья, 9 домов.", False),
    ]:
        evidence = make_evidence(
            make_hit(make_document([((), [("paragraph", text)])], title="")), 0, 0.9
        )
        assert counts_another(query, evidence) is another


@pytest.mark.parametrize(
    ("question", "another"),
    [("Сколько пользователей у приложения?", False), ("Сколько сбоев у приложения?", True)],
)
def test_people_may_be_those_who_are_asked_for(question: str, another: bool) -> None:
    parts = [(("Пользователи и сбои",), [("paragraph", "Приложение установили 480 человек.")])]
    hit = make_hit(make_document(parts, title=""))  # type: ignore[arg-type]
    assert counts_another(understand(question), make_evidence(hit, 0, 0.9)) is another
