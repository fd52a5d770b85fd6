"""The commands, in the order in which a new user meets them."""

import logging
import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from groundwire.app.cli.bulk_command import add_bulk_command
from groundwire.app.cli.check_command import add_check_command
from groundwire.app.cli.digest_commands import add_digest_commands
from groundwire.app.cli.embed_command import add_embed_command
from groundwire.app.cli.entity_commands import entities_app
from groundwire.app.cli.fact_commands import add_fact_commands
from groundwire.app.cli.help import PlainGroup
from groundwire.app.cli.keeping_commands import add_keeping_commands
from groundwire.app.cli.options import (
    ByOption,
    Cursor,
    DryRun,
    Engine,
    EngineOption,
    EntityOption,
    Json,
    Kind,
    Limit,
    Reader,
    Since,
    Source,
    Until,
    Words,
    Workers,
    make_query,
    open_desk,
    open_to_read,
    reader_language,
)
from groundwire.version import __version__

# Exit statuses: 0 all went well; 1 it could not be done; 2 the command line was wrong; 3 done, but some items failed;
# 130 stopped by Ctrl-C. Those of `add` are in `filling`.
FAILED = 1

app = typer.Typer(
    name="groundwire",
    help="News in any language into topic pages of briefs, every sentence citing the paragraph it rests on.",
    no_args_is_help=True,
    cls=PlainGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
topics_app = typer.Typer(
    cls=PlainGroup, help="List, show, test and start topics.", rich_markup_mode=None, no_args_is_help=True
)
sources_app = typer.Typer(
    cls=PlainGroup, help="Where the documents come from.", rich_markup_mode=None, no_args_is_help=True
)
app.add_typer(topics_app, name="topics", rich_help_panel="Reading")
app.add_typer(entities_app, name="entities", rich_help_panel="Reading")
app.add_typer(sources_app, name="sources", rich_help_panel="Reading")


class Format(StrEnum):
    """How a topic page is printed."""

    text = "text"
    markdown = "markdown"
    json = "json"
    html = "html"
    atom = "atom"


def _tell_version(asked: bool) -> None:
    if asked:
        typer.echo(f"groundwire {__version__}")
        raise typer.Exit


@app.callback()
def settings(
    context: typer.Context,
    desk: Annotated[
        str,
        typer.Option(
            "--desk",
            envvar="GROUNDWIRE_DESK",
            metavar="PATH",
            help="The desk's folder, or s3://bucket/prefix.",
            show_default="desk",
        ),
    ] = "desk",
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say what is being done.")] = False,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_tell_version)
    ] = False,
) -> None:
    """Options of every command."""
    from groundwire.app.cli.output import log_handler  # not for `--help`: it loads the library for terminals

    logging.basicConfig(level=logging.INFO if verbose else logging.ERROR, handlers=[log_handler()])
    context.obj = _folder(desk)


def _folder(desk: str) -> Path:
    """The folder of the desk on this machine; only an address needs what is heavy to load."""
    if "://" not in desk:
        return Path(desk)
    from groundwire.pipeline.home import folder_of

    return folder_of(desk)


@app.command(rich_help_panel="Filling the desk")
def add(
    context: typer.Context,
    inputs: Annotated[list[str] | None, typer.Argument(help="Files, folders, addresses, feeds, WARC, JSONL.")] = None,
    samples: Annotated[bool, typer.Option("--samples", help="Add the bundled sample documents.")] = False,
    workers: Workers = None,
    as_json: Json = False,
) -> None:
    """Add documents: `groundwire add https://example.org/feed.xml folder/ report.pdf`."""
    from groundwire.app.cli import filling

    given = list(inputs or [])
    if samples:
        from groundwire.samples import samples_path

        given.append(str(samples_path()))
    if not given:
        raise typer.BadParameter("name at least one file, folder or address (or use --samples)")
    with open_desk(context) as desk:
        status = filling.add(desk, given, workers=workers, as_json=as_json)
        filling.go_on_with_vectors(desk, context.obj)
    raise typer.Exit(status)


add_bulk_command(app)
add_embed_command(app)


