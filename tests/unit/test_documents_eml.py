from __future__ import annotations

from datetime import date
from email.message import EmailMessage

import pytest

from rag.documents.attachments import MAX_BYTES, MAX_READ, Attachment, attachment_blocks
from rag.documents.read import read_draft
from rag.errors import CorpusError
from rag.sections.build import build_document
from rag.types import Block, Draft
from tests.office_files import REPORT, make_docx
from tests.web_files import make_page, texts

PROSE = "В районе работают сорок восемь школ, и мест в них хватает всем ученикам."

SUBJECT = "Ответ о школах района"


def read(content: bytes) -> Draft:
    return read_draft(content, "письмо.eml", max_line_bytes=2**20)


def make_message(text: str = PROSE, subject: str = "Ответ о школах района") -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "Айгүл Серікова <aigul@example.kz>"
    message["To"] = "Отдел образования <school@example.kz>"
    message["Date"] = "Thu, 13 Apr 2023 23:30:00 +0500"
    message["Message-ID"] = "<1@example.kz>"
    message.set_content(text)
    return message


def test_subject_people_day_and_text_are_read() -> None:
    draft = read(make_message().as_bytes())
    assert (draft.title, draft.date) == ("Ответ о школах района", date(2023, 4, 13))
    heading, people, body = draft.blocks
    assert (heading.kind, heading.level, heading.text) == ("heading", 1, "Ответ о школах района")
    assert "From: Айгүл Серікова <aigul@example.kz>" in people.text
    assert "To: Отдел образования <school@example.kz>" in people.text
    assert body.text == PROSE


def test_headings_of_the_text_stand_under_the_subject() -> None:
    message = make_message("Дороги\n\n" + PROSE + "\n\nШколы района\n\n" + PROSE + "\n")
    levels = [b.level for b in read(message.as_bytes()).blocks if b.kind == "heading"]
    assert levels[0] == 1 and min(levels[1:]) > 1


def test_the_plain_text_is_taken_unless_the_page_says_much_more() -> None:
    message = make_message()
    message.add_alternative(f"<h1>Вид</h1><p>{PROSE}</p>", subtype="html")
    assert "Вид" not in texts(read(message.as_bytes()).blocks)
    brief = make_message("Письмо в формате HTML.")
    page = "<h2>Мектептер</h2>" + f"<p>{PROSE}</p>" * 5
    brief.add_alternative(page, subtype="html")
    assert "Мектептер" in texts(read(brief.as_bytes()).blocks, "heading")


@pytest.mark.parametrize("charset", ["cp1251", "koi8-r", "utf-8"])
def test_every_encoding_of_text_and_page_is_right(charset: str) -> None:
    message = make_message()
    message.set_content(PROSE, charset=charset)
    assert PROSE in texts(read(message.as_bytes()).blocks)
    page = EmailMessage()
    page["Subject"], page["From"], page["Message-ID"] = "Страница", "a@example.kz", "<2@b>"
    page.set_content(f"<p>{PROSE}</p>", subtype="html", charset=charset)
    assert PROSE in texts(read(page.as_bytes()).blocks)


def test_a_charset_that_is_missing_or_unknown_is_guessed() -> None:
    head = "From: a@example.kz\nSubject: Hi\nMessage-ID: <1@b>\nMIME-Version: 1.0\n"
    for kind in ("", "Content-Type: text/plain; charset=no-such\n"):
        content = (head + kind + "\n").encode() + PROSE.encode("cp1251")
        assert PROSE in texts(read(content).blocks)


def attach(message: EmailMessage, content: bytes, kind: str, name: str | None) -> None:
    main, sub = kind.split("/")
    message.add_attachment(content, maintype=main, subtype=sub, filename=name)


def test_what_is_attached_is_read_under_its_name() -> None:
    message = make_message()
    attach(message, make_docx(REPORT), "application/octet-stream", "отчёт.docx")
    message.add_attachment("Мектеп жөнделді, жұмыс аяқталды.", filename="заметка.txt", cte="base64")
    draft = read(message.as_bytes())
    document = build_document(draft, document_id="d", source="письмо.eml", date=None)
    paths = {
        document.text[p.start : p.end]: document.sections[p.section].path
        for p in document.paragraphs
    }
    assert paths[PROSE] == (SUBJECT,)
    assert paths["Мектеп жөнделді, жұмыс аяқталды."] == (SUBJECT, "заметка.txt")
    inner = [path for path in paths.values() if path[:2] == (SUBJECT, "отчёт.docx")]
    assert (SUBJECT, "отчёт.docx", REPORT.title, "Дороги и мосты") in inner
    assert any(p.kind == "table_row" for p in document.paragraphs)
    assert "not read" not in document.text


