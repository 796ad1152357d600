"""What every embedder does: the fake, the bundled model, model folders and servers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from rag.ports import Embedder
from tests.contracts.embedders import KINDS, embedders

RIVER = "Өзендегі су деңгейі көктемде екі метрге көтерілді."
TEXTS = (
    RIVER,
    "Уровень воды в реке весной поднялся на два метра.",
    "Мектепте жаңа кітапхана ашылды.",
    "В районе отремонтировали сорок километров дорог.",
    "short",
)


@pytest.fixture(scope="module", params=KINDS)
def open_one(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], Embedder]]:
    """Opens embedders of one kind."""
    with embedders(request.param, tmp_path_factory.mktemp("models")) as opener:
        yield opener


@pytest.fixture(scope="module")
def embedder(open_one: Callable[[], Embedder]) -> Embedder:
    return open_one()


def test_rows_are_in_order_with_unit_length(embedder: Embedder) -> None:
    rows = embedder.embed_passages(TEXTS)
    assert rows.shape == (len(TEXTS), embedder.dimension)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-4)
    backwards = embedder.embed_passages(TEXTS[::-1])
    np.testing.assert_allclose(backwards[::-1], rows, atol=1e-5)


def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)


def test_the_same_text_has_the_same_vector_whatever_stands_beside_it(embedder: Embedder) -> None:
    alone = embedder.embed_passages([RIVER])[0]
    among = embedder.embed_passages([*TEXTS[1:], RIVER, RIVER])
    np.testing.assert_allclose(among[-1], alone, atol=1e-5)
    np.testing.assert_allclose(among[-2], alone, atol=1e-5)


def test_a_question_is_one_unit_vector(embedder: Embedder) -> None:
    vector = embedder.embed_question("Су деңгейі қанша көтерілді?")
    assert vector.shape == (embedder.dimension,)
    assert vector.dtype == np.float32
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-4)


def test_a_question_is_nearest_to_what_it_asks_about(embedder: Embedder) -> None:
    scores = embedder.embed_passages(TEXTS) @ embedder.embed_question("өзендегі су деңгейі")
    assert int(np.argmax(scores)) == 0


def test_different_texts_have_different_vectors(embedder: Embedder) -> None:
    rows = embedder.embed_passages(TEXTS)
    cosines = rows @ rows.T - np.eye(len(TEXTS))
    assert cosines.max() < 0.99


@pytest.mark.parametrize("text", ["", " ", "\0", "\n\t", "\ud83d", "a\udfffb", "😀", "\u202e"])
def test_odd_texts_have_a_unit_vector(embedder: Embedder, text: str) -> None:
    assert np.linalg.norm(embedder.embed_passages([text])[0]) == pytest.approx(1, abs=1e-4)
    assert np.linalg.norm(embedder.embed_question(text)) == pytest.approx(1, abs=1e-4)
    assert embedder.count_tokens(text) > 0


def test_nul_does_not_cut_a_text(embedder: Embedder) -> None:
    rows = embedder.embed_passages(["Су\0 деңгейі көтерілді", "Су деңгейі көтерілді", "Су"])
    np.testing.assert_allclose(rows[0], rows[1], atol=1e-5)
    assert not np.allclose(rows[0], rows[2], atol=1e-3)


def test_a_hundred_thousand_characters_are_read_to_the_limit(embedder: Embedder) -> None:
    text = "Ауданның жолдары жөнделді. " * 4000
    n_kept = _longest_beginning(embedder, text)
    beginning, whole, other_end = embedder.embed_passages(
        [text[:n_kept], text, text[: n_kept + 200] + "Мүлде басқа сөздер. " * 3000]
    )
    np.testing.assert_allclose(whole, beginning, atol=2e-2)
    np.testing.assert_allclose(other_end, whole, atol=1e-5)
    assert np.linalg.norm(embedder.embed_question(text)) == pytest.approx(1, abs=1e-4)


def _longest_beginning(embedder: Embedder, text: str) -> int:
    fits, over = 0, len(text)
    while over - fits > 1:
        middle = (fits + over) // 2
        if embedder.count_tokens(text[:middle]) <= embedder.max_tokens:
            fits = middle
        else:
            over = middle
    return fits


def test_tokens_grow_with_the_text(embedder: Embedder) -> None:
    counts = [embedder.count_tokens("мәтін " * n) for n in (0, 1, 10, 1000)]
    assert counts == sorted(counts)
    assert 0 < counts[0] < counts[1]
    assert counts[-1] > embedder.max_tokens


def test_ten_callers_at_once_get_their_own_vectors(embedder: Embedder) -> None:
    texts = [f"{text} {n}" for n in range(4) for text in TEXTS]
    expected = embedder.embed_passages(texts)
    questions = [embedder.embed_question(text) for text in texts]
    with ThreadPoolExecutor(10) as pool:
        rows = list(pool.map(lambda text: embedder.embed_passages([text])[0], texts))
        asked = list(pool.map(embedder.embed_question, texts))
    np.testing.assert_allclose(rows, expected, atol=1e-5)
    np.testing.assert_allclose(asked, questions, atol=1e-5)


def test_what_was_returned_is_the_callers_own(embedder: Embedder) -> None:
    first = embedder.embed_question(RIVER)
    kept = first.copy()
    embedder.embed_question("Басқа сұрақ")
    np.testing.assert_array_equal(first, kept)
    first[:] = 0
    np.testing.assert_allclose(embedder.embed_question(RIVER), kept, atol=1e-6)


def test_the_name_stays(embedder: Embedder, open_one: Callable[[], Embedder]) -> None:
    assert embedder.name == open_one().name
    assert embedder.max_tokens >= 128
