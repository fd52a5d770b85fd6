"""Many records in, what they say together out as cited statements: the digest of a time, and the answer to a question.

Central names: `write_digest`, `read_question`, `best_passages`, `write_answer`, `Composer`, `Known`, `Wish`.
"""

from groundwire.brief.digest.answer import Scored, best_passages, compared, write_answer
from groundwire.brief.digest.composed import Composer, MakeWriter
from groundwire.brief.digest.digest import Known, Wish, write_digest
from groundwire.brief.digest.question import Question, read_question

__all__ = [
    "Composer",
    "Known",
    "MakeWriter",
    "Question",
    "Scored",
    "Wish",
    "best_passages",
    "compared",
    "read_question",
    "write_answer",
    "write_digest",
]
