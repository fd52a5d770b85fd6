"""A query as it was put in, the same with what it names found out; what cannot be asked is refused."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import get_args

from groundwire.models import FigureKind, Query, QueryError, Topic, TopicId
from groundwire.topics.find import find_topic

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # BCP-47, without what nobody writes


def kinds() -> tuple[str, ...]:
    """What a search can be narrowed to: the kinds of figures, changes and shares, then the types of events."""
    from groundwire.annotate.events.find import event_types  # with all that finds them: few queries name a kind

    return (*get_args(FigureKind), "change", "share", *sorted(event_types("en")))


def checked_query(query: Query, topics: Mapping[TopicId, Topic]) -> Query:
    """The query with the id of its topic. Raises QueryError and TopicError."""
    if query.kind is not None and query.kind not in kinds():
        raise QueryError(f"There is no kind {query.kind!r}. The kinds are {', '.join(kinds())}.")
    if query.language is not None and not _TAG.fullmatch(query.language):
        raise QueryError(f"{query.language!r} is no language: write zh, zh-Hant, en, fr …")
    return replace(query, topic=find_topic(topics, query.topic).id) if query.topic is not None else query
