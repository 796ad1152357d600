"""Numbers of lists in Word documents, which stand nowhere in their text."""

from __future__ import annotations

import pytest

from tests.word_xml import LISTS, PROSE, STYLES, blocks, outline, p, styled, texts


def marks(*places: tuple[int, int]) -> list[str]:
    """What stands before each paragraph of these lists (num, depth)."""
    body = "".join(
        p("слово", f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>')
        for num, depth in places
    )
    return [text.removesuffix("слово").strip() for text in texts(body, numbering=LISTS)]


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)], ["1.", "1.1.", "1.2.", "2.", "2.1."]),
        ([(1, 0), (1, 2), (1, 2), (1, 0), (1, 2)], ["1.", "а)", "б)", "2.", "а)"]),
        ([(1, 1), (1, 0), (1, 1)], ["1.1.", "2.", "2.1."]),
        ([(1, 0), (3, 0), (1, 0), (3, 0)], ["1.", "7.", "8.", "9."]),
        ([(1, 0), (4, 0)], ["1.", "2."]),
        ([(2, 0), (2, 1), (2, 2)], ["Статья I.", "1.01", "-"]),
        ([(9, 0), (1, 8), (0, 0)], ["", "", ""]),
    ],
)
def test_list_numbers_are_written_as_the_reader_sees_them(
    places: list[tuple[int, int]], expected: list[str]
) -> None:
    assert marks(*places) == expected


def test_a_style_can_carry_the_number() -> None:
    numbered = STYLES.replace(
        '<w:outlineLvl w:val="0"/>',
        '<w:outlineLvl w:val="0"/><w:numPr><w:numId w:val="2"/></w:numPr>',
    )
    found = blocks(
        styled("1", "Дороги") + PROSE + styled("1", "Школы") + PROSE,
        styles=numbered,
        numbering=LISTS,
    )
    assert outline(found) == [(1, "Статья I. Дороги"), (1, "Статья II. Школы")]
