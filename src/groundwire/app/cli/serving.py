"""`serve`: the web pages over one desk."""

import socket
from collections.abc import Sequence

import uvicorn

from groundwire.app.cli.output import say
from groundwire.app.web.application import create_app
from groundwire.desk import Desk
from groundwire.models import InputError


def serve(desk: Desk, *, host: str, port: int, names: Sequence[str]) -> None:
    """Serves until stopped, under these host names beside the usual ones.

    Raises InputError where the address cannot be listened on.
    """
    try:
        listener = socket.create_server((host, port))
    except OSError as error:
        raise InputError(f"Cannot listen on {host}:{port} ({error.strerror}): choose another with --port.") from error
    bound = listener.getsockname()[1]
    say(f"Groundwire is at http://{host}:{bound}/  (Ctrl-C stops it)")
    app = create_app(desk, hosts=_hosts(host, names))
    config = uvicorn.Config(app, log_level="warning", server_header=False)
    server = uvicorn.Server(config)
    app.state.stopping = lambda: server.should_exit  # else a page that follows a model as it writes would hold it up
    server.run(sockets=[listener])


def _hosts(host: str, names: Sequence[str]) -> list[str]:
    """Who listens on all addresses and gives no names means to be reached under any."""
    if host in {"0.0.0.0", "::"} and not names:  # noqa: S104 (asked for by the user)
        return ["*"]
    return [host, "127.0.0.1", "localhost", *names]
