"""Questions that wait at the same time are computed together, and each gets its own answer."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from rag.adapters.onnx_embedder.together import Together

N_SECONDS = 10


class Slow:
    """Computes only when it is let, and remembers what it was given at once."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self.begun = threading.Semaphore(0)
        self.let = threading.Semaphore(0)

    def __call__(self, questions: Sequence[int]) -> list[int]:
        self.groups.append(list(questions))
        self.begun.release()
        assert self.let.acquire(timeout=N_SECONDS)
        return [-question for question in questions]


def ask_one_after_the_other(
    askers: ThreadPoolExecutor, together: Together[int, int], questions: Sequence[int]
) -> list[Future[int]]:
    """Every question waits before the next one is asked."""
    asked = []
    for question in questions:
        asked.append(askers.submit(together.ask, question))
        while not any(q == question for q, _ in together._waiting):
            pass
    return asked


def test_who_waits_is_computed_together_up_to_the_most() -> None:
    slow = Slow()
    together = Together(slow, lambda: 4, n_threads=1)
    with ThreadPoolExecutor(8) as askers:
        first = askers.submit(together.ask, 1)
        assert slow.begun.acquire(timeout=N_SECONDS)
        others = ask_one_after_the_other(askers, together, [2, 3, 4, 5, 6])
        for _ in range(3):
            slow.let.release()
        assert [asked.result(N_SECONDS) for asked in (first, *others)] == [-1, -2, -3, -4, -5, -6]
    assert slow.groups == [[1], [2, 3, 4, 5], [6]]


def test_idle_threads_share_what_waits() -> None:
    slow = Slow()
    together = Together(slow, lambda: 4, n_threads=2)
    with ThreadPoolExecutor(8) as askers:
        first = [askers.submit(together.ask, number) for number in (1, 2)]
        for _ in first:
            assert slow.begun.acquire(timeout=N_SECONDS)
        waiting = ask_one_after_the_other(askers, together, [3, 4, 5, 6, 7])
        slow.let.release(9)
        assert [asked.result(N_SECONDS) for asked in (*first, *waiting)] == [
            -n for n in range(1, 8)
        ]
    assert sorted(question for group in slow.groups for question in group) == [*range(1, 8)]
    assert max(map(len, slow.groups)) <= 4


def test_a_lone_question_is_alone() -> None:
    groups: list[int] = []

    def compute(questions: Sequence[int]) -> list[int]:
        groups.append(len(questions))
        return list(questions)

    together = Together(compute, lambda: 4, n_threads=2)
    assert [together.ask(number) for number in range(5)] == [0, 1, 2, 3, 4]
    assert groups == [1] * 5


@pytest.mark.parametrize("most", [1, 2, 4])
def test_many_askers_get_their_own_answers(most: int) -> None:
    sizes: list[int] = []

    def compute(questions: Sequence[int]) -> list[int]:
        sizes.append(len(questions))
        return [question * 2 for question in questions]

    together = Together(compute, lambda: most, n_threads=3)
    with ThreadPoolExecutor(12) as askers:
        assert list(askers.map(together.ask, range(600))) == [2 * n for n in range(600)]
    assert sum(sizes) == 600 and max(sizes) <= most


def test_a_failure_reaches_everybody_who_was_in_the_group_and_nobody_later() -> None:
    broken = True

    def compute(questions: Sequence[int]) -> list[int]:
        if broken:
            raise ArithmeticError
        return list(questions)

    together = Together(compute, lambda: 4, n_threads=1)
    with ThreadPoolExecutor(4) as askers:
        failed = [askers.submit(together.ask, number) for number in range(4)]
        assert all(isinstance(asked.exception(N_SECONDS), ArithmeticError) for asked in failed)
    broken = False
    assert together.ask(7) == 7
