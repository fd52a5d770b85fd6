"""Identifiers: opaque strings that cannot be mixed up with each other."""

from typing import NewType

CaptureId = NewType("CaptureId", str)
"""``urn:uuid:…`` of the WARC record; derived from URL, time and body, so writing twice gives the same id."""

DocumentId = NewType("DocumentId", str)
"""16 hex digits of the canonical URL's hash (of the content's where there is no URL)."""

RevisionId = NewType("RevisionId", str)
"""16 hex digits of the hash of what a reader sees: title and paragraphs."""

EntityId = NewType("EntityId", str)
"""A readable slug such as ``org/smic`` or ``material/gallium``."""

TopicId = NewType("TopicId", str)
"""The stem of the topic file, such as ``technology-sovereignty``."""

Signature = NewType("Signature", bytes)
"""What is kept of a text to tell how like another it is; made and read by ``stories`` only."""
