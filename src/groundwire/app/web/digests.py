"""The digest of a topic or search since a day, and the page that answers questions."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Annotated, TypeVar

from fastapi import APIRouter, Query, Request, Response

from groundwire.app.fact_words import FactWords
from groundwire.app.locale import Locale
from groundwire.app.plain import plain
from groundwire.app.rendering import address_of, span_path
from groundwire.app.verdict_words import told_verdict
from groundwire.app.web.facts import Subject, SubjectDependency, page_of, pieces, place
from groundwire.app.web.page import DeskDependency, LocaleDependency, render, wanted_block
from groundwire.app.web.topics import AskedDependency
from groundwire.desk import Desk
from groundwire.models import Answer, Cited, CompletionError, Digest, Said, Statement
from groundwire.pipeline.digester import Engine

router = APIRouter()

W = TypeVar("W", Digest, Answer)
_DAYS = 7  # before the newest document, where no day is given
_LONGEST = 500  # characters of a question


def cited_path(cited: Cited) -> str:
    """The address of a citation: its document with the words that say it highlighted."""
    if cited.spans:
        return span_path(cited.document, cited.spans[0])
    return f"{address_of(cited.document)}#p{cited.paragraph}"


@router.api_route("/topics/{name}/digest", methods=["GET", "POST"])
@router.api_route("/search/digest", methods=["GET", "POST"])
def digest(request: Request, desk: DeskDependency, locale: LocaleDependency, subject: SubjectDependency) -> Response:
    """What happened since a day; the week before the newest document unless one is given."""
    query = subject.query
    since = query.since or _week_before_newest(desk, subject)
    asked = replace(query, since=None)
    found, failed = _by(request, lambda engine: desk.digest(asked, since, language=locale.language, engine=engine))
    if request.query_params.get("format") == "json":
        return Response(json.dumps(plain(found), ensure_ascii=False), media_type="application/json")
    return page_of(
        request,
        desk,
        locale,
        subject,
        view="digest",
        digest=found,
        failed=failed,
        ready=desk.model_briefs.ready,
        cited_path=cited_path,
        span_path=span_path,
        why=lambda said: _why(said, locale),
    )


def _why(said: Said, locale: Locale) -> str:
    """Why a statement was withheld, in the reader's words."""
    return told_verdict(Statement(text=said.text, citations=(), verdict=said.verdict), locale).why


def _by(request: Request, write: Callable[[Engine], W]) -> tuple[W, str]:
    """What is written; by a model for a form that is sent from here, for that may cost money.

    Where no model answers, the documents' own sentences, and why.
    """
    sent = request.method == "POST" and request.headers.get("sec-fetch-site", "same-origin") == "same-origin"
    try:
        return write("model" if sent else "extractive"), ""
    except CompletionError as error:
        return write("extractive"), str(error)


def _week_before_newest(desk: Desk, subject: Subject) -> datetime:
    newest = desk.search(replace(subject.query, newest_first=True, limit=1), fold=False).items
    day = newest[0].record.document.time if newest else datetime.now(UTC)
    return (day - timedelta(days=_DAYS)).replace(hour=0, minute=0, second=0, microsecond=0)


@router.api_route("/ask", methods=["GET", "POST"])
def ask(
    request: Request, desk: DeskDependency, locale: LocaleDependency, asked: AskedDependency,
    question: Annotated[str, Query(max_length=_LONGEST)] = "", topic: str = "",
) -> Response:  # fmt: skip
    """A box for a question, and what the desk says to it."""
    chosen = desk.find_topic(topic) if topic else None
    query = asked.query(topic=chosen.id if chosen else None, cursor=None)
    wanted = question.strip()
    found, failed = None, ""
    if wanted:
        among = replace(query, text="")
        found, failed = _by(request, lambda by: desk.ask(wanted, among, language=locale.language, engine=by))
    if found and request.query_params.get("format") == "json":
        return Response(json.dumps(plain(found), ensure_ascii=False), media_type="application/json")
    return render(
        request,
        "ask.html",
        block=wanted_block(request, "answer"),
        question=wanted,
        answer=found,
        failed=failed,
        ready=desk.model_briefs.ready,
        topic=chosen,
        topics=[each.topic for each in desk.topics()],
        s=FactWords(desk, locale),
        place=place,
        pieces=pieces,
        cited_path=cited_path,
        span_path=span_path,
        why=lambda said: _why(said, locale),
    )
