"""All threads share two heaps of the C library, where it is glibc."""

from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

from api.heaps import MAX_HEAPS

# Eight threads hold memory of their own at once; then the library is asked for its heaps.
COUNT = """
import ctypes, threading
from api.heaps import bound_heaps
{first}
held = threading.Barrier(9)
def hold():
    kept = [bytes(5000 + i) for i in range(500)]
    held.wait()
    held.wait()
threads = [threading.Thread(target=hold) for _ in range(8)]
for thread in threads:
    thread.start()
held.wait()
libc = ctypes.CDLL(None)
libc.open_memstream.restype = ctypes.c_void_p
text, size = ctypes.c_char_p(), ctypes.c_size_t()
stream = ctypes.c_void_p(libc.open_memstream(ctypes.byref(text), ctypes.byref(size)))
libc.malloc_info(0, stream)
libc.fclose(stream)
print(text.value.count(b"<heap nr="))
held.wait()
"""


def n_heaps(first: str) -> int:
    """How many heaps a new process has whose threads take memory; ``first`` runs before them."""
    command = [sys.executable, "-c", COUNT.format(first=first)]
    return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_info"), reason="the C library has none")
def test_threads_share_two_heaps() -> None:
    assert n_heaps("bound_heaps()") <= MAX_HEAPS < n_heaps("")
