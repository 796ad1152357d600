"""Recognises the text of pictures of pages with Tesseract, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass

from rag.errors import CorpusError, TooLarge

# One page of mixed layout; Source: tesseract(1), page segmentation modes.
_LAYOUT = "3"
_LIST_SECONDS = 10
# Its threads wait for one another and make a page slower on a busy machine, not faster.
_ENVIRONMENT = {"OMP_THREAD_LIMIT": "1"}


@dataclass(frozen=True, slots=True)
class TesseractTextRecogniser:
    """Runs ``program`` once for each page, with a time limit, on one processor."""

    program: str
    languages: str
    page_seconds: int

    def recognise(self, picture: bytes) -> str:
        """As ``TextRecogniser.recognise``. Raises: TooLarge over the time limit, CorpusError."""
        command = [self.program, "stdin", "stdout", "-l", self.languages, "--psm", _LAYOUT]
        try:
            done = subprocess.run(
                command,
                input=picture,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=self.page_seconds,
                check=True,
                env=_ENVIRONMENT,
            )
        except subprocess.TimeoutExpired as error:
            raise TooLarge(
                f"has a page whose text takes more than {self.page_seconds} s to recognise.",
                mend="Raise DEREK_PARSE_OCR_PAGE_SECONDS.",
            ) from error
        except (OSError, subprocess.CalledProcessError) as error:
            raise CorpusError("has a page whose text cannot be recognised.") from error
        return done.stdout.decode("utf-8", errors="replace")


def find_tesseract(languages: str, page_seconds: int) -> TesseractTextRecogniser | None:
    """A recogniser of those of the languages («kaz+rus») that are installed; None without
    Tesseract or without any of them."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        listed = subprocess.run(
            [program, "--list-langs"], capture_output=True, timeout=_LIST_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    installed = set(listed.stdout.decode("utf-8", errors="replace").split())
    usable = [language for language in languages.split("+") if language in installed]
    return TesseractTextRecogniser(program, "+".join(usable), page_seconds) if usable else None
