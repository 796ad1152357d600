from __future__ import annotations

from datetime import date

import pytest

from rag.documents.formats.plain import parse_plain
from rag.errors import EmptyFile
from rag.sections.build import build_document
from rag.types import Block, Document, Draft, Row

RUSSIAN = "В районе за год построены две школы, один мост и детский сад на двести мест."
KAZAKH = "Ауданда бір жылда екі мектеп, бір көпір және екі жүз орындық балабақша салынды."


def document(text: str, source: str = "папка/отчёт за год.txt") -> Document:
    return build_document(parse_plain(text), document_id="d", source=source, date=None)


def test_text_is_the_blocks_with_a_newline_between() -> None:
    header = ("№", "Школа")
    draft = Draft(
        (
            Block("heading", "Сеть", level=1),
            Block("table_header", "№\tШкола", row=Row("Сеть", (), header)),
            Block("table_row", "1\tЛицей", row=Row("Сеть", header, ("1", "Лицей"))),
        )
    )
    built = build_document(draft, document_id="d", source="a", date=None)
    assert built.text == "Сеть\n№\tШкола\n1\tЛицей"
    assert [(p.kind, p.row is None, p.section) for p in built.paragraphs] == [
        ("heading", True, 0),
        ("heading", True, 0),
        ("table_row", False, 0),
    ]


def test_sections_carry_the_path_of_headings() -> None:
    text = f"{RUSSIAN}\n\n1. Итоги\n{RUSSIAN}\n1.1. Школы\n{RUSSIAN}\n2. Планы\n{RUSSIAN}\n"
    paths = [section.path for section in document(text).sections]
    assert paths == [(), ("1. Итоги",), ("1. Итоги", "1.1. Школы"), ("2. Планы",)]


def test_appendices_stand_beside_one_another_and_a_sentence_is_none() -> None:
    text = f"Приложение 1\n\n{RUSSIAN}\n\nПриложение 2\n\n{RUSSIAN}\n\n"
    paths = [section.path for section in document(text).sections]
    assert paths == [("Приложение 1",), ("Приложение 2",)]
    added = "Қосымша ақпарат аудандық қаржы бөлімінде жұмыс күндері беріледі."
    built = document(f"Есеп туралы\n\n{KAZAKH}\n\n{added}\n\n{KAZAKH}\n")
    assert [s.path[-1] for s in built.sections if s.path] == ["Есеп туралы"]


def test_a_draft_without_words_is_empty() -> None:
    with pytest.raises(EmptyFile, match="отчёт"):
        document("---\n\n* * *\n")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"ОЗЁРНЫЙ РАЙОН\n\n{RUSSIAN}\n", "ОЗЁРНЫЙ РАЙОН"),
        (f"{RUSSIAN}\n\n{RUSSIAN}\n", RUSSIAN.rstrip(".")),
        (RUSSIAN * 4, "отчёт за год"),
        (f"ПРИКАЗ\n\nО ремонте районных школ\n\n{RUSSIAN}\n", "О ремонте районных школ"),
        (f"Хабарлама\n\nАуылда жаңа мектеп ашылды\n\n{KAZAKH}\n", "Ауылда жаңа мектеп ашылды"),
    ],
)
def test_title_is_the_heading_that_tells_most_else_the_first_line_else_the_file(
    text: str, title: str
) -> None:
    assert document(text).title == title


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Итоги встречи с жителями района 23.06.2022 г.", date(2022, 6, 23)),
        ("ПРОТОКОЛ № 5\n\nг. Тараз 12 мая 2021 года", date(2021, 5, 12)),
        ("ҚАУЛЫ\n\n2023 жылғы 12 қазан № 7", date(2023, 10, 12)),
        ("ПРИКАЗ\n\nот 3 марта 2022 года № 826", date(2022, 3, 3)),
        ("ПРИКАЗ\n\nот 3 марта 2022 года № 826    г. Сарыжаз", date(2022, 3, 3)),
        ("ҚАУЛЫ\n\n2023 жылғы 12 қазан № 7 Тараз қаласы", date(2023, 10, 12)),
        ("ОЗЁРНЫЙ РАЙОН\n\nРайон образован 2 июля 2014 года решением маслихата.", None),
        ("План на 2021-2025 годы", None),
    ],
)
def test_date_is_that_of_the_head_not_of_a_sentence(head: str, day: date | None) -> None:
    assert document(f"{head}\n\n{RUSSIAN}\n").date == day


