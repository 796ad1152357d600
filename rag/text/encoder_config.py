"""What the configuration of a text encoder says of the texts it wants."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

OFFSET_POSITIONS = frozenset({"roberta", "xlm-roberta", "camembert", "mpnet"})
"""Model types that count positions from 2, so that two of them hold no token. Source:
`padding_idx` in the RobertaEmbeddings of transformers."""
E5_PREFIXES = ("passage: ", "query: ")
"""For e5 models, whose configuration does not name them. Source:
https://huggingface.co/intfloat/multilingual-e5-base, "FAQ"."""
PASSAGE_PROMPTS = ("document", "passage", "corpus")
"""In this order. Source: `encode_document` of sentence-transformers."""
_E5 = re.compile(r"(?:^|[^a-z0-9])e5(?:[^a-z0-9]|$)")


def prefixes(name: str, prompts: Mapping[str, str | None]) -> tuple[str, str]:
    """What stands before a passage and before a question, empty where there is nothing.

    ``prompts`` are those of ``config_sentence_transformers.json``; where they are silent, an e5
    model is known by its ``name``, unless it is one that wants instructions.
    """
    passage = next((prompts[key] for key in PASSAGE_PROMPTS if prompts.get(key)), None) or ""
    question = prompts.get("query") or ""
    lowered = name.lower()
    if not passage and not question and _E5.search(lowered) and "instruct" not in lowered:
        return E5_PREFIXES
    return passage, question


def chosen_prefixes(
    usual: tuple[str, str], passage: str | None, question: str | None
) -> tuple[str, str]:
    """The ``usual`` prefixes of passage and question, each replaced where one is chosen."""
    return usual[0] if passage is None else passage, usual[1] if question is None else question


def variant_name(name: str, usual: tuple[str, str], chosen: tuple[str, str]) -> str:
    """``name``, marked where other prefixes than the ``usual`` make other vectors."""
    if usual == chosen:
        return name
    mark = hashlib.blake2b("\0".join(chosen).encode(), digest_size=4).hexdigest()
    return f"{name}+{mark}"


def max_positions(config: Mapping[str, Any]) -> int | None:
    """Tokens that a model of this ``config.json`` has positions for; None when it does not say."""
    positions = config.get("max_position_embeddings")
    if not isinstance(positions, int):
        return None
    return positions - 2 if config.get("model_type") in OFFSET_POSITIONS else positions
