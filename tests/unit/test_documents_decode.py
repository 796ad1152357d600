from __future__ import annotations

import codecs

import pytest

from rag.documents.decode import decode_text
from rag.errors import UnknownEncoding

RUSSIAN = "В районе построены две школы и один детский сад. Срок – второй квартал."
KAZAKH = "Аудан орталығында үш жаңа мектеп салынды, әкімдік қаржы бөлді."
ENGLISH = "The district opened two schools in May."


@pytest.mark.parametrize("text", [RUSSIAN, KAZAKH, ENGLISH])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_encodings_are_read_with_and_without_a_mark(text: str, encoding: str) -> None:
    assert decode_text(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "cp866", "iso8859_5"])
def test_russian_code_pages_are_told_apart(encoding: str) -> None:
    text = RUSSIAN.replace("–", "-")
    assert decode_text(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize("encoding", ["kz1048", "ptcp154"])
def test_kazakh_code_pages_are_told_from_the_russian_one(encoding: str) -> None:
    assert decode_text(KAZAKH.encode(encoding), "a.txt") == KAZAKH


def test_a_line_in_capitals_is_not_read_in_the_code_page_that_swaps_case() -> None:
    text = "ОТЧЕТ О РАБОТЕ АКИМАТА ЗА ГОД"
    assert decode_text(text.encode("cp1251"), "a.txt") == text


def test_english_with_typographic_quotes_of_an_old_program_is_read() -> None:
    text = "The “new” school — opened."
    assert decode_text(text.encode("cp1252"), "a.txt") == text


def test_accents_inside_latin_words_are_not_made_cyrillic() -> None:
    text = "Le café de la préfecture est fermé."
    assert decode_text(text.encode("cp1252"), "a.txt") == text


def test_nul_inside_utf8_is_left_to_normalisation() -> None:
    assert decode_text("а\0б".encode(), "a.txt") == "а\0б"


def test_one_broken_byte_does_not_turn_utf8_into_rubbish() -> None:
    content = (RUSSIAN * 30).encode() + b"\xff" + RUSSIAN.encode()
    assert decode_text(content, "a.txt").count("\ufffd") == 1
    assert RUSSIAN in decode_text(content, "a.txt")


def test_a_mark_that_lies_is_an_unknown_encoding() -> None:
    with pytest.raises(UnknownEncoding, match=r"a\.txt"):
        decode_text(codecs.BOM_UTF16_LE + b"abc", "a.txt")


@pytest.mark.parametrize("seed", range(5))
def test_bytes_that_read_like_nothing_are_an_unknown_encoding(seed: int) -> None:
    content = bytes((i * 73 + seed * 31 + (i * i) % 97) % 128 + 128 for i in range(400))
    with pytest.raises(UnknownEncoding):
        decode_text(content, "a.bin")
