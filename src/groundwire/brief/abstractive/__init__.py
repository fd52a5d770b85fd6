"""A document in, a brief that a language model wrote in the reader's language out, every statement of it checked.

Central names: `ModelWriter`, `Assignment`, `WriterOptions`; `ModelJudge`; the port `Complete`.
"""
