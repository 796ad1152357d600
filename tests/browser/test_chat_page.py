"""The chat page as a person uses it: ask, open a source, switch, upload, delete."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import AdapterUnavailable
from tests.browser.conftest import set_scheme

pytest.importorskip("selenium", reason="selenium is in the extra `dev`")
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from tests.browser.page import ANSWERED, UNKNOWN, Page

pytestmark = pytest.mark.browser


def test_a_marker_opens_the_cited_row_and_links_to_its_paragraph(page: Page) -> None:
    page.ask(ANSWERED)
    assert page.one(".answer .text").text == "Сумен қамтылған ауылдар – бірлік – 11 – 11 [1]"
    source = page.one(".source")
    assert source.get_attribute("open") is None
    page.one(".marker").click()
    page.wait(lambda: source.get_attribute("open") is not None)
    assert "Ауылды дамыту бағдарламасы › Көрсеткіштер" in source.text
    assert page.texts(".source table.row th")[2:] == ["Жоспар", "Нақты"]
    assert page.texts(".source table.row td")[2:] == ["11", "11"]
    link = page.one(".source .facts a").get_attribute("href")
    assert link == f"{page.site.address}/documents/doc_programme#p_2"


def test_a_quote_of_prose_is_shown_as_it_stands(page: Page) -> None:
    page.ask("Сколько человек живут в районе?")
    page.one(".marker").click()
    quote = page.one(".source blockquote").text
    assert quote == "В районе живут 18,4 тыс. человек, из них 6,1 тыс. – дети."


def test_an_abstention_is_said_plainly_with_the_closest_passages(page: Page) -> None:
    page.ask(UNKNOWN)
    assert page.one(".verdict").text == "В документах ответа нет"
    assert page.one(".answer .text").text == "В документах нет ответа на этот вопрос."
    assert len(page.all(".closest .source")) == 3
    assert page.all(".marker") == []


def test_a_reply_beside_the_documents_stands_alone(page: Page) -> None:
    page.site.derek.ask.reason = "out_of_scope"
    page.ask("Пока!")
    assert page.one(".answer .text").text == "В документах нет ответа на этот вопрос."
    assert page.all(".verdict") == [] and page.all(".closest") == []


def test_the_conversation_is_sent_along_until_a_new_one_begins(page: Page) -> None:
    page.ask(ANSWERED)
    page.ask(UNKNOWN)
    first, second = page.site.derek.ask.asked
    assert first.history == ()
    assert [turn.role for turn in second.history] == ["user", "assistant"]
    assert second.history[1].content == "Сумен қамтылған ауылдар – бірлік – 11 – 11"
    page.one("#new").click()
    assert page.all(".turn") == []
    page.ask(UNKNOWN)
    assert page.site.derek.ask.asked[-1].history == ()


def test_an_example_asks_itself(page: Page) -> None:
    example = page.one("#examples button")
    question = example.text
    example.click()
    page.wait(lambda: page.all(".feedback"))
    assert [asked.text for asked in page.site.derek.ask.asked] == [question]


def test_shift_enter_is_a_new_line_and_spaces_are_not_asked(page: Page) -> None:
    field = page.one("#question")
    field.send_keys("   ", Keys.ENTER)
    field.send_keys("раз", Keys.SHIFT, Keys.ENTER, Keys.NULL, "два")
    assert field.get_attribute("value").strip() == "раз\nдва"
    assert page.site.derek.ask.asked == []


def test_the_interface_speaks_three_languages_and_remembers(page: Page) -> None:
    assert page.one("#send").text == "Спросить"  # the browser's own
    page.ask(UNKNOWN)
    for language, word, verdict in (
        ("kk", "Сұрау", "Құжаттарда жауап жоқ"),
        ("en", "Ask", "No answer in the documents"),
    ):
        Select(page.one("#language")).select_by_value(language)
        page.wait(lambda word=word: page.one("#send").text == word)
        assert page.one(".verdict").text == verdict
        assert page.script("return document.documentElement.lang") == language
    page.open()
    assert page.one("#send").text == "Ask"


def test_the_theme_follows_the_system_until_one_is_chosen(page: Page) -> None:
    def brightness() -> int:
        colour = page.script("return getComputedStyle(document.body).backgroundColor")
        return sum(int(part) for part in colour.removeprefix("rgb(").rstrip(")").split(","))

    assert brightness() > 600
    set_scheme(page.browser, "dark")
    assert brightness() < 150
    page.one("#theme").click()  # as the system → light
    assert brightness() > 600
    page.open()
    assert brightness() > 600


def test_words_of_documents_never_become_markup(page: Page) -> None:
    title = page.script("return document.title")
    page.open_panel()
    assert "<script>document.title='owned'</script>" in page.texts("#documents a")
    page.one("#panel-close").click()
    page.ask("document title onerror script")
    page.script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert page.all("main img, main script") == []
    assert page.script("return document.title") == title
    page.open("/documents/doc_hostile")
    assert page.all("main img, main script") == []
    assert page.script("return document.title").startswith("<script>")


def test_a_file_is_uploaded_listed_and_deleted_after_a_question(page: Page, tmp_path: Path) -> None:
    (tmp_path / "жаңа.txt").write_text("Жаңа құжат", "utf-8")
    (tmp_path / "пусто.txt").write_text("", "utf-8")
    page.open_panel()
    paths = f"{tmp_path / 'жаңа.txt'}\n{tmp_path / 'пусто.txt'}"
    page.one("#files").send_keys(paths)
    page.wait(lambda: "Жаңа құжат" in page.texts("#documents a"))
    assert page.one("#jobs .job").text == "Готово: 1 из 2"
    assert page.texts("#jobs .failure") == ["пусто.txt: пусто.txt is empty."]

    def delete(answer: str) -> None:
        item = next(i for i in page.all(".document-item") if "Жаңа құжат" in i.text)
        item.find_element(By.TAG_NAME, "button").click()
        assert "«Жаңа құжат»" in page.one("#confirm-text").text
        page.one(f"#confirm button[value={answer}]").click()

    delete("no")
    assert "Жаңа құжат" in page.texts("#documents a")
    delete("yes")
    page.wait(lambda: "Жаңа құжат" not in page.texts("#documents a"))
    records, _ = page.site.derek.library.list_documents(50, None, "жаңа")
    assert records == ()


def test_the_list_is_searched(page: Page) -> None:
    page.open_panel()
    assert len(page.all(".document-item")) == 3
    page.one("#filter").send_keys("заречн")
    page.wait(lambda: page.texts("#documents a") == ["Паспорт Заречного района"])


def test_escape_closes_the_panel_and_returns_the_focus(page: Page) -> None:
    page.open_panel()
    assert page.one("#panel-toggle").get_attribute("aria-expanded") == "true"
    page.script("return document.activeElement").send_keys(Keys.ESCAPE)
    assert not page.one("#panel").is_displayed()
    assert page.script("return document.activeElement.id") == "panel-toggle"


def test_a_rating_is_kept(page: Page) -> None:
    page.ask(ANSWERED)
    page.all(".feedback button")[1].click()
    page.wait(lambda: page.one(".feedback").text == "Спасибо.")
    ((answer_id, rating, comment),) = page.site.derek.registry.feedback
    assert (answer_id[:4], rating, comment) == ("ans_", "down", None)


def test_a_failure_is_said_plainly_and_can_be_tried_again(page: Page) -> None:
    page.site.derek.ask.failure = AdapterUnavailable("The store is away.")
    page.one("#question").send_keys(ANSWERED, Keys.ENTER)
    page.wait(lambda: page.texts(".failure"))
    assert page.one(".failure").text.startswith("The store is away.")
    page.site.derek.ask.failure = None
    page.one(".failure button").click()
    page.wait(lambda: page.all(".feedback"))
    assert page.all(".failure") == []
