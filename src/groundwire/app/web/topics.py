"""The topic page and the search page: a box, filters, and documents with their briefs."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response

from groundwire.app.feed import atom_feed
from groundwire.app.web.entries import present_found
from groundwire.app.web.page import DeskDependency, LocaleDependency, render, wanted_block
from groundwire.models import By, EntityId, InputError, Query, TopicId

router = APIRouter()

LANGUAGES = (
    ("zh", "中文"), ("en", "English"), ("fr", "Français"), ("de", "Deutsch"), ("ja", "日本語"), ("es", "Español"),
)  # fmt: skip  # what a search can be narrowed to, each by its own name


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The search form as it was filled in; empty strings where nothing was."""

    q: str = ""
    source: str = ""
    lang: str = ""
    since: str = ""
    until: str = ""
    entity: str = ""
    kind: str = ""
    order: str = ""
    by: str = ""

    def query(self, *, topic: str | None, cursor: str | None) -> Query:
        """The query that this form means. Raises InputError for a date that is none."""
        return Query(
            text=self.q.strip(),
            topic=TopicId(topic) if topic else None,
            source=self.source or None,
            language=self.lang or None,
            since=_day(self.since),
            until=_day(self.until),
            entity=EntityId(self.entity) if self.entity else None,
            kind=self.kind or None,
            by=_by(self.by),
            newest_first=self.order == "newest" or (topic is not None and self.order != "best"),
            cursor=cursor,
        )

    def address(self, path: str, **changes: str | None) -> str:
        """The address that asks the same, with changes; empty fields are left out."""
        values = {
            "q": self.q, "source": self.source, "lang": self.lang, "since": self.since, "until": self.until,
            "entity": self.entity, "kind": self.kind, "order": self.order,
            "by": self.by, **changes,
        }  # fmt: skip
        filled = {name: value for name, value in values.items() if value}
        return f"{path}?{urlencode(filled)}" if filled else path

    @property
    def narrowed(self) -> bool:
        """Whether any filter beside the words is set."""
        return self != Asked(q=self.q)


def _day(text: str) -> datetime | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{text!r} is not a date: write it as 2025-03-04.") from None
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _by(text: str) -> By | None:
    match text:
        case "":
            return None
        case "words" | "meaning" | "both":
            return text
    raise InputError(f"A search is by words, by meaning or by both, and not by {text!r}.")


def _asked(
    q: str = "", source: str = "", lang: str = "", since: str = "", until: str = "",
    entity: str = "", kind: str = "", order: str = "", by: str = "",
) -> Asked:  # fmt: skip
    return Asked(q=q, source=source, lang=lang, since=since, until=until, entity=entity, kind=kind, order=order, by=by)


AskedDependency = Annotated[Asked, Depends(_asked)]


@router.get("/topics/{name}")
def topic(
    request: Request, name: str, desk: DeskDependency, locale: LocaleDependency, asked: AskedDependency,
    cursor: str | None = None,
) -> Response:  # fmt: skip
    """One topic's documents, newest first, or those that its search box finds."""
    found_topic = desk.find_topic(name)
    query = asked.query(topic=found_topic.id, cursor=cursor)
    page = desk.topic(found_topic.id, query)
    return render(
        request,
        "topic.html",
        block=wanted_block(request, "results"),
        topic=found_topic,
        asked=asked,
        found=page.found,
        entries=present_found(desk, page.found.items, topic=found_topic, language=locale.language),
        sources=desk.sources(),
        kinds=desk.kinds,
        language_names=LANGUAGES,
        meanings=desk.has_meanings,
        base=f"/topics/{found_topic.id}",
        entity=desk.entities.get(EntityId(asked.entity)),
        named=desk.named(found_topic.id),
        path=f"/topics/{found_topic.id}",
    )


@router.get("/topics/{name}/feed.atom")
def feed(request: Request, name: str, desk: DeskDependency, locale: LocaleDependency) -> Response:
    """The topic's newest documents as an Atom feed."""
    page = desk.topic(name, Query(limit=50, newest_first=True))
    text = atom_feed(page, language=locale.language, base=str(request.base_url))
    return Response(text, media_type="application/atom+xml")


@router.get("/search")
def search(
    request: Request, desk: DeskDependency, locale: LocaleDependency, asked: AskedDependency,
    cursor: str | None = None,
) -> Response:  # fmt: skip
    """Everything the desk holds."""
    page = desk.search(asked.query(topic=None, cursor=cursor))
    return render(
        request,
        "topic.html",
        block=wanted_block(request, "results"),
        topic=None,
        asked=asked,
        found=page,
        entries=present_found(desk, page.items, topic=None, language=locale.language),
        sources=desk.sources(),
        kinds=desk.kinds,
        language_names=LANGUAGES,
        meanings=desk.has_meanings,
        base="/search",
        entity=desk.entities.get(EntityId(asked.entity)),
        named=desk.named(None),
        path="/search",
    )
