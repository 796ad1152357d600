"""Options that commands share, and what they are turned into."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from eval.loaders.options import LoadOptions
    from rag.settings import Settings

SetArgument = Annotated[Path, typer.Argument(metavar="SET", help="A question set: file or folder.")]
RunArgument = Annotated[Path, typer.Argument(metavar="RUN", help="Folder of a finished run.")]
LayoutOption = Annotated[
    str | None, typer.Option("--layout", help="Its layout, where it is not recognised.")
]
LangOption = Annotated[str, typer.Option("--lang", help="Language where the set names none.")]
SplitOption = Annotated[str | None, typer.Option("--split", help="The split to use.")]
QueriesOption = Annotated[
    str | None, typer.Option("--queries", help="Questions' file of a folder (queries.jsonl).")
]
CorpusOption = Annotated[
    Path | None,
    typer.Option("--corpus", help="Folder of documents, or JSONL of passages, to ask over."),
]
ColumnOption = Annotated[
    list[str] | None, typer.Option("--column", help="FIELD=COLUMN of a table; repeat it.")
]
UnanswerableOption = Annotated[
    bool, typer.Option("--unanswerable", help="No question of the set is answered by the corpus.")
]
LimitOption = Annotated[
    int | None, typer.Option("--limit", min=1, help="A seeded sample of so many questions.")
]
SeedOption = Annotated[int, typer.Option("--seed", help="Of samples and of resampling.")]
ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", help="A derek.toml, instead of environment and the one here."),
]
ChangeOption = Annotated[
    list[str] | None,
    typer.Option("--set", help="NAME=VALUE over the settings, as retrieve.lexical_weight=0."),
]
OutOption = Annotated[Path | None, typer.Option("--out", help="Folder to write to.")]
MetricOption = Annotated[
    list[str] | None, typer.Option("--metric", help="Only this metric; repeat it.")
]
TaskOption = Annotated[
    list[str] | None, typer.Option("--task", help="ask or search; default: what the set judges.")
]
WorkersOption = Annotated[
    int, typer.Option("--workers", min=1, max=64, help="Questions asked at once.")
]
AgainOption = Annotated[bool, typer.Option("--again", help="Replace what an earlier run left.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def load_options(
    layout: str | None = None,
    lang: str = "",
    split: str | None = None,
    queries: str | None = None,
    corpus: Path | None = None,
    column: Sequence[str] | None = None,
    unanswerable: bool = False,
    limit: int | None = None,
    seed: int = 0,
) -> LoadOptions:
    """Raises: typer.BadParameter for a column that is not FIELD=COLUMN."""
    from eval.loaders.options import LoadOptions

    columns = pairs(column, "--column")
    return LoadOptions(layout, lang, split, queries, corpus, columns, unanswerable, limit, seed)


def tasks(given: Sequence[str] | None) -> tuple[str, ...]:
    """Each once, in the order given. Raises: typer.BadParameter for another name."""
    for name in given or ():
        if name not in ("ask", "search"):
            raise typer.BadParameter(f"{name!r} is neither ask nor search.", param_hint="--task")
    return tuple(dict.fromkeys(given or ()))


def pairs(given: Sequence[str] | None, option: str) -> dict[str, str]:
    """``["a=b"]`` as ``{"a": "b"}``. Raises: typer.BadParameter (exit code 2)."""
    found = {}
    for item in given or ():
        name, mark, value = item.partition("=")
        if not mark or not name:
            raise typer.BadParameter(f"{item!r} is not NAME=VALUE.", param_hint=option)
        found[name.strip()] = value.strip()
    return found


def settings_from(config: Path | None, change: Sequence[str] | None) -> Settings:
    """Settings of ``--config``, else of environment and ``derek.toml``, with ``--set`` over them.

    Raises: SettingsError.
    """
    from eval.targets.opening import with_changes
    from rag.errors import SettingsError
    from rag.settings import parse_settings, read_settings

    if config is None:
        settings = read_settings()
    else:
        try:
            settings = parse_settings({}, config.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as fault:
            raise SettingsError(f"{config} cannot be read as UTF-8 text.") from fault
    changes = pairs(change, "--set")
    return with_changes(settings, changes) if changes else settings


def written_command() -> str:
    """The command as it was typed, for whoever wants to repeat it."""
    return (
        "derek eval " + shlex.join(sys.argv[sys.argv.index("eval") + 1 :])
        if ("eval" in sys.argv)
        else "python -m eval " + shlex.join(sys.argv[1:])
    )
