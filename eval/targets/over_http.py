"""A Derek behind a URL, asked through its outer contract (httpx)."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from datetime import date
from typing import Any

import httpx

from eval.errors import TargetError
from eval.records import Case, Cited, Context
from eval.targets.target import Asked, Searched, told_count

TIMEOUT_SECONDS = 120.0
BUSY = frozenset({429, 503})
ATTEMPTS = 4
WAIT_SECONDS = 0.5
"""Before the second attempt; doubled for each further one."""
MAX_SEARCH = 50
"""The contract's bound of ``limit``."""


class OverHttp:
    """Safe to call from several threads."""

    def __init__(
        self, url: str, key: str | None = None, transport: httpx.BaseTransport | None = None
    ) -> None:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._url = url.rstrip("/")
        self._client = httpx.Client(
            base_url=self._url, headers=headers, timeout=TIMEOUT_SECONDS, transport=transport
        )
        self._texts: dict[str, str] = {}
        self._reading = threading.Lock()

    @property
    def name(self) -> str:
        """The URL."""
        return self._url

    def settings(self) -> Mapping[str, object]:
        """URL and version; a server tells no more. Raises: TargetError when it does not answer."""
        version = self._call("GET", "/openapi.json").get("info", {}).get("version")
        return {"url": self._url, "version": version}

    def ask(self, case: Case) -> Asked:
        """``POST /v1/ask``. Raises: TargetError."""
        body = {
            "question": case.question,
            "history": [{"role": turn.role, "content": turn.content} for turn in case.history],
            "filters": _filters(case),
        }
        answer = self._call("POST", "/v1/ask", body)
        try:
            notes = answer.get("trace", {}).get("notes", {})
            return Asked(
                verdict=answer["verdict"],
                reason=answer["reason"],
                text=answer["text"],
                standalone_question=answer["standalone_question"],
                language=answer["language"],
                citations=tuple(self._cited(citation) for citation in answer["citations"]),
                confidence=None,
                seconds=answer["timings"],
                n_drafted=told_count(notes, "sentences"),
                n_unsupported=told_count(notes, "unsupported"),
            )
        except (KeyError, TypeError) as fault:
            raise TargetError(f"{self._url} answered what the contract does not hold.") from fault

    def search(self, case: Case, limit: int) -> Searched:
        """``POST /v1/search``. Raises: TargetError."""
        body = {"query": case.question, "filters": _filters(case), "limit": min(limit, MAX_SEARCH)}
        found = self._call("POST", "/v1/search", body)
        try:
            passages = tuple(
                Context(item["source"], item["text"], item["score"]) for item in found["passages"]
            )
            return Searched(passages, found["timings"])
        except (KeyError, TypeError) as fault:
            raise TargetError(f"{self._url} answered what the contract does not hold.") from fault

    def close(self) -> None:
        """Release the connections."""
        self._client.close()

    def _cited(self, citation: Mapping[str, Any]) -> Cited:
        text = self._text(citation["document_id"])
        start, end = citation["start"], citation["end"]
        return Cited(
            source=citation["source"],
            quote=citation["quote"],
            start=start,
            end=end,
            document_id=citation["document_id"],
            kind=citation["kind"],
            language=citation["language"],
            exact=text[start:end] == citation["quote"],
        )

    def _text(self, document_id: str) -> str:
        with self._reading:
            if document_id not in self._texts:
                found = self._call("GET", f"/v1/documents/{document_id}/text")
                self._texts[document_id] = found["text"]
            return self._texts[document_id]

    def _call(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        response = self._request(method, path, body)
        for attempt in range(ATTEMPTS - 1):
            if response.status_code not in BUSY:
                break
            time.sleep(WAIT_SECONDS * 2**attempt)
            response = self._request(method, path, body)
        if response.status_code >= 400:
            raise TargetError(f"{self._url}{path} answered {response.status_code}.")
        try:
            found = response.json()
        except ValueError as fault:
            raise TargetError(f"{self._url}{path} answered something that is no JSON.") from fault
        if not isinstance(found, dict):
            raise TargetError(f"{self._url}{path} answered no JSON object.")
        return found

    def _request(self, method: str, path: str, body: object) -> httpx.Response:
        try:
            return self._client.request(method, path, json=body)
        except httpx.HTTPError as fault:
            raise TargetError(f"{self._url} does not answer: {fault}.") from fault


def _filters(case: Case) -> dict[str, object]:
    if case.groups is not None:
        raise TargetError(
            f"{case.id} asks as a member of groups, which a key decides over HTTP.",
            mend="Run this set in process.",
        )
    filters = case.filters
    return {
        "source": list(filters.source),
        "language": list(filters.language),
        "collection": list(filters.collection),
        "date_from": _day(filters.date_from),
        "date_to": _day(filters.date_to),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
