"""A list of names in (CSV, JSONL, YAML), an entity file out, and each row that cannot be used with its reason."""

import contextlib
import csv
import io
import json
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from groundwire.annotate.names.entity_files import LARGEST, EntityFileError, load_entities, read_entity
from groundwire.annotate.names.tickers import canonical_ticker
from groundwire.models import Entity, EntityId, InputError
from groundwire.text.data_files import LOADER, read_strangers_yaml
from groundwire.text.hashing import short_hash
from groundwire.text.strangers_json import read_strangers_json

_PREFIXES = {"organisation": "org"}
_KINDS = {"organization": "organisation", "org": "organisation", "company": "organisation", "person": "person"}
_LISTS = ("aliases", "tickers", "exact")
_COLUMNS = frozenset(("id", "kind", "country", "needs", "labels", *_LISTS))
_SEPARATOR = re.compile(r"\s*[|;；]\s*")
_MARK = '{"imported": '  # how a file begins that an import wrote
_LARGEST_FIELD = 1_000_000  # characters of one CSV field; the default of the csv module refuses long alias lists


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportProblem:
    """A row that was left out, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What became of a list of names."""

    path: Path  # the file that was written
    imported: int
    problems: tuple[ImportProblem, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    content: Any


def import_entities(path: Path, into: Path) -> ImportReport:
    """Write the entities of a list as ``into/<its name>.yaml``; done again with the same list, the same file.

    Raises:
        InputError: the list cannot be read, or the file to be written is somebody's own.
    """
    target = into / f"{path.stem}.yaml"
    _check_target(target, path)
    entries: dict[str, dict[str, Any]] = {}
    tickers: dict[str, str] = {}
    shipped = load_entities()
    problems: list[ImportProblem] = []
    for row in _rows(path):
        try:
            key, entry = _entry(row.content, str(path))
            _check_new(key, entry, entries, tickers)
            _check_shipped(key, row.content, shipped)
        except (EntityFileError, _RowError) as error:
            reason = error.reason if isinstance(error, EntityFileError) else str(error)
            problems.append(ImportProblem(line=row.line, reason=reason))
            continue
        entries[key] = entry
        tickers.update(dict.fromkeys(entry.get("tickers", ()), key))
    _write(target, path.name, entries)
    return ImportReport(path=target, imported=len(entries), problems=tuple(problems))


def _check_shipped(key: str, row: Any, shipped: Mapping[EntityId, Entity]) -> None:
    """Only a row that says the id itself may take the place of a shipped entity: its names and contexts are lost."""
    known = shipped.get(EntityId(key))
    if known is not None and not (isinstance(row, Mapping) and row.get("id")):
        raise _RowError(f"{known.label('en')} is known already; give the id {key!r} to replace it, or leave it out")


class _RowError(ValueError):
    """A row that cannot be used; its text is the reason."""


def _rows(path: Path) -> Iterator[_Row]:
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f"{str(path)!r} is larger than {LARGEST // 1_000_000} MB: split it.")
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise InputError(f"{str(path)!r} cannot be read: {why}.") from error
    match path.suffix.lower():
        case ".csv" | ".tsv":
            yield from _csv_rows(text, "\t" if path.suffix.lower() == ".tsv" else ",", path)
        case ".jsonl" | ".ndjson":
            yield from _jsonl_rows(text)
        case ".yaml" | ".yml":
            yield from _yaml_rows(text, path)
        case _:
            raise InputError(f"{str(path)!r}: a list of names ends with .csv, .tsv, .jsonl, .yaml or .yml.")


def _csv_rows(text: str, delimiter: str, path: Path) -> Iterator[_Row]:
    csv.field_size_limit(_LARGEST_FIELD)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restkey="")
    names = reader.fieldnames or []
    unknown = [name for name in names if name not in _COLUMNS - {"labels"} and not name.startswith("label.")]
    if not names:
        raise InputError(f"{str(path)!r} is empty: its first line names the columns.")
    if unknown:
        raise InputError(
            f"{str(path)!r}: unknown column {unknown[0][:80]!r}; known are id, kind, label.<language>, "
            "aliases, tickers, country, exact."
        )
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield _Row(reader.line_num, _RowError(f"not valid CSV: {error}"))
            continue
        if row is None:
            return
        yield _Row(reader.line_num, _RowError("more fields than columns") if "" in row else row)


def _jsonl_rows(text: str) -> Iterator[_Row]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield _Row(number, read_strangers_json(line))
        except (ValueError, RecursionError) as error:
            yield _Row(number, _RowError(f"not valid JSON: {error}"))


