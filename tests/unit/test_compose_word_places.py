from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rag.compose.matching import carried, collect
from rag.compose.word_places import Runs, occurrences, word_places
from rag.text.analyse import analyse

TEXT = (
    "Медеу ауданында 48 мектеп бар. В Медеуском районе сданы школа-лицей № 131 и детский сад.\n"
    "Бюджет района вырос на 3,5 % к 2021 году; балабақшалар саны 12-ге жетті."
)
QUESTIONS = (
    "Сколько школ в Медеуском районе?",
    "Ауданда қанша балабақша бар?",
    "Медеу ауданының бюджеті қанша?",
    "How many kindergartens are there in the district?",
)


@given(st.sampled_from(QUESTIONS), st.integers(-20, len(TEXT)), st.integers(0, len(TEXT) + 20))
@settings(max_examples=60, deadline=None)
def test_a_stretch_carries_what_its_words_carry(question: str, start: int, end: int) -> None:
    asked = analyse(question)
    words = collect([token for token in analyse(TEXT, "ru") if start <= token.start < end])
    places = word_places(TEXT, ((0, "ru"),))
    assert occurrences(asked, places).between(start, end) == carried(asked, words)
    assert places.keys_between(start, end) == words.terms | words.weak


def test_each_stretch_is_read_in_its_own_language() -> None:
    text = "Жаңа мектептер салынды.\nПостроены новые школы."
    runs: Runs = ((0, "kk"), (text.index("П"), "ru"))
    places = word_places(text, runs)
    kazakh, russian = analyse(text[: runs[1][0]], "kk"), analyse(text[runs[1][0] :], "ru")
    assert [keys[0] for keys in places.keys] == [token.term for token in (*kazakh, *russian)]
    assert list(places.starts)[len(kazakh)] == runs[1][0]
