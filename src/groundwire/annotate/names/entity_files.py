"""Entity files: YAML in, entities out, or one sentence naming the file and the key that is wrong."""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any, get_args

import yaml

from groundwire.annotate.names.places import world_places
from groundwire.annotate.names.tickers import canonical_ticker
from groundwire.models import Entity, EntityId, EntityKind, InputError
from groundwire.text.data_files import read_strangers_yaml, read_yaml
from groundwire.text.strangers_json import read_strangers_json

LARGEST = 50_000_000  # bytes of one file: some 300,000 entities
_TOLD = 200  # characters of what is wrong that a message repeats
_KINDS: tuple[str, ...] = get_args(EntityKind)
_FILE_KEYS = {"kind", "entities", "imported"}  # imported: the list that the file was made from
_ENTITY_KEYS = {"kind", "labels", "aliases", "tickers", "country", "exact", "needs"}


class EntityFileError(InputError):
    """An entity file that is not valid. ``path`` is the file."""

    def __init__(self, path: str, place: str, reason: str) -> None:
        place, reason = (" ".join(text.split())[:_TOLD] for text in (place, reason))
        super().__init__(f"entity file {path!r}, {place}: {reason}")
        self.path = path
        self.reason = reason if place.startswith("the ") else f"{place}: {reason}"


def load_entities(*paths: Path) -> dict[EntityId, Entity]:
    """The shipped entities, those of the given files and folders, then the countries and cities of the world.

    An entity of the same id replaces the earlier one; a place of the world only adds what names ours lack.

    Raises:
        EntityFileError: a file cannot be read or is not valid; nothing is loaded then.
    """
    entities: dict[EntityId, Entity] = {}
    shipped = resources.files("groundwire.annotate") / "data" / "entities"
    for file in sorted(shipped.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".yaml"):
            entities |= _entities(read_yaml(file), file.name)
    for path in paths:
        for file in _files(path):
            entities |= _read_file(file)
    for key, place in world_places().items():
        entities[key] = _completed(entities[key], place) if key in entities else place
    return entities


def _completed(own: Entity, place: Entity) -> Entity:
    """Our entry of a place, with labels in the languages that it lacks and further names."""
    known = dict(own.labels)
    if own.kind != "place" or own.country != place.country:
        return own
    labels = tuple(pair for pair in place.labels if pair[0] not in known)
    return replace(own, labels=(*own.labels, *labels), aliases=tuple(dict.fromkeys((*own.aliases, *place.aliases))))


def _files(path: Path) -> Iterator[Path]:
    if not path.exists():
        raise EntityFileError(str(path), "the file itself", "there is no such file or folder")
    if path.is_dir():
        yield from sorted(file for file in path.iterdir() if file.suffix in (".yaml", ".yml"))
    else:
        yield path


def _read_file(file: Path) -> dict[EntityId, Entity]:
    name = str(file)
    return _entities(_parse(file, name), name)


def _entities(content: Any, name: str) -> dict[EntityId, Entity]:
    if content is None:
        return {}
    if not isinstance(content, dict) or not isinstance(content.get("entities"), dict):
        raise EntityFileError(
            name, "the top level", "must be a mapping with the key 'entities', itself a mapping of ids"
        )
    unknown = content.keys() - _FILE_KEYS
    if unknown:
        raise EntityFileError(name, f"key {min(map(str, unknown))!r}", f"unknown key; known are {sorted(_FILE_KEYS)}")
    entries: dict[Any, Any] = content["entities"]
    return {
        EntityId(str(key)): read_entity(name, str(key), entry, content.get("kind")) for key, entry in entries.items()
    }


