from __future__ import annotations

import os
import resource
import signal
import threading
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.adapters.sandboxed_draft_reader import Limits, SandboxedDraftReader
from rag.adapters.sandboxed_draft_reader.wire import packed, parse_reply, render_reply, unpacked
from rag.errors import AdapterUnavailable, CorpusError, EmptyFile, TooLarge
from rag.parsing import InlineDraftReader, parse_file
from rag.types import Block, Draft, Row
from tests.parse_orders import act

REPORT = "Отчёт\n\nОбразование\nВ районе работают 48 школ.\n".encode()
LIMITS = Limits(seconds=6, memory_mib=512, patience=2)


@pytest.fixture
def reader() -> Iterator[SandboxedDraftReader]:
    made = SandboxedDraftReader(act, {"word": "pid"}, LIMITS, 1)
    yield made
    made.close()


def pid(reader: SandboxedDraftReader) -> str:
    return reader.read(b"pid", "a").blocks[0].text


def test_the_sandbox_reads_what_this_process_reads() -> None:
    reader = SandboxedDraftReader(parse_file, {"max_line_bytes": 2**20}, LIMITS, 1)
    try:
        draft = reader.read(REPORT, "a.txt")
    finally:
        reader.close()
    assert draft == InlineDraftReader(2**20).read(REPORT, "a.txt")
    assert len(draft.blocks) == 3


def test_a_process_is_used_again(reader: SandboxedDraftReader) -> None:
    assert pid(reader) == pid(reader) != f"pid {os.getpid()}"


def test_what_this_process_holds_is_not_counted_for_the_one_that_parses(
    reader: SandboxedDraftReader,
) -> None:
    ballast = bytearray(os.urandom(1)) * (300 * 2**20)  # over half of what a reader may hold
    assert pid(reader) == pid(reader)
    assert len(ballast) == 300 * 2**20


def test_a_reason_keeps_its_class_and_words_and_the_process_lives(
    reader: SandboxedDraftReader,
) -> None:
    before = pid(reader)
    with pytest.raises(EmptyFile) as caught:
        reader.read(b"refuse", "пустой.txt")
    assert caught.value.message == "пустой.txt is empty."
    assert caught.value.mend == "Write something."
    assert pid(reader) == before


@pytest.mark.parametrize("order", ["fail", "dive", "write", "surrogate"])
def test_whatever_a_parser_raises_the_file_is_named(
    reader: SandboxedDraftReader, order: str
) -> None:
    with pytest.raises(CorpusError, match=r"a\.pdf (is damaged|nests too deep)"):
        reader.read(order.encode(), "a.pdf")
    assert pid(reader)


@pytest.mark.parametrize(
    ("order", "kind", "words"),
    [
        ("spin", TooLarge, "6 s of processor time|12 s"),  # the clock wins on a busy machine
        ("sleep", TooLarge, "took more than 12 s"),
        ("hoard", TooLarge, "more than 512 MiB"),
        ("die", CorpusError, "SIGSEGV"),
        ("leave", CorpusError, "exit code 3"),
    ],
)
def test_a_file_over_a_limit_is_refused_and_another_process_goes_on(
    reader: SandboxedDraftReader, order: str, kind: type[CorpusError], words: str
) -> None:
    before = pid(reader)
    with pytest.raises(kind, match=words) as caught:
        reader.read(order.encode(), "плохой.pdf")
    assert "плохой.pdf" in caught.value.message
    assert pid(reader) != before


@pytest.mark.parametrize("order", ["spin", "hoard", "die"])
def test_a_file_that_broke_a_limit_is_read_sparingly_once_more(order: str) -> None:
    reader = SandboxedDraftReader(act, {"word": "left"}, LIMITS, 1, {"meek": 1})
    try:
        assert reader.read(f"{order} mildly".encode(), "a").blocks[0].text.startswith("left")
        with pytest.raises(CorpusError) as caught:
            reader.read(order.encode(), "a")  # no milder way: what was wrong first is said
        assert "reader" not in caught.value.message
        with pytest.raises(EmptyFile):
            reader.read(b"refuse mildly", "a")  # no limit was broken
    finally:
        reader.close()


def test_pages_whose_text_is_recognised_are_told_and_grant_more_time(
    reader: SandboxedDraftReader,
) -> None:
    heard: list[tuple[int, int]] = []
    reader.read(b"pages", "a.pdf", lambda number, total: heard.append((number, total)))
    assert heard == [(1, 3), (2, 3), (3, 3)]


def test_several_threads_share_the_processes() -> None:
    reader = SandboxedDraftReader(act, {"word": "pid"}, LIMITS, 2)
    seen: set[str] = set()

    def read() -> None:
        for _ in range(20):
            seen.add(pid(reader))

    threads = [threading.Thread(target=read) for _ in range(4)]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        reader.close()
    assert 1 <= len(seen) <= 2


def test_a_process_that_died_between_files_is_replaced(reader: SandboxedDraftReader) -> None:
    before = pid(reader)
    os.kill(int(before.split()[1]), signal.SIGKILL)
    assert pid(reader) != before


def test_closing_ends_the_processes_and_refuses_more(reader: SandboxedDraftReader) -> None:
    number = int(pid(reader).split()[1])
    reader.close()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
    with pytest.raises(AdapterUnavailable, match="closing"):
        reader.read(b"pid", "a")


def test_closing_during_a_file_does_not_blame_the_file(reader: SandboxedDraftReader) -> None:
    pid(reader)
    threading.Timer(0.3, reader.close).start()
    with pytest.raises(AdapterUnavailable, match="closing"):
        reader.read(b"sleep", "a")


def test_a_process_that_cannot_start_is_no_fault_of_a_file() -> None:
    def unknown(*_: object, **__: object) -> Draft:
        """No process can find this function again."""
        return Draft(())

    reader = SandboxedDraftReader(unknown, {}, LIMITS, 1)
    with pytest.raises(AdapterUnavailable, match="does not start"):
        reader.read(b"pid", "a")
    reader.close()


def test_this_process_is_not_limited(reader: SandboxedDraftReader) -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    pid(reader)
    assert resource.getrlimit(resource.RLIMIT_AS) == before


ROWS = st.builds(
    Row, st.sampled_from(["", "План"]), st.sampled_from([(), ("№", "Атауы")]), st.tuples(st.text())
)
BLOCKS = st.builds(
    Block,
    st.sampled_from(["heading", "paragraph", "list_item", "table_row", "table_header"]),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.integers(0, 9),
    st.none() | ROWS,
    st.none() | st.integers(1, 9999),
    st.none() | st.dates(),
    st.none() | st.just("https://example.kz"),
    st.none() | st.just("note"),
    st.booleans(),
)


@given(st.lists(BLOCKS, max_size=6), st.none() | st.text(max_size=5), st.none() | st.just(date.min))
@settings(max_examples=60)
def test_a_draft_arrives_as_it_was_sent(
    blocks: list[Block], title: str | None, day: date | None
) -> None:
    draft = Draft(tuple(blocks), title, day)
    reply = parse_reply(render_reply(packed(draft, spent=False)))
    assert unpacked(reply) == draft  # type: ignore[arg-type]


def test_rows_of_a_table_share_its_header_after_the_journey() -> None:
    rows = [Block("table_row", "а", row=Row("План", ("Атауы",), (f"{n}",))) for n in range(3)]
    reply = parse_reply(render_reply(packed(Draft(tuple(rows)), spent=False)))
    headers = {id(b.row.header) for b in unpacked(reply).blocks if b.row}  # type: ignore[arg-type]
    assert len(headers) == 1
