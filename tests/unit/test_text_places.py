from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.text.place_names import name_key, same_word
from rag.text.places import Place, find_places, same_place

Expected = list[tuple[str, str]]


def found(text: str) -> Expected:
    return [(place.kind, text[place.start : place.end]) for place in find_places(text)]


def only(text: str) -> Place:
    (place,) = find_places(text)
    return place


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("в Медеуском районе города Алматы", [("district", "Медеуском"), ("city", "Алматы")]),
        ("Тараз қаласының Абай көшесінде", [("city", "Тараз"), ("street", "Абай")]),
        ("МЕДЕУСКИЙ РАЙОН", [("district", "МЕДЕУСКИЙ")]),
        ("из сёл Майтобе и Жыланды", [("village", "Майтобе"), ("village", "Жыланды")]),
        ("Сарыағаш каласында", [("city", "Сарыағаш")]),
        ("в пос. Кызылту", [("village", "Кызылту")]),
        ("в аккаунтах акимата района Instagram и Facebook", []),
        ("Аким Медеуского района", [("district", "Медеуского")]),
        ("Медеу аудандық әкімдігі", [("district", "Медеу")]),
        ("район «Сарыарка»", [("district", "Сарыарка")]),
        ("«Алатау» ауданында", [("district", "Алатау")]),
        ("ул. Кабанбай батыра, 5", [("street", "Кабанбай батыра")]),
        ("Абылай хан даңғылы", [("avenue", "Абылай хан")]),
        ("проспект Абылай хана", [("avenue", "Абылай хана")]),
        ("улица имени Динмухамеда Кунаева", [("street", "Динмухамеда Кунаева")]),
        ("ул. А. Молдагуловой", [("street", "Молдагуловой")]),
        ("Абай атындағы мектеп", [("school", "Абай")]),
        ("улица Жибек жолы", [("street", "Жибек жолы")]),
        ("Солтүстік Қазақстан облысы", [("region", "Солтүстік Қазақстан")]),
        ("Усть-Каменогорск қаласы", [("city", "Усть-Каменогорск")]),
        ("мкр. «Самал-2»", [("microdistrict", "Самал-2")]),
        ("Самал шағын ауданы", [("microdistrict", "Самал")]),
        ("5-й микрорайон", [("microdistrict", "5")]),
        ("Ақсу ауылдық округі", [("okrug", "Ақсу")]),
        ("Аксуский сельский округ", [("okrug", "Аксуский")]),
        ("Бартоғай су қоймасы", [("reservoir", "Бартоғай")]),
        ("Бартогайское водохранилище", [("reservoir", "Бартогайское")]),
        ("завод «Алтын дән»", [("factory", "Алтын")]),
        ("трасса Алматы – Шелек", [("highway", "Алматы – Шелек")]),
        ("Алматы – Шелек тас жолы", [("highway", "Алматы – Шелек")]),
        ("река Или", [("river", "Или")]),
        ("Сырдария өзені", [("river", "Сырдария")]),
        ("с. Узынагаш, г. Алматы", [("village", "Узынагаш"), ("city", "Алматы")]),
        ("село Каргалы Жамбылского района", [("village", "Каргалы"), ("district", "Жамбылского")]),
        ("Medeu district of the city of Taraz", [("district", "Medeu"), ("city", "Taraz")]),
    ],
)
def test_a_name_beside_its_type_is_a_place(text: str, places: Expected) -> None:
    assert found(text) == places


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Алмалинский и Медеуский районы", ["Алмалинский", "Медеуский"]),
        ("Алмалы және Медеу аудандары", ["Алмалы", "Медеу"]),
        ("улицы Абая и Толе би", ["Абая", "Толе би"]),
        ("на улицах Сатпаева, Тимирязева и Жандосова", ["Сатпаева", "Тимирязева", "Жандосова"]),
        ("школы №131, №145 и 160", ["131", "145", "160"]),
        ("в Алматы и Медеуском районе", ["Медеуском"]),
        ("г. Алматы, Казахстан", ["Алматы"]),
    ],
)
def test_lists_belong_to_a_plural_type_only(text: str, names: list[str]) -> None:
    assert [name for _, name in found(text)] == names


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("школа № 131", "131"),
        ("школе-гимназии №5", "5"),
        ("№131 мектеп-лицейі", "131"),
        ("№ 12 жалпы білім беретін орта мектеп", "12"),
        ("детский сад № 5 «Балдырган»", "5"),
        ("№3 емхана", "3"),
    ],
)
def test_schools_and_the_like_have_numbers(text: str, number: str) -> None:
    assert only(text).key == number


