"""A topic page as one Markdown text or one HTML file that needs nothing beside it."""

from groundwire.app.authorship import told_author
from groundwire.app.locale import load_locale
from groundwire.app.rendering import render_file, show_time
from groundwire.app.warnings import warnings
from groundwire.desk import Desk
from groundwire.models import Record, Statement, TopicPage
from groundwire.text.urls import is_web


def markdown_page(desk: Desk, page: TopicPage, *, language: str) -> str:
    """The page as CommonMark: a heading per document, statements as lists, citations as numbers in brackets."""
    lines = [f"# {_plain(page.topic.label(language))}", ""]
    for found in page.found.items:
        lines += _document(desk, found.record, language)
        lines += [f"*{_plain(load_locale(language).folded(found.copies))}*", ""] if found.copies else []
    return "\n".join(lines)


def _document(desk: Desk, record: Record, language: str) -> list[str]:
    t = load_locale(language)
    document = record.document
    title = _plain(document.title)
    moment = f"{show_time(document.published)} {t('utc')}" if document.published else t("undated")
    head = f"## [{title}](<{document.url}>)" if document.url and is_web(document.url) else f"## {title}"
    lines = [head, "", f"{_plain(document.source_name)} · {moment}", ""]
    lines += [f"*{t(warning)}*\n" for warning in warnings(record)]
    if record.brief is None:
        return [*lines, t("no-brief"), ""]
    if record.brief.core:
        lines.append(f"**{t('core-' + record.brief.kind)}** — " + " ".join(_cited(each) for each in record.brief.core))
        lines.append("")
    for group in record.brief.groups:
        if group.heading:
            lines += [f"### {_plain(group.heading)}", ""]
        for statement in group.statements:
            lines += _item(desk, record, statement, language)
        lines.append("")
    if author := told_author(record.brief, t):
        lines += [f"*{_plain(author)}*", ""]
    elif record.brief.withheld:
        lines += [f"*{t.withheld(len(record.brief.withheld))}*", ""]
    return lines


def _item(desk: Desk, record: Record, statement: Statement, language: str) -> list[str]:
    lines = [f"- {_cited(statement)}"]
    if record.document.language.split("-")[0] != language:
        gloss = " · ".join(part.text for part in desk.gloss(record, statement, language))
        lines += [f"  <br>*{_plain(gloss)}*"] if gloss else []
    return lines


def _cited(statement: Statement) -> str:
    return _plain(statement.text) + " " + "".join(f"\\[{number}\\]" for number in statement.citations)


def _plain(text: str) -> str:
    """The text with what Markdown or HTML would read as markup made harmless."""
    escaped = "".join("\\" + c if c in "\\`*_[]<>#|" else c for c in text)
    return escaped.replace("&", "&amp;")


def html_page(desk: Desk, page: TopicPage, *, language: str) -> str:
    """The page as one HTML file: every citation opens its paragraph, which is in the file."""
    return render_file("export.html", language=language, desk=desk, page=page)
