"""Words in small letters that the documents found know as names of areas."""

from __future__ import annotations

from rag.retrieve.documented_names import name_by_documents
from rag.retrieve.question import understand
from tests.documents import make_document
from tests.records import make_hit

TOLD = "Тораңғыл ауданында 14 мектеп бар. Аудан орталығы – Жиделі ауылы."
FOUND = [make_hit(make_document([((), [("paragraph", TOLD)])], title="", language="kk"))]


def test_a_word_in_small_letters_is_the_name_that_a_passage_has() -> None:
    query = name_by_documents(understand("тораңғылда неше мектеп бар"), FOUND)
    assert query.text == "Тораңғылда неше мектеп бар"
    assert query.names == ("тораңғыл",)


def test_it_is_none_where_no_passage_has_it() -> None:
    asked = understand("бөрлібұлақта неше мектеп бар")
    assert name_by_documents(asked, FOUND) == asked
    assert name_by_documents(asked, []) == asked


def test_words_that_are_known_stay_as_they_are() -> None:
    asked = understand("ауданда неше мектеп бар")
    assert name_by_documents(asked, FOUND) == asked


def test_a_name_that_is_written_as_one_stays() -> None:
    asked = understand("Неше мектеп Тораңғыл ауданында бар?")
    assert name_by_documents(asked, FOUND) == asked
