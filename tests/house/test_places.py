"""What a file may touch is told by where it stands."""

from __future__ import annotations

import ast
from fnmatch import fnmatchcase

import pytest

from tests.house.source import calls, foreign_roots, functions, imported, python_files, tree_of

STAGES = tuple(
    f"rag/{stage}"
    for stage in "text documents sections chunks index retrieve compose verify".split()
)
# First match wins: the packages that are allowed, and how many others may stand beside them.
PLACES: tuple[tuple[str, frozenset[str], int], ...] = (
    ("rag/adapters/*", frozenset({"numpy", "msgspec"}), 1),
    ("rag/integrations/*", frozenset(), 1),
    ("rag/documents/formats/*", frozenset(), 1),
    ("rag/documents/xml_parts.py", frozenset({"lxml"}), 0),
    ("rag/text/*", frozenset({"numpy", "pymorphy3", "snowballstemmer"}), 0),
    ("rag/settings.py", frozenset({"pydantic", "pydantic_settings"}), 0),
    ("rag/*", frozenset({"numpy"}), 0),
    ("eval/judges/*", frozenset({"instructor", "openai"}), 1),  # ragas asks a model through them
    ("eval/loaders/*", frozenset({"msgspec"}), 1),
    ("eval/targets/*", frozenset(), 1),
    ("eval/report/*", frozenset({"numpy"}), 1),
    ("eval/parquet.py", frozenset(), 1),
    ("eval/*", frozenset({"numpy", "msgspec", "rich", "typer"}), 0),
    ("api/commands/*", frozenset({"typer", "rich", "uvicorn", "pydantic"}), 0),
    (
        "api/*",
        frozenset({"fastapi", "starlette", "anyio", "pydantic", "uvicorn", "typer", "structlog"}),
        0,
    ),
)
IMPURE_MODULES = frozenset(
    "asyncio http io logging multiprocessing os pathlib random secrets shutil socket sqlite3"
    " subprocess sys tempfile threading time urllib.request".split()
)
IMPURE_CALLS = frozenset("print input open breakpoint now today utcnow uuid1 uuid4".split())
ENVIRONMENT = frozenset({"environ", "environb", "getenv", "getenvb", "putenv"})


def misplaced(path: str, roots: set[str]) -> set[str]:
    """Foreign packages that a file imports although its place does not allow them."""
    for pattern, allowed, n_others in PLACES:
        if fnmatchcase(path, pattern):
            others = roots - allowed
            return others if len(others) > n_others else set()
    return roots


def takes_only(tree: ast.AST, module: str, *prefixes: str) -> bool:
    """Whether a module is imported by names only, all of which begin with one of the prefixes."""
    whole = any(
        alias.name == module
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    )
    names = [
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == module
        for alias in node.names
    ]
    return not whole and bool(names) and all(name.startswith(prefixes) for name in names)


def impurities(tree: ast.AST) -> list[str]:
    pure = {"pathlib"} if takes_only(tree, "pathlib", "Pure") else set()
    pure |= {"io"} if takes_only(tree, "io", "BytesIO", "StringIO") else set()
    modules = [f"imports {name}" for name, _ in imported(tree) if name in IMPURE_MODULES - pure]
    # An archive's own ``open`` touches no disk; whatever does is imported.
    opened = {
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    return modules + [
        f"calls {name}() in line {n}"
        for name, n in calls(tree)
        if name in IMPURE_CALLS and not (name == "open" and n in opened)
    ]


def reads_environment(tree: ast.AST) -> bool:
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names |= {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "os"
        for alias in node.names
    }
    return bool(names & ENVIRONMENT)


def test_foreign_packages_stand_where_they_belong() -> None:
    found = {p: misplaced(p, foreign_roots(tree_of(p))) for p in python_files("rag", "api", "eval")}
    assert {path: roots for path, roots in found.items() if roots} == {}


def test_stages_have_no_clock_environment_network_print_or_log() -> None:
    found = {path: impurities(tree_of(path)) for path in python_files(*STAGES)}
    assert {path: what for path, what in found.items() if what} == {}


def test_rag_prints_nothing() -> None:
    printing = [
        p for p in python_files("rag") if "print" in {name for name, _ in calls(tree_of(p))}
    ]
    assert printing == []


def test_settings_alone_read_the_environment() -> None:
    readers = [p for p in python_files("rag", "api", "eval") if reads_environment(tree_of(p))]
    assert readers == ["rag/settings.py"]


def test_routes_hold_no_try() -> None:
    found = [
        f"{path}: {function.name}"
        for path in python_files("api/routes")
        for function in functions(tree_of(path))
        if any(isinstance(node, ast.Try | ast.TryStar) for node in ast.walk(function))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("path", "roots"),
    [
        ("rag/adapters/qdrant_edge_passage_store.py", {"qdrant_edge", "sqlalchemy", "numpy"}),
        ("rag/retrieve/search.py", {"qdrant_client"}),
        ("rag/ask.py", {"structlog"}),
        ("eval/run.py", {"ragas"}),
        ("elsewhere.py", {"numpy"}),
    ],
)
def test_the_rule_sees_a_misplaced_package(path: str, roots: set[str]) -> None:
    assert misplaced(path, roots)


@pytest.mark.parametrize(
    ("path", "roots"),
    [
        ("rag/adapters/qdrant_edge_passage_store.py", {"qdrant_edge", "numpy", "msgspec"}),
        ("eval/judges/ragas_judge.py", {"ragas"}),
        ("rag/types.py", {"numpy"}),
    ],
)
def test_the_rule_spares_a_package_in_its_place(path: str, roots: set[str]) -> None:
    assert misplaced(path, roots) == set()


@pytest.mark.parametrize(
    "source",
    [
        "import time",
        "from pathlib import Path",
        "from datetime import date\ndate.today()",
        "print(1)",
        "open('a')",
        "import io\nfrom io import BytesIO",
        "from io import BytesIO, FileIO",
    ],
)
def test_the_rule_sees_an_impure_stage(source: str) -> None:
    assert impurities(ast.parse(source))


@pytest.mark.parametrize(
    "source",
    [
        "from pathlib import PurePosixPath",
        "from io import BytesIO",
        "def part(archive):\n    archive.open('a')",
    ],
)
def test_the_rule_spares_what_touches_no_disk(source: str) -> None:
    assert impurities(ast.parse(source)) == []


@pytest.mark.parametrize(
    "source", ["import os\nos.environ['A']", "import os\nos.getenv('A')", "from os import environ"]
)
def test_the_rule_sees_a_reader_of_the_environment(source: str) -> None:
    assert reads_environment(ast.parse(source))
