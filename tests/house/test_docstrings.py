"""Every module says its job, and everything public in rag says what it returns or changes."""

from __future__ import annotations

import ast

from tests.house.source import CODE, Function, python_files, tree_of


def undocumented(tree: ast.Module) -> list[str]:
    """Public functions and classes of a module, and methods of those classes, without a docstring.

    Properties and methods count; dunders do not, the class speaks for them.
    """
    found = []
    for node in tree.body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            if ast.get_docstring(node) is None:
                found.append(node.name)
            if isinstance(node, ast.ClassDef):
                found += [
                    f"{node.name}.{method.name}"
                    for method in node.body
                    if isinstance(method, Function)
                    and not method.name.startswith("_")
                    and ast.get_docstring(method) is None
                ]
    return found


def test_everything_public_in_rag_has_a_docstring() -> None:
    found = {path: undocumented(tree_of(path)) for path in python_files("rag")}
    assert {path: names for path, names in found.items() if names} == {}


def test_every_module_says_its_job() -> None:
    silent = [
        path
        for path in python_files(*CODE)
        if tree_of(path).body and ast.get_docstring(tree_of(path)) is None
    ]
    assert silent == []


def test_the_rule_sees_a_silent_method() -> None:
    source = 'class A:\n    """A."""\n    def f(self): ...\n    def _g(self): ...\ndef h(): ...'
    assert undocumented(ast.parse(source)) == ["A.f", "h"]
