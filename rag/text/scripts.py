"""The door to everything about scripts: look-alike letters, Kazakh in Latin, wrong layout."""

from __future__ import annotations

from rag.text.kazakh_latin import is_kazakh_latin, transliterate_kazakh_latin
from rag.text.layout import swap_layout
from rag.text.letters import fold_kazakh, fold_lookalikes

__all__ = [
    "fold_kazakh",
    "fold_lookalikes",
    "is_kazakh_latin",
    "swap_layout",
    "transliterate_kazakh_latin",
]
