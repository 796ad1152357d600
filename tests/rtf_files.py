"""Makes rich texts for tests: one content as programs save it, and raw ones around a body."""

from __future__ import annotations

from striprtf import striprtf

from tests.office_files import Content, Heading, Items, Prose, Table

HEAD = (
    r"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\froman\fcharset204 Times New Roman;}"
    r"{\f1\froman\fcharset2 Symbol;}{\f2\fswiss\fcharset0 Arial;}}"
    r"{\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}{\s1\sbasedon0\outlinelevel0 heading"
    r" 1;}{\s2\sbasedon0 heading 2;}{\s9\sbasedon0 Title;}{\*\cs10\additive Default Font;}}"
)


def make_rtf(content: Content) -> bytes:
    """A rich text with styles, bullets and tables."""
    body = _paragraph(content.title, r"\s9\qc ")
    for part in content.parts:
        if isinstance(part, Heading):
            body += _paragraph(part.text, rf"\s{part.level} ")
        elif isinstance(part, Prose):
            body += _paragraph(part.text)
        elif isinstance(part, Items):
            bullet = r"{\listtext\pard\plain\f1 \'b7\tab}"
            body += "".join(_paragraph(text, r"\ls1 " + bullet) for text in part.texts)
        else:
            body += rtf_table(part)
    return rich(body)


def rtf_table(table: Table) -> str:
    """Rows whose cells end every 2000 twips."""
    edges = "".join(rf"\cellx{2000 * (i + 1)}" for i in range(len(table.rows[0])))
    cells = ("".join(rf"\pard\intbl {written(c)}\cell " for c in row) for row in table.rows)
    return "".join(rf"\trowd\trleft0{edges}{row}\row " for row in cells)


def rich(body: str, head: str = HEAD) -> bytes:
    """A whole file around a body that is ASCII."""
    return f"{head}\n{body}}}".encode("ascii")


def independent_text(content: bytes, encoding: str = "cp1251") -> str:
    """The text by another reader, which knows no structure."""
    text = striprtf.rtf_to_text(content.decode("latin-1"), encoding)  # type: ignore[no-untyped-call]
    return str(text).replace("|", " ")


def written(text: str) -> str:
    """``text`` as Word writes it: bytes of cp1251 where that has the letter, else its number with
    a question mark for programs that do not know it."""
    return "".join(map(_character, text))


def _character(character: str) -> str:
    if character in "\\{}":
        return f"\\{character}"
    if character < "\x7f":
        return character
    try:
        return f"\\'{character.encode('cp1251')[0]:02x}"
    except UnicodeEncodeError:
        units = character.encode("utf-16-le")
        numbers = (int.from_bytes(units[i : i + 2], "little") for i in range(0, len(units), 2))
        return "".join(rf"\u{n - 0x10000 if n > 0x7FFF else n}?" for n in numbers)


def _paragraph(text: str, looks: str = "") -> str:
    return rf"\pard\plain {looks}{written(text)}\par" + "\n"
