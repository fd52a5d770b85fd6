"""Captures to WARC 1.1 and back, in a folder or an object store, and the answers of language models beside them.

`Archive` is the system of record; `WriterLock` keeps it to one writer, and `Lease` does in an object store;
`AnswerArchive` and `ObjectAnswers` have any number of them. `Storage` is where the files of an archive stand.
"""

from groundwire.archive.answers import AnswerArchive
from groundwire.archive.archive import Archive
from groundwire.archive.audit import ArchiveAudit, cut_torn
from groundwire.archive.lease import Lease
from groundwire.archive.lock import WriterLock
from groundwire.archive.object_answers import ObjectAnswers
from groundwire.archive.objects import Objects
from groundwire.archive.place import Damage, Place
from groundwire.archive.segments import Segments
from groundwire.archive.storage import Storage

__all__ = [
    "AnswerArchive",
    "Archive",
    "ArchiveAudit",
    "Damage",
    "Lease",
    "ObjectAnswers",
    "Objects",
    "Place",
    "Segments",
    "Storage",
    "WriterLock",
    "cut_torn",
]
