"""The demo corpus is what its manifest says, and its wording is our own."""

from __future__ import annotations

import codecs
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
REFERENCES = (ROOT.parent / "shared" / "seeds", ROOT.parent / "shared" / "data")
FIELDS = {
    "source",
    "title",
    "language",
    "kind",
    "encoding",
    "date",
    "fictional",
    "facts_from",
    "licence",
}
WORDS_IN_A_ROW = 8
FORMS = ("passport", "minutes", "news_digest", "programme_report")
TEXT_SUFFIXES = {".txt", ".md", ".jsonl", ".json", ".tsv", ".html"}
LATIN_TO_CYRILLIC = str.maketrans("aceiopxyABCEHIKMOPTX", "асеіорхуАВСЕНІКМОРТХ")

ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (CORPUS / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
]
each_row = pytest.mark.parametrize("row", ROWS, ids=[row["source"] for row in ROWS])


def text_of(row: dict[str, Any]) -> str:
    text: str = (CORPUS / row["source"]).read_bytes().decode(row["encoding"])
    return text


def words(text: str) -> list[str]:
    """Lower-case words; Latin letters that look Cyrillic do not hide a copied sentence."""
    return re.findall(r"\w+", text.translate(LATIN_TO_CYRILLIC).lower().replace("ё", "е"))


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Every sequence of ``WORDS_IN_A_ROW`` words, in order."""
    found = words(text)
    return zip(*(found[start:] for start in range(WORDS_IN_A_ROW)), strict=False)


def strings_in(value: object) -> Iterator[str]:
    """The strings inside parsed JSON, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings_in(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings_in(item)


def reference_texts(path: Path) -> Iterator[str]:
    """The texts of a reference file; JSON is unpacked, so that escapes do not glue words."""
    content = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".jsonl":
        for line in content.splitlines():
            yield from strings_in(json.loads(line))
    elif path.suffix == ".json":
        yield from strings_in(json.loads(content))
    else:
        yield content


def reference_files(folder: Path) -> list[Path]:
    """Text files below ``folder``: parsers of other formats are not this test's business."""
    return sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix in TEXT_SUFFIXES)


def test_every_file_is_listed_or_ignored() -> None:
    ignored = (CORPUS / ".derekignore").read_text(encoding="utf-8").split()
    present = {
        path.relative_to(CORPUS).as_posix()
        for path in CORPUS.rglob("*")
        if path.is_file() and not path.name.startswith(".") and path.name not in ignored
    }
    listed = Counter(row["source"] for row in ROWS)
    assert set(listed) == present
    assert max(listed.values()) == 1


def test_the_ignored_names_exist_at_the_top() -> None:
    ignored = (CORPUS / ".derekignore").read_text(encoding="utf-8").split()
    assert [name for name in ignored if not (CORPUS / name).is_file()] == []


def test_there_are_enough_documents_in_both_languages() -> None:
    languages = Counter(row["language"] for row in ROWS)
    assert len(ROWS) >= 12
    assert languages["kk"] >= 5
    assert languages["ru"] >= 5
    assert set(languages) == {"kk", "ru", "mixed"}


@pytest.mark.parametrize("kind", FORMS)
def test_every_form_is_there(kind: str) -> None:
    assert kind in {row["kind"] for row in ROWS}


@each_row
def test_a_row_is_complete(row: dict[str, Any]) -> None:
    assert set(row) == FIELDS
    assert row["title"].strip()
    assert row["licence"] == "CC-BY-4.0"
    assert row["fictional"] is True
    assert isinstance(row["facts_from"], list)
    assert 2022 <= date.fromisoformat(row["date"]).year <= 2024
    assert row["source"].split("/")[0] == row["language"]


@each_row
def test_the_encoding_is_the_stated_one(row: dict[str, Any]) -> None:
    content = (CORPUS / row["source"]).read_bytes()
    assert 2_000 <= len(content) <= 12_000
    assert "\ufffd" not in content.decode(row["encoding"])
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    assert marked == (row["encoding"] == "utf-16")
    if row["encoding"] not in {"utf-8", "utf-16"}:
        with pytest.raises(UnicodeDecodeError):
            content.decode("utf-8")


def test_encodings_other_than_utf8_are_exercised() -> None:
    assert {row["encoding"] for row in ROWS} == {"utf-8", "utf-16", "cp1251"}


@each_row
def test_the_letters_are_of_the_stated_language(row: dict[str, Any]) -> None:
    letters = [letter for letter in text_of(row).lower() if letter.isalpha()]
    kazakh = sum(letter in "әғқңөұүһі" for letter in letters) / len(letters)
    low, high = {"kk": (0.08, 1.0), "ru": (0.0, 0.01), "mixed": (0.02, 0.15)}[row["language"]]
    assert low <= kazakh <= high


def test_some_kazakh_words_carry_a_latin_i() -> None:
    carriers = [row for row in ROWS if re.search(r"[а-яәғқңөұүһі]i|i[а-яәғқңөұүһі]", text_of(row))]
    assert len(carriers) >= 4


def test_the_licence_names_its_spdx_identifier() -> None:
    notice = (CORPUS / "LICENSE").read_text(encoding="utf-8")
    assert "SPDX-License-Identifier: CC-BY-4.0" in notice


@pytest.mark.parametrize("folder", REFERENCES, ids=[folder.name for folder in REFERENCES])
def test_no_run_of_words_is_shared_with_the_reference_texts(folder: Path) -> None:
    if not folder.is_dir():
        pytest.skip(f"reference texts ../shared/{folder.name} are not present")
    ours = {run: row["source"] for row in ROWS for run in runs(text_of(row))}
    shared = {
        (ours[run], path.name, " ".join(run))
        for path in reference_files(folder)
        for text in reference_texts(path)
        for run in runs(text)
        if run in ours
    }
    assert sorted(shared) == []
