"""BM25 and cosines both favour very short texts: one line must not stand before what answers."""

from __future__ import annotations

from rag.types import Filters
from tests.flows.setting import Setting

ANSWER = (
    "В отчётном году в районе за счёт местного бюджета построена новая больница на двести коек,"
    " рядом с ней открыты поликлиника, аптека и стоянка скорой помощи; подрядчик сдал все работы"
    " на месяц раньше срока, а жители ближних сёл получили рабочие места."
)
LINES = {
    f"line{n:03}.txt": line
    for n, line in enumerate(
        f"{word} {other}."
        for word in (
            "Больница",
            "Новая больница",
            "Район",
            "Бюджет",
            "Построена",
            "Больница района",
        )
        for other in ("района", "года", "бюджета", "построена", "в районе", "и район", "в году")
    )
}


def test_one_liners_do_not_stand_before_the_paragraph_that_answers() -> None:
    setting = Setting()
    setting.ingest({**LINES, "report.txt": f"Отчёт\n\nЗдоровье\n{ANSWER}\n"})
    question = "Сколько коек в новой больнице, что построена за счёт местного бюджета района?"
    found = setting.ask_flow().search(question, Filters(), 10).passages
    assert found[0].document.source == "report.txt"


def test_by_words_alone_it_is_the_same() -> None:
    setting = Setting()
    setting.ingest({**LINES, "report.txt": f"Отчёт\n\nЗдоровье\n{ANSWER}\n"})
    query = "построена новая больница за счёт местного бюджета"
    found = setting.ask_flow().search(query, Filters(), 50).passages
    best = max(found, key=lambda hit: hit.lexical or 0.0)
    assert best.document.source == "report.txt"
