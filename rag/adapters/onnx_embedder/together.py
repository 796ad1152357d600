"""Lets questions that wait at the same time be computed together."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

LINGER_SECONDS = 0.0005
"""How long a thread waits for more after it computed several: those who were answered ask again
within that time, and a group costs a good third less than its members one by one."""

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
        self._n_idle = n_threads
        self._n_before = 1
        self._threads = ThreadPoolExecutor(n_threads, "questions")

    def ask(self, question: Question) -> Answer:
        """The answer, once it is there. Raises what ``compute`` and ``most`` raise."""
        most = self._most()
        future: Future[Answer] = Future()
        with self._arrived:
            self._waiting.append((question, future))
            self._arrived.notify_all()
        self._threads.submit(self._answer_some, most)
        return future.result()

    def _answer_some(self, most: int) -> None:
        taken = self._take(most)
        try:
            if taken:
                answers = self._compute([question for question, _ in taken])
                for (_, future), answer in zip(taken, answers, strict=True):
                    future.set_result(answer)
        except BaseException as error:
            # Whoever waits must hear of it, whatever it is.
            for _, future in taken:
                if not future.done():
                    future.set_exception(error)
            raise
        finally:
            with self._arrived:
                self._n_idle += 1

    def _take(self, most: int) -> list[tuple[Question, Future[Answer]]]:
        """A share of those who wait; none when another thread took them."""
        with self._arrived:
            if self._waiting and self._n_before > 1:
                self._arrived.wait_for(
                    lambda: len(self._waiting) >= most * self._n_idle, LINGER_SECONDS
                )
            share = min(most, -(-len(self._waiting) // self._n_idle))
            taken = [self._waiting.popleft() for _ in range(share)]
            self._n_before = len(taken) or self._n_before
            self._n_idle -= 1
            return taken
