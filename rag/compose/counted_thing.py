"""Whether a text counts what a question wants counted, and not something else beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from rag.compose.amounts import amounts, asked_units
from rag.compose.counting import COUNTED
from rag.compose.matching import SYNONYM_MATCH, match, words_of
from rag.compose.measures import unit_at_end
from rag.compose.order import likely, put_first
from rag.compose.rows import is_whole_row, row_label
from rag.text import russian
from rag.text.analyse import Token, analyse
from rag.text.language import detect_language
from rag.text.letters import lower_same_length
from rag.text.word_class import names_thing
from rag.types import Evidence, Language, Query

AROUND_CHARACTERS = 600
"""How far around a unit the thing may be named."""
_LAST = re.compile(
    r"([^\W\d_]+)(?: саны)?(?: барлығы| жалпы)? (?:қанша|неше|нешеу)\s*\?*$", re.IGNORECASE
)
_OF_THEM = re.compile(r"(?:нешеуі|қаншасы) ([^\W\d_]+)\s*\?*$", re.IGNORECASE)
"""«120 адамның нешеуі қыз?»: the girls are to be counted."""
# Measures and people stand in a text under many names: «работников», «семей», «тенге».
_MEASURES = re.compile(
    r"(?:человек|людей|народ|чел|лиц|раз|адам|кісі|жан|рет|people|persons?|times?|часо|часа|мест|орын"
    r"|процент|пайыз|част[ьи]|дол[яие](?![а-яё])|бөлі[кг]|денег|средств|сумм|тенге|теңге|ақша|қаражат|қаржы|money|единиц|штук|дана|видов"
    r"|түр|еді|стоит|стоил|жас|лет|возраст|к[ие]лом|шақырым|гектар|тонн|литр|метр|квадрат|шаршы|кубо?м"
    r"|текше|центнер|мегават|киловат|килограм|hectare|tonne|met(?:er|re)s|kilomet|lit(?:er|re)s)",
    re.IGNORECASE,
)
# «340 жителей в зале»: those of an area are more often told in other words.
# «Родилось 331» says of whom without a word for them.
_CHILDREN = re.compile(r"дет[еия]|реб[её]н|младен|новорожд|бала|сәби|нәресте|child|bab")
_SHORTAGE = re.compile(
    r"нехватк|не хватает|недостач|дефицит|недостат|жетісп|жетіме|тапшы|shortage|lack", re.IGNORECASE
)
_PLACED = re.compile(r"\b(?:во?|на) [^\W\d_]+(?:ах|ях|е|у|ю|и)\b")
"""«200 во дворах»: cameras, not yards, are counted."""
_PEOPLE = re.compile(r"\s(?:человек|людей|лиц|чел)\b")
_BIRTH = re.compile(r"\b(?:род(?:ил|ят)|рожд|дүниеге|туған|туыл|born\b|births?\b)", re.IGNORECASE)
_POPULATION = re.compile(r"жител|населен|тұрғын|халық|халқ|resident|population|inhabitant")
LOOKED_AT = 15
INTRODUCED_CHARACTERS = 300
_LIST_ENTRY = re.compile(r"(?:\d[\d ]*(?:-\w{1,3})?|[^\d\n.]{3,60}) ?[–—-] ")
_COUNTED_WORDS = re.compile(r"((?:\s[^\W\d_]+(?:-[^\W\d_]+)*){1,3})")
_SCALE = re.compile(r"\s?(?:(?:тыс|млн|млрд|трлн)\b\.?|мың\b|тысяч\w*|миллион\w*)")
_TOLD_BY_DASH = re.compile(r"([^\W\d_]+(?: саны)?(?: [^\W\d_]+)?)\s?[-–—:]\s(?:\S+\s)?$")
_TOLD_BEFORE = re.compile(r"([^\W\d_]+(?: саны)?) $")
"""«Больничных коек 905:», where nothing stands behind the number."""
_CLAUSE_END = re.compile(r"[;,](?!\d)(?=\s)|\.(?=\s+[^\W\d_a-zа-яё])")


def prefer_counting(query: Query, ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence with one first that counts the thing asked for, where the best counts another and
    that one is hardly less likely; else in its order.

    «Сколько школ?»: «26 школ» comes before «школам не хватает 3 240 мест».
    """
    thing = _thing(query) if ranked else None
    if thing is None:
        return tuple(ranked)
    plain = _POPULATION.match(thing.surface.lower()) is None
    wrong = counts_another(query, ranked[0])
    if not wrong and _counts_directly(thing, ranked[0]):
        return tuple(ranked)
    near = list(likely(ranked[:LOOKED_AT]))
    direct = (item for item in near if plain and _is_right(query, thing, item, ranked[0]))
    others = (
        item
        for item in near
        if wrong and not _is_farther(item, ranked[0]) and not counts_another(query, item)
    )
    return put_first(next(chain(direct, others), ranked[0]), ranked)


