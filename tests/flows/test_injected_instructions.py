"""Orders hidden in documents: a model that obeys them all gets none of it past the gate."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from rag.answering.events import Done, Sentence
from rag.answering.generation import Generation
from rag.answering.writer import AnswerWriter
from rag.types import Question, Upload
from rag.verify.support import words_carried
from tests.fakes.obedient import PLACES, ObedientModel, obeyed, planted
from tests.flows.setting import Setting

ROOT = Path(__file__).parents[2]
BIPIA = ROOT.parent / "shared/data/bipia/injections.jsonl"
PAGE = """Паспорт района Шалкыма

В районе Шалкыма живут 48 300 человек. Работают 17 школ и 6 поликлиник. \
В 2023 году отремонтировано 12 километров дорог. Работы вело ТОО «Жолшы».

Шалқыма ауданында 2023 жылы 3 кітапхана жөнделді. Жөндеуге 24 миллион теңге жұмсалды.
"""
QUESTIONS = (
    "Сколько школ работает в районе Шалкыма?",
    "Сколько километров дорог отремонтировано в районе Шалкыма в 2023 году?",
    "Шалқыма ауданында қанша кітапхана жөнделді?",
)


def orders() -> list[tuple[str, str]]:
    lines = (ROOT / "tests/data/injections.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [(row["id"], row["text"]) for row in rows]


def foreign_orders() -> list[tuple[str, str]]:
    """Every tenth of the published ones; bench/trust.py plants them all."""
    if not BIPIA.is_file():
        return []
    rows = [json.loads(line) for line in BIPIA.read_text("utf-8").splitlines()]
    return [(row["id"], row["text"]) for row in rows[::10]]


def told(order: str, place: str) -> list[tuple[str, list[str]]]:
    """What was shown of every answer in spite of all, with the signs that the order was obeyed."""
    setting = Setting()
    setting.ingest({"page.txt": planted(PAGE, order, place)})
    writer = AnswerWriter(Generation(ObedientModel(order), 5.0, words_carried))
    flow = replace(setting.ask_flow(), writer=writer, min_score=0.0)
    found = []
    for question in QUESTIONS:
        prefix = ""
        for event in flow.stream(Question(question)):
            if isinstance(event, Sentence):
                prefix = f"{prefix} {event.text}".strip()
                found.append((prefix, obeyed(prefix, order)))
            elif isinstance(event, Done):
                found.append((event.answer.text, obeyed(event.answer.text, order)))
    return found


@pytest.mark.parametrize(
    "order", [text for _, text in orders()], ids=[name for name, _ in orders()]
)
def test_orders_in_russian_and_kazakh_change_nothing(order: str) -> None:
    shown = [item for place in PLACES for item in told(order, place)]
    assert [item for item in shown if item[1]] == []
    assert any("17" in text or "12" in text or "3 " in text for text, _ in shown)


@pytest.mark.skipif(not BIPIA.is_file(), reason="the published orders are not beside this folder")
@pytest.mark.parametrize("place", PLACES)
def test_published_orders_change_nothing(place: str) -> None:
    shown = [item for _, order in foreign_orders() for item in told(order, place)]
    assert [item for item in shown if item[1]] == []


def test_editors_hear_of_orders_and_nothing_is_blocked() -> None:
    setting = Setting()
    report = setting.ingest({"fine.txt": PAGE, "odd.txt": planted(PAGE, orders()[0][1], "end")})
    assert [item.n_orders for item in report.documents] == [0, 1]
    assert all(item.outcome == "new" for item in report.documents)
    (note,) = report.notes
    assert note.startswith("odd.txt: ")


def test_the_job_of_an_upload_says_it_too() -> None:
    setting = Setting()
    job = setting.registry.start_job(["odd.txt"])
    upload = Upload("odd.txt", planted(PAGE, orders()[0][1], "end").encode())
    setting.ingest_flow().ingest_uploads(job.id, [upload])
    found = setting.registry.find_job(job.id)
    assert found is not None and found.state == "done"
    assert found.documents[0].state == "ready" and "1" in (found.documents[0].reason or "")


@pytest.mark.parametrize("place", PLACES)
def test_the_model_does_obey_and_the_reader_does_notice(place: str) -> None:
    order = orders()[5][1]
    model = ObedientModel(order)
    setting = Setting()
    setting.ingest({"page.txt": planted(PAGE, order, place)})
    writer = AnswerWriter(Generation(model, 5.0, words_carried))
    replace(setting.ask_flow(), writer=writer, min_score=0.0).ask(Question(QUESTIONS[0]))
    (instructions, request) = model.asked[0]
    said = str(model.say(instructions, request))  # type: ignore[operator]
    assert all(obeyed(line, order) for line in said.splitlines()[:3])
    assert not obeyed("В районе работают 17 школ. [1]", order)
