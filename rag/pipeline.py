"""Threads that work ahead in a bounded way and hand their results over in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import takewhile
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Stage(Generic[Item, Result]):
    """Works on items in ``n_threads`` threads; results are taken in the order items were put.

    At most ``capacity`` items are inside, whether they wait, are worked on or are done. One thread
    puts and takes.
    """

    def __init__(
        self, work: Callable[[Item], Result], n_threads: int, capacity: int, name: str
    ) -> None:
        self._work = work
        self._capacity = capacity
        self._inside: deque[Future[Result]] = deque()
        self._threads = ThreadPoolExecutor(n_threads, thread_name_prefix=f"derek-{name}")

    @property
    def has_room(self) -> bool:
        """Whether another item may be put."""
        return len(self._inside) < self._capacity

    @property
    def next_is_done(self) -> bool:
        """Whether ``take`` would return at once."""
        return bool(self._inside) and self._inside[0].done()

    def put(self, item: Item) -> None:
        """Have an item worked on."""
        self._inside.append(self._threads.submit(self._work, item))

    def put_done(self, result: Result) -> None:
        """Put what needs no work, so that it keeps its place in the order."""
        future: Future[Result] = Future()
        future.set_result(result)
        self._inside.append(future)

    def done(self) -> list[Result]:
        """The results that ``take`` would give at once, left where they are. Raises as it does."""
        return [future.result() for future in takewhile(_is_done, self._inside)]

    def peek(self) -> Result:
        """The next result, left where it is. Raises what its work raised."""
        return self._inside[0].result()

    def take(self) -> Result:
        """The next result. Raises what its work raised."""
        result = self.peek()
        self._inside.popleft()
        return result

    @property
    def unfinished(self) -> Future[Result] | None:
        """What ``take`` has to wait for; None when there is nothing or it is done."""
        return self._inside[0] if self._inside and not self._inside[0].done() else None

    def close(self) -> None:
        """Give up what was not begun, and return when nothing is worked on any more."""
        self._threads.shutdown(wait=True, cancel_futures=True)


def _is_done(future: Future[Any]) -> bool:
    return future.done()


def wait_for_any(futures: Sequence[Future[Any]]) -> None:
    """Return when one of them is done."""
    wait(futures, return_when=FIRST_COMPLETED)