def test_what_cannot_be_read_is_named_with_its_reason() -> None:
    message = make_message()
    attach(message, b"\x89PNG\r\n\x1a\n0000", "image/png", "печать.png")
    attach(message, b"%PDF-1.4", "application/pdf", "план.pdf")
    attach(message, b"", "text/plain", "пусто.txt")
    attach(message, b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", "text/calendar", "встреча.ics")
    attach(message, PROSE.encode("koi8-r"), "application/octet-stream", None)
    blocks = read(message.as_bytes()).blocks
    (said,) = [block.text for block in blocks if block.text.startswith("Attachments not read: ")]
    for name in (
        "печать.png looks like a PNG",
        "план.pdf ",
        "пусто.txt is empty",
        "встреча.ics is",
    ):
        assert name in said
    assert [b.text for b in blocks if b.kind == "heading"] == [SUBJECT, "application/octet-stream"]
    assert texts(blocks).count(PROSE) == 2


def test_an_attached_message_keeps_what_is_attached_to_it() -> None:
    inner = make_message("Ішкі хатта жол жөндеу туралы айтылған.", "Вложенное письмо")
    inner.add_attachment("Смета утверждена советом.", filename="смета.txt", cte="base64")
    outer = make_message()
    outer.add_attachment(inner)
    blocks = read(outer.as_bytes()).blocks
    headings = [(b.level, b.text) for b in blocks if b.kind == "heading"]
    assert headings == [(1, SUBJECT), (2, "Вложенное письмо"), (3, "смета.txt")]
    assert "Смета утверждена советом." in texts(blocks)


def test_messages_within_messages_end_at_a_depth() -> None:
    message = make_message("Самое глубокое письмо.", "Письмо 0")
    for n in range(1, 7):
        outer = make_message(f"Обёртка номер {n}.", f"Письмо {n}")
        outer.add_attachment(message)
        message = outer
    found = texts(read(message.as_bytes()).blocks)
    assert [f"Обёртка номер {n}." in found for n in (6, 5, 4, 3)] == [True] * 4
    assert not any("глубокое" in text for text in found)
    assert any("is a message within 3 others" in text for text in found)


def test_attachments_above_the_limits_are_named() -> None:
    made = [Attachment(f"{n}.txt", "text/plain", b"x") for n in range(MAX_READ + 1)]
    made.insert(0, Attachment("big.bin", "text/plain", bytes(MAX_BYTES + 1)))
    blocks = list(
        attachment_blocks(made, lambda content, name: Draft((Block("paragraph", name),)), 2)
    )
    assert blocks[0].text == (
        f"Attachments not read: big.bin goes beyond {MAX_BYTES // 2**20} MiB of attachments"
        f" · {MAX_READ}.txt comes after {MAX_READ} others"
    )
    assert len([block for block in blocks if block.kind == "heading"]) == MAX_READ


def test_lines_that_were_broken_for_the_mail_are_whole_again() -> None:
    words = PROSE.split()
    flowed = " ".join(words[:5]) + " \n" + " ".join(words[5:]) + "\n"
    content = make_message(flowed).as_bytes()
    content = content.replace(b"text/plain;", b"text/plain; format=flowed;")
    assert PROSE in texts(read(content).blocks)


def test_a_saved_web_page_is_its_page() -> None:
    page = make_page(f"<h1>Устав</h1><p>{PROSE}</p>")
    head = (
        b"From: <Saved by a browser>\r\nSubject: page\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    draft = read(head + page + b"\r\n--b--\r\n")
    assert {"Устав", PROSE} <= set(texts(draft.blocks))


@pytest.mark.parametrize(
    "content",
    [
        b"From: a@b.kz\nSubject: x\nMessage-ID: <1@b>\nDate: 99 Foo 20000\n\n\xd1\x82",
        b"From: =?x?q?=\nTo: <<<>>>\nSubject: =?utf-8?b?///=?=\nMessage-ID: <1@b>\n\nx",
        b"From: a\nSubject: b\nMIME-Version: 1.0\nContent-Type: multipart/mixed\n\nx",
        b"From: a\nSubject: b\nMIME-Version: 1.0\nContent-Type: text/plain; charset=\n\nx",
        b"From: a\nTo: " + b'"a" <a@b.kz>, ' * 20_000 + b"\nSubject: b\nMIME-Version: 1.0\n\nx",
    ],
)
def test_a_malformed_message_is_read_as_far_as_it_goes(content: bytes) -> None:
    assert read(content).blocks


def test_parts_nested_without_end_are_refused() -> None:
    head = b"From: a@b.kz\nSubject: x\nMIME-Version: 1.0\n"
    parts = (
        f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n".encode() for n in range(3000)
    )
    with pytest.raises(CorpusError, match="письмо"):
        read(head + b"".join(parts) + b"\nx")


def test_a_message_that_broke_a_limit_is_read_alone_and_names_what_was_left_out() -> None:
    message = EmailMessage()
    message["Subject"] = "Сведения о посевах"
    message.set_content("Под пшеницу отведено 40 гектаров.")
    message.add_attachment(b"x" * 10, maintype="text", subtype="plain", filename="поля.txt")
    draft = read_draft(message.as_bytes(), "a.eml", max_line_bytes=2**20, attachments=False)
    texts = [block.text for block in draft.blocks]
    assert "Под пшеницу отведено 40 гектаров." in texts
    assert texts[-1].startswith("Attachments not read: поля.txt was left out")


def test_only_a_message_can_be_read_without_attachments() -> None:
    with pytest.raises(CorpusError, match="no attachments"):
        read_draft("Пшеница".encode(), "a.txt", max_line_bytes=2**20, attachments=False)