def _is_right(query: Query, thing: Token, item: Evidence, best: Evidence) -> bool:
    counts = not is_whole_row(item.hit.document, item.unit) and _counts_directly(thing, item)
    return counts and not _says_asked(query, item) and _is_as_near(item, best)


def _says_asked(query: Query, item: Evidence) -> bool:
    """Whether all that a text counts is what the question says itself: «Из 180 квартир:»."""
    stated = {
        number.value for number in amounts(item.hit.document.text[item.unit.start : item.unit.end])
    }
    return stated <= set(query.numbers)


def _is_farther(item: Evidence, best: Evidence) -> bool:
    """Whether it speaks of another place or period, and the best one does not."""
    return any(item.features[name] < min(0.0, best.features[name]) for name in ("place", "period"))


def _is_as_near(item: Evidence, best: Evidence) -> bool:
    """Whether it speaks of place and period as surely as the best one."""
    return all(item.features[name] >= best.features[name] for name in ("place", "period"))


def _counts_directly(thing: Token, item: Evidence) -> bool:
    """Whether a number stands right before the thing, «48 новых школ», or behind it and a dash."""
    document, language = item.hit.document, item.hit.passage.language
    row = document.paragraphs[item.unit.paragraph].row
    if row is not None and is_whole_row(item.hit.document, item.unit):
        return match(thing, words_of(row_label(row), language)) > 0
    text = document.text[item.unit.start : item.unit.end]
    for number in amounts(text):
        behind = _counted_words(text, number.end)
        before = _TOLD_BY_DASH.search(text, 0, number.start)
        if behind is None and before is None:
            before = _TOLD_BEFORE.search(text, 0, number.start)
        for found in (behind, before):
            words = _PLACED.sub(" ", found[1]) if found else ""
            if found and match(thing, words_of(words, language)) > SYNONYM_MATCH:
                return True
    return _shares_of(thing, item, language)


def _counted_words(text: str, end: int) -> re.Match[str] | None:
    """The words behind a number that ends at ``end``, and behind its scale: «5,4 тыс. человек»."""
    scale = _SCALE.match(text, end)
    return _COUNTED_WORDS.match(text, scale.end() if scale else end)


def _shares_of(thing: Token, item: Evidence, language: Language) -> bool:
    """Whether the unit is one of several that say how the things are parted: «Из 180 квартир: 41 –
    сиротам, 96 – семьям»."""
    document, start = item.hit.document, item.unit.start
    before = document.text[max(0, start - INTRODUCED_CHARACTERS) : start]
    head = before.rpartition(":")[0].rpartition("\n")[2]
    led = _LIST_ENTRY.match(document.text, start) is not None and bool(head)
    asked = item.features.get("coverage", 1.0) > 0  # it says which of them, in the question's words
    return led and asked and match(thing, words_of(head, language)) > 0


def counts_another(query: Query, item: Evidence) -> bool:
    """Whether the thing that the question wants counted is not said around a piece of evidence
    although it could be, or is said only where a share of it is told.

    «Тұрғындар қанша?» is not answered by «103 мың спортшы, бұл тұрғындардың 28 пайызы».
    """
    if _measures_another(query, item) or _has_other_units(query, item):
        return True
    thing = _thing(query)
    if thing is None:
        return False
    language = item.hit.passage.language
    if query.language not in (language, item.hit.passage.second) and not thing.concepts:
        return False
    return (
        not _is_said(thing, item, language)
        or _counts_others(thing, item, language)
        or _tells_shortage(query, thing, item)
        or _shares_only(thing, item, language)
        or _is_fraction(item)
    )


def _measures_another(query: Query, item: Evidence) -> bool:
    """Whether a sum is told of whom the question is about, with no word near it of what the sum is
    to be of: «Справочно: 2021 год – 110 млрд. тенге» under another heading than taxes."""
    told = item.features
    silent = told.get("another", 0.0) == 1 and told.get("focus", 1.0) == 0
    return query.kind == "money" and silent and not query.parts


def _has_other_units(query: Query, item: Evidence) -> bool:
    """Whether square metres, hectares and the like are asked for, and a sentence measures nothing
    in them: «9 домов, 341 семья»."""
    source = item.hit.document.paragraphs[item.unit.paragraph]
    asked = asked_units(query.text) - {"чел", "%"}
    if query.kind != "number" or query.parts or source.row is not None or not asked:
        return False
    text = item.hit.document.text[item.unit.start : item.unit.end]
    return asked.isdisjoint(number.unit for number in amounts(text))


