"""``derek search``: passages for some words, best first."""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands.opening import DataOption, JsonOption, open_for, settings_for


def search(
    ctx: typer.Context,
    query: Annotated[str, typer.Argument(help="Words to search for, in quotes.")],
    limit: Annotated[int, typer.Option(min=1, max=50, help="Passages shown.")] = 10,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Find passages in the documents."""
    from api.commands.checks import checked_request
    from api.commands.show import passage_lines, print_json, print_lines
    from api.schemas.search import SearchRequest
    from api.wire import filters_record, wire_search

    request = checked_request(SearchRequest, query=query, limit=limit)
    with open_for(ctx, settings_for(data)) as derek:
        found = derek.ask.search(request.query, filters_record(request.filters), request.limit)
        if json:
            print_json(wire_search(found))
        else:
            print_lines(passage_lines(found.passages))
