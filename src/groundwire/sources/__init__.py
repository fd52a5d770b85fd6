"""Source → Capture: files, feeds, pages, sitemaps, WARC, JSONL and digests, fetched politely and safely.

``read_inputs`` takes what a user named and gives captures and failures; ``Fetcher`` is what it asks the network with.
"""

from groundwire.sources.blobs import Blob
from groundwire.sources.capture import FALLBACK_HEADER, PAGE_HEADER, file_url, make_capture
from groundwire.sources.containers import item_captures, row_captures, warc_captures
from groundwire.sources.counting import count_items
from groundwire.sources.fetch import Fetched, Fetcher, FetchOptions, Validators
from groundwire.sources.parquets import row_counts
from groundwire.sources.read import LINES, entries_of, is_parquet, read_blob, read_files, read_inputs
from groundwire.sources.warcs import record_starts

__all__ = [
    "FALLBACK_HEADER",
    "LINES",
    "PAGE_HEADER",
    "Blob",
    "FetchOptions",
    "Fetched",
    "Fetcher",
    "Validators",
    "count_items",
    "entries_of",
    "file_url",
    "is_parquet",
    "item_captures",
    "make_capture",
    "read_blob",
    "read_files",
    "read_inputs",
    "record_starts",
    "row_captures",
    "row_counts",
    "warc_captures",
]
