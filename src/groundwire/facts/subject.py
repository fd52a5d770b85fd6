"""A record in, the one organisation it is about out: whose figures are that the text gives without saying whose."""

from groundwire.facts.names import words_key, words_of
from groundwire.models import Mention, Record, Reference
from groundwire.text.scripts import fold

_MOST = 200  # mentions read: a document with more is about many


def subject_of(record: Record) -> Reference | None:
    """The only organisation of the document that its title names; None where there is none or more than one."""
    named: dict[str, list[Mention]] = {}
    title = fold(record.document.title)
    for mention in record.annotations.mentions[:_MOST]:
        if mention.kind == "organisation" and fold(words_of(mention.span, record)) in title:
            named.setdefault(_key(mention, record), []).append(mention)
    groups = _joined(named)
    first = groups[0][0] if len(groups) == 1 else None
    return Reference(span=first.span, entity=first.entity) if first else None


def _key(mention: Mention, record: Record) -> str:
    return mention.entity or words_key(words_of(mention.span, record), record.document.language)


def _joined(named: dict[str, list[Mention]]) -> list[list[Mention]]:
    """The mentions of each organisation; a name that begins another is its short form."""
    groups: dict[str, list[Mention]] = {}
    for key in sorted(named):  # a short form stands before what it begins
        short = next((one for one in groups if key.startswith(one)), key)
        groups.setdefault(short, []).extend(named[key])
    return [sorted(group, key=lambda mention: mention.span) for group in groups.values()]
