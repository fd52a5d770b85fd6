"""Where a source keeps its clock: its address and language in, an IANA time zone out."""

import functools
import re
from importlib.resources import files

from groundwire.text.urls import host_of, site_of

_FALLBACK = "UTC"


@functools.cache
def _table() -> dict[str, str]:
    text = (files("groundwire.extract") / "data" / "zones.txt").read_text(encoding="utf-8")
    rows = (line.split() for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return {key: zone for zone, *keys in rows for key in keys}


def zone_for(url: str | None, language: str | None, claimed: str | None = None) -> str:
    """The zone in which this source writes a time without an offset.

    By its site, the country of its domain, the region of the language it claims (``es-AR``), then its language.
    """
    table = _table()
    if url:
        known = table.get(f"site:{site_of(url)}") or table.get("." + host_of(url).rpartition(".")[2])
        if known:
            return known
    region = re.search(r"[-_]([A-Za-z]{2})\b", claimed or "")
    if region and f".{region.group(1).lower()}" in table:
        return table[f".{region.group(1).lower()}"]
    tag = language or "und"
    return table.get(f"lang:{tag}") or table.get(f"lang:{tag.split('-')[0]}") or _FALLBACK
