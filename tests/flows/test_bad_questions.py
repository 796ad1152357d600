"""Questions that nobody would ask: an ordinary answer or an abstention, and no more work for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pytest

from rag.retrieve.question import understand
from rag.retrieve.search import lexical_weights
from rag.types import Filters, LegHits, Question, Vector
from tests.fakes.passage_store import InMemoryPassageStore
from tests.flows.setting import ROADS, SCHOOLS, Setting

MOST_TERMS = 10_000
"""A word that may be mistyped brings some hundred terms, of a few words; a question never more."""
BAD = {
    "one letter": "а",
    "one Kazakh letter": "ң",
    "only stop words": "что это и как же так",
    "only Kazakh stop words": "бұл не және қалай",
    "only digits": "2017 48 3986 241,3 1 634 368 032",
    "2,000 characters": ("школы района построены в ауле " * 80)[:2000].strip(),
    "2,000 characters without a space": "школа" * 400,
    "2,000 unknown words": " ".join(f"бзгктр{n % 10}щвгк" for n in range(140))[:2000],
    "Kazakh that no dictionary has": " ".join("ғжқзңхҺ" + "бвгд" * (n % 5) for n in range(150))[
        :2000
    ],
    "emoji": "🏫❓🙂👨‍👩‍👧‍👦 🇰🇿",
    "emoji and words": "сколько 🏫 в районе? 🙂",
    "right to left": "كم عدد المدارس \u202eшкол\u202c في המחוז?",
    "a word of 10,000 letters": "щ" * 10_000,
    "a Kazakh word of 10,000 letters": "ғ" * 10_000,
    "regular expression": r".*(a+)+$[^\w]{1,99}|\b(?P<x>школ)\1",
    "query syntax": 'школ* AND (title:"район" OR -дорог~2)^5 && {[!* TO *]}; DROP TABLE points;--',
    "wildcards": "%%%___***???",
    "back slashes and quotes": "\\\\'\"`´«»“”",
    "control characters": "шко\x00лы\x1b[31m рай\u200bона\ufeff",
    "combining marks": "ш" + "\u0301" * 500 + "колы",
    "white space": " \u2028\t школы \u00a0\u3000 ",
    "numbers of a thousand digits": "9" * 1000 + " школ",
}


@dataclass
class CountingStore(InMemoryPassageStore):
    """Keeps how many terms it was asked for."""

    n_terms: list[int] = field(default_factory=list)

    def __init__(self) -> None:
        super().__init__()
        self.n_terms = []

    def search(
        self, dense: Vector, lexical: Mapping[int, float], filters: Filters, limit: int
    ) -> LegHits:
        self.n_terms.append(len(lexical))
        return super().search(dense, lexical, filters, limit)


@pytest.fixture(scope="module")
def setting() -> Setting:
    made = Setting(store=CountingStore())
    made.ingest({"schools.txt": SCHOOLS, "roads.txt": ROADS})
    return made


@pytest.mark.parametrize("name", BAD)
def test_a_bad_question_is_answered_or_refused_like_any_other(setting: Setting, name: str) -> None:
    answer = setting.ask(BAD[name])
    assert answer.verdict in ("answered", "abstained")
    assert (answer.verdict == "answered") == bool(answer.citations)
    for cited in answer.citations:
        assert cited.quote in SCHOOLS.replace("\n", " ") + ROADS.replace("\n", " ")
    found = setting.ask_flow().search(BAD[name], Filters(), 10).passages
    assert all(0 <= hit.score <= 1 + 1e-9 for hit in found)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_question_asks_for_a_bounded_number_of_terms(name: str) -> None:
    assert len(lexical_weights(understand(BAD[name]))) <= MOST_TERMS


def test_what_a_question_holds_is_never_read_as_syntax(setting: Setting) -> None:
    flow = setting.ask_flow()
    plain = flow.search("школ район", Filters(), 10).passages
    odd = flow.search("школ* +район~ (", Filters(), 10).passages
    assert [hit.point_id for hit in plain] == [hit.point_id for hit in odd]


def test_every_question_asks_the_store_once(setting: Setting) -> None:
    store = CountingStore()
    flow = replace(setting.ask_flow(), store=store)
    flow.search(BAD["2,000 characters"], Filters(), 10)
    assert len(store.n_terms) == 1
    answer = setting.ask_flow().ask(Question("Сколько школ работает в районе?", limit=50))
    assert answer.passages
