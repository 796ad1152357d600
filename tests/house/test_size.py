"""Files and functions stay small enough to be read in one sitting."""

from __future__ import annotations

import ast

from tests.house.source import CODE, Function, files, functions, python_files, text_of, tree_of

MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 40


def n_lines(function: Function) -> int:
    """Lines from ``def`` to the end, the docstring not counted."""
    total = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return total
    docstring = function.body[0]
    return total - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)


def long_functions(tree: ast.AST) -> list[str]:
    return [
        f"{function.name} has {n_lines(function)} lines"
        for function in functions(tree)
        if n_lines(function) > MAX_FUNCTION_LINES
    ]


def test_no_file_is_over_300_lines() -> None:
    paths = files((".py", ".js", ".css", ".html", ".sh"), *CODE, "tests", "deploy")
    sizes = {path: len(text_of(path).splitlines()) for path in paths}
    assert {path: n for path, n in sizes.items() if n > MAX_FILE_LINES} == {}


def test_no_function_is_over_40_lines() -> None:
    found = {path: long_functions(tree_of(path)) for path in python_files(*CODE, "tests")}
    assert {path: names for path, names in found.items() if names} == {}


def test_the_rule_sees_a_long_function_and_forgives_a_long_docstring() -> None:
    long = "def f():\n" + "    x = 1\n" * MAX_FUNCTION_LINES
    explained = 'def f():\n    """' + "why\n" * MAX_FUNCTION_LINES + '    """\n    return 1\n'
    assert long_functions(ast.parse(long)) == ["f has 41 lines"]
    assert long_functions(ast.parse(explained)) == []
