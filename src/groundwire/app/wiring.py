"""A desk with its settings: the one place where settings become options."""

from pathlib import Path

from groundwire.app.settings import Settings, read_settings
from groundwire.desk import Desk, DeskOptions, open_desk
from groundwire.sources import FetchOptions


def open_configured(folder: Path) -> Desk:
    """The desk in this folder, as its settings say. Raises SettingsError."""
    return open_desk(folder, options=options_from(read_settings(folder)))


def options_from(settings: Settings) -> DeskOptions:
    """The options that these settings mean."""
    fetch = FetchOptions(
        timeout=settings.timeout,
        max_bytes=settings.max_bytes,
        delay=settings.delay,
        concurrency=settings.connections,
        obey_robots=settings.robots,
        allow_private=settings.private_addresses,
        user_agent=settings.user_agent or FetchOptions().user_agent,
    )
    return DeskOptions(
        fetch=fetch,
        archive_file_bytes=settings.archive_file_bytes,
        extract_seconds=settings.extract_seconds,
        extract_memory=settings.extract_memory,
    )
