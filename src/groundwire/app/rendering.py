"""Templates rendered to text, for pages and for files: escaped, times and addresses written the same everywhere."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from babel import Locale as BabelLocale
from babel import UnknownLocaleError
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from groundwire.app.authorship import told_author
from groundwire.app.locale import load_locale
from groundwire.app.reasons import said_reason
from groundwire.app.warnings import warnings
from groundwire.models import Document, DocumentId, Moment, Record, Span
from groundwire.text.urls import is_web

_TEMPLATES = Path(__file__).parent / "templates"
_STATIC = Path(__file__).parent / "static"


def show_time(moment: Moment | datetime) -> str:
    """``2025-03-04 06:10``, or the day alone where no more is known. UTC."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M")
    return moment.at.strftime("%Y-%m-%d" if moment.precision == "day" else "%Y-%m-%d %H:%M")


def address_of(document: DocumentId) -> str:
    """The address of the page of the document with this id."""
    return f"/documents/{quote(document)}"


def span_path(document: DocumentId, span: Span) -> str:
    """The address of a span: the document's page with its paragraph in sight and the span highlighted."""
    return f"{address_of(document)}?span={span.paragraph}.{span.start}-{span.end}#p{span.paragraph}"


def spans_path(record: Record, spans: Sequence[Span]) -> str:
    """The address of several spans of one revision; the first one's paragraph is in sight."""
    path = document_path(record.document, revision=not record.current)
    if not spans:
        return path
    written = ",".join(f"{span.paragraph}.{span.start}-{span.end}" for span in spans)
    return f"{path}{'&' if '?' in path else '?'}span={written}#p{spans[0].paragraph}"


def language_name(tag: str, language: str) -> str:
    """What a language is called in the reader's; the tag of one that has no name."""
    try:
        return BabelLocale.parse(tag, sep="-").get_display_name(language) or tag
    except (ValueError, UnknownLocaleError):
        return tag


def document_path(document: Document, *, revision: bool = False) -> str:
    """The address of a document's page, or of this revision of it."""
    path = address_of(document.id)
    return f"{path}?revision={quote(document.revision)}" if revision else path


environment = Environment(
    loader=FileSystemLoader(_TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
environment.filters["time"] = show_time
environment.filters["language_name"] = language_name
environment.filters["plain"] = "{:f}".format
environment.tests["web"] = is_web  # all that a page of ours links to elsewhere, whatever a document says its address is
environment.globals["document_path"] = document_path
environment.globals["address_of"] = address_of
environment.globals["warnings"] = warnings
environment.globals["told_author"] = told_author
environment.globals["said_reason"] = said_reason


def render_file(template: str, *, language: str, **values: object) -> str:
    """The template as a file of its own: the style sheet is inside it, and nothing is asked of any server."""
    style = Markup((_STATIC / "groundwire.css").read_text("utf-8"))  # noqa: S704 (our own file)
    locale = load_locale(language)
    return environment.get_template(template).render(t=locale, language=language, style=style, **values)
