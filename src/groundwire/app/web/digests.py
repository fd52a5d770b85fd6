"""The digest of a topic or search since a day, and the page that answers questions."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from groundwire.app.fact_words import FactWords
from groundwire.app.plain import plain
from groundwire.app.rendering import address_of, span_path
from groundwire.app.web.facts import Subject, SubjectDependency, headline, pieces, place
from groundwire.app.web.page import DeskDependency, LocaleDependency, render, wanted_block
from groundwire.app.web.topics import LANGUAGES, AskedDependency
from groundwire.desk import Desk
from groundwire.models import Cited, EntityId

router = APIRouter()

_DAYS = 7  # before the newest document, where no day is given
_LONGEST = 500  # characters of a question


def cited_path(cited: Cited) -> str:
    """The address of a citation: its document with the words that say it highlighted."""
    if cited.spans:
        return span_path(cited.document, cited.spans[0])
    return f"{address_of(cited.document)}#p{cited.paragraph}"


@router.get("/topics/{name}/digest")
@router.get("/search/digest")
def digest(request: Request, desk: DeskDependency, locale: LocaleDependency, subject: SubjectDependency) -> Response:
    """What happened since a day; the week before the newest document unless one is given."""
    query = subject.query
    since = query.since or _week_before_newest(desk, subject)
    found = desk.digest(replace(query, since=None), since, language=locale.language)
    if request.query_params.get("format") == "json":
        return Response(json.dumps(plain(found), ensure_ascii=False), media_type="application/json")
    sources = desk.sources()
    return render(
        request,
        "digest.html",
        block=wanted_block(request, "facts"),
        view="digest",
        digest=found,
        topic=subject.topic,
        asked=subject.asked,
        base=subject.base,
        path=f"{subject.base}/digest",
        sources=sources,
        kinds=desk.kinds,
        entity=desk.entities.get(EntityId(subject.asked.entity)),
        named=desk.named(subject.topic.id if subject.topic else None),
        language_names=LANGUAGES,
        exists=bool(sources),
        s=FactWords(desk, locale),
        place=place,
        pieces=pieces,
        headline=headline,
        cited_path=cited_path,
        span_path=span_path,
    )


def _week_before_newest(desk: Desk, subject: Subject) -> datetime:
    newest = desk.search(replace(subject.query, newest_first=True, limit=1)).items
    day = newest[0].record.document.time if newest else datetime.now(UTC)
    return (day - timedelta(days=_DAYS)).replace(hour=0, minute=0, second=0, microsecond=0)


@router.get("/ask")
def ask(
    request: Request, desk: DeskDependency, locale: LocaleDependency, asked: AskedDependency,
    question: Annotated[str, Query(max_length=_LONGEST)] = "", topic: str = "",
) -> Response:  # fmt: skip
    """A box for a question, and what the desk says to it."""
    chosen = desk.find_topic(topic) if topic else None
    query = asked.query(topic=chosen.id if chosen else None, cursor=None)
    wanted = question.strip()
    found = desk.ask(wanted, replace(query, text=""), language=locale.language) if wanted else None
    if found and request.query_params.get("format") == "json":
        return Response(json.dumps(plain(found), ensure_ascii=False), media_type="application/json")
    return render(
        request,
        "ask.html",
        block=wanted_block(request, "answer"),
        question=wanted,
        answer=found,
        topic=chosen,
        topics=[each.topic for each in desk.topics()],
        s=FactWords(desk, locale),
        place=place,
        pieces=pieces,
        cited_path=cited_path,
        span_path=span_path,
    )
