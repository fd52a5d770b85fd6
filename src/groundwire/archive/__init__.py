"""Capture ↔ WARC: the system of record."""
