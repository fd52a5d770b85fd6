"""IP addresses → whether a stranger's link may lead there: only addresses of the public internet may be."""

import ipaddress
import socket
from collections.abc import Callable, Iterator

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]
"""A host name and a port → IP addresses in the order to try them. Raises OSError."""

# Public in the tables of some versions of Python and yet never a web page's: metadata services, relays, documentation.
_NEVER = tuple(
    ipaddress.ip_network(text)
    for text in (
        "168.63.129.16/32",
        "100.100.100.200/32",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "64:ff9b:1::/48",
        "2001::/32",  # Teredo and 6to4: retired tunnels, public before Python 3.13 only
        "2002::/16",
        "fec0::/10",
        "3fff::/20",
        "5f00::/16",
    )
)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_IPV4_COMPATIBLE = ipaddress.IPv6Network("::/96")


def resolve(host: str, port: int) -> list[str]:
    """Ask the system's resolver. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(text: str) -> bool:
    """Whether this address, and each address embedded in it, is of the public internet."""
    try:
        address = ipaddress.ip_address(text)  # an IPv6 scope ("fe80::1%eth0") is kept and judged with it
    except ValueError:
        return False
    return all(_is_public(each) for each in (address, *_embedded(address)))


def _is_public(address: IPAddress) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and (address.ipv4_mapped or address in _NAT64):
        return True  # the wrapper says nothing; the IPv4 address inside is judged
    if address.is_multicast or address.is_unspecified or address.is_reserved or not address.is_global:
        return False
    return not any(address in network for network in _NEVER if network.version == address.version)


def _embedded(address: IPAddress) -> Iterator[ipaddress.IPv4Address]:
    """The IPv4 addresses that a gateway would unwrap from this one."""
    if not isinstance(address, ipaddress.IPv6Address):
        return
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address in _NAT64 or address in _IPV4_COMPATIBLE:
        yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
