"""A run's rows as one flat table for other programs (pyarrow)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from eval.metrics.catalogue import METRICS
from eval.records import Judged, Run


def write_parquet(path: Path, run: Run) -> bool:
    """One row a question: the case, what came of it, every per-question metric, the seconds.

    Returns False, and writes nothing, where pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        return False
    manifest = run.manifest
    notes = {
        "set": manifest.set_name,
        "set_digest": manifest.set_digest,
        "fingerprint": manifest.fingerprint,
        "git": manifest.git,
        "seed": str(manifest.seed),
        "started": manifest.started,
    }
    table = pa.Table.from_pylist([_flat(item) for item in run.judged])
    temporary = path.with_suffix(".tmp")
    pq.write_table(table.replace_schema_metadata(notes), temporary)
    temporary.replace(path)
    return True


def _flat(judged: Judged) -> Mapping[str, object]:
    case, row, seconds = judged.case, judged.row, judged.seconds
    shares = {
        metric.name: metric.share(judged) for metric in METRICS.values() if metric.share is not None
    }
    return {
        "id": case.id,
        "lang": case.lang,
        "kind": case.kind,
        "question": case.question,
        "answerable": case.answerable,
        "verdict": row.verdict,
        "reason": row.reason,
        "answer": row.text,
        "confidence": row.confidence,
        "quotes": [cited.quote for cited in row.citations],
        "sources": [cited.source for cited in row.citations],
        "ranking": list(row.ranking or ()),
        **{
            name: None if share is None or not share.whole else share.part / share.whole
            for name, share in shares.items()
        },
        "ask_seconds": seconds.ask.get("total"),
        "search_seconds": seconds.search.get("total"),
    }
