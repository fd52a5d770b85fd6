"""A term of the data with a verb marked by ``~`` in, its written forms out; how verbs inflect is data per language."""

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from groundwire.annotate.language_data import language_data

_MARK = "~"


class Form(NamedTuple):
    """One form of a term; ``done`` where it alone says that it happened: past tenses and past participles."""

    text: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class _Rule:
    """How verbs whose infinitive matches are inflected; ``{0}``, ``{1}``… are the groups of the match."""

    fits: re.Pattern[str]
    now: tuple[str, ...]
    done: tuple[str, ...]


@functools.cache
def _rules(base: str) -> tuple[_Rule, ...]:
    rules = language_data("event_verbs", base).get("rules", [])
    return tuple(_Rule(re.compile(each["fits"]), tuple(each["now"]), tuple(each.get("done", ()))) for each in rules)


def inflected(term: str, base: str) -> Iterator[Form]:
    """``~impose tariffs`` → impose tariffs, imposes tariffs, imposed tariffs…; a term without a mark is itself."""
    if not term.startswith(_MARK):
        yield Form(term)
        return
    verb, space, rest = term[1:].partition(" ")
    prefix, bar, stem = verb.rpartition("|")
    for form in _forms(stem, base):
        for text in _with_prefix(form.text, prefix, stem, base) if bar else (form.text,):
            yield Form(f"{text}{space}{rest}", form.done)


def all_forms(terms: Iterable[object], base: str) -> list[str]:
    """Every written form of the terms."""
    return [form.text for term in terms for form in inflected(str(term), base)]


@functools.cache
def _forms(verb: str, base: str) -> tuple[Form, ...]:
    data: dict[str, Any] = language_data("event_verbs", base)
    irregular = data.get("irregular", {})
    for prefix in ("", *data.get("prefixes", ())):
        own = irregular.get(verb.removeprefix(prefix)) if verb.startswith(prefix) else None
        if own is not None:
            now, done = own["now"], own.get("done", ())
            return _unlike([Form(prefix + each) for each in now], [Form(prefix + each, True) for each in done])
    for rule in _rules(base):
        match = rule.fits.match(verb)
        if match:
            parts = match.groups()
            now_forms = [Form(each.format(*parts)) for each in rule.now]
            return _unlike(now_forms, [Form(each.format(*parts), True) for each in rule.done])
    return (Form(verb),)


def _unlike(now: list[Form], done: list[Form]) -> tuple[Form, ...]:
    """A form that both have tells nothing of the time: cut."""
    texts = {form.text for form in now}
    return (*now, *[form for form in done if form.text not in texts])


def _with_prefix(form: str, prefix: str, verb: str, base: str) -> Iterator[str]:
    """A separable prefix before its verb, or far behind it: ankündigt, angekündigt, anzukündigen, kündigt (… an)."""
    data = language_data("event_verbs", base)
    yield prefix + form
    if form == verb:
        yield f"{prefix}{data.get('infinitive', '')}{form}"
    elif not form.startswith(data.get("participle", prefix)):
        yield form
