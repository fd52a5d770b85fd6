"""The bundled sample documents, written for the project: nothing in, the folder to add to a desk out."""

from pathlib import Path

__all__ = ["samples_path"]


def samples_path() -> Path:
    """The folder with the sample documents, ready for ``groundwire add``."""
    return Path(__file__).parent / "documents"
