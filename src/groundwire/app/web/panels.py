"""The brief of a document as it stands on a page: the model's where there is one, the document's own sentences."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse, StreamingResponse
from starlette.concurrency import run_in_threadpool

from groundwire.app.rendering import document_path
from groundwire.app.web.briefs import ShownBrief, present_brief
from groundwire.app.web.page import DeskDependency, LocaleDependency, reader_locale, render, wanted_block
from groundwire.desk import Desk
from groundwire.models import CompletionError, Record
from groundwire.pipeline.background_briefs import Progress

router = APIRouter()

_RELOAD = 3  # seconds until a page without JavaScript asks again
_LOOK = 0.15  # seconds between two looks at how far a model is
_LOOKS = 2_000  # of one stream, five minutes; a browser whose stream ends so asks again by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefPanel:
    """What is shown of one document. ``offered``: the reader may have a model write."""

    record: Record
    own: ShownBrief | None  # of the document's own sentences
    written: ShownBrief | None  # by a model, in the reader's language
    offered: bool
    writing: Progress | None = None  # a model is at it
    so_far: ShownBrief | None = None  # what holds of that
    failure: str = ""  # why no model wrote

    @property
    def holds(self) -> bool:
        """Whether anything that the model wrote is shown: what stands in for it is the document's."""
        return self.written is not None and any(not each.stands_in for each in self.written.brief.statements())


def present_panel(
    desk: Desk, record: Record, language: str, *, asked: bool = False, writing: Progress | None = None,
    failure: str = "",
) -> BriefPanel:  # fmt: skip
    """The panel of a document; a model is offered for another language, or wherever the reader may have ``asked``."""
    kept = desk.model_briefs.kept(record, language)
    foreign = record.document.language.split("-")[0] != language
    useful = desk.model_briefs.may_write(kept) and bool(record.document.paragraphs)
    writing = None if failure else writing or desk.model_briefs.background.progress(record, language)
    so_far = writing.partial if writing and writing.holding else None
    return BriefPanel(
        record=record,
        own=present_brief(desk, record, language) if record.brief else None,
        written=present_brief(desk, record, language, kept) if kept else None,
        offered=useful and (asked or foreign) and not writing,
        writing=writing,
        so_far=present_brief(desk, record, language, so_far) if so_far else None,
        failure=failure,
    )


def _own_site(request: Request) -> None:
    """A page elsewhere must not make this desk spend money."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    elsewhere = origin is not None and urlsplit(origin).netloc != request.headers.get("host", "")
    if site not in {"same-origin", "none"} or elsewhere:
        raise HTTPException(status_code=403)


@router.post("/documents/{name}/brief", dependencies=[Depends(_own_site)])
def write(
    request: Request, name: str, desk: DeskDependency, locale: LocaleDependency,
    revision: Annotated[str | None, Form()] = None,
) -> Response:  # fmt: skip
    """Has a model begin to write the brief in the reader's language; where none does, the page says why."""
    record, writing, failure = desk.record(name, revision), None, ""
    briefs = desk.model_briefs
    try:
        if not briefs.ready or briefs.may_write(briefs.kept(record, locale.language)):
            writing = briefs.begin(record, locale.language)
    except CompletionError as error:
        failure = str(error)
    if failure or wanted_block(request, "panel"):
        return _show(request, desk, record, writing, failure)
    return RedirectResponse(brief_path(record), status_code=303)


@router.get("/documents/{name}/brief")
def so_far(
    request: Request, name: str, desk: DeskDependency, locale: LocaleDependency,
    revision: str | None = None, seen: int | None = None,
) -> Response:  # fmt: skip
    """How far the model is: a part of a page that asks again, or a page that reloads itself; at the end the brief."""
    record, language = desk.record(name, revision), locale.language
    writing = desk.model_briefs.background.progress(record, language)
    part = wanted_block(request, "panel")
    if part and writing and writing.step == seen:
        return Response(status_code=204)  # nothing new: what the reader has opened stays open
    failure = "" if writing else desk.model_briefs.background.take_failure(record, language)
    if part or writing or failure:
        return _show(request, desk, record, writing, failure)
    return RedirectResponse(document_path(record.document, revision=not record.current), status_code=303)


@router.get("/documents/{name}/brief/stream")
def stream(
    request: Request, name: str, desk: DeskDependency, locale: LocaleDependency, revision: str | None = None
) -> Response:
    """How far the model is, as events: ``so-far`` with what holds whenever there is more, ``end`` with the panel."""
    events = _events(request, desk, desk.record(name, revision), locale.language)
    return StreamingResponse(events, media_type="text/event-stream", headers={"Cache-Control": "no-store"})


async def _events(request: Request, desk: Desk, record: Record, language: str) -> AsyncIterator[str]:
    background, seen = desk.model_briefs.background, -1
    for _ in range(_LOOKS):
        writing = background.progress(record, language)
        if writing is None:
            failure = background.take_failure(record, language)
            yield _event("end", await run_in_threadpool(_part, request, desk, record, None, failure=failure))
            return
        if writing.step != seen:
            seen = writing.step
            yield _event("so-far", await run_in_threadpool(_part, request, desk, record, writing))
        if request.app.state.stopping():
            return
        await asyncio.sleep(_LOOK)


def _part(request: Request, desk: Desk, record: Record, writing: Progress | None, *, failure: str = "") -> str:
    """What holds so far, or the panel at the end."""
    language = reader_locale(request).language
    panel = present_panel(desk, record, language, asked=True, writing=writing, failure=failure)
    template, block = ("_so_far.html", None) if panel.writing else ("model_brief.html", "panel")
    return bytes(render(request, template, block=block, panel=panel).body).decode()


def _event(name: str, text: str) -> str:
    lines = "\n".join(f"data: {line}" for line in text.splitlines() if line.strip())
    return f"event: {name}\n{lines}\n\n"


def _show(request: Request, desk: Desk, record: Record, writing: Progress | None, failure: str) -> Response:
    """The panel, as a part or as a page; ``writing`` as the caller saw it, so that no end of it goes untold."""
    part, language = wanted_block(request, "panel"), reader_locale(request).language
    panel = present_panel(desk, record, language, asked=True, writing=writing, failure=failure)
    status = 503 if failure and not part else 200
    response = render(request, "model_brief.html", status=status, block=part, panel=panel)
    if panel.writing and not part:
        response.headers["Refresh"] = f"{_RELOAD}; url={brief_path(record)}"
    return response


def brief_path(record: Record) -> str:
    """The address where a brief that is being written is shown."""
    path = f"/documents/{record.document.id}/brief"
    return path if record.current else f"{path}?revision={record.document.revision}"
