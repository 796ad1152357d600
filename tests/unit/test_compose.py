"""Composition: kinds, periods, rows, lists, evidence order, and when to refuse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from rag.chunks.units import split_units
from rag.compose.abstain import SURE_WITHOUT_KIND, abstention_reason
from rag.compose.candidates import gather_candidates
from rag.compose.draft import MAX_CHARACTERS
from rag.compose.evidence import rank_evidence
from rag.compose.extractive import compose_answer
from rag.compose.kinds import counted, holds_kind
from rag.compose.matching import carried, coverage, match, term_weights, words_of
from rag.compose.periods import period_fit, periods_of
from rag.compose.phrases import abstention
from rag.compose.rows import say_row
from rag.retrieve.question import understand
from rag.text.analyse import analyse
from rag.types import AnswerKind, Document, Evidence, Period, Reason, Row, StoredPoint
from tests.documents import make_document
from tests.records import make_evidence, make_hit


class OverlapScorer:
    """Counts shared keys."""

    def score(self, question: Sequence[str], texts: Sequence[Sequence[str]]) -> Sequence[float]:
        return [float(len(set(question) & set(text))) for text in texts]


def ranked(question: str, document: Document) -> tuple[Evidence, ...]:
    """Evidence of a one-passage document under equal similarities."""
    hit = make_hit(document)
    units = split_units(document, hit.passage)
    vectors = np.tile(np.array([1.0, 0.0], np.float32), (len(units), 1))
    points = {hit.point_id: StoredPoint("v1", hit.passage, vectors)}
    vector = np.array([0.9, 0.1], np.float32)
    candidates = gather_candidates([hit], points, vector, split_units)
    return rank_evidence(understand(question), candidates, OverlapScorer())


def quote(evidence: Evidence) -> str:
    return evidence.hit.document.text[evidence.unit.start : evidence.unit.end]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("В районе 48 школ.", "number", 1.0),
        ("В районе много школ.", "number", 0.0),
        ("Выделено 17,5 млн. тенге.", "money", 1.0),
        ("Исполнение 99,9%.", "share", 1.0),
        ("Сдача – 2 квартал 2023 года.", "date", 1.0),
        ("Сдача затянулась.", "date", 0.0),
        ("Встречу провёл аким Ахметов А.Б.", "person", 1.0),
        ("Мердігері – «Құрылыс» ЖШС.", "organisation", 1.0),
        ("Праздник прошёл на площади.", "place", 1.0),
        ("Что угодно.", "list", 1.0),
    ],
)
def test_kinds_of_answers_are_recognised(text: str, kind: AnswerKind, expected: float) -> None:
    assert holds_kind(text, kind) == expected


@pytest.mark.parametrize(
    ("own", "around", "sign"),
    [
        ("На 13 апреля сброшено 40.", "", 1),
        ("Сброшено 40.", "по состоянию на 13 апреля", 1),
        ("На 20 марта сброшено 40.", "", -1),
        ("Сброшено 40.", "по состоянию на 20 марта", -1),
        ("Сброшено 40.", "", 0),
    ],
)
def test_the_period_asked_for_decides(own: str, around: str, sign: int) -> None:
    asked = (Period(month=4, day=13),)
    assert np.sign(period_fit(asked, periods_of(own), [periods_of(around)])) == sign


def test_no_period_asked_is_no_matter() -> None:
    assert period_fit((), periods_of("На 20 марта."), []) == 0.0


HEADER = ("№", "Атауы", "Өлшем бірлігі", "Жоспар", "Нақты", "Ақпарат")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            ("2", "Ағылшын тілі", "%", "17,5", "18,4", ""),
            "Ағылшын тілі: жоспар 17,5 %, нақты 18,4 %",
        ),
        (("2", "Егін", "Га", "-", "1 856", "жақсы"), "Егін: нақты 1 856 Га; Ақпарат – жақсы"),
        (("3", "Су", "%", "5", "6", "сөз " * 60), "Су: жоспар 5 %, нақты 6 %"),
    ],
)
def test_a_row_is_said_with_its_columns_and_unit(cells: tuple[str, ...], said: str) -> None:
    assert say_row(Row("1", HEADER, cells), language="kk") == said


def test_a_row_without_a_header_is_its_cells() -> None:
    assert say_row(Row("1", (), ("Есепті кезең", "2017 ж."))) == "Есепті кезең: 2017 ж."
    assert say_row(Row("1", (), ("Шара", "сөз " * 60))).startswith("Шара: сөз сөз")


def test_words_match_across_forms_and_spellings() -> None:
    (token,) = analyse("Қаскелең", language="kk")
    assert match(token, words_of("в городе Каскелен", "ru")) > 0
    assert match(token, words_of("в городе Талгар", "ru")) == 0


def test_a_number_counts_what_another_language_asks_for() -> None:
    asked = words_of("Қанша мектеп салынды?", "kk")
    assert counted(asked, "Сданы 48 новых школ", "ru") == 1
    assert counted(asked, "Сданы 48 новых мостов", "ru") == 0


def test_a_word_of_another_language_matches_less_than_the_word_itself() -> None:
    token = analyse("балабақша", language="kk")[0]
    itself = match(token, words_of("балабақшада", "kk"))
    translation = match(token, words_of("в детском саду", "ru"))
    synonym = match(token, words_of("бөбекжайда", "kk"))
    assert itself == 1 > translation > synonym > 0
    assert match(token, words_of("в саду", "ru")) == 0


def test_coverage_weighs_rare_words_more() -> None:
    tokens = analyse("бюджет Турксибского района", language="ru")
    texts = [carried(tokens, words_of(t, "ru")) for t in ("бюджет района", "налоги района")]
    weights = term_weights(tokens, texts)
    assert weights["турксибск"] > weights["бюджет"] > weights["район"]
    assert 0 < coverage(tokens, weights, [(texts[0], 1.0)]) < 0.6
    whole = carried(tokens, words_of("Турксибский район, бюджет", "ru"))
    assert coverage(tokens, weights, [(whole, 1.0)]) == 1.0


def test_the_sentence_with_the_words_and_the_kind_comes_first() -> None:
    document = make_document(
        [
            (
                ("Образование",),
                [
                    ("paragraph", "Школы района работают в две смены."),
                    ("paragraph", "В районе действуют 48 школ."),
                    ("paragraph", "Построено 12 километров дорог."),
                ],
            )
        ]
    )
    best = ranked("Сколько школ в районе?", document)[0]
    assert quote(best) == "В районе действуют 48 школ."


def test_the_date_asked_for_chooses_between_equal_measures() -> None:
    document = make_document(
        [
            (
                ("Водохранилища на 20 марта",),
                [("paragraph", "Из Сайранского сбросили 40 кубометров.")],
            ),
            (
                ("Водохранилища на 13 апреля",),
                [("paragraph", "Из Сайранского сбросили 90 кубометров.")],
            ),
        ]
    )
    evidence = ranked("Сколько сбросили из Сайранского на 13 апреля?", document)
    said = [quote(e) for e in evidence if "Сайранского" in quote(e)]
    assert said[0] == "Из Сайранского сбросили 90 кубометров."


def test_a_list_is_said_for_the_line_that_introduces_it() -> None:
    document = make_document(
        [
            (
                ("Освещение",),
                [
                    ("paragraph", "Обновлены улицы:"),
                    ("list_item", "1. ул. Абая;"),
                    ("list_item", "2. ул. Сатпаева."),
                    ("paragraph", "Работы завершены."),
                ],
            )
        ]
    )
    best = make_evidence(make_hit(document), 0, 0.9)
    claims, citations = compose_answer(understand("Какие улицы обновлены?"), [best])
    assert [claim.text for claim in claims] == [
        "1. ул. Абая;",
        "2. ул. Сатпаева.",
    ]
    assert [c.kind for c in citations] == ["list_item", "list_item"]
    assert len(compose_answer(understand("Сколько улиц обновлено?"), [best])[0]) == 1


def test_an_answer_is_not_a_dump() -> None:
    long = "Очень длинное предложение о делах района " * 60
    document = make_document([((), [("paragraph", long.strip())])])
    claims, _ = compose_answer(
        understand("Что сделано?"), [make_evidence(make_hit(document), 0, 0.9)]
    )
    assert len(claims[0].text) <= MAX_CHARACTERS + 2


@pytest.mark.parametrize(
    ("sure", "names", "period", "place", "reason"),
    [
        (0.9, 1.0, 0.0, 0.0, None),
        (0.3, 1.0, 0.0, 0.0, "weak_evidence"),
        (0.9, 0.2, 0.0, 0.0, "no_evidence"),
        (0.9, 1.0, -1.0, 0.0, "no_evidence"),
        (0.9, 1.0, 0.0, -1.0, "no_evidence"),
    ],
)
def test_when_to_refuse(
    sure: float, names: float, period: float, place: float, reason: Reason | None
) -> None:
    document = make_document([((), [("paragraph", "Школ здесь 48.")])])
    best = make_evidence(make_hit(document), 0, 0.7)
    best = replace(
        best, features={**best.features, "names": names, "period": period, "place": place}
    )
    query = understand("Сколько школ в Турксибском районе?")
    assert abstention_reason(query, [best], sure) == reason


def test_evidence_that_is_hardly_likely_answers_nothing_however_near_its_passage_is() -> None:
    hit = make_hit(make_document([((), [("paragraph", "Школ здесь 48.")])]))
    query = understand("Сколько школ?")
    likely, unlikely = (make_evidence(hit, 0, score) for score in (0.02, 0.001))
    assert abstention_reason(query, [likely], 0.9) is None
    assert abstention_reason(query, [unlikely], 0.9) == "weak_evidence"


def test_names_in_other_letters_do_not_refuse_by_themselves() -> None:
    document = make_document([((), [("paragraph", "Команда Денвера победила.")])])
    best = make_evidence(make_hit(document), 0, 0.7)
    best = replace(best, features={**best.features, "names": 0.0})
    assert abstention_reason(understand("Who won in Denver?"), [best], 0.9) is None
    assert abstention_reason(understand("Кто победил в Денвере?"), [best], 0.9) == "no_evidence"


def test_nothing_found_and_nothing_asked() -> None:
    assert abstention_reason(understand("Сколько школ?"), [], 0.9) == "no_evidence"


@pytest.mark.parametrize(
    "reason", ["no_evidence", "weak_evidence", "not_supported", "empty_corpus"]
)
def test_every_refusal_is_one_sentence_in_each_language(reason: Reason) -> None:
    said = {abstention(reason, "kk"), abstention(reason, "ru"), abstention(reason, "en")}
    assert len(said) == 3 and all(text.count(".") == 1 for text in said)


def test_the_fact_is_said_when_its_subject_stands_before_it() -> None:
    document = make_document(
        [
            (
                ("Школы",),
                [
                    ("paragraph", "В селе Жанаарка открыли школу. Туда пришли дети."),
                    ("paragraph", "Строительство обошлось в 5 млрд тенге."),
                ],
            ),
            (("Дороги",), [("paragraph", "Ремонт обошёлся в 7 млрд тенге.")]),
        ]
    )
    hit = make_hit(document)
    subject = make_evidence(hit, 0, 0.9, "В селе Жанаарка открыли школу.")
    subject = replace(subject, features={**subject.features, "kind": 0.0})
    other = make_evidence(hit, 2, 0.8)
    fact = make_evidence(hit, 1, 0.7)
    query = understand("Сколько стоила школа в Жанаарке?")
    claims, _ = compose_answer(query, [subject, other, fact])
    assert [claim.text for claim in claims] == [quote(fact)]
    assert abstention_reason(query, [subject, other, fact], 0.9) is None
    assert abstention_reason(query, [subject, other], 0.9) == "weak_evidence"
    assert abstention_reason(query, [subject, other], SURE_WITHOUT_KIND) is None
