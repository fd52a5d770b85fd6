"""A bad item as a value: kept, shown with its reason, never stopping the batch."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from groundwire.models.ids import CaptureId

Stage = Literal["read", "fetch", "archive", "extract", "annotate", "match", "brief", "library"]

FailureKind = Literal[
    "not-found",
    "unreadable",
    "unsupported",
    "too-large",
    "refused",
    "robots",
    "private-address",
    "http-error",
    "timeout",
    "network",
    "malformed",
    "consent-wall",
    "paywall",
    "challenge",
    "empty",
    "resource-limit",
    "encrypted",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What could not be done, to what, and what a person can do about it (one sentence in ``reason``)."""

    item: str  # a URL, a path, ``path#line``
    stage: Stage
    kind: FailureKind
    reason: str
    at: datetime  # aware UTC
    capture: CaptureId | None = None
