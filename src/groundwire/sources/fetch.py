"""A web address → what lies there, fetched politely and safely; see docs/sources.md for the rules."""

import email.utils
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from types import TracebackType
from typing import Protocol, Self

import httpcore
import httpx

from groundwire.models import FailureKind, FetchError
from groundwire.sources.addresses import Resolve, resolve
from groundwire.sources.fetch_options import PRODUCT, FetchOptions
from groundwire.sources.politeness import Gates, Robots
from groundwire.sources.transport import (
    LOCATION,
    CheckedBackend,
    CheckedTransport,
    Deadline,
    OutOfTimeError,
    PrivateAddressError,
    UnknownHostError,
)

_ROBOTS_BYTES = 512 * 1024  # RFC 9309: at least 500 KiB are read; the rest may be ignored
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.8"
# Of the connection, or no longer true of the decoded body, or nobody's business afterwards.
NOT_KEPT = frozenset(
    {"connection", "keep-alive", "transfer-encoding", "content-encoding", "content-length", "set-cookie", "trailer"}
)
_NOT_READ = ("image/", "audio/", "video/", "font/")


class Validators(Protocol):
    """Remembers ETag and Last-Modified of what was fetched, so that it is not fetched again unchanged."""

    def get(self, url: str) -> tuple[str | None, str | None] | None:
        """(ETag, Last-Modified) last seen at this address."""

    def put(self, url: str, validators: tuple[str | None, str | None]) -> None:
        """Keep what was seen at this address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One answer. ``url`` is where redirects ended; a status of 304 means nothing new, with an empty body."""

    asked: str
    url: str
    status: int
    media_type: str
    charset: str | None
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def not_modified(self) -> bool:
        """Whether there is nothing new since the last time."""
        return self.status == httpx.codes.NOT_MODIFIED

    @property
    def validators(self) -> tuple[str | None, str | None]:
        """(ETag, Last-Modified) of this answer."""
        named = {name.lower(): value for name, value in self.headers}
        return named.get("etag"), named.get("last-modified")


class _RetryLater(Exception):
    """The host named a time after which to ask again; ``error`` is what it comes to if nobody does."""

    def __init__(self, seconds: float, error: FetchError) -> None:
        super().__init__()
        self.seconds = seconds
        self.error = error


