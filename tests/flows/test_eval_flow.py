"""Evaluation over the real flows and engine with a fake embedder: corpora, parts, fits, suites."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from eval.ablation.ablate import differences, run_parts
from eval.ablation.parts import UNGUARDED, WHOLE, Part, all_parts, removed
from eval.errors import EvalError, RunError, SetError
from eval.load import digest_of
from eval.metrics.catalogue import METRICS, find_metrics
from eval.progress import Unwatched
from eval.records import Case, Corpus, QuestionSet, SetPassage
from eval.report.tables import ablation_table
from eval.run import Plan, run_set
from eval.statistics import measure
from eval.suite import read_suite, run_suite
from eval.targets.in_process import InProcess
from eval.targets.opening import open_scratch, with_changes
from eval.tune import fit_abstention, fit_fusion, render_settings, with_weight
from rag.retrieve import fuse
from rag.settings import Settings, parse_settings
from rag.text.analyse import analyse
from rag.types import Filters
from tests.fakes import FakeEmbedder

DISTRICTS = (
    ("Алтынский", 48), ("Береговой", 31), ("Водный", 27), ("Горный", 19), ("Дальний", 53),
    ("Еловый", 12),
)  # fmt: skip


def sentence(name: str, n: int) -> str:
    return f"Численность школ: {name} район содержит {n} школ для детей."


PASSAGES = tuple(
    SetPassage(f"p{n}", f"{name} район", sentence(name, n), "ru") for name, n in DISTRICTS
)
ANSWERED = tuple(
    Case(
        id=f"q{n}",
        question=f"Сколько школ содержит {name} район?",
        lang="ru",
        answers=((f"{n} школ",),),
        relevant={f"p{n}": 1},
    )
    for name, n in DISTRICTS
)
UNANSWERED = tuple(
    Case(id=f"n{n}", question=f"Почём проезд в метро города {n}?", lang="ru", answerable=False)
    for n in range(6)
)
CASES = ANSWERED + UNANSWERED
SET = QuestionSet("districts", CASES, Corpus(passages=PASSAGES), digest_of(CASES))


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    home = tmp_path_factory.mktemp("home")
    return Settings(data=home / "data", cache=home / "cache")


@pytest.fixture(scope="module")
def target(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[InProcess]:
    folder = tmp_path_factory.mktemp("open")
    with open_scratch(settings, SET.corpus, folder, embedder=FakeEmbedder()) as opened:
        yield opened


def test_passages_of_a_set_are_found_by_their_id(target: InProcess, tmp_path: Path) -> None:
    run = run_set(SET, target, tmp_path, Plan(), Unwatched())
    assert measure(METRICS["success@5"], run.judged) == 1.0
    assert {source for item in run.judged for source in item.row.ranking or ()} <= {
        passage.id for passage in PASSAGES
    }
    cited = [cited for item in run.judged for cited in item.row.citations]
    assert all(c.exact for c in cited)
    assert run.manifest.target == "in process"
    assert "embedder" in run.manifest.settings


def test_rows_are_the_same_each_time_and_with_more_workers(
    target: InProcess, tmp_path: Path
) -> None:
    for name, workers in (("a", 1), ("b", 1), ("c", 3)):
        run_set(SET, target, tmp_path / name, Plan(workers=workers), Unwatched())
    assert len({(tmp_path / name / "rows.jsonl").read_bytes() for name in "abc"}) == 1


def test_confidence_is_told_for_answers_and_refusals(target: InProcess) -> None:
    always = with_weight(target, 0.5)
    confidence = [always.ask(case).confidence for case in CASES]
    assert all(sure is not None and 0 <= sure <= 1 for sure in confidence)


def test_filters_of_a_case_reach_the_search(target: InProcess) -> None:
    only = replace(ANSWERED[0], filters=Filters(source=("p31.txt",)))
    assert {context.source for context in target.search(only, 10).passages} == {"p31"}


def test_a_folder_is_ingested_and_the_scratch_removed(settings: Settings, tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "a.txt").write_text(sentence("Алтынский", 48), "utf-8")
    (documents / "b.bin").write_bytes(b"\0\1\2")
    run = tmp_path / "run"
    with open_scratch(settings, Corpus(folder=documents), run, embedder=FakeEmbedder()) as opened:
        found = opened.search(ANSWERED[0], 5).passages
        assert [context.source for context in found] == ["a.txt"]
    assert list(run.iterdir()) == []


def test_a_corpus_of_which_nothing_can_be_read_is_refused(
    settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.bin").write_bytes(b"\0\1\2")
    corpus = Corpus(folder=tmp_path / "documents")
    with (
        pytest.raises(SetError, match="No document"),
        open_scratch(settings, corpus, tmp_path / "run", embedder=FakeEmbedder()),
    ):
        pass


@pytest.mark.parametrize("part", all_parts(), ids=lambda part: part.name)
def test_every_part_can_be_taken_out_and_is_put_back(part: Part) -> None:
    before = fuse.CROSS_LANGUAGE_SHARE
    with removed(part):
        pass
    assert before == fuse.CROSS_LANGUAGE_SHARE


def test_every_part_has_a_row_of_its_own() -> None:
    parts = all_parts()
    assert len({part.name for part in parts}) == len(parts)
    wholes = [(part.flow, part.surgery, part.reindexes) for part in parts]
    assert not [whole for place, whole in enumerate(wholes) if whole in wholes[:place]]


def test_a_part_changes_the_build_while_it_is_out() -> None:
    (stemming,) = [part for part in all_parts() if part.name == "stemming"]
    stemmed = analyse("школами", "ru")[0].term
    with removed(stemming):
        assert analyse("школами", "ru")[0].term == "школами"
    assert analyse("школами", "ru")[0].term == stemmed != "школами"


def test_a_part_that_is_gone_from_the_build_is_named() -> None:
    gone = Part("x", surgery={"rag.retrieve.fuse:NO_SUCH_THING": 1})
    with pytest.raises(EvalError, match="NO_SUCH_THING"), removed(gone):
        pass


def test_parts_off_in_turn_give_one_table(settings: Settings, tmp_path: Path) -> None:
    wanted = {WHOLE, "lexical leg", "stemming", UNGUARDED}
    parts = [part for part in all_parts() if part.name in wanted]
    results = list(run_parts(SET, parts, settings, tmp_path, Plan(), FakeEmbedder()))
    assert [part.name for part, _ in results] == [part.name for part in parts]
    metrics = find_metrics(["ndcg@10", "false_answer"])
    table = ablation_table(differences(results, metrics), metrics)
    assert len(table.rows) == 4
    by_name = {part.name: run for part, run in results}
    open_to_all = measure(METRICS["false_refusal"], by_name[UNGUARDED].judged)
    guarded = measure(METRICS["false_refusal"], by_name[WHOLE].judged)
    assert open_to_all is not None and guarded is not None and open_to_all <= guarded


def test_an_interrupted_ablation_goes_on_where_it_stopped(
    settings: Settings, tmp_path: Path
) -> None:
    parts = [part for part in all_parts() if part.name in {WHOLE, "lexical leg"}]

    def started(plan: Plan) -> list[str]:
        found = run_parts(SET, parts, settings, tmp_path / "runs", plan, FakeEmbedder())
        return [run.manifest.started + run.manifest.target for _, run in found]

    first = started(Plan())
    assert started(Plan()) == first
    (tmp_path / "runs" / "lexical-leg" / "run.json").unlink()
    second = started(Plan())
    assert second[0] == first[0]
    manifest = (tmp_path / "runs" / WHOLE / "run.json").read_bytes()
    started(Plan(again=True))
    assert (tmp_path / "runs" / WHOLE / "run.json").read_bytes() != manifest


def test_a_fit_is_no_worse_than_what_is_in_force(target: InProcess) -> None:
    fusion = fit_fusion(SET, target, 0)
    assert 0.0 <= fusion.value <= 1.0
    asked: list[int] = []
    abstention = fit_abstention(
        SET, with_weight(target, fusion.value), 0.5, 0, lambda: asked.append(1)
    )
    assert len(asked) == len(CASES)
    assert (fusion.default, abstention.default) == (target.derek.ask.lexical_weight, 0.5)
    for fit in (fusion, abstention):
        assert 0.0 <= fit.held_out <= 1.0
    text = render_settings([fusion, abstention], "derek eval tune districts")
    fitted = parse_settings({}, text)
    assert fitted.retrieve.lexical_weight == pytest.approx(fusion.value)
    assert fitted.compose.min_score == pytest.approx(abstention.value)
    assert fusion == fit_fusion(SET, target, 0)


def test_a_set_that_judges_nothing_cannot_be_fitted_on(target: InProcess) -> None:
    bare = replace(SET, cases=UNANSWERED)
    with pytest.raises(SetError, match="judges retrieval on 0"):
        fit_fusion(bare, target, 0)
    with pytest.raises(SetError, match="either kind"):
        fit_abstention(bare, target, 0.5, 0, lambda: None)


def test_sets_over_one_corpus_share_an_index_and_a_second_start_asks_nothing(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text(sentence("Алтынский", 48), "utf-8")
    row = '{"id":"1","question":"Сколько школ?","answers":[["48"]]}\n'
    for name in ("one", "two"):
        (tmp_path / f"{name}.jsonl").write_text(row, "utf-8")
    (tmp_path / "suite.toml").write_text(
        "".join(f'[[set]]\nname="{n}"\npath="{n}.jsonl"\ncorpus="docs"\n' for n in ("one", "two"))
    )
    opened: list[Path] = []

    def counted(settings: Settings, corpus: Corpus, folder: Path, *_: object) -> object:
        opened.append(folder)
        return open_scratch(settings, corpus, folder, embedder=FakeEmbedder())

    monkeypatch.setattr("eval.suite.open_scratch", counted)
    members = read_suite(tmp_path / "suite.toml")
    for _ in range(2):
        runs = list(run_suite(members, tmp_path, settings, tmp_path / "out", Plan()))
        assert [run.name for run in runs] == ["one", "two"]
    assert len(opened) == 1
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["one", "suite.json", "two"]
    other = with_changes(settings, {"compose.min_score": "0"})
    with pytest.raises(RunError, match="runs with another settings"):
        list(run_suite(members, tmp_path, other, tmp_path / "out", Plan()))
    list(run_suite(members, tmp_path, other, tmp_path / "out", Plan(again=True)))
    assert len(opened) == 2
    (tmp_path / "one.jsonl").write_text(row.replace("школ", "садов"), "utf-8")
    list(run_suite(members, tmp_path, other, tmp_path / "out", Plan(again=True)))
    assert len(opened) == 3
