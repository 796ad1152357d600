from __future__ import annotations

import pytest

from rag.adapters.rank_bm25_sentence_scorer import RankBm25SentenceScorer
from rag.compose.candidates import Candidate
from rag.compose.evidence import rank_evidence
from rag.compose.places import place_fit, typed_by_text
from rag.retrieve.question import understand
from rag.text.analyse import analyse
from rag.text.places import find_places
from tests.documents import make_document
from tests.records import make_evidence, make_hit


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


def test_of_two_places_of_a_kind_one_is_enough() -> None:
    asked = find_places("Где больше школ: в Медеуском районе или в Турксибском районе?")
    assert place_fit(asked, "В Медеуском районе 48 школ.", (), []) == 1.0
    assert place_fit((), "В Медеуском районе 48 школ.", (), []) == 0.0


def test_of_two_kinds_the_worse_counts() -> None:
    asked = find_places("Сколько школ в Турксибском районе города Тараз?")
    assert place_fit(asked, "48 школ.", (), ["Медеуский район", "Тараз қаласы"]) == -1.0


def test_what_stands_in_brackets_or_quotation_marks_is_an_aside() -> None:
    asked = find_places("Сколько жителей в Турксибском районе?")
    aside = "Лечатся 443 тыс. человек (жители Турксибского района)."
    assert place_fit(asked, aside, (), ["Медеуский район"]) == -1.0
    assert place_fit(asked, aside, (), []) == 1.0
    compared = "Прирост 12 % (в Турксибском районе 9 %)."
    assert place_fit(asked, compared, (), ["Медеуский район"]) == 1.0
    city = find_places("Какова площадь города Тараз?")
    assert place_fit(city, "ТОО «Тараз Құрылыс» займёт 7 гектаров.", (), []) == 0.0


def test_the_area_named_last_goes_on() -> None:
    asked = find_places("Сколько домов в Медеуском районе?")
    text = "В Медеуском районе тихо. " + "Слушали доклад. " * 6 + "В Турксибском районе строят."
    assert place_fit(asked, "Сдано 5 домов.", find_places(text), []) == -1.0
    assert place_fit(asked, "Сдано 5 домов.", find_places(text), ["Медеуский район"]) == 1.0


def test_the_text_gives_a_bare_name_its_type() -> None:
    question = "Сколько школ в Талдысае?"
    names = [token for token in analyse(question) if token.surface == "Талдысае"]
    known = find_places("Талдысайский район. Село Талды.")
    (place,) = typed_by_text(names, (), known)
    assert (place.kind, question[place.start : place.end]) == ("district", "Талдысае")
    assert typed_by_text(names, (), find_places("Медеуский район")) == ()
    assert place_fit((), "В Медеуском районе 48 школ.", (), [], [place]) == 0.0
    assert place_fit((), "48 школ.", (), ["Медеуский район"], [place]) == -1.0
    assert place_fit((), "48 школ.", (), ["Талдысай ауданы"], [place]) == 1.0


def test_a_neighbour_named_in_passing_is_not_the_area() -> None:
    document = make_document(
        [
            (
                ("ПАСПОРТ МЕДЕУСКОГО РАЙОНА",),
                [
                    ("paragraph", "Район выделен из Турксибского района в 2014 году."),
                    ("paragraph", "Аким района – Ахметов А.Б."),
                ],
            )
        ]
    )
    candidate = Candidate(make_hit(document), make_evidence(make_hit(document), 1, 0.9).unit, 0.9)
    for question, fit in [("Турксибского", -1.0), ("Медеуского", 1.0)]:
        query = understand(f"Кто аким {question} района?")
        (found,) = rank_evidence(query, [candidate], RankBm25SentenceScorer())
        assert found.features["place"] == fit


def test_a_street_called_after_an_area_is_not_in_it() -> None:
    asked = find_places("Какие улицы отремонтировали в Бестобинском районе?")
    assert place_fit(asked, "Тогай ауылы, Бестөбе көшесі – 1,6 км", (), []) == 0.0
    assert place_fit(asked, "Бестөбеде 1,6 км жол салынды", (), []) == 1.0


def test_a_village_called_as_its_district_may_mean_all_of_it() -> None:
    names = analyse("Что сделают в Косколе?")
    known = find_places("село Коскол, Коскольский район")
    (place,) = typed_by_text([names[-1]], [], known)
    assert place.kind == "district"
    assert place_fit([], "Откроют пункт.", [], ["АКИМАТ КОСКОЛЬСКОГО РАЙОНА"], [place]) == 1.0


def test_where_headings_name_two_districts_the_one_named_last_counts() -> None:
    asked = find_places("Камыстинский район")
    before = find_places(
        "В Камыстинском районе тихо. Много и долго говорят, что торги выиграл Балкантауский район."
    )
    heads = ["О бюджете Балкантауского и Камыстинского районов"]
    assert place_fit(asked, "Договоров 12.", before, heads) == -1.0
    assert place_fit(asked, "Договоров 12.", before, ["Камыстинский район"]) == 1.0


def test_entries_of_a_list_say_nothing_of_what_follows_the_list() -> None:
    blocks = [
        ("paragraph", "Подтоплены дома:"),
        ("list_item", "- Бестобинский район: 92 дома;"),
        ("list_item", "- Коктальский район: 57 домов."),
        ("paragraph", "Эвакуировано 936 человек."),
    ]
    document = make_document([((), blocks)], title="")  # type: ignore[list-item]
    hit = make_hit(document)
    query = understand("Сколько человек эвакуировано в Коктальском районе?")
    units = [make_evidence(hit, at, 0.9).unit for at in (2, 3)]
    candidates = [Candidate(hit, unit, 0.9) for unit in units]
    ranked = rank_evidence(query, candidates, RankBm25SentenceScorer())
    places = {item.unit.paragraph: item.features["place"] for item in ranked}
    assert places == {2: 1.0, 3: 0.0}
