"""Builds the ASGI application: routes, security headers, and error pages that a person can read."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from groundwire.app.web import digests, documents, facts, lists, panels, preferences, topics
from groundwire.app.web.page import render
from groundwire.desk import Desk
from groundwire.models import GroundwireError, InputError, NotFoundError, TopicError
from groundwire.version import __version__

log = logging.getLogger(__name__)

_STATIC = Path(__file__).parent.parent / "static"
_HEADERS = {
    # Nothing from elsewhere, no inline script or style: text from documents can never become code.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # which desk someone reads is nobody's business
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def create_app(desk: Desk, *, hosts: Sequence[str] = ("127.0.0.1", "localhost")) -> FastAPI:
    """The application; every request reads from this desk.

    Only requests for one of these host names are answered ("*" for any): else a page elsewhere could point its own
    name at this machine and read the desk through the reader's browser.
    """
    app = FastAPI(title="Groundwire", version=__version__, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk = desk
    app.state.stopping = lambda: False  # whoever serves it may say that it ends: streams end then, too
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    for group in (digests, facts, topics, documents, panels, lists, preferences):
        app.include_router(group.router)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)
    app.middleware("http")(_secure)
    app.add_exception_handler(GroundwireError, _told)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _refused)
    app.add_exception_handler(Exception, _failed)
    return app


async def _secure(request: Request, call: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call(request)
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if request.url.path.startswith("/static/"):
        response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def _told(request: Request, error: Exception) -> Response:
    """Our own errors are sentences for people: show them."""
    missing = isinstance(error, NotFoundError | TopicError)
    status = 404 if missing else 400 if isinstance(error, InputError) else 500
    key = "not-found" if missing else "problem"
    return render(request, "error.html", status=status, heading=key, text=str(error))


def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 400
    key = "not-found" if status == 404 else "bad-request"
    return render(request, "error.html", status=status, heading=key, text=None)


def _failed(request: Request, error: Exception) -> Response:
    log.error("request %r failed", request.url.path, exc_info=error)
    response = render(request, "error.html", status=500, heading="problem", text=None)
    response.headers.update(_HEADERS)  # the middleware does not see this response
    return response
