"""Candidate cases: drafted by rules or out of use, and taken only at a person's word."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eval.check import check_set
from eval.documents import read_documents
from eval.drafts.candidate import Candidate
from eval.drafts.generate import draft_questions
from eval.drafts.harvest import harvest_candidates
from eval.drafts.review import read_candidates, take_accepted, write_candidates
from eval.errors import SetError
from eval.load import read_question_set
from eval.records import Corpus, QuestionSet
from tests.evaluation import make_case, make_unanswerable

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
REPORT = """Отчёт о дорогах

Ремонт
В 2022 году в районе отремонтировано 12 километров дорог.
Работы на улице завершили 14 августа 2022 года, сообщил подрядчик.
"""
TABLE = """# Есеп

| Атауы | Жоспар | Нақты |
|---|---|---|
| Мектептер саны | 30 | 31 |
| Түсіндірме | жоқ | жоқ |
"""


def drafts(tmp_path: Path, name: str, text: str) -> list[Candidate]:
    (tmp_path / name).write_text(text, "utf-8")
    return draft_questions(list(read_documents(tmp_path)), 10, 0)


def test_numbers_and_dates_of_sentences_give_way_to_question_words(tmp_path: Path) -> None:
    found = {c.case.kind: c.case for c in drafts(tmp_path, "a.txt", REPORT)}
    assert found["fact"].answers == (("12",),)
    assert found["fact"].question.endswith("отремонтировано сколько километров дорог?")
    assert "14 августа" in found["date"].answers[0][0]
    assert "завершили какого числа, сообщил" in found["date"].question
    assert {case.lang for case in found.values()} == {"ru"}


def test_ranges_telephones_and_list_numbers_are_not_asked_for(tmp_path: Path) -> None:
    text = "Кеңес\n\nКонкурс прошёл с 11 по 17 октября в трёх школах.\n"
    text += "Справки можно получить по номеру 8/7232/205120 каждый день.\n"
    assert [c.case.question for c in drafts(tmp_path, "b.txt", text) if c.case.kind == "fact"] == []
    asked = drafts(tmp_path, "b.txt", "Есеп\n\n- 2023 жылы 140 адам жұмысқа орналасты;\n")
    assert asked[0].case.question == "«Есеп»: 2023 жылы қанша адам жұмысқа орналасты?"


def test_cells_of_tables_become_questions_by_row_and_column(tmp_path: Path) -> None:
    found = [c.case for c in drafts(tmp_path, "a.md", TABLE)]
    assert [(case.answers, case.kind) for case in found] == [
        ((("30",),), "table"),
        ((("31",),), "table"),
    ]
    assert "Мектептер саны" in found[0].question
    assert "Жоспар" in found[0].question


def test_drafts_of_the_demo_corpus_are_sound_and_in_both_languages() -> None:
    candidates = draft_questions(list(read_documents(CORPUS)), 5, 0)
    cases = tuple(candidate.case for candidate in candidates)
    assert {case.lang for case in cases} == {"kk", "ru"}
    found = check_set(QuestionSet("drafts", cases, Corpus(folder=CORPUS), "0"))
    assert [f for f in found if f.severity == "error" and "asks the same" not in f.what] == []
    assert all(candidate.status == "candidate" for candidate in candidates)


def test_the_seed_decides_what_is_drawn() -> None:
    documents = list(read_documents(CORPUS))
    assert draft_questions(documents, 3, 1) == draft_questions(documents, 3, 1)
    assert draft_questions(documents, 3, 1) != draft_questions(documents, 3, 2)


def answer(text: str, *quotes: str, verdict: str = "answered") -> dict[str, Any]:
    citations = [{"source": "a.txt", "quote": quote} for quote in quotes]
    return {"verdict": verdict, "text": text, "citations": citations}


def asked(tmp_path: Path, *rows: dict[str, Any]) -> Path:
    path = tmp_path / "asked.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def test_asked_questions_become_candidates_by_their_rating(tmp_path: Path) -> None:
    path = asked(
        tmp_path,
        {"question": "Сколько школ?", "answer": answer("Школ 48. [1]", "В районе 48 школ."),
         "rating": "up"},
        {"question": "Сколько дорог?", "answer": answer("12"), "rating": "down", "comment": "ложь"},
        {"question": "Сколько рек?", "answer": answer("Нет ответа.", verdict="abstained"),
         "rating": "up"},
        {"question": "сколько  ШКОЛ?", "answer": answer("48"), "rating": None},
        {"question": "Известный?", "answer": "Да."},
    )  # fmt: skip
    good, bad, none = harvest_candidates(path, [make_case(question="известный?")])
    assert good.case.answers == (("48",),)
    assert good.case.evidence[0].quote == "В районе 48 школ."
    assert (bad.case.answers, bad.origin) == ((), "rated down")
    assert "ложь" in bad.note
    assert (none.case.answerable, none.case.kind) == (False, "none")


def test_a_row_without_a_question_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetError, match="row 2"):
        harvest_candidates(asked(tmp_path, {"question": "А?"}, {"answer": "Б"}))


def test_only_what_was_accepted_goes_into_the_set(tmp_path: Path) -> None:
    into = tmp_path / "own.jsonl"
    candidates = [
        Candidate(make_case("d1"), status="accepted"),
        Candidate(make_case("d2", "Сколько мостов?")),
        Candidate(make_case("d3", "Сколько рек?"), status="rejected"),
        Candidate(make_unanswerable("d4", "Сколько гор?"), status="accepted"),
    ]
    write_candidates(tmp_path / "c.jsonl", candidates)
    done = take_accepted(read_candidates(tmp_path / "c.jsonl"), into)
    assert [c.status for c in done] == ["taken", "candidate", "rejected", "taken"]
    assert [c.id for c in read_question_set(into).cases] == ["own-001", "own-002"]
    assert take_accepted(done, into) == done
    more = take_accepted([Candidate(make_case("d5", "Ещё?"), status="accepted")], into)
    assert more[0].status == "taken"
    assert [c.id for c in read_question_set(into).cases] == ["own-001", "own-002", "own-003"]


@pytest.mark.parametrize(
    ("case", "told"),
    [
        (replace(make_case(), answers=()), "nothing says what is right"),
        (replace(make_unanswerable(), answers=(("1",),)), "unanswerable and yet"),
    ],
)
def test_what_could_not_be_scored_is_not_taken(tmp_path: Path, case: Any, told: str) -> None:
    with pytest.raises(SetError, match=told):
        take_accepted([Candidate(case, status="accepted")], tmp_path / "own.jsonl")
    assert not (tmp_path / "own.jsonl").exists()


def test_a_question_of_the_set_is_not_taken_twice(tmp_path: Path) -> None:
    accepted = [Candidate(make_case("d1"), status="accepted")]
    take_accepted(accepted, tmp_path / "own.jsonl")
    with pytest.raises(SetError, match="asked in the set already"):
        take_accepted(accepted, tmp_path / "own.jsonl")
