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
    бір екі үш төрт бес алты жеті сегіз тоғыз он два две три четыре пять шесть семь восемь десять
    екінші мемлекеттік жекеменшік жалпы республикалық государственный государственная частный
    частная республиканский республиканская общеобразовательная this that new every our state
    """
).union(*STOP_WORDS.values())
"""Words that are no names when a sentence begins with them."""

# Endings of Russian adjectives made from names, and of Kazakh and Russian cases, all folded.
_ADJECTIVE = re.compile(r"(?P<joint>ин|ен|ан|ян|)(?:ск|цк)(?:ии|ого|ому|им|ом|ая|ои|ую|ое|ие|их)$")
_ENDING = re.compile(
    r"(?:нин|дин|тин|дан|ден|тан|тен|нан|нен|даги|деги|таги|теги|нда|нде|да|де|та|те|га|ге|ка|ке"
    r"|ом|ем|ою|ого|[аеиуояюь])$"
)
_VOWEL = re.compile(r"[аеиуояюь]$")
# «Абая», «Абаю», «Абаем» are forms of «Абай», whose й folds to и.
_AFTER_J = re.compile(r"(?<=[аеоу])(?:[яюе]|ем)$")
# «Элеваторная», «Элеваторной», «Элеваторную»: a street named by an ordinary adjective.
_FEMININE = re.compile(r"(?<=[нвкг])(?:ая|ои|ую|ии|ого|ому|им|ое)$")
_NUMBER = re.compile(r"\d+")
# What the two languages call otherwise, and what they spell otherwise; both as folded beginnings.
_DIRECTIONS = (
    ("солтустик", "север"), ("север", "север"), ("онтустик", "юг"), ("южн", "юг"),
    ("шигис", "восток"), ("восточн", "восток"), ("батис", "запад"), ("западн", "запад"),
)  # fmt: skip
_SPELLINGS = (
    ("казах", "казак"), ("актюб", "актоб"), ("урал", "орал"), ("джамбул", "жамбил"),
    ("чимкент", "шимкент"), ("туркест", "туркист"), ("конаев", "кунаев"),
    ("балхаш", "балкаш"), ("енбекшиказах", "енбекшиказак"), ("уигур", "уигир"), ("аягоз", "аякоз"),
    ("хобд", "кобд"), ("мартук", "марток"), ("отрар", "отирар"), ("тюлкубас", "тулкибас"),
    ("баиконур", "баиконир"), ("наурзум", "наурзим"), ("джангел", "жангел"), ("узунко", "узинко"),
    ("курчум", "куршим"), ("урджар", "уржар"), ("узунагаш", "узинагаш"), ("кустана", "костана"),
    ("буктирм", "бухтарм"),
)  # fmt: skip


@lru_cache(maxsize=50_000)
def name_key(name: str) -> str:
    """What a word of a name can be a form of, in either language and script, parted by «/».

    A form alone does not tell its name: «Талдысу» may be «Талдысу» or the dative of «Талдыс». Two
    forms are of one name when a base of theirs is the same (``same_word``).

    >>> name_key("Таразда"), name_key("Taraz"), name_key("Абай")
    ('таразда/тараз/таразд', 'тараз', 'абаи')
    """
    if _NUMBER.fullmatch(name):
        return name.lstrip("0") or "0"
    folded = fold_kazakh(rewrite_word(name.lower()) if name.isascii() else name)
    return "/".join(dict.fromkeys(_as_called(name) for name in _bases(folded)))


def same_word(one: str, other: str) -> bool:
    """Whether two keys can be of one name.

    >>> same_word(name_key("Алмалы"), name_key("Алмалинского"))
    True
    >>> same_word(name_key("Алакөл"), name_key("Алакольского"))
    True
    >>> same_word(name_key("Талдысай"), name_key("Талдысу"))
    False
    """
    return not set(one.split("/")).isdisjoint(other.split("/"))


@lru_cache(maxsize=20_000)
def same_words(one: str, other: str) -> bool:
    """Whether of two names, keys parted by spaces, each word of the shorter has its like."""
    short, long = sorted((one.split(), other.split()), key=len)
    return all(any(same_word(word, like) for like in long) for word in short)


def _as_called(name: str) -> str:
    # Russian writes «Алаколь» for «Алакөл», and «Жаркаинский» is of «Жарқайың».
    name = name.replace("ь", "").replace("ии", "и")
    for called, direction in _DIRECTIONS:
        if name.startswith(called):
            return direction
    for spelt, other in _SPELLINGS:
        if name.startswith(spelt):
            return other + name[len(spelt) :]
    return name


def _bases(folded: str) -> list[str]:
    adjective = _ADJECTIVE.search(folded)
    if adjective is not None and adjective.start() >= 2:
        return _bases_of_adjective(folded[: adjective.start()], adjective["joint"])
    bases = [folded, _AFTER_J.sub("и", folded), _FEMININE.sub("", folded)]
    # «Актерека» is a Russian genitive, though it ends like a Kazakh dative.
    bare = [ending.sub("", folded) for ending in (_ENDING, _VOWEL)]
    return bases + [short for short in bare if len(short) >= MIN_SHARED_LETTERS]


def _bases_of_adjective(stem: str, joint: str) -> list[str]:
    """«Алмалинский» is of «Алмалы», but «Жаркынский» of «Жарқын», «Алакольский» of «Алакөл»."""
    # «Толебийский» is made from «Төле би».
    whole = stem.removesuffix("бии") or stem
    if not joint:
        # «Шиелийский» is of «Шиелі», «Илийский» of «Іле».
        return [whole, stem, *([stem[:-2] + "е"] if stem.endswith("ии") else [])]
    return [whole + joint, whole, *(whole + vowel for vowel in "аеиу")]
