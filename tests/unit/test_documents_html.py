from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.documents.formats.html import parse_html
from rag.documents.read import read_draft
from rag.errors import EmptyFile, TooLarge
from rag.types import Draft
from tests.web_files import (
    headers,
    make_page,
    rows,
    texts,
)

GOLD = Path(__file__).resolve().parents[3] / "shared" / "data" / "dedoc-docs"
ENCODINGS = {"htmls__example_cp1251.html": "cp1251", "htmls__example_koi.html": "koi8-r"}
PROSE = "В районе работают сорок восемь школ, и мест в них хватает всем ученикам."


def parse(body: str, head: str = "") -> Draft:
    return parse_html(make_page(body, head))


def kinds(draft: Draft) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in draft.blocks]


# --- text ----------------------------------------------------------------------------------------


def test_headings_paragraphs_and_lists_are_blocks_in_order() -> None:
    draft = parse(
        f"<h1>Есеп</h1><p>{PROSE}</p><h3>Білім</h3><ul><li>мектеп<li>бала<b>бақша</b></ul>"
        "<ol start=3><li>үшінші<li value=7>жетінші<li>сегізінші</ol>"
    )
    assert kinds(draft) == [
        ("heading", "Есеп"),
        ("paragraph", PROSE),
        ("heading", "Білім"),
        ("list_item", "- мектеп"),
        ("list_item", "- балабақша"),
        ("list_item", "3. үшінші"),
        ("list_item", "7. жетінші"),
        ("list_item", "8. сегізінші"),
    ]
    assert [block.level for block in draft.blocks[:3]] == [1, 0, 2]


def test_a_nested_list_is_counted_apart_and_brings_its_own_marks() -> None:
    draft = parse(
        "<ol><li>первый пункт<ol type=a><li>один</li><li>два</li></ol></li><li>второй</li></ol>"
        "<ul><li>1.2. Своя нумерация</li><li style='list-style: none'>без знака</li></ul>"
        "<ol reversed><li>потом</li><li>сначала</li></ol>"
    )
    assert texts(draft.blocks) == [
        "1. первый пункт",
        "a. один",
        "b. два",
        "2. второй",
        "1.2. Своя нумерация",
        "без знака",
        "2. потом",
        "1. сначала",
    ]


def test_line_breaks_split_what_is_done_and_join_what_goes_on() -> None:
    draft = parse(
        "<p>Первое предложение закончено.<br>Второе предложение начато на этой строке и<br>"
        "продолжено здесь.<br><br>Третье.</p>"
        "<h2>Название<br>в две строки</h2><p>Под ним текст, который кончается точкой.</p>"
    )
    assert texts(draft.blocks)[:2] == [
        "Первое предложение закончено.",
        "Второе предложение начато на этой строке и продолжено здесь.",
    ]
    assert "Название в две строки" in texts(draft.blocks, "heading")


def test_bold_and_centred_lines_are_headings_by_attribute_style_and_class() -> None:
    sheet = "<style>.t {font-weight: bold} @media print {.p {font-weight: bold}}</style>"
    draft = parse(
        f"<p class=t>Дороги района</p><p>{PROSE}</p><p><b>Мосты</b> <strong>района</strong></p>"
        f"<p>{PROSE}</p><p style='font-weight:700'>Школы района</p><p>{PROSE}</p>"
        f"<p>Просто <b>жирное</b> слово</p><p class=p>{PROSE}</p>",
        sheet,
    )
    assert texts(draft.blocks, "heading") == ["Дороги района", "Мосты района", "Школы района"]


def test_scripts_hidden_parts_and_navigation_are_left_out() -> None:
    draft = parse(
        "<header><a href='/'>Главная</a></header><nav>Меню</nav><div role=navigation>Путь</div>"
        "<div class='top-menu'><a href=1>Раздел</a> <a href=2>Другой</a></div>"
        f"<main><article><header>Шапка статьи</header><p>{PROSE}</p>"
        "<footer>Автор статьи</footer></article></main>"
        "<script>var a = 'Скрипт';</script><p hidden>Скрыто</p><p style='display: none'>Тайно</p>"
        "<p class=x>По классу</p><select><option>Выбор</select><button>Кнопка</button>"
        "<noscript>Включите</noscript><!-- Пометка --><svg><text>Рисунок</text></svg>"
        "<footer>Все права защищены</footer>",
        "<style>.x, .y {display:none} @media print {p {display:none}}</style>",
    )
    assert texts(draft.blocks) == ["Шапка статьи", PROSE, "Автор статьи"]


