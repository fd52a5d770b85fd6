"""The list of topics, of sources and of failures."""

from fastapi import APIRouter, Request, Response

from groundwire.app.web.page import DeskDependency, render, wanted_block

router = APIRouter()


@router.get("/")
def topics(request: Request, desk: DeskDependency) -> Response:
    """All topics, fullest first."""
    return render(request, "topics.html", summaries=desk.topics(), exists=desk.exists)


@router.get("/sources")
def sources(request: Request, desk: DeskDependency) -> Response:
    """Where the documents come from."""
    return render(request, "sources.html", sources=desk.sources())


@router.get("/failures")
def failures(request: Request, desk: DeskDependency, cursor: str | None = None) -> Response:
    """What could not be read, newest first."""
    page = desk.failures(cursor=cursor)
    return render(request, "failures.html", block=wanted_block(request, "rows"), failures=page)