def _is_fraction(item: Evidence) -> bool:
    """Whether a row has nothing but fractions without a scale or unit: nobody counts 64,3 clubs."""
    row = item.hit.document.paragraphs[item.unit.paragraph].row
    stated = [amount for amount in row.amounts if amount is not None] if row is not None else []
    if row is not None and unit_at_end(row_label(row)):
        return False  # the row's name says it: «Долги, млн тенге»
    return bool(stated) and all(
        amount.unit is None and amount.value != int(amount.value) for amount in stated
    )


def _thing(query: Query) -> Token | None:
    """The noun that is to be counted: the first behind «сколько», or the last before «қанша»."""
    if query.kind != "number" or query.parts:
        return None
    found = _OF_THEM.search(query.text) or COUNTED.search(query.text) or _LAST.search(query.text)
    if found is None:
        return None
    for token in analyse(query.text, language=query.language):
        if found.start(1) <= token.start < found.end(1):
            word = lower_same_length(token.surface)
            if _CHILDREN.match(word) and _BIRTH.search(query.text):
                return None
            if _MEASURES.match(word) or not names_thing(word, token.term, query.language):
                return None
            return None if token.term in query.names else _by_itself(token, query.language)
    return None


def _by_itself(token: Token, language: Language) -> Token:
    """The word without the phrase it stands in: «су жіберілді» tells of water."""
    (alone, *_) = analyse(token.surface, language=language, stopwords=True)
    return replace(token, concepts=tuple(dict.fromkeys((*token.concepts, *alone.concepts))))


def _is_said(thing: Token, item: Evidence, language: Language) -> bool:
    document = item.hit.document
    paragraph = document.paragraphs[item.unit.paragraph]
    section = document.sections[paragraph.section]
    start = max(section.start, item.unit.start - AROUND_CHARACTERS)
    end = max(paragraph.end, min(section.end, item.unit.end + AROUND_CHARACTERS))
    around = "\n".join((*section.path, document.title, item.unit.embedded_text))
    header = "\n".join(paragraph.row.header) if paragraph.row is not None else ""
    texts = (around, document.text[start:end])
    # A Kazakh row may stand under a Russian header.
    read = [(text, language) for text in texts] + [(header, detect_language(header, language))]
    return any(match(thing, words_of(text, spoken)) > 0 for text, spoken in read)


def _counts_others(thing: Token, item: Evidence, language: Language) -> bool:
    """Whether a sentence that does not name the thing counts with every number something else."""
    document = item.hit.document
    if document.paragraphs[item.unit.paragraph].row is not None:
        return False
    text = document.text[item.unit.start : item.unit.end]
    if match(thing, words_of(_PLACED.sub(" ", text), language)) > 0:
        return False
    counted = [
        _counted_words(text, number.end)
        for number in amounts(text)
        if number.unit in (None, "чел") and not _PLACED.match(text, number.end + 1)
    ]
    # «Приложение установили 12 480 человек»: the people may be those who are asked for.
    people = language == "ru" and _is_somebody(thing)
    return bool(counted) and all(
        found is not None
        and _is_noun_first(found[1], language)
        and not (people and _PEOPLE.match(found[1]))
        for found in counted
    )


def _tells_shortage(query: Query, thing: Token, item: Evidence) -> bool:
    """Whether a text counts what is missing where it is asked what there is."""
    text = item.hit.document.text[item.unit.start : item.unit.end]
    lacks = _SHORTAGE.search(text) is not None and _SHORTAGE.search(query.text) is None
    return lacks and not _counts_directly(thing, item)


def _is_somebody(thing: Token) -> bool:
    word = thing.surface.lower()
    people = _POPULATION.match(word) is not None
    return people or any("anim" in reading for reading in russian.readings(word)[:1])


def _is_noun_first(words: str, language: Language) -> bool:
    first = next(iter(analyse(words, language=language, stopwords=True)), None)
    return first is not None and names_thing(first.surface.lower(), first.term, language)


def _shares_only(thing: Token, item: Evidence, language: Language) -> bool:
    """Whether the clauses that name the thing tell nothing but percentages."""
    if is_whole_row(item.hit.document, item.unit):
        return False
    text = item.hit.document.text[item.unit.start : item.unit.end]
    cuts = [0, *(cut.end() for cut in _CLAUSE_END.finditer(text)), len(text)]
    clauses = [text[a:b] for a, b in zip(cuts, cuts[1:], strict=False)]
    kinds = [{number.kind == "percent" for number in amounts(clause)} for clause in clauses]
    named = [
        kind
        for clause, kind in zip(clauses, kinds, strict=True)
        if match(thing, words_of(clause, language)) > SYNONYM_MATCH
    ]
    return bool(named) and all(kind == {True} for kind in named)