def test_a_box_named_like_a_menu_that_holds_prose_stays() -> None:
    assert PROSE in texts(parse(f"<div class='sidebar'><p>{PROSE}</p></div>").blocks)


def test_a_page_of_nothing_but_navigation_keeps_it() -> None:
    draft = parse("<nav><ul><li><a href=a>Устав</a><li><a href=b>Бюджет</a></ul></nav>")
    assert texts(draft.blocks) == ["- Устав", "- Бюджет"]


def test_a_page_without_words_is_refused_not_empty() -> None:
    page = make_page("<script>draw()</script><noscript>Включите JavaScript</noscript>")
    with pytest.raises(EmptyFile, match=r"app\.html has no words"):
        read_draft(page, "app.html", max_line_bytes=100)


def test_raised_digits_do_not_change_a_number() -> None:
    draft = parse("<p>В 2022<sup>1</sup> году построено 5 м<sup>2</sup> площади.</p>")
    assert texts(draft.blocks) == ["В 2022¹ году построено 5 м2 площади."]


def test_a_link_is_its_text_and_a_source_has_its_address() -> None:
    draft = parse(
        "<p>По <a href='https://example.kz/law'>закону</a> о земле.</p>"
        "<p>Источник: <a href='https://example.kz/n?a=1'>портал района</a></p>"
        "<p>Дереккөз: <a href='https://example.kz/2'>https://example.kz/2</a></p>"
    )
    assert texts(draft.blocks) == [
        "По закону о земле.",
        "Источник: https://example.kz/n?a=1 портал района",
        "Дереккөз: https://example.kz/2",
    ]


def test_entities_spaces_and_invisible_signs_are_plain_text() -> None:
    draft = parse("<p>а&nbsp;&nbsp;б &laquo;в&raquo;\n\t г&shy;д&#1179;\u200b</p>")
    assert texts(draft.blocks) == ["а б «в» гдқ"]


@pytest.mark.parametrize("charset", ["cp1251", "koi8-r", "utf-8", "utf-16"])
def test_a_declared_encoding_is_followed(charset: str) -> None:
    draft = parse_html(make_page(f"<p>{PROSE}</p>", charset=charset))
    assert texts(draft.blocks) == [PROSE]


@pytest.mark.parametrize(("declared", "real"), [("utf-8", "cp1251"), ("cp1251", "utf-8")])
def test_a_wrong_declaration_is_seen_through(declared: str, real: str) -> None:
    page = make_page(f"<p>{PROSE}</p>", charset="utf-8").decode()
    content = page.replace('charset="utf-8"', f'charset="{declared}"').encode(real)
    assert texts(parse_html(content).blocks) == [PROSE]


def test_kazakh_letters_survive_the_code_page_that_declares_none() -> None:
    text = "Қаланың жүз алпыс үйіне жылу берілді, жұмыс күзде аяқталады."
    page = make_page("", charset="cp1251").replace(b"<body>", b"<body><p>" + text.encode("kz1048"))
    assert texts(parse_html(page).blocks) == [text]


# --- tables --------------------------------------------------------------------------------------


def test_merged_cells_hold_in_every_place_they_cover() -> None:
    draft = parse(
        "<table><caption>План работ</caption><thead>"
        "<tr><th rowspan=2>Район<th colspan=2>Школы</tr><tr><th>2023<th>2024</tr></thead>"
        "<tr><td rowspan=2>Медеу<td>5<td>6</tr><tr><td>7<td>8</tr>"
        "<tr><td>Барлығы<td colspan=2>26</tr></table>"
    )
    assert headers(draft)[0] == ("Район", "Школы / 2023", "Школы / 2024")
    assert rows(draft) == [("Медеу", "5", "6"), ("Медеу", "7", "8"), ("Барлығы", "26", "26")]
    assert draft.blocks[0].text == "План работ"
    assert {b.row.table for b in draft.blocks if b.row} == {"План работ"}


def test_a_cell_over_the_whole_width_is_a_heading_between_rows() -> None:
    draft = parse(
        "<table><tr><th>№<th>Шара<th>Мерзімі</tr>"
        "<tr><td colspan=3>Бағыт: Жол салу</tr><tr><td>1<td>Көше жөндеу<td>мамыр</tr>"
        "<tr><td>2<td>Көпір салу<td>маусым</tr></table>"
    )
    assert texts(draft.blocks, "heading") == ["Бағыт: Жол салу"]
    assert headers(draft) == [("№", "Шара", "Мерзімі")] * 2


