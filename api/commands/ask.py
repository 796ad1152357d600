"""``derek ask``: one question, one answer with numbered sources."""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands.opening import DataOption, JsonOption, open_for, settings_for


def ask(
    ctx: typer.Context,
    question: Annotated[str, typer.Argument(help="The question, in quotes.")],
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Answer a question from the documents."""
    from api.commands.checks import checked_request
    from api.commands.show import answer_lines, print_json, print_lines
    from api.schemas.ask import AskRequest
    from api.wire import question_record, wire_answer

    request = checked_request(AskRequest, question=question)
    with open_for(ctx, settings_for(data)) as derek:
        answer = derek.ask.ask(question_record(request))
        if json:
            print_json(wire_answer(answer))
        else:
            print_lines(answer_lines(answer))
