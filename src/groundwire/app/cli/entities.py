"""`entities list|show|import`: a desk in, its names printed or added to."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import get_args

from groundwire.annotate.names.entity_import import import_entities
from groundwire.app.cli.output import complain, remark, say, say_json, say_table
from groundwire.app.cli.reading import find_entity
from groundwire.desk import Desk
from groundwire.models import Entity, EntityId, EntityKind, InputError
from groundwire.text.scripts import fold

OK, FAILED, SOME_FAILED = 0, 1, 3
_MOST_TOLD = 100  # problems of an import printed for reading; --json has them all


def chosen(desk: Desk, words: str, *, kind: str | None, country: str | None) -> Iterator[Entity]:
    """The entities with these words in a name or the id, of this kind and country. Raises InputError."""
    if kind is not None and kind not in get_args(EntityKind):
        raise InputError(f"There is no kind {kind!r}; there are {', '.join(get_args(EntityKind))}.")
    wanted = fold(words)
    for entity in desk.entities.values():
        if kind in (None, entity.kind) and country in (None, entity.country) and _has(entity, wanted):
            yield entity


def _has(entity: Entity, wanted: str) -> bool:
    names = (entity.id, *(name for _, name in entity.labels), *entity.aliases, *entity.exact, *entity.tickers)
    return not wanted or any(wanted in fold(name) for name in names)


def list_entities(found: Iterable[Entity], *, limit: int, lang: str, as_json: bool) -> None:
    """A line per entity."""
    entities = list(islice(found, limit + 1))
    shown = entities[:limit]
    if as_json:
        say_json(shown)
    else:
        rows = [(e.id, e.label(lang), e.kind, e.country or "", " ".join(e.tickers)) for e in shown]
        say_table(("id", "label", "kind", "country", "tickers"), rows)
    if len(entities) > limit:
        remark(f"Only the first {limit} are shown: name some words, or ask for more with --limit.")


def show_entity(desk: Desk, name: str, *, lang: str, as_json: bool) -> None:
    """All that is known of one entity."""
    entity = desk.entities[EntityId(find_entity(desk, name))]
    if as_json:
        say_json(entity)
        return
    say(f"{entity.label(lang)} ({entity.id})", "bold")
    say(f"{entity.kind}{f', {entity.country}' if entity.country else ''}")
    rows = [
        *((language, label) for language, label in entity.labels),
        *(("alias", alias) for alias in entity.aliases),
        *(("exactly", written) for written in entity.exact),
        *(("ticker", ticker) for ticker in entity.tickers),
        *((f"{ambiguous} needs", ", ".join(words)) for ambiguous, words in entity.needs),
    ]
    say_table(("what", "name"), rows)


def import_file(desk: Desk, file: Path, *, as_json: bool) -> int:
    """Adds a list of names to the desk; gives the exit status. Raises InputError."""
    report = import_entities(file, desk.path / "entities")
    if as_json:
        say_json({"path": str(report.path), "imported": report.imported, "problems": report.problems})
    else:
        for problem in report.problems[:_MOST_TOLD]:
            complain(f"{file}, line {problem.line}: {problem.reason}")
        if len(report.problems) > _MOST_TOLD:
            complain(f"… and {len(report.problems) - _MOST_TOLD} more; --json has them all")
        say(f"{report.imported} imported into {report.path}, {len(report.problems)} left out")
    if not report.problems:
        return OK
    return SOME_FAILED if report.imported else FAILED
