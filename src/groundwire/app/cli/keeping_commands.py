"""`stats`, `doctor`, `optimize`, `backup` and `restore`: what keeps a desk."""

from pathlib import Path
from typing import Annotated

import typer

from groundwire.app.cli.options import Json, Reader, open_desk, open_to_read, reader_language

_PANEL = "Keeping the desk"


def add_keeping_commands(app: typer.Typer) -> None:
    """Adds the commands to the command line."""
    app.command(rich_help_panel=_PANEL)(stats)
    app.command(rich_help_panel=_PANEL)(doctor)
    app.command(rich_help_panel=_PANEL)(optimize)
    app.command(rich_help_panel=_PANEL)(backup)
    app.command(rich_help_panel=_PANEL)(restore)


def stats(context: typer.Context, lang: Reader = None, as_json: Json = False) -> None:
    """How much the desk holds, and how far its indexes have come."""
    from groundwire.app.cli import keeping

    with open_to_read(context) as desk:
        keeping.stats(desk, lang=reader_language(context, lang), as_json=as_json)


def doctor(
    context: typer.Context,
    repair: Annotated[bool, typer.Option("--repair", help="First do what is safe.")] = False,
    quick: Annotated[bool, typer.Option("--quick", help="Do not read every record and row.")] = False,
    lang: Reader = None,
    as_json: Json = False,
) -> None:
    """Check archive, state, library and your files; ends with 0 where nothing is wrong."""
    from groundwire.app.cli import keeping

    raise typer.Exit(keeping.doctor(context.obj, lang=lang, repair=repair, quick=quick, as_json=as_json))


def optimize(context: typer.Context, lang: Reader = None, as_json: Json = False) -> None:
    """Bring the indexes up to date and into one piece; remove old versions."""
    from groundwire.app.cli import keeping

    with open_desk(context) as desk:
        keeping.optimize(desk, lang=reader_language(context, lang), as_json=as_json)


def backup(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(help="A folder (used again, it gets what is new), or a new file.tar.")],
    with_library: Annotated[bool, typer.Option("--with-library", help="Copy the library, too.")] = False,
    lang: Reader = None,
    as_json: Json = False,
) -> None:
    """Copy what cannot be made anew, also while documents are added."""
    from groundwire.app.cli import keeping

    with open_desk(context) as desk:
        keeping.backup(desk, target, lang=reader_language(context, lang), with_library=with_library, as_json=as_json)


def restore(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(help="The folder or file.tar of a backup.")],
    lang: Reader = None,
    as_json: Json = False,
) -> None:
    """Put a backup where no desk is yet, and make its library anew."""
    from groundwire.app.cli import keeping

    raise typer.Exit(keeping.restore(context.obj, source, lang=reader_language(context, lang), as_json=as_json))
