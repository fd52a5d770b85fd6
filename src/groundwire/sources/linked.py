"""The entries of a feed and the links of a sitemap → their pages, with the entry's own content as the fall-back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from groundwire.models import Capture, ExtractError, Failure, FetchError, Hints
from groundwire.sources.blobs import (
    Blob,
    blob_of_answer,
    blob_of_file,
    fetch_failure,
    is_web,
    may_pass,
    without_fragment,
)
from groundwire.sources.capture import FALLBACK_HEADER, make_capture
from groundwire.sources.feeds import Feed, FeedEntry
from groundwire.sources.fetch import Fetched
from groundwire.sources.formats import PAGE_MEDIA_TYPES
from groundwire.sources.ordered import Done, Outcome, Step, Wanted
from groundwire.sources.sitemaps import parse_sitemap
from groundwire.text.hashing import short_hash

MAX_SITEMAP_DEPTH = 4
MAX_SITEMAP_PAGES = 50_000

Missing = Callable[[FetchError], Capture | Failure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What the run that follows a link has to be told and asked."""

    remember: Callable[[Fetched], None]  # an answer whose captures are safe
    claim: Callable[[Path], bool]  # whether this file is read for the first time in this run


def feed_steps(feed: Feed, blob: Blob, links: Links) -> Iterator[Step]:
    """The page of every entry, however many there are."""
    for entry in feed.entries:

        def missing(error: FetchError, entry: FeedEntry = entry) -> Capture | Failure:
            return _fallback(entry, blob, error)

        yield from linked_page(entry.link, blob, hints=entry.hints, missing=missing, links=links)


def _fallback(entry: FeedEntry, blob: Blob, error: FetchError) -> Capture | Failure:
    """The entry's own content, saying why its page is not there; a failure where it has none."""
    if not entry.content:
        item = entry.link or f"{blob.name}#entry-{entry.number}"
        return fetch_failure(error, blob.at) if is_web(item) else blob.failure(error.kind, error.reason, item=item)
    return make_capture(
        url=entry.link if is_web(entry.link) else f"{blob.url}#{short_hash(entry.key or entry.content)}",
        fetched_at=blob.at,
        kind="entry",
        media_type=entry.content_type,
        body=entry.content.encode("utf-8", "replace"),
        charset="utf-8",
        headers=((FALLBACK_HEADER, error.reason),),
        source=blob.name,
        hints=entry.hints,
    )


def linked_page(link: str, blob: Blob, *, hints: Hints, missing: Missing, links: Links) -> Iterator[Step]:
    """The page behind a link of a feed or sitemap: by network, or a file beside it if it is a file itself."""
    path = beside(blob.folder, link)
    if is_web(link):
        yield _wanted_page(link, blob, hints=hints, missing=missing, links=links)
    elif path is not None:
        if links.claim(path):
            page = _page_of_file(path, blob, hints)
            yield missing(page) if isinstance(page, FetchError) else page
    else:
        reason = "It links to nothing that may be read: neither to a web address nor to a file beside it."
        yield missing(FetchError(link, "not-found", reason if link else "It links to no page."))


def _wanted_page(link: str, blob: Blob, *, hints: Hints, missing: Missing, links: Links) -> Wanted:
    def then(outcome: Outcome) -> Iterator[Step]:
        answer = outcome.answer
        if isinstance(answer, Fetched) and answer.not_modified:
            return
        page = _page_of_answer(answer, outcome.at, source=blob.name, hints=hints)
        if isinstance(page, FetchError):
            blob.trouble.passing |= may_pass(page.kind)
            yield missing(page)
            return
        yield page
        if isinstance(answer, Fetched):
            yield Done(call=lambda: links.remember(answer))

    return Wanted(url=without_fragment(link), then=then)


def _page_of_answer(answer: Fetched | FetchError, at: datetime, *, source: str, hints: Hints) -> Capture | FetchError:
    if isinstance(answer, FetchError):
        return answer
    try:
        return _page(blob_of_answer(answer, at, source=source), hints)
    except FetchError as error:
        return error


def _page_of_file(path: Path, blob: Blob, hints: Hints) -> Capture | FetchError:
    try:
        return _page(blob_of_file(path, blob.at, source=blob.name), hints)
    except FetchError as error:
        return error
    except OSError:
        return FetchError(str(path), "unreadable", "This cannot be read; check its permissions.")


