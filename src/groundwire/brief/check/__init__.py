"""A statement and the document it cites in, a verdict out: supported, unsupported or contradicted, and why.

Central names: `Checker`, `Source`; the ports `Annotate`, `Nearness`, `Judge`.
"""
