"""Sets two figures beside one another: which is larger, their sum, what is between them."""

from __future__ import annotations

from collections.abc import Sequence

from rag.compose.figures import Figure
from rag.text.frames import Frame, frame
from rag.types import Computation, Language, Operation

_SIGNS = {"sum": "+", "difference": "−"}


def conclude(
    operation: Operation, figures: Sequence[Figure], names: Sequence[str], language: Language
) -> tuple[str, Computation] | None:
    """What follows from two figures, in words and as it was worked out.

    None when they are in different units or the operation is none of two figures. ``names`` say
    what each figure is of; without them only a sum or a difference is said.
    """
    one, other = figures
    ordering = operation in ("most", "least")
    if one.measure != other.measure or not (ordering or _bare(one.unit) == _bare(other.unit)):
        return None
    if operation == "sum":
        return _worked_out("together", operation, [one, other], one.amount + other.amount, language)
    if operation == "difference":
        larger, smaller = (one, other) if one.value >= other.value else (other, one)
        between = larger.amount - smaller.amount
        return _worked_out("difference", operation, [larger, smaller], between, language)
    return None if operation == "count" else _ordered(operation, figures, names, language)


def _bare(unit: str) -> str:
    return "".join(character for character in unit.casefold() if character.isalnum())


def _ordered(
    operation: Operation, figures: Sequence[Figure], names: Sequence[str], language: Language
) -> tuple[str, Computation]:
    order = sorted((0, 1), key=lambda i: figures[i].value, reverse=operation == "most")
    equal = figures[0].value == figures[1].value
    word: Frame = "equal" if equal else "more" if operation == "most" else "less"
    said = ", ".join(f"{names[i]} – {figures[i].said}" for i in order)
    operands = tuple(figures[i].operand for i in order)
    computation = Computation(operation, operands, figures[order[0]].read)
    return f"{frame(word, language)}: {said}.", computation


def _worked_out(
    word: Frame, operation: Operation, figures: Sequence[Figure], amount: float, language: Language
) -> tuple[str, Computation]:
    said = f" {_SIGNS[operation]} ".join(figure.said for figure in figures)
    result = f"{render_number(amount)} {figures[0].unit}".strip()
    sign = -1 if operation == "difference" else 1
    value = figures[0].read + sign * figures[1].read
    computation = Computation(operation, tuple(f.operand for f in figures), value)
    return f"{frame(word, language)}: {said} = {result}.", computation


def render_number(value: float) -> str:
    """A number as the documents write it: groups of three digits, a decimal comma.

    >>> render_number(5888.4)
    '5 888,4'
    """
    written = f"{round(value, 6):,.6f}".rstrip("0").rstrip(".")
    return written.replace(",", " ").replace(".", ",")
