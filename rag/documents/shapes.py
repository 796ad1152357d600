"""What a single line of prose looks like: list item, heading, statement or caption."""

from __future__ import annotations

import re
from functools import lru_cache

_LINES_KEPT = 2_000  # of one document, whose lines are asked about more than once
_BULLET = re.compile(r"(?:[-–—]|[·•●▪■□○◦➢✓✔►→‣⁃]|\*(?=\s))\s*(?=\S)")
_LETTER_ITEM = re.compile(r"(?:[а-яёәіңғүұқөһa-z]\)|\(\d{1,3}\)|\(?[а-яa-z]\))\s*\S")
_ITEM_NUMBER = re.compile(r"\d{1,3}(?:\)|\.(?!\d))\s*\S")
_BULLET_NUMBER = re.compile(r"[-–—]\d")

# The full stop of «г.» belongs to the date; one behind «года» ends a sentence.
_TRAILING_DATE = re.compile(
    r"[\s(,]*(?:\d{1,2}\.\d{1,2}\.(?:19|20)\d\d|\b(?:19|20)\d\d)"
    r"(?:\s*(?:(?:гг?|жж?)\.?|года?|году|жыл[а-яғ]*))?\)?$"
)
_FIGURES = re.compile(
    r"\s[–—-]\s*\d|\d\s*%"
    r"|\d[\d\s.,]*\s*(?:тыс|млн|млрд|трлн|тенге|теңге|тг\b|руб|чел|км\b|кв\b|га\b|мың|адам|бірлік"
    r"|ед\b|шт\b|мест|орын|дана|тонн|м2|м3|метр|домов|семей|отбасы|мрп|мзп|аек)",
    re.I,
)
_ADDRESS = re.compile(r"https?://|www\.|\S@\S+\.\w", re.I)
_CAPTION = re.compile(
    r"(?:фото|сурет|рис\.|рисунок|источник|дереккөз|видео|автор|тел\.?|телефон|факс|e-?mail"
    r"|читайте|оқыңыз|қараңыз|см\.|справочно|примечание|ескерту|анықтама)\b",
    re.I,
)
_TABLE_NAME = re.compile(r"(?:таблица|кесте|table)\s*(?:№\s*)?\d|\d+\s*-?\s*кесте\b", re.I)
_NAME = re.compile(
    r"(?:^|\s)[А-ЯЁӘІҢҒҮҰҚӨҺA-Z]\.\s?(?:[А-ЯЁӘІҢҒҮҰҚӨҺA-Z]\.\s?)?[А-ЯЁӘІҢҒҮҰҚӨҺA-Z][\w-]+$"
    r"|^[А-ЯЁӘІҢҒҮҰҚӨҺA-Z][\w-]+\s[А-ЯЁӘІҢҒҮҰҚӨҺA-Z]\.(?:\s?[А-ЯЁӘІҢҒҮҰҚӨҺA-Z]\.)?(?:$|\s?[–—-])"
)
_DAY = (
    r"(?:[«\"]?\s?\d{1,2}\s?[»\"]?\s+[а-яёәіңғүұқөһ]{3,9}\s+(?:19|20)\d\d(?:\s*(?:г\.?|года))?"
    r"|(?:19|20)\d\d\s*(?:жылғы|ж\.)\s+[«\"]?\d{1,2}[»\"]?\s+[а-яёәіңғүұқөһ]{3,9}"
    r"|\d{1,2}\.\d{1,2}\.(?:19|20)\d\d)"
)
_STAMP = re.compile(
    r"\W*(?:утверждаю|утвержд[её]н[аоы]?|согласован[аоы]?|бекітемін|бекітілді|бекітілген|келісемін"
    r"|келісілді|келісілген)\W*"
    r"|\W*(?:утвержд[её]н[аоы]?|согласован[аоы]?|введен[аоы]?)\s+(?:в\s+действие\s+)?(?:приказ|постановлени"
    r"|решени|распоряжени|указ|протокол)\w*\b.{0,150}"
    r"|.{0,150}(?:бұйрығымен|қаулысымен|шешімімен|өкімімен|жарлығымен)\s+бекітілген\W*",
    re.I,
)
_PLACE_OR_DATE = re.compile(
    rf"(?:г\.|қ\.|город\b|№)\s*\S+(?:.{{0,30}}\d{{4}}.{{0,10}})?$"
    rf"|(?:\S+\s+қаласы,?\s+)?(?:от\s+|күні:?\s+)?{_DAY}(?:\s*(?:г\.|ж\.|года))?(?:\s*[№N]\s*\S+)?$"
    rf"|[\w-]+\s+(?:қ|а|г|с)\.,?\s+{_DAY}(?:\s*(?:жыл\w*|ж\.|г\.|года))?$",
    re.I,
)
# Finite verbs and short participles: a line with one is a sentence, not a name. Endings that
# nouns share (материала, проекты) are left out, so this finds the sure ones only.
_RUSSIAN_VERB = re.compile(
    r"[еиаую]тся|.*(?:[еиаую]тся|л(?:ась|ось|ись|ся)|[вдшчлржщт]ен[ыо]|[вд]ан[ыо]|у[ею]т|[ая][ею]т)"
    r"|был[аои]?|будет|будут|стал[аои]?|состав(?:ил[аои]?|ляет)|прош[её]л|прошл[аои]|пров[её]л"
    r"|провел[аои]|принял[аои]?|вырос(?:л[аои])?|посетил[аои]?|завершен|введен|выделен|является"
)
_KAZAKH_VERB = re.compile(
    r".*(?:[ыі]лды|[ыі]лді|[ыі]нды|[ыі]нді|алды|елді|тты|тті|ады|еді|йды|йді|уда|уде)"
    r"|отыр|жатыр|тұр|болды|берді|құрады|керек"
)
_CLOSERS = "»\")”’'"


