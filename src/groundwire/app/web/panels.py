"""The brief of a document as it stands on a page: the model's where there is one, the document's own sentences."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from groundwire.app.rendering import document_path
from groundwire.app.web.briefs import ShownBrief, present_brief
from groundwire.app.web.page import DeskDependency, LocaleDependency, render, wanted_block
from groundwire.desk import Desk
from groundwire.models import CompletionError, Record

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefPanel:
    """What is shown of one document. ``offered``: the reader may have a model write."""

    record: Record
    own: ShownBrief | None  # of the document's own sentences
    written: ShownBrief | None  # by a model, in the reader's language
    offered: bool
    failure: str = ""  # why no model wrote

    @property
    def holds(self) -> bool:
        """Whether anything that the model wrote is shown: what stands in for it is the document's."""
        return self.written is not None and any(not each.stands_in for each in self.written.brief.statements())


def present_panel(desk: Desk, record: Record, language: str, *, asked: bool = False, failure: str = "") -> BriefPanel:
    """The panel of a document; a model is offered for another language, or wherever the reader may have ``asked``."""
    kept = desk.model_briefs.kept(record, language)
    foreign = record.document.language.split("-")[0] != language
    useful = desk.model_briefs.may_write(kept) and bool(record.document.paragraphs)
    return BriefPanel(
        record=record,
        own=present_brief(desk, record, language) if record.brief else None,
        written=present_brief(desk, record, language, kept) if kept else None,
        offered=useful and (asked or foreign),
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
    """Has a model write the brief in the reader's language; where none does, the page stays as it is and says why."""
    record, part, failure = desk.record(name, revision), wanted_block(request, "panel"), ""
    try:
        desk.model_briefs.write(record, locale.language)
    except CompletionError as error:
        failure = str(error)
    if part is None and not failure:
        return RedirectResponse(document_path(record.document, revision=not record.current), status_code=303)
    panel = present_panel(desk, record, locale.language, asked=True, failure=failure)
    return render(request, "model_brief.html", status=200 if part else 503, block=part, panel=panel)
