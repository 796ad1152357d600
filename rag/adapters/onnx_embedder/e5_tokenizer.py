"""Cuts text into the unigram pieces of the bundled vocabulary, as XLM-RoBERTa does."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rag.adapters.onnx_embedder.e5_weights import Vocabulary

WORD_MARK = "▁"
UNKNOWN_PENALTY = 10.0
"""How far below the rarest piece an unknown character scores (SentencePiece's constant)."""
CACHED_WORDS = 1 << 15
LONGEST_CACHED_WORD = 40
LONGEST_RUN = 4096
"""A run without a space is cut after this many characters, so that rubbish costs linear time."""

Tokens = tuple[int, ...]


class UnigramTokenizer:
    """Token ids of a text. Safe to call from several threads.

    Written here and not taken from a library, because the vocabulary of 250,000 pieces costs
    256 MB and half a second there, and a dictionary does the same in 40 MB.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        pieces = zip(vocabulary.pieces, vocabulary.scores, strict=True)
        # Control symbols have probability 1 (score 0) and never stand for words of a text.
        self._ids = {piece: i for i, (piece, score) in enumerate(pieces) if score < 0}
        self._scores = vocabulary.scores
        self._longest = max(map(len, self._ids))
        self._unknown = vocabulary.unknown
        self._unknown_score = min(vocabulary.scores) - UNKNOWN_PENALTY
        self._bos, self._eos = vocabulary.bos, vocabulary.eos
        self._replacements = {0: "", **vocabulary.replacements}
        self._cached = lru_cache(CACHED_WORDS)(self._segment)

    def count(self, text: str) -> int:
        """Tokens of ``text`` with both ends, before any truncation."""
        return 2 + sum(map(len, self._words(text)))

    def encode(self, text: str, limit: int) -> list[int]:
        """Ids with both ends, at most ``limit`` (≥ 2); what is beyond is cut off."""
        ids = [self._bos]
        for word in self._words(text):
            ids += word
            if len(ids) >= limit:
                break
        return [*ids[: limit - 1], self._eos]

    def _words(self, text: str) -> Iterator[Sequence[int]]:
        plain = unicodedata.normalize("NFC", text).translate(self._replacements)
        for word in plain.split():
            marked = WORD_MARK + word
            if len(word) <= LONGEST_CACHED_WORD:
                yield self._cached(marked)
                continue
            for start in range(0, len(marked), LONGEST_RUN):
                yield self._segment(marked[start : start + LONGEST_RUN])

    def _segment(self, word: str) -> Tokens:
        """The most probable way to cut ``word`` into pieces (Viterbi), as ids.

        Source: Kudo 2018, "Subword Regularization", arXiv 1804.10959, section 3.2.
        """
        length = len(word)
        best = [0.0] + [float("-inf")] * length
        came_from = [0] * (length + 1)
        piece_at = [self._unknown] * (length + 1)
        find, scores, longest = self._ids.get, self._scores, self._longest
        for start in range(length):
            so_far = best[start]
            for end in range(start + 1, min(start + longest, length) + 1):
                piece = find(word[start:end])
                if piece is not None and so_far + scores[piece] > best[end]:
                    best[end] = so_far + scores[piece]
                    came_from[end], piece_at[end] = start, piece
            if so_far + self._unknown_score > best[start + 1]:
                best[start + 1] = so_far + self._unknown_score
                came_from[start + 1], piece_at[start + 1] = start, self._unknown
        return self._walk_back(came_from, piece_at)

    def _walk_back(self, came_from: list[int], piece_at: list[int]) -> Tokens:
        ids: list[int] = []
        end = len(came_from) - 1
        while end > 0:
            # Neighbouring unknown characters are one unknown token.
            if not (ids and ids[-1] == piece_at[end] == self._unknown):
                ids.append(piece_at[end])
            end = came_from[end]
        return tuple(reversed(ids))
