"""Document and annotations in, a brief of the document's own sentences out, and whether a statement is in its words."""

from groundwire.brief.extractive.verbatim import check_statement
from groundwire.brief.extractive.writer import write_brief

__all__ = ["check_statement", "write_brief"]
