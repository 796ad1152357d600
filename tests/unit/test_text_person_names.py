from __future__ import annotations

import pytest

from rag.text.person_names import begins_person
from rag.text.places import find_places


@pytest.mark.parametrize(
    ("text", "end", "person"),
    [
        ("аким Жумабаев К.Т. открыл", 13, True),
        ("аким Жумабаев К.Т.", 13, True),
        ("г. Актерек К. Жумабаев", 10, False),
        ("Жумабаев Канат Тлеуович", 8, True),
        ("Сериков Айдар Маратұлы", 7, True),
        ("Актерек открывает школу", 7, False),
    ],
)
def test_a_person_is_known_by_the_names_behind(text: str, end: int, person: bool) -> None:
    assert begins_person(text, end) is person


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Аким района Жумабаев Канат Тлеуович", []),
        ("Аким района К. Жумабаев", []),
        ("в селе Карасай Жумабаев К.Т.", ["Карасай"]),
        ("в районе Алатау построят школу", ["Алатау"]),
        ("ул. А. Молдагуловой", ["Молдагуловой"]),
    ],
)
def test_the_head_of_an_area_is_not_its_name(text: str, names: list[str]) -> None:
    assert [text[place.start : place.end] for place in find_places(text)] == names
