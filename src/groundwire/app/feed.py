"""A topic page as an Atom feed (RFC 4287): one entry per document, its brief as text."""

from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from groundwire.app.locale import load_locale
from groundwire.app.warnings import warnings
from groundwire.brief.lines import render_brief
from groundwire.models import Found, TopicPage
from groundwire.text.urls import is_web

_ATOM = "http://www.w3.org/2005/Atom"
_BEFORE_ALL = "1970-01-01T00:00:00Z"


def atom_feed(page: TopicPage, *, language: str, base: str) -> str:
    """The feed as XML text; ``base`` is the address the desk is served at, with a slash at its end."""
    register_namespace("", _ATOM)
    feed = Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": language})
    _text(feed, "title", page.topic.label(language))
    _text(feed, "id", f"urn:groundwire:topic:{page.topic.id}")
    _text(feed, "updated", _stamp(page.found.items[0]) if page.found.items else _BEFORE_ALL)
    SubElement(feed, f"{{{_ATOM}}}link", rel="self", href=f"{base}topics/{page.topic.id}/feed.atom")
    SubElement(SubElement(feed, f"{{{_ATOM}}}author"), f"{{{_ATOM}}}name").text = "Groundwire"
    for found in page.found.items:
        _entry(feed, found, base=base, language=language)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, encoding="unicode")


def _entry(feed: Element, found: Found, *, base: str, language: str) -> None:
    document = found.record.document
    entry = SubElement(feed, f"{{{_ATOM}}}entry", {"{http://www.w3.org/XML/1998/namespace}lang": document.language})
    _text(entry, "title", document.title)
    _text(entry, "id", f"urn:groundwire:document:{document.id}")
    _text(entry, "updated", _stamp(found))
    SubElement(entry, f"{{{_ATOM}}}link", rel="alternate", href=f"{base}documents/{document.id}")
    if document.url and is_web(document.url):
        SubElement(entry, f"{{{_ATOM}}}link", rel="via", href=document.url)
    SubElement(SubElement(entry, f"{{{_ATOM}}}author"), f"{{{_ATOM}}}name").text = document.source_name
    for warning in warnings(found.record):
        SubElement(entry, f"{{{_ATOM}}}category", term=warning)
    said = [render_brief(found.record.brief)] if found.record.brief else []
    said += [load_locale(language).folded(found.copies)] if found.copies else []
    if said:
        _text(entry, "summary", "\n".join(said))
    for copy in found.copies:
        SubElement(
            entry, f"{{{_ATOM}}}link", rel="related", href=f"{base}documents/{copy.document}", title=_clean(copy.title)
        )


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, f"{{{_ATOM}}}{tag}").text = _clean(text)


def _clean(text: str) -> str:
    return "".join(c for c in text if c.isprintable() or c in "\n\t")


def _stamp(found: Found) -> str:
    return found.record.document.time.strftime("%Y-%m-%dT%H:%M:%SZ")
