"""A text printed twice is linked in the registry and cited once."""

from __future__ import annotations

from tests.flows.setting import Setting, find_outcome, outcomes

BODY = "В районе работают 48 школ, из них 20 частных.\n\n" + "\n\n".join(
    f"Раздел {n}\n\nПостроено {n * 5} домов и {n * 2} колодца, отремонтировано {n + 3} моста,"
    f" жителей обслуживает поликлиника номер {n + 100}."
    for n in range(1, 30)
)
REPORT = f"Отчёт о районе Жаңаауыл\n\n{BODY}\n"
REPRINT = f"{REPORT}\nНапечатано в типографии.\n"


def test_a_reprint_is_linked_and_cited_once() -> None:
    setting = Setting()
    report = setting.ingest({"a.txt": REPORT, "b.txt": REPRINT})
    assert outcomes(report) == {"a.txt": "new", "b.txt": "new"}
    assert find_outcome(report, "b.txt").reason == "The same text as a.txt."
    records = {record.source: record for record in setting.registry.list_live()}
    assert records["a.txt"].same_as is None
    assert records["b.txt"].same_as == records["a.txt"].id
    answer = setting.ask("Сколько частных школ в районе?")
    assert {citation.source for citation in answer.citations} == {"a.txt"}
    shown = [hit.document.text[hit.passage.start : hit.passage.end] for hit in answer.passages]
    assert len(shown) == len(set(shown))


def test_when_the_first_print_is_gone_the_others_answer_and_stay_linked() -> None:
    setting = Setting()
    setting.ingest({"a.txt": REPORT, "b.txt": REPRINT, "c.txt": f"Бланк\n\n{REPORT}"})
    first = {r.source: r.id for r in setting.registry.list_live()}["a.txt"]
    setting.ingest_flow().delete_document(first)
    assert {r.same_as for r in setting.registry.list_live()} == {first}
    answer = setting.ask("Сколько частных школ в районе?")
    assert len({citation.source for citation in answer.citations}) == 1


def test_the_same_form_filled_in_for_another_year_is_a_document_of_its_own() -> None:
    setting = Setting()
    reports = {f"{year}.txt": REPORT.replace("Отчёт", f"Отчёт за {year} год") for year in (1, 2)}
    setting.ingest(reports | {"2023.txt": "Отчёт за 2023 год\n\n" + BODY})
    assert {record.same_as for record in setting.registry.list_live()} == {None}


def test_a_changed_reprint_is_compared_anew() -> None:
    setting = Setting()
    setting.ingest({"a.txt": REPORT, "b.txt": REPRINT})
    other = "Отчёт о дорогах\n\n" + "\n\n".join(f"Дорога {n} длиной {n} км." for n in range(60))
    setting.ingest({"a.txt": REPORT, "b.txt": other})
    assert {record.same_as for record in setting.registry.list_live()} == {None}
