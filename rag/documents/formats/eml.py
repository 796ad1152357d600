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

from rag.documents.attachments import Attachment, attachment_blocks
from rag.documents.decode import decode_text, find_decoded
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


def parse_eml(
    content: bytes,
    parse_html: Callable[[bytes], Draft],
    read_attached: Callable[[bytes, str], Draft],
) -> Draft:
    """Blocks of a message: its subject as heading, who wrote to whom and when, its text (the plain
    one, or the HTML one where that says much more), then what is attached, each file under its
    name; which could not be read, and why. Title and date are subject and day sent.

    ``read_attached``: bytes and name of an attachment to its blocks, or CorpusError.
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
    level = 1 if subject else 0
    tail = attachment_blocks(attached, read_attached, level + 1)
    blocks = (*_head(message, subject), *_below(body, level), *tail)
    return Draft(blocks, title=subject or None, date=_find_date(message))


def _head(message: EmailMessage, subject: str) -> Iterator[Block]:
    """The subject, and who wrote to whom and when."""
    if subject:
        yield Block("heading", subject, level=1)
    lines = [f"{name}: {value}" for name in _SHOWN_HEADERS if (value := _header(message, name))]
    if lines:
        yield Block("paragraph", "\n".join(lines))


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
        text = find_decoded(raw, declared)
        if text is not None:
            return text
    # Nothing declared, or wrongly: the bytes are looked at.
    return decode_text(raw, "") if raw.strip() else ""


def _payload(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _attached(message: EmailMessage) -> Sequence[Attachment]:
    """What is attached, in order; what is attached to an attached message is that one's own."""
    found: list[Attachment] = []
    pending: list[MIMEPart] = [message]
    while pending and len(found) < _MAX_ATTACHMENTS:
        part = pending.pop()
        if part is not message and _is_attached(part):
            found.append(_attachment(part))
        elif part.is_multipart():
            inner = part.get_payload()
            parts = inner if isinstance(inner, list) else []
            pending += [p for p in reversed(parts) if isinstance(p, MIMEPart)]
    return found


def _is_attached(part: MIMEPart) -> bool:
    if part.get_content_type() == "message/rfc822":
        return True
    named = part.get_filename() or part.get_content_disposition() == "attachment"
    return bool(named) and not part.is_multipart()


def _attachment(part: MIMEPart) -> Attachment:
    name, kind = flat(normalise_text(part.get_filename() or "")), part.get_content_type()
    if kind == "message/rfc822":
        inner = part.get_payload(0) if part.is_multipart() else None
        # The older policy writes headers as they were read, malformed ones, too.
        message = inner.as_bytes(policy=policy.compat32) if isinstance(inner, MIMEPart) else b""
        return Attachment(name, kind, message)
    if kind == "text/html":
        return Attachment(name or kind, kind, _as_page(part))
    if kind.startswith("text/"):
        return Attachment(name or kind, kind, _decoded(part).encode("utf-8", errors="replace"))
    return Attachment(name or kind, kind, _payload(part))


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
