"""What stands beside the figure, date or person of a claim belongs to another: swaps are caught."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.compose.extractive import cite
from rag.text.language import detect_language
from rag.types import Citation, Claim
from rag.verify.people import find_people
from rag.verify.support import is_supported
from tests.documents import make_document
from tests.records import make_hit


def source(words: str) -> Citation:
    document = make_document(
        [(("Раздел",), [("paragraph", words)])], language=detect_language(words)
    )
    return cite(make_hit(document), 0, 0, len(words), 1)


def shown(claim: str, words: str) -> bool:
    return is_supported(Claim(claim, (1,)), [source(words)])


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        ("В Алмалинском районе 12 школ, в Медеуском 15.", "В Алмалинском районе 12 школ."),
        ("Доля выросла с 40 до 55 %.", "Доля выросла с 40 до 55 %."),
        ("Доля выросла с 40 до 55 %.", "Доля выросла до 55 %."),
        (
            "Доля казахского языка выросла с 40 % в 2020 году до 55 % в 2023 году.",
            "Доля выросла до 55 % в 2023 году.",
        ),
        (
            "Аким Бастауского района Серик Оспанов и аким Жаркынского района Айдар Ахметов.",
            "Аким Бастауского района – Серик Оспанов.",
        ),
        (
            "Аким Бастауского района Серик Оспанов и аким Жаркынского района Айдар Ахметов.",
            "Аким Жаркынского района – Айдар Ахметов.",
        ),
        ("Открыли школу 5 мая, больницу 7 июня.", "Школу открыли 5 мая."),
        ("Директор Нурлан Алиев, заместитель Дана Серикова.", "Директор – Нурлан Алиев."),
        ("Директор Нурлан Алиев, заместитель Дана Серикова.", "Заместитель – Дана Серикова."),
        ("2020 жылы 40 мектеп, 2023 жылы 55 мектеп жөнделді.", "2020 жылы 40 мектеп жөнделді."),
        ("Үлес 40 пайыздан 55 пайызға өсті.", "Үлес 55 пайызға өсті."),
        ("План 120 млн тенге, освоено 96 млн тенге.", "Освоено 96 млн тенге."),
        (
            "Договор от 5 мая 2023 года заменён договором от 7 июня 2024 года.",
            "Договор заключён 5 мая 2023 года.",
        ),
        (
            "Численность сократилась с 3 200 до 2 900 человек.",
            "Численность сократилась до 2 900 человек.",
        ),
        (
            "Школа вмещает 600 учеников, детский сад – 240, стадион – 5 000 зрителей.",
            "Детский сад вмещает 240.",
        ),
        ("The share grew from 40 to 55 percent.", "The share grew to 55 percent."),
        ("Школу № 12 посещают 600 детей, школу № 15 – 800.", "Школу № 12 посещают 600 детей."),
        ("Школу № 12 посещают 600 детей, школу № 15 – 800.", "Школу № 15 посещают 800 детей."),
        (
            "В 2023 году построили 3 школы и 2 больницы, а в 2024 – 4 школы и 1 больницу.",
            "В 2024 году построили 4 школы.",
        ),
        (
            "В 2023 году построили 3 школы и 2 больницы, а в 2024 – 4 школы и 1 больницу.",
            "В 2023 году построили 3 школы.",
        ),
        (
            "В 2023 году построили 3 школы и 2 больницы, а в 2024 – 4 школы и 1 больницу.",
            "В 2024 году построили 1 больницу.",
        ),
    ],
)
def test_what_the_source_says_is_shown(words: str, claim: str) -> None:
    assert shown(claim, words)


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        ("В Алмалинском районе 12 школ, в Медеуском 15.", "В Алмалинском районе 15 школ."),
        ("В Алмалинском районе 12 школ, в Медеуском 15.", "В Медеуском районе 12 школ."),
        (
            "В Алмалинском районе 12 школ, в Медеуском 15.",
            "В Алмалинском районе 15 школ, в Медеуском 12.",
        ),
        ("Доля выросла с 40 до 55 %.", "Доля выросла с 55 до 40 %."),
        ("Доля выросла с 40 до 55 %.", "Доля выросла до 40 %."),
        ("Доля выросла с 40 до 55 %.", "Доля выросла с 55 %."),
        ("Доля выросла с 40 до 55 %.", "Теперь доля до 40 %."),
        (
            "Доля казахского языка выросла с 40 % в 2020 году до 55 % в 2023 году.",
            "В 2023 году доля 40 %.",
        ),
        (
            "Доля казахского языка выросла с 40 % в 2020 году до 55 % в 2023 году.",
            "В 2020 году доля 55 %.",
        ),
        (
            "Доля казахского языка выросла с 40 % в 2020 году до 55 % в 2023 году.",
            "Доля выросла с 55 % в 2020 году до 40 % в 2023 году.",
        ),
        (
            "Аким Бастауского района Серик Оспанов и аким Жаркынского района Айдар Ахметов.",
            "Аким Жаркынского района – Серик Оспанов.",
        ),
        (
            "Аким Бастауского района Серик Оспанов и аким Жаркынского района Айдар Ахметов.",
            "Аким Бастауского района – Айдар Ахметов.",
        ),
        ("Открыли школу 5 мая, больницу 7 июня.", "Больницу открыли 5 мая."),
        ("Открыли школу 5 мая, больницу 7 июня.", "Школу открыли 7 июня."),
        ("Директор Нурлан Алиев, заместитель Дана Серикова.", "Директор – Дана Серикова."),
        ("Директор Нурлан Алиев, заместитель Дана Серикова.", "Заместитель – Нурлан Алиев."),
        ("2020 жылы 40 мектеп, 2023 жылы 55 мектеп жөнделді.", "2020 жылы 55 мектеп жөнделді."),
        (
            "2020 жылы 40 мектеп, 2023 жылы 55 мектеп жөнделді.",
            "В 2023 году отремонтировано 40 школ.",
        ),
        ("Үлес 40 пайыздан 55 пайызға өсті.", "Үлес 40 пайызға өсті."),
        ("Үлес 40 пайыздан 55 пайызға өсті.", "Үлес 55 пайыздан 40 пайызға өсті."),
        ("Үлес 40 пайыздан 55 пайызға өсті.", "Доля выросла с 55 до 40 %."),
        ("План 120 млн тенге, освоено 96 млн тенге.", "Освоено 120 млн тенге."),
        ("План 120 млн тенге, освоено 96 млн тенге.", "План 96 млн тенге, освоено 120 млн тенге."),
        (
            "Численность сократилась с 3 200 до 2 900 человек.",
            "Численность сократилась до 3 200 человек.",
        ),
        (
            "Численность сократилась с 3 200 до 2 900 человек.",
            "Численность сократилась с 2 900 до 3 200 человек.",
        ),
        (
            "Школа вмещает 600 учеников, детский сад – 240, стадион – 5 000 зрителей.",
            "Детский сад вмещает 600.",
        ),
        (
            "Школа вмещает 600 учеников, детский сад – 240, стадион – 5 000 зрителей.",
            "Школа вмещает 5 000.",
        ),
        (
            "Школа вмещает 600 учеников, детский сад – 240, стадион – 5 000 зрителей.",
            "Стадион – 600 зрителей.",
        ),
        ("The share grew from 40 to 55 percent.", "The share grew to 40 percent."),
        ("The share grew from 40 to 55 percent.", "The share grew from 55 to 40 percent."),
        ("Школу № 12 посещают 600 детей, школу № 15 – 800.", "Школу № 12 посещают 800 детей."),
        (
            "В 2023 году построили 3 школы и 2 больницы, а в 2024 – 4 школы и 1 больницу.",
            "В 2023 году построили 4 школы.",
        ),
        (
            "В 2023 году построили 3 школы и 2 больницы, а в 2024 – 4 школы и 1 больницу.",
            "В 2024 году построили 2 больницы.",
        ),
        (
            "В 2023 году построили 3 школы и 2 больницы, а в 2024 – 4 школы и 1 больницу.",
            "В 2023 году построили 2 школы.",
        ),
    ],
)
def test_what_is_swapped_is_not(words: str, claim: str) -> None:
    assert not shown(claim, words)


NUMBERS = st.lists(st.integers(3, 900), min_size=2, max_size=2, unique=True)
THINGS = st.lists(
    st.sampled_from(["школ", "больниц", "парков", "библиотек", "стадионов"]),
    min_size=2,
    max_size=2,
    unique=True,
)
PEOPLE = st.lists(
    st.sampled_from(["Нурлан Алиев", "Серик Оспанов", "Айдар Ахметов", "Дана Серикова"]),
    min_size=2,
    max_size=2,
    unique=True,
)
KINDS = (
    ("Доля выросла с {0} до {1} %.", "Доля выросла до {} %."),
    ("Үлес {0} пайыздан {1} пайызға өсті.", "Үлес {} пайызға өсті."),
    ("The share grew from {0} to {1} percent.", "The share grew to {} percent."),
    ("План {0} млн тенге, освоено {1} млн тенге.", "Освоено {} млн тенге."),
    ("В Алмалинском районе {0} школ, в Жаркынском районе {1}.", "В Жаркынском районе {} школ."),
    ("2020 жылы {0} мектеп, 2023 жылы {1} мектеп жөнделді.", "2023 жылы {} мектеп жөнделді."),
)


@pytest.mark.parametrize("kind", KINDS, ids=range(len(KINDS)))
@given(numbers=NUMBERS)
@settings(max_examples=15, deadline=None)
def test_of_two_figures_the_other_is_never_shown(kind: tuple[str, str], numbers: list[int]) -> None:
    words = kind[0].format(*numbers)
    assert shown(kind[1].format(numbers[1]), words)
    assert not shown(kind[1].format(numbers[0]), words)


@given(numbers=NUMBERS, things=THINGS)
@settings(max_examples=25, deadline=None)
def test_of_two_things_each_keeps_its_figure(numbers: list[int], things: list[str]) -> None:
    words = f"В городе открыто {numbers[0]} {things[0]} и {numbers[1]} {things[1]}."
    assert shown(f"В городе открыто {numbers[1]} {things[1]}.", words)
    assert not shown(f"В городе открыто {numbers[0]} {things[1]}.", words)


@given(people=PEOPLE)
@settings(max_examples=12, deadline=None)
def test_of_two_people_each_keeps_the_office(people: list[str]) -> None:
    words = f"Директор школы {people[0]}, заведующий складом {people[1]}."
    assert shown(f"Директор школы – {people[0]}.", words)
    assert not shown(f"Директор школы – {people[1]}.", words)


def test_people_are_told_from_places_offices_and_companies() -> None:
    words = "Директор Нурлан Алиев и А. Серикова из Бастауского района, ТОО «Алтын Жол»."
    assert [words[a:b] for a, b in find_people(words)] == ["Нурлан", "Алиев", "Серикова"]


ROW = "3\tАршалы ауданы\t{0}\t{1}\t{2}"
HEADER = ("№", "Аудан", "Жоспар, бас", "Ағымдағы жылдың нақты көрсеткіші, бас", "Жылқы, бас")


def row(numbers: list[int]) -> Citation:
    document = make_document(
        [(("Мал",), [("table_row", ROW.format(*numbers))])], header=HEADER, language="kk"
    )
    return cite(make_hit(document), 0, 0, len(ROW.format(*numbers)), 1)


@given(
    numbers=st.lists(st.integers(1_010, 9_990), min_size=3, max_size=3, unique=True),
    order=st.permutations(range(3)),
)
@settings(max_examples=25, deadline=None)
def test_columns_of_a_row_keep_their_figures_in_any_order(
    numbers: list[int], order: list[int]
) -> None:
    def told(said: list[int]) -> bool:
        cells = ", ".join(f"{HEADER[i + 2]} – {said[i]}" for i in order)
        return is_supported(Claim(f"Аршалы ауданы: {cells}", (1,)), [row(numbers)])

    assert told(numbers)
    for n in range(3):
        swapped = numbers.copy()
        swapped[n - 1], swapped[n] = numbers[n], numbers[n - 1]
        assert not told(swapped)


@pytest.mark.parametrize(
    ("words", "true", "false"),
    [
        (
            "Ремонт дороги шёл с 3 марта по 9 мая 2023 года силами района.",
            "Ремонт шёл с 3 марта по 9 мая 2023 года.",
            "Ремонт шёл с 9 мая по 3 марта 2023 года.",
        ),
        (
            "Проверенный период работы склада – 02.03.2021 по 30.11.2022 гг.",
            "Период работы склада – 02.03.2021 по 30.11.2022 гг.",
            "Период работы склада – 30.11.2022 по 02.03.2021 гг.",
        ),
    ],
)
def test_a_stretch_of_time_keeps_its_ends(words: str, true: str, false: str) -> None:
    assert shown(true, words)
    assert not shown(false, words)


QUOTED = (
    "Отремонтировано {0} дорог из {1}, в том числе {2} в сёлах; не хватает {3} тыс. тенге.",
    "С {0} мая по {1} июня открыты {2} школ, {3} садов (план – {0}, факт – {1}).",
    "Ауданда {0} мектеп, оның ішінде {1} жекеменшік; {2} оқушыға орын жоқ, {3} мың теңге керек.",
)


@pytest.mark.parametrize("sentence", QUOTED, ids=range(len(QUOTED)))
@given(numbers=st.lists(st.integers(1, 28), min_size=4, max_size=4))
@settings(max_examples=20, deadline=None)
def test_what_quotes_its_source_is_always_shown(sentence: str, numbers: list[int]) -> None:
    words = sentence.format(*numbers)
    assert shown(words, words)
    assert shown(words, f"До этого было {numbers[3]} школ и 7 садов. {words} После стало иначе.")


def test_a_name_tells_more_than_a_number_or_a_kind_beside_it() -> None:
    words = "Ремонт: Арнасайская СШ №1 – 402,0 млн тенге, Басаркольская ОШ – 298,0 млн тенге."
    assert shown("Басаркольская ОШ – 298,0 млн тенге на ремонт.", words)
    assert not shown("Басаркольская СШ №2 – 402,0 млн тенге на ремонт.", words)
    lie = "Ремонт: Басаркольская СШ – 402,0 млн тенге, Арнасайская ОШ – 298,0 млн тенге."
    assert not shown(lie, words)