def _parse(file: Path, name: str) -> Any:
    try:
        if file.stat().st_size > LARGEST:
            raise EntityFileError(name, "the file itself", f"is larger than {LARGEST // 1_000_000} MB; split it")
        text = file.read_text(encoding="utf-8")
        if text.startswith("{"):
            with contextlib.suppress(ValueError, RecursionError):  # read a hundred times quicker than YAML
                return read_strangers_json(text)
        return read_strangers_yaml(text)
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}" if error.problem_mark else "the file itself"
        raise EntityFileError(name, line, f"not valid YAML: {error.problem}") from error
    except (yaml.YAMLError, UnicodeDecodeError, OSError, RecursionError) as error:
        raise EntityFileError(name, "the file itself", f"cannot be read: {error}") from error


def read_entity(file: str, key: str, entry: Any, file_kind: Any = None) -> Entity:
    """The entity of one entry; ``file_kind`` is that of entries that say none.

    Raises:
        EntityFileError: the entry is not valid.
    """
    if not isinstance(entry, dict):
        raise EntityFileError(file, f"key {key!r}", "must be a mapping")
    unknown = entry.keys() - _ENTITY_KEYS
    if unknown:
        raise EntityFileError(
            file, f"key '{key}.{min(map(str, unknown))}'", f"unknown key; known are {sorted(_ENTITY_KEYS)}"
        )
    return Entity(
        id=EntityId(key),
        kind=_kind(file, key, entry.get("kind", file_kind)),
        labels=_labels(file, key, entry.get("labels")),
        aliases=_texts(file, f"{key}.aliases", entry.get("aliases", [])),
        tickers=_tickers(file, key, entry),
        country=_country(file, key, entry.get("country")),
        exact=_texts(file, f"{key}.exact", entry.get("exact", [])),
        needs=_needs(file, key, entry.get("needs", {})),
    )


def _kind(file: str, key: str, kind: Any) -> EntityKind:
    if kind not in _KINDS:
        raise EntityFileError(file, f"key '{key}.kind'", f"must be one of {', '.join(_KINDS)}, not {_shown(kind)}")
    return kind  # type: ignore[no-any-return]  # checked against the Literal's own values


def _labels(file: str, key: str, labels: Any) -> tuple[tuple[str, str], ...]:
    valid = isinstance(labels, dict) and labels
    if not valid or not all(isinstance(text, str) and text.strip() for pair in labels.items() for text in pair):
        raise EntityFileError(
            file, f"key '{key}.labels'", "must map languages to names, e.g. {en: SMIC, zh-Hans: 中芯国际}"
        )
    return tuple(labels.items())


def _texts(file: str, key: str, texts: Any) -> tuple[str, ...]:
    if not isinstance(texts, list) or not all(isinstance(text, str) and text.strip() for text in texts):
        raise EntityFileError(file, f"key {key!r}", "must be a list of texts (put quotes around numbers, yes and no)")
    return tuple(texts)


def _tickers(file: str, key: str, entry: Mapping[str, Any]) -> tuple[str, ...]:
    written = _texts(file, f"{key}.tickers", entry.get("tickers", []))
    for ticker in written:
        if canonical_ticker(ticker) != ticker:
            raise EntityFileError(
                file, f"key '{key}.tickers'", f"{ticker!r} is not in canonical form, e.g. 688981.SH, 00981.HK, US:AMAT"
            )
    return written


def _country(file: str, key: str, country: Any) -> str | None:
    if country is not None and not (isinstance(country, str) and len(country) == 2 and country.isupper()):
        raise EntityFileError(
            file, f"key '{key}.country'", f"must be two capital letters (ISO 3166-1), not {_shown(country)}"
        )
    return country


def _shown(value: object) -> str:
    """A wrong value as an error repeats it: the start of it."""
    if isinstance(value, int) and value.bit_length() > 64:
        return "a huge number"  # Python refuses to write out some
    return repr(value)[:80]


def _needs(file: str, key: str, needs: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(needs, dict):
        raise EntityFileError(file, f"key '{key}.needs'", "must map a name to a list of context words")
    return tuple((str(name), _texts(file, f"{key}.needs.{name}", words)) for name, words in needs.items())
