"""A statement and the document it cites in, a verdict out: supported, unsupported or contradicted, and why.

Central names: `Checker`, `Source`; the ports `Annotate`, `Nearness`, `Judge`.
"""

from groundwire.brief.check.checker import Checker
from groundwire.brief.check.ports import Annotate, Judge, Judgement, Nearness
from groundwire.brief.check.source import Source

__all__ = ["Annotate", "Checker", "Judge", "Judgement", "Nearness", "Source"]
