"""The last gate before a reader: no links, pictures, markup or unseen characters leave Derek."""

from __future__ import annotations

import re
import unicodedata

from rag.text.orders import gives_order

# Characters that are not seen but are read: marks of direction, joiners and spaces of no width,
# tags, variation selectors. Source: Unicode 16, chapters 23.2 to 23.9, and UTR 36, "Unicode
# Security Considerations".
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_BRACKETS = ((re.compile(r"!+\["), "["), (re.compile(r"\](?=[\[(:])"), "] "))
_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*>")
_OPEN_TAG = re.compile(r"<(?=[a-zA-Z/!?])")
_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]{0,20}:/{2,}"
    r"|(?<![^\W_])(?:(?:https?|ftps?|file|data|javascript|vbscript|blob|mailto|tel|sms):/?|www\.))"
    r"(?=\S)",
    re.IGNORECASE,
)
_FENCE = re.compile(r"`{3,}|~{3,}")
_DOMAIN = re.compile(
    r"(?<![\w@.])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,24})(?![\w-])"
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b|(?<![\w.])localhost\b|[\w.+-]+@[\w-]+\.\w",
    re.IGNORECASE,
)
_NO_WORD = re.compile(r"[^\s\u2010-\u2015]{60,}")
"""A run of letters and digits that no language writes: text encoded so as to be carried out."""
# Imports, definitions, calls, assignments, keys and blocks of most programming languages.
_PROGRAM = re.compile(
    r"^\W*(?:import|from|def|class|except|echo|sudo|curl)\s+[A-Za-z_][\w.*, ]*:?$"
    r"|\w\([^()]*\)\W*$|\w\.[A-Za-z_]\w*\(|[A-Za-z_]\w*\s?[+*-]?==?\s?[\w\"'\[(]"
    r"|[\"']\w+[\"']\s?[:,]|[{}]|[A-Za-z]_[A-Za-z]|^\W*(?:for|with|if|while|try|else)\b[^.]*:$"
)
_WORD = re.compile(r"\w+")
_MARKUP = re.compile(
    r"&#?\w+;|[`|\\{}<>^~]|(?<!\w)#{1,6}\s|\*\*|__|!\[|\]\(|\]\[[^\d]|^\s*\[[^\]]+\]:"
)


def clean(text: str) -> str:
    """The text without characters that are not seen, white space of every kind as one space."""
    shown = _UNSEEN.sub("", text)
    seen = (c if unicodedata.category(c) not in ("Cc", "Co", "Cs") else " " for c in shown)
    return " ".join("".join(seen).split())


def disarm(text: str) -> str:
    """The text as plain words: nothing in it is a link, a picture, a tag or another's markup, for
    any client that shows Markdown or HTML. Addresses keep their words and lose what makes links
    of them: «https://www.example.kz/a» becomes «example.kz/a». Disarming twice is disarming once.

    >>> disarm("См. [сайт](https://example.kz/a) <b>здесь</b> и www.example.kz")
    'См. [сайт] (example.kz/a) здесь и example.kz'
    """
    while (plain := _disarm_once(text)) != text:
        text = plain
    return text


def _disarm_once(text: str) -> str:
    text = _FENCE.sub("", _OPEN_TAG.sub("‹", _TAG.sub("", clean(text))))
    for brackets, apart in _BRACKETS:
        text = brackets.sub(apart, text)
    return " ".join(_ADDRESS.sub("", text).split())


def is_plain(text: str) -> bool:
    """Whether nothing in a text would have to be disarmed."""
    return disarm(text) == text


def is_statement(text: str) -> bool:
    """Whether words tell something: more than one word, no question, no order to a model, no line
    of a program."""
    if len(_WORD.findall(text)) < 2 or "?" in text:
        return False
    return not (gives_order(text) or _PROGRAM.search(text))


def is_mere_prose(text: str) -> bool:
    """Whether the text is nothing but words that tell something: plain, without any address,
    markup or encoded part, no question, no order such as a document may have given, no program.

    What a language model writes must be; of quoted documents it is asked only to be plain.
    """
    return (
        is_plain(text)
        and not (_DOMAIN.search(text) or _NO_WORD.search(text) or _MARKUP.search(text))
        and is_statement(text)
    )
