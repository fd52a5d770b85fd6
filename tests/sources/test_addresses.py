"""No link leads into this network: private addresses in every writing, after DNS, after redirects, when DNS changes."""

import socket
import ssl
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire.models import FetchError
from groundwire.sources.addresses import Resolve, is_public, resolve
from groundwire.sources.fetch import Fetcher
from groundwire.sources.fetch_options import FetchOptions
from tests.sources.local_site import Answer, Site

PRIVATE = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.8.8.8",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "203.0.113.9",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2002:808:808::1",
    "2002:a00:1::1",
    "2001:0:4136:e378:8000:63bf:80ff:fffe",
    "2001:db8::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "not an address",
    "",
]
PUBLIC = ["8.8.8.8", "93.184.215.14", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]


@pytest.mark.parametrize("address", PRIVATE)
def test_private(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert is_public(address)


@given(number=st.integers(0, 2**32 - 1))
def test_an_ipv4_address_is_judged_the_same_in_every_wrapper(number: int) -> None:
    plain = str(IPv4Address(number))
    mapped = str(IPv6Address((0xFFFF << 32) | number))
    nat64 = str(IPv6Address((0x64FF9B << 96) | number))
    assert is_public(mapped) == is_public(plain)
    assert is_public(nat64) == is_public(plain)


class Network(httpcore.NetworkBackend):
    """Connects nowhere; every address leads to the test's own server, and is written down."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.addresses: list[str] = []

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: object = None,
    ) -> httpcore.NetworkStream:
        self.addresses.append(host)
        if host == "203.0.114.1":
            raise httpcore.ConnectError
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self.port, timeout)


def names(**table: str | list[list[str]]) -> Resolve:
    """A resolver that knows these names (dots written as _); a list of lists changes with each look-up."""

    def look_up(host: str, port: int) -> list[str]:
        known = table.get(host.replace(".", "_").replace("-", "__"))
        if known is None:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        if isinstance(known, str):
            return known.split()
        return known.pop(0) if len(known) > 1 else known[0]

    return look_up


def fetcher_with(site: Site, resolve: Resolve) -> tuple[Fetcher, Network]:
    network = Network(site.port)
    options = FetchOptions(delay=0, obey_robots=False, timeout=5)
    return Fetcher(options=options, resolve=resolve, backend=network), network


def kind_of(fetcher: Fetcher, url: str) -> str:
    with fetcher, pytest.raises(FetchError) as caught:
        fetcher.fetch(url)
    return caught.value.kind


def test_a_public_name_is_fetched_from_the_address_that_was_checked(site: Site) -> None:
    site.html("/", "x")
    fetcher, network = fetcher_with(site, names(good_example="93.184.215.14"))
    with fetcher:
        assert fetcher.fetch("http://good.example/").status == 200
    assert network.addresses == ["93.184.215.14"]
    assert site.requests[0][1]["host"] == "good.example"


def test_the_next_address_is_tried_where_one_does_not_answer(site: Site) -> None:
    site.html("/", "x")
    fetcher, network = fetcher_with(site, names(good_example="203.0.114.1 93.184.215.14"))
    with fetcher:
        assert fetcher.fetch("http://good.example/").status == 200
    assert network.addresses == ["203.0.114.1", "93.184.215.14"]


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "169.254.169.254", "8.8.8.8 10.0.0.1", "::ffff:127.0.0.1"])
def test_a_name_that_leads_inside_is_refused(site: Site, address: str) -> None:
    fetcher, network = fetcher_with(site, names(evil_example=address))
    assert kind_of(fetcher, "http://evil.example/") == "private-address"
    assert network.addresses == []


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://127.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[fe80::1]/",
        "//10.0.0.1/x",
    ],
)
def test_a_redirect_inside_is_refused(site: Site, target: str) -> None:
    site.routes["/"] = Answer(status=302, headers={"Location": target})

    def look_up(host: str, port: int) -> list[str]:
        return ["93.184.215.14"] if host == "good.example" else resolve(host, port)

    fetcher, network = fetcher_with(site, look_up)
    assert kind_of(fetcher, "http://good.example/") == "private-address"
    assert network.addresses == ["93.184.215.14"]


def test_a_name_that_turns_private_at_the_second_look_up_is_refused(site: Site) -> None:
    site.routes["/"] = Answer(status=302, headers={"Location": "/again", "Connection": "close"}, length=False)
    fetcher, network = fetcher_with(site, names(rebind_example=[["93.184.215.14"], ["127.0.0.1"]]))
    assert kind_of(fetcher, "http://rebind.example/") == "private-address"
    assert network.addresses == ["93.184.215.14"], "there is one look-up per connection, and it is the one that counts"


def test_robots_txt_is_no_way_inside(site: Site) -> None:
    site.routes["/robots.txt"] = Answer(status=302, headers={"Location": "http://inside.example/secret"})
    site.html("/", "x")
    resolve = names(good_example="93.184.215.14", inside_example="10.0.0.1")
    network = Network(site.port)
    fetcher = Fetcher(options=FetchOptions(delay=0), resolve=resolve, backend=network)
    assert kind_of(fetcher, "http://good.example/") == "private-address"
    assert network.addresses == ["93.184.215.14"]


@pytest.mark.parametrize(
    "url",
    [
        "http://user:pass@good.example/",
        "http://good.example@127.0.0.1/",
        "http://good.example\\@127.0.0.1/",
        "ftp://good.example/",
        "http:///path",
        "http://a b/",
        "http://127.0.0.1%00.good.example/",
        "http://good.example:99999/",
        "http://0177.0.0.1/",
        "http://１２７.０.０.１/",
        "good.example",
    ],
)
def test_odd_addresses_are_refused_before_any_look_up(site: Site, url: str) -> None:
    def look_up(host: str, port: int) -> list[str]:
        raise AssertionError(host)

    fetcher, _ = fetcher_with(site, look_up)
    assert kind_of(fetcher, url) == "refused"


def test_credentials_in_a_redirect_are_refused(site: Site) -> None:
    site.routes["/"] = Answer(status=302, headers={"Location": "http://me:secret@good.example/x"})
    fetcher, _ = fetcher_with(site, names(good_example="93.184.215.14"))
    assert kind_of(fetcher, "http://good.example/") == "refused"


@pytest.mark.parametrize("host", ["unknown.example", "a..b", "x" * 70 + ".example"])
def test_unknown_hosts(site: Site, host: str) -> None:
    def look_up(host: str, port: int) -> list[str]:
        if host == "unknown.example":
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return resolve(host, port)

    fetcher, _ = fetcher_with(site, look_up)
    assert kind_of(fetcher, f"http://{host}/") == "network"


def test_a_host_without_addresses_is_unknown(site: Site) -> None:
    fetcher, _ = fetcher_with(site, lambda _host, _port: [])
    assert kind_of(fetcher, "http://empty.example/") == "network"


def test_environment_proxies_do_not_go_round_the_check(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    site.html("/", "x")
    fetcher, network = fetcher_with(site, names(good_example="93.184.215.14"))
    with fetcher:
        assert fetcher.fetch("http://good.example/").status == 200
    assert network.addresses == ["93.184.215.14"]


def test_tls_is_checked_against_the_name_and_not_the_address() -> None:
    asked: list[str | None] = []

    class Stream(httpcore.MockStream):
        def start_tls(
            self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
        ) -> httpcore.NetworkStream:
            assert ssl_context.check_hostname
            assert ssl_context.verify_mode == ssl.CERT_REQUIRED
            asked.append(server_hostname)
            return self

    class Backend(httpcore.NetworkBackend):
        connect_tcp: Callable[..., httpcore.NetworkStream]

        def __init__(self) -> None:
            body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1\r\n\r\nx"
            self.connect_tcp = lambda *_args, **_named: Stream([body])

    options = FetchOptions(delay=0, obey_robots=False)
    with Fetcher(options=options, resolve=names(good_example="93.184.215.14"), backend=Backend()) as fetcher:
        assert fetcher.fetch("https://good.example/").body == b"x"
    assert asked == ["good.example"]
