"""Brings the spellings and forms of a place's name to one key."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.text.kazakh_latin import rewrite_word
from rag.text.letters import fold_kazakh
from rag.text.stopwords import STOP_WORDS
from rag.text.wordlist import words

MIN_SHARED_LETTERS = 4
"""Two spellings of a name share at least this many first letters."""

TITLES = words(
    """
    батыр батыра батыру батыром хан хана хану ханом би бия ата баба ана апа ақын жырау сал сері
    жолы палуан тархан бек мырза
    """
)
"""Honours that follow a name in small letters: they belong to it, but not to its key."""
FREQUENT_WORDS = words(
    """
    новый новая новое новые нового новой жилой жилые весь вся все каждый каждая этот эта это данный
    данная другой другая один одна первый первая второй вторая третий наш наша ваш центральный
    крупный крупная малый главный главная соседний соседняя городской городская сельский сельская
    районный областной местный местная общий бывший нынешний такой самый средняя начальная аким
    акимат бұл осы сол жаңа барлық әр әрбір басқа біздің сіздің қазіргі үлкен кіші аталған бірінші
    екінші this that new every our
    """
).union(*STOP_WORDS.values())
"""Words that are no names when a sentence begins with them."""

# Endings of Russian adjectives made from names, and of Kazakh and Russian cases, all folded.
_ADJECTIVE = re.compile(r"(?:инск|енск|анск|янск|ск|цк)(?:ии|ого|ому|им|ом|ая|ои|ую|ое|ие|их)$")
_ENDING = re.compile(
    r"(?:нин|дин|тин|дан|ден|тан|тен|нан|нен|даги|деги|таги|теги|нда|нде|да|де|та|те|га|ге|ка|ке"
    r"|ом|ем|ою|ого|[аеиуояюь])$"
)
# «Абая», «Абаю», «Абаем» are forms of «Абай», whose й folds to и.
_AFTER_J = re.compile(r"(?<=[аеоу])(?:[яюе]|ем)$")
_NUMBER = re.compile(r"\d+")
# What the two languages call otherwise, and what they spell otherwise; both as folded beginnings.
_DIRECTIONS = (
    ("солтустик", "север"), ("север", "север"), ("онтустик", "юг"), ("южн", "юг"),
    ("шигис", "восток"), ("восточн", "восток"), ("батис", "запад"), ("западн", "запад"),
)  # fmt: skip
_SPELLINGS = (
    ("казах", "казак"), ("актюб", "актоб"), ("урал", "орал"), ("джамбул", "жамбил"),
    ("чимкент", "шимкент"), ("туркест", "туркист"), ("конаев", "кунаев"),
)  # fmt: skip


@lru_cache(maxsize=50_000)
def name_key(name: str) -> str:
    """What all forms of one word of a name begin with, in either language and script.

    >>> name_key("Таразда"), name_key("Taraz"), name_key("Абая"), name_key("Абай")
    ('тараз', 'тараз', 'абаи', 'абаи')
    """
    if _NUMBER.fullmatch(name):
        return name.lstrip("0") or "0"
    folded = fold_kazakh(rewrite_word(name.lower()) if name.isascii() else name)
    bare = _bare(folded)
    for called, direction in _DIRECTIONS:
        if bare.startswith(called):
            return direction
    for spelt, other in _SPELLINGS:
        if bare.startswith(spelt):
            return other + bare[len(spelt) :]
    return bare


def same_word(one: str, other: str) -> bool:
    """Whether two keys can be of one name: one is the other's beginning and hardly shorter.

    Numbers are the same only when they are equal.
    """
    if one[0].isdigit() or other[0].isdigit():
        return one == other
    short, long = sorted((one, other), key=len)
    spare = 2 if len(short) > MIN_SHARED_LETTERS else 1
    near = len(long) - len(short) <= spare
    return near and long.startswith(short) and len(short) >= min(MIN_SHARED_LETTERS, len(long))


def _bare(folded: str) -> str:
    adjective = _ADJECTIVE.sub("", folded)
    if adjective != folded and len(adjective) >= 2:
        # «Толебийский» is made from «Төле би».
        return adjective.removesuffix("бии") or adjective
    declined = _AFTER_J.sub("и", folded)
    if declined != folded:
        return declined
    bare = _ENDING.sub("", folded)
    return bare if len(bare) >= MIN_SHARED_LETTERS else folded
