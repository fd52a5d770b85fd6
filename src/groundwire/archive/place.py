"""Where a capture stands, and what is wrong with a record that cannot be used."""

import logging
from dataclasses import dataclass

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a capture stands: in the order of writing."""

    file: str
    offset: int


@dataclass(frozen=True, slots=True)
class Damage:
    """A record that cannot be used, and why."""

    place: Place
    reason: str


def log_damage(damage: Damage) -> None:
    """What is done with damage where nobody asked for it: a line in the log."""
    _LOG.warning("%s, byte %d: %s It is passed over.", damage.place.file, damage.place.offset, damage.reason)
