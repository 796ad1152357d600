"""All real files of the shared folder: each is read or refused with its reason, none is empty."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from rag.documents.read import read_draft
from rag.errors import CorpusError
from rag.types import Draft
from tests.unit.test_documents_pdf_real import independent_texts
from tests.web_files import kept_share, texts

FILES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "dedoc-docs"
pytestmark = pytest.mark.skipif(not FILES.is_dir(), reason="../shared/data/dedoc-docs is not here")
_LETTERS = re.compile("[А-Яа-яЁё]{3,}")
REFUSED = {
    "docx__broken.docx": "not what its name says",
    "docx__example.doc": "old Word document",
    "laws__with_applications.pdf": "no text layer",
    "tables__gost_multipage_table.pdf": "no text layer",
}
READ = sorted(p.name for p in FILES.glob("*_*.*") if p.suffix != ".json") if FILES.is_dir() else []


def read(name: str) -> Draft:
    return read_draft((FILES / name).read_bytes(), name, max_line_bytes=4 * 2**20)


def test_all_of_them_are_looked_at() -> None:
    assert len(READ) == 48
    assert set(REFUSED) <= set(READ)


@pytest.mark.parametrize("name", sorted(set(READ) - set(REFUSED)))
def test_what_can_be_read_is_not_empty(name: str) -> None:
    words = re.findall(r"\w+", " ".join(texts(read(name).blocks)))
    assert words
    assert not [word for word in words if "\ufffd" in word]


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_its_reason_and_what_to_do(name: str) -> None:
    with pytest.raises(CorpusError, match=REFUSED[name]) as caught:
        read(name)
    assert name in caught.value.message
    assert caught.value.mend


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("txt__cp1251.txt", "cp1251"),
        ("txt__utf8.txt", "utf-8"),
        ("laws__minsport_24.12.2013_1112.txt", "utf-8"),
    ],
)
def test_a_text_keeps_its_words_in_order_whatever_its_encoding(name: str, encoding: str) -> None:
    expected = (FILES / name).read_bytes().decode(encoding)
    assert kept_share(expected, read(name).blocks) >= 0.98


def test_the_same_text_in_two_encodings_is_the_same() -> None:
    assert read("txt__cp1251.txt") == read("txt__utf8.txt")
    pages = [texts(read(f"htmls__example_{name}.html").blocks) for name in ("cp1251", "koi")]
    assert pages[0] == pages[1]


def test_a_page_with_a_text_layer_beside_a_scanned_one_is_kept() -> None:
    expected = independent_texts(FILES / "pdf_auto__mixed_pdf.pdf")
    blocks = read("pdf_auto__mixed_pdf.pdf").blocks
    assert max(kept_share(text, blocks) for text in expected) >= 0.98


def test_letters_that_another_reader_leaves_broken_are_put_right() -> None:
    words = re.findall(r"[^\W\d_]{3,}", " ".join(texts(read("laws__fstek17.pdf").blocks[1:])))
    assert len(words) > 200
    assert sum(bool(re.fullmatch("[А-Яа-яЁё]+", word)) for word in words) >= 0.98 * len(words)


def put_right(text: str) -> str:
    """Letters of fonts that call «а» ``Z`` and go on from there, which the other reader leaves."""
    return "".join(chr(ord(c) + 0x3D6) if 0x3A <= ord(c) <= 0x79 else c for c in text)


@pytest.mark.parametrize(
    ("name", "n_running"), [("laws__fstek17.pdf", 0), ("laws__ukodeksrf.pdf", 13)]
)
def test_words_of_broken_letters_stand_in_the_order_of_the_page(name: str, n_running: int) -> None:
    """All words that the other reader has, once its letters are put right, in its order; left out
    is the running head alone, the same on both pages."""
    wanted = _LETTERS.findall(put_right(independent_texts(FILES / name)[0]))
    found = _LETTERS.findall(" ".join(texts(read(name).blocks)))
    steps = SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes()
    missing = [tuple(wanted[i:j]) for step, i, j, _, _ in steps if step != "equal"]
    assert {step for step, *_ in steps} <= {"equal", "delete"}
    assert len(set(missing)) <= 1
    assert [len(words) for words in missing] == [n_running] * (2 if n_running else 0)
    assert len(found) > 200
