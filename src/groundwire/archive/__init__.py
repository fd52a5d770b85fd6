"""Captures to WARC 1.1 and back, in a folder or an object store, and the answers of language models beside them.

`Archive` is the system of record; `WriterLock` keeps it to one writer, and `Lease` does in an object store;
`AnswerArchive` and `ObjectAnswers` have any number of them. `Storage` is where the files of an archive stand.
"""
