"""What every page needs: the desk, the reader's locale and theme, and the rendering of a template."""

from typing import Annotated, Literal, cast

from fastapi import Depends, Request, Response
from fastapi.responses import HTMLResponse

from groundwire.app.locale import Locale, choose_locale, load_locale, locale_names
from groundwire.app.rendering import environment
from groundwire.desk import Desk

LANGUAGE_COOKIE = "groundwire-language"
THEME_COOKIE = "groundwire-theme"
Theme = Literal["auto", "light", "dark"]


def _desk(request: Request) -> Desk:
    return cast(Desk, request.app.state.desk)


DeskDependency = Annotated[Desk, Depends(_desk)]


def reader_locale(request: Request) -> Locale:
    """The cookie's language, else the browser's first that the interface speaks."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    accepted = (part.split(";")[0] for part in request.headers.get("accept-language", "").split(","))
    return choose_locale([chosen, *accepted])


def reader_theme(request: Request) -> Theme:
    """The cookie's theme, else what the system prefers."""
    match request.cookies.get(THEME_COOKIE):
        case "light":
            return "light"
        case "dark":
            return "dark"
        case _:
            return "auto"


LocaleDependency = Annotated[Locale, Depends(reader_locale)]


def render(
    request: Request, template: str, *, status: int = 200, block: str | None = None, **values: object
) -> Response:
    """The template as a page, or only one block of it for a request that asks for a part."""
    locale = reader_locale(request)
    other = next(name for name in locale_names() if name != locale.language)
    context = {
        "t": locale,
        "language": locale.language,
        "other_language": load_locale(other).language,
        "theme": reader_theme(request),
        "here": request.url.path,
        "address": f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path,
        **values,
    }
    page = environment.get_template(template)
    text = "".join(page.blocks[block](page.new_context(context))) if block else page.render(context)
    return HTMLResponse(text, status_code=status, headers={"Vary": "HX-Request, Cookie, Accept-Language"})


def wanted_block(request: Request, block: str) -> str | None:
    """The block's name where HTMX asks for a part of the page; None where a whole page is wanted."""
    partial = request.headers.get("hx-request") == "true" and request.headers.get("hx-boosted") != "true"
    return block if partial and request.headers.get("hx-history-restore-request") != "true" else None
