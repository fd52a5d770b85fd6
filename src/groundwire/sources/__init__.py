"""Source → Capture: files, feeds, pages, sitemaps, WARC, JSONL and digests, fetched politely and safely."""
