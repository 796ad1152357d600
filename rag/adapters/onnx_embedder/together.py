"""Lets questions that wait at the same time be computed together."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

LINGER_SECONDS = 0.001
"""How long a thread that computed several waits for as many again: those who were answered ask
again within that time, and a group of four costs a third less than its members one by one."""

Question = TypeVar("Question")
Answer = TypeVar("Answer")


class Together(Generic[Question, Answer]):
    """Threads that each take a fair share of the questions that wait, at most ``most``.

    A question that finds a thread idle is computed at once and alone.
    """

    def __init__(
        self,
        compute: Callable[[Sequence[Question]], Sequence[Answer]],
        most: Callable[[], int],
        n_threads: int,
    ) -> None:
        """``compute`` answers in the order of its questions; ``most`` is asked with each."""
        self._compute = compute
        self._most = most
        self._waiting: deque[tuple[Question, Future[Answer]]] = deque()
        self._arrived = threading.Condition()
        self._n_threads = n_threads
        self._n_awake = 0
        self._n_computing = 0
        self._n_before = 1
        self._threads = ThreadPoolExecutor(n_threads, "questions")

    def ask(self, question: Question) -> Answer:
        """The answer, once it is there. Raises what ``compute`` and ``most`` raise."""
        most = self._most()
        future: Future[Answer] = Future()
        with self._arrived:
            self._waiting.append((question, future))
            self._arrived.notify_all()
            wakes = self._n_awake < self._n_threads
            self._n_awake += wakes
        if wakes:
            self._threads.submit(self._answer_all, most)
        return future.result()

    def _answer_all(self, most: int) -> None:
        """Compute until nothing waits any more."""
        while taken := self._take(most):
            try:
                answers = self._compute([question for question, _ in taken])
                for (_, future), answer in zip(taken, answers, strict=True):
                    future.set_result(answer)
            except BaseException as error:  # noqa: BLE001 - whoever waits must hear of it
                for _, future in taken:
                    if not future.done():
                        future.set_exception(error)
            with self._arrived:
                self._n_computing -= 1

    def _take(self, most: int) -> list[tuple[Question, Future[Answer]]]:
        """A share of those who wait; none, and this thread is not awake any more, without them."""
        with self._arrived:
            if self._n_before > 1:
                self._arrived.wait_for(self._are_enough, LINGER_SECONDS)
            n_idle = self._n_threads - self._n_computing
            share = min(most, -(-len(self._waiting) // n_idle))
            if share:
                self._n_before = share
                self._n_computing += 1
            else:
                self._n_awake -= 1
            return [self._waiting.popleft() for _ in range(share)]

    def _are_enough(self) -> bool:
        """Whether as many wait as were computed before."""
        return len(self._waiting) >= self._n_before
