"""What a question demands of its answer, in words for the trace."""

from __future__ import annotations

from collections.abc import Mapping

from rag.text.places import find_places
from rag.types import Period, Query


def constraints(query: Query) -> Mapping[str, str]:
    """Kind of answer, names, numbers, periods and places, by name; "" for what is not demanded."""
    places = find_places(query.text)
    return {
        "kind": query.kind,
        "names": ", ".join(query.names),
        "numbers": ", ".join(f"{number:g}" for number in query.numbers),
        "periods": ", ".join(map(_written, query.periods)),
        "places": ", ".join(query.text[place.start : place.end] for place in places),
    }


def _written(period: Period) -> str:
    parts = (period.year, period.quarter, period.month, period.day)
    return "-".join(str(part) for part in parts if part is not None)
