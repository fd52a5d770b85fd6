"""PDF: bytes in, a draft in reading order with page numbers out."""

from groundwire.extract.draft import Draft
from groundwire.models.capture import Capture
from groundwire.models.errors import ExtractError


def read_pdf(capture: Capture) -> Draft:
    """The draft of a PDF. Raises ExtractError (encrypted, malformed, empty)."""
    raise ExtractError(capture.url, "unsupported", "PDF cannot be read yet.")
