"""The documents at the top say what is there: settings, files, commands, versions."""

from __future__ import annotations

import re
import tomllib

import pytest

from rag.settings import variable_names
from tests.house.docs import (
    DOCUMENTS,
    code_blocks,
    first_sentence,
    links,
    modules,
    settings_rows,
    table_cells,
)
from tests.house.source import ROOT, files, text_of

MACHINE_PATH = re.compile(r"(?:^|[\s`'\"(=:])/(?:work|root|home|Users|opt|tmp)/[\w.]")


def test_readme_opens_with_the_two_commands() -> None:
    first = code_blocks(text_of("README.md"))[0].splitlines()
    assert [line.split("#")[0].strip() for line in first] == ["make run", "make test"]
    assert text_of("README.md").index("make run") < 400


def test_readme_lists_every_setting_with_its_default() -> None:
    missing = [row for row in settings_rows() if row not in text_of("README.md").splitlines()]
    assert not missing, "README's table of settings lacks these rows:\n" + "\n".join(missing)


def test_readme_lists_no_setting_that_does_not_exist() -> None:
    named = set(re.findall(r"`(DEREK_[A-Z_]+)`", text_of("README.md")))
    assert named == set(variable_names())


def test_architecture_lists_every_file_once() -> None:
    cells = table_cells(text_of("ARCHITECTURE.md"))
    listed = [row[0].strip("`") for row in cells if re.fullmatch(r"`[\w/]+\.py`", row[0])]
    missing = [f"| `{p}` | {first_sentence(p)} |" for p in modules() if p not in listed]
    assert not missing, "ARCHITECTURE's table of files lacks these rows:\n" + "\n".join(missing)
    assert sorted(listed) == modules()


def test_architecture_says_of_every_file_what_it_is_for() -> None:
    rows = [row for row in table_cells(text_of("ARCHITECTURE.md")) if row[0].endswith(".py`")]
    assert rows
    assert [row[0] for row in rows if len(row) != 2 or len(row[1]) < 10] == []


def test_architecture_names_every_package_of_the_core() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    names = [re.split(r"[<>=\[ ]", line)[0] for line in project["dependencies"]]
    listed = {row[0].strip("`") for row in table_cells(text_of("ARCHITECTURE.md"))}
    assert [name for name in names if name not in listed] == []


def test_changelog_begins_with_the_work_at_hand_or_this_version() -> None:
    version = tomllib.loads(text_of("pyproject.toml"))["project"]["version"]
    heading = re.search(r"^## \[([^\]]+)\]", text_of("CHANGELOG.md"), re.MULTILINE)
    assert heading is not None
    assert heading.group(1) in {"Unreleased", version}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_to_files(document: str) -> None:
    assert [link for link in links(text_of(document)) if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_commands_named_are_commands_of_the_makefile(document: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z]+)", text_of(document)))
    named |= set(re.findall(r"^make ([a-z]+)", text_of(document), re.MULTILINE))
    assert named <= targets


def test_nothing_names_a_path_of_one_machine() -> None:
    written = (".md", ".py", ".toml", ".txt", ".yml", ".yaml", ".service", ".js", ".html", ".css")
    folders = ("rag", "api", "eval", "bench", "deploy", ".ci")
    top = [p.name for p in ROOT.iterdir() if p.suffix in written or p.name == "Makefile"]
    paths = (*files((*written, ""), *folders), *top)
    found = [
        f"{path}: {line.strip()}"
        for path in paths
        for line in text_of(path).splitlines()
        if MACHINE_PATH.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("line", ["see `/home/me/x`", "open('/root/.cache')", "path=/opt/wheels"])
def test_the_rule_sees_a_path_of_one_machine(line: str) -> None:
    assert MACHINE_PATH.search(line)


@pytest.mark.parametrize("line", ["GET /v1/ask", "/var/lib/derek", "https://x.kz/home/news"])
def test_the_rule_spares_other_paths(line: str) -> None:
    assert not MACHINE_PATH.search(line)
