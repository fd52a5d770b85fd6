"""What is to be written about, for whom and to what end: one value, for the writing and for its estimate."""

from dataclasses import dataclass

from groundwire.brief.abstractive.options import Purpose
from groundwire.models import Annotations, Brief, Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A document, and what a reader wants of it. ``extractive``: what stands in for statements that do not hold."""

    document: Document
    annotations: Annotations
    language: str  # of the reader, BCP-47
    extractive: Brief | None
    purpose: Purpose = "brief"
    question: str = ""  # where the purpose is an answer
