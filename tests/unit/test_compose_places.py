from __future__ import annotations

import pytest

from rag.compose.places import place_fit
from rag.text.places import find_places


@pytest.mark.parametrize(
    ("question", "own", "before", "above", "fit"),
    [
        ("Медеу ауданында қанша мектеп бар?", "Работают 48 школ.", "", ["МЕДЕУСКИЙ РАЙОН"], 1.0),
        ("Сколько школ в Турксибском районе?", "48 школ.", "", ["Медеуский район"], -1.0),
        ("Сколько школ в Турксибском районе?", "48 школ.", "", ["Отчёт"], 0.0),
        # The sentence before tells the area, but not that a street is another.
        ("Сколько школ в Турксибском районе?", "48 школ.", "В Медеуском районе тихо.", [], -1.0),
        ("Что с улицей Саина?", "2,0 км;", "ул. Депо – 1,5 км;", [], 0.0),
        ("Что с улицей Саина?", "5. ул. Саина – 2,0 км;", "ул. Депо – 1,5 км;", [], 1.0),
        (
            "Сброс из водохранилища Ортасай?",
            "Из Каракозского водохранилища 9, из Ортасая 7.",
            "",
            [],
            1.0,
        ),
        # A thing of an area has no name of its own.
        ("Сколько учителей в школах Тараза?", "209.", "Школа № 5.", ["Тараз қаласы"], 1.0),
        ("В каком из районов Тараза тише?", "Тихо.", "", ["Жаркынский район города Тараз"], 1.0),
        ("Сколько людей в селе Тараз?", "9 тыс.", "", ["Тараз қаласы"], 0.0),
        ("Талдысу ауданының халқы қанша?", "46,8 мың.", "", ["Талдысай ауданы"], -1.0),
    ],
)
def test_place_fit(question: str, own: str, before: str, above: list[str], fit: float) -> None:
    assert place_fit(find_places(question), own, find_places(before), above) == fit


def test_of_two_places_the_mean_counts() -> None:
    asked = find_places("Где больше школ: в Медеуском районе или в Турксибском районе?")
    assert place_fit(asked, "В Медеуском районе 48 школ.", (), []) == 0.0
    assert place_fit((), "В Медеуском районе 48 школ.", (), []) == 0.0
