"""The pages as a person meets them: ask, open a source, switch, upload, delete, read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rag.errors import AdapterUnavailable
from tests.browser.conftest import WAIT_SECONDS, Site, set_scheme, set_window

pytest.importorskip("selenium", reason="selenium is in the extra `dev`")
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

pytestmark = pytest.mark.browser

ANSWERED = "Қанша ауыл сумен қамтылған?"
UNKNOWN = "Кто победил на турнире?"


class Page:
    """The page in words a person would use."""

    def __init__(self, browser: Any, site: Site) -> None:
        self.browser = browser
        self.site = site

    def open(self, path: str = "/") -> None:
        self.browser.get(self.site.address + path)
        self.wait(lambda: self.browser.execute_script("return document.readyState") == "complete")
        if path == "/":
            self.wait(lambda: self.script("return document.body.dataset.ready") == "yes")

    def wait(self, condition: Any) -> Any:
        return WebDriverWait(self.browser, WAIT_SECONDS, 0.05).until(lambda _: condition())

    def script(self, source: str, *arguments: Any) -> Any:
        return self.browser.execute_script(source, *arguments)

    def all(self, selector: str) -> list[Any]:
        return list(self.browser.find_elements(By.CSS_SELECTOR, selector))

    def one(self, selector: str) -> Any:
        return self.wait(lambda: next(iter(self.all(selector)), None))

    def texts(self, selector: str) -> list[str]:
        return [element.text for element in self.all(selector)]

    def ask(self, question: str) -> None:
        """Type, press Enter, wait until the answer is whole."""
        done = len(self.all(".feedback"))
        self.one("#question").send_keys(question, Keys.ENTER)
        self.wait(lambda: len(self.all(".feedback")) > done)

    def open_panel(self) -> None:
        self.one("#panel-toggle").click()
        self.wait(lambda: self.all("#documents li"))


@pytest.fixture
def page(browser: Any, site: Site) -> Page:
    opened = Page(browser, site)
    opened.open()
    opened.script("localStorage.clear()")
    opened.open()
    return opened


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


def test_every_control_has_a_name(page: Page) -> None:
    page.ask(ANSWERED)
    page.open_panel()
    for control in page.all("button, select, textarea, input, a, summary"):
        if control.is_displayed():
            assert control.accessible_name, control.get_attribute("outerHTML")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(page: Page, scheme: str) -> None:
    """Contrast of at least 4.5, the AA level of WCAG 2.2 (1.4.3)."""
    set_scheme(page.browser, scheme)
    page.ask(ANSWERED)
    page.ask(UNKNOWN)
    page.script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    page.open_panel()
    weak = page.script(
        """
        const parse = (c) => {
          const canvas = new OffscreenCanvas(1, 1).getContext("2d");
          canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1);
          return [...canvas.getImageData(0, 0, 1, 1).data];
        };
        const light = ([r, g, b]) => {
          const f = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
          return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b);
        };
        const ground = (e) => {
          for (; e; e = e.parentElement) {
            const c = parse(getComputedStyle(e).backgroundColor);
            if (c[3] === 255) return c;
          }
          return [255, 255, 255, 255];
        };
        return [...document.querySelectorAll("main *, aside *, header *")].filter((e) => {
          const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
          if (!own || !e.checkVisibility() || e.tagName === "OPTION") return false;
          const a = light(parse(getComputedStyle(e).color)), b = light(ground(e));
          return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5;
        }).map((e) => e.outerHTML.slice(0, 120));
        """
    )
    assert weak == []


@pytest.mark.parametrize("path", ["/", "/documents/doc_programme", "/docs"])
def test_a_narrow_screen_never_scrolls_sideways(page: Page, path: str) -> None:
    set_window(page.browser, 340, 700)
    page.open(path)
    if path == "/":
        page.ask(ANSWERED)
        page.one(".marker").click()
    room = page.script("return [document.body.scrollWidth, innerWidth]")
    assert room[0] <= room[1]


def test_on_a_narrow_screen_the_panel_takes_the_place_of_the_conversation(page: Page) -> None:
    set_window(page.browser, 390, 800)
    page.open_panel()
    assert not page.one("#question").is_displayed()
    page.one("#panel-close").click()
    assert page.one("#question").is_displayed()


def test_nothing_is_asked_of_another_host(page: Page) -> None:
    page.ask(ANSWERED)
    names = page.script("return performance.getEntriesByType('resource').map((e) => e.name)")
    assert names
    assert {name for name in names if not name.startswith(page.site.address)} == set()


def test_the_cited_paragraph_is_lit_on_the_document_page(page: Page) -> None:
    page.open("/documents/doc_programme#p_2")
    ground = "return getComputedStyle(arguments[0]).backgroundColor"
    cited, other = page.one("#p_2 td"), page.one("#p_1 td")
    assert page.script(ground, cited) != page.script(ground, other)
    assert cited.is_displayed()
    page.wait(lambda: page.one(".bar .button").text == "Исходный файл")
    assert (
        page.one(".bar .button").get_attribute("href").endswith("/v1/documents/doc_programme/file")
    )


def test_the_reference_shows_every_call_with_its_examples(page: Page) -> None:
    page.open("/docs")
    page.wait(lambda: page.script("return document.body.dataset.ready") == "yes")
    assert "/v1/ask" in page.texts(".call code")
    assert "Қазақша сұрақ" in page.script("return document.body.textContent")
    assert "[object" not in page.script("return document.body.textContent")
