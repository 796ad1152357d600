"""What Derek says to a greeting, to thanks, at parting, and when asked who it is."""

from __future__ import annotations

from collections.abc import Mapping

from rag.types import Courtesy, Language

_REPLIES: Mapping[Courtesy, Mapping[Language, str]] = {
    "greeting": {
        "kk": "Сәлеметсіз бе! Құжаттар бойынша сұрағыңызды қойыңыз.",
        "ru": "Здравствуйте! Задайте вопрос по документам.",
        "en": "Hello! Ask me a question about the documents.",
    },
    "thanks": {
        "kk": "Оқасы жоқ! Тағы сұрағыңыз болса, қойыңыз.",
        "ru": "Пожалуйста! Если есть ещё вопросы, задавайте.",
        "en": "You are welcome! Ask again whenever you like.",
    },
    "farewell": {
        "kk": "Сау болыңыз!",
        "ru": "До свидания!",
        "en": "Goodbye!",
    },
    "identity": {
        "kk": "Мен – Derek: жүктелген құжаттардан жауап тауып, оның дәл орнын көрсетемін.",
        "ru": "Я Derek: нахожу ответы в загруженных документах и показываю, где это сказано.",
        "en": "I am Derek: I find answers in the loaded documents and show where they stand.",
    },
}


def courtesy_reply(courtesy: Courtesy, language: Language) -> str:
    """One or two sentences; they state nothing that a document would have to carry."""
    return _REPLIES[courtesy][language]
