"""Works out what a report says, once for however many forms it is written in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.records import Run
from eval.report.tables import (
    Figures,
    Table,
    all_figures,
    family_tables,
    origin_table,
    overview_table,
    provenance_table,
    slice_tables,
)
from eval.report.worst import Bad, worst_questions


@dataclass(frozen=True, slots=True)
class RunPart:
    """One run: its figures by slice, and the questions that most deserve a look, worst first."""

    run: Run
    slices: Sequence[Table]
    worst: Sequence[Bad]


@dataclass(frozen=True, slots=True)
class Contents:
    """Tables in the order in which they are shown; ``parts`` in the order of the runs."""

    title: str
    figures: Figures
    overview: Table
    families: Sequence[Table]
    parts: Sequence[RunPart]
    origins: Sequence[Table]

    @property
    def runs(self) -> tuple[Run, ...]:
        """The runs reported on."""
        return tuple(part.run for part in self.parts)


def contents_of(runs: Sequence[Run], title: str) -> Contents:
    """Everything of a report but its pictures."""
    figures = all_figures(runs)
    return Contents(
        title=title,
        figures=figures,
        overview=overview_table(runs, figures),
        families=family_tables(runs, figures),
        parts=tuple(RunPart(r, slice_tables(r), worst_questions(r.judged)) for r in runs),
        origins=(provenance_table(runs), origin_table(runs)),
    )
