"""``derek eval metrics``: what can be measured."""

from __future__ import annotations

from eval.commands.options import JsonOption


def metrics(json: JsonOption = False) -> None:
    """List every metric with its family, direction and meaning."""
    from eval.commands.show import print_json, print_table
    from eval.metrics.catalogue import METRICS
    from eval.report.tables import Table

    rows = tuple((m.name, m.family, m.better, m.unit, m.meaning) for m in METRICS.values())
    header = ("metric", "family", "better", "unit", "what")
    if json:
        print_json([dict(zip(header, row, strict=True)) for row in rows])
    else:
        print_table(Table("Metrics", header, rows))