class Fetcher:
    """Fetches web addresses, from several threads if need be. Close it, or use it in a ``with``."""

    def __init__(
        self,
        *,
        options: FetchOptions | None = None,
        validators: Validators | None = None,
        resolve: Resolve = resolve,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        backend: httpcore.NetworkBackend | None = None,
    ) -> None:
        self.options = options or FetchOptions()
        self._validators = validators
        self._sleep = sleep
        self._now = now
        self._deadline = Deadline(clock)
        self._gates = Gates(clock=clock, sleep=sleep)
        self._robots = Robots(self._fetch_robots, clock=clock)
        checked = CheckedBackend(resolve, self._deadline, allow_private=self.options.allow_private, connect=backend)
        self._client = httpx.Client(
            transport=CheckedTransport(checked, max_connections=4 * self.options.concurrency),
            trust_env=False,  # a proxy or .netrc of the environment would go round the address check
            follow_redirects=False,  # each hop is checked here
            timeout=httpx.Timeout(self.options.read_timeout, connect=self.options.connect_timeout),
            headers={"User-Agent": self.options.user_agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections; fetches that other threads have not finished end soon."""
        self._deadline.stop()
        self._client.close()

    def fetch(self, url: str) -> Fetched:
        """What lies at ``url``. Raises FetchError."""
        for _ in range(self.options.retries):
            try:
                return self._follow(url)
            except _RetryLater as later:
                self._sleep(later.seconds)
        try:
            return self._follow(url)
        except _RetryLater as later:
            raise later.error from None

    def remember(self, fetched: Fetched) -> None:
        """Keep the answer's validators: call it once everything that came of the answer is safe."""
        if self._validators is not None and any(fetched.validators) and not fetched.not_modified:
            self._validators.put(fetched.asked, fetched.validators)

    def _follow(self, asked: str) -> Fetched:
        """Ask, and go where the answers send, with a check at each hop."""
        seen: list[str] = []
        url = asked
        with _translated(asked):
            while True:
                parsed = _checked_url(url, asked)
                if str(parsed) in seen or len(seen) > self.options.max_redirects:
                    raise FetchError(
                        asked, "http-error", "The site redirects in circles or too often; give the final address."
                    )
                seen.append(str(parsed))
                self._require_allowed(parsed, asked)
                with self._turn(parsed), self._deadline.within(self.options.timeout):
                    answer = self._ask(parsed, asked)
                if isinstance(answer, Fetched):
                    return answer
                url = answer

    @contextmanager
    def _turn(self, url: httpx.URL) -> Iterator[None]:
        delay = self.options.delay
        if self.options.obey_robots:
            delay = max(delay, min(self._robots.rules(_origin(url)).delay(PRODUCT), self.options.max_delay))
        with self._gates.turn(url.host, delay):
            yield

    def _require_allowed(self, url: httpx.URL, asked: str) -> None:
        wait = self._gates.closed_for(url.host)
        if wait:
            raise FetchError(asked, "http-error", _come_back(wait))
        if not self.options.obey_robots:
            return
        rules = self._robots.rules(_origin(url))
        if rules.problem is not None:
            raise FetchError(asked, rules.problem.kind, rules.problem.reason)
        if not rules.allows(str(url), PRODUCT):
            raise FetchError(
                asked, "robots", "The site's robots.txt does not allow this page to be fetched by programs."
            )

    def _ask(self, url: httpx.URL, asked: str) -> Fetched | str:
        """One request: the answer, or the address it redirects to."""
        with self._client.stream("GET", url, headers=self._conditions(asked)) as response:
            status = response.status_code
            location = response.extensions[LOCATION]
            if status in _REDIRECTS and location:
                return str(_join(url, location, asked))
            headers = tuple((k, v) for k, v in response.headers.multi_items() if k.lower() not in NOT_KEPT)
            media_type, charset = content_type(response.headers.get("content-type", ""))
            self._require_success(response, asked, media_type)
            body = b"" if status == httpx.codes.NOT_MODIFIED else self._body(response, asked)
            return Fetched(
                asked=asked,
                url=str(url),
                status=status,
                media_type=media_type,
                charset=charset,
                headers=headers,
                body=body,
            )

    def _conditions(self, asked: str) -> dict[str, str]:
        etag, modified = (self._validators.get(asked) if self._validators else None) or (None, None)
        named = {"If-None-Match": etag, "If-Modified-Since": modified}
        return {name: value for name, value in named.items() if value}

    def _require_success(self, response: httpx.Response, asked: str, media_type: str) -> None:
        status = response.status_code
        if status in (429, 503):
            self._raise_busy(response, asked)
        if status == httpx.codes.NOT_MODIFIED and self._validators is not None:
            return
        if not 200 <= status < 300 or status == httpx.codes.PARTIAL_CONTENT:
            kind, reason = _describe(status, response.headers)
            raise FetchError(asked, kind, reason)
        if media_type.startswith(_NOT_READ):
            raise FetchError(asked, "unsupported", f"This is {media_type}, which holds no text to read.")

    def _raise_busy(self, response: httpx.Response, asked: str) -> None:
        kind, reason = _describe(response.status_code, response.headers)
        seconds = _retry_after(response.headers.get("retry-after", ""), self._now())
        if seconds is None:
            raise FetchError(asked, kind, reason)
        if seconds > self.options.max_retry_after:
            self._gates.close(response.url.host, seconds)
            raise FetchError(asked, kind, _come_back(seconds))
        raise _RetryLater(seconds, FetchError(asked, kind, reason))

    def _body(self, response: httpx.Response, asked: str) -> bytes:
        limit = self.options.max_bytes
        declared = response.headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > limit:
            raise _too_large(asked, limit)
        body = bytearray()
        for chunk in decoded(response.iter_raw(), response.headers.get("content-encoding", ""), asked):
            body += chunk
            if len(body) > limit:
                raise _too_large(asked, limit)
        return bytes(body)

    def _fetch_robots(self, url: str) -> tuple[int, str]:
        """Status and text of a robots.txt, redirects followed, as safe as any other fetch. Raises FetchError."""
        asked = url
        with _translated(asked), self._deadline.within(self.options.timeout):
            for _ in range(6):  # RFC 9309: at least five hops
                parsed = _checked_url(url, asked)
                with self._client.stream("GET", parsed) as response:
                    location = response.extensions[LOCATION]
                    if response.status_code not in _REDIRECTS or not location:
                        return response.status_code, self._robots_text(response, asked)
                    url = str(_join(parsed, location, asked))
        return 404, ""  # RFC 9309: too many redirects may be taken for "there is none"

    def _robots_text(self, response: httpx.Response, asked: str) -> str:
        text = bytearray()
        for chunk in decoded(response.iter_raw(), response.headers.get("content-encoding", ""), asked):
            text += chunk
            if len(text) >= _ROBOTS_BYTES:
                break
        if len(text) >= _ROBOTS_BYTES:  # half a rule is another rule: "Disallow: /private" cut short forbids all
            text = text[:_ROBOTS_BYTES].rpartition(b"\n")[0]
        return bytes(text).decode("utf-8", "replace")


def _origin(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def _checked_url(url: str, asked: str) -> httpx.URL:
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(asked, "refused", "This is not a web address; check how it is written.") from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise FetchError(asked, "refused", "Only http and https addresses are fetched.")
    if "%" in parsed.host or not 0 < (parsed.port or 80) < 65536:
        raise FetchError(asked, "refused", "This is not a web address; check how it is written.")
    if parsed.userinfo:
        raise FetchError(asked, "refused", "Addresses with a user name or password in them are not fetched.")
    return parsed.copy_with(fragment=None)


def _join(base: httpx.URL, location: str, asked: str) -> httpx.URL:
    try:
        return base.join(location)
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(asked, "http-error", "The site redirects to something that is not a web address.") from error


def content_type(header: str) -> tuple[str, str | None]:
    """(media type in lower case, charset) of a Content-Type header."""
    message = Message()
    message["content-type"] = header.replace("\r", " ").replace("\n", " ")
    charset = message.get_param("charset")
    media_type = header.split(";")[0].strip().lower()
    return media_type, charset.strip().strip("'\"").lower() or None if isinstance(charset, str) else None


def _too_large(url: str, limit: int) -> FetchError:
    return FetchError(
        url, "too-large", f"This is larger than {limit / 1e6:g} MB; raise the size limit or download it yourself."
    )


def _come_back(seconds: float) -> str:
    return f"The site is busy and asks to be left alone for {max(1, round(seconds / 60))} min; try again after that."


def _describe(status: int, headers: Mapping[str, str]) -> tuple[FailureKind, str]:
    if "challenge" in headers.get("cf-mitigated", ""):
        return (
            "challenge",
            f"The site answers {status} and asks for proof that a person is reading; save the page in a browser.",
        )
    match status:
        case 404 | 410:
            return "not-found", f"The site has no such page (it answers {status}); check the address."
        case 401 | 402 | 407:
            return "refused", f"The site answers {status}: the page needs a login or a subscription."
        case 403 | 451:
            return "refused", f"The site answers {status} and does not let Groundwire read this page."
        case 429 | 503:
            return "http-error", f"The site is busy (it answers {status}); try again later."
        case _ if status >= 500:
            return "http-error", f"The site has a fault (it answers {status}); try again later."
        case _:
            return "http-error", f"The site answers {status} instead of a page; check the address."


def _retry_after(value: str, now: datetime) -> float | None:
    """Seconds to wait, from a number or a date; None where the header says neither."""
    value = value.strip()
    if value.isdecimal():
        return float(value[:9])
    try:
        at = email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    return max(0.0, (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() - now.timestamp())


def decoded(chunks: Iterable[bytes], encoding: str, url: str) -> Iterator[bytes]:
    """Undo gzip and deflate in small pieces, so that a bomb is met by the size limit. Raises FetchError."""
    names = [name.strip().lower() for name in encoding.split(",")]
    layers = [name.removeprefix("x-") for name in names if name not in ("", "identity")]
    if len(layers) > 2 or not all(name in ("gzip", "deflate") for name in layers):
        raise FetchError(
            url, "unsupported", f"The site sends the page packed in a way that was not asked for ({encoding[:40]})."
        )
    for name in reversed(layers):
        chunks = inflated(chunks, gzip=name == "gzip", url=url)
    yield from chunks


_PIECE = 1 << 18


def inflated(chunks: Iterable[bytes], *, gzip: bool, url: str) -> Iterator[bytes]:
    """Decompress piece by piece; several gzip members in a row are one stream. Raises FetchError."""
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16) if gzip else None
    for chunk in chunks:
        data = chunk
        while data:
            if inflater is None:  # deflate comes with the zlib header or, from some servers, without
                inflater = zlib.decompressobj(zlib.MAX_WBITS if data[0] & 0x0F == 8 else -zlib.MAX_WBITS)
            try:
                yield inflater.decompress(data, _PIECE)
            except zlib.error as error:
                raise FetchError(url, "malformed", "The data is damaged: it cannot be unpacked.") from error
            data = inflater.unconsumed_tail
            if inflater.eof:
                data = inflater.unused_data.lstrip(b"\0")
                inflater = zlib.decompressobj(zlib.MAX_WBITS | 16 if gzip else zlib.MAX_WBITS)
    if inflater is not None and not inflater.eof:
        yield inflater.flush()  # what the piece size held back: all input is consumed, so it is little
    # A missing end is not an error here: readers show such pages, and the text that is there is true.


@contextmanager
def _translated(url: str) -> Iterator[None]:
    """Errors of the network libraries → FetchError with a sentence."""
    try:
        yield
    except PrivateAddressError as error:
        reason = "This leads to a private address, which is not fetched; allow private addresses if it is yours."
        raise FetchError(url, "private-address", reason) from error
    except UnknownHostError as error:
        raise FetchError(url, "network", "No such host is known; check the address and the connection.") from error
    except (OutOfTimeError, httpcore.TimeoutException) as error:
        raise FetchError(url, "timeout", "The site takes too long to answer; try again later.") from error
    except httpcore.ConnectError as error:
        raise FetchError(url, "network", "The site cannot be reached; check the address and the connection.") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, httpx.HTTPError) as error:
        raise FetchError(
            url, "network", "The connection broke or the site's answer is not valid HTTP; try again later."
        ) from error
