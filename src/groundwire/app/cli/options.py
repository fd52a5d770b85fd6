"""Options that several commands have, and how what was typed becomes a desk, a query and a language."""

import os
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from groundwire.desk import Desk
    from groundwire.models import Query


class Engine(StrEnum):
    """Who writes a brief: the document's own sentences are chosen, or a language model writes."""

    extractive = "extractive"
    model = "model"


class How(StrEnum):
    """What a text is looked for by."""

    words = "words"
    meaning = "meaning"
    both = "both"


Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Words = Annotated[str, typer.Option("--query", "-q", help="Only documents with these words.")]
Source = Annotated[str | None, typer.Option(help="Only from this source.")]
Since = Annotated[str | None, typer.Option(help="Not before: 7d, 24h, 2025-03-04.")]
Until = Annotated[str | None, typer.Option(help="Before: 7d, 24h, 2025-03-04.")]
EntityOption = Annotated[str | None, typer.Option("--entity", help="Only where this entity is named: an id or a name.")]
Kind = Annotated[str | None, typer.Option(help="Only with a figure of this kind or an event of this type.")]
ByOption = Annotated[
    How | None,
    typer.Option(
        "--by", help="Look for the words, for what means the same, or both.", show_default="both for questions"
    ),
]
Limit = Annotated[int, typer.Option(min=1, max=1000, help="How many documents.")]
Cursor = Annotated[str | None, typer.Option(help="Go on where an earlier page ended.")]
EngineOption = Annotated[Engine, typer.Option("--engine", help="Who writes: model writes in your language.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what asking a model would cost.")]
DOCUMENTS = 1_000
Documents = Annotated[int, typer.Option(min=1, max=100_000, help="Read so many of the newest that match.")]
Workers = Annotated[
    int | None,
    typer.Option(min=0, max=1024, help="Processes that work at once; 0: only this one.", show_default="auto"),
]
Topic = Annotated[str | None, typer.Argument(help="A topic's id, or its label in any language.")]
Language = Annotated[
    str | None, typer.Option("--lang-filter", help="Only documents in this language: zh, zh-Hant, en…")
]
Reader = Annotated[str | None, typer.Option("--lang", help="Your language: zh or en.")]


def open_desk(context: typer.Context) -> "Desk":
    """The desk that the command line names."""
    from groundwire.app.wiring import open_configured

    return open_configured(context.obj)


def open_to_read(context: typer.Context) -> "Desk":
    """The same; a desk that is not there gets a sentence, and answers like an empty one."""
    desk = open_desk(context)
    if not desk.exists:
        from groundwire.app.cli.output import complain

        complain(f"There is no desk at {desk.name} yet: fill it with `groundwire add`, or name another with --desk.")
    return desk


def reader_language(context: typer.Context, given: str | None) -> str:
    """The reader's language: as given, else the setting, else the system's. Raises InputError."""
    from groundwire.app.locale import choose_locale, locale_names
    from groundwire.app.settings import read_settings
    from groundwire.models import InputError

    if given is not None and given.replace("_", "-").split("-")[0].lower() not in locale_names():
        raise InputError(f"Groundwire does not speak {given!r}: --lang takes {' or '.join(locale_names())}.")
    system = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    wanted = [(given or "").replace("_", "-"), read_settings(context.obj).language, system.replace("_", "-")]
    return choose_locale(wanted).language


def make_query(
    desk: "Desk", words: str, *, topic: str | None = None, source: str | None, lang: str | None = None,
    since: str | None, until: str | None, entity: str | None, kind: str | None, limit: int = 20,
    cursor: str | None = None, newest: bool = True, by: How | None = None,
) -> "Query":  # fmt: skip
    """What the options ask for. Raises TopicError and InputError."""
    from groundwire.app.cli.reading import find_entity
    from groundwire.app.when import parse_when
    from groundwire.models import Query

    now = datetime.now(UTC)
    return Query(
        text=words,
        topic=desk.find_topic(topic).id if topic else None,
        source=source,
        language=lang,
        since=parse_when(since, now=now) if since else None,
        until=parse_when(until, now=now) if until else None,
        entity=find_entity(desk, entity) if entity else None,
        kind=kind,
        by=by.value if by else None,
        newest_first=newest,
        limit=limit,
        cursor=cursor,
    )
