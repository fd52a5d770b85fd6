"""The commands that ask: `topic`, `search`, `brief`, `show`, `failures`, `sources list`."""

from collections.abc import Callable, Sequence

from rich.padding import Padding
from rich.text import Text

from groundwire.app.authorship import nothing_held, told_author
from groundwire.app.cli.output import complain, out, remark, safe, say, say_json, say_table, write
from groundwire.app.export import html_page, markdown_page
from groundwire.app.feed import atom_feed
from groundwire.app.locale import Locale, load_locale
from groundwire.app.rendering import show_time
from groundwire.app.understood import understood
from groundwire.app.verdict_words import told_verdict
from groundwire.app.warnings import warnings
from groundwire.brief.page import render_entry, render_page
from groundwire.desk import Desk
from groundwire.models import (
    Copy,
    EntityId,
    Failure,
    Found,
    Hit,
    InputError,
    Page,
    Query,
    Record,
    Statement,
    TopicPage,
)
from groundwire.text.scripts import fold

OK, FAILED = 0, 1
BASE = "http://127.0.0.1:8080/"  # where `groundwire serve` stands unless told otherwise; links of a printed feed


def topic(desk: Desk, name: str, query: Query, *, style: str | None, lang: str) -> None:
    """Prints a topic page; ``style`` None is for reading here: rich in a terminal, the digest layout in a pipe."""
    print_page(desk, desk.topic(name, query), style=style, lang=lang)


def print_page(desk: Desk, page: TopicPage, *, style: str | None, lang: str) -> None:
    """The same of a page that was asked for."""
    printers: dict[str, Callable[[], None]] = {
        "text": lambda: _text_page(page, lang),
        "markdown": lambda: write(markdown_page(desk, page, language=lang)),
        "json": lambda: say_json(page),
        "html": lambda: write(html_page(desk, page, language=lang)),
        "atom": lambda: write(atom_feed(page, language=lang, base=BASE)),
    }
    if style:
        printers[style]()
    elif out.is_terminal:
        _rich_page(desk, page, lang)
    else:
        printers["text"]()


def _text_page(page: TopicPage, lang: str) -> None:
    """The digest layout; who wrote goes to standard error, so that what reads the layout reads nothing else."""
    records = [found.record for found in page.found.items]
    write(render_page(page.topic.label(lang), records))
    for found in page.found.items:
        _tell_author(found.record, load_locale(lang), named=True)
        if found.copies:
            remark(f"{found.record.document.title}: {load_locale(lang).folded(found.copies)}")


def _tell_author(record: Record, t: Locale, *, named: bool) -> None:
    """Who wrote the brief that was printed, where a model did; with the title where there are several."""
    if record.brief and (author := told_author(record.brief, t)):
        remark(f"{record.document.title}: {author}" if named else author)


def search(desk: Desk, query: Query, *, lang: str, as_json: bool) -> None:
    """Prints what answers, best first, with the passages that matched."""
    page = desk.search(query)
    if as_json:
        say_json(page)
        return
    for found in page.items:
        _found(found, load_locale(lang))
    _more(page)


def _found(found: Found, t: Locale) -> None:
    document = found.record.document
    say(document.title, "bold")
    moment = show_time(document.published) if document.published else "undated"
    say(f"{document.source_name} · {moment} · {document.language} · {document.id}", "dim")
    for hit in found.hits:
        _passage(found.record, hit)
    if found.copies:
        say(t.folded(found.copies), "dim")
    say("")


def _passage(record: Record, hit: Hit) -> None:
    document = record.document
    text = document.title if hit.paragraph == 0 else document.paragraph(hit.paragraph).text
    where = "title" if hit.paragraph == 0 else str(hit.paragraph)
    if not out.is_terminal:
        write(f"  [{where}] {safe(text)}\n")
        return
    line = Text(text)
    for span in hit.spans:
        line.stylize("black on yellow", span.start, span.end)
    out.print(Padding(Text(f"[{where}] ", style="cyan") + line, (0, 0, 0, 2)), soft_wrap=False)


def _more(page: Page[Found]) -> None:
    if not page.items:
        complain("Nothing found. Try fewer words, or other filters.")
    elif page.cursor:
        complain(f"{len(page.items)} of {page.total} documents; go on with --cursor {page.cursor}")


def brief(
    desk: Desk, inputs: Sequence[str], *, lang: str, as_json: bool, with_model: Callable[[Record], Record] | None = None
) -> int:
    """Briefs without storing, each record as ``with_model`` gives it back; gives the exit status."""
    status, shown = OK, []
    for found in desk.brief(*inputs):
        each = with_model(found) if with_model and isinstance(found, Record) else found
        if isinstance(each, Failure):
            complain(f"{each.item}: {each.reason}")
            status = FAILED
        elif as_json:
            shown.append(each)
        elif out.is_terminal:
            _rich_record(desk, each, load_locale(lang))
        else:
            write(render_entry(each) + "\n")
            _tell_author(each, load_locale(lang), named=len(inputs) > 1)
    if as_json:
        say_json(shown)
    return status


