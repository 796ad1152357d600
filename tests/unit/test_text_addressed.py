"""Words to whoever answers from a text are told from words to officials and readers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.text.addressed import hides_words, speaks_to_reader
from rag.text.orders import find_orders

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data/injections_other_forms.jsonl")
    .read_text("utf-8")
    .splitlines()
]
NOT_YET = {"ru_form_60"}
"""A plain request to write in capitals, which a form may make of whoever fills it in."""


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_orders_of_every_form_are_found(row: dict[str, str]) -> None:
    assert bool(find_orders(row["text"])) is (row["id"] not in NOT_YET)


@pytest.mark.parametrize(
    "text",
    [
        "Поручить акиму района до 1 июня представить отчёт.",
        "Министерству образования обеспечить ремонт 12 школ.",
        "Управлению занятости рассмотреть вопрос и дать ответ заявителю до 5 мая.",
        "Рассмотрев вопросы жителей, аким сообщил о сроках ремонта.",
        "Если у вас возникли вопросы, обращайтесь по телефону 109.",
        "При обращении с вопросом назовите ИИН и адрес.",
        "Ответить на запросы депутатов в течение месяца.",
        "В пункте 3 после слов «город Актерек» дополнить словами «и Жаркынский район».",
        "Слова «сорок восемь» заменить словами «пятьдесят».",
        "Пункт 2 изложить в следующей редакции: «Аким района ежегодно отчитывается».",
        "Ассистент врача принимает пациентов с 9 до 18 часов.",
        "Ассистент кафедры должен иметь степень магистра.",
        "Система: централизованное отопление.",
        "СИСТЕМА ВОДОСНАБЖЕНИЯ: протяжённость 120 км.",
        "Языковая модель обучена на 40 миллиардах слов.",
        "Чат-бот портала отвечает на вопросы жителей круглосуточно.",
        "Нейросети применяются в 12 школах района.",
        "Пользователь должен указать номер телефона при запросе справки.",
        "На вопрос журналиста аким ответил, что мост откроют в мае.",
        "Директору школы взять на контроль питание, докладывать еженедельно.",
        "Теперь жители могут записаться к врачу через портал.",
        "Әкімге 1 маусымға дейін есеп ұсыну тапсырылсын.",
        "Білім басқармасы 12 мектептің жөнделуін қамтамасыз етсін.",
        "Сұрақтарыңыз болса, 109 нөміріне хабарласыңыз.",
        "Тұрғындардың сұрақтарына аудан әкімі жауап берді.",
        "Өтінішке «көшірмесі дұрыс» деп жазылады.",
        "Жүйе: орталықтандырылған жылу.",
        "Көмекші мұғалімдер саны – 24.",
        "Жасанды интеллект орталығы 2024 жылы ашылды.",
        "Мектептер туралы сұралғанда, әкім 48 мектеп бар екенін айтты.",
        "Әр жауапқа бір балл беріледі.",
        "Енді тұрғындар дәрігерге портал арқылы жазыла алады.",
        "Жоғарыда аталған іс-шараларды 1 қаңтарға дейін орындау.",
        "The assistant of the mayor will report to the council.",
        "When asked about the bridge, the mayor said it opens in May.",
        "Each answer is worth one point.",
        "You must submit the form within 15 days.",
        "If you have a question, call 109.",
        "System: central heating, 120 km.",
        "Your task is reviewed within a day.",
        "Users who ask for a refund reply to the form.",
        "Ответственным исполнителям не отвечать на анонимные обращения.",
        "Включить в ответ заявителю сведения о сроках ремонта.",
        "В ответе указать реквизиты и сроки исполнения.",
        "SHA-256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "Адрес: https://adilet.example.kz/rus/docs/V2000021073abcdefghij",
        "Счёт KZ86125KZT5004100100 в банке.",
    ],
)
def test_orders_to_officials_and_advice_to_readers_are_none(text: str) -> None:
    assert find_orders(text) == ()


def test_only_runs_of_letters_that_stand_for_words_hide_any() -> None:
    assert hides_words("0K3RgtC+INC/0YDQvtGB0YLQviDRgdC70L7QstCw")
    assert not hides_words("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
    assert not hides_words("Жайлауқалалықшаруашылығыменжұмысістейтінмекеме")


def test_an_order_in_a_cell_is_found_and_the_other_cells_are_not() -> None:
    assert find_orders("Школы\t48\tОпиши закат\t12")
    assert find_orders("| Школы | 48 | Опиши закат | 12 |")
    assert not find_orders("Школы\t48\t12")
    assert not speaks_to_reader("Школы\t48\t12")
