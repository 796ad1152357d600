from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rag.adapters.tesseract_text_recogniser import TesseractTextRecogniser, find_tesseract
from rag.documents.formats.pdf.pages import PdfFile
from rag.errors import CorpusError, TooLarge
from tests.pdf_files import HAS_FONT, WITHOUT_FONT, Paper, make_paper

SENTENCE = "Қаланың жаңа мектебі қыркүйек айында ашылды."


def make_program(folder: Path, script: str) -> str:
    """A program that stands in for Tesseract."""
    program = folder / "tesseract"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    return str(program)


def test_the_program_gets_the_picture_and_the_languages(tmp_path: Path) -> None:
    program = make_program(tmp_path, 'read -r line; echo "$line $*"')
    said = TesseractTextRecogniser(program, "kaz+rus", 10).recognise(b"P5 1 1 255\n\0")
    assert said.startswith("P5 1 1 255 stdin stdout -l kaz+rus")


def test_a_page_that_takes_too_long_is_refused(tmp_path: Path) -> None:
    program = make_program(tmp_path, "exec /bin/sleep 30")
    with pytest.raises(TooLarge, match="more than 1 s") as caught:
        TesseractTextRecogniser(program, "kaz", 1).recognise(b"P5")
    assert "DEREK_PARSE_OCR_PAGE_SECONDS" in caught.value.mend


@pytest.mark.parametrize("script", ["exit 1", "kill -9 $$"])
def test_a_program_that_fails_is_the_page_s_reason(tmp_path: Path, script: str) -> None:
    with pytest.raises(CorpusError, match="cannot be recognised"):
        TesseractTextRecogniser(make_program(tmp_path, script), "kaz", 9).recognise(b"P5")


def test_only_languages_that_are_installed_are_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_program(tmp_path, 'echo "List of available languages"; echo rus; echo osd')
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    found = find_tesseract("kaz+rus", 60)
    assert found is not None and found.languages == "rus"
    assert find_tesseract("kaz", 60) is None


def test_without_the_program_there_is_no_recogniser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_tesseract("kaz+rus", 60) is None


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract-ocr is not installed")
@pytest.mark.skipif(not HAS_FONT, reason=WITHOUT_FONT)
def test_a_printed_kazakh_sentence_is_recognised() -> None:
    recogniser = find_tesseract("kaz", 60)
    if recogniser is None:
        pytest.skip("tesseract-ocr-kaz is not installed")

    def write(paper: Paper) -> None:
        paper.say(SENTENCE, size=16)

    with PdfFile(make_paper(write)) as pdf:
        said = recogniser.recognise(pdf.picture(1, 200))
    assert SENTENCE in " ".join(said.split())
