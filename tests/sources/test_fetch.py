"""Fetching: redirects, limits, encodings, conditional requests, robots.txt, waiting, and what each failure says."""

import contextlib
import gzip
import itertools
import threading
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler

import httpcore
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire.models import FetchError
from groundwire.sources.fetch import Fetcher, content_type, decoded
from groundwire.sources.fetch import _translated as translated
from groundwire.sources.fetch_options import USER_AGENT
from tests.sources.local_site import HTML, Answer, Site, options


class Kept(dict[str, tuple[str | None, str | None]]):
    """Validators in a dict."""

    def put(self, url: str, validators: tuple[str | None, str | None]) -> None:
        self[url] = validators


def error_of(fetcher: Fetcher, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(url)
    assert caught.value.url == url
    assert caught.value.reason.endswith(".")
    return caught.value


def test_brings_body_type_charset_and_headers(site: Site, fetcher: Fetcher) -> None:
    site.routes["/a"] = Answer(
        body="中文".encode("gbk"),
        headers={"Content-Type": 'Text/HTML; Charset="GBK"', "X-Kept": "1", "Set-Cookie": "id=7"},
    )
    fetched = fetcher.fetch(site.url("/a"))
    assert (fetched.status, fetched.media_type, fetched.charset) == (200, "text/html", "gbk")
    assert fetched.body.decode("gbk") == "中文"
    names = {name.lower() for name, _ in fetched.headers}
    assert "x-kept" in names
    assert not names & {"set-cookie", "content-length", "connection"}


def test_says_honestly_who_asks(site: Site, fetcher: Fetcher) -> None:
    fetcher.fetch(site.html("/a", "x"))
    headers = site.requests[0][1]
    assert headers["user-agent"] == USER_AGENT
    assert USER_AGENT.startswith("Groundwire/")
    assert headers["accept-encoding"] == "gzip, deflate"
    assert "cookie" not in headers


def test_follows_redirects_and_names_the_last_address(site: Site, fetcher: Fetcher) -> None:
    site.routes["/a"] = Answer(status=301, headers={"Location": "/b?x=1"})
    site.routes["/b?x=1"] = Answer(status=307, headers={"Location": site.url("/c#part")})
    site.html("/c", "end")
    fetched = fetcher.fetch(site.url("/a"))
    assert fetched.url == site.url("/c")
    assert fetched.asked == site.url("/a")


def test_redirects_in_a_circle_end(site: Site, fetcher: Fetcher) -> None:
    site.routes["/a"] = Answer(status=302, headers={"Location": "/b"})
    site.routes["/b"] = Answer(status=302, headers={"Location": "/a"})
    assert error_of(fetcher, site.url("/a")).kind == "http-error"
    assert site.asked() == ["/a", "/b"]


def test_too_many_redirects_end(site: Site) -> None:
    for n in range(30):
        site.routes[f"/{n}"] = Answer(status=302, headers={"Location": f"/{n + 1}"})
    with Fetcher(options=options(max_redirects=4)) as fetcher:
        assert error_of(fetcher, site.url("/0")).kind == "http-error"
    assert len(site.requests) == 5


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/", "gopher://x/", "javascript:alert(1)"])
def test_redirects_to_other_schemes_are_refused(site: Site, fetcher: Fetcher, target: str) -> None:
    site.routes["/a"] = Answer(status=302, headers={"Location": target})
    assert error_of(fetcher, site.url("/a")).kind == "refused"


@pytest.mark.parametrize(
    ("target", "kind"), [("http://h:80:80/", "http-error"), ("http://[half", "refused"), ("http://h:99999/", "refused")]
)
def test_redirect_to_nonsense(site: Site, fetcher: Fetcher, target: str, kind: str) -> None:
    site.routes["/a"] = Answer(status=302, headers={"Location": target})
    assert error_of(fetcher, site.url("/a")).kind == kind


def test_redirect_without_location_is_an_error(site: Site, fetcher: Fetcher) -> None:
    site.routes["/a"] = Answer(status=302)
    assert error_of(fetcher, site.url("/a")).kind == "http-error"


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (404, "not-found"),
        (410, "not-found"),
        (401, "refused"),
        (403, "refused"),
        (451, "refused"),
        (400, "http-error"),
        (206, "http-error"),
        (304, "http-error"),
        (429, "http-error"),
        (500, "http-error"),
        (503, "http-error"),
    ],
)
def test_other_answers_say_what_happened(site: Site, fetcher: Fetcher, status: int, kind: str) -> None:
    site.routes["/a"] = Answer(status=status, body=b"" if status == 304 else b"no")
    error = error_of(fetcher, site.url("/a"))
    assert error.kind == kind


