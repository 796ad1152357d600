"""Copies, files that change places, and folders that hold the same names."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from rag.errors import AdapterProtocolError, AdapterTimedOut, DerekError
from rag.progress import Unwatched
from rag.types import Vector
from tests.flows.desk import QUESTION, Desk, make_desk
from tests.flows.setting import ROADS, SCHOOLS, outcomes


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


def test_a_copy_is_no_document_until_the_first_is_gone(desk: Desk) -> None:
    shutil.copy(desk.home / "docs/schools.txt", desk.home / "docs/copy.txt")
    first = desk.live()["schools.txt"]
    assert outcomes(desk.ingest())["copy.txt"] == "unchanged"
    (desk.home / "docs/schools.txt").unlink()
    assert outcomes(desk.ingest()) == {"copy.txt": "moved", "roads.txt": "unchanged"}
    assert desk.live()["copy.txt"] == first


def test_a_file_overwritten_by_a_copy_of_another_loses_its_old_words(desk: Desk) -> None:
    desk.write("docs/roads.txt", SCHOOLS)
    report = desk.ingest()
    assert outcomes(report) == {"roads.txt": "changed", "schools.txt": "unchanged"}
    assert set(desk.live()) == {"schools.txt"}
    assert "roads.txt" not in {c.source for c in desk.setting.ask("Сколько дорог?").citations}


def test_two_files_that_change_places_both_stay(desk: Desk) -> None:
    desk.write("docs/schools.txt", ROADS)
    desk.write("docs/roads.txt", SCHOOLS)
    n_embedded = len(desk.embedder.asked)
    desk.ingest()
    assert set(desk.live()) == {"schools.txt", "roads.txt"}
    assert {c.source for c in desk.setting.ask(QUESTION).citations} == {"roads.txt"}
    assert len(desk.embedder.asked) == n_embedded


def test_the_same_names_in_two_folders_do_not_overwrite_one_another(desk: Desk) -> None:
    desk.write("other/roads.txt", ROADS.replace("12", "14"))
    assert outcomes(desk.ingest("other")) == {"other/roads.txt": "new"}
    for names in (("docs",), ("other",), ("other", "docs")):
        assert set(outcomes(desk.ingest(*names)).values()) == {"unchanged"}
    assert set(desk.live()) == {"roads.txt", "schools.txt", "other/roads.txt"}


def test_a_folder_in_a_new_place_takes_its_documents_over(desk: Desk) -> None:
    before = desk.live()
    (desk.home / "docs").rename(desk.home / "papers")
    assert set(outcomes(desk.ingest("papers")).values()) == {"unchanged"}
    assert desk.live() == before
    (desk.home / "papers/schools.txt").unlink()
    assert outcomes(desk.ingest("papers"))["schools.txt"] == "gone"


def test_a_folder_is_followed_until_the_changes_end(desk: Desk) -> None:
    def changes() -> Iterator[None]:
        desk.write("docs/empty.txt", "")
        yield
        (desk.home / "docs/schools.txt").unlink()
        yield
        desk.write("docs/empty.txt", "Отчёт\n\nВ лесу 5 озёр.\n")
        yield

    errors: list[DerekError] = []
    docs = [desk.home / "docs"]
    reports = list(
        desk.flow.follow_folder(docs, "default", changes(), Unwatched, failed=errors.append)
    )
    assert errors == []
    assert [outcomes(report) for report in reports] == [
        {"empty.txt": "failed", "roads.txt": "unchanged", "schools.txt": "unchanged"},
        {"empty.txt": "failed", "roads.txt": "unchanged", "schools.txt": "gone"},
        {"empty.txt": "new", "roads.txt": "unchanged"},
    ]


def test_a_failure_that_may_pass_does_not_end_the_following(desk: Desk) -> None:
    desk.write("docs/lakes.txt", "Озёра\n\nВ лесу 5 озёр.\n")
    errors: list[DerekError] = []
    broken: list[DerekError] = [AdapterTimedOut("The model is late."), AdapterProtocolError("NaN")]
    embed = desk.embedder.embed_passages

    def fail_once(texts: Sequence[str]) -> Vector:
        if broken:
            raise broken.pop(0)
        return embed(texts)

    desk.embedder.embed_passages = fail_once  # type: ignore[method-assign]
    docs, changes = [desk.home / "docs"], iter([None, None, None])
    following = desk.flow.follow_folder(docs, "default", changes, Unwatched, failed=errors.append)
    with pytest.raises(AdapterProtocolError):
        next(following)
    assert [error.message for error in errors] == ["The model is late."]
    (report,) = desk.flow.follow_folder(docs, "default", changes, Unwatched, failed=errors.append)
    assert outcomes(report)["lakes.txt"] == "new"
