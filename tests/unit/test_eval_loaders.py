"""Sets of others: BEIR, TREC folders, SQuAD, KazQAD, NoMIRACL and tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.errors import SetError
from eval.load import read_question_set
from eval.loaders.options import LoadOptions
from eval.records import Gold, SetPassage


def write_rows(path: Path, *rows: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8")
    return path


def beir_folder(folder: Path) -> Path:
    write_rows(
        folder / "corpus.jsonl",
        {"_id": "d1", "title": "Көл", "text": "Балқаш – көл."},
        {"_id": "d2", "title": "", "text": "Ертіс – өзен."},
    )
    write_rows(
        folder / "queries.jsonl", {"_id": "q1", "text": "Балқаш?"}, {"_id": "q2", "text": "?"}
    )
    (folder / "qrels").mkdir()
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\n")
    return folder


def test_beir_folders_give_judged_questions_and_their_corpus(tmp_path: Path) -> None:
    found = read_question_set(beir_folder(tmp_path / "set"), LoadOptions(lang="kk"))
    (case,) = found.cases
    assert (case.id, case.relevant, case.lang) == ("q1", {"d1": 2, "d2": 0}, "kk")
    assert found.corpus.passages[0] == SetPassage("d1", "Көл", "Балқаш – көл.", "kk")


def test_beir_asks_for_a_split_where_there_are_several(tmp_path: Path) -> None:
    folder = beir_folder(tmp_path / "set")
    (folder / "qrels" / "dev.tsv").write_text("q2\td2\t1\n")
    assert read_question_set(folder).cases[0].id == "q1"
    assert read_question_set(folder, LoadOptions(split="dev")).cases[0].id == "q2"
    with pytest.raises(SetError, match="dev, test"):
        read_question_set(folder, LoadOptions(split="train"))


def test_retrieval_folders_name_their_questions_file(tmp_path: Path) -> None:
    write_rows(tmp_path / "corpus.jsonl", {"id": "d1", "title": "", "text": "Су.", "lang": "kk"})
    write_rows(tmp_path / "queries.jsonl", {"id": "q1", "text": "Не?", "lang": "kk"})
    write_rows(
        tmp_path / "queries.en.jsonl",
        {"id": "q1", "text": "What?", "lang": "en", "answers": ["су"]},
    )
    (tmp_path / "qrels.tsv").write_text("q1\t0\td1\t1\n")
    (case,) = read_question_set(tmp_path, LoadOptions(queries="queries.en.jsonl")).cases
    assert (case.lang, case.answers, case.relevant) == ("en", (("су",),), {"d1": 1})


def test_questions_without_a_corpus_become_unanswerable_over_another(tmp_path: Path) -> None:
    write_rows(
        tmp_path / "set" / "queries.jsonl", {"id": "q1", "text": "Кто?", "answers": ["Чили"]}
    )
    other = write_rows(tmp_path / "passages.jsonl", {"id": "d1", "text": "Озеро."})
    options = LoadOptions(corpus=other, unanswerable=True)
    found = read_question_set(tmp_path / "set", options)
    assert (found.cases[0].answerable, found.cases[0].answers) == (False, ())
    assert [passage.id for passage in found.corpus.passages] == ["d1"]


def test_passages_of_the_same_words_are_one_document(tmp_path: Path) -> None:
    write_rows(
        tmp_path / "corpus.jsonl",
        {"id": "d1", "text": "Бір сөз."},
        {"id": "d2", "text": "Бір сөз."},
        {"id": "d3", "text": "Басқа."},
    )
    write_rows(tmp_path / "queries.jsonl", {"id": "q1", "text": "Не?"})
    (tmp_path / "qrels.tsv").write_text("q1\t0\td1\t0\nq1\t0\td2\t1\n")
    found = read_question_set(tmp_path)
    assert [passage.id for passage in found.corpus.passages] == ["d1", "d3"]
    assert found.cases[0].relevant == {"d1": 1}


def test_squad_files_give_paragraphs_and_impossible_questions(tmp_path: Path) -> None:
    answers = [{"text": "озеро", "answer_start": 9}, {"text": "озеро", "answer_start": 9}]
    qas = [
        {"id": "1", "question": "Что такое Балхаш?", "answers": answers},
        {"id": "2", "question": "Кто?", "answers": [], "is_impossible": True},
    ]
    text = {
        "data": [{"title": "Озёра", "paragraphs": [{"context": "Балхаш – озеро.", "qas": qas}]}]
    }
    path = tmp_path / "squad.json"
    path.write_text(json.dumps(text), "utf-8")
    possible, impossible = read_question_set(path, LoadOptions(lang="ru")).cases
    assert (possible.answers, possible.relevant) == ((("озеро",),), {"0_0": 1})
    assert (impossible.answerable, impossible.kind, impossible.relevant) == (False, "none", {})


def test_json_that_is_no_squad_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "squad.json"
    path.write_text('{"data": [{"paragraphs": 3}]}')
    with pytest.raises(SetError, match="SQuAD"):
        read_question_set(path)


def test_kazqad_joins_topics_judgements_and_answers(tmp_path: Path) -> None:
    for part, text in (
        ("information-retrieval/topics/kazqad-topics-v1.0-kk-validation.tsv", "g1\tКөл қайда?\n"),
        ("information-retrieval/qrels/kazqad-qrels-v1.0-validation.tsv", "g1\t0\tp1\t1\n"),
    ):
        (tmp_path / "data" / part).parent.mkdir(parents=True)
        (tmp_path / "data" / part).write_text(text, "utf-8")
    write_rows(
        tmp_path
        / "data/reading-comprehension/kazqad-reading-comprehension-v1.0-kk-validation.jsonl",
        {
            "id": "g1#p1",
            "title": "Көл",
            "context": "Көл далада.",
            "question": "Көл қайда?",
            "answers": {"text": ["далада"], "answer_start": [4]},
        },
    )
    found = read_question_set(tmp_path)
    assert found.cases[0].answers == (("далада",),)
    assert found.cases[0].relevant == {"p1": 1}
    assert found.corpus.passages == (SetPassage("p1", "Көл", "Көл далада.", "kk"),)


def test_nomiracl_tells_its_two_subsets_apart(tmp_path: Path) -> None:
    folder = tmp_path / "ru"
    (folder / "topics").mkdir(parents=True)
    (folder / "qrels").mkdir()
    (folder / "topics" / "test.relevant.tsv").write_text("1\tЧто такое Балхаш?\n", "utf-8")
    (folder / "topics" / "test.non_relevant.tsv").write_text("2\tКто?\n", "utf-8")
    (folder / "qrels" / "test.relevant.tsv").write_text("1\tQ0\td1\t1\n")
    (folder / "qrels" / "test.non_relevant.tsv").write_text("2\tQ0\td1\t0\n")
    write_rows(folder / "corpus.jsonl", {"docid": "d1", "title": "", "text": "Озеро."})
    answerable, not_answerable = read_question_set(folder).cases
    assert (answerable.relevant, answerable.lang) == ({"d1": 1}, "ru")
    assert (not_answerable.answerable, not_answerable.relevant) == (False, {})


def test_a_table_is_read_by_its_column_mapping(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text(
        "Вопрос;Ответ;Файл;Цитата;answerable\n"
        "Сколько школ?;48|сорок восемь;a.txt;48 школ;да\n\n"
        "Сколько мостов?;;;;нет\n",
        "utf-8",
    )
    columns = {"question": "Вопрос", "answers": "Ответ", "source": "Файл", "quote": "Цитата"}
    first, second = read_question_set(path, LoadOptions(columns=columns, lang="ru")).cases
    assert first.answers == (("48", "сорок восемь"),)
    assert first.evidence == (Gold("a.txt", "48 школ"),)
    assert (second.answerable, second.kind, second.id) == (False, "none", "s-0003")


def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text("Вопрос,Ответ\nКто?,Он\n", "utf-8")
    with pytest.raises(SetError, match="no column 'question'; columns: Вопрос, Ответ"):
        read_question_set(path)
    with pytest.raises(SetError, match="no field qustion"):
        read_question_set(path, LoadOptions(columns={"qustion": "Вопрос"}))


def test_xlsx_is_read_like_csv(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra eval is not installed")
    book = openpyxl.Workbook()
    book.active.append(["question", "answers", "answerable"])
    book.active.append(["Қанша?", 48, True])
    book.active.append(["Кім?", None, False])
    path = tmp_path / "s.xlsx"
    book.save(path)
    first, second = read_question_set(path).cases
    assert first.answers == (("48",),)
    assert second.answerable is False


def test_a_damaged_xlsx_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl", reason="the extra eval is not installed")
    path = tmp_path / "s.xlsx"
    path.write_bytes(b"PK\x03\x04 rubbish")
    with pytest.raises(SetError, match="no XLSX"):
        read_question_set(path)