def show(desk: Desk, document: str, revision: str | None, *, lang: str, as_json: bool) -> None:
    """Prints numbered paragraphs, and under each what was found in it."""
    record = desk.record(document, revision)
    if as_json:
        say_json(record)
        return
    t = load_locale(lang)
    _head(record, t)
    for copy in desk.copies(record):
        _copy(copy, t)
    cited = {n for said in (record.brief.statements() if record.brief else ()) for n in said.citations}
    found = _found_by_paragraph(desk, record, lang)
    for paragraph in record.document.paragraphs:
        mark = "*" if paragraph.number in cited else " "
        say(f"{paragraph.number:>4}{mark} {paragraph.text}", "bold" if paragraph.role == "heading" else "")
        for each in found.get(paragraph.number, ()):
            say(f"      {each}", "cyan")
    if record.brief:
        say("\n" + t("brief"), "bold")
        _rich_brief(desk, record, t)
    for note in desk.sums(record):
        places = "".join(f"[{number}]" for number in dict.fromkeys(span.paragraph for span in note.spans))
        say(f"{t(f'sum.{note.kind}')}: {note.formula} {places}", "yellow")


def _copy(copy: Copy, t: Locale) -> None:
    like = "" if copy.likeness is None else f" ({copy.likeness:.2f})"
    same = t("copy" if copy.likeness is None else "near-copy")
    say(f"{same} {copy.source_name} · {show_time(copy.time)} · {copy.document}{like}", "dim")


def _found_by_paragraph(desk: Desk, record: Record, lang: str) -> dict[int, list[str]]:
    """What was understood, by paragraph: the names in one line, then a line for each figure and event."""
    names: dict[int, dict[str, None]] = {}
    lines: dict[int, list[str]] = {}
    for each in understood(record, desk.entities, lang):
        if each.sort == "name":
            names.setdefault(each.span.paragraph, {})[each.text] = None
        else:
            lines.setdefault(each.span.paragraph, []).append(each.text)
    for number, known in names.items():
        if row := " · ".join(filter(None, known)):
            lines.setdefault(number, []).insert(0, row)
    return lines


def failures(desk: Desk, *, limit: int, cursor: str | None, as_json: bool) -> None:
    """Prints what could not be read, newest first."""
    page = desk.failures(limit=limit, cursor=cursor)
    if as_json:
        say_json(page)
        return
    say_table(
        ("when (UTC)", "stage", "kind", "item", "reason"),
        [(show_time(each.at), each.stage, each.kind, each.item, each.reason) for each in page.items],
    )
    if page.cursor:
        complain(f"{len(page.items)} of {page.total}; go on with --cursor {page.cursor}")


def sources(desk: Desk, *, as_json: bool) -> None:
    """Prints the sources, fullest first."""
    known = desk.sources()
    if as_json:
        say_json(known)
        return
    rows = [(each.name, each.documents, show_time(each.newest) if each.newest else "") for each in known]
    say_table(("source", "documents", "newest (UTC)"), rows)


def find_entity(desk: Desk, name: str) -> EntityId:
    """An entity by its id, a label, an alias or a ticker. Raises InputError."""
    if EntityId(name) in desk.entities:
        return EntityId(name)
    wanted = fold(name)
    for entity in desk.entities.values():
        names = [label for _, label in entity.labels] + [*entity.aliases, *entity.tickers]
        if wanted in (fold(each) for each in names):
            return entity.id
    raise InputError(f"No entity is called {name!r}. Ids and names are in the pages' marks and in docs/entities.md.")


# --- in a terminal ---------------------------------------------------------------------------------------------------


def _rich_page(desk: Desk, page: TopicPage, lang: str) -> None:
    t = load_locale(lang)
    say(page.topic.label(lang), "bold underline")
    say("")
    for found in page.found.items:
        _rich_record(desk, found.record, t, copies=found.copies)
    _more(page.found)


def _rich_record(desk: Desk, record: Record, t: Locale, copies: Sequence[Copy] = ()) -> None:
    _head(record, t)
    if copies:
        say(t.folded(copies), "dim")
    if record.brief:
        _rich_brief(desk, record, t)
    else:
        say(t("no-brief"), "dim")
    say("")


def _head(record: Record, t: Locale) -> None:
    document = record.document
    moment = f"{show_time(document.published)} {t('utc')}" if document.published else t("undated")
    say(document.title, "bold")
    say(f"{document.source_name} · {moment} · {document.language} · {document.id}", "dim")
    for warning in warnings(record):
        say(t(warning), "yellow")


def _rich_brief(desk: Desk, record: Record, t: Locale) -> None:
    brief = record.brief
    if brief is None:
        return
    if brief.core:
        say(t(f"core-{brief.kind}"), "green")
    for statement in brief.core:
        _statement(desk, record, statement, t, indent="  ")
    for group in brief.groups:
        if group.heading:
            say(group.heading, "bold")
        for statement in group.statements:
            _statement(desk, record, statement, t, indent="  - ")
    if author := told_author(brief, t):
        say(author, "yellow" if brief.withheld or nothing_held(brief) else "dim")
    elif brief.withheld:
        say(t.withheld(len(brief.withheld)), "yellow")
    for withheld in brief.withheld:
        say(f"  {told_verdict(withheld.statement, t).why}", "dim")


def _statement(desk: Desk, record: Record, statement: Statement, t: Locale, *, indent: str) -> None:
    cites = "".join(f"[{number}]" for number in statement.citations)
    line = Text(indent + safe(statement.text) + " ")
    line.append(cites, style="cyan")
    verdict = statement.verdict.outcome
    if verdict in {"unsupported", "contradicted"}:
        line.append(f" {t(verdict)}", style="red")
    if out.is_terminal:
        out.print(line, soft_wrap=False)
    else:
        write(line.plain + "\n")
    if record.document.language.split("-")[0] != t.language:
        gloss = " · ".join(part.text for part in desk.gloss(record, statement, t.language))
        if gloss:
            say(" " * len(indent) + gloss, "dim")
