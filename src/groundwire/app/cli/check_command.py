"""`check`: a brief against a document, statement by statement."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from groundwire.app.cli.options import Json, Reader, open_desk, reader_language

_LARGEST = 5_000_000  # bytes of a brief: a book's worth of statements


class Judge(StrEnum):
    """Who gives a second opinion on what holds otherwise."""

    none = "none"
    model = "model"


def add_check_command(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("check", rich_help_panel="Reading")(check)


def check(
    context: typer.Context,
    brief: Annotated[str, typer.Argument(help="A file of statements that cite paragraphs as [2]; - reads them.")],
    against: Annotated[str, typer.Option("--against", help="The document: an id, a file or an address.")],
    brief_lang: Annotated[str | None, typer.Option(help="The brief's language; without it, it is found out.")] = None,
    judge: Annotated[Judge, typer.Option("--judge", help="Who gives a second opinion; a model may cost.")] = Judge.none,
    lang: Reader = None,
    as_json: Json = False,
) -> None:
    """Check every statement of a brief against the paragraphs it cites; status 3 where one is not supported."""
    from groundwire.app.cli import checking

    text = _read(brief)
    with open_desk(context) as desk:
        status = checking.check(
            desk, text, against, brief_language=brief_lang, judged=judge is Judge.model,
            lang=reader_language(context, lang), as_json=as_json,
        )  # fmt: skip
    raise typer.Exit(status)


def _read(name: str) -> str:
    """The text of a file or of standard input. Raises InputError."""
    from groundwire.models import InputError

    try:
        data = sys.stdin.buffer.read(_LARGEST + 1) if name == "-" else _bytes(Path(name))
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise InputError(
            f"The brief {name!r} cannot be read ({error.strerror}): name a file, or - to type it."
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(f"The brief {name!r} is not text in UTF-8.") from error
    if len(data) > _LARGEST:
        raise InputError(f"The brief {name!r} is larger than {_LARGEST // 1_000_000} MB.")
    return text


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LARGEST + 1)
