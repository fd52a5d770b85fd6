"""When a page was published: the parsed page in, the moment that the best of its testimonies gives out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from htmldate import find_date

from groundwire.extract.dates import Stamp, find_stamps, parse_stamp, plausible, to_moment
from groundwire.extract.jsonld import text_of
from groundwire.extract.page import PageView, node_text
from groundwire.models.document import Moment
from groundwire.text.urls import host_of

_META = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "article.published",
    "og:published_time",
    "og:article:published",
    "article:post_date",
    "article:publish_date",
    "rnews:datepublished",
    "datepublished",
    "date_published",
    "publishdate",
    "publish-date",
    "publish_date",
    "publishedtime",
    "publish_time",
    "publish-time",
    "published_time",
    "published_at",
    "published",
    "publication-date",
    "publication_date",
    "publicationdate",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cse:publish_date",
    "bt:pubdate",
    "pubdate",
    "pub_date",
    "apub:time",
    "weibo:article:create_at",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date.issued",
    "dc.date",
    "dc:date",
    "dcterms.date",
    "dcterms.created",
    "dc.created",
    "dc.date.created",
    "citation_publication_date",
    "citation_online_date",
    "originalpublicationdate",
    "firstpublishedtime",
    "displaydate",
    "article_date_original",
    "artpubdate",
    "ptime",
    "date",
)
_MARKED = (
    "[itemprop~=datePublished]",
    "time[pubdate]",
    "time[class*=publish i][datetime]",
    "time[class*=entry-date][datetime]",
    "abbr.published[title]",
    "[property*=datePublished]",
)
_VISIBLE = (
    "[class*=publish i]",
    "[class*=entry-date i]",
    "[class*=post-date i]",
    "[class*=pubdate i]",
    "[class*=pubtime i]",
    "[class*=posted i]",
    "[class*=byline i]",
    "[class*=datum i]",
    "[class*=date i]",
    "[id*=pubdate i]",
    "[id*=pubtime i]",
    "[class*=time i]",
    "[class*=meta i]",
    "[class*=info i]",
)
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_-]?)(0?[1-9]|1[0-2])(?:\2)(0?[1-9]|[12]\d|3[01])(?!\d)")
_LATER = re.compile(
    r"(?:updat|modif|aktualis|geändert|mis à jour|màj|actualiza|aggiorn|更新|修改|最終更新|수정|bijgewerkt|обновлен|"
    r"hasta|until|bis)"
    r"\W{0,3}(?:\w+\W{1,2}){0,3}$",
    re.IGNORECASE,
)
_WHOLE = 20_000  # characters of an article with its frame
_BEFORE, _BEHIND = 350, 900  # characters around the headline within which a date is the article's
_MONTH_FIRST = (".us", ".ph", ".com", ".org", ".net", ".edu", ".gov")
_SCRIPT_NAMES = ("publish_time", "publishtime", "pub_time", "pubtime", "create_time", "createtime", "var ct")
_SCRIPT_TIME = re.compile(
    r'(?:publish_?time|pub_?time|create_?time|\bct)["\']?\s*[:=]\s*["\'](\d{10}|20\d\d-\d\d-\d\d[ T\d:+Z-]{0,20})["\']'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """How this page's times are read: the zone of naive ones, when it was fetched, the order in 3/4/2025."""

    zone: str
    fetched_at: datetime
    month_first: bool = False


def clock_for(url: str | None, language: str | None, *, zone: str, fetched_at: datetime) -> Clock:
    """The clock of a source: only English on a generic or an American domain puts the month first."""
    english = (language or "").startswith("en")
    host = "." + host_of(url) if url else ".com"
    return Clock(zone=zone, fetched_at=fetched_at, month_first=english and host.endswith(_MONTH_FIRST))


def find_published(view: PageView, html: str, *, headline: str, clock: Clock) -> Moment | None:
    """The page's publication time; a testimony that cannot be true is passed over for the next."""
    best: Moment | None = None
    for stamp in _testimonies(view, html, headline, clock):
        moment = to_moment(stamp, clock.zone)
        if not plausible(moment, clock.fetched_at):
            continue
        if best is None:
            best, day = moment, stamp.at.date()
        elif stamp.at.date() == day and _better(moment, best):
            best = moment
        if best.precision != "day" and best.assumed_zone is None:
            break
    return best


