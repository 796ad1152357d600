"""Numbers, units, dates, names and denials of a claim must be its source's, in any language."""

from __future__ import annotations

from datetime import date

import pytest

from rag.compose.extractive import cite
from rag.types import Citation, Claim, Language
from rag.verify.support import is_supported
from tests.documents import make_document
from tests.records import make_hit


def source(
    words: str,
    *,
    path: tuple[str, ...] = ("Образование",),
    language: Language = "ru",
    day: date | None = None,
) -> Citation:
    document = make_document([(path, [("paragraph", words)])], language=language, day=day)
    return cite(make_hit(document), 0, 0, len(words), 1)


def supported(claim: str, citation: Citation) -> bool:
    """Whether its facts are carried; the wording is taken for granted."""
    return is_supported(Claim(claim, (1,)), [citation], lambda *_: True)


SCHOOLS = "В районе работают 48 школ и 19 детских садов."
PEOPLE = "Численность населения – 241,3 тыс. человек, доля молодёжи выросла до 18,4 %."
OPENED = "12 июля 2017 года школу открыл аким Асанов Б. К."
KAZAKH = "2022 жылы Медеу ауданында 131 мектеп ашылды, ТОО «Жолшы» жол салды."


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        (SCHOOLS, "В районе 48 школ."),
        (SCHOOLS, "В районе сорок восемь школ."),
        ("Школ – сорок восемь.", "В районе 48 школ."),
        (SCHOOLS, "Ауданда 48 мектеп жұмыс істейді."),
        (PEOPLE, "Население – 241 300 человек."),
        (PEOPLE, "Халық саны – 241,3 мың адам."),
        (PEOPLE, "Жастар үлесі – 18,4 пайыз."),
        (OPENED, "Школу открыли 12.07.2017."),
        (OPENED, "Мектеп 2017 жылғы 12 шілдеде ашылды."),
        (OPENED, "Школу открыли в июле."),
        (OPENED, "Школу открыл Б. К. Асанов."),
        (KAZAKH, "В 2022 году в Медеуском районе открыта 131 школа."),
        (KAZAKH, "Дорогу построило ТОО «Жолшы»."),
        (KAZAKH, "Жолды «Жолшы» ЖШС салды."),
        ("Школа не работает, больница открыта.", "Больница открыта."),
        ("Отремонтировано не менее 12 километров дорог.", "Отремонтировано 12 км дорог."),
        ("Номер приказа 3/522.", "Приказ № 3/522."),
    ],
)
def test_what_the_source_says_is_carried(words: str, claim: str) -> None:
    assert supported(claim, source(words))


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        (SCHOOLS, "В районе 49 школ."),
        (SCHOOLS, "В районе 4,8 школ."),
        (SCHOOLS, "В районе пятьдесят школ."),
        (SCHOOLS, "В районе 48 тысяч школ."),
        (SCHOOLS, "В районе 48 % школ."),
        (PEOPLE, "Население – 241,3 млн человек."),
        (PEOPLE, "Население – 241,3 человек."),
        (PEOPLE, "Доля – 18,4 тенге."),
        ("Отремонтировано 12 километров дорог.", "Отремонтировано 12 метров дорог."),
        (OPENED, "Школу открыли 13 июля 2017 года."),
        (OPENED, "Школу открыли 12 июля 2018 года."),
        (OPENED, "Школу открыли 12 августа."),
        (OPENED, "В школе 12 классов."),
        (SCHOOLS, "В 2017 году работали 48 школ."),
        (OPENED, "Школу открыл Петров."),
        (OPENED, "Школу открыл В. Г. Асанов."),
        (OPENED, "Петров открыл школу."),
        (OPENED, "Школу открыл петров."),
        (KAZAKH, "В 2022 году в Алмалинском районе открыта 131 школа."),
        (KAZAKH, "Алматыда 131 мектеп ашылды."),
        (KAZAKH, "Дорогу построило ТОО «Курылыс»."),
        ("Школа не работает.", "Школа работает."),
        ("Школа работает.", "Школа не работает."),
        ("Школа работает, больница не открыта.", "Школа не работает, больница открыта."),
        ("The bridge was not repaired.", "The bridge was repaired."),
        ("Номер приказа 3/522.", "Приказ № 3/523."),
    ],
)
def test_what_it_does_not_say_is_not(words: str, claim: str) -> None:
    assert not supported(claim, source(words))


