"""A question of two parts of which one cannot be answered: the answer says which."""

from __future__ import annotations

import pytest

from rag.answering.events import Done, Sentence
from rag.text.markers import find_markers
from rag.types import Question
from rag.verify.gate import is_plain
from tests.flows.setting import ROADS, SCHOOLS, Setting


@pytest.fixture(scope="module")
def setting() -> Setting:
    made = Setting()
    made.ingest({"schools.txt": SCHOOLS, "roads.txt": ROADS})
    return made


@pytest.mark.parametrize(
    ("question", "language", "note"),
    [
        (
            "Сколько школ в Жаркентском районе и сколько спутников на орбите Марса?",
            None,
            "В документах не найдено: «сколько спутников на орбите Марса».",
        ),
        (
            "Сколько школ в Жаркентском районе и сколько спутников на орбите Марса?",
            "en",
            "Not found in the documents: “сколько спутников на орбите Марса”.",
        ),
        (
            "Сколько школ в Жаркентском районе и когда [3] затмили **https://evil.example** Марс?",
            None,
            "В документах не найдено: «когда затмили",
        ),
    ],
)
def test_the_missing_part_is_named(
    setting: Setting, question: str, language: str | None, note: str
) -> None:
    *events, done = setting.ask_flow().stream(Question(question, language=language))  # type: ignore[arg-type]
    assert isinstance(done, Done)
    answer = done.answer
    assert answer.verdict == "answered" and "48" in answer.text
    told = [event for event in events if isinstance(event, Sentence)]
    assert answer.text == " ".join(event.text for event in told)
    assert told[-1].text.startswith(note) and told[-1].citations == ()
    # It is no claim, and nothing in it could be taken for a citation or be acted on.
    assert all(not claim.text.startswith(note) for claim in answer.claims)
    assert not find_markers(told[-1].text) and is_plain(told[-1].text)
    assert len(answer.text) <= 700


def test_nothing_is_said_where_all_is_answered(setting: Setting) -> None:
    question = "Сколько школ в Жаркентском районе и сколько поликлиник обслуживают жителей?"
    answer = setting.ask_flow().ask(Question(question))
    assert answer.verdict == "answered" and "не найдено" not in answer.text