def test_a_table_that_places_text_is_prose() -> None:
    draft = parse(
        f"<table><tr><td><table><tr><td>Меню слева</table></td><td><h2>Новость</h2><p>{PROSE}</p>"
        "</td></tr></table><table><tr><td>Глава района</td><td>А. Б. Серіков</td></tr></table>"
    )
    assert rows(draft) == []
    assert texts(draft.blocks) == ["Меню слева", "Новость", PROSE, "Глава района А. Б. Серіков"]


def test_a_cell_of_several_paragraphs_and_a_table_in_a_cell_keep_their_words() -> None:
    draft = parse(
        "<table><tr><th>Атауы<th>Мәні</tr><tr><td><p>бірінші</p><p>екінші</p><td>5</tr>"
        "<tr><td><table><tr><td>ішкі<td>кесте</table><td>6</tr></table>"
    )
    assert rows(draft) == [("бірінші\nекінші", "5"), ("ішкі кесте", "6")]


def test_a_span_to_the_end_and_nonsense_spans_are_bounded() -> None:
    draft = parse(
        "<table><tr><td rowspan=0>Аудан<td colspan=x>1</tr><tr><td colspan=-3>2</tr>"
        "<tr><td rowspan=99999999>3</tr></table>"
    )
    assert [row[:2] for row in rows(draft)] == [("Аудан", "1"), ("Аудан", "2"), ("Аудан", "3")]


# --- title and date ------------------------------------------------------------------------------


def test_title_and_date_are_what_the_page_declares_when_the_text_bears_it_out() -> None:
    head = (
        "<title>Отчёт о ремонте дорог — Портал района</title>"
        "<meta property='article:published_time' content='2023-04-13T10:00:00+05:00'>"
    )
    draft = parse(f"<h1>Отчёт о ремонте дорог</h1><p>{PROSE}</p>", head)
    assert (draft.title, draft.date) == ("Отчёт о ремонте дорог", date(2023, 4, 13))


def test_a_template_s_title_and_dates_that_disagree_are_not_believed() -> None:
    head = (
        "<title>Главная страница сайта</title><meta name='date' content='2020-01-01'>"
        '<script type=\'application/ld+json\'>{"datePublished": "2021-01-01"}</script>'
    )
    draft = parse(f"<h1>Отчёт о ремонте</h1><p>{PROSE}</p>", head)
    assert (draft.title, draft.date) == (None, None)


# --- bad input -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<div>" * 100_000, "deep"),
        ("<b>" * 100_000 + "слово", "deep"),
        ("<p " + " ".join(f"a{n}=1" for n in range(300_000)) + ">слово", "attributes"),
        ("".join(f"<p a{n}>слово" for n in range(30_000)), "attributes"),
        ("<table>" + "<tr><td colspan=900 rowspan=65534>слово<td>1" * 500, "table"),
    ],
)
def test_a_page_built_to_keep_a_parser_busy_is_refused(body: str, words: str) -> None:
    with pytest.raises(TooLarge, match=words):
        parse(body)


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td>" * 3000 + "слово",
        "<ul><li>" * 2000 + "слово",
        "<p>" * 50_000 + "слово",
        "<a " * 100_000 + ">слово</a>слово",
        "<!-- " * 50_000 + "--><p>слово",
    ],
)
def test_a_page_out_of_shape_keeps_its_word(body: str) -> None:
    assert any("слово" in text for text in texts(parse(body).blocks))


def test_a_table_in_preformatted_text_keeps_its_words_apart() -> None:
    body = "<pre>до <table><tr><td>клетка<td>другая</table> после"
    found = " ".join(texts(parse(body).blocks)).split()
    assert {"до", "клетка", "другая", "после"} <= set(found)


TAGS = st.sampled_from("p div ul ol li table tr td th h2 b a br pre span caption nav".split())


@given(st.lists(st.tuples(TAGS, st.booleans(), st.text("абв \n", max_size=4)), max_size=30))
@settings(max_examples=80)
def test_any_order_of_tags_keeps_every_word(parts: list[tuple[str, bool, str]]) -> None:
    words = [f"слово{n}" for n in range(len(parts))]
    body = "".join(
        f"<{'/' if closes else ''}{tag}>{text} {word} "
        for (tag, closes, text), word in zip(parts, words, strict=True)
    )
    found = " ".join(texts(parse(body + " конец").blocks)).split()
    if "nav" not in {tag for tag, _, _ in parts}:
        assert set(words) <= set(found)
    assert "конец" in found or "nav" in {tag for tag, _, _ in parts}
