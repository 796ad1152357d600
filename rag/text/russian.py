"""Dictionary forms of Russian words: pymorphy3 where it knows the word, Snowball where not."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import snowballstemmer

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

# Less likely readings are noise: BM25 on XQuAD-ru .967 with this limit, .966 with none.
_LEAST_SCORE = 0.15
# «пришли», «попали» are hardly ever orders in prose: measured on UD_Russian-GSD, +.001 pair-F1.
_IMPERATIVE_SHARE = 0.1
_PREDICATES = frozenset({"VERB", "PRTS", "ADJS", "PRED"})
_NAMES = ("Geox", "Name", "Surn", "Patr", "Orgn", "Trad")
_INFLECTED = frozenset({"NOUN", "ADJS", "PRTS"})
_FIRST_PART = re.compile(
    r"(?:микро|мини|мега|макро|нано|кибер|спец|соц|гос|нац|мед|теле|видео|фото|кино|авто|авиа|агро"
    r"|био|гидро|гео|эко|энерго|тепло|электро|водо|газо|нефте|масло|хлебо|зерно|овоще|сельхоз|строй"
    r"|спорт|проф|тех|мульти|мото|вело|евро|сверх|супер|анти|недо|само|много|мало|полу)"
    r"(?=[^\W\d_]{4})"
)
_ADJECTIVES = frozenset({"ADJF", "ADJS"})


@lru_cache(maxsize=16_384)
def lemmas(word: str) -> tuple[str, ...]:
    """The dictionary forms of a lower-case word, likeliest first, with ё read as е; never empty.

    Readings are weighed by how often OpenCorpora has them, those of one lemma together. A word that
    the dictionary lacks, such as a local name, has its Snowball stem alone: guessed lemmas differ
    from form to form (pair-F1 of unknown words in UD_Russian-GSD .86 against .83). One of a known
    word behind «микро», «спец», «соц» and the like has that word's form.

    Sources: M. Korobov, Morphological Analyzer and Generator for Russian and Ukrainian Languages,
    2015, https://pymorphy2.readthedocs.io; https://snowballstem.org/algorithms/russian/stemmer.html

    >>> lemmas("детьми"), lemmas("белок")
    (('ребенок',), ('белок', 'белка'))
    """
    word = word.replace("ё", "е").replace("\u0301", "")
    analyzer = _load_analyzer()
    if analyzer is None or not is_known(word):
        return (_compound(word) or _snowball(word),)
    scores = _scores(analyzer, word)
    best = max(scores, key=lambda lemma: scores[lemma])
    others = (lemma for lemma, score in scores.items() if score >= _LEAST_SCORE)
    return tuple(dict.fromkeys((best, *others)))


def _compound(word: str) -> str | None:
    """The dictionary form of a word made of a first part and a word: «микрокредита»."""
    found = _FIRST_PART.match(word)
    rest = word[found.end() :] if found else ""
    if not found or not is_known(rest):
        return None
    return found.group() + lemmas(rest)[0]


def stem(word: str) -> str:
    """The likeliest of ``lemmas``.

    >>> stem("населением")
    'население'
    """
    return lemmas(word)[0]


@lru_cache(maxsize=20_000)
def roles(word: str) -> frozenset[str]:
    """What a lower-case word likeliest is in a sentence: some of "predicate", "subject", "name".

    A predicate is a finite verb or a short form; a subject is a noun in the nominative; a name is
    that of a person or place. Empty when the dictionary does not know the word.
    """
    analyzer = _load_analyzer()
    if analyzer is None or not is_known(word):
        return frozenset()
    tag = analyzer.parse(word)[0].tag
    signs = {
        "predicate": tag.POS in _PREDICATES,
        "subject": tag.POS == "NOUN" and "nomn" in tag,
        "name": any(mark in tag for mark in _NAMES),
    }
    return frozenset(role for role, holds in signs.items() if holds)


_COUNTING = re.compile(
    r"(?:недо|одно|двух|трех|четырех|пяти|шести|семи|восьми|девяти|десяти|двенадцати)(?=[^\W\d_]{5})"
)


def counted_parts(lemma: str) -> tuple[str, ...]:
    """What an adjective made with a number says there are so many of, if the rest is a word, and
    what is not wholly done: «недоосвоить».

    >>> counted_parts("трехэтажный"), counted_parts("однако")
    (('этажный',), ())
    """
    found = _COUNTING.match(lemma)
    rest = lemma[found.end() :] if found else ""
    return (rest,) if rest and is_known(rest) else ()


@lru_cache(maxsize=32_768)
def is_known(word: str) -> bool:
    """Whether the dictionary has a lower-case word; False without a dictionary."""
    analyzer = _load_analyzer()
    return analyzer is not None and bool(analyzer.word_is_known(word))


@lru_cache(maxsize=20_000)
def is_place(word: str) -> bool:
    """Whether a lower-case word likeliest is the name of a place."""
    analyzer = _load_analyzer()
    if analyzer is None or not is_known(word):
        return False
    return "Geox" in analyzer.parse(word)[0].tag


@lru_cache(maxsize=20_000)
def is_only_place(word: str) -> bool:
    """Whether a lower-case word can be nothing but the name of a place: «Тараз», but not «газе»."""
    analyzer = _load_analyzer()
    if analyzer is None or not is_known(word):
        return False
    return all("Geox" in parse.tag for parse in analyzer.parse(word))


def is_plain_subject(word: str) -> bool:
    """Whether a lower-case word is a noun in the nominative that names no person or place."""
    what = roles(word)
    return "subject" in what and "name" not in what


@lru_cache(maxsize=20_000)
def is_plural(word: str) -> bool:
    """Whether a lower-case word likeliest is a plural; False when the dictionary lacks it."""
    analyzer = _load_analyzer()
    if analyzer is None or not is_known(word):
        return False
    return any("plur" in parse.tag for parse in analyzer.parse(word))


def is_mass(word: str) -> bool:
    """Whether a word behind «сколько» asks how much, not how many: «воды», but not «школ»."""
    found = readings(word.lower()) if is_known(word.lower()) else ()
    counted = any(reading >= {"gent", "plur"} for reading in found)
    return not counted and any(reading >= {"gent", "sing"} for reading in found)


@lru_cache(maxsize=20_000)
def readings(word: str) -> tuple[frozenset[str], ...]:
    """The grammemes of OpenCorpora by which a lower-case word can be read, likeliest first.

    Words that the dictionary lacks are guessed by their endings; empty without the dictionary.

    >>> sorted(readings("гражданам")[0] & {"NOUN", "datv", "plur", "anim"})
    ['NOUN', 'anim', 'datv', 'plur']
    """
    analyzer = _load_analyzer()
    if analyzer is None:
        return ()
    return tuple(frozenset(parse.tag.grammemes) for parse in analyzer.parse(word))


@lru_cache(maxsize=20_000)
def find_form(word: str, *grammemes: str) -> str | None:
    """A noun or short form of the dictionary in another form; None when it is none or has none.

    >>> find_form("район", "loct"), find_form("бла", "loct")
    ('районе', None)
    """
    analyzer = _load_analyzer()
    if analyzer is None or not is_known(word):
        return None
    found = (parse for parse in analyzer.parse(word) if parse.tag.POS in _INFLECTED)
    first = next(found, None)
    form = first.inflect(set(grammemes)) if first is not None else None
    return None if form is None else str(form.word)


def _scores(analyzer: MorphAnalyzer, word: str) -> dict[str, float]:
    """The weight of every lemma that the word can be a form of, in 0..1."""
    scores: dict[str, float] = {}
    for parse in analyzer.parse(word):
        lemma = parse.normal_form.replace("ё", "е")
        if parse.tag.POS in _ADJECTIVES and lemma.endswith("ой"):
            lemma = lemma[:-2] + "ый"  # the dictionary has both «основной» and «основный»
        share = _IMPERATIVE_SHARE if "impr" in parse.tag else 1.0
        scores[lemma] = scores.get(lemma, 0.0) + share * parse.score
    return scores


@lru_cache(maxsize=1)
def _load_analyzer() -> MorphAnalyzer | None:
    """The analyser with its dictionaries, about 25 MB; None where the package is not installed."""
    try:
        from pymorphy3 import MorphAnalyzer
    except ImportError:
        return None
    return MorphAnalyzer(lang="ru")


def _snowball(word: str) -> str:
    # A stemmer keeps its state in itself: one shared by threads would mix their words.
    return str(snowballstemmer.stemmer("russian").stemWord(word)) or word
