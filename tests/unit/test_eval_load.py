"""Question sets in every layout, and what is wrong with broken ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.errors import SetError
from eval.load import corpus_digest, digest_of, read_question_set
from eval.loaders.options import LoadOptions
from eval.records import Case, Corpus, Gold
from rag.types import Turn

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
ROW: dict[str, Any] = {
    "id": "a1",
    "lang": "kk",
    "kind": "fact",
    "question": "Ауданда қанша мектеп бар?",
    "answerable": True,
    "answers": [["31", "отыз бір"]],
    "evidence": [{"source": "a.txt", "quote": "31 мектеп бар"}],
}


def write_rows(path: Path, *rows: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8")
    return path


def test_our_own_rows_are_read_with_all_their_fields(tmp_path: Path) -> None:
    more = {
        "history": [{"role": "user", "content": "Бұрын"}, {"role": "assistant", "content": "Иә."}],
        "filters": {"date_from": "2024-01-01", "source": ["a.txt"]},
        "groups": ["staff"],
        "split": "dev",
    }
    (case,) = read_question_set(write_rows(tmp_path / "s.jsonl", {**ROW, **more})).cases
    assert case.answers == (("31", "отыз бір"),)
    assert case.evidence == (Gold("a.txt", "31 мектеп бар"),)
    assert case.history == (Turn("user", "Бұрын"), Turn("assistant", "Иә."))
    assert case.filters.date_from is not None
    assert case.filters.source == ("a.txt",)
    assert (case.groups, case.split) == (("staff",), "dev")


def test_a_card_beside_the_set_names_its_corpus(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "sets" / "s.jsonl", ROW)
    path.with_suffix(".toml").write_text('corpus = "../documents"\n')
    assert read_question_set(path).corpus.folder == (tmp_path / "documents").resolve()


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({**ROW, "anwers": []}, "row 1: unknown field anwers"),
        ({key: value for key, value in ROW.items() if key != "question"}, "question"),
        ({**ROW, "answers": ["31"]}, "answers"),
        ({**ROW, "answerable": "yes"}, "answerable"),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, row: object, told: str) -> None:
    with pytest.raises(SetError, match=told):
        read_question_set(write_rows(tmp_path / "s.jsonl", row))


def test_half_a_row_is_named_by_its_line(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "s.jsonl", ROW)
    path.write_text(path.read_text("utf-8") + '{"id": "a2", ', "utf-8")
    with pytest.raises(SetError, match="line 2"):
        read_question_set(path)


def test_an_empty_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetError, match="no questions"):
        read_question_set(write_rows(tmp_path / "s.jsonl"))


def test_a_missing_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetError, match="There is no"):
        read_question_set(tmp_path / "s.jsonl")


def test_two_cases_of_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SetError, match="a1 stands twice"):
        read_question_set(write_rows(tmp_path / "s.jsonl", ROW, {**ROW, "question": "Басқа?"}))


def test_an_unknown_layout_is_refused_with_those_that_are_known(tmp_path: Path) -> None:
    path = tmp_path / "s.bin"
    path.write_bytes(b"\0")
    with pytest.raises(SetError, match="no layout"):
        read_question_set(path)
    with pytest.raises(SetError, match="beir"):
        read_question_set(path, LoadOptions(layout="trec"))


def test_a_sample_keeps_the_order_and_the_seed_decides(tmp_path: Path) -> None:
    rows = [{**ROW, "id": f"a{n:02d}", "question": f"Сұрақ {n}?"} for n in range(30)]
    path = write_rows(tmp_path / "s.jsonl", *rows)
    one = read_question_set(path, LoadOptions(limit=7, seed=1)).cases
    assert len(one) == 7
    assert [case.id for case in one] == sorted(case.id for case in one)
    assert one == read_question_set(path, LoadOptions(limit=7, seed=1)).cases
    assert one != read_question_set(path, LoadOptions(limit=7, seed=2)).cases


def test_digests_tell_sets_and_corpora_apart(tmp_path: Path) -> None:
    one = Case(id="1", question="?")
    assert digest_of((one,)) != digest_of((one, one))
    (tmp_path / "a.txt").write_text("a")
    before = corpus_digest(Corpus(folder=tmp_path))
    (tmp_path / "a.txt").write_text("b")
    assert corpus_digest(Corpus(folder=tmp_path)) != before
    assert corpus_digest(Corpus()) == "none"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared sets are not beside the project")
@pytest.mark.parametrize(
    ("path", "options", "n_cases", "n_passages"),
    [
        ("eval/gov-dev.jsonl", LoadOptions(), 64, 0),
        ("data/kazqad-dev", LoadOptions(), 545, 697),
        ("data/xquad-ru", LoadOptions(queries="queries.en.jsonl"), 1190, 240),
        ("data/flores-kkruen", LoadOptions(queries="queries.kk.jsonl"), 2009, 0),
        ("data/xquad-ru-abstain", LoadOptions(), 1190, 120),
        ("data/rubq-dev", LoadOptions(unanswerable=True), 580, 0),
    ],
)
def test_the_shared_sets_are_read_whole(
    path: str, options: LoadOptions, n_cases: int, n_passages: int
) -> None:
    found = read_question_set(SHARED / path, options)
    assert (len(found.cases), len(found.corpus.passages)) == (n_cases, n_passages)


def test_a_split_that_no_question_is_of_is_an_error(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "set.jsonl", ROW, {**ROW, "id": "a2", "split": "dev"})
    assert [c.id for c in read_question_set(path, LoadOptions(split="dev")).cases] == ["a2"]
    with pytest.raises(SetError, match="no questions of a split 'test'; its splits: dev"):
        read_question_set(path, LoadOptions(split="test"))