def _yaml_rows(text: str, path: Path) -> Iterator[_Row]:
    try:
        content = read_strangers_yaml(text)
        node = yaml.compose(text, Loader=LOADER)
    except (yaml.YAMLError, RecursionError) as error:
        raise InputError(f"{str(path)!r} is not valid YAML: {' '.join(str(error).split())[:200]}") from error
    entries = content.get("entities") if isinstance(content, dict) else content
    if isinstance(entries, dict):
        lines = _lines_of(node)
        common = {"kind": content["kind"]} if content.get("kind") else {}
        for key, entry in entries.items():
            merged = {**common, **entry, "id": str(key)} if isinstance(entry, dict) else entry
            yield _Row(lines.get(str(key), 1), merged)
    elif isinstance(entries, list):
        for item, entry in zip(node.value if node else [], entries, strict=True):
            yield _Row(item.start_mark.line + 1, entry)
    else:
        raise InputError(f"{str(path)!r}: the top level must be a list, or have the key 'entities'.")


def _lines_of(node: Any) -> dict[str, int]:
    for key, value in node.value:
        if key.value == "entities":
            return {str(name.value): name.start_mark.line + 1 for name, _ in value.value}
    return {}


def _entry(row: Any, file: str) -> tuple[str, dict[str, Any]]:
    """The id and the entry of an entity file that a row means."""
    if isinstance(row, _RowError):
        raise row
    if not isinstance(row, dict):
        raise _RowError("must be an object with a label")
    filled = {key: value for key, value in row.items() if value not in (None, "", [], {})}
    unknown = [key for key in filled if key not in _COLUMNS and not str(key).startswith("label.")]
    if unknown:
        raise _RowError(f"unknown key {str(unknown[0])[:80]!r}")
    entry: dict[str, Any] = {"kind": _kind(filled.get("kind")), "labels": _labels(filled)}
    entry |= {name: _listed(filled[name], name) for name in _LISTS if name in filled}
    if "country" in filled:
        entry["country"] = str(filled["country"]).strip().upper()
    if "needs" in filled:
        entry["needs"] = filled["needs"]
    key = str(filled.get("id") or _made_id(entry)).strip()
    read_entity(file, key, entry)
    return key, entry


def _kind(written: object) -> str:
    kind = str(written or "organisation").strip().lower()
    return _KINDS.get(kind, kind)


def _labels(row: Mapping[str, Any]) -> dict[str, str]:
    nested = row.get("labels", {})
    if not isinstance(nested, dict):
        raise _RowError("labels must map languages to names")
    flat = {key.removeprefix("label."): value for key, value in row.items() if str(key).startswith("label.")}
    labels = {str(k): v.strip() for k, v in {**nested, **flat}.items() if isinstance(v, str) and v.strip()}
    if not labels:
        raise _RowError("no label: fill a column such as label.en or label.zh-Hans")
    wrong = next(
        (language for language in labels if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", language)), None
    )
    if wrong is not None:
        raise _RowError(f"{wrong[:80]!r} is no language (BCP-47), e.g. en, zh-Hans")
    return labels


def _listed(value: Any, name: str) -> list[str]:
    texts = _SEPARATOR.split(value) if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise _RowError(f"{name} must be texts, with | between them")
    texts = list(dict.fromkeys(text.strip() for text in texts if text.strip()))
    return [canonical_ticker(text) or text for text in texts] if name == "tickers" else texts


def _made_id(entry: Mapping[str, Any]) -> str:
    label = entry["labels"].get("en") or next(iter(entry["labels"].values()))
    plain = unicodedata.normalize("NFD", label).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain)) or short_hash(label)[:10]
    return f"{_PREFIXES.get(entry['kind'], entry['kind'])}/{slug}"


def _check_new(key: str, entry: Mapping[str, Any], entries: Mapping[str, Any], tickers: Mapping[str, str]) -> None:
    if key in entries:
        raise _RowError(f"the id {key[:80]!r} is that of an earlier row")
    shared = next((ticker for ticker in entry.get("tickers", ()) if ticker in tickers), None)
    if shared is not None:
        raise _RowError(f"the ticker {shared!r} is that of {tickers[shared][:80]!r}")


def _check_target(target: Path, path: Path) -> None:
    if not target.exists():
        return
    if target.resolve() == path.resolve():
        raise InputError(f"{str(path)!r} is in the folder of entities already.")
    try:
        with target.open(encoding="utf-8") as file:
            imported = file.read(len(_MARK)) == _MARK
    except (OSError, UnicodeDecodeError):
        imported = False
    if not imported:
        raise InputError(f"{str(target)!r} exists and was not written by an import: rename the list.")


def _write(target: Path, source: str, entries: Mapping[str, Any]) -> None:
    """JSON is YAML too, and a hundred times quicker to read: one entity a line."""
    lines = [
        f"  {json.dumps(key, ensure_ascii=False)}: {json.dumps(e, ensure_ascii=False)}" for key, e in entries.items()
    ]
    head = f'{_MARK}{json.dumps(source, ensure_ascii=False)}, "entities": {{\n'
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
        with contextlib.ExitStack() as stack:
            stack.callback(lambda: Path(name).unlink(missing_ok=True))
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(head + ",\n".join(lines) + "\n}}\n")
            Path(name).replace(target)
    except OSError as error:
        raise InputError(f"{str(target)!r} cannot be written ({error.strerror}).") from error
