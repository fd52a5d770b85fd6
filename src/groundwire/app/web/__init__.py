"""The web pages over one desk: `create_app(desk)` gives the ASGI application."""

from groundwire.app.web.application import create_app

__all__ = ["create_app"]
