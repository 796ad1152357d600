"""Names say what a thing is: none of the words that fit everything."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

import pytest

from tests.house.source import CODE, OURS, Function, python_files, tree_of, words

BANNED_WORDS = frozenset(
    "util utils helper helpers common misc manager managers service services handler handlers"
    " processor processors base".split()
)
# As the noun of a name: `row_data` says nothing, `data_folder` does.
BANNED_NOUNS = frozenset({"data", "info", "obj"})
BANNED_VERBS = frozenset({"get", "process", "handle"})
# DEREK_DATA and --data are names of the outer contract.
ALLOWED = (
    ("rag/settings.py", "data"),
    ("api/commands/*", "data"),
    ("rag/adapters/openai_embedder/answers.py", "data"),  # the protocol's own field
)


def foreign_names(tree: ast.Module) -> set[str]:
    """Names bound in this module by imports from the standard library and other packages."""
    return {
        alias.asname or alias.name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if (getattr(node, "module", None) or alias.name).partition(".")[0] not in OURS
    }


def root_name(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def dictated(tree: ast.Module) -> set[Function]:
    """Methods whose names a foreign parent class may dictate."""
    foreign = foreign_names(tree)
    return {
        method
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and any(root_name(base) in foreign for base in node.bases)
        for method in node.body
        if isinstance(method, Function)
    }


def defined(tree: ast.Module) -> Iterator[tuple[str, bool]]:
    """Every name given in a module, with whether it is a function's."""
    spared = dictated(tree)
    for node in ast.walk(tree):
        if isinstance(node, Function):
            if node not in spared:
                yield node.name, True
        elif isinstance(node, ast.ClassDef):
            yield node.name, False
        elif isinstance(node, ast.arg):
            yield node.arg, False
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, False
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr, False


def is_banned(name: str, *, function: bool = False) -> bool:
    parts = words(name)
    return bool(parts) and (
        bool(BANNED_WORDS.intersection(parts))
        or parts[-1] in BANNED_NOUNS
        or (function and len(parts) > 1 and parts[0] in BANNED_VERBS)
    )


def banned_in(tree: ast.Module) -> set[str]:
    return {name for name, function in defined(tree) if is_banned(name, function=function)}


def test_no_name_in_the_code_is_banned() -> None:
    found = {
        (path, name)
        for path in python_files(*CODE)
        for name in banned_in(tree_of(path))
        if not any(fnmatchcase(path, place) and name == allowed for place, allowed in ALLOWED)
    }
    assert sorted(found) == []


def test_no_file_or_folder_is_named_so() -> None:
    parts = {part for path in python_files(*CODE) for part in PurePosixPath(path).parts}
    assert sorted(part for part in parts if is_banned(part.removesuffix(".py"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "def get_rows(): ...",
        "def _handle_error(): ...",
        "class IndexManager: ...",
        "def f(row_data): ...",
        "for obj in []: ...",
        "class A:\n    def get_x(self): ...",
    ],
)
def test_the_rule_sees_a_banned_name(source: str) -> None:
    assert banned_in(ast.parse(source))


@pytest.mark.parametrize(
    "source",
    [
        "def database_url(): ...",
        "class DataFolderInUse: ...",
        "from html.parser import HTMLParser\n"
        "class Reader(HTMLParser):\n    def handle_starttag(self, tag): ...",
        "metadata = 1",
        "widget = 1",
    ],
)
def test_the_rule_spares_an_honest_name(source: str) -> None:
    assert banned_in(ast.parse(source)) == set()
