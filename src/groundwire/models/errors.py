"""The error tree. Each error prints one sentence that says what was wrong and what to do.

GroundwireError
├── InputError            what the user gave cannot be used
│   ├── QueryError        a search that cannot be parsed
│   ├── TopicError        a topic file that is not valid, or a topic that does not exist
│   ├── SettingsError     a setting that is unknown or has a wrong value
│   └── NotFoundError     a document, revision or source that the desk does not have
├── DeskError             the desk's own files
│   ├── DeskLockedError   another process is writing
│   ├── ArchiveError      the archive cannot be written or read
│   └── LibraryError      tables or state cannot be written or read
├── CompletionError       a language model that cannot be asked or does not answer
│   └── BudgetError       what may be spent on language models is spent
├── FetchError            something on the network (in a batch it becomes a Failure)
└── ExtractError          a capture that is not a document (in a batch it becomes a Failure)
"""

from groundwire.models.failure import FailureKind


class GroundwireError(Exception):
    """Root of all errors that a caller may want to catch."""


class InputError(GroundwireError):
    """What the user gave cannot be used."""


class QueryError(InputError):
    """A search that cannot be parsed."""


class TopicError(InputError):
    """A topic file that is not valid, or a topic that does not exist."""


class SettingsError(InputError):
    """A setting that is unknown or has a wrong value."""


class NotFoundError(InputError):
    """A document, revision or source that the desk does not have."""


class DeskError(GroundwireError):
    """The desk's own files."""


class DeskLockedError(DeskError):
    """Another process is writing to the desk."""


class ArchiveError(DeskError):
    """The archive cannot be written or read."""


class LibraryError(DeskError):
    """Tables or state cannot be written or read."""


class CompletionError(GroundwireError):
    """A language model that cannot be asked or does not answer. Never carries a key or what a server sent."""


class BudgetError(CompletionError):
    """What may be spent on language models is spent; nothing was asked."""


class FetchError(GroundwireError):
    """Something on the network. ``kind`` and ``reason`` become the Failure's."""

    def __init__(self, url: str, kind: FailureKind, reason: str) -> None:
        super().__init__(f"{url!r}: {reason}")
        self.url = url
        self.kind: FailureKind = kind
        self.reason = reason


class ExtractError(GroundwireError):
    """A capture that is not a document. ``kind`` and ``reason`` become the Failure's."""

    def __init__(self, item: str, kind: FailureKind, reason: str) -> None:
        super().__init__(f"{item!r}: {reason}")
        self.item = item
        self.kind: FailureKind = kind
        self.reason = reason
