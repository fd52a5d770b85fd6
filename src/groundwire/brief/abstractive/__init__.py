"""A document in, a brief that a language model wrote in the reader's language out, every statement of it checked.

Central names: `ModelWriter`, `WriterOptions`; the port `Complete`.
"""

from groundwire.brief.abstractive.assembly import ENGINE
from groundwire.brief.abstractive.options import Method, Purpose, WriterOptions
from groundwire.brief.abstractive.ports import Complete
from groundwire.brief.abstractive.writer import ModelWriter

__all__ = ["ENGINE", "Complete", "Method", "ModelWriter", "Purpose", "WriterOptions"]
