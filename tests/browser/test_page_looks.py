"""The pages as they look: names, contrast, narrow screens, the cited place, no outside host."""

from __future__ import annotations

import pytest

from tests.browser.conftest import set_scheme, set_window

pytest.importorskip("selenium", reason="selenium is in the extra `dev`")

from tests.browser.page import ANSWERED, UNKNOWN, Page

pytestmark = pytest.mark.browser


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
