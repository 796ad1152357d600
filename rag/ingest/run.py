"""One run of ingestion: files are read, parsed, embedded and written at the same time, in order.

Threads read ahead, parse and embed; everything that touches registry and store happens in the
thread that runs. What is on its way is bounded, so a long run takes no more memory than a short
one.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from rag.errors import DerekError
from rag.ingest.limits import IngestLimits
from rag.ingest.steps import (
    INTERRUPTED,
    Begun,
    Group,
    Item,
    Loaded,
    Parsed,
    embed_group,
    load_item,
    parse_file,
)
from rag.ingest.writing import Published, VersionWriter
from rag.pipeline import Stage, wait_for_any
from rag.ports import DraftReader, Embedder, VectorCache
from rag.progress import FileOutcome, ProgressWatcher
from rag.types import Upload

DELETED = "It was deleted while it was read."
GROUP_TEXTS = 256
"""Texts that are embedded and flushed together: seconds of work for a model, so that the time of
a flush (some 20 ms) does not count, and little enough to be lost without regret."""
GROUP_FILES = 64
FILES_BEGUN = 16
"""Files that are read ahead, and begun together: a transaction costs as much for all as for one."""
GROUPS_EMBEDDED = 4
"""Groups that wait for the model, are with it, or wait to be written."""
BYTES_ON_THE_WAY = 32 * 2**20
FILES_ON_THE_WAY = 3 * GROUP_FILES
"""Bounds of what was read and is not written yet; a larger file goes alone."""

Judge = Callable[[Upload, str], FileOutcome | None]
"""What is known of a file with these bytes; None when it must be indexed."""


@dataclass(frozen=True, slots=True)
class RunTools:
    """What a run works with."""

    reader: DraftReader
    embedder: Embedder
    cache: VectorCache
    writer: VersionWriter
    limits: IngestLimits


class IngestRun:
    """Takes files in, in order. Used once."""

    def __init__(self, tools: RunTools, judge: Judge, watch: ProgressWatcher) -> None:
        self._writer = tools.writer
        self._judge = judge
        self._watch = watch
        self._outcomes: list[FileOutcome] = []
        self._on_the_way: list[int] = []
        self._begun: dict[str, Begun] = {}
        self._stopped: DerekError | None = None
        self._given_up = False
        limits = tools.limits
        parse = partial(self._parse, tools.reader, tools.embedder, limits.budget_tokens)
        embed = partial(
            embed_group,
            embedder=tools.embedder,
            cache=tools.cache,
            batch=limits.batch,
            done=self._embedded,
        )
        self._loading: Stage[Item, Loaded] = Stage(load_item, 1, FILES_BEGUN, "read")
        self._parsing: Stage[Begun, Parsed] = Stage(
            parse, limits.workers, FILES_ON_THE_WAY, "parse"
        )
        self._embedding: Stage[Group, Group] = Stage(embed, 1, GROUPS_EMBEDDED, "embed")

    def ingest(self, items: Sequence[Item]) -> list[FileOutcome]:
        """Every file to its end, in order.

        Raises: StorageFull, AdapterError, and what the watcher raises at the start of a file;
        then the files that were begun are finished first.
        """
        waiting = list(reversed(items))
        try:
            while self._advance(waiting):
                pass
        except DerekError:
            self._give_up()
            raise
        finally:
            self._given_up = True
            for stage in (self._loading, self._parsing, self._embedding):
                stage.close()
        if self._stopped is not None:
            raise self._stopped
        return self._outcomes

    def _advance(self, waiting: list[Item]) -> bool:
        """Do one thing that can be done now, or wait for one; False when all is done.

        Threads are given work first, and what is embedded is written when it is enough for a
        flush or there is nothing else to do.
        """
        if (
            (self._is_enough_to_write() and self._write())
            or self._read(waiting)
            or self._group()
            or self._begin()
            or self._write()
        ):
            return True
        stages = (self._embedding, self._parsing, self._loading)
        unfinished = [stage.unfinished for stage in stages if stage.unfinished is not None]
        if unfinished:
            wait_for_any(unfinished)
        return bool(unfinished)

    def _read(self, waiting: list[Item]) -> bool:
        if not waiting or not self._loading.has_room or not self._has_room(waiting[-1]):
            return False
        item = waiting.pop()
        try:
            self._watch.file_started(item.stub.source)
        except DerekError as error:
            self._stopped = error
            waiting.clear()
            return True
        self._on_the_way.append(item.n_bytes)
        self._loading.put(item)
        return True

    def _has_room(self, item: Item) -> bool:
        n_bytes = sum(self._on_the_way) + item.n_bytes
        n_files = len(self._on_the_way)
        return not n_files or (n_files < FILES_ON_THE_WAY and n_bytes <= BYTES_ON_THE_WAY)

    def _begin(self) -> bool:
        """Take up the files that were read, until one waits for another, in order."""
        new: list[Loaded] = []
        n_taken = 0
        while self._loading.next_is_done and not self._waits_for_another(self._loading.peek(), new):
            loaded = self._loading.take()
            n_taken += 1
            known = self._refused(loaded) or self._judge(loaded.upload, loaded.sha256)
            if known is None:
                new.append(loaded)
                continue
            self._start_all(new)
            new = []
            self._parsing.put_done(Parsed(replace(known, n_bytes=loaded.item.n_bytes)))
        self._start_all(new)
        return n_taken > 0

    def _waits_for_another(self, loaded: Loaded, new: Sequence[Loaded]) -> bool:
        """Whether the same bytes or place are being worked on: that decides about this file."""
        at_work = [
            (b.version.collection, b.version.source, b.version.sha256) for b in self._begun.values()
        ]
        at_work += [(n.upload.collection, n.upload.source, n.sha256) for n in new]
        upload = loaded.upload
        return any(
            collection == upload.collection and (sha256 == loaded.sha256 or source == upload.source)
            for collection, source, sha256 in at_work
        )

    def _start_all(self, loaded: Sequence[Loaded]) -> None:
        if loaded:
            with self._writer.together():
                begun = [self._start(item) for item in loaded]
            for item in begun:
                self._parsing.put(item)

    def _refused(self, loaded: Loaded) -> FileOutcome | None:
        if loaded.fault is None:
            return None
        reason = str(loaded.fault)
        document_id = self._writer.refuse(loaded.upload, reason)
        return FileOutcome(loaded.upload.source, "failed", reason, document_id)

    def _start(self, loaded: Loaded) -> Begun:
        upload = loaded.upload
        before = self._writer.registry.find_by_source(upload.collection, upload.source)
        version_id, version = self._writer.start(upload, loaded.sha256)
        outcome = FileOutcome(
            source=upload.source,
            outcome="changed" if before is not None and before.state == "ready" else "new",
            document_id=version.document_id,
            n_bytes=loaded.item.n_bytes,
        )
        begun = Begun(upload.content, version_id, version, outcome)
        self._begun[version_id] = replace(begun, content=b"")
        return begun

    def _parse(
        self, reader: DraftReader, embedder: Embedder, budget_tokens: int, begun: Begun
    ) -> Parsed:
        watch = partial(self._watch.page_started, begun.version.source)
        parsed = parse_file(begun, reader, embedder, budget_tokens, watch)
        if parsed.cut is not None:
            # Here, so that threads wait for the disk at the same time.
            self._writer.keep(parsed.cut.document)
        return parsed

    def _group(self) -> bool:
        if not self._embedding.has_room or not self._parsing.next_is_done:
            return False
        parsed: list[Parsed] = []
        n_texts = 0
        while len(parsed) < GROUP_FILES and n_texts < GROUP_TEXTS and self._parsing.next_is_done:
            parsed.append(self._parsing.take())
            cut = parsed[-1].cut
            n_texts += len(cut.texts) if cut is not None else 0
        self._watch.passages_found(n_texts, sum(p.outcome.n_bytes for p in parsed))
        put = self._embedding.put if n_texts else self._embedding.put_done
        put(Group(tuple(parsed)))
        return True

    def _embedded(self, n: int) -> None:
        if self._given_up:
            raise _GivenUp
        self._watch.passages_embedded(n)

    def _is_enough_to_write(self) -> bool:
        groups = self._embedding.done()
        n_files = sum(len(group.parsed) for group in groups)
        return n_files >= GROUP_FILES or sum(g.n_texts for g in groups) >= GROUP_TEXTS

    def _write(self) -> bool:
        groups = [self._embedding.take() for _ in self._embedding.done()]
        written = [pair for g in groups for pair in zip(g.cuts, g.points, strict=True)]
        published = iter(self._writer.publish(written) if written else ())
        for parsed in (parsed for group in groups for parsed in group.parsed):
            self._finish(parsed, next(published) if parsed.cut is not None else None)
        return bool(groups)

    def _finish(self, parsed: Parsed, published: Published | None) -> None:
        outcome = parsed.outcome
        if parsed.version_id is not None:
            del self._begun[parsed.version_id]
            if parsed.fault is not None:
                outcome = replace(outcome, outcome="failed", reason=str(parsed.fault))
                self._writer.fail(parsed.version_id, str(parsed.fault))
            elif published is None:
                outcome = replace(outcome, outcome="failed", reason=DELETED)
            else:
                outcome = replace(outcome, reason=published.reason, n_passages=published.n_passages)
        self._on_the_way.pop(0)
        self._outcomes.append(outcome)
        self._watch.file_done(outcome)

    def _give_up(self) -> None:
        for version_id in self._begun:
            # A full disk may refuse this too: then the next start says it of what is pending.
            with contextlib.suppress(DerekError):
                self._writer.fail(version_id, INTERRUPTED)


class _GivenUp(Exception):
    """Ends the embedding of a run that nobody waits for."""
