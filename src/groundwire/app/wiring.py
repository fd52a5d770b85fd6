"""A desk with its settings: the one place where settings become options."""

from pathlib import Path

from groundwire.app.settings import Settings, read_settings
from groundwire.desk import Desk, DeskOptions, open_desk
from groundwire.models import SettingsError
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
        spacy_models=_models(settings.spacy_models),
    )


def _models(written: str) -> dict[str, str]:
    """Languages with their models. Raises SettingsError for what is not language=model."""
    pairs = [pair.partition("=") for pair in written.split()]
    wrong = next((language for language, _, model in pairs if not (language and model)), None)
    if wrong is not None:
        raise SettingsError(f"spacy_models must be language=model with spaces between, and {written!r} is not.")
    return {language: model for language, _, model in pairs}
