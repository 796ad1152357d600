"""The reply to a question in a document is told instead of the question."""

from __future__ import annotations

from rag.compose.replies import prefer_reply
from rag.retrieve.question import understand
from tests.documents import PART, make_document
from tests.records import make_evidence, make_hit

PARTS: list[PART] = [
    ("paragraph", "Сұрақ: Жол қашан жөнделеді?"),
    ("paragraph", "Жауап: Сәлем. Жол маусымда жөнделеді."),
    ("paragraph", "Сұрақ: Көпір қашан ашылады?"),
    ("paragraph", "Жауап: Көпір күзде ашылады."),
]
QUERY = understand("Жол қашан жөнделеді?")
HIT = make_hit(make_document([((), PARTS)], language="kk"))


def test_the_likeliest_sentence_of_the_reply_comes_first() -> None:
    road, bridge = make_evidence(HIT, 0, 0.8), make_evidence(HIT, 2, 0.7)
    greeting = make_evidence(HIT, 1, 0.01, "Жауап: Сәлем.")
    june = make_evidence(HIT, 1, 0.1, "Жол маусымда жөнделеді.")
    autumn = make_evidence(HIT, 3, 0.6)
    first, *rest = prefer_reply(QUERY, [road, bridge, autumn, june, greeting])
    assert (first.unit, first.score) == (june.unit, road.score)
    assert rest == [road, bridge, autumn, greeting]
    assert prefer_reply(QUERY, [bridge, june, autumn])[0].unit == autumn.unit


def test_the_order_stays_where_no_reply_follows_or_nothing_is_asked() -> None:
    road, bridge, autumn = (make_evidence(HIT, *at) for at in ((0, 0.8), (2, 0.7), (3, 0.6)))
    assert prefer_reply(QUERY, [road, bridge]) == (road, bridge)
    assert prefer_reply(QUERY, [autumn, bridge]) == (autumn, bridge)
    assert prefer_reply(QUERY, []) == ()
    june = make_evidence(HIT, 1, 0.1, "Жол маусымда жөнделеді.")
    asked = understand("Жол туралы қандай сұрақ қойылды?")
    assert prefer_reply(asked, [road, june]) == (road, june)
