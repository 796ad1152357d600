"""A report as Markdown, short enough for a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from eval.compare import Flip
from eval.records import Judged
from eval.report.contents import Contents
from eval.report.tables import Table

N_WORST = 10


def render_markdown(contents: Contents) -> str:
    """Overview, metrics, slices and the worst questions of each run."""
    parts = [f"# {_plain(contents.title)}"]
    parts += map(render_table, [contents.overview, *contents.families])
    for part in contents.parts:
        parts += map(render_table, part.slices)
        if part.worst:
            parts.append(f"## {part.run.name}: worst questions")
            parts += [f"**{bad.fault}** {_question(bad.judged)}" for bad in part.worst[:N_WORST]]
    parts += map(render_table, contents.origins)
    return "\n\n".join(parts) + "\n"


def render_table(table: Table) -> str:
    """A heading and a table; what would break a cell is escaped."""
    lines = [_line(table.header), _line(["---"] * len(table.header)), *map(_line, table.rows)]
    return f"## {table.title}\n\n" + "\n".join(lines)


def render_flips(flips: Sequence[Flip]) -> str:
    """Questions that flipped, both answers under each."""
    parts = []
    for flip in flips:
        case = flip.a.case
        mark = "better" if flip.to_better else "worse"
        parts.append(
            f"**{mark}** `{case.id}` {_plain(case.question)}\n"
            f"- A: {_plain(flip.a.row.text)}\n- B: {_plain(flip.b.row.text)}\n"
            f"- gold: {_gold(flip.a)}"
        )
    return "\n\n".join(parts)


def _question(judged: Judged) -> str:
    return (
        f"`{judged.case.id}` {_plain(judged.case.question)}\n"
        f"- answer: {_plain(judged.row.text)}\n- gold: {_gold(judged)}"
    )


def _gold(judged: Judged) -> str:
    groups = [" or ".join(group) for group in judged.case.answers]
    return _plain("; ".join(groups) or "no answer in the corpus")


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(_plain(cell) for cell in cells) + " |"


def _plain(text: str) -> str:
    """On one line, with what Markdown and HTML would act on escaped."""
    words = " ".join(text.split()).replace("\\", "\\\\")
    for letter in "|*_`<>[]":
        words = words.replace(letter, "\\" + letter)
    return words
