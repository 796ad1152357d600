"""Questions in a table, CSV or XLSX, whose columns are mapped to our fields."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from eval.errors import SetError
from eval.json_lines import read_bytes
from eval.loaders.options import LoadOptions
from eval.loaders.xlsx_rows import read_rows
from eval.records import Case, Corpus, Gold

FIELDS = ("id", "question", "lang", "kind", "answerable", "answers", "source", "quote", "split")
GROUPS, ACCEPTED = ";", "|"
"""A cell of answers: groups parted by ``;``, accepted strings of a group by ``|``."""
FALSE = frozenset({"0", "false", "no", "нет", "жоқ", "ложь"})


def recognises(path: Path) -> bool:
    """A ``.csv``, ``.tsv`` or ``.xlsx`` file."""
    return path.is_file() and path.suffix.lower() in {".csv", ".tsv", ".xlsx"}


def read_set(path: Path, options: LoadOptions) -> tuple[tuple[Case, ...], Corpus]:
    """Cases in order. The first row names the columns; ``options.columns`` maps our field to a
    column, unmapped fields are looked for under their own name. Raises: SetError."""
    header, *rows = _rows(path) or [[]]
    places = _places(path, header, options.columns)
    cases = [
        _case(path, number, {name: _cell(row, place) for name, place in places.items()}, options)
        for number, row in enumerate(rows, 2)
        if any(cell.strip() for cell in row)
    ]
    return tuple(cases), Corpus()


def _rows(path: Path) -> list[list[str]]:
    if path.suffix.lower() == ".xlsx":
        return read_rows(path)
    try:
        text = read_bytes(path, SetError).decode("utf-8")
    except UnicodeDecodeError as fault:
        raise SetError(
            f"{path.name} is not UTF-8 text.", mend="Save it as CSV UTF-8, or as XLSX."
        ) from fault
    first = text.partition("\n")[0]
    delimiter = max("\t;,", key=first.count)
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def _places(path: Path, header: list[str], columns: Mapping[str, str]) -> dict[str, int]:
    if unknown := sorted(set(columns) - set(FIELDS)):
        raise SetError(f"There is no field {', '.join(unknown)}; fields: {', '.join(FIELDS)}.")
    names = [cell.strip() for cell in header]
    if not any(names):
        raise SetError(f"{path.name} has no first row that names its columns.")
    places = {}
    for field in FIELDS:
        column = columns.get(field, field)
        if column in names:
            places[field] = names.index(column)
        elif field in columns or field == "question":
            raise SetError(
                f"{path.name} has no column {column!r}; columns: {', '.join(names)}.",
                mend=f"Name the column of each field, as in --column {field}='{names[0]}'.",
            )
    return places


def _cell(row: list[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _case(path: Path, number: int, cells: Mapping[str, str], options: LoadOptions) -> Case:
    if not cells["question"]:
        raise SetError(f"{path.name}, row {number}: no question.")
    answerable = cells.get("answerable", "").lower() not in FALSE
    groups = (tuple(_split(group, ACCEPTED)) for group in _split(cells.get("answers", ""), GROUPS))
    source = cells.get("source", "")
    return Case(
        id=cells.get("id") or f"{path.stem}-{number - 1:04d}",
        question=cells["question"],
        lang=cells.get("lang") or options.lang,
        kind=cells.get("kind") or ("fact" if answerable else "none"),
        answerable=answerable,
        answers=tuple(groups) if answerable else (),
        evidence=(Gold(source, cells.get("quote", "")),) if answerable and source else (),
        split=cells.get("split") or None,
    )


def _split(cell: str, mark: str) -> list[str]:
    return [part.strip() for part in cell.split(mark) if part.strip()]
