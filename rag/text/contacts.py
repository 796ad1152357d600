"""Phones, e-mail, web and postal addresses: whether a question asks for one, a text holds one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

Contact = Literal["email", "web", "phone", "address"]

_WHICH = (
    r"(?:как(?:ой|ая|ое|ие|ов|ова|ому|ом)|назовите|дайте|скажите|подскажите|укажите|напишите"
    r"|what|which)"
)
# The first that fits: an electronic address is asked for before an address.
_ASKED: tuple[tuple[Contact, str], ...] = (
    (
        "email",
        r"\bэлектронн\w+ (?:поч\w+|адрес\w*)|\bадрес\w* эл(?:ектронной|\.) почт\w*|\be-?mail\w*"
        r"|\bимейл\w*|\bэлектрондық? (?:пошта|мекен-?жай)\w*|\bэл(?:\.|ектронная)? почт\w*",
    ),
    (
        "web",
        rf"\bадрес\w* (?:сайт|портал|страниц)\w*|\b{_WHICH}\s(?:официальн\w+ )?(?:веб-?)?сайт\b"
        r"|\b(?:сайт|портал)\w* (?:мекен-?жайы|адресі)\w*|\bweb ?site\b|\bвеб-?сайт\w*",
    ),
    (
        "phone",
        r"\bномер\w* телефон\w*|\bтелефон\w* (?:номер|нөмір)\w*"
        rf"|\b{_WHICH}\s(?:[^\W\d_]+\s){{0,2}}телефон(?:а|у|е|ы)?\b(?! \w*(?:связ|станц|сет))"
        r"|^телефон\b|\bтелефоны\s*\?*$|\bтелефоны? (?:қандай|қанша|нешінші)\b|\bphone\b",
    ),
    (
        "address",
        rf"\b{_WHICH}\s(?:[^\W\d_]+\s){{0,2}}адрес(?:а|у|е)?\b|^(?:юридический )?адрес\b"
        r"|\bмекен-?жай\w*|\b(?:what|which)\b.{0,20}\baddress\b",
    ),
)
_HELD: Mapping[Contact, str] = {
    "email": r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    "web": r"https?://\S|\bwww\.\w|(?<![@\w.-])[\w-]+(?:\.[\w-]+)*\.(?:kz|ru|com|org|net|gov|қаз)\b",
    "phone": (
        r"\+\s?[78][\d\s()/-]{9,}\d|(?<!\d)8\s?[(/-]\s?\d{3,5}\s?[)/-]\s?\d"
        r"|\(\d{3,5}\)\s?\d|(?<![\d-])\d{2,3}-\d{2}-\d{2}(?![\d-])"
        r"|\b(?:тел|факс|ұялы|phone|call)\w*\.?[^\d\n]{0,24}\d[\d\s()/-]{2,}"
    ),
    "address": (
        r"\b(?:ул\.|улиц\w+|пр\.|пр-т\w*|проспект\w*|мкр\.?|микрорайон\w*|пер\.|переулок|шоссе)"
        r"[^\n;]{1,48}?\d|\bдом\w* (?:№ ?)?\d"
        r"|(?:көше|даңғыл|ықшам ?аудан|шағын ?аудан|тұйық)\w*[^\n;]{0,24}?\d|\bүй\w* (?:№ ?)?\d"
        r"|\b\d+[\w/]* (?:[A-Z]\w+ )+(?:street|avenue|st\.|ave\.)"
    ),
}
_ASKED_COMPILED = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in _ASKED)
_HELD_COMPILED = {kind: re.compile(words, re.IGNORECASE) for kind, words in _HELD.items()}


@lru_cache(maxsize=2_000)
def find_asked_contact(question: str) -> tuple[Contact, int, int] | None:
    """What a question asks for and the span of the words that ask; None when for no contact.

    >>> find_asked_contact("Какой телефон приёмной?")
    ('phone', 0, 13)
    >>> find_asked_contact("Какова плотность телефонных линий?") is None
    True
    """
    for kind, pattern in _ASKED_COMPILED:
        if found := pattern.search(question):
            return kind, found.start(), found.end()
    return None


@lru_cache(maxsize=20_000)
def holds_contact(text: str, contact: Contact) -> bool:
    """Whether a text holds one: a number written as phones are, a street with a house.

    >>> holds_contact("тел.: 8 (727) 2-70-12-12", "phone"), holds_contact("1 234 567", "phone")
    (True, False)
    """
    return _HELD_COMPILED[contact].search(text) is not None
