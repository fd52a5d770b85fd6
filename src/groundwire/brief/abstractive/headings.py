"""A model's heading and the statements under it in, a heading that claims nothing of its own out.

A heading is not cited, so it may only be made of words of its statements, which are checked, and of a few words that
claim nothing ("impact", "background"). Where it is not, the names of what the statements are about take its place.
"""

import re
from collections.abc import Mapping, Sequence

from groundwire.models import Annotations, Brief, Entity, EntityId, Statement
from groundwire.text.labels import labels
from groundwire.text.scripts import is_cjk
from groundwire.text.words import plain_words

_LONGEST_WORDS = 12
_LONGEST_CJK = 24  # characters
_STEM = 5  # letters in which the forms of a word agree: export, exports, exporting
_MOST_NAMES = 2
_DIGIT = re.compile(r"\d")


def is_borne_out(heading: str, statements: Sequence[Statement], language: str, idle: frozenset[str]) -> bool:
    """Whether every word of the heading is one of its statements' or an idle one."""
    cjk = sum(map(is_cjk, heading))
    words = plain_words(heading, language)
    if not words or len(words) > _LONGEST_WORDS or cjk > _LONGEST_CJK:
        return False
    said = " ".join(each.text for each in statements)
    known = {_stem(word) for word in plain_words(said, language)}
    folded = said.casefold()
    return all(word in idle or _stem(word) in known or (_has_meaning_whole(word) and word in folded) for word in words)


def label_heading(
    statements: Sequence[Statement],
    annotations: Annotations,
    entities: Mapping[EntityId, Entity],
    language: str,
) -> str | None:
    """What happens in the cited paragraphs and to whom, by the names of the vocabulary; None where nothing is known."""
    cited = {number for statement in statements for number in statement.citations}
    names = labels(language.split("-")[0].lower())
    types = [names.get(f"type.{event.type}") for event in annotations.events if event.span.paragraph in cited]
    said = " ".join(statement.text for statement in statements)
    known = [entities.get(each.entity) for each in annotations.mentions if each.entity and each.span.paragraph in cited]
    whose = [entity.label(language) for entity in known if entity and entity.label(language) in said]
    found = [*list(dict.fromkeys(filter(None, types)))[:1], *list(dict.fromkeys(whose))[:_MOST_NAMES]]
    heading = " · ".join(found)
    return heading[:1].upper() + heading[1:] if heading else None


def extractive_heading(statements: Sequence[Statement], extractive: Brief | None) -> str | None:
    """The heading that the document's own sentences of these paragraphs stand under."""
    cited = {number for statement in statements for number in statement.citations}
    for group in extractive.groups if extractive else ():
        if group.heading and any(cited.intersection(each.citations) for each in group.statements):
            return group.heading
    return None


def _has_meaning_whole(word: str) -> bool:
    """CJK words are cut one way in a heading and another in a sentence; two characters in a row are word enough."""
    return len(word) > 1 and any(map(is_cjk, word))


def _stem(word: str) -> str:
    return word if _DIGIT.search(word) or any(map(is_cjk, word)) else word[:_STEM].casefold()