def _page(blob: Blob, hints: Hints) -> Capture | FetchError:
    kind = blob.format()
    if kind is None or kind not in PAGE_MEDIA_TYPES:
        return FetchError(blob.name, "unsupported", "The link does not lead to a page that can be read.")
    return blob.page(kind, hints)


def beside(folder: Path | None, link: str) -> Path | None:
    """The file in this folder (or below) that a relative or ``file:`` link names; nothing outside of it, ever."""
    if folder is None or not link:
        return None
    try:
        parts = urlsplit(link)
        if parts.scheme not in ("", "file") or (parts.netloc and not parts.scheme):
            return None
        # feedparser writes file:///a/b as file://a/b; whatever comes out of it must lie in the folder.
        root = f"/{parts.netloc}" if parts.netloc not in ("", "localhost") else ""
        name = root + url2pathname(parts.path) if parts.scheme else unquote(parts.path)
        path = (folder / name).resolve()
        return path if path.is_relative_to(folder) and path.is_file() else None
    except (OSError, ValueError):
        return None


class SitemapSteps:
    """Walks a sitemap and those it lists, with limits that are told and not silent."""

    def __init__(self, links: Links) -> None:
        self._links = links
        self._pages = 0

    def steps(self, blob: Blob, depth: int = 1) -> Iterator[Step]:
        """The pages of one sitemap, and of the sitemaps in it. Raises ExtractError where it cannot be read."""
        links = parse_sitemap(blob.body, url=blob.name)
        for number, link in enumerate(links):
            if link.is_sitemap:
                blob.trouble.passing = True  # an index says nothing about whether the sitemaps it lists changed
                yield from self._further(link.address, blob, depth)
            elif self._pages >= MAX_SITEMAP_PAGES:
                rest = len(links) - number
                reason = f"{MAX_SITEMAP_PAGES} pages of these sitemaps were read; {rest} of this one were left out."
                yield blob.failure("resource-limit", reason)
                return
            else:
                self._pages += 1
                yield from linked_page(
                    link.address, blob, hints=link.hints, missing=_missing(blob, link.address), links=self._links
                )

    def _further(self, address: str, blob: Blob, depth: int) -> Iterator[Step]:
        path = beside(blob.folder, address)
        if depth >= MAX_SITEMAP_DEPTH:
            reason = f"Sitemaps are followed {MAX_SITEMAP_DEPTH} deep; this one lies deeper."
            yield blob.failure("resource-limit", reason, item=address)
        elif is_web(address):
            yield Wanted(
                url=without_fragment(address), then=lambda outcome: self._open(outcome, blob.source, depth + 1)
            )
        elif path is not None:
            if self._links.claim(path):
                yield from self._open_file(path, blob, depth + 1)
        else:
            yield blob.failure("not-found", "The sitemap lists something that is no web address.", item=address)

    def _open(self, outcome: Outcome, source: str, depth: int) -> Iterator[Step]:
        answer = outcome.answer
        if isinstance(answer, FetchError):
            yield fetch_failure(answer, outcome.at)
            return
        if answer.not_modified:
            return
        try:
            blob = blob_of_answer(answer, outcome.at, source=source)
        except FetchError as error:
            yield fetch_failure(error, outcome.at)
            return
        yield from self._guarded(blob, depth)
        yield Done(call=lambda: None if blob.trouble.passing else self._links.remember(answer))

    def _open_file(self, path: Path, blob: Blob, depth: int) -> Iterator[Step]:
        try:
            further = blob_of_file(path, blob.at, source=blob.source)
        except (OSError, FetchError):
            yield blob.failure("unreadable", "This cannot be read or unpacked.", item=str(path))
            return
        yield from self._guarded(further, depth)

    def _guarded(self, blob: Blob, depth: int) -> Iterator[Step]:
        """The steps, with a sitemap that cannot be read as a failure."""
        try:
            yield from self.steps(blob, depth)
        except ExtractError as error:
            yield blob.failure(error.kind, error.reason)


def _missing(blob: Blob, address: str) -> Missing:
    """A page of a sitemap that could not be had is a failure: there is nothing to fall back to."""

    def missing(error: FetchError) -> Failure:
        if is_web(address):
            return fetch_failure(error, blob.at)
        return blob.failure(error.kind, error.reason, item=address or blob.name)

    return missing
