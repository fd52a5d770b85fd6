"""The bytes of a sitemap, news sitemap or sitemap index → the addresses in it, with what it says of them."""

import io
from dataclasses import dataclass

from lxml import etree

from groundwire.models import ExtractError, Hints
from groundwire.sources.feeds import clean_language
from groundwire.sources.moments import parse_zoned


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapLink:
    """One address of a sitemap: a page, or a further sitemap."""

    address: str
    is_sitemap: bool
    hints: Hints


def parse_sitemap(body: bytes, *, url: str) -> tuple[SitemapLink, ...]:
    """Read a sitemap or an index; a broken one is read as far as it goes. Raises ExtractError where nothing is."""
    links: list[SitemapLink] = []
    # No entities, no external files, no recursion: an entry is dropped from memory once it is read.
    walk = etree.iterparse(
        io.BytesIO(body), events=("end",), resolve_entities=False, no_network=True, load_dtd=False, recover=True
    )
    entries = 0
    try:
        for _, element in walk:
            kind = _local(element)
            if kind in ("url", "sitemap"):
                entries += 1
                links.extend(_link(element, is_sitemap=kind == "sitemap"))
                element.clear()
    except etree.XMLSyntaxError as error:
        if not links:
            raise ExtractError(url, "malformed", "This sitemap is not readable XML.") from error
    if not links and (entries or len(walk.error_log)):  # an empty sitemap is fine, one whose addresses are lost is not
        raise ExtractError(url, "malformed", "No address can be read from this sitemap: its XML is broken or a trap.")
    if not links and _local(walk.root) not in ("urlset", "sitemapindex"):
        raise ExtractError(url, "malformed", "This XML is not a sitemap that can be read.")
    return tuple(links)


def _local(element: etree._Element | None) -> str:
    if element is None or not isinstance(element.tag, str):
        return ""
    return element.tag.rsplit("}", 1)[-1].rsplit(":", 1)[-1].lower()


def _link(element: etree._Element, *, is_sitemap: bool) -> list[SitemapLink]:
    # The first of each name: an image's own loc and title stand in elements of their own, deeper and later.
    fields: dict[str, str] = {}
    for child in element.iter():
        parent = child.getparent()
        if parent is not None and _local(parent) in ("image", "video"):
            continue
        text = " ".join((child.text or "").split())
        if text:
            fields.setdefault(_local(child), text)
    address = fields.get("loc", "")
    return [SitemapLink(address=address, is_sitemap=is_sitemap, hints=_hints(fields))] if address else []


def _hints(fields: dict[str, str]) -> Hints:
    written = fields.get("publication_date") or fields.get("lastmod")
    published = parse_zoned(written) if written else None
    return Hints(
        title=fields.get("title"),
        published=published,
        published_as_written=written if published is None else None,
        language=clean_language(fields.get("language")),
        source_name=fields.get("name"),
    )
