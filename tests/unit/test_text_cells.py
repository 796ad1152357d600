"""What a status says, whatever comment stands beside it."""

from __future__ import annotations

import pytest

from rag.text.cells import says_done


@pytest.mark.parametrize(
    ("cell", "done"),
    [
        ("Исполнено", True),
        ("Не исполнено", False),
        ("Исполнено (акт ещё не подписан)", True),
        ("Исполнено, подрядчик не оштрафован", True),
        ("Не исполнено – работы завершены на треть", False),
        ("Орындалды. Екі нысан тапсырылмады.", True),
        ("Орындалмады (бір мектеп салынып, аяқталды)", False),
        ("Мерзімі шегерілді. Орындалмады.", False),
        ("Срок перенесён; не исполнено", False),
        ("Показатель 84 %, план не выполнен", False),
        ("План выполнен на 80 %, показатель не достигнут", False),
        ("Исполнено частично", None),
        ("Ішінара орындалды", None),
        ("2022 год", None),
        ("", None),
    ],
)
def test_a_status_is_told_from_its_comment(cell: str, done: bool | None) -> None:
    assert says_done(cell) is done
