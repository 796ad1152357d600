"""Asking: cited answers, honest refusals, events in order, nothing that may not be seen."""

from __future__ import annotations

from datetime import date

import pytest

from rag.answering.events import Done, Retrieved, Sentence
from rag.text.markers import find_markers
from rag.types import Filters, Question, Upload
from tests.flows.setting import ROADS, SCHOOLS, Setting


@pytest.fixture
def setting() -> Setting:
    made = Setting()
    made.ingest({"schools.txt": SCHOOLS, "roads.txt": ROADS})
    return made


def test_an_answer_cites_the_exact_place(setting: Setting) -> None:
    answer = setting.ask("Сколько школ работает в районе?")
    assert answer.verdict == "answered" and answer.reason is None
    assert "48 школ" in answer.text
    citation = answer.citations[0]
    document = setting.library().read_document(citation.document_id)
    assert document.text[citation.start : citation.end] == citation.quote
    assert citation.source == "schools.txt" and citation.section[-1] == "Образование"


def test_markers_point_to_citations_that_exist(setting: Setting) -> None:
    answer = setting.ask("Кто ремонтировал дороги?")
    numbers = {citation.n for citation in answer.citations}
    assert {marker[2] for marker in find_markers(answer.text)} == numbers


def test_events_come_in_order_and_agree_with_the_answer(setting: Setting) -> None:
    events = list(setting.ask_flow().stream(Question("Сколько школ работает в районе?")))
    kinds = [type(event) for event in events]
    assert kinds[0] is Retrieved and kinds[-1] is Done
    assert set(kinds[1:-1]) == {Sentence}
    done = events[-1]
    assert isinstance(done, Done)
    said = " ".join(event.text for event in events if isinstance(event, Sentence))
    assert said == done.answer.text


def test_what_the_documents_do_not_hold_is_refused(setting: Setting) -> None:
    answer = setting.ask("Какой штраф грозит за парковку на газоне в Костанае?")
    assert (answer.verdict, answer.citations) == ("abstained", ())
    assert answer.reason in ("no_evidence", "weak_evidence")
    assert answer.passages and answer.text.count(".") == 1


def test_an_empty_corpus_says_so() -> None:
    answer = Setting().ask("Сколько школ?")
    assert (answer.verdict, answer.reason, answer.passages) == ("abstained", "empty_corpus", ())


def test_the_language_of_the_refusal_follows_the_question() -> None:
    setting = Setting()
    assert setting.ask("Қанша мектеп бар?").language == "kk"
    assert setting.ask_flow().ask(Question("Сколько школ?", language="en")).text.startswith("No ")


@pytest.mark.parametrize(
    "text",
    ["?", "и", "12345", "🙂🙂", "א" * 50, "ж" * 10_000, ".*[](){}\\^$ OR NOT", "а " * 999],
)
def test_odd_questions_get_an_ordinary_verdict(setting: Setting, text: str) -> None:
    answer = setting.ask(text)
    assert answer.verdict in ("answered", "abstained")


def test_limit_bounds_the_passages(setting: Setting) -> None:
    answer = setting.ask_flow().ask(Question("Сколько школ и дорог?", limit=1))
    assert len(answer.passages) == 1


def test_filters_hold_in_both_legs(setting: Setting) -> None:
    flow = setting.ask_flow()
    found = flow.search("школ дорог больниц", Filters(source=("roads.txt",)), 10)
    assert {hit.document.source for hit in found.passages} == {"roads.txt"}
    assert flow.search("школ", Filters(language=("kk",)), 10).passages == ()
    assert flow.search("школ", Filters(collection=("other",)), 10).passages == ()


def test_dates_filter_by_the_date_of_the_document() -> None:
    setting = Setting()
    job = setting.registry.start_job(["a.txt"])
    upload = Upload("a.txt", SCHOOLS.encode(), date=date(2022, 5, 1))
    setting.ingest_flow().ingest_uploads(job.id, [upload])
    flow = setting.ask_flow()
    assert flow.search("школ", Filters(date_from=date(2022, 5, 1)), 5).passages
    assert not flow.search("школ", Filters(date_from=date(2022, 5, 2)), 5).passages
    assert not flow.search("школ", Filters(date_to=date(2022, 4, 30)), 5).passages


def test_groups_are_kept_from_answers() -> None:
    setting = Setting()
    job = setting.registry.start_job(["a.txt"])
    upload = Upload("a.txt", SCHOOLS.encode(), groups=("finance",))
    setting.ingest_flow().ingest_uploads(job.id, [upload])
    flow = setting.ask_flow()
    secret = flow.ask(Question("Сколько школ работает в районе?", filters=Filters(groups=("x",))))
    assert (secret.verdict, secret.passages) == ("abstained", ())
    shared = Filters(groups=("finance",))
    assert flow.ask(Question("Сколько школ работает в районе?", filters=shared)).citations


def test_scores_of_both_legs_are_reported(setting: Setting) -> None:
    found = setting.ask_flow().search("школы района", Filters(), 5)
    best = found.passages[0]
    assert best.dense is not None and best.lexical is not None and 0 <= best.score <= 1
    scores = [hit.score for hit in found.passages]
    assert scores == sorted(scores, reverse=True)
    assert {"analyse", "embed", "retrieve", "total"} <= set(found.timings)
