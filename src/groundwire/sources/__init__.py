"""Source → Capture: files, feeds, pages, sitemaps, WARC, JSONL and digests, fetched politely and safely.

``read_inputs`` takes what a user named and gives captures and failures; ``Fetcher`` is what it asks the network with.
"""
