"""A document in, a brief that a language model wrote in the reader's language out, every statement of it checked.

Central names: `ModelWriter`, `Assignment`, `WriterOptions`; `ModelJudge`; the port `Complete`.
"""

from groundwire.brief.abstractive.assembly import ENGINE
from groundwire.brief.abstractive.assignment import Assignment
from groundwire.brief.abstractive.model_judge import ModelJudge
from groundwire.brief.abstractive.options import Method, Purpose, WriterOptions
from groundwire.brief.abstractive.ports import Complete
from groundwire.brief.abstractive.writer import ModelWriter

__all__ = ["ENGINE", "Assignment", "Complete", "Method", "ModelJudge", "ModelWriter", "Purpose", "WriterOptions"]
