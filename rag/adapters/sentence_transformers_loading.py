"""Loads networks through transformers without noise, and refuses those with weights missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rag.errors import AdapterProtocolError, AdapterUnavailable
from rag.text.encoder_config import max_positions

USUAL_LONGEST = 512
"""Tokens that are read of a text where the model sets no limit of its own."""
INSTALL = "Run `pip install 'derek[models]'`."
UNUSED = "pooler."
"""Layers that neither mean nor first-token pooling reads; many folders come without them."""


def load_network(
    open_network: Callable[[], Any], name: str, device: str | None, backend: str = "torch"
) -> Any:
    """What ``open_network`` returns, a sentence-transformers model named ``name``.

    Raises: AdapterUnavailable where a package or a file is not there, AdapterProtocolError where
    the folder holds something else or only a part.
    """
    mend = f"Fill the folder of {name} anew with all files of the model."
    if device not in (None, "cpu"):
        mend += f" Or set another device, if this machine has no {device}."
    try:
        with _quiet():
            network = open_network()
    except ImportError as error:
        raise _not_installed(error.name or "A package", INSTALL) from error
    except OSError as error:
        raise AdapterUnavailable(f"Files of the model {name} cannot be read.", mend=mend) from error
    except Exception as error:  # torch, safetensors and transformers have no common root
        # So sentence-transformers says that what the back end needs is not there, or does not fit.
        if backend != "torch" and type(error) is Exception:
            install = f"Run `pip install 'sentence-transformers[{backend}]'`."
            raise _not_installed(f"The back end {backend}", install) from error
        raise AdapterProtocolError(
            f"The model {name} cannot be loaded ({type(error).__name__}).", mend=mend
        ) from error
    missing = _missing_weights(network) if backend == "torch" else []
    if missing:
        raise AdapterProtocolError(
            f"The folder of {name} lacks {len(missing)} weights, {missing[0]} among them: it is "
            "not whole, or of another architecture than its config.json says.",
            mend=mend,
        )
    return network


def limit_length(network: Any) -> int:
    """Let the network cut texts off where it has no more positions; returns the tokens it reads.

    Many tokenizers are saved without that limit, and a text beyond it is an error.
    """
    limits = (network.max_seq_length, max_positions(network.config.to_dict()))
    network.max_seq_length = limit = min((n for n in limits if n), default=USUAL_LONGEST)
    return limit


def _missing_weights(network: Any) -> list[str]:
    """Parameters that no file gave: transformers fills them with random numbers and goes on."""
    # transformers marks what it has read, so as to initialise the rest.
    return [
        name
        for name, weight in network.transformers_model.named_parameters()
        if not getattr(weight, "_is_hf_initialized", False) and UNUSED not in name
    ]


def _not_installed(what: str, install: str) -> AdapterUnavailable:
    return AdapterUnavailable(f"{what} is not installed.", mend=install)


@contextmanager
def _quiet() -> Iterator[None]:
    """Without bars and reports on stderr, where one JSON object a line is expected."""
    from transformers.utils import logging

    level, had_bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(level)
        if had_bars:
            logging.enable_progress_bar()
