"""httpx requests → responses over connections whose address was checked at the moment of connecting.

The check is on the very address that is connected to, so a name that resolves to something else the next time gains
nothing; the host name stays what the certificate is checked against and what the server is told.
"""

import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import httpcore
import httpx

from groundwire.sources.addresses import Resolve, is_public

LOCATION = "groundwire_location"
"""The extension of a response that holds its Location header, empty where there is none."""

SocketOptions = Iterable[httpcore.SOCKET_OPTION] | None


class PrivateAddressError(Exception):
    """A host name leads to an address that is not public."""


class UnknownHostError(Exception):
    """A host name that has no address."""


class OutOfTimeError(Exception):
    """The time for the whole fetch is used up."""


class Deadline:
    """How long the current thread's fetch may still take."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._local = threading.local()
        self._stopped = threading.Event()

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Everything this thread reads and writes inside must be done in this time."""
        outer = getattr(self._local, "at", None)
        self._local.at = self._clock() + seconds
        try:
            yield
        finally:
            self._local.at = outer

    def stop(self) -> None:
        """No fetch has any time left: whoever waits for the network gives up at the next piece."""
        self._stopped.set()

    def clip(self, timeout: float | None) -> float | None:
        """The shorter of this timeout and what is left. Raises OutOfTimeError where nothing is."""
        at: float | None = getattr(self._local, "at", None)
        if self._stopped.is_set():
            raise OutOfTimeError
        if at is None:
            return timeout
        left = at - self._clock()
        if left <= 0:
            raise OutOfTimeError
        return left if timeout is None else min(timeout, left)


class _TimedStream(httpcore.NetworkStream):
    """A connection on which every single read and write is held to the fetch's deadline (slow drips, slow headers)."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.clip(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.clip(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, self._deadline.clip(timeout))
        return _TimedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


class CheckedBackend(httpcore.NetworkBackend):
    """Resolves a name, checks every address it has, and connects to one of those."""

    def __init__(
        self,
        resolve: Resolve,
        deadline: Deadline,
        *,
        allow_private: bool,
        connect: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._resolve = resolve
        self._deadline = deadline
        self._allow_private = allow_private
        self._connect = connect or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: SocketOptions = None,
    ) -> httpcore.NetworkStream:
        problem: Exception = UnknownHostError(host)
        for address in self._addresses(host, port):
            limit = self._deadline.clip(timeout)
            try:
                stream = self._connect.connect_tcp(address, port, limit, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
                continue
            return _TimedStream(stream, self._deadline)
        raise problem

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError) as error:  # a label over 63 characters is a UnicodeError in CPython
            raise UnknownHostError(host) from error
        # One private address among public ones is how a name is rebound, so one is enough to refuse.
        if not self._allow_private and not all(is_public(address) for address in addresses):
            raise PrivateAddressError(host)
        return addresses


class _Body(httpx.SyncByteStream):
    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._chunks)

    def close(self) -> None:
        close = getattr(self._chunks, "close", None)
        if close is not None:
            close()


# A server may close a kept connection at the moment it is used again. Only requests without a body are sent, so asking
# once more does no harm.
_HUNG_UP = (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError)


class CheckedTransport(httpx.BaseTransport):
    """What an ``httpx.Client`` sends its requests through; errors stay httpcore's and this module's own."""

    def __init__(self, backend: CheckedBackend, *, max_connections: int) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_connections=max_connections,
            max_keepalive_connections=max_connections,
            keepalive_expiry=15.0,
            network_backend=backend,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; the body of the answer is read by whoever iterates over it."""
        try:
            answer = self._send(request)
        except _HUNG_UP:
            answer = self._send(request)
        chunks = answer.stream if isinstance(answer.stream, Iterable) else ()
        # httpx builds the next request of a redirect even if told not to follow it, and fails on odd addresses.
        headers = [(key, value) for key, value in answer.headers if key.lower() != b"location"]
        location = next((value.decode("latin-1") for key, value in answer.headers if key.lower() == b"location"), "")
        extensions = {**answer.extensions, LOCATION: location}
        return httpx.Response(answer.status, headers=headers, stream=_Body(chunks), extensions=extensions)

    def _send(self, request: httpx.Request) -> httpcore.Response:
        url = request.url
        return self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()
