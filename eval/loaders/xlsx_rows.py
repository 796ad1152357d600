"""Rows of the first sheet of an XLSX file (openpyxl)."""

from __future__ import annotations

import zipfile
from pathlib import Path

from eval.errors import MissingPackage, SetError


def read_rows(path: Path) -> list[list[str]]:
    """Cells as text, row by row; an empty cell is "". Raises: SetError, MissingPackage."""
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError as fault:
        raise MissingPackage("openpyxl", "Reading an XLSX set") from fault
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, OSError) as fault:
        raise SetError(f"{path.name} is no XLSX file that can be read.") from fault
    try:
        return [
            ["" if cell is None else str(cell) for cell in row]
            for row in book.worksheets[0].iter_rows(values_only=True)
        ]
    finally:
        book.close()
