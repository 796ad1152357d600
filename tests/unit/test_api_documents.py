"""``/v1/documents`` and ``/v1/jobs``: uploads, records, text, originals, deletion."""

from __future__ import annotations

import json
import time
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from api.files import MAX_NAME_CHARACTERS, safe_name
from rag.settings import IngestSettings, Settings
from tests.fakes.clients import ready_client
from tests.fakes.fake_derek import FakeDerek
from tests.golden.compare import assert_golden

MIB = 1024 * 1024


@pytest.fixture
def derek() -> FakeDerek:
    return FakeDerek()


@pytest.fixture
def client(derek: FakeDerek) -> Iterator[TestClient]:
    settings = Settings(ingest=IngestSettings(max_file_mib=1))
    with ready_client(derek, settings) as client:
        yield client


def upload(client: TestClient, *files: tuple[str, bytes], **form: str) -> Any:
    return client.post("/v1/documents", files=[("file", file) for file in files], data=form)


def finished_job(client: TestClient, response: Any) -> Any:
    """The job once it has ended; waits for the thread that ingests."""
    assert response.status_code == 202, response.text
    assert set(response.json()) == {"job_id"}
    while True:
        job = client.get(f"/v1/jobs/{response.json()['job_id']}").json()
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.01)


def test_a_list_is_the_golden_one(client: TestClient) -> None:
    assert_golden("documents", client.get("/v1/documents").json())


def test_a_list_has_pages_and_words(client: TestClient) -> None:
    first = client.get("/v1/documents", params={"limit": 1}).json()
    assert [d["id"] for d in first["documents"]] == ["doc_passport"]
    second = client.get("/v1/documents", params={"limit": 1, "cursor": first["next_cursor"]})
    assert [d["id"] for d in second.json()["documents"]] == ["doc_programme"]
    assert second.json()["next_cursor"] is None
    found = client.get("/v1/documents", params={"q": "ауыл"}).json()
    assert [d["id"] for d in found["documents"]] == ["doc_programme"]


@pytest.mark.parametrize("limit", ["0", "201", "many"])
def test_a_page_out_of_bounds_is_422(client: TestClient, limit: str) -> None:
    assert client.get("/v1/documents", params={"limit": limit}).status_code == 422


def test_a_record_is_that_of_the_list(client: TestClient) -> None:
    listed = client.get("/v1/documents").json()["documents"][0]
    assert client.get("/v1/documents/doc_passport").json() == listed


def test_a_text_is_the_golden_one(client: TestClient) -> None:
    assert_golden("document_text", client.get("/v1/documents/doc_passport/text").json())


def test_an_original_is_a_download_that_is_never_shown(client: TestClient) -> None:
    response = client.get("/v1/documents/doc_passport/file")
    assert response.content.decode().startswith("Паспорт")
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["content-disposition"] == (
        'attachment; filename="_.txt"; '
        "filename*=UTF-8''%D0%B7%D0%B0%D1%80%D0%B5%D1%87%D0%BD%D1%8B%D0%B9.txt"
    )


def test_a_deleted_document_is_on_no_route(client: TestClient) -> None:
    assert client.delete("/v1/documents/doc_passport").status_code == 204
    for path in ("", "/text", "/file"):
        assert client.get(f"/v1/documents/doc_passport{path}").status_code == 404
    assert client.get("/documents/doc_passport").status_code == 404
    assert client.delete("/v1/documents/doc_passport").status_code == 404
    answer = client.post("/v1/ask", json={"question": "население района, человек"}).json()
    assert "doc_passport" not in json.dumps(answer)


def test_an_upload_becomes_documents_file_by_file(client: TestClient) -> None:
    job = finished_job(client, upload(client, ("a.txt", b"Alpha beta"), ("b.txt", b"\n")))
    assert_golden("job", job)
    listed = client.get("/v1/documents", params={"q": "a.txt"}).json()["documents"]
    assert [document["title"] for document in listed] == ["Alpha beta"]