def test_a_challenge_is_told_from_a_refusal(site: Site, fetcher: Fetcher) -> None:
    site.routes["/a"] = Answer(status=403, headers={"cf-mitigated": "challenge"})
    assert error_of(fetcher, site.url("/a")).kind == "challenge"


@pytest.mark.parametrize("media_type", ["image/png", "video/mp4", "audio/mpeg"])
def test_what_holds_no_text_is_not_downloaded(site: Site, fetcher: Fetcher, media_type: str) -> None:
    site.routes["/a"] = Answer(body=b"x" * 100, headers={"Content-Type": media_type})
    assert error_of(fetcher, site.url("/a")).kind == "unsupported"


@pytest.mark.parametrize("length", [True, False], ids=["declared", "undeclared"])
def test_size_limit(site: Site, length: bool) -> None:
    site.routes["/big"] = Answer(body=b"x" * 5001, length=length)
    site.routes["/fits"] = Answer(body=b"x" * 5000, length=length)
    with Fetcher(options=options(max_bytes=5000)) as fetcher:
        assert error_of(fetcher, site.url("/big")).kind == "too-large"
        assert len(fetcher.fetch(site.url("/fits")).body) == 5000


@pytest.mark.parametrize("layers", [1, 2])
def test_a_gzip_bomb_meets_the_size_limit(site: Site, layers: int) -> None:
    body = b"\0" * 20_000_000
    for _ in range(layers):
        body = gzip.compress(body)
    site.routes["/a"] = Answer(body=body, headers={**HTML, "Content-Encoding": ", ".join(["gzip"] * layers)})
    with Fetcher(options=options(max_bytes=1_000_000)) as fetcher:
        assert error_of(fetcher, site.url("/a")).kind == "too-large"


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("gzip", lambda data: gzip.compress(data[:3]) + gzip.compress(data[3:])),
        ("identity", bytes),
    ],
)
def test_content_encodings(site: Site, fetcher: Fetcher, encoding: str, pack: object) -> None:
    text = "稀土 rare earths " * 3000
    site.routes["/a"] = Answer(
        body=pack(text.encode()),  # type: ignore[operator]  # a function of bytes
        headers={**HTML, "Content-Encoding": encoding},
    )
    fetched = fetcher.fetch(site.url("/a"))
    assert fetched.body.decode() == text
    assert "content-encoding" not in {name.lower() for name, _ in fetched.headers}


def test_damaged_and_unknown_encodings_are_failures(site: Site, fetcher: Fetcher) -> None:
    site.routes["/bad"] = Answer(body=b"not gzip", headers={**HTML, "Content-Encoding": "gzip"})
    site.routes["/br"] = Answer(body=b"xx", headers={**HTML, "Content-Encoding": "br"})
    assert error_of(fetcher, site.url("/bad")).kind == "malformed"
    assert error_of(fetcher, site.url("/br")).kind == "unsupported"


@given(data=st.binary(max_size=3000), cuts=st.lists(st.integers(0, 3000)), raw=st.booleans())
def test_decoding_does_not_depend_on_how_the_data_is_cut(data: bytes, cuts: list[int], raw: bool) -> None:
    packed = zlib.compress(data) if raw else gzip.compress(data)
    edges = [0, *sorted(min(cut, len(packed)) for cut in cuts), len(packed)]
    chunks = [packed[a:b] for a, b in itertools.pairwise(edges)]
    assert b"".join(decoded(chunks, "deflate" if raw else "gzip", "x")) == data


@given(data=st.binary(max_size=300), encoding=st.sampled_from(["gzip", "deflate", "gzip, deflate"]))
def test_decoding_garbage_raises_nothing_but_fetch_errors(data: bytes, encoding: str) -> None:
    with contextlib.suppress(FetchError):
        b"".join(decoded([data], encoding, "x"))


