"""A library made anew and what was written before in, the same briefs by language models out; nothing is asked."""

from collections.abc import Iterator, Sequence

from groundwire.library.library import Library
from groundwire.models import NotFoundError, Query, Record
from groundwire.pipeline.carried import KeptBrief
from groundwire.pipeline.model_briefs import ModelBriefs

_PAGE = 100  # records in memory at once


def restore_briefs(
    briefs: ModelBriefs, library: Library, written: Sequence[KeptBrief] | None, languages: Sequence[str]
) -> None:
    """Make the briefs again from the answers in the archive; where these do not give one, the old one is checked anew.

    ``written`` is None where it is not known what was written: then every document is tried in these languages.
    """
    if written is None:
        for record in _all(library) if briefs.ready and briefs.answered else ():
            for language in languages:
                briefs.restore(record, language)
        return
    for each in written:
        try:
            record = library.record(each.document, each.revision)
        except NotFoundError:  # it is extracted otherwise now: what was written is about another text
            continue
        if not briefs.restore(record, each.language):
            briefs.put(record, each.language, each.brief)


def _all(library: Library) -> Iterator[Record]:
    cursor: str | None = None
    while True:
        page = library.search(Query(newest_first=True, limit=_PAGE, cursor=cursor))
        yield from (found.record for found in page.items)
        cursor = page.cursor
        if cursor is None:
            return
