"""Source → Capture: files, feeds, pages, sitemaps, WARC, JSONL and digests, fetched politely and safely.

``read_inputs`` takes what a user named and gives captures and failures; ``Fetcher`` is what it asks the network with.
"""

from groundwire.sources.capture import FALLBACK_HEADER, PAGE_HEADER, make_capture
from groundwire.sources.fetch import Fetched, Fetcher, FetchOptions, Validators
from groundwire.sources.read import read_inputs

__all__ = [
    "FALLBACK_HEADER",
    "PAGE_HEADER",
    "FetchOptions",
    "Fetched",
    "Fetcher",
    "Validators",
    "make_capture",
    "read_inputs",
]
