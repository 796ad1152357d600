"""What every passage store finds, on the fake and on both Qdrant adapters."""

from __future__ import annotations

import math
from datetime import date

import pytest

from rag.ports import PassageStore
from rag.types import DateKind, Filters, LegHits, SectionDate, TextLanguage
from tests.contracts.points import axis, id_of, make_point
from tests.contracts.stores import EVERYTHING, assert_same, ids, search

# The client's local mode says that it has no payload indexes; a server has them.
pytestmark = pytest.mark.filterwarnings("ignore:Payload indexes have no effect:UserWarning")


def test_an_empty_store_finds_nothing(store: PassageStore) -> None:
    assert search(store) == LegHits((), ())
    assert store.inventory() == {}
    assert store.read_points([id_of(1)]) == {}


def test_the_dense_leg_ranks_by_cosine(store: PassageStore) -> None:
    near = (axis(0) + axis(1)) / math.sqrt(2)
    far, opposite = axis(2), -axis(0)
    points = [make_point(n, dense=v) for n, v in enumerate((opposite, far, near, axis(0)))]
    store.write_points(points)
    hits = search(store).dense
    assert [hit.passage.ordinal for hit in hits] == [3, 2, 1, 0]
    assert [hit.score for hit in hits] == pytest.approx([1, math.sqrt(0.5), 0, -1], abs=1e-6)


def test_the_lexical_leg_is_the_dot_product_with_idf(store: PassageStore) -> None:
    lexical = [{1: 2.0, 2: 1.0}, {1: 0.5}, {3: 1.0}, {}]
    store.write_points([make_point(n, lexical=terms) for n, terms in enumerate(lexical)])
    hits = store.search(axis(0), {1: 1.0, 2: 3.0, 99: 1.0}, EVERYTHING, 10).lexical
    # Three points have terms; two of them have term 1, one has term 2.
    idf_1, idf_2 = math.log(1 + 1.5 / 2.5), math.log(1 + 2.5 / 1.5)
    assert [hit.point_id for hit in hits] == [id_of(0), id_of(1)]
    expected = [2.0 * idf_1 + 3.0 * idf_2, 0.5 * idf_1]
    assert [hit.score for hit in hits] == pytest.approx(expected, rel=1e-5)


def test_a_term_in_every_point_still_scores_above_zero(store: PassageStore) -> None:
    store.write_points([make_point(n) for n in range(5)])
    assert all(hit.score > 0 for hit in search(store).lexical)


def test_large_term_numbers_are_kept(store: PassageStore) -> None:
    store.write_points([make_point(0, lexical={2**32 - 1: 1.0}), make_point(1, lexical={0: 1.0})])
    hits = store.search(axis(0), {2**32 - 1: 1.0}, EVERYTHING, 10).lexical
    assert [hit.point_id for hit in hits] == [id_of(0)]


def test_without_terms_the_lexical_leg_is_empty(store: PassageStore) -> None:
    store.write_points([make_point(0)])
    legs = store.search(axis(0), {}, EVERYTHING, 10)
    assert [hit.point_id for hit in legs.dense] == [id_of(0)]
    assert legs.lexical == ()


def test_unknown_terms_find_nothing(store: PassageStore) -> None:
    store.write_points([make_point(0)])
    assert store.search(axis(0), {7: 1.0}, EVERYTHING, 10).lexical == ()


def test_a_hit_carries_the_passage_as_written(store: PassageStore) -> None:
    point = make_point(4, version="ver_kk")
    store.write_points([point])
    legs = search(store)
    for hit in (*legs.dense, *legs.lexical):
        assert (hit.point_id, hit.version_id) == (point.id, "ver_kk")
        assert hit.passage == point.passage


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(source=("a.txt",)), {0, 2}),
        (Filters(source=("a.txt", "b.txt")), {0, 1, 2}),
        (Filters(source=("нет.txt",)), set()),
        (Filters(language=("kk",)), {1, 3}),
        (Filters(language=("kk", "ru")), {0, 1, 2, 3}),
        (Filters(collection=("archive",)), {2, 3}),
        (Filters(collection=("archive",), language=("kk",)), {3}),
        (Filters(source=("a.txt",), collection=("default",)), {0}),
    ],
)
def test_filters_hold_in_both_legs(
    store: PassageStore, filters: Filters, expected: set[int]
) -> None:
    store.write_points(
        [
            make_point(0, source="a.txt", language="ru"),
            make_point(1, source="b.txt", language="kk"),
            make_point(2, source="a.txt", language="ru", collection="archive"),
            make_point(3, source="қазақша есеп.txt", language="kk", collection="archive"),
        ]
    )
    assert ids(store, filters) == expected


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (("kk",), {0, 2, 3}),
        (("ru",), {1, 2}),
        (("en",), {3}),
        (("mixed",), {2, 3}),
        (("en", "ru"), {1, 2, 3}),
    ],
)
def test_what_two_languages_share_is_found_by_each_and_as_mixed(
    store: PassageStore, wanted: tuple[TextLanguage, ...], expected: set[int]
) -> None:
    store.write_points(
        [
            make_point(0, language="kk"),
            make_point(1, language="ru"),
            make_point(2, language="ru", second="kk"),
            make_point(3, language="kk", second="en"),
        ]
    )
    assert ids(store, Filters(language=wanted)) == expected


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (None, {0, 1, 2, 3}),
        ((), {0}),
        (("akimat",), {0, 1, 3}),
        (("akimat", "archive"), {0, 1, 2, 3}),
        (("nobody",), {0}),
    ],
)
def test_groups_show_public_and_shared_documents(
    store: PassageStore, groups: tuple[str, ...] | None, expected: set[int]
) -> None:
    store.write_points(
        [
            make_point(0),
            make_point(1, groups=("akimat",)),
            make_point(2, groups=("archive",)),
            make_point(3, groups=("archive", "akimat")),
        ]
    )
    assert ids(store, Filters(groups=groups)) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2022, 1, 1), None, {1, 2}),
        (None, date(2022, 1, 1), {0, 1}),
        (date(2022, 1, 1), date(2022, 1, 1), {1}),
        (date(2021, 12, 31), date(2022, 12, 31), {0, 1, 2}),
        (date(2022, 1, 2), date(2022, 12, 30), set()),
        (None, None, {0, 1, 2, 3}),
    ],
)
def test_a_period_includes_its_ends_and_leaves_out_the_undated(
    store: PassageStore, first: date | None, last: date | None, expected: set[int]
) -> None:
    days = (date(2021, 12, 31), date(2022, 1, 1), date(2022, 12, 31), None)
    store.write_points([make_point(n, day=day) for n, day in enumerate(days)])
    assert ids(store, Filters(date_from=first, date_to=last)) == expected


