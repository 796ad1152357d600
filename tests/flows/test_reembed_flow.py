"""Another index beside the one that serves: resumable, and taking over in one transaction."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence

import pytest

from rag.errors import AdapterUnavailable
from rag.progress import IngestReport
from rag.types import Point, Question, Vector, VersionInventory
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.passage_store import InMemoryPassageStore
from tests.flows.setting import ROADS, SCHOOLS, Setting, outcomes

QUESTION = "Сколько школ работает в районе?"
LAKES = "Озёра\n\nВ лесу 5 озёр и 3 пруда, рыбу ловят в 2 из них.\n"
PATIENCE_SECONDS = 20


class Other(FakeEmbedder):
    """A model with longer vectors and another way of counting tokens."""

    def __init__(self) -> None:
        super().__init__(dimension=96)
        self.asked: list[str] = []

    def count_tokens(self, text: str) -> int:
        return 3 * super().count_tokens(text)

    def embed_passages(self, texts: Sequence[str]) -> Vector:
        self.asked += texts
        return super().embed_passages(texts)


@pytest.fixture
def setting() -> Setting:
    made = Setting()
    made.ingest({"a.txt": SCHOOLS, "b.txt": ROADS, "c.txt": LAKES})
    made.registry.write_fingerprint("old")
    return made


def reembed(setting: Setting, store: InMemoryPassageStore, model: Other) -> IngestReport:
    return setting.ingest_flow().reembed(store, model, "new")


def switched(setting: Setting, store: InMemoryPassageStore, model: Other) -> Setting:
    """The same documents, asked through the new index."""
    return Setting(setting.files, setting.blobs, setting.registry, store, model, setting.cache)


def check_agreement(setting: Setting, store: InMemoryPassageStore) -> None:
    """The registry knows exactly what the store holds."""
    live = setting.registry.list_live()
    assert store.inventory() == {
        r.version_id: VersionInventory(r.n_passages, r.digest) for r in live
    }


def test_the_new_index_answers_and_the_registry_knows_it(setting: Setting) -> None:
    store, model = InMemoryPassageStore(96), Other()
    before = {record.id: record.version_id for record in setting.registry.list_live()}
    n_before = sum(record.n_passages for record in setting.registry.list_live())
    report = reembed(setting, store, model)
    assert set(outcomes(report).values()) == {"changed"}
    assert setting.registry.read_fingerprint() == "new"
    assert {r.id: r.version_id for r in setting.registry.list_live()} == before
    check_agreement(setting, store)
    assert report.n_passages > n_before  # the other model counts more tokens
    after = switched(setting, store, model)
    assert after.ingest_flow().repair() == 0
    assert "48 школ" in after.ask(QUESTION).text


def test_questions_are_answered_from_the_old_index_meanwhile(setting: Setting) -> None:
    store, model = InMemoryPassageStore(96), Other()
    embedding, asked = threading.Event(), threading.Event()
    embed = model.embed_passages

    def wait(texts: Sequence[str]) -> Vector:
        embedding.set()
        assert asked.wait(PATIENCE_SECONDS)
        return embed(texts)

    model.embed_passages = wait  # type: ignore[method-assign]
    ask = setting.ask_flow()
    building = threading.Thread(target=reembed, args=(setting, store, model))
    building.start()
    assert embedding.wait(PATIENCE_SECONDS)
    assert "48 школ" in setting.ask(QUESTION).text
    assert setting.registry.read_fingerprint() == "old"
    asked.set()
    building.join(PATIENCE_SECONDS)
    assert setting.registry.read_fingerprint() == "new"
    # Whoever still holds the old index goes on answering from it.
    assert "48 школ" in ask.ask(Question(QUESTION)).text


def fail_after(model: Other, n: int) -> None:
    """The model goes away after so many batches."""
    embed = model.embed_passages

    def embed_or_fail(texts: Sequence[str]) -> Vector:
        nonlocal n
        if n == 0:
            raise AdapterUnavailable("The model is away.")
        n -= 1
        return embed(texts)

    model.embed_passages = embed_or_fail  # type: ignore[method-assign]


def test_what_was_cut_off_changed_nothing_and_goes_on_where_it_ended(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.ingest.again.GROUP_TEXTS", 1)
    store, model = InMemoryPassageStore(96), Other()
    fail_after(model, 4)
    with pytest.raises(AdapterUnavailable):
        reembed(setting, store, model)
    assert setting.registry.read_fingerprint() == "old"
    whole = set(store.inventory())
    assert 0 < len(whole) < 3
    assert "48 школ" in setting.ask(QUESTION).text
    assert setting.ingest_flow().repair() == 0
    setting.cache.kept.clear()
    again = Other()
    report = reembed(setting, store, again)
    kept = [item for item in report.documents if item.outcome == "unchanged"]
    assert len(kept) == len(whole)
    check_agreement(setting, store)
    all_texts = Other()
    setting.cache.kept.clear()
    reembed(setting, InMemoryPassageStore(96), all_texts)
    assert len(again.asked) < len(all_texts.asked)


def test_a_torn_version_is_written_again_and_strangers_go(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, model = InMemoryPassageStore(96), Other()
    written: list[Point] = []
    write = store.write_points

    def keep(points: Sequence[Point]) -> None:
        written.extend(points)
        write(points)

    with monkeypatch.context() as patched:
        patched.setattr(store, "write_points", keep)
        reembed(setting, store, model)
    torn = written[0].version_id
    store.remove_versions([torn])
    store.write_points([point for point in written if point.version_id == torn][1:])
    gone = next(r for r in setting.registry.list_live() if r.source == "b.txt")
    setting.ingest_flow().delete_document(gone.id)
    assert gone.version_id in store.inventory()
    reembed(setting, store, model)
    check_agreement(setting, store)


def test_a_document_deleted_meanwhile_is_in_neither(setting: Setting) -> None:
    store, model = InMemoryPassageStore(96), Other()
    gone = setting.registry.list_live()[0]
    optimise = store.optimise

    def delete() -> None:
        setting.ingest_flow().delete_document(gone.id)
        optimise()

    store.optimise = delete  # type: ignore[method-assign]
    reembed(setting, store, model)
    assert gone.version_id not in store.inventory()
    check_agreement(setting, store)


def test_nothing_is_recorded_before_everything_is_flushed(setting: Setting) -> None:
    store, model = InMemoryPassageStore(96), Other()
    steps: list[str] = []
    flush, write, switch = store.flush, store.write_points, setting.registry.switch_index

    def note_flush() -> None:
        steps.append("flush")
        flush()

    def note_write(points: Sequence[Point]) -> None:
        steps.append("write")
        write(points)

    def note_switch(fingerprint: str, held: Mapping[str, VersionInventory]) -> None:
        steps.append("switch")
        switch(fingerprint, held)

    store.flush, store.write_points = note_flush, note_write  # type: ignore[method-assign]
    setting.registry.switch_index = note_switch  # type: ignore[method-assign]
    reembed(setting, store, model)
    assert steps.count("switch") == 1 and steps[-2:] == ["flush", "switch"]


def test_an_empty_collection_switches_at_once() -> None:
    setting, store = Setting(), InMemoryPassageStore(96)
    assert reembed(setting, store, Other()).documents == ()
    assert setting.registry.read_fingerprint() == "new"
