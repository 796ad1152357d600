"""nDCG@10 of questions that were typed with slips, other letters or another keyboard.

    python bench/tolerance.py ../shared/data [--most 300] [--json FILE]

Every question of KazQAD-dev and XQuAD-ru is spoilt in one way at a time, the same way in every run:
a letter swapped, lost or doubled in its longest word; letters that look alike in Latin; Kazakh
without its own letters; the Latin alphabets of 2018, 2019, 2021 and everyday spelling; a keyboard
left on Latin. Each is asked with the terms it may have meant (rag/retrieve/expand.py) and without.
``--most`` asks at most so many questions of a set, evenly taken. Asserts nothing.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from unittest.mock import patch
from zlib import crc32

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from eval.load import read_question_set  # noqa: E402
from eval.loaders.options import LoadOptions  # noqa: E402
from eval.metrics.ndcg import ndcg  # noqa: E402
from eval.metrics.ranking import FoundPassage, grades_of, ranking_of  # noqa: E402
from eval.records import Case  # noqa: E402
from eval.targets.in_process import InProcess  # noqa: E402
from eval.targets.opening import open_scratch  # noqa: E402
from rag.settings import read_settings  # noqa: E402
from rag.types import Filters  # noqa: E402

LONG = 6
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_OWN_AND_SOME = "әғқңөұүіһыиужшч"
_LATIN = "a b v g d e j z i i k l m n o p r s t u f h c ch sh shch  y  e yu ya".split(" ")
_SHARED = {**dict(zip(_CYRILLIC, _LATIN, strict=True)), "ё": "yo"}
_ALPHABETS = {
    "Latin of 2018": "á ǵ q ń ó u ú i h y ı ý j sh ch",
    "Latin of 2019": "ä ğ q ñ ö ū ü i h y i u j ş ç",
    "Latin of 2021": "ä ğ q ñ ö ū ü ı h y i u j ş ç",
    "everyday Latin": "a g k n o u u i h y i u zh sh ch",
}
LATIN: Mapping[str, Mapping[str, str]] = {
    name: dict(zip(_OWN_AND_SOME, letters.split(), strict=True))
    for name, letters in _ALPHABETS.items()
}
_LOOKALIKES = str.maketrans("аеорсухіАЕОРСУХІВКМНТ", "aeopcyxiAEOPCYXIBKMHT")
_RUSSIAN_KEYS = str.maketrans("әғқңөұүіһӘҒҚҢӨҰҮІҺ", "агкноууихАГКНОУУИХ")
_KEYS = str.maketrans(
    "ёйцукенгшщзхъфывапролджэячсмитьбюәіңғүұқөһӘІҢҒҮҚӨҺ",
    "`qwertyuiop[]asdfghjkl;'zxcvbnm,.2345890-=@#$%*)_+",
)


def with_typo(text: str) -> str:
    """One slip in the longest word, where it is long: swapped, lost or doubled letters."""
    longest = max(_WORD.findall(text), key=len, default="")
    if len(longest) < LONG:
        return text
    chance = crc32(text.encode())
    at = 1 + chance // 3 % (len(longest) - 2)
    head, letter, tail = longest[:at], longest[at], longest[at + 1 :]
    kinds = (head + tail[:1] + letter + tail[1:], head + tail, head + 2 * letter + tail)
    return text.replace(longest, kinds[chance % 3], 1)


def in_latin(table: Mapping[str, str]) -> Callable[[str], str]:
    """A function that writes Kazakh by the table."""
    letters = {**_SHARED, **table}

    def write(text: str) -> str:
        return "".join(
            letters.get(c.lower(), c).capitalize() if c.isupper() else letters.get(c, c)
            for c in text
        )

    return write


def on_latin_keyboard(text: str) -> str:
    """What a keyboard set to Latin types, small letters only."""
    return text.lower().rstrip("?").translate(_KEYS)


SLIPS: Mapping[str, Callable[[str], str]] = {
    "clean": str,
    "a slip in the longest word": with_typo,
    "Latin look-alikes": lambda text: text.translate(_LOOKALIKES),
    "wrong keyboard": on_latin_keyboard,
}
KAZAKH_SLIPS: Mapping[str, Callable[[str], str]] = {
    "Russian letters": lambda text: text.translate(_RUSSIAN_KEYS),
    **{name: in_latin(table) for name, table in LATIN.items()},
}


def quality(target: InProcess, cases: list[Case], spoil: Callable[[str], str]) -> float:
    """Mean nDCG@10 of the cases, their questions spoilt."""
    scores = []
    for case in cases:
        hits = target.derek.ask.search(spoil(case.question), Filters(), 20).passages
        found = [
            FoundPassage(
                target._source(hit.record.source),
                hit.document.text[hit.passage.start : hit.passage.end],
            )
            for hit in hits
        ]
        scores.append(ndcg(ranking_of(case, found), grades_of(case), 10))
    return statistics.fmean(scores)


def measure(path: Path, slips: Mapping[str, Callable[[str], str]], most: int) -> dict[str, object]:
    """nDCG@10 by slip, with the terms that may be meant and without."""
    question_set = read_question_set(path, LoadOptions(queries="queries.jsonl"))
    cases = [case for case in question_set.cases if any(grades_of(case).values())]
    cases = cases[:: -(-len(cases) // most)]
    figures: dict[str, object] = {"questions": len(cases)}
    with (
        tempfile.TemporaryDirectory() as scratch,
        open_scratch(read_settings(), question_set.corpus, Path(scratch)) as target,
    ):
        for name, spoil in slips.items():
            meant = quality(target, cases, spoil)
            with patch("rag.retrieve.search.meant_terms", lambda *_: {}):
                plain = quality(target, cases, spoil)
            figures[name] = {"with": round(meant, 4), "without": round(plain, 4)}
            print(f"{path.name:12} {name:28} {meant:.4f}  {plain:.4f}", flush=True)
    return figures


def main() -> None:
    """Measure both sets and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=int, default=10_000)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    figures = {
        "kazqad-dev": measure(asked.folder / "kazqad-dev", {**SLIPS, **KAZAKH_SLIPS}, asked.most),
        "xquad-ru": measure(asked.folder / "xquad-ru", SLIPS, asked.most),
    }
    if asked.json:
        asked.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