@app.command(rich_help_panel="Reading")
def topic(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A topic's id, or its label in any language.")],
    format_: Annotated[Format | None, typer.Option("--format", help="Without it: for reading here.")] = None,
    lang: Reader = None,
    query: Words = "",
    source: Source = None,
    since: Since = None,
    until: Until = None,
    entity: EntityOption = None,
    kind: Kind = None,
    limit: Limit = 50,
    cursor: Cursor = None,
    engine: EngineOption = Engine.extractive,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Print a topic page: documents newest first, each with its brief."""
    from groundwire.app.cli import reading

    with open_to_read(context) as desk:
        asked = make_query(
            desk,
            query,
            source=source,
            since=since,
            until=until,
            entity=entity,
            kind=kind,
            limit=limit,
            cursor=cursor,
            newest=True,
        )
        style = "json" if as_json else format_ and format_.value
        if engine is Engine.extractive and not dry_run:
            reading.topic(desk, name, asked, style=style, lang=reader_language(context, lang))
            return
        from groundwire.app.cli import writing

        status = writing.topic(desk, name, asked, style=style, lang=reader_language(context, lang), dry_run=dry_run)
    raise typer.Exit(status)


@app.command(rich_help_panel="Reading")
def search(
    context: typer.Context,
    words: Annotated[str, typer.Argument(help='Words; OR, NOT, "phrases" and brackets work.')] = "",
    topic: Annotated[str | None, typer.Option(help="Only documents of this topic.")] = None,
    source: Source = None,
    lang: Annotated[str | None, typer.Option(help="Only documents in this language: zh, zh-Hant, en…")] = None,
    since: Since = None,
    until: Until = None,
    entity: EntityOption = None,
    kind: Kind = None,
    newest: Annotated[bool, typer.Option("--newest", help="Newest first instead of best first.")] = False,
    by: ByOption = None,
    limit: Limit = 20,
    cursor: Cursor = None,
    as_json: Json = False,
) -> None:
    """Search everything the desk holds: `groundwire search "稀土 出口管制"`."""
    from groundwire.app.cli import reading

    with open_to_read(context) as desk:
        asked = make_query(
            desk,
            words,
            topic=topic,
            source=source,
            lang=lang,
            since=since,
            until=until,
            entity=entity,
            kind=kind,
            limit=limit,
            cursor=cursor,
            newest=newest,
            by=by,
        )
        reading.search(desk, asked, lang=reader_language(context, None), as_json=as_json)


@app.command(rich_help_panel="Reading")
def brief(
    context: typer.Context,
    inputs: Annotated[list[str], typer.Argument(help="Files or addresses.")],
    lang: Reader = None,
    engine: EngineOption = Engine.extractive,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Brief a document straight to the terminal; nothing is stored but what a model answers."""
    from groundwire.app.cli import reading, writing

    with open_desk(context) as desk:
        language = reader_language(context, lang)
        if engine is Engine.extractive and not dry_run:
            status = reading.brief(desk, inputs, lang=language, as_json=as_json)
        else:
            status = writing.brief(desk, inputs, lang=language, as_json=as_json, dry_run=dry_run)
    raise typer.Exit(status)


@app.command(rich_help_panel="Reading")
def show(
    context: typer.Context,
    document: Annotated[str, typer.Argument(help="A document's id, or the start of it.")],
    revision: Annotated[str | None, typer.Option(help="An older revision.")] = None,
    lang: Reader = None,
    as_json: Json = False,
) -> None:
    """Show a document: numbered paragraphs with what was found in them."""
    from groundwire.app.cli import reading

    with open_to_read(context) as desk:
        reading.show(desk, document, revision, lang=reader_language(context, lang), as_json=as_json)


add_check_command(app)
add_fact_commands(app)
add_digest_commands(app)


@app.command(rich_help_panel="Reading")
def failures(context: typer.Context, limit: Limit = 50, cursor: Cursor = None, as_json: Json = False) -> None:
    """What could not be read, and why."""
    from groundwire.app.cli import reading

    with open_to_read(context) as desk:
        reading.failures(desk, limit=limit, cursor=cursor, as_json=as_json)


@app.command(rich_help_panel="Reading")
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on.")] = 8080,
    name: Annotated[list[str] | None, typer.Option(help="A host name under which the pages are reached.")] = None,
) -> None:
    """Serve the pages to a browser."""
    from groundwire.app.cli import embedding, serving

    with open_to_read(context) as desk, embedding.followed(context.obj, on=desk.has_meanings):
        serving.serve(desk, host=host, port=port, names=name or [])


@app.command(rich_help_panel="Keeping the desk")
def rebuild(context: typer.Context, as_json: Json = False) -> None:
    """Make library and state anew from the archive and the topic files."""
    from groundwire.app.cli import filling

    with open_desk(context) as desk:
        status = filling.rebuild(desk, as_json=as_json)
    raise typer.Exit(status)


add_keeping_commands(app)


@topics_app.command("list")
def topics_list(context: typer.Context, lang: Reader = None, as_json: Json = False) -> None:
    """All topics, and how much the desk holds of each."""
    from groundwire.app.cli import defining

    with open_desk(context) as desk:
        defining.list_topics(desk, lang=reader_language(context, lang), as_json=as_json)


@topics_app.command("show")
def topics_show(context: typer.Context, name: str, lang: Reader = None, as_json: Json = False) -> None:
    """What belongs to a topic."""
    from groundwire.app.cli import defining

    with open_desk(context) as desk:
        defining.show_topic(desk, name, lang=reader_language(context, lang), as_json=as_json)


@topics_app.command("test")
def topics_test(
    context: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(help="Topics or topic files; without any, all topics.")] = None,
    as_json: Json = False,
) -> None:
    """Run the must-match and must-not-match examples."""
    from groundwire.app.cli import defining

    with open_desk(context) as desk:
        status = defining.test_topics(desk, names or [], as_json=as_json)
    raise typer.Exit(status)


@topics_app.command("new")
def topics_new(
    context: typer.Context,
    label: Annotated[str, typer.Argument(help="What the topic is called.")],
    lang: Annotated[str, typer.Option(help="The language of the label.")] = "en",
    as_json: Json = False,
) -> None:
    """Start a topic file in the desk's folder."""
    from groundwire.app.cli import defining

    with open_desk(context) as desk:
        defining.new_topic(desk, label, lang=lang, as_json=as_json)


@sources_app.command("list")
def sources_list(context: typer.Context, as_json: Json = False) -> None:
    """Where the documents come from, fullest first."""
    from groundwire.app.cli import reading

    with open_to_read(context) as desk:
        reading.sources(desk, as_json=as_json)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line; people see sentences, never tracebacks, unless it is a bug. Always raises SystemExit."""
    try:
        app(arguments)
    except BrokenPipeError:  # `groundwire … | head` ends quietly
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(FAILED) from None
    except Exception as error:
        from groundwire.models import GroundwireError  # loaded only now: `--help` needs none of the models

        if not isinstance(error, GroundwireError):
            raise
        _end(str(error), FAILED)


def _end(sentence: str, status: int) -> NoReturn:
    from groundwire.app.cli.output import complain

    complain(sentence)
    raise SystemExit(status) from None
