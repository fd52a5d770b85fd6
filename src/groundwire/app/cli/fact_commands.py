"""`timeline`, `figures`, `disagreements`, `map`, `new`: what documents say together, all with the same options."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from groundwire.app.cli.options import (
    DOCUMENTS,
    Documents,
    Json,
    Language,
    Reader,
    Since,
    Source,
    Topic,
    Until,
    Words,
    make_query,
    open_to_read,
    reader_language,
)

_NEWS_SINCE = "7d"
_VIEWS = {
    "timeline": "What happened, each event once, with everything that reports it: "
    "`groundwire timeline 技术主权 --since 30d`.",
    "figures": "The same measure of the same thing, over time and sources.",
    "disagreements": "Where sources contradict one another, and what only looks like it.",
    "map": "Who holds what share of what.",
    "new": "What later documents say that earlier ones did not: `groundwire new --since 7d`.",
}


class FactFormat(StrEnum):
    """How facts are printed."""

    text = "text"
    json = "json"
    csv = "csv"
    parquet = "parquet"


Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")]
Named = Annotated[str | None, typer.Option("--entity", help="Only what names this entity: an id or a name.")]
Kind = Annotated[str | None, typer.Option(help="Only figures of this kind, or events of this type.")]
Style = Annotated[FactFormat, typer.Option("--format", help="Tables for other programs are csv and parquet.")]


def add_fact_commands(app: typer.Typer) -> None:
    """Adds a command for each view."""
    for view, help_ in _VIEWS.items():
        app.command(view, rich_help_panel="Reading many documents at once", help=help_)(_command(view))


def _command(view: str) -> Callable[..., None]:
    def command(
        context: typer.Context,
        topic: Topic = None,
        query: Words = "",
        since: Since = _NEWS_SINCE if view == "new" else None,
        until: Until = None,
        source: Source = None,
        lang_filter: Language = None,
        entity: Named = None,
        kind: Kind = None,
        documents: Documents = DOCUMENTS,
        style: Style = FactFormat.text,
        output: Output = None,
        lang: Reader = None,
        as_json: Json = False,
    ) -> None:
        from groundwire.app.cli import facts

        with open_to_read(context) as desk:
            asked = make_query(
                desk, query, topic=topic, source=source, lang=lang_filter, since=since, until=until, entity=entity,
                kind=kind,
            )  # fmt: skip
            found = facts.ask(desk, view, asked, documents=documents)
            facts.show(
                desk, found, style="json" if as_json else style.value, output=output,
                lang=reader_language(context, lang),
            )  # fmt: skip

    return command
