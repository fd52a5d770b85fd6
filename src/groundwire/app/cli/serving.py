"""`serve`: the web pages over one desk."""

import socket

import uvicorn

from groundwire.app.cli.output import say
from groundwire.app.web.application import create_app
from groundwire.desk import Desk
from groundwire.models import InputError


def serve(desk: Desk, *, host: str, port: int) -> None:
    """Serves until stopped. Raises InputError where the address cannot be listened on."""
    try:
        listener = socket.create_server((host, port))
    except OSError as error:
        raise InputError(f"Cannot listen on {host}:{port} ({error.strerror}): choose another with --port.") from error
    bound = listener.getsockname()[1]
    say(f"Groundwire is at http://{host}:{bound}/  (Ctrl-C stops it)")
    config = uvicorn.Config(create_app(desk), log_level="warning", server_header=False)
    uvicorn.Server(config).run(sockets=[listener])
