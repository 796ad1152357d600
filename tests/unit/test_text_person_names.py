from __future__ import annotations

import pytest

from rag.text.person_names import begins_person
from rag.text.places import find_places


@pytest.mark.parametrize(
    ("text", "word", "person"),
    [
        ("аким Жумабаев К.Т. открыл", "Жумабаев", True),
        ("аким Жумабаев К.Т.", "Жумабаев", True),
        ("г. Актерек К. Жумабаев", "Актерек", False),
        ("Жумабаев Канат Тлеуович", "Жумабаев", True),
        ("Сериков Айдар Маратұлы", "Сериков", True),
        ("Актерек открывает школу", "Актерек", False),
    ],
)
def test_a_person_is_known_by_the_names_behind(text: str, word: str, person: bool) -> None:
    start = text.index(word)
    assert begins_person(text, start, start + len(word)) is person


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Аким района Жумабаев Канат Тлеуович", []),
        ("Аким района К. Жумабаев", []),
        ("в селе Карасай Жумабаев К.Т.", ["Карасай"]),
        ("Аким области Марат Сериков открыл мост", []),
        ("в районе Алатау построят школу", ["Алатау"]),
        ("ул. А. Молдагуловой", ["Молдагуловой"]),
    ],
)
def test_the_head_of_an_area_is_not_its_name(text: str, names: list[str]) -> None:
    assert [text[place.start : place.end] for place in find_places(text)] == names
