"""`embed`: the vectors that documents are found by in other words and languages."""

from typing import Annotated

import typer

from groundwire.app.cli.options import Json, open_desk


def add_embed_command(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("embed", rich_help_panel="Keeping the desk")(_embed)


def _embed(
    context: typer.Context,
    limit: Annotated[int | None, typer.Option(min=1, help="Only so many documents, the newest first.")] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=0, max=1024, help="Processes that work at once; 0: only this one.", show_default="auto"),
    ] = None,
    follow: Annotated[bool, typer.Option("--follow", help="Go on with what comes, until the caller ends.")] = False,
    as_json: Json = False,
) -> None:
    """Make the vectors that documents are found by in other words and languages."""
    from groundwire.app.cli import embedding

    with open_desk(context) as desk:
        if follow:
            status = embedding.follow(desk, workers=workers)
        else:
            status = embedding.embed(desk, limit=limit, workers=workers, as_json=as_json)
    raise typer.Exit(status)