def test_kazakh_verbs_deny_by_their_endings() -> None:
    built, unbuilt = "Мектеп салынды.", "Мектеп салынбады."
    assert not supported(built, source(unbuilt, language="kk"))
    assert not supported(unbuilt, source(built, language="kk"))
    assert not supported("Мост не построен.", source("Көпір салынды.", language="kk"))
    assert supported("Мост не построен.", source("Көпір салынбады.", language="kk"))


def test_a_heading_tells_where_and_when() -> None:
    under = source(SCHOOLS, path=("Медеуский район, 2022 год",))
    assert supported("В Медеуском районе в 2022 году 48 школ.", under)
    assert not supported("В Алмалинском районе 48 школ.", under)
    assert not supported("В районе 2022 школы и 48 садов.", source(SCHOOLS, path=("№ 2022",)))


def test_what_stands_nearest_tells_where() -> None:
    inside = source("В Медеуском районе 48 школ.", path=("Алмалинский район",))
    assert supported("В Медеуском районе 48 школ.", inside)
    assert not supported("В Алмалинском районе 48 школ.", inside)


def test_the_day_of_publication_completes_a_date_and_replaces_none() -> None:
    told = source("13 апреля сброс воды вырос.", day=date(2025, 4, 15))
    assert supported("13 апреля 2025 года сброс вырос.", told)
    assert not supported("13 апреля 2024 года сброс вырос.", told)
    assert not supported("15 апреля сброс вырос.", told)
    begun = source("Работы начаты в мае 2022 года.", day=date(2024, 3, 12))
    assert not supported("Работы начаты 12 мая 2022 года.", begun)
    apart = source("Итоги 2017 года: 12 июля открыт мост, 3 мая – школа.")
    assert supported("Мост открыт 12 июля 2017 года.", apart)
    assert not supported("Мост открыт 3 июля 2017 года.", apart)


def test_what_is_added_to_a_quote_is_not_carried_along() -> None:
    quote = "В районе работают 48 школ, 19 детских садов, 7 поликлиник и 2 больницы."
    added = f"{quote[:-1]}, а жители давно уехали отдыхать на тёплое море."
    assert is_supported(Claim(quote, (1,)), [source(quote)])
    assert not is_supported(Claim(added, (1,)), [source(quote)])


def test_a_cell_takes_its_unit_and_scale_from_the_heading() -> None:
    document = make_document(
        [(("1",), [("table_row", "1\tДороги\t№14\tавгуст 2024\t5,2")])],
        header=("№", "Название", "Школа", "Срок", "Сумма, млн тенге"),
    )
    row = cite(make_hit(document), 0, 0, document.paragraphs[0].end, 1)
    assert supported("На дороги – 5,2 млн тенге, срок – август 2024 года.", row)
    assert supported("Школа №14.", row)
    assert not supported("На дороги – 5,2 тыс. тенге.", row)
    assert not supported("На дороги – 5,2 млн долларов.", row)
    assert not supported("Срок – 14 августа 2024 года.", row)


def test_a_quote_cut_off_before_what_denies_it_is_no_quote() -> None:
    denied = source("Неверно, что школа не открыта в срок.")
    assert is_supported(Claim(denied.quote, (1,)), [denied])
    assert not is_supported(Claim("открыта в срок", (1,)), [denied])


@pytest.mark.parametrize("claim", ["Алғашқылары: 131 мектеп.", "Барлығы 131 мектеп."])
def test_words_that_derek_puts_around_quotes_are_no_names(claim: str) -> None:
    assert supported(claim, source(KAZAKH, language="kk"))


@pytest.mark.parametrize("claim", ["4", "8 школ", "48 шко"])
def test_a_part_of_a_word_is_no_quote(claim: str) -> None:
    assert not is_supported(Claim(claim, (1,)), [source("Всего 48 школах.")])
