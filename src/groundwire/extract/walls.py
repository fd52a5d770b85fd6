"""Pages that are no documents: a page's head and body in, an ExtractError with its reason out where one is a wall."""

from groundwire.extract.html import Body
from groundwire.extract.metadata import Metadata
from groundwire.extract.page import PageView


def check_walls(item: str, view: PageView, metadata: Metadata, body: Body) -> None:
    """Raise ExtractError (consent-wall, paywall, challenge, …) where this page stands in front of a document."""
