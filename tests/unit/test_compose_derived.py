"""What only a whole table answers, and how its rows are named in each language."""

from __future__ import annotations

import pytest

from rag.compose.counting import counted_rows
from rag.compose.derived import is_underived
from rag.retrieve.question import understand
from rag.types import Language
from tests.documents import make_document
from tests.records import make_evidence, make_hit


def test_one_row_is_no_answer_to_which_is_the_largest() -> None:
    rows = [("1", "Ремонт клуба", "2022 год"), ("2", "Самый дорогой мост", "2023 год")]
    document = make_document(
        [(("План",), [("table_row", "\t".join(row)) for row in rows])],
        header=("№", "Мероприятие", "Срок"),
        title="План",
    )
    hit = make_hit(document)
    query = understand("Какое мероприятие самое дорогое?")
    assert is_underived(query, [make_evidence(hit, 0, 0.9)])
    assert not is_underived(query, [make_evidence(hit, 1, 0.9)])
    assert not is_underived(understand("Какой срок ремонта?"), [make_evidence(hit, 0, 0.9)])


@pytest.mark.parametrize(
    ("question", "n", "language", "said"),
    [
        ("Сколько мероприятий в плане?", 3, "kk", "3 іс-шара"),
        ("Неше көрсеткіш бар?", 5, "ru", "5 показателей"),
        ("Неше жоба бар?", 1, "en", "1 project"),
        ("Сколько улиц в таблице?", 2, "en", "2 rows"),
        ("Сколько мер в плане?", 2, "ru", "2 меры"),
    ],
)
def test_what_is_counted_is_said_in_the_language_of_the_answer(
    question: str, n: int, language: Language, said: str
) -> None:
    assert counted_rows(understand(question), n, language) == said
