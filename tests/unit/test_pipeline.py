"""Stages of threads: order, bounds, failures."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from rag.pipeline import Stage, wait_for_any

PATIENCE_SECONDS = 20


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Opened at the end, so that no thread is left waiting."""
    event = threading.Event()
    yield event
    event.set()


def gated(gate: threading.Event) -> Stage[int, int]:
    """Two threads that double numbers; 0 has to wait for the gate."""

    def double(number: int) -> int:
        if number == 0:
            assert gate.wait(PATIENCE_SECONDS)
        return 2 * number

    return Stage(double, 2, 3, "test")


def seen(stage: Stage[int, int]) -> tuple[bool, bool]:
    """Whether it has room, and something to take."""
    return stage.has_room, stage.next_is_done


def test_results_come_in_the_order_of_the_items(gate: threading.Event) -> None:
    stage = gated(gate)
    for number in range(3):
        stage.put(number)
    assert seen(stage) == (False, False) and stage.done() == []
    first = stage.unfinished
    assert first is not None
    gate.set()
    wait_for_any([first])
    assert stage.peek() == 0
    assert [stage.take() for _ in range(3)] == [0, 2, 4]
    assert seen(stage) == (True, False) and stage.unfinished is None
    stage.close()


def test_what_needs_no_work_keeps_its_place(gate: threading.Event) -> None:
    stage = gated(gate)
    stage.put(0)
    stage.put_done(7)
    assert stage.done() == []
    gate.set()
    assert [stage.take(), stage.take()] == [0, 7]
    stage.put_done(8)
    stage.put_done(9)
    assert stage.done() == [8, 9] and stage.unfinished is None
    stage.close()


class Dead(BaseException):
    """Like an interrupt from the keyboard."""


@pytest.mark.parametrize("error", [ValueError, Dead])
def test_what_the_work_raises_is_raised_where_it_is_taken(error: type[BaseException]) -> None:
    def fail(number: int) -> int:
        raise error

    stage = Stage(fail, 1, 2, "test")
    stage.put(1)
    assert stage.unfinished is None or stage.unfinished.exception() is not None
    with pytest.raises(error):
        stage.take()
    stage.close()


def test_closing_gives_up_what_was_not_begun() -> None:
    worked, begun, gate = list[int](), threading.Event(), threading.Event()

    def work(number: int) -> None:
        begun.set()
        assert gate.wait(PATIENCE_SECONDS)
        worked.append(number)

    stage = Stage(work, 1, 3, "test")
    for number in range(3):
        stage.put(number)
    assert begun.wait(PATIENCE_SECONDS)
    closing = threading.Thread(target=stage.close)
    closing.start()
    while not stage._inside[1].cancelled():
        closing.join(0.01)
    gate.set()
    closing.join(PATIENCE_SECONDS)
    assert worked == [0]
