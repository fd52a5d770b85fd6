"""Addresses of documents: any URL in, the one address and the one identifier of the document out; no network."""

from __future__ import annotations

import functools
import posixpath
import re
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

from groundwire.models.ids import DocumentId
from groundwire.text.hashing import short_hash

if TYPE_CHECKING:
    import tldextract

_MOBILE = frozenset({"m", "mobile", "wap", "3g", "amp", "mobi"})
_PORTS = {"http": 80, "https": 443}
_SAFE_PATH = "!$&'()*+,;=:@/-._~"
_SAFE_QUERY = "!$'()*,;:@/?-._~[]+="
_AMP_CACHE = re.compile(r"^/(?:[cvri]/)?(?:s/)?(?=[^/]+\.)")
_AMP_SUFFIX = re.compile(r"/amp/?$|\.amp(?=(?:\.html?)?$)", re.IGNORECASE)
_AMP_PREFIX = re.compile(r"^/(?:google-)?amp/(?=.)", re.IGNORECASE)
_AMP_VALUES = {"amp": {"", "1", "true", "yes"}, "outputtype": {"amp"}, "output": {"amp"}, "view": {"amp"}}
_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_MAX_HOPS = 3  # an AMP address inside an AMP address; more is somebody's joke


@functools.cache
def _suffixes() -> tldextract.TLDExtract:
    """The public suffix list as shipped: no download, no cache on disk."""
    import tldextract  # it brings what it could download the list with: pages are shown without

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, fallback_to_snapshot=True)


@functools.cache
def _tracking() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of tracking parameters: by name, and by ``name=value``."""
    text = (files("groundwire.text") / "data" / "tracking.txt").read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    names = [line for line in lines if "=" not in line]
    pairs = [line for line in lines if "=" in line]
    return _any_of(names), _any_of(pairs)


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(p).replace(r"\*", ".*") for p in patterns), re.IGNORECASE)


def site_of(url: str) -> str:
    """The registrable domain (``bbc.co.uk``), the bare host where there is none, ``""`` for a URL without a host."""
    host = _host_of(url)
    return _suffixes().extract_str(host).top_domain_under_public_suffix or host


def host_of(url: str) -> str:
    """The host in lower case, ``""`` where the URL has none or cannot be read."""
    return _host_of(url)


def _host_of(url: str) -> str:
    split = _split(url)
    return _ascii_host((split.hostname or "").rstrip(".")) if split else ""


def _split(url: str) -> SplitResult | None:
    try:
        split = urlsplit(url.strip())
        _ = split.port, split.hostname  # both are worked out on access and may raise
    except ValueError:
        return None
    return split


def is_web(url: str | None) -> bool:
    """Whether this is an absolute http or https address with a host."""
    split = _split(url) if url else None
    return bool(split and split.scheme in _PORTS and split.hostname)


def canonical_url(url: str) -> str:
    """The same page's address without what does not change the page; other schemes come back stripped of spaces."""
    current = url.strip()
    for _ in range(_MAX_HOPS):
        split = _split(current)
        if split is None or split.scheme not in _PORTS or not split.hostname:
            return current
        inner = _behind_amp_cache(split)
        if inner is None:
            return _normalise(split)
        current = inner
    return current


def _behind_amp_cache(split: SplitResult) -> str | None:
    """The address that a public AMP cache serves, where this is one of its addresses."""
    host, path = split.hostname or "", split.path
    if host.endswith((".cdn.ampproject.org", ".bing-amp.com")) or host in {"cdn.ampproject.org", "bing-amp.com"}:
        rest = path
    elif re.fullmatch(r"(www\.)?google(\.[a-z]+)+", host) and path.startswith("/amp/"):
        rest = path[len("/amp") :]
    else:
        return None
    match = _AMP_CACHE.match(rest)
    if not match:
        return None
    scheme = "https" if "s/" in match.group() else "http"
    return urlunsplit((scheme, rest[match.end() :].split("/")[0], _tail(rest[match.end() :]), split.query, ""))


def _tail(path: str) -> str:
    _, _, tail = path.partition("/")
    return "/" + tail


def _normalise(split: SplitResult) -> str:
    host = _main_host(_ascii_host((split.hostname or "").rstrip(".")))
    netloc = f"[{host}]" if ":" in host else host
    if split.port and split.port != _PORTS[split.scheme]:
        netloc = f"{netloc}:{split.port}"
    fragment = split.fragment if split.fragment.startswith(("!", "/")) else ""  # routes of pages drawn by scripts
    path = _without_amp(_normal_path(split.path))
    return urlunsplit((split.scheme, netloc, path, _normal_query(split.query), _escaped(fragment, _SAFE_QUERY)))


def _ascii_host(host: str) -> str:
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _main_host(host: str) -> str:
    """The host without labels that mark a mobile or AMP edition, never shorter than the registrable domain."""
    parts = _suffixes().extract_str(host)
    known = ".".join(part for part in (parts.domain, parts.suffix) if part)
    if not parts.suffix:  # a suffix that is on no list: the last two labels stand for the domain
        known = host if re.fullmatch(r"[\d.:a-f]+", host) else ".".join(host.split(".")[-2:])
    labels = host.removesuffix(known).rstrip(".").split(".")
    return ".".join([*(label for label in labels if label and label not in _MOBILE), known])


def _escaped(text: str, safe: str) -> str:
    """Percent-encoding in one form: upper case, and only where it is needed."""
    whole = _ESCAPE.sub("%25", text)
    kept = re.split(r"(%[0-9A-Fa-f]{2})", whole)
    return "".join(_one_form(part) if len(part) == 3 and part[0] == "%" else quote(part, safe=safe) for part in kept)


def _one_form(escape: str) -> str:
    character = unquote(escape, errors="replace")
    return character if re.fullmatch(r"[A-Za-z0-9._~-]", character) else escape.upper()


def _normal_path(path: str) -> str:
    if not path:
        return "/"
    segments = _escaped(path, _SAFE_PATH)
    if "/." in segments:
        trailing = segments.endswith(("/", "/.", "/.."))
        segments = posixpath.normpath(segments)
        segments = segments + "/" if trailing and segments != "/" else segments
    return "/" + segments.lstrip("/")


def _without_amp(path: str) -> str:
    bare = _AMP_PREFIX.sub("/", _AMP_SUFFIX.sub("", path))
    return bare if bare.startswith("/") and bare != "/" else ("/" if bare == "" else path)


def _normal_query(query: str) -> str:
    pairs = [part for part in query.split("&") if part]
    kept = [_escaped(part, _SAFE_QUERY) for part in pairs if not _is_noise(part)]
    return "&".join(sorted(kept, key=lambda part: part.partition("=")[0]))


def _is_noise(part: str) -> bool:
    name, _, value = (unquote(side, errors="replace").lower() for side in part.partition("="))
    names, values = _tracking()
    if name in _AMP_VALUES and value in _AMP_VALUES[name]:
        return True
    return bool(names.fullmatch(name) or values.fullmatch(f"{name}={value}"))


def document_id_for(url: str | None, content: str) -> DocumentId:
    """The id of the document at this address, or of this content where it has none.

    ``http`` and ``https``, with and without ``www.`` or a last slash are one document.
    """
    if url is None:
        return DocumentId(short_hash("content", content))
    split = urlsplit(canonical_url(url))
    host = split.netloc.removeprefix("www.")
    return DocumentId(short_hash(urlunsplit(("", host, split.path.rstrip("/"), split.query, split.fragment))))
