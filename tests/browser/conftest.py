"""A real server over a fake Derek, and a headless Chromium to look at its pages with."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
import uvicorn

from api.app import create_app
from tests.fakes.fake_derek import FakeDerek
from tests.fakes.shelf import hostile, passport, programme

if TYPE_CHECKING:
    from rag.assembly import Derek
    from tests.browser.page import Page

CHROMIUM = shutil.which("chromium")
DRIVER = shutil.which("chromedriver")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--window-size=1280,860",
)
WAIT_SECONDS = 10.0


@dataclass(frozen=True)
class Site:
    """A server with what stands behind it."""

    address: str
    derek: FakeDerek


@pytest.fixture
def site() -> Iterator[Site]:
    derek = FakeDerek((passport(), programme(), hostile()))
    listener = socket.create_server(("127.0.0.1", 0))
    app = create_app(lambda: cast("Derek", derek))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{listener.getsockname()[1]}", derek)
    finally:
        server.should_exit = True
        thread.join(WAIT_SECONDS)
        listener.close()


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One browser for all tests; Russian, light."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is in the extra `dev`")
    if CHROMIUM is None or DRIVER is None:
        pytest.skip("chromium and chromedriver are not installed (Debian: chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    profile: Path = tmp_path_factory.mktemp("chromium")
    for flag in (*FLAGS, "--accept-lang=ru", f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(DRIVER)
    browser = webdriver.Chrome(options=options, service=service)
    yield browser
    browser.quit()


@pytest.fixture
def browser(chromium: Any) -> Iterator[Any]:
    """The browser with a wide, light window; what a page complained about fails its test."""
    set_window(chromium, 1280, 860)
    set_scheme(chromium, "light")
    chromium.get_log("browser")
    yield chromium
    complaints = [line["message"] for line in chromium.get_log("browser")]
    chromium.get("about:blank")
    assert complaints == []


def set_window(browser: Any, width: int, height: int) -> None:
    """A window of this many pixels, narrower than a desktop would allow."""
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def set_scheme(browser: Any, scheme: str) -> None:
    """What the system prefers: light or dark."""
    feature = {"name": "prefers-color-scheme", "value": scheme}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})


@pytest.fixture
def page(browser: Any, site: Site) -> Page:
    """The chat page, opened by somebody who was never here before."""
    from tests.browser.page import Page

    opened = Page(browser, site)
    opened.open()
    opened.script("localStorage.clear()")
    opened.open()
    return opened