def drip(pause: float, *, headers_too: bool) -> object:
    """A server that sends one byte after the other."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        start = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
        if not headers_too:
            handler.wfile.write(start + b"\r\n")
            start = b""
        for byte in start + b"X-Long: " * 500:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            time.sleep(pause)

    return send


@pytest.mark.parametrize("headers_too", [True, False], ids=["headers", "body"])
def test_a_slow_drip_ends_with_the_time_limit(site: Site, headers_too: bool) -> None:
    site.routes["/a"] = drip(0.02, headers_too=headers_too)  # type: ignore[assignment]  # a handler
    with Fetcher(options=options(timeout=0.4)) as fetcher:
        began = time.monotonic()
        assert error_of(fetcher, site.url("/a")).kind == "timeout"
        assert time.monotonic() - began < 2


def wait(event: threading.Event) -> None:
    event.wait(3)


def test_silence_ends_with_the_read_timeout(site: Site) -> None:
    done = threading.Event()
    site.routes["/a"] = lambda _handler: wait(done)
    with Fetcher(options=options(read_timeout=0.2)) as fetcher:
        assert error_of(fetcher, site.url("/a")).kind == "timeout"
    done.set()


def test_a_broken_connection_is_a_failure(site: Site, fetcher: Fetcher) -> None:
    def cut(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")

    def nonsense(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"\x16\x03\x01 this is not HTTP\r\n\r\n")

    site.routes["/cut"], site.routes["/nonsense"] = cut, nonsense
    assert error_of(fetcher, site.url("/cut")).kind == "network"
    assert error_of(fetcher, site.url("/nonsense")).kind == "network"


def test_nobody_listens(fetcher: Fetcher) -> None:
    assert error_of(fetcher, "http://127.0.0.1:9/").kind == "network"


def test_unchanged_pages_are_not_fetched_again(site: Site) -> None:
    kept = Kept()
    site.routes["/a"] = [
        Answer(body=b"<p>1", headers={**HTML, "ETag": '"v1"', "Last-Modified": "Sun, 22 Nov 2026 10:00:00 GMT"}),
        Answer(status=304, headers={"ETag": '"v1"'}),
    ]
    with Fetcher(options=options(), validators=kept) as fetcher:
        first = fetcher.fetch(site.url("/a"))
        assert kept == {}, "nothing is remembered before it is said to be safe"
        fetcher.remember(first)
        second = fetcher.fetch(site.url("/a"))
    assert kept == {site.url("/a"): ('"v1"', "Sun, 22 Nov 2026 10:00:00 GMT")}
    assert second.not_modified
    assert second.body == b""
    assert site.requests[1][1]["if-none-match"] == '"v1"'
    assert site.requests[1][1]["if-modified-since"] == "Sun, 22 Nov 2026 10:00:00 GMT"


def test_an_answer_without_validators_leaves_nothing(site: Site) -> None:
    kept = Kept()
    with Fetcher(options=options(), validators=kept) as fetcher:
        fetcher.remember(fetcher.fetch(site.html("/a", "x")))
    assert kept == {}


class Robotic:
    """A fetcher that obeys robots.txt, with its pauses written down instead of waited for."""

    def __init__(self, **changes: object) -> None:
        self.pauses: list[float] = []
        self.time = 0.0
        self.fetcher = Fetcher(
            options=options(obey_robots=True, **changes),
            sleep=self._sleep,
            clock=lambda: self.time,
            now=lambda: datetime(2026, 11, 22, 12, 0, tzinfo=UTC),
        )

    def _sleep(self, seconds: float) -> None:
        self.pauses.append(round(seconds, 3))
        self.time += seconds


@pytest.fixture
def robotic() -> Iterator[Robotic]:
    robotic = Robotic()
    yield robotic
    robotic.fetcher.close()


def robots(text: str, status: int = 200) -> Answer:
    return Answer(body=text.encode(), status=status, headers={"Content-Type": "text/plain"})


def test_robots_txt_is_obeyed_and_read_once(site: Site, robotic: Robotic) -> None:
    site.routes["/robots.txt"] = robots("User-agent: *\nDisallow: /no\n\nUser-agent: Groundwire\nDisallow: /mine\n")
    site.html("/no", "for others")
    assert robotic.fetcher.fetch(site.url("/no")).status == 200
    assert error_of(robotic.fetcher, site.url("/mine/x")).kind == "robots"
    assert site.asked() == ["/robots.txt", "/no"]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (429, False), (500, False), (503, False)])
def test_missing_rules_allow_and_failing_ones_do_not(site: Site, robotic: Robotic, status: int, allowed: bool) -> None:
    site.routes["/robots.txt"] = robots("Disallow: /", status)
    url = site.html("/a", "x")
    if allowed:
        assert robotic.fetcher.fetch(url).status == 200
    else:
        assert error_of(robotic.fetcher, url).kind == "robots"


def test_rules_that_failed_are_asked_for_again_later(site: Site, robotic: Robotic) -> None:
    site.routes["/robots.txt"] = [robots("", 500), robots("")]
    url = site.html("/a", "x")
    assert error_of(robotic.fetcher, url).kind == "robots"
    assert error_of(robotic.fetcher, url).kind == "robots"
    robotic.time += 400
    assert robotic.fetcher.fetch(url).status == 200
    assert site.asked() == ["/robots.txt", "/robots.txt", "/a"]


def test_robots_txt_may_redirect_and_be_packed_but_not_forever(site: Site, robotic: Robotic) -> None:
    site.routes["/robots.txt"] = Answer(status=301, headers={"Location": "/r"})
    site.routes["/r"] = Answer(
        body=gzip.compress(b"User-agent: *\nDisallow: /a\n" + b"# padding\n" * 200_000),
        headers={"Content-Encoding": "gzip"},
    )
    assert error_of(robotic.fetcher, site.url("/a")).kind == "robots"
    other = Robotic()
    site.routes["/r"] = Answer(status=301, headers={"Location": "/robots.txt"})
    assert other.fetcher.fetch(site.html("/a", "x")).status == 200
    other.fetcher.close()


def test_a_host_that_does_not_answer_for_its_rules_is_not_asked_again(robotic: Robotic) -> None:
    assert error_of(robotic.fetcher, "http://127.0.0.1:9/a").kind == "network"
    assert error_of(robotic.fetcher, "http://127.0.0.1:9/b").kind == "network"


def test_pauses_between_two_requests_to_one_host(site: Site) -> None:
    robotic = Robotic(delay=2.0, max_delay=5.0)
    site.routes["/robots.txt"] = robots("User-agent: *\nAllow: /\n")
    for path in ("/a", "/b", "/c"):
        robotic.fetcher.fetch(site.html(path, "x"))
    assert robotic.pauses == [2.0, 2.0]
    robotic.fetcher.close()


@pytest.mark.parametrize(("asked", "given"), [("4", 4.0), ("600", 5.0)])
def test_a_crawl_delay_is_honoured_up_to_a_limit(site: Site, asked: str, given: float) -> None:
    robotic = Robotic(delay=1.0, max_delay=5.0)
    site.routes["/robots.txt"] = robots(f"User-agent: *\nCrawl-delay: {asked}\n")
    for path in ("/a", "/b"):
        robotic.fetcher.fetch(site.html(path, "x"))
    assert robotic.pauses == [given]
    robotic.fetcher.close()


@pytest.mark.parametrize("value", ["7", "Sun, 22 Nov 2026 12:00:07 GMT"])
def test_retry_after_is_waited_for(site: Site, robotic: Robotic, value: str) -> None:
    site.routes["/a"] = [Answer(status=429, headers={"Retry-After": value}), Answer(body=b"<p>now")]
    assert robotic.fetcher.fetch(site.url("/a")).body == b"<p>now"
    assert robotic.pauses == [7.0]


def test_a_host_that_stays_busy_is_given_up(site: Site, robotic: Robotic) -> None:
    site.routes["/a"] = Answer(status=503, headers={"Retry-After": "1"})
    assert error_of(robotic.fetcher, site.url("/a")).kind == "http-error"
    assert site.asked() == ["/robots.txt", "/a", "/a"]


def test_a_long_retry_after_closes_the_host_for_now(site: Site, robotic: Robotic) -> None:
    site.routes["/a"] = Answer(status=429, headers={"Retry-After": "3600"})
    assert "60 min" in error_of(robotic.fetcher, site.url("/a")).reason
    assert error_of(robotic.fetcher, site.html("/b", "x")).kind == "http-error"
    assert site.asked() == ["/robots.txt", "/a"]
    robotic.time += 3601
    assert robotic.fetcher.fetch(site.url("/b")).status == 200


def test_retry_after_that_says_nothing(site: Site, robotic: Robotic) -> None:
    site.routes["/a"] = Answer(status=503, headers={"Retry-After": "soon"})
    assert error_of(robotic.fetcher, site.url("/a")).kind == "http-error"
    assert robotic.pauses == []


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("text/html; charset=utf-8", ("text/html", "utf-8")),
        ("TEXT/HTML;charset='gb2312'", ("text/html", "gb2312")),
        ("text/html;", ("text/html", None)),
        ("", ("", None)),
        ("text/html; charset=", ("text/html", None)),
        (";;;", ("", None)),
    ],
)
def test_content_type_headers(header: str, expected: tuple[str, str | None]) -> None:
    assert content_type(header) == expected


@given(header=st.text(max_size=60))
def test_content_type_never_fails(header: str) -> None:
    media_type, charset = content_type(header)
    assert media_type == media_type.lower()
    assert charset is None or charset


def _concrete(root: type[BaseException]) -> Iterator[type[BaseException]]:
    yield root
    for child in root.__subclasses__():
        yield from _concrete(child)


def test_every_error_of_the_network_library_is_translated() -> None:
    kinds = [
        kind
        for root in (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError)
        for kind in _concrete(root)
    ]
    for kind in (*kinds, httpcore.UnsupportedProtocol):
        made: BaseException = BaseException.__new__(kind)
        with pytest.raises(FetchError), translated("http://e.org/"):
            raise made
