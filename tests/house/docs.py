"""What the documentation says, read as rows and links."""

from __future__ import annotations

import ast
import re

from pydantic import BaseModel

from rag.settings import PREFIX, Settings
from tests.house.source import python_files, tree_of

DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")


def settings_rows(model: type[BaseModel] = Settings, prefix: str = PREFIX) -> list[str]:
    """The rows that README's table of settings has to hold, one for each setting, in order."""
    rows = []
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            rows += settings_rows(field.annotation, f"{prefix}{name.upper()}_")
        else:
            default = "none" if field.default is None else f"`{field.default}`"
            rows.append(f"| `{prefix}{name.upper()}` | {default} | {field.description} |")
    return rows


def first_sentence(path: str) -> str:
    """The first sentence of a module's docstring, on one line, without its full stop."""
    docstring = " ".join((ast.get_docstring(tree_of(path)) or "").split())
    return re.split(r"\.(?:\s|$)", docstring, maxsplit=1)[0].replace("|", "/")


def modules() -> list[str]:
    """The modules that ARCHITECTURE's table of files names: all but packages' ``__init__``."""
    return [p for p in python_files("rag", "api", "eval") if not p.endswith("/__init__.py")]


def table_cells(text: str) -> list[list[str]]:
    """Cells of every row of every table, headers and rules included."""
    lines = (line.strip() for line in text.splitlines())
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in lines
        if line.startswith("|")
    ]


def code_blocks(text: str) -> list[str]:
    """The contents of fenced blocks, in order."""
    return re.findall(r"^```\w*\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)


def links(text: str) -> list[str]:
    """Targets of Markdown links to files of the project."""
    targets = re.findall(r"\]\(([^)#\s]+)", text)
    return [
        target for target in targets if "://" not in target and not target.startswith("mailto:")
    ]
