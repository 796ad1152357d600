"""Small documents of our own wording, and the shelf that fakes keep them on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from rag.types import (
    Document,
    DocumentRecord,
)
from tests.documents import make_document
from tests.records import make_record


def passport() -> Document:
    """A Russian district passport with a list."""
    return make_document(
        [
            ((), [("heading", "Паспорт Заречного района")]),
            (
                ("Паспорт Заречного района", "Население"),
                [
                    ("heading", "Население"),
                    ("paragraph", "В районе живут 18,4 тыс. человек, из них 6,1 тыс. – дети."),
                ],
            ),
            (
                ("Паспорт Заречного района", "Образование"),
                [
                    ("heading", "Образование"),
                    ("list_item", "– школы: 12, из них две частные;"),
                    ("list_item", "– детские сады: 9."),
                ],
            ),
        ],
        document_id="doc_passport",
        source="passports/заречный.txt",
        title="Паспорт Заречного района",
        day=date(2025, 1, 1),
    )


def programme() -> Document:
    """A Kazakh programme report with a table."""
    return make_document(
        [
            (
                ("Ауылды дамыту бағдарламасы", "Көрсеткіштер"),
                [
                    ("heading", "Көрсеткіштер"),
                    ("table_row", "Жөнделген жолдардың ұзындығы\tкм\t40\t37,5"),
                    ("table_row", "Сумен қамтылған ауылдар\tбірлік\t11\t11"),
                    ("paragraph", "Бағдарлама 2027 жылға дейін жалғасады."),
                ],
            )
        ],
        document_id="doc_programme",
        source="programme.txt",
        title="Ауылды дамыту бағдарламасы",
        language="kk",
        header=("Көрсеткіш", "Өлшем бірлігі", "Жоспар", "Нақты"),
        day=date(2026, 2, 1),
    )


def hostile() -> Document:
    """A document whose words would like to be markup."""
    return make_document(
        [((), [("paragraph", '<img src=x onerror="document.title=1"> <script>1</script> & co')])],
        document_id="doc_hostile",
        source="<b>bold<b>.txt",
        title="<script>document.title='owned'</script>",
    )


class Shelf:
    """What is stored: records, documents and originals by document id."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.records: dict[str, DocumentRecord] = {}
        self.documents: dict[str, Document] = {}
        self.originals: dict[str, bytes] = {}
        for document in documents:
            self.put(document, document.text.encode())

    def put(self, document: Document, content: bytes) -> None:
        record = make_record(document)
        self.records[document.id] = replace(
            record,
            sha256=hashlib.sha256(content).hexdigest(),
            n_bytes=len(content),
            ingested_at=datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
        )
        self.documents[document.id] = document
        self.originals[document.id] = content
