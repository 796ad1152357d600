from __future__ import annotations

from datetime import date
from email.message import EmailMessage

import pytest

from rag.documents.read import read_draft
from rag.errors import CorpusError
from rag.types import Draft
from tests.web_files import make_page, texts

PROSE = "В районе работают сорок восемь школ, и мест в них хватает всем ученикам."


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


def test_what_is_attached_is_named_and_not_read() -> None:
    message = make_message()
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="план.pdf")
    message.add_attachment("тайна", filename="заметка.txt")
    message.add_attachment(make_message("Вложенное письмо"))
    draft = read(message.as_bytes())
    assert draft.blocks[-1].text.startswith("Attachments (not read): план.pdf, заметка.txt")
    assert not any("тайна" in text or "Вложенное" in text for text in texts(draft.blocks))


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
