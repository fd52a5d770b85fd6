"""`digest`, `ask`: what many documents say together, as statements that cite them."""

from typing import Annotated

import typer

from groundwire.app.cli.options import (
    DOCUMENTS,
    Documents,
    DryRun,
    Engine,
    EngineOption,
    EntityOption,
    Json,
    Kind,
    Language,
    Reader,
    Source,
    Topic,
    Until,
    Words,
    make_query,
    open_to_read,
    reader_language,
)

_PANEL = "Reading many documents at once"
OfTopic = Annotated[str | None, typer.Option("--topic", help="Only documents of this topic.")]
SinceDay = Annotated[str | None, typer.Option(help="Not before: monday, yesterday, 7d, 24h, 2025-03-04.")]


def add_digest_commands(app: typer.Typer) -> None:
    """Adds both commands."""
    app.command("digest", rich_help_panel=_PANEL)(_digest)
    app.command("ask", rich_help_panel=_PANEL)(_ask)


def _digest(
    context: typer.Context,
    topic: Topic = None,
    query: Words = "",
    since: SinceDay = "7d",
    until: Until = None,
    source: Source = None,
    lang_filter: Language = None,
    entity: EntityOption = None,
    kind: Kind = None,
    documents: Documents = DOCUMENTS,
    engine: EngineOption = Engine.extractive,
    dry_run: DryRun = False,
    lang: Reader = None,
    as_json: Json = False,
) -> None:
    """What happened since a day, in the documents' own sentences: `groundwire digest 技术主权 --since monday`."""
    from groundwire.app.cli import digests

    with open_to_read(context) as desk:
        asked = make_query(
            desk, query, topic=topic, source=source, lang=lang_filter, since=since, until=until, entity=entity,
            kind=kind,
        )  # fmt: skip
        language = reader_language(context, lang)
        if dry_run:
            digests.digest_cost(desk, asked, documents=documents, lang=language, as_json=as_json)
        else:
            digests.digest(desk, asked, documents=documents, lang=language, engine=engine.value, as_json=as_json)


def _ask(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="A question, in any language.")],
    topic: OfTopic = None,
    since: SinceDay = None,
    until: Until = None,
    source: Source = None,
    lang_filter: Language = None,
    engine: EngineOption = Engine.extractive,
    dry_run: DryRun = False,
    lang: Reader = None,
    as_json: Json = False,
) -> None:
    """What the documents say to a question: `groundwire ask "安世半导体归谁所有？"`."""
    from groundwire.app.cli import digests

    with open_to_read(context) as desk:
        asked = make_query(
            desk, "", topic=topic, source=source, lang=lang_filter, since=since, until=until, entity=None, kind=None,
            newest=False,
        )  # fmt: skip
        language = reader_language(context, lang)
        if dry_run:
            digests.answer_cost(desk, question, asked, lang=language, as_json=as_json)
        else:
            digests.ask(desk, question, asked, lang=language, engine=engine.value, as_json=as_json)
