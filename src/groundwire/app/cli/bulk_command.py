"""`bulk`: large inputs into the desk."""

from enum import StrEnum
from typing import Annotated

import typer

from groundwire.app.cli.options import Json, open_desk


class Runner(StrEnum):
    """Where the work is done: on this machine's cores, or on a Ray cluster."""

    native = "native"
    ray = "ray"


def add_bulk_command(app: typer.Typer) -> None:
    """Adds the command to the command line."""
    app.command(rich_help_panel="Filling the desk")(bulk)


def bulk(
    context: typer.Context,
    inputs: Annotated[list[str], typer.Argument(help="WARC, Parquet, JSONL, folders; s3://bucket/folder too.")],
    engine: Annotated[Runner, typer.Option("--engine", help="This machine's cores, or Ray.")] = Runner.native,
    address: Annotated[str | None, typer.Option(help="Of the Ray cluster; without it, one on this machine.")] = None,
    as_json: Json = False,
) -> None:
    """Add a great deal: `groundwire bulk crawl/*.warc.gz s3://bucket/news/`. Run it again, and it goes on."""
    from groundwire.app.cli import filling

    if address is not None and engine is not Runner.ray:
        raise typer.BadParameter("--address is for --engine ray")
    with open_desk(context) as desk:
        status = filling.bulk(desk, inputs, engine=engine.value, address=address, as_json=as_json)
    raise typer.Exit(status)