def _better(new: Moment, old: Moment) -> bool:
    """Whether a second testimony of the same day says more than the first."""
    if (new.precision == "day") != (old.precision == "day"):
        return old.precision == "day"
    return old.assumed_zone is not None and new.assumed_zone is None


def _testimonies(view: PageView, html: str, headline: str, clock: Clock) -> Iterator[Stamp]:
    for source in (_structured, _metas, _structured_around, _marked):
        for written in source(view):
            stamp = parse_stamp(written, month_first=clock.month_first)
            if stamp:
                yield stamp
    yield from _near_headline(view, headline, clock)
    yield from _by_class(view, clock)
    yield from _in_scripts(html)
    yield from _in_url(view)
    yield from _guessed(html, view.url)
    yield from _in_text(view, clock)


def _structured(view: PageView) -> Iterator[str]:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        yield from (written for node in view.articles if (written := text_of(node.get(key))))


def _structured_around(view: PageView) -> Iterator[str]:
    yield from (written for node in view.nodes if (written := text_of(node.get("datePublished"))))


def _metas(view: PageView) -> Iterator[str]:
    for name in _META:
        yield from view.meta.get(name, ())[:1]


def _marked(view: PageView) -> Iterator[str]:
    for selector in _MARKED:
        for node in view.tree.css(selector)[:1]:
            attributes = node.attributes
            yield attributes.get("datetime") or attributes.get("content") or attributes.get("title") or ""
            yield node_text(node)


def _near_headline(view: PageView, headline: str, clock: Clock) -> Iterator[Stamp]:
    """Dates people see around the headline: behind it first, then in front of it."""
    text = view.body_text
    at = view.find(headline)
    if at < 0:
        return
    end = at + len(headline)
    yield from _dates_in(text[end : end + _BEHIND], clock)
    yield from reversed(list(_dates_in(text[max(0, at - _BEFORE) : at], clock)))


def _dates_in(text: str, clock: Clock) -> Iterator[Stamp]:
    """The dates of a text, those of a change behind those of a publication."""
    later: list[Stamp] = []
    for start, stamp in find_stamps(text, month_first=clock.month_first):
        if _LATER.search(text[max(0, start - 40) : start]):
            later.append(stamp)
        else:
            yield stamp
    yield from later


def _by_class(view: PageView, clock: Clock) -> Iterator[Stamp]:
    """Dates in elements that are named after a date, and what ``<time>`` says."""
    for node in view.tree.css("time[datetime]")[:1]:
        stamp = parse_stamp(node.attributes.get("datetime") or "", month_first=clock.month_first)
        if stamp:
            yield stamp
    for selector in _VISIBLE:
        for node in view.tree.css(selector)[:20]:
            yield from _dates_in(node_text(node)[:300], clock)


def _in_scripts(html: str) -> Iterator[Stamp]:
    if not any(name in html for name in _SCRIPT_NAMES):
        return
    for match in _SCRIPT_TIME.finditer(html):
        stamp = parse_stamp(match.group(1))
        if stamp:
            yield stamp


def _in_url(view: PageView) -> Iterator[Stamp]:
    for match in _URL_DAY.finditer(view.url or ""):
        stamp = parse_stamp("-".join(match.group(1, 3, 4)))
        if stamp:
            yield stamp


def _guessed(html: str, url: str | None) -> Iterator[Stamp]:
    """What htmldate finds with its fast search; its thorough one would answer anything."""
    try:
        found = find_date(html, url=url, extensive_search=False, original_date=True)
    except Exception:  # noqa: BLE001  it passes on what its parsers raise on broken pages
        found = None
    if found and not found.endswith("-01-01"):  # what it makes of "Copyright 2021"
        yield from filter(None, [parse_stamp(found)])


def _in_text(view: PageView, clock: Clock) -> Iterator[Stamp]:
    """The page's one date, where all of its text has only one."""
    found = list(_dates_in(view.body_text[:_WHOLE], clock))
    if len({stamp.at.date() for stamp in found}) == 1:
        yield found[0]
