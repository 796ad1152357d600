"""Examples for the OpenAPI page, in Kazakh and Russian."""

from __future__ import annotations

from typing import Any

from fastapi.openapi.models import Example

QUESTIONS: dict[str, Example] = {
    "kk": {
        "summary": "Қазақша сұрақ",
        "value": {"question": "Ауданда қанша адам тұрады?", "filters": {"language": ["kk", "ru"]}},
    },
    "ru": {
        "summary": "Вопрос по-русски, с продолжением разговора",
        "value": {
            "question": "А сколько из них частных?",
            "history": [
                {"role": "user", "content": "Сколько школ в районе?"},
                {"role": "assistant", "content": "В районе 62 школы."},
            ],
            "limit": 8,
        },
    },
    "stream": {
        "summary": "Ответ по предложениям (Server-Sent Events)",
        "value": {"question": "Когда завершится ремонт моста?", "stream": True},
    },
}

SEARCHES: dict[str, Example] = {
    "kk": {
        "summary": "Қазақша іздеу",
        "value": {"query": "су қоймасы", "filters": {"date_from": "2025-01-01"}, "limit": 5},
    },
    "ru": {
        "summary": "Поиск по-русски",
        "value": {"query": "ремонт дорог", "filters": {"collection": ["default"]}, "limit": 10},
    },
    "mixed": {
        "summary": "Екі тілде жазылған жерлерден іздеу · в абзацах на двух языках",
        "value": {"query": "қоғамдық тыңдау", "filters": {"language": ["mixed"]}, "limit": 5},
    },
}

_ANSWER_KK = {
    "id": "ans_4f0c2b7d",
    "question": "Ауданда қанша адам тұрады?",
    "standalone_question": "Ауданда қанша адам тұрады?",
    "language": "kk",
    "verdict": "answered",
    "reason": None,
    "text": "Аудан халқы – 18,4 мың адам. [1]",
    "citations": [
        {
            "n": 1,
            "document_id": "doc_1a2b3c",
            "document_title": "Аудан паспорты",
            "source": "pasport.txt",
            "source_url": None,
            "section": ["Аудан паспорты", "Халқы"],
            "paragraph_id": "p_77c1",
            "kind": "paragraph",
            "quote": "Аудан халқы – 18,4 мың адам.",
            "start": 96,
            "end": 124,
            "page": None,
            "row": None,
            "language": "kk",
            "date": "2025-01-01",
            "url": "/documents/doc_1a2b3c#p_77c1",
            "supported": True,
        }
    ],
    "passages": [],
    "timings": {"retrieve": 0.009, "total": 0.034},
    "trace": {"settings": "8d1f02aa", "composer": "extractive", "retriever": "hybrid", "notes": {}},
}

_ANSWER_RU = {
    **_ANSWER_KK,
    "id": "ans_91d3e0aa",
    "question": "Кто выиграл чемпионат мира по шахматам?",
    "standalone_question": "Кто выиграл чемпионат мира по шахматам?",
    "language": "ru",
    "verdict": "abstained",
    "reason": "no_evidence",
    "text": "В документах нет ответа на этот вопрос.",
    "citations": [],
}

ANSWER_RESPONSE: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            "application/json": {
                "examples": {
                    "kk": {"summary": "Жауап дереккөзімен", "value": _ANSWER_KK},
                    "ru": {"summary": "Отказ: ответа в документах нет", "value": _ANSWER_RU},
                }
            },
            "text/event-stream": {
                "schema": {"type": "string"},
                "example": 'event: sentence\ndata: {"text": "…", "citations": [{"n": 1}]}\n\n',
            },
        }
    }
}
