"""Servers that never end, lie about lengths, unpack without end or lead inside: one failure each, and soon."""
# ruff: noqa: E501  tables of cases read better unbroken

import gzip
import http.server
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from groundwire.models import FetchError
from groundwire.sources.addresses import is_public
from groundwire.sources.fetch import Fetcher
from tests.sources.local_site import Answer, options, serving

TIMEOUT = 1.0
SOON = 6 * TIMEOUT  # what any of these may take on a busy machine, one more request included
Talk = Callable[[socket.socket], None]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@contextmanager
def talking(talk: Talk) -> Iterator[str]:
    """The address of a server that says to every client what ``talk`` says."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(client,), daemon=True).start()

    def answer(client: socket.socket) -> None:
        with client:
            try:
                client.recv(65536)
                talk(client)
            except OSError:
                pass  # the fetcher hung up, as it should

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def endless(head: bytes, piece: bytes, pause: float) -> Talk:
    def talk(client: socket.socket) -> None:
        client.sendall(head)
        until = time.monotonic() + 20 * TIMEOUT
        while time.monotonic() < until:
            client.sendall(piece)
            if pause:
                time.sleep(pause)

    return talk


def once(data: bytes) -> Talk:
    return lambda client: client.sendall(data)


def failure(url: str) -> FetchError:
    """The failure that fetching this comes to, and not later than it should."""
    began = time.monotonic()
    given = options(timeout=TIMEOUT, read_timeout=TIMEOUT, connect_timeout=TIMEOUT, max_bytes=1_000_000, retries=0)
    with Fetcher(options=given) as fetcher, pytest.raises(FetchError) as caught:
        fetcher.fetch(url)
    assert time.monotonic() - began < SOON
    return caught.value


SLOW = {
    "a drip of a body": endless(HEAD + b"Content-Length: 100000\r\n\r\n", b"x", 0.05),
    "a drip of a header": endless(HEAD, b"X-A: b\r\n", 0.05),
    "a drip of a status line": endless(b"HTTP/1.1 200 ", b"O", 0.05),
    "a drip of a chunk": endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\nffff\r\n", b"x", 0.05),
    "a drip of chunks": endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n", 0.05),
    "a drip of trailers": endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n", 0.05),
    "nothing but 100 Continue": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.01),
    "silence": lambda client: time.sleep(3 * TIMEOUT),
    "silence after the header": endless(HEAD + b"Content-Length: 9\r\n\r\n", b"", 0.1),
}


@pytest.mark.parametrize("name", SLOW)
def test_a_slow_server_is_left(name: str) -> None:
    with talking(SLOW[name]) as url:
        assert failure(url).kind == "timeout"


FLOODS = {
    "chunks without end": (endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"ffff\r\n" + b"x" * 65535 + b"\r\n", 0), "too-large"),
    "a body until the connection ends": (endless(HEAD + b"Connection: close\r\n\r\n", b"x" * 65536, 0), "too-large"),
    "headers without end": (endless(HEAD, b"X-A: " + b"b" * 60000 + b"\r\n", 0), "network"),
    "one header without end": (endless(HEAD + b"X: ", b"b" * 65536, 0), "network"),
    "a status line without end": (endless(b"HTTP/1.1 200 ", b"O" * 65536, 0), "network"),
    "informational answers without end": (endless(b"", b"HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n" * 1000, 0), "timeout"),
}  # fmt: skip


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_is_cut(name: str) -> None:
    talk, kind = FLOODS[name]
    with talking(talk) as url:
        assert failure(url).kind == kind


LIES = {
    "a length that is too long": (HEAD + b"Content-Length: 1000\r\n\r\n<p>short", "network"),
    "a length of billions": (HEAD + b"Content-Length: 99999999999999\r\n\r\n<p>", "too-large"),
    "a length below nothing": (HEAD + b"Content-Length: -1\r\n\r\n<p>", "network"),
    "two lengths": (HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", "network"),
    "a length that is a word": (HEAD + b"Content-Length: many\r\n\r\nab", "network"),
    "a chunk cut off": (HEAD + b"Transfer-Encoding: chunked\r\n\r\nff\r\nab", "network"),
    "a chunk of a wrong size": (HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n", "network"),
    "no HTTP": (b"SSH-2.0-OpenSSH\r\n", "network"),
    "nothing": (b"", "network"),
    "an unknown packing": (HEAD + b"Content-Encoding: br\r\nContent-Length: 2\r\n\r\nab", "unsupported"),
    "twenty packings": (HEAD + b"Content-Encoding: " + b", ".join([b"gzip"] * 20) + b"\r\nContent-Length: 2\r\n\r\nab", "unsupported"),
}  # fmt: skip


@pytest.mark.parametrize("name", LIES)
def test_a_lie_costs_one_failure(name: str) -> None:
    data, kind = LIES[name]
    with talking(once(data)) as url:
        error = failure(url)
    assert error.kind == kind
    assert error.reason.endswith((".", ")."))


def test_a_length_that_is_too_short_cuts_the_page() -> None:
    with talking(once(HEAD + b"Content-Length: 3\r\n\r\n<p>and more")) as url, Fetcher(options=options()) as fetcher:
        assert fetcher.fetch(url).body == b"<p>"


def bomb(layers: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    data = b"".join([packer.compress(bytes(1 << 20)) for _ in range(64)]) + packer.flush()
    for _ in range(layers - 1):
        data = gzip.compress(data)
    return data


@pytest.mark.parametrize(
    ("encoding", "body"), [("gzip", bomb(1)), ("gzip, gzip", bomb(2)), ("deflate", zlib.compress(bytes(64 << 20)))]
)
def test_a_packed_bomb_is_cut(encoding: str, body: bytes) -> None:
    with serving() as site:
        site.routes["/"] = Answer(body=body, headers={"Content-Type": "text/html", "Content-Encoding": encoding})
        assert failure(site.url("/")).kind == "too-large"


def test_robots_txt_that_is_a_bomb_or_a_riddle_holds_nobody_up() -> None:
    riddle = b"User-agent: *\nDisallow: /" + b"*a" * 400 + b"$\n" + b"Disallow: /" + b"*" * 2000 + b"x\n"
    with serving() as site:
        for body in (
            riddle,
            riddle * 400,
            b"\xff\xfe" * 1000,
            b"Crawl-delay: 1e999\nUser-agent: *\nCrawl-delay: nan\n",
        ):
            site.routes["/robots.txt"] = Answer(body=body, headers={"Content-Type": "text/plain"})
            page = site.html("/" + "a" * 1500 + "b", "words")
            with Fetcher(options=options(obey_robots=True)) as fetcher:
                began = time.process_time()
                assert fetcher.fetch(page).status == 200
                assert time.process_time() - began < 3


class _Onwards(http.server.BaseHTTPRequestHandler):
    """Redirects to an address that was never asked for before."""

    def do_GET(self) -> None:
        self.send_response(302)
        self.send_header("Location", f"{self.path}x")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_redirects_without_end_end() -> None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Onwards)
    thread = threading.Thread(target=lambda: server.serve_forever(0.01), daemon=True)
    thread.start()
    try:
        assert "redirects" in failure(f"http://127.0.0.1:{server.server_address[1]}/").reason
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


INSIDE = [
    "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.1/", "http://0/", "http://0.0.0.0/",
    "http://[::]/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/", "http://[fe80::1]/", "http://[fd00::1]/", "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/", "http://10.0.0.1/", "http://192.168.0.1/", "http://localhost/", "http://127.0.0.1.:80/",
    "http://１２７.0.0.1/", "http://127。0。0。1/", "http://[::ffff:169.254.169.254]/", "http://017700000001/", "http://224.0.0.1/",
]  # fmt: skip


@pytest.mark.parametrize("url", INSIDE)
def test_no_spelling_leads_inside(url: str) -> None:
    """However an address of this machine or its network is written, nothing connects to it."""

    class Refuses:
        def connect_tcp(self, *args: object, **more: object) -> None:
            raise AssertionError(f"connected to {args}")

    given = options(allow_private=False)
    with Fetcher(options=given, backend=Refuses()) as fetcher, pytest.raises(FetchError) as caught:  # type: ignore[arg-type]
        fetcher.fetch(url)
    assert caught.value.kind in ("private-address", "refused", "network")


@pytest.mark.parametrize("url", [url for url in INSIDE if url.isascii()])
def test_no_redirect_leads_inside(url: str) -> None:
    public = "93.184.216.34"
    asked: list[str] = []

    class ToSite:
        def connect_tcp(self, host: str, port: int, *args: object) -> object:
            asked.append(host)
            assert is_public(host)
            import httpcore

            return httpcore.SyncBackend().connect_tcp("127.0.0.1", site.port)

    def resolve(host: str, port: int) -> list[str]:
        if host == "e.org":
            return [public]
        return list(dict.fromkeys(str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))

    with serving() as site:
        site.routes["/"] = Answer(status=302, headers={"Location": url})
        with (
            Fetcher(options=options(allow_private=False), backend=ToSite(), resolve=resolve) as fetcher,  # type: ignore[arg-type]
            pytest.raises(FetchError) as caught,
        ):
            fetcher.fetch("http://e.org/")
    assert caught.value.kind in ("private-address", "refused", "network", "http-error")
    assert asked == [public]