@pytest.mark.parametrize(
    "text",
    [
        "«Дипломмен ауылға» бағдарламасы",
        "По программе «С дипломом – в село» прибыло 43 специалиста",
        "границы города. Работы начаты весной",
        "в 19 сёл. Газ подведён",
        "Новый район построен",
        "Этот город растёт",
        "жилой район и районы города",
        "в 2022 г. Алматы получил деньги",
        "Бұл аудан үлкен",
        "районирование Алматы",
        "Встретились Е. С. Ахметов и Г. Оспанов",
        "",
    ],
)
def test_what_names_no_place(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Медеу ауданы", "Медеуский район"),
        ("Medeu district", "Медеуский район"),
        ("ул. Абая", "Абай көшесі"),
        ("Солтүстік Қазақстан облысы", "Северо-Казахстанская область"),
        ("Восточно-Казахстанской области", "Шығыс Қазақстан облысында"),
        ("Түркістан облысы", "Туркестанская область"),
        ("Ақтөбе облысы", "Актюбинская область"),
        ("Төле би ауданы", "Толебийский район"),
        ("Ақсу ауданы", "Аксуский район"),
        ("Шу ауданы", "Шуский район"),
        ("проспект Абылай хана", "Абылай хан даңғылы"),
        ("Мұхтар Әуезов көшесі", "ул. Ауэзова"),
        ("мкр. Аксай-4", "мкр Аксай"),
        ("Бартоғай су қоймасы", "Бартогайского водохранилища"),
    ],
)
def test_one_place_has_many_spellings(one: str, other: str) -> None:
    assert same_place(only(one), only(other)) and same_place(only(other), only(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Алмалы ауданы", "Алматинский район"),
        ("Ақсу ауданы", "Ақсуат ауданы"),
        ("Талас ауданы", "Талгарский район"),
        ("Шығыс Қазақстан облысы", "Солтүстік Қазақстан облысы"),
        ("Ақмола облысы", "Актюбинская область"),
        ("школа №13", "№131 мектеп"),
        ("мкр. Аксай-4", "мкр. Аксай-3"),
        ("город Абай", "район Абай"),
    ],
)
def test_other_places_are_told_apart(one: str, other: str) -> None:
    assert not same_place(only(one), only(other))


@given(st.text(alphabet="Абайгүңул.қаласы №5-«»,и ", max_size=60) | st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_places_are_in_order_and_have_a_key(text: str) -> None:
    places = find_places(text)
    assert all(place.key.strip() for place in places)
    assert all(text[place.start : place.end].strip() for place in places)
    assert [p.start for p in places] == sorted({p.start for p in places})


def test_a_key_is_the_same_in_every_case() -> None:
    keys = [name_key(form) for form in ("тараз", "таразда", "тараздан", "taraz")]
    assert all(same_word(one, other) for one in keys for other in keys)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Жарқын", "Жаркынского", True),
        ("Алмалы", "Алмалинский", True),
        ("Сарыарқа", "Сарыаркинского", True),
        ("Талдысай", "Талдысуского", False),
        ("Талдысу", "Талдысайский", False),
        ("Талдысу", "Талдысуский", True),
        ("Қарасай", "Карасуский", False),
        ("Бастауда", "Бастауского", True),
        ("Элеваторной", "Элеваторная", True),
    ],
)
def test_names_that_begin_alike_are_told_apart(one: str, other: str, same: bool) -> None:
    assert same_word(name_key(one), name_key(other)) is same
