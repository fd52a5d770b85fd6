"""Document and annotations in, a brief of the document's own sentences out, and whether a statement is in its words."""
