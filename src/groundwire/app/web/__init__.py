"""The web pages over one desk: `application.create_app(desk)` gives the ASGI application."""