def test_a_date_given_or_declared_comes_first() -> None:
    draft = Draft((Block("paragraph", RUSSIAN),), date=date(2020, 1, 1))
    built = build_document(draft, document_id="d", source="a", date=None)
    assert built.date == date(2020, 1, 1)
    given = build_document(draft, document_id="d", source="a", date=date(2019, 1, 1))
    assert given.date == date(2019, 1, 1)


def test_each_paragraph_has_its_own_language() -> None:
    built = document(f"{KAZAKH}\n\n{RUSSIAN}\n\n{KAZAKH}\n")
    assert [p.language for p in built.paragraphs] == ["kk", "ru", "kk"]
    assert built.language == "kk"


def test_a_paragraph_that_two_languages_share_is_mixed() -> None:
    built = document(f"{RUSSIAN}\n\n{KAZAKH} {RUSSIAN}\n\n{KAZAKH}\n\n{RUSSIAN}\n")
    tongues = [{p.language, p.second or p.language} for p in built.paragraphs]
    assert tongues == [{"ru"}, {"kk", "ru"}, {"kk"}, {"ru"}]
    assert built.language == "ru"


def test_the_halves_of_mixed_paragraphs_count_for_both_languages() -> None:
    built = document(f"{KAZAKH} {RUSSIAN}\n\n{RUSSIAN} {KAZAKH}\n\n{RUSSIAN}\n")
    assert built.language == "ru"
    built = document(f"{KAZAKH} {RUSSIAN}\n\n{RUSSIAN} {KAZAKH}\n\n{KAZAKH}\n")
    assert built.language == "kk"


def test_paragraphs_without_a_sign_take_the_language_around_them() -> None:
    rows = "".join(f"\t{n}\n\t%\n\t10{n},5\n\n" for n in (1, 2))
    built = document(f"1. Көрсеткіштер\n\n\t№\n\tӨлшем бірлігі\n\tЖоспар\n\n{rows}")
    assert {p.language for p in built.paragraphs} == {"kk"}


def test_a_lone_name_in_a_table_has_the_language_of_the_table() -> None:
    header, rows = ("Клуб", "Мест"), (("Бастау", "120"), ("Көктем", "80"))
    made = [Block("table_row", "\t".join(cells), row=Row("", header, cells)) for cells in rows]
    head = Block("table_header", "Названия клубов\tМест", row=Row("", (), header))
    built = build_document(
        Draft((Block("paragraph", RUSSIAN), head, *made)), document_id="d", source="a", date=None
    )
    assert {p.language for p in built.paragraphs} == {"ru"}


def test_long_prose_is_cut_between_sentences_only() -> None:
    sentences = [f"Предложение номер {n} говорит о работе района за год." for n in range(60)]
    built = document("".join(sentences))
    texts = [built.text[p.start : p.end] for p in built.paragraphs]
    assert "".join(texts) == "".join(sentences)
    assert len(texts) > 3
    assert all(300 < len(text) <= 700 and text.endswith(".") for text in texts[:-1])


def test_long_prose_is_cut_where_the_language_changes() -> None:
    built = document((f"{KAZAKH} " * 9) + (f"{RUSSIAN} " * 9))
    languages = [p.language for p in built.paragraphs]
    assert languages == sorted(languages)
    assert set(languages) == {"kk", "ru"}
    for p in built.paragraphs:
        assert (KAZAKH in built.text[p.start : p.end]) == (p.language == "kk")


def test_an_endless_sentence_is_cut_at_its_clauses() -> None:
    built = document("; ".join(f"улица номер {n} (от дома 1 до дома {n})" for n in range(300)))
    texts = [built.text[p.start : p.end] for p in built.paragraphs]
    assert max(map(len, texts)) <= 3000
    assert all(text.endswith(";") for text in texts[:-1])
