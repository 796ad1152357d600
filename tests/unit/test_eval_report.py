"""Reports hold everything themselves, and nothing in them becomes markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from eval.compare import flips
from eval.records import Run
from eval.report.contents import contents_of
from eval.report.files import write_reports
from eval.report.markdown import render_flips, render_markdown
from eval.report.tables import all_figures, family_tables, overview_table, set_values, slice_tables
from eval.report.worst import worst_questions
from eval.slices import answer_length, document_kind, language_pair, period
from tests.evaluation import make_case, make_judged, make_row, make_run, make_unanswerable

HOSTILE = '<script src="https://x.example/x.js">alert(1)</script>|**жирно**'
CASES = [
    make_case("q1", f"Сколько школ {HOSTILE}?"),
    make_case("q2", "Сколько школ было в 2023 году?"),
    make_unanswerable("n1", "Мосты?"),
]


class Links(HTMLParser):
    """Addresses in attributes that a browser would follow by itself or at a click."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {"src", "href", "xlink:href", "action", "poster", "srcset"}
        self.found += [value or "" for name, value in attrs if name in names]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    said = {CASES[0].question: f"Школ 47 {HOSTILE}", CASES[1].question: "В районе 48 школ."}
    return make_run(CASES, lambda q: said.get(q, "Мост один."), tmp_path / "run")


def html_of(run: Run, tmp_path: Path) -> str:
    pytest.importorskip("matplotlib", reason="the extra eval is not installed")
    write_reports([tmp_path / "report.html"], [run])
    return (tmp_path / "report.html").read_text("utf-8")


def test_html_asks_nothing_of_the_network(run: Run, tmp_path: Path) -> None:
    page = html_of(run, tmp_path)
    links = Links()
    links.feed(page)
    assert links.found
    assert [link for link in links.found if not link.startswith("#")] == []
    assert re.findall(r"url\((?!#)", page) == []
    assert "default-src 'none'" in page
    assert "@import" not in page
    assert "<!DOCTYPE svg" not in page


def test_html_shows_figures_pictures_and_the_worst_questions(run: Run, tmp_path: Path) -> None:
    page = html_of(run, tmp_path)
    assert page.count("<svg") == 5
    for words in (
        "balanced_accuracy",
        "Risk over coverage",
        "Calibration",
        "Latency",
        "Мост один.",
    ):
        assert words in page
    assert "answered, but the corpus holds no answer" in page


def test_words_of_answers_cannot_become_markup(run: Run, tmp_path: Path) -> None:
    page = html_of(run, tmp_path)
    assert "<script" not in page
    assert "&lt;script" in page
    text = render_markdown(contents_of([run], "Evaluation"))
    assert "<script" not in text.replace("\\<script", "")


def test_the_same_run_gives_the_same_page(run: Run, tmp_path: Path) -> None:
    assert html_of(run, tmp_path) == html_of(run, tmp_path)


def test_markdown_has_the_table_and_the_worst_questions(run: Run, tmp_path: Path) -> None:
    write_reports([tmp_path / "report.md"], [run])
    text = (tmp_path / "report.md").read_text("utf-8")
    assert "| correct ↑ | the answer holds every part | .500" in text
    assert "**wrong answer** `q1`" in text


def test_the_worst_come_first(run: Run) -> None:
    assert [(bad.judged.case.id, bad.fault) for bad in worst_questions(run.judged)] == [
        ("n1", "answered, but the corpus holds no answer"),
        ("q1", "wrong answer"),
    ]


def test_several_runs_stand_side_by_side(run: Run, tmp_path: Path) -> None:
    other = make_run(CASES, lambda _: None, tmp_path / "silent")
    figures = all_figures([run, other])
    (table,) = [t for t in family_tables([run, other], figures) if t.title == "Abstention"]
    assert table.header[-2:] == ("run", "silent")
    (row,) = [row for row in table.rows if row[0] == "false_refusal ↓"]
    assert (row[-2][:4], row[-1][:5]) == (".000", "1.000")
    overview = overview_table([run, other], figures)
    refusals = overview.header.index("false_refusal ↓")
    assert [row[refusals] for row in overview.rows] == [".000", "1.000"]
    assert set_values(figures, "false_refusal") == {"false_refusal": {"run": 0.0, "silent": 1.0}}
    shown = render_flips(flips(run, other))
    assert "**better** `n1`" in shown
    assert "**worse** `q2`" in shown


def test_slices_by_language_kind_document_period_and_length(run: Run) -> None:
    first, second, third = run.judged
    assert language_pair(first) == "ru → ru"
    assert language_pair(third).startswith("ru → ")
    assert (document_kind(first), document_kind(third)) == ("txt", "–")
    assert (period(first), period(second)) == ("no year", "2023")
    assert (answer_length(first), answer_length(third)) == ("1 word", "–")
    long = make_judged(make_case(answers=[("один два три",), ("четыре пять",)]), make_row())
    assert answer_length(long) == "5 words and more"
    titles = [table.title for table in slice_tables(run)]
    assert titles == ["run by document kind" if "document" in title else title for title in titles]
    assert {"run by question kind", "run by period"} <= set(titles)
