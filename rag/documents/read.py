"""The registry of readers: bytes of a file to a Draft, whatever the format.

A new format plugs in here: ``sniff_format`` gives it a name instead of refusing it, and a reader
in ``formats`` makes the same Draft of Blocks, its tables through ``grid.table_blocks``. A reader
of decoded text is one more line in TEXT_READERS, one that takes bytes in BYTE_READERS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from rag.documents.decode import decode_text
from rag.documents.formats.docx import parse_docx
from rag.documents.formats.eml import parse_eml
from rag.documents.formats.html import parse_html
from rag.documents.formats.markdown import parse_markdown
from rag.documents.formats.odt import parse_odt
from rag.documents.formats.pdf import parse_pdf
from rag.documents.formats.plain import parse_plain
from rag.documents.formats.pptx import parse_pptx
from rag.documents.formats.rtf import parse_rtf
from rag.documents.formats.xlsx import parse_xlsx
from rag.documents.sniff import sniff_format
from rag.errors import CorpusError, EmptyFile, TooLarge, UnknownFormat
from rag.ports import PageWatcher, TextRecogniser
from rag.types import Draft

TEXT_READERS: Mapping[str, Callable[[str], Draft]] = {
    "plain": parse_plain,
    "markdown": parse_markdown,
}
"""Readers of formats that are text: format to parser of the decoded text."""

BYTE_READERS: Mapping[str, Callable[[bytes], Draft]] = {
    "docx": parse_docx,
    "odt": parse_odt,
    "pptx": parse_pptx,
    "rtf": parse_rtf,
    "xlsx": parse_xlsx,
    "html": parse_html,
}
"""Readers of formats that declare their own encoding or are binary: format to parser of bytes.
They do not know the file's name: their messages go on after it («is behind a password.»)."""

PAGE_READERS: Mapping[str, Callable[[bytes, TextRecogniser | None, PageWatcher | None], Draft]] = {
    "pdf": parse_pdf
}
"""Readers of formats whose pages may be pictures: bytes, who recognises their text, who is told."""

MAX_MAIL_DEPTH = 3
"""Messages within messages that are read."""
MAX_BLOCKS = 400_000
"""A code of laws of 64 MiB has 270,000."""
_SPLIT = "Split the file."


def read_draft(
    content: bytes,
    source: str,
    *,
    max_line_bytes: int,
    recogniser: TextRecogniser | None = None,
    watch: PageWatcher | None = None,
    attachments: bool = True,
) -> Draft:
    """The blocks of a file in reading order.

    Pages that are pictures are read by ``recogniser``, and ``watch`` hears of each. Without
    ``attachments`` a message is read alone, and says so: for one that broke a limit with them.
    Raises: EmptyFile, UnknownFormat, UnknownEncoding, TooLarge (a line of text above the limit),
    CorpusError with what its reader found wrong, or for another file
    without ``attachments``.
    """
    if not attachments and sniff_format(content, source) != "eml":
        raise CorpusError(f"{source} has no attachments to do without.")
    return _Reading(max_line_bytes, recogniser, watch, attachments).read(content, source)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One file with what is attached to it; ``depth`` counts the messages around a file."""

    max_line_bytes: int
    recogniser: TextRecogniser | None
    watch: PageWatcher | None
    attachments: bool = True
    depth: int = 0

    def read(self, content: bytes, source: str) -> Draft:
        """As ``read_draft``."""
        if not content.strip():
            raise EmptyFile(f"{source} is empty.")
        kind = sniff_format(content, source)
        if kind in TEXT_READERS:
            _check_lines(content, source, self.max_line_bytes)
            draft = TEXT_READERS[kind](decode_text(content, source))
        else:
            draft = self._read_bytes(content, source, kind)
        if len(draft.blocks) > MAX_BLOCKS:
            raise TooLarge(f"{source} has more than {MAX_BLOCKS} paragraphs.", mend=_SPLIT)
        if not draft.blocks:
            raise EmptyFile(f"{source} has no words.")
        return draft

    def _read_bytes(self, content: bytes, source: str, kind: str) -> Draft:
        try:
            if kind == "eml":
                return self._read_message(content)
            if kind in PAGE_READERS:
                return PAGE_READERS[kind](content, self.recogniser, self.watch)
            if kind in BYTE_READERS:
                return BYTE_READERS[kind](content)
            raise UnknownFormat(f"looks like {kind}, which has no reader yet.")
        except CorpusError as error:
            raise type(error)(f"{source} {error.message.strip()}", mend=error.mend) from error

    def _read_message(self, content: bytes) -> Draft:
        if self.depth > MAX_MAIL_DEPTH:
            raise TooLarge(f"is a message within {MAX_MAIL_DEPTH} others.")
        within = replace(self, depth=self.depth + 1)
        return parse_eml(content, parse_html, within.read if self.attachments else _left_out)


def _left_out(content: bytes, name: str) -> Draft:
    raise TooLarge(f"{name} was left out, as the message with all its files broke a limit.")


def _check_lines(content: bytes, source: str, limit: int) -> None:
    """Refuse an endless line before any slow work; two steps advance by more than the limit."""
    start = 0
    while len(content) - start > limit:
        window = (start, start + limit + 1)
        end = max(content.rfind(b"\n", *window), content.rfind(b"\r", *window))
        if end < 0:
            raise TooLarge(f"{source} has a line of more than {limit} bytes.")
        start = end + 1
