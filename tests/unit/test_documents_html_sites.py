"""Pages of news sites and administrations: what the site puts around the text is not its text."""

from __future__ import annotations

from datetime import date

from rag.documents.formats.html import parse_html
from rag.sections.build import build_document
from rag.types import Document
from tests.web_files import make_page, texts

PROSE = "Плотину у села Жаксы укрепили камнем на протяжении двухсот метров."
SITE = (
    '<div class="top-bar"><a href="/kk">Қаз</a> <a href="/ru">Рус</a> <span>Крупный шрифт</span>'
    '</div><div class="wrap"><div class="header"><div>Сайт акимата</div><a href="/">Новости</a>'
    '</div><div class="breadcrumbs"><a href="/">Главная</a> / Плотину укрепили за месяц</div>'
    '<h1>Плотину укрепили за месяц</h1><div class="meta"><span class="date">7 мая 2022, 18:05'
    '</span> <span class="views">Просмотров: 311</span></div>{text}'
    '<div class="share"><span>Поделиться:</span> <a href="#">Telegram</a> <span>14</span></div>'
    '<div class="related"><h3>Читайте также</h3><a href="/2">Пруд вычистили от ила</a></div>'
    '<div class="cookie-note">Сайт помнит ваш выбор. <button>Хорошо</button></div>'
    '<div class="footer">© Акимат. Все права защищены.</div></div>'
)


def read(body: str) -> Document:
    draft = parse_html(make_page(body))
    return build_document(draft, document_id="d", source="a.html", date=None)


def test_what_a_site_puts_around_its_text_is_left_out() -> None:
    draft = parse_html(make_page(SITE.format(text=f"<div class=text>{PROSE}</div>")))
    assert texts(draft.blocks) == ["Плотину укрепили за месяц", "7 мая 2022, 18:05", PROSE]


def test_a_day_with_its_hour_below_the_headline_dates_the_page() -> None:
    assert read(SITE.format(text=f"<p>{PROSE}</p>")).date == date(2022, 5, 7)


def test_boxes_that_are_only_named_like_a_sites_own_stay() -> None:
    body = (
        f"<div class='views-row'>{PROSE}</div><div><div class='card'><div><div><div class=header>"
        "Ремонт плотин</div></div></div></div></div><div class='counter'>38 школ</div>"
        f"<div class='share'><p>{PROSE}</p></div>"
    )
    draft = parse_html(make_page(body))
    assert texts(draft.blocks) == [PROSE, "Ремонт плотин", "38 школ", PROSE]


def test_entries_that_end_in_a_link_to_read_on_have_its_address() -> None:
    entry = (
        "<h3>{title}</h3><p>{day}</p><p>{prose}</p><a href='https://zhaksy.example/{n}'>{on}</a>"
    )
    titles = ("Пруд вычистили", "Бөгет бекітілді", "Мост открыт")
    ons = ("Подробнее…", "Толығырақ", "Читать далее »")
    body = "".join(
        entry.format(title=title, day=f"0{n}.05.2022", prose=PROSE, n=n, on=on)
        for n, (title, on) in enumerate(zip(titles, ons, strict=True), start=1)
    )
    entries = [section for section in read(f"<h1>Вести района</h1>{body}").sections if section.url]
    assert [(s.path[-1], s.date, s.url) for s in entries] == [
        (title, date(2022, 5, n), f"https://zhaksy.example/{n}")
        for n, title in enumerate(titles, start=1)
    ]
