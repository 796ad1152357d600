"""Another index made while a service answers: real processes, real engine, servers of vectors."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from rag.assembly import Derek, open_derek
from rag.errors import IndexIncompatible
from rag.settings import parse_settings
from rag.types import Question
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.embedding_server import MODEL, FakeEmbeddingServer, Reply
from tests.processes import Place, finished, serving, wait_until

pytestmark = pytest.mark.integration
SCHOOLS = "Отчёт\n\nОбразование\nВ районе работают 48 школ и 7 гимназий.\n"
LAKES = "Озёра\n\nВ лесу 5 озёр, рыбу ловят в двух из них.\n"
BRIDGES = "Мосты\n\nЧерез реку построено 9 мостов, ещё один строится.\n"
SCHOOLS_ASKED = "Сколько школ работает в районе?"
BRIDGES_ASKED = "Сколько мостов построено через реку?"
LAKES_ASKED = "Сколько озёр в лесу?"


@dataclass
class Models:
    """Two servers of vectors: that of the index that serves, and that of the next one."""

    before: FakeEmbeddingServer
    after: FakeEmbeddingServer
    folder: Path

    def place(self, server: FakeEmbeddingServer, **more: str) -> Place:
        settings = {
            "DEREK_EMBEDDER_KIND": "openai",
            "DEREK_EMBEDDER_MODEL": MODEL,
            "DEREK_EMBEDDER_URL": server.url,
            "DEREK_EMBEDDER_PATIENCE_SECONDS": "1",
            "DEREK_COMPOSE_MIN_SCORE": "0",
            **more,
        }
        return Place(self.folder / "data", settings)

    @property
    def old(self) -> Place:
        return self.place(self.before)

    @property
    def new(self) -> Place:
        return self.place(self.after)

    @property
    def n_indexes(self) -> int:
        return len(list((self.folder / "data" / "index").iterdir()))

    @property
    def is_handed_over(self) -> bool:
        return (self.folder / "data" / "next_index.json").exists()

    def open(self, place: Place) -> Derek:
        return open_derek(parse_settings(place.variables))

    def ask(self, place: Place, question: str = SCHOOLS_ASKED) -> str:
        with self.open(place) as derek:
            return derek.ask.ask(Question(question)).text

    def hold_next(self) -> Reply:
        """The next request to the new model waits until it is told to go on."""
        reply = Reply(hold=threading.Event())
        self.after.replies.append(reply)
        return reply


@pytest.fixture
def models(tmp_path: Path) -> Iterator[Models]:
    with (
        FakeEmbeddingServer().serving() as before,
        FakeEmbeddingServer(FakeEmbedder(96)).serving() as after,
    ):
        made = Models(before, after, tmp_path)
        docs = tmp_path / "docs"
        docs.mkdir()
        (docs / "schools.txt").write_text(SCHOOLS, "utf-8")
        (docs / "lakes.txt").write_text(LAKES, "utf-8")
        with made.open(made.old) as derek:
            derek.ingest.ingest_folder([docs], "default")
        yield made
        for reply in after.replies:
            if reply.hold is not None:
                reply.hold.set()


def test_a_service_answers_meanwhile_and_then_goes_on_with_the_new_index(models: Models) -> None:
    held = models.hold_next()
    with serving(models.old) as service:
        before = service.ask(SCHOOLS_ASKED)
        building = models.new.start("ingest", "--reembed")
        assert held.reached.wait(30) and held.hold is not None
        assert "48 школ" in service.ask(SCHOOLS_ASKED)["text"]
        second = models.new.run("ingest", "--reembed")
        assert second.returncode == 1 and "is making an index" in second.stderr
        service.upload("bridges.txt", BRIDGES)
        service.delete("lakes.txt")
        assert service.ask(SCHOOLS_ASKED)["trace"]["settings"] == before["trace"]["settings"]
        held.hold.set()
        built = finished(building)
        assert built.returncode == 0, built.stderr
        after = service.ask(SCHOOLS_ASKED)
        assert "48 школ" in after["text"]
        assert after["trace"]["settings"] != before["trace"]["settings"]
        assert "9 мостов" in service.ask(BRIDGES_ASKED)["text"]
        assert "5 озёр" not in service.ask(LAKES_ASKED)["text"]
        service.upload("later.txt", LAKES)
        assert "5 озёр" in service.ask(LAKES_ASKED)["text"]
    with pytest.raises(IndexIncompatible):
        models.open(models.old)
    assert "48 школ" in models.ask(models.new)
    assert models.n_indexes == 1
    assert not list((models.folder / "data").glob("next_index*"))


def test_a_killed_builder_leaves_the_old_index_and_another_goes_on(models: Models) -> None:
    models.after.replies.append(Reply())  # the model's length is asked for first
    held = models.hold_next()
    building = models.new.start("ingest", "--reembed")
    assert held.reached.wait(30) and held.hold is not None
    building.kill()
    finished(building)
    held.hold.set()
    assert "48 школ" in models.ask(models.old)
    again = models.new.run("ingest", "--reembed")
    assert again.returncode == 0, again.stderr
    assert "48 школ" in models.ask(models.new)
    assert models.n_indexes == 1


def test_a_service_that_cannot_take_over_says_why_and_answers_on(models: Models) -> None:
    models.after.key = "secret"
    keyed = models.place(models.after, DEREK_EMBEDDER_KEY="secret")
    with serving(models.old) as service:
        refused = keyed.run("ingest", "--reembed")
        assert refused.returncode == 1
        assert "did not take the new index over" in refused.stderr
        assert "secret" not in refused.stderr
        assert "48 школ" in service.ask(SCHOOLS_ASKED)["text"]
    assert b"secret" not in (models.folder / "data" / "next_index.json").read_bytes()
    # What was made is not lost: whoever starts with the new settings goes on with it.
    models.after.requests.clear()
    assert "48 школ" in models.ask(keyed)
    asked = [text for request in models.after.requests for text in request["input"]]
    assert not any("гимназий" in text for text in asked)


def test_where_a_service_is_killed_while_it_takes_over_the_builder_does_it(models: Models) -> None:
    held = models.hold_next()
    with serving(models.old) as service:
        building = models.new.start("ingest", "--reembed")
        assert held.reached.wait(30) and held.hold is not None
        service.upload("bridges.txt", BRIDGES)
        held.hold.set()
        wait_until(lambda: models.is_handed_over or building.poll() is not None)
        service.process.kill()
        assert finished(building).returncode == 0
    assert "48 школ" in models.ask(models.new)
    assert "9 мостов" in models.ask(models.new, BRIDGES_ASKED)
    assert models.n_indexes == 1
