"""Letters in Kazakh and Russian, as text and as Word files, to measure ingestion with."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO
from pathlib import Path

SENTENCES = (
    "В посёлке {n} построено {m} домов, отремонтировано {k} километров дорог.",
    "{n} ауылында {m} отбасы тұрады, оның {k} үйіне су құбыры тартылды.",
    "Работы вело товарищество «Жол {k}», принято {m} предложений жителей.",
    "Жоспар бойынша {k} мектеп жөнделді, {m} оқушы сабаққа барады.",
)
PARAGRAPHS_A_SECTION = 6


def letter(number: int, n_sections: int) -> str:
    """A report of this number, unlike any other."""
    lines = [f"Отчёт номер {number}", ""]
    for section in range(n_sections):
        lines += [f"Раздел {section + 1}", ""]
        for place in range(PARAGRAPHS_A_SECTION):
            step = number * 31 + section * 7 + place
            words = (s.format(n=number, m=step % 997, k=step % 89) for s in SENTENCES)
            lines += [" ".join(words), ""]
    return "\n".join(lines)


def note(number: int) -> str:
    """A note of this number, unlike any other: a title and one paragraph, half a kilobyte."""
    words = (s.format(n=number, m=number * 31 % 9973, k=number % 89) for s in SENTENCES)
    return f"Справка номер {number}\n\n{' '.join(words)}\n"


def write_folder(folder: Path, n_files: int, n_sections: int) -> int:
    """Letters in a hundred folders, notes for 0 sections; returns their bytes."""
    for number in range(n_files):
        path = folder / f"{number % 100:02}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = letter(number, n_sections) if n_sections else note(number)
        path.write_text(text, "utf-8")
    return sum(path.stat().st_size for path in folder.rglob("*.txt"))


def word_files(folder: Path | None, n_bytes: int) -> list[bytes]:
    """Word files of so many bytes together: those of a folder over and over, else letters."""
    found = [path.read_bytes() for path in sorted(folder.rglob("*.docx"))] if folder else []
    files: list[bytes] = []
    while sum(map(len, files)) < n_bytes:
        number = len(files)
        files.append(found[number % len(found)] if found else word_file(number, 60))
    return files


def word_file(number: int, n_sections: int) -> bytes:
    """The letter of this number as a Word file: bold headings, paragraphs, a table a section.

    Every paragraph has the marks of revisions that Word writes.
    """
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    numbers = random.Random(number)
    body: list[str] = []
    for line in filter(None, letter(number, n_sections).split("\n")):
        bold = "<w:rPr><w:b/></w:rPr>" if len(line) < 40 else ""
        mark = f'w:rsidR="{numbers.getrandbits(32):08X}" w:rsidP="{numbers.getrandbits(32):08X}"'
        body.append(f"<w:p {mark}><w:r>{bold}<w:t>{line}</w:t></w:r></w:p>")
        if bold:
            words = line.split()
            row = "".join(f"<w:tc><w:p><w:r><w:t>{word}</w:t></w:r></w:p></w:tc>" for word in words)
            body.append(f"<w:tbl>{f'<w:tr>{row}</w:tr>' * 3}</w:tbl>")
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        xml = f'<w:document xmlns:w="{space}"><w:body>{"".join(body)}</w:body></w:document>'
        archive.writestr("word/document.xml", xml)
    return stream.getvalue()
