"""``derek documents``: list, show and delete what is stored, and what could not be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.opening import DataOption, JsonOption, open_for, settings_for

if TYPE_CHECKING:
    from rag.library import Library
    from rag.types import DocumentRecord

PAGE_DOCUMENTS = 200

commands = typer.Typer(help="List, show and delete documents.", no_args_is_help=True)

DocumentArgument = Annotated[str, typer.Argument(metavar="ID", help="As `list` shows it.")]


@commands.command("list")
def list_documents(
    ctx: typer.Context,
    words: Annotated[
        str | None, typer.Option("--words", "-q", help="Only with these words in title or source.")
    ] = None,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """List all documents: id, state, language, passages, source and title."""
    from api.commands.show import print_json, print_lines
    from api.wire import wire_documents

    with open_for(ctx, settings_for(data)) as derek:
        records = tuple(_all_documents(derek.library, words))
    if json:
        print_json(wire_documents((records, None)))
    else:
        print_lines(map(_document_line, records))


def _all_documents(library: Library, words: str | None) -> Iterator[DocumentRecord]:
    cursor: str | None = None
    while True:
        records, cursor = library.list_documents(PAGE_DOCUMENTS, cursor, words)
        yield from records
        if cursor is None:
            return


def _document_line(record: DocumentRecord) -> str:
    """Fields behind tabs, so that ``cut`` and people can read it."""
    language = record.language or "-"
    shown = (record.id, record.state, language, str(record.n_passages), record.source, record.title)
    return "\t".join(" ".join(field.split()) for field in shown)


@commands.command("failed")
def list_failed(ctx: typer.Context, data: DataOption = None, json: JsonOption = False) -> None:
    """List quarantined files: what is wrong, and what to type once that is seen to."""
    from api.commands.show import print_json
    from api.wire import wire_failures

    with open_for(ctx, settings_for(data)) as derek:
        failures = derek.library.list_failed()
    if json:
        print_json(wire_failures(failures))
        return
    for failure in failures:
        record = failure.record
        typer.echo(f"{record.source} ({record.id}): {record.reason}")
        typer.echo(f"    {failure.mend}")


@commands.command("show")
def show_document(
    ctx: typer.Context,
    document_id: DocumentArgument,
    text: Annotated[bool, typer.Option("--text", help="Print its text instead.")] = False,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Show what is known of a document, or its text."""
    from api.commands.show import print_json
    from api.wire import wire_document, wire_text

    with open_for(ctx, settings_for(data)) as derek:
        if text:
            document = derek.library.read_document(document_id)
            if json:
                print_json(wire_text(document))
            else:
                typer.echo(document.text)
            return
        record = wire_document(derek.library.find(document_id))
    if json:
        print_json(record)
        return
    for name, value in record.model_dump(mode="json").items():
        if value not in (None, []):
            typer.echo(f"{name:12}  {value}")


@commands.command("delete")
def delete_documents(
    ctx: typer.Context,
    document_ids: Annotated[list[str], typer.Argument(metavar="ID…", help="Documents to forget.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    data: DataOption = None,
) -> None:
    """Delete documents; from then on nothing shows a word of them."""
    with open_for(ctx, settings_for(data)) as derek:
        records = [derek.library.find(document_id) for document_id in document_ids]
        if not yes:
            names = ", ".join(record.source for record in records)
            typer.confirm(f"Delete {names}?", abort=True, err=True)
        for record in records:
            derek.ingest.delete_document(record.id)
            typer.echo(f"deleted {record.source}")