def spoken(kind: DateKind, first: date, last: date | None = None) -> SectionDate:
    return SectionDate(kind, first, last or first, "text", 0, 1)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        # Published in 2025, about the year 2022, a quarter, some days, or one.
        (date(2022, 1, 1), date(2022, 12, 31), {0, 1}),
        (date(2022, 5, 20), date(2022, 5, 20), {0, 1}),
        (date(2022, 7, 1), date(2022, 7, 1), {0}),
        (date(2023, 1, 1), date(2023, 3, 11), {2}),
        (date(2023, 3, 12), date(2023, 3, 31), {2}),
        (date(2023, 3, 13), date(2023, 4, 12), set()),
        (date(2023, 4, 13), date(2023, 4, 13), {3}),
        (None, date(2022, 3, 31), {0}),
        (date(2024, 1, 1), None, {0, 1, 2, 3, 4}),
        (date(2025, 4, 15), date(2025, 4, 15), {0, 1, 2, 3, 4}),
        (date(2023, 6, 1), date(2025, 4, 14), set()),
    ],
)
def test_a_period_is_met_by_what_was_published_in_it_and_by_what_speaks_of_it(
    store: PassageStore, first: date | None, last: date | None, expected: set[int]
) -> None:
    times = (
        (spoken("covers", date(2022, 1, 1), date(2022, 12, 31)),),
        (spoken("covers", date(2022, 4, 1), date(2022, 6, 30)),),
        (spoken("covers", date(2023, 3, 10), date(2023, 3, 12)),),
        (spoken("event", date(2023, 4, 13)),),
        (spoken("published", date(2020, 1, 1)),),
    )
    published = date(2025, 4, 15)
    store.write_points([make_point(n, day=published, dates=d) for n, d in enumerate(times)])
    assert ids(store, Filters(date_from=first, date_to=last)) == expected


def test_what_was_never_dated_is_found_by_the_time_it_speaks_of(store: PassageStore) -> None:
    store.write_points([make_point(0, dates=(spoken("as_of", date(2025, 4, 13)),)), make_point(1)])
    assert ids(store, Filters(date_from=date(2025, 4, 1), date_to=date(2025, 4, 30))) == {0}


def test_filters_do_not_change_lexical_scores(store: PassageStore) -> None:
    store.write_points([make_point(n, source=f"{n % 2}.txt", lexical={n: 1.0}) for n in range(4)])
    question = {0: 1.0}
    free = store.search(axis(0), question, EVERYTHING, 10).lexical
    bound = store.search(axis(0), question, Filters(source=("0.txt",)), 10).lexical
    assert free[0].score == pytest.approx(bound[0].score)


def test_ties_are_sorted_and_cut_by_id(store: PassageStore) -> None:
    points = [make_point(n, dense=axis(0)) for n in range(20)]
    store.write_points(points[::-1])
    legs = search(store, limit=5)
    expected = [id_of(n) for n in range(5)]
    assert [hit.point_id for hit in legs.dense] == expected
    assert [hit.point_id for hit in legs.lexical] == expected


def test_limit_is_kept_by_each_leg(store: PassageStore) -> None:
    store.write_points([make_point(n) for n in range(9)])
    legs = search(store, limit=3)
    assert (len(legs.dense), len(legs.lexical)) == (3, 3)
    every = search(store, limit=100)
    assert (len(every.dense), len(every.lexical)) == (9, 9)
    assert_same(LegHits(every.dense[:3], every.lexical[:3]), legs)
