"""What the house tests read: the project's files, their syntax trees and the names in them."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("rag", "api", "eval", "bench")
OURS = frozenset({"rag", "api", "eval", "tests", "bench"})

Function = ast.FunctionDef | ast.AsyncFunctionDef


@lru_cache
def files(suffixes: tuple[str, ...], *folders: str) -> tuple[str, ...]:
    """Paths below the root, POSIX style and sorted, of the folders' files with these suffixes."""
    found = (
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in suffixes and path.is_file() and "__pycache__" not in path.parts
    )
    return tuple(sorted(found))


def python_files(*folders: str) -> tuple[str, ...]:
    """The folders' modules, packages' ``__init__`` included."""
    return files((".py",), *folders)


def text_of(path: str) -> str:
    """A file of the project as text."""
    return (ROOT / path).read_text("utf-8")


@lru_cache
def tree_of(path: str) -> ast.Module:
    """A module of the project as a syntax tree."""
    return ast.parse(text_of(path), path)


def functions(tree: ast.AST) -> Iterator[Function]:
    """Every function and method, nested ones included."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The dotted name of every module imported, wherever, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module, node.lineno


def foreign_roots(tree: ast.AST) -> set[str]:
    """Top-level names of the third-party packages imported."""
    roots = {name.partition(".")[0] for name, _ in imported(tree)}
    return {root for root in roots if root not in sys.stdlib_module_names and root not in OURS}


def calls(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The last name of everything called (``now`` for ``datetime.now()``), with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id, node.lineno
            elif isinstance(node.func, ast.Attribute):
                yield node.func.attr, node.lineno


def words(name: str) -> list[str]:
    """The lower-case words of an identifier, in snake or camel case."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", name)]
