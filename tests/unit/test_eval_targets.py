"""A Derek behind a URL: asked by the outer contract, and its failures named."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import httpx
import pytest

from eval.errors import TargetError
from eval.targets.opening import with_changes
from eval.targets.over_http import OverHttp
from rag.errors import SettingsError
from rag.settings import Settings
from rag.types import Filters, Turn
from tests.evaluation import make_case

TEXT = "Шапка. В районе 48 школ."
CITATION = {
    "source": "report.txt", "quote": "В районе 48 школ.", "start": 7, "end": 24,
    "document_id": "d1", "kind": "paragraph", "language": "ru",
}  # fmt: skip
ANSWER = {
    "verdict": "answered", "reason": None, "text": "В районе 48 школ. [1]", "language": "ru",
    "standalone_question": "Сколько школ?", "citations": [CITATION], "timings": {"total": 0.5},
}  # fmt: skip
Reply = Callable[[httpx.Request], httpx.Response]


class Server:
    """Replies as the contract says, and remembers what it was sent."""

    def __init__(self, **instead: Reply) -> None:
        self.requests: list[httpx.Request] = []
        self._instead = instead

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        last = request.url.path.rsplit("/", 1)[-1].replace(".json", "")
        if last in self._instead:
            return self._instead[last](request)
        found: object = {
            "ask": ANSWER,
            "search": {
                "passages": [{"source": "report.txt", "text": TEXT, "score": 0.9}],
                "timings": {"total": 0.1},
            },
            "text": {"text": TEXT},
            "openapi": {"info": {"version": "0.1.0"}},
        }[last]
        return httpx.Response(200, json=found)

    def target(self, key: str | None = None) -> OverHttp:
        return OverHttp("http://derek.example/", key, httpx.MockTransport(self))


def test_a_question_is_asked_with_history_and_filters() -> None:
    server = Server()
    filters = Filters(source=("report.txt",), date_from=date(2024, 1, 1))
    case = make_case(history=(Turn("user", "А"), Turn("assistant", "Б")), filters=filters)
    asked = server.target("secret").ask(case)
    sent = json.loads(server.requests[0].content)
    assert sent["history"] == [
        {"role": "user", "content": "А"},
        {"role": "assistant", "content": "Б"},
    ]
    assert sent["filters"]["date_from"] == "2024-01-01"
    assert server.requests[0].headers["authorization"] == "Bearer secret"
    assert (asked.verdict, asked.seconds, asked.confidence) == ("answered", {"total": 0.5}, None)


def test_a_quote_is_exact_when_it_stands_at_its_place() -> None:
    assert Server().target().ask(make_case()).citations[0].exact
    moved = {**ANSWER, "citations": [{**CITATION, "start": 8, "end": 25}]}
    server = Server(ask=lambda _: httpx.Response(200, json=moved))
    assert not server.target().ask(make_case()).citations[0].exact


def test_a_document_is_fetched_once() -> None:
    server = Server()
    target = server.target()
    target.ask(make_case())
    target.ask(make_case())
    assert [r.url.path for r in server.requests].count("/v1/documents/d1/text") == 1


def test_a_search_stays_within_the_bound_of_the_contract() -> None:
    server = Server()
    found = server.target().search(make_case(), 500)
    assert json.loads(server.requests[0].content)["limit"] == 50
    assert found.passages[0].source == "report.txt"


def test_the_server_tells_its_version() -> None:
    assert Server().target().settings() == {"url": "http://derek.example", "version": "0.1.0"}


def test_a_busy_server_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr("eval.targets.over_http.time.sleep", waits.append)
    replies = iter([httpx.Response(503), httpx.Response(429), httpx.Response(200, json=ANSWER)])
    assert Server(ask=lambda _: next(replies)).target().ask(make_case()).verdict == "answered"
    assert waits == [0.5, 1.0]


def refuse(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused", request=request)


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (refuse, "does not answer"),
        (lambda _: httpx.Response(401), "answered 401"),
        (lambda _: httpx.Response(200, text="<html>"), "no JSON"),
        (lambda _: httpx.Response(200, json=[1]), "no JSON object"),
        (lambda _: httpx.Response(200, json={"verdict": "answered"}), "contract"),
    ],
)
def test_a_server_that_fails_is_named(reply: Reply, told: str) -> None:
    with pytest.raises(TargetError, match=told):
        Server(ask=reply).target().ask(make_case())


def test_groups_of_the_asker_cannot_be_claimed_over_http() -> None:
    with pytest.raises(TargetError, match="groups"):
        Server().target().ask(replace(make_case(), groups=("staff",)))


def test_settings_are_changed_by_dotted_name() -> None:
    changed = with_changes(Settings(), {"retrieve.lexical_weight": "0", "compose.min_score": ".2"})
    assert (changed.retrieve.lexical_weight, changed.compose.min_score) == (0.0, 0.2)
    assert with_changes(changed, {"retrieve.candidates": "7"}).retrieve.lexical_weight == 0.0


@pytest.mark.parametrize("change", [{"retrieve.lexical": "0"}, {"compose.min_score": "2"}])
def test_an_unknown_setting_or_a_value_out_of_range_is_refused(change: dict[str, str]) -> None:
    with pytest.raises(SettingsError):
        with_changes(Settings(), change)
