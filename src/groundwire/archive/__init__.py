"""Captures to WARC 1.1 on disk and back, and the answers of language models, which are paid for and kept beside them.

`Archive` is the system of record; `WriterLock` keeps it to one writer; `AnswerArchive` has any number of them.
"""

from groundwire.archive.answers import AnswerArchive
from groundwire.archive.archive import Archive, Damage, Place
from groundwire.archive.audit import ArchiveAudit
from groundwire.archive.lock import WriterLock

__all__ = ["AnswerArchive", "Archive", "ArchiveAudit", "Damage", "Place", "WriterLock"]
