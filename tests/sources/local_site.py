"""A web server on this machine whose answers the test writes, and the options of a fetcher that may ask it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from groundwire.models import Capture, Failure
from groundwire.sources.fetch_options import FetchOptions

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the server says to one request."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: dict(HTML))
    length: bool = True  # whether a Content-Length is sent


Route = Answer | Callable[[BaseHTTPRequestHandler], None] | list[Answer]


class Site:
    """The server: routes by path, and every request that came."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.routes: dict[str, Route] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []

    def url(self, path: str) -> str:
        """The address of a path on this server."""
        return f"http://127.0.0.1:{self.port}{path}"

    def html(self, path: str, text: str) -> str:
        """Serve a page; gives its address."""
        self.routes[path] = Answer(body=f"<!doctype html><title>{text}</title><p>{text}</p>".encode())
        return self.url(path)

    def asked(self) -> list[str]:
        """The paths of all requests, in order."""
        return [path for path, _ in self.requests]


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.requests.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
            route = site.routes.get(self.path, Answer(status=404))
            if isinstance(route, list):
                route = route.pop(0) if len(route) > 1 else route[0]
            if isinstance(route, Answer):
                self._send(route)
            else:
                self.close_connection = True
                route(self)

        def _send(self, answer: Answer) -> None:
            self.send_response(answer.status)
            for key, value in answer.headers.items():
                self.send_header(key, value)
            if answer.length:
                self.send_header("Content-Length", str(len(answer.body)))
            else:
                self.send_header("Connection", "close")
                self.close_connection = True
            self.end_headers()
            if answer.status != 304:
                self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what half of these tests are about."""


@contextmanager
def serving() -> Iterator[Site]:
    """A server that runs as long as the block."""
    server = _Server(("127.0.0.1", 0), BaseHTTPRequestHandler)
    site = Site(server.server_address[1])
    server.RequestHandlerClass = _handler(site)
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def options(**changes: object) -> FetchOptions:
    """Options for a server on this machine, without pauses."""
    values: dict[str, object] = {"allow_private": True, "delay": 0.0, "obey_robots": False, "timeout": 10.0}
    return FetchOptions(**{**values, **changes})  # type: ignore[arg-type]  # the tests name the fields


Read = Callable[..., list[Capture | Failure]]
