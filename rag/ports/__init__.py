"""What the core needs from outside, as Protocols; ``rag/adapters`` implements them."""

from rag.ports.files import (
    BlobStore,
    DraftReader,
    FolderWatch,
    Listing,
    PageWatcher,
    SourceFiles,
    TextRecogniser,
)
from rag.ports.models import (
    Embedder,
    Entailment,
    LanguageModel,
    Reranker,
    SentenceScorer,
    VectorCache,
)
from rag.ports.stores import Handovers, Hold, PassageStore, Registry

__all__ = [
    "BlobStore",
    "DraftReader",
    "Embedder",
    "Entailment",
    "FolderWatch",
    "Handovers",
    "Hold",
    "LanguageModel",
    "Listing",
    "PageWatcher",
    "PassageStore",
    "Registry",
    "Reranker",
    "SentenceScorer",
    "SourceFiles",
    "TextRecogniser",
    "VectorCache",
]
