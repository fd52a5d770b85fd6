"""Language and theme, kept in cookies, set by plain forms."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse

from groundwire.app.locale import locale_names
from groundwire.app.web.page import LANGUAGE_COOKIE, THEME_COOKIE, Theme

router = APIRouter()

_YEAR = 365 * 24 * 3600  # seconds


@router.post("/preferences")
def save(
    back: Annotated[str, Form()] = "/",
    language: Annotated[str | None, Form()] = None,
    theme: Annotated[Theme | None, Form()] = None,
) -> RedirectResponse:
    """Keeps what was chosen and goes back to where the reader was."""
    response = RedirectResponse(_local(back), status_code=303)
    if language in locale_names():
        response.set_cookie(LANGUAGE_COOKIE, language, max_age=_YEAR, httponly=True, samesite="lax")
    if theme is not None:
        response.set_cookie(THEME_COOKIE, theme, max_age=_YEAR, httponly=True, samesite="lax")
    return response


def _local(address: str) -> str:
    """The address if it stays on this site, else the start page: nobody may be sent elsewhere through here."""
    parts = urlsplit(address.replace("\\", "/"))
    stays = not parts.scheme and not parts.netloc and address.startswith("/") and not address.startswith("//")
    return address if stays and address.isprintable() else "/"
