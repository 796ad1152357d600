"""The few sentences that Derek says in its own words, in three languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rag.types import Language, Reason

_ABSTENTIONS: Mapping[Reason, Mapping[Language, str]] = {
    "no_evidence": {
        "kk": "Құжаттардан бұл сұраққа жауап табылмады.",
        "ru": "В документах нет ответа на этот вопрос.",
        "en": "The documents hold no answer to this question.",
    },
    "weak_evidence": {
        "kk": "Құжаттарда ұқсас мәліметтер бар, бірақ бұл сұраққа сенімді жауап табылмады.",
        "ru": "В документах есть похожие сведения, но надёжного ответа на этот вопрос нет.",
        "en": "The documents hold something similar, but no reliable answer to this question.",
    },
    "not_supported": {
        "kk": "Жауапты құжаттардың сөзімен растау мүмкін болмады.",
        "ru": "Ответ не удалось подтвердить словами документов.",
        "en": "The answer could not be confirmed by the words of the documents.",
    },
    "conflict": {
        "kk": "Құжаттар бұл сұраққа әртүрлі жауап береді.",
        "ru": "Документы отвечают на этот вопрос по-разному.",
        "en": "The documents disagree on this question.",
    },
    "empty_corpus": {
        "kk": "Әзірге бірде-бір құжат жүктелмеген.",
        "ru": "Пока не загружено ни одного документа.",
        "en": "No documents have been loaded yet.",
    },
    "out_of_scope": {
        "kk": "Мен тек жүктелген құжаттар бойынша сұрақтарға жауап беремін.",
        "ru": "Я отвечаю только на вопросы по загруженным документам.",
        "en": "I answer only questions about the documents that were loaded.",
    },
}


def abstention(reason: Reason, language: Language) -> str:
    """The one sentence said instead of an answer."""
    return _ABSTENTIONS[reason][language]


_UNANSWERED: Mapping[Language, str] = {
    "kk": "Құжаттардан табылмады: {}.",
    "ru": "В документах не найдено: {}.",
    "en": "Not found in the documents: {}.",
}
_QUOTES: Mapping[Language, str] = {"kk": "«{}»", "ru": "«{}»", "en": "“{}”"}


def unanswered(parts: Sequence[str], language: Language) -> str:
    """The sentence that names the parts of a question that an answer leaves open.

    >>> unanswered(["кто отвечает"], "ru")
    'В документах не найдено: «кто отвечает».'
    """
    quoted = ", ".join(_QUOTES[language].format(part) for part in parts)
    return _UNANSWERED[language].format(quoted)
