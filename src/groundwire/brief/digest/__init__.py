"""Many records in, what they say together out as cited statements: the digest of a time, and the answer to a question.

Central names: `write_digest`, `read_question`, `best_passages`, `write_answer`, `Composer`, `Known`, `Wish`.
"""
