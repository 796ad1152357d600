"""Numbers of lists as office programs write them: figures, letters, roman numerals."""

from __future__ import annotations

from collections.abc import Callable

_LATIN = "abcdefghijklmnopqrstuvwxyz"
# Office programs count Russian lists without ё, й, ъ, ь.
# Source: ECMA-376 part 1, 17.18.59, russianLower: a set of 29 letters.
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MAX_NUMBER = 32_767
_MAX_ROMAN = 3999


def written_number(number: int, form: str) -> str:
    """``number`` in a form that Office Open XML names; in figures where the form is not known.

    >>> [written_number(n, "russianLower") for n in (1, 10, 30)], written_number(4, "upperRoman")
    (['а', 'к', 'аа'], 'IV')
    """
    number = max(0, min(number, _MAX_NUMBER))
    write = _FORMS.get(form, str)
    return write(number) if number else str(number)


def _lettered(alphabet: str) -> Callable[[int], str]:
    """After the last letter come the doubled ones: z, aa, bb."""

    def write(number: int) -> str:
        times, index = divmod(number - 1, len(alphabet))
        return alphabet[index] * min(times + 1, 20)

    return write


def _roman(number: int) -> str:
    if number > _MAX_ROMAN:
        return str(number)
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written


def _two_figures(number: int) -> str:
    return f"{number:02d}"


_FORMS: dict[str, Callable[[int], str]] = {
    "lowerLetter": _lettered(_LATIN),
    "upperLetter": _lettered(_LATIN.upper()),
    "russianLower": _lettered(_RUSSIAN),
    "russianUpper": _lettered(_RUSSIAN.upper()),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": _two_figures,
    "none": lambda number: "",
}