def test_a_job_is_followed_to_its_end(client: TestClient) -> None:
    job_id = upload(client, ("a.txt", b"Alpha")).json()["job_id"]
    response = client.get(f"/v1/jobs/{job_id}/events")
    assert response.headers["content-type"].startswith("text/event-stream")
    blocks = response.text.strip().split("\n\n")
    last = json.loads(blocks[-1].removeprefix("data: "))
    assert (last["state"], last["done"], last["total"]) == ("done", 1, 1)


@pytest.mark.parametrize("path", ["/v1/jobs/job_x", "/v1/jobs/job_x/events"])
def test_an_unknown_job_is_404(client: TestClient, path: str) -> None:
    assert client.get(path).json()["code"] == "not_found"


def test_an_upload_keeps_what_is_said_of_it(client: TestClient, derek: FakeDerek) -> None:
    response = upload(
        client,
        ("../../etc/отчет\u202e.txt", b"Alpha"),
        collection="mayor",
        groups="finance",
        source_url="https://example.kz/1",
        date="2025-04-15",
    )
    finished_job(client, response)
    (taken,) = derek.ingest.uploaded
    assert (taken.source, taken.collection, taken.groups) == ("отчет.txt", "mayor", ("finance",))
    assert (taken.source_url, str(taken.date)) == ("https://example.kz/1", "2025-04-15")


@pytest.mark.parametrize(
    "form",
    [
        {"source_url": "javascript:alert(1)"},
        {"source_url": 'https://a"onclick="b'},
        {"date": "soon"},
        {"collection": "x" * 101},
        {"collection": "a\nb"},
        {"groups": " "},
    ],
)
def test_a_form_out_of_bounds_is_422(client: TestClient, form: dict[str, str]) -> None:
    assert upload(client, ("a.txt", b"Alpha"), **form).status_code == 422


def test_an_upload_without_a_file_is_422(client: TestClient) -> None:
    assert client.post("/v1/documents", data={"collection": "c"}).status_code == 422


def test_two_files_of_one_name_are_422(client: TestClient) -> None:
    response = upload(client, ("x/a.txt", b"Alpha"), ("y\\a.txt", b"Beta"))
    assert (response.status_code, response.json()["code"]) == (422, "bad_upload")


def test_an_upload_over_the_limit_is_413(client: TestClient) -> None:
    response = upload(client, ("a.txt", b"x" * (2 * MIB + 1)))
    assert (response.status_code, response.json()["status"]) == (413, 413)
    assert "1 MiB" in response.json()["detail"]
    assert upload(client, ("a.txt", b"x" * (MIB - 1))).status_code == 202


def test_an_upload_that_does_not_say_its_size_is_413_too(client: TestClient) -> None:
    def parts() -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        for _ in range(40):
            yield b"x" * (MIB // 16)
        yield b"\r\n--b--\r\n"

    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    response = client.post("/v1/documents", content=parts(), headers=headers)
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("отчёт 1.txt", "отчёт 1.txt"),
        ("C:\\Users\\a\\отчет.docx", "отчет.docx"),
        ("../../etc/passwd", "passwd"),
        ("a\x00b\r\nc\u202etxt.exe", "abctxt.exe"),
        ("и\u0306.txt", "й.txt"),
        ("..", "unnamed"),
        ("a/", "unnamed"),
        (" ", "unnamed"),
        (".env", ".env"),
        ("я" * 300 + ".txt", "я" * (MAX_NAME_CHARACTERS - 4) + ".txt"),
        ("x." + "y" * 300, "x." + "y" * (MAX_NAME_CHARACTERS - 2)),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=250))
def test_a_safe_name_stays_as_it_is(name: str) -> None:
    safe = safe_name(name)
    assert safe_name(safe) == safe
    assert 0 < len(safe) <= MAX_NAME_CHARACTERS
    assert not set(safe) & set("/\\\r\n\x00")
    assert safe.strip(".") != ""
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in safe)
