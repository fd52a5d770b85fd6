"""Captures to WARC 1.1 on disk and back. `Archive` is the system of record; `WriterLock` keeps it to one writer."""

from groundwire.archive.archive import Archive, Damage, Place
from groundwire.archive.lock import WriterLock

__all__ = ["Archive", "Damage", "Place", "WriterLock"]
