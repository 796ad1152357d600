"""Every test can fail: it asserts something, itself or through a check it calls."""

from __future__ import annotations

import ast

import pytest

from tests.house.source import Function, calls, functions, python_files, tree_of

CHECKS = ("assert_", "check_")
ASSERTING_CALLS = frozenset({"raises", "warns", "fail", "run_state_machine_as_test"})


def asserts(function: Function, checks: frozenset[str]) -> bool:
    """Whether a function holds an assertion, or calls one of these or a check by its name."""
    if any(isinstance(node, ast.Assert) for node in ast.walk(function)):
        return True
    names = {name for name, _ in calls(function)}
    return bool(names & (ASSERTING_CALLS | checks)) or any(n.startswith(CHECKS) for n in names)


def asserting_steps(tree: ast.AST) -> frozenset[str]:
    """Functions of a test module that are no tests and assert something themselves."""
    steps = (f for f in functions(tree) if not f.name.startswith("test_"))
    return frozenset(f.name for f in steps if asserts(f, frozenset()))


def toothless(tree: ast.AST) -> list[str]:
    steps = asserting_steps(tree)
    return [f.name for f in functions(tree) if f.name.startswith("test_") and not asserts(f, steps)]


def test_every_test_asserts_something() -> None:
    found = {path: toothless(tree_of(path)) for path in python_files("tests")}
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("print(f())", ["test_x"]),
        ("assert f()", []),
        ("with pytest.raises(ValueError): f()", []),
        ("check_store(f())", []),
        ("self.assert_equal(f())", []),
    ],
)
def test_the_rule_tells_a_test_with_teeth(body: str, expected: list[str]) -> None:
    assert toothless(ast.parse(f"def test_x():\n    {body}")) == expected


def test_the_rule_trusts_a_step_of_the_module_that_asserts() -> None:
    step = "def ask():\n    assert f()\n"
    assert toothless(ast.parse(step + "def test_x():\n    ask()")) == []
    assert toothless(ast.parse("def ask():\n    f()\ndef test_x():\n    ask()")) == ["test_x"]
