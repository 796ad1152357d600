"""Paragraphs of text in shapes to lines, with their bullets and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rag.documents.counting import written_number
from rag.documents.lines import Line, Style, flat
from rag.documents.xml_parts import Element, attribute, child, children, local
from rag.text.normalise import normalise_text

_FORMS = {
    "arabic": "decimal",
    "romanUc": "upperRoman",
    "romanLc": "lowerRoman",
    "alphaUc": "upperLetter",
    "alphaLc": "lowerLetter",
}
_SCHEME = re.compile(rf"({'|'.join(_FORMS)})(ParenBoth|ParenR|Period|Plain)")
_AROUND = {"ParenBoth": ("(", ")"), "ParenR": ("", ")"), "Period": ("", "."), "Plain": ("", "")}
_MAX_LEVEL = 8


@dataclass(slots=True)
class Counter:
    """Numbers of the paragraphs of one shape: each level counts on while nothing interrupts it."""

    _counts: dict[int, tuple[str, int]] = field(default_factory=dict)

    def mark(self, properties: Element | None) -> str:
        """What stands before a paragraph, the space behind it included; empty for nothing."""
        level = min(_number(attribute(properties, "lvl"), 0), _MAX_LEVEL)
        for deeper in [place for place in self._counts if place > level]:
            del self._counts[deeper]
        numbering = child(properties, "buAutoNum")
        if numbering is None:
            self._counts.pop(level, None)
            return "- " if child(properties, "buChar") is not None else ""
        scheme = attribute(numbering, "type") or ""
        start = _number(attribute(numbering, "startAt"), 1)
        before, count = self._counts.get(level, ("", 0))
        count = count + 1 if before == scheme else start
        self._counts[level] = (scheme, count)
        match = _SCHEME.match(scheme)
        form, around = (match[1], match[2]) if match else ("arabic", "Period")
        left, right = _AROUND[around]
        return f"{left}{written_number(count, _FORMS[form])}{right} "


def shape_lines(body: Element | None, *, listed: bool, page: int | None) -> Iterator[Line]:
    """The lines of a text body; ``listed``: its paragraphs are bulleted unless they say not."""
    counter = Counter()
    for paragraph in children(body, "p"):
        properties = child(paragraph, "pPr")
        mark = counter.mark(properties)
        item = bool(mark) or (listed and child(properties, "buNone") is None)
        strong = _is_strong(paragraph)
        for i, text in enumerate(paragraph_text(paragraph).split("\n")):
            words = flat(text)
            if words:
                lead = mark if i == 0 else ""
                yield Line(f"{lead}{words}", style=Style(0, strong, item, i == 0), page=page)


def body_text(body: Element | None) -> str:
    """The text of a body, a line for each paragraph and line break."""
    return "\n".join(paragraph_text(paragraph) for paragraph in children(body, "p"))


def paragraph_text(paragraph: Element) -> str:
    """The text of a paragraph; slide numbers are left out."""
    return normalise_text("".join(_pieces(paragraph)))


def _pieces(element: Element) -> Iterator[str]:
    for inner in element:
        name = local(inner)
        if name == "t":
            yield inner.text or ""
        elif name == "br":
            yield "\n"
        elif name == "tab":
            yield "\t"
        elif name == "fld" and (attribute(inner, "type") or "").startswith("slidenum"):
            continue
        elif name and name not in ("pPr", "rPr", "endParaRPr"):
            yield from _pieces(inner)


def _is_strong(paragraph: Element) -> bool:
    runs = [run for run in children(paragraph, "r") if flat(_run_text(run))]
    return bool(runs) and all(attribute(child(r, "rPr"), "b") in ("1", "true") for r in runs)


def _run_text(run: Element) -> str:
    text: Sequence[Element] = children(run, "t")
    return "".join(element.text or "" for element in text)


def _number(value: str | None, otherwise: int) -> int:
    return int(value) if value and re.fullmatch(r"\d{1,5}", value) else otherwise
