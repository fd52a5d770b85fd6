"""`entities list|show|import` as commands: options in, one call each."""

from pathlib import Path
from typing import Annotated

import typer

from groundwire.app.cli.help import PlainGroup
from groundwire.app.cli.options import Json, Reader, open_desk, reader_language

entities_app = typer.Typer(
    cls=PlainGroup, help="The names that are known, and how to add yours.", rich_markup_mode=None, no_args_is_help=True
)


@entities_app.command("list")
def entities_list(
    context: typer.Context,
    words: Annotated[str, typer.Argument(help="Only names that contain this; without it, all.")] = "",
    kind: Annotated[str | None, typer.Option(help="Only of this kind: organisation, person, place, product…")] = None,
    country: Annotated[str | None, typer.Option(help="Only of this country: CN, US, NL…")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many.")] = 1000,
    lang: Reader = None,
    as_json: Json = False,
) -> None:
    """The entities that are known: id, label, kind, country, tickers."""
    from groundwire.app.cli import entities

    with open_desk(context) as desk:
        found = entities.chosen(desk, words, kind=kind, country=country)
        entities.list_entities(found, limit=limit, lang=reader_language(context, lang), as_json=as_json)


@entities_app.command("show")
def entities_show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="An id, or a name in any language.")],
    lang: Reader = None,
    as_json: Json = False,
) -> None:
    """All that is known of one: its names, its stock codes, what its ambiguous names need."""
    from groundwire.app.cli import entities

    with open_desk(context) as desk:
        entities.show_entity(desk, name, lang=reader_language(context, lang), as_json=as_json)


@entities_app.command("import")
def entities_import(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="CSV, TSV, JSONL or YAML.")],
    as_json: Json = False,
) -> None:
    """Add your own names to the desk; each row that cannot be used is told with its line and reason."""
    from groundwire.app.cli import entities

    with open_desk(context) as desk:
        status = entities.import_file(desk, file, as_json=as_json)
    raise typer.Exit(status)
