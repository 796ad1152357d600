"""Mail messages (eml, mht) to blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime

from rag.documents.decode import decode_text
from rag.documents.layout import parse_layout
from rag.documents.lines import flat
from rag.errors import CorpusError, TooLarge
from rag.text.normalise import normalise_text
from rag.types import Block, Draft

_SHOWN_HEADERS = ("From", "To", "Cc", "Date")
_MAX_HEADER = 2000
_MAX_ATTACHMENTS = 200
# What mail programs that write HTML leave as plain text for those that do not show it.
_MIN_PLAIN_SHARE = 0.2
_WORD = re.compile(r"\w+")
# Source: RFC 3676, 4.1: a space at the end of a line says that it goes on in the next.
_SOFT_BREAK = re.compile(r"(?<=[^\n-]) \n(?![>\n])")


def parse_eml(content: bytes, parse_html: Callable[[bytes], Draft]) -> Draft:
    """Blocks of a message: its subject as heading, who wrote to whom and when, its text (the plain
    one, or the HTML one where that says much more), and the names of what is attached, which is
    not read. Title and date are subject and day sent.

    Raises: TooLarge for parts nested too deep, CorpusError for what is no message.
    """
    try:
        message = message_from_bytes(content, _class=EmailMessage, policy=policy.default)
        body = _body(message, parse_html)
        attached = _attached(message)
    except RecursionError as error:
        raise TooLarge("nests its parts too deep.") from error
    except (MessageError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise CorpusError(
            "is a damaged message.", mend="Save it from the mail program anew."
        ) from (error)
    subject = _header(message, "Subject")
    head = [Block("heading", subject, level=1)] if subject else []
    lines = [f"{name}: {value}" for name in _SHOWN_HEADERS if (value := _header(message, name))]
    if lines:
        head.append(Block("paragraph", "\n".join(lines)))
    tail = [Block("paragraph", f"Attachments (not read): {', '.join(attached)}")] * bool(attached)
    blocks = (*head, *_below(body, 1 if subject else 0), *tail)
    return Draft(blocks, title=subject or None, date=_find_date(message))


def _below(body: Draft, level: int) -> Iterator[Block]:
    """The blocks of the text, its headings under the subject."""
    for block in body.blocks:
        deeper = min(9, block.level + level)
        yield replace(block, level=deeper) if block.kind == "heading" else block


def _body(message: EmailMessage, parse_html: Callable[[bytes], Draft]) -> Draft:
    plain = _draft_of_plain(message.get_body(("plain",)))
    marked = message.get_body(("html",))
    if marked is None:
        return plain
    draft = parse_html(_as_page(marked))
    return plain if _n_words(plain) > _MIN_PLAIN_SHARE * _n_words(draft) else draft


def _draft_of_plain(part: MIMEPart | None) -> Draft:
    if part is None:
        return Draft(())
    text = _decoded(part).replace("\r\n", "\n")
    if part.get_param("format") == "flowed":
        text = _SOFT_BREAK.sub("" if part.get_param("delsp") == "yes" else " ", text)
    return parse_layout(text)


def _as_page(part: MIMEPart) -> bytes:
    """An HTML part as a page in UTF-8, whatever its header and its own head declare."""
    declared = part.get_content_charset()
    raw = _payload(part)
    if declared is None or b"charset" in raw[:4096].lower():
        return raw
    return b"\xef\xbb\xbf" + _decoded(part).encode("utf-8", errors="replace")


def _decoded(part: MIMEPart) -> str:
    raw, declared = _payload(part), part.get_content_charset()
    if declared and declared not in ("us-ascii", "ascii"):
        try:
            return raw.decode(declared)
        except (LookupError, UnicodeDecodeError):
            pass  # an unknown or wrong declaration: the bytes are looked at instead
    return decode_text(raw, "") if raw.strip() else ""


def _payload(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _attached(message: EmailMessage) -> Sequence[str]:
    """Names of what is attached, in order; the kind of what has no name."""
    names: list[str] = []
    for part in message.walk():
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            continue
        name = part.get_filename()
        if name or part.get_content_disposition() == "attachment":
            names.append(flat(normalise_text(name or part.get_content_type())))
        if len(names) == _MAX_ATTACHMENTS:
            break
    return names


def _header(message: EmailMessage, name: str) -> str:
    try:
        value = str(message.get(name, ""))
    except (MessageError, ValueError, LookupError, AttributeError, IndexError, TypeError):
        value = ""  # the library fails on some that are malformed; the text does not hang on them
    return flat(normalise_text(value))[:_MAX_HEADER]


def _find_date(message: EmailMessage) -> date | None:
    try:
        return parsedate_to_datetime(_header(message, "Date")).date()
    except (ValueError, TypeError, OverflowError):
        return None


def _n_words(draft: Draft) -> int:
    return sum(len(_WORD.findall(block.text)) for block in draft.blocks)
