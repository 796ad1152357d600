"""What is installed is pinned, and what is pinned is allowed."""

from __future__ import annotations

import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.source import foreign_roots, python_files, text_of, tree_of

PROJECT = tomllib.loads(text_of("pyproject.toml"))["project"]

# Modules that are not named as their package is.
MODULES = {"markdown-it-py": "markdown_it", "qdrant-edge-py": "qdrant_edge"}
# FastAPI reads uploads with it, and imports it itself.
BEHIND_THE_SCENES = {"python-multipart"}


def pins() -> dict[str, str]:
    lines = [line for line in text_of("constraints.txt").splitlines() if not line.startswith("#")]
    return dict(line.split("==") for line in lines)


def requirements() -> list[Requirement]:
    extras = PROJECT["optional-dependencies"].values()
    lines = PROJECT["dependencies"] + [line for extra in extras for line in extra]
    return [Requirement(line) for line in lines]


def test_everything_asked_for_is_pinned_to_a_version_it_allows() -> None:
    found = {r.name: pins().get(canonicalize_name(r.name)) for r in requirements()}
    assert [name for name, version in found.items() if version is None] == []
    wrong = [r for r in requirements() if not r.specifier.contains(found[r.name] or "")]
    assert wrong == []


def test_constraints_hold_pins_and_nothing_else() -> None:
    lines = [line for line in text_of("constraints.txt").splitlines() if not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", line)] == []
    assert list(pins()) == sorted(pins())


def test_what_is_asked_for_is_used() -> None:
    imported = {
        root for p in python_files("rag", "api", "eval") for root in foreign_roots(tree_of(p))
    }
    names = {Requirement(line).name for line in PROJECT["dependencies"]}
    asked = {name: MODULES.get(name, name.replace("-", "_")) for name in names - BEHIND_THE_SCENES}
    assert sorted(name for name, module in asked.items() if module not in imported) == []


def test_the_core_stays_lean() -> None:
    heavy = {"torch", "transformers", "sentence-transformers", "ragas", "llama-index-core"}
    core = {canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]}
    assert core & heavy == set()


def test_the_licence_is_apache_2() -> None:
    assert PROJECT["license"] == "Apache-2.0"
    assert "Apache License" in text_of("LICENSE")
    assert "END OF TERMS AND CONDITIONS" in text_of("LICENSE")