def find_bullet(text: str) -> bool:
    """Whether the line begins with a list mark: dash, bullet, letter or number in brackets.

    >>> find_bullet("-текущий ремонт двора"), find_bullet("б) жол салу"), find_bullet("Жол салу")
    (True, True, False)
    """
    head = text[:12]
    if _BULLET_NUMBER.match(head):
        return False
    return bool(_BULLET.match(head) or _LETTER_ITEM.match(head))


def find_item_number(text: str) -> bool:
    """Whether the line begins with a plain number and a point or bracket: ``1. …``, ``2) …``."""
    return bool(_ITEM_NUMBER.match(text[:12]))


def starts_lower(text: str) -> bool:
    """Whether the first letter stands first and is small."""
    return text.lstrip('«"“(')[:1].islower()


def is_finished(text: str) -> bool:
    """Whether the line ends as a sentence or clause does, closing quotes and a date aside."""
    bare = _TRAILING_DATE.sub("", text[-60:]).rstrip()
    return bare.rstrip(_CLOSERS).endswith((".", "!", "?", "…", ";", ",", ":"))


def has_figures(text: str) -> bool:
    """Whether the line states an amount, so that it is a statement and not a name."""
    return bool(_FIGURES.search(_TRAILING_DATE.sub("", text)))


def is_caption(text: str) -> bool:
    """A line about a picture, a source, a telephone: «Фото: …», «Дереккөз: …»."""
    return bool(_CAPTION.match(text) or _ADDRESS.search(text))


def is_table_name(text: str) -> bool:
    """The line over a table that numbers it: «Таблица 2. …», «3-кесте»."""
    return len(text) <= 200 and bool(_TABLE_NAME.match(text))


def is_stamp(text: str) -> bool:
    """The words over the name of who approved a document, «УТВЕРЖДАЮ», «Бекітемін», or that say by
    which act: «Утверждены приказом министерства № 5».

    >>> is_stamp("УТВЕРЖДАЮ:"), is_stamp("Утверждённый план"), is_stamp("СОГЛАСОВАНО")
    (True, False, True)
    """
    return bool(_STAMP.fullmatch(text))


def is_signature(text: str) -> bool:
    """A short line that is or ends in a person's name with initials."""
    return len(text) <= 120 and bool(_NAME.search(text))


def is_place_or_date(text: str) -> bool:
    """The line under a document's head that says where and when: «г. Тараз 12 мая 2021 года»."""
    return len(text) <= 80 and bool(_PLACE_OR_DATE.match(text))


@lru_cache(maxsize=_LINES_KEPT)
def is_name_like(text: str) -> bool:
    """Whether a line could be a heading by its own looks: short, a name rather than a sentence.

    >>> is_name_like("Социальное обеспечение"), is_name_like("План на год – 24 млн тенге")
    (True, False)
    """
    if not _is_title_sized(text) or "\t" in text or is_finished(text) or has_figures(text):
        return False
    if _early_colon(text) or is_caption(text) or is_place_or_date(text):
        return False
    return not (is_signature(text) and len(text.split()) <= 8)


def is_label(text: str) -> bool:
    """One to three words and a full stop that name what follows: «Образование.»."""
    words = text.split()
    if not 1 <= len(words) <= 3 or not text.endswith(".") or not text[:1].isupper():
        return False
    return all(word.strip("«».,").isalpha() for word in words) and not has_verb(text)


def is_ended_name(text: str) -> bool:
    """A name of up to eight words with a full stop behind it."""
    bare = text.rstrip(".")
    return (
        text.endswith(".")
        and len(text.split()) <= 8
        and is_name_like(bare)
        and not has_verb(bare)
        and not any(character.isdigit() for character in bare)
        and ", " not in bare
    )


def has_verb(text: str) -> bool:
    """Whether a word is surely a finite Russian verb, or the last one a Kazakh one.

    >>> has_verb("Работы завершены"), has_verb("Ремонтные работы"), has_verb("Мектеп салынды")
    (True, False, True)
    """
    words = [word.strip('«»"“”.,!?:;()').lower() for word in text.split()]
    if any(len(word) > 3 and _RUSSIAN_VERB.fullmatch(word) for word in words):
        return True
    return bool(words) and bool(_KAZAKH_VERB.fullmatch(words[-1]))


def _is_title_sized(text: str) -> bool:
    if not 2 <= len(text) <= 130 or len(text.split()) > 15:
        return False
    first = text.lstrip('«"“(')[:1]
    letters = sum(character.isalpha() for character in text[:40])
    return (first.isupper() or text[:4].isdigit()) and letters >= 2


def _early_colon(text: str) -> bool:
    before, colon, _ = text.partition(":")
    return bool(colon) and len(before.split()) <= 3
