"""The metadata of an HTML page: a guarded page in, title, authors, source, time, address, language, image out."""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin

from groundwire.extract.bylines import find_authors
from groundwire.extract.jsonld import text_of
from groundwire.extract.outlets import find_source_name
from groundwire.extract.page import PageView, view_page
from groundwire.extract.published import clock_for, find_published
from groundwire.extract.titles import choose_title, site_names
from groundwire.extract.zones import zone_for
from groundwire.models.document import Moment
from groundwire.text.language import detect_language
from groundwire.text.urls import canonical_url, is_web, site_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page says of itself; empty and None where it says nothing."""

    title: str
    authors: tuple[str, ...]
    source_name: str
    published: Moment | None
    url: str | None
    language: str | None
    image: str | None
    zone: str  # IANA, of the source's clock


def read_metadata(html: str, *, url: str | None, fetched_at: datetime, view: PageView | None = None) -> Metadata:
    """The metadata of a page fetched from ``url`` (None for a file)."""
    view = view or view_page(html, url)
    address = find_address(view)
    view = view if url else replace(view, url=address)
    names = site_names(view)
    title = choose_title(view, names)
    claimed = claimed_language(view)
    language = detect_language(view.body_text, claimed)
    zone = zone_for(address or url, language, claimed)
    clock = clock_for(address or url, language, zone=zone, fetched_at=fetched_at)
    return Metadata(
        title=title,
        authors=find_authors(view, names, title),
        source_name=find_source_name(view, title),
        published=find_published(view, html, headline=title, clock=clock),
        url=address,
        language=language,
        image=find_image(view),
        zone=zone,
    )


def claimed_language(view: PageView) -> str | None:
    """The language the page claims, for texts too short to tell."""
    root = view.tree.root
    said = root.attributes.get("lang") or root.attributes.get("xml:lang") if root else None
    return said or view.first_meta("content-language", "og:locale", "dc.language", "language") or None


def find_address(view: PageView) -> str | None:
    """The page's one address: what it declares where that is of the same site, else where it was fetched."""
    links = [node.attributes.get("href") or "" for node in view.tree.css("link[rel~=canonical i]")]
    for written in (*links, view.first_meta("og:url"), *(text_of(node.get("url")) for node in view.articles)):
        declared = urljoin(view.url or "", written.strip()) if written.strip() else ""
        if _believable(declared, view.url):
            return canonical_url(declared)
    return canonical_url(view.url) if is_web(view.url) and view.url else None


def _believable(declared: str, fetched: str | None) -> bool:
    """Whether a declared address can be this page's: of the same site, and not the front page for an article."""
    if not is_web(declared):
        return False
    if not is_web(fetched) or not fetched:
        return True
    if site_of(canonical_url(declared)) != site_of(canonical_url(fetched)):
        return False
    front = canonical_url(declared).split("/", 3)[3] == ""
    return not front or canonical_url(fetched).split("/", 3)[3] == ""


def find_image(view: PageView) -> str | None:
    """The lead image's absolute address."""
    structured = (text_of(_url_of(node.get("image"))) for node in view.articles)
    shared = view.first_meta("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")
    for written in (shared, *structured):
        found = urljoin(view.url or "", written) if written else ""
        if is_web(found):
            return found
    return None


def _url_of(value: object) -> object:
    if isinstance(value, list):
        return next((_url_of(item) for item in value), "")
    return value.get("url") or value.get("contentUrl") if isinstance(value, dict) else value
