"""The thread that lets the service go on with another index."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, cast

from api.takeover import TakeoverWatch
from rag.errors import AdapterUnavailable
from tests.fakes.fake_ask import FakeAsk
from tests.fakes.shelf import Shelf

if TYPE_CHECKING:
    from rag.assembly import Derek

WAIT_SECONDS = 10.0


class Changing:
    """A Derek that finds nothing, fails, and then takes over."""

    def __init__(self) -> None:
        self.ask = FakeAsk(Shelf(()))
        self.ask.settings_fingerprint = "f00d"  # type: ignore[attr-defined]
        self.steps: list[str] = []
        self.looks = iter(["nothing", "failure", "bug", "index"])
        self.done = threading.Event()

    def take_over(self) -> bool:
        step = next(self.looks, "nothing")
        self.steps.append(step)
        if step == "failure":
            raise AdapterUnavailable("The model is away.")
        if step == "bug":
            raise RuntimeError("unforeseen")
        return step == "index"

    def drop_retired(self) -> None:
        self.steps.append("drop")
        self.done.set()


def watching(derek: Changing, retire_seconds: float) -> TakeoverWatch:
    return TakeoverWatch(
        cast("Derek", derek),
        look_seconds=0.001,
        after_failure_seconds=0.001,
        retire_seconds=retire_seconds,
    )


def test_it_looks_on_after_failures_and_drops_what_was_replaced() -> None:
    derek = Changing()
    watch = watching(derek, 0.001)
    watch.start()
    assert derek.done.wait(WAIT_SECONDS)
    assert watch.close(WAIT_SECONDS)
    assert derek.steps[:5] == ["nothing", "failure", "bug", "index", "drop"]


def test_a_service_that_stops_does_not_wait_for_questions_of_the_index_before() -> None:
    derek = Changing()
    watch = watching(derek, 1e6)
    watch.start()
    while "index" not in derek.steps:
        pass
    assert watch.close(WAIT_SECONDS)
    assert derek.steps[-1] == "drop"
