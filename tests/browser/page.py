"""A page in the words of the person before it."""

from __future__ import annotations

from typing import Any

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.conftest import WAIT_SECONDS, Site

ANSWERED = "Қанша ауыл сумен қамтылған?"
UNKNOWN = "Кто победил на турнире?"


class Page:
    """What is seen and done on a page of the site."""

    def __init__(self, browser: Any, site: Site) -> None:
        self.browser = browser
        self.site = site

    def open(self, path: str = "/") -> None:
        self.browser.get(self.site.address + path)
        self.wait(lambda: self.browser.execute_script("return document.readyState") == "complete")
        if path == "/":
            self.wait(lambda: self.script("return document.body.dataset.ready") == "yes")

    def wait(self, condition: Any) -> Any:
        # The page may redraw a list between finding its items and reading them: look again.
        patience = WebDriverWait(
            self.browser, WAIT_SECONDS, 0.05, ignored_exceptions=[StaleElementReferenceException]
        )
        return patience.until(lambda _: condition())

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
