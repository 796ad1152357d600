"""Finds models that Hugging Face's tools have already put on this machine; downloads nothing."""

from __future__ import annotations

from pathlib import Path


def find_cached_model(model_id: str) -> Path | None:
    """The folder of a model such as ``intfloat/multilingual-e5-base`` in the local cache.

    None when it was never downloaded, or the id is not one. Where the cache is, the library is
    told by the variables of its own (``HF_HOME``).
    """
    # Here, because importing it takes a tenth of a second that most starts do not need.
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    try:
        found = try_to_load_from_cache(model_id, "config.json")
    except HFValidationError:
        return None
    return Path(found).parent if isinstance(found, str) else None
